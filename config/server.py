"""Runs the server: takes its port, prepares what changed, says the address, and becomes granian (`workers.py`)."""

import os
import socket
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from . import prepared

# As many connections wait to be taken.
BACKLOG = 1024


def listening_socket() -> socket.socket:
    """What is listened on, open to the process that follows; SystemExit with one sentence when it can't be had."""
    host, port = settings.LISTEN_ON, settings.PORT
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if host == "::":
        door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    try:
        door.bind((host, port))
    except PermissionError:
        sys.exit(f"PORT must be 1024 or more for a user who isn't root, such as 8000; {port} isn't.")
    except OSError as error:
        if error.errno == 98 or "in use" in str(error):
            sys.exit(f"Port {port} is taken; set PORT to another, such as PORT={port + 1}.")
        sys.exit(f"HOST must be an address of this machine, such as 127.0.0.1; {host} isn't.")
    door.set_inheritable(True)
    return door


def main() -> None:
    """Serve until told to stop; SystemExit with one sentence when it cannot start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        workers = settings.WORKERS
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    door = listening_socket()
    prepared.be_ready()
    door.listen(BACKLOG)
    print(f"Waymark {settings.RELEASE} is at {settings.BASE_URL} (Ctrl-C stops it)", flush=True)  # noqa: T201
    # A fresh process in the place of this one: nothing of the product is loaded in it, so each worker that is
    # started later reads the files and the settings as they are then.
    command = [sys.executable, "-m", "config.workers", str(door.fileno()), str(workers)]
    os.execv(sys.executable, command)  # noqa: S606 nothing in it was typed by anybody


if __name__ == "__main__":
    main()
