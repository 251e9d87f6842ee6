import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.dates.days import add_months
from mentoring.models import Reminder
from tests.factories import ContactFactory, ReminderFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 12)
Repeats = Reminder.Repeats
# The days of each rhythm counted one by one, told apart from the product's own arithmetic.
NTH = {
    Repeats.WEEKLY: lambda begins_on, n: begins_on + dt.timedelta(days=7 * n),
    Repeats.MONTHLY: lambda begins_on, n: add_months(begins_on, n),
    Repeats.QUARTERLY: lambda begins_on, n: add_months(begins_on, 3 * n),
    Repeats.HALF_YEARLY: lambda begins_on, n: add_months(begins_on, 6 * n),
    Repeats.YEARLY: lambda begins_on, n: add_months(begins_on, 12 * n),
}


@settings(max_examples=50)
@given(
    begins_on=st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    passed=st.integers(-40, 1500),
    repeats=st.sampled_from(list(NTH)),
)
def test_next_day_is_the_first_of_its_days_after_that(begins_on, passed, repeats):
    day = begins_on + dt.timedelta(days=passed)
    reminder = Reminder(begins_on=begins_on, due_on=begins_on, repeats=repeats)

    found = reminder.day_after(day)

    assert found == next(later for n in range(300) if (later := NTH[repeats](begins_on, n)) > day)


def test_end_of_the_month_comes_back_after_a_shorter_one(alice):
    reminder = ReminderFactory(
        owner=alice, contact__owner=alice, due_on=dt.date(2026, 1, 31), repeats="monthly"
    )
    days = []

    for _time in range(4):
        reminder.mark_done(reminder.due_on, today=reminder.due_on)
        days.append(reminder.due_on)

    assert [(day.month, day.day) for day in days] == [(2, 28), (3, 31), (4, 30), (5, 31)]


def test_leap_day_comes_every_year(alice):
    reminder = ReminderFactory(contact__owner=alice, due_on=dt.date(2028, 2, 29), repeats="yearly")

    assert reminder.day_after(dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)
    assert reminder.day_after(dt.date(2031, 12, 1)) == dt.date(2032, 2, 29)


@pytest.mark.parametrize(
    ("today", "then"),
    [
        (DAY - dt.timedelta(days=3), dt.date(2026, 3, 19)),  # done early: not the same day once more
        (DAY, dt.date(2026, 3, 19)),
        (DAY + dt.timedelta(days=20), dt.date(2026, 4, 2)),  # days that were missed are not made up for
    ],
)
def test_done_moves_on_and_back(alice, today, then):
    reminder = ReminderFactory(contact__owner=alice, due_on=DAY, repeats="weekly")

    reminder.mark_done(today, today)
    moved = Reminder.objects.get()
    reminder.take_back()
    back = Reminder.objects.get()
    reminder.take_back()

    assert (moved.due_on, moved.done_on, moved.is_open) == (then, today, True)
    assert (back.due_on, back.done_on, back.due_before) == (DAY, None, None)
    assert Reminder.objects.get().due_on == DAY


def test_once_is_over_when_done_or_left_out(alice):
    done, skipped = ReminderFactory.create_batch(2, contact__owner=alice, due_on=DAY)

    done.mark_done(DAY, DAY)
    skipped.skip(DAY)

    assert not Reminder.objects.open().exists()
    with pytest.raises(ValidationError):
        done.mark_done(DAY, DAY)
    done.take_back()
    assert list(Reminder.objects.open()) == [done]


def test_left_out_is_not_done(alice):
    reminder = ReminderFactory(contact__owner=alice, due_on=DAY, repeats="monthly")

    reminder.skip(DAY)

    assert (reminder.due_on, reminder.done_on) == (dt.date(2026, 4, 12), None)


def test_reminder_is_quiet_while_its_contact_is_archived(alice):
    contact = ContactFactory(owner=alice)
    reminder = ReminderFactory(contact=contact, due_on=DAY)

    contact.archive(DAY)
    quiet = list(Reminder.objects.owned_by(alice).awake())
    contact.restore()

    assert quiet == []
    assert list(Reminder.objects.owned_by(alice).awake()) == [reminder]


def test_each_day_has_a_key_of_its_own(alice):
    reminder = ReminderFactory(contact__owner=alice, due_on=DAY, repeats="weekly", words="ask Daniel")
    first = reminder.key

    reminder.mark_done(DAY, DAY)

    assert (str(reminder), first, reminder.key) == (
        "Ask Daniel",
        f"reminder.done-2026-03-12:{reminder.pk}",
        f"reminder.done-2026-03-19:{reminder.pk}",
    )
