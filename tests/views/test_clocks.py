"""Somebody travels, chooses another clock, or plans for an hour the clock has not: what was noted stays."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from mentoring.models import Introduction, Meeting, ShareLink, User
from mentoring.models.answers import give_answer
from mentoring.models.meeting_facts import REPORTED_BACK, THANKED
from tests.factories import (
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    ProspectFactory,
    ReviewFactory,
)
from tests.markup import forms_of
from tests.pages import html_of

D = dt.date
RECORDED = {"outcome": "undecided", "notes": "Good talk"}


def at(day, hour=12, month=3, minute=0):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=dt.UTC)


def move(person, zone):
    """The person lives by another clock now."""
    User.objects.filter(pk=person.pk).update(time_zone=zone)


@pytest.fixture
def held(alice, client_alice, freeze):
    """Met at 20:00 on 1 March, UTC, and written down that evening; it is the 20th now."""
    meeting = MeetingFactory(owner=alice, starts_at=at(1, 20))
    freeze(at(1, 22))
    meeting.write_down(D(2026, 3, 1), **RECORDED)
    freeze(at(20))
    client_alice.force_login(alice)
    return meeting


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu"])
@pytest.mark.parametrize("thanked", [False, True])
def test_what_was_written_down_is_corrected_on_any_clock(alice, client_alice, held, zone, thanked):
    if thanked:
        held.mark(THANKED, D(2026, 3, 1))
    move(alice, zone)

    response = client_alice.post(
        f"/meetings/{held.pk}/record/", RECORDED | {"outcome": "talk_again", "thanked": "on"}
    )

    held.refresh_from_db()
    assert response.status_code == 302
    assert (held.outcome, held.held_on) == ("talk_again", D(2026, 3, 1))


def test_the_place_of_a_held_meeting_is_corrected_on_another_clock(alice, client_alice, held):
    move(alice, "Pacific/Auckland")
    address = f"/meetings/{held.pk}/edit/"
    (page_form,) = (form for form in forms_of(client_alice.get(address)) if "starts_at" in form.fields)
    assert page_form.data()["starts_at"] == ["2026-03-02T09:00"]

    response = client_alice.post(address, page_form.data() | {"where": "Somewhere else"})

    held.refresh_from_db()
    assert response.status_code == 302
    assert (held.where, held.held_on, held.starts_at) == ("Somewhere else", D(2026, 3, 1), at(1, 20))


def test_a_held_meeting_is_not_moved_past_what_came_of_it(client_alice, held):
    held.record(one_thing="Ask more", recorded_on=D(2026, 3, 20))
    held.mark(REPORTED_BACK, D(2026, 3, 5))

    response = client_alice.post(
        f"/meetings/{held.pk}/edit/", {"starts_at": "2026-03-10T12:00", "minutes": "30", "place": "coffee"}
    )

    assert response.status_code == 422
    assert "Choose 5 March or an earlier day: you’d met by then" in html_of(response)


@pytest.mark.parametrize(
    ("day", "informed_on", "status"), [(10, None, 302), (10, 12, 302), (10, 9, 422), (1, None, 422)]
)
def test_a_held_meeting_takes_its_introduction_along(alice, client_alice, freeze, day, informed_on, status):
    introduction = IntroductionFactory(
        owner=alice, asked_on=D(2026, 1, 1), made_on=D(2026, 1, 2), written_on=D(2026, 1, 3)
    )
    meeting = MeetingFactory(
        owner=alice, contact=introduction.prospect, introduction=introduction, starts_at=at(8, month=1)
    )
    meeting.write_down(D(2026, 1, 20), **RECORDED)
    if informed_on:
        informed = D(2026, 1, informed_on)
        Introduction.objects.filter(pk=introduction.pk).update(introducer_informed_on=informed)

    response = client_alice.post(
        f"/meetings/{meeting.pk}/edit/",
        {"starts_at": f"2026-01-{day:02}T12:00", "minutes": "30", "place": "coffee"},
    )

    meeting.refresh_from_db()
    introduction.refresh_from_db()
    moved = D(2026, 1, day if status == 302 else 8)
    assert response.status_code == status
    assert (meeting.held_on, introduction.met_on) == (moved, moved)


def test_a_yes_counts_though_its_day_has_not_begun_where_the_last_one_was_noted(alice):
    """The first yes was noted in Auckland; back in Europe it is still the day before."""
    goal = GoalFactory(owner=alice)
    GoalStepFactory(owner=alice, goal=goal)
    agreement = MentorAgreementFactory(owner=alice, goals=[goal])
    agreement.confirm(D(2026, 3, 2), "in_person")
    draft = agreement.change()
    link = ShareLink.objects.make(draft, 30, at(1, 15))

    with timezone.override("Europe/Berlin"):
        give_answer(link, uuid.uuid4(), draft.fingerprint(), at(1, 15), kind="yes", name="Margaret", note="")

    draft.refresh_from_db()
    assert (draft.status, draft.confirmed_on) == ("confirmed", D(2026, 3, 2))


def test_a_look_back_is_corrected_west_of_where_it_was_noted(alice, client_alice, freeze):
    agreement = MentorAgreementFactory(
        owner=alice,
        starts_on=D(2026, 2, 1),
        ends_on=D(2026, 8, 1),
        confirmed_on=D(2026, 2, 1),
        confirmed_how="mail",
        confirmed_words=[],
    )
    review = ReviewFactory(owner=alice, agreement=agreement, kind="trial", held_on=D(2026, 3, 2))
    freeze(at(1, 15))
    client_alice.force_login(alice)

    response = client_alice.post(
        f"/agreements/{agreement.pk}/reviews/trial/",
        {"held_on": "2026-03-02", "works": "The hour", "decision": "continue", "opened_at": review.revision},
    )

    assert response.status_code == 302


# Hours


@pytest.mark.parametrize(
    ("moment", "status"), [("2026-03-29T02:30", 422), ("2026-10-25T02:30", 422), ("2026-10-25T03:30", 302)]
)
def test_an_hour_at_which_the_clock_is_changed_gets_a_sentence(alice, client_alice, moment, status):
    move(alice, "Europe/Berlin")
    contact = ProspectFactory(owner=alice)
    sent = {"contact": contact.pk, "kind": "first", "starts_at": moment, "minutes": "30", "place": "coffee"}

    response = client_alice.post("/meetings/new/", sent)

    assert response.status_code == status
    if status == 422:
        assert "The clocks change at that hour. Choose another time" in html_of(response)


def test_a_meeting_in_the_hour_there_is_twice_is_edited_all_the_same(alice, client_alice):
    move(alice, "Europe/Berlin")
    meeting = MeetingFactory(owner=alice, starts_at=at(25, 1, month=10, minute=30))

    response = client_alice.post(
        f"/meetings/{meeting.pk}/edit/",
        {"kind": "first", "starts_at": "2026-10-25T02:30", "minutes": "30", "place": "video"},
    )

    meeting.refresh_from_db()
    assert response.status_code == 302
    assert (meeting.starts_at, meeting.place) == (at(25, 1, month=10, minute=30), "video")


def test_the_clock_is_named_beside_the_hour(alice, client_alice):
    move(alice, "America/New_York")
    meeting = MeetingFactory(owner=alice, starts_at=at(10, 16, month=12))

    assert "11:00 New York time" in html_of(client_alice.get(f"/meetings/{meeting.pk}/prepare/"))
    assert "New York time" in html_of(client_alice.get(f"/meetings/{meeting.pk}/edit/"))


# Another clock


@pytest.fixture
def planned(alice, client_alice, freeze):
    """Planned at 12:30 in Berlin, in winter and in summer; one is over, one was called off."""
    freeze(at(1))
    alice.time_zone = "Europe/Berlin"
    alice.save()
    client_alice.force_login(alice)
    MeetingFactory(owner=alice, starts_at=at(1, 9))
    MeetingFactory(owner=alice, starts_at=at(9, 9), cancelled_on=D(2026, 3, 1))
    return [MeetingFactory(owner=alice, starts_at=at(10, 11, minute=30, month=month)) for month in (3, 11)]


def sent(zone, **more):
    return {"block": "you", "name": "Alice", "time_zone": zone} | more


def moments():
    return list(Meeting.objects.order_by("starts_at").values_list("starts_at", flat=True))


def test_another_clock_is_asked_about_before_meetings_move(alice, client_alice, planned):
    before = moments()

    response = client_alice.post("/settings/", sent("America/New_York"))

    html = html_of(response)
    assert response.status_code == 422
    assert "Two meetings keep their clock time: 12:30 stays 12:30." in html
    assert "If you move them, 12:30 becomes 07:30." in html
    alice.refresh_from_db()
    assert (alice.time_zone, moments()) == ("Europe/Berlin", before)


@pytest.mark.parametrize(("meetings", "hours"), [("clock", [16, 17]), ("moment", [11, 11])])
def test_planned_meetings_keep_their_hour_or_their_moment(alice, client_alice, planned, meetings, hours):
    """In March New York goes by summer time before Berlin does."""
    response = client_alice.post("/settings/", sent("America/New_York", meetings=meetings))

    alice.refresh_from_db()
    assert response.status_code == 302
    assert alice.time_zone == "America/New_York"
    assert moments() == [
        at(1, 9), at(9, 9), at(10, hours[0], minute=30), at(10, hours[1], minute=30, month=11)
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Mars/Olympus"])
def test_nothing_is_asked_while_the_clock_stays(client_alice, planned, zone):
    response = client_alice.post("/settings/", sent(zone))

    assert response.status_code == (302 if zone == "Europe/Berlin" else 422)
    assert "keep their clock time" not in html_of(response)


def test_nothing_is_asked_without_a_meeting_ahead(alice, client_alice):
    response = client_alice.post("/settings/", sent("America/New_York"))

    alice.refresh_from_db()
    assert (response.status_code, alice.time_zone) == (302, "America/New_York")


# Signing up


@pytest.mark.parametrize(
    ("chosen", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), (None, ""), ("Mars/Olympus", None)]
)
def test_the_clock_is_asked_at_sign_up(client, db, settings, chosen, kept):
    settings.TIME_ZONE = "Europe/Berlin"
    html = html_of(client.get("/accounts/signup/"))
    assert '<option value="Europe/Berlin" selected>' in html
    facts = {"name": "Leila", "email": "leila@example.org", "password1": "three random words"}

    response = client.post("/accounts/signup/", facts | ({"time_zone": chosen} if chosen else {}))

    zones = list(User.objects.values_list("time_zone", flat=True))
    assert zones == ([] if kept is None else [kept])
    assert response.status_code == (422 if kept is None else 302)
