"""The list as a whole: its order, what was put off, and how it tells of time."""

import datetime as dt

import pytest

from mentoring.status import next_actions
from mentoring.status.next_actions.action import span
from mentoring.status.records import Records
from tests import stories
from tests.factories import IntroductionFactory, MentorMessageFactory, PostponementFactory
from tests.status.next_actions.reading import confirmed, told
from tests.stories import MARCH, day


def test_list_of_a_whole_search_is_in_order(alice):
    stories.march(alice)

    assert told(next_actions.for_user(alice, MARCH)) == [
        ("today", day(3, 10), "Thank Priya for introducing Tomás", "Introduced on 5 March. Two lines are plenty."),
        ("today", day(3, 12), "Tell Grace how it went with Margaret", "You met a week ago, thanks to Grace."),
        ("week", day(3, 13), "Write to Daniel", "Ben introduced you yesterday."),
        (
            "week",
            day(3, 13),
            "Nudge Sam about Ruth",
            "You asked 8 days ago. One reminder is fine.",
        ),
        ("later", day(3, 16), "Share the agreement with Margaret", "Everything is there for Margaret to read."),
        ("later", day(3, 16), "Prepare to meet Tomás", "First meeting, by video, Tuesday at 12:30."),
        (
            "later",
            None,
            "Decide by when",
            "“Settle into leading people who were my peers” has no day yet.",
        ),
    ]  # fmt: skip


def test_a_promise_that_is_late_stands_before_news_that_came_first(alice):
    story = stories.march(alice)
    running = confirmed(alice, story.ruth, starts_on=day(2, 1), confirmed_on=day(2, 1))
    MentorMessageFactory(link__owner=alice, link__agreement=running, sent_at=stories.at(3, 8))

    found = next_actions.for_user(alice, MARCH)[:2]

    assert [one.title for one in found] == [
        "Thank Priya for introducing Tomás",
        "Read what Ruth wants to talk about",
    ]
    assert found[0].due_on > found[1].due_on


def test_list_is_empty_without_records(alice, bob):
    stories.march(bob)

    assert next_actions.for_user(alice, MARCH) == []


def test_list_of_a_contact_holds_what_concerns_them(alice):
    story = stories.march(alice)

    def titles(contact):
        return [action.title for action in next_actions.for_contact(Records(alice, MARCH), contact)]

    assert titles(story.priya) == ["Thank Priya for introducing Tomás"]
    assert titles(story.tomas) == ["Thank Priya for introducing Tomás", "Prepare to meet Tomás"]
    assert titles(story.margaret) == [
        "Tell Grace how it went with Margaret",
        "Share the agreement with Margaret",
    ]
    assert titles(story.yusuf) == []


def test_list_of_a_contact_costs_at_most_seven_queries(alice, django_assert_max_num_queries):
    story = stories.march(alice)

    with django_assert_max_num_queries(7):
        next_actions.for_contact(Records(alice, MARCH), story.margaret)


@pytest.mark.parametrize(
    ("until_on", "is_hidden"), [(None, True), (day(3, 13), True), (day(3, 12), False), (day(3, 11), False)]
)
def test_postponed_action_is_hidden_until_its_day(alice, until_on, is_hidden):
    story = stories.march(alice)
    key = f"meeting.prepared:{story.coming.pk}"
    PostponementFactory(owner=alice, action=key, until_on=until_on)

    keys = [action.key for action in next_actions.for_user(alice, MARCH)]

    assert (key not in keys) is is_hidden


def test_postponed_courtesy_makes_room_for_the_next(alice, people):
    introduction = IntroductionFactory(**people, asked_on=day(3, 6), made_on=day(3, 11))
    PostponementFactory(owner=alice, action=f"introduction.written:{introduction.pk}")

    actions = next_actions.for_user(alice, MARCH)

    assert [action.title for action in actions] == ["Thank Priya for introducing Tomás"]


def test_whatever_was_put_off_is_listed_also_where_something_else_comes_before_it(alice, people):
    introduction = IntroductionFactory(**people, asked_on=day(3, 6), made_on=day(3, 11))
    PostponementFactory(owner=alice, action=f"introduction.thanked:{introduction.pk}")

    aside = next_actions.set_aside(Records(alice, MARCH))

    assert [action.title for action in aside] == ["Thank Priya for introducing Tomás"]
    assert [action.title for action in next_actions.for_user(alice, MARCH)] == ["Write to Tomás"]


def test_postponement_of_somebody_else_hides_nothing(alice, bob, people):
    introduction = IntroductionFactory(**people, asked_on=day(3, 6), made_on=day(3, 11))
    PostponementFactory(owner=bob, action=f"introduction.written:{introduction.pk}")

    assert [action.title for action in next_actions.for_user(alice, MARCH)] == ["Write to Tomás"]


@pytest.mark.parametrize(
    ("today", "week"),
    [
        (day(3, 9), day(3, 15)),  # a Monday
        (day(3, 12), day(3, 15)),
        (day(3, 13), day(3, 20)),  # a Friday
        (day(3, 15), day(3, 22)),
    ],
)
def test_week_ends_on_sunday_or_from_friday_on_in_seven_days(today, week):
    assert next_actions.end_of_week(today) == week


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (day(3, 31), "one week"),
        (day(5, 29), "eight weeks"),
        (day(5, 30), "two months"),
        (day(6, 14), "two months"),
        (day(6, 15), "three months"),
        (day(9, 27), "six months"),
        (day(9, 30), "six months"),
        (dt.date(2027, 3, 30), "12 months"),
    ],
)
def test_span_is_told_in_weeks_or_months(end, expected):
    assert span(day(3, 30), end) == expected
