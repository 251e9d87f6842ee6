"""The best fits, the goals, and what twelve weeks held."""

import datetime as dt

from tests import stories
from tests.factories import ContactFactory, GoalFactory, MentorCriterionFactory
from tests.pages.dashboard.standing import stand
from tests.stories import JUNE, MARCH, day


def test_best_fits_are_three_and_in_order(alice):
    stories.march(alice)

    found = stand(alice)

    assert [(fit.contact.first_name, fit.must_met, fit.nice_met) for fit in found.fits] == [
        ("Margaret", 4, 3),
        ("Ruth", 3, 1),
        ("Daniel", 2, 3),
    ]
    assert found.prospects == 5


def test_best_fits_ask_for_a_prospect_where_there_is_none(alice):
    GoalFactory(owner=alice)
    contact = ContactFactory(owner=alice)

    without_criteria = stand(alice)
    MentorCriterionFactory(owner=alice)
    with_criteria = stand(alice)
    contact.mark_prospect(MARCH)
    with_prospect = stand(alice)
    contact.delete()
    without_contact = stand(alice)

    assert (without_criteria.fits, without_criteria.asks_for_prospects) == ([], False)
    assert (with_criteria.fits, with_criteria.asks_for_prospects) == ([], True)
    assert [with_prospect.asks_for_prospects, without_contact.asks_for_prospects] == [False, False]


def test_goals_say_how_far_they_are(alice):
    stories.march(alice)
    GoalFactory(owner=alice, title="Parked", parked_on=MARCH)
    GoalFactory(owner=alice, title="Just begun", target_on=dt.date(2027, 1, 31))

    found = stand(alice)

    assert [(row.goal.title, row.line) for row in found.goals] == [
        ("Run a weekly operations meeting people find useful", "2 of 5 steps, by 29 May"),
        ("Read the balance sheet and explain how each unit contributes", "1 of 4 steps, by 31 July"),
        ("Settle into leading people who were my peers", "0 of 3 steps, no date yet"),
        ("Just begun", "No steps yet, by 31 January 2027"),
    ]


def test_goals_achieved_never_crowd_out_those_worked_on(alice):
    for number in range(6):
        GoalFactory(owner=alice, title=f"Achieved {number}", achieved_on=day(2, 1))
    GoalFactory(owner=alice, title="Worked on")

    titles = [row.goal.title for row in stand(alice).goals]

    assert titles == ["Achieved 0", "Achieved 1", "Achieved 2", "Achieved 3", "Worked on"]


def test_goals_name_the_mentor_with_whom_they_are_worked_on(alice):
    story = stories.june(alice)
    GoalFactory(owner=alice, title="On my own")

    mentors = {row.goal.title: row.mentors for row in stand(alice, JUNE).goals}

    assert mentors["On my own"] == ""
    assert [mentors[goal.title] for goal in story.agreement.goals.all()] == ["Margaret", "Margaret"]


def test_twelve_weeks_are_one_line(alice):
    story = stories.march(alice)

    assert stand(alice).activity == "five asks, three introductions, one meeting"
    story.margaret.introductions_to.all().delete()
    assert stand(alice, day(12, 12)).activity == ""
