"""The term of an agreement: its weeks, what it comes to, how it is extended, and what its words promise."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from mentoring.models import MentorAgreement, User

DAY = dt.date(2026, 3, 2)


def term(**facts) -> MentorAgreement:
    """Thirty-one days from a Monday, an hour a month unless it says otherwise."""
    days = {"starts_on": DAY, "ends_on": DAY + dt.timedelta(days=30)}
    return MentorAgreement(owner=User(), **days | facts)


@pytest.mark.parametrize(
    ("number", "gone", "left"),
    [(-8, 0, 4), (0, 0, 4), (6, 0, 4), (7, 1, 3), (13, 1, 3), (21, 3, 1), (29, 4, 1), (30, 4, 0), (90, 4, 0)],
)
def test_the_weeks_of_a_term_are_over_or_left(number, gone, left):
    today = DAY + dt.timedelta(days=number)

    assert (term().weeks, term().weeks_gone(today), term().weeks_left(today)) == (4, gone, left)
    assert term().has_begun(today) is (number >= 0)


@pytest.mark.parametrize(
    ("words", "promises"),
    [
        ({"arrangements": "I’ll send a short summary."}, True),
        ({"arrangements": "I sum up what was said."}, True),
        ({"arrangements": "There’s no summary."}, False),
        ({"preparation": "A few lines on what was said.", "is_long": True}, True),
        ({"preparation": "A few lines on what was said."}, False),
        ({}, False),
    ],
)
def test_a_summary_is_promised_where_the_words_say_so(words, promises):
    assert term(**words).promises_summary is promises


def test_it_comes_to_the_sessions_of_the_rhythm_or_those_that_are_there():
    agreement = term(cadence="weekly", minutes=90)

    assert (agreement.sessions, agreement.hours, agreement.hours_of(2)) == (5, 7.5, 3)
    assert (agreement.sessions_in_all(4), agreement.sessions_in_all(6)) == (5, 6)
    assert agreement.slots(DAY + dt.timedelta(days=22)).days == [dt.date(2026, 3, 24), dt.date(2026, 3, 31)]


def test_an_extension_is_later_and_promises_no_review_that_is_past():
    last, today = dt.date(2026, 4, 1), dt.date(2026, 3, 20)
    agreement = term(last_session_on=last - dt.timedelta(days=2), trial_on=today, review_on=today)
    for too_early in (last, last - dt.timedelta(days=1)):
        with pytest.raises(ValidationError, match="after the last day"):
            agreement.extend_to(too_early, today)

    agreement.extend_to(last + dt.timedelta(days=1), today)
    assert (agreement.ends_on, agreement.last_session_on) == (dt.date(2026, 4, 2), dt.date(2026, 3, 31))
    assert (agreement.trial_on, agreement.review_on) == (today, today)

    agreement.extend_to(dt.date(2028, 3, 2), today + dt.timedelta(days=1))
    assert (agreement.trial_on, agreement.review_on) == (None, None)
    with pytest.raises(ValidationError, match="within 24 months"):
        agreement.extend_to(dt.date(2028, 3, 3), today)


def test_nobody_asks_how_long_a_term_is_that_has_no_days_yet():
    for days in ({"starts_on": None}, {"ends_on": None}, {"last_session_on": None}):
        assert term(**days).clean() is None
