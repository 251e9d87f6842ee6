"""The page of one contact."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import Contact
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    ProspectFactory,
    TagFactory,
)
from tests.pages import html_of
from tests.views.contacts.people import url

pytestmark = pytest.mark.every_database


def test_detail_shows_the_facts(client_alice, alice):
    contact = ContactFactory(
        owner=alice,
        name="Daniel Osei",
        role="Director",
        place="Leeds",
        email="daniel@example.com",
        phone="+44 (0)113 496",
        linkedin="https://linkedin.com/in/daniel",
    )

    text = client_alice.get(url("detail", contact)).content.decode()

    for part in (
        "<h1>Daniel Osei</h1>",
        "Director, Leeds",
        'href="mailto:daniel@example.com"',
        'href="tel:+44113496"',
        'href="https://linkedin.com/in/daniel"',
        "Who could they introduce you to?",
        "You added Daniel.",
    ):
        assert part in text


@pytest.mark.any_database
def test_detail_of_a_prospect_shows_every_criterion_with_its_evidence(client_alice, alice):
    contact = ProspectFactory(owner=alice, name="Daniel Osei")
    known = MentorCriterionFactory(owner=alice, text="Has led a depot", importance="must")
    MentorCriterionFactory(owner=alice, text="Reads a balance sheet", find_out="meeting")
    MentorCriterionFactory(owner=alice, text="Has the time", find_out="introducer")
    AssessmentFactory(
        contact=contact, criterion=known, answer="meets", evidence="Runs a depot of 85", source="introducer"
    )

    page = client_alice.get(url("detail", contact))
    text = page.content.decode()

    assert 'Runs a depot of 85 <span class="faint">· the introducer, ' in html_of(page)
    assert "Ask when you meet" in text
    assert "Find out from the introducer" in text
    assert "One that Daniel meets" in text
    assert "1 of 1 must-have" in text
    assert reverse("assessments.edit", args=[contact.pk]) in text


def test_detail_of_somebody_who_said_no_suggests_nothing(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, name="Daniel Osei")
    contact.close(today, Contact.ClosedBecause.SAID_NO)
    MentorCriterionFactory(owner=alice, find_out="meeting")

    text = client_alice.get(url("detail", contact)).content.decode()

    assert "Daniel said no on" in text
    assert f"{reverse('introductions.new')}?to=" not in text
    assert reverse("meetings.new") not in text
    assert url("marked_prospect", contact) not in text
    assert "Find out" not in text
    assert "Assess Daniel" not in text


def test_detail_escapes_what_people_typed(client_alice, alice, today):
    evil = "<script>alert(1)</script>{0.__class__}"
    contact = ProspectFactory(owner=alice, name=evil, notes=evil, role=evil)
    introducer = ContactFactory(owner=alice, name=evil)
    IntroductionFactory(owner=alice, introducer=introducer, prospect=contact, asked_on=today)
    InteractionFactory(contact=contact, text=evil)

    page = client_alice.get(url("detail", contact))

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_detail_tells_what_happened_newest_first(client_alice, alice):
    contact = ProspectFactory(owner=alice, name="Daniel Osei", prospect_on=dt.date(2026, 3, 4))
    Contact.objects.filter(pk=contact.pk).update(created_at=dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    ben = ContactFactory(owner=alice, name="Ben Whitlock")
    IntroductionFactory(
        owner=alice,
        introducer=ben,
        prospect=contact,
        asked_on=dt.date(2026, 3, 6),
        made_on=dt.date(2026, 3, 11),
    )
    InteractionFactory(contact=contact, on=dt.date(2026, 3, 8), text="About lorries", kind="talked")

    events = client_alice.get(url("detail", contact)).context["page"].timeline.events

    link = f'<a href="{url("detail", ben)}">Ben Whitlock</a>'
    assert [event.text for event in events] == [
        f"{link} introduced you to Daniel.",
        "We talked",
        f"You asked {link} for an introduction to Daniel.",
        "You marked Daniel as a prospect.",
        "You added Daniel.",
    ]


def test_detail_of_an_introducer_shows_earlier_introductions(client_alice, alice, today):
    ben = ContactFactory(owner=alice, name="Ben Whitlock", may_introduce=True)
    daniel = ProspectFactory(owner=alice, name="Daniel Osei")
    introduction = IntroductionFactory(owner=alice, introducer=ben, prospect=daniel, asked_on=today)

    text = client_alice.get(url("detail", ben)).content.decode()

    assert reverse("introductions.detail", args=[introduction.pk]) in text
    assert "Asked" in text


def test_detail_shows_fifty_events_until_asked_for_all(client_alice, alice):
    contact = ContactFactory(owner=alice)
    InteractionFactory.create_batch(55, contact=contact)

    some = client_alice.get(url("detail", contact))
    everything = client_alice.get(url("detail", contact), {"all": "1"})

    assert len(some.context["page"].timeline.events) == 50
    assert "Show everything" in some.content.decode()
    assert len(everything.context["page"].timeline.events) == 56
    assert "Show everything" not in everything.content.decode()


@pytest.mark.parametrize(
    ("asked_before", "facts", "heading", "is_late"),
    [
        (20, {"made_on": 4}, "Write to Daniel, 2 days late", True),
        # Nobody was promised a nudge: it is possible from its day on, and never late.
        (20, {}, "Nudge Ben about Daniel, since 12 March", False),
    ],
)
@pytest.mark.any_database
def test_only_a_promise_to_somebody_is_late_on_their_page(
    client_alice, alice, freeze, asked_before, facts, heading, is_late
):
    freeze(dt.date(2026, 3, 23))
    introduction = IntroductionFactory(
        owner=alice,
        introducer=ContactFactory(owner=alice, name="Ben Whitlock"),
        prospect=ProspectFactory(owner=alice, name="Daniel Osei"),
        asked_on=dt.date(2026, 3, 23) - dt.timedelta(days=asked_before),
        **{name: dt.date(2026, 3, 23) - dt.timedelta(days=ago) for name, ago in facts.items()},
    )
    client_alice.force_login(alice)

    page = client_alice.get(url("detail", introduction.prospect))

    assert page.context["now"]["heading"] == heading
    assert page.context["now"]["is_late"] == is_late
    assert ("callout-late" in page.content.decode()) == is_late


def test_detail_says_what_is_due_with_a_button(client_alice, alice, today):
    introduction = IntroductionFactory(
        owner=alice,
        introducer=ContactFactory(owner=alice, name="Ben Whitlock"),
        prospect=ProspectFactory(owner=alice, name="Daniel Osei"),
        asked_on=today - dt.timedelta(days=5),
        made_on=today - dt.timedelta(days=1),
    )

    page = client_alice.get(url("detail", introduction.prospect))

    assert page.context["now"]["heading"] == "Write to Daniel by tomorrow"
    assert reverse("introductions.written", args=[introduction.pk]) in page.content.decode()


def test_detail_costs_the_same_with_one_event_and_with_three(client_alice, alice, today):
    contact = ProspectFactory(owner=alice)

    def happen():
        InteractionFactory(contact=contact)
        MeetingFactory(owner=alice, contact=contact)
        AssessmentFactory(contact=contact, criterion=MentorCriterionFactory(owner=alice))
        IntroductionFactory(owner=alice, prospect=contact, asked_on=today, made_on=today)
        contact.tags.add(TagFactory(owner=alice))

    happen()
    client_alice.get(url("detail", contact))
    with CaptureQueriesContext(connection) as with_one:
        client_alice.get(url("detail", contact))
    happen()
    happen()

    with CaptureQueriesContext(connection) as with_three:
        client_alice.get(url("detail", contact))

    assert len(with_three) == len(with_one)
