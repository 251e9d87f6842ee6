"""What to do next, today, this week and later."""

import datetime as dt

import pytest

from mentoring.pages.dashboard.groups import grouped, nothing_today
from mentoring.status import next_actions
from mentoring.status.records import Records
from tests import stories
from tests.factories import (
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    ProspectFactory,
    ReminderFactory,
)
from tests.pages.dashboard.standing import MADE, stand
from tests.stories import MARCH, at, day


def test_list_is_cut_into_today_this_week_and_later(alice):
    stories.march(alice)

    groups = stand(alice).groups

    assert [(group.title, [action.title for action in group.actions]) for group in groups] == [
        ("Today", ["Thank Priya for introducing Tomás", "Tell Grace how it went with Margaret"]),
        ("This week", ["Write to Daniel", "Nudge Sam about Ruth"]),
        (
            "Later",
            ["Share the agreement with Margaret", "Prepare to meet Tomás", "Decide by when"],
        ),
    ]
    assert stand(alice).nothing_today == ""


def test_from_friday_on_the_next_seven_days_are_spoken_of(alice):
    stories.march(alice)

    week = stand(alice, day(3, 13)).groups[1]

    assert (week.title, week.count) == ("Next seven days", 2)


def test_nothing_today_says_what_comes_next(alice):
    sam = ContactFactory(owner=alice, name="Sam Kowalski")
    IntroductionFactory(owner=alice, introducer=sam, asked_on=day(3, 4), prospect__name="Ruth")

    said = [stand(alice, on).nothing_today for on in (day(3, 5), day(3, 10), day(3, 12), day(3, 13))]

    assert said == [
        "Nothing to do today. Next: nudge Sam, on 13 March.",
        "Nothing to do today. Next: nudge Sam, on Friday.",
        "Nothing to do today. Next: nudge Sam, tomorrow.",
        "",
    ]


def test_what_has_a_last_day_is_next_by_it_and_a_reminder_on_it(alice):
    def said():
        records = Records(alice, MARCH)
        ahead = [one for one in next_actions.gather(records) if one.due_on and one.due_on > MARCH]
        return nothing_today(grouped(ahead, MARCH), records)

    GoalStepFactory(owner=alice, goal__owner=alice, text="Let Jo lead one call", due_on=day(3, 15))
    before = said()
    ReminderFactory(owner=alice, words="Ask Hugo about the shop", due_on=day(3, 14), begins_on=day(3, 14))

    assert before == "Nothing to do today. Next: let Jo lead one call, by Sunday."
    assert said() == "Nothing to do today. Next: ask Hugo about the shop, on Saturday."
    # A meeting comes before whatever is due on its day.
    meeting = MeetingFactory(owner=alice, contact__name="Ruth", starts_at=at(3, 15), prepared_on=MARCH)
    assert said() == "Nothing to do today. Next: ask Hugo about the shop, on Saturday."
    meeting.record(starts_at=at(3, 14))
    assert said() == "Nothing to do today. You meet Ruth on Saturday."


def test_nothing_today_says_when_the_next_meeting_is(alice):
    MeetingFactory(owner=alice, contact__name="Ruth", starts_at=at(3, 17), prepared_on=MARCH)

    said = [stand(alice, on).nothing_today for on in (day(3, 9), MARCH, day(3, 16), day(3, 17))]

    assert said == [
        "Nothing to do today. You meet Ruth on 17 March.",
        "Nothing to do today. You meet Ruth on Tuesday.",
        "Nothing to do today. You meet Ruth tomorrow.",
        "Nothing to do today. You meet Ruth today.",
    ]


def test_those_who_said_not_now_are_out_of_the_sentence_until_their_day(alice):
    MentorCriterionFactory(owner=alice)
    kwame, petra = (ProspectFactory(owner=alice, name=name) for name in ("Kwame", "Petra"))
    IntroductionFactory(owner=alice, prospect=kwame, **MADE, closed_on=day(3, 5), closed_because="withdrawn")
    kwame.record(not_now_on=day(3, 6), ask_again_on=day(3, 30))
    titles = [stand(alice).title]
    petra.record(not_now_on=day(3, 7))
    titles.append(stand(alice).title)

    assert titles == [
        "You have one person in mind. Ask for another introduction.",
        "Kwame and Petra said “not now”. Next: who else do you admire?",
    ]


def test_nothing_at_all_to_do_says_so(alice):
    IntroductionFactory(owner=alice, **MADE, met_on=day(3, 4), introducer_informed_on=day(3, 4))

    assert stand(alice).nothing_today == "Nothing to do today. You’re up to date with everyone."


def test_long_group_shows_six_and_folds_away_the_rest(alice):
    goal = GoalFactory(owner=alice)
    for _ in range(9):
        GoalStepFactory(owner=alice, goal=goal, due_on=MARCH)

    today = stand(alice).groups[0]

    assert (len(today.actions), len(today.more), today.count) == (6, 5, 11)


@pytest.mark.parametrize(("number", "in_days", "shown"), [(8, 0, 8), (9, 0, 6), (9, 20, 9)])
def test_only_more_than_eight_are_folded_away_and_never_of_what_comes_later(number, in_days, shown):
    due_on = MARCH + dt.timedelta(days=in_days)
    one = next_actions.Action(key="x", title="x", why="", url="/", due_on=due_on)

    groups = grouped([one] * number, MARCH)

    assert [len(group.actions) for group in groups if group.count] == [shown]
