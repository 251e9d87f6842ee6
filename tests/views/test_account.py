"""The person's account: who may sign up, coming in and out, second steps, settings, and leaving."""

import datetime as dt
import gzip
import re
import threading

import pytest
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings as instance
from django.contrib.admin.models import LogEntry
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.accounts.adapter import delete_account, signup_open
from mentoring.accounts.cookies import LAST_PERSON
from mentoring.accounts.devices import device_name
from mentoring.exchange.account_file.write import archive_of
from mentoring.forms import account as forms
from mentoring.forms.time_zones import time_zones
from mentoring.models import Contact, Goal, User
from mentoring.models.base import Owned
from tests import factories
from tests.addresses import World
from tests.authenticator import Passkey, totp
from tests.canary import kept_anywhere
from tests.factories import UserFactory
from tests.pages import flashes

PASSWORD = "three random words"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"


@pytest.fixture
def with_mail(settings):
    """An instance that can send mail."""
    settings.MAIL_ENABLED = settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.SIGNUP_OPEN = True


@pytest.fixture
def leila(db):
    """Somebody who signs in by the form, as Alice's and Bob's clients do not."""
    person = User.objects.create_user("leila@example.org", PASSWORD, name="Leila Haddad")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


@pytest.fixture
def client_leila(leila):
    """Leila, signed in a moment ago by her password."""
    client = Client()
    assert sign_in(client).url == "/"
    return client


def sign_up(client, **facts):
    """Send the sign-up form."""
    form = {"name": "Leila", "email": "leila@example.org", "password1": PASSWORD}
    return client.post("/accounts/signup/", form | facts)


def sign_in(client, email="leila@example.org", password=PASSWORD, **more):
    """Send the sign-in form."""
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def confirm_access(client, path):
    """Go where the password is asked once more, and give it; returns the page behind."""
    asked = client.get(path)
    assert asked.url.startswith("/accounts/reauthenticate/")
    return client.post(asked.url, {"password": PASSWORD, "next": path}, follow=True)


def errors(response):
    """What the form of a page says is wrong."""
    form = response.context["form"]
    return {name: list(said) for name, said in form.errors.items()}


# Signing up


@pytest.mark.every_database
def test_first_visitor_becomes_the_owner_and_signup_closes(db, client):
    assert signup_open()

    response = sign_up(client, name="Leila Haddad", email="Leila@Example.org")

    (owner,) = User.objects.all()
    assert (response.status_code, response.url) == (302, "/")
    assert (owner.name, owner.email) == ("Leila Haddad", "leila@example.org")
    assert (owner.is_staff, owner.is_superuser) == (False, False)
    assert owner.check_password(PASSWORD)
    assert int(client.session["_auth_user_id"]) == owner.pk
    assert not signup_open()


def test_later_visitor_finds_signup_closed(alice, client):
    page = client.get("/accounts/signup/")
    sent = sign_up(client)

    assert "Sign-up is closed" in page.content.decode()
    assert "Sign-up is closed" in sent.content.decode()
    assert list(User.objects.all()) == [alice]


def test_operator_may_leave_signup_open(alice, client, settings):
    settings.SIGNUP_OPEN = True

    response = sign_up(client)

    assert response.url == "/"
    assert set(User.objects.values_list("email", flat=True)) == {"alice@example.org", "leila@example.org"}


def test_signup_is_offered_only_while_it_is_open(db, client, settings):
    assert "Create an account" in client.get("/accounts/login/").content.decode()

    factories.UserFactory()
    assert "Create an account" not in client.get("/accounts/login/").content.decode()

    settings.SIGNUP_OPEN = True
    assert "Create an account" in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.every_database
def test_of_two_first_visitors_at_once_only_one_gets_in(monkeypatch):
    both_are_through_the_door = threading.Barrier(2, timeout=10)
    one_at_a_time = forms.one_signup_at_a_time
    codes = []

    def visit(number):
        try:
            codes.append(sign_up(Client(), email=f"visitor{number}@example.org").status_code)
        finally:
            connection.close()

    def meet(form, clean=forms.SignupForm.full_clean):
        clean(form)
        both_are_through_the_door.wait()

    monkeypatch.setattr(forms.SignupForm, "full_clean", meet)
    visitors = [threading.Thread(target=visit, args=[number]) for number in (1, 2)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(20)

    assert forms.one_signup_at_a_time is one_at_a_time
    assert sorted(codes) == [302, 403]
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.every_database
def test_signup_form_sent_twice_at_once_makes_one_account(monkeypatch, settings):
    settings.SIGNUP_OPEN = True
    both_are_through_the_door = threading.Barrier(2, timeout=10)
    answers = []

    def visit():
        try:
            answers.append(sign_up(Client()).url)
        finally:
            connection.close()

    def meet(form, clean=forms.SignupForm.full_clean):
        clean(form)
        both_are_through_the_door.wait()

    monkeypatch.setattr(forms.SignupForm, "full_clean", meet)
    visitors = [threading.Thread(target=visit) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(20)

    assert sorted(answers) == ["/", "/accounts/login/"]
    assert User.objects.count() == 1


def test_signup_says_what_is_wrong_and_keeps_what_was_typed(db, client):
    response = sign_up(client, name="\u200b", email="leila@example", password1="short")

    page = response.content.decode()
    assert response.status_code == 422
    assert errors(response) == {
        "name": ["Tell us what to call you"],
        "email": ["Enter your email as name@example.com"],
        "password1": ["Choose a longer password: 12 characters or more"],
    }
    assert "Please check three things" in page
    assert 'href="#id_email">Enter your email as name@example.com</a>' in page
    assert 'value="leila@example"' in page
    assert not User.objects.exists()


def test_signup_says_the_rule_of_passwords_before_the_first_try(db, client):
    page = client.get("/accounts/signup/").content.decode()

    assert "At least 12 characters. Three or four random words work well.</div>" in page
    assert 'aria-describedby="id_password1_helptext"' in page


@pytest.mark.parametrize(
    ("password", "advice"),
    [
        ("elevenchars", "Choose a longer password: 12 characters or more"),
        ("1q2w3e4r5t6y", "Choose another password: this is one of the most common ones"),
        ("leila@example.org", "Choose another password: this one is too much like your name or email"),
    ],
)
def test_weak_passwords_are_refused_with_advice(db, client, password, advice):
    assert errors(sign_up(client, password1=password)) == {"password1": [advice]}


def test_known_address_is_told_where_no_mail_can(leila, client, settings):
    settings.SIGNUP_OPEN = True

    response = sign_up(client, email="LEILA@example.org")

    assert response.status_code == 422
    assert errors(response) == {"email": ["There’s already an account with this address"]}


def test_known_address_costs_the_same_and_reads_the_same_with_mail(leila, with_mail, monkeypatch):
    hashes = []

    def counted(encode):
        def count(self, password, *args):
            hashes.append(password)
            return encode(self, password, *args)

        return count

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted(MD5PasswordHasher.encode))
    new, known = sign_up(Client(), email="new@example.org"), sign_up(Client())

    assert hashes == [PASSWORD, PASSWORD]
    assert (new.status_code, new.url) == (known.status_code, known.url) == (302, "/accounts/confirm-email/")
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["new@example.org"], "Is this your address?"),
        (["leila@example.org"], "You already have an account"),
    ]
    assert User.objects.filter(email="leila@example.org").count() == 1


@pytest.mark.every_database
def test_signup_with_mail_counts_once_the_link_is_opened(db, client, with_mail):
    response = sign_up(client)
    assert "_auth_user_id" not in client.session
    assert "Check your email" in client.get(response.url).content.decode()

    (link,) = re.findall(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body)
    assert "Say yes" in client.get(link).content.decode()
    client.post(link)

    assert EmailAddress.objects.get().verified is True
    assert int(client.session["_auth_user_id"]) == User.objects.get().pk
    assert LAST_PERSON in client.cookies


def test_link_of_a_signup_opens_nothing_in_another_browser(db, client, with_mail):
    sign_up(client)
    (link,) = re.findall(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body)
    other = Client()

    other.post(link)

    assert EmailAddress.objects.get().verified is True
    assert "_auth_user_id" not in other.session
    assert sign_in(other).url == "/"


# Without mail


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/abc/",
    ],
)
def test_pages_that_need_mail_are_not_there_without(db, client, path):
    assert client.get(path).status_code == 404


def test_nothing_that_needs_mail_is_offered_without(db, client):
    assert "forgot" not in client.get("/accounts/login/").content.decode()


@pytest.mark.every_database
def test_password_is_reset_by_a_link_in_a_mail(leila, client, with_mail):
    assert "I’ve forgotten my password" in client.get("/accounts/login/").content.decode()
    for address in ("leila@example.org", "nobody@example.org"):
        response = client.post("/accounts/password/reset/", {"email": address})
        assert response.url == "/accounts/password/reset/done/"
    assert [message.to for message in mail.outbox] == [["leila@example.org"]]

    (link,) = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)
    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": "three other words"})

    leila.refresh_from_db()
    assert done.url == "/accounts/password/reset/key/done/"
    assert leila.check_password("three other words")


def test_mail_leaves_once_the_answer_is_out(leila, client, with_mail, monkeypatch, caplog):
    """So that neither the mail nor its failure tells whose address is known."""
    close, sent_before = HttpResponseBase.close, []
    monkeypatch.setattr(
        HttpResponseBase, "close", lambda self: (sent_before.append(len(mail.outbox)), close(self))
    )

    client.post("/accounts/password/reset/", {"email": "leila@example.org"})
    assert (sent_before, len(mail.outbox)) == ([0], 1)

    monkeypatch.setattr(mail.EmailMessage, "send", lambda self: 1 / 0)
    answer = client.post("/accounts/password/reset/", {"email": "leila@example.org"})
    assert answer.url == "/accounts/password/reset/done/"
    assert caplog.messages == ["An email about an account couldn’t be sent."]


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


# Password and address


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


# Second steps


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


# Settings


def test_settings_show_what_is(client_leila):
    page = client_leila.get("/settings/").content.decode()

    assert '<b>Email</b><p class="row-sub">leila@example.org</p>' in page
    assert "Signed in on 1 device" in page
    assert "Only this one" in page
    assert "Off. Either one keeps others out" in page
    assert 'data-bs-theme="' not in page


def test_settings_name_the_other_devices(client_leila, freeze):
    freeze(timezone.now())
    sign_in(Client(headers={"User-Agent": PHONE}))

    page = client_leila.get("/settings/").content.decode()

    assert "Signed in on 2 devices" in page
    assert "This one, and Firefox on a phone, now" in page


def test_settings_show_second_steps_that_are_on(client_leila, leila):
    Authenticator.objects.create(user=leila, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=leila, type="webauthn", data={"name": "My phone", "credential": {}})

    page = client_leila.get("/settings/").content.decode()

    assert "On, with codes from an app." in page
    assert "My phone" in page


def test_reading_settings_writes_nothing(client_leila):
    with CaptureQueriesContext(connection) as queries:
        client_leila.get("/settings/")

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


COURTESIES = {
    "write_within": 1,
    "thank_within": 7,
    "nudge_after": 10,
    "report_within": 3,
    "follow_up_after": 5,
    "rest_between_asks": 180,
    "open_at_once": 5,
    "weekend": "fri_sat",
}
AS_PROMISED = {
    "write_within": 2,
    "thank_within": 5,
    "nudge_after": 7,
    "report_within": 7,
    "follow_up_after": 7,
    "rest_between_asks": 90,
    "open_at_once": 3,
    "weekend": "",
}


def kept(person, names):
    """These facts about somebody as the database has them."""
    return User.objects.filter(pk=person.pk).values(*names).get()


def test_courtesies_are_saved_by_themselves(client_alice, alice, bob):
    response = client_alice.post("/settings/courtesies/", {"theme": "dark", **COURTESIES})

    assert (response.status_code, response.url) == (302, "/settings/#reminders")
    assert flashes(response) == ["Saved."]
    assert kept(alice, COURTESIES) == COURTESIES
    assert kept(alice, ["theme", "name"]) == {"theme": "device", "name": "Alice Adler"}
    assert kept(bob, COURTESIES) == AS_PROMISED


@pytest.mark.parametrize("days", ["0", "4", "", "many", "-2"])
def test_courtesy_out_of_bounds_is_refused(client_alice, alice, days):
    response = client_alice.post("/settings/courtesies/", {**COURTESIES, "nudge_after": days})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["nudge_after"]
    assert "Please check one thing" in response.content.decode()
    assert kept(alice, COURTESIES) == AS_PROMISED


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("follow_up_after", "6"),
        ("rest_between_asks", "1"),
        ("open_at_once", "100"),
        ("open_at_once", "0"),
        ("weekend", "mon"),
        ("weekend", "\x00"),
    ],
)
@pytest.mark.every_database
def test_number_out_of_bounds_is_refused(client_alice, alice, field, value):
    response = client_alice.post("/settings/courtesies/", {**COURTESIES, field: value})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert kept(alice, COURTESIES) == AS_PROMISED


def test_weekend_may_be_as_usual(client_alice, alice):
    User.objects.filter(pk=alice.pk).update(weekend="fri")
    page = client_alice.get("/settings/courtesies/").content.decode()
    assert '<option value="">Based on my time zone</option>' in page
    assert '<option value="fri" selected>Friday</option>' in page

    client_alice.post("/settings/courtesies/", {**COURTESIES, "weekend": ""})

    assert kept(alice, ["weekend"]) == {"weekend": ""}


@pytest.mark.every_database
def test_each_block_is_saved_by_itself(client_alice, alice):
    everything = {"theme": "dark", "name": "Alice A.", "time_zone": "Asia/Tokyo", **COURTESIES}
    names = ["theme", "name", "time_zone"]

    you = client_alice.post("/settings/", {"block": "you", **everything})
    assert you.url == "/settings/#you"
    assert kept(alice, names) == {"theme": "device", "name": "Alice A.", "time_zone": "Asia/Tokyo"}
    look = client_alice.post("/settings/", {"block": "appearance", **everything | {"name": "No"}})
    assert look.url == "/settings/#appearance"
    assert kept(alice, names) == {"theme": "dark", "name": "Alice A.", "time_zone": "Asia/Tokyo"}
    assert kept(alice, COURTESIES) == AS_PROMISED
    assert 'data-bs-theme="dark"' in client_alice.get("/settings/").content.decode()


@pytest.mark.parametrize(
    ("block", "field", "value"),
    [
        ("appearance", "theme", "sepia"),
        ("appearance", "theme", ""),
        ("you", "name", ""),
        ("you", "name", "\u3164\u200b"),
        ("you", "name", "x" * 121),
        ("you", "time_zone", "Europe/Atlantis"),
    ],
)
def test_a_wrong_choice_is_refused_and_stays_in_the_form(client_alice, alice, block, field, value):
    typed = {"theme": "dark", "name": "Alice A.", "time_zone": "Asia/Tokyo", field: value}

    response = client_alice.post("/settings/", {"block": block, **typed})

    assert response.status_code == 422
    assert list(response.context[block].errors) == [field]
    assert response.context[block][field].value() == value
    assert kept(alice, ["theme", "name", "time_zone"]) == {
        "theme": "device",
        "name": "Alice Adler",
        "time_zone": "",
    }
    assert "Signed in as Alice Adler" in response.content.decode()


def test_time_zone_that_left_the_list_may_stay(client_alice, alice):
    User.objects.filter(pk=alice.pk).update(time_zone="US/Eastern")

    response = client_alice.post("/settings/", {"block": "you", "name": "Alice", "time_zone": "US/Eastern"})

    assert response.status_code == 302
    assert kept(alice, ["time_zone"]) == {"time_zone": "US/Eastern"}


def test_time_zones_come_by_continent_under_the_names_of_today():
    zones = dict(time_zones())
    names = {name for _group, places in time_zones()[1:] for name, _place in places}

    assert zones["UTC"] == "UTC"
    assert ("Europe/London", "London") in zones["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Buenos Aires") in zones["America"]
    assert not names & {"Asia/Calcutta", "US/Eastern", "Etc/UTC", "Europe/Kiev", "Asia/Saigon"}
    assert {"Asia/Kolkata", "Europe/Kyiv", "Asia/Ho_Chi_Minh"} <= names


def test_settings_say_what_time_it_is_and_which_courtesies_are_promised(client_alice, alice, freeze):
    freeze(dt.datetime(2026, 3, 12, 16, 19, tzinfo=dt.UTC))
    client_alice.force_login(alice)
    User.objects.filter(pk=alice.pk).update(time_zone="Europe/Berlin")

    page = client_alice.get("/settings/").content.decode()

    assert "It’s 17:19 there now." in page
    assert "Write within 2 days, thank within 5 days, nudge once after 7 working days." in page


@pytest.mark.parametrize(("meetings", "hour"), [("clock", 3), ("moment", 12)])
def test_another_time_zone_asks_what_becomes_of_planned_meetings(client_alice, alice, freeze, meetings, hour):
    freeze(dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC))
    client_alice.force_login(alice)
    planned = factories.MeetingFactory(owner=alice, starts_at=dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC))
    chosen = {"block": "you", "name": "Alice A.", "time_zone": "Asia/Tokyo"}

    asked = client_alice.post("/settings/", chosen)
    assert asked.status_code == 422
    assert (
        "One meeting keeps its clock time: 12:00 stays 12:00. If you move them, 12:00 becomes 21:00."
        in asked.content.decode()
    )
    assert kept(alice, ["name", "time_zone"]) == {"name": "Alice Adler", "time_zone": ""}

    client_alice.post("/settings/", chosen | {"meetings": meetings})
    planned.refresh_from_db()
    assert kept(alice, ["name", "time_zone"]) == {"name": "Alice A.", "time_zone": "Asia/Tokyo"}
    assert planned.starts_at.hour == hour


@pytest.mark.parametrize("block", ["", "password", "__class__"])
def test_settings_know_only_their_blocks(client_alice, block):
    assert client_alice.post("/settings/", {"block": block}).status_code == 400


@pytest.mark.every_database
def test_settings_keep_a_password_that_changed_at_the_same_moment(client_alice, alice):
    form = forms.YouForm({"name": "Alice", "time_zone": ""}, instance=alice)
    assert form.is_valid()
    other_window = User.objects.get(pk=alice.pk)
    other_window.set_password("three other words")
    other_window.save()

    form.save()

    assert User.objects.get(pk=alice.pk).check_password("three other words")


# Leaving


def everything_of(person):
    """One record of each kind."""
    agreement = factories.MentorAgreementFactory(owner=person)
    goal = factories.GoalFactory(owner=person)
    factories.AgreementGoalFactory(owner=person, agreement=agreement, goal=goal)
    factories.GoalStepFactory(owner=person, goal=goal)
    contact = factories.ContactFactory(owner=person)
    factories.AssessmentFactory(contact=contact, criterion=factories.MentorCriterionFactory(owner=person))
    factories.MeetingFactory(owner=person, contact=contact)


def test_leaving_says_what_goes(client_alice, alice, bob):
    factories.GoalFactory.create_batch(3, owner=alice)
    factories.ContactFactory.create_batch(2, owner=alice)
    factories.MentorCriterionFactory(owner=alice)
    factories.GoalFactory(owner=bob)
    factories.MentorAgreementFactory(owner=alice, mentor=factories.ProspectFactory(owner=alice))
    factories.LookBackFactory.create_batch(2, owner=alice)
    factories.ReminderFactory(owner=alice)

    page = client_alice.get("/settings/delete/")

    assert page.context["contents"] == [
        "3 goals with their steps and the help wanted",
        "1 criterion",
        "3 contacts, with notes, tags, ties and fit",
        "1 agreement, with reviews, private links, and what the mentor answered and wrote",
        "2 weeks looked back on",
        "1 reminder",
    ]
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.every_database
def test_leaving_removes_everything_and_signs_out_everywhere(client_leila, leila, bob):
    phone = Client()
    sign_in(phone)
    everything_of(leila)
    everything_of(bob)
    goals_of_bob = Goal.objects.owned_by(bob).count()

    response = client_leila.post("/settings/delete/", {"password": PASSWORD})

    assert response.url == "/"
    assert flashes(response) == ["Your account is gone, with everything in it."]
    assert list(User.objects.all()) == [bob]
    assert Goal.objects.count() == goals_of_bob
    assert set(Contact.objects.values_list("owner", flat=True)) == {bob.pk}
    assert not EmailAddress.objects.exists()
    assert not UserSession.objects.exists()
    assert not [one for one in Session.objects.all() if "_auth_user_id" in one.get_decoded()]
    assert phone.get("/settings/").status_code == 302
    assert client_leila.get("/settings/").status_code == 302


@pytest.mark.every_database
def test_nothing_of_an_erased_account_is_kept_anywhere(client_leila, leila, with_mail):
    """The word stands in every text of theirs, in what was sent too late, in sessions, files and the admin's log."""
    User.objects.filter(pk=leila.pk).update(name="Zyxquilla", email="zyxquilla@example.org")
    EmailAddress.objects.filter(user=leila).update(email="zyxquilla@example.org")
    leila.refresh_from_db()
    World(leila, "Zyxquilla")
    factories.MailingFactory(owner=leila)
    factories.ArchiveFactory(owner=leila, data=gzip.compress(b"Zyxquilla"))
    factories.ImportFactory(owner=leila, data=b"Zyxquilla")
    LogEntry.objects.create(
        user=UserFactory(), content_type=ContentType.objects.get_for_model(User), object_id=str(leila.pk),
        object_repr="Zyxquilla", action_flag=2,
    )  # fmt: skip
    phone, signed_out = Client(), Client()
    for client in (phone, signed_out):
        sign_in(client, email="zyxquilla@example.org")
    del signed_out.cookies[instance.SESSION_COOKIE_NAME]
    assert signed_out.post("/goals/new/", {"title": "Zyxquilla"}).url == "/accounts/login/?next=/unsent/"
    half_way = SessionStore()
    half_way["account_login"] = {"email": "zyxquilla@example.org"}
    half_way.save()
    filled = {model for model in apps.get_models() if issubclass(model, Owned) and model.objects.exists()}
    assert filled == {model for model in apps.get_models() if issubclass(model, Owned)}
    assert kept_anywhere().count("xquill") > 100

    client_leila.post("/settings/delete/", {"password": PASSWORD})

    assert "xquill" not in kept_anywhere()


def rows_of_all_tables():
    with connection.cursor() as cursor:
        tables = [one for one in connection.introspection.table_names(cursor) if "index" not in one]
        return {
            table: cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}").fetchone()[0]
            for table in tables
        }


@pytest.mark.every_database
def test_leaving_leaves_no_row_in_any_table_and_those_of_others_alone(alice, bob):
    World(bob, "Quince")
    before, kept = rows_of_all_tables(), "".join(archive_of(bob))
    World(alice, "Medlar")
    factories.MailingFactory(owner=alice)
    factories.UnsentFormFactory(owner=alice)
    filled = {table for table, number in rows_of_all_tables().items() if number > before[table]}
    mine = {model._meta.db_table for model in apps.get_models() if issubclass(model, Owned)}

    delete_account(alice)

    assert mine - filled == set()
    assert {"mentoring_contact_tags", "mentoring_change"} <= filled
    connection.check_constraints()
    assert rows_of_all_tables() == {**before, "mentoring_user": before["mentoring_user"] - 1}
    assert "".join(archive_of(bob)) == kept


@pytest.mark.parametrize(
    ("typed", "advice"), [("", "Enter your password"), ("guess", "That isn’t your password")]
)
def test_leaving_needs_the_password(client_leila, leila, typed, advice):
    response = client_leila.post("/settings/delete/", {"password": typed, "email": leila.email})

    assert response.status_code == 422
    assert errors(response) == {"password": [advice]}
    assert User.objects.filter(pk=leila.pk).exists()


def test_guessing_the_password_to_leave_is_limited(client_leila, leila):
    for _ in range(5):
        client_leila.post("/settings/delete/", {"password": "guess"})

    response = client_leila.post("/settings/delete/", {"password": PASSWORD})

    assert errors(response) == {"password": ["Too many tries. Wait five minutes, then try again."]}
    assert User.objects.filter(pk=leila.pk).exists()


def test_leaving_without_a_password_needs_the_address(client_alice, alice):
    alice.set_unusable_password()
    alice.save()
    client_alice.force_login(alice)

    refused = client_alice.post("/settings/delete/", {"email": "bob@example.org"})
    assert errors(refused) == {"email": ["That isn’t the address of this account"]}

    client_alice.post("/settings/delete/", {"email": " Alice@Example.org "})
    assert not User.objects.exists()


# Every page of an account


SIGNED_IN = [
    "/settings/",
    "/settings/delete/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/sessions/",
    "/accounts/logout/",
]


@pytest.mark.parametrize("path", SIGNED_IN)
def test_account_pages_are_the_persons_own(client_leila, client, path):
    assert client_leila.get(path).status_code == 200
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("path", [*SIGNED_IN, "/accounts/reauthenticate/"])
def test_account_pages_have_no_inline_script_or_style(client_leila, path):
    page = client_leila.get(path).content.decode()

    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", page))
