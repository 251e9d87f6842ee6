"""Who may sign up, and what the form says."""

import re
import threading

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client

from mentoring.accounts.adapter import signup_open
from mentoring.accounts.cookies import LAST_PERSON
from mentoring.forms import account as forms
from mentoring.models import User
from tests import factories
from tests.views.account.signing import PASSWORD, errors, sign_in


def sign_up(client, **facts):
    """Send the sign-up form."""
    form = {"name": "Leila", "email": "leila@example.org", "password1": PASSWORD}
    return client.post("/accounts/signup/", form | facts)


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
