"""One generated story: whose it is, what time it is there, what its records are, and what its mentors were sent."""

import datetime as dt
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from mentoring.models import (
    AgreementGoal,
    Contact,
    GoalStep,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorAnswer,
    MentorMessage,
    ShareLink,
    Suggestion,
)
from mentoring.models.constraints import refused_in_words
from mentoring.models.prepared import Prepared
from tests.factories import ContactFactory, ProspectFactory, UserFactory

DAY = dt.timedelta(days=1)
START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
# What a story is told in. All of it is read after every verb, so that checks cost no queries of their own.
TABLES = (
    Contact, Introduction, Meeting, MentorAgreement, AgreementGoal, GoalStep, MentorAnswer, Suggestion, ShareLink,
    MentorMessage,
)  # fmt: skip
# What counts changes and is no fact, and what the database derives.
UNCOUNTED = {"revision", "updated_at"}
COLUMNS = {
    table: [
        field.attname
        for field in table._meta.concrete_fields
        if not field.generated and field.name not in UNCOUNTED
    ]
    for table in TABLES
}


def _asked(table: Any) -> Prepared:
    """How all records of a table are read, worked out once."""

    def plain(owner: int) -> Any:
        return table._default_manager.filter(owner=owner).order_by("pk")

    query = Prepared(plain)
    Prepared.known.remove(query)  # none of the product's own
    return query


THEMES = (
    ("introduction", "an "),
    ("introduction", "an ", "meeting"),
    ("meeting", "session", "agreement", "version"),
    ("version", "link", "the mentor", "answer", "suggestion"),
    ("agreement", "link", "the mentor", "session", "message"),
)
CANARY = re.compile(r"zz\d+zz")


ASK = {table: _asked(table) for table in TABLES}


class NotNow(Exception):
    """There is nothing to which this verb could be done."""


@dataclass(frozen=True)
class Verb:
    """One thing somebody does: its name, how, and how often beside the others."""

    name: str
    do: Callable[["World"], Any]
    weight: float


VERBS: dict[str, Verb] = {}


def verb(name: str, weight: float = 1, **given: Any) -> Callable:
    """Make a function of a story one of the verbs; `given` are its further arguments."""

    def listed(do):
        VERBS[name] = Verb(name, lambda world: do(world, **given), weight)
        return do

    return listed


def canaries(*texts: Any) -> set[str]:
    """The marked words in these texts or JSON."""
    return set(CANARY.findall(json.dumps(texts, default=str)))


class World:
    """Somebody's search as the database has it after the last verb, with everything drawn from one seed."""

    def __init__(self, seed: int, clock: Any):
        self.seed, self.random, self.clock = seed, random.Random(seed), clock
        self.trail: list[str] = []  # what was done, for whoever reads of a failure
        self.tried: Counter[str] = Counter()
        self.words = 0
        # What it is about, mostly.
        self.theme: tuple[str, ...] = self.random.choice(THEMES)
        # By mentor and by what it came with: the marked words that they were sent.
        self.sent: dict[tuple[int, str, int], set[str]] = {}
        self.pages: list[
            tuple
        ] = []  # what the mentors have open: link, version, fingerprint, words, form key
        self.answered: list[tuple] = []  # the same once they were answered, each with its answer
        self.memory: dict[str, dict] = {}  # what an invariant remembers of earlier steps
        self.owner = UserFactory(name="Leila Adler", time_zone="")
        self.reader, self.mentor = Client(), Client()
        for name in ("Sam Reed", "Ann Bell", "Tom Hale"):
            ContactFactory(owner=self.owner, name=name, how_known=self.word("known"))
        for name in ("Ruth Olsen", "Margaret Lind", "Edith Moor"):
            ProspectFactory(owner=self.owner, name=name, how_known=self.word("known"))
        self.look()

    # The clock

    @property
    def now(self) -> dt.datetime:
        """The moment."""
        return timezone.now()

    @property
    def today(self) -> dt.date:
        """The day, where the mentee is."""
        return timezone.localdate()

    def wait(self, days: float) -> None:
        """So many days pass."""
        self.clock.move_to(self.now + dt.timedelta(days=days))

    # Drawing

    def draw(self, among: Iterable[Any]) -> Any:
        """One of these; NotNow where there is none."""
        found = list(among)
        if not found:
            raise NotNow
        return self.random.choice(found)

    def mostly(self) -> bool:
        """Four times of five."""
        return self.random.random() < 0.8

    def draw_suited(self, suited: Iterable[Any], others: Iterable[Any]) -> Any:
        """One to which something can be done; now and then one of the others, which is refused for a reason."""
        found, chance = list(suited), self.random.random()
        return self.draw(others if chance < (0.1 if found else 0.02) else found)

    def slip(self) -> dt.date:
        """Today, or now and then a day before or after: a slip of the hand."""
        return self.today + (0 if self.mostly() else self.random.randint(-4, 6)) * DAY

    def word(self, about: str) -> str:
        """A text nobody else has, by a mark that is found wherever it is printed."""
        self.words += 1
        return f"{about} zz{self.words}zz"

    # Records

    def look(self) -> None:
        """Read everything anew."""
        self.rows = {table: ask(self.owner.pk) for table, ask in ASK.items()}
        for rows in self.rows.values():
            for row in rows:
                row.owner = self.owner  # at hand, as in a view

    def of(self, table: type, **facts: Any) -> list[Any]:
        """The records of a table with these facts."""
        return [
            row
            for row in self.rows[table]
            if all(getattr(row, name) == value for name, value in facts.items())
        ]

    def facts(self) -> dict[tuple[str, int], dict[str, Any]]:
        """Every fact of every record, to be compared."""
        return {
            (table.__name__, row.pk): {name: getattr(row, name) for name in COLUMNS[table]}
            for table, rows in self.rows.items()
            for row in rows
        }

    def assert_same(self, before: dict, about: Any = "", besides: Collection[str] = ()) -> None:
        """Every fact of every record is as it was, but for these columns."""
        self.look()
        now = self.facts()
        changed = [
            f"{table} {key}: {name} was {facts[name]!r}, is {now.get((table, key), {}).get(name)!r}"
            for (table, key), facts in before.items()
            for name in facts
            if name not in besides and now.get((table, key), {}).get(name) != facts[name]
        ]
        changed += [f"{table} {key} came or went" for table, key in now.keys() ^ before.keys()]
        assert not changed, f"{about}: {changed}"

    # Doing

    def assert_refused(self, refusal: ValidationError, before: dict) -> None:
        """It was refused in words, and by the rules rather than by the database; nothing has changed."""
        assert getattr(refusal, "code", "") != "meanwhile", refusal
        assert all(words.rpartition(": ")[2] for words in refusal.messages), refusal
        self.assert_same(before, "refused, and changed all the same")

    def in_order(self, verbs: Sequence[Verb]) -> list[Verb]:
        """The verbs as they are tried: by their weights, and what was not done yet in this story sooner."""

        def turn(one: Verb) -> float:
            weight = one.weight * (4 if one.name.startswith(self.theme) else 1) / (1 + self.tried[one.name])
            return self.random.random() ** (1 / weight)

        return sorted(verbs, key=turn, reverse=True)

    def step(self, verbs: Sequence[Verb]) -> tuple[str, bool]:
        """Do one verb that can be done: its name, and whether it was done rather than refused.

        Only a ValidationError with words may refuse, and then nothing has changed.
        """
        before = self.facts()
        for one in self.in_order(verbs):
            self.trail.append(one.name)
            try:
                with refused_in_words():
                    one.do(self)
            except NotNow:
                self.trail.pop()
                continue
            except ValidationError as reason:
                refusal = reason
            else:
                refusal = None
            self.tried[one.name] += 1
            if refusal:
                self.trail[-1] += " (refused)"
                self.assert_refused(refusal, before)
                return one.name, False
            self.look()
            return one.name, True
        raise AssertionError("Nothing can be done any more")
