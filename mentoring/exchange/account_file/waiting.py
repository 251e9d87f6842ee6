"""A file with everything on its way in: packed and checked, kept until its owner says yes, then brought back once."""

import codecs
import datetime as dt
import zlib
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from ...models import Archive
from ..formats.cleaning import clean
from .outcome import ReadOutcome
from .parse import MOST_BYTES, Refused
from .read import preview, read_ahead, write_all

MOST_PACKED = 30 * 1024 * 1024
_GZIP = 16 + zlib.MAX_WBITS  # how zlib is told to write and read gzip's format
_PIECE = 1 << 16


def keep_file(owner, pieces: Iterable[bytes], file_name: str, now: dt.datetime) -> Archive:
    """Check a file and keep it, in place of one that waited; nothing else is written. Raises Refused."""
    data = packed(pieces)
    outcome = preview(owner, unpacked(data))
    with transaction.atomic():
        owner.lock()
        # What others forgot goes as well, also where nobody runs `clear_imports`.
        Archive.objects.forgotten(now).delete()
        Archive.objects.owned_by(owner).delete()
        return Archive.objects.create(
            owner=owner,
            file_name=clean(file_name)[:120] or "waymark.json",
            data=data,
            outcome=outcome.as_json(),
        )


def confirm_file(owner, now: dt.datetime) -> ReadOutcome | None:
    """Bring back the file that waits, once; None when none waits any more. Raises Refused."""
    waiting = Archive.objects.owned_by(owner).waiting(now).first()
    if waiting is None:
        return None
    file = read_ahead(unpacked(bytes(waiting.data)))
    with transaction.atomic():
        owner.lock()
        found, _kinds = Archive.objects.owned_by(owner).filter(pk=waiting.pk).delete()
        return write_all(owner, *file) if found else None


def packed(pieces: Iterable[bytes]) -> bytes:
    """The file packed while it comes in. Raises Refused beyond MOST_BYTES."""
    packer = zlib.compressobj(level=6, wbits=_GZIP)
    found, length, size = [], 0, 0
    for piece in pieces:
        length += len(piece)
        found.append(packer.compress(piece))
        size += len(found[-1])
        if length > MOST_BYTES or size > MOST_PACKED:
            raise Refused(_("The file is larger than 100 MB."))
    return b"".join([*found, packer.flush()])


def unpacked(data: bytes) -> Iterator[str]:
    """The text of a packed file, piece by piece. Raises Refused where it is none."""
    unpacker = zlib.decompressobj(wbits=_GZIP)
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        while data and not unpacker.eof:
            piece = unpacker.decompress(data, _PIECE)
            data = unpacker.unconsumed_tail
            if text := decoder.decode(piece):
                yield text
        if text := decoder.decode(unpacker.flush(), final=True):
            yield text
    except UnicodeDecodeError as error:
        raise Refused(_("This isn’t a Waymark export.")) from error
