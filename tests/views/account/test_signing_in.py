"""Coming in and out, and the devices that are signed in."""

import pytest
from django.test import Client

from mentoring.accounts.devices import device_name
from mentoring.models import User
from tests.pages import flashes
from tests.views.account.signing import PHONE, errors, sign_in

# Signing in and out


def test_wrong_password_and_unknown_address_read_the_same(leila, client):
    wrong, unknown = sign_in(client, password="no"), sign_in(client, email="who@example.org")

    assert wrong.status_code == unknown.status_code == 422
    assert errors(wrong) == errors(unknown) == {"__all__": ["That email and password don’t match"]}


@pytest.mark.every_database
def test_signing_in_ignores_the_case_of_the_address_and_leads_on(leila, client):
    assert sign_in(client, email="LEILA@example.org", next="/settings/").url == "/settings/"


def test_locked_account_is_told(leila, client):
    User.objects.filter(pk=leila.pk).update(is_active=False)

    response = sign_in(client)

    assert response.url == "/accounts/inactive/"
    assert "switched off" in client.get(response.url).content.decode()


def test_signing_out_asks_and_then_ends_the_session(client_leila):
    page = client_leila.get("/accounts/logout/")
    response = client_leila.post("/accounts/logout/")

    assert "Everything you’ve written will be here" in page.content.decode()
    assert (response.url, flashes(response)) == ("/", ["You’re signed out."])
    assert client_leila.get("/settings/").status_code == 302


# Signed-in devices


@pytest.mark.every_database
def test_devices_are_listed_and_the_others_signed_out(client_leila):
    phone = Client(headers={"User-Agent": PHONE})
    sign_in(phone)

    page = client_leila.get("/accounts/sessions/").content.decode()
    response = client_leila.post("/accounts/sessions/")

    assert "Firefox on a phone" in page
    assert flashes(response) == ["The other devices have been signed out."]
    assert phone.get("/settings/").status_code == 302
    assert client_leila.get("/settings/").status_code == 200


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (PHONE, "Firefox on a phone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
            "Chrome on a computer",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130 Safari/537.36 Edg/130",
            "Edge on a computer",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on a phone",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 17_0) Version/17.0 Mobile/15E148 Safari/604.1", "Safari on a tablet"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Safari/537.36", "Chrome on a tablet"),
        ("", "A browser on a computer"),
    ],
)
def test_devices_have_names_people_know(user_agent, words):
    assert device_name(user_agent) == words
