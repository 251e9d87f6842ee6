"""The first page once somebody was introduced."""

from tests.pages.searches.told import looking, stands


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
