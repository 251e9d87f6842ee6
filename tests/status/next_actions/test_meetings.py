"""What a meeting asks for, before and after."""

import pytest
from django.urls import reverse

from mentoring.status import next_actions
from tests.factories import MeetingFactory, MentorAgreementFactory, ProspectFactory
from tests.status.next_actions.reading import confirmed, held, only
from tests.stories import MARCH, at, day


@pytest.mark.parametrize(
    ("moment", "due_on", "why"),
    [
        (at(3, 12, 18, 0), day(3, 12), "First meeting, over coffee, today at 18:00."),
        (at(3, 13, 9, 0), day(3, 12), "First meeting, over coffee, tomorrow at 09:00."),
        (at(3, 17), day(3, 16), "First meeting, over coffee, Tuesday at 12:30."),
        (at(3, 18), day(3, 17), "First meeting, over coffee, Wednesday at 12:30."),
        (at(3, 19), day(3, 18), "First meeting, over coffee, Thursday 19 March at 12:30."),
        (at(3, 26), day(3, 25), "First meeting, over coffee, Thursday 26 March at 12:30."),
    ],
)
def test_planned_meeting_is_prepared_the_day_before(alice, margaret, moment, due_on, why):
    meeting = MeetingFactory(owner=alice, contact=margaret, starts_at=moment)

    (action,) = next_actions.for_user(alice, MARCH)

    assert (action.due_on, action.title, action.why) == (due_on, "Prepare to meet Margaret", why)
    assert action.done_url == reverse("meetings.prepared", args=[meeting.pk])


@pytest.mark.parametrize(
    "facts",
    [
        {"starts_at": at(3, 27)},
        {"starts_at": at(3, 17), "prepared_on": day(3, 11)},
        {"starts_at": at(3, 17), "cancelled_on": day(3, 11)},
        {
            "starts_at": at(3, 12, 18), "kind": "session", "held_on": MARCH, "recorded_on": MARCH,
            "thanked_on": MARCH,
        },
    ],
)  # fmt: skip
def test_meeting_far_off_prepared_cancelled_or_held_early_asks_for_nothing(alice, margaret, facts):
    MeetingFactory(owner=alice, contact=margaret, **facts)

    assert next_actions.for_user(alice, MARCH) == []


@pytest.mark.parametrize(
    ("moment", "due_on", "why"),
    [
        (at(3, 12, 11), day(3, 13), "You met today. It’s easiest while it’s fresh."),
        (at(3, 11, 18), day(3, 12), "You met yesterday. It’s easiest while it’s fresh."),
        (at(3, 5), day(3, 6), "You met a week ago. It’s easiest while it’s fresh."),
    ],
)
def test_meeting_whose_time_has_passed_is_written_down(alice, margaret, moment, due_on, why):
    meeting = MeetingFactory(owner=alice, contact=margaret, starts_at=moment)

    (action,) = next_actions.for_user(alice, MARCH)

    assert (action.due_on, action.title, action.why) == (due_on, "Write down how it went with Margaret", why)
    assert (action.url, action.done_url) == (reverse("meetings.record", args=[meeting.pk]), None)


@pytest.mark.parametrize(
    ("outcome", "title", "why"),
    [
        ("good_fit", "Thank Margaret for meeting you", "You met yesterday. Name one thing you’ll act on."),
        (
            "said_no",
            "Thank Margaret anyway",
            "Margaret said no yesterday. Say thank you, and ask who else comes to mind.",
        ),
    ],
)
def test_meeting_is_followed_by_thanks_within_a_day(alice, margaret, outcome, title, why):
    meeting = held(alice, margaret, outcome, on=day(3, 11), thanked_on=None)

    action = only(next_actions.for_user(alice, MARCH), "meeting.thanked")

    assert (action.group(MARCH), action.due_on, action.title, action.why) == ("today", day(3, 12), title, why)
    assert action.done_url == reverse("meetings.thanked", args=[meeting.pk])


@pytest.mark.parametrize(
    ("outcome", "rule", "title", "why", "url"),
    [
        (
            "undecided",
            "decided",
            "Decide about Margaret",
            "You met a week ago and left it open.",
            "/meetings/{}/record/",
        ),
        (
            "talk_again",
            "again",
            "Plan another talk with Margaret",
            "You met a week ago and want to talk again.",
            "/meetings/new/?with={1}&kind=first",
        ),
        (
            "good_fit",
            "agree",
            "Write an agreement with Margaret",
            "You met on 5 March, and it fits. One page, filled in with what most people agree on.",
            "/agreements/new/?with={1}",
        ),
    ],
)  # fmt: skip
def test_outcome_asks_for_what_comes_next(alice, margaret, outcome, rule, title, why, url):
    meeting = held(alice, margaret, outcome)

    (action,) = next_actions.for_user(alice, MARCH)

    assert action.key == f"meeting.{rule}:{meeting.pk}"
    assert (action.due_on, action.title, action.why) == (MARCH, title, why)
    assert action.url == url.format(meeting.pk, margaret.pk)
    assert action.done_url is None


@pytest.mark.parametrize("outcome", ["undecided", "talk_again", "good_fit"])
def test_outcome_asks_for_nothing_once_another_meeting_is_planned(alice, margaret, outcome):
    held(alice, margaret, outcome)
    MeetingFactory(owner=alice, contact=margaret, starts_at=at(5, 1))

    assert next_actions.for_user(alice, MARCH) == []


@pytest.mark.parametrize(
    ("outcome", "gone"),
    [
        ("undecided", {"closed_on": day(3, 6), "closed_because": "said_no"}),
        ("talk_again", {"closed_on": day(3, 6), "closed_because": "said_no"}),
        ("good_fit", {"closed_on": day(3, 6), "closed_because": "said_no"}),
        ("undecided", {"not_now_on": day(3, 6)}),
        ("undecided", {"archived_on": day(3, 6)}),
    ],
)
def test_outcome_asks_for_nothing_of_whoever_said_no_or_not_now_or_is_put_away(
    alice, margaret, outcome, gone
):
    held(alice, margaret, outcome)
    margaret.record(**gone)

    assert next_actions.for_user(alice, MARCH) == []


def test_outcome_asks_for_nothing_beside_a_draft_or_once_a_session_was_held(alice, margaret):
    held(alice, margaret, "undecided")
    draft = MentorAgreementFactory(owner=alice, mentor=margaret)
    assert only(next_actions.for_user(alice, MARCH), "meeting") is None

    draft.delete()
    assert only(next_actions.for_user(alice, MARCH), "meeting.decided")
    held(alice, margaret, "undecided", on=day(3, 6), kind="session")
    assert only(next_actions.for_user(alice, MARCH), "meeting") is None


def test_not_a_fit_asks_for_nothing(alice, margaret):
    held(alice, margaret, "not_a_fit")

    assert next_actions.for_user(alice, MARCH) == []


@pytest.mark.parametrize(
    ("told", "due_on"),
    [((day(2, 1), None), day(3, 10)), ((None, day(3, 1)), None), ((None, None), day(3, 10))],
)
def test_what_came_of_the_last_advice_is_told_whatever_came_of_the_one_before(alice, margaret, told, due_on):
    for moment, told_on in zip((at(1, 10), at(2, 10)), told, strict=True):
        MeetingFactory(
            owner=alice, contact=margaret, starts_at=moment, held_on=moment.date(), recorded_on=moment.date(),
            outcome="undecided", one_thing=f"Advice of {moment:%B}", thanked_on=moment.date(),
            reported_back_on=told_on,
        )  # fmt: skip

    action = only(next_actions.for_user(alice, MARCH), "meeting.reported")

    assert (action and action.due_on) == due_on
    if action:
        assert (action.title, action.why) == (
            "Tell Margaret what came of the advice",
            "You wanted to act on this: Advice of February",
        )


@pytest.mark.parametrize(
    ("today", "facts", "is_told"),
    [
        (day(2, 23), {}, False),
        (day(2, 24), {}, True),  # two weeks before its day
        (MARCH, {"archived_on": MARCH}, False),
    ],
)
def test_what_came_of_advice_is_told_two_weeks_ahead_of_whoever_is_there(
    alice, margaret, today, facts, is_told
):
    held(alice, margaret, "undecided", on=day(2, 10), one_thing="Ask more")
    margaret.record(**facts)

    assert bool(only(next_actions.for_user(alice, today), "meeting.reported")) is is_told
    coming = MeetingFactory(owner=alice, contact=margaret, starts_at=at(5, 1))
    assert only(next_actions.for_user(alice, today), "meeting.reported") is None
    assert coming.is_planned


@pytest.mark.parametrize(
    ("kind", "gone", "is_asked"),
    [
        ("first", {}, True),
        ("first", {"archived_on": MARCH}, False),
        ("first", {"closed_on": MARCH, "closed_because": "not_a_fit"}, False),
        ("first", {"not_now_on": MARCH}, False),
        ("session", {}, True),
        ("session", {"archived_on": MARCH}, False),
    ],
)
def test_talk_that_fell_through_gets_a_new_day_while_the_two_go_on(alice, margaret, kind, gone, is_asked):
    meeting = MeetingFactory(owner=alice, contact=margaret, kind=kind, starts_at=at(3, 11))
    meeting.cancel(day(3, 10), "cancelled_by_them")
    if kind == "session":
        assert only(next_actions.for_user(alice, MARCH), "meeting.rebooked") is None
        confirmed(alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 1))
    margaret.record(**gone)

    action = only(next_actions.for_user(alice, MARCH), "meeting.rebooked")

    assert (action and (action.title, action.why, action.due_on)) == (
        ("Find a new day with Margaret", "Margaret cancelled on 10 March. It happens to the best of us.", day(3, 24))
        if is_asked else None
    )  # fmt: skip


@pytest.mark.parametrize("outcome", ["undecided", "talk_again", "good_fit"])
def test_nothing_is_late_on_the_day_it_was_written_down(alice, outcome):
    """Written down three weeks after: what follows from it begins today."""
    contact = ProspectFactory(owner=alice)
    meeting = held(alice, contact, outcome, on=day(3, 1), thanked_on=None)
    meeting.record(recorded_on=day(3, 22), one_thing="Ask more")

    actions = next_actions.for_user(alice, day(3, 22))

    about = [action for action in actions if contact.pk in action.people]
    assert len(about) == 3
    assert min(action.due_on for action in about) == day(3, 22)
