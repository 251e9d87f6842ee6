"""The first page after a first meeting."""

from tests.pages.searches.told import MUSTS, looking, stands


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
