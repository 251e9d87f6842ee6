"""After the first ask and the first planned meeting one is offered to be reminded elsewhere, once, in that page."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from mentoring.models import Introduction, User
from tests import factories as make
from tests.pages import html_of

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)
QUESTION = "Sam may need a few days. Shall we remind you on Monday 23 March?"


@pytest.fixture
def draft(alice, client_alice, freeze):
    """An ask that is ready to be sent, on Thursday 12 March; nobody was asked before."""
    freeze(NOW)
    client_alice.force_login(alice)
    sam = make.ContactFactory(owner=alice, name="Sam Kowalski")
    ruth = make.ProspectFactory(owner=alice, name="Ruth Abernethy")
    pledge = {"pledged_on": NOW.date(), "write_by": NOW.date() + dt.timedelta(days=30)}
    return make.IntroductionFactory(owner=alice, introducer=sam, prospect=ruth, **pledge)


def ask(client, draft):
    """ "I've asked", and the page after it."""
    return html_of(client.post(reverse("introductions.asked", args=[draft.pk]), follow=True))


def test_the_first_ask_is_followed_by_one_offer_in_that_page(client_alice, draft):
    page = ask(client_alice, draft)

    assert QUESTION in page
    assert page.index("Undo") < page.index(QUESTION)  # the flash comes first
    assert "Email me once a week" not in page  # no mail is sent here
    assert QUESTION not in html_of(client_alice.get("/introductions/"))

    client_alice.post(reverse("introductions.forgotten", args=[draft.pk, "asked_on"]))
    assert QUESTION not in ask(client_alice, draft)


def test_the_calendar_gets_the_day_of_the_nudge_with_its_letter(client_alice, client_bob, draft):
    page = ask(client_alice, draft)
    [file] = re.findall(r'href="([^"]*\.ics)" download', page)
    before = Introduction.objects.get().revision

    answer = client_alice.get(file)
    lines = answer.content.decode().replace("\r\n ", "").splitlines()

    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20260323" in lines
    assert any(line.startswith("SUMMARY:Nudge Sam about Ruth") for line in lines)
    assert any(f"/introductions/{draft.pk}/letters/nudge/" in line for line in lines)
    assert Introduction.objects.get().revision == before
    assert client_bob.get(file).status_code == 404
    client_alice.post(reverse("introductions.made", args=[draft.pk]))
    assert client_alice.get(file).status_code == 404


def test_where_mail_is_sent_a_weekly_email_is_offered_too(client_alice, alice, draft, settings):
    refused = client_alice.post("/settings/weekly/", follow=True)
    assert "Email reminders need a mail server" in html_of(refused)
    assert User.objects.get(pk=alice.pk).reminder_rhythm == "never"
    settings.MAIL_ENABLED = True
    assert "Email me once a week" in ask(client_alice, draft)

    answer = client_alice.post("/settings/weekly/", {"next": "/introductions/"}, follow=True)

    assert answer.redirect_chain == [("/introductions/", 302)]
    assert "We’ll email you on Mondays. Change it in Settings." in html_of(answer)
    assert User.objects.get(pk=alice.pk).reminder_rhythm == "weekly"


def test_who_asked_before_or_is_reminded_elsewhere_is_not_asked(client_alice, alice, draft):
    make.IntroductionFactory(owner=alice, asked_on=NOW.date() - dt.timedelta(days=30))
    assert QUESTION not in ask(client_alice, draft)


def test_whose_calendar_reads_along_is_not_asked(client_alice, alice, draft):
    alice.renew_calendar()
    assert QUESTION not in ask(client_alice, draft)


def test_the_first_planned_meeting_offers_the_calendar(client_alice, alice, draft):
    planned = {"contact": draft.prospect_id, "kind": "first", "minutes": "30", "place": "coffee"}

    def plan(day):
        sent = planned | {"starts_at": f"2026-03-{day}T12:00"}
        return html_of(client_alice.post("/meetings/new/", sent, follow=True))

    page = plan(20)
    assert "Would you like your meetings in your own calendar?" in page
    assert f'href="/meetings/{alice_meeting(alice)}/calendar.ics" download' in page
    assert 'action="/calendar/turned-on/"' in page
    assert "Would you like your meetings" not in plan(21)


def alice_meeting(alice) -> int:
    """The key of the only meeting."""
    return make.models.Meeting.objects.owned_by(alice).get().pk
