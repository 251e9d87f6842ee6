"""Working days: whose weekend is left out, and counting past it."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.dates import weekends
from mentoring.dates.weekends import Weekend, weekend_days, working_days_after

MONDAY = dt.date(2026, 3, 2)
days = st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1))
own = st.sampled_from([weekend_days(weekend, "") for weekend in Weekend])


@pytest.mark.parametrize(
    ("weekend", "zone", "expected"),
    [
        ("", "", {5, 6}),
        ("", "Europe/Berlin", {5, 6}),
        ("", "Asia/Riyadh", {4, 5}),
        ("", "Asia/Tehran", {4}),
        ("", "Asia/Kathmandu", {5}),
        ("", "Asia/Kolkata", {6}),
        ("sun", "Asia/Riyadh", {6}),
    ],
)
def test_weekend_is_the_chosen_one_else_the_usual_one(weekend, zone, expected):
    assert weekend_days(weekend, zone) == expected


@pytest.mark.parametrize(
    ("second", "first"),
    [
        ("Asia/Tel_Aviv", "Asia/Jerusalem"),
        ("Israel", "Asia/Jerusalem"),
        ("Egypt", "Africa/Cairo"),
        ("Libya", "Africa/Tripoli"),
        ("Iran", "Asia/Tehran"),
        ("Asia/Katmandu", "Asia/Kathmandu"),
        ("Asia/Calcutta", "Asia/Kolkata"),
    ],
)
def test_both_names_of_a_zone_have_one_weekend(second, first):
    assert weekend_days("", second) == weekend_days("", first)


def test_zones_with_another_weekend_are_zones_of_today():
    assert set(weekends._BY_ZONE) - zoneinfo.available_timezones() == set()


@pytest.mark.parametrize(("number", "expected"), [(0, 2), (1, 3), (4, 6), (5, 9), (7, 11), (10, 16)])
def test_saturday_and_sunday_are_left_out(number, expected):
    assert working_days_after(MONDAY, number, {5, 6}) == dt.date(2026, 3, expected)


def test_counting_from_the_weekend_begins_after_it():
    assert working_days_after(dt.date(2026, 3, 7), 1, {5, 6}) == dt.date(2026, 3, 9)


@given(day=days, number=st.integers(1, 30), weekend=own)
def test_so_many_working_days_lie_between(day, number, weekend):
    then = working_days_after(day, number, weekend)

    between = [day + dt.timedelta(days=at) for at in range(1, (then - day).days + 1)]
    assert sum(one.weekday() not in weekend for one in between) == number
    assert then.weekday() not in weekend
