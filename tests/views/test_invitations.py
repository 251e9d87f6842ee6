"""An invitation lets one person in, once, although sign-up is closed; and a link for a new password needs no email."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from mentoring.accounts.adapter import signup_open
from mentoring.models import Invitation, User
from tests import factories as make
from tests.markup import text_of

pytestmark = pytest.mark.every_database

PASSWORD = "four old stone bridges"


def printed(capsys, command: str, *words: str, **options) -> str:
    """The path of the one link that a command prints."""
    call_command(command, *words, **options)
    (link,) = capsys.readouterr().out.split()
    return urlsplit(link).path


def sign_up(path: str, email="leila@example.org", client=None):
    """Send the form on the page of an invitation."""
    return (client or Client()).post(path, {"name": "Leila", "email": email, "password1": PASSWORD})


@pytest.fixture
def path(alice, capsys):
    """An invitation for whoever has it, where sign-up is closed."""
    assert not signup_open()
    return printed(capsys, "invite")


def emails() -> list[str]:
    """Who has an account."""
    return list(User.objects.values_list("email", flat=True))


def test_invitation_lets_one_person_in(path, client):
    assert "Start your search" in text_of(client.get(path))

    assert sign_up(path, client=client).url == "/"

    leila = User.objects.get(email="leila@example.org")
    assert int(client.session["_auth_user_id"]) == leila.pk
    assert (leila.is_staff, leila.is_superuser) == (False, False)
    assert not Invitation.objects.exists()
    assert not signup_open()


def test_invitation_works_once(path):
    sign_up(path)

    again = sign_up(path, "mallory@example.org")

    assert again.status_code == Client().get(path).status_code == 404
    assert "This invitation doesn’t work" in text_of(again)
    assert emails() == ["alice@example.org", "leila@example.org"]


def test_invitation_that_was_used_while_its_form_was_open_lets_nobody_in(path, monkeypatch):
    monkeypatch.setattr(Invitation, "use", lambda self: False)

    assert sign_up(path).status_code == 403
    assert emails() == ["alice@example.org"]


def test_invitation_works_for_seven_days(path, freeze):
    freeze(timezone.now() + dt.timedelta(days=7, seconds=1))

    assert sign_up(path).status_code == 404
    assert emails() == ["alice@example.org"]


def test_invitation_of_another_instance_opens_nothing(path):
    assert sign_up("/invitations/" + "x" * 32 + "/").status_code == 404
    assert sign_up(path.swapcase()).status_code == 404
    assert emails() == ["alice@example.org"]


def test_only_the_hash_of_an_invitation_is_kept(path):
    key = path.split("/")[2]

    (kept,) = Invitation.objects.values()

    assert len(key) == 32
    assert key not in str(kept)
    assert Invitation.objects.of_key(kept["key_hash"], timezone.now()) is None


def test_wrong_form_of_an_invitation_comes_back_and_may_be_sent_again(path):
    wrong = sign_up(path, "no address")

    assert (wrong.status_code, wrong.context["form"].data["name"]) == (422, "Leila")
    assert f'action="{path}"' in wrong.content.decode()
    assert sign_up(path).url == "/"


def test_failed_sign_up_leaves_the_invitation(path, monkeypatch):
    def fail(*args, **kwargs):
        raise IntegrityError("disk")

    with monkeypatch.context() as patch:
        patch.setattr("allauth.account.forms.setup_user_email", fail)
        with pytest.raises(IntegrityError):
            sign_up(path)

    assert emails() == ["alice@example.org"]
    assert sign_up(path).url == "/"


def test_invitation_that_names_an_address_is_good_for_that_one(alice, capsys):
    path = printed(capsys, "invite", "Leila@example.org")
    page = Client().get(path).content.decode()

    wrong = sign_up(path, "bob@example.org")

    assert re.search(r'<input type="email"[^>]*value="leila@example.org"[^>]*readonly', page)
    assert wrong.context["form"].errors["email"] == ["This invitation is for leila@example.org"]
    assert sign_up(path, "LEILA@example.org").url == "/"


def test_address_that_the_operator_named_needs_no_mail_to_be_confirmed(alice, capsys, settings, mailoutbox):
    settings.MAIL_ENABLED, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"
    named, other = printed(capsys, "invite", "leila@example.org"), printed(capsys, "invite")

    assert sign_up(named).url == "/"
    assert sign_up(other, "noah@example.org").url == "/accounts/confirm-email/"

    confirmed = dict(EmailAddress.objects.values_list("email", "verified"))
    assert confirmed == {"leila@example.org": True, "noah@example.org": False}
    assert [message.to for message in mailoutbox] == [["noah@example.org"]]


def test_operator_is_invited_as_such(alice, capsys):
    sign_up(printed(capsys, "invite", operator=True))

    leila = User.objects.get(email="leila@example.org")
    assert (leila.is_staff, leila.is_superuser) == (True, True)


def test_whoever_is_signed_in_needs_no_invitation(path, client_alice):
    assert client_alice.get(path).url == "/"
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("leila", "leila is no email address."),
        (
            "Alice@example.org",
            "Alice@example.org has an account already; for a new password: manage.py password_link Alice@example.org",
        ),
    ],
)
def test_address_that_cannot_be_invited_is_refused(alice, email, sentence):
    with pytest.raises(CommandError, match=re.escape(sentence)):
        call_command("invite", email)
    assert not Invitation.objects.exists()


# The first account


def test_first_account_that_the_settings_name_is_not_the_first_comers(db, capsys, settings):
    settings.FIRST_ACCOUNT_EMAIL = "leila@example.org"

    call_command("migrate", verbosity=0)

    said = capsys.readouterr().out
    path = urlsplit(re.search(r"http\S+", said)[0]).path
    assert said.startswith("The first account is for leila@example.org. It works once, within seven days: ")
    assert not signup_open()
    assert "Sign-up is closed" in text_of(sign_up("/accounts/signup/", "mallory@example.org"))
    assert sign_up(path, "leila@example.org").url == "/"
    assert User.objects.get().is_superuser


def test_nobody_is_invited_once_there_is_an_account(alice, capsys, settings):
    settings.FIRST_ACCOUNT_EMAIL = "leila@example.org"

    call_command("migrate", verbosity=0)

    assert capsys.readouterr().out == ""
    assert not Invitation.objects.exists()


def test_one_of_several_invitations_for_an_address_ends_the_others(db, capsys):
    first, second = (
        printed(capsys, "invite", "leila@example.org"),
        printed(capsys, "invite", "leila@example.org"),
    )
    make.InvitationFactory(email="noah@example.org")

    assert sign_up(second).url == "/"

    assert sign_up(first).status_code == 404
    assert [kept.email for kept in Invitation.objects.all()] == ["noah@example.org"]


# A new password


def test_link_for_a_new_password_works_once_and_without_mail(alice, capsys):
    path, client = printed(capsys, "password_link", "Alice@example.org"), Client()
    form = client.get(path, follow=True)

    done = client.post(form.request["PATH_INFO"], {"password1": PASSWORD})

    alice.refresh_from_db()
    assert done.url == "/accounts/password/reset/key/done/"
    assert alice.check_password(PASSWORD)
    again = text_of(Client().get(path, follow=True))
    assert "This link doesn’t work any more" in again
    assert "Whoever runs this Waymark can give you another." in again


def test_link_for_a_new_password_runs_out_and_is_nobody_elses(alice, bob, capsys, freeze):
    path = printed(capsys, "password_link", alice.email)
    foreign = path.replace("key/" + path.split("/")[5].split("-")[0], "key/" + str(bob.pk), 1)
    assert "doesn’t work" in text_of(Client().get(foreign, follow=True))

    freeze(timezone.now() + dt.timedelta(days=3, seconds=2))

    assert "doesn’t work" in text_of(Client().get(path, follow=True))


def test_link_for_a_new_password_needs_an_account(alice):
    with pytest.raises(CommandError, match=r"Nobody signs in here with bob@example\.org\."):
        call_command("password_link", "bob@example.org")
