"""Changes the code in small ways and shows what no test notices: `make mutants ROOM=search N=24 SEED=7`.

A room is a part of the product with the tests that hold it, see `rooms.py`. Each change ("mutant", see `changes.py`) is
tried in a process of its own, which imports the changed module in place of the file and runs on SQLite those of the
room's tests that come through the changed function, until one fails. A change that all of them pass survives and is
shown as a diff: it moves an edge that no test holds, or it makes no difference to anybody.
"""

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

import pytest
from coverage import Coverage

from .changes import ROOT, Mutant, draw
from .rooms import ROOMS, Room, modules

AT_ONCE = 2
# A change may make a loop endless: its process may take so many times what the unchanged code takes, and some seconds
# more. They are seconds of the processor, so that other work on the machine ends nothing too early.
TIMES_AS_LONG, SECONDS_MORE = 3, 30
LONGEST_RUN, MOST_MEMORY = 900, 4 * 1024**3
# Imported once for all processes. Nothing of the product: each process imports that with its change.
PRELOADED = (
    "django.test",
    "django.forms",
    "django.contrib.admin",
    "faker",
    "hypothesis",
    "playwright.sync_api",
)


# In a process of its own


class Changed(SourceFileLoader):
    """Finds one module for an import, and gives its changed source in place of the file's."""

    def __init__(self, mutant: Mutant):
        super().__init__(mutant.module, str(ROOT / mutant.path))
        self.source = mutant.after

    def find_spec(self, name: str, path=None, target=None):
        """Answer for the changed module alone."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str):
        """The changed module, compiled."""
        return compile(self.source, self.path, "exec")


class Watcher:
    """A plugin of pytest that runs the chosen tests in their order, and notes how long each takes and which fails."""

    def __init__(self, chosen: list[str] | None = None, coverage: Coverage | None = None):
        self.chosen, self.coverage = chosen, coverage
        self.seconds: Counter[str] = Counter()
        self.failed = ""

    def pytest_collection_modifyitems(self, items):
        """Leave out what was not chosen; and all, where `make check` would notice the change."""
        if self.chosen is not None:
            self.failed = missing_migration()
            found = {item.nodeid: item for item in items}
            items[:] = [found[name] for name in self.chosen if name in found and not self.failed]

    def pytest_runtest_logstart(self, nodeid):
        """Tell the coverage which test comes; queries that are worked out once are worked out for each."""
        if self.coverage:
            from mentoring.models.prepared import Prepared

            self.coverage.switch_context(nodeid)
            for query in Prepared.known:
                query.plans.clear()

    def pytest_runtest_logreport(self, report):
        """Note how a test went."""
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.failed = self.failed or report.nodeid


def missing_migration() -> str:
    """What `make check` notices: that the models are not those of the migrations."""
    from django.apps import apps
    from django.db.migrations import autodetector, loader, state

    known = loader.MigrationLoader(None)
    there = state.ProjectState.from_apps(apps)
    changes = autodetector.MigrationAutodetector(known.project_state(), there).changes(known.graph)
    return "make check: a migration is missing" if changes else ""


def run(tests: Iterable[str], watcher: Watcher, folder: Path, seconds: int) -> str:
    """Run tests as far as the first that fails, and answer which; "" if all pass."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    log = os.open(folder / "log.txt", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    options = ["-x", "-p", "no:cacheprovider", "-o", f"faulthandler_timeout={seconds}"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # said of what is imported already
    code = pytest.main([*options, *tests], plugins=[watcher])
    return watcher.failed or ("no test can be run" if code else "")


class Reach(NamedTuple):
    """The room's tests, the quickest first, and which of them come through each line of its modules."""

    tests: list[str]
    lines: dict[str, dict[int, list[str]]]

    def chosen(self, mutant: Mutant) -> list[str]:
        """The tests that may notice a change: all, if it counts as soon as the module is imported."""
        lines = self.lines[mutant.path]
        through = {name for line in mutant.body or () for name in lines.get(line, ())}
        at_import = mutant.body is None or "" in through
        return [name for name in self.tests if at_import or name in through]


def explore(room: Room, folder: Path, answer: Connection) -> None:
    """Run the tests without a change; answer with the one that fails, and what they reach."""
    paths = modules(room)
    coverage = Coverage(data_file=None, config_file=False, include=paths)
    watcher = Watcher(coverage=coverage)
    with coverage.collect():
        failed = run([f"tests/{path}" for path in room.tests], watcher, folder, LONGEST_RUN)
    data = coverage.get_data()
    lines = {path: data.contexts_by_lineno(str(ROOT / path)) for path in paths}
    answer.send((failed, Reach(sorted(watcher.seconds, key=watcher.seconds.get), lines)))


def try_out(mutant: Mutant, tests: list[str], folder: Path, seconds: int, answer: Connection) -> None:
    """Run tests with a change; answer which of them noticed it, "" if none did."""
    sys.meta_path.insert(0, Changed(mutant))
    files = dict.fromkeys(name.partition("::")[0] for name in tests)
    answer.send(run(files, Watcher(tests), folder, seconds) if tests else "")


# All of them


def in_processes(tasks: Iterable[tuple]) -> Iterator[tuple]:
    """Call functions in processes of their own, some at a time: each task with the answer, None if there was none."""
    fork, waiting, running = multiprocessing.get_context("fork"), iter(tasks), {}
    while True:
        for task in islice(waiting, AT_ONCE - len(running)):
            ours, theirs = fork.Pipe(duplex=False)
            process = fork.Process(target=task[0], args=(*task[1:], theirs))
            process.start()
            theirs.close()
            running[ours] = task, process
        if not running:
            return
        for ours in wait(running):
            task, process = running.pop(ours)
            try:
                answer = ours.recv()
            except EOFError:
                answer = None
            process.join()
            yield task, answer


def say(line: str) -> None:
    """Print a line at once, whatever it is printed to."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Draw the changes, try them, print what became of each; ends with 1 when more than one survives."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("room", choices=ROOMS, metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("number", type=int, metavar="N", help="how many changes")
    parser.add_argument("seed", type=int, metavar="SEED", help="any number; another one draws other changes")
    asked = parser.parse_args()
    os.chdir(ROOT)
    room = ROOMS[asked.room]
    mutants = draw(modules(room), asked.number, asked.seed)
    for name in PRELOADED:
        import_module(name)

    started, survivors, by_check = time.monotonic(), [], 0
    with tempfile.TemporaryDirectory(prefix="waymark-mutants-") as name:
        tempfile.tempdir = os.environ["TMPDIR"] = name
        folder = Path(name)
        [(_task, explored)] = in_processes([(explore, room, folder)])
        failed, reach = explored or ("pytest", None)
        if failed:
            say((folder / "log.txt").read_text())
            sys.exit(f"The tests of {asked.room} fail without any change: {failed}")
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = int(TIMES_AS_LONG * (used.ru_utime + used.ru_stime) + SECONDS_MORE)
        say(f"{len(reach.tests)} tests pass without a change")
        tasks = [(try_out, mutant, reach.chosen(mutant), folder, seconds) for mutant in mutants]
        for (_call, mutant, tests, *_rest), noticed in in_processes(tasks):
            noticed = "it hangs, or cannot be imported" if noticed is None else noticed
            say(f"{'killed  ' if noticed else 'SURVIVED'} {mutant}  {noticed or f'{len(tests)} tests'}")
            by_check += noticed.startswith("make check")
            if not noticed:
                survivors.append(mutant)

    for mutant in survivors:
        say(f"\n{mutant.difference()}")
    killed = len(mutants) - len(survivors)
    say(
        f"\n{asked.room}, seed {asked.seed}: {killed} of {len(mutants)} killed ({killed / len(mutants):.0%}), "
        f"{by_check} of them by `make check`; {time.monotonic() - started:.0f} seconds"
    )
    sys.exit(len(survivors) > 1)


if __name__ == "__main__":
    main()
