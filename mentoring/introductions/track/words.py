"""Days and courtesies as an introduction speaks of them."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...dates import days
from ...models.facts import Courtesy


def on_day(day: dt.date) -> str:
    """A day by itself, without the clock: "5 March 2026"."""
    return date_format(day, "j F Y")


def by(courtesy: Courtesy, today: dt.date) -> str:
    """When a courtesy is due, after its name: "2 days late", "today", "by tomorrow", "by 16 Mar"."""
    ahead = (courtesy.due_on - today).days
    if ahead < 0:
        return days.due_in_words(courtesy.due_on, today)
    if ahead == 0:
        return _("today")
    is_own_day = not courtesy.fact.is_promise  # not before that day, where others are by it
    if ahead == 1:
        return _("tomorrow") if is_own_day else _("by tomorrow")
    words = _("on %(day)s") if is_own_day else _("by %(day)s")
    return words % {"day": days.short_day(courtesy.due_on, today)}
