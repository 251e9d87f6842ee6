"""Bytes as text: which encoding a file has, and its cells row by row without ever holding it whole."""

import codecs
import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .rows import MOST_COLUMNS, MOST_ROWS, Unreadable

LONGEST_LINE = 200_000
DELIMITERS = ",;\t"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(data: bytes) -> str:
    """The encoding in which all of `data` is text: UTF-8, UTF-16 or Windows-1252. Raises Unreadable."""
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    for encoding in (marked,) if marked is not None else ("utf-8", _unmarked_utf16(data), "cp1252"):
        if encoding and _decodes(data, encoding):
            return encoding
    raise Unreadable(_("This isn’t a text file. Save it as CSV in UTF-8, or as a vCard."))


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark shows by the zero in every second byte of plain letters."""
    start = data[:4000]
    if start[1::2].count(0) * 3 > len(start):
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) * 3 > len(start) else ""


def _decodes(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    controls = 0
    try:
        for start in range(0, len(data), 1 << 16):
            text = decoder.decode(data[start : start + (1 << 16)], final=start + (1 << 16) >= len(data))
            if "\0" in text:
                return False
            if start == 0:
                controls = sum(char < " " and char not in "\t\r\n\v\f" for char in text)
    except UnicodeDecodeError:
        return False
    return controls * 100 <= len(data[: 1 << 16])


def text_rows(data: bytes, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on. Raises Unreadable for lines, cells and rows beyond all measure."""
    reader = csv.reader(_lines(data, encoding), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(
                _("The cell that begins near line %(line)d never ends. Is a quotation mark missing?")
                % {"line": line}
            ) from error
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                _("Line %(line)d has more than %(most)d columns.") % {"line": line, "most": MOST_COLUMNS}
            )
        yield line, cells


def _lines(data: bytes, encoding: str) -> Iterator[str]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise Unreadable(
                _("Line %(line)d is longer than %(most)s characters. This isn’t a list of contacts.")
                % {"line": number, "most": f"{LONGEST_LINE:,}"}
            )
        yield line


def first_rows(data: bytes, encoding: str, delimiter: str, most: int = 20) -> list[tuple[int, list[str]]]:
    """The first rows, for finding the heading; those before the first one that cannot be read."""
    found = []
    try:
        for row in text_rows(data, encoding, delimiter):
            found.append(row)
            if len(found) == most:
                break
    except Unreadable:
        if not found:
            raise
    return found


def count_rows(data: bytes, encoding: str, delimiter: str, after: int) -> int:
    """How many rows follow the line of the heading. Raises Unreadable beyond MOST_ROWS."""
    number = 0
    for line, _cells in text_rows(data, encoding, delimiter):
        number += line > after
        if number > MOST_ROWS:
            raise Unreadable(
                _("There are more than %(most)s rows. Split the file and bring it in part by part.")
                % {"most": f"{MOST_ROWS:,}"}
            )
    return number
