"""Days and courtesies as an introduction speaks of them."""

import datetime as dt

from django.utils.formats import date_format

from ...dates import days
from ...models.facts import Courtesy


def on_day(day: dt.date) -> str:
    """A day by itself, without the clock: "5 March 2026"."""
    return date_format(day, "j F Y")


def by(courtesy: Courtesy, today: dt.date) -> str:
    """When a courtesy is due, after its name: "2 days late", "today", "by tomorrow", "on Monday", "by 16 March"."""
    return days.due_after_a_name(courtesy.due_on, today, courtesy.fact.duty)
