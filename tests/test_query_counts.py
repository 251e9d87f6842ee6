"""Nothing asks the database more because there is more: with one of everything or with three, read or written."""

import copy
import datetime as dt
import os
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import Contact, MentorAgreement
from tests import addresses
from tests import factories as make
from tests.addresses import LEADING_ON, World
from tests.bodies import BEFORE, body_of, form_on

pytestmark = pytest.mark.django_db

# The figures below are held with three of everything on SQLite and with one on PostgreSQL; `make long` tries the rest.
NUMBERS = pytest.mark.parametrize(
    "three",
    [
        pytest.param(False, id="one", marks=[] if os.environ["DATABASE_URL"] else pytest.mark.long),
        pytest.param(True, id="three", marks=pytest.mark.long if os.environ["DATABASE_URL"] else []),
    ],
)

# Session, person and the three of the rail are in each of these.
QUERIES = {
    "dashboard.index": 12,
    "progress.index": 17,  # where the search is stuck rests on all of it
    "lookbacks.index": 7,
    "lookbacks.week": 13,
    "lookbacks.edit": 6,
    "lookbacks.delete": 6,
    "search.index": 10,
    "goals.index": 6,
    "goals.new": 5,
    "goals.detail": 9,
    "goals.edit": 6,
    "goals.delete": 8,
    "steps.new": 6,
    "steps.edit": 6,
    "steps.delete": 6,
    "criteria.index": 10,
    "criteria.new": 6,
    "criteria.ideas": 6,
    "criteria.edit": 8,
    "criteria.delete": 8,
    "who.criterion": 10,
    "who.words": 6,
    "who.index": 10,
    "contacts.index": 13,
    "contacts.new": 5,
    "many.new": 5,
    "contacts.detail": 18,
    "contacts.edit": 7,
    "contacts.delete": 12,
    "imports.index": 7,
    "imports.detail": 17,
    "imports.columns": 6,
    "imports.reading": 6,
    "imports.rows": 13,
    "imports.coming": 7,
    "imports.undo": 22,
    "deletions.index": 6,
    "deletions.delete": 6,
    "ties.index": 11,
    "ties.delete": 6,
    "duplicates.index": 10,
    "merges.new": 17,
    "interactions.new": 6,
    "interactions.log": 8,
    "interactions.edit": 6,
    "interactions.delete": 6,
    "reminders.new": 6,
    "reminders.edit": 6,
    "reminders.delete": 6,
    "next_actions.done": 13,
    "next_actions.later": 13,
    "next_actions.put_off": 14,
    "next_actions.one_by_one": 10,
    "mailings.unsubscribe": 3,
    "tags.index": 6,
    "tags.edit": 6,
    "tags.delete": 7,
    "assessments.index": 12,
    "assessments.edit": 11,
    "introductions.index": 10,
    "introductions.new": 14,
    "introductions.direct": 11,
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
    "letters.question": 8,
    "letters.after_meeting": 7,
    "letters.keep_in_touch": 9,
    "letters.report_back": 8,
    "letters.summary": 11,
    "letters.ask_again": 8,
    "letters.taken_no": 7,
    "not_now.edit": 6,
    "letters.index": 6,
    "letters.edit": 7,
    "letters.delete": 6,
    "network.index": 6,
    "meetings.index": 8,
    "meetings.new": 9,
    "calendar_file.new": 5,
    "meetings.edit": 6,
    "meetings.prepare": 10,
    "meetings.record": 9,
    "meetings.delete": 6,
    "agreements.index": 8,
    "help.wanted": 7,
    "help.given": 8,
    "agreements.new": 6,
    "agreements.detail": 13,
    "drafting.part": 12,
    "agreements.delete": 9,
    "agreements.starting_point": 7,
    "agreements.completed": 12,
    "agreements.ended": 12,
    "partings.edit": 6,
    "reviews.edit": 7,
    "sessions.new": 8,
    "calendar.feed": 12,
    "agreements.versions": 10,
    "agreements.extended": 7,
    "letters.after_answer": 8,
    "term_letters.thanks": 9,
    "term_letters.outcome": 9,
    "shared.detail": 7,
    "mentor_messages.look": 16,
    "calendar.meeting": 3,
    "calendar.nudge": 3,
    "calendar.sessions": 5,
    "data.index": 6,
    "data.everything": 2,
    "data.table": 2,
    "data.cards": 2,
    "data.waiting": 6,
    "account.settings": 8,  # without mail: whether anybody else is here
    "account.courtesy_numbers": 5,
    "account.calendar": 5,
    "advice.index": 5,
    "account.delete": 15,
    "phone.manifest": 2,
}

# The dashboard of somebody without a running agreement.
SEARCHING = 12


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
        make.GoalStepFactory(goal=goal)
        for agreement in MentorAgreement.objects.filter(pk__in=[world.written.pk, world.running.pk]):
            make.AgreementGoalFactory(owner=owner, agreement=agreement, goal=goal)


def counted(client, address) -> int:
    """How many queries a page takes that somebody has looked at before."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(queries)


def test_every_page_is_counted():
    assert sorted(QUERIES) == sorted(set(addresses.pages()) - LEADING_ON)


@NUMBERS
def test_a_page_takes_as_many_queries_for_three_as_for_one(client_alice, alice, three):
    world = World(alice, "Quillwort")
    if three:
        crowd(world)
    for name in QUERIES:
        client_alice.get(world.address(name))

    assert {name: counted(client_alice, world.address(name)) for name in QUERIES} == QUERIES


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


# Posts ----------------------------------------------------------------------------------------------

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)

# Session, person, and the lock of the person with its transaction are in most of these.
POST_QUERIES = {
    "dashboard.put_aside": 17,
    "next_actions.postponed": 16,
    "next_actions.spread": 11,
    "next_actions.gathered": 2,
    "next_actions.done": 10,
    "next_actions.later": 16,
    "next_actions.taken_back": 4,
    "goals.new": 9,
    "goals.detail": 13,
    "goals.edit": 9,
    # Each deletion locks the person first, in a transaction of its own.
    "goals.delete": 13,
    "goals.achieved": 8,
    "goals.parked": 8,
    "goals.taken_up": 8,
    "steps.new": 10,
    "steps.edit": 9,
    "steps.delete": 8,
    "steps.ticked": 7,
    "steps.unticked": 8,
    "steps.until_next_time": 8,
    "steps.moved_up": 9,
    "steps.moved_down": 9,
    "criteria.new": 13,
    "criteria.suggested": 8,
    "criteria.started": 8,
    "criteria.taken_back": 12,
    "criteria.edit": 15,
    "criteria.delete": 10,
    "who.words": 8,
    "criteria.made_must": 7,
    "criteria.made_nice": 7,
    "several.changed": 23,
    "several.deleted": 34,  # what goes with them is looked for in every kind
    "several.taken_back": 11,
    "deletions.delete": 14,
    "contacts.new": 15,
    "many.new": 16,
    # A slice is compared before its transaction, and in it is seen whether that still holds.
    "imports.index": 25,
    "imports.columns": 22,
    "imports.read_on": 18,
    "imports.chosen": 9,
    "imports.confirmed": 44,
    "imports.carry_on": 22,
    # That it is not coming in by now is looked up under the lock.
    "imports.cancelled": 11,
    "imports.undo": 34,
    "ties.delete": 10,
    "duplicates.told_apart": 9,
    "duplicates.told_alike": 5,
    "merges.new": 56,
    "merges.taken_back": 20,  # what imports found of it since is looked for
    "contacts.edit": 18,
    "contacts.delete": 24,  # forms that name them, and the index of words
    "marks.marked_prospect": 7,
    "marks.unmarked_prospect": 8,
    "marks.said_no": 8,
    "marks.no_withdrawn": 10,
    "marks.marked_introducer": 7,
    "marks.unmarked_introducer": 7,
    "marks.archived": 8,
    "marks.restored": 7,
    "contacts.taken_back": 32,
    "interactions.new": 11,
    "interactions.log": 15,
    "interactions.edit": 11,
    "interactions.delete": 9,
    "interactions.taken_back": 8,
    "lookbacks.week": 9,
    "lookbacks.edit": 9,
    "lookbacks.delete": 7,
    "reminders.new": 9,
    "reminders.edit": 9,
    "reminders.delete": 7,
    "reminders.done": 7,
    "reminders.skipped": 7,
    "reminders.taken_back": 7,
    "tags.edit": 14,
    "tags.delete": 10,
    "assessments.edit": 11,
    "assessments.answered": 12,
    "introductions.new": 18,
    "introductions.direct": 15,
    "introductions.edit": 20,  # a known person is described no longer: what described them goes
    "introductions.delete": 14,
    "introductions.asked": 13,
    "introductions.nudged": 12,
    "introductions.agreed": 12,
    "introductions.named": 17,
    "introductions.checked": 17,
    "introductions.made": 17,
    "introductions.written": 12,
    "introductions.thanked": 12,
    "introductions.followed_up": 12,
    "introductions.followed_up_again": 12,
    "introductions.answered": 12,
    "introductions.met": 12,
    "introductions.introducer_informed": 12,
    "introductions.closed": 14,
    "introductions.further": 20,
    "introductions.taken_back": 15,
    "introductions.dates": 14,
    "introductions.forgotten": 13,
    "letters.write": 18,
    "letters.question": 12,
    "letters.after_meeting": 12,
    "letters.keep_in_touch": 13,
    "letters.report_back": 15,
    "letters.summary": 19,
    "letters.ask_again": 16,
    "letters.taken_no": 11,
    "not_now.edit": 9,
    "not_now.lifted": 7,
    "not_now.as_before": 8,
    "not_now.asked_again": 13,
    "not_now.said": 12,
    "not_now.taken_back": 14,
    "letters.edit": 10,
    "letters.delete": 7,
    "meetings.new": 18,
    "calendar_file.new": 7,
    "calendar_file.planned": 13,
    "meetings.edit": 11,
    "meetings.prepare": 19,
    "meetings.record": 20,
    "meetings.delete": 11,
    "meetings.prepared": 8,
    "meetings.unprepared": 9,
    "meetings.cancelled": 8,
    "meetings.reinstated": 9,
    "moves.fell_through": 8,
    "moves.moved_back": 8,
    "agendas.sent": 10,  # the last day in touch moves with each of these
    "agendas.unsent": 11,
    "agendas.shown": 8,
    "agendas.hidden": 9,
    "summaries.sent": 10,
    "summaries.unsent": 11,
    "summaries.shown": 9,  # with the steps as they are worded
    "summaries.hidden": 10,
    "debriefs.shown": 8,
    "debriefs.hidden": 9,
    "debriefs.acted": 8,
    "debriefs.not_acted": 9,
    "debriefs.reported_back": 10,
    "debriefs.report_forgotten": 11,
    "meetings.thanked": 10,
    "meetings.thanks_forgotten": 11,
    "help.wanted": 9,
    "help.given": 12,
    "agreements.new": 13,
    "drafting.part": 24,
    "agreements.delete": 27,
    "drafting.shared": 23,
    "drafting.lengthened": 9,
    "agreements.confirmed": 16,
    "agreements.starting_point": 8,
    "agreements.changed": 19,
    "agreements.reviewed": 8,
    "agreements.close_planned": 8,
    "agreements.completed": 21,  # the goals before and after, for its Undo
    "agreements.ended": 23,
    "agreements.forgotten": 14,
    "agreements.extended": 16,
    "share_links.made": 13,
    "share_links.revoked": 7,
    "mentor_messages.noticed": 7,
    "answers.heard": 8,
    "answers.taken": 17,
    "answers.declined": 12,
    "letters.after_answer": 11,
    "term_letters.thanks": 13,
    "term_letters.outcome": 14,
    "agreements.thanks_sent": 10,
    "agreements.outcome_sent": 8,
    "agreements.learned_shown": 9,  # with the goals that were reached
    "agreements.learned_hidden": 10,
    "shared.answered": 38,
    "shared.messaged": 44,
    "calendar.turned_on": 3,
    "offers.weekly": 2,
    "calendar.renewed": 3,
    "calendar.turned_off": 3,
    "reviews.edit": 11,
    "partings.edit": 9,
    "sessions.new": 11,
    "sessions.taken_back": 11,
    "data.index": 55,
    "data.confirmed": 59,
    "data.cancelled": 3,
    "account.settings": 6,
    "account.courtesy_numbers": 4,
    "account.calendar": 4,
    "account.delete": 86,  # all sessions are looked at, and the index of words
}

# What writes more than one fact or one record, and what it writes.
SEVERAL = {
    "agreements.completed": "the end, what is said of each goal, what is called off, and the way back",
    "agreements.ended": "the same, and until when links work",
    "agreements.delete": "a draft, its goals and links, and what the mentor said of it",
    "drafting.part": "the part, and the next version of what the mentor reads",
    "drafting.shared": "what was read before, who is named in what wasn’t, the version and its link",
    "contacts.delete": "the contact, what hangs on them, and what an undo still says of them",
    "contacts.taken_back": "whether any kind of record uses the contact, then as for deleting them",
    "several.changed": "everybody who is chosen, a new tag, and the way back",
    "imports.index": "the first thousand rows of a file, compared with the contacts",
    "imports.columns": "the same, once it is said which column is what",
    "several.deleted": "everybody who is chosen, what goes with them, and the way back",
    "deletions.delete": "what is kept of everybody it is about, and what else still names them",
    "imports.confirmed": "everybody in a file, in slices of a thousand rows",
    "imports.carry_on": "everybody in a file, in slices",
    "imports.undo": "everybody who came by a file, in slices of a thousand rows",
    "merges.new": "two contacts and all that hangs on them, and the way back",
    "shared.answered": "the answer and other wordings; twenty of them see that nobody answers too often",
    "shared.messaged": "the message and the one it replaces; twenty of them see that nobody sends too often",
    "data.index": "what every table has is looked up, and the file kept",
    "data.confirmed": "every table",
    "account.delete": "every table",
}
MOST_FOR_ONE = 20
# What a file says is shown to the database before anything else, and taken back at once.
TRIED_FIRST = {"data.index"}
# One statement more, with which SQLite's index of words lets go of what was deleted.
TIDY_THE_INDEX = {
    "contacts.delete",
    "contacts.taken_back",
    "account.delete",
    "deletions.delete",
    "ties.delete",
}

# Pages without a form of their own: a post to them is read like a visit.
SHOWN = {
    "invitations.detail",  # leads whoever is signed in to their overview
    "dashboard.index",
    "progress.index",
    "lookbacks.index",
    "next_actions.put_off",
    "next_actions.one_by_one",
    "search.index",
    "goals.index",
    "criteria.index",
    "criteria.ideas",
    "who.criterion",
    "who.index",
    "contacts.index",
    "contacts.detail",
    "imports.coming",
    "imports.detail",
    "imports.reading",
    "imports.rows",
    "deletions.index",
    "ties.index",
    "duplicates.index",
    "tags.index",
    "assessments.index",
    "introductions.index",
    "introductions.detail",
    "letters.index",
    "network.index",
    "meetings.index",
    "calendar.nudge",
    "calendar.meeting",
    "calendar.sessions",
    "agreements.index",
    "agreements.detail",
    "mentor_messages.look",
    "agreements.versions",
    "mailings.unsubscribe",
}


LOCK = 'SELECT "mentoring_user"."id" FROM "mentoring_user"'
WRITES = ("INSERT INTO", "UPDATE", "DELETE FROM")


def locks_first(queries) -> bool:
    """Whether the person is locked before anything of theirs is written; a single statement locks nothing else."""
    asked = [one["sql"] for one in queries]
    writes = [at for at, sql in enumerate(asked) if sql.startswith(tuple(f'{w} "mentoring_' for w in WRITES))]
    return len(writes) < 2 or any(sql.startswith(LOCK) for sql in asked[: writes[0]])


def sent(client, world, name) -> tuple[int, int, list[str], bool]:
    """The status of a post that does what its address is for, its queries and its warnings; then it is put back.

    And whether it locks in the order that holds everywhere.
    """
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        BEFORE.get(name, lambda world, client: None)(world, client)
        body = body_of(client, world, name)
        client.cookies = copy.deepcopy(cookies)  # what was said before takes no part in it
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(world.address(name), body)
        transaction.set_rollback(True)
    client.cookies = cookies
    world.owner.refresh_from_db()
    refused = [str(said) for said in get_messages(answer.wsgi_request) if said.level_tag == "warning"]
    return answer.status_code, len(queries), refused, locks_first(queries)


def forget_last_touches():
    """Whatever asks when two were last in touch finds another day, and writes it: the dearest case."""
    Contact.objects.update(last_touch_on=dt.date(1999, 1, 1))


def test_every_post_is_counted():
    assert sorted([*POST_QUERIES, *SHOWN]) == sorted(addresses.takers())


@NUMBERS
def test_a_post_takes_as_many_queries_for_three_as_for_one(client_alice, alice, three, freeze, settings):
    freeze(NOON)
    settings.HOST = "waymark.example.org"  # a private link is only made where somebody can open it
    world = World(alice, "Quillwort")
    if three:
        crowd(world)
    forget_last_touches()
    assert {name for name in SHOWN if form_on(client_alice, world, name)} == set()

    told = {name: sent(client_alice, world, name) for name in POST_QUERIES}

    done = {200, 302, 307}
    assert {name: said for name, said in told.items() if said[0] not in done or said[2]} == {}
    assert {name for name, (*_said, is_in_order) in told.items() if not is_in_order} == TRIED_FIRST
    on_sqlite = TIDY_THE_INDEX if connection.vendor == "sqlite" else set()
    counted_so = {name: queries - (name in on_sqlite) for name, (_status, queries, *_said) in told.items()}
    assert counted_so == POST_QUERIES


def test_an_ask_that_begins_at_a_contact_takes_few_queries(client_alice, alice):
    world = World(alice, "Quillwort")
    forget_last_touches()
    begun = {"from": world.unmarked.pk, "to": world.prospect.pk, "goal": world.goal.pk}
    address = f"{world.address('introductions.new')}?{urlencode(begun)}"
    body = body_of(client_alice, world, "introductions.new") | {"prospect": world.prospect.pk}

    with CaptureQueriesContext(connection) as queries:
        assert client_alice.post(address, body).status_code == 302

    assert len(queries) == MOST_FOR_ONE - 1


def test_deleting_an_introducer_takes_as_many_queries_for_three_asks_as_for_one(client_alice, alice):
    def deleted(asks: int) -> int:
        introducer = make.ContactFactory(owner=alice)
        for _number in range(asks):
            prospect = make.ProspectFactory(owner=alice, last_touch_on=dt.date(1999, 1, 1))
            make.IntroductionFactory(owner=alice, introducer=introducer, prospect=prospect)
        with CaptureQueriesContext(connection) as queries:
            assert client_alice.post(reverse("contacts.delete", args=[introducer.pk])).status_code == 302
        return len(queries)

    assert deleted(3) == deleted(1)


def test_one_fact_or_one_record_takes_few_queries():
    one = {name: queries for name, queries in POST_QUERIES.items() if name not in SEVERAL}

    assert {name: queries for name, queries in one.items() if queries > MOST_FOR_ONE} == {}
