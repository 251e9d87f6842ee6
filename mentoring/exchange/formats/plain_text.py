"""The cells of a table row by row, without ever holding it whole, and mended where a quotation mark is missing."""

import csv
import io
import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, partial
from itertools import islice, pairwise
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from ...identity.keys import profile_key
from .rows import MOST_COLUMNS, Unreadable, require_at_most
from .ways_to_reach import is_email

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
    has_stray_marks = cache(partial(_has_stray_marks, data, encoding, delimiter, after))
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
                fits = not any(map(str.strip, cells[width:]))
                within = _looked_into(lines.taken, cells[:width] if fits else cells, delimiter, width)
                mended, doubtful = within.has_rows, within.is_doubtful and not is_exact
                if mended and fits:
                    chance = _chance_of_its_end(lines.taken, cells[:width], delimiter, width)
                    by_chance = chance is _Chance.LIKELY or (
                        within.has_people and (chance is _Chance.POSSIBLE or has_stray_marks())
                    )
                    mended = by_chance and not is_exact
                    doubtful = not mended
        except csv.Error:
            cells, mended = [], True
        if cells is None:
            return
        if mended:
            cells = _mended(lines.give_back_all_but_the_first(), delimiter, width)
        elif width > 1 and not is_exact and any(map(str.strip, cells[width:])):
            cells, wider = _rejoined(cells, delimiter, width), cells
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


class _Within(NamedTuple):
    """What the lines of the cells of a row show: whether they look like rows, or like people, or may be rows."""

    has_rows: bool
    has_people: bool = False
    is_doubtful: bool = False


def _looked_into(taken: list[str], cells: list[str], delimiter: str, width: int) -> _Within:
    """Whether a row of several lines seems to have others in it.

    It does where the first line is as wide as the heading and all of it is not, or where the first line and the last
    are each as wide as all of it and have their address in the same column. Else the lines of its cells tell.
    """
    first, last_line = (_mended(line, delimiter, width) for line in (taken[0], taken[-1]))
    addresses = {at: cell for at, cell in enumerate(first) if _is_own_address(cell)}
    has_rows = len(cells) != width == len(first)
    has_people = doubtful = False
    if len(first) == len(last_line) == len(cells) > 1:
        has_rows = has_rows or any(_is_own_address(last_line[at]) for at in addresses)
        doubtful = not any(cell.startswith(" ") for cell in first + last_line)
    for at, cell in enumerate(cells):
        lines = [line for line in cell.splitlines() if line.strip()][1:]
        rows = [_LikeARow(line, delimiter, width, addresses) for line in lines if delimiter in line]
        if not rows:
            continue
        last = rows[-1] if delimiter in lines[-1] and not cell.endswith(("\n", "\r")) else None
        is_clear = any(row.has_address or row.has_gap for row in rows)
        is_likely = at > 1 and len(rows) == len(lines) and not any(row.is_prose for row in rows)
        # A cell with rows in it ends in the column in which it began: its last line is a row too.
        ends_alike = last is not None and last.signs == at and not last.is_prose
        has_twin = any(row.is_twin and (row is last or row.is_as_wide) for row in rows)
        if len(first) == len(cells) and (has_twin or (ends_alike and (is_clear or is_likely))):
            has_rows = True
        least = min(width, len(first)) - 1
        has_people = has_people or any(row.is_somebody_else and row.signs >= least for row in rows)
        doubtful = doubtful or is_clear or any(row.is_as_wide for row in rows)
    return _Within(has_rows, has_people, doubtful and not has_rows)


class _Chance(Enum):
    """How a mark that ends a cell of several lines may stand there by chance: another was forgotten before it."""

    NONE = 0
    POSSIBLE = 1
    LIKELY = 2


def _chance_of_its_end(taken: list[str], cells: list[str], delimiter: str, width: int) -> _Chance:
    """Whether the mark that ends a cell of several lines may be the sign of an inch, or may open one of its own.

    It is likely to where the first line and the last one are each as wide as all of the row, and in the last cell,
    which a note may be as well, where both leave the same cells empty and the rest of the heading away.
    """
    first, last = (_mended(line, delimiter, len(cells)) for line in (taken[0], taken[-1]))
    if len(first) == len(last) == len(cells):
        empty, same = ([not cell.strip() for cell in row] for row in (first, last))
        if "\n" not in cells[-1] or (len(cells) < width and any(empty) and empty == same):
            return _Chance.LIKELY
    found = re.match('(?:[^"]++|"")*+(?=")', taken[-1])
    before = found.group() if found else ""
    if inch := re.search(r"(?<!\d)(?<!\d[ :/.-])(\d{1,2})(?:[.,/]\d)?$", before):
        return _Chance.LIKELY if len(inch[1]) == 2 else _Chance.POSSIBLE
    return _Chance.POSSIBLE if before.rstrip(" ").endswith(delimiter) else _Chance.NONE


def _has_stray_marks(data: bytes | IO[bytes], encoding: str, delimiter: str, after: int) -> bool:
    """Whether some mark of a table neither opens a cell, nor ends one, nor is doubled; of a file it is not known."""
    if not isinstance(data, bytes):
        return False
    text = "".join(data.decode(encoding).splitlines(keepends=True)[after:])
    sign = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]++|"")*+"|[^"{sign}\r\n]*+)'
    return not re.fullmatch(rf"(?:{cell}(?:{sign}|\r\n|\r|\n|\Z))*+", text)


class _LikeARow:
    """What in a line of a cell shows that it may be a row: signs between cells, as prose has none, and addresses."""

    def __init__(self, line: str, delimiter: str, width: int, addresses: dict[int, str]):
        cells = line.split(delimiter)
        self.signs, self.is_prose = len(cells) - 1, f"{delimiter} " in line.rstrip()
        own = {} if self.is_prose else {at: cell for at, cell in enumerate(cells) if _is_own_address(cell)}
        self.has_address, self.has_gap = bool(own), delimiter * 2 in line
        # Prose of a few commas is no row.
        self.is_as_wide = self.signs >= width - 1 and (not self.is_prose or width > 4)
        self.is_twin = bool(own.keys() & addresses.keys())
        # In the column in which the first row has one; her own address once more is a signature.
        others = own.keys() & addresses.keys() if addresses else own.keys()
        self.is_somebody_else = any(own[at] != addresses.get(at) for at in others)


def _is_own_address(cell: str) -> bool:
    """Whether a cell is an address or a profile, and nothing else."""
    text = cell.strip(' "')
    return ("@" in text and is_email(text)) or ("linkedin.com" in text.lower() and bool(profile_key(text)))


def _mended(line: str, delimiter: str, width: int) -> list[str]:
    """The cells of one line: a quotation mark that opens a cell closes before a delimiter, or never was one.

    One that opens the last of `width` cells and never closes holds the rest of the line.
    """
    line = line.rstrip("\r\n")
    closing = re.compile(rf'" *(?:{re.escape(delimiter)}|$)')
    cells, at, may_close = [], 0, True
    while at <= len(line):
        end, opens = None, line.startswith('"', at)
        if may_close and opens:
            end = closing.search(line, at + 1)
            may_close = end is not None
        if end:
            cells.append(line[at + 1 : end.start()].replace('""', '"'))
            at = end.end() if line.startswith(delimiter, end.end() - 1) else len(line) + 1
        else:
            stop = line.find(delimiter, at)
            stop = len(line) if stop < 0 or (opens and len(cells) == width - 1) else stop
            cells.append(line[at:stop].removeprefix('"'))
            at = stop + 1
    return _rejoined(cells, delimiter, width)


def _rejoined(cells: list[str], delimiter: str, width: int) -> list[str]:
    """The cells of a row that has too many: those parted by a sign with a blank behind it are one, if that is all."""
    begins = [at for at, cell in enumerate(cells) if not (at and cell.startswith(" "))]
    if len(begins) != width > 1:
        return cells
    return [delimiter.join(cells[at:until]) for at, until in pairwise([*begins, len(cells)])]


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
