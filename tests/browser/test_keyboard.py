"""The product by keyboard alone: everything can be reached in its order, is seen there, and can be left again."""

import re
from itertools import cycle

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.management.demo import Story

PAGES = [
    "/", "/goals/", "/criteria/", "/contacts/", "/trade-offs/", "/introductions/", "/introductions/new/",
    "/meetings/new/", "/settings/",
]  # fmt: skip

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

# Everything a person could want to reach, in the order of the page; of a group of radios, one.
MARK = """() => {
    const groups = new Set();
    const stops = [...document.querySelectorAll("a[href], button, summary, input, select, textarea")].filter(part => {
        if (part.tabIndex < 0 || part.disabled || !part.checkVisibility({visibilityProperty: true})) return false;
        if (part.type === "hidden") return false;
        if (part.type !== "radio") return true;
        const is_new = !groups.has(part.name);
        groups.add(part.name);
        return is_new;
    });
    stops.forEach((part, number) => { part.dataset.stop = number });
    return stops.map(part => part.outerHTML.slice(0, 120));
}"""

# Where the focus is: which stop, whether a ring is drawn around it, whether something lies over it.
WHERE = """() => {
    const at = document.activeElement;
    const group = at.type === "radio" && document.querySelector(`input[type=radio][name="${at.name}"][data-stop]`);
    const ringed = [at, at.parentElement, at.nextElementSibling, at.closest("label, .form-check, summary")]
        .filter(Boolean).map(part => getComputedStyle(part))
        .some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    const place = at.getBoundingClientRect();
    const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;  // of what is in the window
    const top = document.elementFromPoint(
        middle(place.left, place.right, innerWidth), middle(place.top, place.bottom, innerHeight));
    const seen = Boolean(top) && (at.contains(top) || top.contains(at) || at.labels?.[0]?.contains(top));
    return {stop: Number((group || at).dataset.stop ?? -1), ringed, seen, html: at.outerHTML.slice(0, 120)};
}"""


@pytest.fixture
def page(new_context, sign_in, alice):
    """Alice's window, with the sample story in her account."""
    Story(alice, timezone.localdate()).load()
    page = new_context().new_page()
    sign_in(page, alice)
    return page


def test_skip_link_comes_first_and_leads_past_the_rail(page, base_url):
    page.goto(base_url)

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize(
    "sizes",
    [
        [WIDE, PHONE],
        pytest.param([WIDE], marks=pytest.mark.long),
        pytest.param([PHONE], marks=pytest.mark.long),
    ],
    ids=["in turn", "wide", "phone"],
)
def test_everything_is_reached_in_its_order_and_seen(page, base_url, sizes):
    faults = []

    for path, size in zip(PAGES, cycle(sizes), strict=False):
        page.set_viewport_size(size)
        page.goto(base_url + path)
        stops = page.evaluate(MARK)
        reached = []
        for _key in range(5 * len(stops)):  # a day has three parts and a calendar
            page.keyboard.press("Tab")
            at = page.evaluate(WHERE)
            if at["stop"] < 0 or at["stop"] in reached[:-1]:
                break  # out of the page, or round to where it began
            if at["stop"] not in reached[-1:]:
                reached.append(at["stop"])
                faults += [f"{path} draws no ring: {at['html']}"] if not at["ringed"] else []
                faults += [f"{path} hides: {at['html']}"] if not at["seen"] else []
        missed = [html for number, html in enumerate(stops) if number not in reached]
        faults += [f"{path} never reaches: {html}" for html in missed]
        faults += [f"{path} jumps about: {reached}"] if reached != sorted(reached) else []

    assert not faults, "\n".join(faults)


def test_menu_opens_and_closes_by_keyboard(page, base_url):
    page.goto(base_url)
    row = page.get_by_role("listitem").filter(has_text="Thank Priya for introducing Tomás").last
    summary, later = row.locator("summary"), row.get_by_role("link", name="Done on another day")
    expect(later).not_to_be_visible()

    summary.focus()
    page.keyboard.press("Enter")
    expect(later).to_be_visible()
    page.keyboard.press("Tab")
    expect(later).to_be_focused()
    page.keyboard.press("Escape")

    expect(later).not_to_be_visible()
    expect(summary).to_be_focused()


def test_what_is_wrong_is_read_first_and_leads_to_its_field(page, base_url):
    page.goto(f"{base_url}/contacts/new/")
    page.get_by_label("Role").fill("Plant manager")
    page.get_by_role("button", name="Add contact").focus()
    page.keyboard.press("Enter")

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Please check one thing")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    name = page.get_by_label("Name", exact=True)
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-describedby", re.compile("id_name_error"))
    expect(page.get_by_label("Role")).to_have_value("Plant manager")


def test_the_questions_of_a_goal_are_answered_by_keyboard(page, base_url):
    page.goto(f"{base_url}/goals/new/")
    page.get_by_label("What do you want to be able to do?").focus()
    page.keyboard.type("Read the balance sheet")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Learn a skill").wait_for()
    page.wait_for_load_state()
    page.get_by_role("radio", name="Learn a skill").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(
        page.get_by_role("heading", name="How could someone else tell that you got there?")
    ).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("My director has nothing to correct.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="By when?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="What’s one small thing you can do this week?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Ask Omar for the accounts")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Your goal in two sentences")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("That’s specific.")
    expect(page.get_by_text("The test: My director has nothing to correct.")).to_be_visible()
