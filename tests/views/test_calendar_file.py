"""Step 4: a person's own calendar file proposes meetings; what is ticked is planned, everything else is forgotten."""

import datetime as dt
import logging

import pytest
from django.urls import reverse

from mentoring.exchange.importing.from_calendar import Proposals, written_proposals
from mentoring.models import Interaction, Introduction, Meeting, User
from tests import addresses
from tests.bodies import a_file
from tests.exchange.test_calendar_file import calendar
from tests.factories import (
    ContactFactory,
    IntroductionFactory,
    MentorAgreementFactory,
    ProspectFactory,
    UserFactory,
)

NEW, PLANNED = reverse("calendar_file.new"), reverse("calendar_file.planned")
DAY = dt.timedelta(days=1)


@pytest.fixture
def noon(freeze):
    """A Saturday at noon."""
    freeze(dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC))


@pytest.fixture
def ben(alice):
    return ContactFactory(owner=alice, name="Ben Whitlock", email="ben@example.org", may_introduce=True)


def uploaded(client, *events, **more):
    return client.post(NEW, {"file": a_file("mine.ics", calendar(*events, **more))})


def shown(page) -> list[tuple]:
    return [
        (one.contact.name, f"{one.starts_at:%d %b %H:%M}", one.minutes, one.place)
        for one in page.context["shown"]
    ]


def ticks(page) -> list[str]:
    return [one.written for one in page.context["shown"]]


def flash_of(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_a_ticked_event_becomes_a_planned_meeting_and_only_once(client_alice, alice, noon, ben):
    event = "SUMMARY:Lunch about the plant\nLOCATION:https://zoom.example/1\nDTSTART:20261203T090000Z\nDTEND:20261203T094500Z"

    page = uploaded(client_alice, event, "DTSTART:20261204T090000Z")

    assert shown(page) == [
        ("Ben Whitlock", "03 Dec 09:00", 45, "video"),
        ("Ben Whitlock", "04 Dec 09:00", 30, "coffee"),
    ]
    assert not Meeting.objects.exists()
    text = page.content.decode()
    assert "Thursday 3 December, 09:00" in text
    assert "Lunch" not in text

    for said in ("Planned one meeting.", "You had planned them already."):
        done = client_alice.post(PLANNED, {"meeting": ticks(page)[:1], "shown": ticks(page)}, follow=True)
        assert flash_of(done) == [said]
        assert done.redirect_chain == [(reverse("meetings.index"), 302)]

    meeting = Meeting.objects.get()
    assert (meeting.owner, meeting.contact, meeting.kind, meeting.minutes, meeting.place, meeting.where) == (
        alice, ben, "first", 45, "video", "",
    )  # fmt: skip
    assert meeting.starts_at == dt.datetime(2026, 12, 3, 9, tzinfo=dt.UTC)
    assert meeting.is_planned

    again = uploaded(client_alice, event)
    assert shown(again) == []
    assert "1 is planned here already." in again.content.decode()


def test_of_many_the_soonest_hundred_are_proposed_and_the_rest_is_counted(client_alice, alice, noon, ben):
    daily = "DTSTART:20261130T0{hour}0000Z\nRRULE:FREQ=DAILY;COUNT=17"
    events = [daily.replace("{hour}", str(hour)) for hour in range(6)]

    page = uploaded(client_alice, *events, "DTSTART:20261203T090000Z\nRRULE:FREQ=SECONDLY")

    found = page.context["proposals"]
    assert (len(found.found), found.more, found.refused, found.planned) == (100, 2, 1, 0)
    assert "2 more are further ahead." in page.content.decode()
    assert uploaded(client_alice, events[0]).context["proposals"][1:] == (0, 0, 0)


def test_of_two_contacts_with_one_address_the_first_is_met(client_alice, alice, noon, ben):
    ContactFactory(owner=alice, name="Bella Whitlock", email="BEN@example.org")

    assert [name for name, *_rest in shown(uploaded(client_alice, "DTSTART:20261203T090000Z"))] == [
        "Ben Whitlock"
    ]


def test_hours_are_those_of_the_person(client_alice, alice, noon, ben):
    User.objects.filter(pk=alice.pk).update(time_zone="America/New_York")

    page = uploaded(client_alice, "DTSTART:20261203T090000")

    assert "Thursday 3 December, 09:00" in page.content.decode()
    client_alice.post(PLANNED, {"meeting": ticks(page)})
    assert Meeting.objects.get().starts_at == dt.datetime(2026, 12, 3, 14, tzinfo=dt.UTC)


def test_a_meeting_uses_the_introduction_and_tells_that_they_answered(client_alice, alice, noon, today):
    ruth = ProspectFactory(owner=alice, name="Ruth", email="ben@example.org")
    introduction = IntroductionFactory(
        owner=alice,
        prospect=ruth,
        asked_on=today - 9 * DAY,
        made_on=today - 5 * DAY,
        written_on=today - 4 * DAY,
    )

    client_alice.post(PLANNED, {"meeting": ticks(uploaded(client_alice, "DTSTART:20261203T090000Z"))})

    assert Meeting.objects.get().introduction == introduction
    assert Introduction.objects.get().answered_on == today


def test_with_the_mentor_of_an_agreement_it_is_a_session(client_alice, alice, noon, today):
    mentor = ProspectFactory(owner=alice, email="ben@example.org")
    MentorAgreementFactory(
        owner=alice,
        mentor=mentor,
        starts_on=today,
        confirmed_on=today,
        confirmed_how="mail",
        confirmed_words=[{"key": "goals", "title": "Goals", "lines": []}],
        mentee_name="Alice",
        mentor_name="Ben",
    )

    client_alice.post(PLANNED, {"meeting": ticks(uploaded(client_alice, "DTSTART:20261203T090000Z"))})

    assert Meeting.objects.get().kind == "session"


@pytest.mark.parametrize(
    "people",
    [
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ben@example.org",
        "ATTENDEE:mailto:ben@example.org\nATTENDEE;PARTSTAT=DECLINED:mailto:{alice}",
        "ATTENDEE:mailto:somebody@example.org",
        "ATTENDEE:ben@example.org",
    ],
)
def test_what_was_declined_or_is_with_others_is_dropped(client_alice, alice, noon, ben, people):
    page = uploaded(client_alice, "DTSTART:20261203T090000Z", people=people.replace("{alice}", alice.email))

    assert shown(page) == []
    assert "No event in the file has the email address of one of your contacts." in page.content.decode()


def test_one_time_of_a_series_that_was_declined_is_dropped(client_alice, alice, noon, ben):
    series = "UID:1\nDTSTART:20261203T090000Z\nRRULE:FREQ=WEEKLY"
    mine = f"ATTENDEE;PARTSTAT=DECLINED:mailto:{alice.email}"
    declined = f"UID:1\nRECURRENCE-ID:20261210T090000Z\nDTSTART:20261210T090000Z\n{mine}"

    page = uploaded(client_alice, series, declined)

    assert [moment for _name, moment, *_rest in shown(page)] == ["03 Dec 09:00", "17 Dec 09:00"]


def test_nobody_who_said_no_or_was_put_away_is_proposed(client_alice, alice, noon, today):
    ProspectFactory(owner=alice, email="ben@example.org", closed_on=today, closed_because="said_no")
    ContactFactory(owner=alice, email="ben@example.org", archived_on=today)

    assert shown(uploaded(client_alice, "DTSTART:20261203T090000Z")) == []


def test_bobs_contacts_are_neither_proposed_nor_planned(client_alice, alice, bob, noon):
    his = ContactFactory(owner=bob, email="ben@example.org")
    mine = f"{his.pk} 2026-12-03T09:00 30 coffee"

    assert shown(uploaded(client_alice, "DTSTART:20261203T090000Z")) == []
    page = client_alice.post(PLANNED, {"meeting": [mine], "shown": [mine]})

    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == [
        "One of these isn\u2019t possible any more. Choose the file again."
    ]
    assert not Meeting.objects.exists()


def test_without_a_tick_everything_is_still_there(client_alice, alice, noon, ben):
    page = uploaded(client_alice, "DTSTART:20261203T090000Z")

    again = client_alice.post(PLANNED, {"shown": ticks(page)})

    assert again.status_code == 422
    assert again.context["form"].non_field_errors() == ["Tick a meeting first"]
    assert ticks(again) == ticks(page)


@pytest.mark.parametrize(
    "tick",
    [
        "nonsense",
        "{pk} 2027-12-03T09:00 30 coffee",
        "{pk} 2026-11-28T12:00 30 coffee",
        "{pk} 2026-13-03T09:00 30 coffee",
        "{pk} 0001-01-01T00:00 60 coffee",
        "{pk} 2026-12-03T09:00 999 coffee",
    ],
)
def test_a_tick_that_no_page_offered_plans_nothing(client_alice, alice, noon, ben, tick):
    page = client_alice.post(PLANNED, {"meeting": tick.replace("{pk}", str(ben.pk))})

    assert page.status_code == 422
    assert not Meeting.objects.exists()


def test_a_tick_lies_within_the_weeks_that_are_shown(ben):
    noon, minute = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC), dt.timedelta(minutes=1)
    moments = [noon, noon + minute, noon + 22 * DAY - minute, noon + 22 * DAY]
    texts = [f"{ben.pk} {moment:%Y-%m-%dT%H:%M} 30 coffee" for moment in moments]

    found = written_proposals(ben.owner, texts, noon)

    assert [(one.starts_at, one.minutes, one.place) for one in found] == [
        (moment, 30, "coffee") for moment in moments[1:3]
    ]
    assert len(written_proposals(ben.owner, texts[1:2] * 101, noon)) == 100
    assert not written_proposals(UserFactory(), texts, noon)
    assert Proposals(found) == (found, 0, 0, 0)


def test_nothing_of_the_file_stays(client_alice, alice, noon, ben, caplog):
    caplog.set_level(logging.DEBUG)
    before = addresses.rows()
    secret = "SUMMARY:Zanzibarquux\nDESCRIPTION:Zanzibarquux\nLOCATION:Zanzibarquux"

    uploaded(
        client_alice,
        f"{secret}\nDTSTART:20261203T090000Z",
        f"{secret}\nDTSTART:20261203T090000Z\nRRULE:FREQ=SECONDLY",
    )

    assert addresses.rows() == before
    assert "anzibarquux" not in caplog.text
    assert not Interaction.objects.exists()


def test_a_file_that_cannot_be_read_comes_back_with_the_reason(client_alice, alice):
    page = client_alice.post(NEW, {"file": a_file("mine.ics", "BEGIN:VCARD\nEND:VCARD")})

    assert page.status_code == 422
    assert page.context["form"].errors == {
        "file": ["This isn\u2019t a calendar file. Export your calendar as .ics and choose that."]
    }
