"""Criteria that rule people out, that nobody answered, or that pass a goal by."""

import pytest
from django.urls import reverse

from mentoring.models import MentorCriterion
from tests.searches import TODAY
from tests.status.stuck.findings import fail, found, said


def test_must_have_that_three_fail_says_whom_it_would_let_in(search, alice):
    fail(search, ("++-", "+--", "?+-"))

    one = found(alice)["stuck.must"]

    assert said(one) == (
        "A must-have rules out three prospects",
        "Of three prospects, Daniel, Ruth and Yusuf don’t meet “Lives within 30 km”. "
        "As a nice-to-have it would let in Ruth and Yusuf.",
        "Try it as a nice-to-have",
    )
    km = MentorCriterion.objects.get(text="Lives within 30 km")
    assert one.url == f"/trade-offs/?without={km.pk}"


def test_must_have_that_two_fail_or_nobody_knows_is_no_pattern(search, alice):
    fail(search, ("++-", "++-", "++?"))

    assert "stuck.must" not in found(alice)


def test_must_have_that_lets_nobody_in_says_so(search, alice):
    fail(search, ("--+", "--+", "--+"))

    one = found(alice)["stuck.must"]

    assert one.facts.endswith("don’t meet “Has run operations”.")
    assert one.change == (
        "Each of them misses another must-have, too, so changing this one alone wouldn’t let anyone in."
    )


def test_must_have_that_most_fail_is_named(search, alice):
    fail(search, ("-+-", "-+-", "-+-", "++-"), names=("Ruth", "Daniel", "Yusuf", "Hannah"))

    one = found(alice)["stuck.must"]

    assert one.title == "A must-have rules out four prospects"
    assert one.facts == (
        "Of four prospects, Daniel, Hannah, Ruth and one more don’t meet “Lives within 30 km”."
    )
    assert one.change == "As a nice-to-have it would let in Hannah."


def test_nice_to_have_rules_nobody_out(search, alice):
    fail(search, ("++-", "++-", "++-"))
    MentorCriterion.objects.get(text="Lives within 30 km").make_nice()

    assert "stuck.must" not in found(alice)


def test_trying_without_it_says_the_same(search, alice, client_alice):
    fail(search, ("++-", "+--", "+--"))

    page = client_alice.get(found(alice)["stuck.must"].url).content.decode()

    assert "let in Ruth." in found(alice)["stuck.must"].change
    assert "Ruth would then meet every must-have." in page


def test_goal_says_which_criteria_pass_it_by(search, alice):
    search.goal("Read the balance sheet")
    search.criteria("Has run operations")
    search.goal("Lead former peers.")
    parked = search.goal("Learn to sail")
    parked.park(TODAY)

    assert said(found(alice)["stuck.goal"]) == (
        "One goal has no criteria",
        "Your one criterion doesn’t serve “Lead former peers”.",
        "Write a criterion for it",
    )


def test_several_goals_ask_nothing(search, alice):
    first = search.goal("Read the balance sheet")
    search.goal("Lead former peers")
    search.criteria("Has run operations", "Lives within 30 km", serve=False)

    one = found(alice)["stuck.goal"]

    assert said(one) == (
        "Two goals have no criteria",
        "None of your two criteria serves “Read the balance sheet” and “Lead former peers”.",
        "Write a criterion for the first",
    )
    assert one.url == f"/criteria/new/?goal={first.pk}"


@pytest.mark.parametrize(("days", "is_stuck"), [(6, False), (7, True)])
def test_first_goal_has_a_week_before_it_is_called_forgotten(search, alice, days, is_stuck):
    search.goal(ago=days)

    assert ("stuck.goal" in found(alice)) == is_stuck


@pytest.mark.parametrize(("days", "is_stuck"), [(6, False), (7, True)])
def test_first_prospect_has_a_week_before_the_criterion_is_called_forgotten(search, alice, days, is_stuck):
    search.goal()
    search.criteria("Has run operations")
    search.prospect("Ruth", ago=days)
    search.prospect("Daniel", ago=1)

    assert ("stuck.criterion" in found(alice)) == is_stuck


@pytest.mark.parametrize(("signs", "is_stuck"), [(("+?", "-?", "??"), False), (("+?", "-?", "+?"), True)])
def test_three_answers_are_enough_to_ask_for_the_rest(search, alice, signs, is_stuck):
    search.goal()
    search.criteria("Has run operations", "Lives within 30 km")
    for name, answers in zip(("Ruth", "Daniel", "Yusuf"), signs, strict=True):
        search.prospect(name, answers)

    assert ("stuck.criterion" in found(alice)) == is_stuck


def test_several_criteria_nobody_is_assessed_on(search, alice):
    search.goal()
    search.criteria("Has run operations", "Lives within 30 km")
    ruth = search.prospect("Ruth", ago=20)

    one = found(alice)["stuck.criterion"]

    assert said(one) == (
        "Two criteria haven’t been checked with anyone",
        "You don’t know yet how your one prospect does on “Has run operations” and “Lives within 30 km”.",
        "Find out about Ruth first",
    )
    assert one.url == reverse("assessments.edit", args=[ruth.pk])


def test_criterion_nobody_is_assessed_on_begins_with_the_best_fit(search, alice):
    fail(search, ("+-?", "++?", "-+?"))

    one = found(alice)["stuck.criterion"]

    assert said(one) == (
        "One criterion hasn’t been checked with anyone",
        "You don’t know yet how any of your three prospects does on “Lives within 30 km”.",
        "Find out about Daniel first",
    )


def test_criterion_that_only_a_meeting_tells_waits_for_the_first_one(search, alice):
    search.goal()
    search.criteria("Is direct, and kind about it", find_out="meeting")
    search.prospect("Ruth", ago=20)
    before = found(alice)

    search.meet("Ruth", 5, outcome="undecided")

    assert "stuck.criterion" not in before
    assert found(alice)["stuck.criterion"].facts == (
        "You don’t know yet how your one prospect does on “Is direct, and kind about it”."
    )
