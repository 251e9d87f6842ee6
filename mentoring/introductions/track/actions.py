"""What can be pressed beside one introduction: the next courtesy, an answer, the next meeting."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ... import letters
from ...links.addresses import page_url, record_url
from ...models import Introduction, User
from ...models.facts import Courtesy, Fact
from ...models.introduction_facts import ANSWERED, CHECKED, CLOSED, FACTS, MADE
from .facts import next_meeting

Status = Introduction.Status
ClosedBecause = Introduction.ClosedBecause


@dataclass(frozen=True)
class Button:
    """One button (or link) beside an introduction; `recorded_label` says it as something that was done.

    `letter_url` is the page on which the letter for it is written.
    """

    label: str
    url: str
    is_primary: bool = False
    is_link: bool = False
    recorded_label: str = ""
    letter_url: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def buttons(introduction: Introduction, owner: User, today: dt.date) -> list[Button]:
    """What can be done next with one click, the next courtesy first."""
    if introduction.is_draft:
        edit = record_url("introductions.edit", introduction.pk)
        return [Button(_("Carry on writing"), edit, is_link=True)]
    courtesy = introduction.next_courtesy(owner)
    found = []
    # Nobody waits for a reminder or for giving up: nothing is offered before its day.
    if courtesy and (courtesy.fact.is_promise or courtesy.due_on <= today):
        found = [_courtesy(introduction, courtesy, today)]
    if introduction.awaits_answer:
        return [*found, *_answer_actions(introduction)]
    if introduction.awaits_reply:
        return [*found, _fact(introduction, ANSWERED)]
    if courtesy is None and introduction.status == Status.IN_TOUCH:
        return [_meeting(introduction)]
    return found


def _address(introduction: Introduction, fact: Fact) -> str:
    return record_url(f"introductions.{fact.verb}", introduction.pk)


def _courtesy(introduction: Introduction, courtesy: Courtesy, today: dt.date) -> Button:
    fact = courtesy.fact
    return Button(
        fact.title_of(introduction),
        _address(introduction, fact),
        is_primary=courtesy.due_on <= today,
        is_link=fact == CLOSED,
        letter_url=letters.courtesy_url(introduction, fact),
        recorded_label="" if fact == CLOSED else fact.label_of(introduction),
    )


def _fact(introduction: Introduction, fact: Fact) -> Button:
    return Button(fact.label_of(introduction), _address(introduction, fact))


def _answer_actions(introduction: Introduction) -> list[Button]:
    said_no = _("%(introducer)s said no") % introduction.names
    declined = {"because": ClosedBecause.INTRODUCER_DECLINED.value}
    return [
        # Whom, is asked on a page where the ask said "anyone who fits".
        Button(
            MADE.label_of(introduction),
            _address(introduction, MADE),
            is_link=introduction.prospect_id is None,
        ),
        Button(said_no, _address(introduction, CLOSED), fields=declined),
    ]


def _meeting(introduction: Introduction) -> Button:
    if meeting := next_meeting(introduction):
        return Button(_("Prepare"), record_url("meetings.prepare", meeting.pk), is_link=True)
    query = f"?with={introduction.prospect_id}&introduction={introduction.pk}"
    return Button(_("Plan the first meeting"), page_url("meetings.new") + query, is_link=True)


def recordable(introduction: Introduction) -> list[Button]:
    """What may have happened meanwhile, each as a button for the day of the form it stands in."""
    if introduction.is_draft:
        return []
    return [
        _fact(introduction, fact)
        for fact in FACTS
        if fact.label and fact != CLOSED and fact.is_open(introduction)
        if introduction.prospect_id or not fact.needs_person
    ]


def ways_to_ask(introduction: Introduction) -> list[Button]:
    """What may have happened meanwhile with somebody whose name is still to be said, each as a link."""
    links = {
        "named": _("%(introducer)s came up with somebody"),
        CHECKED.verb: _("%(introducer)s checked with somebody first"),
    }
    if MADE.day(introduction):
        links = {"further": _("Somebody else came up too")}
    elif introduction.prospect_id or not introduction.awaits_answer:
        links = {}
    return [
        Button(
            label % introduction.names,
            record_url(f"introductions.{view}", introduction.pk),
            is_link=True,
        )
        for view, label in links.items()
    ]
