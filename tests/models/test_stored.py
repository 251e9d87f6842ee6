"""The shapes of what is stored as JSON: what is written here fits, and nothing that only looks like it."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.models.action_keys import ActionKey
from mentoring.models.first_questions import criterion_as_today
from mentoring.models.stored import (
    is_day,
    is_storable,
    validate_closing_words,
    validate_decisions,
    validate_sections,
    validate_sent_words,
    validate_texts,
)

LONGEST_TEXT, MOST_LINES, MOST_SECTIONS = 100_000, 1_000, 100
LINE = {"text": "We meet.", "who": "", "is_item": False}
SECTION = {"key": "goals", "title": "Goals", "lines": [LINE]}
STEP = {"key": "one", "text": "Call Ruth", "due": ""}
SENT = {"ask": "", "agenda": "", "advice": "", "outcome": "", "steps": [STEP]}
CLOSING = {"learned": "", "thanks": "", "goals": [{"title": "Lead", "success": ""}]}
DECIDED = {"closed_on": {"closed_on": [None, "2026-03-02"], "may_introduce": [False, True]}}
ENDLESS = "x" * (LONGEST_TEXT + 1)


@pytest.mark.parametrize(
    ("validate", "value"),
    [
        (validate_texts, ["", "x" * LONGEST_TEXT, *["é"] * (MOST_LINES - 2)]),
        (validate_sections, [SECTION] * MOST_SECTIONS),
        (validate_sections, [SECTION | {"lines": [LINE] * MOST_LINES}]),
        (validate_sent_words, SENT | {"steps": [STEP, STEP | {"due": "2026-03-12"}]}),
        (validate_sent_words, {name: text for name, text in SENT.items() if name != "steps"}),
        (validate_closing_words, CLOSING | {"goals": CLOSING["goals"] * MOST_LINES}),
        (validate_decisions, DECIDED),
        (validate_decisions, {str(n): {} for n in range(MOST_SECTIONS)}),
        (validate_decisions, {"closed_on": {str(n): ["", ""] for n in range(MOST_SECTIONS)}}),
    ],
)
def test_what_is_written_here_has_its_shape(validate, value):
    validate(value)


@pytest.mark.parametrize(
    ("validate", "value"),
    [
        (validate_texts, "text"),
        (validate_texts, [""] * (MOST_LINES + 1)),
        (validate_texts, [1]),
        (validate_texts, ["\0"]),
        (validate_texts, [ENDLESS]),
        (validate_texts, ["é\ud800"]),
        (validate_sections, {}),
        (validate_sections, [SECTION] * (MOST_SECTIONS + 1)),
        (validate_sections, [[*SECTION]]),
        (validate_sections, [SECTION | {"more": ""}]),
        (validate_sections, [SECTION | {"key": 1}]),
        (validate_sections, [SECTION | {"lines": {}}]),
        (validate_sections, [SECTION | {"lines": [LINE] * (MOST_LINES + 1)}]),
        (validate_sections, [SECTION | {"lines": [LINE | {"more": ""}]}]),
        (validate_sections, [SECTION | {"lines": [LINE | {"is_item": ""}]}]),
        (validate_sections, [SECTION | {"lines": [LINE | {"who": None}]}]),
        (validate_sent_words, []),
        (validate_sent_words, SENT | {"more": ""}),
        (validate_sent_words, SENT | {"ask": None}),
        (validate_sent_words, SENT | {"steps": {}}),
        (validate_sent_words, SENT | {"steps": [STEP] * (MOST_LINES + 1)}),
        (validate_sent_words, SENT | {"steps": [STEP | {"more": ""}]}),
        (validate_sent_words, SENT | {"steps": [STEP | {"text": None}]}),
        (validate_sent_words, SENT | {"steps": [STEP | {"due": "soon"}]}),
        (validate_closing_words, CLOSING | {"more": ""}),
        (validate_closing_words, CLOSING | {"learned": None}),
        (validate_closing_words, CLOSING | {"goals": [{}]}),
        (validate_decisions, []),
        (validate_decisions, {str(n): {} for n in range(MOST_SECTIONS + 1)}),
        (validate_decisions, {"closed_on": []}),
        (validate_decisions, {"closed_on": {str(n): ["", ""] for n in range(MOST_SECTIONS + 1)}}),
        (validate_decisions, {ENDLESS: {}}),
        (validate_decisions, {"closed_on": {ENDLESS: ["", ""]}}),
        (validate_decisions, {"closed_on": {"closed_on": ("", "")}}),
        (validate_decisions, {"closed_on": {"closed_on": [""]}}),
        (validate_decisions, {"closed_on": {"closed_on": ["", "", ""]}}),
        (validate_decisions, {"closed_on": {"closed_on": ["", 7]}}),
    ],
)
def test_what_has_another_shape_is_refused(validate, value):
    with pytest.raises(ValidationError):
        validate(value)


@pytest.mark.parametrize(
    ("text", "fits"),
    [("", True), ("é", True), (7, False), ("a\0", False), ("\udfff", False), (ENDLESS, False)],
)
def test_a_text_is_what_either_database_can_hold(text, fits):
    assert is_storable(text) is fits


@pytest.mark.parametrize(("text", "fits"), [("2026-03-12", True), ("20260312", False), ("2026-02-30", False)])
def test_a_day_is_stored_in_one_way(text, fits):
    assert is_day(text) is fits


@pytest.mark.parametrize("text", ["introduction.thanked:7", "goal.achieved:999999999999999999"])
def test_what_names_something_to_do_is_read_as_it_was_written(text):
    assert ActionKey.parse(text) == text


@pytest.mark.parametrize(
    "text", ["", "goal.achieved", "goal:7", "goal.achieved:", "goal.achieved:-1", "goal.achieved:٧"]
)
def test_what_names_no_record_is_no_key(text):
    assert ActionKey.parse(text) is None
    assert ActionKey.parse(f"goal.achieved:{'9' * 19}") is None


def test_a_rule_is_the_key_without_the_record():
    key = ActionKey.parse("goal.achieved:7")

    assert (key.kind, key.verb, key.pk, key.rule) == ("goal", "achieved", 7, "goal.achieved")
    assert ActionKey("goal", "achieved") == key.rule


def test_a_criterion_of_earlier_releases_gets_the_question_of_what_it_still_says():
    suggested = {"suggestion": "near", "text": "Close enough to meet in person"}

    question = criterion_as_today(suggested)["question"]

    assert question == "Where are you most of the week, and could we meet there?"
    for other in (suggested | {"text": "Close by"}, {"text": suggested["text"]}):
        assert criterion_as_today(other) == other | {"question": ""}
