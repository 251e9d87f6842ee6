"""The whole search as one person walks it: from the landing page to an agreement with time left."""

import datetime as dt
import re

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.browser.walking import follow, press

pytestmark = pytest.mark.journey

PASSWORD = "three random words"
GOAL = "Run a weekly operations meeting people find useful"
SUCCESS = "Four Mondays in a row, we end on time and every action has an owner."
CHAIRED = "Has chaired a leadership meeting every week"
PURPOSE = "Learn how a weekly meeting is run well"
OWN_WORDS = "You two sat on the same board, I think."


@pytest.fixture
def clock():
    """Set the day it is: `clock(3)` is nine in the morning of 3 March 2026, and time goes on from there."""
    with time_machine.travel(dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC), tick=True) as traveller:
        yield lambda day: traveller.move_to(dt.datetime(2026, 3, day, 9, tzinfo=dt.UTC))


@pytest.fixture(
    params=[
        pytest.param(True, marks=pytest.mark.any_database),
        pytest.param(False, marks=pytest.mark.postgres),
    ],
    ids=["script", "no-script"],
)
def script(request) -> bool:
    """The whole walk with JavaScript on SQLite, and on PostgreSQL without, which asks the database for no less."""
    return request.param


@pytest.fixture
def page(script, new_context) -> Page:
    """A window with JavaScript or without."""
    return new_context(java_script_enabled=script).new_page()


def test_person_walks_from_the_first_visit_to_a_running_agreement(page, script, base_url, clock):
    clock(2)
    sign_up(page, base_url)
    say_a_goal(page)
    choose_criteria(page)
    write_down_five_people(page)
    mark_two_prospects(page)
    compare_them(page)
    ask_with_the_pledge(page, script)

    clock(4)
    use_the_introduction(page)
    plan_and_prepare(page)

    clock(7)
    write_down_the_meeting(page)
    write_the_agreement(page)
    tell_how_it_went(page)

    clock(10)
    record_the_yes(page)
    sign_out(page)

    clock(25)
    see_the_time_that_is_left(page)


# How a person gets about


def go_to(page: Page, name: str):
    """Go on by the rail."""
    rail = page.get_by_role("navigation", name="Your search")
    rail.get_by_role("link", name=re.compile("^" + re.escape(name))).click()


def answer(page: Page, question: str, word: str):
    """Choose one of the answers to a question."""
    page.get_by_role("group", name=question).get_by_label(word).check()


def expect_heading(page: Page, words: str):
    """The page says at its top what it is."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def expect_flash(page: Page, words: str):
    """The page says what has just been done."""
    expect(page.get_by_role("status")).to_contain_text(words)


# The walk


def sign_up(page, base_url):
    """The first visitor becomes the owner of the place."""
    page.goto(base_url)
    expect_heading(page, "Find a mentor, one good ask at a time.")
    follow(page, "Start your search")
    page.get_by_label("What should we call you?").fill("Leila Haddad")
    page.get_by_label("Email").fill("leila@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Create account")


def say_a_goal(page):
    """One line on the first page, then one question at a time until it's specific."""
    expect_heading(page, "What do you want to be able to do?")
    page.get_by_label("What do you want to be able to do?").fill(GOAL)
    press(page, "Start")

    expect_heading(page, GOAL)
    page.locator("label").filter(has_text="Learn a skill").click()
    press(page, "Save and go on")
    page.get_by_role("textbox", name="How could someone else tell that you got there?").fill(SUCCESS)
    press(page, "Save and go on")
    page.locator("label").filter(has_text="On a day I choose").click()
    page.get_by_label("Which day?").fill("2026-05-29")
    press(page, "Save and go on")
    page.get_by_role("textbox", name="What’s one small thing you can do this week?").fill(
        "Sit in on a meeting that works"
    )
    page.get_by_label("If this gets in the way").fill("nobody lets me in")
    page.get_by_label("I will").fill("watch a recording")
    press(page, "Save and go on")
    expect_flash(page, "That’s specific.")
    expect(page.get_by_text("If nobody lets me in, I’ll watch a recording.")).to_be_visible()


def choose_criteria(page):
    """A must-have and a nice-to-have from what the goal suggests, a practicality, and one of their own."""
    follow(page, "Add one in your own words")
    expect_heading(page, "Who would be the right mentor?")
    press(page, f"Add as must-have: {CHAIRED}")
    expect_flash(page, CHAIRED)
    page.get_by_text("more suggestions").click()
    press(page, "Add as nice-to-have: Direct, and kind about it")
    expect_flash(page, "Direct, and kind about it")
    follow(page, "Do they have time now?")
    answer(page, "How important?", "Must-have")
    press(page, "Add criterion")
    expect_flash(page, "Has an hour a month for six months")

    page.get_by_label("What should your mentor have, be or know?").fill("Works in manufacturing")
    page.get_by_label("Kind", exact=True).select_option("Experience")
    press(page, "Add criterion")

    expect(page.get_by_role("heading", name="Must-have 2")).to_be_visible()
    expect(page.get_by_role("heading", name="Nice-to-have 2")).to_be_visible()


def write_down_five_people(page):
    """Four of them by name only, one with everything."""
    follow(page, "Next: look at who you know")
    expect_heading(page, "Who do you know?")
    four = "Grace Mbeki\nMargaret Lindqvist\nDaniel Osei\nPriya Raman"
    page.get_by_label("One person a line").fill(four)
    press(page, "Continue")
    expect(page.get_by_role("heading", name="Four new people")).to_be_focused()
    press(page, "Save all four")
    expect_flash(page, "Added four people.")

    follow(page, "Add people")
    follow(page, "add one person with every detail")
    page.get_by_label("Name").fill("Ruth Abernethy")
    page.get_by_label("Role").fill("Operations Director")
    page.get_by_label("Company").fill("Calder Mutual")
    page.get_by_label("Place").fill("York")
    page.get_by_label("Could introduce you to someone").check()
    page.get_by_label("Email").fill("ruth@example.com")
    page.get_by_label("Phone").fill("0113 496 0142")
    page.get_by_label("LinkedIn").fill("linkedin.com/in/ruth-example")
    page.get_by_label("How you know each other").fill("Spoke at the spring conference")
    page.get_by_label("Tags").fill("Conference")
    page.get_by_label("Notes").fill("Runs two sites.")
    press(page, "Add contact")

    expect_heading(page, "Ruth Abernethy")
    expect(page.get_by_text("Operations Director, Calder Mutual")).to_be_visible()


def mark_two_prospects(page):
    """The one from the callout of the page, the other from its menu."""
    go_to(page, "Contacts")
    follow(page, "Margaret Lindqvist")
    press(page, "Mark as a prospect")
    expect(page.get_by_role("heading", name="Fit", exact=True)).to_be_visible()

    go_to(page, "Contacts")
    follow(page, "Daniel Osei")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("listitem").get_by_role("button", name="Mark as a prospect").click()
    expect(page.get_by_role("heading", name="Fit", exact=True)).to_be_visible()


def compare_them(page):
    """One from top to bottom, the other in a cell of the table; then try without a must-have."""
    go_to(page, "Compare")
    follow(page, "Margaret Lindqvist")
    follow(page, "Assess Margaret")
    answer(page, CHAIRED, "Meets")
    page.get_by_label(f"How you know: {CHAIRED}").fill("140 people at Aldergrove")
    page.get_by_label(f"Where from: {CHAIRED}").select_option("Their profile")
    answer(page, "Works in manufacturing", "Meets")
    press(page, "Save")
    expect_flash(page, "Saved two answers about Margaret")

    go_to(page, "Compare")
    page.get_by_role("row", name=CHAIRED).get_by_role("link", name="Not known").click()
    answer(page, "Daniel: has chaired a leadership meeting every week?", "Doesn’t")
    press(page, "Save")
    expect(page.get_by_role("row", name=CHAIRED).get_by_role("link", name="Doesn’t")).to_be_visible()

    follow(page, f"Try without it: {CHAIRED}")
    expect(page.get_by_text("Nothing is saved.")).to_be_visible()
    follow(page, "Put it back")
    expect(page.get_by_text("Nothing is saved.")).not_to_be_visible()


def ask_with_the_pledge(page, script):
    """The letter follows from the choices; without the pledge nothing counts as asked, and nothing is lost."""
    page.get_by_role("row", name="Next").get_by_role("link", name="Find an introducer").first.click()
    update = page.get_by_role("button", name="Update the words")
    if script:  # the letter follows by itself, once the button has gone
        expect(update).to_be_hidden()
    page.get_by_label("Who could introduce you?").select_option("Grace Mbeki")
    page.get_by_role("radio", name="Email").check()
    if not script:
        update.click()
    expect_heading(page, "Ask Grace to introduce you to Margaret")
    message = page.get_by_role("textbox", name="Message")
    expect(message).to_have_value(re.compile("^Hi Grace,(?s:.)+you know Margaret Lindqvist"))

    message.fill(f"{message.input_value()}\n{OWN_WORDS}")
    page.get_by_label("I’ll use it to").fill(PURPOSE)
    press(page, "I’ve sent it")
    pledge = page.get_by_role("checkbox", name="I promise, if Grace introduces us.")
    expect(pledge).to_have_accessible_description("Tick the promise, or save this as a draft")
    expect(page.get_by_role("alert")).to_contain_text("Please check one thing")
    expect(message).to_have_value(re.compile(f"^Hi Grace,(?s:.)+{re.escape(OWN_WORDS)}$"))
    expect(page.get_by_label("I’ll use it to")).to_have_value(PURPOSE)
    expect(page.get_by_role("radio", name="Email")).to_be_checked()

    pledge.check()
    press(page, "I’ve sent it")
    expect_flash(page, "Noted: you asked Grace today")
    expect(page.get_by_role("heading", name="Waiting for them")).to_be_visible()


def use_the_introduction(page):
    """Introduced, written to from the first page, the introducer thanked from the list, and an answer."""
    go_to(page, "Introductions")
    press(page, "Grace introduced us")
    expect_flash(page, "Grace introduced you today")

    go_to(page, "Overview")
    expect(page.get_by_text("Grace has introduced you to Margaret.")).to_be_visible()
    press(page, "Record as done: Write to Margaret")
    expect_flash(page, "you wrote to Margaret today")

    go_to(page, "Introductions")
    press(page, "I’ve thanked Grace")
    expect_flash(page, "you thanked Grace today")
    press(page, "Margaret answered")
    expect_flash(page, "Margaret answered")


def plan_and_prepare(page):
    """A day for the coffee, and a page to go in with."""
    follow(page, "Plan the first meeting")
    page.get_by_label("Day and time").fill("2026-03-06T10:00")
    page.get_by_label("Where").fill("Mill Street Café")
    press(page, "Plan the meeting")
    expect_flash(page, "you’re meeting Margaret on Friday 6 March")

    expect_heading(page, "Prepare to meet Margaret")
    expect(
        page.get_by_text("Could you spare an hour a month for the next six months?", exact=True)
    ).to_be_visible()
    page.get_by_role("textbox", name="Your notes").fill("Ask how the Monday meeting began.")
    press(page, "I’m prepared")
    expect_flash(page, "You’re ready to meet Margaret")
    expect(page.get_by_role("textbox", name="Your notes")).to_have_value("Ask how the Monday meeting began.")


def write_down_the_meeting(page):
    """How it went, as the first page asks the day after; the answers go into the fit."""
    go_to(page, "Overview")
    follow(page, "Write down how it went with Margaret")
    page.locator("summary").filter(has_text="Think it over").click()
    for question in (
        "Did you say you’re looking", "Does Margaret have", "Is Margaret willing?",
        "Did you both share", "Do you get on?", "Could you learn from how Margaret works?",
    ):  # fmt: skip
        answer(page, question, "Yes")
    page.get_by_label("Notes").fill("Asked me what I would stop doing first.")
    answer(page, "How did it end?", "We’re a good fit")
    press(page, "Save")
    expect_flash(page, "write it down together")


def write_the_agreement(page):
    """One page with what most people agree on; a last day before the first is refused at its field."""
    press(page, "Start the draft")
    expect_heading(page, "Agreement with Margaret")
    expect(page.locator("#goals")).to_contain_text(GOAL)

    follow(page, "Change : When, and for how long")
    page.get_by_label("First day").fill("2026-03-10")
    page.get_by_label("Last day").fill("2026-03-09")
    page.get_by_label("Every two weeks").check()
    press(page, "Save")
    expect(page.get_by_label("Last day")).to_have_accessible_description(
        "Choose a last day after 10 March 2026"
    )
    expect(page.get_by_label("First day")).to_have_value("2026-03-10")
    expect(page.get_by_label("Every two weeks")).to_be_checked()
    page.get_by_label("Last day").fill("2026-09-10")
    press(page, "Save")
    expect(page.locator("#time")).to_contain_text("every two weeks for 60 minutes: 13 sessions in all")

    follow(page, "Change : How and where we meet")
    page.get_by_label("Where, or by phone or video").fill("at Mill Street Café")
    press(page, "Save")
    expect(page.locator("#meetings")).to_contain_text("We meet at Mill Street Café.")
    press(page, "Share it with Margaret")
    expect_flash(page, "Margaret has it to read")
    paper = page.get_by_role("article", name="Mentoring agreement")
    expect(paper).to_contain_text("between Leila Haddad (mentee) and Margaret Lindqvist (mentor)")


def tell_how_it_went(page):
    """The last promise to the introducer."""
    go_to(page, "Introductions")
    press(page, "I’ve told Grace")
    expect_flash(page, "you told Grace today how it went")
    expect(page.get_by_text("Nothing is open. You’ve kept every promise.")).to_be_visible()


def record_the_yes(page):
    """A step is done, and Margaret says yes in person."""
    go_to(page, "Overview")
    press(page, "Record as done: Sit in on a meeting that works")
    expect_flash(page, "Sit in on a meeting that works")
    follow(page, "Ask Margaret about the agreement")
    page.get_by_label("In person").check()
    press(page, "Mark as confirmed")
    expect_flash(page, "Confirmed. From now on it’s kept word for word.")
    page.locator("summary").filter(has_text="Read the agreement").click()
    confirmed = page.get_by_text("Confirmed by Margaret Lindqvist on 10 March 2026, in person.")
    expect(confirmed).to_be_visible()


def sign_out(page):
    """Leave by the rail."""
    press(page, "Sign out")
    expect_heading(page, "Find a mentor, one good ask at a time.")


def see_the_time_that_is_left(page):
    """Two weeks later: in again, and the first page is about the work with the mentor."""
    follow(page, "Sign in")
    page.get_by_label("Email").fill("leila@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")

    expect_heading(page, "You’re working with Margaret.")
    expect(page.get_by_text("24 weeks left")).to_be_visible()
    expect(page.get_by_text("0 of 13 held")).to_be_visible()
    expect(page.get_by_text("1 of 1 done")).to_be_visible()
    expect(page.get_by_text("Ends Thu 10 September")).to_be_visible()
