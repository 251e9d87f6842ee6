"""The verbs of step 3: asking for introductions, writing to those one knows, courtesies, second thoughts."""

from typing import Any

from mentoring.models import Contact, Introduction
from mentoring.models.introduction_facts import ASKED, CLOSED, COLUMNS, FACTS, NOT_NOW, Fact
from tests.factories import DirectFactory, IntroductionFactory

from .world import DAY, World, verb

Because = Introduction.ClosedBecause


def somebody(world: World, **facts: Any) -> Contact:
    """Any contact, or one with these facts."""
    return world.draw(world.of(Contact, **facts))


@verb("an introduction is thought of", 2)
def begin(world: World) -> Any:
    """Somebody may introduce, to somebody in particular or to anyone who fits."""
    if len(world.of(Introduction)) > 5:
        world.draw([])
    introducer, prospect = world.random.sample(world.of(Contact), 2)
    if prospect.said_no:
        world.draw([])
    return IntroductionFactory(
        owner=world.owner,
        introducer=introducer,
        prospect=prospect if world.mostly() else None,
        message=world.word("message"),
        purpose=world.word("purpose"),
        write_by=world.today + 14 * DAY,
    )


@verb("an approach is thought of", 2)
def begin_direct(world: World) -> Any:
    """Somebody the person knows, to whom they pledge to write, or begin to."""
    if len(world.of(Introduction)) > 5:
        world.draw([])
    taken = {one.prospect_id for one in world.of(Introduction, introducer_id=None)}
    prospect = world.draw(one for one in world.of(Contact) if one.pk not in taken and not one.said_no)
    days = (
        {"pledged_on": world.today, "write_by": world.today + 9 * DAY}
        if world.mostly()
        else {"pledged_on": None}
    )
    return DirectFactory(owner=world.owner, prospect=prospect, message=world.word("message"), **days)


def told(world: World, introduction: Introduction, fact: Fact, on: Any) -> None:
    """Note a fact, with whom it is about and with the pledge where these are said by it."""
    also: dict[str, Any] = {}
    if fact == ASKED:
        also |= {"pledged_on": on, "write_by": on + 14 * DAY}
    if fact.needs_person and not introduction.prospect:
        also["prospect"] = somebody(world)
    introduction.mark(fact, on, **also)


def mark(world: World, fact: Fact) -> None:
    """One fact of the table, mostly where it can have happened."""
    introductions = world.of(Introduction)
    suited = [
        one
        for one in introductions
        if fact.is_open(one) and not one.closed_on and all(getattr(one, name) for name in fact.after)
    ]
    introduction = world.draw_suited(suited, introductions)
    told(world, introduction, fact, world.slip())


for _fact in FACTS:
    if _fact != CLOSED:
        verb(f"introduction: {_fact.verb}", 30 if "followed" in _fact.verb else 6, fact=_fact)(mark)


@verb("introduction: the next courtesy is kept", 2)
def keep(world: World) -> None:
    """What good manners ask for is never refused."""
    owed = [(one, one.next_courtesy(world.owner)) for one in world.of(Introduction)]
    introduction, courtesy = world.draw(pair for pair in owed if pair[1])
    on = max(courtesy.due_on, world.today)
    if on > world.today + 40 * DAY:
        world.draw([])
    if courtesy.fact == CLOSED:
        introduction.close(on, Because.NO_ANSWER)
    else:
        introduction.mark(courtesy.fact, on)
    assert courtesy.fact not in [left.fact for left in introduction.owed(world.owner)]


@verb("introduction: somebody is named", 40)
def name(world: World) -> None:
    """The introducer comes up with somebody."""
    suited = [one for one in world.of(Introduction, prospect_id=None) if one.awaits_answer]
    world.draw_suited(suited, world.of(Introduction)).name_person(world.slip(), somebody(world))


@verb("introduction: somebody else comes of it", 3)
def further(world: World) -> None:
    """A further introduction by the same ask."""
    if len(world.of(Introduction)) > 6:
        world.draw([])
    made = [one for one in world.of(Introduction) if one.made_on and one.introducer_id]
    world.draw(made).lead_to(world.slip(), somebody(world))


@verb("introduction: none came of it after all", 20)
def take_back(world: World) -> None:
    """The further one is taken back."""
    world.draw(one for one in world.of(Introduction) if one.came_from_id).take_back()


def close(world: World, because: str) -> None:
    """It is over, for a reason."""
    suited = [one for one in world.of(Introduction) if because in one.reasons_to_close]
    world.draw_suited(suited, world.of(Introduction)).close(world.slip(), because)


for _because in Because.values:
    verb(f"introduction: closed, {_because}", 4, because=_because)(close)


@verb("introduction: not now", 2)
def not_now(world: World) -> None:
    """It isn't the time for the person."""
    on = world.slip()
    again_on = world.random.choice([None, on + world.random.randint(0, 60) * DAY])
    suited = [one for one in world.of(Introduction) if one.may_rest]
    world.draw_suited(suited, world.of(Introduction)).say_not_now(on, again_on)


@verb("introduction: not now, taken back", 2)
def not_now_back(world: World) -> None:
    """It is the time after all."""
    world.draw(one for one in world.of(Introduction) if NOT_NOW in one.decided).take_not_now_back()


@verb("introduction: not now, said and taken back", 0.7)
def not_now_and_back(world: World) -> None:
    """What stood before stands again."""
    suited = [one for one in world.of(Introduction) if one.may_rest and NOT_NOW not in one.decided]
    introduction = world.draw(suited)
    before = {name: getattr(introduction.prospect, name) for name in Contact.MENTOR}
    introduction.say_not_now(world.today, world.today + world.random.randint(0, 30) * DAY)
    introduction.take_not_now_back()
    stands = Contact.objects.get(pk=introduction.prospect_id)
    assert {name: getattr(stands, name) for name in Contact.MENTOR} == before


@verb("introduction: undone", 3)
def undo(world: World) -> None:
    """A fact that is there, mostly the last one, or one that isn't."""
    introduction = world.draw(world.of(Introduction))
    told_ones = [name for name in COLUMNS if getattr(introduction, name)]
    fact = world.draw(told_ones[-1:] if world.mostly() else [*COLUMNS, "prospect", "nonsense"])
    introduction.forget(fact, not world.mostly())


@verb("introduction: done and undone", 2)
def do_and_undo(world: World) -> None:
    """The last fact taken back, everything stands as before it, people and all."""
    introduction = world.draw(one for one in world.of(Introduction) if one.prospect_id and not one.closed_on)
    suited = [fact for fact in FACTS if fact != CLOSED and fact.is_open(introduction)]
    fact = world.draw(one for one in suited if all(getattr(introduction, name) for name in one.after))
    before = world.facts()
    told(world, introduction, fact, world.today)
    introduction.forget(fact.column)
    # The pledge stays: it was made, whoever was asked.
    world.assert_same(before, fact, besides=["pledged_on", "write_by"] if fact == ASKED else ())


@verb("introduction: days corrected", 2)
def correct(world: World) -> None:
    """Days of what happened are moved."""
    introduction = world.draw(world.of(Introduction))
    known = [name for name in COLUMNS if getattr(introduction, name)]
    name = world.draw(known)
    day = getattr(introduction, name)
    introduction.correct(**{name: day + world.random.choice([-1, 0, 0, 1, 3]) * DAY})
