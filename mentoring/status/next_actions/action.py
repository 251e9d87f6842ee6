"""One thing to do next, and the words in which times and meetings are told."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates import days
from ...models import Meeting
from ...models.action_keys import ActionKey
from ...models.facts import Reply
from ...text.text import number_word


class Group:
    """When something is to be done; the order of the list."""

    TODAY = "today"
    WEEK = "week"
    LATER = "later"


@dataclass(frozen=True)
class Action:
    """One thing to do: what, why, by when, where it is done, and the verb that says it is done.

    `key` names it for good (a rule and the record). Without a `due_on` it can be done at any time. Without
    a `done_url` one click cannot finish it: it is done at `url`. `done_label` is what that click says.
    `takes_day` says that the verb may be told another day than today. `skip_url` is the verb of what is not
    needed where hiding the row is not enough, `later_url` the verb that moves its own day. `replies` are what
    may be heard from whoever is waited for. With `fields` the `url` is pressed, and begins a record at once (a mail
    leads there, and it asks first). `people` are the contacts it concerns. `duty` says whether somebody was
    promised it. `is_broken` marks a promise whose own day has passed: it comes first, whatever else is late.
    `days_moved` says by how much its day has followed today. `short` is the title in two words, in a sentence.
    """

    key: ActionKey
    title: str
    why: str
    url: str
    fields: dict[str, int] = field(default_factory=dict)
    due_on: dt.date | None = None
    days_moved: int = 0
    done_url: str | None = None
    done_label: str = ""
    done_fields: dict[str, str] = field(default_factory=dict)
    takes_day: bool = True
    skip_url: str | None = None
    later_url: str | None = None
    replies: tuple[Reply, ...] = ()
    people: frozenset[int] = frozenset()
    duty: days.Duty = days.Duty.CHANCE
    is_broken: bool = False
    short: str = ""

    def group(self, today: dt.date) -> str:
        """Today with what waits from before, this week, or later."""
        if self.due_on is None:
            return Group.TODAY if self.duty == days.Duty.PROMISE else Group.LATER
        if self.due_on <= today:
            return Group.TODAY
        return Group.WEEK if self.due_on <= end_of_week(today) else Group.LATER

    def is_late(self, today: dt.date) -> bool:
        """Whether somebody was promised it by a day that has passed, not long ago."""
        return self.duty == days.Duty.PROMISE and bool(self.due_on) and days.is_late(self.due_on, today)

    def due_in_words(self, today: dt.date) -> str:
        """When it is due; nothing where today says it."""
        if self.due_on is None or self.due_on == today:
            return ""
        return days.due_in_words(self.due_on, today, self.duty)


def has_week(today: dt.date) -> bool:
    """Whether enough of this week lies ahead to speak of it: from Friday on the next seven days are spoken of."""
    return today.weekday() < calendar.FRIDAY


def end_of_week(today: dt.date) -> dt.date:
    """The last day of what is called this week, or the next seven days."""
    return today + dt.timedelta(days=calendar.SUNDAY - today.weekday() if has_week(today) else 7)


def people_of(*contacts: int | None) -> frozenset[int]:
    """The keys of the contacts an action concerns, leaving out nobody-yet."""
    found: Iterable[int] = (contact for contact in contacts if contact is not None)
    return frozenset(found)


def span(start: dt.date, end: dt.date) -> str:
    """A length of time in words: the nearest number of months, "six months", or weeks where it is less than two."""
    months = days.months_between(start, end)
    if months >= 2:
        before, after = days.add_months(start, months), days.add_months(start, months + 1)
        months += after - end < end - before
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": number_word(months)}
    weeks = max(1, (end - start).days // 7)
    return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": number_word(weeks)}


def hour(meeting: Meeting) -> str:
    """ "12:30", on the person's clock."""
    return f"{timezone.localtime(meeting.starts_at):%H:%M}"


def day_and_hour(meeting: Meeting, today: dt.date) -> str:
    """ "today at 12:30", "tomorrow at 12:30", "Tuesday at 12:30", further off with the day of the month."""
    ahead, day = (meeting.day - today).days, days.long_day(meeting.day, today)
    if 0 <= ahead < len(WEEKDAYS):
        near = {0: _("today"), 1: _("tomorrow")}
        day = near.get(ahead, str(WEEKDAYS[meeting.day.weekday()]))
    return _("%(day)s at %(time)s") % {"day": day, "time": hour(meeting)}
