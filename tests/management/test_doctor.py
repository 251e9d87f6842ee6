"""The doctor says of each thing how it is and what to do, in the sentences of the start; and nothing of anybody."""

import datetime as dt
import http.client
import io
import shutil
import ssl
import urllib.error
import urllib.request
from collections import namedtuple

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from mentoring.management import doctor, readiness
from mentoring.models import CommandRun
from tests import addresses
from tests import factories as make

pytestmark = pytest.mark.django_db
PUBLIC = {
    "LOCAL": False,
    "HTTPS": True,
    "HOST": "waymark.example.com",
    "BASE_URL": "https://waymark.example.com",
}


@pytest.fixture(autouse=True)
def outside(monkeypatch):
    """What the address people type answers; by default that all is well."""
    asked = []

    def answer(url, timeout):
        asked.append(url)
        return io.BytesIO(b"ok")

    monkeypatch.setattr(urllib.request, "urlopen", answer)
    return asked


@pytest.fixture
def told(settings):
    """What is said of one topic, with these settings."""

    def ask(topic, **changed):
        for name, value in changed.items():
            setattr(settings, name, value)
        found = [finding for finding in doctor.examine() if finding.topic == topic]
        return [(finding.level, finding.sentence, finding.hint) for finding in found]

    return ask


def test_sound_instance_is_told_so_and_nothing_is_written(alice, outside, capsys, settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    for kind in CommandRun.Kind:
        CommandRun.note(kind, timezone.now())
    before = addresses.rows()

    call_command("doctor")

    said = capsys.readouterr().out
    assert {line[:7] for line in said.splitlines()} == {"ok     "}
    assert "Database: It answers and is of this release." in said
    assert outside == ["http://localhost:8000/healthz", "http://localhost:8000/accounts/login/"]
    assert addresses.rows() == before
    assert "alice" not in said


def test_what_is_wrong_ends_with_its_topics(alice, monkeypatch, capsys):
    def refuse(url, timeout):
        raise urllib.error.URLError("Name or service not known")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)

    with pytest.raises(CommandError, match=r"^Wrong: From outside$"):
        call_command("doctor")

    said = capsys.readouterr().out
    assert "wrong  From outside: http://localhost:8000 doesn’t answer: Name or service not known\n" in said
    assert "       Start the server, or correct BASE_URL, its name in DNS, or the proxy.\n" in said


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (301, "The proxy doesn’t say that people came by https, so they are sent in circles."),
        (502, "http://localhost:8000/healthz answers 502."),
    ],
)
def test_proxy_that_answers_wrongly_is_told(told, monkeypatch, code, sentence):
    def refuse(url, timeout):
        raise urllib.error.HTTPError(url, code, "", {}, io.BytesIO())

    monkeypatch.setattr(urllib.request, "urlopen", refuse)

    ((level, said, _hint),) = told("From outside")
    assert (level, said) == ("wrong", sentence)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (urllib.error.URLError(ssl.SSLCertVerificationError("self-signed")), "Give the proxy a certificate"),
        (http.client.BadStatusLine("220 mail"), "Start the server, or correct BASE_URL"),
    ],
)
def test_what_answers_unlike_a_server_of_ours_is_told(told, monkeypatch, failure, said):
    def refuse(url, timeout):
        raise failure

    monkeypatch.setattr(urllib.request, "urlopen", refuse)

    ((level, _sentence, hint),) = told("From outside")
    assert (level, hint.startswith(said)) == ("wrong", True)


def test_settings_that_are_as_they_should_be_are_not_told(told):
    transport = {"SECURE_HSTS_SECONDS": 1, "SECURE_SSL_REDIRECT": True}
    cookies = {"SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True}
    assert [level for level, *_ in told("Settings", **PUBLIC | transport | cookies)] == ["ok"]


def test_mail_server_whose_name_is_none_is_told(told):
    ((level, sentence, _hint),) = told(
        "Email",
        MAIL_ENABLED=True,
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="a..b",
    )
    assert (level, sentence.startswith("The mail server doesn’t take it: ")) == ("wrong", True)


def test_settings_are_told_in_the_sentences_of_the_start(told):
    assert told("Settings", **PUBLIC | {"HTTPS": False})[0] == (
        "look",
        "Passwords travel unencrypted, and passkeys don’t work.",
        "Put TLS in front and set BASE_URL=https://…",
    )


def test_proxy_that_is_not_declared_is_told(told):
    sentence = "Requests come through a proxy: set TRUSTED_PROXY_COUNT to how many there are."
    assert told("Proxy", **PUBLIC) == [("look", sentence, "One that ends TLS: TRUSTED_PROXY_COUNT=1")]
    assert told("Proxy", TRUSTED_PROXY_COUNT=1) == [("ok", "TRUSTED_PROXY_COUNT is 1.", "")]


def test_database_of_another_release_is_told(told):
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="mentoring", name="0022_operating").delete()
    assert told("Database") == [
        (
            "wrong",
            "The database is of an earlier release: 1 migrations are to be run.",
            "Run: manage.py migrate",
        )
    ]

    recorder.record_applied("mentoring", "9999_later")
    assert told("Database") == [
        (
            "wrong",
            "The database is of a newer release: it has 9999_later.",
            "Install that release again, or restore the backup made before it.",
        )
    ]


def test_database_that_takes_nothing_is_told(told, monkeypatch):
    def refuse(*args):
        raise DatabaseError("attempt to write a readonly database")

    monkeypatch.setattr(CommandRun, "note", refuse)

    ((level, sentence, _hint),) = told("Writing")
    assert (level, sentence) == ("wrong", "The database takes nothing: attempt to write a readonly database")


@pytest.mark.parametrize(("free", "level"), [(63, "wrong"), (999, "look"), (1001, "ok")])
def test_disk_that_runs_full_is_told(told, settings, monkeypatch, free, level):
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(free * 1_000_000))
    monkeypatch.setattr(readiness, "has_space", lambda folder: free > 64)
    monkeypatch.setattr(readiness, "folders_written_to", lambda: [settings.DATA_DIR])

    sentence = f"{free:,} MB are free in {settings.DATA_DIR}."
    assert told("Disk") == [(level, sentence, "" if level == "ok" else "Make room on that disk.")]


def test_folder_for_backups_that_is_not_there_is_told(told, tmp_path):
    folder = tmp_path / "none"

    found = told("Disk", BACKUP_DIR=folder)

    assert found[-1] == ("wrong", f"Nothing can be written to {folder}.", "Make it, or give the right to.")


def test_key_that_others_can_read_is_told(told, tmp_path):
    key = tmp_path / "secret.key"
    key.write_text("x")
    key.chmod(0o644)

    sentence = "Others on this machine can read secret.key."
    assert told("Secret key", DATA_DIR=tmp_path) == [("wrong", sentence, f"Run: chmod 600 {key}")]
    key.chmod(0o600)
    assert told("Secret key")[0][0] == "ok"


def test_mail_goes_to_an_address_that_is_named(alice, settings, capsys, monkeypatch):
    call_command("doctor", mail_to="me@example.org")
    assert "EMAIL_URL isn’t set" in capsys.readouterr().out

    settings.MAIL_ENABLED = True
    call_command("doctor", mail_to="me@example.org")
    assert "A test went to me@example.org; see that it arrives." in capsys.readouterr().out
    assert [(message.to, message.subject) for message in mail.outbox] == [(["me@example.org"], "A test")]

    def refuse(*args, **kwargs):
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(mail, "send_mail", refuse)
    with pytest.raises(CommandError, match=r"^Wrong: Email$"):
        call_command("doctor", mail_to="me@example.org")


def test_timer_that_does_not_run_is_told(told):
    hint = "Have manage.py timed run every quarter of an hour: docs/operate.md."
    assert told("Timer") == [("look", "The timer hasn’t run so far.", hint)]

    run = make.CommandRunFactory(ran_at=dt.datetime(2026, 11, 20, 7, tzinfo=dt.UTC))
    assert told("Timer") == [("look", "The timer hasn’t run since 2026-11-20 07:00 UTC.", hint)]

    CommandRun.note("timed", timezone.now(), "Not sent: 1")
    ((level, sentence, _hint),) = told("Timer")
    assert (level, sentence.endswith("UTC: Not sent: 1")) == ("wrong", True)
    run.refresh_from_db()
    assert run.succeeded_at == dt.datetime(2026, 11, 20, 7, tzinfo=dt.UTC)


def test_backups_that_are_missing_are_told(told, tmp_path):
    assert told("Backup")[0][:2] == ("look", "The timer makes no backups.")

    told_of = [sentence for _level, sentence, _hint in told("Backup", BACKUP_DIR=tmp_path)]
    assert told_of == ["No backup was written so far.", "No backup was restored for trial so far."]

    CommandRun.note("backup", timezone.now())
    CommandRun.note("trial", timezone.now(), "it isn’t what was kept")
    ((level, sentence, _hint),) = told("Backup")
    assert (level, sentence.endswith("UTC: it isn’t what was kept")) == ("wrong", True)
