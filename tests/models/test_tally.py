"""The tally says how many contacts, introducers and prospects somebody has, whatever happened to them."""

import pytest
from django.core.management import call_command
from django.db import connection

from mentoring.accounts.adapter import delete_account
from mentoring.exchange import importing
from mentoring.exchange.merging import merge, take_apart
from mentoring.models import BulkDeed, Contact, ContactTally, Import
from mentoring.models.tally import Numbers, lay, recount
from tests.exchange.test_matching import table
from tests.factories import ContactFactory, ProspectFactory
from tests.slices import brought_in, taken_back

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


@pytest.mark.long
def test_twenty_five_thousand_go_and_come_back(alice, bob, today):
    ContactFactory(owner=bob)
    people = [Contact(owner=alice, name=f"Person {n}", may_introduce=n % 2 == 0) for n in range(25_000)]
    Contact.objects.bulk_create(people, batch_size=1000)

    deed = BulkDeed.do(Contact.objects.owned_by(alice).current(), BulkDeed.Kind.ARCHIVE, today, None)
    assert (deed.number, tally(alice)) == (25_000, (0, 0, 0))
    deed.take_back()

    assert tally(alice) == (25_000, 12_500, 0)
    assert tally(bob) == (1, 0, 0)
    assert recount() == {}


def test_an_import_is_counted_and_taken_back(alice, today):
    ProspectFactory(owner=alice, name="Ada Berg", email="ada@t.example")
    people = [{"name": name, "role": "Baker"} for name in ("Cy Holm", "Di Lund", "Eva Ros")]
    again = {"name": "Ada Berg", "email": "ada@t.example", "role": "Buyer"}
    batch = importing.begin_import(alice, "people.csv", table(again, *people))
    assert tally(alice) == (1, 0, 1)

    batch = brought_in(batch)
    assert (batch.added, tally(alice)) == (3, (4, 0, 1))
    batch = taken_back(batch)

    assert (batch.state, tally(alice)) == (Import.State.UNDONE, (1, 0, 1))
    assert recount() == {}


def test_two_who_become_one_are_counted_as_one(alice):
    kept, other = ContactFactory(owner=alice), ProspectFactory(owner=alice, may_introduce=True)
    assert tally(alice) == (2, 1, 1)

    merged = merge(kept, other)
    assert tally(alice) == (1, 1, 1)
    take_apart(merged)

    assert tally(alice) == (2, 1, 1)
    assert recount() == {}


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


@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_migration_makes_anew_is_counted_on(alice):
    """SQLite copies a table to change it, and what hangs on the old one goes with that."""
    ContactFactory(owner=alice)
    column = Contact._meta.get_field("how_known")
    longer = column.clone()
    longer.max_length += 1
    longer.set_attributes_from_name("how_known")
    longer.model = Contact
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(Contact, column, longer, strict=True)
        ContactFactory(owner=alice)
        assert tally(alice) == ((1, 0, 0) if connection.vendor == "sqlite" else (2, 0, 0))
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Contact, longer, column, strict=True)
        call_command("migrate", verbosity=0)

    assert tally(alice) == (2, 0, 0)
    ContactFactory(owner=alice)
    assert tally(alice) == (3, 0, 0)
    assert recount() == {}
