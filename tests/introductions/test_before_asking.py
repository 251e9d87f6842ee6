"""What speaks against an ask today: each warning, the day on which it ends, and whom it is not about."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from mentoring.introductions.before_asking import before_asking, weighed
from mentoring.models import Contact
from tests.factories import (
    ContactFactory,
    DirectFactory,
    IntroductionFactory,
    MentorAgreementFactory,
    ProspectFactory,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 12)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def elena(alice):
    return ContactFactory(owner=alice, name="Elena Petrova")


@pytest.fixture
def ruth(alice):
    return ProspectFactory(owner=alice, name="Ruth Abernethy")


@pytest.fixture
def ben(alice):
    return ContactFactory(owner=alice, name="Ben Whitlock")


def ask(introducer, prospect=None, days=100, **facts):
    """An ask of so many days ago."""
    return IntroductionFactory(
        owner=introducer.owner, introducer=introducer, prospect=prospect, asked_on=ago(days), **facts
    )


def closed(introducer, prospect=None, because="no_answer", days=30, **facts):
    """An ask of 200 days ago that was closed so many days ago."""
    return ask(introducer, prospect, 200, closed_on=ago(days), closed_because=because, **facts)


def warnings(alice, introducer=None, prospect=None):
    return before_asking(alice, weighed(alice, TODAY), introducer, prospect, TODAY)


def test_those_under_way_are_counted_and_who_waits_is_named(alice, ben, ruth, elena):
    for at in range(4):
        ask(ben, ProspectFactory(owner=alice, name=f"Person {at}"))

    assert warnings(alice) == ["Four introductions are under way. Use those first."]

    ask(ben, ruth, made_on=ago(0))
    ask(elena, ProspectFactory(owner=alice, name="Daniel Osei"), made_on=ago(0))
    [many] = warnings(alice)
    assert re.sub(r"<[^>]+>", "", many) == (
        "Six introductions are under way. "
        "Use those first: Daniel is waiting to hear from you; Ruth is waiting to hear from you."
    )


@pytest.mark.parametrize(("number", "are_too_many"), [(2, False), (3, True)])
def test_three_that_are_under_way_are_enough(alice, ben, number, are_too_many):
    for _at in range(number):
        ask(ben, ProspectFactory(owner=alice))

    assert bool(warnings(alice)) is are_too_many


def test_whoever_said_not_now_is_nobody_under_way(alice, ben, ruth):
    for person in (ruth, *ProspectFactory.create_batch(2, owner=alice)):
        ask(ben, person)
    assert warnings(alice)

    ruth.record(not_now_on=ago(9))

    assert warnings(alice) == []


def test_whoever_one_works_with_or_has_is_pointed_out(alice, ben, ruth):
    def agree(since, until, **end):
        days = {"starts_on": ago(since), "ends_on": ago(until), "confirmed_on": ago(since)}
        return MentorAgreementFactory(
            owner=alice, mentor=ruth, confirmed_how="mail", confirmed_words=[], **days, **end
        )

    def said(introducer, prospect):
        return warnings(alice, introducer, Contact.objects.get(pk=prospect.pk))

    assert said(ben, ruth) == []
    agree(300, 200, completed_on=ago(200))
    agree(190, 60, ended_on=ago(60))
    assert said(ben, ruth) == said(None, ruth) == ["You worked with Ruth until 11 January."]
    # Of whoever introduces, nothing is said: nobody does so more gladly.
    assert said(ruth, ben) == []
    agree(9, -90)
    assert said(ben, ruth) == ["You’re working with Ruth."]


@pytest.mark.parametrize("facts", [{}, {"made_on": ago(9), "written_on": ago(9), "thanked_on": ago(9)}])
def test_only_an_introduction_without_a_letter_is_unused(alice, ben, ruth, facts):
    ask(ben, ruth, **facts)

    assert warnings(alice) == []


def test_introduction_without_a_letter_is_unused_whoever_is_asked(alice, ben, ruth, elena):
    made = ask(ben, ruth, made_on=ago(0))

    letter = reverse("letters.write", args=[made.pk, "first"])
    unused = [f'<a href="{letter}">Ruth is waiting to hear from you</a>.']
    assert warnings(alice) == warnings(alice, elena) == unused
    # Of the same introducer it is said once, not as one still open as well; asked long ago, nothing else speaks.
    assert warnings(alice, ben) == unused


def test_nobody_waits_for_the_answer_of_somebody_else(alice, ben, ruth, elena):
    ask(ben, ruth, days=1)
    closed(ben, ProspectFactory(owner=alice), because="introducer_declined")

    assert warnings(alice, elena, ProspectFactory(owner=alice)) == []


def test_of_asks_of_one_day_the_one_written_down_last_is_named(alice, elena, ruth):
    facts = {"made_on": ago(50), "written_on": ago(50), "thanked_on": ago(50)}
    ask(elena, ProspectFactory(owner=alice, name="Daniel Osei"), **facts)
    ask(elena, ruth, **facts)
    ask(elena, ProspectFactory(owner=alice, name="Yusuf Demir"), days=101, **facts)
    alice.open_at_once = 5

    assert warnings(alice, elena) == [
        "Elena’s introduction to Ruth is still open (in touch). See it through first."
    ]


def test_unanswered_ask_is_named_and_no_rest_beside_it(alice, elena, ruth):
    ask(elena, ProspectFactory(owner=alice), days=3, made_on=ago(2), written_on=ago(2), thanked_on=ago(2))
    ask(elena, ruth, days=5)

    assert warnings(alice, elena) == ["Elena hasn’t answered your ask from 7 March yet."]


def test_rest_counts_from_the_last_ask(alice, elena):
    for days in (20, 10, 30):
        ask(elena, days=days, closed_on=ago(5), closed_because="withdrawn")

    assert warnings(alice, elena) == [
        "You asked Elena on 2 March. Leave 90 days between asks: wait until 31 May."
    ]


def test_whoever_was_thanked_is_owed_no_thanks(alice, elena):
    introduction = closed(elena, because="introducer_declined")
    assert warnings(alice, elena) == ["You haven’t thanked Elena for last time yet."]

    introduction.record(thanked_on=ago(0))

    assert warnings(alice, elena) == []


def test_no_answer_concerns_only_whom_it_came_from(alice, elena, ben, ruth):
    closed(elena, ruth)
    no_answer = [
        "Elena didn’t answer, and you closed it on 10 February. Wait until 10 August before you ask again."
    ]

    assert warnings(alice, elena, ruth) == no_answer
    assert warnings(alice, ben, ruth) == warnings(alice, None, ruth) == []
    assert warnings(alice, elena, ProspectFactory(owner=alice)) == warnings(alice, elena) == []


@pytest.mark.parametrize(
    ("closed_on", "open_from"), [((8, 29), (2, 28)), ((8, 30), (2, 28)), ((8, 31), (2, 28)), ((9, 1), (3, 1))]
)
def test_on_the_day_that_is_named_one_may_ask_again(alice, elena, ruth, closed_on, open_from):
    """The day before it is not; the end of February stands for the last days of August."""
    closed_on = dt.date(2025, *closed_on)
    IntroductionFactory(
        owner=alice,
        introducer=elena,
        prospect=ruth,
        asked_on=closed_on - dt.timedelta(days=200),
        closed_on=closed_on,
        closed_because="no_answer",
    )
    first = dt.date(2026, *open_from)

    def said(today):
        return before_asking(alice, weighed(alice, today), elena, ruth, today)

    assert [len(said(day)) for day in (first - dt.timedelta(days=1), first)] == [1, 0]


def test_no_answer_of_the_person_concerns_every_ask_about_them(alice, elena, ben, ruth):
    closed(elena, ruth, made_on=ago(190), thanked_on=ago(190), introducer_informed_on=ago(0))
    no_answer = [
        "Ruth didn’t answer, and you closed it on 10 February. Wait until 10 August before you ask again."
    ]

    assert (
        warnings(alice, elena, ruth) == warnings(alice, ben, ruth) == warnings(alice, None, ruth) == no_answer
    )
    assert warnings(alice, elena) == warnings(alice, elena, ProspectFactory(owner=alice)) == []


def test_no_answer_is_counted_from_the_last_one_and_another_end_is_none(alice, elena, ruth):
    closed(elena, ruth, days=40)
    closed(elena, ruth, days=30)
    closed(elena, ruth, days=35)
    closed(elena, ruth, days=10, because="withdrawn")

    [no_answer] = warnings(alice, elena, ruth)

    assert "you closed it on 10 February" in no_answer


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"written_on": ago(9)}, "You wrote to Ruth yourself on 3 March. See that through first."),
        (
            {"written_on": ago(9), "channel": "in_person"},
            "You asked Ruth yourself on 3 March. See that through first.",
        ),
        (
            {"written_on": ago(9), "followed_up_on": ago(2), "channel": "in_person"},
            "You wrote to Ruth yourself on 10 March. See that through first.",
        ),
        ({"pledged_on": ago(2)}, None),  # meant, and nothing said yet
    ],
)
def test_nobody_is_asked_about_somebody_who_was_written_to(alice, elena, ruth, facts, words):
    DirectFactory(owner=alice, prospect=ruth, **facts)

    assert warnings(alice, elena, ruth) == ([words] if words else [])
    assert warnings(alice, elena, ProspectFactory(owner=alice)) == warnings(alice, None, ruth) == []


def test_nobody_is_written_to_about_whom_an_introducer_was_asked(alice, elena, ben, ruth):
    ask(elena, ruth, days=5)

    assert warnings(alice, None, ruth) == ["You asked Elena about Ruth on 7 March. See that through first."]
    assert warnings(alice, ben, ruth) == []


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (dt.date(2026, 9, 1), "Ruth said “not now” on 3 March. Wait until 1 September before you ask again."),
        (TODAY, ""),
        (None, "Ruth said “not now” on 3 March."),
    ],
)
def test_whoever_said_not_now_is_left_in_peace_until_their_day(alice, elena, ruth, until, words):
    ruth.record(not_now_on=ago(9), ask_again_on=until)

    assert warnings(alice, elena, ruth) == ([words] if words else [])
    assert warnings(alice, elena) == []
