"""What the search asks for: criteria, and one more person at a time."""

import datetime as dt

import pytest

from mentoring.status import next_actions
from tests import stories
from tests.factories import (
    ContactFactory,
    DirectFactory,
    GoalFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    ProspectFactory,
    TieFactory,
)
from tests.status.next_actions.reading import only
from tests.stories import MARCH, at


def test_goal_is_for_today_until_there_is_a_criterion(alice):
    goal = GoalFactory(owner=alice)
    assert [action.due_on for action in next_actions.for_user(alice, MARCH)] == [MARCH, MARCH]

    MentorCriterionFactory(owner=alice).goals.add(goal)

    assert only(next_actions.for_user(alice, MARCH), "goal.").due_on is None


def test_goal_without_a_criterion_is_pointed_out(alice):
    story = stories.with_criteria(alice)
    for criterion in story.musts + story.nices:
        criterion.goals.remove(story.peers)

    action = only(next_actions.for_user(alice, MARCH), "goal.criterion")

    assert action.key == f"goal.criterion:{story.peers.pk}"
    assert action.title == "Choose what a mentor should bring"
    assert action.why == "For “Settle into leading people who were my peers”."


@pytest.mark.parametrize(
    ("kinds", "asks"), [([], False), (["skill"], True), (["skill", "practicality"], False)]
)
def test_practicalities_are_always_asked_about(alice, kinds, asks):
    for kind in kinds:
        MentorCriterionFactory(owner=alice, kind=kind)

    action = only(next_actions.for_user(alice, MARCH), "criteria.practicalities")

    assert bool(action) is asks


def test_network_goes_on_one_thing_at_a_time(alice):
    def keys():
        return [a.key for a in next_actions.for_user(alice, MARCH) if a.key.startswith("network")]

    said = [keys()]
    MentorCriterionFactory(owner=alice)
    said.append(keys())
    contact = ContactFactory(owner=alice)
    said.append(keys())
    contact.mark_prospect(MARCH)
    said.append(keys())
    IntroductionFactory(owner=alice, introducer__owner=alice, prospect=contact)
    said.append(keys())

    assert said == [[], ["network.contacts"], ["network.prospect"], ["network.ask"], []]


def test_a_first_ask_names_whom_one_meets_or_knows(alice):
    MentorCriterionFactory(owner=alice)
    ProspectFactory(owner=alice)

    def ask():
        return only(next_actions.for_user(alice, MARCH), "network.ask")

    ben, eve = (ContactFactory(owner=alice, name=name, may_introduce=True) for name in ("Ben", "Eve"))
    TieFactory(contact=ContactFactory(owner=alice, name="No introducer"))
    assert (ask().why, ask().url) == ("Pick someone who knows people you don’t.", "/introductions/new/")

    lately, years = MARCH - dt.timedelta(days=30), MARCH - dt.timedelta(days=1500)
    TieFactory(contact=ben, sent=3, received=3, first_on=years, last_on=years)
    TieFactory(contact=eve, sent=3, received=3, first_on=years, last_on=lately)
    said = "Eve could introduce you. You wrote to each other six times, last four weeks ago."
    assert (ask().why, ask().url) == (said, f"/introductions/new/?from={eve.pk}")

    MeetingFactory(owner=alice, starts_at=at(3, 13))  # with nobody who introduces
    coming = MeetingFactory(owner=alice, contact=ben, starts_at=at(4, 3))
    assert ask().why == said
    coming.record(starts_at=at(4, 2))
    assert ask().why == "You meet Ben on 2 April: ask then."
    coming.record(starts_at=at(3, 16))
    assert (ask().why, ask().url) == (
        "You meet Ben on Monday: ask then.",
        f"/introductions/new/?from={ben.pk}",
    )


def test_whom_one_knows_can_be_written_to_as_well_as_asked_for(alice):
    def goes_on():
        actions = next_actions.for_user(alice, MARCH)
        return [(a.title, a.url, a.due_on) for a in actions if a.key.startswith("network")]

    MentorCriterionFactory(owner=alice)
    ProspectFactory(owner=alice)
    kofi, abel, _zuri = (
        ProspectFactory(owner=alice, name=name, how_known="We shared an office")
        for name in ("Kofi Mensah", "Abel Ito", "Zuri Abara")
    )
    abel.record(not_now_on=MARCH)
    ask = ("Ask for a first introduction", "/introductions/new/", MARCH)
    said = [goes_on()]
    direct = DirectFactory(owner=alice, prospect=kofi, written_on=MARCH)
    said.append(goes_on())
    direct.record(closed_on=MARCH, closed_because="no_answer")
    said.append(goes_on())

    assert said == [[ask, ("Write to Kofi", f"/introductions/to/{kofi.pk}/", MARCH)], [], [ask]]


def test_where_nobody_is_asked_any_more_the_search_goes_on_today(alice):
    def goes_on():
        actions = next_actions.for_user(alice, MARCH)
        return [(a.title, a.due_on) for a in actions if a.key.startswith("network")]

    def why():
        return only(next_actions.for_user(alice, MARCH), "network").why

    MentorCriterionFactory(owner=alice)
    contact = ProspectFactory(owner=alice, name="Daniel Osei")
    introduction = IntroductionFactory(owner=alice, prospect=contact, asked_on=MARCH)
    said = [goes_on()]
    introduction.record(closed_on=MARCH, closed_because="introducer_declined")
    said.append(goes_on())
    contact.record(not_now_on=MARCH)
    said.append(goes_on())

    assert said == [
        [],
        [("Ask for another introduction", MARCH)],
        [("Mark someone else you admire", MARCH)],
    ]
    # Whoever rests stands on the trail beside it, and is somebody in mind.
    assert why() == "It isn’t the right time for Daniel, and you have no one else in mind."
    contact.record(not_now_on=None, closed_on=MARCH, closed_because="said_no")
    assert why() == "You have no one in mind at the moment."
