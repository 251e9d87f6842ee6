"""Whether a server of this instance runs: it holds a lock that the system takes back with the last of its processes."""

import contextlib
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings

try:
    import fcntl
except ImportError:  # a system without such locks: nobody is kept out there
    fcntl = None

# Held by this process until it ends.
_held: list[IO[Any]] = []


class IsRunning(Exception):
    """Somebody else of this instance is at work."""


def _locked(how: str) -> IO[Any]:
    lock = (settings.DATA_DIR / "running.lock").open("a")
    if fcntl:
        try:
            fcntl.flock(lock, getattr(fcntl, how) | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise IsRunning from None
    return lock


def hold() -> None:
    """From now on this process is one of those that serve; IsRunning while a backup is being restored."""
    _held.append(_locked("LOCK_SH"))


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Nothing of this instance runs during the block; IsRunning where something does."""
    with _locked("LOCK_EX"):
        yield


@contextlib.contextmanager
def beside_the_server() -> Iterator[None]:
    """Nobody restores a backup during the block; IsRunning where somebody does."""
    with _locked("LOCK_SH"):
        yield
