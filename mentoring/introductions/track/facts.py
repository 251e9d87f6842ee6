"""What happened with one introduction: the sentence that says it, and every fact with its day."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ... import letters
from ...dates import days
from ...dates.days import when
from ...models import Introduction, Meeting
from ...text.text import sentence_start
from .words import closing, names

Status = Introduction.Status
ClosedBecause = Introduction.ClosedBecause

OUTCOMES = {
    Meeting.Outcome.GOOD_FIT: lambda: _("It went well."),
    Meeting.Outcome.TALK_AGAIN: lambda: _("You’ll talk again."),
    Meeting.Outcome.UNDECIDED: lambda: _("You haven’t decided yet."),
    Meeting.Outcome.NOT_A_FIT: lambda: _("It wasn’t a fit."),
    Meeting.Outcome.SAID_NO: lambda: _("The answer was no."),
}

PLACES = {
    Meeting.Place.COFFEE: lambda: _("over coffee"),
    Meeting.Place.LUNCH: lambda: _("over lunch"),
    Meeting.Place.VIDEO: lambda: _("by video"),
    Meeting.Place.PHONE: lambda: _("by phone"),
    Meeting.Place.OFFICE: lambda: _("at the office"),
}


def next_meeting(introduction: Introduction) -> Meeting | None:
    """The planned meeting that follows from it, if there is one."""
    return next((meeting for meeting in introduction.meetings.all() if meeting.is_planned), None)


def fact(introduction: Introduction, today: dt.date) -> str:
    """The last thing that happened, in one sentence."""
    words = names(introduction)
    match introduction.status:
        case Status.DRAFT:
            qualities = letters.describe(list(introduction.criteria.all())) or introduction.purpose
            return _("“%(qualities)s”") % {"qualities": qualities} if qualities else _("Not asked yet.")
        case Status.ASKED | Status.AGREED if introduction.checked_on:
            words["when"] = when(introduction.checked_on, today)
            return _("%(introducer)s checked with %(person)s %(when)s, and will introduce you.") % words
        case Status.ASKED:
            return _no_answer(introduction, today)
        case Status.AGREED:
            words["when"] = when(introduction.agreed_on, today)
            return _("%(introducer)s said yes %(when)s, and will introduce you.") % words
        case Status.CLOSED:
            return sentence_start(_closed(introduction, today))
        case Status.MET | Status.KEPT:
            words["when"] = when(introduction.met_on, today)
            held = [meeting.outcome for meeting in introduction.meetings.all() if meeting.outcome]
            outcome = OUTCOMES[Meeting.Outcome(held[-1])]() if held else ""
            return f"{_('You met %(when)s.') % words} {outcome}".strip()
    if meeting := next_meeting(introduction):
        return _("%(kind)s on %(day)s, %(how)s.") % {
            "kind": meeting.get_kind_display(),
            "day": days.long_day(meeting.day, today),
            "how": PLACES[Meeting.Place(meeting.place)](),
        }
    if introduction.written_on:
        return _in_touch(introduction, today)
    return _("%(introducer)s introduced you %(when)s.") % {**words, "when": when(introduction.made_on, today)}


def _in_touch(introduction: Introduction, today: dt.date) -> str:
    words = names(introduction)
    if introduction.answered_on:
        return _("%(person)s answered %(when)s.") % {**words, "when": when(introduction.answered_on, today)}
    if again := introduction.followed_up_again_on or introduction.followed_up_on:
        words["when"] = when(again, today)
        return _("No answer from %(person)s yet. You last wrote %(when)s.") % words
    return _("You wrote to %(person)s %(when)s.") % {**words, "when": when(introduction.written_on, today)}


def _no_answer(introduction: Introduction, today: dt.date) -> str:
    passed = (today - introduction.asked_on).days
    if introduction.nudged_on:
        return _("No answer yet. You nudged %(when)s.") % {"when": when(introduction.nudged_on, today)}
    if passed < 1:
        return _("Asked today.")
    return ngettext("No answer yet, after %(days)d day.", "No answer yet, after %(days)d days.", passed) % {
        "days": passed
    }


def _closed(introduction: Introduction, today: dt.date) -> str:
    words = {**names(introduction), "when": when(introduction.closed_on, today)}
    sentence = {
        ClosedBecause.NO_ANSWER: _("no answer from %(introducer)s; you closed it %(when)s."),
        ClosedBecause.INTRODUCER_DECLINED: _("%(introducer)s said no %(when)s."),
        ClosedBecause.PROSPECT_DECLINED: _("%(person)s said no %(when)s."),
        ClosedBecause.WITHDRAWN: _("you withdrew it %(when)s."),
    }[ClosedBecause(introduction.closed_because)]
    if introduction.closed_because == ClosedBecause.NO_ANSWER and introduction.made_on:
        sentence = _("no answer from %(person)s; you closed it %(when)s.")
    thanked = _("You said thank you.") if introduction.thanked_on else ""
    return f"{sentence % words} {thanked}".strip()


@dataclass(frozen=True)
class Told:
    """One fact by its name (one of FACTS) with its day, and the address that undoes it."""

    name: str
    sentence: str
    on: dt.date
    undo_url: str


SENTENCES = {
    "asked_on": lambda: _("You asked %(introducer)s"),
    "nudged_on": lambda: _("You nudged %(introducer)s"),
    "agreed_on": lambda: _("%(introducer)s said yes"),
    "checked_on": lambda: _("%(introducer)s checked with %(person)s"),
    "made_on": lambda: _("%(introducer)s introduced you"),
    "written_on": lambda: _("You wrote to %(person)s"),
    "thanked_on": lambda: _("You thanked %(introducer)s"),
    "followed_up_on": lambda: _("You followed up with %(person)s"),
    "followed_up_again_on": lambda: _("You wrote to %(person)s once more"),
    "answered_on": lambda: _("%(person)s answered"),
    "met_on": lambda: _("You met %(person)s"),
    "told_on": lambda: _("You told %(introducer)s how it went"),
}


def told(introduction: Introduction) -> list[Told]:
    """Everything that happened, in the order of days."""
    found = []
    for name, sentence in SENTENCES.items():
        if on := getattr(introduction, name):
            found.append(_told(introduction, name, sentence() % names(introduction), on))
    if introduction.closed_on:
        over = _("Closed: %(why)s") % {"why": closing(introduction, introduction.closed_because)}
        found.append(_told(introduction, "closed_on", over, introduction.closed_on))
    return sorted(found, key=lambda one: one.on)


def _told(introduction: Introduction, name: str, sentence: str, on: dt.date) -> Told:
    return Told(name, sentence, on, reverse("introductions.forgotten", args=[introduction.pk, name]))
