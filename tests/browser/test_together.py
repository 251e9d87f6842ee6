"""Working together as the mentee walks it: sessions laid out, three held, a look back, the end, the first word."""

import datetime as dt
import re

import pytest
import time_machine
from playwright.sync_api import Page, expect

from mentoring.models import Meeting, MentorAgreement
from mentoring.models.meeting_facts import THANKED
from tests import stories
from tests.browser.walking import follow, press

SESSIONS = ("2026-04-02", "2026-05-04", "2026-06-02")


@pytest.fixture
def clock():
    """Set the day it is: `clock("2026-04-02")` is that day at eighteen hours."""
    with time_machine.travel(dt.datetime(2026, 3, 20, 18, tzinfo=dt.UTC), tick=True) as traveller:
        yield lambda day: traveller.move_to(dt.datetime.fromisoformat(f"{day}T18:00+00:00"))


@pytest.fixture(params=[True, pytest.param(False, marks=pytest.mark.long)], ids=["script", "no-script"])
def page(request, new_context) -> Page:
    """The mentee's window, with JavaScript or without."""
    return new_context(java_script_enabled=request.param).new_page()


@pytest.fixture
def agreement(alice, clock) -> MentorAgreement:
    """Confirmed with Margaret on 20 March, with a review at the end of June, nothing planned."""
    story = stories.march(alice)
    for goal in story.draft.goals.all():
        goal.steps.filter(done_on=None).exclude(pk=goal.steps.last().pk).delete()
    story.draft.confirm(dt.date(2026, 3, 20), "in_person")
    story.first.mark(THANKED, dt.date(2026, 3, 6))
    return story.draft


def expect_flash(page: Page, words: str):
    """The page says what has just been done."""
    expect(page.get_by_role("status").first).to_contain_text(words)


def test_mentee_works_through_the_agreement_and_stays_in_touch(
    page, base_url, clock, sign_in, alice, agreement
):
    def come_back(day):
        """Weeks later the session has run out."""
        clock(day)
        sign_in(page, alice)

    come_back("2026-03-21")
    lay_out_the_sessions(page, base_url)

    for number, day in enumerate(SESSIONS):
        come_back(day)
        hold_a_session(page, base_url, number)

    come_back("2026-06-28")
    look_back(page, base_url)

    come_back("2026-09-30")
    complete(page, base_url, agreement)

    come_back("2026-12-20")
    stay_in_touch(page, base_url)


def lay_out_the_sessions(page, base_url):
    """All of them in one step: the days are looked over, one is moved, then they are planned."""
    page.goto(base_url)
    page.get_by_role("main").locator("summary").filter(has_text="Later").click()
    follow(page, "Plan your sessions with Margaret")
    page.get_by_label("First session").fill("2026-04-02")
    page.get_by_label("At", exact=True).fill("12:30")
    press(page, "Propose again")
    expect(page.get_by_label("Day of session 1")).to_have_value("2026-04-02")
    page.get_by_label("Day of session 2").fill("2026-05-04")
    assert not Meeting.objects.filter(kind="session").exists()
    press(page, "Plan these sessions")
    expect_flash(page, "sessions with Margaret")
    expect(page.get_by_role("link", name="Monday 4 May, 12:30")).to_be_visible()


def hold_a_session(page, base_url, number):
    """The agenda before, notes, steps and thanks after; each begins where the last one ended."""
    session = Meeting.objects.filter(kind="session").order_by("starts_at")[number]
    page.goto(f"{base_url}/meetings/{session.pk}/prepare/")
    if number:
        page.locator("summary").filter(has_text="Last time, and your notes").click()
        expect(page.get_by_text(f"Notes of session {number - 1}")).to_be_visible()
        expect(page.get_by_text(f"Step {number - 1} agreed on")).to_be_visible()
    page.get_by_role("textbox", name="What you ask for").fill("A look at the quarter on one page")
    press(page, "I’ve sent it")
    expect_flash(page, "Noted: Margaret has your agenda")

    page.get_by_role("main").get_by_role("link", name="After").click()
    page.get_by_label("Notes", exact=False).first.fill(f"Notes of session {number}")
    if number:
        page.get_by_role("group", name=f"Step {number - 1} agreed on").get_by_label("Done").check()
    page.get_by_label("New step 1").fill(f"Step {number} agreed on")
    page.get_by_label("I’ve sent Margaret a thank-you").check()
    press(page, "Save")
    expect_flash(page, "Saved how it went with Margaret")
    assert session.agreed_steps.get().text == f"Step {number} agreed on"
    expect(page.get_by_label("Message")).to_have_value(re.compile(f"- Step {number} agreed on"))
    press(page, "I’ve sent it")
    expect_flash(page, "Noted: Margaret has your summary")


def look_back(page, base_url):
    """The halfway review, as the first page asks for it."""
    page.goto(base_url)
    follow(page, "Review the agreement together")
    page.get_by_label("What works").fill("Plain words")
    page.get_by_role("group", name="What did you decide?").get_by_label("Carry on as it is").check()
    press(page, "Save")
    expect_flash(page, "Saved the halfway review.")
    expect(page.get_by_text("Plain words")).to_be_visible()


def complete(page, base_url, agreement):
    """The last day: then and now, a goal that was reached, lessons and thanks."""
    page.goto(f"{base_url}/agreements/{agreement.pk}/")
    follow(page, "Then and now")
    page.get_by_role("group", name="Then, for").first.get_by_label("2").check()
    page.get_by_role("group", name="Now, for").first.get_by_label("4").check()
    page.get_by_label("I’ve reached this goal").first.check()
    page.get_by_role("textbox", name="What I learned").fill("Decide first, then talk.")
    page.get_by_role("textbox", name="Your thank-you letter").fill("For every coffee.")
    press(page, "Complete the agreement")
    expect_flash(page, "Completed. Well done, both of you.")
    expect(page.get_by_text("Then 2, now 4. Reached.")).to_be_visible()
    expect(page.get_by_text("Decide first, then talk.")).to_be_visible()


def stay_in_touch(page, base_url):
    """Three months later: the first word, with what was last talked about; then half a year of quiet."""
    page.goto(base_url)
    page.get_by_role("button", name=re.compile("^Spread")).click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Welcome back")
    page.get_by_role("main").locator("summary").filter(has_text="Later").click()
    row = page.get_by_role("main").get_by_role("listitem").filter(has_text="Stay in touch with Margaret")
    expect(row.last).to_contain_text("Share one thing that worked. Last time: Notes of session 2")
    follow(page, "Stay in touch with Margaret")
    expect(page).to_have_url(re.compile("keep-in-touch"))
    press(page, "I’ve sent it")
    expect_flash(page, "Noted: you wrote to Margaret")

    page.goto(base_url)
    expect(page.get_by_text("Stay in touch with Margaret")).to_have_count(0)
