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
from ...models.closing_reasons import REASONS
from ...models.introduction_facts import FACTS, FOLLOWED_UP, THANKED, WRITTEN
from ...text.text import sentence_start
from .words import time_together

Status = Introduction.Status

OUTCOMES = {
    Meeting.Outcome.GOOD_FIT: lambda: _("It went well."),
    Meeting.Outcome.TALK_AGAIN: lambda: _("You’ll talk again."),
    Meeting.Outcome.UNDECIDED: lambda: _("You haven’t decided yet."),
    Meeting.Outcome.NOT_NOW: lambda: _("It isn’t the right time."),
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
    words = introduction.names
    if introduction.is_resting and introduction.may_rest:
        return _resting(introduction, today)
    if introduction.is_before_meeting and introduction.has_led_on:
        return time_together(introduction, today)
    match introduction.status:
        case Status.DRAFT:
            qualities = letters.describe(list(introduction.criteria.all())) or introduction.purpose
            nothing = _("Not written yet.") if introduction.is_direct else _("Not asked yet.")
            return _("“%(qualities)s”") % {"qualities": qualities} if qualities else nothing
        case Status.ASKED | Status.AGREED if introduction.checked_on:
            words["when"] = when(introduction.checked_on, today)
            return _("%(introducer)s checked with %(person)s %(when)s, and will introduce you.") % words
        case Status.ASKED:
            return _words_without_answer(introduction, today)
        case Status.AGREED:
            words["when"] = when(introduction.agreed_on, today)
            return _("%(introducer)s said yes %(when)s, and will introduce you.") % words
        case Status.CLOSED:
            return sentence_start(_closed(introduction, today))
        case Status.MET | Status.KEPT:
            words["when"] = when(introduction.met_on, today)
            held = [meeting.outcome for meeting in introduction.meetings.all() if meeting.outcome]
            outcome = OUTCOMES[Meeting.Outcome(held[-1])]() if held else ""
            met = _("You met %(when)s.") % words
            return f"{met} {outcome}".strip()
    if meeting := next_meeting(introduction):
        told = _("%(kind)s on %(day)s, %(how)s.")
        if meeting.day < today:
            told = _("%(kind)s on %(day)s, %(how)s. Not written down yet.")
        return told % {
            "kind": meeting.get_kind_display(),
            "day": days.long_day(meeting.day, today),
            "how": PLACES[Meeting.Place(meeting.place)](),
        }
    if introduction.written_on or (introduction.is_direct and introduction.answered_on):
        return _in_touch(introduction, today)
    if introduction.is_direct:
        return f"{introduction.status_label}."
    return _("%(introducer)s introduced you %(when)s.") % {**words, "when": when(introduction.made_on, today)}


def _resting(introduction: Introduction, today: dt.date) -> str:
    prospect, words = introduction.prospect, introduction.names
    words["when"] = when(prospect.not_now_on, today)
    if prospect.ask_again_on is None:
        return _("%(person)s said “not now” %(when)s.") % words
    words["day"] = days.plain_day(prospect.ask_again_on, today)
    return _("%(person)s said “not now” %(when)s. Ask again from %(day)s.") % words


def _in_touch(introduction: Introduction, today: dt.date) -> str:
    words = introduction.names
    if introduction.answered_on:
        return _("%(person)s answered %(when)s.") % {**words, "when": when(introduction.answered_on, today)}
    words["when"] = when(introduction.last_message_on, today)
    if FOLLOWED_UP.day(introduction):
        return _("No answer from %(person)s yet. You last wrote %(when)s.") % words
    return f"{WRITTEN.sentence_of(introduction)} {words['when']}."


def _words_without_answer(introduction: Introduction, today: dt.date) -> str:
    passed = (today - introduction.asked_on).days
    if introduction.nudged_on:
        return _("No answer yet. You nudged %(when)s.") % {"when": when(introduction.nudged_on, today)}
    if passed < 1:
        return _("Asked today.")
    return ngettext("No answer yet, after %(days)d day.", "No answer yet, after %(days)d days.", passed) % {
        "days": passed
    }


def _closed(introduction: Introduction, today: dt.date) -> str:
    sentence = REASONS[introduction.closed_because].sentence_of(introduction, today)
    thanked = _("You said thank you.") if THANKED.day(introduction) else ""
    return f"{sentence} {thanked}".strip()


@dataclass(frozen=True)
class RecordedFact:
    """One fact by its column with its day, and the address that undoes it."""

    name: str
    sentence: str
    on: dt.date
    undo_url: str


def recorded_facts(introduction: Introduction) -> list[RecordedFact]:
    """Everything that happened, in the order of days."""
    found = [
        RecordedFact(
            fact.column,
            fact.sentence_of(introduction),
            on,
            reverse("introductions.forgotten", args=[introduction.pk, fact.column]),
        )
        for fact in FACTS
        if (on := fact.day(introduction))
    ]
    return sorted(found, key=lambda one: one.on)
