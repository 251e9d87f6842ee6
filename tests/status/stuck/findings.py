"""What is found in a search of which something is stuck, and how it is said."""

from mentoring.status import stuck
from mentoring.status.records import Records
from tests.searches import TODAY

FIVE = ("Sam", "Ben", "Priya", "Grace", "Elena")


def found(user):
    """Everything the rules find, by the name of the rule."""
    return {one.key.split(":")[0]: one for one in stuck.found(Records(user, TODAY))}


def said(one):
    """What is read of a finding."""
    return one.title, f"{one.facts} {one.change}".strip(), one.advice


def fail(search, signs, names=("Ruth", "Daniel", "Yusuf")):
    """A goal, three must-haves, and prospects with these answers."""
    search.goal()
    search.criteria("Has run operations", "Reads a balance sheet", "Lives within 30 km")
    for name, answers in zip(names, signs, strict=True):
        search.prospect(name, answers)
