"""The first page while two people work together, and once they have finished."""

import datetime as dt

import pytest

from mentoring.models import GoalStep, Meeting
from tests import stories
from tests.factories import GoalFactory, IntroductionFactory, MeetingFactory, MentorAgreementFactory
from tests.pages.dashboard.standing import confirm, stand, titles
from tests.stories import JUNE, at, day


def test_together_says_time_sessions_and_steps(alice):
    stories.june(alice)

    found = stand(alice, JUNE)

    assert (found.variant, found.title) == (
        "together",
        "You’re working with Margaret, and looking for someone for one more goal.",
    )
    (block,) = found.together
    assert block.title == "With Margaret, for two goals"
    assert [(g.name, g.big, g.small, g.value, g.max, g.label, g.line) for g in block.gauges] == [
        ("Time", 15, "weeks left", 11, 26, "11 of 26 weeks gone", "Ends Wed 30 September"),
        ("Sessions", 3, "of 7 held", 3, 7, "3 of 7 sessions held", "Next: Thu 25 June, 12:30"),
        ("Steps", 7, "of 9 done", 7, 9, "7 of 9 steps done", "1 since the last session"),
    ]
    assert found.fits == []


def test_together_without_a_session_ahead_names_the_last_one(alice):
    stories.june(alice)
    Meeting.objects.filter(starts_at__gt=at(6, 1)).delete()

    assert stand(alice, JUNE).together[0].gauges[1].line == "Last: 28 May"


@pytest.mark.parametrize(
    ("today", "time"),
    [
        (day(3, 25), (26, "weeks left", 0)),
        (day(3, 30), (26, "weeks left", 0)),
        (day(4, 6), (25, "weeks left", 1)),
        (day(9, 16), (2, "weeks left", 24)),
        (day(9, 17), (13, "days left", 24)),
        (day(9, 29), (1, "day left", 26)),
        (day(9, 30), (26, "weeks together", 26)),
        (day(10, 1), (26, "weeks together", 26)),
    ],
)
def test_together_counts_the_weeks(alice, today, time):
    confirm(MentorAgreementFactory(owner=alice, starts_on=day(3, 30), ends_on=day(9, 30)))

    gauge = stand(alice, today).together[0].gauges[0]

    assert (gauge.big, gauge.small, gauge.value) == time
    assert (gauge.line == "Ends today") is (today == day(9, 30))


def test_together_without_a_session_or_a_step_says_so(alice):
    goal = GoalFactory(owner=alice)
    agreement = confirm(
        MentorAgreementFactory(owner=alice, starts_on=day(3, 30), ends_on=day(9, 30), goals=[goal])
    )

    def gauges():
        time, *others = stand(alice, day(10, 1)).together[0].gauges
        return time.line, [(g.big, g.small, g.value, g.max, g.label, g.line) for g in others]

    steps = (0, "of 0 done", 0, 1, "0 of 0 steps done", "For one goal")
    assert gauges() == (
        "Ended Wed 30 September",
        [(0, "of 7 held", 0, 7, "0 of 7 sessions held", "None held yet"), steps],
    )
    agreement.complete(day(10, 1))
    assert gauges() == (
        "Ended Thu 1 October",
        [(0, "of 7 held", 0, 7, "0 of 7 sessions held", "None held"), steps],
    )
    assert stand(alice, day(10, 1)).together[0].title == f"With {agreement.mentor.first_name}, for one goal"


def test_together_for_less_than_a_week_has_a_bar_all_the_same(alice):
    confirm(MentorAgreementFactory(owner=alice, starts_on=day(3, 30), ends_on=day(4, 2)))

    assert stand(alice, day(3, 31)).together[0].gauges[0].label == "0 of 1 week gone"


@pytest.mark.parametrize(
    ("done_on", "line"),
    [(day(5, 27), "None since the last session"), (day(5, 28), "1 since the last session")],
)
def test_step_done_on_the_day_of_the_last_session_counts_since_then(alice, done_on, line):
    story = stories.june(alice)
    goal = story.agreement.goals.first()
    GoalStep.objects.owned_by(alice).exclude(done_on=None).update(done_on=day(5, 1))
    goal.steps.filter(done_on=day(5, 1)).first().record(done_on=done_on)

    assert stand(alice, JUNE).together[0].gauges[2].line == line


def test_more_sessions_than_agreed_are_all_of_them(alice):
    story = stories.june(alice)
    for number in (2, 3, 9, 10):
        moment = at(6, number)
        MeetingFactory(
            owner=alice, contact=story.margaret, kind="session", starts_at=moment, held_on=moment.date(),
            recorded_on=moment.date(),
        )  # fmt: skip

    gauge = stand(alice, JUNE).together[0].gauges[1]

    assert (gauge.value, gauge.max, gauge.label) == (7, 10, "7 of 10 sessions held")


def test_together_with_two_mentors_has_the_nearest_session_first(alice):
    for name, on in (("Margaret Lindqvist", 20), ("Daniel Osei", 18)):
        agreement = confirm(MentorAgreementFactory(owner=alice, mentor__name=name), on=day(3, 1))
        MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=at(6, on))

    found = stand(alice)

    assert found.title == "You’re working with Daniel and Margaret."
    assert [block.title for block in found.together] == ["With Daniel", "With Margaret"]


def test_after_the_last_day_the_time_together_is_over(alice):
    last_on = day(9, 30)
    confirm(
        MentorAgreementFactory(
            owner=alice, mentor__name="Margaret Lindqvist", starts_on=day(3, 30), ends_on=last_on
        ),
        on=day(3, 20),
    )

    before, after = stand(alice, last_on), stand(alice, last_on + dt.timedelta(days=1))

    assert before.title == "You’re working with Margaret."
    assert after.title == "Your time with Margaret ended yesterday."
    assert [found.rail.steps[3].line for found in (before, after)] == [
        "With Margaret until 30 Sep",
        "With Margaret, ended 30 Sep",
    ]
    assert "Complete the agreement with Margaret" in titles(after)


@pytest.mark.parametrize("ending", ["complete", "end_early"])
def test_finished_agreement_stays_in_view(alice, ending):
    story = stories.june(alice)
    getattr(story.agreement, ending)(JUNE)

    found = stand(alice, day(7, 20))

    assert (found.variant, found.title) == ("together", "You and Margaret finished on 18 June.")
    gauge = found.together[0].gauges[0]
    assert (gauge.big, gauge.small, gauge.line) == (11, "weeks together", "Ended Thu 18 June")
    assert "Stay in touch with Margaret" in titles(stand(alice, day(9, 10)))


def test_who_helps_with_what_is_a_question_while_a_mentor_helps_with_one_of_several_goals(alice):
    story = stories.june(alice)
    with_two_goals = stand(alice, JUNE).has_board
    story.peers.park(JUNE)
    with_one = stand(alice, JUNE).has_board
    story.peers.take_up()
    story.agreement.complete(JUNE)

    assert (with_two_goals, with_one, stand(alice, JUNE).has_board) == (True, False, False)


def test_finished_agreement_makes_room_for_a_new_search(alice):
    story = stories.june(alice)
    story.agreement.complete(JUNE)

    before = stand(alice, day(7, 20)).variant
    IntroductionFactory(owner=alice, introducer=story.sam, prospect=story.ruth, asked_on=day(7, 1))
    after = stand(alice, day(7, 20)).variant

    assert (before, after) == ("together", "searching")


def test_finished_agreement_makes_room_for_a_first_meeting(alice):
    story = stories.june(alice)
    story.agreement.complete(JUNE)
    MeetingFactory(owner=alice, contact=story.ruth, kind=Meeting.Kind.FIRST, starts_at=at(7, 1))

    assert stand(alice, JUNE).variant == "searching"


@pytest.mark.parametrize(("asked_on", "variant"), [(JUNE, "together"), (day(6, 19), "searching")])
def test_only_an_ask_after_the_end_is_a_new_search(alice, asked_on, variant):
    story = stories.june(alice)
    story.agreement.complete(JUNE)
    IntroductionFactory(owner=alice, introducer=story.sam, prospect=story.ruth, asked_on=asked_on)

    assert stand(alice, day(7, 20)).variant == variant


@pytest.mark.parametrize(
    ("name", "kind", "moment", "variant"),
    [
        ("ruth", "first", at(6, 18), "together"),
        ("ruth", "first", at(6, 19), "searching"),
        ("ruth", "session", at(7, 1), "together"),
        ("margaret", "first", at(7, 1), "together"),
    ],
)
def test_only_a_first_meeting_with_somebody_else_is_a_new_search(alice, name, kind, moment, variant):
    story = stories.june(alice)
    story.agreement.complete(JUNE)
    MeetingFactory(owner=alice, contact=getattr(story, name), kind=kind, starts_at=moment)

    assert stand(alice, day(7, 20)).variant == variant


def test_draft_with_somebody_else_is_a_new_search(alice):
    story = stories.june(alice)
    story.agreement.complete(JUNE)
    MentorAgreementFactory(owner=alice, mentor=story.ruth)

    assert stand(alice, JUNE).variant == "searching"
