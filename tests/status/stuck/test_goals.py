"""Goals of which no step was done for a month."""

import pytest

from tests.searches import TODAY
from tests.status.stuck.findings import found, said


def test_step_names_the_goal_that_stood_longest(search, alice):
    search.goal("Lead former peers", ago=100, steps=2, done=(40,))
    search.goal("Read the balance sheet", ago=100, steps=3, done=(50,))
    search.goal("Visit three plants", ago=100, steps=1, done=(10,))
    search.goal("Speak up", ago=40, achieved_on=TODAY)

    assert said(found(alice)["stuck.step"]) == (
        "No progress on two goals for a month",
        "“Read the balance sheet” has two steps left. The last was done on 21 January.",
        "Next small step: “Write agenda 2”",
    )


@pytest.mark.parametrize(
    ("steps", "done", "facts"),
    [
        (0, (), "“Lead former peers” has no steps. You wrote it down on 2 December 2025."),
        (1, (90,), "“Lead former peers” has no steps left. The last was done on 12 December 2025."),
        (1, (), "“Lead former peers” has one step, not done since 2 December 2025."),
        (2, (), "“Lead former peers” has two steps, none done since 2 December 2025."),
        (2, (90,), "“Lead former peers” has one step left. The last was done on 12 December 2025."),
    ],
)
def test_step_says_what_the_records_say(search, alice, steps, done, facts):
    search.goal("Lead former peers", ago=100, steps=steps, done=done)

    assert found(alice)["stuck.step"].facts == facts


@pytest.mark.parametrize(("days", "is_stuck"), [(28, False), (29, True)])
def test_goal_stands_still_after_more_than_a_month(search, alice, days, is_stuck):
    search.goal(ago=100, steps=2, done=(days,))

    assert ("stuck.step" in found(alice)) == is_stuck


def test_last_of_the_steps_done_counts_and_the_goal_written_first_comes_first(search, alice):
    search.goal("Lead former peers", ago=100, steps=2, done=(40, 50))
    search.goal("Read the balance sheet", ago=100, steps=2, done=(40,))

    one = found(alice)["stuck.step"]

    assert one.title == "No progress on two goals for a month"
    assert one.facts == "“Lead former peers” has no steps left. The last was done on 31 January."
    assert one.advice == "Write down one small step"
