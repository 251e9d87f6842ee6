"""The backups that the timer makes: one a day, so many kept, and one restored for trial each week."""

import contextlib
import datetime as dt
import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from ...models import CommandRun
from .archive import DRAFT, BackupError, IsThereAlready, draft_folder, unpack
from .write import engine, write_backup

NAME = "waymark-*.zip"
PROVEN_EVERY = dt.timedelta(days=7)


def kept() -> list[Path]:
    """The backups in the folder, the oldest first: their names begin with the day."""
    return sorted(settings.BACKUP_DIR.glob(NAME))


def keep_backups(now: dt.datetime) -> str:
    """Write the backup of the day unless it is there, and remove the oldest beyond as many as are kept; what was done.

    BackupError where it can't be written; that is noted for `doctor` as well.
    """
    target = settings.BACKUP_DIR / f"waymark-{now.astimezone(dt.UTC):%Y-%m-%d}.zip"
    if target.exists():
        return ""
    with run_noted(CommandRun.Kind.BACKUP):
        if not settings.BACKUP_DIR.is_dir():
            raise BackupError(f"BACKUP_DIR must be a folder that is there: make {settings.BACKUP_DIR}.")
        try:
            write_backup(target)
        except IsThereAlready:  # another timer was faster
            return ""
    for old in kept()[: -settings.BACKUPS_KEPT]:
        old.unlink(missing_ok=True)
    for draft in settings.BACKUP_DIR.glob(f"{DRAFT}*"):  # of somebody who was killed
        if now.timestamp() - draft.stat().st_mtime > dt.timedelta(days=1).total_seconds():
            shutil.rmtree(draft, ignore_errors=True)
    return f"Wrote {target}; {len(kept())} are kept."


def prove_newest(now: dt.datetime) -> str:
    """Once a week: restore the newest backup for trial and compare what comes back; what was seen.

    BackupError where it isn't what it should be; that is noted for `doctor` as well.
    """
    last = CommandRun.objects.filter(kind=CommandRun.Kind.TRIAL, failure="").first()
    if not kept() or (last and last.ran_at > now - PROVEN_EVERY):
        return ""
    with run_noted(CommandRun.Kind.TRIAL):
        return prove(kept()[-1])


def prove(file: Path) -> str:
    """Restore a backup into a database of its own and count; a sentence, or BackupError."""
    with draft_folder(settings.DATA_DIR) as folder:
        contents, copy = unpack(file, folder)
        rows, why_not = engine().prove(copy)
    if not why_not and rows != contents.rows:
        raise BackupError(f"{file} was restored for trial and isn’t what was kept.")
    return f"Read {file}: {why_not}." if why_not else f"Restored {file} for trial: all of it came back."


@contextlib.contextmanager
def run_noted(kind: CommandRun.Kind):
    """Note when the block ran, and why it failed where it did."""
    try:
        yield
    except BackupError as failure:
        CommandRun.note(kind, timezone.now(), str(failure))
        raise
    except (DatabaseError, OSError) as failure:
        CommandRun.note(kind, timezone.now(), str(failure))
        raise BackupError(str(failure)) from None
    CommandRun.note(kind, timezone.now())
