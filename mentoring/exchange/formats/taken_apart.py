"""What somebody sends, taken apart at once: the lists of contacts in it, and of LinkedIn's archive counts and days.

Nothing else of it is kept: neither a ZIP nor its other files, and no text that anybody wrote.
"""

import dataclasses
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .archive_counts import ArchiveCounts, Counted, key_of_name, key_of_profile
from .archive_files import (
    CONNECTIONS,
    HEAD_BYTES,
    MESSAGES,
    PROFILE,
    ArchiveFile,
    Bounded,
    Heading,
    file_like,
    is_called,
    may_be_read,
)
from .reading import contacts_likelihood, told_of
from .rows import MOST_BYTES, MOST_ROWS, Entry, Reading, Row, Unreadable
from .zipped import Member, chosen_members, is_bomb, is_readable, is_zip, members_of, repacked, unzipped

# Bytes of a ZIP, and of one file of an archive.
MOST_ARCHIVE_BYTES = 100 * 1024 * 1024
LINKEDIN = "linkedin"
_WROTE = ("sent", "received", "invited_by")
_VOUCHED = ("recommended_me_on", "recommended_them_on", "endorsed_me", "endorsed_them")


@dataclass
class Parts:
    """What is kept of a file: its lists of contacts, what to say of it, and what was counted in the others.

    `told` says which files of LinkedIn's archive were read, of how many people they tell, and what is missing.
    """

    data: bytes
    notes: list[str | Promise] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    ties: dict[str, Any] = field(default_factory=dict)


def taken_apart(file: IO[bytes], name: str, today: dt.date) -> Parts:
    """The parts of a file that are kept. Raises Unreadable."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if is_zip(head):
        return _from_zip(file, today)
    kind = _file_kind(name, head)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if kind in (None, PROFILE):
        if size > MOST_BYTES:
            raise Unreadable(_("The file is larger than 20 MB. Split it, or leave the photos out."))
        return Parts(file.read())
    archive = _ArchiveReader(today)
    archive.read(kind, head, file, size)
    return archive.parts(b"")


def _file_kind(name: str, head: bytes) -> ArchiveFile | None:
    """Which file of LinkedIn's archive it is, by its name or its headings; None for any other."""
    try:
        return file_like(name, head)
    except Unreadable:
        return None


def _from_zip(file: IO[bytes], today: dt.date) -> Parts:
    archive = _ArchiveReader(today)
    passed, unknown = [], []
    with unzipped(file) as packed:
        members = [one.filename for one in members_of(packed)]
        for member in members_of(packed):
            if not (may_be_read(member.filename) and is_readable(member)):
                continue
            with packed.open(member) as stream:
                head = stream.read(HEAD_BYTES)
            if kind := _file_kind(member.filename, head):
                passed.append(member.filename)
                if is_bomb(member):
                    archive.leave_unread(kind, _("It’s packed tighter than text can be"))
                    continue
                with packed.open(member) as stream:
                    archive.read(kind, head, stream, member.compress_size)
            else:
                unknown.append([member.filename, _("We don’t know its columns")])
    lists, left = chosen_members(file, contacts_likelihood, passed)
    are_connections = all(contacts_likelihood(one.data[:HEAD_BYTES]) >= 2 for one in lists)
    if not archive.is_empty and not are_connections:
        left, lists = [*left, *(one.name for one in lists)], []
    is_lost = not lists and any(is_called(name, CONNECTIONS) for name in members)
    if is_lost:
        unknown.insert(0, [CONNECTIONS.name, _("We can’t find a list of people in it")])
    if is_lost or (lists and are_connections) or not archive.is_empty:
        archive.unread += [[name.rpartition("/")[2], reason] for name, reason in unknown]
    notes = told_of(lists, left) if lists or archive.is_empty else []
    for one in lists if not archive.is_empty else ():
        archive.read(CONNECTIONS, one.data[:HEAD_BYTES], io.BytesIO(one.data), len(one.data))
    parts = archive.parts(_together(lists))
    return dataclasses.replace(parts, notes=[*notes, *parts.notes])


def _together(lists: list[Member]) -> bytes:
    """The lists as one file."""
    if len(lists) > 1:
        return repacked(lists)
    return lists[0].data if lists else b""


class _ArchiveReader:
    """Reads the files of an archive, each row by row, and keeps account of which could be read."""

    def __init__(self, today: dt.date):
        self.archive = ArchiveCounts(today + dt.timedelta(days=1))
        self.files: list[str] = []
        self.missing: list[list[Any]] = []
        self.unread: list[list[str]] = []

    @property
    def is_empty(self) -> bool:
        """Whether there was no file of an archive."""
        return not (self.files or self.missing or self.unread)

    def read(self, kind: ArchiveFile, head: bytes, stream: IO[bytes], size: int) -> None:
        """Count what a file says; one that can't be read to its end counts for nothing."""
        if kind.key in self.files:
            return
        try:
            heading = Heading(kind, head)
            if heading.missing:
                self.missing.append([kind.name, heading.missing])
            if heading.missing_needed:
                return
            bounded = io.BufferedReader(Bounded(stream, kind.most_bytes), 1 << 16)
            getattr(self.archive, kind.key)(heading.rows(bounded, size))
        except Unreadable as refusal:
            self.leave_unread(kind, str(refusal).rstrip("."))
        else:
            self.files.append(kind.key)

    def leave_unread(self, kind: ArchiveFile, reason: str) -> None:
        """A file that counts for nothing, and why."""
        self.unread.append([kind.name, reason])
        self.archive.forget(kind)

    def parts(self, data: bytes) -> Parts:
        """What all of it comes to, beside these lists of contacts. Raises Unreadable where that is nothing."""
        if self.is_empty:
            return Parts(data)
        counted = self._counted()
        others = sorted(counted.names, key=lambda key: (-_messages(counted.counts[key]), key))
        told = {
            "files": self.files,
            "wrote": counted.with_any(*_WROTE),
            "vouched": counted.with_any(*_VOUCHED),
            "missing": self.missing,
            "unread": self.unread,
            "undated": [[name, number] for name, number in self.archive.undated.items() if number],
        }
        if not data and not counted.counts:
            raise Unreadable(self._why_nothing())
        others = others[:MOST_ROWS]
        names = [[key, *counted.names[key]] for key in others]
        return Parts(data, told=told, ties={"counts": counted.counts, "others": names})

    def _counted(self) -> Counted:
        try:
            return self.archive.counted()
        except Unreadable as refusal:
            self.files.remove(MESSAGES.key)
            self.leave_unread(MESSAGES, str(refusal))
            return self.archive.counted()

    def _why_nothing(self) -> str:
        for name, reason in self.unread:
            return f"{name}: {reason}."
        for name, columns in self.missing:
            return _("%(file)s has no column “%(column)s”.") % {"file": name, "column": columns[0]}
        for name in +self.archive.undated:
            return _("%(file)s has no day that we can read.") % {"file": name}
        return _("Nothing in this file says who you know.")


def _messages(told: dict[str, Any]) -> int:
    return told.get("sent", 0) + told.get("received", 0)


def with_ties(reading: Reading, ties: dict[str, Any]) -> Reading:
    """A list of connections with what was counted with each of them; behind it everybody else who was counted."""
    if reading.format != LINKEDIN:
        return reading
    counts, others = ties.get("counts", {}), ties.get("others", [])[: MOST_ROWS - reading.total]

    def source(start: int) -> Iterator[Entry]:
        line = 0
        if start < reading.total:
            for entry in reading.source(start):
                line = max(line, entry.line)
                yield _with_tie(entry, counts) if isinstance(entry, Row) else entry
        behind = max(0, start - reading.total)
        for number, (key, name, url) in enumerate(others[behind:], start=reading.total + behind + 1):
            yield Row(line=max(number, line + 1), name=name, linkedin=url, tie=counts[key], is_offered=True)

    return dataclasses.replace(reading, total=reading.total + len(others), source=source)


def _with_tie(row: Row, counts: dict[str, Any]) -> Row:
    key = key_of_profile(row.linkedin) or key_of_name(row.name)
    since = {"connected_on": row.known_since.isoformat()} if row.known_since else {}
    tie = counts.get(key, {}) | since
    return row._replace(tie=tie) if tie else row
