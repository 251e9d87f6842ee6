"""Two people in two browsers: one shares an agreement, the other answers on a phone, without an account."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.advice import clauses
from mentoring.management.demo import Story
from mentoring.models import MentorAgreement, ShareLink
from tests.browser import eyes
from tests.browser.eyes import sheets

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def draft(alice, settings):
    """The draft of the sample story with nothing missing, on an instance that can be reached from outside."""
    Story(alice, timezone.localdate()).load()
    agreement = MentorAgreement.objects.get()
    settings.HOST = "mentors.example.org"
    return agreement


@pytest.mark.journey
@pytest.mark.parametrize(
    "script",
    [pytest.param(True, marks=pytest.mark.any_database), pytest.param(False, marks=pytest.mark.postgres)],
)
def test_mentor_suggests_and_confirms_without_an_account(
    new_context, sign_in, base_url, alice, draft, settings, script
):
    settings.BASE_URL = base_url
    mentee = new_context(java_script_enabled=script).new_page()
    mentor = new_context(java_script_enabled=False, has_touch=True).new_page()
    mentor.set_viewport_size(PHONE)
    sign_in(mentee, alice)

    # The mentee shares it, which makes the link.
    mentee.goto(base_url + reverse("agreements.detail", args=[draft.pk]))
    mentee.get_by_role("button", name="Share it with Margaret").click()
    expect(mentee.get_by_text("Noted: Margaret has it to read.")).to_be_visible()
    address = mentee.get_by_label("Private link").input_value()

    # The mentor reads it on a phone and would have one clause otherwise.
    mentor.goto(address)
    expect(mentor.get_by_role("heading", name="Alice would like you to be a mentor")).to_be_visible()
    expect(mentor.get_by_role("radio", checked=True)).to_have_count(0)
    assert not eyes.sticking_out(mentor)
    mentor.get_by_label("Almost. I’d like to change something").check()
    mentor.locator("summary", has_text="What’s out of bounds").click()
    boundaries = mentor.get_by_label("What is out of bounds")
    boundaries.fill(f"{boundaries.input_value()} No calls in August.")
    mentor.get_by_label("Your name").fill("Margaret Lindqvist")
    mentor.get_by_role("button", name="Send my answer").click()
    expect(mentor.get_by_role("heading", name="Thank you, that’s sent")).to_be_visible()

    # The mentee sees it where the search stands, takes it over, and there is a new version.
    mentee.goto(base_url)
    mentee.get_by_role("link", name="Read what Margaret would like to change").click()
    expect(
        mentee.get_by_role("heading", name="Margaret Lindqvist would like to change something")
    ).to_be_visible()
    expect(mentee.get_by_role("insertion")).to_contain_text("No calls in August.")
    mentee.get_by_role("button", name="Accept").click()
    expect(mentee.get_by_text("Accepted.").first).to_be_visible()
    expect(mentee.locator("#boundaries")).to_contain_text("No calls in August.")
    mentor.goto(address)
    expect(mentor.get_by_role("article")).not_to_contain_text("No calls in August.")
    mentee.get_by_role("button", name="Share the changes").click()
    mentee.get_by_role("link", name="What changed").click()
    expect(mentee.get_by_role("heading", name="Version 2")).to_be_visible()

    # The mentor finds the new version at the same address, and says yes.
    mentor.goto(address)
    expect(mentor.get_by_text("This is version 2 of what Alice suggests")).to_be_visible()
    expect(mentor.get_by_role("article")).to_contain_text("No calls in August.")
    mentor.get_by_label("Yes, I confirm").check()
    mentor.get_by_label("A note to Alice").fill("I look forward to it.")
    mentor.get_by_label("Your name").fill("Margaret Lindqvist")
    mentor.get_by_role("button", name="Send my answer").click()
    expect(mentor.get_by_role("heading", name="You and Alice")).to_be_visible()

    # The mentee reads the yes, and the paper says who confirmed it and how.
    mentee.goto(base_url)
    mentee.get_by_role("link", name="Read what Margaret wrote: it’s a yes").click()
    expect(mentee.get_by_text("I look forward to it.")).to_be_visible()
    mentee.locator("summary", has_text="Read the agreement").click()
    expect(
        mentee.get_by_text(re.compile("Confirmed by Margaret Lindqvist on .*, by private link"))
    ).to_be_visible()
    mentee.get_by_role("button", name="I’ve read it").click()
    expect(mentee.get_by_text("Noted.", exact=True)).to_be_visible()
    expect(mentee.get_by_role("button", name="I’ve read it")).to_have_count(0)


@pytest.fixture
def shared(draft):
    """The mentor's page, before any answer."""
    link = ShareLink.objects.make(draft, 30, timezone.now())
    return reverse("shared.detail", args=[link.token])


def test_mentors_page_is_for_all_eyes(new_context, base_url, shared, axe, no_sideways_scroll, in_theme):
    page = new_context().new_page()
    page.set_viewport_size(PHONE)

    page.goto(base_url + shared)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Almost. I’d like to change something").check()
    for summary in page.locator("summary").all():
        summary.click()

    in_theme(page)
    axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    no_sideways_scroll(page)
    page.goto(base_url + reverse("shared.detail", args=["1-x"]))
    in_theme(page)
    axe(page)


def test_short_form_prints_on_one_sheet_and_long_form_on_two(
    new_context, sign_in, base_url, alice, draft, shared
):
    page = new_context().new_page()
    sign_in(page, alice)

    page.goto(base_url + reverse("agreements.detail", args=[draft.pk]))
    assert sheets(page) == 1
    page.goto(base_url + shared)
    assert sheets(page) == 1
    draft.refresh_from_db()
    changes = draft.open_draft()
    changes.lengthen(clauses.further_texts("Alice", "Margaret"))
    page.goto(base_url + reverse("agreements.detail", args=[changes.pk]))
    assert sheets(page) == 2


def test_days_of_a_term_follow_what_is_typed(new_context, sign_in, base_url, alice, draft):
    page = new_context().new_page()
    sign_in(page, alice)
    page.goto(base_url + reverse("drafting.part", args=[draft.pk, "time"]))
    last_day = draft.starts_on + dt.timedelta(days=21)

    page.get_by_label("Last day").fill(last_day.isoformat())
    page.get_by_label("Every two weeks").check()

    expect(page.locator("#later-goals")).to_contain_text("the last day")
    expect(page.locator("#days-within")).to_contain_text("Review on")
    expect(page.get_by_label("Every two weeks")).to_be_focused()
    draft.refresh_from_db()
    assert draft.cadence == "monthly"
