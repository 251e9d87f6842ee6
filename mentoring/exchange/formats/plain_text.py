"""The cells of a table row by row, without ever holding it whole, and mended where a quotation mark is missing."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from .rows import MOST_COLUMNS, MOST_ROWS, Unreadable

LONGEST_LINE = 200_000
# Lines of one row: what runs on for longer has lost a quotation mark.
MOST_LINES_OF_A_ROW = 2_000
# Empty lines that are told as one row.
MOST_EMPTY_LINES = 100_000
DELIMITERS = ",;\t|"


class TextRow(NamedTuple):
    """A row with the line it begins on; `mended` where its quotation marks had to be guessed."""

    line: int
    cells: list[str]
    mended: bool = False
    # Where nothing stands in it: as many rows as this one stands for.
    number: int = 1

    @property
    def is_filled(self) -> bool:
        """Whether something stands in one of its cells."""
        return any(map(str.strip, self.cells))


class _Lines:
    """The lines of a text, each no longer than LONGEST_LINE; a row that was read wrongly gives its lines back."""

    def __init__(self, data: bytes | IO[bytes], encoding: str):
        stream = io.BytesIO(data) if isinstance(data, bytes) else data
        # Bytes were looked at as a whole; of what is read piece by piece a letter may be none.
        errors = "strict" if isinstance(data, bytes) else "replace"
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
        self._given_back: list[str] = []
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self):
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES_OF_A_ROW:
            raise StopIteration
        line = self._given_back.pop() if self._given_back else self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE:
            raise Unreadable(
                _("Line %(line)d is longer than %(most)s characters. No list has such a line.")
                % {"line": self.number, "most": f"{LONGEST_LINE:,}"}
            )
        self.taken.append(line)
        return line

    def pass_empty(self, delimiter: str) -> int:
        """Go on to the next line that says something; how many there were before it."""
        passed, signs = 0, f" \r\n{delimiter}"
        while True:
            line = self._given_back.pop() if self._given_back else self._text.readline(LONGEST_LINE)
            is_enough = passed == MOST_EMPTY_LINES
            if not line or is_enough or line.strip(signs) or len(line) == LONGEST_LINE:
                if line:
                    self._given_back.append(line)
                self.number += passed
                return passed
            passed += 1

    def pass_over(self, most: int, delimiter: str) -> int:
        """Pass over filled rows of one line each, up to the next quotation mark; how many there were."""
        passed = 0
        while passed < most:
            line = self._given_back.pop() if self._given_back else self._text.readline(LONGEST_LINE)
            if not line or '"' in line:
                self._given_back += [line] if line else []
                break
            self.number += 1
            passed += bool(line.replace(delimiter, " ").strip())
        return passed

    def give_back_all_but_the_first(self) -> str:
        """The first line of the row; the others are read once more."""
        self._given_back += self.taken[:0:-1]
        self.number -= len(self.taken) - 1
        return self.taken[0]


def text_rows(
    data: bytes | IO[bytes], encoding: str, delimiter: str, width: int = 0, after: int = 0, skipped: int = 0
) -> Iterator[TextRow]:
    """Each row that begins below the line `after`, of `width` cells if that is known; without the first filled ones.

    `data` may be a file, of which no more is held than the row that is read. Raises Unreadable beyond all measure.
    A row whose quotation marks make no sense is read line by line, so that it swallows no other.
    """
    lines = _Lines(data, encoding)
    # With `strict` a missing quotation mark is an error, and the next row is read as if nothing had been.
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken.clear()
        if skipped and lines.number >= after:
            skipped -= lines.pass_over(skipped, delimiter)
        if passed := lines.pass_empty(delimiter):
            first = lines.number - passed + 1
            if first > after:
                yield TextRow(first, [], number=passed)
        line, mended = lines.number + 1, False
        try:
            cells = next(reader, None)
            mended = cells is not None and _swallows(lines.taken, cells, delimiter, width)
        except csv.Error:
            cells, mended = [], True
        if cells is None:
            return
        if mended:
            cells = _mended(lines.give_back_all_but_the_first(), delimiter)
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                _("Line %(line)d has more than %(most)d columns.") % {"line": line, "most": MOST_COLUMNS}
            )
        row = TextRow(line, cells, mended)
        if line > after and skipped:
            skipped -= row.is_filled
        elif line > after:
            yield row


def _swallows(lines: list[str], cells: list[str], delimiter: str, width: int) -> bool:
    """Whether a row of several lines has others in it: it has not the width of the heading, but its first line has."""
    if len(lines) < 2 or width < 2:
        return False
    alone = _mended(lines[0], delimiter)
    if len(alone) != width:
        return False
    return len(cells) != width or (width >= 4 and all(line.count(delimiter) >= width - 1 for line in lines))


def _mended(line: str, delimiter: str) -> list[str]:
    """The cells of one line: a quotation mark that opens a cell closes before a delimiter, or never was one."""
    line = line.rstrip("\r\n")
    closing = re.compile(rf'" *(?:{re.escape(delimiter)}|$)')
    cells, at, may_close = [], 0, True
    while at <= len(line):
        end = None
        if may_close and line.startswith('"', at):
            end = closing.search(line, at + 1)
            may_close = end is not None
        if end:
            cells.append(line[at + 1 : end.start()].replace('""', '"'))
            at = end.end() if line.startswith(delimiter, end.end() - 1) else len(line) + 1
        else:
            stop = line.find(delimiter, at)
            stop = len(line) if stop < 0 else stop
            cells.append(line[at:stop].removeprefix('"'))
            at = stop + 1
    return cells


def first_rows(data: bytes, encoding: str, delimiter: str, most: int = 20) -> list[TextRow]:
    """The filled ones of the first rows, for finding the heading; those before the first one that cannot be read."""
    found: list[TextRow] = []
    try:
        for row in islice(text_rows(data, encoding, delimiter), 10 * most):
            if row.is_filled and len(found) < most:
                found.append(row)
    except Unreadable:
        if not found:
            raise
    return found


def count_rows(rows: Iterator[TextRow]) -> tuple[int, int]:
    """How many of these rows are filled and how many empty. Raises Unreadable beyond MOST_ROWS filled ones."""
    filled = empty = 0
    for row in rows:
        if row.is_filled:
            filled += 1
        else:
            empty += row.number
        if filled > MOST_ROWS:
            raise Unreadable(
                _("There are more than %(most)s rows. Split the file and import it in parts.")
                % {"most": f"{MOST_ROWS:,}"}
            )
    return filled, empty
