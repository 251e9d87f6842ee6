"""Days, courtesies and people as an introduction speaks of them."""

import datetime as dt

from django.utils.translation import gettext as _

from ...dates import days
from ...models import Contact, Introduction
from ...models.facts import Courtesy


def by(courtesy: Courtesy, today: dt.date) -> str:
    """When a courtesy is due, after its name: "2 days late", "today", "by tomorrow", "on Monday", "by 16 March"."""
    return days.due_after_a_name(courtesy.due_on, today, courtesy.fact.duty)


def time_together(person: Contact | Introduction, today: dt.date) -> str:
    """That one works with somebody, or with the person of an introduction, or until when one did."""
    words = {"name": (person.prospect if isinstance(person, Introduction) else person).first_name}
    if person.works_together:
        return _("You’re working with %(name)s.") % words
    words["day"] = days.plain_day(person.worked_until, today)
    return _("You worked with %(name)s until %(day)s.") % words
