"""Days as people speak of them: months of any length, and where one word ends and the next begins."""

import datetime as dt

import pytest

from mentoring.dates import days
from mentoring.dates.days import Duty, add_months, ago, due_in_words, is_late, months_between, when

TODAY = dt.date(2026, 3, 12)


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-03-12", 0, "2026-03-12"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-01-31", -1, "2025-12-31"),
        ("2026-03-12", 12, "2027-03-12"),
        ("2026-03-12", -15, "2024-12-12"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, then):
    assert add_months(on(day), months) == on(then)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-03-12", "2026-03-12", 0),
        ("2026-03-12", "2026-04-11", 0),
        ("2026-03-12", "2026-04-12", 1),
        ("2026-03-12", "2026-04-13", 1),
        ("2025-12-31", "2026-02-28", 2),
        ("2025-03-12", "2026-03-11", 11),
        ("2025-03-12", "2027-03-12", 24),
        ("2026-03-12", "2026-03-11", 0),
        ("2026-03-12", "2025-01-01", 0),
    ],
)
def test_whole_months_lie_between(start, end, months):
    assert months_between(on(start), on(end)) == months


@pytest.mark.parametrize(
    ("gone", "inside_a_sentence", "as_long_as_it_says_something"),
    [
        (-1, "on 13 March", "on 13 March"),
        (0, "today", "today"),
        (1, "yesterday", "yesterday"),
        (2, "on 10 March", "2 days ago"),
        (6, "on 6 March", "6 days ago"),
        (7, "on 5 March", "a week ago"),
        (8, "on 4 March", "8 days ago"),
        (13, "on 27 February", "13 days ago"),
        (14, "on 26 February", "on 26 February"),
        (71, "on 31 December 2025", "on 31 December 2025"),
    ],
)
def test_day_that_has_come(gone, inside_a_sentence, as_long_as_it_says_something):
    day = TODAY - dt.timedelta(days=gone)

    assert (when(day, TODAY), ago(day, TODAY)) == (inside_a_sentence, as_long_as_it_says_something)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(0, "Today"), (1, "Tomorrow"), (2, "Sat 14 March"), (295, "Fri 1 January 2027")],
)
def test_day_on_which_something_is_due(ahead, words):
    day = TODAY + dt.timedelta(days=ahead)

    assert {due_in_words(day, TODAY, duty) for duty in Duty} == {words}
    assert not is_late(day, TODAY)


@pytest.mark.parametrize(
    ("late", "words", "is_red"),
    [
        (1, "1 day late", True),
        (6, "6 days late", True),
        (7, "1 week late", True),
        (13, "1 week late", True),
        (14, "2 weeks late", True),
        (15, "Waiting since 25 February", False),
        (80, "Waiting since 22 December 2025", False),
    ],
)
def test_a_promise_is_called_late_for_two_weeks_at_most(late, words, is_red):
    day = TODAY - dt.timedelta(days=late)

    assert (due_in_words(day, TODAY, Duty.PROMISE), is_late(day, TODAY)) == (words, is_red)


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        (Duty.PLAN, "Planned for 4 March"),
        (Duty.REMINDER, "Planned for 4 March"),
        (Duty.CHANCE, "Since 4 March"),
    ],
)
def test_what_nobody_was_promised_is_never_late(duty, words):
    assert due_in_words(dt.date(2026, 3, 4), TODAY, duty) == words


@pytest.mark.parametrize(
    ("ahead", "promise", "chance"),
    [
        (-15, "waiting since 25 February", "since 25 February"),
        (-14, "2 weeks late", "since 26 February"),
        (-1, "1 day late", "since 11 March"),
        (0, "today", "today"),
        (1, "by tomorrow", "tomorrow"),
        (2, "by Saturday", "on Saturday"),
        (6, "by Wednesday", "on Wednesday"),
        (7, "by 19 March", "on 19 March"),
    ],
)
def test_day_after_the_name_of_what_is_due(ahead, promise, chance):
    day = TODAY + dt.timedelta(days=ahead)
    owns = "planned for " + days.plain_day(day, TODAY)

    assert days.due_after_a_name(day, TODAY, Duty.PROMISE) == promise
    assert days.due_after_a_name(day, TODAY, Duty.CHANCE) == chance
    assert days.due_after_a_name(day, TODAY, Duty.PLAN) == (owns if ahead < 0 else promise)
    assert days.due_after_a_name(day, TODAY, Duty.REMINDER) == (owns if ahead < 0 else chance)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-04-08", "Wednesday the 8th"),  # 27 days ahead
        ("2026-04-09", "Thursday the 9th of April"),
        ("2027-01-01", "Friday the 1st of January 2027"),
        ("2026-03-13", "Friday the 13th"),
        ("2026-03-21", "Saturday the 21st"),
        ("2026-03-22", "Sunday the 22nd"),
        ("2026-03-23", "Monday the 23rd"),
        ("2026-04-03", "Friday the 3rd"),
        ("2026-05-10", "Sunday the 10th of May"),
        ("2026-05-11", "Monday the 11th of May"),
        ("2026-05-12", "Tuesday the 12th of May"),
        ("2026-05-14", "Thursday the 14th of May"),
    ],
)
def test_day_as_it_is_said_aloud(day, said):
    assert days.spoken_day(on(day), TODAY) == said


def test_a_week_begins_on_monday():
    week = {days.monday(on("2026-03-09") + dt.timedelta(days=number)) for number in range(7)}

    assert week == {on("2026-03-09")}


def test_days_are_written_in_four_lengths():
    day = dt.date(2026, 9, 5)

    assert days.weekday_and_day(day, TODAY) == "Sat 5 September"
    assert days.long_day(day, TODAY) == "Saturday 5 September"
    assert days.plain_day(day, TODAY) == "5 September"
    assert days.short_day(day, TODAY) == "5 Sep"
    assert (days.month_and_year(day), days.short_month_and_year(day)) == ("September 2026", "Sep 2026")


def test_days_carry_the_year_when_it_is_not_this_one():
    day = dt.date(2025, 12, 31)

    assert days.long_day(day, TODAY) == "Wednesday 31 December 2025"
    assert days.plain_day(day, TODAY) == "31 December 2025"
    assert days.short_day(day, TODAY) == "31 Dec 2025"
