"""One undo for merges, deeds on several and imports: what goes back, what stays, and what it costs."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.exchange.merging import merge, take_apart
from mentoring.models import Contact, Merge
from tests import addresses
from tests import factories as make

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
    assert (kept.may_introduce, kept.revision) == (True, 3)


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

    assert cost(1) == cost(30) == (40, 27)


def test_a_merge_can_be_undone_for_thirty_days(client_alice, alice, freeze):
    freeze(dt.date(2026, 3, 1))
    merged = merge(*two(alice))
    freeze(dt.date(2026, 3, 31))
    assert b"Ada Berg</span></button>" in client_alice.get("/contacts/duplicates/").content
    freeze(timezone.now() + dt.timedelta(seconds=1))

    page = client_alice.get("/contacts/duplicates/").content.decode()

    assert "It can’t be undone any more." in page
    with pytest.raises(ValidationError, match="possible for 30 days"):
        take_apart(merged)
