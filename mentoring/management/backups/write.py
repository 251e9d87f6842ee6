"""Writing a backup: a copy of one moment, looked at whole, under its name only once it is finished."""

import datetime as dt
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .archive import COPY, BackupError, Contents, IsThereAlready, draft_folder, pack, put_in_place
from .postgres import PostgresDatabase
from .sqlite import SqliteFile

Engine = SqliteFile | PostgresDatabase


def engine() -> Engine:
    """What knows how to copy the database of this instance."""
    return PostgresDatabase() if connection.vendor == "postgresql" else SqliteFile()


def key_mark() -> str:
    """By what a key is known again; the key itself can't be computed from it."""
    return salted_hmac("waymark backup", "which key", algorithm="sha256").hexdigest()[:16]


def write_backup(target: Path) -> Contents:
    """Write the database into this file while people work; BackupError where that can't be: then there is none."""
    target = target.absolute()
    try:
        _refuse_place(target)
        with draft_folder(target.parent) as folder:
            copy, made = folder / COPY, folder / "made"
            rows = engine().copy_to(copy)
            contents = contents_now(rows)
            pack(copy, contents, made)
            put_in_place(made, target)
    except OSError as error:
        raise BackupError(f"{target} can’t be written: {error.strerror}.") from None
    except (DatabaseError, sqlite3.Error) as error:
        raise BackupError(f"The database can’t be read: {error}") from None
    return contents


def _refuse_place(target: Path) -> None:
    """BackupError where no backup may be made: outside of any folder, where everyone is served, over another file."""
    if target.is_dir() or not target.parent.is_dir():
        raise BackupError(f"{target} must be a new file in a folder that is there.")
    if any(target.resolve().is_relative_to(folder) for folder in settings.SERVED):
        raise BackupError(f"{target.parent} is served to everyone: choose a folder outside the static files.")
    if target.exists():
        raise IsThereAlready(target)


def contents_now(rows: dict[str, int]) -> Contents:
    """What a backup of now says of itself."""
    moment = timezone.now().astimezone(dt.UTC)
    return Contents(
        release=settings.RELEASE,
        database=connection.vendor,
        made_at=f"{moment:%Y-%m-%d %H:%M} UTC",
        migrations=sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations()),
        rows=rows,
        key=key_mark(),
    )
