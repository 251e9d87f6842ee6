"""Goals and steps: what makes one specific, its verbs, and what the database itself refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from mentoring.models import Goal, GoalStep
from mentoring.models.goals import DONE
from tests.factories import GoalFactory, GoalStepFactory, MentorCriterionFactory


def refused(queryset, **values):
    """The database, asked past every model and form, says no."""
    with pytest.raises(IntegrityError), transaction.atomic():
        queryset.update(**values)


# Numbers and phrases


def test_goal_number_counts_for_each_person_alone(alice, bob):
    first, second, other = GoalFactory(owner=alice), GoalFactory(owner=alice), GoalFactory(owner=bob)

    assert [first.short, second.short, other.short] == ["G1", "G2", "G1"]


def test_goal_number_follows_the_highest_whatever_was_deleted_before(alice):
    first = GoalFactory(owner=alice)
    GoalFactory(owner=alice)
    first.delete()

    assert GoalFactory(owner=alice).number == 3


def test_goal_active_leaves_out_achieved_and_parked(alice, today):
    active = GoalFactory(owner=alice)
    GoalFactory(owner=alice, achieved_on=today)
    GoalFactory(owner=alice, parked_on=today)

    assert list(Goal.objects.owned_by(alice).active()) == [active]


def test_goal_with_steps_counts_done_and_all(alice, today):
    goal = GoalFactory(owner=alice)
    GoalStepFactory(goal=goal, done_on=today)
    GoalStepFactory.create_batch(2, goal=goal)
    GoalFactory(owner=alice)

    counts = [(goal.steps_done, goal.steps_all) for goal in Goal.objects.owned_by(alice).with_steps()]

    assert counts == [(1, 3), (0, 0)]


def test_goal_without_criterion_names_active_ones_only(alice, today):
    served, unserved = GoalFactory(owner=alice), GoalFactory(owner=alice)
    GoalFactory(owner=alice, parked_on=today)
    MentorCriterionFactory(owner=alice).goals.add(served)

    assert list(Goal.objects.owned_by(alice).without_criterion()) == [unserved]


# Verbs


def test_goal_is_achieved_parked_and_taken_up(alice, today):
    goal = GoalFactory(owner=alice)

    goal.achieve(today)
    assert (goal.status, goal.achieved_on, goal.parked_on) == ("achieved", today, None)

    goal.park(today)
    assert (goal.status, goal.achieved_on, goal.parked_on) == ("parked", None, today)

    goal.take_up()
    assert (goal.status, goal.achieved_on, goal.parked_on) == ("active", None, None)
    assert goal.revision == 4


def test_step_goes_to_the_end_and_moves(alice):
    goal = GoalFactory(owner=alice)
    first, second, third = (GoalStepFactory(goal=goal, text=text) for text in "abc")

    assert third.move(-1) is True
    assert [str(step) for step in goal.steps.all()] == ["a", "c", "b"]

    first.refresh_from_db()
    assert first.move(-1) is False
    second.refresh_from_db()
    assert second.move(1) is False
    assert [str(step) for step in goal.steps.all()] == ["a", "c", "b"]


def test_step_is_ticked_and_unticked(alice, today):
    step = GoalStepFactory(goal__owner=alice)

    step.mark(DONE, today)
    assert list(GoalStep.objects.owned_by(alice).open()) == []

    step.forget(DONE)
    assert list(GoalStep.objects.owned_by(alice).open()) == [step]


# Specific enough?


def test_goal_checks_name_what_is_missing(alice, today):
    GoalFactory(owner=alice, title="Be better", success="  ")

    goal = Goal.objects.owned_by(alice).with_steps().get()

    assert [(check.key, check.passed) for check in goal.checks(today)] == [
        ("area", False),
        ("success", False),
        ("target", False),
        ("step", False),
        ("wording", False),
    ]


def test_goal_is_specific_enough_when_every_check_holds(alice, today):
    target_on = today + dt.timedelta(days=60)
    goal = GoalFactory(owner=alice, area="skill", success="We end on time", target_on=target_on)
    GoalStepFactory(goal=goal)

    assert all(check.passed for check in Goal.objects.owned_by(alice).with_steps().get().checks(today))


@pytest.mark.parametrize(("days", "passed"), [(-1, False), (0, True), (364, True), (400, False)])
def test_goal_target_date_lies_ahead_and_within_a_year(alice, today, days, passed):
    GoalFactory(owner=alice, target_on=today + dt.timedelta(days=days))

    goal = Goal.objects.owned_by(alice).with_steps().get()

    assert next(check.passed for check in goal.checks(today) if check.key == "target") is passed


@pytest.mark.parametrize(
    ("obstacle", "then", "said"),
    [
        ("", "", ""),
        ("the week fills up", "do it on the train", "If the week fills up, I’ll do it on the train."),
        ("the week fills up.", "call Beth!", "If the week fills up, I’ll call Beth."),
    ],
)
def test_step_says_its_plan_as_a_sentence(obstacle, then, said):
    assert GoalStep(text="Ask Beth", obstacle=obstacle, then=then).plan == said


# What the database refuses


def test_goal_number_twice_is_refused_by_the_database(alice):
    GoalFactory(owner=alice)
    second = GoalFactory(owner=alice)

    refused(Goal.objects.filter(pk=second.pk), number=1)


def test_goal_without_a_title_is_refused_by_the_database(alice):
    refused(Goal.objects.filter(pk=GoalFactory(owner=alice).pk), title="")


def test_goal_of_an_unknown_area_is_refused_by_the_database(alice):
    refused(Goal.objects.filter(pk=GoalFactory(owner=alice).pk), area="fame")


def test_goal_both_achieved_and_parked_is_refused_by_the_database(alice, today):
    refused(Goal.objects.filter(pk=GoalFactory(owner=alice).pk), achieved_on=today, parked_on=today)


def test_goal_of_a_form_sent_twice_is_refused_by_the_database(alice, bob):
    first, second, other = GoalFactory(owner=alice), GoalFactory(owner=alice), GoalFactory(owner=bob)

    refused(Goal.objects.filter(pk=second.pk), form_key=first.form_key)
    Goal.objects.filter(pk=other.pk).update(form_key=first.form_key)


def test_step_without_a_text_is_refused_by_the_database(alice):
    refused(GoalStep.objects.filter(pk=GoalStepFactory(goal__owner=alice).pk), text="")


def test_step_of_a_form_sent_twice_is_refused_by_the_database(alice):
    goal = GoalFactory(owner=alice)
    first, second = GoalStepFactory(goal=goal), GoalStepFactory(goal=goal)

    refused(GoalStep.objects.filter(pk=second.pk), form_key=first.form_key)
