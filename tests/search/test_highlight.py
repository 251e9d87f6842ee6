"""Where found words stand in a text, and the part of it that is shown around them."""

import pytest

from mentoring.search.highlight import Fragments
from mentoring.search.words import any_of, excerpt, joined, marked

FOUND = "<mark>operations</mark>"


@pytest.mark.parametrize(
    ("places", "together"),
    [
        ([], []),
        ([(4, 6), (0, 2)], [(0, 2), (4, 6)]),
        ([(0, 2), (2, 4)], [(0, 4)]),
        ([(0, 2), (3, 4)], [(0, 2), (3, 4)]),
        ([(0, 6), (2, 4), (5, 7)], [(0, 7)]),
        ([(0, 6), (0, 2)], [(0, 6)]),
        ([(0, 2), (5, 9), (6, 7)], [(0, 2), (5, 9)]),
    ],
)
def test_places_that_touch_or_overlap_are_one(places, together):
    assert joined(places) == together


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        (["na"], "banana", [(2, 6)]),
        (["na", "an"], "banana", [(1, 6)]),
        (["ba", "na"], "ba-na", [(0, 2), (3, 5)]),
        (["CAFÉ"], "the cafe", [(4, 8)]),
        (["cafe"], "the Cafe\u0301s", [(4, 8)]),
        (["s"], "Straße", [(0, 1), (4, 5)]),
        (["strasse"], "Straße", [(0, 6)]),
        (["fine"], "ﬁne", [(0, 3)]),
        (["obrien"], "O`Brien", [(0, 7)]),
        (["obrien"], "O'Brien", [(0, 7)]),
        (["", "\u0301"], "e\u0301", []),
        # A vowel sign means something, and is not found where it does not stand.
        (["\u0643\u064e"], "\u0643", []),
        (["\u0643\u064e"], "\u0643\u064e", [(0, 2)]),
        (["x"], "", []),
        ([], "text", []),
    ],
)
def test_fragments_stand_inside_words_in_any_case_with_any_accent(words, text, places):
    assert Fragments(tuple(words)).marks(text) == places


def test_fragments_that_a_text_lacks_are_named():
    assert Fragments(("ann", "BO", "cy")).not_in("Joanna and bob") == Fragments(("cy",))


def test_nothing_sought_marks_nothing():
    assert marked("<b>", None) == "&lt;b&gt;"
    assert marked("", any_of("x")) == ""


WORD = "x" * 59


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ran operations.", f"Ran {FOUND}."),
        # Sixty characters on either side are shown as they are.
        (f"{WORD} operations", f"{WORD} {FOUND}"),
        (f"operations {WORD}", f"{FOUND} {WORD}"),
        # Of more than that no word is cut in two, the word beside what was found being no exception.
        (f"{WORD}x operations", f"…{FOUND}"),
        (f"operations {WORD}x", f"{FOUND}…"),
        (f"a bcd {WORD[6:]} operations", f"a bcd {WORD[6:]} {FOUND}"),
        (f"a bcd {WORD[5:]} operations", f"…bcd {WORD[5:]} {FOUND}"),
        (f"ab bcd {WORD[5:]} operations", f"…bcd {WORD[5:]} {FOUND}"),
        (f"operations {WORD} more", f"{FOUND} {WORD}…"),
        (f"operations {WORD}x more", f"{FOUND}…"),
        (f"operations {WORD[1:]} more", f"{FOUND} {WORD[1:]}…"),
        # Without any space there is no better place to cut.
        (f"{WORD}xyz-operations", f"…{WORD[3:]}xyz-{FOUND}"),
        (f"operations-xyz{WORD}", f"{FOUND}-xyz{WORD[3:]}…"),
        # What was found once more is marked as far as it is shown.
        (f"operations {WORD[20:]} operations", f"{FOUND} {WORD[20:]} {FOUND}"),
        (f"operations {WORD} operations", f"{FOUND} {WORD}…"),
    ],
)
def test_excerpt_shows_some_words_around(text, shown):
    assert excerpt(text, any_of("operations")) == shown


@pytest.mark.parametrize(("between", "shown"), [(58, "<mark>op</mark>"), (59, "<mark>o</mark>"), (60, "")])
def test_excerpt_marks_the_part_that_is_shown_of_what_was_found_again(between, shown):
    text = "operations" + "-" * between + "operations"

    assert excerpt(text, Fragments(("operations",))) == f"{FOUND}{'-' * between}{shown}…"
