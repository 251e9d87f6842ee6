"""The sample story fits the product: loaded through its models, dated relative to today, never over somebody's data."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from mentoring.models import Contact, Goal, Introduction, Meeting, MentorAgreement, MentorCriterion, User
from tests.factories import ContactFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 12)


def load(email="demo@example.org", **options):
    call_command("load_demo", email, **options)


@pytest.mark.any_database
def test_the_story_has_everybody_in_it(freeze, capsys):
    freeze(TODAY)

    load()

    leila = User.objects.get()
    assert (leila.email, leila.name) == ("demo@example.org", "Leila Haddad")
    assert Goal.objects.owned_by(leila).count() == 3
    assert [
        MentorCriterion.objects.must_haves().count(),
        MentorCriterion.objects.nice_to_haves().count(),
    ] == [4, 4]
    assert [Contact.objects.count(), Contact.objects.prospects().count()] == [24, 6]
    resting = Contact.objects.get(not_now_on__isnull=False)
    assert (resting.name, resting.rests(TODAY), resting.is_prospect) == ("Yusuf Demir", True, True)
    assert Introduction.objects.count() == 7
    assert Meeting.objects.count() == 2
    assert MentorAgreement.objects.get().status == "draft"


def test_the_story_is_told_relative_to_today(freeze):
    freeze(TODAY)

    load()

    statuses = {str(i): i.status for i in Introduction.objects.with_people()}
    assert statuses == {
        "Grace Mbeki to Margaret Lindqvist": "met",
        "Priya Raman to Tomás Ferreira": "in_touch",
        "Ben Whitlock to Daniel Osei": "made",
        "Sam Kowalski to Ruth Abernethy": "asked",
        "Elena Petrova to anyone who fits": "draft",
        "Hannah Clarke to anyone who fits": "closed",
        "Kofi Mensah": "in_touch",
    }
    late = Introduction.objects.get(introducer__name="Priya Raman").next_courtesy(User.objects.get())
    assert (late.fact.verb, late.due_on) == ("thanked", dt.date(2026, 3, 10))
    # She was thanked the day after they met.
    assert Contact.objects.get(name="Margaret Lindqvist").last_touch_on == dt.date(2026, 3, 6)


@pytest.mark.any_database
def test_the_printed_password_signs_in(client, capsys):
    load()

    password = capsys.readouterr().out.split("password ")[1].split()[0]
    assert client.login(email="demo@example.org", password=password)


@pytest.mark.any_database
def test_a_new_password_can_be_made(client, capsys):
    load()
    capsys.readouterr()

    load(reset_password=True)

    password = capsys.readouterr().out.split("password ")[1].split()[0]
    assert client.login(email="demo@example.org", password=password)
    assert Goal.objects.count() == 3


def test_an_account_with_data_is_left_alone(alice):
    ContactFactory(owner=alice)

    with pytest.raises(CommandError, match="already has data"):
        load(alice.email)

    assert (Goal.objects.count(), Contact.objects.count()) == (0, 1)


def test_a_second_load_changes_nothing():
    load()

    with pytest.raises(CommandError):
        load()

    assert Contact.objects.count() == 24


@pytest.mark.parametrize("email", ["", "demo", "a@b@c"])
def test_a_wrong_address_is_refused(email):
    with pytest.raises(CommandError):
        load(email)

    assert not User.objects.exists()
