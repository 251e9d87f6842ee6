"""What a file of contacts becomes: plain rows, with the lines nobody could read. Knows no database."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Bounds of one upload; a LinkedIn export with 30,000 connections, the most LinkedIn allows, has 5 MB.
MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 500
# Why a file can't be read, where several readers find it out.
EMPTY_FILE = gettext_lazy("The file is empty.")
SPREADSHEET = gettext_lazy("This is a spreadsheet. Save it as CSV first.")


class Unreadable(ValueError):
    """The file as a whole cannot be read; its text is one sentence for people, with the remedy."""


def require_at_most(number: int) -> None:
    """Unreadable for a list of more people than can be brought in at once."""
    if number > MOST_ROWS:
        words = _("There are more than %(most)s people in it. Split the file and import it in parts.")
        raise Unreadable(words % {"most": f"{MOST_ROWS:,}"})


class Row(NamedTuple):
    """One person of a file: cleaned, cut to what a contact can hold, nothing lost without a remark.

    `email`, `phone` are the first of `emails`, `phones`. What a contact has no place for (a second
    address, a birthday, a website) stands as a line of its own in `notes`. `known_since_text` is the
    day as the file has it, also where it could not be read as a date.
    """

    line: int
    name: str
    email: str = ""
    emails: tuple[str, ...] = ()
    phone: str = ""
    phones: tuple[str, ...] = ()
    linkedin: str = ""
    company: str = ""
    role: str = ""
    place: str = ""
    how_known: str = ""
    greeting: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    known_since: dt.date | None = None
    known_since_text: str = ""
    remarks: tuple[str, ...] = ()
    # What LinkedIn's archive counted with them; and whether they are in it without being a connection.
    tie: Mapping[str, Any] | None = None
    is_offered: bool | None = None


class Trouble(NamedTuple):
    """A row or card that cannot be taken: the line it begins on, and why, in a sentence for people."""

    line: int
    reason: str


class Empty(NamedTuple):
    """A row that says nothing, such as one of blanks and dashes: counted, no trouble."""

    line: int


Entry = Row | Trouble | Empty
# A row of a table, by its line and its cells, as an entry; and all entries of a file from a given one on.
RowReader = Callable[[int, list[str]], Entry]
Source = Callable[[int], Iterator[Entry]]


@dataclass(frozen=True)
class Reading:
    """A file that was recognised. Its entries are read when asked for, so that long work can go in slices.

    `format` is the key of its row in `known.py`; `notes` are sentences worth reading before importing.
    `total` counts the entries without reading them, and `empty` the rows of a table that have only commas.
    """

    format: str
    total: int
    notes: tuple[str | Promise, ...] = ()
    empty: int = 0
    source: Source = field(repr=False, default=lambda start: iter(()))

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """The entries from `start` up to `stop`, in the order of the file: rows, troubles and empty ones."""
        return islice(self.source(start), None if stop is None else max(0, stop - start))

    @cached_property
    def _all(self) -> list[Entry]:
        return list(self.entries())

    @property
    def rows(self) -> list[Row]:
        """Everybody in the file; reads it to the end."""
        return [entry for entry in self._all if isinstance(entry, Row)]

    @property
    def troubles(self) -> list[Trouble]:
        """What could not be read, by line; reads the file to the end."""
        return [entry for entry in self._all if isinstance(entry, Trouble)]


@dataclass(frozen=True)
class Column:
    """One column of a table: its place from 0, its heading, what stands in it first, and the likely field."""

    index: int
    heading: str
    samples: tuple[str, ...]
    guess: str = ""
