"""Accounts: one per address whatever its case, and only themes and courtesies the product knows."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentoring.models import User
from tests.factories import UserFactory

COURTESIES = ["write_within", "thank_within", "nudge_after", "report_within"]


def refused(**facts):
    """Whether the database itself refuses these facts about an account."""
    person = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(**facts)
    return True


def test_database_refuses_an_address_twice(alice):
    assert refused(email="alice@example.org")


def test_database_refuses_an_address_twice_in_another_case(alice):
    assert refused(email="ALICE@example.org")


def test_database_refuses_a_theme_nobody_drew(db):
    assert refused(theme="sepia")


@pytest.mark.parametrize("courtesy", COURTESIES)
@pytest.mark.parametrize("days", [0, 4, 15, 400])
def test_database_refuses_courtesies_out_of_bounds(db, courtesy, days):
    assert refused(**{courtesy: days})


def test_user_keeps_the_address_in_lower_case(db):
    person = User.objects.create_user("Leila@Example.ORG", "three random words")

    assert person.email == "leila@example.org"


def test_user_is_found_by_address_in_any_case(alice):
    assert User.objects.get_by_natural_key("Alice@Example.org") == alice


def test_user_is_called_by_the_first_name():
    assert User(name="Leila Haddad", email="leila@example.org").first_name == "Leila"
    assert User(name="", email="leila@example.org").first_name == "leila@example.org"
    assert str(User(name="Leila Haddad")) == "Leila Haddad"
    assert str(User(email="leila@example.org")) == "leila@example.org"


def test_user_remembers_when_the_password_changed(db, freeze):
    freeze(dt.date(2026, 2, 2))
    person = UserFactory(password="three random words")

    freeze(dt.date(2026, 3, 9))
    person.set_password("three other words")
    person.save()

    person.refresh_from_db()
    assert person.password_changed_at == dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)


def test_user_refuses_a_time_zone_that_is_none():
    with pytest.raises(ValidationError) as caught:
        User(email="a@example.org", password="x", time_zone="Europe/Atlantis").full_clean(
            validate_unique=False, validate_constraints=False
        )

    assert caught.value.message_dict == {"time_zone": ["Choose a time zone from the list"]}


def test_user_refuses_a_name_nobody_can_see():
    with pytest.raises(ValidationError) as caught:
        User(email="a@example.org", password="x", name="\u200b \u3164").full_clean(
            validate_unique=False, validate_constraints=False
        )

    assert caught.value.message_dict == {"name": ["Write something people can see"]}


def test_superuser_may_open_the_admin_pages(db):
    person = User.objects.create_superuser("op@example.org", "three random words")

    assert (person.is_staff, person.is_superuser) == (True, True)


def test_the_usual_numbers_of_days_are_those_the_pages_advise():
    """Write within a day, thank in that first message, tell how it went within two days."""
    person = User()

    assert (person.write_within, person.thank_within, person.report_within) == (1, 1, 2)


def test_the_usual_weekend_is_that_of_the_clock_one_goes_by(settings):
    """Nobody has to choose a zone on their own machine: then the instance's counts."""
    settings.TIME_ZONE = "Asia/Jerusalem"
    assert User().working_days_after(dt.date(2026, 3, 5), 1) == dt.date(2026, 3, 8)


def test_a_new_person_has_the_days_that_the_pages_advise():
    """Write within a day, thank no later than one writes, tell within two days how it went."""
    new = User()

    assert (new.write_within, new.thank_within, new.report_within) == (1, 1, 2)


def test_a_zone_that_is_no_more_is_the_one_of_the_instance(settings):
    settings.TIME_ZONE = "Europe/Paris"

    assert str(User(time_zone="Europe/Atlantis").zone) == str(User().zone) == "Europe/Paris"
    assert str(User(time_zone="Asia/Tokyo").zone) == "Asia/Tokyo"
