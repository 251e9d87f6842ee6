"""Advice is tried, and whoever gave it hears what came of it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Interaction, Meeting
from tests import factories as make
from tests.markup import text_of

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def talk(alice):
    """A talk with Margaret three weeks ago, with one thing to act on."""
    on = timezone.localdate() - 21 * DAY
    return make.MeetingFactory(
        owner=alice,
        contact=make.ProspectFactory(owner=alice, name="Margaret Lindqvist", email="margaret@example.org"),
        starts_at=timezone.now() - 21 * DAY,
        held_on=on,
        recorded_on=on,
        thanked_on=on,
        outcome="talk_again",
        one_thing="Cut the round of updates.",
    )


def test_trying_it_is_noted_and_taken_back(client_alice, client_bob, talk):
    acted, not_acted = (reverse(f"debriefs.{verb}", args=[talk.pk]) for verb in ("acted", "not_acted"))
    there = reverse("contacts.detail", args=[talk.contact_id])
    day = timezone.localdate() - 2 * DAY

    assert client_bob.post(acted).status_code == 404
    answer = client_alice.post(acted, {"on": day.isoformat()}, follow=True)

    talk.refresh_from_db()
    assert (talk.acted_on, answer.redirect_chain[-1][0]) == (day, there)
    assert "You tried what Margaret advised." in text_of(answer)
    client_alice.post(not_acted)
    talk.refresh_from_db()
    assert talk.acted_on is None


def test_nothing_is_tried_before_the_talk_or_without_a_thing_to_try(client_alice, talk):
    early = timezone.localdate() - 30 * DAY
    acted = reverse("debriefs.acted", args=[talk.pk])

    client_alice.post(acted, {"on": early.isoformat()})
    assert Meeting.objects.get(pk=talk.pk).acted_on is None

    talk.record(one_thing="")
    page = client_alice.post(acted, follow=True)
    assert Meeting.objects.get(pk=talk.pk).acted_on is None
    assert "Write down what it was that you tried" in text_of(page)


def test_the_letter_says_what_came_of_it_and_keeps_it(client_alice, client_bob, talk):
    url = reverse("letters.report_back", args=[talk.pk])
    came = "We end ten minutes early, and people thank me for it"

    assert client_bob.get(url).status_code == 404
    page = client_alice.get(url)
    letter = page.context["form"].letter.message
    assert "I took one thing away: Cut the round of updates." in letter
    client_alice.post(url, {"sent": "1", "one_thing": came, "message": letter})

    talk.refresh_from_db()
    assert (talk.reported_back_on, talk.came_of_it) == (timezone.localdate(), came)
    assert not Interaction.objects.exists()  # the report is the note
    again = client_alice.post(url, {"sent": "1", "one_thing": came, "message": letter})
    assert again.status_code == 422


def test_what_to_do_next_opens_that_letter(client_alice, talk):
    page = client_alice.get("/").content.decode()

    assert reverse("letters.report_back", args=[talk.pk]) in page
    assert "You wanted to act on this: Cut the round of updates." in page


def test_the_page_of_the_contact_shows_how_far_and_the_next_small_step(client_alice, talk):
    page = client_alice.get(reverse("contacts.detail", args=[talk.contact_id]))

    assert "First talk" in text_of(page)
    assert "Margaret’s advice: Cut the round of updates." in text_of(page)
    assert reverse("debriefs.acted", args=[talk.pk]) in page.content.decode()
