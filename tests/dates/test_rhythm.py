"""Days in a rhythm: at month ends, in leap years, across the year's end, around weekends and days away."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.dates.rhythm import PERIODS, days_of, without_near

DAY = dt.timedelta(days=1)
MONDAY_TO_FRIDAY = {5, 6}


def days(*texts):
    return [dt.date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("first", "last", "cadence", "options", "expected"),
    [
        # The 31st: a shorter month has its last day, the next one the 31st again.
        (
            "2026-01-31",
            "2026-05-31",
            "monthly",
            {},
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"],
        ),
        # A leap year.
        ("2028-01-29", "2028-03-31", "monthly", {}, ["2028-01-29", "2028-02-29", "2028-03-29"]),
        ("2027-01-30", "2027-03-31", "monthly", {}, ["2027-01-30", "2027-02-28", "2027-03-30"]),
        # Across the year's end.
        ("2026-12-17", "2027-01-14", "fortnightly", {}, ["2026-12-17", "2026-12-31", "2027-01-14"]),
        # Weekends move to Monday; the last day is a Saturday, so that one goes back.
        (
            "2026-08-31",
            "2026-10-31",
            "monthly",
            {"weekend": MONDAY_TO_FRIDAY},
            ["2026-08-31", "2026-09-30", "2026-10-30"],
        ),
        # A weekday: the nearest one to the day of the month, never before the first day.
        (
            "2026-03-30",
            "2026-06-30",
            "monthly",
            {"weekday": 3, "weekend": MONDAY_TO_FRIDAY},
            ["2026-04-02", "2026-04-30", "2026-06-04"],
        ),
        # Whoever chooses Saturdays has no weekend then.
        (
            "2026-03-30",
            "2026-04-12",
            "weekly",
            {"weekday": 5, "weekend": MONDAY_TO_FRIDAY},
            ["2026-04-04", "2026-04-11"],
        ),
        # The last session is where it was agreed on.
        (
            "2026-03-30",
            "2026-09-30",
            "monthly",
            {"closing": dt.date(2026, 9, 16)},
            ["2026-03-30", "2026-04-30", "2026-05-30", "2026-06-30", "2026-07-30", "2026-09-16"],
        ),
        # A closing day on the first day, or after the last one, is none.
        (
            "2026-03-02",
            "2026-03-16",
            "weekly",
            {"closing": dt.date(2026, 3, 2)},
            ["2026-03-02", "2026-03-09", "2026-03-16"],
        ),
        (
            "2026-03-02",
            "2026-03-16",
            "weekly",
            {"closing": dt.date(2026, 3, 17)},
            ["2026-03-02", "2026-03-09", "2026-03-16"],
        ),
        # On the last day it is one, and takes the place of the session that lies less than half a rhythm before.
        (
            "2026-03-02",
            "2026-03-12",
            "weekly",
            {"closing": dt.date(2026, 3, 12)},
            ["2026-03-02", "2026-03-12"],
        ),
        (
            "2026-03-02",
            "2026-03-13",
            "weekly",
            {"closing": dt.date(2026, 3, 13)},
            ["2026-03-02", "2026-03-09", "2026-03-13"],
        ),
        # It is among the most there may be.
        (
            "2026-03-02",
            "2026-04-30",
            "weekly",
            {"closing": dt.date(2026, 4, 30), "most": 3},
            ["2026-03-02", "2026-03-09", "2026-04-30"],
        ),
        # A weekday that the term just reaches, and one that it does not.
        ("2026-03-30", "2026-04-02", "weekly", {"weekday": 3}, ["2026-04-02"]),
        ("2026-03-30", "2026-04-01", "weekly", {"weekday": 3}, ["2026-03-30"]),
        # Three days ahead are nearer than four back, and three back than four ahead; unless the term ends before.
        ("2026-06-01", "2026-07-31", "monthly", {"weekday": 0}, ["2026-06-01", "2026-06-29"]),
        ("2026-06-03", "2026-08-31", "monthly", {"weekday": 2}, ["2026-06-03", "2026-07-01", "2026-08-05"]),
        ("2026-06-03", "2026-08-04", "monthly", {"weekday": 2}, ["2026-06-03", "2026-07-01", "2026-07-29"]),
        # The closing day moves to its weekday too, be that the first day.
        (
            "2026-03-02",
            "2026-03-05",
            "weekly",
            {"weekday": 0, "closing": dt.date(2026, 3, 4)},
            ["2026-03-02"],
        ),
        # The last day of the calendar ends it.
        ("9999-11-30", "9999-12-31", "monthly", {}, ["9999-11-30", "9999-12-30"]),
    ],
)
def test_days_fall_where_people_expect_them(first, last, cadence, options, expected):
    found = days_of(*days(first, last), cadence, **({"most": 6} | options))

    assert found == days(*expected)


def test_a_session_on_days_away_moves_close_by_or_is_left_out():
    first, last = days("2026-11-25", "2027-01-31")
    away = {dt.date(2026, 12, 20) + number * DAY for number in range(16)} | {dt.date(2026, 12, 2)}

    found = days_of(first, last, "weekly", most=9, away=away, weekend=MONDAY_TO_FRIDAY)

    assert found == days(
        "2026-11-25", "2026-12-03", "2026-12-09", "2026-12-16", "2027-01-06", "2027-01-13", "2027-01-20"
    )


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        ([], ["2026-03-02", "2026-03-09"]),
        (range(3), ["2026-03-02", "2026-03-12"]),
        (range(4), ["2026-03-02", "2026-03-08"]),
        (range(-1, 4), ["2026-03-02", "2026-03-07"]),
        (range(-2, 4), ["2026-03-02", "2026-03-06"]),
        (range(-3, 4), ["2026-03-02"]),
    ],
)
def test_a_day_away_moves_forward_then_back_less_than_half_a_rhythm(away, expected):
    gone = {dt.date(2026, 3, 9) + number * DAY for number in away}

    found = days_of(dt.date(2026, 3, 2), dt.date(2026, 3, 15), "weekly", most=9, away=gone)

    assert found == days(*expected)


def test_two_sessions_never_move_to_one_day():
    first, closing = days("2026-03-02", "2026-03-06")
    away = days("2026-03-02", "2026-03-03", "2026-03-05", "2026-03-06")

    assert days_of(first, closing, "weekly", most=9, closing=closing, away=away) == days("2026-03-04")


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
    most=st.integers(1, 105),
    away=st.sets(st.integers(0, 731), max_size=60),
    closing=st.none() | st.integers(0, 731),
)
def test_no_day_lies_outside_the_term_on_a_weekend_or_away(
    first, length, cadence, weekday, most, away, closing
):
    last, away = first + length * DAY, {first + number * DAY for number in away}
    closing = None if closing is None else first + closing * DAY

    found = days_of(
        first,
        last,
        cadence,
        most=most,
        weekday=weekday,
        away=away,
        weekend=MONDAY_TO_FRIDAY,
        closing=closing,
    )

    assert found == sorted(set(found))
    assert len(found) <= most
    assert all(first <= day <= last and day not in away for day in found)
    assert all(day.weekday() not in MONDAY_TO_FRIDAY or day.weekday() == weekday for day in found)
