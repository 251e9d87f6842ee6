"""Second steps: passkeys, codes from an app, and recovery codes."""

import datetime as dt

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings as instance
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.authenticator import Passkey, totp
from tests.pages import flashes
from tests.views.account.signing import PASSWORD, errors, sign_in


def confirm_access(client, path):
    """Go where the password is asked once more, and give it; returns the page behind."""
    asked = client.get(path)
    assert asked.url.startswith("/accounts/reauthenticate/")
    return client.post(asked.url, {"password": PASSWORD, "next": path}, follow=True)


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.every_database
def test_passkey_signs_in_alone_only_where_the_person_said_so(client_leila, leila, alone):
    key = Passkey(instance.HOST)
    page = confirm_access(client_leila, "/accounts/2fa/webauthn/add/")
    made = key.made(page.context["js_data"]["creation_options"])
    ticked = {"passwordless": "on"} if alone else {}
    added = client_leila.post(
        "/accounts/2fa/webauthn/add/", {"name": "My phone", "credential": made} | ticked
    )
    listed = client_leila.get("/accounts/2fa/webauthn/").content.decode()
    other = Client()

    asked = other.get("/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"}).json()
    used = key.used(asked["request_options"], user_pk_to_url_str(leila))
    response = other.post("/accounts/2fa/webauthn/login/", {"credential": used, "stay": "on"})

    assert added.status_code == 302, errors(added)
    assert ("Signs you in on its own." in listed, "Second step, after the password." in listed) == (
        alone,
        not alone,
    )
    assert ("_auth_user_id" in other.session) == alone
    assert (lasts(other) > dt.timedelta(days=80)) == alone
    if not alone:
        assert response.url == "/accounts/login/"
        assert flashes(response) == [
            "This passkey is your second step. Sign in with your email and password first."
        ]
    # It is a second step in any case.
    assert sign_in(Client()).url.startswith("/accounts/2fa/authenticate/")


def turn_on_app(client):
    """Turn on the authenticator app; returns its secret."""
    page = confirm_access(client, "/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    done = client.post("/accounts/2fa/totp/activate/", {"code": totp(secret)})
    assert done.url == "/accounts/2fa/recovery-codes/"
    return secret


@pytest.mark.every_database
def test_authenticator_app_is_asked_for_after_the_password(client_leila, leila, freeze):
    freeze(timezone.now())  # a code lives half a minute, which may end between making and sending it
    secret = turn_on_app(client_leila)
    other = Client()

    first = sign_in(other, next="/settings/")
    wrong = other.post(first.url, {"code": "000000"})
    right = other.post(first.url, {"code": totp(secret)})

    assert first.url == "/accounts/2fa/authenticate/"
    assert wrong.status_code == 422
    assert errors(wrong) == {"code": ["That code isn’t right, or it has expired"]}
    assert right.url == "/settings/"


def lasts(client) -> dt.timedelta:
    """How long the session of this device is kept."""
    kept = Session.objects.get(session_key=client.session.session_key)
    return kept.expire_date - timezone.now()


def test_only_who_ticks_it_stays_signed_in_for_90_days(leila, freeze):
    freeze(timezone.now())
    here, there = Client(), Client()
    assert 'name="stay"' in here.get("/accounts/login/").content.decode()
    sign_in(here)
    sign_in(there, stay="on")

    assert (lasts(here).days, lasts(there).days) == (14, 90)
    freeze(timezone.now() + dt.timedelta(days=15))
    assert here.get("/settings/").status_code == 302
    page = there.get("/settings/").content.decode()
    assert "Only this one." in page  # the other session is over

    leila.set_password("three other words")
    leila.save()
    assert there.get("/settings/").status_code == 302


def test_a_second_step_is_asked_as_ever_and_the_tick_still_counts(client_leila, leila, freeze):
    freeze(timezone.now())
    secret = turn_on_app(client_leila)
    other = Client()

    step = sign_in(other, stay="on")
    assert "_auth_user_id" not in other.session
    other.post(step.url, {"code": totp(secret)})

    assert "_auth_user_id" in other.session
    assert lasts(other).days == 90


@pytest.mark.every_database
def test_secret_of_the_app_is_kept_encrypted(client_leila, leila):
    secret = turn_on_app(client_leila)

    kept = {one.type: one.data for one in Authenticator.objects.filter(user=leila)}

    assert kept["totp"]["secret"].startswith("gAAAA")
    assert kept["recovery_codes"]["seed"].startswith("gAAAA")
    assert secret not in str(kept)


@pytest.mark.every_database
def test_recovery_code_lets_in_once(client_leila):
    turn_on_app(client_leila)
    code = client_leila.get("/accounts/2fa/recovery-codes/").context["unused_codes"][0]

    for client, expected in ((Client(), 302), (Client(), 422)):
        step = sign_in(client)
        assert client.post(step.url, {"code": code}).status_code == expected


def test_recovery_codes_can_be_saved_as_a_file(client_leila):
    turn_on_app(client_leila)

    response = client_leila.get("/accounts/2fa/recovery-codes/download/")

    assert response.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert len(response.content.split()) == 10


@pytest.mark.parametrize(
    "path",
    ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/recovery-codes/generate/"],
)
def test_second_steps_ask_for_the_password_once_more(client_leila, path):
    assert client_leila.get(path).url.startswith("/accounts/reauthenticate/?next=")


@pytest.mark.every_database
def test_passkeys_of_others_are_out_of_reach(client_leila, alice):
    key = Authenticator.objects.create(
        user=alice, type="webauthn", data={"name": "Alice's phone", "credential": {}}
    )
    confirm_access(client_leila, "/accounts/2fa/webauthn/add/")

    for path in (
        f"/accounts/2fa/webauthn/keys/{key.pk}/edit/",
        f"/accounts/2fa/webauthn/keys/{key.pk}/remove/",
    ):
        assert client_leila.get(path).status_code == 404
        assert client_leila.post(path, {"name": "mine"}).status_code == 404
    assert "Alice" not in client_leila.get("/accounts/2fa/webauthn/").content.decode()
