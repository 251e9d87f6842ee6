"""Contacts out as files: a table for spreadsheets and cards for phones, written while they are sent."""

import csv
from collections.abc import Iterator

from django.db.models import QuerySet

from ..identity.fields import COLUMNS, FIELDS, NAME, PLACE
from ..models import Contact
from ..text.text import as_list
from .formats.card_edges import OURS
from .formats.tables import FIELDS as HEADINGS
from .formats.tables import FORMULA

AT_ONCE = 500


class _Echo:
    """What a csv writer writes to when each row is wanted as soon as it is written."""

    def write(self, text: str) -> str:
        return text


def csv_of(contacts: QuerySet[Contact]) -> Iterator[str]:
    """A table of these contacts, row by row, as spreadsheets take it: UTF-8 with its mark, CRLF, a heading.

    A cell that a spreadsheet would run as a formula begins with an apostrophe; Waymark takes that off again.
    """
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow([str(HEADINGS[field]) for field in COLUMNS])
    for contact in _read(contacts):
        tags = as_list((tag.name for tag in contact.tags.all()), ";")
        cells = [tags if field == "tags" else getattr(contact, field) for field in COLUMNS]
        yield writer.writerow([guarded(cell) for cell in cells])


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs; one that would look like that already gets one more apostrophe."""
    return f"'{cell}" if cell.lstrip("'")[:1] in tuple(FORMULA) else cell


def vcards_of(contacts: QuerySet[Contact]) -> Iterator[str]:
    """These contacts as cards (vCard 3.0, RFC 2426, which phones and Google take best), one after the other."""
    for contact in _read(contacts):
        first, _space, last = contact.name.rpartition(" ")
        lines = [
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"PRODID:{OURS}",
            f"UID:urn:uuid:{contact.form_key}",
            f"{NAME.vcard}:{_escaped(contact.name)}",
            f"N:{_escaped(last)};{_escaped(first)};;;",
        ]
        for field in FIELDS:
            text = _escaped(getattr(contact, field.name))
            if text and field is not NAME:
                lines.append(f"{field.vcard}:{f';;;{text};;;' if field is PLACE else text}")
        if tags := [_escaped(tag.name) for tag in contact.tags.all()]:
            lines.append(f"CATEGORIES:{','.join(tags)}")
        lines.append("END:VCARD")
        yield "".join(map(_folded_line, lines))


def _read(contacts: QuerySet[Contact]) -> Iterator[Contact]:
    return contacts.prefetch_related("tags").iterator(chunk_size=AT_ONCE)


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(char for char in text if char == "\t" or (char >= " " and char != "\x7f"))


def _folded_line(line: str) -> str:
    """A line in pieces of at most 75 bytes (RFC 2426, 2.6), never within a letter."""
    pieces, piece, length = [], "", 0
    for char in line:
        size = len(char.encode())
        if length + size > 75:
            pieces.append(piece)
            piece, length = " ", 1
        piece, length = piece + char, length + size
    return "\r\n".join([*pieces, piece]) + "\r\n"
