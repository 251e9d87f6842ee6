"""The verbs of talks: first ones and sessions, planned, moved, called off, prepared, written down, followed up."""

import datetime as dt
from typing import Any

from mentoring.models import Contact, FellThrough, GoalStep, Introduction, Meeting, MentorAgreement
from mentoring.models.button_facts import ButtonFact
from mentoring.models.meeting_facts import (
    ACTED,
    AGENDA_SENT,
    AGENDA_SHOWN,
    PREPARED,
    REPORTED_BACK,
    SUMMARY_SENT,
    THANKED,
    SentLetter,
)
from mentoring.models.moves import MISSED
from mentoring.models.sent_words import NOTHING
from tests.factories import MeetingFactory

from .world import DAY, World, canaries, verb

Outcome = Meeting.Outcome
FACTS = (PREPARED, AGENDA_SENT, AGENDA_SHOWN, THANKED, SUMMARY_SENT, ACTED, REPORTED_BACK)


def planned(world: World, **facts: Any) -> list[Meeting]:
    """The meetings that are neither written down nor called off."""
    return [one for one in world.of(Meeting, **facts) if one.is_planned]


def soon(world: World) -> dt.datetime:
    """A moment of these days, at noon."""
    return dt.datetime.combine(world.today + world.random.randint(-2, 7) * DAY, dt.time(12), dt.UTC)


def next_sessions(world: World) -> list[Meeting]:
    """With each mentor the session that comes next."""
    ahead = sorted(planned(world, kind="session"), key=lambda one: one.starts_at, reverse=True)
    return list({one.contact_id: one for one in ahead if one.starts_at > world.now}.values())


@verb("meeting: planned with whom one was introduced to", 2)
def plan(world: World) -> Any:
    """Whoever agreed to it has answered."""
    if len(planned(world)) > 3:
        world.draw([])
    opened = [
        one for one in world.of(Introduction) if one.opened_on and one.prospect_id and one.awaits_meeting
    ]
    introduction = world.draw(one for one in opened if not one.prospect.said_no)
    meeting = MeetingFactory(
        owner=world.owner, contact=introduction.prospect, introduction=introduction, starts_at=soon(world),
        where=world.word("place"), preparation=world.word("notes"), questions=world.word("question"),
    )  # fmt: skip
    meeting.note_answer(world.today)
    assert not any(other.awaits_reply for other in introduction.prospect.introductions_to.all())
    return meeting


@verb("meeting: planned with somebody known", 2)
def plan_with_anyone(world: World) -> Any:
    """A first talk without an introduction, or a further one."""
    if len(planned(world)) > 3:
        world.draw([])
    contact = world.draw(one for one in world.of(Contact) if not one.said_no)
    meeting = MeetingFactory(
        owner=world.owner, contact=contact, starts_at=soon(world), notes=world.word("notes")
    )
    meeting.note_answer(world.today)
    return meeting


@verb("session: planned", 3)
def plan_session(world: World) -> Any:
    """With the mentor of an agreement that runs; its day and place are on their page."""
    agreement = world.draw(one for one in world.of(MentorAgreement) if one.is_running)
    if len(planned(world, contact_id=agreement.mentor_id)) > 1:
        world.draw([])
    meeting = MeetingFactory(
        owner=world.owner, contact=agreement.mentor, kind="session", starts_at=soon(world),
        where=world.word("place"), preparation=world.word("notes"),
    )  # fmt: skip
    world.sent[agreement.mentor_id, "place", meeting.pk] = canaries(meeting.where)
    return meeting


@verb("meeting: words for it", 2)
def write(world: World) -> None:
    """What one asks for and the agenda, as they stand until they are sent."""
    coming = next_sessions(world)
    meeting = world.draw(coming if coming and world.mostly() else planned(world))
    meeting.record(asks_for=world.word("ask"), agenda=world.word("agenda"))


@verb("meeting: moved")
def move(world: World) -> None:
    """Another time; it remembers when it was to be."""
    meeting = world.draw(planned(world))
    meeting.remember_moment(meeting.starts_at)
    meeting.record(
        starts_at=meeting.starts_at + world.random.randint(1, 9) * DAY, moved_from=meeting.moved_from
    )


@verb("meeting: moved and moved back", 0.7)
def move_and_back(world: World) -> None:
    """Everything stands as before."""
    meeting, before = world.draw(planned(world)), world.facts()
    meeting.remember_moment(meeting.starts_at)
    meeting.record(starts_at=meeting.starts_at + DAY, moved_from=meeting.moved_from)
    meeting.move_back()
    world.assert_same(before)


@verb("meeting: moved back", 5)
def move_back(world: World) -> None:
    """To the time before."""
    world.draw(one for one in world.of(Meeting) if one.moved_from).move_back()


def cancel(world: World, how: str) -> None:
    """It isn't held, for one reason or none."""
    suited = [one for one in planned(world) if how not in MISSED or one.day <= world.today]
    world.draw_suited(suited, world.of(Meeting)).cancel(world.today, how)


for _how in ("", *FellThrough.values):
    verb(f"meeting: {_how or 'called off'}", 3, how=_how)(cancel)


@verb("meeting: takes place after all", 2)
def reinstate(world: World) -> None:
    """What was called off is on again."""
    world.draw(one for one in world.of(Meeting) if one.cancelled_on).reinstate()


def to_write_down(world: World, kind: str) -> Meeting:
    """One that was held by now; mostly one that isn't written down."""
    over = [one for one in world.of(Meeting, kind=kind) if not one.cancelled_on and one.day <= world.today]
    return world.draw_suited([one for one in over if one.is_planned], over)


def write_down(world: World, outcome: str) -> None:
    """A first talk and what came of it; done again, it is another outcome."""
    meeting = to_write_down(world, "first")
    again = {"ask_again_on": world.today + 30 * DAY} if outcome == Outcome.NOT_NOW and world.mostly() else {}
    words = {
        "notes": world.word("notes"),
        "debrief": world.word("debrief"),
        "one_thing": world.word("advice"),
    }
    meeting.write_down(world.today, outcome=outcome, **words, **again)


for _outcome in Outcome.values:
    verb(f"meeting: written down, {_outcome}", 4, outcome=_outcome)(write_down)


@verb("session: written down", 4)
def write_session_down(world: World) -> None:
    """With steps that were agreed on, which the mentor then sees."""
    meeting = to_write_down(world, "session")
    meeting.write_down(world.today, notes=world.word("notes"), one_thing=world.word("advice"))
    steps = world.of(GoalStep)
    chosen = world.random.sample(steps, min(2, len(steps)))
    meeting.agreed_steps.set(chosen)
    world.sent[meeting.contact_id, "steps", meeting.pk] = canaries([step.text for step in chosen])


def _seen(world: World, meeting: Meeting) -> None:
    """Remember what the other person may see of the agenda now."""
    world.sent[meeting.contact_id, "agenda", meeting.pk] = canaries(meeting.words_sent)


def mark(world: World, fact: ButtonFact) -> None:
    """One button of the table."""
    meetings = world.of(Meeting)
    ahead = fact in (PREPARED, AGENDA_SENT, AGENDA_SHOWN)
    suited = [
        one for one in meetings if not fact.day(one) and bool(one.held_on) != ahead and not one.cancelled_on
    ]
    if fact == ACTED:
        suited = [one for one in suited if one.one_thing]
    sessions = [
        one for one in (next_sessions(world) if ahead else suited) if one in suited and not one.is_first
    ]
    suited = sessions if sessions and world.mostly() else suited
    meeting = world.draw_suited(suited, meetings)
    if fact == ACTED and meeting.one_thing:
        meeting.record(came_of_it=world.word("outcome"))
    meeting.mark(fact, world.slip() if fact.takes_day else world.today)
    if fact == AGENDA_SHOWN:
        assert canaries(meeting.words_sent) == canaries(meeting.asks_for, meeting.agenda)
    _seen(world, meeting)


def forget(world: World, fact: ButtonFact) -> None:
    """And taken back."""
    meeting = world.draw(one for one in world.of(Meeting) if fact.day(one))
    meeting.forget(fact)
    if fact == AGENDA_SHOWN:
        assert not canaries(meeting.words_sent)
    _seen(world, meeting)


for _fact in FACTS:
    verb(f"meeting: {_fact.column}", 2, fact=_fact)(mark)
    verb(f"meeting: {_fact.column} taken back", 2.5, fact=_fact)(forget)


@verb("meeting: done and undone", 2)
def do_and_undo(world: World) -> None:
    """A button pressed and taken back leaves everything as it was."""
    fact = world.draw(FACTS)
    meeting = world.draw(
        one
        for one in world.of(Meeting)
        if one.held_on and not fact.day(one) and (fact != ACTED or one.one_thing)
    )
    also = [name for name in fact.also(meeting, world.today) if name != "sent_words"]
    if isinstance(fact, SentLetter) and fact.page.day(meeting) == world.today:
        also.append(fact.page.column)  # shown on the same day: it goes with the letter, and so do its words
    before, words = world.facts(), {**NOTHING, **meeting.words_sent}
    meeting.mark(fact, world.today)
    meeting.forget(fact)
    # Thanks and preparation that came along with it stay, and so the day of them.
    came = [*also, "sent_words", *(["last_touch_on", "last_touch_kind"] if also else [])]
    world.assert_same(before, fact, besides=came)
    if isinstance(fact, SentLetter) and fact.page.column in also:
        words |= {name: NOTHING[name] for name in fact.page.words(meeting)}
    assert {**NOTHING, **Meeting.objects.get(pk=meeting.pk).words_sent} == words
