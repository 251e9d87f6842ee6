"""Leaving, which takes everything along and leaves nothing behind."""

import gzip

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings as instance
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from mentoring.accounts.adapter import delete_account
from mentoring.exchange.account_file.write import archive_of
from mentoring.models import Contact, Goal, User
from mentoring.models.base import Owned
from tests import factories
from tests.addresses import World
from tests.canary import kept_anywhere
from tests.factories import UserFactory
from tests.pages import flashes
from tests.views.account.signing import PASSWORD, errors, sign_in


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
