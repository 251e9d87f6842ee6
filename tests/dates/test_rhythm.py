"""Days in a rhythm: at month ends, in leap years, across the year's end, around weekends and days away."""

import datetime as dt
import random
from itertools import pairwise

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.dates.rhythm import PERIODS, slots_of, without_near
from mentoring.dates.weekends import Weekend, weekend_days

DAY = dt.timedelta(days=1)
SAT_SUN = {5, 6}


def days(*texts):
    return [dt.date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("first", "last", "cadence", "options", "expected"),
    [
        # First and last day are both counted.
        ("2026-12-15", "2027-06-15", "monthly", {}, "12-15 01-15 02-15 03-15 04-15 05-15 06-15"),
        ("2026-01-11", "2026-07-09", "monthly", {}, "01-11 02-11 03-11 04-11 05-11 06-11"),
        ("2026-04-01", "2026-09-30", "monthly", {}, "04-01 05-01 06-01 07-01 08-01 09-01"),
        ("2026-04-01", "2026-04-30", "monthly", {}, "04-01"),
        ("2026-12-17", "2027-01-14", "fortnightly", {}, "12-17 12-31 01-14"),
        # The 31st: a shorter month has its last day, the next one the 31st again.
        ("2026-01-31", "2026-05-31", "monthly", {}, "01-31 02-28 03-31 04-30 05-31"),
        ("2028-01-29", "2028-03-31", "monthly", {}, "01-29 02-29 03-29"),
        ("2027-01-30", "2027-03-31", "monthly", {}, "01-30 02-28 03-30"),
        # A weekend moves to the nearest free day of the same month, within the term.
        ("2026-08-31", "2026-10-31", "monthly", {"weekend": SAT_SUN}, "08-31 09-30 10-30"),
        ("2026-10-01", "2026-11-05", "monthly", {"weekend": SAT_SUN}, "10-01 11-02"),
        ("2026-10-04", "2027-01-04", "monthly", {"weekend": {6}}, "10-05 11-04 12-04 01-04"),
        ("2026-08-30", "2026-10-30", "monthly", {"weekend": {6}}, "08-31 09-30 10-30"),  # two equally near
        ("2026-10-31", "2026-12-31", "monthly", {"weekend": SAT_SUN}, "11-30 12-31"),  # none left in October
        ("2026-10-03", "2026-10-04", "weekly", {"weekend": SAT_SUN}, "10-03"),  # nothing but a weekend
        ("2026-10-03", "2026-10-17", "weekly", {"weekend": SAT_SUN}, "10-05 10-09 10-16"),
        # A weekday: the nearest one of that name in the month, never before the first day.
        (
            "2026-03-30",
            "2026-06-30",
            "monthly",
            {"weekday": 3, "weekend": SAT_SUN},
            "04-02 05-07 06-04",
        ),
        ("2026-06-01", "2026-07-31", "monthly", {"weekday": 0}, "06-01 07-06"),
        ("2026-06-03", "2026-08-31", "monthly", {"weekday": 2}, "06-03 07-01 08-05"),
        ("2026-06-03", "2026-08-04", "monthly", {"weekday": 2}, "06-03 07-01 08-03"),
        # Whoever chooses Saturdays has no weekend then.
        ("2026-03-30", "2026-04-12", "weekly", {"weekday": 5, "weekend": SAT_SUN}, "04-04 04-11"),
        # A weekday that the term just reaches, and one that it does not.
        ("2026-03-30", "2026-04-02", "weekly", {"weekday": 3}, "04-02"),
        ("2026-03-30", "2026-04-01", "weekly", {"weekday": 3}, "03-30"),
        # The last session takes the place of the slot of its month, and nothing comes after it.
        ("2026-12-15", "2027-06-15", "monthly", {"closing": "2027-06-01"}, "12-15 01-15 02-15 03-15 04-15 05-15 06-01"),
        ("2026-12-12", "2027-06-12", "monthly", {"closing": "2027-05-29"}, "12-12 01-12 02-12 03-12 04-12 05-29"),
        ("2026-01-20", "2026-06-10", "monthly", {"closing": "2026-06-05"}, "01-20 02-20 03-20 04-20 05-20 06-05"),
        ("2026-03-02", "2026-03-12", "weekly", {"closing": "2026-03-12"}, "03-02 03-12"),
        ("2026-03-02", "2026-03-13", "weekly", {"closing": "2026-03-13"}, "03-02 03-09 03-13"),
        # On the first day, or after the last one, it is none.
        ("2026-03-02", "2026-03-16", "weekly", {"closing": "2026-03-02"}, "03-02 03-09 03-16"),
        ("2026-03-02", "2026-03-16", "weekly", {"closing": "2026-03-17"}, "03-02 03-09 03-16"),
        # It moves to its weekday too, be that the first day.
        ("2026-03-02", "2026-03-05", "weekly", {"weekday": 0, "closing": "2026-03-04"}, "03-02"),
        # The last day of the calendar ends it.
        ("9999-11-30", "9999-12-31", "monthly", {}, "11-30 12-30"),
        ("9998-11-30", "9999-12-31", "monthly", {},
         "11-30 12-30 01-30 02-28 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30 11-30 12-30"),
        ("9999-12-20", "9999-12-31", "weekly", {}, "12-20 12-27"),
        ("9999-12-21", "9999-12-31", "weekly", {}, "12-21 12-28"),
        # A term that is over before it begins has no day.
        ("2026-03-02", "2026-03-01", "weekly", {}, ""),
        ("2026-03-02", "2026-03-01", "monthly", {}, ""),
    ],
)  # fmt: skip
def test_days_fall_where_people_expect_them(first, last, cadence, options, expected):
    if closing := options.get("closing"):
        options = options | {"closing": dt.date.fromisoformat(closing)}

    found = slots_of(*days(first, last), cadence, **options)

    assert [day.isoformat()[5:] for day in found.days] == expected.split()


def test_a_month_without_a_free_day_is_left_out_and_said():
    away = {dt.date(2026, 12, 1) + number * DAY for number in range(31)} | {dt.date(2027, 1, 10)}

    found = slots_of(*days("2026-11-10", "2027-02-28"), "monthly", away=away, weekend=SAT_SUN)

    assert found.days == days("2026-11-10", "2027-01-11", "2027-02-10")
    assert found.left_out == days("2026-12-10")


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        ([], ["2026-03-02", "2026-03-09"]),
        ([0], ["2026-03-02", "2026-03-10"]),
        ([0, 1], ["2026-03-02", "2026-03-08"]),
        (range(-2, 3), ["2026-03-02", "2026-03-12"]),
        (range(-2, 4), ["2026-03-02", "2026-03-06"]),
        (range(-3, 4), ["2026-03-02"]),
    ],
)
def test_a_day_away_moves_to_the_nearest_free_day_of_its_own_week(away, expected):
    gone = {dt.date(2026, 3, 9) + number * DAY for number in away}

    found = slots_of(dt.date(2026, 3, 2), dt.date(2026, 3, 15), "weekly", away=gone)

    assert found.days == days(*expected)


def expected_days(first, last, cadence, closing, weekend):
    """The same by another way: a calendar's rules for the slots, then each day of the month tried by its distance."""
    until = dt.datetime.combine(last, dt.time())
    about = {"dtstart": dt.datetime.combine(first, dt.time()), "until": until}
    if cadence == "monthly":
        month_ends = tuple(range(min(first.day, 28), first.day + 1))
        found = rrule.rrule(rrule.MONTHLY, bymonthday=month_ends, bysetpos=-1, **about)
    else:
        found = rrule.rrule(rrule.WEEKLY, interval=PERIODS[cadence] // 7, **about)
    slots = [one.date() for one in found]

    def is_near(day, slot):
        if cadence == "monthly":
            return (day.year, day.month) == (slot.year, slot.month)
        return -((PERIODS[cadence] - 1) // 2) <= (day - slot).days <= PERIODS[cadence] // 2

    if closing:
        slots = [slot for slot in slots if slot < closing and not is_near(closing, slot)] + [closing]
    moved = []
    for slot in slots:
        around = slot if slot != closing or cadence == "monthly" else _slot_around(first, closing, cadence)
        for move in sorted(range(-31, 32), key=lambda move: (abs(move), -move)):
            day = slot + move * DAY
            if first <= day <= last and is_near(day, around) and day.weekday() not in weekend:
                moved.append(day)
                break
    return moved or expected_days(first, last, cadence, closing, ())


def _slot_around(first, day, cadence):
    period = PERIODS[cadence]
    return first + ((day - first).days + (period - 1) // 2) // period * period * DAY


def a_term(chance):
    """A term as somebody might choose it, with or without a last session of their own."""
    first = dt.date(2024, 1, 1) + chance.randrange(3000) * DAY
    last = first + chance.randint(7, 730) * DAY
    closing = first + chance.randint(1, (last - first).days) * DAY if chance.random() < 0.5 else None
    weekend = weekend_days(chance.choice(Weekend.values), "")
    return first, last, chance.choice(sorted(PERIODS)), closing, weekend


@pytest.mark.parametrize("number", [300, pytest.param(10_000, marks=pytest.mark.long)])
def test_generated_terms_have_the_days_that_another_way_gives(number):
    chance = random.Random(13)
    for _ in range(number):
        first, last, cadence, closing, weekend = term = a_term(chance)

        found = slots_of(first, last, cadence, closing=closing, weekend=weekend).days

        assert found == expected_days(*term), term
        before = [day for day in found if closing is None or day < closing - 31 * DAY]
        gaps = [(after - day).days for day, after in pairwise(before)]
        assert max(gaps, default=0) <= 45, term


@pytest.mark.parametrize(("cadence", "near"), [("weekly", 3), ("fortnightly", 6), ("monthly", 14)])
def test_a_day_with_a_session_less_than_half_a_rhythm_away_is_not_proposed(cadence, near):
    session = dt.date(2026, 5, 20)
    proposed = [session + number * DAY for number in (-near - 1, -near, 0, near, near + 1)]

    left = without_near(proposed, [session], cadence, since=proposed[0])

    assert left == [proposed[0], proposed[-1]]
    assert without_near(proposed, [session], cadence, since=proposed[0] + DAY) == [proposed[-1]]


def test_sessions_that_are_there_keep_their_place():
    proposed = days("2026-03-30", "2026-04-30", "2026-05-30", "2026-06-30")

    left = without_near(proposed, days("2026-05-20"), "monthly", since=dt.date(2026, 4, 1))

    assert left == days("2026-04-30", "2026-06-30")


@settings(max_examples=50)
@given(
    first=st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)),
    length=st.integers(1, 731),
    cadence=st.sampled_from(sorted(PERIODS)),
    weekday=st.none() | st.integers(0, 6),
    away=st.sets(st.integers(0, 731), max_size=60),
    closing=st.none() | st.integers(0, 731),
)
def test_no_day_lies_outside_the_term_on_a_weekend_or_away(first, length, cadence, weekday, away, closing):
    last, away = first + length * DAY, {first + number * DAY for number in away} | {first}
    closing = None if closing is None else first + closing * DAY

    found = slots_of(first, last, cadence, weekday=weekday, away=away, weekend=SAT_SUN, closing=closing)

    assert found.days == sorted(set(found.days))
    assert all(first <= day <= last and day not in away for day in found.days)
    assert all(day.weekday() not in SAT_SUN or day.weekday() == weekday for day in found.days)
    assert found.left_out == sorted(set(found.left_out))
