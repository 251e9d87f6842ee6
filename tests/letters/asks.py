"""The people and the goal of these asks, and what is said of a message."""

import datetime as dt

from mentoring.advice import suggestions
from mentoring.letters import Ask, Check, Letter, check_ask
from mentoring.management import demo
from mentoring.models import Contact, Goal, MentorCriterion, User

LEILA = User(name="Leila Haddad", email="leila@example.org")
ELENA = Contact(name="Elena Petrova", company="Kestrel")
RUTH = Contact(name="Ruth Abernethy")
GOAL = Goal(title="Read the balance sheet and explain how each unit contributes.")
OPERATIONS = "Has run operations for a team of 30 or more"
YEARS = "At least 20 years post-degree"
TODAY = dt.date(2026, 11, 18)
IN_TIME = {
    "why": "I now sign off spending, and can’t see what my team does in it.",
    "answer_by": dt.date(2026, 11, 27),
    "today": TODAY,
}


def compose_ask(*said, own=None, **more) -> Letter:
    return Ask(*said, **more).letter(own)


def must(*texts: str) -> list[MentorCriterion]:
    return [MentorCriterion(text=text, importance="must") for text in texts]


def checked(message: str, criteria=(), **more) -> list[Check]:
    return check_ask(message, Ask(LEILA, ELENA, criteria=criteria, **more))


def failed(message: str, criteria=(), **more) -> set[str]:
    return {check.key for check in checked(message, criteria, **more) if not check.passed}


SUGGESTED = sorted(
    {str(suggestion.text) for suggestion in suggestions.every()}
    | {facts[0] for facts, _answers in demo.CRITERIA}
)
