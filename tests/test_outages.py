"""The database is down, the disk is full, no mail can be sent: each is said as it is, and what was typed comes back."""

import contextlib
import io
import logging
import sqlite3

import psycopg
import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse

from mentoring.middleware import busy
from mentoring.models import User
from tests import factories as make
from tests.markup import forms_of, text_of

WORDS = "Has led a team of “ten”"
PASSWORD = "three random words"


def failure(of: str, code) -> OperationalError:
    """What Django raises for a refusal of a database with this code."""
    if of == "sqlite":
        cause: Exception = sqlite3.OperationalError("refused")
        cause.sqlite_errorcode = code
    else:
        cause = psycopg.OperationalError("server refused\nand more")
        cause.sqlstate = code
    found = OperationalError(str(cause))
    found.__cause__ = cause
    return found


@pytest.fixture
def down(monkeypatch):
    """A block in which the database can't be reached."""

    @contextlib.contextmanager
    def block():
        def refuse(*args):
            raise failure("postgresql", None)

        with monkeypatch.context() as patch:
            patch.setattr(connection, "cursor", refuse)
            yield

    return block


@pytest.fixture
def full():
    """A block in which the disk takes nothing more."""

    @contextlib.contextmanager
    def block():
        with connection.cursor() as cursor:
            [before] = cursor.execute("PRAGMA max_page_count").fetchone()
            cursor.execute("VACUUM")  # no page is free that other tests left
            cursor.execute("PRAGMA max_page_count = 1")  # as many as there are, then
            yield
            cursor.execute(f"PRAGMA max_page_count = {before}")

    return block


def lines(caplog) -> list[str]:
    """What was logged, each with whatever follows it."""
    shown = io.StringIO()
    handler = logging.StreamHandler(shown)
    for record in caplog.records:
        if record.levelno >= logging.ERROR:
            handler.handle(record)
    return shown.getvalue().splitlines()


@pytest.mark.parametrize(
    ("of", "code", "kind"),
    [
        ("sqlite", sqlite3.SQLITE_BUSY_SNAPSHOT, "busy"),
        ("sqlite", sqlite3.SQLITE_FULL, "full"),
        ("sqlite", sqlite3.SQLITE_READONLY_DIRECTORY, "full"),
        ("sqlite", sqlite3.SQLITE_CANTOPEN, "down"),
        ("sqlite", sqlite3.SQLITE_ERROR, ""),
        ("postgresql", "57014", "busy"),
        ("postgresql", "53100", "full"),
        ("postgresql", "25006", "full"),
        ("postgresql", "53300", "down"),
        ("postgresql", "57P01", "down"),
        ("postgresql", None, "down"),
        ("postgresql", "42P01", ""),
    ],
)
def test_refusals_are_told_apart(of, code, kind):
    assert busy.outage_of(failure(of, code)) == kind


def test_full_disk_is_one_wherever_it_is_met():
    assert busy.outage_of(OSError(28, "No space left on device")) == "full"
    assert busy.outage_of(OSError(2, "No such file")) == busy.outage_of(ValueError()) == ""


@pytest.mark.django_db
def test_form_comes_back_while_the_database_is_down_and_is_sent_once_more(client_alice, alice, down, caplog):
    client_alice.raise_request_exception = False
    address = reverse("criteria.new")
    with down():
        answer = client_alice.post(address, {"text": WORDS})

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Waymark can’t reach its records" in text_of(answer)
    assert WORDS in text_of(answer)
    assert lines(caplog) == [f"The database doesn’t answer: POST {address} (server refused)"]

    [form] = [form for form in forms_of(answer) if form.method == "post"]
    assert (form.action, form.data()["text"]) == (address, [WORDS])


@pytest.mark.django_db
def test_page_while_the_database_is_down_offers_itself(client_alice, down, caplog):
    client_alice.raise_request_exception = False
    with down():
        answer = client_alice.get("/goals/")

    assert answer.status_code == 503
    assert "is lost" not in text_of(answer)
    assert 'href="/goals/"' in answer.content.decode()
    assert len(lines(caplog)) == 1


@pytest.mark.django_db
def test_form_from_elsewhere_does_not_come_back(alice, down):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(alice)
    with down():
        answer = client.post(reverse("criteria.new"), {"text": WORDS})

    assert answer.status_code == 503
    assert WORDS not in text_of(answer)


@pytest.mark.django_db
def test_sign_in_while_the_database_is_down_keeps_the_address(client, down):
    client.raise_request_exception = False
    with down():
        answer = client.post("/accounts/login/", {"login": "leila@example.org", "password": PASSWORD})

    assert answer.status_code == 503
    assert "leila@example.org" in text_of(answer)
    assert PASSWORD not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.any_database
def test_form_comes_back_from_a_full_disk(client_alice, alice, full, caplog):
    client_alice.raise_request_exception = False
    long = f"{WORDS} " * 400
    contact = make.ContactFactory(owner=alice)
    address = reverse("interactions.new", args=[contact.pk])
    [form] = [form for form in forms_of(client_alice.get(address)) if "text" in form.fields]
    with full():
        answer = client_alice.post(address, form.data(kind="note", text=long))

    assert answer.status_code == 503
    assert "Waymark can’t save just now" in text_of(answer)
    assert WORDS in text_of(answer)
    assert len(lines(caplog)) == 1
    assert not contact.interactions.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of", ["sqlite", "postgresql"])
def test_limits_that_cannot_be_counted_are_no_haste(client, monkeypatch, of):
    client.raise_request_exception = False

    def refuse(self):
        raise failure(of, {"sqlite": sqlite3.SQLITE_FULL, "postgresql": "53100"}[of])

    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "commit", refuse)
        answer = client.post("/accounts/login/", {"login": "leila@example.org", "password": PASSWORD})

    assert answer.status_code == 503
    assert "Waymark can’t save just now" in text_of(answer)
    assert "leila@example.org" in text_of(answer)
    assert "quick" not in text_of(answer)


@pytest.mark.django_db
def test_counts_know_a_key_that_is_there_from_a_disk_that_is_full():
    assert cache.add("one", 1)
    assert not cache.add("one", 2)
    assert cache.get("one") == 1


# Mail


@pytest.fixture
def no_mail(settings, monkeypatch):
    """An instance with mail whose server is gone."""
    settings.MAIL_ENABLED = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"

    def refuse(self):
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("django.core.mail.backends.base.BaseEmailBackend.open", refuse)


SAID = "We can’t send email just now, and this needs one. Nothing was changed: try again in a few minutes."


@pytest.mark.django_db
def test_sign_up_without_mail_leaves_nothing_half_made(client, no_mail, caplog):
    typed = {"name": "Leila", "email": "leila@example.org", "password1": PASSWORD}

    answer = client.post("/accounts/signup/", typed)

    assert answer.status_code == 503
    assert SAID in text_of(answer)
    [form] = [form for form in forms_of(answer) if "email" in form.fields]
    assert (form.data()["name"], form.data()["email"]) == (["Leila"], ["leila@example.org"])
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    assert lines(caplog) == ["The mail server doesn’t take emails: [Errno 111] Connection refused"]


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_new_password_without_mail_says_so_whoever_asks(client, alice, no_mail, email):
    answer = client.post("/accounts/password/reset/", {"email": email})

    assert answer.status_code == 503
    assert SAID in text_of(answer)
    assert email in answer.content.decode()
    assert mail.outbox == []


# What strangers send


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/settings/?x=", "/settings?x=", "/"])
def test_endless_address_is_at_most_one_line(client, caplog, path):
    client.raise_request_exception = False

    answer = client.get(path + "x" * 30_000)

    assert answer.status_code in (302, 400, 404)
    shown = [line for line in lines(caplog) if line]
    assert len(shown) <= 1
    assert all(len(line) <= 300 for line in shown)
