"""Another password, and another address."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests import factories
from tests.views.account.signing import PASSWORD, errors, sign_in


def test_password_is_changed_with_the_one_of_now(client_leila, leila):
    response = client_leila.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "three other words"}
    )

    leila.refresh_from_db()
    assert response.url == "/settings/#security"
    assert leila.check_password("three other words")
    assert client_leila.get("/settings/").status_code == 200


def test_password_stays_when_the_one_of_now_is_wrong(client_leila, leila):
    response = client_leila.post(
        "/accounts/password/change/", {"oldpassword": "guess", "password1": "three other words"}
    )

    leila.refresh_from_db()
    assert response.status_code == 422
    assert errors(response) == {"oldpassword": ["That isn’t your current password"]}
    assert leila.check_password(PASSWORD)


def test_changing_the_password_signs_out_the_other_devices(client_leila):
    other = Client()
    sign_in(other)

    client_leila.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "three other words"}
    )

    assert other.get("/settings/").status_code == 302


def change_email(client, email):
    """Send the form for another address; the password is asked once more in between."""
    asked = client.post("/accounts/email/", {"action_add": "", "email": email})
    if asked.status_code == 302 and "reauthenticate" in asked.url:
        return client.post(asked.url, {"password": PASSWORD, "next": "/accounts/email/"})
    return asked


@pytest.mark.every_database
def test_address_is_changed_at_once_without_mail(client_leila, leila):
    change_email(client_leila, "Haddad@Example.org")

    leila.refresh_from_db()
    assert leila.email == "haddad@example.org"
    assert [(one.email, one.primary) for one in EmailAddress.objects.all()] == [("haddad@example.org", True)]
    assert sign_in(Client(), email="haddad@example.org").url == "/"


def test_address_is_not_changed_without_the_password(client_leila, leila):
    response = client_leila.post("/accounts/email/", {"action_add": "", "email": "haddad@example.org"})

    leila.refresh_from_db()
    assert response.url.startswith("/accounts/reauthenticate/")
    assert leila.email == "leila@example.org"


@pytest.mark.parametrize(
    ("email", "advice"),
    [
        ("haddad@example", "Enter your email as name@example.com"),
        ("", "Enter your email as name@example.com"),
        ("leila@example.org", "That’s already your address"),
        ("ALICE@example.org", "There’s already an account with this address"),
    ],
)
def test_wrong_new_address_is_refused(client_leila, leila, alice, email, advice):
    response = change_email(client_leila, email)

    leila.refresh_from_db()
    assert response.status_code == 422
    assert errors(response) == {"email": [advice]}
    assert leila.email == "leila@example.org"


@pytest.mark.every_database
def test_new_address_counts_once_its_link_is_opened_with_mail(client_leila, leila, with_mail):
    change_email(client_leila, "haddad@example.org")

    leila.refresh_from_db()
    assert leila.email == "leila@example.org"
    assert "We’ve sent a link to haddad@example.org" in client_leila.get("/accounts/email/").content.decode()

    (link,) = re.findall(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body)
    client_leila.post(link)

    leila.refresh_from_db()
    assert leila.email == "haddad@example.org"
    assert [(one.email, one.primary, one.verified) for one in EmailAddress.objects.all()] == [
        ("haddad@example.org", True, True)
    ]
    assert mail.outbox[-1].to == ["leila@example.org"]


def test_new_address_may_be_given_up_with_mail(client_leila, leila, with_mail):
    change_email(client_leila, "haddad@example.org")

    client_leila.post("/accounts/email/", {"action_remove": "", "email": "haddad@example.org"})

    assert [one.email for one in EmailAddress.objects.all()] == ["leila@example.org"]
    leila.refresh_from_db()
    assert leila.email == "leila@example.org"


@pytest.mark.every_database
def test_new_address_that_somebody_else_took_meanwhile_is_refused(client_leila, leila, with_mail):
    change_email(client_leila, "haddad@example.org")
    factories.UserFactory(email="haddad@example.org")

    (link,) = re.findall(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body)
    response = client_leila.post(link, follow=True)

    leila.refresh_from_db()
    assert response.status_code == 200
    assert leila.email == "leila@example.org"


@pytest.mark.parametrize("again", [False, True])
def test_new_address_of_somebody_else_tells_them_and_not_who_asks(
    client_leila, leila, alice, with_mail, again
):
    new, taken = (change_email(client_leila, address) for address in ("new@example.org", "ALICE@example.org"))
    if again:
        mail.outbox.clear()
        cache.clear()  # three minutes later
        client_leila.post("/accounts/email/", {"action_send": "", "email": "alice@example.org"})

    told = mail.outbox[-1]
    page = client_leila.get("/accounts/email/").content.decode()
    assert (new.status_code, new.url) == (taken.status_code, taken.url)
    assert "We’ve sent a link to alice@example.org" in page
    assert (told.to, told.subject) == (["alice@example.org"], "This address already has an account")
    assert "/accounts/password/reset/" in told.body
    assert "confirm-email" not in told.body
    leila.refresh_from_db()
    assert leila.email == "leila@example.org"
