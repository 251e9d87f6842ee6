"""A person's own calendar file: what of it may be a meeting, read line by line without a title or any text.

Of an event only its times, its rule and the addresses of whoever takes part are kept; everything else is dropped
while the file is read. What could cost more than a moment is refused before anything is worked out: rules that repeat
within a day, days without end, more people than meet each other. Nothing here follows a reference.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...identity.keys import email_key
from .rows import Unreadable

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 300_000
MOST_PEOPLE = 10
DAYS_AHEAD = 21
# Of one event so many days may be left out or added.
MOST_DAYS = 100
LONGEST_LINE = 20_000
TOO_LARGE = gettext_lazy("The file is larger than 5 MB. Export only the coming weeks.")

_NAME = re.compile(r"[A-Za-z-]+")
# What stands before the colon: parameters, whose values in quotation marks may hold a colon themselves.
_HEAD = re.compile(r'(?:[^":]++|"[^"]*+")*+:')
_DAY = re.compile(r"(?:19|20)\d{6}")
_MOMENT = re.compile(r"(?:19|20)\d{6}T\d{6}Z?")
_ADDRESS = re.compile(r"mailto:([^\s<>\"]{3,254})", re.IGNORECASE)
_DECLINED = re.compile(r';PARTSTAT="?DECLINED"?[;:]')
_DURATION = re.compile(r"P(?:(\d{1,2})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,2}S)?)?")
_VIDEO = re.compile(r"https?:|zoom|teams|meet\.google|webex|video", re.IGNORECASE)
_ONCE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "UID", "STATUS")
_KEPT = frozenset({*_ONCE, "ATTENDEE", "ORGANIZER", "EXDATE", "RDATE", "LOCATION"})
# What each kind of rule may say beside these: lists of days of which there is one in every turn.
_OF_ANY = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_UNTIL = re.compile(r"(?:19|20)\d{6}(?:T\d{6}Z?)?")
_WEEKDAYS = re.compile(r"(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU)){0,6}")
_NTH_DAYS = re.compile(
    r"(?:\+?[1-4]|-[1-4])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:\+?[1-4]|-[1-4])?(?:MO|TU|WE|TH|FR|SA|SU)){0,6}"
)
_MONTH_DAYS = re.compile(r"-?(?:[1-9]|1\d|2[0-8])(?:,-?(?:[1-9]|1\d|2[0-8])){0,27}")
_MONTHS = re.compile(r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2])){0,11}")
_PLACES = re.compile(r"-?[1-4]")
_FORMS: dict[str, list[dict[str, re.Pattern[str]]]] = {
    "DAILY": [{"BYDAY": _WEEKDAYS}],
    "WEEKLY": [{"BYDAY": _WEEKDAYS}],
    "MONTHLY": [{"BYDAY": _NTH_DAYS}, {"BYDAY": _WEEKDAYS, "BYSETPOS": _PLACES}, {"BYMONTHDAY": _MONTH_DAYS}],
    "YEARLY": [{"BYMONTH": _MONTHS, "BYDAY": _NTH_DAYS}, {"BYMONTH": _MONTHS, "BYMONTHDAY": _MONTH_DAYS}],
}


class Stamp(NamedTuple):
    """A moment as a file writes it, with the name of its time zone; "" for the person's own."""

    text: str
    zone: str = ""

    def at_time_of(self, other: "Stamp | None") -> "Stamp | None":
        """The same, or for a mere day that day at the time of another moment; None where there is none."""
        if "T" in self.text:
            return self
        return Stamp(self.text + other.text[8:], other.zone) if other else None

    def moment(self, zone: str) -> dt.datetime | None:
        """The moment itself, where its own zone or this one is known and there is such a day."""
        name = "UTC" if self.text.endswith("Z") else zone_of(self.zone or zone)
        year, *parts = (int(self.text[at : at + 2]) for at in (2, 4, 6, 9, 11, 13))
        try:
            month, day, hour, minute, second = parts
            century = int(self.text[:2]) * 100
            return dt.datetime(century + year, month, day, hour, minute, second, tzinfo=ZoneInfo(name or ""))
        except ValueError:
            return None


@dataclass(slots=True)
class Event:
    """What is kept of one event: when, how it repeats, who takes part and who of them has declined."""

    uid: str = ""
    starts: Stamp | None = None
    ends: Stamp | None = None
    minutes: int = 0
    instead_of: Stamp | None = None
    and_later: bool = False
    rule: dict[str, str] = field(default_factory=dict)
    left_out: dict[Stamp, None] = field(default_factory=dict)
    added: dict[Stamp, None] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    by_video: bool = False
    is_off: bool = False
    # Cannot be worked out within bounds, or not at all.
    is_refused: bool = False

    def leaves_out_its_day(self) -> bool:
        """Say of what is no meeting that the day it stands for is off; False where it stands for none."""
        if self.instead_of:
            self.starts, self.ends, self.is_off = self.instead_of, None, True
        return self.instead_of is not None

    @property
    def repeats(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.rule or self.added)


@dataclass(frozen=True)
class WeeksAhead:
    """The time that is looked at, and the zone of moments that name none."""

    begins: dt.datetime
    zone: str

    @cached_property
    def ends(self) -> dt.datetime:
        """Three weeks on."""
        return self.begins + dt.timedelta(days=DAYS_AHEAD)

    @cached_property
    def days(self) -> tuple[str, str]:
        """Its first and last day as eight digits, with room for any zone."""
        room = dt.timedelta(days=2)
        return f"{self.begins - room:%Y%m%d}", f"{self.ends + room:%Y%m%d}"

    def holds(self, day: str) -> bool:
        """Whether something that begins with a day of eight digits may lie in it."""
        first, last = self.days
        return first <= day[:8] <= last


def read_events(data: bytes, span: WeeksAhead) -> list[Event]:
    """The events of a file that may lie in the span, with at most ten people; Unreadable where it is no calendar."""
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.count(b"\n") > MOST_LINES or data.count(b"\r") > MOST_LINES:
        raise Unreadable(_("The file has more lines than we can read. Export only the coming weeks."))
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = data.decode(encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    if "BEGIN:VCALENDAR" not in text[:2000].upper():
        raise Unreadable(_("This isn’t a calendar file. Export your calendar as .ics and choose that."))
    events = list(_events(text, span))
    _tell_times(events)
    return [event for event in events if _may_be(event, span)]


def _tell_times(events: list[Event]) -> None:
    """Say at what time of a series a change stands in place of it, where it only names the day."""
    series = {event.uid: event.starts for event in events if event.starts and not event.instead_of}
    for event in events:
        if event.instead_of:
            event.instead_of = event.instead_of.at_time_of(series.get(event.uid))
        event.left_out = dict.fromkeys(
            stamp for day in event.left_out if (stamp := day.at_time_of(event.starts))
        )


def _may_be(event: Event, span: WeeksAhead) -> bool:
    """Whether an event has a moment, few people and a day in the span, as far as its words tell."""
    if event.starts is None or len(event.people) > MOST_PEOPLE:
        return event.leaves_out_its_day() and span.holds(event.starts.text)
    if span.holds(event.starts.text) or event.added:
        return True
    if event.instead_of:
        return event.and_later or span.holds(event.instead_of.text)
    return (
        bool(event.rule) and event.starts.text < span.days[1] and event.rule.get("UNTIL", "9") >= span.days[0]
    )


def _events(text: str, span: WeeksAhead) -> Iterator[Event]:
    """Each event of a calendar; what is nested in one is passed over, however deep."""
    depth, at, event, is_off = 0, 0, Event(), False
    for line in _unfolded(text):
        found = _NAME.match(line)
        name = found[0].upper() if found else ""
        if name == "BEGIN":
            depth += 1
            if not at and line[6:].strip().upper() == "VEVENT":
                at, event = depth, Event()
        elif name == "END":
            if at and depth == at:
                at = 0
                event.is_off |= is_off
                yield event
            depth = max(0, depth - 1)
        elif at == depth and at and (name in _KEPT or name.startswith("X-GOOGLE-CONF")):
            _take_in(event, name, line, span)
        elif name == "METHOD" and depth == 1:
            is_off = line.partition(":")[2].strip().upper() == "CANCEL"


def _unfolded(text: str) -> Iterator[str]:
    """The lines of a file with what goes on in the next put together, none longer than LONGEST_LINE."""
    parts: list[str] = []
    size = 0
    for line in text.split("\n"):
        if line[:1] in (" ", "\t") and parts:
            if size < LONGEST_LINE:
                parts.append(line[1:LONGEST_LINE])
                size += len(line)
            continue
        if parts:
            yield "".join(parts)
        parts, size = [line[:LONGEST_LINE]], len(line)
    yield "".join(parts)


def _take_in(event: Event, name: str, line: str, span: WeeksAhead) -> None:
    """Note what one line says of an event."""
    head = _HEAD.match(line)
    if not head:
        return
    said, value = head[0].upper(), line[head.end() :].strip()
    if name in ("ATTENDEE", "ORGANIZER"):
        if len(event.people) <= MOST_PEOPLE and (found := _ADDRESS.search(value)):
            address = email_key(found[1])
            event.people.add(address)
            if _DECLINED.search(said):
                event.declined.add(address)
    elif name in ("EXDATE", "RDATE"):
        some = event.left_out if name == "EXDATE" else event.added
        days = [part.partition("/")[0] for part in value.split(",") if span.holds(part)]
        stamps = (_stamp(head[0], part, of_a_day=name == "EXDATE") for part in days[: MOST_DAYS + 1])
        some |= {stamp: None for stamp in stamps if stamp}
        event.is_refused |= len(some) > MOST_DAYS or len(days) > MOST_DAYS
    elif name == "DTSTART":
        event.starts = _stamp(head[0], value)
    elif name == "DTEND":
        event.ends = _stamp(head[0], value)
    elif name == "RECURRENCE-ID":
        event.instead_of, event.and_later = _stamp(head[0], value, of_a_day=True), "THISANDFUTURE" in said
    elif name == "DURATION":
        event.minutes = _minutes(value)
    elif name == "UID":
        event.uid = value[:300]
    elif name == "STATUS":
        event.is_off = value.upper() == "CANCELLED"
    elif name == "RRULE":
        event.is_refused |= bool(event.rule)
        event.rule = dict(part.split("=", 1) for part in value.upper()[:500].split(";") if "=" in part)
        event.is_refused |= not _is_bounded(event.rule)
    else:
        event.by_video |= name.startswith("X-") or bool(_VIDEO.search(value[:500]))


def _stamp(head: str, value: str, of_a_day: bool = False) -> Stamp | None:
    """A moment with its zone; None for anything else, or for a whole day unless such a one is meant."""
    if not (_MOMENT.fullmatch(value) or (of_a_day and _DAY.fullmatch(value))):
        return None
    zone = re.search(r';TZID="?([^";:]{1,100})', head, re.IGNORECASE)
    return Stamp(value, zone[1].strip() if zone else "")


def _minutes(value: str) -> int:
    found = _DURATION.fullmatch(value)
    if not found:
        return -1
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return (days * 24 + hours) * 60 + minutes


def _is_bounded(rule: dict[str, str]) -> bool:
    """Whether following a rule costs little: it repeats by days, and each of its turns brings a day.

    A rule whose turns bring none (30 February) would be followed to the end of time.
    """
    frequency, interval = rule.get("FREQ", ""), rule.get("INTERVAL", "1")
    if not all(re.fullmatch(r"[1-9]\d{0,3}", number) for number in (interval, rule.get("COUNT", "1"))):
        return False
    if "UNTIL" in rule and ("COUNT" in rule or not _UNTIL.fullmatch(rule["UNTIL"])):
        return False
    chosen = {name: value for name, value in rule.items() if name not in _OF_ANY}
    forms = _FORMS.get(frequency, [])
    if "BYSETPOS" in chosen and "BYDAY" not in chosen:
        return False
    fits = any(
        chosen.keys() <= form.keys() and all(form[n].fullmatch(v) for n, v in chosen.items())
        for form in forms
    )
    return fits and not (frequency == "DAILY" and chosen and interval != "1")


@lru_cache(maxsize=500)
def zone_of(name: str) -> str | None:
    """The usual name of a time zone, whatever a calendar calls it; None for one that isn't known."""
    # Only here, as everything of calendars: it is a large package, and few people bring one.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    for known in (name, WINDOWS_TO_OLSON.get(name, ""), "/".join(name.split("/")[-2:])):
        try:
            return ZoneInfo(known).key
        except (ValueError, OSError, KeyError):
            continue
    return None
