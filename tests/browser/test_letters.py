"""Letters in a browser: what is typed reaches the mail program, too long a letter is copied, one click records it."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from mentoring import letters
from mentoring.management.demo import Story
from mentoring.models import Introduction, LetterKind, MentorCriterion
from tests.factories import UserFactory

TYPED = "Hi “Daniel” & co,\n\nFüße 👋🏽 100% + #1?"


@pytest.fixture
def leila(transactional_db):
    """Somebody in the middle of a search."""
    from django.utils import timezone

    owner = UserFactory(name="Leila Haddad", email="leila@example.org")
    Story(owner, timezone.localdate()).load()
    return owner


def first_letter(base_url: str) -> str:
    introduction = Introduction.objects.filter(status="made").get()
    return f"{base_url}/introductions/{introduction.pk}/letters/first/"


def test_what_is_typed_reaches_the_mail_program(page, base_url, sign_in, leila):
    sign_in(page, leila)
    page.goto(first_letter(base_url))
    page.evaluate(
        "addEventListener('click', (event) => { window.stopped = event.defaultPrevented; event.preventDefault(); })"
    )
    link = page.get_by_role("link", name="Open in email")

    page.get_by_label("Message").fill(TYPED)
    link.click()

    assert unquote(link.get_attribute("href")).endswith("&body=" + TYPED.replace("\n", "\r\n"))
    expect(page.locator("#too-long")).to_be_hidden()

    page.get_by_label("Message").fill("ж" * 500)
    link.click()

    expect(page.locator("#too-long")).to_be_visible()
    assert page.evaluate("window.stopped") is True


def test_letter_is_sent_and_taken_back_without_script(page_plain, base_url, sign_in, leila):
    page = page_plain
    sign_in(page, leila)
    page.goto(first_letter(base_url))
    page.get_by_label("Message").fill(TYPED)
    page.get_by_role("button", name="Put my changes into the email").click()
    link = page.get_by_role("link", name="Open in email").get_attribute("href")
    assert link.endswith(letters.mailto("", "", TYPED).partition("body=")[2])

    page.get_by_role("button", name="I’ve sent it").click()
    expect(page.locator("#flash")).to_contain_text("Noted: you wrote to Daniel today.")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("#flash")).to_contain_text("Undone.")
    assert Introduction.objects.filter(status="made").count() == 1


def test_letter_pages_are_for_all_eyes_and_small_screens(
    page, base_url, sign_in, axe, no_sideways_scroll, leila, in_theme
):
    sign_in(page, leila)
    slugs = [letters.slug(kind) for kind in LetterKind]
    offered = [url for row in Introduction.objects.with_people() for _label, url in letters.links(row)]

    for path in [
        "/letters/",
        "/introductions/new/",
        *offered,
        *(f"/letters/{slug}/edit/" for slug in slugs[:2]),
    ]:
        in_theme(page)
        page.goto(f"{base_url}{path}")
        axe(page)
        page.set_viewport_size({"width": 320, "height": 640})
        no_sideways_scroll(page)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_ask_follows_every_choice_until_it_is_edited(page, base_url, sign_in, leila):
    sign_in(page, leila)
    page.goto(f"{base_url}/introductions/new/")
    page.get_by_role("radio", name="Email").check()
    message = page.get_by_role("textbox", name="Message")
    prospect = page.get_by_label("Who do you hope to meet?")
    names = prospect.locator("option").all_inner_texts()[1:3]

    for name in names:  # before an introducer is chosen
        prospect.focus()
        prospect.select_option(name)
        expect(message).to_have_value(re.compile(f"you know {name}"))
        expect(prospect).to_be_focused()
    introducer = page.get_by_label("Who could introduce you?")
    asked = [name for name in introducer.locator("option").all_inner_texts()[1:] if name not in names][:2]
    for name in asked:
        introducer.select_option(name)
        expect(message).to_have_value(re.compile(f"^Hi {name.split()[0]},"))
        expect(message).to_have_value(re.compile(f"you know {names[-1]}"))
    expect(page.get_by_text("Replace your edits?")).to_have_count(0)

    message.fill("My own words")
    prospect.select_option(names[0])
    expect(page.get_by_text("Replace your edits?")).to_be_visible()
    expect(message).to_have_value("My own words")


def test_saving_from_a_link_into_the_page_opens_the_next_one_at_its_top(page, base_url, sign_in, leila):
    sign_in(page, leila)
    criterion = MentorCriterion.objects.filter(owner=leila).first()
    page.goto(f"{base_url}/criteria/{criterion.pk}/edit/#div_id_goals")

    page.get_by_role("main").get_by_role("button", name="Save").click()

    expect(page.get_by_role("status")).to_contain_text("Saved")
    expect(page).to_have_url(f"{base_url}/criteria/")


def test_what_was_chosen_before_the_script_came_counts(page, base_url, sign_in, leila):
    sign_in(page, leila)
    held = []
    page.route("**/waymark*.js", lambda route: held.append(route))
    page.goto(f"{base_url}/introductions/new/", wait_until="commit")
    page.get_by_label("Who could introduce you?").select_option(index=1)
    page.get_by_label("Who do you hope to meet?").select_option(index=1)
    expect(page.get_by_text("I promise, if they introduce us.")).to_be_visible()

    for route in held:
        route.continue_()

    expect(page.get_by_text("I promise, if they introduce us.")).to_be_hidden()
    expect(page.get_by_role("checkbox", name=re.compile("^I promise, if .* introduces us"))).to_be_visible()


def test_going_back_the_letter_is_that_of_the_choices(page, base_url, sign_in, leila):
    sign_in(page, leila)
    page.goto(f"{base_url}/introductions/new/")
    page.get_by_label("Who could introduce you?").select_option(index=1)
    page.get_by_label("Who do you hope to meet?").select_option(index=1)
    promise = page.get_by_role("checkbox", name=re.compile("^I promise, if .* introduces us"))
    expect(promise).to_be_visible()
    letter = page.locator("#letter").inner_text()

    page.goto(f"{base_url}/goals/")
    page.go_back()

    expect(page.get_by_label("Who could introduce you?")).not_to_have_value("")
    expect(promise).to_be_visible()
    assert page.locator("#letter").inner_text() == letter
