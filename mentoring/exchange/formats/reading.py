"""Opens a file of contacts: recognises it by its content, never by its name."""

import dataclasses
import io
import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...text.text import and_list
from . import tables
from .card_edges import is_cards
from .encodings import LETTERS, encoding_of, letters_to_choose
from .found_table import Look, table_of
from .known import FORMATS, FileFormat
from .plain_text import LONGEST_LINE
from .rows import EMPTY_FILE, MOST_BYTES, MOST_ROWS, SPREADSHEET, Entry, Reading, Unreadable
from .ways_to_reach import one_a_line
from .zipped import Member, chosen_members, is_zip


def read(
    data: bytes, columns: dict[int, str] | None = None, letters: str = "", counted: int = 0,
    is_person: bool | None = None,
) -> Reading:  # fmt: skip
    """What a file holds; `columns` maps the columns of a table to names of FIELDS. Raises Unreadable.

    Without `columns` a table is read by the likely choice, without `letters` in the likeliest encoding; `is_person`
    says whether its first row is one. `counted` is the total as it was counted before, so that a slice of a long table
    need not count it again.
    """
    members, advice = opened(data)
    counted = counted if len(members) == 1 else 0
    readings: list[Reading] = []
    for member in members:
        readings.append(_list_reading(member.data, columns, letters, counted, is_person))
        if sum(reading.total for reading in readings) > MOST_ROWS:
            raise Unreadable(
                _("There are more than %(most)s people in this ZIP. Import its lists one by one.")
                % {"most": f"{MOST_ROWS:,}"}
            )
    notes = dict.fromkeys([*(note for reading in readings for note in reading.notes), *advice])
    return dataclasses.replace(_as_one_list(members, readings), notes=tuple(notes))


def _list_reading(
    data: bytes, columns: dict[int, str] | None, letters: str, counted: int, is_person: bool | None
) -> Reading:
    encoding = encoding_of(data, letters)
    file = _file_format(data, encoding)
    if file is None:
        reading = table_of(data, encoding, is_person).reading(columns, counted)
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


def looked_at(data: bytes, letters: str = "", is_person: bool | None = None) -> Look:
    """The columns of a table that is none of the known exports, and the likely letters where that is not clear.

    Raises Unreadable.
    """
    found = Look([], [])
    for member in opened(data)[0]:
        encoding = encoding_of(member.data, letters)
        if not (found.columns or _file_format(member.data, encoding)):
            found = table_of(member.data, encoding, is_person).look()
        found = found._replace(letters=found.letters or letters_to_choose(member.data, encoding))
    return found


def opened(data: bytes) -> tuple[list[Member], list[str | Promise]]:
    """The lists to read, those in the file where it is a ZIP, and what to tell of them. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 20 MB."))
    if is_zip(data):
        return _members(data)
    _refuse_other_kinds(data)
    return [Member("", _one_a_line(data))], []


def _one_a_line(data: bytes) -> bytes:
    """The same file; where it is one line of addresses, each of them on its own."""
    if len(data) > LONGEST_LINE or b"@" not in data:
        return data
    try:
        return one_a_line(data.decode("utf-8-sig").strip()).encode() or data
    except UnicodeDecodeError:
        return data


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
        names = _named([member.name for member in members])
        advice.append(_("Read from the ZIP: %(files)s.") % {"files": names})
    if left:
        advice.append(_("Not read, though there may be people in it: %(files)s.") % {"files": _named(left)})
    return advice


def _named(names: list[str]) -> str:
    """The first of these files, and how many more there are."""
    found, more = list(map(_member_name, names[:5])), len(names) - 5
    if more > 0:
        found.append(ngettext("one more file", "%(number)d more files", more) % {"number": more})
    return and_list(found)


def _member_name(name: str) -> str:
    return "".join(char for char in name.rpartition("/")[2] if char.isprintable())[-60:]


def contacts_likelihood(head: bytes) -> float:
    """How much the beginning of a member looks like contacts: the rank of its format, or by its headings."""
    try:
        # A letter may be cut at the end of the beginning, so the last line is left out.
        head = head[: head.rfind(b"\n") + 1] or head
        _refuse_other_kinds(head)
        encoding = "utf-8" if is_cards(head) else encoding_of(head)
        file = _file_format(head, encoding)
        if file:
            return file.rank
        table = table_of(head, encoding)
        return table.format.rank or tables.likelihood(table.headings)
    except Unreadable:
        return 0


_OTHER_KINDS = (
    (
        rb"\s*<(?:!--|!doctype|html|head|body|script|\?xml|svg|rss)",
        gettext_lazy("This is a web page, not a list of contacts."),
    ),
    (rb"%PDF-", gettext_lazy("This is a PDF. Export your contacts as CSV or vCard instead.")),
    (rb"\xd0\xcf\x11\xe0", SPREADSHEET),
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
            raise Unreadable(EMPTY_FILE)
        return
    for pattern, reason in _OTHER_KINDS:
        if re.match(pattern, start, re.IGNORECASE):
            raise Unreadable(str(reason))


def _file_format(data: bytes, encoding: str) -> FileFormat | None:
    """The format that is no table and begins like these bytes."""
    beginning = data[:2000].decode(encoding, "ignore").removeprefix("\ufeff").encode()
    files = (row for row in FORMATS if isinstance(row, FileFormat))
    return next((row for row in files if row.is_beginning(beginning)), None)
