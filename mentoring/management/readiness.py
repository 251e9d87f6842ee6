"""Whether this instance can serve: its database, its tables, its folders and their disks, each in one word."""

import os
import threading
import time
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError

# Less free space than this counts as none: a backup, an import or a log may take it any minute.
ENOUGH_SPACE = 64 * 1024 * 1024
EVERY = 5

# A migration: its app and its name.
Name = tuple[str, str]

_last: dict = {"when": float("-inf"), "words": {}}
_asking = threading.Lock()


def at_most_every_five_seconds() -> dict[str, str]:
    """The words as they were found at most five seconds ago, whoever asks and how often."""
    with _asking:
        if time.monotonic() - _last["when"] >= EVERY:
            _last.update(words=each_in_a_word(), when=time.monotonic())
        return _last["words"]


def each_in_a_word() -> dict[str, str]:
    """One word for each thing that is needed: "ok", or what is wrong with it. Nothing is written."""
    try:
        connections["default"].ensure_connection()
        database, tables = "ok", migrations_word(*migrations("default"))
    except DatabaseError:
        database, tables = "down", "unknown"
    folders = folders_written_to()
    return {
        "database": database,
        "migrations": tables,
        "folder": "ok" if all(os.access(folder, os.W_OK | os.X_OK) for folder in folders) else "readonly",
        "disk": "ok" if all(has_space(folder) for folder in folders) else "full",
    }


def migrations(alias: str) -> tuple[set[Name], set[Name]]:
    """The migrations this release has and the database lacks, and those of ours that only the database knows."""
    return compared_with_ours(set(MigrationRecorder(connections[alias]).applied_migrations()))


def compared_with_ours(applied: set[Name]) -> tuple[set[Name], set[Name]]:
    """The migrations this release has and these lack, and those of ours among these that this release doesn't know."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    replaced = {old for migration in loader.disk_migrations.values() for old in migration.replaces}
    # A migration that replaced others stands in the database under its own name, or under theirs.
    missing = {
        name
        for name, migration in loader.disk_migrations.items()
        if name not in applied and not (migration.replaces and set(migration.replaces) <= applied)
    }
    unknown = {name for name in applied - set(loader.disk_migrations) - replaced if name[0] == "mentoring"}
    return missing, unknown


def migrations_word(missing: set, unknown: set) -> str:
    """Whether the tables are those of this release."""
    return "newer" if unknown else "missing" if missing else "ok"


def folders_written_to() -> list[Path]:
    """The data folder, and that of SQLite's file where it lies elsewhere."""
    database, folders = connections["default"], {settings.DATA_DIR}
    if database.vendor == "sqlite":
        folders.add(Path(database.settings_dict["NAME"]).parent)
    return sorted(folders)


def has_space(folder: Path) -> bool:
    """Whether there is room on the disk of this folder for what is written next, in bytes and in files."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize >= ENOUGH_SPACE and (not disk.f_files or disk.f_favail > 0)
