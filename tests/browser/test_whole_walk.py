"""From an empty account to an agreement that is confirmed, with five prospects: every act on the way is counted."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from mentoring.models import Contact, MentorAgreement, ShareLink
from mentoring.models.answers import give_answer
from tests.browser.acts import Person, say_a_goal

pytestmark = pytest.mark.any_database

MOST_ACTS = 120
PROSPECTS = ("Margaret Lindqvist", "Daniel Osei", "Ruth Abernethy", "Yusuf Demir", "Priya Raman")
INTRODUCERS = ("Grace Mbeki", "Sam Kowalski", "Hannah Weiss", "Tom Baker", "Aisha Bello")
MUST = "Has chaired a leadership meeting every week"


@pytest.fixture
def clock():
    """Set the day it is in March 2026, at nine; time goes on from there."""
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC), tick=True) as traveller:
        yield lambda day: traveller.move_to(dt.datetime(2026, 3, day, 9, tzinfo=dt.UTC))


def test_from_an_empty_account_to_a_confirmed_agreement(page, base_url, settings, clock, record_property):
    settings.HOST, settings.BASE_URL = "mentors.example.org", base_url
    person = Person(page)
    page.goto(base_url)
    for part in (signs_up, say_a_goal, chooses_criteria, adds_ten_people, finds_out, asks_for_three):
        part(person)
    clock(4)
    hears_from_them(person)
    clock(11)
    writes_the_meeting_down(person)
    agrees(person)

    record_property("acts", f"the whole walk: {person.acts} on {len(person.places)} page(s)")
    assert person.acts <= MOST_ACTS
    assert MentorAgreement.objects.get().is_running
    assert Contact.objects.prospects().count() == len(PROSPECTS)


def signs_up(person):
    person.press("Start your search")
    person.fill("What should we call you?", "Leila Haddad")
    person.fill("Email", "leila@example.org")
    person.fill("Password", "three random words")
    person.press("Create account")


def chooses_criteria(person):
    """Two that the goal suggests, the first of them a must-have."""
    person.page.get_by_text("That’s specific.").wait_for()
    person.press("Must-have")
    person.page.get_by_role("status").get_by_text("Has chaired").wait_for()
    person.press("Nice-to-have")
    person.page.get_by_role("status").get_by_text("Does what").wait_for()


def adds_ten_people(person):
    """Five who could be the mentor, five who could introduce them."""
    person.press("Contacts", within="nav")
    person.fill("One person a line", "\n".join(PROSPECTS + INTRODUCERS))
    person.press("Continue")
    person.page.get_by_role("button", name="Save all 10").wait_for()
    for row, _name in enumerate(PROSPECTS):
        ticks(person, row, "mentor")
    for row, _name in enumerate(INTRODUCERS, start=len(PROSPECTS)):
        ticks(person, row, "introduce")
    person.press("Save all 10")
    person.page.get_by_role("status").get_by_text("Added 10 people").wait_for()


def ticks(person, row, what):
    """Tick what one of them could be."""
    column = {"mentor": 0, "introduce": 1}[what]
    person.page.locator("tbody tr").nth(row).get_by_role("checkbox").nth(column).check()
    person.choices += 1


def finds_out(person):
    """Of each prospect whether they meet the must-have."""
    person.press("Compare", within="nav")
    for prospect in sorted(PROSPECTS):
        person.press("Not known", within="main")
        person.choose("Meets")
        person.press("Save", within="main")
        says(person, f"{prospect.split()[0]} meets")


def asks_for_three(person):
    """One introducer each, with the promise; as many as Waymark advises to have under way."""
    for prospect, introducer in list(zip(PROSPECTS, INTRODUCERS, strict=True))[:3]:
        person.press("Contacts", within="nav")
        person.press(prospect, within="main")
        person.press("Ask for an introduction", within="main")
        person.choose("Who could introduce you?", introducer)
        # The promise names whoever was chosen: it's read before it's ticked.
        person.page.get_by_text(f"I promise, if {introducer.split()[0]} introduces us").wait_for()
        person.choose("I promise")
        person.press("I’ve asked")
        says(person, f"you asked {introducer.split()[0]}")


def hears_from_them(person):
    """Two introduce her, one of whom answers; she plans to meet, and prepares."""
    person.press("Introductions", within="nav")
    for introducer in ("Grace", "Sam"):
        person.press(f"{introducer} introduced us")
        says(person, f"{introducer} introduced you")
    for prospect in ("Margaret", "Daniel"):
        person.press(f"I’ve written to {prospect}")
        says(person, f"you wrote to {prospect}")
    for introducer in ("Grace", "Sam"):
        person.press(f"I’ve thanked {introducer}")
        says(person, f"you thanked {introducer}")
    person.press("Margaret answered")
    says(person, "Margaret answered")
    person.press("Plan the first meeting")
    person.fill("Day and time", "2026-03-10T10:00")
    person.press("Plan the meeting")
    says(person, "you’re meeting Margaret")
    person.press("I’m prepared")
    says(person, "You’re ready to meet Margaret")


def writes_the_meeting_down(person):
    """A good fit; whoever helped is thanked and told, the others hear of it."""
    person.press("Overview", within="nav")
    person.press("Write down how it went with Margaret")
    person.choose("We’re a good fit")
    person.fill("Notes", "Asked me what I would stop doing first.")
    person.press("Save")
    says(person, "write it down together")


def agrees(person):
    """By private link, until the yes is read."""
    person.press("Start the draft")
    person.press("Share it with Margaret")
    person.page.get_by_role("link", name="Email the link").wait_for()
    link = ShareLink.objects.get()
    shown = link.shown.fingerprint()
    give_answer(link, uuid.uuid4(), shown, timezone.now(), kind="yes", name="Margaret", note="")
    person.press("Overview", within="nav")
    person.press("Read what Margaret wrote: it’s a yes")
    person.page.get_by_role("heading", name="Margaret said yes").wait_for()


def says(person, words):
    """What was recorded is said at the top of the next page."""
    person.page.locator("#flash").get_by_text(words).wait_for()
