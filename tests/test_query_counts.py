"""No page asks the database more because there is more to show: with one of everything or with three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.models import MentorAgreement
from tests import addresses
from tests import factories as make
from tests.addresses import World

pytestmark = pytest.mark.django_db

# Session, person and the three of the rail are in each of these.
QUERIES = {
    "dashboard.index": 12,
    "progress.index": 11,
    "search.index": 12,
    "goals.index": 6,
    "goals.new": 5,
    "goals.detail": 9,
    "goals.edit": 6,
    "goals.delete": 8,
    "steps.new": 6,
    "steps.edit": 6,
    "steps.delete": 6,
    "criteria.index": 12,
    "criteria.new": 6,
    "criteria.edit": 8,
    "criteria.delete": 8,
    "who.criterion": 10,
    "who.words": 6,
    "who.index": 10,
    "contacts.index": 11,
    "contacts.new": 5,
    "contacts.detail": 20,
    "contacts.edit": 7,
    "contacts.delete": 12,
    "imports.index": 7,
    "imports.detail": 11,
    "imports.columns": 6,
    "imports.reading": 6,
    "imports.rows": 8,
    "imports.undo": 21,
    "duplicates.index": 10,
    "merges.new": 16,
    "interactions.new": 6,
    "interactions.log": 8,
    "interactions.edit": 6,
    "interactions.delete": 6,
    "reminders.new": 6,
    "reminders.edit": 6,
    "reminders.delete": 6,
    "next_actions.done": 15,
    "next_actions.later": 15,
    "mailings.unsubscribe": 3,
    "tags.index": 6,
    "tags.edit": 6,
    "tags.delete": 7,
    "assessments.index": 18,
    "assessments.edit": 11,
    "introductions.index": 11,
    "introductions.new": 17,
    "introductions.detail": 9,
    "introductions.edit": 18,
    "introductions.delete": 6,
    "introductions.named": 8,
    "introductions.checked": 8,
    "introductions.made": 8,
    "introductions.closed": 6,
    "introductions.further": 8,
    "introductions.dates": 6,
    "letters.write": 9,
    "letters.after_meeting": 7,
    "letters.keep_in_touch": 9,
    "letters.index": 6,
    "letters.edit": 7,
    "letters.delete": 6,
    "network.index": 6,
    "meetings.index": 9,
    "meetings.new": 9,
    "meetings.edit": 6,
    "meetings.prepare": 9,
    "meetings.record": 8,
    "meetings.delete": 6,
    "agreements.index": 8,
    "agreements.new": 6,
    "agreements.detail": 11,
    "agreements.part": 11,
    "agreements.delete": 6,
    "agreements.completed": 8,
    "agreements.ended": 7,
    "partings.edit": 6,
    "reviews.edit": 7,
    "sessions.new": 7,
    "calendar.feed": 14,
    "agreements.versions": 11,
    "agreements.extended": 7,
    "letters.after_answer": 7,
    "shared.detail": 6,
    "calendar.meeting": 3,
    "calendar.sessions": 4,
    "data.index": 6,
    "data.everything": 2,
    "data.table": 2,
    "data.cards": 2,
    "data.waiting": 6,
    "account.settings": 8,
    "account.delete": 11,
    "phone.manifest": 2,
    "health.index": 3,
}

# The dashboard of somebody without a running agreement.
SEARCHING = 13


def crowd(world):
    """Two more of everything that hangs on the records whose pages are looked at."""
    owner, today = world.owner, world.goal.created_at.date()
    for number in (1, 2):
        World(owner, f"More{number}")
        make.GoalStepFactory(goal=world.goal)
        make.InteractionFactory(contact=world.contact)
        make.InteractionFactory(contact=world.prospect)
        tag = make.TagFactory(owner=owner)
        world.contact.tags.add(tag)
        for importance in ("must", "nice"):
            criterion = make.MentorCriterionFactory(owner=owner, importance=importance)
            criterion.goals.add(world.goal)
            world.draft.criteria.add(criterion)
            make.AssessmentFactory(contact=world.prospect, criterion=criterion, answer="meets")
        other = make.ContactFactory(owner=owner)
        asked = {"owner": owner, "asked_on": today}
        make.IntroductionFactory(**asked, introducer=world.contact)
        make.IntroductionFactory(**asked, introducer=other, prospect=world.prospect, made_on=today)
        make.MeetingFactory(owner=owner, contact=world.prospect)
        make.MeetingFactory(owner=owner, contact=world.mentor, kind="session")
        goal = make.GoalFactory(owner=owner)
        for agreement in MentorAgreement.objects.filter(pk__in=[world.written.pk, world.running.pk]):
            make.AgreementGoalFactory(owner=owner, agreement=agreement, goal=goal)


def counted(client, address) -> int:
    """How many queries a page takes that somebody has looked at before."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(queries)


LEADING_ON = {"agreements.confirmed", "account.unsent", "phone.favicon"}


def test_every_page_is_counted():
    assert sorted(QUERIES) == sorted(set(addresses.pages()) - LEADING_ON)


def test_a_page_takes_as_many_queries_for_three_as_for_one(client_alice, alice):
    world = World(alice, "Quillwort")
    for name in QUERIES:
        client_alice.get(world.address(name))
    one = {name: counted(client_alice, world.address(name)) for name in QUERIES}

    crowd(world)

    three = {name: counted(client_alice, world.address(name)) for name in QUERIES}
    assert three == one == QUERIES


def test_the_dashboard_takes_as_many_while_still_searching(client_alice, alice):
    world = World(alice, "Quillwort")
    world.running.delete()
    client_alice.get("/")
    one = counted(client_alice, "/")

    crowd(world)
    MentorAgreement.objects.running().delete()

    assert counted(client_alice, "/") == one == SEARCHING


def test_the_dashboard_stays_below_fifteen():
    assert max(SEARCHING, QUERIES["dashboard.index"]) <= 15
