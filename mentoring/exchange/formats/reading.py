"""Opens a file of contacts: recognises it by its content, never by its name."""

import dataclasses
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...text.text import and_list
from . import tables
from .cleaning import clean
from .encodings import LETTERS, LikelyLetters, encoding_of, letters_to_choose
from .known import FORMATS, TABLE, FileFormat, Format, TableFormat
from .plain_text import DELIMITERS, TextRow, count_rows, first_rows, text_rows
from .rows import MOST_BYTES, MOST_ROWS, Column, Entry, Reading, Row, RowReader, Trouble, Unreadable
from .zipped import Member, chosen_members, is_zip


def read(data: bytes, columns: dict[int, str] | None = None, letters: str = "", counted: int = 0) -> Reading:
    """What a file holds; `columns` maps the columns of a table to names of FIELDS. Raises Unreadable.

    Without `columns` a table is read by the likely choice, without `letters` in the likeliest encoding. `counted`
    is the total as it was counted before, so that a slice of a long table need not count it again.
    """
    members, advice = opened(data)
    counted = counted if len(members) == 1 else 0
    readings: list[Reading] = []
    for member in members:
        readings.append(_list_reading(member.data, columns, letters, counted))
        if sum(reading.total for reading in readings) > MOST_ROWS:
            raise Unreadable(
                _("There are more than %(most)s people in this ZIP. Import its lists one by one.")
                % {"most": f"{MOST_ROWS:,}"}
            )
    return dataclasses.replace(_as_one_list(members, readings), notes=(*readings[0].notes, *advice))


def _list_reading(data: bytes, columns: dict[int, str] | None, letters: str, counted: int) -> Reading:
    encoding = encoding_of(data, letters)
    file = _file_format(data, encoding)
    if file is None:
        reading = _table(data, encoding).reading(columns, counted)
    else:
        total, source = file.entries(data, encoding)
        reading = Reading(file.key, total, file.notes, source=source)
    if encoding in LETTERS and encoding != "cp1252":
        told = _("We read this file as %(letters)s. Check that the names look right.")
        note = told % {"letters": LETTERS[encoding].label}
        reading = dataclasses.replace(reading, notes=(*reading.notes, note))
    return reading


def _as_one_list(members: list[Member], readings: list[Reading]) -> Reading:
    """Several lists of one ZIP as one: the lines are counted on from list to list."""
    if len(readings) == 1:
        return readings[0]
    total = sum(reading.total for reading in readings)
    lines = [0]
    for member in members:
        lines.append(lines[-1] + member.data.count(b"\n") + 1)

    def source(start: int) -> Iterator[Entry]:
        for reading, before in zip(readings, lines, strict=False):
            for entry in reading.source(start) if start < reading.total else ():
                yield entry._replace(line=entry.line + before)
            start = max(0, start - reading.total)

    return Reading(readings[0].format, total, empty=sum(reading.empty for reading in readings), source=source)


class Look(NamedTuple):
    """What somebody has to say before a file can be read: the columns of a table, its letters; often neither."""

    columns: list[Column]
    letters: list[LikelyLetters]


def looked_at(data: bytes, letters: str = "") -> Look:
    """The columns of a table that is none of the known exports, and the likely letters where that is not clear.

    Raises Unreadable.
    """
    found = Look([], [])
    for member in opened(data)[0]:
        encoding = encoding_of(member.data, letters)
        columns = []
        if not _file_format(member.data, encoding):
            table = _table(member.data, encoding)
            columns = [] if isinstance(table.format, TableFormat) else table.columns()
        found = Look(found.columns or columns, found.letters or letters_to_choose(member.data, encoding))
    return found


def opened(data: bytes) -> tuple[list[Member], list[str | Promise]]:
    """The lists to read, those in the file where it is a ZIP, and what to tell of them. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 20 MB."))
    if is_zip(data):
        return _members(data)
    _refuse_other_kinds(data)
    return [Member("", data)], []


def _members(data: bytes) -> tuple[list[Member], list[str | Promise]]:
    """The lists among the members of a ZIP that rank highest: LinkedIn's connections before others."""
    members, left = chosen_members(io.BytesIO(data), contacts_likelihood)
    return members, told_of(members, left)


def told_of(members: list[Member], left: list[str]) -> list[str | Promise]:
    """What to tell of the lists that are read from a ZIP and of those that are not. Raises Unreadable."""
    if not members:
        raise Unreadable(
            _("There’s no Connections.csv in this ZIP. Choose “Connections” when you ask LinkedIn for it.")
        )
    advice: list[str | Promise] = []
    for member in members:
        _refuse_other_kinds(member.data)
    if len(members) > 1 or left:
        names = {"files": and_list([_member_name(member.name) for member in members[:5]])}
        advice.append(_("Read from the ZIP: %(files)s.") % names)
    if len(members) > 5:
        more = len(members) - 5
        words = ngettext("And %(number)d more file.", "And %(number)d more files.", more)
        advice.append(words % {"number": more})
    if left:
        names = {"files": and_list([_member_name(name) for name in left[:5]])}
        advice.append(_("Not read, though there may be people in it: %(files)s.") % names)
    return advice


def _member_name(name: str) -> str:
    return "".join(char for char in name.rpartition("/")[2] if char.isprintable())[-60:]


def contacts_likelihood(head: bytes) -> float:
    """How much the beginning of a member looks like contacts: the rank of its format, or by its headings."""
    try:
        # A letter may be cut at the end of the beginning, so the last line is left out.
        head = head[: head.rfind(b"\n") + 1] or head
        _refuse_other_kinds(head)
        encoding = encoding_of(head)
        file = _file_format(head, encoding)
        if file:
            return file.rank
        table = _table(head, encoding)
        return table.format.rank or tables.likelihood(table.headings)
    except Unreadable:
        return 0


_OTHER_KINDS = (
    (
        rb"\s*<(?:!--|!doctype|html|head|body|script|\?xml|svg|rss)",
        gettext_lazy("This is a web page, not a list of contacts."),
    ),
    (rb"%PDF-", gettext_lazy("This is a PDF. Export your contacts as CSV or vCard instead.")),
    (rb"\xd0\xcf\x11\xe0", gettext_lazy("This is a spreadsheet. Save it as CSV first.")),
    (rb"\x1f\x8b|7z\xbc\xaf|BZh\d|\xfd7zXZ|Rar!", gettext_lazy("This is a compressed file. Unzip it first.")),
    (
        rb"\s*\{",
        gettext_lazy("This isn’t a list of contacts. To bring back a Waymark export, go to “Your data”."),
    ),
)


def _refuse_other_kinds(data: bytes) -> None:
    start = data[:400].removeprefix(b"\xef\xbb\xbf")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")[2:]
    if not start.strip():
        if not data.strip():
            raise Unreadable(_("The file is empty."))
        return
    for pattern, reason in _OTHER_KINDS:
        if re.match(pattern, start, re.IGNORECASE):
            raise Unreadable(str(reason))


def _file_format(data: bytes, encoding: str) -> FileFormat | None:
    """The format that is no table and begins like these bytes."""
    beginning = data[:2000].decode(encoding, "ignore").removeprefix("\ufeff").encode()
    files = (row for row in FORMATS if isinstance(row, FileFormat))
    return next((row for row in files if row.is_beginning(beginning)), None)


class _Table:
    """A table whose heading was found: what kind it is, how it is parted, and a person from each of its rows."""

    def __init__(
        self, data: bytes, encoding: str, delimiter: str, kind: Format, line: int, headings: list[str]
    ):
        self.data, self.encoding, self.delimiter = data, encoding, delimiter
        self.format, self.headings = kind, headings
        self.headed = isinstance(kind, TableFormat) or not tables.has_no_heading(headings)
        self.after = line if self.headed else line - 1

    def _all_rows(self, start: int = 0) -> Iterator[TextRow]:
        width, is_exact = len(self.headings), self.format.is_exact
        return text_rows(self.data, self.encoding, self.delimiter, width, self.after, start, is_exact)

    def rows(self, start: int = 0) -> Iterator[TextRow]:
        """The rows below the heading that have something in them, from a given one on."""
        return (row for row in self._all_rows(start) if row.is_filled)

    def columns(self) -> list[Column]:
        """The columns with what stands in them first."""
        samples = [row.cells for row in islice(self.rows(), 10)]
        return tables.columns_of(self.headings, samples, self.headed)

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
        return tables.by_mapping(self._mapping(chosen), self.headings)

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


def _table(data: bytes, encoding: str) -> _Table:
    """The heading and what kind of table it opens: a known export if it is one, parted by whatever sign."""
    looks = {delimiter: first_rows(data, encoding, delimiter) for delimiter in DELIMITERS}
    for delimiter, rows in looks.items():
        for row in rows:
            if kind := _known(row.cells):
                return _Table(data, encoding, delimiter, kind, row.line, row.cells)
    if max(len(row.cells) for rows in looks.values() for row in rows[:1] or [TextRow(0, [])]) > MOST_CHOICES:
        raise Unreadable(
            _(
                "There are more than %(most)d columns. Leave out the ones you don’t need, and choose the file again."
            )
            % {"most": MOST_CHOICES}
        )
    known = {delimiter: list(map(_known_headings, rows)) for delimiter, rows in looks.items()}
    best = max(looks, key=lambda delimiter: _likeness(looks[delimiter], known[delimiter]))
    line, headings = _heading(looks[best], known[best])
    if len(headings) < 2 and not tables.mapping_of(headings) and not tables.has_no_heading(headings):
        raise Unreadable(_("This isn’t a list of contacts: no columns were found in it."))
    return _Table(data, encoding, best, TABLE, line, headings)


def _known_headings(row: TextRow) -> int:
    """How many cells of a row are headings; of one that is too wide for choosing none is looked at."""
    return len(tables.mapping_of(row.cells)) if len(row.cells) <= MOST_CHOICES else 0


def _known(cells: list[str]) -> TableFormat | None:
    """The format whose headings these cells are."""
    if len(cells) < 4:
        return None
    plain = list(map(tables.plain_heading, cells))
    return next((row for row in FORMATS if isinstance(row, TableFormat) and row.is_heading(plain)), None)


def _heading(rows: list[TextRow], known: list[int]) -> tuple[int, list[str]]:
    """The row with the most known headings; the first that is not Excel's own when there is none."""
    filled = [(row, number) for row, number in zip(rows, known, strict=True) if not _is_sep(row.cells)]
    if not filled:
        raise Unreadable(_("The file is empty."))
    best, number = max(filled, key=lambda pair: pair[1])
    row = best if number >= 2 else filled[0][0]
    return row.line, row.cells


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
