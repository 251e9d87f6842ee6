"""The files of LinkedIn's archive beside the connections: which is which, and the few columns of each that are read."""

import codecs
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from .cleaning import clean
from .encodings import encoding_of
from .plain_text import DELIMITERS, TextRow, first_rows, text_rows
from .rows import MOST_BYTES, Unreadable

MOST_MESSAGE_BYTES = 300 * 1024 * 1024
# Rows of one of these files: somebody who writes a hundred messages a day comes to half of it in ten years.
MOST_FILE_ROWS = 500_000
# Packed, a message takes more bytes than this; a file of shorter ones would cost more than its size says.
SHORTEST_ROW, FIRST_ROWS = 5, 20_000
LINES_OF_A_ROW = 50
HEAD_BYTES = 16_384
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class ArchiveFile:
    """One file of the archive: what it is called, the columns without which it can't be read, and others it may have.

    All by their headings, in small letters. Every other column is passed over.
    """

    key: str
    name: str
    needed: tuple[str, ...]
    others: tuple[str, ...] = ()
    # Of the others, those that came later or are left out by some: nobody is told where they are missing.
    unsure: tuple[str, ...] = ()
    most_bytes: int = MOST_BYTES
    # What it tells of somebody, by the columns of a tie.
    tells: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        return self.needed + self.others + self.unsure

    @property
    def stem(self) -> str:
        """Its name as names are compared."""
        return _stem(self.name)


MESSAGES = ArchiveFile(
    "messages",
    "messages.csv",
    ("from", "sender profile url", "to", "recipient profile urls", "date"),
    ("conversation id",),
    ("folder", "is message draft", "is conversation draft"),
    MOST_MESSAGE_BYTES,
    ("sent", "received", "days", "first_on", "last_on"),
)
INVITATIONS = ArchiveFile(
    "invitations",
    "Invitations.csv",
    ("from", "to", "sent at", "direction"),
    ("inviter profile url", "invitee profile url"),
    tells=("invited_by",),
)
ENDORSEMENTS_RECEIVED = ArchiveFile(
    "endorsements_received",
    "Endorsement_Received_Info.csv",
    ("endorsement date", "endorser first name", "endorser last name"),
    ("endorser public url",),
    tells=("endorsed_me", "last_endorsed_on"),
)
ENDORSEMENTS_GIVEN = ArchiveFile(
    "endorsements_given",
    "Endorsement_Given_Info.csv",
    ("endorsement date", "endorsee first name", "endorsee last name"),
    ("endorsee public url",),
    tells=("endorsed_them",),
)
_RECOMMENDED = ("first name", "last name", "creation date")
RECOMMENDATIONS_RECEIVED = ArchiveFile(
    "recommendations_received", "Recommendations_Received.csv", _RECOMMENDED, tells=("recommended_me_on",)
)
RECOMMENDATIONS_GIVEN = ArchiveFile(
    "recommendations_given", "Recommendations_Given.csv", _RECOMMENDED, tells=("recommended_them_on",)
)
PROFILE = ArchiveFile("profile", "Profile.csv", ("first name", "last name"))
# Only for whom the others speak of: the connections themselves are read as any list of contacts.
CONNECTIONS = ArchiveFile("connections", "Connections.csv", ("first name", "last name"), unsure=("url",))
FILES = (
    PROFILE,
    MESSAGES,
    INVITATIONS,
    ENDORSEMENTS_RECEIVED,
    ENDORSEMENTS_GIVEN,
    RECOMMENDATIONS_RECEIVED,
    RECOMMENDATIONS_GIVEN,
)
# These look like other tables, so that only their name tells them.
_KNOWN_BY_NAME = {PROFILE, RECOMMENDATIONS_RECEIVED, RECOMMENDATIONS_GIVEN}


def file_like(name: str, head: bytes) -> ArchiveFile | None:
    """Which file of the archive it is, by its name or else by its headings; None for another.

    One with its name and a part of its columns is taken for it, so that nobody is asked what the others are.
    """
    stem = _stem(name) if name.lower().endswith(".csv") else ""
    for file in FILES:
        is_named = file.stem == stem
        if is_named or file not in _KNOWN_BY_NAME:
            needed = len(file.needed) - len(Heading(file, head).missing_needed)
            if needed >= (2 if is_named else len(file.needed)):
                return file
    return None


def may_be_read(name: str) -> bool:
    """Whether a file of an archive has the name of one that is read."""
    return any(is_called(name, file) for file in FILES)


def is_called(name: str, file: ArchiveFile) -> bool:
    """Whether a file of an archive has the name of this one."""
    return name.lower().endswith(".csv") and _stem(name) == file.stem


def _stem(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower().rpartition("/")[2].removesuffix(".csv"))


class Heading:
    """Where the columns of a file stand, by its first bytes. Raises Unreadable for what is no text."""

    def __init__(self, file: ArchiveFile, head: bytes):
        self.file = file
        if head[:2] not in _WIDE:  # a letter may be cut in two at the end
            head = head[: head.rfind(b"\n") + 1] or head
        self.encoding = encoding_of(head) if head.strip() else "utf-8"
        looks = [(sign, row) for sign in DELIMITERS for row in _first_of(head, self.encoding, sign)]
        best = max(looks, key=lambda look: len(_places_in(look[1], file)), default=None)
        self.delimiter, self.row = best or (",", TextRow(0, []))
        self.places = _places_in(self.row, file)
        self.missing = [name for name in file.needed + file.others if name not in self.places]
        self.missing_needed = [name for name in file.needed if name not in self.places]

    def rows(self, stream: IO[bytes], size: int) -> Iterator[tuple[str, ...]]:
        """The cells of the known columns, row by row, "" for a column that is not there.

        `size` is how many bytes were sent of it. Raises Unreadable for more rows than it can have.
        """
        most = min(MOST_FILE_ROWS, FIRST_ROWS + size // SHORTEST_ROW)
        places = [self.places.get(name, -1) for name in self.file.columns]
        width, last = len(self.row.cells), max(places)
        found = text_rows(stream, self.encoding, self.delimiter, width, self.row.line)
        for number, row in enumerate(found):
            if number > most or row.line > most * LINES_OF_A_ROW:
                raise Unreadable(_("It has more than %(most)s rows") % {"most": f"{most:,}"})
            cells = row.cells
            # In a row with cells too many they stand in the wrong places.
            if last < len(cells) <= width:
                yield tuple([cells[at] if at >= 0 else "" for at in places])


def _first_of(head: bytes, encoding: str, delimiter: str) -> list[TextRow]:
    return list(itertools.islice(first_rows(head, encoding, delimiter), 8))


def _places_in(row: TextRow, file: ArchiveFile) -> dict[str, int]:
    """The places of the known columns in a row of headings; the first of two that are called alike."""
    found = list(map(_heading_words, row.cells))
    return {name: found.index(name) for name in file.columns if name in found}


def _heading_words(heading: str) -> str:
    """`inviterProfileUrl`, `INVITER PROFILE URL` and `Inviter_Profile_Url` are one."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", clean(heading[:60])).replace("_", " ")
    return " ".join(words.casefold().split())


class Bounded(io.RawIOBase):
    """A stream of which no more is read than so many bytes, counted while it is read. Raises Unreadable."""

    def __init__(self, stream: IO[bytes], most: int):
        self._stream, self._left, self._most = stream, most, most

    def readable(self) -> bool:
        """It is only read."""
        return True

    def readinto(self, buffer) -> int:
        """The next bytes."""
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(_("It’s larger than %(most)d MB") % {"most": self._most // 1024 // 1024})
        buffer[: len(data)] = data
        return len(data)
