"""Between two sessions: what is said when working together fades, how kindly, and how seldom."""

import datetime as dt

import pytest
from django.utils import timezone

from mentoring.models import Goal, Interaction, Meeting, MentorAgreement
from mentoring.models.meeting_facts import REPORTED_BACK, SUMMARY_SENT
from mentoring.pages import dashboard
from mentoring.status import stuck
from mentoring.status.records import Records
from tests import factories as make
from tests.pages import html_of
from tests.searches import TODAY, Search, now

PUT_ASIDE = "/stuck/put-aside/"
OURS = ("stuck.moved", "stuck.unanswered", "stuck.apart")
EXIT = "Or end it, without blame"


@pytest.fixture
def alone(alice, freeze):
    """Alice's search on 12 March, with a goal and no agreement yet."""
    freeze(now())
    search = Search(alice)
    search.goal()
    return search


@pytest.fixture
def search(alone):
    """Alice and Margaret have worked together for 40 days, until July; every month."""
    alone.agreement("Margaret", 40, -130, confirmed=40)
    return alone


@pytest.fixture
def weekly(alone):
    """The same every week, and all three rules have something to say."""
    agree(alone, "Margaret", 40, "weekly")
    session(alone, 30, moved_by=2)
    session(alone, 25, moved_by=2)
    wrote(alone, 20, 12, 4)
    return alone


def found(user, today=TODAY):
    """What the three rules find, by their name."""
    rows = [(one.key.split(":")[0], one) for one in stuck.found(Records(user, today))]
    return {name: one for name, one in rows if name in OURS}


def agree(search, name, ago, cadence, **facts):
    """A yes so many days ago to meeting in this rhythm until July."""
    return make.MentorAgreementFactory(
        owner=search.owner, mentor=search.prospect(name), goals=Goal.objects.owned_by(search.owner), cadence=cadence,
        starts_on=search.on(ago), ends_on=search.on(-130), confirmed_on=search.on(ago), confirmed_how="mail",
        confirmed_words=[], **facts,
    )  # fmt: skip


def session(search, ago, name="Margaret", moved_by=0, **facts):
    """A session so many days ago, first planned for `moved_by` days earlier."""
    before = [search.at(ago + moved_by).isoformat()] if moved_by else []
    return search.meet(name, ago, kind="session", moved_from=before, **facts)


def wrote(search, *ago, kind="wrote", name="Margaret"):
    for days in ago:
        make.InteractionFactory(
            owner=search.owner, contact=search.person(name), kind=kind, on=search.on(days), text=""
        )


# Moved


def test_two_sessions_moved_in_a_row_are_said_kindly_with_a_way_out(search, alice):
    session(search, 10, moved_by=4)
    session(search, -6, moved_by=7)
    session(search, -30)

    [(name, one)] = found(alice).items()

    assert (name, one.title, one.facts, one.advice) == (
        "stuck.moved",
        "Two sessions in a row with Margaret were moved",
        "Life gets in the way of the best plans: ask Margaret what would suit you both better.",
        EXIT,
    )
    assert one.url == f"/agreements/{MentorAgreement.objects.get().pk}/ended/"


@pytest.mark.parametrize(
    "moves",
    [
        (3,),  # one alone
        (3, 0),  # the one after it was held as planned
        (0, 3),
        (3, 0, 3),  # not in a row
    ],
)
def test_fewer_than_two_in_a_row_are_no_pattern(search, alice, moves):
    for number, days in enumerate(moves):
        session(search, 30 - 8 * number, moved_by=days)

    assert "stuck.moved" not in found(alice)


def moved(search, ago, *earlier, **facts):
    """A session so many days ago that was planned for these days before, the first one first."""
    days = [search.at(day).isoformat() for day in earlier]
    return search.meet("Margaret", ago, **{"kind": "session", "moved_from": days, **facts})


@pytest.mark.parametrize(
    ("plan", "is_stuck"),
    [
        (lambda search: (moved(search, 40, 42), moved(search, 30, 32)), True),  # its first day
        (lambda search: (moved(search, 41, 43), moved(search, 30, 32)), False),
        (lambda search: (moved(search, -120, -118), moved(search, -130, -128)), True),  # its last day
        (lambda search: (moved(search, 9, 12), session(search, -3).cancel(TODAY), moved(search, -9, -8)), True),
        (lambda search: (moved(search, 30, 30, 31), moved(search, 20, 22)), False),  # there and back
        (lambda search: (moved(search, 30, 32, kind="first", outcome="undecided"), moved(search, 20, 22)), False),
    ],
)  # fmt: skip
def test_the_sessions_that_took_place_on_the_days_of_an_agreement_count(search, alice, plan, is_stuck):
    plan(search)

    assert ("stuck.moved" in found(alice)) == is_stuck


def test_session_that_fell_through_counts_and_another_hour_does_not(search, alice):
    hour = session(search, 12)
    hour.remember_moment(hour.starts_at - dt.timedelta(hours=2))
    hour.save()
    fell = session(search, -2)
    fell.cancel(search.on(1), "cancelled_by_them")
    assert "stuck.moved" not in found(alice)

    hour.record(moved_from=[(hour.starts_at - dt.timedelta(days=1)).isoformat()])

    assert days_of(alice, 2, 1, 0) == ["", "moved", "moved"]


def test_whatever_is_planned_ahead_two_in_a_row_are_seen(search, alice):
    coming = [session(search, -ago) for ago in (18, 48, 80, 110)]
    coming[0].cancel(TODAY, "cancelled_by_them")
    assert "stuck.moved" not in found(alice)

    coming[1].cancel(TODAY, "cancelled_by_me")
    assert "stuck.moved" in found(alice)


# Unanswered


@pytest.mark.parametrize(
    ("days", "is_stuck"), [((20, 12), False), ((20, 12, 12), False), ((20, 12, 4), True)]
)
def test_three_days_of_messages_without_a_talk(search, alice, days, is_stuck):
    wrote(search, *days)

    assert ("stuck.unanswered" in found(alice)) == is_stuck


def test_messages_are_told_from_the_last_talk_on(search, alice):
    wrote(search, 38, 36)
    wrote(search, 30, kind="talked")
    wrote(search, 20, 12)
    assert found(alice) == {}

    wrote(search, 1)

    one = found(alice)["stuck.unanswered"]
    assert (one.title, one.facts, one.advice) == (
        "You’ve written to Margaret, but haven’t talked since",
        "You’ve written on three days since 10 February. Everyone gets busy: a short call may be easier.",
        EXIT,
    )
    assert days_of(alice, 2) == [""]
    wrote(search, 0, kind="talked")
    assert found(alice) == {}


def test_letters_about_a_session_ask_for_no_answer(search, alice):
    held = session(search, 30)
    held.record(one_thing="Start from cash")
    held.mark(SUMMARY_SENT, search.on(29))
    held.mark(REPORTED_BACK, search.on(20))
    wrote(search, 8, 7)
    assert found(alice) == {}

    wrote(search, 6)

    assert "stuck.unanswered" in found(alice)


@pytest.mark.parametrize(("ahead", "is_stuck"), [(-1, False), (14, False), (100, False), (None, True)])
def test_whoever_has_a_day_for_the_next_session_or_just_met_found_an_answer(search, alice, ahead, is_stuck):
    wrote(search, 20, 12, 4)
    if ahead is not None:
        make.MeetingFactory(
            owner=alice, contact=search.person("Margaret"), kind="session", starts_at=search.at(-ahead)
        )

    assert ("stuck.unanswered" in found(alice)) == is_stuck


def test_messages_to_somebody_else_or_until_the_yes_say_nothing(search, alice, bob):
    wrote(search, 20, 12, name="Hannah")
    wrote(search, 60, 50, 41, 40, 20, 12)
    make.InteractionFactory(owner=bob, contact=make.ContactFactory(owner=bob), kind="wrote", on=search.on(3))

    assert found(alice) == {}


# Apart


@pytest.mark.parametrize(
    ("cadence", "days", "is_stuck"),
    [
        ("monthly", 44, False),
        ("monthly", 45, True),
        ("fortnightly", 20, False),
        ("fortnightly", 21, True),
        ("weekly", 10, False),
        ("weekly", 11, True),
    ],
)
def test_one_and_a_half_rhythms_since_the_last_session(alone, alice, cadence, days, is_stuck):
    agree(alone, "Margaret", 90, cadence)
    session(alone, days)

    assert ("stuck.apart" in found(alice)) == is_stuck


def test_what_is_said_of_a_while_apart(alone, alice, client_alice):
    agree(alone, "Margaret", 40, "fortnightly")
    one = found(alice)["stuck.apart"]
    assert (one.title, one.facts, one.advice) == (
        "A while without a session with Margaret",
        "You meant to meet every two weeks from 31 January on: ask Margaret what suits you both now.",
        EXIT,
    )
    assert html_of(client_alice.get("/progress/")).count(EXIT) == 1

    held = session(alone, 30)
    assert found(alice)["stuck.apart"].facts == (
        "You meant to meet every two weeks, and last met on 10 February: ask Margaret what suits you both now."
    )
    # It says more than that no next session is planned.
    assert "stuck.session" not in {one.key.split(":")[0] for one in stuck.found(Records(alice, TODAY))}
    # One that is planned, or has to be written down, is no time apart.
    held.record(recorded_on=None, held_on=None)
    assert found(alice) == {}


def test_after_the_last_session_no_time_is_a_while_apart(alone, alice):
    for name, last in (("Margaret", alone.on(20)), ("Hannah", None)):
        agree(alone, name, 40, "weekly", last_session_on=last)
        for days in (34, 27, 20):
            session(alone, days, name=name)

    assert [one.title for one in found(alice).values()] == ["A while without a session with Hannah"]


@pytest.mark.parametrize(("left", "is_stuck"), [(1, True), (0, False)])
def test_last_day_of_an_agreement_is_no_time_to_say_so(alone, alice, left, is_stuck):
    alone.agreement("Margaret", 40, -left, confirmed=40)
    wrote(alone, 20, 12, 4)

    assert bool(found(alice)) == is_stuck


# How often


def test_one_of_the_three_is_said_and_none_for_thirty_days_after(weekly, alice, client_alice):
    [one] = found(alice).values()
    assert one.key.startswith("stuck.moved")

    client_alice.post(PUT_ASIDE, {"key": one.key})
    wrote(weekly, 1)

    days = [TODAY + dt.timedelta(days=number) for number in (0, 29, 30)]
    assert [len(found(alice, day)) for day in days] == [0, 0, 1]


def days_of(alice, *ago):
    """What is found on each of these days, by its name."""
    return ["".join(found(alice, TODAY - dt.timedelta(days=days))).removeprefix("stuck.") for days in ago]


def test_after_one_is_over_no_other_is_said_within_thirty_days(search, alice):
    """Two sessions were moved, the next one came as planned; soon after three messages find no answer."""
    session(search, 36, moved_by=3)
    session(search, 30, moved_by=4)  # first planned for 34 days ago
    assert days_of(alice, 34, 20) == ["moved", "moved"]

    session(search, 16)
    wrote(search, 12, 9, 6)

    assert days_of(alice, 6, 5, 4, 0) == ["", "", "unanswered", "unanswered"]
    wrote(search, 3, kind="talked")
    wrote(search, 2, 1, 0)
    assert days_of(alice, 0, -29) == ["", "unanswered"]
    # Over on the very day on which it might be said, it is not said, and nothing is silent after it.
    Interaction.objects.filter(kind="talked").update(on=search.on(4))
    assert days_of(alice, 4, 0) == ["", "unanswered"]


def test_what_was_planned_in_time_was_never_a_while_apart(alone, alice):
    """A session planned long before is no reason to have said anything; one planned afterwards is."""
    agree(alone, "Margaret", 90, "monthly")
    session(alone, 80)
    late = session(alone, 20)
    wrote(alone, 19, 17, 15)
    Meeting.objects.filter(pk=late.pk).update(created_at=alone.at(70))
    assert days_of(alice, 15) == ["unanswered"]

    Meeting.objects.filter(pk=late.pk).update(created_at=alone.at(30))

    assert days_of(alice, 15, 6, 5) == ["", "", "unanswered"]


def test_a_session_called_off_brings_nothing_back_within_thirty_days(alone, alice):
    agree(alone, "Margaret", 60, "weekly")
    session(alone, 50)
    wrote(alone, 34)
    assert days_of(alice, 40, 39) == ["", "apart"]
    planned = session(alone, 20)
    planned.record(recorded_on=None, held_on=None)
    Meeting.objects.filter(pk=planned.pk).update(created_at=alone.at(30), cancelled_on=alone.on(25))

    assert days_of(alice, 39, 29, 25, 10, 9, 0) == ["apart", "apart", "", "", "apart", "apart"]


def test_what_is_changed_in_a_moved_session_afterwards_moves_no_day(search, alice):
    session(search, 36, moved_by=3)
    session(search, 30, moved_by=-4)  # first planned for 26 days ago
    Meeting.objects.update(updated_at=search.at(33))
    session(search, 26)
    wrote(search, 24, 22, 20)
    assert days_of(alice, 20, 4, 3) == ["", "", "unanswered"]

    Meeting.objects.update(updated_at=search.at(2))

    assert days_of(alice, 20, 4, 3) == ["", "", ""]


def test_a_session_moved_ahead_is_said_at_once(search, alice, freeze):
    first, second = session(search, -10), session(search, -40)
    for one, days in ((first, 2), (second, 3)):
        one.remember_moment(one.starts_at)
        one.record(starts_at=one.starts_at + dt.timedelta(days=days), moved_from=one.moved_from)

    assert days_of(alice, 0) == ["moved"]


def test_of_two_mentors_both_are_spoken_of_and_one_at_a_time_on_the_first_page(weekly, alice, client_alice):
    agree(weekly, "Hannah", 35, "weekly")
    margaret, hannah = found(alice).values()
    assert [margaret.title, hannah.title] == [
        "Two sessions in a row with Margaret were moved",
        "A while without a session with Hannah",
    ]
    today = timezone.localdate()
    assert dashboard.standing(alice, today, "/").stuck == margaret

    client_alice.post(PUT_ASIDE, {"key": margaret.key})

    assert list(found(alice).values()) == [hannah]
    assert dashboard.standing(alice, today, "/").stuck == hannah


def test_nobody_else_reads_it_or_puts_it_aside(weekly, alice, bob, client_bob):
    [one] = found(alice).values()
    assert found(bob) == {}

    client_bob.post(PUT_ASIDE, {"key": one.key})

    assert list(found(alice).values()) == [one]
    assert client_bob.get(one.url).status_code == 404


def test_the_way_out_is_on_the_first_page_and_says_whose_fault_it_is_not(weekly, alice, client_alice):
    shown = dashboard.standing(alice, timezone.localdate(), "/").stuck
    assert shown.advice == EXIT

    page = html_of(client_alice.get(shown.url))

    assert "without a reason and without blame" in page
