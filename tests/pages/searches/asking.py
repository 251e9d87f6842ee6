"""The first page while introducers are asked."""

from tests.pages.searches.told import MUSTS, looking, stands


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
