"""Somebody else writes for too long: what was sent comes back to be sent once more, and never an error."""

import contextlib
import threading

import pytest
from django.conf import settings as project
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from mentoring.accounts.unsent import LAST_PERSON
from mentoring.models import Contact, MentorCriterion
from tests import factories as make
from tests.markup import forms_of

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Has led\na <team> of “ten”"


@contextlib.contextmanager
def somebody_writes(person):
    """A block in which another window holds the lock of a person, and with SQLite that of everybody."""
    has_it, over = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic():
                person.lock()
                has_it.set()
                over.wait(30)
        finally:
            connection.close()

    window = threading.Thread(target=hold)
    window.start()
    try:
        assert has_it.wait(20)
        yield
    finally:
        over.set()
        window.join(30)


@pytest.fixture
def impatient():
    """This window's database gives up at once, where the product has patience."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 1")
        else:
            cursor.execute("SET lock_timeout = '1ms'")
    yield
    connection.close()


def test_form_comes_back_as_it_was_typed_and_is_sent_once_more(client_alice, alice, impatient):
    contact = make.ContactFactory(owner=alice)
    address = reverse("interactions.new", args=[contact.pk])
    [form] = [form for form in forms_of(client_alice.get(address)) if "text" in form.fields]
    typed = form.data(kind="note", text=WORDS)
    with somebody_writes(alice):
        busy = client_alice.post(address, typed)

    assert (busy.status_code, busy["Retry-After"]) == (503, "5")
    page = busy.content.decode()
    assert "Waymark is busy" in page
    assert "Has led<br>a &lt;team&gt; of “ten”" in page
    [form] = [form for form in forms_of(busy) if form.method == "post"]
    assert form.action == address
    assert client_alice.post(address, form.data()).status_code == 302
    assert client_alice.post(address, form.data()).status_code == 302  # sent twice
    assert [note.text for note in contact.interactions.all()] == [WORDS]


def test_button_comes_back(client_alice, alice, impatient):
    contact = make.ContactFactory(owner=alice)
    address = reverse("marks.marked_prospect", args=[contact.pk])
    with somebody_writes(alice):
        busy = client_alice.post(address, {"next": "/contacts/"})

    assert busy.status_code == 503
    [form] = [form for form in forms_of(busy) if form.method == "post"]
    assert (form.action, form.data()["next"]) == (address, ["/contacts/"])
    assert client_alice.post(address, form.data())["Location"] == "/contacts/"
    assert Contact.objects.get().is_prospect


def test_file_and_password_are_not_in_the_page(client_alice, alice, impatient):
    file = SimpleUploadedFile("people.csv", b"Name,Email\nMia Torres,mia@t.example\n")
    back = {"headers": {"referer": "http://testserver/contacts/import/"}}
    with somebody_writes(alice):
        upload = client_alice.post(reverse("imports.index"), {"file": file}, **back)
        login = client_alice.post(reverse("account_change_password"), {"oldpassword": "secret-word"}, **back)

    assert upload.status_code == 503
    assert forms_of(upload) == []
    assert 'href="/contacts/import/"' in upload.content.decode()
    assert "secret-word" not in login.content.decode()


@pytest.mark.any_database
def test_session_that_cannot_be_saved_is_told_as_well(alice, impatient):
    client = Client(raise_request_exception=False)
    signer = signing.get_cookie_signer(salt=LAST_PERSON)
    client.cookies[LAST_PERSON] = signer.sign(alice.pk)
    with somebody_writes(alice):
        busy = client.post(reverse("criteria.new"), {"text": WORDS})

    assert busy.status_code == 503
    assert "Has led" in busy.content.decode()
    assert not MentorCriterion.objects.exists()


def test_every_other_failure_stays_one(client_alice, monkeypatch):
    def broken(*args):
        raise ZeroDivisionError

    monkeypatch.setattr("mentoring.views.criteria.records_of", broken)
    client_alice.raise_request_exception = False

    assert client_alice.get(reverse("criteria.index")).status_code == 500


@pytest.mark.any_database
def test_transactions_that_write_queue_from_their_beginning():
    options = project.DATABASES["default"]["OPTIONS"]

    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
