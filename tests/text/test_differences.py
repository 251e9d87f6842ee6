"""Two texts as one: what stayed, what went and what came, so that both can be read."""

import pytest

from mentoring.text.differences import pieces


def said(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text.strip()) for piece in pieces(before, after) if piece.text.strip()]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (
            "We meet on Mondays at nine.",
            "We meet on Mondays at nine.",
            [("same", "We meet on Mondays at nine.")],
        ),
        (
            "No calls at night.",
            "No calls at night or on Sundays.",
            [("same", "No calls at"), ("gone", "night."), ("new", "night or on Sundays.")],
        ),
        # Two words that stay between two changes would leave neither text to be read; three stay.
        (
            "I never pass on requests for money of anybody",
            "You ask before requests for time with others",
            [
                ("gone", "I never pass on requests for money of anybody"),
                ("new", "You ask before requests for time with others"),
            ],
        ),
        (
            "We meet here every other week and stop",
            "They talk here every other week and begin",
            [
                ("gone", "We meet"),
                ("new", "They talk"),
                ("same", "here every other week and"),
                ("gone", "stop"),
                ("new", "begin"),
            ],
        ),
        ("", "All of it is new", [("new", "All of it is new")]),
    ],
)
def test_both_texts_can_be_read_in_one(before, after, found):
    assert said(before, after) == found
