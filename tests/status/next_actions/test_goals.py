"""What goals, their steps and a person's own reminders ask for."""

import datetime as dt

import pytest
from django.urls import reverse

from mentoring.status import next_actions
from mentoring.status.next_actions.sessions import next_time
from tests import stories
from tests.factories import (
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    PostponementFactory,
    ReminderFactory,
)
from tests.status.next_actions.reading import confirmed, only
from tests.stories import MARCH, at, day


@pytest.mark.parametrize(
    ("due_on", "group"),
    [
        (day(3, 11), "today"),
        (day(3, 12), "today"),
        (day(3, 26), "later"),
        (day(3, 27), None),
        (None, None),
    ],
)
def test_step_comes_up_two_weeks_ahead(alice, due_on, group):
    story = stories.with_criteria(alice)
    step = story.balance.steps.all()[2]
    step.record(due_on=due_on, text="Draft the one-page quarter summary")

    action = only(next_actions.for_user(alice, MARCH), "step.")

    if group is None:
        assert action is None
    else:
        assert (action.key, action.group(MARCH)) == (f"step.ticked:{step.pk}", group)
        assert action.title == "Draft the one-page quarter summary"
        assert (action.why, action.is_late(MARCH)) == ("", False)
        assert action.done_url == reverse("steps.ticked", args=[step.pk])


@pytest.mark.parametrize(
    ("due_on", "why"),
    [
        (day(3, 11), ""),
        (day(3, 12), "For your session on 20 March."),
        (day(3, 20), "For your session on 20 March."),
        (day(3, 21), ""),
    ],
)
def test_step_says_for_which_session_it_is(alice, margaret, due_on, why):
    goal, other = GoalFactory.create_batch(2, owner=alice)
    confirmed(alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 1), goals=[goal])
    for moment in (at(3, 24), at(3, 20), at(3, 11)):  # the last one isn’t written down yet
        MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=moment)
    # Planned for this evening, and held earlier.
    MeetingFactory(
        owner=alice,
        contact=margaret,
        kind="session",
        starts_at=at(3, 12, 18),
        held_on=MARCH,
        recorded_on=MARCH,
    )
    steps = [GoalStepFactory(goal=one, due_on=due_on) for one in (goal, other)]

    whys = {action.key: action.why for action in next_actions.for_user(alice, MARCH)}

    assert [whys[f"step.ticked:{step.pk}"] for step in steps] == [why, ""]


@pytest.mark.parametrize(
    ("due_on", "is_shared", "then"),
    [
        (day(3, 12), True, day(3, 20)),
        (day(3, 1), True, day(3, 20)),
        (None, True, day(3, 20)),
        (day(3, 20), True, day(4, 10)),
        (day(4, 10), True, day(4, 17)),  # after the last session there is, a week later
        (day(3, 13), False, day(3, 20)),
        (day(3, 1), False, day(3, 19)),
    ],
)
def test_until_next_time_is_the_next_session_about_the_goal(alice, margaret, due_on, is_shared, then):
    goal, other = GoalFactory.create_batch(2, owner=alice)
    confirmed(
        alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 1), goals=[goal if is_shared else other]
    )
    for moment in (at(3, 20), at(4, 10)):
        MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=moment)
    MeetingFactory(owner=alice, contact=margaret, starts_at=at(3, 16))

    assert next_time(GoalStepFactory(goal=goal, due_on=due_on), at(3, 12)) == then


@pytest.mark.parametrize(
    ("due_on", "repeats", "why"),
    [
        (day(3, 1), "no", "Your reminder about Margaret."),
        (day(3, 26), "weekly", "Your reminder about Margaret. Every week."),
        (day(3, 27), "no", None),
    ],
)
def test_own_reminder_comes_up_two_weeks_ahead(alice, margaret, due_on, repeats, why):
    reminder = ReminderFactory(contact=margaret, due_on=due_on, repeats=repeats)

    action = only(next_actions.for_user(alice, MARCH), "reminder.")

    assert (action and (action.title, action.why, action.due_on)) == (why and (reminder.words, why, due_on))


def test_step_of_a_parked_goal_or_a_done_one_asks_for_nothing(alice):
    story = stories.with_criteria(alice)
    parked, done = story.peers.steps.all()[0], story.balance.steps.all()[0]
    for step in (parked, done):
        step.record(due_on=MARCH)
    story.peers.park(MARCH)

    assert only(next_actions.for_user(alice, MARCH), "step.") is None


@pytest.mark.parametrize(
    ("facts", "title", "why"),
    [
        ({"area": ""}, "Say what kind of help you need", "“Run a weekly meeting” could be one of several."),
        ({"title": "Get better"}, "Say what exactly you’ll do", "“Get better” could mean a lot of things."),
        ({"success": " "}, "Say how someone else could tell", "“Run a weekly meeting” has no test yet."),
        ({"target_on": None}, "Decide by when", "“Run a weekly meeting” has no day yet."),
        (
            {"target_on": day(3, 11)},
            "Choose a new day for a goal",
            "“Run a weekly meeting” was planned for 11 March.",
        ),
        (
            {"target_on": dt.date(2027, 3, 13)},
            "Bring a goal’s day within a year",
            "“Run a weekly meeting” is planned for 13 March 2027. What could you do sooner?",
        ),
        (
            {"area": "", "success": "", "target_on": None},
            "Answer the three questions left",
            "“Run a weekly meeting”",
        ),
        ({"target_on": day(3, 12)}, None, None),
    ],
)
def test_goal_is_sharpened_by_what_it_lacks(alice, facts, title, why):
    facts = {
        "title": "Run a weekly meeting", "area": "skill", "success": "Two say so.", "target_on": day(5, 1)
    } | facts  # fmt: skip
    goal = GoalFactory(owner=alice, **facts)
    GoalStepFactory(goal=goal)
    MentorCriterionFactory(owner=alice, kind="practicality").goals.add(goal)
    ContactFactory(owner=alice)
    IntroductionFactory(owner=alice)

    found = [(action.title, action.why) for action in next_actions.for_user(alice, MARCH)]
    action = only(next_actions.for_user(alice, MARCH), "goal.")

    assert found == ([(title, why)] if title else [])
    assert action is None or (action.url, action.due_on) == (f"/goals/{goal.pk}/#coach", None)


def test_goal_put_off_question_by_question_asks_for_the_next(alice):
    goal = GoalFactory(owner=alice, title="Improve")

    first = only(next_actions.for_user(alice, MARCH), "goal.area")
    PostponementFactory(owner=alice, action=first.key)
    second = only(next_actions.for_user(alice, MARCH), "goal.success")

    assert (first.key, second.key) == (f"goal.area:{goal.pk}", f"goal.success:{goal.pk}")
    assert (first.title, second.title) == ("Answer the five questions left", "Answer the four questions left")


def test_what_has_no_day_has_none_either_once_it_comes_back(alice):
    MentorCriterionFactory(owner=alice)
    goal = GoalFactory(owner=alice, title="Improve")
    PostponementFactory(owner=alice, action=f"goal.area:{goal.pk}", until_on=MARCH)

    assert only(next_actions.for_user(alice, MARCH), "goal.area").due_on is None
