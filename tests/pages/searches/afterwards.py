"""The first page when an agreement is over."""

from tests.pages.searches.told import MUSTS, stands


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
