"""Bringing a backup back: into an empty database, with nobody at work, and repeating nothing that happened since."""

import datetime as dt
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ...models import Invitation, ShareLink, User
from ...notifications import mail
from .. import readiness, running
from ..housekeeping import how_many
from .archive import BackupError, Contents, draft_folder, unpack
from .write import engine, key_mark, write_backup

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore_backup(file: Path, *, replace: bool = False, keep_links: bool = False) -> list[str]:
    """Put the database of a backup in the place of this one; what was done, in sentences.

    BackupError before anything is changed: half a file, another database, a newer release, a server that runs, a
    database with people in it unless `replace`, which is backed up first.
    """
    try:
        with running.alone(), draft_folder(settings.DATA_DIR) as folder:
            contents, copy = unpack(file, folder)
            refuse_what_does_not_fit(contents)
            refuse_what_is_not_sound(copy, contents)
            said = _saved_first() if replace and not is_empty() else []
            if not said and not is_empty():
                raise BackupError(
                    "The database here isn’t empty: with --replace it’s backed up first, and then replaced."
                )
            engine().load(copy)
            call_command("migrate", verbosity=0)
            said += [f"Restored: {how_many(contents.accounts, 'account')}, as of {contents.made_at}."]
            return said + end_what_was(timezone.now(), keep_links=keep_links) + about_the_key(contents)
    except running.IsRunning:
        raise BackupError("Waymark is running here: stop the server and the timer first.") from None
    except DatabaseError as error:
        raise BackupError(f"The database can’t be read: {error}") from None


def refuse_what_does_not_fit(contents: Contents) -> None:
    """BackupError where this instance can't take it, or where somebody is connected to its database."""
    if contents.database != connection.vendor:
        here, there = NAMES[connection.vendor], NAMES.get(contents.database, contents.database)
        raise BackupError(f"This backup is of {there}, and DATABASE_URL names {here}.")
    if readiness.compared_with_ours({(app, name) for app, name in contents.migrations})[1]:
        raise BackupError(
            f"This backup is from a newer Waymark, {contents.release}: install that one first. "
            f"Here is {settings.RELEASE}."
        )
    if others := engine().connected_elsewhere():
        raise BackupError(
            f"{others} others are connected to the database: stop every server, timer and pool that uses it."
        )


def refuse_what_is_not_sound(copy: Path, contents: Contents) -> None:
    """BackupError where the copy, opened on trial, isn't a whole database with as many rows as it says."""
    rows, why_not = engine().prove(copy, contents.rows)
    if not why_not and rows != contents.rows:
        raise BackupError("What is in this backup isn’t what was kept: restore another one.")


def is_empty() -> bool:
    """Whether nobody has an account here, or there are no tables yet."""
    try:
        there = User._meta.db_table in connection.introspection.table_names()
        return not (there and User.objects.exists())
    except DatabaseError as error:
        raise BackupError(
            f"The database here can’t be read: {error}. Move it away and restore again."
        ) from None


def _saved_first() -> list[str]:
    folder = settings.BACKUP_DIR or settings.DATA_DIR
    target = folder / f"before-restore-{timezone.now():%Y-%m-%d-%H%M%S%f}.zip"
    write_backup(target)
    return [f"What was here is kept in {target}."]


@transaction.atomic
def end_what_was(now: dt.datetime, *, keep_links: bool) -> list[str]:
    """What was open when the backup was made is over: sessions, invitations, mails that were due, private links."""
    sessions, _kinds = Session.objects.all().delete()
    UserSession.objects.all().delete()
    invitations, _kinds = Invitation.objects.all().delete()
    cache.clear()
    mails = mail.count_as_sent(now)
    live = ShareLink.objects.live(now)
    links = live.count()
    if not keep_links:
        live.update(revoked_at=now, updated_at=now)
    return [
        f"Ended: {how_many(sessions, 'session')} and {how_many(invitations, 'invitation')}; everyone signs in again.",
        f"Counted as sent: {how_many(mails, 'reminder email')} due until now.",
        f"Still working, because of --keep-links: {how_many(links, 'private link')} of mentors."
        if keep_links
        else f"Switched off: {how_many(links, 'private link')} of mentors. Whoever shared one can make another.",
    ]


def about_the_key(contents: Contents) -> list[str]:
    """What it means where this instance has another secret key than the one the backup was made with."""
    if contents.key == key_mark():
        return []
    return [
        "The secret key here is another than the backup’s: put the old one back, or codes from an app, calendars’ "
        "addresses, private links and the links in old emails don’t work any more."
    ]
