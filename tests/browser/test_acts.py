"""How much a person has to do for the main tasks: each is counted, printed at the end of the run, and held."""

import contextlib
import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.identity.greetings import called
from mentoring.models import Contact, Goal, Introduction, ShareLink, User
from mentoring.models.answers import give_answer
from tests import linkedin
from tests.browser.acts import Most, Person, say_a_goal
from tests.factories import (
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.reasons import wrong_in

PATIENCE = 60_000  # milliseconds, on a machine that does other things as well

# A task may take fewer acts than stand here, and never more.
MOST = {
    "five contacts": Most(acts=10),
    "five contacts pasted": Most(acts=2, fields=1),
    "first goal specific": Most(acts=10, pages=2, fields=6),
    "first ask": Most(acts=4, pages=2),
    "introduced us from the overview": Most(acts=1),
    "a prospect's no": Most(acts=1),
    "a meeting recorded, at least": Most(acts=3, pages=2),
    "a meeting recorded in full": Most(acts=6, pages=2),
    "ten people out of an archive": Most(acts=16, pages=5),
    "agreement by link": Most(acts=4, pages=2),
    "first thing to do after 14 days away": Most(acts=0, pages=0),
}


@pytest.fixture
def task(page, base_url, sign_in, alice, record_property):
    """Begin a task on a page: `with task("introduced us", "/") as person: ...`; at its end the acts are counted."""
    sign_in(page, alice)

    @contextlib.contextmanager
    def begin(name: str, address: str, width: int = 1280, height: int = 900):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(base_url + address)
        person = Person(page)
        yield person
        record_property("acts", f"{name}: {person.acts} on {len(person.places)} page(s)")
        most = MOST[name]
        assert person.acts <= most.acts, name
        assert len(person.places) <= most.pages, name
        assert person.fields + person.choices <= most.fields, name

    return begin


def test_a_first_goal_is_specific_after_five_answers(task, alice):
    with task("first goal specific", "/") as person:
        say_a_goal(person)

    person.page.get_by_role("status").get_by_text("That’s specific.").wait_for()
    assert all(check.passed for check in Goal.objects.with_steps().get().checks(timezone.localdate()))


FIVE = """Marta Nowak, Site Manager, Mercer Haulage
Beth Sinclair, Shift Lead, Northgate Foods
Jonas Bergström, Category Buyer at Halden Packaging
Oliver Grant
Aisha Bello, Warehouse Supervisor, Northgate Foods"""


def test_five_contacts_pasted_are_one_field_and_one_press(task, alice):
    with task("five contacts pasted", "/contacts/many/") as person:
        person.fill("One person a line", FIVE)
        box = person.page.get_by_label("One person a line")
        person.page.get_by_role("button", name="Save all five").wait_for()
        expect(box).to_be_focused()
        ticks = person.page.locator("tbody").get_by_role("checkbox")
        ticks.nth(0).check()
        ticks.nth(3).check()
        # What is typed meanwhile leaves the ticks where they are.
        box.press_sequentially("\nRosa Delgado")
        person.page.get_by_role("button", name="Save all six").wait_for()
        person.press("Save all six")

    said = "Added six people. One could be your mentor, one could introduce you."
    person.page.get_by_role("status").get_by_text(said).wait_for()
    marked = [(one.name, one.is_prospect, one.may_introduce) for one in Contact.objects.order_by("pk")[:2]]
    assert marked == [("Marta Nowak", True, False), ("Beth Sinclair", False, True)]


def test_the_answer_of_an_introducer_is_one_press(task, alice, today):
    sam = ContactFactory(owner=alice, name="Sam Kowalski")
    introduction = IntroductionFactory(owner=alice, introducer=sam, asked_on=today - dt.timedelta(days=14))

    with task("introduced us from the overview", "/") as person:
        person.press("Sam introduced us")

    person.page.get_by_role("status").get_by_text("Sam introduced you").wait_for()
    introduction.refresh_from_db()
    assert introduction.made_on == today


def test_the_no_of_a_prospect_is_one_press_and_thanks_come_next(task, alice, today):
    daniel, day = ProspectFactory(owner=alice, name="Daniel Osei"), today - dt.timedelta(days=20)
    IntroductionFactory(
        owner=alice, prospect=daniel, asked_on=day, made_on=day, written_on=day, thanked_on=day
    )

    with task("a prospect's no", "/") as person:
        person.press("Daniel said no")

    person.page.get_by_role("link", name="Thank Daniel anyway").wait_for()
    daniel.refresh_from_db()
    assert daniel.said_no


@pytest.fixture
def met(alice, today):
    """Yesterday's first meeting, not written down yet, and a criterion nobody knows about."""
    MentorCriterionFactory(owner=alice, text="Ends meetings on time")
    margaret = ProspectFactory(owner=alice, name="Margaret Lindqvist")
    return MeetingFactory(owner=alice, contact=margaret, starts_at=timezone.now() - dt.timedelta(days=1))


def test_a_meeting_is_written_down_in_three_acts(task, met):
    with task("a meeting recorded, at least", "/", width=390, height=844) as person:
        person.press("Write down how it went with Margaret")
        person.choose("Not sure yet")
        person.press("Save")

    person.page.get_by_role("status").get_by_text("Saved.").wait_for()
    met.refresh_from_db()
    assert met.outcome == "undecided"


def test_notes_the_one_thing_and_a_criterion_are_three_more(task, met):
    with task("a meeting recorded in full", "/") as person:
        person.press("Write down how it went with Margaret")
        person.choose("Not now")
        person.fill("Notes", "Started on the line at 19.")
        person.fill("The one thing I’ll act on", "Ask what to stop")
        person.choose("Meets", within=".assess")
        person.press("Save")

    person.page.get_by_role("status").get_by_text("Saved: not now.").wait_for()
    met.refresh_from_db()
    assert (met.outcome, met.notes, met.one_thing) == (
        "not_now",
        "Started on the line at 19.",
        "Ask what to stop",
    )
    assert (met.contact.said_not_now, met.contact.assessments.get().answer) == (True, "meets")


def test_after_two_weeks_away_the_first_thing_to_do_is_in_sight(task, alice):
    long_ago = timezone.now() - dt.timedelta(days=20)
    User.objects.filter(pk=alice.pk).update(date_joined=long_ago)
    with time_machine.travel(long_ago, tick=True):
        goal = GoalFactory(owner=alice)
        for number in range(4):
            GoalStepFactory(owner=alice, goal=goal, due_on=long_ago.date() + dt.timedelta(days=number + 1))

    with task("first thing to do after 14 days away", "/", width=390, height=844) as person:
        expect(person.page.get_by_role("heading", level=1)).to_have_text(
            re.compile("^Welcome back. Four things")
        )
        first = person.page.locator(".next-item").first
        box = first.bounding_box()
        assert box["y"] + box["height"] <= 844


def test_the_first_ask_is_four_acts_from_the_page_of_a_prospect(task, alice, today):
    sam = ContactFactory(owner=alice, name="Sam Kowalski")
    ruth = ProspectFactory(owner=alice, name="Ruth Abernethy")
    GoalFactory(owner=alice, title="Read a balance sheet")

    with task("first ask", f"/contacts/{ruth.pk}/") as person:
        person.press("Ask for an introduction", within="main")
        person.choose("Who could introduce you?", "Sam Kowalski")
        person.page.get_by_text("I promise, if Sam introduces us").wait_for()
        person.choose("I promise")
        person.press("I’ve asked")

    person.page.get_by_role("status").get_by_text("You asked Sam").wait_for()
    introduction = Introduction.objects.get()
    assert (introduction.introducer, introduction.prospect, introduction.asked_on) == (sam, ruth, today)
    assert introduction.message.startswith(
        "Sam, may I ask you something? I want to read a balance sheet, and I"
    )


def test_ten_people_out_of_an_archive_with_their_reasons(task, alice, today):
    made = linkedin.archive(ties=1000, today=today)

    with task("ten people out of an archive", "/contacts/") as person:
        page = person.page
        page.set_default_timeout(PATIENCE)
        person.press("Import", within="main")
        person.bring("Your file", "archive.zip", made.zipped())
        person.press("See who’s in it")
        person.press("Import 1,0")
        heading = page.get_by_role("heading", name="Who do you know best?", level=1)
        heading.wait_for()
        rows = page.locator(".rows > li")
        expect(rows).to_have_count(9)
        nine = [said_in(row) for row in rows.all()]
        for _name, _reason, row in nine:
            person.press("Could introduce me", within=row)
            # Only the row is swapped, and the press can be taken back where it was made.
            expect(page.locator(f"{row}-introducer[aria-pressed=true]")).to_be_focused()
        person.press(re.search(r"[\d,]+ more", page.locator("main").inner_text())[0])
        page.get_by_role("heading", name="In touch now", level=1).wait_for()
        others = [said_in(row) for row in rows.all()]
        tenth, _reason, row = next(one for one in others if one not in nine)
        person.press("Could be my mentor", within=row)
        page.locator(f"{row}-mentor[aria-pressed=true]").wait_for()

    assert set(Contact.objects.introducers().values_list("name", flat=True)) == {
        name for name, *_rest in nine
    }
    assert Contact.objects.prospects().get().name == tenth
    shown = {name: reason for name, reason, _row in [*nine, *others]}
    assert len(shown) > 20
    facts = made.facts
    assert [name for name, said in shown.items() if wrong_in(said, facts[name], called(name), today)] == []


def said_in(row) -> tuple[str, str, str]:
    """Whom a row of “Who do you know best?” is about, why, and where it is."""
    name, reason = (row.locator(part).inner_text() for part in (".person-name", ".d-block"))
    return name, reason, f"#{row.get_attribute('id')}"


def test_an_agreement_by_private_link_costs_two_pages(task, alice, today, settings, base_url):
    """From “Write an agreement” to the sent link, and until the mentor’s yes is seen."""
    settings.HOST, settings.BASE_URL = "mentors.example.org", base_url
    GoalStepFactory(goal=GoalFactory(owner=alice, title="Run a weekly meeting"))
    margaret = ProspectFactory(owner=alice, name="Margaret Lindqvist", email="margaret@example.org")
    MeetingFactory(
        owner=alice, contact=margaret, starts_at=timezone.now() - dt.timedelta(days=1), held_on=today,
        recorded_on=today, outcome="good_fit", thanked_on=today,
    )  # fmt: skip

    with task("agreement by link", "/") as person:
        person.press("Write an agreement with Margaret")
        person.press("Share it with Margaret")
        person.page.get_by_role("link", name="Email the link").wait_for()
        link = ShareLink.objects.get()
        shown = link.shown.fingerprint()
        give_answer(link, uuid.uuid4(), shown, timezone.now(), kind="yes", name="Margaret", note="")
        person.press("Overview")
        person.press("Read what Margaret wrote: it’s a yes")

    person.page.get_by_role("heading", name="Margaret said yes").wait_for()
