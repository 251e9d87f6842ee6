"""The words of an agreement: its time, what it asks of the mentor in four lines, and the whole of it as a text."""

import datetime as dt

import pytest

from mentoring.models import Contact, MentorAgreement, User
from mentoring.models.wording import as_text, meeting_lines, of_part, rhythm_line, summary_of, time_lines

DEFAULTS = {"confidentiality": "Between us.", "ending": "At any time."}
WORDS = [
    {"key": key, "title": key, "lines": []}
    for key in ("parties", "goals", "confidentiality", "ending", "closure")
]


def agreement(**facts) -> MentorAgreement:
    """Half a year within one calendar year, an hour a month."""
    days = {"starts_on": dt.date(2026, 3, 30), "ends_on": dt.date(2026, 9, 30)}
    return MentorAgreement(owner=User(), mentor=Contact(name="Margaret Lindqvist"), **DEFAULTS | days | facts)


ACROSS = {"starts_on": dt.date(2026, 12, 1), "ends_on": dt.date(2027, 5, 31)}


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "We’ll work together from 30 March to 30 September 2026."),
        (ACROSS, "We’ll work together from 1 December 2026 to 31 May 2027."),
        (
            {"trial_on": dt.date(2026, 4, 30), "last_session_on": dt.date(2026, 9, 24)},
            "We’ll work together from 30 March to 30 September 2026. On 30 April we’ll decide whether to carry on."
            " Our last session is around 24 September.",
        ),
        (
            ACROSS
            | {
                "trial_on": dt.date(2026, 12, 31),
                "review_on": dt.date(2027, 2, 28),
                "last_session_on": dt.date(2027, 5, 24),
            },
            "We’ll work together from 1 December 2026 to 31 May 2027. On 31 December 2026 we’ll decide whether to"
            " carry on. On 28 February 2027 we’ll ask each other whether it’s working, and change what isn’t."
            " Our last session is around 24 May 2027.",
        ),
    ],
)
def test_days_of_one_year_are_said_without_it(facts, text):
    assert time_lines(agreement(**facts))[0] == {"text": text, "who": "", "is_item": False}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "We’ll meet every month for 60 minutes: seven sessions in all, about seven hours."),
        (
            {"minutes": 30, "ends_on": dt.date(2026, 4, 3)},
            "We’ll meet every month for 30 minutes: one session in all, about one hour.",
        ),
    ],
)
def test_the_rhythm_says_what_it_comes_to(facts, words):
    assert rhythm_line(agreement(**facts)) == words


@pytest.mark.parametrize(
    ("where", "texts"),
    [
        (" at Mill Street. ", ["We meet at Mill Street.", "By noon.", "Or not."]),
        ("", ["By noon.", "Or not."]),
    ],
)
def test_the_place_is_one_sentence_and_each_line_a_paragraph(where, texts):
    lines = meeting_lines(agreement(where=where, arrangements="By noon.\n\n  Or not. "))

    assert [line["text"] for line in lines] == texts


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ({}, ["One hour a month, seven hours in all", "From 30 March to 30 September 2026, and then it ends",
              "What you both say stays between you", "You can stop at any time"]),
        ({"minutes": 30, "cadence": "weekly", "ends_on": dt.date(2026, 4, 3)},
         ["Half an hour a week, about one hour in all", "From 30 March to 3 April 2026, and then it ends",
          "What you both say stays between you", "You can stop at any time"]),
        ({"minutes": 90, "cadence": "fortnightly", "confidentiality": "", "ending": "With notice."} | ACROSS,
         ["An hour and a half every two weeks, 20 hours in all",
          "From 1 December 2026 to 31 May 2027, and then it ends", "What stays between you: part 3",
          "How either of you can stop: part 4"]),
    ],
)  # fmt: skip
def test_what_it_asks_of_the_mentor_is_said_in_four_lines(facts, lines):
    assert summary_of(agreement(**facts), WORDS, DEFAULTS) == lines


def test_a_part_holds_the_further_clauses_that_are_written_in_it():
    assert [section["key"] for section in of_part(WORDS, "goals")] == ["parties", "goals"]
    assert [section["key"] for section in of_part(WORDS, "ending")] == ["ending", "closure"]


def test_as_a_text_it_has_its_head_and_every_section_with_its_number():
    lines = [
        {"text": "Be on time.", "who": "Margaret", "is_item": True},
        {"text": "Lead well", "who": "", "is_item": True},
        {"text": "We meet.", "who": "", "is_item": False},
    ]
    words = [
        {"key": "goals", "title": "Goals", "lines": lines[:2]},
        {"key": "time", "title": "Time", "lines": lines[2:]},
    ]

    text = as_text(agreement(shared_words=words, mentee_name="Alice Adler", mentor_name="Margaret Lindqvist"))

    assert text == (
        "Mentoring agreement\nbetween Alice Adler (mentee) and Margaret Lindqvist (mentor)\n\n"
        "1. Goals\n- Margaret Be on time.\n- Lead well\n\n2. Time\nWe meet."
    )
