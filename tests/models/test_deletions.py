"""Several contacts deleted at once: all that goes with them comes back to the letter, or is erased for good."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from mentoring.exchange.merging import merge
from mentoring.models import BulkDeed, Contact
from tests import addresses
from tests import factories as make
from tests.canary import kept_anywhere
from tests.models.test_undo import brought_in, edit, queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def a_network(owner):
    """Contacts with everything that can go with them, and what stays: who is named, and who has an agreement."""
    world = addresses.World(owner, "Quillwort")
    make.IntroductionFactory(owner=owner, introducer=world.contact, prospect=None, came_from=world.made)
    make.MeetingFactory(owner=owner, contact=world.unmarked, introduction=world.asked)
    make.AssessmentFactory(contact=world.unmarked, criterion=world.criterion)
    merge(world.contact, make.ContactFactory(owner=owner, name="Ada Berg", notes="Once"))
    Contact.derive(Contact.objects.values_list("pk", flat=True))
    return world


def everything(owner) -> dict[str, list]:
    """All that is kept but the deeds, words in one order; and whom the index finds."""
    found = addresses.rows()
    del found["BulkDeed"]
    for contact in found["Contact"]:
        contact["words"] = sorted(contact["words"].split())
    return found | {
        "found": sorted(Contact.objects.owned_by(owner).search("quillwort").values_list("pk", flat=True))
    }


def deleted(owner, *names: str) -> BulkDeed:
    contacts = Contact.objects.owned_by(owner)
    return BulkDeed.do(contacts.filter(name__in=names) if names else contacts, "delete", timezone.localdate())


@pytest.mark.any_database
def test_several_are_deleted_with_all_that_is_theirs_and_come_back_to_the_letter(alice, bob):
    a_network(alice)
    a_network(bob)
    before, theirs = everything(alice), Contact.objects.owned_by(bob).count()

    deed = BulkDeed.objects.get(pk=deleted(alice).pk)

    gone = everything(alice)
    assert deed.number == len(before["Contact"]) - len(gone["Contact"]) > 5
    assert Contact.objects.owned_by(bob).count() == theirs
    assert all(contact.agreements.exists() for contact in Contact.objects.owned_by(alice))
    for kind in (
        "Interaction",
        "Introduction",
        "Meeting",
        "Reminder",
        "Merge",
        "Assessment",
        "Distinction",
        "Tie",
    ):
        assert len(gone[kind]) < len(before[kind])
    assert deed.take_back() == deed.number
    assert everything(alice) == before


def test_a_deletion_of_many_and_its_undo_cost_the_same_as_of_few(alice):
    def cost(number):
        for _number in range(number):
            contact = make.ContactFactory(owner=alice, name="Ada Berg")
            make.InteractionFactory(contact=contact)
            make.IntroductionFactory(owner=alice, introducer=contact, prospect=None)
            contact.tags.add(make.TagFactory(owner=alice))
        deleting = queries(lambda: deleted(alice))
        return deleting, queries(lambda: BulkDeed.objects.get().take_back())

    few = cost(1)
    assert cost(20) == few


def test_who_stays_is_told_when_they_were_last_in_touch(alice, today):
    one, other = make.ContactFactory(owner=alice, name="Ada"), make.ContactFactory(owner=alice, name="Bo")
    days = {"asked_on": today - 9 * DAY, "made_on": today - 5 * DAY}
    make.IntroductionFactory(owner=alice, introducer=other, prospect=one, **days)
    other.refresh_last_touch()

    deed = deleted(alice, "Ada")
    other.refresh_from_db()
    assert other.last_touch_on is None
    deed.take_back()
    other.refresh_from_db()
    assert other.last_touch_on == today - 5 * DAY


def test_what_belongs_to_two_who_were_deleted_one_after_the_other_comes_back_in_order(alice):
    one, other = make.ContactFactory(owner=alice, name="Ada"), make.ContactFactory(owner=alice, name="Bo")
    made = make.IntroductionFactory(owner=alice, introducer=other, prospect=one)
    make.MeetingFactory(owner=alice, contact=other, introduction=made)
    before = everything(alice)
    first, second = deleted(alice, "Ada"), deleted(alice, "Bo")

    with pytest.raises(ValidationError, match="deleted later"):
        first.take_back()
    second.take_back()
    first.take_back()

    assert everything(alice) == before


def test_what_names_somebody_erased_since_stays_away(client_alice, alice):
    one, gone = (
        make.ContactFactory(owner=alice, name="Ada"),
        make.ContactFactory(owner=alice, name="Zyxquillä"),
    )
    made = make.IntroductionFactory(owner=alice, introducer=gone, prospect=one, purpose="Zyxquillä")
    met = make.MeetingFactory(owner=alice, contact=one, introduction=made)
    third = make.ContactFactory(owner=alice, name="Bo")
    further = make.IntroductionFactory(owner=alice, introducer=third, prospect=None, came_from=made)
    deed = deleted(alice, "Ada")
    assert "xquill" in kept_anywhere()
    client_alice.post(reverse("contacts.delete", args=[gone.pk]))
    assert "xquill" not in kept_anywhere()

    deed.refresh_from_db()
    assert deed.take_back() == 1

    met.refresh_from_db()
    further.refresh_from_db()
    assert (met.introduction_id, further.came_from_id) == (None, None)


@pytest.mark.parametrize("how", ["now", "in time"])
def test_an_erased_deletion_leaves_nothing(client_alice, alice, freeze, how):
    freeze(dt.date(2026, 3, 1))
    facts = dict.fromkeys(("role", "company", "place", "how_known", "notes"), "Zyxquillä was here")
    kept = make.ContactFactory(owner=alice, name="Zyxquillä", **facts)
    make.InteractionFactory(contact=kept, text="Zyxquillä said so")
    brought_in(alice, {"name": "Zyxquillä third"}, tags="fair")
    edit(alice, "archive")
    merge(kept, make.ContactFactory(owner=alice, name="Zyxquillä again", **facts))
    make.UnsentFormFactory(owner=alice, fields=[["text", ["Zyxquillä said so"]]])
    rest = make.ContactFactory(owner=alice, name="Ada Berg")
    deed = deleted(alice, "Zyxquillä", "Zyxquillä third")
    assert "xquill" in kept_anywhere()

    if how == "now":
        client_alice.post(reverse("deletions.delete", args=[deed.pk]))
    else:
        freeze(dt.date(2026, 4, 1))
        call_command("clear_imports")

    assert "xquill" not in kept_anywhere()
    assert list(Contact.objects.all()) == [rest]
