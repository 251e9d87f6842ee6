"""Whole terms of two people, in two browsers: Leila, and Margaret who never makes an account.

What both see at each stop stands in `terms_diaries`, to be read from top to bottom: is every sentence true on its
day, is nothing red but a promise to a person, and does Margaret read nothing that was not sent to her?
"""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import expect

from mentoring.models import Contact
from tests.browser.terms import Mentee, Mentor, leila
from tests.browser.terms_diaries import ENDED, FADED, FINISHED

FIRST = dt.datetime(2025, 12, 3, 9, tzinfo=dt.UTC)


@pytest.fixture
def two(new_context, base_url, settings):
    """Begin a story: `two(DIARY)` is Leila's browser and Margaret's phone, on the day after their first talk."""
    settings.HOST, settings.BASE_URL = "mentors.example.org", base_url
    with time_machine.travel(FIRST, tick=True) as traveller:

        def begin(diary: str):
            with time_machine.travel(FIRST - dt.timedelta(days=30)):
                leila()
            mentee = Mentee(new_context().new_page(), base_url, traveller.move_to, "leila@example.org", diary)
            return mentee, Mentor(new_context(java_script_enabled=False, has_touch=True).new_page(), mentee)

        yield begin


def keep_pictures(mentee: Mentee, output_path: str, story: str):
    """Of every stop, where somebody may look at them."""
    mentee.folder = Path(os.environ.get("SCREENSHOTS") or output_path) / story
    mentee.folder.mkdir(parents=True, exist_ok=True)


@pytest.mark.long
def test_a_term_from_not_now_to_thank_you(two, output_path):
    mentee, mentor = two(FINISHED)
    keep_pictures(mentee, output_path, "finished")
    for part in PARTS:
        part(mentee, mentor)
    assert next(mentee.stops, None) is None


# Not now, and then yes


def shares_a_draft(mentee, mentor):
    """The draft is filled in; only its days are changed, and it is shared by link."""
    mentee.come(2025, 12, 3)
    mentee.later("Write an agreement with Margaret")
    mentee.part("time")
    mentee.term("2025-12-15", "2026-06-15")
    mentee.press("Share it with Margaret", "Margaret has it to read")
    mentor.address = mentee.link()
    mentee.look()
    mentor.at(2025, 12, 4, 18)
    mentor.look(says="From 15 December 2025")


def hears_not_now(mentee, mentor):
    """In three months; it is read, and nothing is said of her until then."""
    mentor.at(2025, 12, 8, 18)
    mentor.answer("Not now", again="In three months")
    mentor.look()
    mentee.come(2025, 12, 9)
    mentee.follow("Read what Margaret answered")
    mentee.press("I’ve read it", "Noted")
    mentee.look()


def is_silent(mentee, mentor):
    """Thirty days after her answer the link opens no more."""
    mentor.at(2026, 1, 7, 20)
    mentor.look()
    mentor.at(2026, 1, 8, 9)
    mentor.look()
    mentee.come(2026, 1, 12)
    mentee.come(2026, 2, 16)


def asks_again(mentee, mentor):
    """On the day she chose: new days for the term, and a new link; the old one stays shut."""
    mentee.come(2026, 3, 9)
    mentee.done("Ask Margaret again", "you asked Margaret again")
    mentee.look()
    mentee.page.goto(f"{mentee.base_url}/agreements/")
    mentee.follow("Margaret Lindqvist")
    mentee.follow("Change it")
    mentee.term("2026-03-16", "2026-09-16")
    mentee.press("Share the changes", "Margaret has it to read")
    mentee.look()
    mentor.at(2026, 3, 9, 18)
    mentor.look()
    mentee.page.go_back()
    mentor.address = mentee.link()
    mentor.at(2026, 3, 10, 18)
    mentor.look(says="From 16 March")


def hears_a_yes(mentee, mentor):
    """Then and now: where she stands is asked on the first page she opens afterwards."""
    mentor.answer("Yes, I confirm")
    mentor.look()
    mentee.come(2026, 3, 11)
    mentee.follow("Read what Margaret wrote: it’s a yes")
    mentee.rate("Now, for", "2")
    mentee.press("Save", "You’ll see it again at the end")
    mentee.press("I’ve read it", "Noted")
    mentee.look()


# Sessions


def plans_sessions(mentee, mentor):
    """All of them at once; the first day suits her."""
    page = mentee.page
    mentee.later("Plan your sessions with Margaret")
    page.get_by_label("First session").fill("2026-03-23")
    page.get_by_label("At", exact=True).fill("12:30")
    mentee.press("Propose again")
    expect(page.get_by_label("Day of session 1")).to_have_value("2026-03-23")
    page.locator("#id_where").fill("Mill Street Café")
    mentee.press("Plan these sessions", "sessions with Margaret")
    mentee.look()
    mentor.at(2026, 3, 11, 18)
    mentor.look()
    mentor.press("That works")
    mentor.look()
    mentee.come(2026, 3, 12)
    mentee.follow("Read what Margaret says about the day")
    expect(page.get_by_text("Margaret, on 11 March: “That works”")).to_be_visible()
    mentee.press("I’ve read it", "Noted")
    mentee.look()


def prepares(mentee, mentor):
    """What is asked for is hers to read once it was sent, and not while it is written; she adds a point."""
    page = mentee.page
    mentee.come(2026, 3, 22)
    mentee.follow("Prepare your session with Margaret")
    mentee.fill("What you ask for", "How do you begin the meeting?")
    mentee.press("Save", "Saved")
    mentor.at(2026, 3, 22, 10)
    mentor.look()
    page.go_back()
    mentee.press("I’ve sent it", "Margaret has your agenda")
    mentee.look()
    mentor.at(2026, 3, 22, 18)
    mentor.look(says="How do you begin the meeting?")
    mentor.send("Add a point", "Who speaks first, and why?")
    mentor.look()
    mentee.come(2026, 3, 23)
    mentee.follow("Read what Margaret wants to talk about")
    expect(page.get_by_text("Margaret, on 22 March: “Who speaks first, and why?”")).to_be_visible()
    mentee.press("I’ve read it", "Noted")
    mentee.look()


def meets(mentee, mentor):
    """A step is agreed on; the summary is sent, and she reads the step but none of the notes."""
    mentee.come(2026, 3, 24)
    mentee.write_down(**{
        "New step 1": "Begin with one sentence each", "The one thing you’ll act on": "Close each point aloud",
    })  # fmt: skip
    mentee.look()
    mentor.at(2026, 3, 24, 18)
    mentor.look()


def moves_a_session(mentee, mentor):
    """Another time suits her better: nothing changes before Leila moves it."""
    mentor.at(2026, 4, 10, 18)
    mentor.send("Suggest another time", "Thursday 30 April, same hour")
    mentor.look()
    mentee.come(2026, 4, 13)
    mentee.follow("See which other time suits Margaret")
    mentee.press("I’ve read it", "Noted")
    mentee.follow("Prepare it")
    mentee.follow("Change")
    mentee.page.get_by_label("Day and time").fill("2026-04-30T12:30")
    mentee.press("Save", "Saved")
    mentee.look()
    mentor.at(2026, 4, 13, 18)
    mentor.look()


# A second mentor, a change and a longer term


def finds_a_second_mentor(mentee, mentor):
    """Daniel says yes aloud to another goal; the third is still looked for."""
    page = mentee.page
    page.goto(f"{mentee.base_url}/agreements/")
    mentee.follow("Write an agreement")
    page.get_by_label("Your mentor").select_option("Daniel Osei")
    mentee.press("Start the draft")
    mentee.part("goals")
    page.get_by_label("Run a weekly").first.uncheck()
    page.get_by_label("Settle into").first.uncheck()
    mentee.press("Save", "Saved")
    mentee.part("time")
    mentee.term("2026-04-20", "2026-06-15")
    page.locator("summary").filter(has_text="Daniel has already said yes").click()
    page.get_by_label("In person").check()
    mentee.rate("Now, for", "1")
    mentee.press("Mark as confirmed", "Confirmed")
    mentee.look()
    mentee.later("Plan your sessions with Daniel")
    page.get_by_label("First session").fill("2026-04-27")
    mentee.press("Propose again")
    expect(page.get_by_label("Day of session 1")).to_have_value("2026-04-27")
    mentee.press("Plan these sessions", "sessions with Daniel")
    mentee.look()


def proposes_a_change(mentee, mentor):
    """She reads the change that was shared while it is changed once more; her yes is to what she read."""
    mentee.change("Margaret Lindqvist", "Change the words")
    mentee.part("boundaries")
    mentee.fill("What is out of bounds", "No calls in August.")
    mentee.press("Save", "Saved")
    mentee.press("Share it with Margaret", "Margaret has it to read")
    mentee.follow("Change it")
    mentee.page.goto(mentee.page.url.replace("/time/", "/boundaries/"))
    mentee.fill("What is out of bounds", "No calls in August, and none after eight.")
    mentee.press("Save", "Saved")
    mentee.look()
    mentor.at(2026, 4, 14, 18)
    mentor.look(says="No calls in August.")
    assert "after eight" not in mentor.page.content()
    mentor.answer("Yes, I confirm")
    mentor.look(says="No calls in August.")
    assert "after eight" not in mentor.page.content()


def keeps_the_rest_as_a_proposal(mentee, mentor):
    """What she has not read is still a draft; Leila lets it go, and looks back on the trial."""
    mentee.come(2026, 4, 15)
    mentee.follow("Read what Margaret wrote: it’s a yes")
    mentee.press("I’ve read it", "Noted")
    mentee.later("Share the agreement with Margaret")
    expect(mentee.page.get_by_text("none after eight").first).to_be_visible()
    mentee.follow("Delete this draft")
    mentee.press("Delete the draft")
    mentee.go("Overview")
    mentee.follow("Look back on the trial with Margaret")
    mentee.look_back()
    mentee.look()


def goes_on_longer(mentee, mentor):
    """A month longer, if she says yes: then the link works that much longer, too."""
    mentee.change("Margaret Lindqvist", "Go on longer")
    mentee.page.get_by_label("New last day").fill("2026-10-16")
    mentee.press("Create the new version")
    mentee.press("Share it with Margaret", "Margaret has it to read")
    mentee.look()
    mentor.at(2026, 4, 16, 18)
    mentor.look()
    mentor.answer("Yes, I confirm")
    mentor.look()
    mentee.come(2026, 4, 17)
    mentee.follow("Read what Margaret wrote: it’s a yes")
    mentee.press("I’ve read it", "Noted")
    mentee.look()


def meets_both(mentee, mentor):
    """A session with each in turn, each written down."""
    for month, day in ((4, 28), (5, 1), (5, 25), (5, 28)):
        mentee.come(2026, month, day)
        mentee.write_down()
        mentee.look()
    mentor.at(2026, 5, 28, 18)
    mentor.look()


def finishes_with_daniel(mentee, mentor):
    """His two months are over; of the two goals that are left one has a mentor."""
    mentee.come(2026, 6, 2)
    mentee.write_down()
    mentee.come(2026, 6, 16)
    mentee.follow("Complete the agreement with Daniel")
    mentee.follow("Look back, and say thank you")
    mentee.rate("Now, for", "4")
    mentee.press("Complete the agreement", "Completed")
    mentee.look()
    mentee.follow("Send Daniel your thank-you letter")
    mentee.press("I’ve sent it", "Daniel has your thank-you letter")
    mentee.look()


def meets_through_the_summer(mentee, mentor):
    """Month by month until the last session, with one running agreement again."""
    for month, day in ((6, 24), (7, 24), (8, 25), (9, 3)):
        mentee.come(2026, month, day)
        mentee.write_down()
    mentee.look()


def finishes(mentee, mentor):
    """The day after the last one: then and now, a goal that is reached, what was learned, and thanks."""
    mentee.come(2026, 10, 17)
    mentee.follow("Complete the agreement with Margaret")
    mentee.follow("Look back, and say thank you")
    mentee.rate("Now, for", "5")
    mentee.page.get_by_label("I’ve reached this goal").check()
    mentee.fill("What I learned", "Decide first, then talk.")
    mentee.press("Complete the agreement", "Completed")
    mentee.look()
    mentor.at(2026, 10, 17, 18)
    mentor.look()
    mentee.come(2026, 10, 18)
    mentee.follow("Send Margaret your thank-you letter")
    mentee.press("I’ve sent it", "Margaret has your thank-you letter")
    mentee.look()
    mentor.at(2026, 10, 18, 18)
    mentor.look(says="Decide first, then talk.")


def is_over(mentee, mentor):
    """Ninety days after the last day the page shows itself once more, and then never again."""
    mentor.at(2027, 1, 14, 20)
    mentor.look()
    mentor.at(2027, 1, 15, 9)
    mentor.look()
    mentee.come(2027, 1, 15)


PARTS = (
    shares_a_draft, hears_not_now, is_silent, asks_again, hears_a_yes, plans_sessions, prepares, meets, moves_a_session,
    finds_a_second_mentor, proposes_a_change, keeps_the_rest_as_a_proposal, goes_on_longer, meets_both,
    finishes_with_daniel, meets_through_the_summer, finishes, is_over,
)  # fmt: skip


# A term that ends early, without blame


@pytest.mark.long
def test_a_term_that_ends_early_without_blame(two, output_path):
    mentee, mentor = two(ENDED)
    keep_pictures(mentee, output_path, "ended")
    for part in ENDING:
        part(mentee, mentor)
    assert next(mentee.stops, None) is None


def test_a_draft_is_shared_and_agreed_on(two):
    mentee, mentor = two(ENDED)
    shares_a_draft(mentee, mentor)
    hears_a_yes_at_once(mentee, mentor)


def hears_a_yes_at_once(mentee, mentor):
    """The first answer is a yes."""
    mentor.at(2025, 12, 8, 18)
    mentor.answer("Yes, I confirm")
    mentor.look()
    mentee.come(2025, 12, 9)
    mentee.follow("Read what Margaret wrote: it’s a yes")
    mentee.rate("Now, for", "2")
    mentee.press("Save", "You’ll see it again at the end")
    mentee.press("I’ve read it", "Noted")
    mentee.look()


def moves_two_in_a_row(mentee, mentor):
    """Both times something came up: one kind sentence says so, and it is put aside."""
    page = mentee.page
    mentee.later("Plan your sessions with Margaret")
    page.get_by_label("First session").fill("2026-01-12")
    page.get_by_label("At", exact=True).fill("12:30")
    mentee.press("Propose again")
    expect(page.get_by_label("Day of session 1")).to_have_value("2026-01-12")
    mentee.press("Plan these sessions", "sessions with Margaret")
    mentee.look()
    move(mentee, dt.datetime(2026, 1, 9, 9, tzinfo=dt.UTC), "2026-01-19T12:30")
    mentee.look()
    mentee.come(2026, 1, 20)
    mentee.write_down()
    mentee.look()
    move(mentee, dt.datetime(2026, 2, 9, 9, tzinfo=dt.UTC), "2026-02-19T12:30")
    mentee.look()


def move(mentee, now, to):
    """Move the next session to another day."""
    mentee.clock(now)
    mentee.agreement("Margaret Lindqvist")
    mentee.follow("Prepare it")
    mentee.follow("Change")
    mentee.page.get_by_label("Day and time").fill(to)
    mentee.press("Save", "Saved")


def is_told_once(mentee, mentor):
    """Put aside, the kind sentence does not come back within a month; nothing on Margaret's page speaks of it."""
    mentee.press("Put aside", "Put aside until")
    mentee.look()
    mentee.come(2026, 2, 12)
    mentor.at(2026, 2, 12, 18)
    mentor.look()


def ends_without_blame(mentee, mentor):
    """Either may end it, without a reason; the page says thank you, and shows what Leila chose to show."""
    mentee.come(2026, 2, 16)
    mentee.change("Margaret Lindqvist", "End it early…")
    mentee.rate("Now, for", "3")
    mentee.fill("What I learned", "Ask early.")
    mentee.press("End the agreement", "Ended")
    mentee.look()
    mentee.follow("Send Margaret your thank-you letter")
    mentee.press("I’ve sent it", "Margaret has your thank-you letter")
    mentee.look()
    mentor.at(2026, 2, 16, 18)
    mentor.look()


def tells_the_introducer(mentee, mentor):
    """Grace hears what came of it, and the search goes on."""
    mentee.come(2026, 2, 17)
    mentee.follow("Tell Grace what came of it with Margaret")
    mentee.press("I’ve sent it", "Grace")
    mentee.look()
    mentor.at(2026, 5, 17, 20)
    mentor.look()
    mentor.at(2026, 5, 18, 9)
    mentor.look()


ENDING = (
    shares_a_draft, hears_a_yes_at_once, moves_two_in_a_row, is_told_once, ends_without_blame, tells_the_introducer,
)  # fmt: skip


# Advice that was acted on, a term that fades, and the way out that blames nobody


@pytest.mark.long
def test_a_term_that_fades_after_advice_that_was_acted_on(two, output_path):
    mentee, mentor = two(FADED)
    keep_pictures(mentee, output_path, "faded")
    for part in FADING:
        part(mentee, mentor)
    assert next(mentee.stops, None) is None


def tries_the_advice(mentee, mentor):
    """What Margaret said in the first talk is written down, tried within the week, and told to her."""
    mentee.come(2025, 12, 3)
    mentee.contact("Margaret Lindqvist")
    mentee.follow("write down one thing you’ll act on")
    mentee.fill("The one thing I’ll act on", "End each meeting on time")
    mentee.press("Save", "Saved")
    mentee.look()
    mentee.come(2025, 12, 9)
    mentee.contact("Margaret Lindqvist")
    mentee.press("I’ve tried it", "you tried what Margaret advised")
    mentee.look()


def tells_what_came_of_it(mentee, mentor):
    """Two weeks after the talk she hears of it."""
    mentee.come(2025, 12, 16)
    mentee.later("Tell Margaret what came of the advice")
    mentee.fill("What came of it", "Three meetings in a row ended on time.")
    mentee.press("Update the letter")
    expect(mentee.page.get_by_role("textbox", name="Message")).to_have_value(re.compile("Three meetings"))
    mentee.press("I’ve sent it", "Margaret knows what came of it")
    mentee.look()


def agrees_on_half_a_year(mentee, mentor):
    """The draft as it is filled in; a yes on the next day."""
    mentee.page.goto(f"{mentee.base_url}/agreements/")
    mentee.follow("Write an agreement")
    mentee.page.get_by_label("Your mentor").select_option("Margaret Lindqvist")
    mentee.press("Start the draft")
    mentee.part("time")
    mentee.term("2026-01-05", "2026-07-06")
    mentee.press("Share it with Margaret", "Margaret has it to read")
    mentor.address = mentee.link()
    mentor.at(2025, 12, 17, 18)
    mentor.answer("Yes, I confirm")
    mentor.look()
    mentee.come(2025, 12, 18)
    mentee.follow("Read what Margaret wrote: it’s a yes")
    mentee.rate("Now, for", "2")
    mentee.press("Save", "You’ll see it again at the end")
    mentee.press("I’ve read it", "Noted")
    mentee.look()


def shows_what_became_of_it(mentee, mentor):
    """What was told before the page was there is on it once Leila shows it."""
    mentee.agreement("Margaret Lindqvist")
    mentee.follow("Look at it")
    mentee.press("Show it to Margaret", "Margaret can see it now")
    mentor.at(2025, 12, 18, 18)
    mentor.look()


def meets_once(mentee, mentor):
    """One session is planned and held; its summary asks for no answer."""
    mentee.come(2026, 1, 5)
    margaret = Contact.objects.get(name="Margaret Lindqvist")
    mentee.page.goto(f"{mentee.base_url}/meetings/new/?with={margaret.pk}&kind=session")
    mentee.page.get_by_label("Day and time").fill("2026-01-12T12:30")
    mentee.press("Plan the meeting", "meeting Margaret")
    mentee.look()
    mentee.come(2026, 1, 13)
    mentee.write_down()
    mentee.look()


def writes_in_vain(mentee, mentor):
    """After the third message one kind sentence says so, with the way out."""
    for month, day in ((1, 16), (1, 20), (1, 27)):
        mentee.come(2026, month, day)
        mentee.contact("Margaret Lindqvist")
        mentee.fill("Add a note", "When would suit you next?")
        mentee.page.get_by_label("How did you talk?").select_option(label="We wrote")
        mentee.press("Save note", "Noted")
        mentee.look()


def leaves_without_blame(mentee, mentor):
    """The sentence leads to the end that needs no reason; afterwards Margaret's page says thank you."""
    mentee.follow("Or end it, without blame")
    expect(mentee.page.get_by_text("without a reason and without blame")).to_be_visible()
    mentee.rate("Now, for", "3")
    mentee.press("End the agreement", "Ended")
    mentee.look()
    mentor.at(2026, 1, 27, 18)
    mentor.look()
    mentee.come(2026, 1, 28)
    mentee.follow("Send Margaret your thank-you letter")
    mentee.press("I’ve sent it", "Margaret has your thank-you letter")
    mentee.look()


FADING = (
    tries_the_advice, tells_what_came_of_it, agrees_on_half_a_year, shows_what_became_of_it, meets_once, writes_in_vain,
    leaves_without_blame,
)  # fmt: skip
