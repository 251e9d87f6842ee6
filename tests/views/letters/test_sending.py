"""A letter is sent: one click, and its undo."""

import re
from html import unescape

import pytest
from django.urls import reverse

from mentoring import letters
from mentoring.models import Interaction, OwnLetter
from tests.factories import IntroductionFactory
from tests.pages import html_of
from tests.views.letters.writing import MADE, MET, TODAY, WRITTEN, day, shown, typed, url

pytestmark = pytest.mark.django_db


def undo_of(client) -> str:
    """The address behind the Undo of the flash."""
    page = html_of(client.get(reverse("account.settings")))
    found = re.search(r'<div id="flash" role="status">.*?action="([^"]+)"', page)
    return unescape(found[1])


@pytest.mark.parametrize(
    ("facts", "kind", "fact"),
    [
        ({}, "nudge", "nudged_on"),
        (MADE, "first", "written_on"),
        (WRITTEN, "follow-up", "followed_up_on"),
        ({**WRITTEN, "followed_up_on": day(3, 10)}, "follow-up", "followed_up_again_on"),
        (MADE, "thanks", "thanked_on"),
        (MET, "outcome", "introducer_informed_on"),
        ({"closed_on": TODAY, "closed_because": "introducer_declined"}, "take-no", "thanked_on"),
    ],
)
def test_sent_records_the_fact_and_undo_takes_it_back(client_alice, ask, facts, kind, fact):
    introduction = ask(**facts)
    form = typed(client_alice.get(url(introduction, kind)), sent="1")

    answer = client_alice.post(url(introduction, kind), form)

    introduction.refresh_from_db()
    assert answer.url == reverse("introductions.detail", args=[introduction.pk])
    assert getattr(introduction, fact) == TODAY
    undo = undo_of(client_alice)
    assert undo == reverse("introductions.forgotten", args=[introduction.pk, fact])
    client_alice.post(undo)
    introduction.refresh_from_db()
    assert getattr(introduction, fact) is None


def test_sent_on_another_day(client_alice, ask):
    introduction = ask(**MADE)

    client_alice.post(url(introduction, "thanks"), {"sent": "1", "on": "2026-03-08"})

    introduction.refresh_from_db()
    assert introduction.thanked_on == day(3, 8)


def test_sent_twice_moves_no_day_and_says_so(client_alice, ask):
    introduction = ask(**MADE, thanked_on=day(3, 8))

    answer = client_alice.post(url(introduction, "thanks"), {"sent": "1", "message": "My own words"})

    introduction.refresh_from_db()
    assert answer.status_code == 422
    assert "That’s already noted" in html_of(answer)
    assert "My own words" in html_of(answer)
    assert introduction.thanked_on == day(3, 8)


@pytest.mark.parametrize("on", ["2026-03-13", "2026-03-05", "0001-01-01", "9999-12-31", "junk", "\x00"])
def test_impossible_day_is_refused_and_nothing_typed_is_lost(client_alice, ask, on):
    introduction = ask(**MADE)

    answer = client_alice.post(
        url(introduction, "thanks"), {"sent": "1", "on": on, "subject": "Mine", "message": "My own words"}
    )

    introduction.refresh_from_db()
    assert answer.status_code == 422
    assert shown(answer) == ("Mine", "My own words")
    assert introduction.thanked_on is None


def test_note_to_pass_on_is_noted_with_the_introducer(client_alice, alice, ask, ben):
    introduction = ask()
    form = typed(client_alice.get(url(introduction, "forward")), sent="1")

    for _again in range(2):
        client_alice.post(url(introduction, "forward"), form)

    note = Interaction.objects.get()
    assert (note.contact, note.kind, note.on, note.text) == (ben, "wrote", TODAY, "A note to pass on")
    ben.refresh_from_db()
    assert ben.last_touch_on == TODAY
    client_alice.post(undo_of(client_alice))
    assert not Interaction.objects.exists()
    ben.refresh_from_db()
    assert ben.last_touch_on != TODAY


def test_typed_text_is_not_stored(client_alice, ask):
    introduction = ask(**MADE)

    client_alice.post(url(introduction, "thanks"), {"sent": "1", "subject": "S", "message": "Secret words"})

    introduction.refresh_from_db()
    assert introduction.message == ""
    assert not OwnLetter.objects.exists()
    assert not Interaction.objects.exists()


def test_person_comes_back_to_where_they_were(client_alice, ask):
    introduction = ask(**MADE)

    there = client_alice.post(url(introduction, "thanks"), {"sent": "1", "next": "/goals/"})
    assert there.url == "/goals/"

    elsewhere = client_alice.post(url(introduction, "first"), {"sent": "1", "next": "https://evil.example/"})
    assert elsewhere.url == reverse("introductions.detail", args=[introduction.pk])


def test_without_an_address_copying_comes_first(client_alice, ask, ben):
    ben.record(email="")

    page = html_of(client_alice.get(url(ask(**MADE), "thanks")))

    assert "mailto:" not in page
    assert re.search(r"<button[^>]*btn-primary[^>]*>.*?Copy", page)


def test_too_long_for_a_link_offers_copying(client_alice, ask):
    long = "ж" * 400  # 2,400 signs in a link

    page = client_alice.post(url(ask(**MADE), "thanks"), {"update": "link", "message": long})

    text = html_of(page)
    assert page.status_code == 200
    assert shown(page)[1] == long
    assert "Open in email" not in text
    assert '<p class="form-text" id="too-long" role="status">' in text


def test_link_takes_what_was_typed_without_script(client_alice, ask):
    page = client_alice.post(
        url(ask(**MADE), "thanks"), {"update": "link", "subject": "A & B", "message": "Grüße 👋\r\n“done”"}
    )

    link = unescape(re.search(r'href="(mailto:[^"]+)"', html_of(page))[1])
    assert link == letters.mailto("ben@example.org", "A & B", "Grüße 👋\n“done”")
    assert shown(page) == ("A & B", "Grüße 👋\r\n“done”")


def test_ask_that_is_too_long_offers_copying(client_alice, alice, ben):
    draft = IntroductionFactory(owner=alice, introducer=ben, prospect=None, message="ж" * 400)

    text = html_of(client_alice.get(reverse("introductions.edit", args=[draft.pk])))

    assert "Open in email" not in text
    assert re.search(r"<button[^>]*btn-primary[^>]*>.*?Copy", text)
    assert '<p class="form-text" id="too-long" role="status">' in text


def test_ask_shows_one_finding_beside_its_buttons(client_alice, alice, ben):
    page = html_of(client_alice.get(reverse("introductions.new") + f"?from={ben.pk}"))

    assert page.count("data-evidence") == 1
    assert "Flynn &amp; Lake 2008" in page
