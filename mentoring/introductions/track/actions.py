"""What can be pressed beside one introduction besides its courtesies: to go on, or to record something else."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...links.addresses import page_url, record_url
from ...models import Introduction, User
from ...models.facts import Fact
from ...models.introduction_facts import CHECKED, CLOSED, FACTS, MADE
from .facts import next_meeting

Status = Introduction.Status


@dataclass(frozen=True)
class Button:
    """One button (or link) beside an introduction."""

    label: str
    url: str
    is_link: bool = False


def buttons(introduction: Introduction, owner: User) -> list[Button]:
    """Where it goes on, where no courtesy says it: the letter to the introducer, or the next meeting."""
    if introduction.is_draft:
        edit = record_url("introductions.edit", introduction.pk)
        return [Button(_("Carry on writing"), edit, is_link=True)]
    if introduction.is_resting and introduction.may_rest:
        day = record_url("not_now.edit", introduction.prospect_id)
        return [Button(_("Choose the day"), day, is_link=True)]
    if introduction.is_before_meeting and introduction.has_led_on and not introduction.works_together:
        return [Button(_("Close it…"), _address(introduction, CLOSED), is_link=True)]
    is_silent = introduction.is_resting or introduction.awaits_reply or introduction.next_courtesy(owner)
    if introduction.status == Status.IN_TOUCH and not is_silent:
        return [_meeting(introduction)]
    return []


def _address(introduction: Introduction, fact: Fact) -> str:
    return record_url(f"introductions.{fact.verb}", introduction.pk)


def _fact(introduction: Introduction, fact: Fact) -> Button:
    return Button(fact.label_of(introduction), _address(introduction, fact))


def _meeting(introduction: Introduction) -> Button:
    if meeting := next_meeting(introduction):
        return Button(_("Prepare"), record_url("meetings.prepare", meeting.pk), is_link=True)
    query = f"?with={introduction.prospect_id}&introduction={introduction.pk}"
    return Button(_("Plan the first meeting"), page_url("meetings.new") + query, is_link=True)


def recordable(introduction: Introduction) -> list[Button]:
    """What may have happened meanwhile, each as a button for the day of the form it stands in."""
    if introduction.is_draft:
        return []
    found = [
        _fact(introduction, fact)
        for fact in FACTS
        if fact.label and fact != CLOSED and fact.is_open(introduction)
        if introduction.prospect_id or not fact.needs_person
    ]
    if introduction.may_rest and not introduction.is_resting:
        said = _("%(person)s said not now") % introduction.names
        found.append(Button(said, record_url("not_now.said", introduction.pk)))
    return found


def ways_to_ask(introduction: Introduction) -> list[Button]:
    """What may have happened meanwhile with somebody whose name is still to be said, each as a link."""
    links = {
        MADE.verb: _("%(introducer)s introduced me to someone"),
        CHECKED.verb: _("%(introducer)s checked with someone first"),
    }
    if MADE.day(introduction):
        links = {"further": _("Someone else came up, too")}
    elif introduction.prospect_id or not introduction.awaits_answer:
        links = {}
    return [
        Button(label % introduction.names, record_url(f"introductions.{view}", introduction.pk), is_link=True)
        for view, label in links.items()
    ]
