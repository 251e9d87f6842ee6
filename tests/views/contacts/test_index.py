"""The list of contacts."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.models import Tag
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    ProspectFactory,
    TagFactory,
)
from tests.pages import html_of
from tests.views.contacts.people import HUGE, INDEX, names_on

pytestmark = pytest.mark.every_database


def test_index_of_a_new_account_asks_for_five_people(client_alice):
    page = client_alice.get(INDEX)

    assert "Start with five people who like you" in page.content.decode()


def test_index_shows_only_ones_own_contacts(client_alice, client_bob, alice, bob):
    ContactFactory(owner=alice, name="Priya Raman")
    ContactFactory(owner=bob, name="Ben Whitlock")

    assert names_on(client_alice.get(INDEX)) == ["Priya Raman"]
    assert names_on(client_bob.get(INDEX)) == ["Ben Whitlock"]


def test_index_counts_contacts_beside_the_way_to_who_may_meet_the_criteria(client_alice, alice):
    ContactFactory.create_batch(3, owner=alice)
    ContactFactory(owner=alice, archived_on=dt.date(2026, 3, 1))

    text = html_of(client_alice.get(INDEX))

    assert (
        'tabindex="-1">3 contacts</h2> <p><a href="/network/who/">Who may meet your criteria?</a></p>' in text
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lindqvist", ["Margaret Lindqvist"]),
        ("retired COO", ["Margaret Lindqvist"]),
        ("dairies", ["Margaret Lindqvist"]),
        ("harrogate", ["Margaret Lindqvist"]),
        ("football", ["Margaret Lindqvist"]),
        ("conference", ["Margaret Lindqvist"]),
        ("margaret leeds", []),
        ("%", []),
    ],
)
def test_index_searches_everything_that_is_known(client_alice, alice, words, found):
    margaret = ContactFactory(
        owner=alice,
        name="Margaret Lindqvist",
        role="Retired COO",
        company="Aldergrove Dairies",
        place="Harrogate",
        notes="Coaches football",
    )
    margaret.tags.add(TagFactory(owner=alice, name="Conference"))
    ContactFactory(owner=alice, name="Daniel Osei", place="Leeds")

    page = client_alice.get(INDEX, {"q": words})

    assert names_on(page) == found


def test_index_marks_what_was_searched_wherever_it_stands(client_alice, alice):
    about = {
        "name": "Leeds <b>United</b>",
        "role": "Leeds lead",
        "place": "Leeds",
        "notes": "Moved to Leeds <i>",
    }
    ContactFactory(owner=alice, **about).tags.add(
        TagFactory(owner=alice, name="Leeds"), TagFactory(owner=alice)
    )

    text = client_alice.get(INDEX, {"q": "LEE"}).content.decode()

    assert "><mark>Leeds</mark> &lt;b&gt;United&lt;/b&gt;</a>" in text
    assert "<mark>Leeds</mark> lead" in text
    assert text.count('class="person-sub"><mark>Leeds</mark></span>') == 1
    assert '<span class="tag"><mark>Leeds</mark></span>' in text
    assert "Moved to <mark>Leeds</mark> &lt;i&gt;" in text
    assert "<mark>" not in client_alice.get(INDEX).content.decode()


def test_index_says_that_nobody_matches_and_offers_everyone(client_alice, alice):
    ContactFactory(owner=alice)

    text = client_alice.get(INDEX, {"q": "finance"}).content.decode()

    assert "Nobody matches “finance”" in text
    assert "Show everyone" in text


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("", ["Pro", "Closed", "Intro", "Neither"]),
        ("prospects", ["Pro"]),
        ("introducers", ["Intro"]),
        ("neither", ["Neither"]),
        ("archived", ["Away"]),
    ],
)
def test_index_filters_by_who(client_alice, alice, today, who, found):
    ProspectFactory(owner=alice, name="Pro")
    ProspectFactory(
        owner=alice, name="Closed", closed_on=today, closed_because="not_a_fit", last_touch_on=today
    )
    ContactFactory(owner=alice, name="Intro", may_introduce=True)
    ContactFactory(owner=alice, name="Neither")
    ContactFactory(owner=alice, name="Away", archived_on=today)

    assert names_on(client_alice.get(INDEX, {"who": who})) == found


def test_index_filters_by_tag_and_not_by_somebody_elses(client_alice, alice, bob):
    tagged = ContactFactory(owner=alice, name="Tagged")
    tagged.tags.add(TagFactory(owner=alice, name="University"))
    ContactFactory(owner=alice, name="Untagged")
    others = TagFactory(owner=bob, name="Bob’s own")

    with_tag = client_alice.get(INDEX, {"tag": Tag.objects.get(name="University").pk})
    with_others = client_alice.get(INDEX, {"tag": others.pk})

    assert names_on(with_tag) == ["Tagged"]
    assert names_on(with_others) == ["Tagged", "Untagged"]
    assert "Bob’s own" not in with_others.content.decode()


def test_index_filters_by_stage(client_alice, alice, today):
    ProspectFactory(owner=alice, name="Marked")
    asked = ProspectFactory(owner=alice, name="Asked")
    IntroductionFactory(owner=alice, prospect=asked, asked_on=today)

    assert names_on(client_alice.get(INDEX, {"stage": 2})) == ["Asked"]
    assert names_on(client_alice.get(INDEX, {"stage": 1})) == ["Marked"]


def test_index_sorts_by_stage_then_by_last_touch(client_alice, alice, today):
    ContactFactory(owner=alice, name="Never")
    ContactFactory(owner=alice, name="Lately", last_touch_on=today)
    ContactFactory(owner=alice, name="Long ago", last_touch_on=today - dt.timedelta(days=90))
    ProspectFactory(owner=alice, name="Prospect")
    met = ProspectFactory(owner=alice, name="Met")
    MeetingFactory(owner=alice, contact=met, held_on=today, recorded_on=today, outcome="undecided")

    assert names_on(client_alice.get(INDEX)) == ["Met", "Prospect", "Lately", "Long ago", "Never"]


def test_index_sorts_by_name_whatever_its_case(client_alice, alice):
    for name in ("bea", "Carl", "Anna"):
        ContactFactory(owner=alice, name=name)

    assert names_on(client_alice.get(INDEX, {"sort": "name"})) == ["Anna", "bea", "Carl"]


def test_index_sorts_by_last_touch(client_alice, alice, today):
    ContactFactory(owner=alice, name="Never")
    ContactFactory(owner=alice, name="Before", last_touch_on=today - dt.timedelta(days=1))
    ContactFactory(owner=alice, name="Today", last_touch_on=today)

    assert names_on(client_alice.get(INDEX, {"sort": "touch"})) == ["Today", "Before", "Never"]


def test_index_sorts_by_best_fit_prospects_first(client_alice, alice):
    must, other = (MentorCriterionFactory(owner=alice, importance="must") for _ in range(2))
    nice = MentorCriterionFactory(owner=alice, importance="nice")
    answers = {
        "Misses one": {must: "meets", other: "does_not", nice: "meets"},
        "Meets both": {must: "meets", other: "meets"},
        "Meets one": {must: "meets"},
        "Meets one and more": {must: "meets", nice: "meets"},
        "Nothing known": {must: "unknown"},
    }
    for name, given in answers.items():
        contact = ProspectFactory(owner=alice, name=name)
        for criterion, answer in given.items():
            AssessmentFactory(contact=contact, criterion=criterion, answer=answer)
    ContactFactory(owner=alice, name="A contact")

    assert names_on(client_alice.get(INDEX, {"sort": "fit"})) == [
        "Meets both",
        "Meets one and more",
        "Meets one",
        "Nothing known",
        "Misses one",
        "A contact",
    ]


def test_index_has_twenty_a_page_and_keeps_the_search(client_alice, alice):
    ContactFactory.create_batch(21, owner=alice, company="Northgate")

    first = client_alice.get(INDEX, {"q": "northgate"})
    second = client_alice.get(INDEX, {"q": "northgate", "page": "2"})

    assert len(names_on(first)) == 20
    assert len(names_on(second)) == 1
    assert "?q=northgate&amp;page=2" in first.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"page": "abc"},
        {"page": HUGE},
        {"page": "-1"},
        {"tag": HUGE},
        {"tag": "x"},
        {"stage": HUGE},
        {"stage": "-1"},
        {"stage": "0"},
        {"who": "nobody"},
        {"sort": "owner__password"},
        {"q": "nul\x00here"},
    ],
)
def test_index_ignores_nonsense_in_the_address(client_alice, alice, query):
    ContactFactory(owner=alice, name="Priya Raman")

    page = client_alice.get(INDEX, query)

    assert page.status_code == 200
    assert names_on(page) == ["Priya Raman"]


@pytest.mark.parametrize("asked", [{}, {"q": "marg"}])
def test_index_costs_the_same_with_one_contact_and_with_three(client_alice, alice, today, asked):
    MentorCriterionFactory(owner=alice)
    ProspectFactory(owner=alice).tags.add(TagFactory(owner=alice, name="Marg"))
    client_alice.get(INDEX, asked)
    with CaptureQueriesContext(
        connection,
    ) as with_one:
        client_alice.get(INDEX, asked)
    for contact in ProspectFactory.create_batch(2, owner=alice):
        contact.tags.add(TagFactory(owner=alice))
        IntroductionFactory(owner=alice, prospect=contact)

    with CaptureQueriesContext(connection) as with_three:
        client_alice.get(INDEX, asked)

    assert len(with_three) == len(with_one)
