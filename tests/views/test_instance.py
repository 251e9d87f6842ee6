"""The page for operators: confirmed again, not there for anyone else, and without a word of anybody."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.models import User
from tests import addresses, factories
from tests.addresses import World
from tests.markup import text_of

PASSWORD = "four old stone bridges"


@pytest.fixture
def client_olga(db):
    """An operator who gave her password once more a moment ago."""
    client = Client()
    client.force_login(User.objects.create_superuser("olga@example.org", PASSWORD, name="Olga Ortiz"))
    asked = client.get("/instance/")
    assert asked.url == "/accounts/reauthenticate/?next=%2Finstance%2F"
    assert client.post(asked.url, {"password": PASSWORD}).url == "/instance/"
    return client


def test_page_for_operators_is_not_there_for_others(client, client_alice, client_bob):
    assert [one.get("/instance/").status_code for one in (client_alice, client_bob)] == [404, 404]
    assert client.get("/instance/").url == "/accounts/login/?next=/instance/"
    assert "/instance/" not in client_alice.get("/settings/").content.decode()


def test_operator_is_asked_for_the_password_again(client_olga, freeze):
    assert "How this Waymark runs" in text_of(client_olga.get("/instance/"))

    freeze(timezone.now() + dt.timedelta(minutes=6))

    assert client_olga.get("/instance/").url.startswith("/accounts/reauthenticate/")


def test_page_for_operators_says_what_the_doctor_says_and_nothing_of_anybody(client_olga, alice, settings):
    World(alice, "Quillwort")

    with addresses.writes() as written:
        page = text_of(client_olga.get("/instance/"))

    assert f"Waymark {settings.RELEASE}, Python" in page
    assert "It answers and is of this release." in page
    assert "The timer hasn’t run so far." in page
    assert "Have manage.py timed run every quarter of an hour: docs/operate.md." in page
    assert not {"Quillwort", "Alice", "alice@", "From outside", "Email"} & {*page.split(), *page.split(":")}
    assert written == []
    assert "/instance/" in client_olga.get("/settings/").content.decode()


def test_page_for_operators_takes_as_many_queries_for_many(client_olga, alice):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            client_olga.get("/instance/")
        return len(queries)

    counted()
    few = counted()
    for _number in range(5):
        factories.UserFactory()

    assert counted() == few <= 16


def test_somebody_with_an_account_becomes_an_operator_and_no_longer_is(alice, client_alice, capsys):
    call_command("make_operator", "Alice@example.org")
    assert client_alice.get("/instance/").status_code == 200  # without a password nobody can be asked for it

    call_command("make_operator", "alice@example.org", no_longer=True)
    assert client_alice.get("/instance/").status_code == 404
    assert capsys.readouterr().out == (
        "Alice@example.org is an operator.\nalice@example.org is no longer an operator.\n"
    )
    with pytest.raises(CommandError, match=r"Nobody signs in here with bob@example\.org\."):
        call_command("make_operator", "bob@example.org")


def test_page_for_operators_takes_no_form(client_olga):
    assert client_olga.post("/instance/").status_code == 405
