"""What `make run` starts: the server, the tables and the static files it needs, and how it ends."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings as project

from config import prepared
from config.settings import RELEASE
from mentoring.management import running
from tests import migrated, serving
from tests.mailserver import free_port


@pytest.fixture
def port():
    """A port nobody listens on."""
    return free_port()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data folder of an instance that was prepared once."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copy(project.DATA_DIR / migrated.FILE, folder / "waymark.sqlite3")
    assert prepare(folder) == (0, "")
    return folder


def prepare(folder, **variables) -> tuple[int, str]:
    """Prepare as a start does: the exit code, and what was said."""
    env = serving.environment(0, folder) | {"PORT": ""} | variables
    command = [sys.executable, "-m", "config.prepared"]
    done = subprocess.run(command, cwd=project.BASE_DIR, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.fixture
def serve(port, folder):
    """Start the server as `make run` does: `serve()` returns the process; it ends with the test at the latest."""
    started = []

    def start(**variables):
        started.append(serving.start(serving.environment(port, folder) | variables))
        return started[-1]

    yield start
    for server in started:
        server.terminate()
        server.communicate()


def test_server_says_where_it_is_answers_and_stops_at_ctrl_c(serve, port, folder, settings):
    settings.DATA_DIR = folder
    server = serve(HOST="::1")

    assert serving.wait_for(f"http://[::1]:{port}/readyz") == 200
    assert server.stdout.readline() == f"Waymark {RELEASE} is at http://localhost:{port} (Ctrl-C stops it)\n"
    with pytest.raises(running.IsRunning), running.alone():
        pytest.fail("a backup would be restored under a running server")

    os.killpg(server.pid, signal.SIGINT)
    assert server.wait(timeout=20) == 0
    with running.alone():
        command = [sys.executable, "-c", "import config.wsgi"]
        env = serving.environment(port, folder)
        done = subprocess.run(
            command, cwd=project.BASE_DIR, env=env, capture_output=True, text=True, check=False
        )
        assert done.stderr == "A backup is being restored: start again when that is done.\n"


def test_workers_are_replaced_and_one_always_answers_until_the_server_is_killed(serve, port):
    server = serve()
    serving.wait_for(f"http://localhost:{port}/healthz")
    serving.wait_until(lambda: len(serving.workers(server)) == 2)
    before = serving.workers(server)

    def are_others():
        assert serving.wait_for(f"http://localhost:{port}/healthz") == 200
        return len(serving.workers(server)) == 2 and not serving.workers(server) & before

    server.send_signal(signal.SIGHUP)
    serving.wait_until(are_others)

    # And if it is killed, they go along.
    server.kill()

    def is_free():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) != 0

    serving.wait_until(is_free)


def test_server_refuses_a_port_that_is_taken(serve, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        server = serve()

        assert server.wait(timeout=30) == 1
        assert (
            server.stderr.read() == f"Port {port} is taken; set PORT to another, such as PORT={port + 1}.\n"
        )


def test_server_refuses_an_address_of_another_machine(serve):
    server = serve(HOST="203.0.113.7")

    assert server.wait(timeout=30) == 1
    assert (
        server.stderr.read()
        == "HOST must be an address of this machine, such as 127.0.0.1; 203.0.113.7 isn't.\n"
    )


# What a start prepares


@pytest.fixture
def fingerprint(settings, monkeypatch):
    """What a start takes its tables and files to be made of: `fingerprint(folder)`."""

    def of(folder) -> str:
        settings.STATIC_ROOT, settings.DEBUG = folder / "static", False
        sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "waymark.sqlite3")}
        with monkeypatch.context() as patch:
            patch.setitem(settings.DATABASES, "default", sqlite)
            return prepared.fingerprint()

    return of


def test_second_start_finds_everything_prepared(folder):
    kept = (folder / "prepared").stat().st_mtime_ns

    assert prepare(folder) == (0, "")
    assert (folder / "prepared").stat().st_mtime_ns == kept


def test_missing_files_and_another_database_are_noticed(folder, tmp_path, fingerprint):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    seen = [fingerprint(tmp_path)]

    (tmp_path / "static" / "staticfiles.json").unlink()
    seen.append(fingerprint(tmp_path))
    with contextlib.closing(sqlite3.connect(tmp_path / "waymark.sqlite3")) as database, database:
        database.execute("UPDATE django_migrations SET applied = '2026-01-01' WHERE id = 3")
    seen.append(fingerprint(tmp_path))
    (tmp_path / "waymark.sqlite3").unlink()
    seen.append(fingerprint(tmp_path))

    assert len(set(seen)) == 4


def test_database_that_does_not_answer_is_said_at_the_start(folder):
    code, said = prepare(folder, DATABASE_URL="postgres://nobody@127.0.0.1:9/none")

    assert code == 1
    assert "The database doesn’t answer." in said
    assert "Start it, or correct DATABASE_URL: host, port, user, password and name." in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["manage.py", "migrate"], marks=pytest.mark.long),
        pytest.param(["manage.py", "invite"], marks=pytest.mark.long),
        ["-m", "config.prepared"],
    ],
)
def test_damaged_database_is_one_sentence_whatever_is_run(tmp_path, command):
    (tmp_path / "waymark.sqlite3").write_text("no database at all\n" * 100)
    tmp_path.chmod(0o700)
    env = serving.environment(0, tmp_path) | {"PORT": "", "DATABASE_URL": ""}

    done = subprocess.run(
        [sys.executable, *command], cwd=project.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr == "The database can’t be used: file is not a database. Look at manage.py doctor.\n"


def test_static_files_are_found_and_hashed(folder):
    assert (folder / "static" / "staticfiles.json").exists()
    for ending in ("", ".gz", ".br"):
        assert list((folder / "static" / "mentoring" / "css").glob(f"waymark.*.css{ending}"))
