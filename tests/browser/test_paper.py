"""What leaves the product on paper: the agreement with lines to sign on, and the page one goes to a meeting with."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.management.demo import Story
from mentoring.models import Meeting, MentorAgreement
from mentoring.models.agreement_facts import SHARED
from tests.browser.eyes import LIGHT_ON_DARK, letters_on_sheets, sheets


@pytest.fixture
def page(new_context, sign_in, alice):
    """Alice's window, with the sample story in her account."""
    Story(alice, timezone.localdate()).load()
    page = new_context().new_page()
    sign_in(page, alice)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_agreement_prints_as_paper_to_sign(page, base_url, scheme):
    agreement = MentorAgreement.objects.get()
    page.goto(base_url + reverse("agreements.detail", args=[agreement.pk]))
    paper = page.get_by_role("article", name="Mentoring agreement")
    signature = paper.get_by_text("Margaret Lindqvist, date")
    expect(signature).not_to_be_visible()

    page.emulate_media(media="print", color_scheme=scheme)

    expect(paper).to_be_visible()
    expect(signature).to_be_visible()
    expect(paper.get_by_text("Alice Adler, date")).to_be_visible()
    for hidden in (page.locator("header"), page.locator("aside"), page.get_by_role("button", name="Print")):
        expect(hidden).not_to_be_visible()
    expect(page.get_by_role("link", name="Edit")).not_to_be_visible()
    expect(paper).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert sheets(page) in (1, 2)


def test_confirmed_agreement_has_its_lines_to_sign_on_the_same_sheet(page, base_url):
    agreement = MentorAgreement.objects.get()
    today = timezone.localdate()
    agreement.mark(SHARED, today)
    agreement.confirm(today, "in_person")

    page.goto(base_url + reverse("agreements.detail", args=[agreement.pk]))

    assert sheets(page) == 1


def test_preparation_prints_with_its_notes_and_without_its_form(page, base_url):
    meeting = Meeting.objects.get(held_on=None)
    page.goto(base_url + reverse("meetings.prepare", args=[meeting.pk]))

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="Ask", exact=True)).to_be_visible()
    expect(page.get_by_role("paragraph").filter(has_text=meeting.preparation)).to_be_visible()
    expect(page.locator("header")).not_to_be_visible()
    expect(page.get_by_role("textbox", name="Your notes")).not_to_be_visible()
    assert sheets(page) == 1


@pytest.mark.parametrize("theme", ["device", "dark"])
def test_paper_is_white_whatever_the_screen_is(page, base_url, alice, theme):
    alice.theme = theme
    alice.save()
    page.emulate_media(color_scheme="dark")
    [agreement], [held] = MentorAgreement.objects.all(), Meeting.objects.exclude(held_on=None)
    addresses = [
        reverse("agreements.detail", args=[agreement.pk]),
        reverse("meetings.prepare", args=[held.pk]),
        reverse("introductions.index"),
        reverse("assessments.index"),
    ]

    for address in addresses:
        page.goto(base_url + address)
        page.emulate_media(media="screen")
        assert page.evaluate(LIGHT_ON_DARK) != [], address
        page.emulate_media(media="print")
        assert page.evaluate(LIGHT_ON_DARK) == [], address


def test_lines_to_sign_on_are_never_alone_on_a_sheet(page, base_url):
    agreement = MentorAgreement.objects.get()
    page.goto(base_url + reverse("agreements.detail", args=[agreement.pk]))
    page.emulate_media(media="print")
    # As wide as what is left of an A4 sheet, and as high as what comes before the lines.
    page.set_viewport_size({"width": 642, "height": 900})
    above = page.evaluate(
        "document.querySelector('.signs').getBoundingClientRect().top - document.querySelector('.paper')"
        ".getBoundingClientRect().top"
    )

    [_first, last] = letters_on_sheets(page, width="210mm", height=f"{above / 96 * 25.4 + 44 + 4}mm")

    assert last > 2 * len(page.locator(".signs").inner_text())
