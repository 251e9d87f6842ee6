"""The clock a person goes by: its name beside an hour, and hours that stay on another one."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from mentoring.dates.clock import clock_words, known_zones, on_same_clock


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "Berlin time"),
        ("America/New_York", "New York time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("Etc/UTC", "UTC"),
        ("UTC", "UTC"),
    ],
)
def test_clock_is_named_by_its_place(zone, words):
    assert clock_words(ZoneInfo(zone)) == words
    with timezone.override(ZoneInfo(zone)):
        assert clock_words() == words


def test_an_hour_stays_as_the_clock_changes():
    eight = dt.datetime(2026, 3, 12, 8, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(dt.UTC)

    moved = on_same_clock(eight, ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo"))

    assert moved == dt.datetime(2026, 3, 12, 8, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert moved.tzinfo == dt.UTC


def test_zones_are_those_of_the_time_zone_database():
    assert {"Europe/Berlin", "Asia/Kolkata"} < known_zones()
    assert "Mars/Olympus" not in known_zones()
