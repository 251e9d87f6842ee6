"""The file of a backup: a zip of the copy and of what it holds. Half a zip is none: its list stands at the end."""

import contextlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

CONTENTS = "contents.json"
COPY = "database"
# Begins the name of a folder in which something is half done.
DRAFT = ".waymark-"


class BackupError(Exception):
    """What stands in the way, in a sentence for whoever runs the command."""


class IsThereAlready(BackupError):
    """A file of this name, which stays as it is."""

    def __init__(self, target: Path):
        super().__init__(f"{target} is there already; choose another name.")


class Contents(NamedTuple):
    """What a backup says of itself."""

    release: str
    database: str
    made_at: str
    migrations: list[list[str]]
    rows: dict[str, int]
    key: str

    @property
    def accounts(self) -> int:
        """How many people have an account in it."""
        return self.rows["mentoring_user"]


@contextlib.contextmanager
def draft_folder(where: Path) -> Iterator[Path]:
    """A folder for what is half done: nobody else reads it, and it is gone after the block."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=DRAFT, dir=where))
    except OSError as error:
        raise BackupError(f"Nothing can be written to {where}: {error.strerror}.") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reach_the_disk(path: Path) -> None:
    """Wait until a file, or a name in a folder, would outlive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def pack(copy: Path, contents: Contents, made: Path) -> None:
    """Write the file, see that it reached the disk, and read all of it once more."""
    with (
        os.fdopen(os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        archive.writestr(CONTENTS, json.dumps(contents._asdict(), indent=1))
        archive.write(copy, COPY)
    reach_the_disk(made)
    with zipfile.ZipFile(made) as archive:
        if archive.testzip():
            raise BackupError("What was written cannot be read back: look after the disk.")


def put_in_place(made: Path, target: Path) -> None:
    """Give a finished file its name, which must be free; it stands there whole or not at all."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise IsThereAlready(target) from None
    except OSError:  # a disk without links
        os.rename(made, target)
    reach_the_disk(target.parent)


def unpack(file: Path, folder: Path) -> tuple[Contents, Path]:
    """What a backup says of itself, and its copy of the database, put into a folder; BackupError unless it is whole."""
    copy = folder / COPY
    try:
        with zipfile.ZipFile(file) as archive:
            contents = _contents_in(archive.read(CONTENTS))
            with archive.open(COPY) as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target, 1024 * 1024)  # reading to the end compares the sums
    except FileNotFoundError:
        raise BackupError(f"There is no {file}.") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        NotImplementedError,
    ):
        raise BackupError(f"{file} is no backup of Waymark, or only a part of one.") from None
    except OSError as error:
        raise BackupError(f"{file} can’t be read: {error.strerror}.") from None
    return contents, copy


def _contents_in(text: bytes) -> Contents:
    told: dict[str, Any] = json.loads(text)
    contents = Contents(**{name: told[name] for name in Contents._fields})
    words = [contents.release, contents.database, contents.made_at, contents.key]
    words += [*contents.rows, *(word for app, name in contents.migrations for word in (app, name))]
    numbers = [contents.accounts, *contents.rows.values()]
    if not all(isinstance(word, str) for word in words) or not all(isinstance(one, int) for one in numbers):
        raise ValueError("nothing we wrote")
    return contents
