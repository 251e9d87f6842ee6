"""A table of contacts as it stands in a file: where its heading is, how it is parted, and its rows below it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from ...identity.keys import profile_key
from . import tables
from .cleaning import clean
from .encodings import LikelyLetters
from .known import FORMATS, TABLE, Format, TableFormat
from .plain_text import DELIMITERS, TextRow, count_rows, first_rows, text_rows
from .rows import EMPTY_FILE, Column, Entry, Reading, Row, RowReader, Trouble, Unreadable
from .ways_to_reach import is_email, split_emails


class Look(NamedTuple):
    """What somebody has to say before a file can be read: the columns of a table, its letters; often neither.

    `first_row` is the text of one that may be a heading or a person, `is_person` the likely answer.
    """

    columns: list[Column]
    letters: list[LikelyLetters]
    first_row: str = ""
    is_person: bool = False


class Table:
    """A table whose heading was found: what kind it is, how it is parted, and a person from each of its rows."""

    def __init__(
        self,
        data: bytes,
        encoding: str,
        delimiter: str,
        kind: Format,
        first: TextRow,
        is_person: bool = False,
    ):
        self.data, self.encoding, self.delimiter = data, encoding, delimiter
        self.format, self.headings, self.headed = kind, first.cells, not is_person
        self.after = first.line - is_person

    def _all_rows(self, start: int = 0) -> Iterator[TextRow]:
        width, is_exact = len(self.headings), self.format.is_exact
        return text_rows(self.data, self.encoding, self.delimiter, width, self.after, start, is_exact)

    def rows(self, start: int = 0) -> Iterator[TextRow]:
        """The rows below the heading that have something in them, from a given one on."""
        return (row for row in self._all_rows(start) if row.is_filled)

    def look(self) -> Look:
        """What has to be said of the table before it can be read."""
        if isinstance(self.format, TableFormat):
            return Look([], [])
        text = ", ".join(filter(None, map(clean, self.headings)))
        first_row = text if may_be_a_person(self.headings) else ""
        return Look(self.columns(), [], first_row, not self.headed)

    def columns(self) -> list[Column]:
        """The columns with what stands in them first."""
        samples = [row.cells for row in islice(self.rows(), 10)]
        return columns_of(self.headings, samples, self.headed)

    def reading(self, chosen: dict[int, str] | None, counted: int) -> Reading:
        """All people of the table. Raises Unreadable when no column tells who they are."""
        person = self._row_reader(chosen)
        total, empty = (counted, 0) if counted else count_rows(self._all_rows())
        if not total:
            raise Unreadable(_("There’s no one in this file, only a heading."))
        return Reading(
            self.format.key,
            total,
            self.format.notes,
            empty=empty,
            source=lambda start: (_entry(person, row, len(self.headings)) for row in self.rows(start)),
        )

    def _row_reader(self, chosen: dict[int, str] | None) -> RowReader:
        if isinstance(self.format, TableFormat):
            return self.format.row_reader(self.headings)
        return tables.by_mapping(self._mapping(chosen), self.headings if self.headed else [])

    def _mapping(self, chosen: dict[int, str] | None) -> dict[int, str]:
        if chosen is None:
            chosen = {column.index: column.guess for column in self.columns()}
        mapping = {index: field for index, field in chosen.items() if field in tables.FIELDS}
        if not {"name", "first_name", "last_name", "email"} & set(mapping.values()):
            raise Unreadable(_("None of the columns looks like a name. Choose the one that is."))
        return tables.with_parts(mapping, self.headings) if self.headed else mapping


def _entry(person: RowReader, row: TextRow, width: int) -> Entry:
    if any(map(clean, row.cells[width:])):
        return Trouble(
            row.line, _("This row has more cells than the heading row. Is a quotation mark missing?")
        )
    entry = person(row.line, row.cells)
    if not isinstance(entry, Row) or not (row.mended or row.doubtful):
        return entry
    told = _(
        "This row has one quotation mark too few or too many. Check that everything’s in the right place."
    )
    if row.doubtful:
        told = _("A line within this row looks like a row of its own. Is a quotation mark missing?")
    return entry._replace(remarks=(*entry.remarks, told))


# Columns of a table whose columns a person has to choose; the known exports have their own bound.
MOST_CHOICES = 200


def table_of(data: bytes, encoding: str, is_person: bool | None = None) -> Table:
    """The heading and what kind of table it opens: a known export if it is one, parted by whatever sign."""
    looks = {delimiter: first_rows(data, encoding, delimiter) for delimiter in DELIMITERS}
    for delimiter, rows in looks.items():
        for row in rows:
            if kind := _known(row.cells):
                return Table(data, encoding, delimiter, kind, row)
    if max(len(row.cells) for rows in looks.values() for row in rows[:1] or [TextRow(0, [])]) > MOST_CHOICES:
        raise Unreadable(
            _(
                "There are more than %(most)d columns. Leave out the ones you don’t need, and choose the file again."
            )
            % {"most": MOST_CHOICES}
        )
    known = {delimiter: list(map(_known_headings, rows)) for delimiter, rows in looks.items()}
    best = max(looks, key=lambda delimiter: _likeness(looks[delimiter], known[delimiter]))
    first = _heading(looks[best], known[best])
    headings, below = first.cells, [row.cells for row in looks[best] if row.line > first.line]
    if len(headings) < 2 and not tables.mapping_of(headings) and not has_no_heading(headings):
        raise Unreadable(_("This isn’t a list of contacts: no columns were found in it."))
    if is_person is None:
        is_person = is_likely_a_person(headings, below)
    return Table(data, encoding, best, TABLE, first, is_person and may_be_a_person(headings))


def _known_headings(row: TextRow) -> int:
    """How many cells of a row are headings; of one that is too wide for choosing none is looked at."""
    return len(tables.mapping_of(row.cells)) if len(row.cells) <= MOST_CHOICES else 0


def _known(cells: list[str]) -> TableFormat | None:
    """The format whose headings these cells are."""
    if len(cells) < 4:
        return None
    plain = list(map(tables.plain_heading, cells))
    return next((row for row in FORMATS if isinstance(row, TableFormat) and row.is_heading(plain)), None)


def _heading(rows: list[TextRow], known: list[int]) -> TextRow:
    """The row with the most known headings; the first that is not Excel's own when there is none."""
    filled = [(row, number) for row, number in zip(rows, known, strict=True) if not _is_sep(row.cells)]
    if not filled:
        raise Unreadable(EMPTY_FILE)
    best, number = max(filled, key=lambda pair: pair[1])
    return best if number >= 2 else filled[0][0]


def _is_sep(cells: list[str]) -> bool:
    """Excel's first line that names the sign between cells."""
    return cells[0].strip().lower().startswith("sep=")


def _likeness(rows: list[TextRow], known: list[int]) -> tuple[int, int, int]:
    """How much these rows look like a table: known headings, rows of equal width, columns."""
    widths = [len(row.cells) for row in rows if not _is_sep(row.cells)]
    if not widths:
        return (0, 0, 0)
    equal = sum(width == widths[0] for width in widths) if widths[0] > 1 else 0
    return (max(known), equal, widths[0])


_NUMBER = re.compile(r"[+(\d][\d ()/.-]{5,}")


def has_no_heading(cells: list[str]) -> bool:
    """Whether a first row is already a person: an address or a number stands in it, where a heading has words."""
    texts = list(map(clean, cells))
    return any(_has_email(text) or profile_key(text) or _NUMBER.fullmatch(text) for text in texts)


def _has_email(text: str) -> bool:
    """Whether an address stands in a cell, alone or behind a name."""
    return "@" in text and any(map(is_email, split_emails(text)))


def may_be_a_person(cells: list[str]) -> bool:
    """Whether a first row may be a person as well as a heading: fewer than two of its cells are known headings."""
    return len(tables.mapping_of(cells)) < 2


def is_likely_a_person(cells: list[str], below: list[list[str]]) -> bool:
    """Whether a first row is a person rather than a heading, by what it says and what stands below it."""
    if has_no_heading(cells) or not below:
        return True
    if tables.mapping_of(cells):
        return False
    words = list(map(clean, cells))
    for at, word in enumerate(words):
        found = list(filter(None, (clean(row[at]) for row in below if row[at:])))
        # A word above numbers or addresses alone is their heading; above names of two words it is one among words.
        if word and found and not _is_figure(word) and all(map(_is_figure, found)):
            return False
        if word and found and not any(map(_is_several, words)) and all(map(_is_several, found)):
            return False
    return True


def _is_several(text: str) -> bool:
    return " " in text


def _is_figure(cell: str) -> bool:
    return "@" in cell or re.fullmatch(r"[+(\d][\d ()/.,-]*", clean(cell)) is not None


def columns_of(headings: list[str], samples: list[list[str]], headed: bool) -> list[Column]:
    """The columns as they are offered for choosing, with what stands in them first."""
    guesses = tables.mapping_of(headings) if headed else _by_content(samples)
    found = []
    for index, heading in enumerate(headings):
        texts = [clean(row[index])[:80] for row in samples if index < len(row)]
        label = clean(heading)[:80] if headed else ""
        guess = guesses.get(index, "")
        found.append(
            Column(
                index=index,
                heading=label or _("Column %(number)d") % {"number": index + 1},
                samples=tuple(dict.fromkeys(text for text in texts if text))[:3],
                guess=guess if guess in tables.FIELDS or not guess else tables.PART_OF[guess],
            )
        )
    return found


def _by_content(samples: list[list[str]]) -> dict[int, str]:
    """Without headings: addresses and profiles show themselves, and the first column of words is the name."""
    found: dict[int, str] = {}
    for index in range(max(map(len, samples), default=0)):
        texts = [text for text in (clean(row[index]) for row in samples if index < len(row)) if text]
        if any(map(_has_email, texts)):
            found[index] = "email"
        elif any(map(profile_key, texts)):
            found[index] = "linkedin"
        elif texts and all(map(_NUMBER.fullmatch, texts)):
            found[index] = "phone"
        elif "name" not in found.values() and texts:
            found[index] = "name"
    return found
