"""What a tie says in words: nothing that its counts and days don't say."""

import datetime as dt
from types import SimpleNamespace

import pytest

from mentoring.models import Contact
from mentoring.models.ties_in_words import (
    briefly,
    how_often,
    invited,
    roughly,
    sentences,
    vouched,
    works_where,
)

TODAY = dt.date(2026, 11, 28)
NOTHING = {
    "sent": 0,
    "received": 0,
    "last_on": None,
    "connected_on": None,
    "invited_by": "",
    "recommended_me_on": None,
    "recommended_them_on": None,
    "endorsed_me": 0,
    "endorsed_them": 0,
    "last_endorsed_on": None,
}


def tie(name="Ben Whitlock", **facts):
    return SimpleNamespace(contact=Contact(name=name), **NOTHING | facts)


WROTE = {"sent": 8, "received": 6, "last_on": dt.date(2026, 5, 4)}
WROTE_IN_WORDS = "You wrote to each other 14 times, last in May."


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (WROTE, WROTE_IN_WORDS),
        ({"sent": 5, "received": 4, "last_on": dt.date(2021, 10, 2)},
         "You wrote to each other nine times, last in October 2021."),
        ({"sent": 1, "received": 1, "last_on": dt.date(2026, 11, 28)}, "You wrote to each other twice, last today."),
        ({"sent": 3, "last_on": dt.date(2020, 1, 5)}, "You wrote to Ben three times, last in January 2020."),
        ({"sent": 2, "last_on": dt.date(2020, 1, 5)}, "You wrote to Ben twice, last in January 2020."),
        ({"sent": 1, "last_on": dt.date(2020, 1, 5)}, "You wrote to Ben once, in January 2020."),
        ({"received": 2, "last_on": dt.date(2026, 11, 14)}, "Ben wrote to you twice, last two weeks ago."),
        ({"received": 1, "last_on": dt.date(2026, 11, 27)}, "Ben wrote to you once, yesterday."),
        ({"recommended_me_on": dt.date(2024, 3, 1)}, "Ben recommended you in 2024."),
        ({"recommended_me_on": dt.date(2026, 3, 1), "endorsed_me": 9}, "Ben recommended you in March."),
        ({"endorsed_me": 4, "last_endorsed_on": dt.date(2021, 7, 1)}, "Ben endorsed you four times, last in 2021."),
        ({"endorsed_me": 2, "last_endorsed_on": dt.date(2021, 7, 1)}, "Ben endorsed you twice, last in 2021."),
        ({"endorsed_me": 1, "last_endorsed_on": dt.date(2021, 7, 1)}, "Ben endorsed you once, in 2021."),
        ({"endorsed_me": 12}, "Ben endorsed you 12 times."),
        ({"recommended_them_on": dt.date(2019, 3, 1), "endorsed_them": 2}, "You recommended Ben in 2019."),
        ({"endorsed_them": 2}, "You endorsed Ben twice."),
        ({"endorsed_them": 1, "invited_by": "me"}, "You endorsed Ben once."),
        ({"invited_by": "me"}, "You invited Ben to connect."),
        ({"invited_by": "them", "connected_on": dt.date(2015, 2, 1)},
         "Ben invited you to connect. Connected on LinkedIn since 2015."),
        ({"connected_on": dt.date(2026, 2, 1)}, "Connected on LinkedIn since February."),
        ({}, ""),
        (WROTE | {"recommended_me_on": dt.date(2024, 3, 1), "invited_by": "them"},
         WROTE_IN_WORDS + " Ben recommended you in 2024."),
        (WROTE | {"invited_by": "them", "connected_on": dt.date(2015, 2, 1)},
         WROTE_IN_WORDS + " Ben invited you to connect."),
    ],
)  # fmt: skip
def test_a_tie_says_its_facts_and_at_most_two_of_them(facts, words):
    assert sentences(tie(**facts), TODAY) == words


def test_what_a_tie_does_not_say_is_an_empty_sentence():
    assert (how_often(tie(), TODAY), vouched(tie(), TODAY), invited(tie())) == ("", "", "")


def test_who_works_where_they_work_is_said_last_or_first_where_the_list_is_in_that_order():
    wrote, invited = tie(**WROTE), tie(**WROTE, invited_by="me")
    beside = works_where(Contact(name="Priya Raman", role="Product Lead"))

    assert sentences(wrote, TODAY, beside) == WROTE_IN_WORDS + " Works where Priya works."
    assert sentences(invited, TODAY, beside) == WROTE_IN_WORDS + " You invited Ben to connect."
    in_that_order = sentences(invited, TODAY, beside, first_names_company=True)
    assert in_that_order == WROTE_IN_WORDS + " Works where Priya works."


@pytest.mark.parametrize(
    "role", ["Retired COO", "ex-CEO", "Geschäftsführer a.D.", "Ancienne directrice", "CFO (former)"]
)
def test_nobody_works_where_they_worked(role):
    assert works_where(Contact(name="Margaret Lindqvist", role=role)) == "Works where Margaret worked."


def test_that_nobody_wrote_is_said_only_where_messages_were_read():
    endorsed = tie("Rosa Delgado", endorsed_me=4, last_endorsed_on=dt.date(2021, 7, 1), invited_by="me")

    said = "Rosa endorsed you four times, last in 2021."
    assert sentences(endorsed, TODAY) == said
    assert sentences(endorsed, TODAY, messages_read=True) == said + " You never wrote to each other."
    assert sentences(tie(**WROTE), TODAY, messages_read=True) == WROTE_IN_WORDS


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 11, 29), "today"),  # of a message that came after midnight further east
        (dt.date(2026, 11, 26), "two days ago"),
        (dt.date(2026, 11, 22), "six days ago"),
        (dt.date(2026, 11, 21), "a week ago"),
        (dt.date(2026, 9, 20), "nine weeks ago"),
        (dt.date(2026, 9, 19), "in September"),
        (dt.date(2026, 1, 1), "in January"),
        (dt.date(2025, 12, 31), "in December 2025"),
    ],
)
def test_a_day_is_said_no_closer_than_one_remembers_it(day, words):
    assert roughly(day, TODAY) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"sent": 11, "received": 11, "last_on": dt.date(2022, 3, 1)}, "22 messages, last in March 2022"),
        ({"sent": 4, "received": 5, "last_on": dt.date(2026, 8, 1)}, "Nine messages, last in August"),
        ({"sent": 1, "last_on": dt.date(2026, 8, 1)}, "One message, in August"),
        ({"connected_on": dt.date(2021, 8, 1)}, "Connected since 2021"),
        ({}, ""),
    ],
)
def test_a_tie_in_a_line_of_a_list(facts, words):
    assert briefly(tie(**facts), TODAY) == words
