"""PostgreSQL, by its own programs: `pg_dump` writes one snapshot, `psql` puts it back as one transaction."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from django.db import ProgrammingError, connection

from .archive import BackupError
from .counting import rows_in

# Everything of ours goes before what was kept comes back; what belongs to an extension stays.
EMPTY = """
SET statement_timeout = 0;
DO $$
DECLARE
    mine CONSTANT oid := current_schema()::regnamespace;
    one record;
BEGIN
    FOR one IN SELECT relname FROM pg_class c WHERE relnamespace = mine AND relkind IN ('r', 'p')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', one.relname); END LOOP;
    FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE pronamespace = mine
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name); END LOOP;
END $$;
"""
OTHERS = """
SELECT COUNT(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
NOT_LOADED = (
    "it was read to its end but not loaded, because the database user may not make a database for that "
    "(ALTER ROLE … CREATEDB)"
)


def program(name: str) -> str:
    """Where a program of PostgreSQL's stands: on the path, or where Debian keeps them; the newest first."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    found = shutil.which(name) or (str(kept[-1]) if kept else "")
    if not found:
        raise BackupError(
            f"{name} was not found: install the programs of PostgreSQL (on Debian postgresql-client), "
            "of the server’s version or newer."
        )
    return found


class PostgresDatabase:
    """The database of an instance on PostgreSQL."""

    def copy_to(self, copy: Path) -> dict[str, int]:
        """Copy the database as it is at one moment; the number of rows of each table then."""
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute(
                    "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
                )
                cursor.execute("SELECT pg_export_snapshot()")
                snapshot = cursor.fetchone()[0]
                rows = rows_in(other)
                self._run(
                    "pg_dump", "--format=custom", "--compress=0", f"--snapshot={snapshot}", f"--file={copy}"
                )
        finally:
            other.close()
        self._run("pg_restore", "--list", str(copy))
        return rows

    def prove(self, copy: Path, names: Iterable[str] = ()) -> tuple[dict[str, int], str]:
        """Restore a copy into a database of its own; the rows of these tables or all, and why not if it may not."""
        name = f"waymark_trial_{secrets.token_hex(4)}"
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        except ProgrammingError:
            self._run("pg_restore", f"--file={os.devnull}", str(copy))
            return {}, NOT_LOADED
        other = connection.copy()
        other.settings_dict["NAME"] = name
        try:
            self._run("pg_restore", *self._plain, "--exit-on-error", f"--dbname={name}", str(copy))
            return rows_in(other, names), ""
        finally:
            other.close()
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")

    def load(self, copy: Path) -> None:
        """Put a copy in the place of what is there: all of it, or nothing where that fails."""
        empty, script = copy.with_name("empty.sql"), copy.with_name("restored.sql")
        empty.write_text(EMPTY)
        self._run("pg_restore", *self._plain, f"--file={script}", str(copy))
        connection.close()
        files = [f"--file={empty}", f"--file={script}"]
        self._run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *files)

    def connected_elsewhere(self) -> int:
        """How many others are connected to the database, from this machine or another."""
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            return cursor.fetchone()[0]

    @property
    def _plain(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            # Extensions and the schema itself belong to whoever made the database.
            return ["--no-owner", "--no-privileges", f"--schema={cursor.fetchone()[0]}"]

    @staticmethod
    def _run(name: str, *words: str) -> None:
        """Run one of PostgreSQL's programs, which learns by its environment where to and with which password."""
        # Only here: the page about the instance asks for the rest of this, and SQLite needs no psycopg.
        from psycopg import pq

        known = {option.keyword.decode(): option.envvar for option in pq.Conninfo.get_defaults()}
        params = connection.get_connection_params().items()
        there = {known[key].decode(): str(value) for key, value in params if value and known.get(key)}
        command, env = [program(name), *words], os.environ | there
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise BackupError(f"{name} failed: {' '.join(done.stderr.split())[:500]}")
