"""Names, days and courtesies as an introduction speaks of them."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...dates import days
from ...models import Introduction
from ...models.duties import Courtesy, Duty

ClosedBecause = Introduction.ClosedBecause


def names(introduction: Introduction) -> dict[str, str]:
    """First names for sentences; "them" where nobody in particular is meant."""
    prospect = introduction.prospect
    return {
        "introducer": introduction.introducer.first_name,
        "person": prospect.first_name if prospect else _("them"),
    }


def on_day(day: dt.date) -> str:
    """A day by itself, without the clock: "5 March 2026"."""
    return date_format(day, "j F Y")


def by(duty: Duty, today: dt.date) -> str:
    """When a courtesy is due, after its name: "2 days late", "today", "by tomorrow", "by 16 Mar"."""
    ahead = (duty.due_on - today).days
    if ahead < 0:
        return days.due(duty.due_on, today)
    if ahead == 0:
        return _("today")
    is_own_day = not duty.courtesy.is_promise  # not before that day, where others are by it
    if ahead == 1:
        return _("tomorrow") if is_own_day else _("by tomorrow")
    words = _("on %(day)s") if is_own_day else _("by %(day)s")
    return words % {"day": days.short_day(duty.due_on, today)}


def courtesy_name(introduction: Introduction, courtesy: Courtesy) -> str:
    """A courtesy in short, as the track and the buttons name it: "Thank Priya"."""
    words = {
        Courtesy.NUDGE: _("Nudge once"),
        Courtesy.GIVE_UP: _("Close it kindly"),
        Courtesy.WRITE: _("Write to %(person)s"),
        Courtesy.FOLLOW_UP: _("Follow up with %(person)s"),
        Courtesy.FOLLOW_UP_AGAIN: _("Write to %(person)s once more"),
        Courtesy.THANK: _("Thank %(introducer)s"),
        Courtesy.TELL: _("Tell %(introducer)s"),
    }
    return words[courtesy] % names(introduction)


def closing(introduction: Introduction, because: str) -> str:
    """A reason (ClosedBecause) why it is over, in two or three words."""
    words = {
        ClosedBecause.NO_ANSWER: _("No answer"),
        ClosedBecause.INTRODUCER_DECLINED: _("%(introducer)s said no"),
        ClosedBecause.PROSPECT_DECLINED: _("%(person)s said no"),
        ClosedBecause.WITHDRAWN: _("Withdrawn"),
    }
    return words[ClosedBecause(because)] % names(introduction)
