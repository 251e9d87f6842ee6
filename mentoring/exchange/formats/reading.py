"""Opens a file of contacts: recognises it by its content, never by its name."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import google, linkedin, tables, vcard
from .plain_text import DELIMITERS, count_rows, encoding_of, first_rows, text_rows
from .rows import MOST_BYTES, Column, Entry, Reading, Unreadable
from .zipped import chosen_member, is_zip

_LABELS = {
    "linkedin": gettext_lazy("LinkedIn connections"),
    "google": gettext_lazy("Google contacts"),
    "outlook": gettext_lazy("Outlook contacts"),
    "waymark": gettext_lazy("Waymark contacts"),
    "vcard": gettext_lazy("vCard"),
    "table": gettext_lazy("A table"),
}
_NOTES = {
    "linkedin": (
        gettext_lazy("LinkedIn’s file has no places, past jobs or years of a degree: those stay unknown."),
        gettext_lazy("It has an email address only for those who allow it."),
    ),
}


def read(data: bytes, columns: dict[int, str] | None = None) -> Reading:
    """What a file holds; `columns` maps the columns of a table to names of FIELDS. Raises Unreadable.

    Without `columns` a table is read by the likely choice.
    """
    data = opened(data)
    encoding = encoding_of(data)
    cards = _cards(data, encoding)
    return cards if cards is not None else _table(data, encoding).reading(columns)


def guessed_columns(data: bytes) -> list[Column]:
    """The columns of a table that is none of the known exports, each with its likely field.

    An empty list for a known export, whose columns need no choosing. Raises Unreadable.
    """
    data = opened(data)
    encoding = encoding_of(data)
    if _cards(data, encoding) is not None:
        return []
    table = _table(data, encoding)
    return table.columns() if table.format == "table" else []


def opened(data: bytes) -> bytes:
    """The bytes to read: those of the member where the file is a ZIP. Raises Unreadable for other kinds."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 20 MB."))
    if is_zip(data):
        return _member(data)
    _refuse_other_kinds(data)
    return data


def _member(data: bytes) -> bytes:
    """LinkedIn's connections among the members of its ZIP; else another list that is recognised."""
    content = chosen_member(data, _likelihood)
    if not content:
        raise Unreadable(
            _("There is no Connections.csv in this ZIP. Choose “Connections” when you ask LinkedIn for it.")
        )
    _refuse_other_kinds(content)
    return content


def _likelihood(head: bytes) -> int:
    """How much the beginning of a member looks like contacts: LinkedIn's own first, nothing else than known."""
    try:
        # A letter may be cut at the end of the beginning, so the last line is left out.
        head = head[: head.rfind(b"\n") + 1] or head
        _refuse_other_kinds(head)
        encoding = encoding_of(head)
        if _begins_as_card(head, encoding):
            return 1
        return {"linkedin": 2, "table": 0}.get(_table(head, encoding).format, 1)
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


def _cards(data: bytes, encoding: str) -> Reading | None:
    if not _begins_as_card(data, encoding):
        return None
    data = vcard.unified(data, encoding)
    cards = vcard.cards_of(data)
    if not cards:
        raise Unreadable(_("There is no card in this file."))
    return Reading(
        "vcard", _LABELS["vcard"], len(cards), source=lambda start: vcard.card_people(data, cards[start:])
    )


def _begins_as_card(data: bytes, encoding: str) -> bool:
    return vcard.is_cards(data[:2000].decode(encoding, "ignore").removeprefix("\ufeff").encode())


class _Table:
    """A table whose heading was found: what kind it is, how it is parted, and a person from each of its rows."""

    def __init__(self, data: bytes, encoding: str, delimiter: str, kind: str, line: int, headings: list[str]):
        self.data, self.encoding, self.delimiter = data, encoding, delimiter
        self.format, self.headings = kind, headings
        self.headed = kind != "table" or not tables.has_no_heading(headings)
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
        person: Callable[[int, list[str]], Entry]
        if self.format == "linkedin":
            person = partial(linkedin.linkedin_person, headings=self.headings)
        elif self.format == "google":
            person = partial(google.google_person, headings=self.headings)
        else:
            person = partial(tables.person, mapping=self._mapping(chosen), width=len(self.headings))
        total = count_rows(self.data, self.encoding, self.delimiter, self.after)
        if not total:
            raise Unreadable(_("There is nobody in this file, only a heading."))
        return Reading(
            # Our own table is a table whose columns need no choosing.
            "table" if self.format == "waymark" else self.format,
            _LABELS[self.format],
            total,
            notes=_NOTES.get(self.format, ()),
            source=lambda start: (person(line, cells) for line, cells in islice(self.rows(), start, None)),
        )

    def _mapping(self, chosen: dict[int, str] | None) -> dict[int, str]:
        if self.format == "waymark":
            return {
                index: "own_tags" if field == "tags" else field for index, field in enumerate(tables.OURS)
            }
        if self.format != "table":
            return tables.mapping_of(self.headings)
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
    return _Table(data, encoding, best, "table", line, headings)


def _known(cells: list[str]) -> str:
    if len(cells) < 4:
        return ""
    if linkedin.is_linkedin_heading(cells):
        return "linkedin"
    if google.is_google_heading(cells):
        return "google"
    if tables.is_outlook(cells):
        return "outlook"
    return "waymark" if tables.is_ours(cells) else ""


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
