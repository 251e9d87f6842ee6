"""Events as iCalendar (RFC 5545, RFC 7986), for Google, Apple, Outlook and Thunderbird alike."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...models import User
from .events import CalendarEvent

if TYPE_CHECKING:  # read once a calendar is written: its eighty modules take two megabytes of each worker
    import icalendar

PRODUCT = "-//Waymark//Waymark//EN"
# How often a program may come again; those that ask at all take it for a wish.
REFRESH = dt.timedelta(hours=6)

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# Before a moment, and before the midnight at which a day begins: nine in the morning, of it or the day before.
ALARMS: dict[str, tuple[dt.timedelta, dt.timedelta]] = {
    User.CalendarAlarm.HOUR.value: (-HOUR, 9 * HOUR),
    User.CalendarAlarm.DAY.value: (-DAY, 9 * HOUR - DAY),
}

# A text may hold line breaks and tabs, and no other control characters (RFC 5545, 3.1).
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def as_feed(events: Iterable[CalendarEvent], alarm: str) -> bytes:
    """The whole calendar, as it is subscribed to; the same bytes for the same events."""
    calendar = _calendar()
    calendar.add("name", _("Waymark"))
    calendar.add("x-wr-calname", _("Waymark"))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for event in events:
        calendar.add_component(_component(event, alarm))
    return calendar.to_ical()


def as_file(events: Iterable[CalendarEvent], alarm: str) -> bytes:
    """One or several events, to be put into any calendar."""
    calendar = _calendar()
    for event in events:
        calendar.add_component(_component(event, alarm))
    return calendar.to_ical()


def _calendar() -> "icalendar.Calendar":
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    return calendar


def _component(event: CalendarEvent, alarm: str) -> "icalendar.Event":
    import icalendar

    component = icalendar.Event()
    is_day = not isinstance(event.starts, dt.datetime)
    component.add("uid", event.uid)
    component.add("sequence", event.kept.sequence)
    # The moment of writing would make every answer a new one, and nothing would ever be unchanged.
    changed_at = event.kept.changed_at.astimezone(dt.UTC).replace(microsecond=0)
    component.add("dtstamp", changed_at)
    component.add("last-modified", changed_at)
    component.add("dtstart", event.starts)
    component.add("dtend", event.starts + (DAY if is_day else dt.timedelta(minutes=event.minutes)))
    component.add("summary", _plain_text(event.summary))
    if event.where:
        component.add("location", _plain_text(event.where))
    # Not every program shows the address of an event, and all show its description.
    component.add("description", "\n".join(filter(None, [_plain_text(event.about), event.url])))
    component.add("url", event.url)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if is_day or event.is_cancelled else "OPAQUE")
    component.add("class", "PRIVATE")
    if alarm in ALARMS and not event.is_cancelled:
        component.add_component(_alarm(event, ALARMS[alarm][is_day]))
    return component


def _alarm(event: CalendarEvent, before: dt.timedelta) -> "icalendar.Alarm":
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", before)
    alarm.add("description", _plain_text(event.summary))
    return alarm


def _plain_text(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
