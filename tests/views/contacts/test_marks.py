"""The buttons on a contact: one click each, and its undo."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from mentoring.models import Contact
from tests.factories import ContactFactory, IntroductionFactory, MentorAgreementFactory, ProspectFactory
from tests.views.contacts.people import INDEX, flash_of, names_on, url

pytestmark = pytest.mark.every_database


def test_marked_prospect_and_its_undo(client_alice, alice, today):
    contact = ContactFactory(owner=alice, name="Daniel Osei")

    page = client_alice.post(url("marked_prospect", contact), {"on": "2026-03-04"}, follow=True)

    contact.refresh_from_db()
    assert contact.prospect_on == dt.date(2026, 3, 4)
    assert flash_of(page) == ["Daniel is a prospect now."]
    assert [message.extra_tags for message in page.context["messages"]] == [url("unmarked_prospect", contact)]


def test_unmarked_prospect_can_be_undone_with_its_day(client_alice, alice):
    contact = ProspectFactory(owner=alice, prospect_on=dt.date(2026, 3, 4))

    page = client_alice.post(url("unmarked_prospect", contact), follow=True)
    contact.refresh_from_db()
    assert contact.prospect_on is None

    (undo,) = [message.extra_tags for message in page.context["messages"]]
    client_alice.post(undo)
    contact.refresh_from_db()
    assert contact.prospect_on == dt.date(2026, 3, 4)


@pytest.mark.parametrize("verb", ["said_no", "unmarked_prospect"])
@pytest.mark.any_database
def test_undo_brings_a_not_now_back_as_it_stood(client_alice, alice, today, verb):
    contact = ProspectFactory(owner=alice, prospect_on=dt.date(2026, 3, 4))
    contact.say_not_now(today - dt.timedelta(days=3), today + dt.timedelta(days=30))
    stood = {name: getattr(contact, name) for name in Contact.MENTOR}

    page = client_alice.post(url(verb, contact), follow=True)
    contact.refresh_from_db()
    assert not contact.said_not_now

    (undo,) = [message.extra_tags for message in page.context["messages"]]
    client_alice.post(undo)
    contact.refresh_from_db()
    assert {name: getattr(contact, name) for name in Contact.MENTOR} == stood


@pytest.mark.parametrize(
    "stood",
    [
        {},
        {"prospect_on": dt.date(2026, 3, 4)},
        {"prospect_on": dt.date(2026, 3, 4), "closed_on": dt.date(2026, 3, 9), "closed_because": "not_a_fit"},
    ],
)
@pytest.mark.any_database
def test_undo_of_a_no_brings_back_what_stood_before(client_alice, alice, stood):
    contact = ContactFactory(owner=alice, name="Daniel Osei", **stood)
    before = {name: getattr(contact, name) for name in Contact.MENTOR}

    page = client_alice.post(url("said_no", contact), follow=True)
    contact.refresh_from_db()
    assert contact.said_no

    (undo,) = [message.extra_tags for message in page.context["messages"]]
    page = client_alice.post(undo, follow=True)
    contact.refresh_from_db()
    assert {name: getattr(contact, name) for name in Contact.MENTOR} == before
    again = ", and is a prospect again" if contact.is_prospect else ""
    assert flash_of(page) == [f"Daniel didn’t say no{again}."]


@pytest.mark.any_database
def test_a_no_ends_what_was_due_to_them_and_leaves_what_is_owed_to_the_introducer(client_alice, alice, today):
    def page(address):
        return re.sub(r"<[^>]+>", " ", client_alice.get(address).content.decode())

    daniel = ProspectFactory(owner=alice, name="Daniel Osei")
    asked, made = (today - dt.timedelta(days=days) for days in (9, 8))
    ben = ContactFactory(owner=alice, name="Ben Whitlock")
    IntroductionFactory(
        owner=alice, introducer=ben, prospect=daniel, asked_on=asked, write_by=today, made_on=made
    )
    assert "Write to Daniel" in page("/")

    client_alice.post(reverse("marks.said_no", args=[daniel.pk]))

    for address in ("/", reverse("contacts.detail", args=[daniel.pk]), reverse("introductions.index")):
        assert "Write to Daniel" not in page(address)
        assert "Follow up" not in page(address)
    assert "Thank Ben" in page("/")


@pytest.mark.any_database
def test_no_way_to_whoever_said_not_now_stands_in_the_menu(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, name="Ruth Abernethy")
    page = url("detail", contact)
    before = client_alice.get(page).content.decode()
    contact.say_not_now(today, None)
    after = client_alice.get(page).content.decode()

    for offer in ("Plan a first meeting", "Ask to be introduced to Ruth"):
        assert offer in before
        assert offer not in after


def test_marked_prospect_in_an_old_window_leaves_a_not_now_as_it_is(client_alice, alice, today):
    contact = ProspectFactory(owner=alice)
    contact.say_not_now(today, None)

    client_alice.post(url("marked_prospect", contact))

    contact.refresh_from_db()
    assert contact.said_not_now


def test_marked_prospect_takes_a_no_for_an_answer(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, name="Daniel Osei")
    contact.close(today, Contact.ClosedBecause.SAID_NO)

    page = client_alice.post(url("marked_prospect", contact), follow=True)

    contact.refresh_from_db()
    assert contact.said_no
    assert flash_of(page) == ["Daniel said no, so that’s settled."]


def test_unmarked_prospect_keeps_what_was_decided(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, closed_on=today, closed_because="not_a_fit")

    client_alice.post(url("unmarked_prospect", contact))

    contact.refresh_from_db()
    assert (contact.closed_on, contact.closed_because) == (today, "not_a_fit")


def test_marked_prospect_refuses_a_day_ahead(client_alice, alice, today):
    contact = ContactFactory(owner=alice)

    page = client_alice.post(
        url("marked_prospect", contact), {"on": today + dt.timedelta(days=1)}, follow=True
    )

    contact.refresh_from_db()
    assert contact.prospect_on is None
    assert flash_of(page) == ["Choose today or an earlier day"]


def test_marked_and_unmarked_introducer(client_alice, alice):
    contact = ContactFactory(owner=alice)

    client_alice.post(url("marked_introducer", contact))
    contact.refresh_from_db()
    assert contact.may_introduce is True

    client_alice.post(url("unmarked_introducer", contact))
    contact.refresh_from_db()
    assert contact.may_introduce is False


def test_archived_leaves_the_list_and_restored_comes_back(client_alice, alice, today):
    contact = ContactFactory(owner=alice, name="Priya Raman")
    ContactFactory(owner=alice, name="Ben Whitlock")

    page = client_alice.post(url("archived", contact), follow=True)
    assert page.redirect_chain == [(INDEX, 302)]
    assert names_on(page) == ["Ben Whitlock"]
    assert Contact.objects.get(pk=contact.pk).archived_on == today
    assert "Bring back" in client_alice.get(url("detail", contact)).content.decode()

    client_alice.post(url("restored", contact))
    assert names_on(client_alice.get(INDEX)) == ["Ben Whitlock", "Priya Raman"]


def test_the_mentor_one_works_with_is_not_archived_before_the_end(client_alice, alice, today):
    agreement = MentorAgreementFactory(
        owner=alice, mentor=ProspectFactory(owner=alice, name="Margaret Lindqvist")
    )
    mentor, confirmed = (
        agreement.mentor,
        {"confirmed_on": today, "confirmed_how": "mail", "confirmed_words": []},
    )
    archive, archived_url = "Archive Margaret", url("archived", mentor)
    agreement.record(**confirmed)

    refused = client_alice.post(archived_url, follow=True)
    running = [client_alice.get(url(name, mentor)).content.decode() for name in ("detail", "delete")]
    mentor.refresh_from_db()
    stayed = mentor.archived_on
    agreement.complete(today)
    over = [client_alice.get(url(name, mentor)).content.decode() for name in ("detail", "delete")]
    client_alice.post(archived_url)

    mentor.refresh_from_db()
    assert flash_of(refused) == ["You’re working with Margaret. End the agreement first."]
    assert (stayed, mentor.archived_on) == (None, today)
    assert [archived_url in page for page in running] == [False, False]
    assert "Once it’s over, you can archive them" in running[1]
    assert [archived_url in page for page in over] == [True, True]
    assert (archive in running[1], archive in over[1]) == (False, True)
