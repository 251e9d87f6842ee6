"""The way out of the reminder mails, their block in the settings, and the word on the first page."""

import datetime as dt

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from mentoring.models import ReminderRun, User
from mentoring.notifications import mail as reminder_mail
from tests import stories
from tests.factories import MailingFactory, ReminderRunFactory
from tests.pages import html_of
from tests.stories import MARCH

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SETTINGS = "/settings/"
CHOSEN = {
    "block": "reminders", "reminder_rhythm": "weekly", "reminder_hour": "18", "reminder_weekday": "4",
    "reminder_is_discreet": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def stopped(freeze, settings):
    settings.MAIL_ENABLED = True
    freeze(NOON)


@pytest.fixture
def daily(alice):
    """Alice, who wants a mail a day and has a search under way."""
    stories.march(alice)
    alice.choose_reminders("daily", NOON - 9 * DAY)
    return alice


def way_out(person) -> str:
    return reverse("mailings.unsubscribe", args=[reminder_mail.token_of(person)])


# The way out


def test_link_asks_first_and_the_button_stops_the_mails(client, daily, bob):
    bob.choose_reminders("daily", NOON)

    asked = client.get(way_out(daily))
    before = User.objects.get(pk=daily.pk).reminder_rhythm
    stopped = client.post(way_out(daily))

    assert (asked.status_code, before) == (200, "daily")
    assert "Stop the reminder emails?" in html_of(asked)
    assert daily.email not in html_of(asked) + html_of(stopped)
    assert "No more reminder emails" in html_of(stopped)
    assert User.objects.get(pk=daily.pk).reminder_rhythm == "never"
    assert User.objects.get(pk=bob.pk).reminder_rhythm == "daily"
    assert "No more reminder emails" in html_of(client.get(way_out(daily)))
    assert reminder_mail.send_due().sent == 0


def test_mail_program_stops_them_with_one_click(daily):
    program = Client(enforce_csrf_checks=True)

    answer = program.post(way_out(daily), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200  # and no redirect, which programs need not follow
    assert User.objects.get(pk=daily.pk).reminder_rhythm == "never"


def test_link_works_after_years_and_for_nobody_signed_in(client_bob, daily, freeze):
    link = way_out(daily)
    freeze(NOON + 3000 * DAY)

    assert client_bob.post(link).status_code == 200
    assert User.objects.get(pk=daily.pk).reminder_rhythm == "never"


def test_wrong_links_are_all_alike(client, daily, bob):
    token, other = reminder_mail.token_of(daily), reminder_mail.token_of(bob)
    gone = reminder_mail.token_of(User(pk=999))
    mixed = f"{token.partition('.')[0]}.{other.partition('.')[2]}"
    foreign = signing.Signer(sep=".", salt="somewhere else").sign(str(daily.pk))
    pages = set()

    for wrong in (mixed, foreign, gone, token[:-1], "x", "1.", ".", "é", "9" * 400, f"{token}.{token}"):
        for method in (client.get, client.post):
            answer = method(reverse("mailings.unsubscribe", args=[wrong]))
            assert answer.status_code == 404, wrong
            pages.add(html_of(answer))

    assert len(pages) == 1
    assert User.objects.get(pk=daily.pk).reminder_rhythm == "daily"


# Settings


def test_choice_is_saved_and_counts_from_now_on(client_alice, alice):
    response = client_alice.post(SETTINGS, CHOSEN)

    alice.refresh_from_db()
    assert (response.status_code, response.url) == (302, "/settings/#reminders")
    assert (alice.reminder_rhythm, alice.reminder_hour, alice.reminder_weekday) == ("weekly", 18, 4)
    assert (alice.reminder_is_discreet, alice.reminder_chosen_at) == (True, NOON)


def test_quieter_subject_alone_does_not_put_off_the_next_mail(client_alice, daily):
    typed = {"reminder_rhythm": "daily", "reminder_hour": "7", "reminder_weekday": "0"}

    client_alice.post(SETTINGS, CHOSEN | typed)

    daily.refresh_from_db()
    assert (daily.reminder_is_discreet, daily.reminder_chosen_at) == (True, NOON - 9 * DAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reminder_rhythm": "hourly"}, {"reminder_rhythm": ""}, {"reminder_hour": "24"}, {"reminder_hour": "-1"},
        {"reminder_weekday": "7"}, {"reminder_hour": "\x00"},
    ],
)  # fmt: skip
def test_wrong_choice_comes_back(client_alice, alice, wrong):
    response = client_alice.post(SETTINGS, CHOSEN | wrong)

    assert response.status_code == 422
    assert response.context["reminders"].errors.keys() == wrong.keys()
    alice.refresh_from_db()
    assert (alice.reminder_rhythm, alice.reminder_hour) == ("never", 7)


def test_without_mail_nothing_is_offered(client_alice, alice, settings):
    settings.MAIL_ENABLED = False

    page = client_alice.get(SETTINGS)
    sent = client_alice.post(SETTINGS, CHOSEN)

    assert "Email reminders need a mail server; the guide for operators" in html_of(
        page
    )  # nobody else is here
    assert "reminder_rhythm" not in html_of(page)
    assert sent.status_code == 400
    assert User.objects.get(pk=alice.pk).reminder_rhythm == "never"


def test_settings_say_when_an_email_comes_and_when_the_last_one_was_sent(client_alice, daily, bob):
    MailingFactory(owner=bob, actions=1, sent_at=NOON - DAY, finished_at=NOON)
    before = html_of(client_alice.get(SETTINGS))
    reminder_mail.send_due()
    after = html_of(client_alice.get(SETTINGS))

    assert "At 7:00, on Mondays or on each day something’s due." in before
    assert "Last sent" not in before
    assert f"Last sent to {daily.email} on Thursday 12 March." in after


def test_settings_say_what_went_wrong(client_alice, daily, bob):
    failed = {"last_error": "ConnectionRefusedError: refused", "slot_on": MARCH}
    MailingFactory(owner=bob, **failed | {"last_error": "Theirs"})
    mailing = MailingFactory(owner=daily, retry_at=NOON + DAY, **failed)

    waits = html_of(client_alice.get(SETTINGS))
    mailing.finished_at, mailing.retry_at = NOON, None
    mailing.save()
    given_up = html_of(client_alice.get(SETTINGS))

    assert "We’ll try again on 13 March, from 12:00." in waits
    assert "ConnectionRefusedError: refused" in waits
    assert "The next one says what’s due then." in given_up
    assert "Theirs" not in waits + given_up


def test_settings_cost_the_same_however_much_was_sent(client_alice, daily, django_assert_num_queries):
    client_alice.get(SETTINGS)
    MailingFactory.create_batch(9, owner=daily, subject="Mail", actions=1, sent_at=NOON, finished_at=NOON)

    with django_assert_num_queries(10):
        client_alice.get(SETTINGS)


# The first page


@pytest.mark.parametrize(
    ("ran", "chosen", "words"),
    [
        (None, 9, "Your reminder emails aren’t going out yet."),
        (3, 9, "Your reminder emails haven’t gone out since 9 March."),
        (1, 9, ""),
        (3, 1, ""),  # only just switched on: not yet something to worry about
    ],
)
def test_first_page_says_that_nothing_sends_the_mails(client_alice, daily, ran, chosen, words):
    daily.choose_reminders("daily", NOON - chosen * DAY)
    if ran:
        ReminderRunFactory(ran_at=NOON - ran * DAY)

    page = html_of(client_alice.get("/"))

    assert ("Your reminder emails" in page) == bool(words)
    assert words in page
    assert ('href="/settings/#reminders"' in page) == bool(words)


def test_first_page_says_nothing_to_whom_it_is_nothing(client_alice, daily, settings):
    ReminderRun.note(NOON - 9 * DAY)
    settings.MAIL_ENABLED = False
    without_mail = html_of(client_alice.get("/"))
    settings.MAIL_ENABLED = True
    daily.choose_reminders("never", NOON - 9 * DAY)

    assert "Your reminder emails" not in without_mail + html_of(client_alice.get("/"))
