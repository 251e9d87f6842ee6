"""Days as people speak of them. Every function takes `today`; nothing here asks the clock."""

import calendar
import datetime as dt
from enum import StrEnum
from functools import lru_cache

from django.utils.dates import MONTHS_ALT, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later (or earlier), or the last day of a shorter month."""
    month_index = day.year * 12 + day.month - 1 + months
    year, month = divmod(month_index, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def monday(day: dt.date) -> dt.date:
    """The first day of the week a day lies in."""
    return day - dt.timedelta(days=day.weekday())


def months_between(start: dt.date, end: dt.date) -> int:
    """Whole months from `start` to `end`; 0 when `end` is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, months - (add_months(start, months) > end))


def weekday_and_day(day: dt.date, today: dt.date) -> str:
    """ "Mon 16 March", with the year when it is not this one."""
    return _("%(weekday)s %(day)s") % {"weekday": WEEKDAYS_ABBR[day.weekday()], "day": plain_day(day, today)}


def long_day(day: dt.date, today: dt.date) -> str:
    """ "Thursday 12 March", with the year when it is not this one."""
    return _("%(weekday)s %(day)s") % {"weekday": WEEKDAYS[day.weekday()], "day": plain_day(day, today)}


def spoken_day(day: dt.date, today: dt.date) -> str:
    """ "Thursday the 12th", as one says it of a day soon to come; with the month once that is four weeks away."""
    words = {
        "weekday": WEEKDAYS[day.weekday()],
        "day": _day_of_month(day.day),
        "month": MONTHS_ALT[day.month],
    }
    if (day - today).days < 28:
        return _("%(weekday)s the %(day)s") % words
    return _with_year(day, today, _("%(weekday)s the %(day)s of %(month)s") % words)


def _day_of_month(number: int) -> str:
    # Translators: the days of a month as they are said: 1st and 21st, 2nd, 3rd, and all others.
    endings = {1: _("%(day)dst"), 2: _("%(day)dnd"), 3: _("%(day)drd")}
    other = _("%(day)dth")
    return (other if number in (11, 12, 13) else endings.get(number % 10, other)) % {"day": number}


def plain_day(day: dt.date, today: dt.date) -> str:
    """ "5 March", with the year when it is not this one."""
    return day_of_year(day) if day.year == today.year else whole_day(day)


def whole_day(day: dt.date) -> str:
    """ "5 March 2026"."""
    return _by_pattern(day, "DATE_FORMAT", get_language())


def day_of_year(day: dt.date) -> str:
    """ "5 March"."""
    return _by_pattern(day, "MONTH_DAY_FORMAT", get_language())


def month_and_year(day: dt.date) -> str:
    """ "March 2026"."""
    return _by_pattern(day, "YEAR_MONTH_FORMAT", get_language())


def short_month_and_year(day: dt.date) -> str:
    """ "Mar 2026"."""
    # Translators: a month and its year as Django's date filter takes them, where there is little room.
    return _by_pattern(day, pgettext("pattern", "M Y"), get_language())


def short_day(day: dt.date, today: dt.date) -> str:
    """ "5 Mar", with the year when it is not this one."""
    if day.year == today.year:
        # Translators: a day and its month as Django's date filter takes them, where there is little room.
        return _by_pattern(day, pgettext("pattern", "j M"), get_language())
    # Translators: the same with the year.
    return _by_pattern(day, pgettext("pattern", "j M Y"), get_language())


@lru_cache(maxsize=2000)  # a page names the same few days again and again
def _by_pattern(day: dt.date, pattern: str, language: str) -> str:
    return date_format(day, get_format(pattern, language))


def _with_year(day: dt.date, today: dt.date, words: str) -> str:
    if day.year == today.year:
        return words
    return _("%(day)s %(year)d") % {"day": words, "year": day.year}


def when(day: dt.date, today: dt.date) -> str:
    """A day that has come, inside a sentence: "today", "yesterday", "on 5 March"."""
    if day == today:
        return _("today")
    if (today - day).days == 1:
        return _("yesterday")
    return _("on %(day)s") % {"day": plain_day(day, today)}


def ago(day: dt.date, today: dt.date) -> str:
    """How long ago, as long as that says something: "9 days ago", "a week ago", then "on 5 March"."""
    passed = (today - day).days
    if passed == 7:
        return _("a week ago")
    if 2 <= passed < 14:
        return ngettext("%(days)s day ago", "%(days)s days ago", passed) % {"days": passed}
    return when(day, today)


def on_coming_day(day: dt.date, today: dt.date) -> str:
    """A day ahead, inside a sentence: "today", "tomorrow", "on Wednesday", "on 6 January"."""
    words = coming_day(day, today)
    return words if (day - today).days < 2 else _("on %(day)s") % {"day": words}


def coming_day(day: dt.date, today: dt.date) -> str:
    """A day ahead as it is called: "today", "tomorrow", "Wednesday", "6 January"."""
    ahead = (day - today).days
    if ahead < 2:
        return _("tomorrow") if ahead else _("today")
    return str(WEEKDAYS[day.weekday()]) if ahead < 7 else plain_day(day, today)


# A promise is called late for so many days; after that its day is said, and nobody is scolded.
LATE_FOR = 14


class Duty(StrEnum):
    """To whom something is due: only a promise to somebody can be late."""

    PROMISE = "promise"
    PLAN = "plan"  # the person's own, by a day
    REMINDER = "reminder"  # the person's own, on a day
    CHANCE = "chance"  # possible from a day on


def is_late(day: dt.date, today: dt.date) -> bool:
    """Whether a promise for this day is called late."""
    return 0 < (today - day).days <= LATE_FOR


def due_in_words(day: dt.date, today: dt.date, duty: Duty = Duty.PLAN) -> str:
    """When something is due: "Today", "Tomorrow", "Mon 16 March"; once its day has passed, as its Duty says it."""
    passed = (today - day).days
    if day >= today:
        return {0: _("Today"), -1: _("Tomorrow")}.get(passed, weekday_and_day(day, today))
    if duty == Duty.PROMISE and is_late(day, today):
        return _late(passed)
    planned = _("Planned for %(day)s")
    words = {Duty.PROMISE: _("Waiting since %(day)s"), Duty.PLAN: planned, Duty.REMINDER: planned}
    return words.get(duty, _("Since %(day)s")) % {"day": plain_day(day, today)}


def due_after_a_name(day: dt.date, today: dt.date, duty: Duty) -> str:
    """The same after what is due: "2 days late", "today", "by tomorrow", "by 16 March"; a chance comes "on Monday"."""
    if day < today:
        if duty == Duty.PROMISE and is_late(day, today):
            return _late((today - day).days)
        planned = _("planned for %(day)s")
        words = {Duty.PROMISE: _("waiting since %(day)s"), Duty.PLAN: planned, Duty.REMINDER: planned}
        return words.get(duty, _("since %(day)s")) % {"day": plain_day(day, today)}
    if duty in (Duty.CHANCE, Duty.REMINDER) or day == today:
        return on_coming_day(day, today)  # not before that day, where others are by it
    return _("by %(day)s") % {"day": coming_day(day, today)}


def _late(days: int) -> str:
    weeks = days // 7
    if weeks:
        return ngettext("%(weeks)d week late", "%(weeks)d weeks late", weeks) % {"weeks": weeks}
    return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
