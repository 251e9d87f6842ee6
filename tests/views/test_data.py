"""Everything out as files, and back in after a look."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Archive, Contact, User
from mentoring.models.archives import KEPT_FOR
from tests.addresses import World, rows
from tests.factories import ArchiveFactory, ContactFactory, TagFactory

pytestmark = pytest.mark.django_db


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def upload(client, content: bytes, name="waymark.json"):
    return client.post(reverse("data.index"), {"file": SimpleUploadedFile(name, content)})


def test_everything_comes_as_a_file_of_the_persons_own(client_alice, alice, bob):
    World(bob, "Sedgewick")
    ContactFactory(owner=alice, name="Ada <script>")

    answer = client_alice.get(reverse("data.everything"))

    assert answer["Content-Disposition"].startswith('attachment; filename="waymark-2')
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    said = json.loads(body(answer))
    assert [one["name"] for one in said["records"]["contact"]] == ["Ada <script>"]


def test_a_table_of_contacts_runs_no_formula_and_cards_hold_the_same(client_alice, alice, bob):
    ContactFactory(owner=bob, name="Somebody of Bob’s")
    contact = ContactFactory(
        owner=alice,
        name='=HYPERLINK("http://example.org")',
        phone="+49 170 1234567",
        notes="-1+1, first\nand second",
        role="Lead; ops",
    )
    contact.tags.add(TagFactory(owner=alice, name="@work"))

    table = body(client_alice.get(reverse("data.table")))
    cards = body(client_alice.get(reverse("data.cards"))).decode()

    assert table.startswith(b"\xef\xbb\xbf")
    heading, row = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    assert heading[:3] == ["Name", "Role", "Company"]
    assert row == [
        '\'=HYPERLINK("http://example.org")', "Lead; ops", "", "", "", "'+49 170 1234567", "", "", "", "'@work",
        "'-1+1, first\nand second",
    ]  # fmt: skip
    assert cards.count("BEGIN:VCARD") == 1
    assert "TITLE:Lead\\; ops\r\n" in cards
    assert "NOTE:-1+1\\, first\\nand second\r\n" in cards


def test_a_file_is_looked_at_and_then_brought_back_once(client_alice, client_bob, alice, bob):
    World(alice, "Quillwort")
    everything = body(client_alice.get(reverse("data.everything")))

    answer = upload(client_bob, everything)

    assert answer.status_code == 302
    assert answer.url == reverse("data.waiting")
    assert not Contact.objects.owned_by(bob).exists()
    page = client_bob.get(answer.url).content.decode()
    number = Contact.objects.owned_by(alice).count()
    assert "Contacts" in page
    assert f">{number}</td>" in page

    client_bob.post(reverse("data.confirmed"))
    again = client_bob.post(reverse("data.confirmed"), follow=True)

    assert "There’s no file waiting any more." in again.content.decode()
    assert Contact.objects.owned_by(bob).count() == number
    assert not Archive.objects.owned_by(bob).exists()
    assert body(client_bob.get(reverse("data.everything"))) == everything

    upload(client_bob, everything)
    page = client_bob.get(reverse("data.waiting")).content.decode()
    assert "Nothing to bring back: it’s all here already." in page
    assert reverse("data.confirmed") not in page


def test_a_file_that_is_cancelled_or_replaced_changes_nothing(client_alice, client_bob, alice, bob):
    World(alice, "Quillwort")
    everything = body(client_alice.get(reverse("data.everything")))
    before = rows()
    upload(client_bob, everything)
    upload(client_bob, everything, "another.json")

    assert Archive.objects.owned_by(bob).get().file_name == "another.json"
    client_bob.post(reverse("data.cancelled"))

    assert rows() == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"<html>",
        b"\xff\xfe\x00",
        b"First Name,Last Name\nAda,Lovelace\n",
        b'{"format": "waymark"}',
    ],
)
def test_a_file_that_is_none_is_refused_with_its_reason(client_alice, content):
    before = rows()

    answer = upload(client_alice, content)

    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()
    assert rows() == before


def test_a_file_waits_for_its_owner_and_for_a_day(client_alice, client_bob, alice, bob):
    kept = ArchiveFactory(owner=alice, file_name="<script>alert(1)</script>.json")
    assert "&lt;script&gt;alert(1)" in client_alice.get(reverse("data.waiting")).content.decode()
    assert client_bob.get(reverse("data.waiting")).url == reverse("data.index")

    client_bob.post(reverse("data.cancelled"))
    Archive.objects.update(created_at=timezone.now() - KEPT_FOR)

    assert client_alice.get(reverse("data.waiting")).url == reverse("data.index")
    client_alice.post(reverse("data.confirmed"))
    assert Archive.objects.filter(pk=kept.pk).exists()
    upload(client_bob, body(client_bob.get(reverse("data.everything"))))
    assert not Archive.objects.filter(pk=kept.pk).exists()


def test_settings_come_back_into_an_empty_account(client_alice, client_bob, alice, bob):
    User.objects.filter(pk=alice.pk).update(theme="dark", reminder_rhythm="daily")
    upload(client_bob, body(client_alice.get(reverse("data.everything"))))

    client_bob.post(reverse("data.confirmed"))

    bob.refresh_from_db()
    assert (bob.theme, bob.reminder_rhythm, bob.email) == ("dark", "daily", "bob@example.org")
    assert bob.reminder_chosen_at is not None
