"""Operators' mistakes that settings alone cannot refuse, each told at start with its remedy."""

import os
import stat

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError, OperationalError

from .management import readiness


@register(Tags.security)
def check_address(app_configs, **kwargs):
    """What the address people type rules out, or makes unsafe."""
    found = []
    if settings.DEBUG and not settings.LOCAL:
        found.append(
            Error(
                "DEBUG shows the source and the settings to everyone who can reach BASE_URL.",
                hint="Remove DEBUG from the environment.",
                id="waymark.E001",
            )
        )
    if not settings.HTTPS and not settings.LOCAL:
        found.append(
            Warning(
                "Passwords travel unencrypted, and passkeys don’t work.",
                hint="Put TLS in front and set BASE_URL=https://…",
                id="waymark.W001",
            )
        )
    if settings.LOCAL and settings.HOST != "localhost":
        found.append(
            Warning(
                "Passkeys don’t work under a bare number.",
                hint=f"Set BASE_URL=http://localhost:{settings.PORT} or leave it out.",
                id="waymark.W002",
            )
        )
    if settings.SIGNUP_OPEN and not settings.MAIL_ENABLED and not settings.LOCAL:
        found.append(
            Warning(
                "Anyone can sign up, but nobody’s address is verified and no password can be reset.",
                hint="Set EMAIL_URL, or remove SIGNUP_OPEN.",
                id="waymark.W003",
            )
        )
    return found


@register(Tags.security)
def check_data_folder(app_configs, **kwargs):
    """The data folder holds the secret key and, with SQLite, everything people wrote."""
    if os.name == "posix" and stat.S_IMODE(settings.DATA_DIR.stat().st_mode) & 0o077:
        return [
            Warning(
                "Other users of this machine can look into DATA_DIR.",
                hint=f"Run: chmod 700 {settings.DATA_DIR}",
                id="waymark.W004",
            )
        ]
    return []


@register(Tags.database)
def check_database_answers(app_configs, databases=None, **kwargs):
    """`migrate` runs this first, so an unreachable database is one message and not a traceback."""
    for alias in databases or []:
        try:
            connections[alias].ensure_connection()
        except OperationalError:
            return [
                Error(
                    "The database doesn’t answer.",
                    hint="Start it, or correct DATABASE_URL: host, port, user, password and name.",
                    id="waymark.E002",
                )
            ]
        except DatabaseError as error:
            return [
                Error(
                    f"The database can’t be read: {error}.",
                    hint="Move it away and restore the newest backup: docs/operate.md.",
                    id="waymark.E005",
                )
            ]
    return []


# The migrations of version 1.0 that are one now, after its first.
OF_VERSION_1_0 = {"0002_ask_well", "0003_whole_search", "0004_full_text"}


@register(Tags.database)
def check_migrations_are_whole(app_configs, databases=None, **kwargs):
    """A database that stopped among the migrations of version 1.0 lacks steps which are gone: it is refused."""
    for alias in databases or []:
        try:
            applied = MigrationRecorder(connections[alias]).applied_migrations()
            tables = connections[alias].introspection.table_names() if applied else []
        except DatabaseError:
            return []  # said by check_database_answers
        names = {name for app, name in applied if app == "mentoring"}
        only_the_first = "0001_initial" in names and "mentoring_sharelink" not in tables
        if only_the_first or 0 < len(names & OF_VERSION_1_0) < len(OF_VERSION_1_0):
            return [
                Error(
                    "The database stopped half-way through the migrations of version 1.0.",
                    hint="Install version 1.0 again, run its `python manage.py migrate`, then come back.",
                    id="waymark.E003",
                )
            ]
    return []


@register(Tags.database)
def check_database_is_not_newer(app_configs, databases=None, **kwargs):
    """An old release on the tables of a newer one would break what that one wrote: it doesn't start."""
    for alias in databases or []:
        try:
            unknown = readiness.migrations(alias)[1]
        except DatabaseError:
            return []  # said by check_database_answers
        if unknown:
            return [
                Error(
                    f"The database is of a newer release: it has {', '.join(sorted(name for _, name in unknown))}.",
                    hint="Install that release again, or restore the backup made before it.",
                    id="waymark.E004",
                )
            ]
    return []
