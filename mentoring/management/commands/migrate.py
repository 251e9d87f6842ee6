"""Django's own, one at a time: two servers that start at once don't both make the same table. And in less time."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.state import ProjectState

# Any number that nobody else asks PostgreSQL to lock.
OURS = 0x77617966
# Where Django says which models a step makes anew.
RELATED = "_find_reload_model"


class Command(migrate.Command):
    """Migrate once whoever is at it is done, and without the bound on how long a statement may take."""

    def handle(self, *args, **options):
        """Wait for the others first: what is left to do is looked at only then."""
        alias = options.get("database") or DEFAULT_DB_ALIAS
        connection = connections[alias]
        try:
            connection.ensure_connection()
        except DatabaseError:
            return super().handle(*args, **options)  # whose checks say so
        locked = locked_file(connection) if connection.vendor == "sqlite" else locked_server(connection)
        with locked, each_model_by_itself():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET statement_timeout = 0")
            return super().handle(*args, **options)


@contextlib.contextmanager
def each_model_by_itself() -> Iterator[None]:
    """A step that touches no relation makes its own model anew, and not all that are related to it.

    Django makes those anew as well, which is most of the time that migrating takes: every record belongs to a person,
    so all models are related. A data step is given models that are all made anew, by Django's own `is_delayed`.
    """
    related = getattr(ProjectState, RELATED)

    def itself(state, app_label, model_name, delay=False):
        if not delay:
            return related(state, app_label, model_name)
        state.is_delayed = True
        return {(app_label, model_name)}

    setattr(ProjectState, RELATED, itself)
    try:
        yield
    finally:
        setattr(ProjectState, RELATED, related)


@contextlib.contextmanager
def locked_file(connection) -> Iterator[None]:
    """SQLite: the lock of a file beside the database, which ends with the process whatever happens to it."""
    name = Path(connection.settings_dict["NAME"])
    if not name.is_absolute():  # a test's, in memory
        yield
        return
    with name.with_name(f"{name.name}-migrate").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def locked_server(connection) -> Iterator[None]:
    """PostgreSQL: a lock held by an open transaction of a connection of its own, which poolers keep together."""
    holder = connection.copy()
    try:
        holder.set_autocommit(False)
        with holder.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OURS])
        yield
    finally:
        holder.close()
