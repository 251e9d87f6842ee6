"""Where a reload would lose the reader's place, only a part of the page changes, and the focus stays."""

import re

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.models import GoalStep, MentorCriterion
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def steps(alice):
    """Twelve steps of one goal, so that the page is longer than the window."""
    goal = make.GoalFactory(owner=alice)
    return [make.GoalStepFactory(goal=goal, owner=alice, text=f"Step {n}", position=n) for n in range(12)]


@pytest.fixture
def goal_page(page, sign_in, alice, base_url, steps):
    """The page of that goal, open in a window that shows a part of it."""
    sign_in(page, alice)
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{base_url}/goals/{steps[0].goal_id}/")
    page.evaluate("window.stayed = true")
    return page


def test_ticking_a_step_keeps_the_page_its_place_and_the_focus(goal_page, steps):
    tick = goal_page.get_by_role("button", name="Record as done: Step 8", exact=True)
    tick.scroll_into_view_if_needed()
    before = goal_page.evaluate("scrollY")
    tick.focus()

    goal_page.keyboard.press("Enter")

    expect(goal_page.get_by_role("status")).to_contain_text("Done: Step 8")
    expect(goal_page.get_by_text("1 of 12 done")).to_be_visible()
    expect(goal_page.get_by_role("button", name="Record as done: Step 9", exact=True)).to_be_focused()
    assert goal_page.evaluate("window.stayed") is True
    assert abs(goal_page.evaluate("scrollY") - before) < 100
    assert GoalStep.objects.get(pk=steps[8].pk).done_on is not None


def test_a_form_with_mistakes_is_shown_whole_with_what_was_typed(goal_page):
    goal_page.get_by_label("Add a step").fill("x" * 30)
    goal_page.get_by_label("Add a step").evaluate("field => field.removeAttribute('maxlength')")
    goal_page.get_by_label("Add a step").fill("x" * 300)

    goal_page.get_by_role("button", name="Add step").click()

    expect(goal_page.get_by_role("alert")).to_be_focused()
    expect(goal_page.get_by_label("What will you do?")).to_have_value("x" * 300)
    assert GoalStep.objects.count() == 12


def test_whoever_was_signed_out_meanwhile_is_asked_to_sign_in(goal_page):
    goal_page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    goal_page.get_by_role("button", name="Record as done: Step 1", exact=True).click()

    expect(goal_page.get_by_role("heading", level=1)).to_have_text("Welcome back")
    assert GoalStep.objects.filter(done_on__isnull=False).count() == 0


def test_a_link_beside_the_forms_leads_on(goal_page):
    goal_page.get_by_role("link", name="Step 3", exact=True).click()

    expect(goal_page.get_by_role("heading", level=1)).to_contain_text("step")
    assert goal_page.evaluate("window.stayed") is None


def test_moving_a_criterion_keeps_what_is_being_typed_beside_it(page, sign_in, alice, base_url):
    criterion = make.MentorCriterionFactory(owner=alice, importance="must", text="Has chaired a board")
    sign_in(page, alice)
    page.goto(f"{base_url}/criteria/")
    words = page.get_by_label("What should your mentor have, be or know?")
    words.fill("Half a thought")

    page.get_by_role("button", name="Make this a nice-to-have: Has chaired a board").click()

    expect(page.get_by_role("heading", name="Nice-to-have 1")).to_be_visible()
    expect(words).to_have_value("Half a thought")
    assert MentorCriterion.objects.get(pk=criterion.pk).importance == "nice"


def test_answering_a_cell_returns_to_the_cell(page, sign_in, alice, base_url):
    prospect = make.ProspectFactory(owner=alice, name="Margaret Lindqvist")
    make.MentorCriterionFactory(owner=alice, importance="must", text="Has chaired a board")
    sign_in(page, alice)
    page.goto(f"{base_url}/trade-offs/")
    page.evaluate("window.stayed = true")
    cell = page.get_by_role("row", name="Has chaired a board").get_by_role("link").first

    cell.click()
    page.get_by_label("Meets").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status")).to_contain_text("Margaret meets")
    expect(page.get_by_role("link", name="Meets", exact=True)).to_be_focused()
    assert page.evaluate("window.stayed") is True
    assert prospect.assessments.get().answer == "meets"


def test_a_saved_note_makes_room_for_the_next(page, sign_in, alice, base_url):
    contact = make.ContactFactory(owner=alice)
    sign_in(page, alice)
    page.goto(f"{base_url}/contacts/{contact.pk}/")
    page.evaluate("window.stayed = true")
    box = page.get_by_label("Add a note")

    box.fill("Knows the harbour well")
    page.get_by_role("button", name="Save note").click()

    expect(page.get_by_role("list").filter(has_text="Knows the harbour well").last).to_be_visible()
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    assert box.evaluate("box => box.tabIndex") == 0
    assert page.evaluate("window.stayed") is True


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_undo_of_what_was_done_is_in_sight_and_under_the_finger(page, sign_in, alice, base_url, width):
    contact = make.ContactFactory(owner=alice)
    for _note in range(8):
        make.InteractionFactory(contact=contact)
    sign_in(page, alice)
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{base_url}/contacts/{contact.pk}/")
    page.get_by_label("Add a note").fill("Knows the harbour well")
    page.get_by_role("button", name="Save note").click()
    undo = page.locator("#flash").get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")

    assert undo.evaluate("""button => {
        const {left, top, width, height} = button.getBoundingClientRect();
        return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }""")


def test_the_letter_follows_the_choices_but_never_over_own_words(page, sign_in, alice, base_url):
    make.GoalFactory(owner=alice)
    make.MentorCriterionFactory(owner=alice, importance="must", text="Has chaired a board")
    make.ContactFactory(owner=alice, name="Grace Mbeki")
    make.ContactFactory(owner=alice, name="Ben Whitlock")
    sign_in(page, alice)
    page.goto(f"{base_url}/introductions/new/")
    expect(page.get_by_role("button", name="Update the words")).not_to_be_visible()

    page.get_by_label("Who could introduce you?").select_option("Grace Mbeki")
    expect(page.get_by_text("“Grace, may I ask you something?")).to_be_visible()
    expect(page.get_by_text("How will you ask Grace?")).to_be_visible()
    expect(page.get_by_label("What you’re working on")).to_be_hidden()

    page.get_by_role("radio", name="Email").check()
    message = page.get_by_role("textbox", name="Message")
    expect(message).to_have_value(re.compile("^Hi Grace,"))
    expect(page.get_by_label("What you’re working on")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_visible()

    message.fill("My own words")
    page.get_by_label("Who could introduce you?").select_option("Ben Whitlock")
    expect(page.get_by_role("alert")).to_contain_text("Replace your edits?")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(message).to_have_value("My own words")


def test_what_is_typed_while_an_answer_is_on_its_way_stays(page, sign_in, alice, base_url):
    make.GoalFactory(owner=alice, title="Lead a team", why="")
    other = make.GoalFactory(owner=alice, title="Read a balance sheet", why="I sign off spending.")
    make.ContactFactory(owner=alice, name="Grace Mbeki")
    sign_in(page, alice)
    page.goto(f"{base_url}/introductions/new/")
    page.get_by_text("What it says").click()
    held = []
    page.route("**/introductions/new/", lambda route: held.append(route))
    why = page.get_by_label("Why it matters to you")

    with page.expect_request("**/introductions/new/"):
        page.get_by_label("What you’re working on").select_option(str(other.pk))
    page.get_by_label("I’ll use it to").fill("My own purpose")
    page.get_by_label("I promise").check()
    why.focus()
    held[0].continue_()

    expect(page.get_by_text("“May I ask you something? I want to read a balance sheet.")).to_be_visible()
    expect(page.get_by_label("I’ll use it to")).to_have_value("My own purpose")
    expect(page.get_by_label("I promise")).to_be_checked()
    expect(why).to_be_focused()

    page.unroute("**/introductions/new/")
    page.get_by_label("Who could introduce you?").select_option("Grace Mbeki")
    expect(page.get_by_text("“Grace, may I ask you something?")).to_be_visible()


def test_doing_the_next_thing_changes_everything_that_follows_from_it(page, sign_in, alice, base_url):
    introduction = make.IntroductionFactory(
        owner=alice, asked_on=timezone.localdate(), made_on=timezone.localdate()
    )
    make.GoalFactory(owner=alice)
    sign_in(page, alice)
    page.goto(base_url)
    page.evaluate("window.stayed = true")
    name = introduction.prospect.first_name

    page.get_by_role("button", name=f"Record as done: Write to {name}").press("Enter")

    expect(page.get_by_role("status")).to_contain_text(f"you wrote to {name} today")
    expect(page.get_by_role("link", name=f"Write to {name}")).not_to_be_attached()
    assert page.evaluate("window.stayed") is True
    expect(page.locator("#standing :focus")).to_have_count(1)


def test_typing_finds_contacts_without_leaving_the_field(page, sign_in, alice, base_url):
    make.ContactFactory(owner=alice, name="Grace Mbeki")
    make.ContactFactory(owner=alice, name="Ben Whitlock")
    sign_in(page, alice)
    page.goto(f"{base_url}/contacts/")
    page.evaluate("window.stayed = true")
    field = page.get_by_role("main").get_by_role("searchbox")

    field.press_sequentially("grace")

    expect(page.get_by_role("link", name="Ben Whitlock")).not_to_be_attached()
    expect(page.get_by_role("link", name="Grace Mbeki")).to_be_visible()
    expect(field).to_be_focused()
    expect(page).to_have_url(re.compile(r"q=grace"))
    assert page.evaluate("window.stayed") is True


def test_turning_a_page_of_the_list_goes_to_its_heading(page, sign_in, alice, base_url):
    make.ContactFactory.create_batch(21, owner=alice)
    sign_in(page, alice)
    page.goto(f"{base_url}/contacts/")
    page.evaluate("window.stayed = true")

    page.get_by_role("link", name="Next").press("Enter")

    expect(page.get_by_text("21 to 21 of 21")).to_be_visible()
    expect(page.get_by_role("heading", name="21 contacts")).to_be_focused()
    expect(page).to_have_url(re.compile(r"page=2"))
    assert page.evaluate("window.stayed") is True
