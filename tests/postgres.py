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

from tests import migrated

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
    """Run a server for as long as the block lasts, its database migrated; yields the DATABASE_URL to reach it."""
    # Only the owner of the folder gets to the socket, so no password is needed.
    folder = Path(tempfile.mkdtemp(prefix="waymark-pg-"))
    account = unprivileged()
    if account:
        os.chown(folder, account["user"], account["group"])
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    run = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, **account}
    version = subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, text=True)
    kept = migrated.KEPT / f"{migrated.fingerprint(version.stdout)}.tar"
    try:
        try:
            with kept.open("rb") as archive:
                subprocess.run(["tar", "-xf", "-"], check=True, stdin=archive, **run)
        except FileNotFoundError:
            subprocess.run(
                [binaries / "initdb", "-D", "data", "-U", "waymark", "-A", "trust", "-E", "UTF8", "-N"],
                check=True,
                **run,
            )
            with server(binaries, folder, run):
                subprocess.run(
                    [binaries / "createdb", "-h", folder, "-U", "waymark", "waymark"], check=True, **run
                )
                migrated.migrate(DATABASE_URL=f"postgres://waymark@/waymark?host={folder}")
            subprocess.run(["tar", "-cf", "data.tar", "data"], check=True, **run)
            migrated.keep(folder / "data.tar", kept)
        with server(binaries, folder, run):
            yield f"postgres://waymark@/waymark?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def server(binaries: Path, folder: Path, run: dict) -> Iterator[None]:
    """Let the data in this folder be served for as long as the block lasts."""
    options = [part for setting in FAST for part in ("-c", setting)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-k", folder, "-h", "", *options],
            stderr=log,
            **run,
        )
    try:
        wait_until_ready(process, binaries, folder, run["env"])
        yield
    finally:
        process.send_signal(signal.SIGINT)  # does not wait for clients that are still connected
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        process.kill()
        process.wait()


def wait_until_ready(server: subprocess.Popen, binaries: Path, folder: Path, environment: dict) -> None:
    """Return as soon as the server takes connections; RuntimeError with its log when it does not."""
    ready = [binaries / "pg_isready", "-q", "-h", folder, "-U", "waymark", "-d", "postgres"]
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        if subprocess.run(ready, env=environment, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
