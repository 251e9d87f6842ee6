"""Facts of other records than introductions: a button notes the day, another takes it back."""

import datetime as dt
from typing import Any

from django.db import models

from .facts import FactRow, Words


class ButtonFact(FactRow):
    """One row: a column with a day, and the words for it, which may hold the names a record gives by `names`."""

    sentence: Words = ""  # that it was noted
    undone: Words = ""  # that it was taken back
    history: Words = ""  # on a contact's page, with {name}
    answer: Words = ""  # what somebody else said, as a button where that is waited for
    page: Any = None  # the row that shows the other person what was sent with it
    comes_back = True  # taking it back can be undone
    takes_day = True  # the button may be pressed for another day than today

    def check(self, record: Any, on: dt.date) -> None:
        """ValidationError where the record refuses it."""

    def also(self, record: Any, on: dt.date) -> dict[str, Any]:
        """Further fields that are set with it."""
        return {}

    def stored(self, on: dt.date | None) -> Any:
        """What the column holds for this day, and for none."""
        return on

    def check_taking_back(self, record: Any) -> None:
        """ValidationError where it can't be taken back."""

    def withdrawn(self, record: Any) -> dict[str, Any]:
        """Further fields that are set when it is taken back."""
        return {}

    def follow(self, record: Any) -> None:
        """What follows for others once it was noted or taken back."""


class ByButton(models.Model):
    """A record with such facts."""

    # What the record these belong to brings along.
    record: Any

    class Meta:
        abstract = True

    def mark(self, fact: ButtonFact, on: dt.date) -> None:
        """Note one fact of the table; ValidationError where it cannot be."""
        fact.check(self, on)
        self.record(**{fact.column: fact.stored(on)}, **fact.also(self, on))
        fact.follow(self)

    def forget(self, fact: ButtonFact) -> None:
        """Take it back; ValidationError where it cannot be."""
        fact.check_taking_back(self)
        self.record(**{fact.column: fact.stored(None)}, **fact.withdrawn(self))
        fact.follow(self)
