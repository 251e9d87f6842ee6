"""The verbs of step 4: drafts and versions, links, what the mentor reads and answers, the end, and days that pass."""

import uuid
from typing import Any

from mentoring.advice import clauses
from mentoring.models import (
    AgreementGoal,
    Contact,
    MentorAgreement,
    MentorAnswer,
    MentorMessage,
    ShareLink,
    Suggestion,
)
from mentoring.models.agreement_facts import (
    CLOSE_PLANNED,
    COMPLETED,
    ENDED,
    OUTCOME_SENT,
    REVIEWED,
    SHARED,
    THANKS_SENT,
)
from mentoring.models.answers import give_answer
from mentoring.models.button_facts import ButtonFact
from mentoring.models.mentor_messages import next_session, send_message, sign_of
from mentoring.models.share_links import DAYS_AFTER_TERM, LIFETIMES
from tests.factories import GoalFactory, GoalStepFactory, MentorAgreementFactory

from .world import DAY, World, canaries, verb

Kind = MentorAnswer.Kind


def versions(world: World, **facts: Any) -> list[MentorAgreement]:
    """The versions with these facts."""
    return world.of(MentorAgreement, **facts)


def on_offer(world: World) -> list[MentorAgreement]:
    """What mentors are given to read."""
    return [one for one in versions(world) if one.is_on_offer]


def unseen(world: World) -> list[MentorAgreement]:
    """What nobody but the mentee has read."""
    return [one for one in versions(world) if not one.shared_on and not one.confirmed_on]


def running(world: World) -> list[MentorAgreement]:
    """What runs."""
    return [one for one in versions(world) if one.is_running]


def over(world: World) -> list[MentorAgreement]:
    """What was completed or ended."""
    return [one for one in versions(world) if one.over_on]


def siblings(world: World, version: MentorAgreement) -> list[MentorAgreement]:
    """All versions of the same agreement."""
    return [one for one in versions(world) if one.first_key == version.first_key]


def note_sent(world: World, *agreements: MentorAgreement) -> None:
    """Remember the words a mentor was given to read."""
    for one in agreements:
        world.sent[one.mentor_id, "words", one.pk] = canaries(one.words())


# The mentee


@verb("agreement: drafted", 3)
def draft(world: World) -> None:
    """With somebody who may become the mentor, or be it again."""
    taken = {one.mentor_id for one in versions(world) if one.is_draft or one.is_running}
    if len(taken) > 1 and world.mostly():
        world.draw([])
    mentor = world.draw(one for one in world.of(Contact, may_introduce=False) if one.pk not in taken)
    goal = GoalFactory(owner=world.owner, title=world.word("goal"), success=world.word("success"))
    for _step in range(2):
        GoalStepFactory(goal=goal, text=world.word("step"))
    words = {"boundaries": world.word("boundaries"), "where": world.word("where")}
    term = clauses.term(world.today - world.random.choice([0, 14, 14, 15, 60, 190]) * DAY)
    MentorAgreement.objects.filter(mentor=mentor).make_room(world.today)
    MentorAgreementFactory(owner=world.owner, mentor=mentor, goals=[goal], **term, **words)


@verb("version: opened to be changed", 2)
def open_draft(world: World) -> None:
    """The next draft of what the mentor reads or has agreed to."""
    world.draw(one for one in versions(world) if one.is_running or one.is_on_offer).open_draft()


@verb("version: written in", 2)
def edit(world: World) -> None:
    """A change that nobody has seen."""
    world.draw(unseen(world)).record(boundaries=world.word("boundaries"))


@verb("version: made long", 1.5)
def lengthen(world: World) -> None:
    """The long form."""
    world.draw_suited(unseen(world), versions(world)).lengthen(
        clauses.further_texts("Leila", world.word("mentor"))
    )


@verb("version: made short", 4)
def shorten(world: World) -> None:
    """The short form again."""
    world.draw(one for one in unseen(world) if one.is_long).shorten()


@verb("version: shared", 2)
def share(world: World) -> None:
    """Given to the mentor to read; the changes, where one was shared before."""
    version = world.draw_suited(unseen(world), versions(world))
    version.mark(SHARED, world.today)
    note_sent(world, version)


@verb("version: sharing taken back", 1.5)
def unshare(world: World) -> None:
    """They read again what they read before."""
    version = world.draw(on_offer(world))
    version.forget(SHARED)
    world.sent[version.mentor_id, "words", version.pk] = set()


@verb("version: shared and taken back")
def share_and_back(world: World) -> None:
    """Everything stands as before."""
    version, before = world.draw(unseen(world)), world.facts()
    version.share(world.today)
    version.unshare()
    world.assert_same(before)


@verb("version: deleted", 0.7)
def delete(world: World) -> None:
    """A draft that nobody has seen."""
    world.draw(unseen(world)).delete()


def make_link(world: World, days: int) -> None:
    """A private link; what nobody has read yet is shared by it."""
    version = world.draw_suited([one for one in versions(world) if one.is_draft], versions(world))
    ShareLink.objects.owned_by(world.owner).make(version, days, world.now)
    note_sent(world, *MentorAgreement.objects.filter(pk=version.pk))


for _days in LIFETIMES:
    verb(f"link: made for {_days} days", 2, days=_days)(make_link)


@verb("link: switched off")
def revoke(world: World) -> None:
    """For good."""
    world.draw(world.of(ShareLink)).revoke(world.now)


def confirm(world: World, how: str) -> None:
    """The mentor said yes to what they read; what was never shared, where they read nothing else."""
    drafts = [one for one in versions(world) if one.is_draft]
    version = world.draw_suited(drafts, versions(world))
    offered = [one for one in siblings(world, version) if one.is_on_offer]
    rest = [one.pk for one in siblings(world, version) if one.is_draft and one.pk != version.pk]
    words = version.words()
    version.confirm(world.slip(), how, now=world.now)
    assert not offered or offered == [version]
    stands = MentorAgreement.objects.get(pk=version.pk)
    assert stands.confirmed_words == words
    assert MentorAgreement.objects.filter(pk__in=rest).drafts().count() == len(rest)
    note_sent(world, stands)


verb("agreement: yes in person", 1.2, how="in_person")(confirm)
verb("agreement: yes by mail", 1.2, how="mail")(confirm)


@verb("agreement: change proposed", 2)
def change(world: World) -> None:
    """A new version of what runs."""
    world.draw(running(world)).change()


@verb("agreement: extended", 2)
def extend(world: World) -> None:
    """A later last day, or one that is none."""
    version = world.draw(running(world))
    version.change(ends_on=version.ends_on + world.random.choice([-3, 20, 30, 60]) * DAY)


@verb("agreement: where its goals stand")
def rate(world: World) -> None:
    """Then, and now."""
    version = world.draw(running(world))
    for named in world.of(AgreementGoal, agreement_id=version.pk):
        named.record(then_rated=2, now_rated=4, closing_note=world.word("note"))


@verb("agreement: completed", 1.2)
def complete(world: World) -> None:
    """Both kept to it; what was learned is shown to the mentor where the mentee ticks it."""
    version = world.draw(running(world))
    shown = {"learned_shown": world.random.random() < 0.5}
    words = {
        "lessons": world.word("lesson"),
        "thanks_words": world.word("thanks"),
        "thanks_subject": "Thanks",
    }
    version.complete(world.today, **words, **shown)
    _learned(world, version)


def end(world: World, by: str) -> None:
    """One of the two, or both, end it early."""
    version = world.draw(running(world))
    version.end_early(world.today, by, lessons=world.word("lesson"))
    _learned(world, version)


for _by in ("me", "mentor", "both"):
    verb(f"agreement: ended by {_by}", 1, by=_by)(end)


def _learned(world: World, version: MentorAgreement) -> None:
    goals = [named.goal for named in version.agreement_goals.select_related("goal")]
    shown = (version.lessons, version.thanks_words, [(goal.title, goal.success) for goal in goals])
    world.sent[version.mentor_id, "learned", version.pk] = canaries(shown) if version.learned_shown else set()


@verb("agreement: what was learned is shown or hidden")
def show_learned(world: World) -> None:
    """The tick, after the end."""
    version = world.draw(over(world))
    version.record(learned_shown=not version.learned_shown)
    _learned(world, version)


def mark(world: World, fact: ButtonFact) -> None:
    """A button of the table."""
    suited = running(world) if fact in (REVIEWED, CLOSE_PLANNED) else over(world)
    fitting = [one for one in suited if not fact.day(one)]
    version = world.draw_suited(fitting, versions(world))
    version.mark(fact, world.slip())
    if fact == THANKS_SENT:
        # What was sent was sent, whatever the end is written down as afterwards.
        world.sent[version.mentor_id, "thanks", version.pk] = canaries(version.thanks_words)


def forget(world: World, fact: ButtonFact) -> None:
    """And taken back."""
    version = world.draw(one for one in versions(world) if fact.day(one))
    version.forget(fact)
    if fact == THANKS_SENT:
        world.sent[version.mentor_id, "thanks", version.pk] = set()


def do_and_undo(world: World, fact: ButtonFact) -> None:
    """Everything stands as before, links and all."""
    suited = running(world) if fact in (REVIEWED, CLOSE_PLANNED, ENDED, COMPLETED) else over(world)
    version = world.draw(one for one in suited if not fact.day(one) and one.confirmed_on <= world.today)
    before = world.facts()
    if fact in (ENDED, COMPLETED):
        (version.end_early if fact == ENDED else version.complete)(world.today)
    else:
        version.mark(fact, world.today)
    version.forget(fact)
    # Long after the term a change may have a link of its own days, which the end moves, and taking it back ends.
    is_long_over = version.ends_on + DAYS_AFTER_TERM * DAY < world.today
    world.assert_same(before, fact, besides=["expires_at"] if is_long_over else [])


for _fact in (REVIEWED, CLOSE_PLANNED, THANKS_SENT, OUTCOME_SENT):
    verb(f"agreement: {_fact.column}", 1.5, fact=_fact)(mark)
for _fact in (REVIEWED, CLOSE_PLANNED, ENDED, COMPLETED, THANKS_SENT, OUTCOME_SENT):
    verb(f"agreement: {_fact.column} taken back", 5, fact=_fact)(forget)
    verb(f"agreement: {_fact.column} done and undone", 1.2, fact=_fact)(do_and_undo)


@verb("answer: read", 4)
def hear(world: World) -> None:
    """The mentee has read it."""
    answers = world.of(MentorAnswer)
    world.draw_suited([one for one in answers if not one.heard_on], answers).hear(world.today)


@verb("suggestion: taken over", 5)
def take(world: World) -> None:
    """It becomes the text of the next version."""
    world.draw(world.of(Suggestion)).take(world.today)


@verb("suggestion: declined", 5)
def decline(world: World) -> None:
    """The text stays."""
    world.draw(world.of(Suggestion)).decline(world.today)


@verb("message: opened", 3)
def open_message(world: World) -> None:
    """The mentee has read what the mentor said."""
    world.draw(world.of(MentorMessage)).open(world.today)


# The mentor


@verb("the mentor opens the page", 6)
def open_page(world: World) -> None:
    """What stands there can be answered, for as long as it is left open."""
    live = [one for one in world.of(ShareLink) if not one.revoked_at and not one.is_over(world.now)]
    offered = {one.first_key for one in on_offer(world)}
    link = world.draw_suited([one for one in live if one.agreement_id in offered], live)
    found = ShareLink.objects.of_token(link.token)
    assert found == link
    version = found.shown
    if version is None:
        world.draw([])
    key = uuid.UUID(int=world.random.getrandbits(128), version=4)
    world.pages.append((found, version, version.fingerprint(), version.words(), key))


def answer(world: World, kind: str) -> None:
    """To a page that was opened lately, or long ago."""
    standing = {one.pk for one in on_offer(world)}
    live = {one.pk for one in world.of(ShareLink) if not one.revoked_at and not one.is_over(world.now)}
    suited = [page for page in world.pages if page[1].pk in standing and page[0].pk in live]
    page = world.draw_suited(suited, world.pages)
    link, version, shown, words, key = page
    facts: dict[str, Any] = {"kind": kind, "name": world.word("name"), "note": world.word("note")}
    if kind == Kind.ALMOST:
        facts["suggestions"] = {"boundaries": world.word("suggested"), "time": world.word("time")}
    if kind == Kind.NOT_NOW and world.mostly():
        facts["ask_again_on"] = world.today + 40 * DAY
    rest = [one.pk for one in siblings(world, version) if not one.shared_on and not one.confirmed_on]
    given = give_answer(link, key, shown, world.now, **facts)
    world.pages.remove(page)
    world.answered.append((page, given))
    # To these very words, whichever version holds them by now.
    assert (given.kind, given.words, given.agreement.first_key) == (kind, words, version.first_key)
    stands = MentorAgreement.objects.get(pk=given.agreement_id)
    if kind == Kind.YES:
        assert stands.confirmed_words == words == stands.shared_words
        assert MentorAgreement.objects.filter(pk__in=rest, confirmed_on=None, shared_on=None).count() == len(
            rest
        )
    said = canaries(given.name, given.note, [one.text for one in given.suggestions.all()])
    world.sent[version.mentor_id, "answer", given.pk] = said


@verb("answer: sent again", 2)
def answer_again(world: World) -> None:
    """By the same form, whatever it says by now: it is the answer that was given, and nothing changes."""
    (link, _version, shown, _words, key), given = world.draw(world.answered)
    before = world.facts()
    again = give_answer(
        link, key, shown, world.now, kind=world.draw(Kind.values), name=world.word("name"), note=""
    )
    assert (again.pk, again.kind, again.name) == (given.pk, given.kind, given.name)
    world.assert_same(before)


for _kind in Kind.values:
    verb(f"answer: {_kind}", 12 if _kind == "almost" else 8, kind=_kind)(answer)


def say(world: World, kind: str) -> None:
    """A button of the mentor's page; what was unopened of its kind makes room."""
    running_ones = {one.pk: one for one in running(world)}
    links = [(link, link.agreed) for link in world.of(ShareLink) if not link.revoked_at]
    pages = [
        (link, agreement, next_session(agreement, world.now))
        for link, agreement in links
        if agreement and agreement.pk in running_ones and not link.is_over(world.now)
    ]
    suited = [page for page in pages if page[2] or kind == MentorMessage.Kind.POINT]
    link, agreement, session = world.draw_suited(suited, pages)
    shown = sign_of(session) if world.random.random() < 0.9 else "7@2026-01-01T09:00:00+00:00"
    text = "" if kind == MentorMessage.Kind.WORKS else world.word("says")
    key = uuid.UUID(int=world.random.getrandbits(128), version=4)
    given = send_message(link, agreement, key, kind, text, shown, world.now)
    assert send_message(link, agreement, key, kind, text, shown, world.now) == given
    world.sent[agreement.mentor_id, "message", given.pk] = canaries(text)


for _kind in MentorMessage.Kind.values:
    verb(f"message: {_kind}", 9, kind=_kind)(say)


# The clock


def wait(world: World, days: int) -> None:
    """Days pass."""
    world.wait(days)


for _days, _weight in ((1, 3), (8, 1.5), (31, 0.6), (100, 0.4)):
    verb(f"{_days} days pass", _weight, days=_days)(wait)
