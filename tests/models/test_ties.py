"""What LinkedIn counted with a contact goes where the contact goes: merged, taken apart, erased, put in a file."""

import datetime as dt

import pytest

from mentoring.exchange.account_file.read import bring_back
from mentoring.exchange.account_file.write import archive_of
from mentoring.exchange.merging import merge, take_apart, what_moves
from mentoring.models import Change, Contact, Tie
from mentoring.models.changes import CHANGED
from tests import factories as make
from tests.addresses import rows

pytestmark = pytest.mark.django_db

OLD, SPRING, SUMMER = dt.date(2013, 2, 11), dt.date(2025, 5, 2), dt.date(2025, 7, 9)


def tied(owner, name="Ruth Lindahl", **counts) -> Contact:
    contact = make.ContactFactory(owner=owner, name=name)
    make.TieFactory(contact=contact, **counts)
    return contact


@pytest.mark.any_database
def test_a_merge_keeps_larger_counts_and_the_earliest_and_latest_days_and_is_taken_apart_to_the_letter(alice):
    kept = tied(
        alice, sent=3, received=9, days=4, first_on=SPRING, last_on=SUMMER, connected_on=SPRING,
        endorsed_me=1, last_endorsed_on=SPRING, invited_by="them",
    )  # fmt: skip
    other = tied(
        alice, sent=5, received=2, days=6, first_on=OLD, last_on=SPRING, connected_on=OLD,
        endorsed_me=4, endorsed_them=2, last_endorsed_on=OLD, recommended_me_on=SUMMER, invited_by="me",
    )  # fmt: skip
    before = rows()

    merged = merge(kept, other)

    [tie] = Tie.objects.all()
    assert tie.contact == kept
    assert tie.counts() == {
        "sent": 5, "received": 9, "days": 6, "first_on": OLD, "last_on": SUMMER, "connected_on": OLD,
        "invited_by": "them", "recommended_me_on": SUMMER, "recommended_them_on": None,
        "endorsed_me": 4, "endorsed_them": 2, "last_endorsed_on": SPRING,
    }  # fmt: skip
    take_apart(merged)
    assert rows() == before


def test_a_tie_of_the_removed_contact_moves_and_comes_back(alice):
    kept, other = make.ContactFactory(owner=alice), tied(alice)
    before = rows()

    assert what_moves(other) == []
    merged = merge(kept, other)

    assert Tie.objects.get().contact == kept
    take_apart(merged)
    assert rows() == before


@pytest.mark.any_database
def test_erasing_a_contact_takes_the_tie_and_what_an_import_did_to_it(alice):
    gone, stays = tied(alice), tied(alice)
    batch = make.ImportFactory(owner=alice)
    for contact in (gone, stays):
        columns = {"contact_id": [contact.pk, contact.pk], "sent": [1, 8]}
        make.ChangeFactory(batch=batch, kind=CHANGED, model="tie", key=contact.tie.pk, columns=columns)

    gone.delete()

    assert list(Tie.objects.values_list("contact", flat=True)) == [stays.pk]
    assert list(Change.objects.values_list("key", flat=True)) == [stays.tie.pk]


@pytest.mark.any_database
def test_ties_come_back_from_the_account_file_and_one_that_stands_here_stays(alice, bob):
    ruth = tied(alice, sent=3, received=1)
    tied(alice, name="Ben Okafor", sent=9)
    theirs = tied(bob, sent=5)
    Contact.objects.filter(pk=theirs.pk).update(form_key=ruth.form_key)
    file = "".join(archive_of(alice))

    outcome = bring_back(bob, [file])

    assert (outcome.here["tie"], outcome.added["tie"], outcome.left_out) == (1, 1, [])
    mine = Tie.objects.owned_by(bob).values_list("contact__name", "sent", "came_with").order_by("sent")
    assert list(mine) == [("Ruth Lindahl", 5, None), ("Ben Okafor", 9, None)]


def test_two_people_of_a_file_of_whom_one_is_here_keep_a_tie_each(alice, bob):
    for sent in (1, 2):
        make.TieFactory(
            contact=make.ContactFactory(
                owner=alice, name="Ada Berg", linkedin="https://www.linkedin.com/in/ada"
            ),
            sent=sent,
        )
    make.ContactFactory(owner=bob, name="Ada Berg", linkedin="https://www.linkedin.com/in/ada")

    outcome = bring_back(bob, ["".join(archive_of(alice))])

    assert (outcome.added["tie"], outcome.left_out_count) == (2, 0)
    assert sorted(Tie.objects.owned_by(bob).values_list("sent", flat=True)) == [1, 2]
