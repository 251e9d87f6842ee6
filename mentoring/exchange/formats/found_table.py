"""A table of contacts as it stands in a file: where its heading is, how it is parted, and its rows below it."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...identity.fields import LONGEST
from ...text.text import and_list
from . import tables
from .cleaning import clean
from .encodings import LikelyLetters
from .guesses import columns_of, has_no_heading, heading_of, is_likely_a_person, may_be_a_person
from .known import FORMATS, TABLE, Format, TableFormat
from .plain_text import DELIMITERS, TextRow, count_rows, first_rows, text_rows
from .rows import EMPTY_FILE, Column, Entry, Reading, Row, RowReader, Trouble, Unreadable


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
        """The columns with what stands in them first, however far down that is."""
        rows = islice(self.rows(), MOST_LOOKED_AT)
        samples = [row.cells for row in islice(rows, 10)]
        empty = {
            at
            for at in range(len(self.headings))
            if not any(clean(cells[at]) for cells in samples if cells[at:])
        }
        late = [""] * len(self.headings)
        more = list(islice(rows, MOST_COMPARED))
        for row in chain(more, rows) if empty else ():
            for at in [at for at in empty if row.cells[at:] and clean(row.cells[at])]:
                late[at] = row.cells[at]
                empty.discard(at)
            if not empty:
                break
        return columns_of(self.headings, [*samples, late], self.headed, [row.cells for row in more])

    def reading(self, chosen: dict[int, str] | None, counted: int) -> Reading:
        """All people of the table. Raises Unreadable when no column tells who they are."""
        left: set[int] = set()
        if isinstance(self.format, TableFormat):
            person = self.format.row_reader(self.headings)
        else:
            mapping = self._mapping(chosen)
            person = tables.by_mapping(mapping, self.headings if self.headed else [])
            left = {*range(len(self.headings))} - mapping.keys()
        filled: set[int] = set()
        total, empty = (counted, 0) if counted else count_rows(_noting_filled(self._all_rows(), left, filled))
        if not total:
            raise Unreadable(_("There’s no one in this file, only a heading."))
        return Reading(
            self.format.key,
            total,
            (*self.format.notes, *self._left_out(sorted(filled))),
            empty=empty,
            source=lambda start: (self._entry(person, row) for row in self.rows(start)),
        )

    def _left_out(self, columns: list[int]) -> list[str]:
        """Which columns with something in them are left out, in a sentence."""
        if not columns:
            return []
        names = [heading_of(self.headings if self.headed else [], at) for at in columns[:MOST_NAMED]]
        if more := len(columns) - len(names):
            names.append(ngettext("one more", "%(number)s more", more) % {"number": more})
        words = ngettext(
            "One column is left out: %(names)s.", "These columns are left out: %(names)s.", len(columns)
        )
        return [words % {"names": and_list(names)}]

    def _entry(self, person: RowReader, row: TextRow) -> Entry:
        if self.headed and row.cells and _is_same(row.cells, self.headings):
            return Trouble(row.line, _("It’s the heading once more."))
        return _entry(person, row, len(self.headings))

    def _mapping(self, chosen: dict[int, str] | None) -> dict[int, str]:
        if chosen is None:
            chosen = {column.index: column.guess for column in self.columns()}
        mapping = {index: field for index, field in chosen.items() if field in tables.FIELDS}
        if not {*tables.NAMING, "email"} & set(mapping.values()):
            raise Unreadable(_("None of the columns looks like a name. Choose the one that is."))
        return tables.with_parts(mapping, self.headings) if self.headed else mapping


def _noting_filled(rows: Iterator[TextRow], columns: set[int], filled: set[int]) -> Iterator[TextRow]:
    """The rows, noting on the way which of these columns are `filled`."""
    for row in rows:
        if columns:
            filled |= {at for at in columns if row.cells[at:] and clean(row.cells[at])}
            columns = columns - filled
        yield row


def _is_same(cells: list[str], headings: list[str]) -> bool:
    """Whether a row is the heading of another file that was put behind this one, with its mark."""
    return clean(cells[0]) == clean(headings[0]) and list(map(clean, cells)) == list(map(clean, headings))


def _entry(person: RowReader, row: TextRow, width: int) -> Entry:
    entry = person(row.line, row.cells)
    if extra := list(filter(None, map(clean, row.cells[width:]))):
        notes = "\n\n".join(filter(None, [getattr(entry, "notes", ""), extra[0]]))
        if not isinstance(entry, Row) or extra[1:] or len(notes) > LONGEST["notes"]:
            words = _("This row has more cells than the heading row. Is a quotation mark missing? %(row)s")
            said = ", ".join(filter(None, map(clean, row.cells)))
            return Trouble(row.line, words % {"row": Truncator(said).chars(200)})
        told = _("This row has one cell more than the heading row. It was moved to the notes.")
        entry = entry._replace(notes=notes, remarks=(*entry.remarks, told))
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
# Rows of which is asked whether all of them say the same.
MOST_COMPARED = 200
# Rows in which the first value of a column is looked for; and the columns left out that are named.
MOST_LOOKED_AT, MOST_NAMED = 5_000, 20


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


def _likeness(rows: list[TextRow], known: list[int]) -> tuple[int, int, int, int]:
    """How much these rows look like a table: known headings, rows of equal width, no blank at a cell's start, columns.

    A sign with a blank behind it stands within a cell: "Lee, Ann;Acme".
    """
    cells = [row.cells for row in rows if not _is_sep(row.cells)]
    if not cells:
        return (0, 0, 0, 0)
    width = len(cells[0])
    equal = sum(len(row) == width for row in cells) if width > 1 else 0
    return (max(known), equal, -sum(one.startswith(" ") for row in cells for one in row[1:]), width)
