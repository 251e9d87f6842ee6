"""Operators' mistakes are told at start, each with its remedy; a sound instance hears nothing."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError, OperationalError

from mentoring import checks

PUBLIC = {"LOCAL": False, "HTTPS": True, "HOST": "waymark.example.com", "DEBUG": False}


@pytest.fixture
def told(settings):
    """The ids and remedies of what the checks find with these settings."""

    def find(**changed):
        for name, value in changed.items():
            setattr(settings, name, value)
        return {message.id: message.hint for message in checks.check_address(None)}

    return find


def test_checks_find_nothing_on_ones_own_machine():
    assert [message for message in run_checks() if not message.is_silenced()] == []


def test_checks_find_nothing_behind_https(told):
    assert told(**PUBLIC) == {}


def test_debug_in_public_is_refused(told):
    assert told(**PUBLIC | {"DEBUG": True}) == {"waymark.E001": "Remove DEBUG from the environment."}


def test_plain_http_in_public_is_told(told):
    assert told(**PUBLIC | {"HTTPS": False}) == {
        "waymark.W001": "Put TLS in front and set BASE_URL=https://…"
    }


def test_bare_number_as_address_is_told(told):
    assert told(HOST="127.0.0.1", PORT=8000) == {
        "waymark.W002": "Set BASE_URL=http://localhost:8000 or leave it out."
    }


def test_open_signup_without_mail_is_told_in_public_only(told):
    assert told(**PUBLIC | {"SIGNUP_OPEN": True}) == {"waymark.W003": "Set EMAIL_URL, or remove SIGNUP_OPEN."}
    assert told(MAIL_ENABLED=True) == {}
    assert told(LOCAL=True, HOST="localhost", MAIL_ENABLED=False) == {}


def test_data_folder_open_to_others_is_told(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o750)

    (message,) = checks.check_data_folder(None)

    assert (message.id, message.hint) == ("waymark.W004", f"Run: chmod 700 {tmp_path}")


def test_database_that_does_not_answer_is_told_before_migrating(db, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    assert checks.check_database_answers(None, databases=["default"]) == []

    with monkeypatch.context() as patch:
        patch.setattr(connections["default"], "ensure_connection", refuse)
        (message,) = checks.check_database_answers(None, databases=["default"])

    assert message.id == "waymark.E002"
    assert message.hint == "Start it, or correct DATABASE_URL: host, port, user, password and name."


def test_database_that_is_damaged_is_told_and_nothing_else(db, monkeypatch):
    def refuse():
        raise DatabaseError("file is not a database")

    with monkeypatch.context() as patch:
        for name in ("ensure_connection", "cursor"):
            patch.setattr(connections["default"], name, refuse)
        [damaged] = run_checks(tags=["database"], databases=["default"])

    assert damaged.msg == "The database can’t be read: file is not a database."
    assert damaged.hint == "Move it away and restore the newest backup: docs/operate.md."


def test_migrate_makes_the_table_of_the_cache(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")

    call_command("migrate", verbosity=0)

    assert "cache" in connection.introspection.table_names()


@pytest.fixture
def applied(db):
    """What the checks find of a database in which these migrations of the product were applied."""

    def find(*names):
        recorder = MigrationRecorder(connection)
        recorder.migration_qs.filter(app="mentoring").delete()
        for name in names:
            recorder.record_applied("mentoring", name)
        return [message.id for message in checks.check_migrations_are_whole(None, databases=["default"])]

    return find


FOUR = ["0001_initial", "0002_ask_well", "0003_whole_search", "0004_full_text"]


def test_database_that_stopped_half_way_through_version_one_is_refused(applied):
    assert applied(*FOUR[:2]) == applied(*FOUR[:3]) == ["waymark.E003"]
    assert applied(*FOUR) == applied("0001_initial", "0002_full_text") == applied() == []


def test_first_migration_of_version_one_alone_is_refused(applied, monkeypatch):
    assert applied("0001_initial") == []  # all tables are there: it is the one of today

    monkeypatch.setattr(connection.introspection, "table_names", lambda *args: ["django_migrations"])

    assert applied("0001_initial") == ["waymark.E003"]
