"""Several agreements with one mentor: which came first, whose a day is, and when to send word after the end."""

import datetime as dt

import pytest

from mentoring.models import MentorAgreement, courtesies
from tests.factories import AgreementGoalFactory, MentorAgreementFactory

DAY = dt.date(2026, 3, 1)


def day(number: int | None) -> dt.date | None:
    return None if number is None else DAY + dt.timedelta(days=number)


def one(pk=2, confirmed: int | None = 0, over=None, starts=0, replaced=None, others=()) -> MentorAgreement:
    """An agreement for 100 days that was read beside these others, with days counted from the first."""
    agreement = MentorAgreement(
        pk=pk, starts_on=day(starts), ends_on=day(starts + 100), confirmed_on=day(confirmed),
        completed_on=day(over), replaced_on=day(replaced),
    )  # fmt: skip
    agreement.with_same_mentor = [agreement, *others]
    return agreement


@pytest.mark.parametrize(
    ("first", "second", "is_before"),
    [
        (one(9, confirmed=4), one(2, confirmed=5), True),
        (one(2, confirmed=5), one(9, confirmed=4), False),
        (one(2), one(9), True),
        (one(2), one(2), False),
        (one(2, confirmed=None), one(9), False),
        (one(2), one(9, confirmed=None), False),
    ],
)
def test_what_was_confirmed_first_is_before(first, second, is_before):
    assert first.is_before(second) is is_before


@pytest.mark.parametrize(
    ("agreement", "first", "last"),
    [
        (one(starts=5), 5, 105),
        (one(starts=5, others=[one(1, over=3)]), 5, 105),
        (one(starts=5, others=[one(1, over=10)]), 11, 105),
        (one(starts=5, others=[one(1)]), 5, 105),
        (one(starts=5, others=[one(3, over=10)]), 5, 105),
        (one(others=[one(3, starts=60)]), 0, 100),
        (one(over=40, others=[one(3, starts=60)]), 0, 59),
        (one(over=40, others=[one(3, starts=30)]), 0, 40),
        (one(over=40, others=[one(1, starts=60)]), 0, 100),
    ],
)
def test_a_day_is_of_one_agreement_alone(agreement, first, last):
    assert agreement.own_days() == (day(first), day(last))


@pytest.mark.parametrize(
    ("version", "others", "continues"),
    [
        (one(2, confirmed=50), (), True),
        (one(1, confirmed=20, replaced=50), (), True),
        (one(1, confirmed=20), (), False),
        (one(1, confirmed=20, replaced=50), [one(0, confirmed=5, over=20)], True),
        (one(1, confirmed=20, replaced=50), [one(0, confirmed=5, over=21)], False),
        (one(3, confirmed=60, replaced=70), (), False),
    ],
)
def test_an_agreement_continues_what_it_replaced_and_nothing_that_was_over_before(version, others, continues):
    assert bool(one(2, confirmed=50, others=others).continues(version)) is continues


@pytest.mark.parametrize(
    ("last", "over", "touch"),
    [
        (None, dt.date(2026, 1, 15), dt.date(2026, 4, 15)),
        (dt.date(2025, 12, 1), dt.date(2026, 1, 15), dt.date(2026, 4, 15)),
        (dt.date(2026, 4, 14), dt.date(2026, 1, 15), dt.date(2026, 7, 14)),
        (dt.date(2026, 4, 15), dt.date(2026, 1, 15), dt.date(2026, 10, 15)),
        (None, None, None),
    ],
)
def test_word_is_sent_after_three_months_and_then_every_six(last, over, touch):
    agreement = MentorAgreement(ended_on=over)

    assert agreement.next_touch(last) == touch
    assert MentorAgreement().next_touch(last, over_on=over) == touch
    assert MentorAgreement(ended_on=over, stays_in_touch=False).next_touch(last) is None


@pytest.mark.django_db
def test_where_the_goals_stood_is_asked_for_two_weeks_after_the_yes():
    facts = {"confirmed_on": DAY, "confirmed_how": "mail", "confirmed_words": []}
    agreement = MentorAgreementFactory(starts_on=DAY, ends_on=day(100), **facts)
    last = day(courtesies.LOOK_AHEAD_DAYS)
    assert not agreement.asks_for_then(DAY)

    link = AgreementGoalFactory(owner=agreement.owner, agreement=agreement)

    assert agreement.asks_for_then(last)
    assert not agreement.asks_for_then(last + dt.timedelta(days=1))
    assert not MentorAgreementFactory().asks_for_then(dt.date.min)
    agreement.record(ended_on=DAY)
    assert not agreement.asks_for_then(DAY)
    agreement.record(ended_on=None)
    type(link).objects.update(then_rated=3)
    assert not agreement.asks_for_then(DAY)
