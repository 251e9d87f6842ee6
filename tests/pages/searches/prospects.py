"""The first page with prospects whom nobody was asked about."""

from tests.pages.searches.told import MUSTS, looking, stands


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
