"""One undo for merges, deeds on several and imports: what goes back, what stays, and what it costs."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring.exchange import importing
from mentoring.exchange.merging import merge, take_apart
from mentoring.models import BulkDeed, Change, Contact, Distinction, Import, Merge, Tag, undo
from mentoring.models.erasing import forget_ties
from tests import addresses, slices
from tests import factories as make
from tests.canary import kept_anywhere

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def queries(do) -> int:
    """How many queries this takes, savepoints included."""
    with CaptureQueriesContext(connection) as counted:
        do()
    return len(counted)


def two(owner, **facts):
    """Two contacts that are one person; the second has what is given."""
    return make.ContactFactory(owner=owner, name="Ada Berg"), make.ContactFactory(
        owner=owner, name="Ada Berg", **facts
    )


# Merges


def test_after_taking_apart_the_last_touch_is_true(alice, today):
    kept, other = two(alice)
    noted, corrected = (make.InteractionFactory(contact=other, on=today - days * DAY) for days in (9, 5))
    other.refresh_last_touch()
    merged = merge(kept, other)
    make.InteractionFactory(contact=kept, on=today - 2 * DAY)
    corrected.refresh_from_db()
    corrected.record(on=today - 20 * DAY)

    take_apart(merged)

    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.last_touch_on, other.last_touch_on) == (today - 2 * DAY, noted.on)


def test_who_was_asked_since_the_merge_could_still_introduce_somebody(alice):
    kept, other = two(alice, may_introduce=True)
    make.IntroductionFactory(owner=alice, introducer=other, prospect=None)
    before = addresses.rows()
    take_apart(merge(kept, other))
    assert addresses.rows() == before

    merged = merge(kept, other)
    make.IntroductionFactory(owner=alice, introducer=kept, prospect=None)
    take_apart(merged)

    kept.refresh_from_db()
    assert (kept.may_introduce, kept.revision) == (True, 2)


def test_a_renamed_tag_is_no_use_and_one_that_is_gone_stays_away(alice):
    kept, other = two(alice)
    renamed, gone = make.TagFactory(owner=alice, name="Choir"), make.TagFactory(owner=alice, name="Work")
    for contact in (kept, other):
        contact.tags.add(renamed, gone)
    merged = merge(kept, other)
    renamed.name = "Band"
    renamed.save()
    gone.delete()

    take_apart(merged)

    assert [tag.name for tag in other.tags.all()] == ["Band"]
    assert set(Contact.objects.owned_by(alice).search("band")) == {kept, other}


def test_a_merge_and_its_undo_cost_the_same_for_much_as_for_little(alice):
    def cost(number):
        kept, other = two(alice)
        for _number in range(number):
            make.InteractionFactory(contact=other)
            other.tags.add(make.TagFactory(owner=alice))
        merging = queries(lambda: merge(kept, other))
        return merging, queries(lambda: take_apart(Merge.objects.get(kept=kept)))

    # One of them for what later imports remembered.
    assert cost(1) == cost(30) == (37, 23)


def test_a_merge_can_be_undone_for_thirty_days(client_alice, alice, freeze):
    freeze(dt.date(2026, 3, 1))
    merged = merge(*two(alice))
    freeze(dt.date(2026, 3, 31))
    assert b"Ada Berg</span></button>" in client_alice.get("/contacts/duplicates/").content
    freeze(timezone.now() + dt.timedelta(seconds=1))

    page = client_alice.get("/contacts/duplicates/").content.decode()

    assert "It can’t be undone any more." in page
    with pytest.raises(ValidationError, match="you had 30 days"):
        take_apart(merged)


# Bulk edits


def edit(owner, kind, tag=None, made_tag=False) -> BulkDeed:
    """Do it to all contacts of somebody."""
    return BulkDeed.do(Contact.objects.owned_by(owner), kind, timezone.localdate(), tag, made_tag)


@pytest.mark.parametrize("kind", BulkDeed.Kind.on_contacts())
def test_a_bulk_edit_gives_back_everything_to_the_letter(alice, kind):
    tag = make.TagFactory(owner=alice)
    for contact in make.ContactFactory.create_batch(3, owner=alice):
        contact.tags.add(*([tag] if kind == "untag" else []))
    before = addresses.rows()

    assert edit(alice, kind, tag if "tag" in kind else None).take_back() == 3

    assert addresses.rows() == before


def test_people_who_were_written_down_go_and_those_who_were_here_are_as_before(alice, today):
    here = make.ContactFactory(owner=alice)
    before = addresses.rows()
    here.role = "Buyer"
    new = [Contact(owner=alice, name=name) for name in ("Ada Berg", "Eva Ros")]

    deed = BulkDeed.add(new, [here], today, uuid.uuid4(), alice.pk)

    assert deed.number == deed.take_back() == 3
    assert addresses.rows() == before


def test_a_bulk_edit_leaves_what_rests_on_it(alice):
    asked, met, told, plain = make.ContactFactory.create_batch(4, owner=alice)
    make.IntroductionFactory(owner=alice, introducer=plain, prospect=told)
    before = dict(Contact.objects.values_list("pk", "revision"))
    marked, introducers = edit(alice, "prospect"), edit(alice, "introducer")
    make.IntroductionFactory(owner=alice, introducer=asked, prospect=None)
    make.MeetingFactory(owner=alice, contact=met)
    told.refresh_from_db()
    told.close(timezone.localdate(), "not_a_fit")

    introducers.take_back()
    marked.take_back()

    found = Contact.objects.filter(may_introduce=True)
    assert (set(found), set(Contact.objects.prospects())) == ({asked}, {met})
    told.refresh_from_db()
    assert (told.closed_because, told.may_introduce) == ("not_a_fit", False)
    plain.refresh_from_db()
    assert (plain.revision, plain.prospect_on) == (before[plain.pk], None)


def test_whoever_has_the_tag_again_or_no_longer_stays_so(alice):
    one, _other = make.ContactFactory.create_batch(2, owner=alice)
    tag = Tag.objects.create(owner=alice, name="Choir")
    tagged = edit(alice, "tag", tag, made_tag=True)
    untagged = edit(alice, "untag", tag)
    one.tags.add(tag)

    untagged.take_back()
    one.tags.remove(tag)
    third = make.ContactFactory(owner=alice)
    third.tags.add(tag)
    tagged.take_back()

    assert set(tag.contacts.all()) == {third}
    assert Contact.objects.owned_by(alice).search("choir").get() == third


@pytest.mark.parametrize(
    ("kind", "done", "taken_back", "a_slice"),
    [("tag", 11, 13, (6, 8)), ("untag", 11, 14, (6, 9)), ("prospect", 8, 10, (3, 5))],
)
@pytest.mark.any_database
def test_a_bulk_edit_costs_more_only_by_whole_slices(alice, monkeypatch, kind, done, taken_back, a_slice):
    monkeypatch.setattr(undo, "AT_ONCE", 10)

    def cost(number):
        Contact.objects.all().delete()
        tag = make.TagFactory(owner=alice)
        for contact in make.ContactFactory.create_batch(number, owner=alice):
            contact.tags.add(*([tag] if kind == "untag" else []))
        edits = []
        doing = queries(lambda: edits.append(edit(alice, kind, tag if "tag" in kind else None)))
        return doing, queries(edits[0].take_back)

    assert cost(1) == cost(10) == (done, taken_back)
    assert cost(11) == cost(20) == (done + a_slice[0], taken_back + a_slice[1])


# Imports


def brought_in(owner, *people: dict, tags="") -> Import:
    """A file of these people, confirmed; whoever is here already gets what the file says."""
    batch = make.ImportFactory(owner=owner, tag_names=tags)
    for values in people:
        known = Contact.objects.owned_by(owner).filter(name=values["name"]).first()
        facts = {"kind": "known", "choice": "take", "contact": known, "fills": ["role"]} if known else {}
        make.ImportRowFactory(batch=batch, values=values, **facts)
    return importing.confirm_import(batch, timezone.now())


def records() -> dict:
    """Everything that is kept, but for the imports themselves."""
    return {name: rows for name, rows in addresses.rows().items() if name != "Import"}


def test_an_import_with_update_and_added_people_is_undone_to_the_letter(alice):
    known = make.ContactFactory(owner=alice, name="Ada Berg", notes="Met in Leeds")
    for name in ("Work", "Choir"):
        known.tags.add(make.TagFactory(owner=alice, name=name))
    before = records()

    ada = {"name": "Ada Berg", "role": "Baker", "notes": "From the fair", "tags": ["work", "New"]}
    again = {"name": "Ada Berg", "company": "Mercer", "notes": "Knows Eva"}
    batch = brought_in(alice, ada, again, {"name": "Eva Ros", "tags": ["Choir"]}, tags="LinkedIn")
    known.refresh_from_db()
    assert (known.notes, known.revision) == ("Met in Leeds\n\nFrom the fair\n\nKnows Eva", 3)
    assert (batch.added, batch.updated, Tag.objects.count()) == (1, 1, 4)
    importing.undo(batch, timezone.now())

    assert records() == before


def test_what_was_written_since_an_import_stays_and_is_named(alice, today):
    known = make.ContactFactory(owner=alice, name="Ada Berg")
    people = ({"name": name, "role": "Baker"} for name in ("Ada Berg", "Eva Ros", "Ida Ek", "Kim Vega"))
    batch = brought_in(alice, *people, tags="fair")
    eva, ida = (Contact.objects.get(name=name) for name in ("Eva Ros", "Ida Ek"))
    known.refresh_from_db()
    for typed in (known, eva):
        typed.record(company="Mercer")
    make.InteractionFactory(contact=ida, on=today)
    Tag.objects.get().delete()

    found = importing.outlook(batch)
    assert importing.undo(batch, timezone.now()).stayed == 2

    assert found.stays == [(eva, ["you changed it"]), (ida, ["a note"])]
    known.refresh_from_db()
    assert (known.role, known.company, known.revision) == ("", "Mercer", 4)
    assert set(Contact.objects.all()) == {known, eva, ida}


def test_an_import_leaves_alone_whoever_was_merged_since(alice):
    kept = make.ContactFactory(owner=alice, name="A. Berg")
    other = make.ContactFactory(owner=alice, name="Ada Berg")
    batch = brought_in(alice, {"name": "Ada Berg", "role": "Baker"})
    merged = merge(kept, other)

    importing.undo(batch, timezone.now())
    kept.refresh_from_db()
    assert kept.role == "Baker"

    other = take_apart(merged)
    kept.refresh_from_db()
    assert (kept.role, other.role) == ("", "Baker")


def test_an_import_and_its_undo_cost_more_only_by_whole_slices(alice, monkeypatch):
    monkeypatch.setattr(importing.applying, "SLICE", 10)
    monkeypatch.setattr(importing.undoing, "AT_ONCE", 20)

    def cost(number):
        Contact.objects.all().delete()
        Tag.objects.all().delete()
        for here in range(number):
            make.ContactFactory(owner=alice, name=f"Ada {here}")
        batch = make.ImportFactory(owner=alice, tag_names="fair")
        known = {"kind": "known", "choice": "fill", "fills": ["role"]}
        for contact in Contact.objects.all():
            values = {"name": contact.name, "role": "Baker"}
            make.ImportRowFactory(batch=batch, values=values, contact=contact, **known)
            make.ImportRowFactory(batch=batch)
        doing = queries(lambda: slices.brought_in(batch))
        batch.refresh_from_db()
        return doing, queries(lambda: slices.taken_back(batch))

    assert cost(1) == cost(5) == (34, 66)
    assert cost(10) == (34 + 32, 66 + 8)


def test_what_an_import_found_of_a_deed_is_put_back_as_it_stood_before_the_deed(alice, bob, today):
    since = timezone.now()
    found = {"role": ["Buyer", "Chef"], "company": ["", "Acme"], "revision": [2, 3]}
    facts = {"model": "contact", "key": 7, "kind": "changed"}
    later, other, of_bob = (
        make.ChangeFactory(batch=make.ImportFactory(owner=owner), **facts | {"columns": columns})
        for owner, columns in ((alice, found), (alice, found | {"role": ["Cook", "Chef"]}), (bob, found))
    )
    columns = {"role": ["Baker", "Buyer"], "revision": [1, 2], "place": ["", "Leeds"]}
    gone = [{"kind": "changed", "model": "contact", "pk": 7, "columns": columns}]

    Change.reach_past(alice.pk, gone, timezone.now())
    assert Change.objects.get(pk=later.pk).columns == found
    Change.reach_past(alice.pk, gone, since)

    stands = {change.pk: change.columns for change in Change.objects.all()}
    assert stands[later.pk] == found | {"role": ["Baker", "Chef"]}
    assert (stands[other.pk]["role"], stands[of_bob.pk]) == (["Cook", "Chef"], found)


# What is kept, and for how long


def test_the_way_back_is_kept_for_thirty_days(client_alice, alice, freeze, capsys):
    freeze(dt.date(2026, 3, 1))
    batch, merged = brought_in(alice, {"name": "Eva Ros"}), merge(*two(alice))
    edit(alice, "archive")
    address = reverse("imports.undo", args=[batch.pk])
    freeze(dt.date(2026, 3, 31))
    call_command("clear_imports")
    assert (Change.objects.count(), BulkDeed.objects.count()) == (1, 1)
    client_alice.force_login(alice)
    assert client_alice.get(address).status_code == 200
    freeze(timezone.now() + dt.timedelta(seconds=1))

    assert "It can’t be undone any more." in client_alice.get(reverse("imports.index")).content.decode()
    answer = client_alice.post(address, follow=True)
    assert "This import can’t be undone any more" in answer.content.decode()
    assert Contact.objects.filter(name="Eva Ros").exists()
    for _time in range(2):
        call_command("clear_imports")
    assert capsys.readouterr().out == "Cleared: 3 ways back from 30 days ago.\n"
    merged.refresh_from_db()
    assert (Change.objects.count(), BulkDeed.objects.count(), merged.undo) == (0, 0, [])


def test_nothing_of_an_erased_contact_is_kept_and_the_rest_is_undone(client_alice, alice):
    facts = dict.fromkeys(("role", "company", "place", "how_known", "notes"), "Zyxquillä was here")
    gone = make.ContactFactory(owner=alice, name="Zyxquillä", **facts)
    merged_into = make.ContactFactory(owner=alice, name="Zyxquillä again", **facts)
    rest = make.ContactFactory(owner=alice, name="Ada Berg")
    kept, other = two(alice)
    Distinction.objects.create(owner=alice, first=gone, second=other)
    untouched = addresses.rows()["Contact"][2:]

    batch = brought_in(
        alice,
        {"name": "Ada Berg", "role": "Baker"},
        {"name": "Zyxquillä", "role": "Zyxquillä left", "notes": "Zyxquillä left"},
        {"name": "Zyxquillä third"},
        tags="fair",
    )
    tagged = edit(alice, "tag", make.TagFactory(owner=alice))
    merge(gone, merged_into)
    merged = merge(kept, other)
    make.UnsentFormFactory(owner=alice, fields=[["text", ["Zyxquillä said so"]]])
    assert "xquill" in kept_anywhere()
    for contact in Contact.objects.filter(name__startswith="Zyx"):
        client_alice.post(reverse("contacts.delete", args=[contact.pk]))

    assert "xquill" not in kept_anywhere()
    take_apart(merged)
    tagged.refresh_from_db()
    tagged.take_back()
    assert importing.undo(batch, timezone.now()).stayed == 0
    assert addresses.rows()["Contact"] == untouched
    assert Distinction.objects.count() == 0
    assert rest.tags.count() == 0


def test_two_merges_in_a_row_are_undone_after_somebody_else_was_erased(client_alice, alice):
    kept, between, last, gone = make.ContactFactory.create_batch(4, owner=alice)
    merge(between, last)
    second = merge(kept, between)

    client_alice.post(reverse("contacts.delete", args=[gone.pk]))
    forget_ties(alice.pk)
    second.refresh_from_db()
    take_apart(second)

    assert set(Contact.objects.all()) == {kept, between}


def test_nothing_is_kept_of_who_was_merged_into_an_erased_contact(client_alice, alice):
    kept, between, last = (
        make.ContactFactory(owner=alice, name=f"Zyxquillä {n}", role="Zyxquillä before") for n in range(3)
    )
    for number in (1, 2):
        brought_in(alice, {"name": f"Zyxquillä {number}", "role": "Zyxquillä left"}, tags="fair")
    edit(alice, "archive")
    merge(between, last)
    merge(kept, between)
    client_alice.post(reverse("contacts.delete", args=[kept.pk]))

    assert "xquill" not in kept_anywhere()
    assert not Change.objects.exclude(model="tag").exists()
    assert BulkDeed.objects.get().undo == []
