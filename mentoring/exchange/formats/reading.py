"""Opens a file of contacts: recognises it by its content, never by its name."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import tables
from .known import FORMATS, TABLE, FileFormat, Format, TableFormat
from .plain_text import DELIMITERS, count_rows, encoding_of, first_rows, text_rows
from .rows import MOST_BYTES, Column, Reading, RowReader, Unreadable
from .zipped import chosen_member, is_zip


def read(data: bytes, columns: dict[int, str] | None = None) -> Reading:
    """What a file holds; `columns` maps the columns of a table to names of FIELDS. Raises Unreadable.

    Without `columns` a table is read by the likely choice.
    """
    data = opened(data)
    encoding = encoding_of(data)
    file = _file_format(data, encoding)
    if file is None:
        return _table(data, encoding).reading(columns)
    total, source = file.entries(data, encoding)
    return Reading(file.key, total, file.notes, source)


def guessed_columns(data: bytes) -> list[Column]:
    """The columns of a table that is none of the known exports, each with its likely field.

    An empty list for a known export, whose columns need no choosing. Raises Unreadable.
    """
    data = opened(data)
    encoding = encoding_of(data)
    if _file_format(data, encoding):
        return []
    table = _table(data, encoding)
    return [] if isinstance(table.format, TableFormat) else table.columns()


def opened(data: bytes) -> bytes:
    """The bytes to read: those of the member where the file is a ZIP. Raises Unreadable for other kinds."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 20 MB."))
    if is_zip(data):
        return _member(data)
    _refuse_other_kinds(data)
    return data


def _member(data: bytes) -> bytes:
    """The list among the members of a ZIP that ranks highest: LinkedIn's connections before others."""
    content = chosen_member(data, _likelihood)
    if not content:
        raise Unreadable(
            _("There is no Connections.csv in this ZIP. Choose “Connections” when you ask LinkedIn for it.")
        )
    _refuse_other_kinds(content)
    return content


def _likelihood(head: bytes) -> int:
    """How much the beginning of a member looks like contacts: the rank of its format."""
    try:
        # A letter may be cut at the end of the beginning, so the last line is left out.
        head = head[: head.rfind(b"\n") + 1] or head
        _refuse_other_kinds(head)
        encoding = encoding_of(head)
        return (_file_format(head, encoding) or _table(head, encoding).format).rank
    except Unreadable:
        return 0


_OTHER_KINDS = (
    (
        rb"\s*<(?:!--|!doctype|html|head|body|script|\?xml|svg|rss)",
        gettext_lazy("This is a web page, not a list of contacts."),
    ),
    (rb"%PDF-", gettext_lazy("This is a PDF. Export your contacts as CSV or vCard instead.")),
    (rb"\xd0\xcf\x11\xe0", gettext_lazy("This is a spreadsheet. Save it as CSV first.")),
    (rb"\x1f\x8b|7z\xbc\xaf|BZh\d|\xfd7zXZ|Rar!", gettext_lazy("This is a packed file. Unpack it first.")),
    (rb"\s*\{", gettext_lazy("This isn’t a list of contacts. A file with everything goes to “Your data”.")),
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

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the heading."""
        return (row for row in text_rows(self.data, self.encoding, self.delimiter) if row[0] > self.after)

    def columns(self) -> list[Column]:
        """The columns with what stands in them first."""
        samples = [cells for _line, cells in islice(self.rows(), 10)]
        return tables.columns_of(self.headings, samples, self.headed)

    def reading(self, chosen: dict[int, str] | None) -> Reading:
        """All people of the table. Raises Unreadable when no column tells who they are."""
        person = self._row_reader(chosen)
        total = count_rows(self.data, self.encoding, self.delimiter, self.after)
        if not total:
            raise Unreadable(_("There is nobody in this file, only a heading."))
        return Reading(
            self.format.key,
            total,
            self.format.notes,
            source=lambda start: (person(line, cells) for line, cells in islice(self.rows(), start, None)),
        )

    def _row_reader(self, chosen: dict[int, str] | None) -> RowReader:
        if isinstance(self.format, TableFormat):
            return self.format.row_reader(self.headings)
        return partial(tables.person, mapping=self._mapping(chosen), width=len(self.headings))

    def _mapping(self, chosen: dict[int, str] | None) -> dict[int, str]:
        if chosen is None:
            chosen = {column.index: column.guess for column in self.columns()}
        mapping = {index: field for index, field in chosen.items() if field in tables.FIELDS}
        if not {"name", "first_name", "last_name", "email"} & set(mapping.values()):
            raise Unreadable(_("No column says who somebody is. Choose the one with the name."))
        return tables.with_parts(mapping, self.headings) if self.headed else mapping


def _table(data: bytes, encoding: str) -> _Table:
    """The heading and what kind of table it opens: a known export if it is one, parted by whatever sign."""
    looks = {delimiter: first_rows(data, encoding, delimiter) for delimiter in DELIMITERS}
    for delimiter, rows in looks.items():
        for line, cells in rows:
            if kind := _known(cells):
                return _Table(data, encoding, delimiter, kind, line, cells)
    best = max(looks, key=lambda delimiter: _likeness(looks[delimiter]))
    line, headings = _heading(looks[best])
    if len(headings) < 2 and not tables.mapping_of(headings) and not tables.has_no_heading(headings):
        raise Unreadable(_("This isn’t a list of contacts: no columns were found in it."))
    return _Table(data, encoding, best, TABLE, line, headings)


def _known(cells: list[str]) -> TableFormat | None:
    """The format whose headings these cells are."""
    known = (row for row in FORMATS if isinstance(row, TableFormat) and row.is_heading(cells))
    return next(known, None) if len(cells) >= 4 else None


def _heading(rows: list[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The row with the most known headings; the first that is not empty when there is none."""
    filled = [row for row in rows if any(cell.strip() for cell in row[1]) and not _is_sep(row[1])]
    if not filled:
        raise Unreadable(_("The file is empty."))
    best = max(filled, key=lambda row: len(tables.mapping_of(row[1])))
    return best if len(tables.mapping_of(best[1])) >= 2 else filled[0]


def _is_sep(cells: list[str]) -> bool:
    """Excel's first line that names the sign between cells."""
    return cells[0].strip().lower().startswith("sep=")


def _likeness(rows: list[tuple[int, list[str]]]) -> tuple[int, int, int]:
    """How much these rows look like a table: known headings, rows of equal width, columns."""
    widths = [len(cells) for _line, cells in rows if any(cells) and not _is_sep(cells)]
    if not widths:
        return (0, 0, 0)
    known = max(len(tables.mapping_of(cells)) for _line, cells in rows)
    equal = sum(width == widths[0] for width in widths) if widths[0] > 1 else 0
    return (known, equal, widths[0])
