"""What is counted in whole archives, as their maker says."""

import datetime as dt

import pytest

from mentoring.exchange.formats.archive_counts import key_of_name, key_of_profile
from mentoring.models import Tie
from tests import factories as make
from tests import linkedin
from tests.addresses import rows
from tests.exchange.linkedin_archive.made import (
    EMRE,
    KIM,
    NORA,
    TODAY,
    ZIGA,
    day,
    read,
    sample,
    ties,
    waiting,
)
from tests.linkedin import NOTHING
from tests.slices import brought_in, taken_back

pytestmark = pytest.mark.django_db

CHLOE = {"received": 1, "days": 1, "first_on": day("2024-12-24"), "last_on": day("2024-12-24")}


def test_an_early_archive_without_addresses_in_its_invitations(alice):
    batch = brought_in(waiting(alice, sample("early")))

    assert ties(alice) == {"Emre Aydin": EMRE, "Nora Castell": NORA, "Žiga Kovač": ZIGA, "Kim Sato": KIM}
    assert sorted(batch.told["files"]) == ["connections", "invitations", "messages"]
    assert batch.told["missing"] == [["Invitations.csv", ["inviter profile url", "invitee profile url"]]]


def test_a_late_archive_all_quoted_with_drafts_endorsements_and_recommendations(alice):
    brought_in(waiting(alice, sample("late")))

    assert ties(alice) == {
        "Emre Aydin": EMRE | {"endorsed_me": 2, "last_endorsed_on": day("2019-03-04")},
        "Nora Castell": NORA | {"recommended_me_on": day("2025-06-15"), "endorsed_them": 1},
        "Žiga Kovač": ZIGA | {"recommended_them_on": day("2016-03-01")},
        "Kim Sato": KIM,
        "Chloë Lambert": CHLOE | {"connected_on": day("2026-01-29"), "invited_by": "them"},
    }


@pytest.mark.parametrize(
    "variant",
    [
        {"columns": 9, "is_quoted": False, "has_addresses": False, "bom": True},
        {"columns": 10},
        {"columns": 13, "is_quoted": False},
    ],
)
def test_of_an_archive_of_twelve_years_every_count_is_as_its_maker_says(variant):
    archive = linkedin.archive(seed=3, ties=150, today=TODAY, **variant)

    counts = read(archive.zipped()).ties["counts"]

    found = {}
    for person in archive.people:
        told = counts.get(key_of_profile(person.url) or key_of_name(person.name), {})
        # The day of a connection stands in the list itself.
        found[person.name] = NOTHING | {name: _value(value) for name, value in told.items()}
        found[person.name] |= {"connected_on": person.counts["connected_on"]}
    assert {name: found[name] for name in archive.facts} == archive.facts


def _value(said):
    return dt.date.fromisoformat(said) if isinstance(said, str) and said[:1] == "2" else said


@pytest.mark.any_database
def test_a_whole_archive_comes_in_and_goes_again_to_the_letter(alice, bob):
    archive = linkedin.archive(ties=300, today=TODAY)
    known = next(person for person in archive.people if person.counts["sent"] and person.slug)
    old = make.ContactFactory(owner=alice, name=known.name, linkedin=known.url, how_known="School")
    make.TieFactory(contact=old, sent=1, received=1, days=1, endorsed_them=9)
    make.TieFactory(contact=make.ContactFactory(owner=bob, name=known.name, linkedin=known.url))
    before = rows()

    batch = waiting(alice, archive.zipped())
    batch.rows.offered().filter(values__name="Ines Stranger 0").update(choice="add")
    batch = brought_in(batch)

    offered = {person.name for person in archive.people if not person.is_connection}
    here = {
        name: told
        for name, counts in archive.facts.items()
        if name not in offered - {"Ines Stranger 0"}
        and (told := {column: value for column, value in counts.items() if value})
    }
    if not known.counts["endorsed_them"]:
        here[known.name]["endorsed_them"] = 9
    twins = {"Alex Twin"}
    assert {name: told for name, told in ties(alice).items() if name not in twins} == here
    assert set(Tie.objects.owned_by(alice).values_list("came_with", flat=True)) == {batch.pk}
    assert batch.added == 302

    batch = taken_back(batch)

    after = rows()
    assert after.pop("Import") != before.pop("Import")
    assert after == before
