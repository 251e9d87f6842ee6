"""Granian with what it lacks here: one door for all workers, reloaded without a gap, and none outlives the rest.

`python -m config.workers DOOR WORKERS` is started by `server.py`, which has opened the door, a listening socket.
"""

import contextlib
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

from granian import _granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels, logger
from granian.server.mp import MPServer

# How a worker is told that it has to go, and how long it may finish what it is at.
SECONDS_TO_FINISH = 10
OPTIONS: dict[str, Any] = {
    "interface": Interfaces.WSGI,
    "http": HTTPModes.http1,
    "websockets": False,
    "blocking_threads": 4,
    "backlog": 1024,
    # A client that trickles its headers, or sends more than these or than a hundred, is cut off.
    "http1_settings": HTTP1Settings(header_read_timeout=10_000, max_buffer_size=65_536),
    "workers_kill_timeout": SECONDS_TO_FINISH,
    "respawn_failed_workers": True,
    "respawn_interval": 2.0,
    "log_level": LogLevels.warning,
}


class Server(MPServer):
    """Serves from a socket that is open already, so that whoever waits at it waits for the next worker."""

    def __init__(self, door: int, workers: int):
        address, port = socket.socket(fileno=os.dup(door)).getsockname()[:2]
        super().__init__("config.wsgi:application", address=address, port=port, workers=workers, **OPTIONS)
        self.door = door
        self.from_terminal = os.isatty(0)

    def _init_shared_socket(self) -> None:
        # Granian opens the port once for each worker; what waits at one of them is lost when that one ends.
        holder: Any = _granian.SocketHolder  # of which its own description knows too little
        vars(self).update(
            _shd=holder(self.door, False, OPTIONS["backlog"]), _sfd=self.door, _ssp=None, _sso=None
        )

    def signal_handler_reload(self, *args, **kwargs) -> None:
        """SIGHUP: new workers in the place of the old; or the terminal this was started from is gone, and so are we."""
        if self.from_terminal and not os.isatty(0):
            self.signal_handler_interrupt()
        else:
            super().signal_handler_reload()

    def _reload(self, *args):
        # What cannot start takes nobody's place.
        checked = subprocess.run(
            [sys.executable, "-c", "import config.wsgi"], capture_output=True, text=True, check=False
        )
        if checked.returncode:
            self.reload_signal = False
            self.main_loop_interrupt.clear()
            logger.error("Not reloaded: %s", (checked.stderr.strip().splitlines() or ["no answer"])[-1])
            return None
        return super()._reload(*args)


def load(target: str):
    """The product, in a worker that has just begun: by itself in its group, and gone when its server is."""
    signal.signal(
        signal.SIGTERM, signal.SIG_DFL
    )  # not the server's way, which would not end a worker still loading
    os.setpgid(0, 0)  # Ctrl-C reaches the server alone: a worker that is told twice hangs
    threading.Thread(target=end_with, args=[os.getppid()], daemon=True).start()
    from config.wsgi import application

    return application


def end_with(server: int) -> None:
    """Wait until the server is gone, however it went; then finish, and at the latest after ten seconds be gone."""
    while os.getppid() == server:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_FINISH)
    os._exit(1)


def main() -> None:
    """Serve until told to stop."""
    with contextlib.suppress(ValueError):
        multiprocessing.set_start_method("fork")  # whatever Python's own choice: the door is handed on by it
    door, workers = map(int, sys.argv[1:])
    Server(door, workers).serve(target_loader=load)


if __name__ == "__main__":
    main()
