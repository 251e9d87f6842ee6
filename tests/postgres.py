"""A PostgreSQL server for one test run: made in a temporary folder, reached by a socket, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# Nothing here has to survive a power cut, so nothing waits for the disk.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50"]


def find_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, on the path or where Debian keeps them; the newest first."""
    packaged = Path("/usr/lib/postgresql")
    versions = sorted(packaged.glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for folder in folders + versions:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def unprivileged() -> dict:
    """Arguments for subprocess: PostgreSQL refuses to run as root, so root hands over to somebody else."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Run a server for as long as the block lasts; yields the DATABASE_URL to reach it."""
    # Only the owner of the folder gets to the socket, so no password is needed.
    folder = Path(tempfile.mkdtemp(prefix="waymark-pg-"))
    account = unprivileged()
    if account:
        os.chown(folder, account["user"], account["group"])
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    run = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, **account}
    try:
        subprocess.run(
            [binaries / "initdb", "-D", folder / "data", "-U", "waymark", "-A", "trust", "-E", "UTF8", "-N"],
            check=True,
            **run,
        )
        options = [part for setting in FAST for part in ("-c", setting)]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", folder / "data", "-k", folder, "-h", "", *options],
                stderr=log,
                **run,
            )
        try:
            wait_until_ready(server, binaries, folder, environment)
            yield f"postgres://waymark@/waymark?host={folder}"
        finally:
            server.send_signal(signal.SIGINT)  # does not wait for clients that are still connected
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=10)
            server.kill()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(server: subprocess.Popen, binaries: Path, folder: Path, environment: dict) -> None:
    """Return as soon as the server takes connections; RuntimeError with its log when it does not."""
    ready = [binaries / "pg_isready", "-q", "-h", folder, "-U", "waymark", "-d", "postgres"]
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        if subprocess.run(ready, env=environment, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
