"""Who is offered that is no connection, what contacts get, and what later archives change."""

import pytest
from django.urls import reverse

from mentoring.exchange.merging import merge, take_apart
from mentoring.models import Contact, Tie
from tests import factories as make
from tests.addresses import rows
from tests.exchange.linkedin_archive.made import (
    BEN,
    CLEO,
    DAN,
    EMRE,
    ME,
    NORA,
    day,
    file_of,
    message,
    packed,
    sample,
    ties,
    waiting,
)
from tests.markup import words_on
from tests.slices import brought_in, taken_back

pytestmark = pytest.mark.django_db


def test_whoever_one_wrote_with_is_offered_and_comes_in_only_when_chosen(client_alice, alice):
    said = [message(ME, BEN), message(BEN, ME), message(ME, CLEO), message(CLEO, ME), message(DAN, ME)]
    batch = waiting(alice, file_of(said), "messages.csv")
    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()

    assert {row.name for row in batch.rows.offered()} == {"Ben Ok", "Cleo Vu"}
    assert "You wrote to each other" in page
    assert "With these choices, nothing changes." in page
    ben = batch.rows.get(values__name="Ben Ok")
    chosen = {f"row-{ben.pk}": "add"}
    client_alice.post(reverse("imports.confirmed", args=[batch.pk]), chosen)

    assert list(Contact.objects.owned_by(alice).values_list("name", "linkedin")) == [BEN]
    assert ties(alice)["Ben Ok"]["sent"] == 1


def test_a_contact_gets_the_counts_without_being_a_connection(alice, bob):
    for owner in (alice, bob):
        make.ContactFactory(owner=owner, name="Ben Ok", linkedin=BEN[1])
    make.ContactFactory(owner=alice, name="Dan Wu")
    said = [message(BEN, ME), message(DAN, ME), message(ME, CLEO), message(CLEO, ME)]

    batch = brought_in(waiting(alice, file_of(said), "messages.csv"))

    # Dan may be another one of the name, and only wrote once: nobody is asked about that.
    assert ties(alice) == {
        "Ben Ok": {"received": 1, "days": 1} | dict.fromkeys(["first_on", "last_on"], day("2024-05-06"))
    }
    assert ties(bob) == {}
    assert (batch.added, batch.updated, batch.told["counted"]) == (0, 0, 1)


def test_a_bare_name_that_two_contacts_have_tells_of_neither(alice):
    for company in ("Acme", "Borg"):
        make.ContactFactory(owner=alice, name="Sam Rey", company=company)
    said = [message(ME, ("Sam Rey", "")), message(ME, CLEO), message(CLEO, ME)]

    brought_in(waiting(alice, file_of(said), "messages.csv"))

    assert ties(alice) == {}


def test_each_file_replaces_what_it_tells_and_a_missing_one_leaves_its_counts(alice):
    first = brought_in(waiting(alice, sample("late")))
    before = rows()["Tie"]
    later = [
        message(("Emre Aydin", "https://www.linkedin.com/in/emreaydin"), ME, "2026-02-02"),
        message(ME, BEN),
    ]

    second = brought_in(waiting(alice, file_of(later), "messages.csv"))

    emre = ties(alice)["Emre Aydin"]
    wrote = {"received": 1, "days": 1, "first_on": day("2026-02-02"), "last_on": day("2026-02-02")}
    stays = {name: EMRE[name] for name in ("connected_on", "invited_by")}
    assert emre == stays | wrote | {"endorsed_me": 2, "last_endorsed_on": day("2019-03-04")}
    changed = Tie.objects.get(contact__name="Emre Aydin")
    assert changed.came_with == second

    taken_back(second)

    assert rows()["Tie"] == before
    taken_back(first)
    assert not Tie.objects.exists()


def test_counts_that_change_are_told_named_and_go_back(client_alice, alice, bob):
    brought_in(waiting(alice, sample("late")))
    before, known = rows()["Tie"], Contact.objects.owned_by(alice)
    make.TieFactory(contact=make.ContactFactory(owner=bob, name="Emre Aydin"))
    make.ContactFactory(owner=alice, name="Ben Ok", linkedin=BEN[1])
    emre = ("Emre Aydin", "https://www.linkedin.com/in/emreaydin")
    later = [message(emre, ME, "2026-02-02"), message(BEN, ME), message(ME, BEN), message(ME, CLEO)]
    heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    lists = f"{heading}Emre,Aydin,{emre[1]},,,,03 Feb 2013\nDan,Wu,{DAN[1]},,,,\n"
    batch = waiting(alice, packed(messages__csv=file_of(later), Connections__csv=lists))

    address = reverse("imports.detail", args=[batch.pk])
    page = words_on(client_alice.get(address))
    changing = words_on(client_alice.get(reverse("imports.rows", args=[batch.pk, "counted"])))
    client_alice.post(reverse("imports.confirmed", args=[batch.pk]))
    done = words_on(client_alice.get(reverse("contacts.index")))
    undo = words_on(client_alice.get(reverse("imports.undo", args=[batch.pk])))
    taken_back(batch)

    assert "LinkedIn’s counts change for 2 people you have Emre Aydin, Ben Ok Show what changes" in page
    assert "Import one person, update counts of 2 people" in page
    assert "nothing new" not in page
    assert "Emre wrote to you once, in February. Until now: You wrote to each other three times" in changing
    assert "Ben Ok" in changing
    assert "Dan Wu" not in changing
    assert "One person added, counts of 2 people updated." in done
    assert "One person it added will be removed. The counts for one person will go." in undo
    assert "The counts for one person will be as they were before." in undo
    assert [one for one in rows()["Tie"] if one in before] == before
    assert known.count() == 6


def test_the_same_archive_again_says_nothing_new(client_alice, alice):
    brought_in(waiting(alice, sample("late")))
    again = waiting(alice, sample("late"))

    page = client_alice.get(reverse("imports.detail", args=[again.pk])).content.decode()

    assert "Nothing to import" in page
    assert again.rows.tied().count() == 0


@pytest.mark.any_database
def test_an_import_between_a_merge_and_its_undo_leaves_nobody_with_the_counts_of_another(alice):
    brought_in(waiting(alice, sample("late")))
    emre, nora = (Contact.objects.get(name=name) for name in ("Emre Aydin", "Nora Castell"))
    nora.record(company="")
    before = ties(alice)
    merged = merge(nora, emre)
    assert ties(alice)["Nora Castell"]["sent"] == EMRE["sent"]
    again = brought_in(waiting(alice, sample("late")))
    assert ties(alice)["Nora Castell"]["sent"] == NORA["sent"]
    emre_again = Contact.objects.get(name="Emre Aydin")

    take_apart(merged)
    taken_back(again)

    assert not Contact.objects.filter(pk=emre_again.pk).exists()
    assert ties(alice) == before
    nora.refresh_from_db()
    assert nora.company == ""
