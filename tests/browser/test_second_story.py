"""A second search as one person walks it in the browser: Ines, a founder, from sign-up to staying in touch.

What her overview says at each stop stands in `second_story.py`, to be read from top to bottom: is every sentence
true on its day, and is nothing red but a promise to a person?
"""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import expect

from tests.browser.overviews import PASSWORD, Walk
from tests.browser.second_story import DIARY

GOAL = "Hand over the weekly client calls to two team leads"
SUCCESS = "Four weeks in a row, no client call has me in it."


@pytest.fixture
def clock():
    """Set the moment it is; time goes on from there."""
    with time_machine.travel(dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC), tick=True) as traveller:
        yield traveller.move_to


@pytest.fixture
def walk(new_context, base_url, clock):
    """Ines with a browser of her own."""
    return Walk(new_context().new_page(), base_url, clock, "ines@example.org", DIARY)


def test_five_days_of_her_search(walk):
    first_day(walk)
    asks_by_email(walk)
    hears_a_no_and_a_yes(walk)
    is_late(walk)
    plans_a_meeting(walk)


@pytest.mark.long
def test_thirteen_months_from_sign_up_to_staying_in_touch(walk, output_path):
    walk.folder = Path(os.environ.get("SCREENSHOTS") or output_path)
    walk.folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        part(walk)
    assert next(walk.stops, None) is None


# Five days in February


def first_day(walk):
    """Signed up, a goal through its questions, criteria, five people, two in mind, and the first ask, spoken."""
    page = walk.page
    page.goto(walk.base_url)
    walk.follow("Start your search")
    page.get_by_label("What should we call you?").fill("Ines Duarte")
    page.get_by_label("Email").fill("ines@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    walk.press("Create account")
    page.get_by_label("What do you want to be able to do?").fill(GOAL)
    walk.press("Start")
    walk.choose("Support in a new role")
    walk.press("Save and go on", "Question 2 of 4")
    walk.fill("How could someone else tell that you got there?", SUCCESS)
    walk.press("Save and go on", "Question 3 of 4")
    walk.choose("In 6 months")
    walk.press("Save and go on", "Question 4 of 4")
    walk.fill("What’s one small thing you can do this week?", "Let Jo lead one call")
    walk.press("Save and go on", "That’s specific")
    walk.look()

    walk.follow("Choose what a mentor should bring")
    walk.press("Must-have", "Added as a must-have")
    walk.press("Nice-to-have", "Added as a nice-to-have")
    walk.look()

    walk.go("Criteria")
    walk.follow("Do they have time now?")
    page.get_by_role("group", name="How important?").get_by_label("Must-have").check()
    walk.press("Add criterion", "Has an hour a month")
    walk.go("Network")
    walk.fill("One person a line", "Hugo Brandt\nMina Sato\nOscar Lind\nPetra Novak\nKwame Boateng")
    walk.press("Continue")
    walk.press("Save all five", "five")
    walk.look()

    for name in ("Petra Novak", "Kwame Boateng"):
        walk.contact(name)
        walk.press("Mark as a prospect", "is a prospect now")
    walk.look()

    ask(walk, "Hugo Brandt", "Petra Novak")
    walk.press("I’ve asked Hugo", "you asked Hugo")
    walk.look()


def ask(walk, introducer, prospect, channel=""):
    """Ask for an introduction, in person unless another channel is named, with the promise."""
    page, name = walk.page, introducer.split()[0]
    walk.go("Introductions")
    walk.follow("Ask for an introduction")
    page.get_by_label("Who could introduce you?").select_option(introducer)
    page.get_by_label("Who do you hope to meet?").select_option(prospect)
    if channel:
        page.get_by_role("radio", name=channel).check()
        expect(page.get_by_role("textbox", name="Message")).to_have_value(re.compile(f"^Hi {name},"))
    page.get_by_role("checkbox", name=f"I promise, if {name} introduces us.").check()


def asks_by_email(walk):
    """Two days later, in writing."""
    walk.come(2026, 2, 4)
    ask(walk, "Mina Sato", "Kwame Boateng", "Email")
    walk.press("I’ve sent it", "you asked Mina")
    walk.look()


def hears_a_no_and_a_yes(walk):
    """Hugo says no, Mina introduces, and a step is done."""
    walk.come(2026, 2, 9)
    walk.press("Hugo said no", "Hugo")
    walk.press("Mina introduced us", "Mina introduced you")
    walk.done("Let Jo lead one call", "Let Jo lead one call")
    walk.look()


def is_late(walk):
    """Two promises are a day late; one of them is kept."""
    walk.come(2026, 2, 11)
    walk.done("Write to Kwame", "you wrote to Kwame")
    walk.look()


def plans_a_meeting(walk):
    """The thanks, late; Kwame answers, and a coffee is planned and prepared."""
    walk.come(2026, 2, 13)
    walk.done("Thank Hugo", "you thanked Hugo")
    walk.done("Thank Mina", "you thanked Mina")
    walk.look()
    walk.press("Kwame answered", "Kwame answered")
    walk.look()
    walk.follow("Plan a first meeting with Kwame")
    plan(walk, "2026-02-19T10:00", "the café on Corn Street")
    walk.look()


def plan(walk, moment, where):
    """Plan a first meeting, and prepare it."""
    walk.page.get_by_label("Day and time").fill(moment)
    walk.page.get_by_label("Where").fill(where)
    walk.press("Plan the meeting", "Planned")
    walk.press("I’m prepared", "ready to meet")


# Not now, silence, two weeks away


def hears_not_now(walk):
    """Kwame has no time before the end of March."""
    page = walk.page
    walk.come(2026, 2, 20)
    walk.follow("Write down how it went with Kwame")
    walk.choose("Not now")
    page.get_by_label("Ask again from").fill("2026-03-30")
    walk.press("Save", "Saved")
    walk.look()
    walk.come(2026, 2, 23)
    walk.done("Thank Kwame", "you thanked Kwame")
    walk.done("Tell Mina", "you told Mina")
    walk.look()
    ask(walk, "Oscar Lind", "Petra Novak", "Email")
    walk.press("I’ve sent it", "you asked Oscar")
    walk.look()


def nudges(walk):
    """Oscar is silent, and introduces the day after the nudge; she notes two things for herself."""
    page = walk.page
    walk.come(2026, 3, 5)
    walk.done("Nudge Oscar", "you nudged Oscar")
    walk.look()
    walk.come(2026, 3, 6)
    walk.go("Introductions")
    walk.press("Oscar introduced us", "Oscar introduced you")
    walk.go("Overview")
    walk.follow(GOAL)
    page.get_by_label("Add a step").fill("Write down what a good call needs")
    page.get_by_label("By (optional)").fill("2026-03-15")
    walk.press("Add step", "Added")
    walk.contact("Hugo Brandt")
    page.get_by_text("More", exact=True).click()
    walk.follow("Remind me about Hugo")
    page.get_by_label("Remind me to").fill("Ask Hugo how the new shop is doing")
    page.get_by_label("On", exact=True).fill("2026-03-12")
    walk.press("Save reminder")
    walk.look()


def comes_back(walk):
    """After seventeen days: welcome back, spread, and the letter that waited."""
    walk.come(2026, 3, 23)
    walk.press("Spread them")
    expect(walk.page.locator("#flash")).to_contain_text("today")
    walk.look()
    walk.done("Use Oscar’s introduction", "you wrote to Petra")
    walk.look()
    walk.come(2026, 3, 24)
    walk.done("Thank Oscar", "you thanked Oscar")
    walk.done("Ask Hugo", "Ask Hugo")
    walk.done("Write down what a good call needs", "Write down what a good call needs")
    walk.look()


def plans_another(walk):
    """Petra answers."""
    walk.come(2026, 3, 27)
    walk.go("Introductions")
    walk.press("Petra answered", "Petra answered")
    walk.look()
    walk.follow("Plan a first meeting with Petra")
    plan(walk, "2026-04-02T10:00", "Petra’s office")
    walk.look()


def asks_again(walk):
    """The day that was chosen for Kwame has come; he says no."""
    walk.come(2026, 3, 30)
    walk.done("Ask Kwame again", "you asked Kwame again")
    walk.look()
    walk.come(2026, 4, 1)
    walk.contact("Kwame Boateng")
    walk.page.get_by_text("More", exact=True).first.click()
    walk.press("Kwame said no", "Kwame said no")
    walk.look()


# An agreement


def agrees(walk):
    """It fits; written down together, shared, and a yes."""
    page = walk.page
    walk.come(2026, 4, 3)
    walk.follow("Write down how it went with Petra")
    walk.choose("A good fit")
    walk.fill("Notes", "Petra asked what I’d do with a free Thursday.")
    walk.fill("The one thing I’ll act on", "Let Jo close a call alone")
    walk.press("Save", "Saved")
    walk.look()
    walk.done("Thank Petra", "you thanked Petra")
    walk.done("Tell Oscar", "you told Oscar")
    walk.look()

    walk.come(2026, 4, 7)
    walk.press("Write an agreement with Petra")
    walk.look()
    page.locator("summary").filter(has_text="Later").click()
    walk.follow("Share the agreement with Petra")
    walk.follow("Change : When, and for how long")
    page.get_by_label("First day").fill("2026-04-20")
    page.get_by_label("Last day").fill("2026-10-20")
    walk.press("Save", "Saved")
    walk.press("Share it with Petra", "Petra has it to read")
    walk.look()

    walk.come(2026, 4, 14)
    walk.follow("Ask Petra about the agreement")
    page.get_by_label("In person").check()
    walk.press("Mark as confirmed", "Confirmed")
    walk.look()
    page.locator("summary").filter(has_text="Later").click()
    walk.follow("Plan your sessions with Petra")
    page.locator("#id_where").fill("our usual link")
    walk.press("Plan these sessions")
    walk.look()


def works_together(walk):
    """A session each month, written down and summed up the day after; two looks back on the way."""
    for month, day in ((4, 21), (5, 22), (6, 23), (7, 21), (8, 21), (9, 22)):
        walk.come(2026, month, day)
        walk.follow("Write down how it went with Petra")
        walk.fill("Notes", "A good hour.")
        walk.press("Save")
        walk.look()
        walk.done("Send Petra the summary", "Petra has your summary")
        if month in (5, 7):
            walk.follow("Look back on the trial" if month == 5 else "Review the agreement")
            look_back(walk, "We start on time.", "Carry on as it is")
        walk.look()


def look_back(walk, works, decision):
    """Three short answers together."""
    walk.fill("What works", works)
    walk.page.get_by_role("group", name="What did you decide?").get_by_label(decision).check()
    walk.press("Save", "Saved the")


# The end, and after


def plans_how_to_finish(walk):
    """Four weeks before the last day: a new day for the goal, and one more step."""
    walk.done("Plan how to finish with Petra", "planned how to finish")
    walk.look()
    walk.page.locator("summary").filter(has_text="Later").click()
    walk.follow("Choose a new day for a goal")
    walk.choose("On a day I choose")
    walk.page.get_by_label("Which day?").fill("2026-10-20")
    walk.press("Save and go on", "That’s specific")
    walk.fill("Add a step", "Two weeks with no call of mine")
    walk.page.get_by_label("By (optional)").fill("2026-10-04")
    walk.press("Add step", "Added")
    walk.look()


def meets_for_the_last_time(walk):
    """Prepared, with an agenda sent; written down, summed up, and looked back on one last time."""
    walk.come(2026, 10, 5)
    walk.done("Two weeks with no call of mine", "Two weeks with no call of mine")
    walk.follow("Prepare your session with Petra")
    walk.page.get_by_role("textbox", name="What you ask for").fill("What should I keep doing?")
    walk.press("I’ve sent it", "Petra has your agenda")
    walk.look()
    walk.come(2026, 10, 7)
    walk.follow("Write down how it went with Petra")
    walk.fill("Notes", "We looked at how far it has come.")
    walk.press("Save")
    walk.look()
    walk.done("Send Petra the summary", "Petra has your summary")
    walk.follow("Look back with Petra one last time")
    look_back(walk, "A question a month.", "Finish as planned")
    walk.look()


def finishes(walk):
    """The day after the last one: then and now, a goal that is reached, and the two letters of a parting."""
    page = walk.page
    walk.come(2026, 10, 21)
    walk.follow("Complete the agreement with Petra")
    walk.follow("Look back, and say thank you")
    page.get_by_role("group", name="Then, for").get_by_label("2", exact=True).check()
    page.get_by_role("group", name="Now, for").get_by_label("5", exact=True).check()
    page.get_by_label("I’ve reached this goal").check()
    walk.fill("What I learned", "A call goes well without me.")
    walk.press("Complete the agreement", "Completed")
    walk.look()
    walk.follow("Send Petra your thank-you letter")
    walk.press("I’ve sent it", "Petra has your thank-you letter")
    walk.look()
    walk.follow("Tell Oscar what came of it with Petra")
    walk.press("I’ve sent it", "Oscar")
    walk.look()


def stays_in_touch(walk):
    """Three months later a word is due, and written; then it is quiet until the summer."""
    walk.come(2026, 11, 30)
    walk.come(2027, 1, 10)
    walk.come(2027, 1, 22)
    walk.follow("Stay in touch with Petra")
    walk.fill("One thing that worked", "letting someone else close the call")
    walk.press("Update the letter")
    walk.press("I’ve sent it", "you wrote to Petra")
    walk.look()
    walk.come(2027, 3, 2)


PARTS = (
    first_day, asks_by_email, hears_a_no_and_a_yes, is_late, plans_a_meeting, hears_not_now, nudges, comes_back,
    plans_another, asks_again, agrees, works_together, plans_how_to_finish, meets_for_the_last_time, finishes,
    stays_in_touch,
)  # fmt: skip
