"""Runs the server: makes sure the port is free, says the address, starts granian and stops it.

Further options are granian's own variables, such as GRANIAN_HOST=0.0.0.0 inside a container.
"""

import os
import signal
import socket
import subprocess
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

OPTIONS = {
    "--interface": "wsgi",
    "--http": "1",
    "--workers": "2",
    "--blocking-threads": "4",
    "--backlog": "1024",
    # A client that trickles its headers, or sends more than these or than a hundred, is cut off.
    "--http1-header-read-timeout": "10000",
    "--http1-buffer-size": "65536",
    # A worker that cannot finish what it is doing must not keep the others from stopping.
    "--workers-kill-timeout": "10",
    "--log-level": "warning",
}


def is_free(port: int) -> bool:
    """Whether nobody listens there. Granian itself would share the port with whoever does."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("GRANIAN_HOST", "127.0.0.1"), port))
        except OSError:
            return False
    return True


def main() -> None:
    """Serve until told to stop; SystemExit with one sentence when it cannot start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        port = settings.PORT
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    if not is_free(port):
        sys.exit(f"Port {port} is taken; set PORT to another, such as PORT={port + 1}.")
    print(f"Waymark {settings.RELEASE} is at {settings.BASE_URL} (Ctrl-C stops it)", flush=True)  # noqa: T201
    command = [sys.executable, "-m", "granian", "--no-ws", "--respawn-failed-workers"]
    for option in OPTIONS.items():
        command += option
    command += ["--port", str(port), "config.wsgi:application"]
    # In a session of its own, so that Ctrl-C reaches granian once, through here: a worker that is told
    # twice hangs.
    server = subprocess.Popen(command, start_new_session=True)  # noqa: S603 nothing in it was typed by anybody
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: server.terminate())
    sys.exit(server.wait())


if __name__ == "__main__":
    main()
