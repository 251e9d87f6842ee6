"""When the events of a calendar take place, worked out within bounds: so many events, days and times, and no more."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from .calendar_file import DAYS_AHEAD, Event, Stamp, WeeksAhead, zone_of

# So many times are told, of so many events.
MOST_OCCURRENCES = 2_000
MOST_EVENTS = 500
# So many days may all rules together have to be followed through, from their beginnings until today.
MOST_DAYS_BEFORE = 150_000
MINUTES = range(5, 481)
MOST_MOVED = dt.timedelta(days=60)


class Occurrence(NamedTuple):
    """One event on one day: when it begins, how long it takes, and who takes part and hasn't declined."""

    starts_at: dt.datetime
    minutes: int
    people: frozenset[str]
    by_video: bool


def occurrences(events: Iterable[Event], span: WeeksAhead) -> tuple[list[Occurrence], int]:
    """When these events take place in the span, in order of time; and how many of them could not be worked out."""
    # Large packages, which few people need: each worker would hold four megabytes of them.
    import recurring_ical_events
    from icalendar import Calendar

    kept: list[Event] = []
    lines: list[str] = []
    uids: dict[str, int] = {}
    cost, days, refused = 0, 0, 0
    for event in events:
        if not _is_near(event, span) and not event.leaves_out_its_day():
            continue
        written = None if event.is_refused or len(kept) == MOST_EVENTS else _written(event, span)
        more, before = _number(event), _days_followed(event, span)
        if written is None or cost + more > MOST_OCCURRENCES or days + before > MOST_DAYS_BEFORE:
            refused += 1
            continue
        cost, days = cost + more, days + before
        uid = uids.setdefault(event.uid or f"/{len(kept)}", len(uids))
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"X-NUMBER:{len(kept)}", *written, "END:VEVENT"]
        kept.append(event)
    head, foot = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-"], ["END:VCALENDAR", ""]
    calendar = Calendar.from_ical("\r\n".join([*head, *lines, *foot]))
    found = recurring_ical_events.of(calendar, skip_bad_series=True).between(span.begins, span.ends)
    times = (_occurrence(component, kept) for component in found)
    ahead = [time for time in times if time and span.begins < time.starts_at < span.ends]
    return sorted(ahead, key=lambda time: time[:2])[:MOST_OCCURRENCES], refused


def _is_near(event: Event, span: WeeksAhead) -> bool:
    """Whether an event ends soon after it begins, and stands near the day that it stands for.

    Anything else is no meeting, and each of its times would reach over years.
    """
    begun, *others = (
        stamp and stamp.moment(span.zone) for stamp in (event.starts, event.ends, event.instead_of)
    )
    ended, instead_of = others
    is_short = not (begun and ended) or dt.timedelta(0) <= ended - begun <= dt.timedelta(days=1)
    return is_short and (not (begun and instead_of) or abs(begun - instead_of) <= MOST_MOVED)


def _number(event: Event) -> int:
    """How often an event takes place in the span, at most."""
    if event.rule.get("FREQ") == "WEEKLY":
        return 4 * (event.rule.get("BYDAY", "").count(",") + 1) + len(event.added)
    return (DAYS_AHEAD + 1 if event.rule else 1) + len(event.added)


def _days_followed(event: Event, span: WeeksAhead) -> int:
    """Through how many days its rule has to be followed to come to the end of the span."""
    begun = event.starts.moment(span.zone) if event.rule and event.starts else None
    return (span.ends - begun).days if begun else 0


def _written(event: Event, span: WeeksAhead) -> list[str] | None:
    """An event in as many lines as are needed to work it out; None where a day or a zone isn't known."""
    later = ";RANGE=THISANDFUTURE" if event.and_later else ""
    named = [
        ("DTSTART", event.starts),
        ("DTEND", event.ends),
        (f"RECURRENCE-ID{later}", event.instead_of),
        *(("EXDATE", stamp) for stamp in event.left_out),
        *(("RDATE", stamp) for stamp in event.added),
    ]
    said = [(name, stamp, stamp.moment(span.zone)) for name, stamp in named if stamp]
    if any(moment is None for _name, _stamp, moment in said):
        return None
    if "BYMONTH" in event.rule and event.starts and event.starts.text[6:8] > "28":
        return None  # a month may lack the day it goes on from
    lines = [f"{name}{_in_zone(stamp, span)}" for name, stamp, _moment in said]
    if event.rule:
        rule = _ended(event, span)
        lines.append("RRULE:" + ";".join(f"{name}={value}" for name, value in rule.items()))
    return lines


def _in_zone(stamp: Stamp, span: WeeksAhead) -> str:
    """What follows the name of a line with a moment."""
    return (
        f":{stamp.text}"
        if stamp.text.endswith("Z")
        else f";TZID={zone_of(stamp.zone or span.zone)}:{stamp.text}"
    )


def _ended(event: Event, span: WeeksAhead) -> dict[str, str]:
    """The rule of an event, which goes no further than the span."""
    if "COUNT" in event.rule or event.starts is None:
        return event.rule
    last = span.ends + dt.timedelta(days=1)
    until = event.rule.get("UNTIL")
    if until:
        # A day means all of it; a moment without a zone is in that of the event.
        text = f"{until}T235959" if len(until) == 8 else until
        said = Stamp(text, "UTC" if event.starts.text.endswith("Z") else event.starts.zone).moment(span.zone)
        last = min(last, said or last)
    return event.rule | {"UNTIL": f"{last.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"}


def _occurrence(component: Any, events: list[Event]) -> Occurrence | None:
    """One time an event takes place; None where it is off or takes no time two people talk."""
    event = events[int(component["X-NUMBER"])]
    starts_at = component.start.astimezone(dt.UTC).replace(second=0, microsecond=0)
    minutes = event.minutes or round((component.end - component.start).total_seconds() / 60) or 30
    people = frozenset(event.people - event.declined)
    if event.is_off or minutes not in MINUTES:
        return None
    return Occurrence(starts_at, minutes, people, event.by_video)
