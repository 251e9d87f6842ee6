"""“Not now”, said of a prospect and on an introduction: noted, changed, taken back, over once they are asked again."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.models import Contact, Interaction
from tests.factories import (
    GoalFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.pages import flashes, html_of, undo_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 12)
AGAIN = dt.date(2026, 9, 12)


@pytest.fixture
def ruth(alice, freeze):
    freeze(DAY)
    return ProspectFactory(owner=alice, name="Ruth Abernethy", prospect_on=dt.date(2026, 3, 1))


def waits(contact) -> tuple:
    contact.refresh_from_db()
    return contact.is_prospect, contact.not_now_on, contact.ask_again_on


def test_by_hand_half_a_year_is_offered_and_undo_is_exact(client_alice, ruth):
    address = f"/contacts/{ruth.pk}/not-now/"
    assert f'href="{address}"' in html_of(client_alice.get(f"/contacts/{ruth.pk}/"))
    assert 'value="2026-09-12"' in html_of(client_alice.get(address))

    first = client_alice.post(address, {"ask_again_on": "2026-09-12"})
    assert flashes(first) == ["Noted: not now. On 12 September you’ll be reminded to ask Ruth again."]
    assert waits(ruth) == (True, DAY, AGAIN)
    page = html_of(client_alice.get(f"/contacts/{ruth.pk}/"))
    assert "Not now, since 12 March" in page
    assert "Ask Ruth again from 12 September." in page

    other = client_alice.post(address, {"ask_again_on": ""})
    assert waits(ruth) == (True, DAY, None)
    client_alice.post(undo_of(other))
    assert waits(ruth) == (True, DAY, AGAIN)
    client_alice.post(undo_of(first))
    assert waits(ruth) == (True, None, None)


def test_whoever_was_no_prospect_is_none_again_after_the_undo(client_alice, ruth):
    ruth.unmark_prospect()

    said = client_alice.post(f"/contacts/{ruth.pk}/not-now/", {"ask_again_on": "2026-09-12"})
    assert waits(ruth) == (True, DAY, AGAIN)
    client_alice.post(undo_of(said))

    assert waits(ruth) == (False, None, None)
    assert ruth.prospect_on is None


@pytest.mark.parametrize("day", ["2026-03-12", "2025-09-12", "soon"])
def test_a_day_that_is_not_ahead_comes_back(client_alice, ruth, day):
    response = client_alice.post(f"/contacts/{ruth.pk}/not-now/", {"ask_again_on": day})

    assert (response.status_code, waits(ruth)) == (422, (True, None, None))


def test_a_no_stays_a_no(client_alice, ruth):
    ruth.close(DAY, "said_no")

    response = client_alice.post(f"/contacts/{ruth.pk}/not-now/", {"ask_again_on": "2026-09-12"})
    client_alice.post(f"/contacts/{ruth.pk}/not-now-as-before/?on=2026-03-01")

    assert response.status_code == 422
    assert waits(ruth) == (False, None, None)


def test_lifting_it_by_hand_has_a_way_back(client_alice, ruth):
    ruth.say_not_now(DAY, AGAIN)

    lifted = client_alice.post(f"/contacts/{ruth.pk}/not-now-lifted/")
    assert waits(ruth) == (True, None, None)
    again = client_alice.post(f"/contacts/{ruth.pk}/not-now-lifted/", follow=True)
    assert "Ruth isn’t marked as “not now”." in html_of(again)
    client_alice.post(undo_of(lifted))

    assert waits(ruth) == (True, DAY, AGAIN)


def test_on_the_day_one_thing_is_to_be_done_and_its_circle_notes_it(client_alice, alice, ruth, freeze):
    GoalFactory(owner=alice)
    ruth.say_not_now(DAY, AGAIN)
    assert "Ask Ruth again" not in html_of(client_alice.get("/"))

    freeze(AGAIN)
    page = html_of(client_alice.get("/"))
    assert page.count("Ask Ruth again</a>") == 1
    assert "It was “not now” on 12 March. You chose 12 September to ask again." in page
    asked = client_alice.post(f"/contacts/{ruth.pk}/asked-again/")

    assert waits(ruth) == (True, None, None)
    assert (ruth.last_touch_on, Interaction.objects.get().text) == (AGAIN, "Asked again")
    client_alice.post(undo_of(asked))
    assert waits(ruth) == (True, DAY, AGAIN)
    assert (ruth.last_touch_on, Interaction.objects.count()) == (None, 0)


def test_nobody_with_whom_a_meeting_is_planned_is_asked_again(client_alice, alice, ruth, freeze):
    ruth.say_not_now(DAY, AGAIN)
    freeze(AGAIN)
    MeetingFactory(owner=alice, contact=ruth, starts_at=timezone.now() + dt.timedelta(days=3))

    assert "I’ve asked Ruth again" not in html_of(client_alice.get(f"/contacts/{ruth.pk}/"))


def test_the_letter_that_asks_again_does_so_once_it_is_sent(client_alice, ruth, freeze):
    ruth.say_not_now(DAY, AGAIN)
    freeze(AGAIN)
    address = f"/contacts/{ruth.pk}/letters/ask-again/"
    assert "Is it a better time now?" in html_of(client_alice.get(address))

    client_alice.post(address, {"sent": "1"})

    assert waits(ruth) == (True, None, None)
    assert client_alice.get(address)["Location"] == f"/contacts/{ruth.pk}/"


def test_an_introduction_stays_open_and_silent_but_for_the_introducer(client_alice, alice, ruth):
    on = {"asked_on": DAY - dt.timedelta(days=9), "made_on": DAY - dt.timedelta(days=5)}
    introduction = IntroductionFactory(owner=alice, introducer__name="Sam Kowalski", prospect=ruth, **on)
    assert "Ruth said not now" in html_of(client_alice.get(f"/introductions/{introduction.pk}/"))

    said = client_alice.post(f"/introductions/{introduction.pk}/not-now/")
    introduction.refresh_from_db()
    assert (introduction.status, waits(ruth)) == ("made", (True, DAY, AGAIN))
    page = html_of(client_alice.get(f"/introductions/{introduction.pk}/"))
    assert "Thank Sam" in page
    assert "/letters/first/" not in page
    introduction.record(thanked_on=DAY)
    page = html_of(client_alice.get(f"/introductions/{introduction.pk}/"))
    assert "Ruth said “not now” today. Ask again from 12 September." in page

    client_alice.post(undo_of(said))
    assert waits(ruth) == (True, None, None)
    assert "/letters/first/" in html_of(client_alice.get(f"/introductions/{introduction.pk}/"))


def test_in_compare_they_stay_grey_with_the_day(client_alice, alice, ruth, freeze):
    MentorCriterionFactory(owner=alice)
    ProspectFactory(owner=alice, name="Daniel Osei")
    ruth.say_not_now(DAY, AGAIN)

    page = html_of(client_alice.get("/trade-offs/"))
    assert page.count("Ask again from 12 September") == 1
    assert page.count("m-unknown is-waiting") == 1
    assert f"?to={ruth.pk}" not in page

    freeze(AGAIN)
    assert "is-waiting" not in html_of(client_alice.get("/trade-offs/"))


def test_nobody_else_says_it_of_somebody(client_bob, ruth):
    for verb in ("not-now", "not-now-lifted", "not-now-as-before", "asked-again"):
        assert client_bob.post(f"/contacts/{ruth.pk}/{verb}/").status_code == 404
    assert Contact.objects.get().not_now_on is None
    assert timezone.localdate() == DAY


def test_whoever_one_works_with_is_neither_turned_down_nor_made_to_wait(client_alice, alice):
    agreement = MentorAgreementFactory(
        owner=alice,
        mentor__owner=alice,
        confirmed_on=timezone.localdate(),
        confirmed_how="mail",
        confirmed_words=[],
    )
    mentor = agreement.mentor
    page = f"/contacts/{mentor.pk}/"
    offered = ("said-no/", "not-now/", "unmarked-prospect/")
    shown = client_alice.get(page).content.decode()

    answers = [client_alice.post(f"{page}{verb}", follow=True) for verb in offered]

    assert not any(f"{page}{verb}" in shown for verb in offered)
    assert "</a> / Mentor </p>" in html_of(client_alice.get(page))
    refusal = f"You’re working with {mentor.first_name}. End the agreement first."
    assert all(refusal in answer.content.decode() for answer in answers)
    mentor.refresh_from_db()
    assert (mentor.is_prospect, mentor.closed_on, mentor.not_now_on) == (True, None, None)
    agreement.end_early(timezone.localdate())
    client_alice.post(f"{page}said-no/")
    mentor.refresh_from_db()
    assert mentor.said_no


def test_nor_by_the_way_back_from_lifting_it(client_alice, alice, ruth):
    ruth.say_not_now(DAY, AGAIN)
    lifted = client_alice.post(f"/contacts/{ruth.pk}/not-now-lifted/")
    agreement = MentorAgreementFactory(
        owner=alice, mentor=ruth, confirmed_on=DAY, confirmed_how="mail", confirmed_words=[]
    )

    refused = client_alice.post(undo_of(lifted))

    assert flashes(refused)[-1] == "You’re working with Ruth. End the agreement first."
    assert waits(ruth) == (True, None, None)
    agreement.end_early(DAY)
    client_alice.post(undo_of(lifted))
    assert waits(ruth) == (True, DAY, AGAIN)


def test_nor_on_an_introduction_a_first_meeting_or_in_the_box(client_alice, ruth, alice):
    """An ask that was left open, and a first meeting that is still to be written down, while they are the mentor."""
    sam = ProspectFactory(owner=alice, name="Sam Kowalski")
    made = IntroductionFactory(
        owner=alice, introducer=sam, prospect=ruth, asked_on=DAY, pledged_on=DAY, made_on=DAY, written_on=DAY
    )
    met = MeetingFactory(owner=alice, contact=ruth, starts_at=timezone.now() - dt.timedelta(days=3))
    pages = [
        "/",
        "/introductions/",
        f"/introductions/{made.pk}/",
        "/search/?q=ruth",
        f"/meetings/{met.pk}/record/",
    ]
    pages.append(f"/introductions/{made.pk}/closed/")

    def offering():
        return {page for page in pages if {"Ruth said no", "said not now"} & said_on(page)}

    def said_on(page):
        html = html_of(client_alice.get(page))
        return {words for words in ("Ruth said no", "said not now") if words in html}

    assert offering() == set(pages)
    MentorAgreementFactory(
        owner=alice, mentor=ruth, goals=[GoalFactory(owner=alice)], starts_on=DAY, confirmed_on=DAY,
        confirmed_how="mail", confirmed_words=[],
    )  # fmt: skip

    assert offering() == set()
    refusal = "You’re working with Ruth. End the agreement first."
    no = client_alice.post(f"/introductions/{made.pk}/closed/", {"because": "prospect_declined"})
    later = client_alice.post(f"/introductions/{made.pk}/not-now/")
    written = client_alice.post(f"/meetings/{met.pk}/record/", {"outcome": "said_no"})
    assert (no.status_code, written.status_code) == (422, 422)
    assert flashes(later)[-1] == refusal
    for verb in (
        lambda: made.close(DAY, "prospect_declined"),
        lambda: met.write_down(DAY, outcome="not_now"),
        lambda: met.write_down(DAY, outcome="not_a_fit"),
    ):
        with pytest.raises(ValidationError, match="End the agreement first"):
            verb()
    assert waits(ruth) == (True, None, None)
    made.refresh_from_db()
    assert made.closed_on is None

    said = client_alice.post(f"/meetings/{met.pk}/record/", {"outcome": "good_fit"})
    assert said.status_code == 302


def test_whatever_else_is_due_not_now_stands_with_its_day_and_the_ways_out(client_alice, alice, ruth, freeze):
    ruth.say_not_now(DAY, AGAIN)
    MeetingFactory(owner=alice, contact=ruth, starts_at=timezone.now() + dt.timedelta(days=8))

    page = html_of(client_alice.get(f"/contacts/{ruth.pk}/"))

    assert "Prepare to meet Ruth, from 19 March" in page
    for part in (
        "Not now, since 12 March",
        "Ask Ruth again from 12 September.",
        "It’s the right time after all",
    ):
        assert page.count(part) == 1
    assert f'href="/contacts/{ruth.pk}/not-now/">Choose another day' in page

    freeze(AGAIN)
    page = html_of(client_alice.get(f"/contacts/{ruth.pk}/"))
    assert "We won’t remind you until then." not in page
    assert page.count(f'href="/contacts/{ruth.pk}/letters/ask-again/"') == 1
    assert "It’s the right time after all" in page
