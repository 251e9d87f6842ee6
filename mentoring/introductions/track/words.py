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
    """When a courtesy is due, after its name: "2 days late", "today", "by tomorrow", "on Monday", "by 16 March"."""
    ahead = (courtesy.due_on - today).days
    duty = days.Duty.PROMISE if courtesy.fact.is_promise else days.Duty.CHANCE
    if ahead < 0:
        words = days.due_in_words(courtesy.due_on, today, duty)
        return words[0].lower() + words[1:]
    if duty == days.Duty.CHANCE or ahead == 0:
        return days.on_coming_day(courtesy.due_on, today)  # not before that day, where others are by it
    return _("by %(day)s") % {"day": days.coming_day(courtesy.due_on, today)}
