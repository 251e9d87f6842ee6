"""Nobody else's letters, and no nonsense."""

import uuid

import pytest
from django.urls import reverse

from mentoring.models import Interaction, Introduction, Meeting, OwnLetter
from tests.factories import ContactFactory, OwnLetterFactory
from tests.pages import html_of
from tests.views.letters.writing import INDEX, MADE, TODAY, edit_url, meeting_url, own, url

pytestmark = pytest.mark.django_db


def test_bob_is_refused(client_bob, alice, ask, meeting, daniel):
    introduction, held = ask(**MADE), meeting()
    OwnLetterFactory(owner=alice, kind="thanks", text="Alice’s own words")
    addresses = [
        url(introduction, "thanks"),
        meeting_url(held),
        reverse("letters.keep_in_touch", args=[daniel.pk]),
        reverse("letters.delete", args=["thanks"]),
    ]

    for address in addresses:
        assert client_bob.get(address).status_code == 404, address
        assert client_bob.post(address, {"sent": "1"}).status_code == 404, address
    assert "Alice’s own words" not in html_of(client_bob.get(edit_url("thanks")))
    assert "Alice’s own words" not in html_of(client_bob.get(INDEX))
    own(client_bob, "thanks", text="Bob’s own words")
    assert OwnLetter.objects.get(owner=alice).text == "Alice’s own words"
    note = Interaction.objects.create(owner=alice, contact=daniel, kind="wrote", on=TODAY)
    assert client_bob.post(reverse("interactions.taken_back", args=[note.pk])).status_code == 404
    introduction.refresh_from_db()
    assert introduction.thanked_on is None


def test_note_of_somebody_else_is_no_note_of_mine(client_bob, bob, alice, daniel):
    """A form key that was guessed finds nothing of another person's."""
    key = uuid.uuid4()
    Interaction.objects.create(owner=alice, contact=daniel, kind="wrote", on=TODAY, form_key=key)
    theirs = ContactFactory(owner=bob)

    client_bob.post(reverse("letters.keep_in_touch", args=[theirs.pk]), {"sent": "1", "form_key": str(key)})

    assert Interaction.objects.get(owner=bob).contact == theirs


@pytest.mark.parametrize(
    "kind", ["nonsense", "FIRST", "follow_up", "0", "-", "x" * 300, "ask%00", "__class__"]
)
def test_unknown_kinds_are_not_found(client_alice, ask, meeting, kind):
    addresses = [
        f"/introductions/{ask(**MADE).pk}/letters/{kind}/",
        f"/meetings/{meeting().pk}/letters/{kind}/",
        f"/letters/{kind}/edit/",
        f"/letters/{kind}/delete/",
    ]

    for address in addresses:
        assert client_alice.get(address).status_code == 404
        assert client_alice.post(address, {"sent": "1"}).status_code == 404


@pytest.mark.parametrize(
    "junk",
    [
        {"message": "x" * 100_000},
        {"subject": "x" * 100_000},
        {"message": "a\x00b"},
        {"subject": "a\x00b"},
        {"form_key": "junk"},
        {"composed": "x" * 1000},
    ],
)
@pytest.mark.parametrize("button", ["sent", "update", "keep"])
def test_junk_never_fails(client_alice, ask, junk, button):
    introduction = ask()

    answer = client_alice.post(url(introduction, "forward"), {button: "1", **junk})

    assert answer.status_code == 422
    assert not Interaction.objects.exists()


@pytest.mark.parametrize("one_thing", ["x" * 100_000, "a\x00b", "\u200b"])
def test_junk_for_the_one_thing_never_fails(client_alice, meeting, one_thing):
    there = meeting_url(meeting())

    for button in ("sent", "update", "keep"):
        answer = client_alice.post(there, {button: "1", "one_thing": one_thing})
        assert answer.status_code == 422
    assert Meeting.objects.get().thanked_on is None


def test_looking_writes_nothing(client_alice, ask):
    introduction = ask(**MADE)
    before = Introduction.objects.values().get()

    client_alice.get(url(introduction, "thanks") + "?sent=1&keep=1")
    client_alice.get(edit_url("thanks") + "?preview=1")

    assert Introduction.objects.values().get() == before
    assert not OwnLetter.objects.exists()
    assert client_alice.get(reverse("interactions.taken_back", args=[1])).status_code == 405
