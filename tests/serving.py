"""The product as `make run` serves it: in processes of its own, with compressed files that browsers keep."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from django.conf import settings


def environment(port: int, folder: Path) -> dict[str, str]:
    """What these processes read their settings from: an instance of its own in a folder, on SQLite."""
    return os.environ | {"PORT": str(port), "DATA_DIR": str(folder), "DATABASE_URL": ""}


def manage(command: str, env: dict[str, str]) -> str:
    """Run a command of the product to its end; what it printed."""
    words = [sys.executable, "manage.py", *command.split()]
    done = subprocess.run(words, cwd=settings.BASE_DIR, env=env, check=True, capture_output=True, text=True)
    return done.stdout


def start(env: dict[str, str]) -> subprocess.Popen:
    """Start the server; whoever calls ends it."""
    command = [sys.executable, "-m", "config.server"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "text": True}
    # In a group of its own, as a terminal has it: Ctrl-C reaches all of it.
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, start_new_session=True, **pipes)


def workers(server: subprocess.Popen) -> set[int]:
    """The numbers of the processes that answer."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(server.pid)], capture_output=True, text=True, check=False
    )
    return set(map(int, listed.stdout.split()))


def wait_until(so) -> None:
    """Wait until something is so; AssertionError when it isn't after a minute."""
    deadline = time.monotonic() + 60
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def wait_for(url: str) -> int:
    """The answer of a server that is just starting."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return response.status
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
