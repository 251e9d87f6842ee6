"""The first page from a good fit to the last day of an agreement."""

from tests.pages.searches.told import MUSTS, fits, stands


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
