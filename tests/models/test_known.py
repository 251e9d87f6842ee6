"""Whom a person knows themselves: the database and the sentence about it follow one rule."""

import datetime as dt

import pytest

from mentoring.identity.likeness import connected_on
from mentoring.models import Contact, Tie
from mentoring.models.known import known_directly, known_in_words
from tests.factories import ContactFactory, InteractionFactory, TieFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
WROTE = {"days": 1, "first_on": DAY, "last_on": DAY}
NONE = {"sent": 0, "received": 0, "days": 0, "first_on": None, "last_on": None}
TIES = {
    "three messages, two of them sent": (NONE | WROTE | {"sent": 2, "received": 1}, True),
    "three messages, two of them received": (NONE | WROTE | {"sent": 1, "received": 2}, True),
    "two messages": (NONE | WROTE | {"sent": 1, "received": 1}, False),
    "only sent": (NONE | WROTE | {"sent": 9}, False),
    "only received": (NONE | WROTE | {"received": 9}, False),
    "recommended by them": (NONE | {"recommended_me_on": DAY}, True),
    "recommended to them": (NONE | {"recommended_them_on": DAY}, True),
    "endorsed twice": (NONE | {"endorsed_me": 2}, True),
    "endorsed once": (NONE | {"endorsed_me": 1}, False),
}


def test_a_tie_of_which_both_had_a_part_says_that_two_know_each_other(alice):
    for name, (facts, _is_known) in TIES.items():
        TieFactory(contact=ContactFactory(owner=alice, name=name), **facts)

    found = {
        one.name: one for one in Contact.objects.owned_by(alice).annotate(known_directly=known_directly())
    }

    expected = {name: is_known for name, (_facts, is_known) in TIES.items()}
    assert {name: one.known_directly for name, one in found.items()} == expected
    ties = Tie.objects.of([one.pk for one in found.values()])
    said = {name: known_in_words(one, ties[one.pk], None, DAY) for name, one in found.items()}
    assert {name: bool(words) for name, words in said.items()} == expected


@pytest.mark.parametrize(
    ("how_known", "talk", "words"),
    [
        ("we shared an office", None, "We shared an office."),
        (connected_on("1 March 2019"), None, ""),
        ("", "talked", "You talked yesterday."),
        ("", "note", ""),
        ("", None, ""),
    ],
)
def test_words_or_a_talk_say_so_too(alice, how_known, talk, words):
    person = ContactFactory(owner=alice, how_known=how_known)
    if talk:
        InteractionFactory(contact=person, kind=talk, on=DAY - dt.timedelta(days=1))
    talked_on = DAY - dt.timedelta(days=1) if talk == "talked" else None

    [found] = Contact.objects.owned_by(alice).annotate(known_directly=known_directly())

    assert found.known_directly is bool(words)
    assert known_in_words(person, None, talked_on, DAY) == words
