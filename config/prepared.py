"""What comes before serving: the tables and the static files, made anew only where something changed.

`python -m config.prepared` does it alone; the server does it at its start.
"""

import fcntl
import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import DatabaseError

# What tables and static files are made of: ours, and by their list what is installed.
SOURCES = ("mentoring/**/*.py", "config/**/*.py", "static/**/*", "requirements/base.txt")
APPLIED = "SELECT app, name, applied FROM django_migrations ORDER BY id"


def be_ready() -> None:
    """Migrate and collect, if that wasn't done for just these files and this database; SystemExit if it can't be.

    Whoever starts at the same time in the same data folder waits, and then finds it done.
    """
    with (settings.DATA_DIR / "prepared").open("a+") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        if kept.read() == fingerprint():
            return
        django.setup()
        try:
            call_command("migrate", verbosity=0, skip_checks=False)
            call_command("collectstatic", interactive=False, verbosity=0)
            kept.truncate(0)
            kept.write(fingerprint())
            kept.flush()
        except (SystemCheckError, CommandError) as error:
            sys.exit(str(error))
        except DatabaseError as error:
            sys.exit(f"The database can’t be used: {error}. Look at manage.py doctor.")
        except OSError as error:
            sys.exit(f"DATA_DIR must have room for what is prepared there: {error.strerror}.")


def fingerprint() -> str:
    """A short name for all this depends on; another one as soon as a file or the database differs."""
    where = [settings.DATABASES["default"].get(word) for word in ("ENGINE", "HOST", "PORT", "NAME")]
    digest = hashlib.sha256(f"{settings.DEBUG} {sys.version} {where}".encode())
    files = {path for pattern in SOURCES for path in settings.BASE_DIR.glob(pattern) if path.suffix != ".pyc"}
    for path in [*sorted(files), Path(django.__file__).parents[1], settings.STATIC_ROOT / "staticfiles.json"]:
        state = path.stat() if path.exists() else None
        digest.update(f"{path} {state and (state.st_mtime_ns, state.st_size)}\n".encode())
    for row in applied_migrations():
        digest.update(f"{row}\n".encode())
    return digest.hexdigest()


def applied_migrations() -> Iterator[tuple]:
    """What the database says was applied, and when, asked without Django, whose start takes longer than the rest."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        try:
            connection = sqlite3.connect(f"file:{database['NAME']}?mode=ro", uri=True)
            yield from connection.execute(APPLIED)
            connection.close()
        except sqlite3.Error:
            return
    else:
        import psycopg  # only where it is needed: a third of the time this takes

        words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        told = {word: database[name] for word, name in words.items() if database.get(name)}
        try:
            with psycopg.connect(**told, **database["OPTIONS"]) as server:
                yield from server.execute(APPLIED)
        except psycopg.Error:
            return


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        settings.DATA_DIR  # noqa: B018 reading one setting reads the file
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))
    be_ready()
