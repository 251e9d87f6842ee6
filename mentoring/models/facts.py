"""A table of facts: what one row says of something that happens to a record on a day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates import days
from ..text.text import going_on
from .action_keys import ActionKey
from .base import in_order
from .letter_kinds import LetterKind
from .users import User

# Words are marked for translation where they stand, so they are lazy: read as `str(words % names)`.
Words = Any


class Touch(models.IntegerChoices):
    """By what one was in touch with somebody, as a list says it; of one day the last of these counts."""

    WROTE = 1, gettext_lazy("Wrote")
    ASKED = 2, gettext_lazy("Asked in person")
    HEARD = 3, gettext_lazy("Heard from")
    INTRODUCED = 4, gettext_lazy("Introduced")
    TALKED = 5, gettext_lazy("Talked")
    MET = 6, gettext_lazy("Met")


class FactRow:
    """What tables have in common: a column with a day, and words that are refused when they are misspelt."""

    verb = ""  # the name of the button, where the column is called `<verb>_on`
    column = ""

    def __init_subclass__(cls, **kwargs: Any):
        """Name the column after the verb; types cannot see a misspelt word, so it is refused here."""
        super().__init_subclass__(**kwargs)
        if cls.verb:
            cls.column = f"{cls.verb}_on"
        known = {name for base in cls.__mro__[1:] for name in vars(base)}
        unknown = {name for name in vars(cls) if not name.startswith("_")} - known
        if cls.column and unknown:
            raise TypeError(f"{cls.__name__} has words no row has: {', '.join(sorted(unknown))}")

    def day(self, record: Any) -> dt.date | None:
        """The day it happened, or None."""
        return getattr(record, self.column)


class Fact(FactRow):
    """One row: a column with a day, the button that fills it, what it comes after, and the words for it.

    Words may hold the names a record gives by `names`. A row is looked at through its methods, which a row
    overrides where its words depend on the record.
    """

    kind = ""  # of record, as constraints, keys and addresses name it

    # Order. Each of these is one rule of the database, with the sentence that is said when it is broken.
    after: dict[str, Words] = {}  # columns that must be filled before, none of them with a later day
    then: tuple = ()  # columns that follow on this one by the same rule as `after`
    not_before: dict[str, Words] = {}  # columns that need no day, but if they have one, no later one
    also: tuple[models.CheckConstraint, ...] = ()  # further rules
    brings_grounds = False  # what it comes after is recorded with it where nobody did before
    rests_on: tuple[str, ...] = ()  # what cannot be undone while this stands, where it is not `after`

    # Words
    sentence: Words = ""  # that it happened: "You thanked %(introducer)s"
    noted: Words = ""  # the same with its day, where that doesn't come last
    history: Words = ""  # the same on a contact's page, with {introducer} and {prospect} as links
    label: Words = ""  # the button that records it: "I’ve thanked %(introducer)s"
    dot: Words = ""  # its step of the track, once it is done: "Thanked"
    ahead: Words = ""  # when it comes, on the track, while no day can be named

    # The courtesy that is kept by it, where it is one.
    courtesy: Words = ""  # what is owed, in short: "Thank %(introducer)s"
    title: Words = ""  # the same as a button says it, where that is longer
    why: Words = ""  # the reason, which may speak of %(when)s or %(ago)s
    since = ""  # the column of that day
    letter: LetterKind | None = None  # with which it is kept
    is_promise = False  # somebody was promised it: it is owed by its day, not from its day on
    left: Q | None = None  # to which records it is still owed once they are closed

    def __repr__(self) -> str:
        return f"<{self.kind}.{self.verb}>"

    @property
    def duty(self) -> days.Duty:
        """To whom its courtesy is due: to whoever was promised it, or to nobody before its day."""
        return days.Duty.PROMISE if self.is_promise else days.Duty.CHANCE

    def constraints(self) -> Iterator[models.CheckConstraint]:
        """The rules of the database about this fact."""
        for earlier, words in self.after.items():
            yield self._rule(earlier, self._comes_after(earlier), words)
        for earlier, words in self.not_before.items():
            known = Q(**{f"{self.column}__isnull": True}) | Q(**{f"{earlier}__isnull": True})
            yield self._rule(earlier, known | Q(**{f"{self.column}__gte": F(earlier)}), words)
        yield from self.also

    def _comes_after(self, earlier: str) -> Q:
        return in_order(earlier, self.column, *self.then)

    def _rule(self, earlier: str, condition: Q, words: Words) -> models.CheckConstraint:
        return models.CheckConstraint(
            condition=condition,
            name=f"{self.kind}_{self.verb}_after_{earlier.removesuffix('_on')}",
            violation_error_message=words,
        )

    def key(self, record: Any) -> ActionKey:
        """The name of its courtesy among what there is to do."""
        return ActionKey(self.kind, self.verb, record.pk)

    # What is true of a record

    def may(self, record: Any) -> bool:
        """Whether it can have happened to a record as it stands."""
        return True

    def is_open(self, record: Any) -> bool:
        """Whether it can have happened, and nobody said yet that it did."""
        return not self.day(record) and bool(self.may(record))

    def due(self, record: Any, owner: User) -> dt.date | None:
        """The day of its courtesy for a record of which `is_open` holds; None where nothing is owed."""
        return None

    def check(self, record: Any) -> None:
        """ValidationError where the record refuses it for another reason than the order of days."""

    def follow(self, record: Any, on: dt.date) -> None:
        """What follows from it for others."""

    # What is said of a record

    def sentence_of(self, record: Any) -> str:
        """That it happened, with names."""
        return str(self.sentence % record.names)

    def noted_of(self, record: Any, when: str) -> str:
        """That it happened and when, as it goes on after a colon: "You" loses its capital, a name keeps it."""
        if self.noted:
            words = str(self.noted % {**record.names, "when": when})
        else:
            # Translators: what happened and when, "You asked Daniel" and "on 5 March".
            words = _("%(what)s %(when)s") % {"what": self.sentence_of(record), "when": when}
        return going_on(words) if words.startswith("You ") else words

    def dot_of(self, record: Any) -> str:
        """Its step of the track, once it is done."""
        return str(self.dot)

    def history_of(self, record: Any) -> str:
        """That it happened, for a contact's page."""
        return str(self.history)

    def label_of(self, record: Any) -> str:
        """What the button says that records it."""
        return str(self.label % record.names)

    def courtesy_of(self, record: Any) -> str:
        """What is owed, in short."""
        return str(self.courtesy % record.names)

    def title_of(self, record: Any) -> str:
        """What is owed, as a button says it."""
        return str((self.title or self.courtesy) % record.names)

    def action(self, record: Any, today: dt.date) -> tuple[str, str]:
        """What is owed as something to do: its title, and the reason."""
        return self.title_of(record), self.say(record, today, self.why, getattr(record, self.since))

    def say(self, record: Any, today: dt.date, words: Words, day: dt.date | None = None) -> str:
        """Words with the names of a record and a day in them."""
        told = {"when": days.when(day, today), "ago": days.ago(day, today)} if day else {}
        return str(words % {**record.names, **told})

    def letter_of(self, record: Any) -> LetterKind | None:
        """The letter with which it is kept, or None."""
        return self.letter


@dataclass(frozen=True)
class Reply:
    """What somebody else may have answered, as a button: its words, where it goes, what is sent along.

    One that `asks` opens a page, because more than the day has to be said.
    """

    label: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)
    asks: bool = False


@dataclass(frozen=True)
class Courtesy:
    """One courtesy that is owed: the fact that keeps it, and by when."""

    fact: Fact
    due_on: dt.date

    def is_late(self, today: dt.date) -> bool:
        """Whether somebody was promised it by a day that has passed, not long ago."""
        return self.fact.is_promise and days.is_late(self.due_on, today)


def resting_on(facts: tuple[Fact, ...]) -> dict[str, tuple[str, ...]]:
    """By column (or other field): the columns of the facts that cannot stand without it, in their order."""
    grounds = {fact.column: set(fact.rests_on or fact.after) for fact in facts}
    for _round in facts:  # what rests on something rests on all of that one's grounds as well
        for mine in grounds.values():
            mine |= {ground for one in mine for ground in grounds.get(one, ())}
    named = {ground for mine in grounds.values() for ground in mine}
    return {
        ground: tuple(column for column, mine in grounds.items() if ground in mine)
        for ground in sorted(named)
    }
