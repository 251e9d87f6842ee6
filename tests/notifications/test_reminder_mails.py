"""Who gets a reminder mail when, what it says, and what its headers are."""

import datetime as dt
import re
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from mentoring.models import Mailing, ReminderRun, User
from mentoring.notifications import mail as reminder_mail
from mentoring.notifications.mail.composing import actions_for, compose, subject_of
from mentoring.notifications.mail.slots import people_due, slot_of
from mentoring.notifications.mail.smtp import with_whole_headers
from mentoring.status import next_actions
from tests import stories
from tests.factories import MailingFactory, ReminderFactory, UserFactory
from tests.stories import MARCH

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BERLIN = ZoneInfo("Europe/Berlin")
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.MAIL_ENABLED = True
    settings.BASE_URL = "https://waymark.example"


def wants(rhythm="daily", hour=7, weekday=0, zone="Europe/Berlin", **facts) -> User:
    return User(reminder_rhythm=rhythm, reminder_hour=hour, reminder_weekday=weekday, time_zone=zone, **facts)


def local(day, hour=12, minute=0, zone=BERLIN) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=zone)


# Who is due


@pytest.mark.parametrize(
    ("person", "now", "slot_on"),
    [
        (wants(), local(12, 6, 59), None),
        (wants(), local(12, 7), 12),
        (wants(), local(12, 23, 59), 12),  # the first run after that hour, however late on that day
        (wants(), local(13, 0, 30), None),
        (wants(hour=0), local(13, 0), 13),
        (wants("never"), local(12), None),
        (wants("weekly", weekday=3), local(12, 6, 59), None),
        (wants("weekly", weekday=3), local(12, 7), 12),  # a Thursday
        (wants("weekly", weekday=3), local(13, 6), 12),
        (wants("weekly", weekday=3), local(15, 23), 12),  # the machine slept through the days before
        (wants("weekly", weekday=3), local(16), None),
        (wants("weekly", weekday=4), local(12), None),
        (wants("weekly", weekday=6), local(16), 15),  # on Monday the Sunday before
        # An hour that summer time leaves out, and one that comes twice (29 March and 25 October 2026).
        (wants(hour=2), local(29, 1, 59), None),
        (wants(hour=2), local(29, 3), 29),
        (wants(hour=2), dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), 25),
        (wants(hour=2), dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), 25),
        # What was chosen this morning at ten is not made up for.
        (wants(reminder_chosen_at=local(12, 10)), local(12, 11), None),
        (wants(reminder_chosen_at=local(12, 7)), local(12, 7), 12),
        (wants(reminder_chosen_at=local(12, 10)), local(13, 7), 13),
        (wants(zone="Not/AZone", hour=7), dt.datetime(2026, 3, 12, 7, tzinfo=dt.UTC), 12),
    ],
)
def test_mail_is_due_from_its_hour_to_the_end_of_its_day(person, now, slot_on):
    found = slot_of(person, now.astimezone(dt.UTC))

    assert (found and found.day) == slot_on


def test_due_are_those_who_want_it_and_have_not_got_it(freeze):
    freeze(dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC))
    wishes = {"reminder_rhythm": "daily", "reminder_hour": 7}
    fresh, got, waits, ready, *_others = [
        UserFactory(**wishes), UserFactory(**wishes), UserFactory(**wishes), UserFactory(**wishes),
        UserFactory(**wishes, is_active=False), UserFactory(), UserFactory(**wishes | {"reminder_hour": 13}),
    ]  # fmt: skip
    now, slot_on = timezone.now(), dt.date(2026, 3, 12)
    MailingFactory(owner=got, slot_on=slot_on, finished_at=now)
    MailingFactory(owner=waits, slot_on=slot_on, retry_at=now + DAY)
    MailingFactory(owner=ready, slot_on=slot_on, retry_at=now)

    assert list(people_due(now)) == [(fresh, slot_on), (ready, slot_on)]


def test_many_people_are_asked_for_in_few_queries(freeze, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("mentoring.notifications.mail.slots.PEOPLE_AT_ONCE", 3)
    UserFactory.create_batch(7, reminder_rhythm="daily", reminder_hour=0)

    with django_assert_num_queries(3 * 3 + 1):
        assert len(list(people_due(timezone.now()))) == 7


# What it says


def leila(alice, **wishes) -> User:
    stories.march(alice)
    for name, value in wishes.items():
        setattr(alice, name, value)
    alice.save()
    return alice


@pytest.mark.parametrize(("rhythm", "until"), [("daily", 0), ("weekly", 6)])
def test_mail_says_what_the_list_says(alice, freeze, rhythm, until):
    freeze(MARCH)
    person = leila(alice, reminder_rhythm=rhythm)
    listed = next_actions.for_user(person, MARCH)

    found = actions_for(person, MARCH)

    assert found == [one for one in listed if one.due_on and one.due_on <= MARCH + until * DAY]
    assert 0 < len(found) < len(listed)


def composed(person, today=MARCH) -> mail.EmailMultiAlternatives:
    with translation.override("en-gb"):
        return compose(person, actions_for(person, today), Mailing(owner=person, slot_on=today), today)


def test_mail_has_a_subject_two_bodies_and_links_that_work(client, client_alice, alice, freeze):
    freeze(MARCH)
    person = leila(alice, reminder_rhythm="weekly")

    message = composed(person)

    text, html = message.body, message.alternatives[0].content
    actions = actions_for(person, MARCH)
    assert message.subject == f"{len(actions)} things to do: {actions[0].title}"
    assert message.to == ["alice@example.org"]
    for action in actions:
        assert action.title in text
        assert f"https://waymark.example{action.url}" in text
        assert f'href="https://waymark.example{action.url}"' in html.replace("&amp;", "&")
    assert [word for word in ("Late", "Today", "In the week ahead") if f"\n{word}\n" in text] == [
        "Late", "Today", "In the week ahead",
    ]  # fmt: skip
    links = set(re.findall(r"https?://[^\s\"<]+", text)) | set(re.findall(r'href="([^"]+)"', html))
    paths = {link.removeprefix("https://waymark.example").partition("#")[0] for link in links}
    assert all(path.startswith("/") for path in paths)
    assert {client_alice.get(path.replace("&amp;", "&")).status_code for path in paths} == {200}


def test_subject_may_keep_quiet(alice, freeze):
    freeze(MARCH)
    person = leila(alice, reminder_rhythm="daily", reminder_is_discreet=True)
    actions = actions_for(person, MARCH)

    assert subject_of(person, actions) == f"{len(actions)} things to do"
    assert subject_of(person, actions[:1]) == "1 thing to do"


def test_mail_offers_to_unsubscribe_with_one_click(client, alice, freeze):
    freeze(MARCH)
    person = leila(alice, reminder_rhythm="daily")

    headers = composed(person).extra_headers

    link = reverse("mailings.unsubscribe", args=[reminder_mail.token_of(person)])
    assert headers["List-Unsubscribe"] == f"<https://waymark.example{link}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


# A run


def test_run_sends_what_is_due_and_settles_what_is_not(alice, bob, freeze):
    freeze(MARCH)
    leila(alice, reminder_rhythm="daily", reminder_is_discreet=False)
    bob.reminder_rhythm = "daily"
    bob.save()

    outcome = reminder_mail.send_due()
    again = reminder_mail.send_due()

    assert (outcome.sent, outcome.empty, outcome.failed) == (1, 1, [])
    assert (again.sent, again.empty, again.failed) == (0, 0, [])
    [message] = mail.outbox
    hers, his = Mailing.objects.get(owner=alice), Mailing.objects.get(owner=bob)
    assert (hers.subject, hers.actions) == (message.subject, len(actions_for(alice, MARCH)))
    assert str(hers.form_key) in message.extra_headers["Message-ID"]
    assert hers.sent_at == hers.finished_at == his.finished_at == ReminderRun.last().ran_at
    assert (his.sent_at, his.actions) == (None, 0)


def test_next_day_is_a_mail_of_its_own(alice, freeze):
    freeze(MARCH)
    leila(alice, reminder_rhythm="daily")
    reminder_mail.send_due()
    freeze(MARCH + DAY)

    reminder_mail.send_due()

    assert [one.slot_on for one in Mailing.objects.all()] == [MARCH + DAY, MARCH]
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Europe/Berlin", "America/Los_Angeles"])
@pytest.mark.parametrize("clock", [(12, 23, 30), (13, 0, 30)])
def test_today_is_the_persons_own_just_before_and_after_midnight(alice, client_alice, freeze, zone, clock):
    day, hour, minute = clock
    now = local(day, hour, minute, ZoneInfo(zone))
    freeze(now)
    alice.time_zone, alice.reminder_rhythm, alice.reminder_hour = zone, "daily", 0
    alice.save()
    client_alice.post(reverse("goals.new"), {"title": "Run a weekly meeting", "area": ""})
    for number in (11, 12, 13, 14):
        ReminderFactory(contact__owner=alice, words=f"of the {number}th", due_on=dt.date(2026, 3, number))

    reminder_mail.send_due()
    standing = client_alice.get("/").context["standing"]

    [message] = mail.outbox
    today = dt.date(2026, 3, day)
    assert (Mailing.objects.get().slot_on, standing.today) == (today, today)
    # What one planned for oneself is never late: it stands with today.
    assert [int(number) for number in re.findall(r"\* Of the (\d+)th", message.body)] == list(
        range(11, day + 1)
    )
    assert message.body.count("(Planned for") == day - 11
    assert message.body.index("Today") < message.body.index(f"Of the {day}th")
    titles = [action.title for action in standing.groups[0].actions]
    assert [title for title in titles if title.startswith("Of the")] == [
        f"Of the {number}th" for number in range(11, day + 1)
    ]


def test_a_mail_names_some_and_counts_the_rest(alice):
    for number in range(65):
        ReminderFactory(contact__owner=alice, words=f"ask about {number:02}", due_on=timezone.localdate())
    today = timezone.localdate()
    actions = actions_for(alice, today)

    message = compose(alice, actions, MailingFactory(owner=alice), today)
    html = message.alternatives[0].content

    assert message.subject.startswith("65 things to do")
    for text in (message.body, html):
        assert text.count("sk about ") == 25
        assert "and 40 more" in text


WORD = "sehr_lang" * 9


@pytest.mark.parametrize(
    ("subject", "to"),
    [
        ("3 things to do: Überlege dir eine wirklich sehr lange Überschrift", "ann@example.org"),
        (f"Ü{WORD}", "ann@example.org"),
        (WORD, f"{'ann.' * 15}lee@{'long-' * 8}host.example.org"),
    ],
)
def test_no_header_begins_with_an_empty_line(subject, to):
    headers = {"List-Unsubscribe": f"<https://waymark.example/{WORD}>", "Message-ID": f"<{WORD}@{WORD}>"}
    email = mail.EmailMessage(subject, "Text", to=[to], headers=headers)

    message = with_whole_headers(email, email.message)
    lines = message.as_bytes(linesep="\r\n").partition(b"\r\n\r\n")[0].split(b"\r\n")

    assert [line for line in lines if line.rstrip().endswith(b":") or not line.strip()] == []
    assert all(len(line) <= 76 for line in lines if b"=?" in line)
    read = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert (read["subject"], read["to"]) == (subject, to)
    assert read["List-Unsubscribe"] == headers["List-Unsubscribe"]
