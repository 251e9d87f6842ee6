"""What the page says of an archive."""

import pytest
from django.urls import reverse

from mentoring.exchange.formats import Unreadable
from mentoring.models import Contact, Tie
from tests import factories as make
from tests.exchange.linkedin_archive.made import (
    ARCHIVES,
    BEN,
    CLEO,
    DAN,
    KIM,
    ME,
    file_of,
    message,
    packed,
    read,
    sample,
    ties,
    waiting,
)
from tests.markup import words_on
from tests.slices import brought_in, taken_back

pytestmark = pytest.mark.django_db


def test_the_page_says_file_by_file_what_was_read(client_alice, alice):
    batch = waiting(alice, sample("late"))

    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()

    for line in (
        "Read from your LinkedIn archive",
        "Connections: 5 people",
        "Messages and invitations: who, when and how often, for 3 people",
        "Recommendations and endorsements: who and when, for 3 people",
        "What was written is never read or kept",
        "Three messages, last in June 2025",
        "Connected since 2020",
        "no email",
    ):
        assert line in page
    answer = client_alice.post(reverse("imports.confirmed", args=[batch.pk]))
    assert answer["Location"] == reverse("ties.index")
    assert "5 people added." in client_alice.get(answer["Location"]).content.decode()


def told_on_the_page(client, owner, **files) -> str:
    """What the page says of an archive of these files."""
    batch = waiting(owner, packed(**files))
    return words_on(client.get(reverse("imports.detail", args=[batch.pk])))


def test_a_file_that_cannot_be_counted_is_told(client_alice, alice):
    here = (ARCHIVES / "late/Connections.csv").read_bytes()
    other = b"KONVERSATION,VON,AN,DATUM\n1,Ana,Ben,2024\n"

    for messages in (other, b"", b"\x00\x01\x02" * 99):
        page = told_on_the_page(client_alice, alice, Connections__csv=here, messages__csv=messages)
        assert "Connections: 5 people" in page
        assert "messages.csv: We don’t know its columns." in page
    long = file_of([message(ME, BEN, CONTENT="".join(map(str, range(50_000))))])
    page = told_on_the_page(client_alice, alice, Connections__csv=here, messages__csv=long)
    assert "messages.csv: Line 2 is longer than 200,000 characters. No list has such a line. " in page
    # A ZIP of something else may have a file of that name.
    assert read(packed(friends__vcf=b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", messages__csv=other)).told == {}


def test_connections_that_cannot_be_read_are_told_and_nobody_is_called_none(client_alice, alice):
    broken = b"First Name,Last Name,URL\n\x00\nBen,Ok,x\n"
    said = file_of([message(ME, BEN), message(BEN, ME), message(ME, CLEO), message(CLEO, ME)])

    page = told_on_the_page(client_alice, alice, Connections__csv=broken, messages__csv=said)

    assert "Connections.csv: We can’t find a list of people in it." in page
    assert "They’re left out unless you add them." in page
    assert "no connections of yours" not in page
    with pytest.raises(Unreadable, match=r"Connections\.csv: We can’t find a list of people in it"):
        read(packed(Connections__csv=broken))


def test_rows_without_a_day_that_can_be_read_are_told(client_alice, alice):
    said = [message(ME, BEN), message(BEN, ME), message(ME, CLEO), message(ME, DAN, DATE="15/06/25, 07:30")]
    row = 'Ben,Ok,,,,"Jun, 2025",V'
    recommended = f"First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n{row}\n{row}\n"

    page = told_on_the_page(
        client_alice, alice, messages__csv=file_of(said), Recommendations_Given__csv=recommended
    )

    assert "messages.csv: one row has no day we can read, so it isn’t counted." in page
    assert "Recommendations_Given.csv: 2 rows have no day we can read, so they aren’t counted." in page
    with pytest.raises(Unreadable, match=r"Recommendations_Given\.csv has no day that we can read"):
        read(packed(Recommendations_Given__csv=recommended))


def test_a_list_of_connections_has_no_panel_and_leads_to_the_contacts(client_alice, alice):
    batch = waiting(alice, (ARCHIVES / "late/Connections.csv").read_bytes(), "Connections.csv")

    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()

    assert "Read from your LinkedIn archive" not in page
    assert "From Connections.csv, 5 rows. Nothing is saved yet." in page
    answer = client_alice.post(reverse("imports.confirmed", args=[batch.pk]))
    assert answer["Location"] == reverse("contacts.index")
    assert ties(alice)["Kim Sato"] == KIM


@pytest.mark.any_database
def test_the_counts_are_removed_for_good_and_the_people_stay(client_alice, client_bob, alice, bob):
    theirs = make.TieFactory(contact=make.ContactFactory(owner=bob))
    batch = brought_in(waiting(alice, sample("late")))
    people = Contact.objects.owned_by(alice).count()
    where = reverse("ties.delete")

    assert (
        "Removes counts and dates of 5 people. The people stay." in client_alice.get(where).content.decode()
    )
    answer = client_alice.post(where)

    assert answer["Location"] == reverse("contacts.index")
    assert (ties(alice), Contact.objects.owned_by(alice).count()) == ({}, people)
    assert not batch.changes.filter(model="tie").exists()
    assert list(Tie.objects.all()) == [theirs]
    assert "There are no counts." in client_alice.get(where).content.decode()
    taken_back(batch)
    assert list(Tie.objects.all()) == [theirs]
