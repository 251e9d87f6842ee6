"""How the list says how one was last in touch: what happened, and roughly when; the first line that applies."""

import datetime as dt

import pytest
from django.utils import timezone

from mentoring.models.introduction_facts import AGREED, ANSWERED, MADE, MET, NUDGED, THANKED, WRITTEN
from mentoring.status.in_touch import in_touch, listed_when
from tests.factories import (
    ContactFactory,
    DirectFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    ProspectFactory,
    TieFactory,
)

TODAY = dt.date(2026, 11, 28)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (6, "6 days ago"),
        (7, "a week ago"),
        (13, "a week ago"),
        (14, "2 weeks ago"),
        (69, "9 weeks ago"),
        (70, "in September"),
        (331, "in January"),
        (332, "in 2025"),
        (4000, "in 2015"),
    ],
)
def test_a_day_is_said_as_roughly_as_a_list_needs_it(passed, words):
    assert listed_when(TODAY - passed * DAY, TODAY) == words


def said(contact, today) -> str:
    """What the list says of one contact; nothing of a contact of somebody else."""
    return in_touch(contact.owner_id, [contact.pk], today).get(contact.pk)


def test_the_last_fact_of_an_introduction_is_told_to_each_of_the_two(alice, today):
    sam = ContactFactory(owner=alice, name="Sam")
    ruth = ProspectFactory(owner=alice, name="Ruth")
    begun = today - 20 * DAY
    introduction = IntroductionFactory(owner=alice, introducer=sam, prospect=ruth, asked_on=begun)
    told = [(said(sam, today), said(ruth, today))]
    for passed, fact in (
        (6, NUDGED),
        (5, AGREED),
        (4, MADE),
        (3, WRITTEN),
        (2, ANSWERED),
        (1, MET),
        (0, THANKED),
    ):
        introduction.mark(fact, today - passed * DAY)
        told.append((said(sam, today), said(ruth, today)))

    assert told == [
        ("Wrote 2 weeks ago", ""),
        ("Wrote 6 days ago", ""),
        ("Heard from 5 days ago", ""),
        ("Heard from 4 days ago", "Introduced 4 days ago"),
        ("Heard from 4 days ago", "Wrote 3 days ago"),
        ("Heard from 4 days ago", "Heard from 2 days ago"),
        ("Heard from 4 days ago", "Met yesterday"),
        ("Wrote today", "Met yesterday"),
    ]


def test_what_was_asked_in_person_is_no_letter(alice, today):
    sam, ruth, kofi, ben = (
        ProspectFactory(owner=alice, name=name) for name in ("Sam", "Ruth", "Kofi", "Ben")
    )
    aloud = {"owner": alice, "channel": "in_person"}
    IntroductionFactory(**aloud, introducer=sam, prospect=ruth, asked_on=today - 2 * DAY)
    DirectFactory(**aloud, prospect=kofi, written_on=today)
    # Whoever was asked for aloud is written to all the same.
    facts = {"asked_on": today - 3 * DAY, "made_on": today - 2 * DAY, "written_on": today - DAY}
    IntroductionFactory(**aloud, prospect=ben, **facts)

    assert [said(one, today) for one in (sam, ruth, kofi, ben)] == [
        "Asked in person 2 days ago", "", "Asked in person today", "Wrote yesterday",
    ]  # fmt: skip


def test_talks_letters_and_meetings_count_and_notes_do_not(alice, today):
    ben = ContactFactory(owner=alice, name="Ben")
    for kind, passed in (("talked", 30), ("wrote", 16), ("note", 1)):
        InteractionFactory(contact=ben, kind=kind, on=today - passed * DAY, text="A note")
    assert said(ben, today) == "Wrote 2 weeks ago"

    InteractionFactory(contact=ben, kind="talked", on=today - 16 * DAY)
    assert said(ben, today) == "Talked 2 weeks ago"

    held = today - 3 * DAY
    MeetingFactory(
        owner=alice,
        contact=ben,
        starts_at=timezone.now() - 3 * DAY,
        held_on=held,
        recorded_on=held,
        outcome="talk_again",
        thanked_on=held,
    )
    assert said(ben, today) == "Met 3 days ago"


@pytest.mark.parametrize(
    ("tie", "words"),
    [
        ({}, ""),
        ({"connected_on": dt.date(2015, 5, 1)}, "Known since 2015"),
        ({"sent": 1, "days": 1, "first_on": TODAY - 200 * DAY, "last_on": TODAY - 200 * DAY}, "Wrote in May"),
        (
            {"sent": 3, "days": 2, "first_on": dt.date(2016, 1, 1), "last_on": dt.date(2023, 11, 29)},
            "Wrote in 2023",
        ),
        (
            {"received": 3, "days": 2, "first_on": dt.date(2016, 1, 1), "last_on": dt.date(2023, 11, 28)},
            "Known since 2016, quiet for 3 years",
        ),
        (
            {
                "sent": 3,
                "days": 2,
                "connected_on": dt.date(2015, 5, 1),
                "first_on": dt.date(2016, 1, 1),
                "last_on": dt.date(2022, 3, 1),
            },
            "Known since 2015, quiet for 4 years",
        ),
    ],
)
def test_a_tie_is_told_where_waymark_knows_nothing(alice, tie, words):
    kofi = ContactFactory(owner=alice, name="Kofi")
    TieFactory(owner=alice, contact=kofi, **dict.fromkeys(("sent", "received", "days"), 0) | {
        "first_on": None, "last_on": None, "connected_on": None
    } | tie)  # fmt: skip

    assert said(kofi, TODAY) == words

    InteractionFactory(contact=kofi, kind="talked", on=TODAY - 300 * DAY)
    assert said(kofi, TODAY) == "Talked in February"


def test_what_is_bobs_is_told_to_nobody_else(alice, bob, today):
    his = ContactFactory(owner=bob)
    InteractionFactory(contact=his, kind="talked", on=today)

    assert in_touch(alice.pk, [his.pk], today) == {}
