"""The first page before anybody is found: goals, criteria and contacts."""

from tests.pages.searches.told import MUSTS, stands


@stands(
    "What do you want to be able to do?",
    ["now: Start here", "ahead: Not started", "ahead: Not started", "ahead: Not started"],
    (),
    [],
    [],
)
def nothing_at_all(s):
    pass


@stands(
    "What do you want to be able to do?",
    ["now: Start here", "ahead: Not started", "now: 1 contact", "ahead: Not started"],
    (),
    [],
    [],
)
def only_contacts(s):
    s.person("Sam Kowalski")


@stands(
    "You have a goal. Next: what a mentor should bring.",
    ["now: 1 goal, 1 to sharpen", "ahead: Not started", "ahead: Not started", "ahead: Not started"],
    (),
    ["Answer the five questions left", "Choose what a mentor should bring"],
    [],
)
def a_vague_goal(s):
    s.goal("Be a better leader", area="", success="", steps=0, target=None)


@stands(
    "You have a goal. Next: what a mentor should bring.",
    ["done: 1 goal", "now: Nothing yet", "ahead: Not started", "ahead: Not started"],
    (),
    ["Choose what a mentor should bring"],
    ["One goal has no criteria"],
)
def a_goal_without_criterion_for_a_week(s):
    s.goal(ago=8)


@stands(
    "You know what to look for. Next: who do you know?",
    ["done: 2 goals", "done: 2 must-have", "now: Nothing yet", "ahead: Not started"],
    (),
    ["Start with five people who like you", "Choose what a mentor should bring"],
    ["One goal has no criteria"],
)
def a_goal_that_every_criterion_passes_by(s):
    s.goal("Read the balance sheet")
    s.criteria(*MUSTS)
    s.goal("Lead former peers", ago=1)


@stands(
    "You know what to look for. Next: who do you know?",
    ["done: 4 goals", "done: 2 must-have", "now: Nothing yet", "ahead: Not started"],
    (),
    ["Start with five people who like you"],
    [],
)
def four_active_goals_and_a_parked_one(s):
    for title in ("Read the balance sheet", "Lead former peers", "Close the quarter", "Visit three plants"):
        s.goal(title)
    s.goal("Learn to sail", parked_on=s.on(1))
    s.criteria(*MUSTS)


@stands(
    "You know what to look for. Next: who do you know?",
    ["done: 1 goal", "done: 2 must-have", "now: Nothing yet", "ahead: Not started"],
    (),
    ["Start with five people who like you"],
    [],
)
def criteria_and_nobody_yet(s):
    s.goal()
    s.criteria(*MUSTS)


@stands(
    "You know what to look for. Next: who do you know?",
    ["done: 1 goal", "done: 2 must-have", "now: Nothing yet", "ahead: Not started"],
    (),
    ["Start with five people who like you"],
    ["Nothing has moved for 22 days"],
)
def nobody_added_for_three_weeks(s):
    s.goal(ago=22, done=(2,))
    s.criteria(*MUSTS, ago=22)


@stands(
    "You know what to look for. Next: who do you know?",
    ["done: 1 goal", "done: 2 must-have", "now: Nothing yet", "ahead: Not started"],
    (),
    ["Start with five people who like you"],
    [],
)
def three_weeks_to_the_day_are_no_standstill(s):
    s.goal(ago=21, done=(2,))
    s.criteria(*MUSTS, ago=21)


@stands(
    "You know what to look for. Next: who do you admire?",
    ["done: 1 goal", "done: 2 must-have", "now: 1 contact", "ahead: Not started"],
    (1, 0, 0, 0, 0, 0),
    ["Mark someone you admire as a prospect"],
    ["Nothing has moved for 31 days"],
)
def contacts_and_no_prospect_for_a_month(s):
    s.goal(ago=40, done=(2,))
    s.criteria(*MUSTS, ago=40)
    s.person("Sam Kowalski", ago=31)


@stands(
    "You know what to look for. Next: who do you know?",
    ["done: 1 goal", "done: 2 must-have", "now: Nothing yet", "ahead: Not started"],
    (),
    ["Write agenda 1", "Start with five people who like you"],
    [],
)
def a_step_is_late(s):
    goal = s.goal(steps=2)
    goal.steps.first().record(due_on=s.on(4))
    s.criteria(*MUSTS)


@stands(
    "You know what to look for. Next: who do you know?",
    ["done: 2 goals", "done: 2 must-have", "now: Nothing yet", "ahead: Not started"],
    (),
    ["Start with five people who like you"],
    ["No progress on two goals for a month"],
)
def a_goal_stood_still_for_a_month(s):
    s.goal(ago=60, steps=3, done=(29,))
    s.goal("Read the balance sheet", ago=60, steps=3, done=(40,))
    s.criteria(*MUSTS)
