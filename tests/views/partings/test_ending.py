"""The end: then and now, the goals reached, and how it is undone."""

import pytest

from mentoring.models import MentorAgreement
from mentoring.status import next_actions
from tests.factories import GoalFactory, MeetingFactory, MentorAgreementFactory
from tests.markup import forms_of
from tests.pages import flashes, flashes_with_undo, html_of, undo_of
from tests.views.meetings.talks import DAY, NOW, days
from tests.views.partings.terms import WORDS


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
    deleted = client_alice.post(refused.url)
    undone = client_alice.post(undo_of(deleted))

    agreement.refresh_from_db()
    assert flashes(refused)[-1] == (
        "You’ve begun a new agreement with Margaret since. Delete that draft first, then undo."
    )
    assert still_over == DAY
    assert refused.url.startswith(f"/agreements/{draft.pk}/delete/?")
    assert undo_of(deleted) == undo_of(ended)
    assert flashes(undone)[-1] == "Undone."
    assert agreement.is_running


@pytest.mark.parametrize(
    ("since", "refusal", "first"),
    [
        ("not-now", "won’t be your mentor for now. Undo that first, then this.", "not-now-lifted"),
        ("said-no", "won’t be your mentor for now. Undo that first, then this.", "no-withdrawn"),
        ("archived", "Take them out of the archive first, then undo.", "restored"),
    ],
)
def test_the_undo_of_an_end_offers_what_has_to_be_undone_before_it_and_then_itself(
    client_alice, agreement, since, refusal, first
):
    mentor = agreement.mentor
    ended = client_alice.post(f"/agreements/{agreement.pk}/ended/", {"on": ""})
    client_alice.post(f"/contacts/{mentor.pk}/{since}/", {"ask_again_on": "", "opened_at": mentor.revision})

    refused = client_alice.post(undo_of(ended))
    way = client_alice.post(undo_of(refused))
    undone = client_alice.post(undo_of(way))

    agreement.refresh_from_db()
    assert flashes(refused)[-1].endswith(refusal)
    assert undo_of(refused).startswith(f"/contacts/{mentor.pk}/{first}/?then=")
    assert flashes(way)[-1].endswith("Now you can undo what came before it.")
    assert flashes(undone)[-1] == "Undone."
    assert agreement.is_running


def test_where_a_record_says_no_only_the_record_can_be_changed(client_alice, alice, agreement):
    talk = MeetingFactory(owner=alice, contact=agreement.mentor, starts_at=NOW - days(1))
    ended = client_alice.post(f"/agreements/{agreement.pk}/ended/", {"on": ""})
    talk.record(held_on=talk.day, recorded_on=talk.day, outcome="said_no")
    agreement.mentor.close(DAY, "said_no")

    refused = client_alice.post(undo_of(ended))

    assert flashes_with_undo(refused)[-1][1] == ""


@pytest.mark.parametrize("how", ["completed", "ended"])
def test_sessions_not_written_down_are_told_before_the_end_and_asked_about_no_more_after_it(
    client_alice, alice, agreement, how
):
    for ago in (9, 5):
        MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=NOW - days(ago))
    first = agreement.mentor.meetings.earliest("starts_at")
    page = html_of(client_alice.get(f"/agreements/{agreement.pk}/{how}/"))
    asked = [one.key.verb for one in next_actions.for_user(alice, DAY)]

    sent = completing(agreement) if how == "completed" else {"on": ""}
    ended = client_alice.post(f"/agreements/{agreement.pk}/{how}/", sent)

    assert "Two sessions aren’t written down yet." in page
    assert f'href="/meetings/{first.pk}/record/"' in page
    assert asked.count("recorded") == 2
    assert "recorded" not in [one.key.verb for one in next_actions.for_user(alice, DAY)]
    assert html_of(client_alice.get(f"/meetings/{first.pk}/record/"))
    client_alice.post(undo_of(ended))
    assert [one.key.verb for one in next_actions.for_user(alice, DAY)].count("recorded") == 2
