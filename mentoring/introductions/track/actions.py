"""What can be pressed beside one introduction: the next courtesy, an answer, the next meeting."""

import datetime as dt
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from ... import letters
from ...models import Introduction
from ...models.duties import Courtesy, Duty
from .facts import next_meeting
from .words import courtesy_name, names

Status = Introduction.Status
ClosedBecause = Introduction.ClosedBecause


@dataclass(frozen=True)
class Deed:
    """One button (or link) beside an introduction; `told_label` says it as something that was done.

    `letter_url` is the page on which the letter for it is written.
    """

    label: str
    url: str
    is_primary: bool = False
    is_link: bool = False
    told_label: str = ""
    letter_url: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def deeds(introduction: Introduction, promises, today: dt.date) -> list[Deed]:
    """What can be done next with one click, the next courtesy first."""
    if introduction.is_draft:
        edit = reverse("introductions.edit", args=[introduction.pk])
        return [Deed(_("Carry on writing"), edit, is_link=True)]
    duty = introduction.next_duty(promises)
    found = [_courtesy(introduction, duty, today)] if duty and not _is_waiting(duty, today) else []
    if introduction.awaits_answer:
        return [*found, *_answers(introduction)]
    if introduction.awaits_reply:
        return [*found, _fact(introduction, "answered")]
    if duty is None and introduction.status == Status.IN_TOUCH:
        return [_meeting(introduction)]
    return found


def _is_waiting(duty: Duty, today: dt.date) -> bool:
    """A reminder, and giving up, are no promises: nothing is offered before their day."""
    return not duty.courtesy.is_promise and duty.due_on > today


def _courtesy(introduction: Introduction, duty: Duty, today: dt.date) -> Deed:
    label = courtesy_name(introduction, duty.courtesy)
    if duty.courtesy == Courtesy.TELL:
        label = _("Tell %(introducer)s how it went") % names(introduction)
    if duty.courtesy == Courtesy.NUDGE:
        label = _("Nudge %(introducer)s") % names(introduction)
    return Deed(
        label,
        reverse(f"introductions.{duty.courtesy.value}", args=[introduction.pk]),
        is_primary=duty.due_on <= today,
        is_link=duty.courtesy == Courtesy.GIVE_UP,
        letter_url=letters.courtesy_url(introduction, duty.courtesy),
        told_label="" if duty.courtesy == Courtesy.GIVE_UP else told_label(introduction, duty.courtesy.value),
    )


def _fact(introduction: Introduction, verb: str) -> Deed:
    return Deed(told_label(introduction, verb), reverse(f"introductions.{verb}", args=[introduction.pk]))


def _answers(introduction: Introduction) -> list[Deed]:
    words = names(introduction)
    made = reverse("introductions.made", args=[introduction.pk])
    closed = reverse("introductions.closed", args=[introduction.pk])
    declined = {"because": ClosedBecause.INTRODUCER_DECLINED.value}
    return [
        # Whom, is asked on a page where the ask said "anyone who fits".
        Deed(_("%(introducer)s introduced us") % words, made, is_link=introduction.prospect_id is None),
        Deed(_("%(introducer)s said no") % words, closed, fields=declined),
    ]


def _meeting(introduction: Introduction) -> Deed:
    if meeting := next_meeting(introduction):
        return Deed(_("Prepare"), reverse("meetings.prepare", args=[meeting.pk]), is_link=True)
    query = f"?with={introduction.prospect_id}&introduction={introduction.pk}"
    return Deed(_("Plan the first meeting"), reverse("meetings.new") + query, is_link=True)


def told_label(introduction: Introduction, verb: str) -> str:
    """A fact as the person would say it, by the name of the view that records it: "I’ve thanked Priya"."""
    words = {
        "nudged": _("I’ve nudged %(introducer)s"),
        "agreed": _("%(introducer)s said yes"),
        "checked": _("%(introducer)s checked with %(person)s first"),
        "made": _("%(introducer)s introduced us"),
        "written": _("I’ve written to %(person)s"),
        "followed_up": _("I’ve followed up with %(person)s"),
        "followed_up_again": _("I’ve written to %(person)s once more"),
        "answered": _("%(person)s answered"),
        "met": _("I’ve met %(person)s"),
        "thanked": _("I’ve thanked %(introducer)s"),
        "told": _("I’ve told %(introducer)s how it went"),
    }
    return words[verb] % names(introduction)


def tellable(introduction: Introduction) -> list[Deed]:
    """What may have happened meanwhile, each as a button for the day of the form it stands in."""
    if introduction.is_draft:
        return []
    made, over = introduction.made_on, introduction.status == Status.CLOSED
    offered = {
        "nudged": introduction.awaits_answer and not introduction.nudged_on,
        "agreed": introduction.awaits_answer and not introduction.agreed_on,
        "checked": introduction.awaits_answer and introduction.prospect_id and not introduction.checked_on,
        "made": introduction.awaits_answer and introduction.prospect_id,
        "written": made and not over and not introduction.written_on and not introduction.met_on,
        "followed_up": introduction.awaits_reply and not introduction.followed_up_on,
        "followed_up_again": introduction.awaits_reply
        and introduction.followed_up_on
        and not introduction.followed_up_again_on,
        "answered": made and not over and not introduction.answered_on and not introduction.met_on,
        "met": made and not over and not introduction.met_on,
        "thanked": (made or over) and not introduction.thanked_on,
        "told": made and (introduction.met_on or over) and not introduction.told_on,
    }
    return [_fact(introduction, verb) for verb, is_offered in offered.items() if is_offered]


def askable(introduction: Introduction) -> list[Deed]:
    """What may have happened meanwhile with somebody whose name is still to be said, each as a link."""
    links = {
        "named": _("%(introducer)s came up with somebody"),
        "checked": _("%(introducer)s checked with somebody first"),
    }
    if introduction.made_on:
        links = {"further": _("Somebody else came up too")}
    elif introduction.prospect_id or not introduction.awaits_answer:
        links = {}
    words = names(introduction)
    return [
        Deed(label % words, reverse(f"introductions.{view}", args=[introduction.pk]), is_link=True)
        for view, label in links.items()
    ]
