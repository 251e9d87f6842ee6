"""What always holds, whatever was done before: read from the records of a story, and now and then from its pages."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.core.cache import cache
from django.urls import reverse

from mentoring.introductions import track
from mentoring.models import (
    Contact,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorAnswer,
    MentorMessage,
    ShareLink,
)
from mentoring.models.introduction_facts import COURTESIES, LEFT
from mentoring.models.share_links import DAYS_AFTER_NO, DAYS_AFTER_TERM, LIFETIMES, end_of
from mentoring.models.tally import recount
from mentoring.notifications.mail.composing import WEEK_AHEAD_DAYS, worth_a_mail
from mentoring.status import next_actions
from mentoring.status.records import Records
from tests.status.test_exits import WAY, Exit, deeds_on, is_due_one_day

from .world import DAY, World, canaries

# Checks that read what the last look brought run after every verb; dear ones after every so-manieth, in this many.
Check = Callable[[World], None]
ALWAYS: list[Check] = []
NOW_AND_THEN: dict[Check, int] = {}
# And after certain verbs at once.
AT_ONCE: dict[Check, tuple[str, ...]] = {}

READ = (
    "shared_words",
    "mentee_name",
    "mentor_name",
    "starts_on",
    "ends_on",
    "boundaries",
    "is_long",
    "number",
)
CONFIRMED = (
    "confirmed_words", "mentee_name", "mentor_name", "confirmed_on", "confirmed_how", "confirmed_by", "starts_on",
    "ends_on", "number",
)  # fmt: skip


def always(check: Check) -> Check:
    """Looked at after every verb."""
    ALWAYS.append(check)
    return check


def one_in(steps: int) -> Callable[[Check], Check]:
    """Looked at once in so many verbs."""

    def listed(check):
        NOW_AND_THEN[check] = steps
        return check

    return listed


def look(world: World) -> None:
    """Whatever holds does: an AssertionError says what doesn't."""
    for check in ALWAYS:
        check(world)
    for check, steps in NOW_AND_THEN.items():
        if world.random.random() < 1 / steps or world.trail[-1].startswith(AT_ONCE.get(check, ("never",))):
            check(world)


# Introductions


def status_of(introduction: Introduction) -> str:
    """The state as the facts say it, told apart from the database's own words."""
    if introduction.closed_on:
        return "closed"
    if introduction.introducer_id is None:
        direct = (("met_on", "kept"), ("written_on", "in_touch"), ("pledged_on", "made"))
        return next((status for fact, status in direct if getattr(introduction, fact)), "draft")
    if introduction.met_on:
        return "kept" if introduction.introducer_informed_on and introduction.thanked_on else "met"
    for fact, status in (("written_on", "in_touch"), ("made_on", "made"), ("agreed_on", "agreed")):
        if getattr(introduction, fact):
            return status
    return "asked" if introduction.asked_on else "draft"


def courtesies_of(introduction: Introduction, actions) -> list:
    """The courtesies of one introduction among next actions, with the day of each."""
    keys = {fact.key(introduction): fact for fact in COURTESIES}
    return [(keys[action.key], action.due_on) for action in actions if action.key in keys]


@always
def facts_of_introductions_are_in_order(world: World) -> None:
    """The state is what the facts say; whoever rests is owed nothing, and their introducer what is left."""
    for introduction in world.of(Introduction):
        assert introduction.status == status_of(introduction)


@one_in(4)
def whoever_rests_is_owed_nothing(world: World) -> None:
    """Their introducer what is left."""
    for introduction in world.of(Introduction):
        if introduction.is_resting:
            person = introduction.prospect
            assert person.is_prospect or person.said_no or introduction.has_led_on
            assert {one.fact for one in introduction.owed(world.owner)} <= set(LEFT)


@one_in(16)
def every_page_names_the_same_courtesy(world: World) -> None:
    """Dashboard, mail, list, track and the pages of people."""
    assert_pages_agree(world.owner, world.today)
    for introduction in world.of(Introduction)[-1:]:
        courtesy = introduction.next_courtesy(world.owner)
        people = (introduction.people[0], introduction.people[-1])
        theirs = next_actions.for_contact(Records(world.owner, world.today), world.random.choice(people))
        assert courtesies_of(introduction, theirs) == ([(courtesy.fact, courtesy.due_on)] if courtesy else [])


def assert_pages_agree(owner, today: dt.date) -> None:
    """One next courtesy or none, and the dashboard, the mail, the list and the track all name that one."""
    dashboard = next_actions.for_user(owner, today)
    owner.reminder_rhythm = "weekly"
    mailed = worth_a_mail(owner, dashboard, today)
    mine = Introduction.objects.owned_by(owner)
    left = set(mine.with_courtesies_left().values_list("pk", flat=True))
    for introduction in mine.with_people().prefetch_related("meetings", "criteria"):
        owed, courtesy = introduction.owed(owner), introduction.next_courtesy(owner)
        assert [courtesy] == (owed[:1] or [None])
        assert len({one.fact for one in owed}) == len(owed)
        # Neither forgotten nor looked at in vain: what is left to do is what is open, and who is owed a word.
        is_open = introduction.status in Introduction.Status.open()
        assert (introduction.pk in left) == (is_open or bool(owed))
        assert not (owed and introduction.status in ("draft", "kept"))
        assert courtesies_of(introduction, dashboard) == (
            [(courtesy.fact, courtesy.due_on)] if courtesy else []
        )
        is_mailed = courtesy and courtesy.due_on < today + dt.timedelta(days=WEEK_AHEAD_DAYS)
        assert courtesies_of(introduction, mailed) == (
            [(courtesy.fact, courtesy.due_on)] if is_mailed else []
        )
        line = track.line(introduction, owner, today)
        assert bool(line.now) == bool(courtesy)
        if courtesy:
            assert line.now.label == courtesy.fact.courtesy_of(introduction)
            assert (line.now.state == "late") == courtesy.is_late(today)


# Versions, answers and links


def of_mentor(world: World) -> dict[int, list[MentorAgreement]]:
    """The versions by mentor."""
    found: dict[int, list[MentorAgreement]] = {}
    for version in world.of(MentorAgreement):
        found.setdefault(version.mentor_id, []).append(version)
    return found


@always
def one_of_each_a_mentor(world: World) -> None:
    """At most one version is shared, one unshared and one runs; none is without an end."""
    for versions in of_mentor(world).values():
        assert len([one for one in versions if one.is_on_offer]) <= 1
        unseen = [one for one in versions if not one.shared_on and not one.confirmed_on]
        assert len([one for one in unseen if not one.replaced_on]) <= 1
        assert len([one for one in versions if one.is_running]) <= 1
        assert all(one.ends_on for one in versions)


@always
def what_was_read_or_confirmed_stays(world: World) -> None:
    """Columns and words; what was taken back before anybody answered may be changed again."""
    for kept, names, column in (("read", READ, "shared_on"), ("confirmed", CONFIRMED, "confirmed_on")):
        memory = world.memory.setdefault(kept, {})
        for version in world.of(MentorAgreement):
            if not getattr(version, column):
                memory.pop(version.pk, None)
                continue
            said = {name: getattr(version, name) for name in names}
            assert memory.setdefault(version.pk, said) == said


@always
def a_yes_is_to_what_was_shown(world: World) -> None:
    """Every answer is to a version that was shared, a yes by link has its answer, and both have the same words."""
    version_of = {one.pk: one for one in world.of(MentorAgreement)}
    for answer in world.of(MentorAnswer):
        version = version_of[answer.agreement_id]
        assert version.shared_on
        assert answer.words == version.shared_words
        if answer.kind == "yes":
            assert version.confirmed_words == answer.words
            assert version.confirmed_by == answer.name
    for version in version_of.values():
        if version.confirmed_how == "link":
            assert len(world.of(MentorAnswer, agreement_id=version.pk, kind="yes")) == 1
        if version.confirmed_on and version.shared_words:
            assert version.confirmed_words == version.shared_words


def ruled_day(world: World, link: ShareLink) -> dt.date | None:
    """Until when an answer, the term or its end has links to an agreement work; None while nothing was answered."""
    mine = [one for one in world.of(MentorAgreement) if one.first_key == link.agreement_id]
    agreed = [one for one in mine if one.confirmed_on and not one.replaced_on]
    if agreed:
        last = max(agreed, key=lambda one: (one.number, one.pk))
        return (last.ended_on or last.ends_on) + DAYS_AFTER_TERM * DAY
    keys = {one.pk for one in mine}
    no = [one for one in world.of(MentorAnswer) if one.agreement_id in keys and one.kind in ("no", "not_now")]
    return max(one.answered_on for one in no) + DAYS_AFTER_NO * DAY if no else None


@always
def a_link_ends_as_the_rule_has_it(world: World) -> None:
    """The chosen days, or what an answer, a term or its end has set; never moved once it is dead."""
    memory = world.memory.setdefault("links", {})
    for link in world.of(ShareLink):
        day = ruled_day(world, link)
        # Two for what is still chosen: nothing was answered, or the time after a no is over.
        ruled = end_of(day, world.of(MentorAgreement, pk=link.agreement_id)[0]) if day else None
        is_new = link.pk not in memory
        expires_at, was_dead = memory.get(link.pk, (link.expires_at, False))
        if is_new and not (ruled and ruled > world.now):
            assert link.expires_at in [world.now + days * DAY for days in LIFETIMES]
        elif is_new:
            assert link.expires_at == ruled
        elif link.expires_at != expires_at:
            assert not was_dead
            assert link.expires_at == ruled
        # A change long after the term is over has the days that were chosen for it.
        if ruled and ruled > world.now and not was_dead and not link.revoked_at and agreed(world, link):
            assert link.expires_at == ruled
        memory[link.pk] = link.expires_at, bool(link.revoked_at) or link.is_over(world.now)


def agreed(world: World, link: ShareLink) -> bool:
    """Whether there is a yes to what it shows."""
    mine = [one for one in world.of(MentorAgreement) if one.first_key == link.agreement_id]
    return any(one.confirmed_on for one in mine)


@always
def one_unopened_message_of_a_kind(world: World) -> None:
    """What was replaced has no words; of one kind at most one waits."""
    waiting = [
        (one.agreement_id, one.kind)
        for one in world.of(MentorMessage)
        if not one.opened_on and not one.replaced_at
    ]
    assert len(waiting) == len(set(waiting))
    assert not [one for one in world.of(MentorMessage) if one.replaced_at and one.text]


# Pages


@one_in(20)
def the_tally_is_right(world: World) -> None:
    """The numbers kept beside the contacts are those that are there."""
    assert recount() == {}


def sign_in(world: World) -> Any:
    """The mentee's browser: time has passed, so they sign in anew."""
    world.reader.force_login(world.owner)
    return world.reader


@one_in(18)
def the_dashboard_renders(world: World) -> None:
    """And the lists, one of them at a time."""
    names = (
        "dashboard.index",
        "dashboard.index",
        "agreements.index",
        "meetings.index",
        "introductions.index",
    )
    response = sign_in(world).get(reverse(world.random.choice(names)))
    assert response.status_code == 200


@one_in(5)
def the_mentors_page_shows_what_was_sent(world: World) -> None:
    """And nothing else that was ever typed; one that is dead opens nothing."""
    links = world.of(ShareLink)
    if not links:
        return
    live = [one for one in links if not one.revoked_at and not one.is_over(world.now)]
    link = world.random.choice(live if live and world.mostly() else links)
    cache.clear()  # no pause for whoever tries many
    response = world.mentor.get(reverse("shared.detail", args=[link.token]))
    is_dead = bool(link.revoked_at) or link.is_over(world.now) or link.shown is None
    assert response.status_code == (404 if is_dead else 200)
    [mentor] = {one.mentor_id for one in world.of(MentorAgreement, pk=link.agreement_id)}
    known = {word for (whom, _source, _key), words in world.sent.items() if whom == mentor for word in words}
    assert canaries(response.content.decode()) <= known


AT_ONCE[the_mentors_page_shows_what_was_sent] = (
    "meeting: words for it",
    "meeting: agenda",
    "session: written",
)


# States and their ways out


def states(world: World) -> Iterator[tuple[str, str, str, int]]:
    """Every record with the state it is in, as `tests/status/test_exits.py` names them, and its page: name and key."""
    for one in world.of(Introduction):
        yield "introduction" if one.introducer_id else "approach", one.status, "introductions.detail", one.pk
        if one.closed_because:
            yield "closed introduction", one.closed_because, "introductions.detail", one.pk
    for one in world.of(Meeting):
        is_past = bool(one.recorded_on) or (one.is_planned and one.starts_at <= world.now)
        yield "meeting", _of_meeting(world, one), f"meetings.{'record' if is_past else 'prepare'}", one.pk
    for one in world.of(MentorAgreement):
        yield "agreement", one.status, "agreements.detail", one.pk
        if one.is_draft and one.number > 1:
            yield (
                "version",
                "shared change" if one.shared_on else "unshared change",
                "agreements.detail",
                one.pk,
            )
    for one in world.of(MentorAnswer):
        yield (
            "answer",
            f"{one.kind}, {'read' if one.heard_on else 'unread'}",
            "agreements.detail",
            one.agreement_id,
        )
    for one in world.of(ShareLink):
        state = "revoked" if one.revoked_at else "over" if one.is_over(world.now) else "live"
        yield "link", state, "agreements.detail", one.agreement_id
    for one in world.of(MentorMessage):
        if not one.opened_on and not one.replaced_at:
            yield "message", one.kind, "agreements.detail", one.agreement_id
    for one in world.of(Contact):
        yield "contact", _of_contact(one), "contacts.detail", one.pk


def _of_meeting(world: World, meeting: Meeting) -> str:
    if meeting.cancelled_on:
        return meeting.fell_through or "cancelled"
    if meeting.recorded_on:
        return meeting.outcome or "session"
    return "planned" if meeting.starts_at > world.now else "passed"


def _of_contact(contact: Contact) -> str:
    if contact.closed_because:
        return contact.closed_because
    if contact.not_now_on:
        return "not_now" if contact.ask_again_on else "not_now, no day"
    if contact.prospect_on:
        return "prospect"
    return "introducer" if contact.may_introduce else "plain"


# Records a story is played with, so that each of their states can be reached.
PLAYED = {
    "introduction",
    "approach",
    "closed introduction",
    "meeting",
    "agreement",
    "version",
    "answer",
    "link",
    "message",
}


def to_reach() -> set[tuple[str, str]]:
    """The states that verbs of a story lead to."""
    named = {state for state in WAY if state[0] in PLAYED}
    return named | {("message", kind) for kind in MentorMessage.Kind.values}


@one_in(10)
def no_state_is_a_dead_end(world: World) -> None:
    """One record: the way out that its state is said to have is there, or another button of its page."""
    tried = world.memory.setdefault("tried", {})
    found = list(states(world))
    kind, state, name, key = min(found, key=lambda one: (tried.get(one[:2], 0), world.random.random()))
    page = reverse(name, args=[key])
    tried[kind, state] = tried.get((kind, state), 0) + 1
    way = WAY[kind, state][1] if (kind, state) in WAY else Exit(due="message.opened")
    if way.final:
        return
    deeds = deeds_on(sign_in(world), page)
    if way.deed in deeds or (way.due and is_due_one_day(world.owner, way.due, world.today)):
        return
    noun = {"approach": "introductions", "closed introduction": "introductions", "version": "agreements"}
    about = (noun.get(kind, f"{kind}s"), "agreements", "drafting", "share_links", "answers", "a letter")
    buttons = {deed for deed in deeds if deed.split(" ", 1)[1].startswith(about)}
    assert buttons, f"{kind}, {state}: no way out of {page}"
