"""Finding anything by one key or without any script, and what a thumb reaches on a phone."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.models import Interaction
from tests import factories as make

PHONE = {"width": 390, "height": 844}

# What somebody types into or presses: too low for a thumb, or so small that the phone zooms in on it.
SMALL = """() => [...document.querySelectorAll("main input, main select, main textarea, .thumb .btn")]
    .filter(part => part.checkVisibility({visibilityProperty: true}))
    .filter(part => !["hidden", "radio", "checkbox"].includes(part.type))
    .filter(part => part.getBoundingClientRect().height < 44 || (part.matches("input, select, textarea")
        && parseFloat(getComputedStyle(part).fontSize) < 16))
    .map(part => part.outerHTML.slice(0, 120))"""


@pytest.fixture
def margaret(alice):
    """Somebody to be found, in a search under way."""
    make.GoalFactory(owner=alice)
    return make.ProspectFactory(owner=alice, name="Margaret Lindqvist", notes="Runs a depot in Leeds")


def test_one_key_opens_the_box_and_enter_does_the_first_thing(
    new_context, sign_in, alice, margaret, base_url, axe
):
    page = new_context().new_page()
    sign_in(page, alice)
    page.goto(base_url + "/goals/new/")
    box, title = page.get_by_role("dialog"), page.locator("#id_title")
    title.click()
    page.keyboard.type("and/or")
    page.keyboard.press("Control+k")
    expect(title).to_have_value("and/or")
    expect(box).to_have_count(0)

    back = page.get_by_role("link", name="Overview").or_(page.get_by_role("link", name="Where it stands"))
    for key in ("/", "Control+k"):
        back.first.focus()
        page.keyboard.press(key)
        expect(box.get_by_role("searchbox")).to_be_focused()
        expect(box.get_by_role("link").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(box).to_have_count(0)
        expect(back.first).to_be_focused()

    page.keyboard.press("/")
    page.keyboard.type("marg")
    expect(box.get_by_role("status")).to_contain_text("Margaret Lindqvist")
    expect(box.locator("mark").first).to_have_text("Marg")
    axe(page)
    for name in ("Margaret Lindqvist", "Ask for an introduction", "We talked"):
        page.keyboard.press("ArrowDown")
        expect(box.get_by_role("link", name=name)).to_be_focused()
    for _step in range(3):
        page.keyboard.press("ArrowUp")
    page.keyboard.type("aret runs a/b tests")
    page.keyboard.press("Enter")  # before the list has caught up

    expect(page.locator("#flash")).to_contain_text("Noted for Margaret.")
    expect(page).to_have_url(base_url + "/goals/new/")
    assert Interaction.objects.get().text == "runs a/b tests"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone.")
    assert not Interaction.objects.exists()

    page.set_viewport_size(PHONE)
    page.get_by_role("banner").get_by_role("link", name="Find").click()
    page.keyboard.type("marg")
    expect(box.get_by_role("link", name="We talked")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/introductions/new/"))
    page.goto(base_url + "/search/")
    page.wait_for_load_state()  # only then does its script hear keys
    page.keyboard.press("/")
    expect(page.get_by_role("main").get_by_role("searchbox")).to_be_focused()


def test_finding_needs_no_script_and_fits_the_smallest_phone(
    page_plain, sign_in, alice, margaret, base_url, no_sideways_scroll
):
    sign_in(page_plain, alice)
    page_plain.goto(base_url)
    page_plain.get_by_role("banner").get_by_role("searchbox").fill("lindqvist")
    page_plain.get_by_role("banner").get_by_role("button", name="Find anything").click()
    expect(page_plain.locator("main mark")).to_have_text(["Lindqvist"])
    expect(page_plain.get_by_role("main").get_by_role("link", name="We talked")).to_be_visible()

    page_plain.set_viewport_size({"width": 320, "height": 640})
    no_sideways_scroll(page_plain)
    page_plain.get_by_role("banner").get_by_role("link", name="Find").click()
    page_plain.get_by_role("main").get_by_role("searchbox").fill("leeds")
    page_plain.get_by_role("main").get_by_role("button", name="Find").click()
    page_plain.get_by_role("link", name="Margaret Lindqvist").click()

    expect(page_plain.get_by_role("heading", level=1)).to_contain_text("Margaret Lindqvist")


def test_a_talk_is_written_down_with_one_thumb(new_context, sign_in, alice, margaret, base_url):
    page = new_context().new_page()
    page.set_viewport_size(PHONE)
    sign_in(page, alice)
    page.goto(base_url)
    talked = page.get_by_role("navigation", name="At hand").get_by_role("link", name="We talked")
    expect(talked).to_be_in_viewport()
    assert talked.bounding_box()["y"] > PHONE["height"] * 2 / 3

    talked.click()
    page.get_by_label("Who did you talk to?").select_option("Margaret Lindqvist")
    save = page.get_by_role("button", name="Save note")
    expect(save).to_be_in_viewport()
    save.click()

    expect(page.get_by_role("status")).to_contain_text("Noted for Margaret.")
    assert Interaction.objects.get().contact == margaret


def test_fields_are_large_enough_for_a_thumb(new_context, sign_in, alice, margaret, base_url):
    passed = make.MeetingFactory(
        owner=alice, contact=margaret, starts_at=timezone.now() - dt.timedelta(days=1)
    )
    make.MentorCriterionFactory(owner=alice)
    page = new_context().new_page()
    page.set_viewport_size(PHONE)
    sign_in(page, alice)
    record = reverse("meetings.record", args=[passed.pk])

    small = {}
    for path in ("/", "/notes/new/", record, "/contacts/new/", "/meetings/new/", "/search/"):
        page.goto(base_url + path)
        small[path] = page.evaluate(SMALL)

    assert {path: parts for path, parts in small.items() if parts} == {}
    page.goto(base_url + record)
    expect(page.get_by_role("button", name=re.compile("^Save$"))).to_be_in_viewport()
