"""What an introduction asks of the person, and by when."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from mentoring.models import Introduction
from mentoring.models.introduction_facts import (
    ANSWERED,
    CLOSED,
    FOLLOWED_UP,
    FOLLOWED_UP_AGAIN,
    INTRODUCER_INFORMED,
    MADE,
    NUDGED,
    THANKED,
    WRITTEN,
)
from mentoring.models.introduction_rules import fact_of
from tests.factories import IntroductionFactory, ProspectFactory
from tests.models.introductions.asks import DAY, Because, ask, day

pytestmark = pytest.mark.django_db

SPOKEN_OF = {NUDGED, WRITTEN, FOLLOWED_UP, FOLLOWED_UP_AGAIN, CLOSED, THANKED, INTRODUCER_INFORMED}


def owed(introduction, owner) -> list[tuple[str, dt.date]]:
    """The courtesies these tests speak of, each with its day; one that is added later has tests of its own."""
    return [(one.fact, one.due_on) for one in introduction.owed(owner) if one.fact in SPOKEN_OF]


def test_draft_owes_nothing(alice):
    assert owed(IntroductionFactory(owner=alice), alice) == []


def test_asked_is_nudged_once_and_then_given_up(alice):
    introduction = ask(alice)
    assert owed(introduction, alice) == [(NUDGED, day(9))]

    introduction.mark(NUDGED, day(11))
    assert owed(introduction, alice) == [(CLOSED, day(22))]


def test_yes_starts_the_waiting_anew(alice):
    assert owed(ask(alice, agreed_on=day(4)), alice) == [(NUDGED, day(15))]
    assert owed(ask(alice, agreed_on=day(3), checked_on=day(4)), alice) == [(NUDGED, day(15))]


def test_waiting_leaves_out_the_weekend_of_the_person(alice):
    thursday = ask(alice, asked_on=day(3))

    assert owed(thursday, alice) == [(NUDGED, day(14))]
    alice.weekend = "fri_sat"
    assert owed(thursday, alice) == [(NUDGED, day(14))]
    alice.weekend = "sun"
    assert owed(thursday, alice) == [(NUDGED, day(11))]
    alice.weekend, alice.time_zone = "", "Asia/Tehran"
    assert owed(thursday, alice) == [(NUDGED, day(12))]


def test_introduced_owes_a_letter_then_thanks(alice):
    introduction = ask(alice, made_on=day(3))

    assert owed(introduction, alice) == [(WRITTEN, day(5)), (THANKED, day(8))]


def test_letter_comes_before_thanks_however_late_they_are(alice):
    alice.thank_within = 2

    assert owed(ask(alice, made_on=DAY, write_by=DAY), alice)[0] == (WRITTEN, DAY)


def test_silent_person_gets_two_more_messages_and_is_then_let_be(alice):
    introduction = ask(alice, made_on=DAY, written_on=DAY, thanked_on=DAY)
    assert owed(introduction, alice) == [(FOLLOWED_UP, day(9))]

    introduction.mark(FOLLOWED_UP, day(9))
    assert owed(introduction, alice) == [(FOLLOWED_UP_AGAIN, day(18))]

    introduction.mark(FOLLOWED_UP_AGAIN, day(18))
    assert owed(introduction, alice) == [(CLOSED, day(29))]

    introduction.close(day(29), Because.NO_ANSWER)
    assert owed(introduction, alice) == [(INTRODUCER_INFORMED, day(36))]


@pytest.mark.parametrize("sent", [0, 1, 2])
def test_answer_ends_the_following_up(alice, sent):
    messages = {"followed_up_on": day(9), "followed_up_again_on": day(18)}
    sent_so_far = dict(list(messages.items())[:sent])
    introduction = ask(alice, made_on=DAY, written_on=DAY, thanked_on=DAY, **sent_so_far)

    introduction.mark(ANSWERED, day(19))

    assert (introduction.status, owed(introduction, alice)) == ("in_touch", [])
    with pytest.raises(ValidationError, match=r"answered|already done"):
        introduction.mark(FOLLOWED_UP, day(20))
    with pytest.raises(ValidationError, match=r"answered|already done"):
        introduction.mark(FOLLOWED_UP_AGAIN, day(20))


def test_nobody_is_followed_up_after_a_meeting(alice):
    introduction = ask(alice, made_on=DAY, written_on=DAY, met_on=day(1))

    for fact in (FOLLOWED_UP, FOLLOWED_UP_AGAIN):
        with pytest.raises(ValidationError, match="They have answered"):
            introduction.mark(fact, day(2))


@pytest.mark.parametrize(
    ("facts", "due_on"),
    [
        ({}, None),
        ({"nudged_on": day(1)}, day(10)),
        ({"nudged_on": day(1), "made_on": day(2)}, None),
        ({"made_on": DAY, "written_on": DAY, "followed_up_on": DAY}, None),
        ({"made_on": DAY, "written_on": DAY, "followed_up_on": DAY, "followed_up_again_on": day(1)}, day(10)),
        (
            {
                "made_on": DAY,
                "written_on": DAY,
                "followed_up_on": DAY,
                "followed_up_again_on": DAY,
                "answered_on": DAY,
            },
            None,
        ),
    ],
)
def test_closing_is_due_after_silence_alone(alice, facts, due_on):
    assert CLOSED.due(ask(alice, **facts), alice) == due_on


@pytest.mark.parametrize(
    ("facts", "due_on"),
    [
        ({"made_on": day(1)}, day(6)),
        ({"made_on": day(1), "closed_on": day(2), "closed_because": "no_answer"}, day(3)),
        ({"closed_on": day(2), "closed_because": "introducer_declined"}, day(3)),
        ({"closed_on": day(2), "closed_because": "no_answer"}, None),
        ({}, None),
    ],
)
def test_thanks_are_due_to_whoever_helped_or_answered(alice, facts, due_on):
    assert THANKED.due(ask(alice, **facts), alice) == due_on


def test_end_is_told_in_words(alice):
    ruth = ProspectFactory(owner=alice, name="Ruth Abernethy")
    declined = ask(
        alice, introducer__name="Sam Holm", prospect=ruth, closed_on=DAY, closed_because="introducer_declined"
    )
    made = ask(alice, introducer__name="Ben Ek", prospect=ruth, made_on=DAY)

    assert CLOSED.sentence_of(declined) == "Closed: Sam said no"
    assert CLOSED.history_of(declined) == "{introducer} said no to introducing you to {prospect}."
    assert THANKED.history_of(declined) == "You thanked {introducer} anyway."
    assert THANKED.history_of(made) == "You thanked {introducer} for introducing {prospect}."


def test_thanks_have_a_letter_for_an_introduction_and_for_a_no(alice):
    made = ask(alice, made_on=DAY)
    declined = ask(alice, closed_on=DAY, closed_because="introducer_declined")
    withdrawn = ask(alice, closed_on=DAY, closed_because="withdrawn")

    assert [THANKED.letter_of(one) for one in (made, declined, withdrawn)] == ["thanks", "take_no", None]


@pytest.mark.parametrize(
    ("constraint", "days", "fact"),
    [
        ("introduction_followed_up_after_written", (0, 1, 2), FOLLOWED_UP_AGAIN),
        ("introduction_followed_up_after_written", (1, 1, 0), FOLLOWED_UP_AGAIN),
        ("introduction_followed_up_after_written", (2, 1, 3), FOLLOWED_UP),
        ("introduction_closed_last", (0, 1, 2), CLOSED),
        ("introduction_made_to_somebody", (0, 1, 2), MADE),
        ("introduction_has_form_key", (0, 1, 2), None),
    ],
)
def test_fact_in_the_wrong_place_is_named(constraint, days, fact):
    written, first, second = map(day, days)
    introduction = Introduction(
        asked_on=DAY, made_on=DAY, written_on=written, followed_up_on=first, followed_up_again_on=second
    )

    assert fact_of(constraint, introduction) == fact


def test_promise_is_broken_after_its_own_day(alice):
    introduction = ask(alice, made_on=day(3), write_by=day(8))
    late = ask(alice, made_on=day(9), write_by=day(8))

    assert [introduction.is_unused(day(number)) for number in (8, 9)] == [False, True]
    assert [late.is_unused(day(number)) for number in (11, 12)] == [False, True]
    introduction.mark(WRITTEN, day(9))
    assert not introduction.is_unused(day(30))


def test_promised_day_to_write_comes_first_when_it_is_nearer(alice):
    nearer = ask(alice, write_by=day(4), made_on=day(3))
    passed = ask(alice, write_by=day(2), made_on=day(3))

    assert owed(nearer, alice)[0] == (WRITTEN, day(4))
    assert owed(passed, alice)[0] == (WRITTEN, day(5))  # it came later, so it has as long as any other


def test_numbers_of_the_person_count(alice):
    alice.write_within, alice.thank_within, alice.nudge_after, alice.report_within = 3, 2, 10, 14
    alice.follow_up_after = 5

    assert owed(ask(alice), alice) == [(NUDGED, day(14))]
    assert owed(ask(alice, made_on=DAY), alice) == [(WRITTEN, day(3)), (THANKED, day(2))]
    silent = ask(alice, made_on=DAY, written_on=DAY, thanked_on=DAY)
    assert owed(silent, alice) == [(FOLLOWED_UP, day(7))]
    met = ask(alice, made_on=DAY, thanked_on=DAY, met_on=day(1))
    assert owed(met, alice) == [(INTRODUCER_INFORMED, day(15))]


def test_met_owes_the_outcome_and_no_letter(alice):
    introduction = ask(alice, made_on=DAY, met_on=day(6))

    assert owed(introduction, alice) == [(THANKED, day(5)), (INTRODUCER_INFORMED, day(13))]
    introduction.mark(THANKED, day(6))
    introduction.mark(INTRODUCER_INFORMED, day(6))
    assert (owed(introduction, alice), introduction.next_courtesy(alice)) == ([], None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"closed_because": "no_answer"}, []),
        ({"closed_because": "withdrawn"}, []),
        ({"closed_because": "introducer_declined"}, [(THANKED, day(6))]),
        (
            {"closed_because": "prospect_declined", "made_on": day(1)},
            [(THANKED, day(6)), (INTRODUCER_INFORMED, day(12))],
        ),
        (
            {"closed_because": "no_answer", "made_on": day(1), "thanked_on": day(2)},
            [(INTRODUCER_INFORMED, day(12))],
        ),
    ],
)
def test_closed_owes_a_word_to_whoever_helped(alice, facts, expected):
    introduction = ask(alice, closed_on=day(5), **facts)

    assert owed(introduction, alice) == expected


def test_duty_is_late_after_its_day(alice):
    nudge = ask(alice).next_courtesy(alice)
    thanks = ask(alice, made_on=day(2), written_on=day(2)).next_courtesy(alice)

    assert (thanks.fact, thanks.due_on) == (THANKED, day(7))
    assert [thanks.is_late(day(number)) for number in (6, 7, 8, 21, 22)] == [False, False, True, True, False]
    # Nobody was promised a nudge.
    assert not any(nudge.is_late(day(number)) for number in range(8, 30))
