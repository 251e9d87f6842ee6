"""What machines ask: is it alive, can it serve; before sessions, under any host name, and nothing is written."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client, RequestFactory

from mentoring.management import readiness
from mentoring.middleware.front import WholeAddress

WELL = "database: ok\nmigrations: ok\nfolder: ok\ndisk: ok\n"


@pytest.fixture(autouse=True)
def asked_anew():
    """Nothing is known from the test before."""
    readiness._last["when"] = float("-inf")
    yield
    readiness._last["when"] = float("-inf")


@pytest.fixture
def anybody(settings):
    """Who asks by number, without cookies and without TLS."""
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["waymark.example.com"]
    return Client(headers={"host": "10.0.0.7:8000"})


def test_alive_is_said_without_the_database_and_under_any_name(anybody):
    answer = anybody.get("/healthz")

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
    assert answer.cookies == {}
    assert anybody.head("/healthz").status_code == 200
    assert anybody.post("/healthz").status_code == 405


def test_ready_is_said_in_one_word_a_thing_and_writes_nothing(db, anybody, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        answer = anybody.get("/readyz")

    assert (answer.status_code, answer.content.decode()) == (200, WELL)
    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}


def test_ready_is_worked_out_once_in_five_seconds(db, client, django_assert_num_queries, monkeypatch):
    now = SimpleNamespace(monotonic=lambda: 100.0)
    monkeypatch.setattr(readiness, "time", now)
    client.get("/readyz")

    now.monotonic = lambda: 104.9
    with django_assert_num_queries(0):
        assert client.get("/readyz").content.decode() == WELL

    now.monotonic = lambda: 105.0
    with django_assert_num_queries(2):
        client.get("/readyz")


def said(client) -> tuple[int, list[str]]:
    """The status, and the lines that don't say ok."""
    readiness._last["when"] = float("-inf")
    answer = client.get("/readyz")
    return answer.status_code, [
        line for line in answer.content.decode().split("\n") if line and "ok" not in line
    ]


def test_database_that_does_not_answer_is_down(db, client, monkeypatch):
    def refuse():
        raise OperationalError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(connections["default"], "ensure_connection", refuse)

        assert said(client) == (503, ["database: down", "migrations: unknown"])
        assert client.get("/healthz").status_code == 200


def test_tables_of_another_release_are_told(db, client):
    recorder = MigrationRecorder(connections["default"])

    recorder.record_unapplied("mentoring", "0012_courtesy_numbers")
    assert said(client) == (503, ["migrations: missing"])

    recorder.record_applied("mentoring", "9999_of_next_year")
    assert said(client) == (503, ["migrations: newer"])


@pytest.mark.any_database
def test_folder_that_is_not_written_to_is_told(db, client, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    assert said(client) == (503, ["folder: readonly"])


@pytest.mark.any_database
@pytest.mark.parametrize("lacks", ["f_bavail", "f_favail"])
def test_disk_without_room_is_full(db, client, monkeypatch, lacks):
    room = {"f_bavail": 10**6, "f_frsize": 4096, "f_files": 10**6, "f_favail": 10**5}
    monkeypatch.setattr(os, "statvfs", lambda path: SimpleNamespace(**room | {lacks: 0}))

    assert said(client) == (503, ["disk: full"])


@pytest.mark.any_database
def test_sqlite_in_a_folder_of_its_own_is_looked_at_as_well(settings, monkeypatch):
    settings.DATA_DIR = Path("/srv/data")
    monkeypatch.setitem(connections["default"].settings_dict, "NAME", "/srv/fast/w.sqlite3")

    assert readiness.folders_written_to() == [Path("/srv/data"), Path("/srv/fast")]


@pytest.mark.parametrize(
    ("came", "seen"),
    [
        ("waymark.example.com", "waymark.example.com:8443"),
        ("Waymark.example.com", "waymark.example.com:8443"),
        ("waymark.example.com:8443", "waymark.example.com:8443"),
        ("other.example.com", "other.example.com"),
    ],
)
def test_port_that_a_proxy_leaves_out_is_put_back(settings, came, seen):
    settings.BASE_URL = "https://waymark.example.com:8443"
    request = RequestFactory().get("/", headers={"host": came})

    WholeAddress(lambda asked: None)(request)

    assert request.META["HTTP_HOST"] == seen
