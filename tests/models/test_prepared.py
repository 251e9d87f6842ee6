"""Prepared queries answer what their plain querysets answer, for whoever asks and however often."""

import datetime as dt

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from mentoring.models import Contact, Postponement, prepared
from tests.addresses import World
from tests.factories import ContactFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 12)


def values_for(query: prepared.Prepared, world: World) -> dict:
    """What a page would pass, with the records of a world."""
    keys = [world.contact.pk, world.prospect.pk, world.mentor.pk]
    offered = {
        "owner": world.owner.pk,
        "today": TODAY,
        "since": TODAY,
        "rested_since": TODAY,
        "silent_since": TODAY,
        "lately": TODAY,
        "now": dt.datetime(2026, 2, 26, tzinfo=dt.UTC),
        "until": dt.datetime(2026, 3, 12, tzinfo=dt.UTC),
        "contact": world.prospect.pk,
        "mentor": world.mentor.pk,
        "pk": world.asked.pk if "introduction" in query.__name__ else world.prospect.pk,
        "contacts": keys,
        "keys": keys,
    }
    if query.__name__ == "changed":  # between two moments
        offered["since"] = dt.datetime(2026, 2, 26, tzinfo=dt.UTC)
    return {name: offered[name] for name in query.stand_ins}


def shown(row, beside=None) -> dict | tuple:
    """All that stands in a row: of a record its loaded fields, annotations and what was loaded with it."""
    if not isinstance(row, models.Model):
        return row
    state = {name: value for name, value in vars(row).items() if name != "_state"}
    related = {
        name: shown(other, row) for name, other in row._state.fields_cache.items() if other is not beside
    }
    return {"model": type(row), **state, **related}


def test_prepared_and_plain_answer_alike_for_two_people(alice, bob):
    worlds = [World(alice, "Quillwort"), World(bob, "Sandpiper")]
    for query in prepared.Prepared.known:
        query.plans.clear()
        for world in [*worlds, *reversed(worlds)]:
            values = values_for(query, world)
            with CaptureQueriesContext(connection) as asked:
                found = [shown(row) for row in query(**values)]
            assert found == [shown(row) for row in query.plain(**values)], query.__name__
            assert len(asked) == 1, query.__name__


def test_a_part_is_what_stands_at_those_places(alice):
    pks = [contact.pk for contact in ContactFactory.create_batch(5, owner=alice)]

    @prepared.prepared
    def people(owner: int) -> models.QuerySet:
        """Contacts by key."""
        return Contact.objects.owned_by(owner).order_by("pk")

    assert [contact.pk for contact in people.of(alice.pk)[1:3]] == pks[1:3]
    assert [contact.pk for contact in people.of(alice.pk)[:2]] == pks[:2]
    assert [contact.pk for contact in people.of(alice.pk)[4:9]] == pks[4:]
    assert [contact.pk for contact in people.of(alice.pk)[:None]] == pks
    prepared.Prepared.known.remove(people)


def test_a_list_may_be_empty_or_long(alice):
    pks = [contact.pk for contact in ContactFactory.create_batch(3, owner=alice)]

    @prepared.prepared
    def people(owner: int, keys: list) -> models.QuerySet:
        """Contacts by key."""
        return Contact.objects.owned_by(owner).filter(pk__among=keys).order_by("pk")

    assert people(alice.pk, keys=[]) == []
    assert [contact.pk for contact in people(alice.pk, keys=[*pks, *range(10**6, 10**6 + 5000)])] == pks
    prepared.Prepared.known.remove(people)


@pytest.mark.parametrize("values", [{}, {"today": None}, {"today": TODAY, "tomorrow": TODAY}])
def test_a_value_that_is_missing_unknown_or_none_is_refused(alice, values):
    @prepared.prepared
    def asked(owner: int, today: dt.date) -> models.QuerySet:
        """What is put off."""
        return Postponement.objects.owned_by(owner).in_force(today)

    with pytest.raises(TypeError, match="asked needs owner, today"):
        asked(alice.pk, **values)
    prepared.Prepared.known.remove(asked)


def computing(owner: int, today: dt.date) -> models.QuerySet:
    """Counts a day on: the SQL would keep the first day that was asked for."""
    return Postponement.objects.owned_by(owner).in_force(today + dt.timedelta(days=1))


def choosing(owner: int) -> models.QuerySet:
    """Asks some people another question."""
    contacts = Contact.objects.owned_by(owner)
    return contacts.current() if owner == ~0 else contacts.archived()


def fetching(owner: int) -> models.QuerySet:
    """Needs a second query."""
    return Contact.objects.owned_by(owner).prefetch_related("tags")


@pytest.mark.parametrize(
    ("plain", "why"), [(computing, "computes"), (choosing, "another question"), (fetching, "prefetches")]
)
def test_what_cannot_be_filled_in_is_refused(alice, plain, why):
    asked = prepared.prepared(plain)

    with pytest.raises(TypeError, match=why):
        asked(alice.pk, **({"today": TODAY} if plain is computing else {}))
    prepared.Prepared.known.remove(asked)
