"""Undo pressed twice: nothing more happens, and it’s told kindly."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.exchange.merging import merge
from mentoring.models import BulkDeed, Contact
from tests.addresses import rows
from tests.factories import (
    ContactFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    PostponementFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 1)


def several(owner):
    ContactFactory(owner=owner)
    return BulkDeed.do(Contact.objects.owned_by(owner), "archive", timezone.localdate())


def merged(owner):
    return merge(ContactFactory(owner=owner), ContactFactory(owner=owner))


def further(owner):
    first = IntroductionFactory(owner=owner, asked_on=DAY, made_on=DAY)
    return first.lead_to(first.made_on, ContactFactory(owner=owner))


GONE = {
    "several.taken_back": several,
    "merges.taken_back": merged,
    "interactions.taken_back": lambda owner: InteractionFactory(owner=owner, contact__owner=owner),
    "next_actions.taken_back": lambda owner: PostponementFactory(owner=owner),
    "introductions.taken_back": further,
}


@pytest.mark.parametrize("name", GONE)
def test_undo_after_which_a_record_is_gone(client_alice, alice, name):
    address = reverse(name, args=[GONE[name](alice).pk])

    assert client_alice.post(address).status_code == 302
    once = rows()
    again = client_alice.post(address)

    assert (again.status_code, rows()) == (404, once)
    assert "It was already undone, or it’s gone." in again.content.decode()


def test_undo_of_a_fact(client_alice, alice):
    asked = IntroductionFactory(owner=alice, asked_on=DAY, agreed_on=DAY)
    moved = MeetingFactory(owner=alice, moved_from=["2026-03-01T10:00:00+00:00"])

    for address in (
        reverse("introductions.forgotten", args=[asked.pk, "agreed_on"]),
        reverse("moves.moved_back", args=[moved.pk]),
    ):
        client_alice.post(address)
        assert "There’s nothing to undo" in client_alice.post(address, follow=True).content.decode()
