"""The cells of a table row by row, without ever holding it whole, and mended where a quotation mark is missing."""

import csv
import io
from collections.abc import Iterator
from functools import cache, partial
from itertools import islice
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from .quotation_marks import has_stray_marks, mended_cells, rejoined, swallowed
from .rows import MOST_COLUMNS, Unreadable, require_at_most

LONGEST_LINE = 200_000
# Characters of one row of several lines, the longest notes with every sign doubled among them: what runs on for
# longer has lost a quotation mark.
MOST_OF_A_ROW = 200_000
# Empty lines that are told as one row.
MOST_EMPTY_LINES = 100_000
DELIMITERS = ",;\t|"
# Filled rows among which a heading is looked for.
MOST_FIRST_ROWS = 20


class TextRow(NamedTuple):
    """A row with the line it begins on; `mended` where its quotation marks had to be guessed.

    It is `doubtful` where a line of one of its cells looks like a row of its own.
    """

    line: int
    cells: list[str]
    mended: bool = False
    # Where nothing stands in it: as many rows as this one stands for.
    number: int = 1
    doubtful: bool = False

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
        self.length = self.number = 0

    def __iter__(self):
        return self

    def _next_line(self) -> str:
        """The next line, "" behind the last one."""
        return self._given_back.pop() if self._given_back else self._text.readline(LONGEST_LINE)

    def __next__(self) -> str:
        if self.length >= MOST_OF_A_ROW:
            raise StopIteration
        line = self._next_line()
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE:
            raise Unreadable(
                _("Line %(line)d is longer than %(most)s characters. No list has such a line.")
                % {"line": self.number, "most": f"{LONGEST_LINE:,}"}
            )
        self.taken.append(line)
        self.length += len(line)
        return line

    def pass_empty(self, delimiter: str) -> int:
        """Go on to the next line that says something; how many there were before it."""
        passed, signs = 0, f" \r\n{delimiter}"
        while True:
            line = self._next_line()
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
            line = self._next_line()
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
    data: bytes | IO[bytes], encoding: str, delimiter: str, width: int = 0, after: int = 0, skipped: int = 0,
    is_exact: bool = False,
) -> Iterator[TextRow]:  # fmt: skip
    """Each row that begins below the line `after`, of `width` cells if that is known; without the first filled ones.

    `data` may be a file, of which no more is held than the row that is read. Raises Unreadable beyond all measure.
    A row whose quotation marks make no sense is read line by line, so that it swallows no other. Where the table
    `is_exact`, written by Waymark, what its marks hold together is one cell, whatever it looks like; else it is one
    unless there is a sign that a mark of it stands there by chance. How other rows are filled is none.
    """
    lines = _Lines(data, encoding)
    is_stray = cache(partial(has_stray_marks, data, encoding, delimiter, after))
    # With `strict` a missing quotation mark is an error, and the next row is read as if nothing had been.
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken, lines.length = [], 0
        if skipped and lines.number >= after:
            skipped -= lines.pass_over(skipped, delimiter)
        if passed := lines.pass_empty(delimiter):
            first = lines.number - passed + 1
            if first > after:
                yield TextRow(first, [], number=passed)
        line, mended, doubtful = lines.number + 1, False, False
        try:
            cells = next(reader, None)
            if cells and len(lines.taken) > 1 and width > 1:
                mended, doubtful = swallowed(lines.taken, cells, delimiter, width, is_exact, is_stray)
        except csv.Error:
            cells, mended = [], True
        if cells is None:
            return
        if mended:
            cells = mended_cells(lines.give_back_all_but_the_first(), delimiter, width)
        elif width > 1 and not is_exact and any(map(str.strip, cells[width:])):
            cells, wider = rejoined(cells, delimiter, width), cells
            mended = cells is not wider
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                _("Line %(line)d has more than %(most)d columns.") % {"line": line, "most": MOST_COLUMNS}
            )
        row = TextRow(line, cells, mended, doubtful=doubtful)
        if line > after and skipped:
            skipped -= row.is_filled
        elif line > after:
            yield row


def first_rows(data: bytes, encoding: str, delimiter: str) -> list[TextRow]:
    """The filled ones of the first rows, for finding the heading; those before the first one that cannot be read."""
    found: list[TextRow] = []
    try:
        for row in islice(text_rows(data, encoding, delimiter), 10 * MOST_FIRST_ROWS):
            if row.is_filled and len(found) < MOST_FIRST_ROWS:
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
        require_at_most(filled)
    return filled, empty
