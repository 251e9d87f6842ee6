"""What goals suggest: the data is sound, nothing is offered twice, one click makes one criterion."""

import re
import uuid

import pytest

from mentoring.advice import suggestions
from mentoring.models import Goal, MentorCriterion
from tests.factories import GoalFactory, MentorCriterionFactory

EVERY = suggestions.every()


def keys(offers):
    return [offer.suggestion.key for offer in offers]


# The data


def test_suggestions_have_keys_and_words_of_their_own():
    listed = {
        id(suggestion): suggestion
        for group in (
            *suggestions.BY_AREA.values(),
            *suggestions.QUALITIES,
            *(situation.criteria for situation in suggestions.SITUATIONS),
            suggestions.GENERAL,
            [suggestion for _question, suggestion in suggestions.PRACTICAL],
        )
        for suggestion in group
    }

    assert len({suggestion.key for suggestion in listed.values()}) == len(listed) == len(EVERY)
    for words in ("text", "question"):
        assert len({str(getattr(suggestion, words)).casefold() for suggestion in EVERY}) == len(EVERY)


@pytest.mark.parametrize("suggestion", EVERY, ids=lambda suggestion: suggestion.key)
def test_suggestion_has_a_question_one_can_say(suggestion):
    question = str(suggestion.question)

    assert question.endswith("?")
    assert 3 < len(question.split()) <= 20


def test_situations_hold_four_each_and_require_nothing_that_is_optional():
    for situation in suggestions.SITUATIONS:
        assert (len(situation.must), len(situation.nice)) == (2, 2)
        assert not any(suggestion.is_optional for suggestion in situation.must)
    assert [one.key for one in EVERY if one.is_optional] == ["working-parent"]


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
    assert criterion.question == str(suggestion.question)
    assert "controller" in criterion.search_words
    assert list(criterion.goals.all()) == [goal]


def test_suggestion_accepted_twice_makes_one_criterion(alice, bob):
    suggestion = suggestions.by_key("time")
    suggestions.accept(bob, suggestion, "nice", [])

    first, is_new = suggestions.accept(alice, suggestion, "must", [])
    second, is_new_again = suggestions.accept(alice, suggestion, "nice", [])

    assert (first, is_new, is_new_again) == (second, True, False)
    assert [c.importance for c in MentorCriterion.objects.owned_by(alice)] == ["must"]


def test_suggestion_that_is_optional_is_never_made_a_must_have(alice):
    criterion, _new = suggestions.accept(alice, suggestions.by_key("working-parent"), "must", [])

    assert criterion.importance == "nice"


# Where a list may start


def situation(key):
    return next(one for one in suggestions.SITUATIONS if one.key == key)


def test_start_makes_what_is_not_there_yet_and_serves_the_goals_that_call_for_it(alice, bob):
    role, other = GoalFactory(owner=alice, area="role"), GoalFactory(owner=alice, area="skill")
    suggestions.accept(alice, suggestions.by_key("time"), "nice", [])
    suggestions.accept(bob, suggestions.by_key("led-peers"), "nice", [])

    new = suggestions.start_from(alice, situation("first-time-leading"), uuid.uuid4())

    assert [(criterion.suggestion, criterion.importance) for criterion in new] == [
        ("led-peers", "must"),
        ("first-year", "nice"),
        ("agenda-and-all", "nice"),
    ]
    assert [criterion.goals.count() for criterion in new] == [1, 1, 0]
    assert (role.criteria.count(), other.criteria.count()) == (2, 0)
    assert suggestions.start_from(alice, situation("first-time-leading"), uuid.uuid4()) == []


def test_qualities_are_not_offered_once_a_choice_is_made(alice):
    everything = [[offer.suggestion.key for offer in choice] for choice in suggestions.qualities([])]
    suggestions.accept(alice, suggestions.by_key("commanding"), "nice", [])

    left = suggestions.qualities(MentorCriterion.objects.owned_by(alice))

    assert ["nurturing", "commanding"] in everything
    assert [keys(choice) for choice in left] == [one for one in everything if "commanding" not in one]
