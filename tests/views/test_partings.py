"""Looking back on the way, parting well, and the years after."""

import datetime as dt
import uuid

import pytest

from mentoring import letters
from mentoring.models import Meeting, MentorAgreement, Review
from mentoring.pages import parting
from mentoring.status import next_actions
from tests.factories import (
    GoalFactory,
    InteractionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    ProspectFactory,
    ReviewFactory,
)
from tests.markup import forms_of
from tests.pages import flashes, html_of, undo_of
from tests.views.meetings.talks import DAY, NOW, days

WORDS = [{"key": "goals", "title": "What we’re working on", "lines": []}]


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    freeze(NOW)


def confirmed(alice, starts_on, ends_on, trial_on, review_on):
    """Confirmed 60 days ago with these days, for two goals; its last session on the last day."""
    goals = [GoalFactory(owner=alice, title=title) for title in ("Run a meeting", "Read a balance sheet")]
    return MentorAgreementFactory(
        owner=alice,
        mentor=ProspectFactory(owner=alice, name="Margaret Lindqvist"),
        goals=goals,
        starts_on=starts_on,
        ends_on=ends_on,
        trial_on=trial_on,
        review_on=review_on,
        last_session_on=ends_on,
        confirmed_on=DAY - days(60),
        confirmed_how="mail",
        confirmed_words=WORDS,
    )


@pytest.fixture
def agreement(alice):
    """Running for 60 days, with two goals, its trial behind and its halfway review today."""
    return confirmed(alice, DAY - days(60), DAY + days(60), DAY - days(30), DAY)


def told(alice, today=DAY):
    return {action.title: action for action in next_actions.for_user(alice, today)}


# Looking back

LOOKED_BACK = {
    "held_on": "2026-03-12",
    "works": "Plain words",
    "to_change": "Earlier",
    "decision": "continue",
}


def test_a_review_is_kept_once_and_corrected_later(client_alice, alice, agreement):
    address = f"/agreements/{agreement.pk}/reviews/midpoint/"
    key = client_alice.get(address).context["form"]["form_key"].value()
    sent = LOOKED_BACK | {"form_key": str(key)}
    before = told(alice)["Review the agreement together"]

    for _time in range(2):
        response = client_alice.post(address, sent)
    corrected = client_alice.post(
        address, LOOKED_BACK | {"works": "Plain words, and coffee", "opened_at": "2"}
    )

    review = Review.objects.get()
    agreement.refresh_from_db()
    assert before.url == address
    assert response["Location"] == corrected["Location"] == f"/agreements/{agreement.pk}/"
    assert (review.owner, review.kind, review.held_on, review.works) == (
        alice,
        "midpoint",
        DAY,
        "Plain words, and coffee",
    )
    assert (agreement.reviewed_on, agreement.confirmed_words) == (DAY, WORDS)
    assert "Review the agreement together" not in told(alice)
    html = html_of(client_alice.get(f"/agreements/{agreement.pk}/"))
    assert "Plain words, and coffee" in html
    assert "Earlier" in html


def test_a_review_names_the_mentor_where_there_is_more_than_one(alice, agreement):
    other = confirmed(alice, DAY - days(60), DAY + days(60), DAY - days(30), DAY)
    other.mentor.record(name="Daniel Osei")
    both = {"Review the agreement with Margaret", "Review the agreement with Daniel"}

    assert both < told(alice).keys()
    other.end_early(DAY)
    assert "Review the agreement together" in told(alice)
    assert not both & told(alice).keys()


def test_a_review_kept_in_another_window_is_told(client_alice, agreement):
    address = f"/agreements/{agreement.pk}/reviews/trial/"
    ReviewFactory(agreement=agreement, kind="trial", held_on=DAY, works="Theirs")

    response = client_alice.post(address, LOOKED_BACK | {"form_key": "3b9d5d1e-0a3f-4a57-9d8e-7f3b0c0d8a11"})

    assert response.status_code == 422
    assert "This was changed in another window" in html_of(response)
    assert Review.objects.get().works == "Theirs"


@pytest.mark.parametrize(
    ("decision", "leads_to"),
    [("change", "/agreements/{}/"), ("stop", "/agreements/{}/ended/"), ("continue", "/agreements/{}/")],
)
def test_a_review_leads_on(client_alice, agreement, decision, leads_to):
    response = client_alice.post(
        f"/agreements/{agreement.pk}/reviews/trial/", LOOKED_BACK | {"decision": decision}
    )

    assert response["Location"] == leads_to.format(agreement.pk)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", "2026-03-13"),
        ("held_on", "2026-01-10"),
        ("held_on", "soon"),
        ("decision", ""),
        ("decision", "party"),
        ("works", "x" * 4001),
        ("to_change", "a\x00b"),
    ],
)
def test_a_review_that_makes_no_sense_comes_back(client_alice, agreement, field, value):
    response = client_alice.post(f"/agreements/{agreement.pk}/reviews/trial/", LOOKED_BACK | {field: value})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert not Review.objects.exists()


def test_the_last_look_back_asks_whether_it_ends_as_planned(client_alice, agreement):
    address, page = f"/agreements/{agreement.pk}/reviews/last/", f"/agreements/{agreement.pk}/"
    choices = client_alice.get(address).context["form"].fields["decision"].choices
    refused = client_alice.post(address, LOOKED_BACK | {"decision": "stop"})
    client_alice.post(address, LOOKED_BACK | {"decision": "continue"})

    assert choices == [("continue", "Finish as planned"), ("change", "Carry on after the last day")]
    assert refused.status_code == 422
    assert "Finish as planned" in client_alice.get(page).content.decode()
    Review.objects.update(decision="stop")  # as it could be chosen once
    stopped = client_alice.get(address).context["form"].fields["decision"].choices
    assert [value for value, _words in stopped] == ["continue", "change", "stop"]


def test_the_look_back_that_comes_next_is_asked_for_up_to_the_last_day(alice, agreement):
    last_day = agreement.ends_on

    assert told(alice, DAY - days(25))["Look back on the trial with Margaret"].due_on == DAY - days(30)
    assert "Look back on the trial with Margaret" not in told(alice)
    assert told(alice, last_day)["Look back with Margaret one last time"].due_on == last_day
    ReviewFactory(agreement=agreement, kind="last", held_on=last_day)
    assert "Look back with Margaret one last time" not in told(alice, last_day)


def test_a_review_stands_on_the_day_of_the_session_that_carries_it(client_alice, alice):
    """The trial review was due days before the next session: both lists of the page name that day, and no other."""
    agreement = confirmed(alice, DAY - days(20), DAY + days(160), DAY + days(3), DAY + days(70))
    MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=NOW + days(10))
    page = client_alice.get(f"/agreements/{agreement.pk}/")

    [coming] = [one for one in page.context["term"].shown if one.is_next]
    trial, midpoint, _last = page.context["stops"]
    assert coming.words == "Trial review"
    assert (trial.label, trial.due_on) == ("Trial review", DAY + days(10))
    assert midpoint.due_on == DAY + days(70)


def test_an_agreement_that_ends_before_its_first_day_has_no_looks_back(client_alice, alice):
    agreement = confirmed(alice, DAY + days(14), DAY + days(180), DAY + days(44), DAY + days(90))
    client_alice.post(f"/agreements/{agreement.pk}/ended/", {"on": "2026-03-12", "form_key": uuid.uuid4()})
    agreement.refresh_from_db()
    html = html_of(client_alice.get(f"/agreements/{agreement.pk}/"))

    assert agreement.ended_on == DAY
    assert "Trial review" not in html
    assert "Last review" not in html
    letter = (
        client_alice.get(f"/agreements/{agreement.pk}/letters/thanks/").context["form"]["message"].value()
    )
    assert "We won’t begin after all, and I’m glad we could say so to each other." in letter
    assert "March" not in letter
    introducer = ProspectFactory(owner=alice, name="Grace Mbeki")
    outcome = parting.letter_of_outcome(alice, agreement, introducer, DAY).compose().message
    assert "We agreed to work together, and won’t begin after all." in outcome


def test_completed_before_its_first_day_the_letter_shown_is_the_one_kept(client_alice, alice):
    """Whatever was ticked by then: nothing was reached together."""
    agreement = confirmed(alice, DAY + days(14), DAY + days(180), DAY + days(44), DAY + days(90))
    first, second = agreement.agreement_goals.order_by("goal__number")
    first.goal.achieve(DAY)
    page = client_alice.get(f"/agreements/{agreement.pk}/completed/")
    [form] = [form for form in forms_of(page) if "message" in form.data()]
    shown = page.context["form"]["message"].value()

    rated = dict.fromkeys(("goal-0-then_rated", "goal-0-now_rated", "goal-1-then_rated"), "")
    client_alice.post(form.action, form.data(**rated, **{"goal-1-achieved": "on", "goal-1-now_rated": "4"}))

    agreement.refresh_from_db()
    second.goal.refresh_from_db()
    assert "We won’t begin after all" in shown
    assert (agreement.completed_on, agreement.thanks_words) == (DAY, shown)
    assert second.goal.achieved_on == DAY


def test_whose_agreement_is_over_is_not_called_agreed(client_alice, agreement):
    def head():
        return html_of(client_alice.get(f"/contacts/{agreement.mentor_id}/")).partition('<div class="cols">')[
            0
        ]

    assert "Agreed" in head()
    agreement.end_early(DAY)
    assert "Agreed" not in head()
    assert '<span class="pill">Ended early</span>' in head()


def test_a_review_of_a_version_that_was_replaced_still_counts(alice, agreement):
    ReviewFactory(agreement=agreement, kind="midpoint", held_on=DAY - days(1))
    for goal in agreement.goals.all():
        goal.steps.create(owner=alice, text="A step")
    agreement.change().confirm(DAY, "mail")

    assert "Review the agreement together" not in told(alice)


# Parting


def completing(agreement, **more):
    first, second = agreement.agreement_goals.order_by("goal__number")
    return {
        "on": "2026-03-12",
        "lessons": "Decide first.",
        "learned_shown": "on",
        "subject": "Thank you",
        "message": "For the coffee.",
        "goal-TOTAL_FORMS": "2",
        "goal-INITIAL_FORMS": "2",
        "goal-0-id": str(first.pk),
        "goal-0-then_rated": "2",
        "goal-0-now_rated": "4",
        "goal-0-achieved": "on",
        "goal-1-id": str(second.pk),
        "goal-1-then_rated": "",
        "goal-1-now_rated": "3",
        "call_off": "on",
    } | more


def test_completing_keeps_then_and_now_and_marks_the_goals_reached(client_alice, alice, agreement):
    address = f"/agreements/{agreement.pk}/completed/"
    session = MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=NOW + days(9))
    first, second = agreement.agreement_goals.order_by("goal__number")
    assert "Call off the session that’s still planned" in html_of(client_alice.get(address))

    response = client_alice.post(address, completing(agreement))
    client_alice.post(address, completing(agreement, lessons="Sent twice"))

    for record in (agreement, first, second, first.goal, second.goal, session):
        record.refresh_from_db()
    assert (agreement.completed_on, agreement.lessons, agreement.thanks_words) == (
        DAY,
        "Decide first.",
        "For the coffee.",
    )
    assert (agreement.thanks_subject, agreement.learned_shown) == ("Thank you", True)
    assert (first.then_rated, first.now_rated) == (2, 4)
    assert (second.then_rated, second.now_rated) == (None, 3)
    assert (first.goal.achieved_on, second.goal.achieved_on) == (DAY, None)
    assert session.cancelled_on == DAY
    assert agreement.confirmed_words == WORDS
    html = html_of(client_alice.get(f"/agreements/{agreement.pk}/"))
    for words in (
        "Then <b>2</b>, now <b>4</b>. Reached.",
        "Now <b>3</b>.",
        "Margaret’s page shows:",
        "<li>the goals you reached</li>",
        "<li>what you learned</li>",
        "<li>your letter, once you’ve sent it</li>",
        "Decide first.",
        "For the coffee.",
    ):
        assert words in html

    client_alice.post(undo_of(response))
    for record in (agreement, first, second, first.goal, second.goal, session):
        record.refresh_from_db()
    assert (agreement.completed_on, agreement.lessons) == (None, "Decide first.")
    assert (first.goal.achieved_on, second.goal.achieved_on, session.cancelled_on) == (None, None, None)
    assert (first.then_rated, first.now_rated) == (2, 4)


@pytest.mark.every_database
@pytest.mark.parametrize("page_name", ["completed", "ended"])
def test_undoing_an_end_takes_back_what_it_changed_and_nothing_else(
    client_alice, client_bob, alice, agreement, page_name
):
    """A goal reached before stays so, one that is reached anew on another day as well; so does a session that was
    called off by hand."""
    reached, other = agreement.goals.order_by("number")
    reached.achieve(DAY - days(9))
    kept, called_off = (
        MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=NOW + days(n))
        for n in (9, 16)
    )
    called_off.record(cancelled_on=DAY)
    sent = {"goal-0-achieved": "on", "initial-goal-0-achieved": "True", "goal-1-achieved": "on"}
    response = client_alice.post(f"/agreements/{agreement.pk}/{page_name}/", completing(agreement, **sent))
    other.refresh_from_db()
    assert other.achieved_on == DAY
    undo = undo_of(response)
    client_bob.post(undo)
    refused = client_alice.post(undo[:-3])
    agreement.refresh_from_db()
    assert (agreement.over_on, flashes(refused)[-1]) == (DAY, "There’s nothing to undo")

    client_alice.post(undo)
    for record in (agreement, reached, other, kept, called_off):
        record.refresh_from_db()
    assert (agreement.over_on, kept.cancelled_on, called_off.cancelled_on) == (None, None, DAY)
    assert (reached.achieved_on, other.achieved_on) == (DAY - days(9), None)

    other.achieve(DAY - days(1))
    client_alice.post(undo)
    other.refresh_from_db()
    assert other.achieved_on == DAY - days(1)


def test_a_goal_said_to_be_reached_is_unticked_when_completing_again(client_alice, agreement):
    address = f"/agreements/{agreement.pk}/completed/"
    client_alice.post(address, completing(agreement, later="1"))
    first, second = agreement.goals.order_by("number")
    [form] = [form for form in forms_of(client_alice.get(address)) if "lessons" in form.fields]
    shown = form.data(**{"goal-1-then_rated": ""})
    assert (first.achieved_on, second.achieved_on) == (DAY, None)
    assert (shown["initial-goal-0-achieved"], shown["initial-goal-1-achieved"]) == (["True"], ["False"])
    assert (shown["goal-0-achieved"], "goal-1-achieved" in shown) == (["on"], False)

    second.achieve(DAY - days(3))  # in another window: that page knows nothing of it
    del shown["goal-0-achieved"]
    response = client_alice.post(address, shown)
    for record in (agreement, first, second):
        record.refresh_from_db()
    assert (agreement.completed_on, first.achieved_on, second.achieved_on) == (DAY, None, DAY - days(3))

    client_alice.post(undo_of(response))
    first.refresh_from_db()
    assert first.achieved_on == DAY


@pytest.mark.parametrize(
    ("field", "value"),
    [("on", "2026-03-13"), ("on", "2026-01-10"), ("lessons", "x" * 10_001), ("message", "a\x00b")],
)
@pytest.mark.parametrize("page_name", ["completed", "ended"])
def test_an_end_that_makes_no_sense_comes_back_and_changes_nothing(
    client_alice, alice, agreement, page_name, field, value
):
    session = MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=NOW + days(9))

    response = client_alice.post(
        f"/agreements/{agreement.pk}/{page_name}/", completing(agreement, **{field: value})
    )

    assert response.status_code == 422
    agreement.refresh_from_db()
    session.refresh_from_db()
    assert (agreement.over_on, session.cancelled_on) == (None, None)
    assert not agreement.goals.filter(achieved_on__isnull=False).exists()


def test_a_rating_of_then_is_one_of_five(client_alice, agreement):
    response = client_alice.post(
        f"/agreements/{agreement.pk}/completed/", completing(agreement, **{"goal-0-then_rated": "6"})
    )

    html = html_of(response)
    assert response.status_code == 422
    assert [set(row.errors) for row in response.context["form"].goals] == [{"then_rated"}, set()]
    assert 'href="#id_goal-0-then_rated_0"' in html
    assert "For the coffee." in html


def test_a_row_names_a_goal_of_this_agreement_and_nothing_else(client_alice, bob, agreement):
    theirs = MentorAgreementFactory(owner=bob, goals=[GoalFactory(owner=bob)]).agreement_goals.get()

    for pk in (str(theirs.pk), "", "x", "9" * 400):
        response = client_alice.post(
            f"/agreements/{agreement.pk}/completed/", completing(agreement, **{"goal-0-id": pk})
        )
        assert response.status_code == 422

    theirs.refresh_from_db()
    agreement.refresh_from_db()
    assert (theirs.then_rated, agreement.completed_on) == (None, None)


@pytest.mark.parametrize("count", ["", "x", "9" * 400])
def test_rows_that_arrive_in_pieces_are_sent_back(client_alice, agreement, count):
    response = client_alice.post(
        f"/agreements/{agreement.pk}/completed/", completing(agreement, **{"goal-TOTAL_FORMS": count})
    )

    assert response.status_code == 422
    agreement.refresh_from_db()
    assert agreement.completed_on is None


@pytest.mark.parametrize("count", ["3", "150", "99999"])
def test_no_more_rows_are_drawn_than_were_sent(client_alice, agreement, count):
    address = f"/agreements/{agreement.pk}/completed/"

    response = client_alice.post(address, completing(agreement, **{"goal-TOTAL_FORMS": count}))

    assert response.status_code == 422
    assert "didn’t arrive in one piece" in html_of(response)
    [form] = [form for form in forms_of(response) if "lessons" in form.fields]
    assert len(response.context["form"].goals.forms) == 2
    assert form.fields["message"].values[0].strip() == "For the coffee."
    again = client_alice.post(address, form.data(**{"goal-1-then_rated": ""}))
    assert again.status_code == 302, (again.context["form"].errors, again.context["form"].goals.errors)


@pytest.mark.parametrize("by", ["me", "mentor", "both", ""])
def test_ended_early_by_either_without_blame_with_a_closing_talk(client_alice, agreement, by):
    response = client_alice.post(
        f"/agreements/{agreement.pk}/ended/",
        {"on": "", "ended_by": by, "lessons": "Ask earlier.", "then": "talk"},
    )

    agreement.refresh_from_db()
    assert (agreement.ended_on, agreement.ended_by, agreement.lessons) == (DAY, by, "Ask earlier.")
    assert response["Location"] == f"/meetings/new/?with={agreement.mentor_id}&kind=session"
    html = html_of(client_alice.get(f"/agreements/{agreement.pk}/"))
    assert "Plan a closing talk" in html
    # Nothing was said of the goals, so there is nothing to compare.
    assert "Then and now" not in html

    late = client_alice.post(f"/agreements/{agreement.pk}/completed/", {"on": ""})
    assert flashes(late)[-1] == "It’s already over, so nothing was changed."
    agreement.refresh_from_db()
    assert (agreement.ended_on, agreement.completed_on) == (DAY, None)

    client_alice.post(undo_of(response))
    agreement.refresh_from_db()
    assert (agreement.ended_on, agreement.ended_by) == (None, "")


def test_the_undo_of_an_end_says_what_has_come_since_and_works_once_that_is_gone(
    client_alice, alice, agreement
):
    mentor = agreement.mentor
    ended = client_alice.post(f"/agreements/{agreement.pk}/ended/", {"on": ""})
    client_alice.post("/agreements/new/", {"mentor": mentor.pk})
    draft = MentorAgreement.objects.get(confirmed_on=None)

    refused = client_alice.post(undo_of(ended))
    agreement.refresh_from_db()
    still_over = agreement.ended_on
    client_alice.post(f"/agreements/{draft.pk}/delete/")
    undone = client_alice.post(undo_of(ended))

    agreement.refresh_from_db()
    assert flashes(refused)[-1] == (
        "You’ve begun a new agreement with Margaret since. Delete that draft first, then undo."
    )
    assert still_over == DAY
    assert flashes(undone)[-1] == "Undone."
    assert agreement.is_running


# The years after


def test_the_rhythm_is_changed_and_switched_off(client_alice, alice, agreement):
    agreement.complete(DAY)
    address = f"/agreements/{agreement.pk}/staying-in-touch/"
    title, later = "Stay in touch with Margaret", DAY + days(62)

    usual = told(alice, DAY + days(85))[title].due_on
    sooner = client_alice.post(
        address, {"stays_in_touch": "on", "touch_after_months": "2", "touch_every_months": "4"}
    )
    changed = told(alice, later)[title].due_on
    InteractionFactory(contact=agreement.mentor, on=later, text="The new warehouse")
    agreement.mentor.refresh_last_touch()
    after_a_talk = told(alice, later + days(120))[title]
    client_alice.post(address, {"touch_after_months": "2", "touch_every_months": "4", "opened_at": "3"})

    assert usual == dt.date(2026, 6, 12)
    assert flashes(sooner) == ["Saved how you stay in touch with Margaret."]
    assert changed == max(dt.date(2026, 5, 12), later)
    assert after_a_talk.due_on == dt.date(2026, 9, 13)
    assert after_a_talk.why.endswith("Last time: The new warehouse")
    assert title not in told(alice, later + days(400))
    agreement.refresh_from_db()
    assert (agreement.stays_in_touch, agreement.confirmed_words) == (False, WORDS)


@pytest.mark.parametrize("value", ["0", "25", "-3", "soon", "9" * 400, ""])
def test_a_rhythm_that_makes_no_sense_comes_back(client_alice, agreement, value):
    agreement.complete(DAY)

    response = client_alice.post(
        f"/agreements/{agreement.pk}/staying-in-touch/",
        {"touch_after_months": value, "touch_every_months": "6"},
    )

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"touch_after_months"}


@pytest.mark.parametrize(
    ("over_on", "last", "expected"),
    [
        # The month ends: 30 November has no 31st, February no 30th.
        ("2026-08-31", "2026-08-31", "2026-11-30"),
        ("2026-11-30", "2026-11-30", "2027-02-28"),
        ("2027-11-30", "2027-11-30", "2028-02-29"),
        # A talk before the first word starts the three months anew, one after it the six.
        ("2026-08-31", "2026-10-31", "2027-01-31"),
        ("2026-08-31", "2026-11-30", "2027-05-30"),
        ("2026-08-31", "2030-08-31", "2031-02-28"),
    ],
)
def test_the_next_word_is_counted_from_the_last_real_contact(alice, over_on, last, expected):
    start = dt.date.fromisoformat(over_on)
    agreement = MentorAgreementFactory.build(owner=alice, mentor=None, starts_on=start, completed_on=start)

    assert agreement.next_touch(dt.date.fromisoformat(last)) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize("name", ["reviews/midpoint", "completed", "ended", "staying-in-touch"])
def test_somebody_elses_agreement_is_not_there(client_bob, agreement, name):
    address = f"/agreements/{agreement.pk}/{name}/"

    assert client_bob.get(address).status_code == 404
    assert client_bob.post(address, LOOKED_BACK | {"on": ""}).status_code == 404
    agreement.refresh_from_db()
    assert (agreement.over_on, Review.objects.count(), Meeting.objects.count()) == (None, 0, 0)


def test_the_page_about_staying_in_touch_offers_all_it_keeps(client_alice, alice, agreement):
    agreement.complete(dt.date(2026, 3, 12))

    page = html_of(client_alice.get(f"/agreements/{agreement.pk}/staying-in-touch/"))

    for name in ("stays_in_touch", "touch_after_months", "touch_every_months"):
        assert f'name="{name}"' in page


# Where the goals stand at the beginning


@pytest.fixture
def draft(alice, agreement):
    """A draft with Ruth about the same two goals, in which nothing is missing."""
    goals = list(agreement.goals.all())
    goals[0].record(success="Four Mondays in a row, we end on time.")
    for goal in goals:
        goal.steps.create(owner=alice, text="A step")
    return MentorAgreementFactory(
        owner=alice,
        mentor=ProspectFactory(owner=alice, name="Ruth Osei"),
        goals=goals,
        starts_on=DAY,
        ends_on=DAY + days(180),
    )


def stands(agreement, first, second):
    """What the page asks about the goals, answered."""
    rows = {"goal-TOTAL_FORMS": "2", "goal-INITIAL_FORMS": "2"}
    for number, (link, rating) in enumerate(zip(links(agreement), (first, second), strict=True)):
        rows |= {f"goal-{number}-id": str(link.pk), f"goal-{number}-then_rated": rating}
    return rows


def links(agreement):
    return list(agreement.agreement_goals.order_by("goal__number"))


def rated(agreement):
    return [link.then_rated for link in links(agreement)]


KEY = "Compared with your own words. 1: nothing like it, 3: half the time, 5: exactly that."


def test_the_yes_asks_where_each_goal_stands_against_its_own_words(client_alice, draft):
    page = html_of(client_alice.get(f"/agreements/{draft.pk}/"))
    assert "Four Mondays in a row, we end on time." in page
    assert page.count(KEY) == 1
    assert page.count('aria-describedby="scale-key"') == 2

    client_alice.post(
        f"/agreements/{draft.pk}/confirmed/", {"how": "mail", "on": ""} | stands(draft, "2", "")
    )

    draft.refresh_from_db()
    assert (draft.confirmed_on, rated(draft)) == (DAY, [2, None])


@pytest.mark.parametrize("rating", ["0", "6", "x"])
def test_a_rating_that_is_none_confirms_nothing(client_alice, draft, rating):
    response = client_alice.post(
        f"/agreements/{draft.pk}/confirmed/", {"how": "mail", "on": ""} | stands(draft, rating, "3")
    )

    draft.refresh_from_db()
    assert response.status_code == 422
    assert (draft.confirmed_on, rated(draft)) == (None, [None, None])
    assert 'href="#id_goal-0-then_rated_0"' in html_of(response)


def test_a_yes_that_comes_without_numbers_is_a_yes(client_alice, draft):
    client_alice.post(f"/agreements/{draft.pk}/confirmed/", {"how": "in_person", "on": ""})

    draft.refresh_from_db()
    assert (draft.confirmed_on, rated(draft)) == (DAY, [None, None])


def test_after_a_yes_that_came_without_numbers_the_first_page_asks(client_alice, draft, freeze):
    draft.confirm(DAY, "mail")
    page, address = f"/agreements/{draft.pk}/", f"/agreements/{draft.pk}/starting-point/"
    assert f'action="{address}"' in html_of(client_alice.get(page))

    response = client_alice.post(address, stands(draft, "1", "4"))

    assert response["Location"] == page
    assert rated(draft) == [1, 4]
    assert f'action="{address}"' not in html_of(client_alice.get(page))
    # Later on it would be no beginning any more, so the end asks for what is missing.
    client_alice.post(address, stands(draft, "1", ""))
    assert f'action="{address}"' in html_of(client_alice.get(page))
    freeze(NOW + days(15))
    assert f'action="{address}"' not in html_of(client_alice.get(page))


def test_a_beginning_names_goals_of_this_agreement_and_is_the_owners(
    client_alice, client_bob, draft, agreement
):
    draft.confirm(DAY, "mail")
    address, theirs = f"/agreements/{draft.pk}/starting-point/", {"goal-0-id": str(links(agreement)[0].pk)}

    refused = client_alice.post(address, stands(draft, "1", "4") | theirs)

    assert refused.status_code == 422
    assert client_bob.post(address, stands(draft, "1", "4")).status_code == 404
    assert rated(draft) == rated(agreement) == [None, None]


def test_a_new_version_begins_where_the_first_one_did(draft):
    draft.confirm(DAY, "mail")
    first, _second = links(draft)
    first.record(then_rated=2)

    assert rated(draft.change()) == [2, None]


def test_the_end_shows_what_was_said_at_the_beginning(client_alice, agreement):
    first, second = links(agreement)
    first.goal.record(success="Four Mondays in a row, we end on time.")
    first.record(then_rated=2)
    address = f"/agreements/{agreement.pk}/completed/"

    page = client_alice.get(address)

    html = html_of(page)
    assert "In January: <b>2</b>. And now?" in html
    assert "Four Mondays in a row, we end on time." in html
    # Nothing was said of the other goal, so both are asked; its title is the measure.
    assert html.count("In January?") == 1
    assert html.count(KEY) == 1
    assert html.count('aria-describedby="scale-key"') == 3
    [form] = [form for form in forms_of(page) if "lessons" in form.fields]
    assert "goal-0-then_rated" not in form.fields
    said = {
        "goal-0-then_rated": "5",
        "goal-0-now_rated": "4",
        "goal-1-then_rated": "",
        "goal-1-now_rated": "",
    }
    client_alice.post(address, form.data(**said))
    first.refresh_from_db()
    second.refresh_from_db()
    assert [(first.then_rated, first.now_rated), (second.then_rated, second.now_rated)] == [
        (2, 4),
        (None, None),
    ]


def test_the_end_names_the_month_in_which_a_goal_was_asked_about(client_alice, alice, agreement):
    """A change takes along what was said in January; what is said anew with it was said in March."""
    first, second = links(agreement)
    first.record(then_rated=2)
    second.record(then_rated=1)
    for goal in agreement.goals.all():
        goal.steps.create(owner=alice, text="A step")
    change = agreement.change()
    change.confirm(DAY, "mail")
    links(change)[1].record(then_rated=3)

    html = html_of(client_alice.get(f"/agreements/{change.pk}/completed/"))

    assert "In January: <b>2</b>. And now?" in html
    assert "In March: <b>3</b>. And now?" in html


def test_where_nothing_was_said_the_end_asks_about_the_beginning(client_alice, alice, agreement):
    for goal in agreement.goals.all():
        goal.steps.create(owner=alice, text="A step")
    change = agreement.change()
    change.confirm(DAY, "mail")

    html = html_of(client_alice.get(f"/agreements/{change.pk}/completed/"))

    assert (html.count("In January?"), html.count("In March?")) == (2, 0)


def test_a_letter_soon_after_the_end_speaks_of_no_long_while(client_alice, alice, agreement):
    agreement.complete(DAY)
    address = f"/contacts/{agreement.mentor_id}/letters/keep-in-touch/"

    soon = html_of(client_alice.get(address))
    [earlier, later] = [
        letters.moment_for_contact(alice, agreement.mentor, DAY + days(number)).compose().message
        for number in (91, 92)
    ]

    thanks = "Thank you once more for the time we worked together. I still use what I learned."
    assert (thanks in soon, "It’s been a while" in soon) == (True, False)
    assert thanks in earlier
    assert (thanks in later, "It’s been a while since we worked together" in later) == (False, True)
