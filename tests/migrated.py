"""A database on which every migration was run, made once and kept: the tests of each process begin with a copy of it.

Migrating takes some seconds of the processor, most of them for Django's models as they were at each step, and it ends
in the same tables as long as nothing they are made of is changed.
"""

import hashlib
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "migrated"
FILE = "migrated.sqlite3"
# What the tables are made of: the migrations, the models, all that those may import, and what is installed.
ROOMS = ("migrations", "models", "identity", "search", "drawing", "links", "text", "dates")
SOURCES = [
    *("config/*.py", "mentoring/apps.py", "tests/migrated.py", "tests/postgres.py"),
    *(f"mentoring/{room}/**/*.py" for room in ROOMS),
]


def fingerprint(database: str) -> str:
    """A name for the database as it would be made now; another one as soon as anything it is made of differs."""
    installed = Path(django.__file__).parents[1].glob("*.dist-info")
    digest = hashlib.sha256(f"{database} {platform.platform()} {sys.version}".encode())
    digest.update("\n".join(sorted(folder.name for folder in installed)).encode())
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        digest.update(f"\n{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def keep(made: Path, kept: Path) -> None:
    """Keep a file for later runs, in place of those that were made of something else; whole or not at all."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as part, made.open("rb") as source:
        shutil.copyfileobj(source, part)
    os.replace(part.name, kept)
    for other in kept.parent.glob(f"*{kept.suffix}"):
        if other != kept:
            other.unlink(missing_ok=True)


def migrate(**environment: str) -> None:
    """Run every migration on the database that these variables name."""
    command = [sys.executable, "-W", "error", "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)


def sqlite_file(folder: Path) -> None:
    """Put the migrated database into this folder, as a file of SQLite."""
    kept = KEPT / f"{fingerprint(sqlite3.sqlite_version)}.sqlite3"
    try:
        shutil.copy(kept, folder / FILE)
    except FileNotFoundError:
        migrate(DATABASE_URL=f"sqlite:///{folder / FILE}")
        keep(folder / FILE, kept)
