"""The tally says how many contacts, introducers and prospects somebody has, whatever happened to them."""

import pytest
from django.core.management import call_command
from django.db import connection

from mentoring.accounts.adapter import delete_account
from mentoring.models import BulkDeed, Contact, ContactTally
from mentoring.models.tally import Numbers, lay, recount
from tests.factories import ContactFactory, ProspectFactory

pytestmark = pytest.mark.django_db


def tally(user) -> Numbers:
    """What is kept of somebody."""
    return Numbers(*ContactTally.objects.filter(owner=user).values_list(*Numbers._fields).get())


def test_the_tally_follows_every_change_of_a_contact(alice, bob, today):
    ContactFactory(owner=bob)
    contact = ContactFactory(owner=alice, may_introduce=True)
    assert tally(alice) == (1, 1, 0)

    contact.mark_prospect(today)
    assert tally(alice) == (1, 1, 1)
    contact.close(today, Contact.ClosedBecause.NOT_A_FIT)
    assert tally(alice) == (1, 1, 0)
    contact.mark_prospect(today)
    contact.unmark_introducer()
    assert tally(alice) == (1, 0, 1)
    contact.archive(today)
    assert tally(alice) == (0, 0, 0)
    contact.restore()
    assert tally(alice) == (1, 0, 1)
    contact.record(name="Somebody Else")
    assert tally(alice) == (1, 0, 1)
    contact.delete()
    assert tally(alice) == (0, 0, 0)
    assert tally(bob) == (1, 0, 0)


def test_many_at_once_are_counted_once_each(alice, bob, today):
    people = [
        Contact(owner=owner, name=f"Person {n}", may_introduce=n % 2 == 0)
        for n in range(30)
        for owner in (alice, bob)
    ]
    Contact.objects.bulk_create(people)
    assert tally(alice) == tally(bob) == (30, 15, 0)

    deed = BulkDeed.do(Contact.objects.owned_by(alice).current(), BulkDeed.Kind.ARCHIVE, today, None)
    assert tally(alice) == (0, 0, 0)
    deed.take_back()
    assert tally(alice) == (30, 15, 0)
    assert tally(bob) == (30, 15, 0)


def test_an_account_goes_with_its_tally(alice, bob):
    ProspectFactory(owner=alice)
    ProspectFactory(owner=bob)

    delete_account(alice)

    assert list(ContactTally.objects.values_list("owner_id", "prospects")) == [(bob.pk, 1)]


def test_recount_says_what_was_wrong_and_puts_it_right(alice, bob, capsys):
    ContactFactory(owner=alice)
    ProspectFactory(owner=bob)
    ContactTally.objects.filter(owner=alice).update(contacts=7)
    ContactTally.objects.filter(owner=bob).delete()

    call_command("recount")

    assert capsys.readouterr().out == (
        f"Account {alice.pk}: (7, 0, 0) was (1, 0, 0)\nAccount {bob.pk}: (0, 0, 0) was (1, 0, 1)\nDifferent: 2\n"
    )
    assert tally(alice) == (1, 0, 0)
    assert tally(bob) == (1, 0, 1)
    assert recount() == {}


def test_what_changed_while_the_triggers_were_gone_is_counted_by_the_next_migrate(alice):
    ContactFactory(owner=alice)
    with connection.cursor() as cursor:
        on = " ON mentoring_contact" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER mentoring_contacttally_added{on}")
    ContactFactory(owner=alice)
    assert tally(alice) == (1, 0, 0)

    lay("default")

    assert tally(alice) == (2, 0, 0)
    ContactFactory(owner=alice)
    assert tally(alice) == (3, 0, 0)
