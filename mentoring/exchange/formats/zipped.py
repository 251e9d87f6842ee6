"""A ZIP of lists: its members, bounded in number, size and ratio before any is unpacked, however it was made."""

import io
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rows import MOST_BYTES, SPREADSHEET, Unreadable

# LinkedIn's largest archives have about sixty.
MOST_MEMBERS = 500
MOST_RATIO = 60  # text packs ten to one; more is a bomb
_DIRECTORY = b"PK\x05\x06"
_END_BYTES = 22
_LARGEST_DIRECTORY = 200_000  # bytes, read before anything of it is taken apart
# How much of each member is looked at, and of all of them together beside as much as was sent; a card shows at once.
_HEAD_BYTES, _MOST_HEAD_BYTES, _CARD = 4_096, 100_000, b"BEGIN:VCARD"
# How the names of lists end, and of what may hold some.
_LISTS = (".csv", ".vcf", ".ldif", ".tsv", ".txt")

_DAMAGED = gettext_lazy("This ZIP is damaged. Download it again.")


class Member(NamedTuple):
    """One file of a ZIP, unpacked."""

    name: str
    data: bytes


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP does."""
    return data[:4] in (b"PK\x03\x04", _DIRECTORY)


@contextmanager
def unzipped(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """A ZIP whose list of members is bounded. Raises Unreadable for one that is damaged, locked or of too many."""
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as packed:
            yield packed
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Unreadable(_DAMAGED) from error


def chosen_members(
    file: IO[bytes], rank: Callable[[bytes], float], passed_over: Collection[str] = ()
) -> tuple[list[Member], list[str]]:
    """The members of the highest rank above 0, by how each begins, and the names of the others that may be lists.

    Of those below rank 1 only the first is chosen; those that are `passed_over` are not looked at. Raises Unreadable
    for a ZIP that is damaged, locked or too large unpacked.
    """
    most = _MOST_HEAD_BYTES + file.seek(0, io.SEEK_END)
    with unzipped(file) as packed:
        ranked = [(rank(head) if head else 0, one) for one, head in _heads(packed, most, passed_over)]
        best = max((found for found, _one in ranked), default=0)
        chosen = [one for found, one in ranked if found == best > 0]
        chosen = sorted(chosen, key=packed.infolist().index) if best >= 1 else chosen[:1]
        left = [
            one.filename for found, one in ranked if one not in chosen and (found > 0 or _may_be_lists(one))
        ]
        return list(_unpacked(packed, chosen)), left


def _may_be_lists(member: zipfile.ZipInfo) -> bool:
    """Whether a member is called like a list, or like a ZIP of some."""
    return member.filename.lower().endswith((*_LISTS, ".zip"))


def members_of(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of a ZIP that can be read here. Raises Unreadable for one that is locked, or of too many."""
    members = [one for one in packed.infolist() if not one.is_dir()]
    if len(members) > MOST_MEMBERS:
        raise _too_many_members()
    if any(one.filename.startswith(("xl/", "word/")) for one in members):
        raise Unreadable(SPREADSHEET)
    return members


def is_readable(member: zipfile.ZipInfo) -> bool:
    """Whether a file of a ZIP is packed in a way that is read here. Raises Unreadable where it is locked."""
    if member.flag_bits & 1:
        raise Unreadable(_("This ZIP needs a password. Unzip it first."))
    return member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def is_bomb(member: zipfile.ZipInfo) -> bool:
    """Whether a file of a ZIP is packed tighter than text can be."""
    return member.file_size > MOST_RATIO * max(member.compress_size, 2_000)


def repacked(members: list[Member]) -> bytes:
    """Several files as one ZIP that has nothing else in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in members:
            packed.writestr(member.name, member.data)
    return file.getvalue()


def _heads(
    packed: zipfile.ZipFile, most: int, passed_over: Collection[str]
) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """How each member begins, the likeliest first, as far as it is looked at: what it is shows by that."""
    members = [one for one in members_of(packed) if one.filename not in passed_over]
    members.sort(key=lambda one: _unlikeliness(one.filename.lower()))
    for one in members:
        head = b""
        if most > 0 and is_readable(one):
            with packed.open(one) as stream:
                head = stream.read(_HEAD_BYTES)
            most -= 0 if head.startswith(_CARD) else len(head)
        yield one, head


def _unlikeliness(name: str) -> tuple[bool, bool]:
    """By which the likeliest members come first."""
    return not name.endswith(_LISTS), not any(
        word in name for word in ("connect", "conta", "kontakt", ".vcf", ".ldif")
    )


def _check_directory(file: IO[bytes]) -> None:
    """Look at the end of the file before any list of members is made: it says how long that list is."""
    file.seek(max(0, file.seek(0, io.SEEK_END) - _END_BYTES - 65_536 - 20))
    data = file.read()
    file.seek(0)
    at = data.rfind(_DIRECTORY)
    end = data[at : at + _END_BYTES] if at >= 0 else b""
    if len(end) < _END_BYTES:
        raise Unreadable(_DAMAGED)
    count, size = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    large = data[max(0, at - 20) : at].startswith(b"PK\x06\x07")
    if large or count > MOST_MEMBERS or size > _LARGEST_DIRECTORY:
        raise _too_many_members()


def _too_many_members() -> Unreadable:
    return Unreadable(
        _("There are too many files in this ZIP. Take the list of contacts out of it and import that.")
    )


def _unpacked(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[Member]:
    """The members one by one, as long as all of them together are no larger than a file may be."""
    left = MOST_BYTES
    for one in members:
        bomb = is_bomb(one)
        content = b""
        if not bomb:
            with packed.open(one) as stream:
                content = stream.read(left + 1)  # the size in the directory is only a claim
        left -= len(content)
        if bomb or left < 0:
            raise Unreadable(
                _("Unzipped, this is larger than 20 MB. Take the list of contacts out and import that.")
            )
        yield Member(one.filename.rpartition("/")[2] or one.filename, content)
