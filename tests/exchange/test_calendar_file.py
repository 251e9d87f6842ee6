"""A person's own calendar file: what of it may be a meeting, and that nothing in it costs more than a moment."""

import datetime as dt

import pytest

from mentoring.exchange.formats import Unreadable
from mentoring.exchange.formats.calendar_file import WeeksAhead, read_events
from mentoring.exchange.formats.calendar_times import occurrences

NOW = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
BEN = 'ATTENDEE;CN="Whitlock: Ben; B";PARTSTAT=ACCEPTED:mailto:Ben@Example.org'


def calendar(*events: str, people: str = BEN) -> bytes:
    """A file with these events, in which Ben takes part."""
    written = [f"BEGIN:VEVENT\n{event.strip()}\n{people}\nEND:VEVENT" for event in events]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *written, "END:VCALENDAR", ""]).encode()


def times(data: bytes, zone: str = "Europe/Berlin") -> tuple[list[str], int]:
    """When something takes place, in UTC, and how many events could not be worked out."""
    span = WeeksAhead(NOW, zone)
    found, refused = occurrences(read_events(data, span), span)
    assert all(one.people == {"ben@example.org"} for one in found)
    return [f"{one.starts_at:%d %b %H:%M}" for one in found], refused


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ("DTSTART:20261203T090000Z", ["03 Dec 09:00"]),
        ("DTSTART:20261203T090000", ["03 Dec 08:00"]),
        ("DTSTART;TZID=America/New_York:20261203T090000\nDURATION:PT45M", ["03 Dec 14:00"]),
        ("DTSTART;TZID=\"W. Europe Standard Time\":20261203T090000", ["03 Dec 08:00"]),
        ("DTSTART;TZID=/citadel.org/20210210/Europe/London:20261203T090000", ["03 Dec 09:00"]),
        # All day, over, too far ahead, too long, cancelled.
        ("DTSTART;VALUE=DATE:20261203", []),
        ("DTSTART:20261128T115900Z", []),
        ("DTSTART:20261219T120100Z", []),
        ("DTSTART:20261203T090000Z\nDTEND:20261203T180000Z", []),
        ("DTSTART:20261203T090000Z\nDURATION:P1D", []),
        ("DTSTART:19010103T090000Z\nDTEND:20261203T090000Z\nRRULE:FREQ=DAILY", []),
        ("DTSTART:20261203T090000Z\nDTEND:20261203T080000Z", []),
        ("DTSTART:20261203T090000Z\nSTATUS:CANCELLED", []),
        # Rules, through the change of the clocks, up to their end, and what is left out or added.
        ("DTSTART;TZID=Europe/Berlin:20260604T090000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;WKST=MO",
         ["03 Dec 08:00", "17 Dec 08:00"]),
        ("DTSTART;TZID=America/New_York:20261103T180000\nRRULE:FREQ=DAILY;UNTIL=20261129T180000",
         ["28 Nov 23:00", "29 Nov 23:00"]),
        ("DTSTART;TZID=America/New_York:20261103T180000\nRRULE:FREQ=DAILY;UNTIL=20261129",
         ["28 Nov 23:00", "29 Nov 23:00"]),
        ("DTSTART:20261126T090000Z\nRRULE:FREQ=DAILY;COUNT=5", ["29 Nov 09:00", "30 Nov 09:00"]),
        ("DTSTART:20260131T090000Z\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["30 Nov 09:00"]),
        ("DTSTART:20200101T090000Z\nRRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=4,5", ["04 Dec 09:00", "05 Dec 09:00"]),
        ("DTSTART:20261126T090000Z\nRRULE:FREQ=WEEKLY\nEXDATE:20261203T090000Z,20261217T090000Z", ["10 Dec 09:00"]),
        ("DTSTART:20261126T090000Z\nRRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20261203,20261217", ["10 Dec 09:00"]),
        ("DTSTART:20261001T090000Z\nRDATE:20261203T090000Z,20270101T090000Z", ["03 Dec 09:00"]),
    ],
)  # fmt: skip
def test_when_an_event_takes_place(event, found):
    assert times(calendar(event)) == (found, 0)


def test_one_time_of_a_series_may_be_moved_or_off():
    series = "UID:1\nDTSTART:20261126T090000Z\nRRULE:FREQ=WEEKLY"
    moved = "UID:1\nRECURRENCE-ID:20261203T090000Z\nDTSTART:20261204T150000Z"
    off = "UID:1\nRECURRENCE-ID:20261210T090000Z\nDTSTART:20261210T090000Z\nSTATUS:CANCELLED"

    assert times(calendar(series, moved, off)) == (["04 Dec 15:00", "17 Dec 09:00"], 0)


def test_one_time_is_not_moved_by_a_century():
    series = "UID:1\nDTSTART:19010103T090000Z\nRRULE:FREQ=DAILY"
    moved = "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261203T090000Z\nDTSTART:19010103T090000Z"

    assert len(times(calendar(series, moved))[0]) == 4


@pytest.mark.parametrize(
    "instead",
    [
        "RECURRENCE-ID:20261203T090000Z\nDTSTART;VALUE=DATE:20261203",
        "RECURRENCE-ID:20261203T090000Z\nDTSTART:20261203T090000Z\n"
        + "\n".join(f"ATTENDEE:mailto:p{number}@example.org" for number in range(12)),
        "RECURRENCE-ID:20261203T090000Z\nDTSTART:20270603T090000Z",
        "RECURRENCE-ID:20261203T090000Z\nDTSTART:20261203T090000Z\nDTEND:20261206T090000Z",
        "RECURRENCE-ID;VALUE=DATE:20261203\nDTSTART:20261203T090000Z\nSTATUS:CANCELLED",
    ],
)
def test_a_day_of_a_series_that_became_no_meeting_is_off(instead):
    series = "UID:1\nDTSTART:20261126T090000Z\nRRULE:FREQ=WEEKLY"

    assert times(calendar(series, f"UID:1\n{instead}")) == (["10 Dec 09:00", "17 Dec 09:00"], 0)


def test_a_day_of_a_series_is_moved_by_its_day_alone():
    series = "UID:1\nDTSTART:20261126T090000Z\nRRULE:FREQ=WEEKLY"
    moved = "UID:1\nRECURRENCE-ID;VALUE=DATE:20261203\nDTSTART:20261204T150000Z"

    assert times(calendar(moved, series)) == (["04 Dec 15:00", "10 Dec 09:00", "17 Dec 09:00"], 0)


def test_nobody_meets_whoever_declined_or_what_was_called_off():
    event = "DTSTART:20261203T090000Z"
    declined = read_events(
        calendar(event, people=BEN.replace("ACCEPTED", '"DECLINED"')), WeeksAhead(NOW, "UTC")
    )

    assert declined[0].declined == {"ben@example.org"}
    assert times(calendar(event).replace(b"VERSION:2.0", b"METHOD:CANCEL")) == ([], 0)


def test_a_file_in_another_encoding_and_with_folded_lines_is_read():
    text = "UID:1\nDTSTART;TZID=Europe/\n Berlin:20261203\n T090000\nSUMMARY:Kaffee \u00fcberm Hof"

    assert times(calendar(text)) == (["03 Dec 08:00"], 0)
    assert times(calendar(text).decode().encode("utf-16")) == (["03 Dec 08:00"], 0)
    assert times(b"\xef\xbb\xbf" + calendar(text).decode().encode("latin-1")) == (["03 Dec 08:00"], 0)
    assert times(calendar(text).replace(b"\r\n", b"\n").replace(b"\n", b"\r")) == (["03 Dec 08:00"], 0)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=YEARLY;BYSECOND=0,1,2,3;BYMINUTE=0,1;BYHOUR=1",
        # Turns that bring no day: these would be followed to the year 9999.
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=3",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5",
        "FREQ=MONTHLY;BYSETPOS=4",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
        "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;UNTIL=never",
        "FREQ=DAILY;COUNT=5;UNTIL=20261203",
        "FREQ=WEEKLY\nRRULE:FREQ=DAILY",
    ],
)
def test_a_rule_that_could_cost_without_bound_is_refused_and_told(rule):
    assert times(calendar(f"DTSTART:19010103T090000Z\nRRULE:{rule}")) == ([], 1)


def test_a_month_may_lack_the_day_that_a_rule_goes_on_from():
    assert times(calendar("DTSTART:20240330T090000Z\nRRULE:FREQ=YEARLY;BYMONTH=2")) == ([], 1)


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART;TZID=Nowhere/Land:20261203T090000",
        "DTSTART;TZID=../../etc/passwd:20261203T090000",
        "DTSTART:20261132T090000Z",
        "DTSTART:20261203T250000Z",
        "DTSTART:20261203T090000Z\nEXDATE:"
        + ",".join(f"20261203T09{n // 60:02}{n % 60:02}Z" for n in range(200)),
    ],
)
def test_what_cannot_be_worked_out_is_told(event):
    assert times(calendar(event)) == ([], 1)


def test_many_events_are_worked_out_within_bounds():
    old = [f"UID:{number}\nDTSTART:19010103T090000Z\nRRULE:FREQ=DAILY" for number in range(300)]
    daily = [f"UID:{number}\nDTSTART:20261103T090000Z\nRRULE:FREQ=DAILY" for number in range(300)]
    single = [f"UID:{number}\nDTSTART:20261203T090000Z" for number in range(700)]

    assert [times(calendar(*some))[1] for some in (old, daily, single)] == [297, 210, 200]
    assert len(times(calendar(*daily))[0]) == 90 * 21


def test_what_is_nested_repeated_or_only_referred_to_costs_nothing():
    event = "DTSTART:20261203T090000Z"
    deep = b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 200_000 + b"END:VEVENT\n" * 50_000
    nested = f"{event}\nBEGIN:VALARM\nDTSTART:20261204T090000Z\nBEGIN:VEVENT\nEND:VEVENT\nEND:VALARM"
    referring = f"{event}\nATTACH:file:///dev/zero\nATTACH;VALUE=URI:https://evil.example/1GB\nURL:https://evil.example/"
    unfolded = f"{event}\nDESCRIPTION:\n " + "x\n " * 200_000

    assert times(deep) == ([], 0)
    assert {tuple(times(calendar(one))[0]) for one in (nested, referring, unfolded)} == {("03 Dec 09:00",)}


def test_more_than_ten_people_are_no_meeting_of_two():
    event = "DTSTART:20261203T090000Z\nORGANIZER:mailto:ben@example.org"
    people = [f"ATTENDEE:mailto:p{number}@example.org" for number in range(10_000)]
    span = WeeksAhead(NOW, "UTC")

    assert read_events(calendar(event, people="\n".join(people)), span) == []
    assert read_events(calendar(event, people="\n".join(people[:10])), span) == []
    assert len(read_events(calendar(event, people="\n".join(people[:9])), span)) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "isn\u2019t a calendar file"),
        (b"PK\x03\x04" + bytes(range(256)), "isn\u2019t a calendar file"),
        (b"BEGIN:VCALENDAR\n" + b"\n" * 300_001, "more lines than we can read"),
        (b"BEGIN:VCALENDAR\n" + b"x" * 5 * 1024 * 1024, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_with_the_remedy(data, reason):
    with pytest.raises(Unreadable, match=reason):
        read_events(data, WeeksAhead(NOW, "UTC"))


def test_bytes_of_any_kind_are_read_without_a_failure():
    assert times(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + bytes(range(256)) * 100) == ([], 0)
