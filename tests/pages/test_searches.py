"""Some forty searches, from empty to closed years ago, each with the whole first page: read it from top to bottom."""

from dataclasses import dataclass

import pytest

from mentoring.pages import dashboard
from tests.searches import TODAY, Search, now

MUSTS = ("Has run operations", "Lives within 30 km")


@dataclass(frozen=True)
class Page:
    """What the first page says: sentence, rail, counts, what to do next in order, where it is stuck."""

    title: str
    rail: list[str]
    counts: tuple[int, ...]
    next: list[str]
    stuck: list[str]


SEARCHES = []


def stands(*args):
    """A search, and what its first page says. The counts are the trail's, or those of the running agreement."""

    def remember(story):
        SEARCHES.append(pytest.param(story, Page(*args), id=story.__name__))
        return story

    return remember


def page_of(user) -> Page:
    """The first page of somebody, as data."""
    found = dashboard.standing(user, TODAY, "/")
    counts = tuple(stage.number for stage in found.trail)
    for block in found.together:
        counts += tuple(number for gauge in block.gauges for number in (gauge.big, gauge.value, gauge.max))
    actions = [action.title for group in found.groups for action in (*group.actions, *group.more)]
    rail = [f"{step.state}: {step.line}" for step in found.rail.steps]
    return Page(found.title, rail, counts, actions, [found.stuck.title] if found.stuck else [])


# The beginning


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


# Prospects


def looking(s, **facts):
    """Goal and criteria are there."""
    s.goal(**facts)
    s.criteria(*MUSTS)


@stands(
    "You have one person in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "ahead: Not started"],
    (1, 1, 0, 0, 0, 0),
    ["Ask for a first introduction"],
    [],
)
def a_prospect_and_nobody_asked(s):
    looking(s)
    s.prospect("Ruth Abernethy", "+?")


@stands(
    "You have one person in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "ahead: Not started"],
    (1, 1, 0, 0, 0, 0),
    ["Ask for a first introduction"],
    ["Two criteria haven’t been checked with anyone"],
)
def a_prospect_nobody_found_out_about(s):
    looking(s)
    s.prospect("Ruth Abernethy", ago=7)


@stands(
    "You have one person in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "ahead: Not started"],
    (1, 1, 0, 0, 0, 0),
    ["Ask for a first introduction"],
    [],
)
def a_fresh_prospect_is_given_a_week(s):
    looking(s)
    s.prospect("Ruth Abernethy", ago=6)


@stands(
    "You have one person in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 1 must-have", "now: 1 prospect", "ahead: Not started"],
    (1, 1, 0, 0, 0, 0),
    ["Ask for a first introduction"],
    [],
)
def what_a_meeting_tells_waits_for_one(s):
    s.goal()
    s.criteria("Is kind about it", find_out="meeting")
    s.prospect("Ruth Abernethy", ago=7)


@stands(
    "You have one person in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "ahead: Not started"],
    (1, 1, 0, 0, 0, 0),
    ["Ask for a first introduction"],
    ["Nothing has moved for 30 days"],
)
def a_prospect_for_a_month(s):
    s.goal(ago=40, done=(2,))
    s.criteria(*MUSTS, ago=40)
    s.prospect("Ruth Abernethy", "++", ago=30)


@stands(
    "You have two people in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 2 prospects", "ahead: Not started"],
    (2, 2, 0, 0, 0, 0),
    ["Ask for a first introduction"],
    [],
)
def two_fail_the_same(s):
    looking(s)
    for name in ("Ruth Abernethy", "Daniel Osei"):
        s.prospect(name, "+-")


@stands(
    "You have three people in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 3 prospects", "ahead: Not started"],
    (3, 3, 0, 0, 0, 0),
    ["Ask for a first introduction"],
    ["A must-have rules out three prospects"],
)
def three_fail_the_same(s):
    looking(s)
    for name in ("Ruth Abernethy", "Daniel Osei", "Yusuf Karaca"):
        s.prospect(name, "+-")


@stands(
    "You have two people in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 2 prospects", "ahead: Not started"],
    (3, 2, 0, 0, 0, 0),
    ["Ask for a first introduction"],
    [],
)
def closed_prospects_fail_nothing(s):
    looking(s)
    for name in ("Ruth Abernethy", "Daniel Osei"):
        s.prospect(name, "+-")
    s.prospect("Yusuf Karaca", "+-", closed_on=s.on(1), closed_because="not_a_fit")


# Asking


@stands(
    "You have one person in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 1 introduction", "ahead: Not started"],
    (2, 1, 0, 0, 0, 0),
    [],
    [],
)
def a_draft_of_an_ask(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.ask("Sam Kowalski", "Ruth Abernethy")


@stands(
    "You’ve asked Sam about Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 1 introduction", "ahead: Not started"],
    (2, 1, 1, 0, 0, 0),
    ["Nudge Sam about Ruth"],
    [],
)
def asked_yesterday(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.ask("Sam Kowalski", "Ruth Abernethy", asked=1, pledged=1)


@stands(
    "You’ve asked Sam about Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 1 introduction", "ahead: Not started"],
    (2, 1, 1, 0, 0, 0),
    ["Close your ask to Sam about Ruth"],
    ["Nothing has moved for 40 days"],
)
def asked_and_nudged_and_silent(s):
    s.goal(ago=60, done=(2,))
    s.criteria(*MUSTS, ago=60)
    s.prospect("Ruth Abernethy", "++", ago=60)
    s.ask("Sam Kowalski", "Ruth Abernethy", asked=40, pledged=40, nudged=25)


@stands(
    "You’ve asked five people for an introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 5 contacts, 5 introductions", "ahead: Not started"],
    (5, 0, 0, 0, 0, 0),
    ["Nudge Sam", "Nudge Ben", "Nudge Priya", "Nudge Elena", "Nudge Grace"],
    ["Five asks and no introduction"],
)
def five_asks_and_no_introduction(s):
    looking(s)
    for number, name in enumerate(("Sam", "Ben", "Priya", "Grace", "Elena")):
        s.ask(name, asked=9 - number, pledged=9 - number)


@stands(
    "Elena has introduced you to Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 5 introductions", "ahead: Not started"],
    (6, 1, 1, 1, 0, 0),
    ["Nudge Sam", "Nudge Ben", "Nudge Priya", "Nudge Grace", "Follow up with Ruth"],
    [],
)
def five_asks_one_of_them_heard(s):
    looking(s)
    for number, name in enumerate(("Sam", "Ben", "Priya", "Grace")):
        s.ask(name, asked=9 - number, pledged=9 - number)
    s.ask("Elena", "Ruth Abernethy", asked=9, pledged=9, made=4, written=3, thanked=3)


@stands(
    "You’ve been introduced to Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 6 introductions", "ahead: Not started"],
    (7, 1, 1, 1, 0, 0),
    ["Nudge Sam", "Nudge Ben", "Nudge Priya", "Nudge Elena", "Nudge Grace"],
    ["Five asks since the last introduction"],
)
def five_asks_since_the_last_introduction(s):
    looking(s)
    s.ask("Hannah", "Ruth Abernethy", asked=90, pledged=90, made=80, written=79, thanked=79, closed=50,
          because="no_answer", introducer_informed=49)  # fmt: skip
    for number, name in enumerate(("Sam", "Ben", "Priya", "Grace", "Elena")):
        s.ask(name, asked=9 - number, pledged=9 - number)


@stands(
    "You have one person in mind. Ask for another introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 1 introduction", "ahead: Not started"],
    (2, 1, 1, 0, 0, 0),
    ["Thank Sam for answering", "Ask for another introduction"],
    [],
)
def the_introducer_said_no(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.ask("Sam Kowalski", "Ruth Abernethy", asked=9, pledged=9, closed=2, because="introducer_declined")


@stands(
    "You know what to look for. Next: who else do you admire?",
    ["done: 1 goal", "done: 2 must-have", "now: 5 contacts, 5 introductions", "ahead: Not started"],
    (5, 0, 0, 0, 0, 0),
    ["Mark someone else you admire"],
    ["Five asks and no introduction"],
)
def five_asks_that_are_all_closed(s):
    looking(s)
    for name in ("Sam", "Ben", "Priya", "Grace", "Elena"):
        s.ask(name, asked=60, pledged=60, closed=2, because="no_answer")


# Introduced


@stands(
    "Sam has introduced you to Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 1 introduction", "ahead: Not started"],
    (2, 1, 1, 1, 0, 0),
    ["Write to Ruth"],
    [],
)
def introduced_today(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.ask("Sam Kowalski", "Ruth Abernethy", asked=9, pledged=9, made=0)


@stands(
    "Sam has introduced you to Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 1 introduction", "ahead: Not started"],
    (2, 1, 1, 1, 0, 0),
    ["Use Sam’s introduction: write to Ruth"],
    ["One introduction hasn’t been used"],
)
def an_introduction_lies_unused(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.ask("Sam Kowalski", "Ruth Abernethy", write_by=8, asked=20, pledged=20, made=12, thanked=12)


@stands(
    "You’ve been introduced to Daniel and Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 3 prospects, 2 introductions", "ahead: Not started"],
    (4, 3, 2, 2, 0, 0),
    ["Use Sam’s introduction: write to Daniel", "Use Sam’s introduction: write to Ruth"],
    ["Two introductions haven’t been used"],
)
def two_lie_unused_and_three_fail(s):
    looking(s)
    for name in ("Ruth Abernethy", "Daniel Osei", "Yusuf Karaca"):
        s.prospect(name, "--")
    for name in ("Ruth Abernethy", "Daniel Osei"):
        s.ask("Sam Kowalski", name, write_by=8, asked=20, pledged=20, made=12, thanked=12)


@stands(
    "Sam has introduced you to Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 1 introduction", "ahead: Not started"],
    (2, 1, 1, 1, 0, 0),
    ["Follow up with Ruth"],
    ["Introduced to Ruth, and no meeting booked"],
)
def written_and_no_answer_for_two_weeks(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.ask("Sam Kowalski", "Ruth Abernethy", asked=20, pledged=20, made=14, written=13, thanked=13)


@stands(
    "Sam has introduced you to Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 1 introduction", "ahead: Not started"],
    (2, 1, 1, 1, 0, 0),
    ["Plan a first meeting with Ruth"],
    ["Introduced to Ruth, and no meeting booked"],
)
def answered_and_no_meeting_booked(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.ask(
        "Sam Kowalski", "Ruth Abernethy", asked=20, pledged=20, made=15, written=14, thanked=14, answered=12
    )


@stands(
    "Sam has introduced you to Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect, 1 introduction", "now: 1 meeting"],
    (2, 1, 1, 1, 0, 0),
    ["Prepare to meet Ruth"],
    [],
)
def a_meeting_is_booked(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.ask(
        "Sam Kowalski", "Ruth Abernethy", asked=40, pledged=40, made=25, written=24, thanked=24, answered=23
    )
    s.meet("Ruth Abernethy", -5)


# Met


@stands(
    "You’ve met Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "now: 1 met"],
    (1, 1, 0, 0, 1, 0),
    ["Thank Ruth for meeting you", "Decide about Ruth", "Ask for a first introduction"],
    [],
)
def met_yesterday_and_undecided(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.meet("Ruth Abernethy", 1, "undecided")


@stands(
    "You have one person in mind. Ask for the first introduction.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "now: 1 meeting"],
    (1, 1, 0, 0, 0, 0),
    ["Write down how it went with Ruth", "Ask for a first introduction"],
    [],
)
def a_meeting_not_written_down(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++")
    s.meet("Ruth Abernethy", 3)


@stands(
    "You know what to look for. Next: who else do you admire?",
    ["done: 1 goal", "done: 2 must-have", "now: 1 contact", "now: 1 meeting"],
    (1, 0, 0, 0, 0, 0),
    ["Thank Ruth anyway", "Mark someone you admire as a prospect"],
    [],
)
def said_no(s):
    looking(s)
    s.prospect("Ruth Abernethy", "++", closed_on=s.on(2), closed_because="said_no")
    s.meet("Ruth Abernethy", 2, "said_no")


@stands(
    "You’ve met Ruth.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "now: 1 met"],
    (1, 1, 0, 0, 1, 0),
    ["Decide about Ruth", "Ask for a first introduction"],
    ["Nothing has moved for 30 days"],
)
def met_a_month_ago_and_nothing_since(s):
    s.goal(ago=90, done=(2,))
    s.criteria(*MUSTS, ago=90)
    s.prospect("Ruth Abernethy", "++", ago=60)
    s.meet("Ruth Abernethy", 30, "undecided", thanked=30)


# An agreement


def fits(s):
    """Margaret was met three weeks ago, and it fits."""
    s.goal(ago=40, steps=3, done=(5,))
    s.criteria(*MUSTS, ago=40)
    s.prospect("Margaret Lindqvist", "++", ago=40)
    s.meet("Margaret Lindqvist", 20, "good_fit", thanked=20)


@stands(
    "You’ve met Margaret.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "now: 1 met"],
    (1, 1, 0, 0, 1, 0),
    ["Write an agreement with Margaret", "Ask for a first introduction"],
    [],
)
def a_good_fit(s):
    fits(s)


@stands(
    "You’ve met Margaret, and your agreement is in draft.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "now: 1 met, 1 draft agreement"],
    (1, 1, 0, 0, 1, 0),
    ["Share the agreement with Margaret"],
    [],
)
def an_agreement_in_draft(s):
    fits(s)
    s.agreement("Margaret Lindqvist", -10, -190)


@stands(
    "Margaret has your agreement to read.",
    ["done: 1 goal", "done: 2 must-have", "now: 1 prospect", "now: 1 met, 1 shared agreement"],
    (1, 1, 0, 0, 1, 0),
    ["Ask Margaret about the agreement"],
    [],
)
def an_agreement_shared_a_month_ago(s):
    fits(s)
    s.agreement("Margaret Lindqvist", -10, -190, ago=31, shared=30)


@stands(
    "You’re working with Margaret.",
    [
        "done: 1 goal",
        "done: 2 must-have",
        "done: 1 contact, search paused",
        "now: With Margaret until 13 Sep",
    ],
    (26, 0, 26, 0, 0, 6, 1, 1, 3),
    ["Plan your sessions with Margaret"],
    [],
)
def confirmed_and_not_begun(s):
    fits(s)
    s.agreement("Margaret Lindqvist", -3, -185, confirmed=1)


@stands(
    "You’re working with Margaret.",
    [
        "done: 1 goal",
        "done: 2 must-have",
        "done: 1 contact, search paused",
        "now: With Margaret until 11 Jun",
    ],
    (13, 13, 26, 3, 3, 7, 1, 1, 3),
    ["Review the agreement together", "Prepare your session with Margaret"],
    [],
)
def halfway_with_sessions_on_both_sides(s):
    fits(s)
    s.agreement("Margaret Lindqvist", 91, -91, confirmed=92, review=-2)
    for ago in (80, 50, 20):
        s.meet("Margaret Lindqvist", ago, kind="session", thanked=ago)
    s.meet("Margaret Lindqvist", -10, kind="session")


@stands(
    "You’re working with Margaret.",
    [
        "done: 1 goal",
        "done: 2 must-have",
        "done: 1 contact, search paused",
        "now: With Margaret until 11 Jun",
    ],
    (13, 13, 26, 1, 1, 7, 1, 1, 3),
    ["Plan your next session with Margaret"],
    ["No next session with Margaret"],
)
def no_next_session_and_no_step(s):
    s.goal(ago=100, steps=3, done=(70,))
    s.criteria(*MUSTS, ago=100)
    s.agreement("Margaret Lindqvist", 91, -91, confirmed=92)
    s.meet("Margaret Lindqvist", 30, kind="session", thanked=30)


@stands(
    "You’re working with Margaret.",
    [
        "done: 1 goal",
        "done: 2 must-have",
        "done: 1 contact, search paused",
        "now: With Margaret until 11 Jun",
    ],
    (13, 13, 26, 1, 1, 7, 1, 1, 3),
    [],
    [],
)
def a_session_was_held_six_days_ago(s):
    fits(s)
    s.agreement("Margaret Lindqvist", 91, -91, confirmed=92)
    s.meet("Margaret Lindqvist", 6, kind="session", thanked=6)


@stands(
    "You’re working with Margaret.",
    [
        "done: 1 goal",
        "done: 2 must-have",
        "done: 3 contacts, search paused",
        "now: With Margaret until 29 Aug",
    ],
    (24, 1, 25, 0, 0, 6, 1, 1, 3),
    ["Use Sam’s introduction: write to Ruth", "Prepare your session with Margaret"],
    ["One introduction hasn’t been used"],
)
def a_mentor_and_an_introduction_unused(s):
    fits(s)
    s.agreement("Margaret Lindqvist", 10, -170, confirmed=10)
    s.meet("Margaret Lindqvist", -3, kind="session")
    s.ask("Sam Kowalski", "Ruth Abernethy", write_by=8, asked=20, pledged=20, made=12, thanked=12)


@stands(
    "Your time with Margaret ended on 9 March.",
    [
        "done: 1 goal",
        "done: 2 must-have",
        "done: 1 contact, search paused",
        "now: With Margaret, ended 9 Mar",
    ],
    (26, 26, 26, 1, 1, 7, 1, 1, 3),
    ["Complete the agreement with Margaret"],
    [],
)
def the_last_day_has_passed(s):
    fits(s)
    s.agreement("Margaret Lindqvist", 185, 3, confirmed=185)
    s.meet("Margaret Lindqvist", 20, kind="session", thanked=20)


# Afterwards


@stands(
    "You and Margaret finished on 9 February.",
    ["done: 1 goal, 1 achieved", "done: 2 must-have", "done: 1 prospect", "done: You and Margaret finished"],
    (25, 25, 25, 1, 1, 6, 0, 0, 1),
    [],
    [],
)
def completed_last_month(s):
    s.goal(ago=300, achieved_on=s.on(40))
    s.criteria(*MUSTS, ago=300)
    s.agreement("Margaret Lindqvist", 220, 40, confirmed=221, completed=31)
    s.meet("Margaret Lindqvist", 50, kind="session", thanked=50)


@stands(
    "You’ve asked Sam about Ruth.",
    [
        "done: 1 goal",
        "done: 2 must-have",
        "now: 1 prospect for one goal",
        "now: You and Margaret finished",
    ],
    (3, 1, 1, 0, 0, 0),
    ["Nudge Sam about Ruth"],
    [],
)
def ended_early_and_searching_again(s):
    s.goal(ago=100, done=(2,))
    s.criteria(*MUSTS, ago=100)
    s.agreement("Margaret Lindqvist", 91, -91, confirmed=92, ended=60)
    s.prospect("Ruth Abernethy", "++")
    s.ask("Sam Kowalski", "Ruth Abernethy", asked=2, pledged=2)


@stands(
    "You and Margaret finished on 8 March 2023.",
    ["done: 1 goal, 1 achieved", "done: 2 must-have", "done: 1 prospect", "done: You and Margaret finished"],
    (28, 28, 28, 1, 1, 7, 0, 0, 1),
    ["Stay in touch with Margaret"],
    [],
)
def closed_years_ago(s):
    s.goal(ago=1500, achieved_on=s.on(1100))
    s.criteria(*MUSTS, ago=1500)
    s.agreement("Margaret Lindqvist", 1300, 1100, confirmed=1301, completed=1100)
    s.meet("Margaret Lindqvist", 1150, kind="session", thanked=1150)


@pytest.mark.parametrize(("story", "says"), SEARCHES)
def test_first_page_of_a_search(alice, freeze, story, says):
    freeze(now())
    story(Search(alice))

    assert page_of(alice) == says
