"""How much a person has to do for the main tasks: each is counted, printed at the end of the run, and held."""

import contextlib

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.models import Contact, Goal, Introduction
from tests.browser.acts import Most, Person
from tests.factories import ContactFactory, GoalFactory, IntroductionFactory, ProspectFactory

# A task may take fewer acts than stand here, and never more.
MOST = {
    "five contacts": Most(acts=10),
    "first goal specific": Most(acts=10, pages=2, fields=6),
    "first ask": Most(acts=4, pages=2),
    "introduced us": Most(acts=1),
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
        person.fill("What do you want to be able to do?", "Run a weekly meeting people find useful")
        person.press("Start")
        person.choose("Learn a skill")
        person.press("Save and go on")
        person.fill("How could someone else tell that you got there?", "We end on time.", within="form")
        person.press("Save and go on")
        person.choose("In 6 months")
        person.press("Save and go on")
        person.fill("What’s one small thing you can do this week?", "Ask Beth what to drop", within="form")
        person.press("Save and go on")

    person.page.get_by_role("status").get_by_text("That’s specific.").wait_for()
    assert Goal.objects.with_steps().get().is_specific_enough(timezone.localdate())


def test_the_answer_of_an_introducer_is_one_press(task, alice, today):
    sam = ContactFactory(owner=alice, name="Sam Kowalski")
    introduction = IntroductionFactory(owner=alice, introducer=sam, asked_on=today)

    with task("introduced us", "/introductions/") as person:
        person.press("Sam introduced us")

    person.page.get_by_role("status").get_by_text("Sam introduced you").wait_for()
    introduction.refresh_from_db()
    assert introduction.made_on == today


@pytest.mark.parametrize("has_some", [False, True])
def test_five_contacts_are_five_names_and_five_presses(task, alice, has_some):
    if has_some:
        ContactFactory(owner=alice, name="Ada Adler")
    names = ["Ben Whitlock", "Grace Okafor", "Priya Raman", "Sam Kowalski", "Yusuf Demir"]

    with task("five contacts", "/contacts/") as person:
        person.fill("by name", names[0], within=".add-line")
        person.press("Add", within=".add-line")
        for name in names[1:]:
            field = person.page.locator(".add-line #id_name")
            expect(field).to_have_value("")
            expect(field).to_be_focused()
            person.type_enter(name)
        expect(person.page.get_by_role("main")).to_contain_text(names[-1])

    assert [str(one) for one in Contact.objects.owned_by(alice).exclude(name="Ada Adler")] == names
    expect(person.page.locator(".add-line #id_name")).to_be_focused()


def test_the_first_ask_is_four_acts_from_the_page_of_a_prospect(task, alice, today):
    sam = ContactFactory(owner=alice, name="Sam Kowalski")
    ruth = ProspectFactory(owner=alice, name="Ruth Abernethy")
    GoalFactory(owner=alice, title="Read a balance sheet")

    with task("first ask", f"/contacts/{ruth.pk}/") as person:
        person.press("Ask for an introduction", within="main")
        person.choose("Who could introduce you?", "Sam Kowalski")
        person.choose("I promise")
        person.press("I’ve asked")

    person.page.get_by_role("status").get_by_text("You asked Sam").wait_for()
    introduction = Introduction.objects.get()
    assert (introduction.introducer, introduction.prospect, introduction.asked_on) == (sam, ruth, today)
    assert introduction.message.startswith(
        "Sam, may I ask you something? I want to read a balance sheet, and I"
    )
