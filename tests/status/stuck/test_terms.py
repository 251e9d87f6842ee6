"""While one works with a mentor: sessions that are missed, and a search that rests."""

import pytest

from mentoring.pages import dashboard
from mentoring.status import stuck
from mentoring.status.records import Records
from tests.searches import TODAY
from tests.status.stuck.findings import FIVE, fail, found, said


def test_session_is_missed_a_week_after_the_last(search, alice):
    search.goal()
    search.agreement("Margaret", 50, -130, confirmed=50)
    search.meet("Margaret", 30, kind="session", thanked=30)
    held = search.meet("Margaret", 7, kind="session", thanked=7)

    assert said(found(alice)["stuck.session"]) == (
        "No next session with Margaret",
        "The last one was on 5 March. 18 weeks are left.",
        "Agree on a day with Margaret",
    )
    held.record(
        starts_at=search.at(6), **dict.fromkeys(("held_on", "recorded_on", "thanked_on"), search.on(6))
    )
    assert "stuck.session" not in found(alice)


@pytest.mark.parametrize(("days", "is_stuck"), [(9, False), (25, True)])
def test_no_session_is_missed_where_the_last_one_was_held(search, alice, days, is_stuck):
    search.goal()
    search.agreement("Margaret", 90, -10, confirmed=90)
    search.meet("Margaret", days, kind="session", thanked=days)

    assert ("stuck.session" in found(alice)) == is_stuck


@pytest.mark.parametrize(("days", "is_stuck"), [(6, False), (7, True)])
def test_first_session_is_missed_a_week_after_the_yes(search, alice, days, is_stuck):
    search.goal()
    search.agreement("Margaret", 30, -130, confirmed=days)

    assert ("stuck.session" in found(alice)) == is_stuck


def test_first_session_is_missed_a_week_after_the_start(search, alice):
    search.goal()
    search.agreement("Margaret", 7, -6, confirmed=30)

    assert found(alice)["stuck.session"].facts == "None has been planned since 5 March. 1 week is left."


@pytest.mark.parametrize(("left", "is_stuck"), [(1, True), (0, False), (-1, False)])
def test_no_session_is_missed_from_the_last_day_on(search, alice, left, is_stuck):
    search.goal()
    search.agreement("Margaret", 40, -left, confirmed=40)

    assert ("stuck.session" in found(alice)) == is_stuck


@pytest.mark.parametrize("kind", ["session", "first"])
def test_meeting_ahead_is_none_missed_and_the_next_agreement_is_looked_at(search, alice, kind):
    search.goal()
    search.agreement("Hannah", 40, -100, confirmed=40)
    search.agreement("Margaret", 40, -100, confirmed=30)
    search.meet("Margaret", -3, kind=kind)

    titles = [one.title for one in stuck.found(Records(alice, TODAY))]
    assert [title for title in titles if "session" in title] == ["No next session with Hannah"]


def test_search_rests_while_an_agreement_runs(search, alice):
    fail(search, ("---", "---", "---"))
    for name in FIVE:
        search.ask(name, asked=60, pledged=60)
    assert {"stuck.must", "stuck.asks"} <= set(found(alice))

    search.agreement("Margaret", 5, -130, confirmed=5)

    assert found(alice) == {}


def test_finished_agreement_is_never_called_stuck(search, alice):
    goal = search.goal(ago=300)
    search.agreement("Margaret", 220, 40, confirmed=221, completed=31)
    assert found(alice)  # the goal is looked for again

    goal.achieve(search.on(31))

    assert dashboard.standing(alice, TODAY, "/").stuck is None
