"""What the quotation marks of a table hold together, maybe by chance, and the cells of a line that lacks one."""

import re
from collections.abc import Callable
from enum import Enum
from itertools import pairwise
from typing import IO, NamedTuple

from ...identity.keys import profile_key
from .ways_to_reach import is_email


def swallowed(
    taken: list[str], cells: list[str], delimiter: str, width: int, is_exact: bool, is_stray: Callable[[], bool]
) -> tuple[bool, bool]:  # fmt: skip
    """Whether a row of these lines has others in it, and whether it may have; `is_stray` tells of marks elsewhere.

    It has where it is wider than the heading, or where the mark that ends its cell may stand there by chance.
    """
    fits = not any(map(str.strip, cells[width:]))
    cells = cells[:width] if fits else cells
    within = _looked_into(taken, cells, delimiter, width)
    if not (within.has_rows and fits):
        return within.has_rows, within.is_doubtful and not is_exact
    chance = _chance_of_its_end(taken, cells, delimiter, width)
    by_chance = not is_exact and (
        chance is _Chance.LIKELY or (within.has_people and (chance is _Chance.POSSIBLE or is_stray()))
    )
    return by_chance, not by_chance


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
    first, last_line = (mended_cells(line, delimiter, width) for line in (taken[0], taken[-1]))
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
    first, last = (mended_cells(line, delimiter, len(cells)) for line in (taken[0], taken[-1]))
    if len(first) == len(last) == len(cells):
        empty, same = ([not cell.strip() for cell in row] for row in (first, last))
        if "\n" not in cells[-1] or (len(cells) < width and any(empty) and empty == same):
            return _Chance.LIKELY
    found = re.match('(?:[^"]++|"")*+(?=")', taken[-1])
    before = found.group() if found else ""
    if inch := re.search(r"(?<!\d)(?<!\d[ :/.-])(\d{1,2})(?:[.,/]\d)?$", before):
        return _Chance.LIKELY if len(inch[1]) == 2 else _Chance.POSSIBLE
    return _Chance.POSSIBLE if before.rstrip(" ").endswith(delimiter) else _Chance.NONE


def has_stray_marks(data: bytes | IO[bytes], encoding: str, delimiter: str, after: int) -> bool:
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


def mended_cells(line: str, delimiter: str, width: int) -> list[str]:
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
    return rejoined(cells, delimiter, width)


def rejoined(cells: list[str], delimiter: str, width: int) -> list[str]:
    """The cells of a row that has too many: those parted by a sign with a blank behind it are one, if that is all."""
    begins = [at for at, cell in enumerate(cells) if not (at and cell.startswith(" "))]
    if len(begins) != width > 1:
        return cells
    return [delimiter.join(cells[at:until]) for at, until in pairwise([*begins, len(cells)])]
