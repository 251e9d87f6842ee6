"""A ZIP as LinkedIn sends it: its members, bounded in number, size and ratio, however it was made."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from .rows import MOST_BYTES, Unreadable

MOST_MEMBERS = 500
MOST_RATIO = 200  # text packs ten to one; more is a bomb
_DIRECTORY = b"PK\x05\x06"
_END_BYTES = 22
_LARGEST_DIRECTORY = 200_000  # bytes, read before anything of it is taken apart
_HEAD_BYTES = 65_536


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP does."""
    return data[:4] in (b"PK\x03\x04", _DIRECTORY)


def chosen_member(data: bytes, rank: Callable[[bytes], int]) -> bytes:
    """The content of the member with the highest rank above 0, by how each begins; b"" when none has any.

    Raises Unreadable for a ZIP that is damaged, locked or too large unpacked.
    """
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            ranked = [(rank(head), one) for one, head in _heads(packed)]
            best = max(ranked, key=lambda pair: pair[0], default=(0, None))
            return _unpacked(packed, best[1]) if best[0] > 0 else b""
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Unreadable(_("This ZIP is damaged. Download it again.")) from error


def _heads(packed: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """How each member begins that can be read; pictures and the like are told by that, not by their name."""
    for one in packed.infolist():
        if one.is_dir():
            continue
        if one.flag_bits & 1:
            raise Unreadable(_("This ZIP needs a password. Unpack it first."))
        if one.filename.startswith(("xl/", "word/")):
            raise Unreadable(_("This is a spreadsheet. Save it as CSV first."))
        if one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            with packed.open(one) as stream:
                yield one, stream.read(_HEAD_BYTES)


def _check_directory(data: bytes) -> None:
    """Look at the end of the file before any list of members is made: it says how long that list is."""
    at = data.rfind(_DIRECTORY, max(0, len(data) - _END_BYTES - 65_536))
    end = data[at : at + _END_BYTES] if at >= 0 else b""
    if len(end) < _END_BYTES:
        raise Unreadable(_("This ZIP is damaged. Download it again."))
    count, size = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    large = data[max(0, at - 20) : at].startswith(b"PK\x06\x07")
    if large or count > MOST_MEMBERS or size > _LARGEST_DIRECTORY:
        raise Unreadable(
            _("There are too many files in this ZIP. Take the Connections.csv out of it and bring in that.")
        )


def _unpacked(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    bomb = one.file_size > MOST_RATIO * max(one.compress_size, 1_000)
    content = b""
    if not bomb:
        with packed.open(one) as stream:
            content = stream.read(MOST_BYTES + 1)  # the size in the directory is only a claim
    if bomb or len(content) > MOST_BYTES:
        raise Unreadable(
            _(
                "Unpacked, this ZIP is larger than 20 MB. Take the Connections.csv out of it and bring in that."
            )
        )
    return content
