"""Days and courtesies as an introduction speaks of them."""

import datetime as dt

from ...dates import days
from ...models.facts import Courtesy


def by(courtesy: Courtesy, today: dt.date) -> str:
    """When a courtesy is due, after its name: "2 days late", "today", "by tomorrow", "on Monday", "by 16 March"."""
    return days.due_after_a_name(courtesy.due_on, today, courtesy.fact.duty)
