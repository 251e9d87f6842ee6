"""What a rule finds: what is stuck, the facts it rests on, the one thing to do; and the numbers of the rules."""

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from ...models.base import Owned
from ...text.text import and_list, number_word

# Five asks without an answer are more than three under way and two that were closed: then it is the ask, or
# the people. Three people who miss the same must-have are a pattern and no accident. Decisions of the product.
ASKS_IN_VAIN = 5
SEVERAL = 3
# Services for mentoring flag a pair that stays more than three weeks in one stage; a search is no faster.
DAYS_IN_ONE_STATE = 21
# "Within two weeks at the very latest" is when somebody who was introduced should have met.
DAYS_TO_A_MEETING = 14
# A week after a session, or after the yes, there is time to agree on the next one.
DAYS_TO_A_SESSION = 7
# One session is moved easily, two in a row are a pattern; so are three messages, and three halves
# of the rhythm that was agreed on.
MOVED_IN_A_ROW = 2
MESSAGES_IN_VAIN = 3
HALF_RHYTHMS_APART = 3
# A new goal, criterion or prospect gets a week before it is called forgotten.
DAYS_TO_SETTLE = 7
MONTHS_WITHOUT_A_STEP = 1
PUT_ASIDE_DAYS = 30

NAMES_SHOWN = 3


@dataclass(frozen=True)
class Stuck:
    """One place where the search is stuck.

    `key` names the rule and what it rests on, so that what was put aside comes back when the facts change.
    `change` says what that would change, where that can be known.
    """

    key: str
    title: str
    facts: str
    advice: str
    url: str
    change: str = ""

    @property
    def words(self) -> list[str]:
        """Every sentence of it."""
        return [self.title, self.facts, self.advice]


def finding_key(rule: str, *rests_on) -> str:
    """The name of a finding: the rule, and a short sum of the facts and records it rests on.

    The same in every database: of a record the form key counts, of a list not its order.
    """
    return f"stuck.{rule}:{zlib.crc32(repr(_steady(rests_on)).encode()):08x}"


def _steady(fact: Any) -> Any:
    if isinstance(fact, Owned):
        return str(fact.form_key)
    if isinstance(fact, list):
        return sorted(map(_steady, fact), key=repr)
    return tuple(map(_steady, fact)) if isinstance(fact, tuple) else fact


def people_named(people: list[str]) -> str:
    """ "Ruth", "Ruth and Yusuf", "Ruth, Yusuf, Daniel and two more"."""
    shown = people[:NAMES_SHOWN]
    if more := len(people) - len(shown):
        shown = [*shown, ngettext("%(n)s more", "%(n)s more", more) % {"n": number_word(more)}]
    return and_list(shown)


def days_ago(day: dt.date, today: dt.date) -> str:
    """ "31 days ago"."""
    passed = (today - day).days
    return ngettext("%(n)d day ago", "%(n)d days ago", passed) % {"n": passed}
