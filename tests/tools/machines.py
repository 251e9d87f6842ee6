"""`make machines`: stories of the machines on SQLite and on PostgreSQL at once, until their minutes are over."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack

TEST = "tests/machines/test_machines.py::test_whatever_many_do_they_keep_their_word"
COMMAND = [sys.executable, "-m", "pytest", "-q", "-n0", "-m", "long", TEST]


def main(minutes: str, seed: str = "") -> int:
    """Say what both runs did, reached and found; 1 where anything is broken. Without a seed each run has another."""
    first = int(seed) if seed else int(time.time()) // 60 * 1000
    # Whatever runs for a quarter of an hour is ended elsewhere: here that is when the minutes are long over.
    command = [*COMMAND, "-o", f"faulthandler_timeout={(float(minutes) + 15) * 60:.0f}"]
    sys.stdout.write(f"SEED={first} and those that follow, for {minutes} minutes\n")
    sys.stdout.flush()
    with ExitStack() as files:
        running = []
        for database in ("sqlite", "postgres"):
            told = files.enter_context(tempfile.TemporaryFile("w+"))
            own = {"MINUTES": minutes, "SEED": str(first), "TEST_DATABASE": database}
            run = subprocess.Popen(command, env=os.environ | own, stdout=told, stderr=subprocess.STDOUT)
            running.append((run, told))
        for run, told in running:
            run.wait()
            told.seek(0)
            sys.stdout.write(told.read())
            sys.stdout.flush()
    return int(any(run.returncode for run, _told in running))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
