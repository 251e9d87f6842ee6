"""What goals suggest: the data is sound, nothing is offered twice, one click makes one criterion."""

import re

import pytest

from mentoring.advice import suggestions
from mentoring.models import Goal, MentorCriterion
from tests.factories import GoalFactory, MentorCriterionFactory

pytestmark = pytest.mark.any_database

EVERY = list(suggestions._BY_KEY.values())


def keys(offers):
    return [offer.suggestion.key for offer in offers]


# The data


def test_suggestions_have_keys_of_their_own():
    listed = [
        *sum(suggestions.BY_AREA.values(), ()),
        *suggestions.GENERAL,
        *(s for _q, s in suggestions.PRACTICAL),
    ]

    assert len({suggestion.key for suggestion in listed}) == len(listed) == len(EVERY)
    assert len({str(suggestion.text).casefold() for suggestion in listed}) == len(listed)


def test_suggestions_keep_the_keys_that_others_ask_for():
    assert {"time", "near", "industry", "personality", "approach"} <= {suggestion.key for suggestion in EVERY}


@pytest.mark.parametrize("suggestion", EVERY, ids=lambda suggestion: suggestion.key)
def test_suggestion_makes_a_valid_criterion(suggestion, alice):
    criterion, _new = suggestions.accept(alice, suggestion, "nice", [])

    criterion.full_clean()
    assert re.fullmatch(r"[a-z-]{3,40}", criterion.suggestion)


@pytest.mark.parametrize("area", Goal.Area.values)
def test_suggestions_exist_for_every_area(area):
    assert len(suggestions.BY_AREA[area]) >= 3


def test_suggestion_by_key_knows_what_there_is_and_nothing_else():
    assert suggestions.by_key("near").kind == "practicality"
    assert suggestions.by_key("") is None
    assert suggestions.by_key("riches") is None


# What is offered


def test_suggestions_come_from_each_goal_in_turn_then_for_any_goal(alice):
    skill, role = GoalFactory(owner=alice, area="skill"), GoalFactory(owner=alice, area="role")

    offers = suggestions.for_goals([skill, role], [])

    assert [(offer.suggestion.key, offer.goals) for offer in offers[:3]] == [
        ("chaired-weekly", [skill]),
        ("from-within", [role]),
        ("does-it", [skill]),
    ]
    assert keys(offers)[-2:] == ["personality", "approach"]


def test_suggestions_of_two_goals_of_one_area_are_offered_once(alice):
    goals = [GoalFactory(owner=alice, area="skill"), GoalFactory(owner=alice, area="skill")]

    offers = suggestions.for_goals(goals, [])

    assert len(keys(offers)) == len(set(keys(offers)))
    assert offers[0].goals == goals


def test_suggestions_leave_out_goals_that_rest_or_have_no_area(alice, today):
    goals = [GoalFactory(owner=alice, area="skill", parked_on=today), GoalFactory(owner=alice)]

    assert keys(suggestions.for_goals(goals, [])) == ["personality", "approach"]


def test_suggestions_leave_out_what_a_criterion_says_already(alice):
    goal = GoalFactory(owner=alice, area="skill")
    MentorCriterionFactory(owner=alice, text="Chairs well", suggestion="chaired-weekly")
    MentorCriterionFactory(owner=alice, text="direct, and KIND about it")

    offered = keys(suggestions.for_goals([goal], MentorCriterion.objects.owned_by(alice)))

    assert "chaired-weekly" not in offered
    assert "personality" not in offered
    assert "does-it" in offered


def test_practicality_questions_know_what_is_covered(alice):
    near = MentorCriterionFactory(owner=alice, text="Within 30 km", suggestion="near")

    questions = suggestions.practicality_questions([near])

    assert [(question.key, question.covered) for question in questions] == [
        ("time", False),
        ("near", True),
        ("industry", False),
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"kind": "practicality"}, True),
        ({"suggestion": "industry"}, True),
        ({"text": "Direct, and kind about it", "kind": "attribute"}, True),
        ({"kind": "experience"}, False),
    ],
)
def test_criterion_needs_no_goal_when_it_suits_any(alice, facts, expected):
    assert suggestions.needs_no_goal(MentorCriterionFactory(owner=alice, **facts)) is expected


# One click


def test_suggestion_accepted_keeps_its_key_words_and_goals(alice):
    goal = GoalFactory(owner=alice, area="business")
    suggestion = suggestions.by_key("balance-sheet")

    criterion, _new = suggestions.accept(alice, suggestion, "must", [goal])

    criterion.refresh_from_db()
    assert (criterion.text, criterion.kind, criterion.importance) == (str(suggestion.text), "skill", "must")
    assert (criterion.find_out, criterion.suggestion) == ("introducer", "balance-sheet")
    assert "controller" in criterion.search_words
    assert list(criterion.goals.all()) == [goal]


def test_suggestion_accepted_twice_makes_one_criterion(alice, bob):
    suggestion = suggestions.by_key("time")
    suggestions.accept(bob, suggestion, "nice", [])

    first, is_new = suggestions.accept(alice, suggestion, "must", [])
    second, is_new_again = suggestions.accept(alice, suggestion, "nice", [])

    assert (first, is_new, is_new_again) == (second, True, False)
    assert [c.importance for c in MentorCriterion.objects.owned_by(alice)] == ["must"]
