"""Step 3: notes on a contact, and when the two were last in touch."""

import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import Interaction
from tests.factories import ContactFactory, InteractionFactory


def new_url(contact):
    return reverse("interactions.new", args=[contact.pk])


def url(name, note):
    return reverse(f"interactions.{name}", args=[note.pk])


def test_new_saves_the_note_and_the_last_day_in_touch(client_alice, alice, today):
    contact = ContactFactory(owner=alice)
    yesterday = today - dt.timedelta(days=1)

    page = client_alice.post(new_url(contact), {"text": "About lorries", "kind": "talked", "on": yesterday})

    note = Interaction.objects.get()
    assert page.url == reverse("contacts.detail", args=[contact.pk])
    assert (note.owner, note.contact, note.text, note.kind, note.on) == (
        alice,
        contact,
        "About lorries",
        "talked",
        yesterday,
    )
    contact.refresh_from_db()
    assert contact.last_touch_on == yesterday


def test_new_note_about_somebody_is_no_touch(client_alice, alice, today):
    contact = ContactFactory(owner=alice)

    client_alice.post(new_url(contact), {"text": "Likes mornings", "kind": "note", "on": today})

    contact.refresh_from_db()
    assert Interaction.objects.count() == 1
    assert contact.last_touch_on is None


def test_new_talk_may_stand_without_a_word(client_alice, alice, today):
    contact = ContactFactory(owner=alice)

    client_alice.post(new_url(contact), {"text": "", "kind": "talked", "on": today})

    assert Interaction.objects.get().text == ""


def test_new_sent_twice_makes_one_note(client_alice, alice, today):
    contact = ContactFactory(owner=alice)
    key = client_alice.get(new_url(contact)).context["form"]["form_key"].value()

    for _time in range(2):
        client_alice.post(new_url(contact), {"kind": "talked", "on": today, "form_key": str(key)})

    assert Interaction.objects.count() == 1


def test_new_form_offers_today_and_carries_its_key(client_alice, alice, today):
    page = client_alice.get(new_url(ContactFactory(owner=alice)))

    assert page.context["form"]["on"].value() == today
    assert 'name="form_key"' in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("text", "", "Write the note first"),
        ("text", "\u200b", "can see"),
        ("text", "x" * 100_000, "Shorten this to 10000 characters"),
        ("text", "nul\x00", "can’t be saved"),
        ("on", "", "Choose a day"),
        ("on", "yesterday", "Write the day like this"),
        ("on", "9999-12-31", "year"),
        ("on", "0001-01-01", "year"),
        ("kind", "shouted", "Choose one of these"),
    ],
)
def test_new_refuses_what_cannot_be_and_keeps_the_rest(client_alice, alice, today, field, value, reason):
    contact = ContactFactory(owner=alice)
    sent = {"text": "About lorries", "kind": "note", "on": today, field: value}

    page = client_alice.post(new_url(contact), sent)

    assert page.status_code == 422
    assert reason in str(page.context["form"].errors[field])
    assert field == "text" or "About lorries" in page.content.decode()
    assert not Interaction.objects.exists()


def test_new_refuses_a_day_ahead(client_alice, alice, today):
    contact = ContactFactory(owner=alice)

    page = client_alice.post(new_url(contact), {"kind": "talked", "on": today + dt.timedelta(days=1)})

    assert page.status_code == 422
    assert page.context["form"].errors["on"] == ["Choose today or an earlier day"]


def test_edit_changes_the_note_and_the_last_day_in_touch(client_alice, alice, today):
    note = InteractionFactory(contact=ContactFactory(owner=alice), on=today)
    earlier = today - dt.timedelta(days=7)

    client_alice.post(
        url("edit", note), {"text": "Changed", "kind": "wrote", "on": earlier, "opened_at": note.revision}
    )

    note.refresh_from_db()
    assert (note.text, note.kind, note.on, note.revision) == ("Changed", "wrote", earlier, 2)
    note.contact.refresh_from_db()
    assert note.contact.last_touch_on == earlier


def test_edit_in_an_old_window_says_what_stands_there_now(client_alice, alice, today):
    note = InteractionFactory(contact=ContactFactory(owner=alice), on=today, kind="note")
    sent = {"kind": "note", "on": today, "opened_at": note.revision}
    client_alice.post(url("edit", note), {**sent, "text": "First"})

    page = client_alice.post(url("edit", note), {**sent, "text": "Second"})

    assert page.status_code == 422
    assert page.context["form"].conflicts == [("Note", "First")]


def test_delete_asks_first_and_corrects_the_last_day_in_touch(client_alice, alice, today):
    contact = ContactFactory(owner=alice)
    note = InteractionFactory(contact=contact, on=today)
    contact.refresh_last_touch()

    assert "Delete the note from" in client_alice.get(url("delete", note)).content.decode()
    assert Interaction.objects.exists()
    page = client_alice.post(url("delete", note))

    assert page.url == reverse("contacts.detail", args=[contact.pk])
    assert not Interaction.objects.exists()
    contact.refresh_from_db()
    assert contact.last_touch_on is None


def test_bob_gets_nothing_of_alices_notes(client_bob, alice, today):
    note = InteractionFactory(contact=ContactFactory(owner=alice), text="Private")
    sent = {"text": "Mine", "kind": "note", "on": today}

    for there in (new_url(note.contact), url("edit", note), url("delete", note)):
        assert client_bob.get(there).status_code == 404
        assert client_bob.post(there, sent).status_code == 404

    assert Interaction.objects.get().text == "Private"
