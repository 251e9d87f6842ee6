"""What a person may choose, and how it is kept."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.forms import account as forms
from mentoring.forms.time_zones import time_zones
from mentoring.models import User
from tests import factories
from tests.pages import flashes
from tests.views.account.signing import PHONE, sign_in


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
