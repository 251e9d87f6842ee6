"""What an agreement asks for, from its draft to its last session."""

import pytest
from django.urls import reverse

from mentoring.models import Meeting, MentorAgreement, Review
from mentoring.status import next_actions
from mentoring.status.records import Records
from tests.factories import (
    GoalFactory,
    GoalStepFactory,
    MeetingFactory,
    MentorAgreementFactory,
    ProspectFactory,
    ReviewFactory,
)
from tests.status.next_actions.reading import confirmed, held, only, told
from tests.stories import MARCH, at, day


def test_draft_says_what_it_still_needs(alice, margaret):
    draft = MentorAgreementFactory(owner=alice, mentor=margaret)

    (action,) = next_actions.for_user(alice, MARCH)

    why = "The draft doesn’t have a goal yet."
    assert (action.due_on, action.title, action.why) == (day(3, 19), "Share the agreement with Margaret", why)
    assert action.url == reverse("drafting.part", args=[draft.pk, "goals"])
    assert action.done_url is None


def test_draft_needs_a_step_for_its_goals_and_then_one_click(alice, margaret):
    goal = GoalFactory(owner=alice, title="Run a weekly meeting")
    draft = MentorAgreementFactory(owner=alice, mentor=margaret, goals=[goal])
    before = only(next_actions.for_user(alice, MARCH), "agreement.shared")
    GoalStepFactory(goal=goal)
    after = only(next_actions.for_user(alice, MARCH), "agreement.shared")

    assert before.why == "“Run a weekly meeting” still needs a first step."
    assert (before.url, before.done_url) == (reverse("drafting.part", args=[draft.pk, "goals"]), None)
    assert after.why == "Everything is there for Margaret to read."
    assert after.done_url == reverse("drafting.shared", args=[draft.pk])


def test_shared_agreement_is_asked_about_after_a_week(alice, margaret):
    MentorAgreementFactory(owner=alice, mentor=margaret, shared_on=day(3, 4))

    assert told(next_actions.for_user(alice, MARCH)) == [
        (
            "today",
            day(3, 11),
            "Ask Margaret about the agreement",
            "Shared on 4 March. Record it once they’ve said yes.",
        )
    ]


def test_whoever_is_asked_may_say_no_but_to_a_change_of_what_runs(alice, margaret):
    def replies():
        found = only(next_actions.for_user(alice, MARCH), "agreement.answered")
        return [reply.label for reply in found.replies]

    draft = MentorAgreementFactory(owner=alice, mentor=margaret, shared_on=day(3, 4))
    confirmed(alice, ProspectFactory(owner=alice), confirmed_on=day(3, 1))
    assert replies() == ["Margaret said yes", "Margaret said no"]

    draft.delete()
    confirmed(alice, margaret, confirmed_on=day(3, 1)).change().record(shared_on=day(3, 4))
    assert replies() == ["Margaret said yes"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (day(6, 15), []),
        (day(6, 16), [("later", day(6, 30), "Review the agreement together")]),
        (day(6, 30), [("today", day(6, 30), "Review the agreement together")]),
        (day(7, 1), [("today", day(6, 30), "Review the agreement together")]),
        (day(8, 19), [("later", day(9, 2), "Plan how to finish with Margaret")]),
        (day(9, 30), [("today", day(9, 2), "Plan how to finish with Margaret")]),
        (day(10, 1), [("today", day(10, 1), "Complete the agreement with Margaret")]),
        (day(10, 2), [("today", day(10, 1), "Complete the agreement with Margaret")]),
    ],
)
def test_running_agreement_asks_along_the_way(alice, margaret, today, expected):
    agreement = confirmed(alice, margaret, review_on=day(6, 30))
    MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(9, 30, 22))
    Meeting.objects.update(prepared_on=day(3, 12))
    if today > day(7, 1):
        agreement.record(reviewed_on=day(7, 1))

    found = [
        (action.group(today), action.due_on, action.title)
        for action in next_actions.for_user(alice, today)
        if action.key.startswith("agreement")
    ]

    assert found == expected


def test_running_agreement_that_was_seen_to_asks_for_nothing(alice, margaret):
    confirmed(
        alice,
        margaret,
        review_on=day(6, 30),
        reviewed_on=day(6, 29),
        close_planned_on=day(9, 1),
    )
    MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(9, 20))

    assert next_actions.for_user(alice, day(9, 5)) == []


def test_short_agreement_plans_its_close_from_the_start(alice, margaret):
    confirmed(alice, margaret, starts_on=day(3, 20), ends_on=day(4, 10), confirmed_on=day(3, 12))
    MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(4, 9))

    assert told(next_actions.for_user(alice, MARCH)) == [
        (
            "later",
            day(3, 20),
            "Plan how to finish with Margaret",
            "The last day is 10 April. Agree on a last session, and on what comes afterwards.",
        )
    ]


def test_a_second_agreement_with_the_same_mentor_begins_anew(alice, margaret):
    """The first was ended early, within its term; its sessions and looks back stay its own."""
    first = confirmed(alice, margaret, ended_on=day(5, 15), trial_on=day(4, 30))
    second = confirmed(
        alice,
        margaret,
        starts_on=day(5, 10),
        confirmed_on=day(5, 20),
        trial_on=day(6, 10),
        ends_on=day(11, 10),
    )
    changed = second.change()
    earlier, later = (held(alice, margaret, "", on=on, kind="session") for on in (day(5, 12), day(6, 12)))
    ReviewFactory(owner=alice, agreement=first, kind="trial", held_on=day(5, 14))
    midpoint = ReviewFactory(owner=alice, agreement=second, kind="midpoint", held_on=day(6, 20))
    second.record(replaced_on=day(7, 1))
    changed.record(confirmed_on=day(7, 1), confirmed_how="mail", confirmed_words=[], shared_on=None)

    records = Records(alice, day(7, 2))
    over, running = records.over[0], records.running[0]

    assert (over, running) == (first, changed)
    assert (records.sessions(over), records.sessions(running)) == ([earlier], [later])
    assert [review.kind for review in records.reviews_of(over)] == ["trial"]
    assert records.reviews_of(running) == [midpoint]
    for agreement in (MentorAgreement.objects.get(pk=one.pk) for one in (over, running)):
        mine = Meeting.objects.owned_by(alice).sessions_of(agreement)
        assert list(mine) == records.sessions(agreement)
        assert Review.objects.owned_by(alice).during(agreement) == records.reviews_of(agreement)


@pytest.mark.parametrize(
    ("cadence", "due_on", "why"),
    [
        ("weekly", day(4, 9), "Every week, as you agreed."),
        ("fortnightly", day(4, 16), "Every two weeks, as you agreed."),
        ("monthly", day(5, 1), "Every month, as you agreed."),
    ],
)
def test_next_session_follows_the_rhythm(alice, margaret, cadence, due_on, why):
    agreement = confirmed(alice, margaret, cadence=cadence)
    held(alice, margaret, "", on=day(4, 2), kind="session")

    (action,) = next_actions.for_user(alice, day(4, 20))

    assert action.key == f"agreement.session-2:{agreement.pk}"
    assert (action.due_on, action.title, action.why) == (due_on, "Plan your next session with Margaret", why)
    assert action.url == f"/meetings/new/?with={margaret.pk}&kind=session"


def test_first_session_is_planned_by_the_first_day(alice, margaret):
    confirmed(alice, margaret)

    days = (day(3, 15), day(3, 16), day(3, 20), day(9, 30), day(10, 1))
    found = [only(next_actions.for_user(alice, today), "agreement.session-1") for today in days]

    assert [action and action.due_on for action in found] == [
        None, day(3, 30), day(3, 30), day(9, 30), None,
    ]  # fmt: skip


def test_next_session_is_asked_for_two_weeks_ahead_until_the_last_day(alice, margaret):
    agreement = confirmed(alice, margaret, cadence="fortnightly", close_planned_on=day(4, 1))
    held(alice, margaret, "", on=day(4, 2), kind="session")

    def asked(*days):
        return [bool(only(next_actions.for_user(alice, on), "agreement.session-2")) for on in days]

    assert asked(day(4, 1), day(4, 2), day(9, 30), day(10, 1)) == [False, True, True, False]
    coming = MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(4, 20))
    assert asked(day(4, 2)) == [False]
    coming.delete()
    held(alice, margaret, "", on=day(9, 30), kind="session")
    assert [
        only(next_actions.for_user(alice, day(9, 30)), f"agreement.session-{number}") for number in (2, 3)
    ] == [None, None]
    assert agreement.is_running


def test_what_was_held_until_the_end_is_thanked_for_in_the_last_letter(alice, margaret):
    confirmed(alice, margaret, completed_on=day(9, 30))
    last = held(alice, margaret, "talk_again", on=day(9, 30), thanked_on=None)
    assert only(next_actions.for_user(alice, day(10, 2)), "meeting.thanked") is None

    last.record(starts_at=at(10, 1), held_on=day(10, 1), recorded_on=day(10, 1))

    assert only(next_actions.for_user(alice, day(10, 2)), "meeting.thanked")
