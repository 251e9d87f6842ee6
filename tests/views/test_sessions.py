"""All sessions of an agreement laid out in one step: proposed, looked over, planned once."""

import datetime as dt
import random
import re
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from mentoring.dates.weekends import Weekend
from mentoring.forms.sessions import RhythmForm
from mentoring.models import Contact, Meeting, MentorAgreement, User
from mentoring.models.meeting_facts import PREPARED
from mentoring.models.wording import rhythm_line
from mentoring.pages.dashboard.together import _sessions
from mentoring.text.text import number_word
from tests.dates.test_rhythm import a_term
from tests.factories import MeetingFactory, MentorAgreementFactory, ProspectFactory
from tests.markup import forms_of
from tests.pages import flashes, html_of, undo_of

NOW = dt.datetime(2026, 10, 5, 12, 0, tzinfo=dt.UTC)
AWAY = {"away-TOTAL_FORMS": "3", "away-INITIAL_FORMS": "0"}
KEY = "3b9d5d1e-0a3f-4a57-9d8e-7f3b0c0d8a11"


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    freeze(NOW)


@pytest.fixture
def agreement(alice):
    """Half a year from 12 October, every month, where the clock goes back on 25 October."""
    alice.time_zone = "Europe/London"
    alice.save()
    return MentorAgreementFactory(
        owner=alice,
        mentor=ProspectFactory(owner=alice, name="Margaret Lindqvist"),
        starts_on=dt.date(2026, 10, 12),
        ends_on=dt.date(2027, 4, 12),
        confirmed_on=dt.date(2026, 10, 1),
        confirmed_how="mail",
        confirmed_words=[],
    )


@pytest.fixture
def address(agreement):
    return f"/agreements/{agreement.pk}/sessions/new/"


def rows(*moments, **more):
    """What the page sends for these days and times."""
    count = str(len(moments))
    sent = {"form_key": KEY, "place": "video", "where": ""}
    sent |= {"session-TOTAL_FORMS": count, "session-INITIAL_FORMS": count}
    for number, moment in enumerate(moments):
        day, _space, time = moment.partition(" ")
        row = f"session-{number}-"
        sent |= {f"{row}keep": "on", f"{row}on": day, f"{row}at": time}
    return sent | more


def proposed(response):
    form = response.context["form"]
    return [f"{row.initial['on']} {row.initial['at']:%H:%M}" for row in form.rows]


def local(meeting):
    return meeting.starts_at.astimezone(ZoneInfo("Europe/London")).strftime("%Y-%m-%d %H:%M")


def test_the_page_proposes_the_rhythm_and_plans_nothing(client_alice, address):
    response = client_alice.get(
        address,
        {
            "first_on": "2026-10-15",
            "at": "12:30",
            "weekday": "3",
            **AWAY,
            "away-0-start": "2026-12-10",
            "away-0-end": "2026-12-18",
        },
    )

    assert proposed(response) == [
        "2026-10-15 12:30",
        "2026-11-12 12:30",
        "2026-12-21 12:30",
        "2027-01-14 12:30",
        "2027-02-18 12:30",
        "2027-03-18 12:30",
    ]
    assert not Meeting.objects.exists()
    assert "As you agreed: every month, 60 minutes, until 12 April 2027." in html_of(response)


@pytest.mark.parametrize("number", [300, pytest.param(10_000, marks=pytest.mark.long)])
def test_paper_plan_and_dashboard_count_the_same_sessions(number):
    chance = random.Random(14)
    for _ in range(number):
        first, last, cadence, closing, _weekend = a_term(chance)
        owner = User(name="Alice", weekend=chance.choice(Weekend.values))
        starts_on = max(first, NOW.date()) + dt.timedelta(days=chance.randrange(9))
        agreement = MentorAgreement(
            owner=owner,
            mentor=Contact(name="Margaret"),
            starts_on=starts_on,
            ends_on=starts_on + (last - first),
            cadence=cadence,
            last_session_on=closing and starts_on + (closing - first),
        )
        vars(agreement)["status"] = "confirmed"

        planned = RhythmForm(owner=owner, agreement=agreement, sessions=[]).moments()

        told = number_word(len(planned)) + (" session" if len(planned) == 1 else " sessions")
        assert f"minutes: {told} in all" in rhythm_line(agreement), vars(agreement)
        records: Any = SimpleNamespace(today=NOW.date(), next_session=lambda _agreement: None)
        assert _sessions(records, agreement, [], agreement.sessions_in_all(0)).max == len(planned)


def test_a_month_without_a_free_day_is_said(client_alice, address):
    asked = {"first_on": "2026-10-15", "at": "12:30", **AWAY}
    asked |= {"away-0-start": "2026-12-01", "away-0-end": "2026-12-31"}

    response = client_alice.get(address, asked)

    assert len(proposed(response)) == 5
    assert "Left out, because there’s no free day near it: 15 Dec." in html_of(response)


def test_what_was_proposed_is_planned_once_at_the_same_hour_all_winter(
    client_alice, alice, agreement, address
):
    page_form = next(
        form
        for form in forms_of(client_alice.get(address, {"first_on": "2026-10-15", "at": "12:30"}))
        if "form_key" in form.fields
    )

    first = client_alice.post(address, page_form.data())
    client_alice.post(address, page_form.data())

    sessions = list(Meeting.objects.all())
    assert first["Location"] == f"/agreements/{agreement.pk}/"
    assert flashes(first) == ["Planned: 6 sessions with Margaret."]
    assert [local(session) for session in sessions] == [
        "2026-10-15 12:30",
        "2026-11-16 12:30",
        "2026-12-15 12:30",
        "2027-01-15 12:30",
        "2027-02-15 12:30",
        "2027-03-15 12:30",
    ]
    assert {session.starts_at.hour for session in sessions} == {11, 12}
    assert {(s.owner, s.contact, s.kind, s.minutes) for s in sessions} == {
        (alice, agreement.mentor, "session", 60)
    }


def test_a_lay_out_is_taken_back_but_for_what_was_begun(client_alice, address):
    response = client_alice.post(address, rows("2026-10-15 12:30", "2026-11-12 12:30"))
    begun = Meeting.objects.order_by("pk").first()
    begun.mark(PREPARED, NOW.date())

    client_alice.post(undo_of(response))

    assert list(Meeting.objects.all()) == [begun]


def test_sessions_that_are_there_are_kept_and_their_places_left_out(client_alice, alice, agreement, address):
    there = MeetingFactory(
        owner=alice,
        contact=agreement.mentor,
        kind="session",
        starts_at=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC),
    )
    MeetingFactory(
        owner=alice,
        contact=agreement.mentor,
        kind="session",
        cancelled_on=NOW.date(),
        starts_at=dt.datetime(2026, 12, 15, 9, tzinfo=dt.UTC),
    )

    response = client_alice.get(address, {"first_on": "2026-10-15", "at": "09:00"})
    client_alice.post(address, rows("2026-10-15 09:00", "2026-11-20 09:00"))

    assert response.context["sessions"] == [there]
    assert proposed(response) == [
        "2026-10-15 09:00",
        "2026-12-15 09:00",
        "2027-01-15 09:00",
        "2027-02-15 09:00",
        "2027-03-15 09:00",
    ]
    assert Meeting.objects.planned().get() == there


def test_the_last_one_is_on_the_day_that_was_agreed(client_alice, alice):
    agreed = MentorAgreementFactory(
        owner=alice,
        starts_on=NOW.date(),
        ends_on=dt.date(2027, 4, 12),
        last_session_on=dt.date(2027, 4, 12),
        confirmed_on=NOW.date(),
        confirmed_how="mail",
        confirmed_words=[],
    )

    assert proposed(client_alice.get(f"/agreements/{agreed.pk}/sessions/new/"))[-1] == "2027-04-12 10:00"


def test_rows_are_looked_over_one_by_one(client_alice, address):
    sent = rows("2026-10-15 09:00", "2026-11-12 09:00", "2026-12-10 09:00", where="Mill Street Café")
    del sent["session-1-keep"]

    client_alice.post(
        address, sent | {"session-2-on": "2026-12-11", "session-2-at": "16:15", "place": "coffee"}
    )

    assert [(local(m), m.place, m.where) for m in Meeting.objects.all()] == [
        ("2026-10-15 09:00", "coffee", "Mill Street Café"),
        ("2026-12-11 16:15", "coffee", "Mill Street Café"),
    ]


@pytest.mark.parametrize(
    ("moments", "more", "field"),
    [
        (["2026-10-11 09:00"], {}, "session-0-on"),  # the day before the first
        (["2027-04-13 09:00"], {}, "session-0-on"),  # the day after the last
        (["2026-10-15 09:00", "2026-10-15 09:00"], {}, "session-1-on"),
        (["2027-03-28 01:30"], {}, "session-0-at"),  # the clock skips this hour
        (["2026-10-25 01:30"], {}, "session-0-at"),  # and has this one twice
        (["2026-10-15 25:00"], {}, "session-0-at"),
        (["soon 09:00"], {}, "session-0-on"),
        (["2026-10-15"], {}, "session-0-at"),
        (["2026-10-15 09:00"], {"place": "moon"}, "place"),
        (["2026-10-15 09:00"], {"where": "x" * 201}, "where"),
        (["2026-10-15 09:00"], {"where": "a\x00b"}, "where"),
        (["2026-10-15 09:00"], {"form_key": "mine"}, None),
        (["2026-10-15 09:00"], {"session-TOTAL_FORMS": "9" * 400}, None),
        (["2026-10-15 09:00"], {"session-TOTAL_FORMS": "-1"}, None),
        (["2026-10-15 09:00"], {"session-TOTAL_FORMS": "111"}, None),
        ([], {}, None),
    ],
)
def test_days_that_make_no_sense_come_back_and_nothing_is_planned(
    client_alice, address, moments, more, field
):
    response = client_alice.post(address, rows(*moments, **more))

    assert response.status_code == 422
    target = f'<a href="#id_{field}">' if field else ""
    assert re.search(f"data-focus>.*<ul><li>{target}", html_of(response))
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"first_on": "2026-10-11", "at": "09:00"},
        {"first_on": "soon", "at": "9"},
        {"first_on": "2026-10-15", "at": "09:00", "weekday": "7"},
        {
            "first_on": "2026-10-15",
            "at": "09:00",
            **AWAY,
            "away-0-start": "2026-12-20",
            "away-0-end": "2026-12-01",
        },
        {
            "first_on": "2026-10-15",
            "at": "09:00",
            **AWAY,
            "away-0-start": "2026-12-20",
            "away-0-end": "9999-12-31",
        },
        {"first_on": "2026-10-15\0", "at": "x" * 5000},
    ],
)
def test_a_rhythm_that_makes_no_sense_says_so_and_proposes_the_usual(client_alice, address, asked):
    response = client_alice.get(address, asked)

    assert response.status_code == 422
    assert not response.context["rhythm"].is_valid()
    assert proposed(response)[0] == "2026-10-12 10:00"


def test_only_a_running_agreement_has_sessions_to_plan(client_alice, agreement, address):
    agreement.complete(dt.date(2026, 10, 5))

    response = client_alice.post(address, rows("2026-10-15 09:00"))

    assert response["Location"] == f"/agreements/{agreement.pk}/"
    assert not Meeting.objects.exists()


def test_sessions_of_somebody_else_are_not_there(client_bob, agreement, address):
    assert client_bob.get(address).status_code == 404
    assert client_bob.post(address, rows("2026-10-15 09:00")).status_code == 404
    assert client_bob.post(f"/agreements/{agreement.pk}/sessions/{KEY}/taken-back/").status_code == 404
    assert not Meeting.objects.exists()


def test_the_term_is_counted_on_the_clock_of_the_person(alice, agreement):
    mentor = {"owner": alice, "contact": agreement.mentor, "kind": "session"}
    last_evening = dt.datetime(2027, 4, 12, 22, 30, tzinfo=dt.UTC)
    inside = MeetingFactory(**mentor, starts_at=last_evening)
    MeetingFactory(**mentor, starts_at=last_evening + dt.timedelta(hours=1))

    with timezone.override("Europe/London"):
        assert list(Meeting.objects.sessions_of(agreement)) == [inside]


def test_the_page_to_press_follows_where_the_agreement_stands(client_alice, alice, agreement, freeze):
    """Nothing planned: all at once; sessions there: as a file; the last day behind: part well."""
    detail, everything = f"/agreements/{agreement.pk}/", f"/agreements/{agreement.pk}/sessions.ics"
    for address in ("/", detail):
        assert f'href="{detail}sessions/new/"' in html_of(client_alice.get(address))

    for day in (12, 19):
        starts_at = dt.datetime(2026, 10, day, 9, tzinfo=dt.UTC)
        MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=starts_at)

    assert everything in html_of(client_alice.get(detail))
    events = Calendar.from_ical(client_alice.get(everything).content).events
    assert [event.start.day for event in events] == [12, 19]

    freeze(dt.datetime(2027, 4, 13, 12, tzinfo=dt.UTC))
    client_alice.force_login(alice)
    html = html_of(client_alice.get(detail))
    assert f'href="{detail}completed/">Look back, and say thank you</a>' in html
    assert "a single one" not in html


def test_a_session_before_the_first_day_leads_to_what_was_agreed(client_alice, alice, agreement):
    early = MeetingFactory(
        owner=alice, contact=agreement.mentor, kind="session", starts_at=NOW - dt.timedelta(days=1)
    )

    for name in ("prepare", "record"):
        assert client_alice.get(f"/meetings/{early.pk}/{name}/").context["agreement"] == agreement
