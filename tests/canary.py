"""Everything the database holds, unpacked: where a word that was erased must not be found."""

import base64
import binascii
import gzip
import io
import json
import zipfile
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection

ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
# The same beginnings as base64 writes them.
AS_BASE64 = ("UEsDB", "H4sI")


def unpacked(value: Any) -> Any:
    """A value as somebody would read it who looks for a word: packed files, JSON and text, one within the other."""
    if isinstance(value, bytes | memoryview):
        return _opened(bytes(value))
    if isinstance(value, dict):
        return [[unpacked(key), unpacked(one)] for key, one in value.items()]
    if isinstance(value, list | tuple):
        return [unpacked(one) for one in value]
    if isinstance(value, str):
        return _read(value)
    return value


def _opened(data: bytes) -> Any:
    if data.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return [[one.filename, unpacked(packed.read(one))] for one in packed.infolist()]
    if data.startswith(GZIP):
        return unpacked(gzip.decompress(data))
    return data.decode("latin-1")


def _read(text: str) -> Any:
    if text[:1] in ("{", "[", '"'):
        try:
            return unpacked(json.loads(text))
        except ValueError:
            return text
    if text.startswith((ZIP.decode("latin-1"), GZIP.decode("latin-1"))):
        return _opened(text.encode("latin-1"))
    if text.startswith(AS_BASE64):
        try:
            return _opened(base64.b64decode(text))
        except binascii.Error:
            return text
    return text


def kept_anywhere() -> str:
    """Every column of every table, sessions, JSON, packed files and the index of words unpacked, without case."""
    with connection.cursor() as cursor:
        found: list[Any] = [unpacked(session.get_decoded()) for session in Session.objects.all()]
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [list(map(unpacked, row)) for row in cursor.fetchall()]
    return repr(found).casefold()
