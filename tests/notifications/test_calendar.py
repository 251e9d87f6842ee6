"""The calendar as programs read it, with the icalendar library as the judge of what was written."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mentoring.models import User
from mentoring.notifications.calendar import CalendarEvent, Kept, as_file, secret_address
from tests import factories as make
from tests.addresses import World

pytestmark = pytest.mark.any_database

TODAY = dt.date(2026, 3, 12)
DAY = dt.timedelta(days=1)
NOON = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)


@pytest.fixture
def reader(alice, freeze):
    """A calendar program of Alice's: it knows the address and has no cookies."""
    freeze(NOON)
    alice.renew_calendar()
    return Client()


def path_of(user) -> str:
    """The secret address on the test server."""
    return secret_address(user).removeprefix("http://localhost:8000")


def entries(answer) -> dict[str, icalendar.Event]:
    """The entries of a calendar by what they are called."""
    return {str(entry["summary"]): entry for entry in icalendar.Calendar.from_ical(answer.content).events}


# What stands in it


def test_calendar_holds_meetings_the_days_of_an_agreement_and_due_courtesies(alice, reader):
    priya = make.ContactFactory(owner=alice, name="Priya Raman")
    margaret = make.ProspectFactory(owner=alice, name="Margaret Lindqvist")
    tomas = make.ProspectFactory(owner=alice, name="Tomás Ferreira")
    planned = make.MeetingFactory(
        owner=alice, contact=tomas, starts_at=NOON + 5 * DAY, minutes=45, where="Mill Street Café, Leeds",
        preparation="A secret thought", up_front_words="A secret thought",
    )  # fmt: skip
    make.MeetingFactory(owner=alice, contact=margaret, starts_at=NOON + 2 * DAY, cancelled_on=TODAY)
    held = make.MeetingFactory(
        owner=alice, contact=margaret, kind="session", starts_at=NOON - 9 * DAY, place="video",
        held_on=TODAY - 9 * DAY, recorded_on=TODAY - 9 * DAY, thanked_on=TODAY, notes="A secret thought",
    )  # fmt: skip
    make.MeetingFactory(owner=alice, contact=margaret, starts_at=NOON - 400 * DAY)
    agreement = make.MentorAgreementFactory(
        owner=alice, mentor=margaret, starts_on=TODAY, ends_on=TODAY + 180 * DAY, review_on=TODAY + 90 * DAY,
        trial_on=TODAY + 9 * DAY, last_session_on=TODAY + 170 * DAY,
        confirmed_on=TODAY, confirmed_how="mail", confirmed_words=[],
    )  # fmt: skip
    make.MentorAgreementFactory(owner=alice, mentor=tomas)
    make.IntroductionFactory(
        owner=alice, introducer=priya, prospect=make.ProspectFactory(owner=alice, name="Daniel Osei"),
        asked_on=TODAY - 9 * DAY, made_on=TODAY - DAY,
    )  # fmt: skip

    make.ReminderFactory(owner=alice, contact=priya, words="ask how the move went", due_on=TODAY + 3 * DAY)

    answer = reader.get(path_of(alice))
    found = entries(answer)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"secret thought" not in answer.content
    first, gone = (
        found["First meeting with Tomás Ferreira"],
        found["Cancelled: First meeting with Margaret Lindqvist"],
    )
    assert (first.start, first.end) == (planned.starts_at, planned.starts_at + dt.timedelta(minutes=45))
    assert (first["status"], first["transp"], first["class"]) == ("CONFIRMED", "OPAQUE", "PRIVATE")
    assert first["location"] == "Mill Street Café, Leeds"
    assert first["url"] == f"http://localhost:8000/meetings/{planned.pk}/prepare/"
    assert first["description"] == f"Coffee at Mill Street Café, Leeds\n{first['url']}"
    assert first["dtstamp"].dt == first["last-modified"].dt == NOON
    assert (gone["status"], gone["transp"], gone.start) == ("CANCELLED", "TRANSPARENT", NOON + 2 * DAY)
    assert found["Session with Margaret Lindqvist"]["url"].endswith(f"/meetings/{held.pk}/record/")
    days = {name: entry.start for name, entry in found.items() if not isinstance(entry.start, dt.datetime)}
    assert days["Halfway review with Margaret Lindqvist"] == agreement.review_on
    assert days["Trial review with Margaret Lindqvist"] == agreement.trial_on
    assert days["Last review with Margaret Lindqvist"] == agreement.last_session_on
    assert days["Last day of the agreement with Margaret Lindqvist"] == agreement.ends_on
    assert days["Write to Daniel"] == TODAY + DAY
    assert days["Ask how the move went"] == TODAY + 3 * DAY
    assert all(found[name].end == day + DAY for name, day in days.items())
    # Nothing older than a year, and nothing of an agreement nobody has confirmed.
    assert sum("eeting with" in name for name in found) == 2
    assert not [
        name for name in days if "review with Tomás" in name or "agreement with Tomás Ferreira" in name
    ]

    alice.calendar_courtesies = False
    alice.save()
    assert set(entries(reader.get(path_of(alice)))) == {
        name for name in found if re.match(r"(Cancelled: )?(First|Session|Trial|Halfway|Last)", name)
    }


def test_calendar_says_what_programs_want_to_know(alice, reader):
    calendar = icalendar.Calendar.from_ical(reader.get(path_of(alice)).content)

    assert (calendar["version"], calendar["method"], calendar["calscale"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert calendar["prodid"] == "-//Waymark//Waymark//EN"
    assert calendar["x-wr-calname"] == calendar["name"] == "Waymark"
    assert calendar["refresh-interval"].dt == dt.timedelta(hours=6)
    assert calendar.errors == []


def test_agreement_that_ended_before_its_day_calls_off_what_would_have_followed(alice, reader):
    agreement = make.MentorAgreementFactory(
        owner=alice, mentor=make.ProspectFactory(owner=alice, name="Ada"), starts_on=TODAY - 60 * DAY,
        trial_on=TODAY - 30 * DAY, review_on=TODAY + 30 * DAY, ends_on=TODAY + 60 * DAY,
        confirmed_on=TODAY - 60 * DAY, confirmed_how="mail", confirmed_words=[], ended_on=TODAY,
    )  # fmt: skip
    make.ReviewFactory(owner=alice, agreement=agreement, kind="trial", held_on=TODAY - 28 * DAY)

    found = entries(reader.get(path_of(alice)))

    assert {
        name: (entry["status"], entry.start) for name, entry in found.items() if "Ada" in name
    }.items() >= {
        "Trial review with Ada": ("CONFIRMED", TODAY - 28 * DAY),  # on the day they had it
        "Cancelled: Halfway review with Ada": ("CANCELLED", TODAY + 30 * DAY),
        "Cancelled: Last day of the agreement with Ada": ("CANCELLED", TODAY + 60 * DAY),
    }.items()


def test_entry_keeps_its_name_and_counts_its_changes(alice, reader, client_alice):
    meeting = make.MeetingFactory(owner=alice, starts_at=NOON + DAY)

    def look():
        [entry] = [one for one in entries(reader.get(path_of(alice))).values() if one.get("location")]
        return entry

    first = look()
    meeting.record(starts_at=NOON + 2 * DAY)
    moved = look()
    meeting.cancel(TODAY)
    cancelled = look()

    assert first["uid"] == moved["uid"] == cancelled["uid"]
    assert first["sequence"] < moved["sequence"] < cancelled["sequence"]
    assert (moved.start, cancelled["status"]) == (NOON + 2 * DAY, "CANCELLED")
    single = entries(client_alice.get(f"/meetings/{meeting.pk}/calendar.ics"))
    assert [entry["uid"] for entry in single.values()] == [first["uid"]]


def test_a_word_to_a_friend_follows_today_and_says_that_it_changed(alice, reader, freeze):
    alice.calendar_courtesies = True
    alice.save()
    make.MentorAgreementFactory(
        owner=alice, starts_on=TODAY - 400 * DAY, ends_on=TODAY - 200 * DAY, completed_on=TODAY - 200 * DAY,
        confirmed_on=TODAY - 400 * DAY, confirmed_how="mail", confirmed_words=[],
    )  # fmt: skip

    def look(now):
        freeze(now)
        [entry] = [
            one for name, one in entries(reader.get(path_of(alice))).items() if name.startswith("Stay in")
        ]
        return entry

    first, same, later = look(NOON), look(NOON + DAY / 24), look(NOON + DAY)

    assert (first.start, later.start) == (TODAY, TODAY + DAY)
    assert first["uid"] == later["uid"]
    assert first.to_ical() == same.to_ical()
    assert first["sequence"] < later["sequence"]
    assert first["last-modified"].dt < later["last-modified"].dt


def test_what_was_cancelled_leaves_the_calendar_once_its_day_has_passed(alice, reader, freeze):
    make.MeetingFactory(owner=alice, starts_at=NOON + DAY, cancelled_on=TODAY)

    def names(now):
        freeze(now)
        return [name for name in entries(reader.get(path_of(alice))) if name.startswith("Cancelled")]

    assert len(names(NOON + DAY + DAY / 3)) == 1
    assert names(NOON + 2 * DAY) == []


def test_uids_are_unique_and_those_of_two_people_differ(alice, bob, reader):
    bob.renew_calendar()
    uids = []
    for person in (alice, bob):
        World(person, "Quillwort")
        uids += [
            str(e["uid"]) for e in icalendar.Calendar.from_ical(reader.get(path_of(person)).content).events
        ]

    assert len(uids) == len(set(uids)) > 20


@pytest.mark.parametrize(
    ("alarm", "before_meeting", "before_day"),
    [
        ("", [], []),
        ("hour", [dt.timedelta(hours=-1)], [dt.timedelta(hours=9)]),
        ("day", [dt.timedelta(days=-1)], [dt.timedelta(hours=-15)]),
    ],
)
def test_alarm_is_as_the_person_chose(alice, reader, alarm, before_meeting, before_day):
    User.objects.filter(pk=alice.pk).update(calendar_alarm=alarm)
    contact = make.ProspectFactory(owner=alice, name="Ada")
    make.MeetingFactory(owner=alice, contact=contact, starts_at=NOON + DAY)
    make.MeetingFactory(owner=alice, contact=contact, starts_at=NOON + 3 * DAY, cancelled_on=TODAY)

    alarms = {
        name: [one["trigger"].dt for one in entry.walk("VALARM")]
        for name, entry in entries(reader.get(path_of(alice))).items()
    }

    assert alarms["First meeting with Ada"] == before_meeting
    assert alarms["Prepare to meet Ada"] == before_day
    assert alarms["Cancelled: First meeting with Ada"] == []


# Days and hours

ZONES = {
    "Pacific/Auckland": "2026-04-05 2026-09-27",
    "Europe/Berlin": "2026-03-29 2026-10-25",
    "America/Los_Angeles": "2026-03-08 2026-11-01",
}
EVENINGS = [
    (zone, dt.date.fromisoformat(day))
    for zone, changes in ZONES.items()
    for day in f"{changes} 2026-10-31 2026-12-31 2028-02-29".split()
]


@pytest.mark.parametrize(("zone", "day"), EVENINGS)
def test_late_evening_is_the_right_day_everywhere(alice, freeze, zone, day):
    begins = dt.datetime.combine(day, dt.time(23, 30), ZoneInfo(zone))
    freeze(begins - dt.timedelta(minutes=20))
    User.objects.filter(pk=alice.pk).update(time_zone=zone)
    alice.renew_calendar()
    goal = make.GoalFactory(owner=alice)
    make.GoalStepFactory(goal=goal, text="Write agenda", due_on=day)
    ada = make.ProspectFactory(owner=alice, name="Ada")
    make.MeetingFactory(owner=alice, contact=ada, starts_at=begins, minutes=60)

    answer = Client().get(path_of(alice))
    found = entries(answer)

    meeting = found["First meeting with Ada"]
    utc = begins.astimezone(dt.UTC)
    assert f"DTSTART:{utc:%Y%m%dT%H%M%SZ}\r\n".encode() in answer.content
    assert (meeting.start, meeting.end) == (utc, utc + dt.timedelta(hours=1))
    assert meeting.start.astimezone(ZoneInfo(zone)).date() == day
    assert found["Prepare to meet Ada"].start == day  # today, where Alice is
    assert (
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nDTEND;VALUE=DATE:{day + DAY:%Y%m%d}\r\n".encode()
        in answer.content
    )


# Letters and lines

KEPT = Kept(1, NOON)


def written(**facts) -> bytes:
    """One entry with these texts."""
    return as_file(
        [CalendarEvent("1", starts=NOON, url="http://localhost:8000/", kept=KEPT, minutes=5, **facts)], "day"
    )


def whole(text: str) -> str:
    """What is left of a text: line breaks of one kind, and no control characters but tabs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char in "\n\t" or not (ord(char) < 32 or ord(char) == 127))


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
@example("Jürgen Groß trifft Müller, Meier; und Söhne \\ Co. — über alles: " * 3)
@example("👩‍💻🧭" * 40)
@example("one\r\ntwo\rthree\nfour\\nfive\\,six\tseven")
@example("BEGIN:VEVENT\r\nATTENDEE:mailto:x@example.org")
@example('a"b;c=d:e,f^g\x00\x0b\x1f\x7f\x85\u2028\u2029')
def test_any_text_comes_back_as_it_was_and_no_line_is_too_long(text):
    body = written(summary=text, where=text)

    lines = body.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert all(line.decode() for line in lines)  # no letter is cut in two
    [event] = icalendar.Calendar.from_ical(body).events
    assert {str(event["summary"]), str(event["location"])} == {whole(text)}
    assert event["url"] == "http://localhost:8000/"
    assert "attendee" not in event


# Unchanged


def test_what_has_not_changed_is_not_sent_again(alice, reader, freeze):
    World(alice, "Quillwort")
    first = reader.get(path_of(alice))
    tag = first.headers["ETag"]

    freeze(NOON + dt.timedelta(hours=1))
    later = reader.get(path_of(alice))
    same = reader.get(path_of(alice), headers={"If-None-Match": tag})
    weak = reader.get(path_of(alice), headers={"If-None-Match": f'"other", W/{tag}'})

    assert (first.status_code, later.content) == (200, first.content)
    for answer in (same, weak):
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert reader.head(path_of(alice)).headers["ETag"] == tag

    make.MeetingFactory(owner=alice)
    changed = reader.get(path_of(alice), headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["ETag"] != tag) == (200, True)


# The secret


def test_calendar_is_open_to_the_address_alone_and_leaves_no_trace(alice, bob, reader):
    World(alice, "Quillwort")
    bob.renew_calendar()

    answer = reader.get(path_of(alice))

    assert b"Quillwort" in answer.content
    assert b"Quillwort" not in reader.get(path_of(bob)).content
    assert answer.cookies == {}
    assert Session.objects.count() == 0
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert reader.post(path_of(alice)).status_code == 405


def test_every_other_address_is_answered_alike(alice, bob, reader, settings, django_assert_num_queries):
    good = path_of(alice)
    number, code = good.removeprefix("/calendar/").removesuffix(".ics").split("-", 1)
    bob.renew_calendar()
    tries = [
        f"{bob.pk}-{code}", f"{number}-{code[:-1]}", f"{number}-{code}0", f"{number}-", number, f"-{code}",
        f"{number}-{alice.calendar_salt}", f"999-{code}", f"{'9' * 30}-{code}", f"x-{code}", f"0{number}-{code}",
        f"{number}-{'0' * 32}",
    ]  # fmt: skip
    assert reader.get(good).status_code == 200
    assert re.fullmatch(r"[-_0-9A-Za-z]{32}", code)  # 192 bits

    answers = set()
    for key in tries:
        with django_assert_num_queries(1):
            answer = reader.get(f"/calendar/{key}.ics")
        answers.add((answer.status_code, answer.content))
    settings.SECRET_KEY = "another " * 8
    answers.add((reader.get(good).status_code, reader.get(good).content))
    settings.SECRET_KEY = "only-for-tests-" * 4
    assert reader.get(good).status_code == 200
    for state in ({"is_active": False}, {"calendar_salt": ""}):
        User.objects.filter(pk=alice.pk).update(is_active=True, calendar_salt=alice.calendar_salt)
        User.objects.filter(pk=alice.pk).update(**state)
        answers.add((reader.get(good).status_code, reader.get(good).content))

    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_the_database_does_not_give_the_address_away(alice, reader):
    code = path_of(alice).removesuffix(".ics").partition("-")[2]

    assert code not in str(User.objects.filter(pk=alice.pk).values().get())


# The switch


def test_calendar_is_switched_on_renewed_and_off_in_the_settings(client_alice, alice):
    assert "It’s off." in client_alice.get("/settings/calendar/").content.decode()

    on = client_alice.post("/calendar/turned-on/")
    alice.refresh_from_db()
    first = path_of(alice)
    again = client_alice.post("/calendar/turned-on/")
    page = client_alice.get("/settings/calendar/").content.decode()

    assert on.url == again.url == "/settings/calendar/"
    assert f'value="http://localhost:8000{first}"' in page
    assert f'href="webcal://localhost:8000{first}"' in page
    assert "only a calendar on the same machine can reach it" in page
    assert Client().get(first).status_code == 200

    client_alice.post("/calendar/renewed/")
    alice.refresh_from_db()
    second = path_of(alice)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)

    client_alice.post("/calendar/turned-off/")
    client_alice.post("/calendar/turned-off/")
    alice.refresh_from_db()
    assert (alice.calendar_salt, secret_address(alice)) == ("", "")
    assert Client().get(second).status_code == 404

    saved = client_alice.post("/settings/calendar/", {"calendar_alarm": "day"})
    wrong = client_alice.post("/settings/calendar/", {"calendar_alarm": "week"})
    alice.refresh_from_db()
    assert (saved.url, wrong.status_code) == ("/settings/#reminders", 422)
    assert (alice.calendar_alarm, alice.calendar_courtesies) == ("day", False)


# One meeting


def test_one_meeting_is_a_file_with_a_link_where_it_is_prepared(client_alice, alice, freeze):
    freeze(NOON)
    alice.calendar_alarm = "hour"
    alice.save()
    meeting = make.MeetingFactory(owner=alice, starts_at=dt.datetime(2026, 3, 29, 23, 30, tzinfo=dt.UTC))
    link = f'href="/meetings/{meeting.pk}/calendar.ics"'

    answer = client_alice.get(f"/meetings/{meeting.pk}/calendar.ics")

    [entry] = icalendar.Calendar.from_ical(answer.content).events
    assert entry.start == meeting.starts_at
    assert len(entry.walk("VALARM")) == 1
    assert answer.headers["Content-Disposition"] == 'attachment; filename="waymark-2026-03-29.ics"'
    assert "no-store" in answer.headers["Cache-Control"]
    for page in (f"/meetings/{meeting.pk}/prepare/", "/meetings/"):
        assert link in client_alice.get(page).content.decode()
