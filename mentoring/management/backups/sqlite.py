"""SQLite, copied by its own backup: one snapshot, whoever writes meanwhile, and put back as one transaction."""

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from .archive import BackupError
from .counting import rows_in


class SqliteFile:
    """The database of an instance on SQLite."""

    @property
    def _name(self) -> str:
        return str(connection.settings_dict["NAME"])

    def copy_to(self, copy: Path) -> dict[str, int]:
        """Copy the database as it is at one moment; the number of rows of each table."""
        try:
            self._transfer(self._name, str(copy))
        except sqlite3.Error as error:
            raise BackupError(f"The database can’t be copied: {error}.") from None
        return self.prove(copy)[0]

    def prove(self, copy: Path, names: Iterable[str] = ()) -> tuple[dict[str, int], str]:
        """Open a copy as a database and look at all of it; the rows of these tables or all, and nothing to add."""
        other = self._opened(copy)
        try:
            with other.cursor() as cursor:
                cursor.execute("PRAGMA integrity_check(3)")
                said = [row[0] for row in cursor.fetchall()]
                cursor.execute("PRAGMA foreign_key_check")
                if said != ["ok"] or cursor.fetchall():
                    raise BackupError(f"The copy is damaged: {'; '.join(said)}.")
            return rows_in(other, names), ""
        except DatabaseError as error:
            raise BackupError(f"The copy is damaged: {error}.") from None
        finally:
            other.close()

    def load(self, copy: Path) -> None:
        """Put a copy in the place of the database: all of it, or nothing where that fails."""
        connection.close()
        try:
            self._transfer(str(copy), self._name)
        except sqlite3.Error as error:
            raise BackupError(
                f"The database can’t be replaced: {error}. If it is damaged, move {self._name} away and restore again."
            ) from None
        Path(self._name).chmod(0o600)

    def connected_elsewhere(self) -> int:
        """How many others are connected: here the lock of the server says it."""
        return 0

    @staticmethod
    def _transfer(source: str, target: str) -> None:
        with (
            contextlib.closing(sqlite3.connect(source, timeout=20)) as reader,
            contextlib.closing(sqlite3.connect(target, timeout=20)) as writer,
        ):
            reader.backup(writer)  # in one step, so that it is one snapshot
            if target != str(connection.settings_dict["NAME"]):
                writer.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it

    @staticmethod
    def _opened(copy: Path) -> BaseDatabaseWrapper:
        other = connection.copy()
        other.settings_dict["NAME"] = str(copy)
        other.settings_dict["OPTIONS"].pop("init_command", None)
        return other
