"""What can be done now with a person who was found: what is due, then what their state allows."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from django.utils.translation import gettext as _

from ... import letters
from ...dates.days import when
from ...links.addresses import page_url, record_url
from ...models import Contact, Interaction, Introduction, MentorAgreement
from ...models.closing_reasons import REASONS
from ...models.facts import Fact
from ...models.introduction_facts import (
    ANSWERED,
    BY_COLUMN,
    FACTS,
    FOLLOWED_UP,
    FOLLOWED_UP_AGAIN,
    INTRODUCER_INFORMED,
    MADE,
    NUDGED,
    WRITTEN,
)
from ...status import next_actions
from ...status.next_actions import Action
from ...status.next_actions.meetings import planning_url
from ...status.records import Records
from .people import Match

MOST_ACTIONS = 4
MOST_DUE = 2
DECLINED = Introduction.ClosedBecause.PROSPECT_DECLINED


@dataclass(frozen=True)
class Possibility:
    """One thing to do: a link to where it is done, or with `is_post` a button that does it at once with `fields`."""

    label: str
    url: str
    icon: str = "pencil"
    hint: str = ""
    is_post: bool = False
    fields: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, action: Action, icon: str) -> "Possibility":
        """What is to be done next, as the list of what can be done has it."""
        fields = {name: str(value) for name, value in action.fields.items()}
        return cls(action.title, action.url, icon, action.why, bool(fields), fields)


class State(Enum):
    """How far it has come with a person, as far as it decides what can be done."""

    KNOWN = auto()
    PROSPECT = auto()
    NOT_NOW = auto()
    ASKED = auto()
    INTRODUCED = auto()
    WRITTEN = auto()
    MET = auto()
    MENTOR = auto()


@dataclass(frozen=True)
class FoundOne:
    """A person who was found, with what the search has about them."""

    match: Match
    records: Records

    @property
    def contact(self) -> Contact:
        """Who it is."""
        return self.match.contact

    @property
    def introduction(self) -> Introduction | None:
        """The introduction to them that has come furthest and is under way."""
        under_way = Introduction.Status.open()
        open_ones = [
            one
            for one in self.records.introductions
            if one.prospect_id == self.contact.pk and one.status in under_way
        ]
        return max(open_ones, key=lambda one: under_way.index(one.status), default=None)

    @property
    def agreement(self) -> MentorAgreement | None:
        """The agreement with them that is running."""
        return next((one for one in self.records.running if one.mentor_id == self.contact.pk), None)

    @property
    def state(self) -> State:
        """How far it has come."""
        if self.agreement:
            return State.MENTOR
        if not self.contact.is_prospect or self.contact.archived_on:
            return State.KNOWN
        if self.contact.said_not_now:
            return State.NOT_NOW
        introduction = self.introduction
        if any(one.recorded_on for one in self.records.meetings_with(self.contact.pk)):
            return State.MET
        if introduction is None:
            return State.PROSPECT
        return STATE_OF[introduction.status]


Status = Introduction.Status
STATE_OF = {
    Status.ASKED: State.ASKED,
    Status.AGREED: State.ASKED,
    Status.MADE: State.INTRODUCED,
    Status.IN_TOUCH: State.WRITTEN,
    Status.MET: State.MET,
}


def we_talked(person: FoundOne) -> Possibility:
    """A note: typed already, or on the page for it."""
    url = record_url("interactions.new", person.contact.pk)
    if not person.match.note:
        return Possibility(_("We talked"), url)
    label = _("We talked: “%(note)s”") % {"note": person.match.note}
    fields = {
        "kind": Interaction.Kind.TALKED.value,
        "on": person.records.today.isoformat(),
        "text": person.match.note,
    }
    return Possibility(label, url, hint=_("Saved as a note for today."), is_post=True, fields=fields)


def _could_be_mentor(person: FoundOne) -> Possibility | None:
    if person.contact.said_no or person.contact.archived_on:
        return None
    return Possibility(
        _("Could be my mentor"),
        record_url("marks.marked_prospect", person.contact.pk),
        "person",
        is_post=True,
    )


def _ask_them(person: FoundOne) -> Possibility:
    label = _("Ask %(name)s for an introduction") % {"name": person.contact.first_name}
    return Possibility(label, f"{page_url('introductions.new')}?from={person.contact.pk}", "envelope")


def _ask_for_them(person: FoundOne) -> Possibility:
    return Possibility(
        _("Ask for an introduction"), f"{page_url('introductions.new')}?to={person.contact.pk}", "envelope"
    )


def _write_to_them(person: FoundOne) -> Possibility | None:
    if not person.contact.known_directly:
        return None
    label = _("Write to %(name)s") % {"name": person.contact.first_name}
    url = record_url("introductions.direct", person.contact.pk)
    return Possibility(
        label, url, "envelope", _("You know %(name)s yourself.") % {"name": person.contact.first_name}
    )


def _remind_me(person: FoundOne) -> Possibility:
    return Possibility(_("Remind me"), record_url("reminders.new", person.contact.pk), "clock")


def _when_to_ask_again(person: FoundOne) -> Possibility:
    return Possibility(
        _("Choose when to ask again"), record_url("not_now.edit", person.contact.pk), "calendar-event"
    )


def _plan_or_prepare(person: FoundOne) -> Possibility:
    ahead = person.records.meetings_ahead(person.contact.pk)
    if ahead:
        label = _("Prepare to meet %(name)s") if ahead[0].is_first else _("Prepare the session")
        url = record_url("meetings.prepare", ahead[0].pk)
        return Possibility(label % {"name": person.contact.first_name}, url, "calendar-event")
    kind = "session" if person.agreement else "first"
    label = _("Plan a session") if person.agreement else _("Plan a meeting")
    return Possibility(label, planning_url(person.contact.pk, kind), "calendar-event")


def _declined(person: FoundOne) -> Possibility | None:
    introduction = person.introduction
    if introduction is None or DECLINED not in introduction.reasons_to_close:
        return None
    return Possibility(
        str(REASONS[DECLINED].dot % introduction.names),
        record_url("introductions.closed", introduction.pk),
        "x-lg",
        is_post=True,
        fields={"because": DECLINED.value},
    )


def _write_or_open(person: FoundOne) -> Possibility:
    started = person.agreement or next(
        (one for one in person.records.drafts if one.mentor_id == person.contact.pk), None
    )
    if started:
        return Possibility(_("Open the agreement"), record_url("agreements.detail", started.pk), "check-lg")
    fields = {"mentor": str(person.contact.pk)}
    return Possibility(_("Write the agreement"), page_url("agreements.new"), is_post=True, fields=fields)


Row = Fact | Callable[[FoundOne], Possibility | None]

# By state, what may be done, in the order in which it is offered: whoever is known needs nobody in between. What a
# fact is called, when it may be recorded and with which letter, its own row says.
ROWS: dict[State, tuple[Row, ...]] = {
    State.KNOWN: (we_talked, _could_be_mentor, _ask_them, _remind_me),
    State.PROSPECT: (_write_to_them, _ask_for_them, we_talked, _remind_me),
    State.NOT_NOW: (we_talked, _when_to_ask_again, _remind_me),
    State.ASKED: (MADE, we_talked, _plan_or_prepare, ANSWERED, NUDGED),
    State.INTRODUCED: (WRITTEN, we_talked, _plan_or_prepare),
    State.WRITTEN: (ANSWERED, _declined, we_talked, _plan_or_prepare, FOLLOWED_UP, FOLLOWED_UP_AGAIN),
    State.MET: (INTRODUCER_INFORMED, _plan_or_prepare, _write_or_open, we_talked),
    State.MENTOR: (_plan_or_prepare, we_talked, _write_or_open),
}


def possibilities(person: FoundOne) -> list[Possibility]:
    """What can be done with a person now, what is due first; a note that can only be meant so before everything."""
    found = [we_talked(person)] if person.match.note and not person.match.found_whole else []
    found += [*_due(person), *_of_state(person)]
    by_url = {offer.url: offer for offer in reversed(found)}
    return [offer for offer in found if by_url[offer.url] is offer][:MOST_ACTIONS]


def _due(person: FoundOne) -> list[Possibility]:
    if person.contact.archived_on:
        return []
    today = person.records.today
    actions = next_actions.for_contact(person.records, person.contact)
    due = [action for action in actions if action.due_on and action.due_on <= today]
    return [Possibility.of(action, "envelope") for action in due[:MOST_DUE]]


def _of_state(person: FoundOne) -> Iterator[Possibility]:
    for row in ROWS[person.state]:
        offer = _of_fact(row, person) if isinstance(row, Fact) else row(person)
        if offer:
            yield offer


def _of_fact(fact: Fact, person: FoundOne) -> Possibility | None:
    """A courtesy is kept by its letter; what others did is recorded at once."""
    introduction = person.introduction
    if introduction is None or not (fact.is_open(introduction) or _brings_open(fact, introduction)):
        return None
    if fact.courtesy:
        title, _why = fact.action(introduction, person.records.today)
        return Possibility(title, letters.courtesy_url(introduction, fact), "envelope")
    names = introduction.names
    hint = _("Notes that %(introducer)s introduced you, too.") if introduction.brought_by(fact) else ""
    url = record_url(f"introductions.{fact.verb}", introduction.pk)
    return Possibility(fact.label_of(introduction), url, "check-lg", hint % names, is_post=True)


def _brings_open(fact: Fact, introduction: Introduction) -> bool:
    """Whether all that must have happened before is recorded together with it."""
    brought = introduction.brought_by(fact)
    return bool(brought) and all(BY_COLUMN[column].is_open(introduction) for column in brought)


def last_fact(person: FoundOne, today: dt.date) -> str:
    """The last thing that happened with the introduction to them, in a sentence; "" where there is none."""
    introduction = person.introduction
    days = [(fact.day(introduction), fact) for fact in FACTS if introduction and fact.day(introduction)]
    if not days or introduction is None:
        return ""
    day, fact = max(days, key=lambda one: one[0])
    words = {"sentence": fact.sentence_of(introduction), "when": when(day, today)}
    return _("%(sentence)s %(when)s.") % words
