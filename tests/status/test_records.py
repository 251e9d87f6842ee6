"""The records of one person as every rule reads them: which belong to an agreement, what is ahead, what is left."""

import datetime as dt

import pytest

from mentoring.status.records import Records
from tests import factories as make
from tests.searches import TODAY, Search, now


@pytest.fixture
def search(alice, freeze) -> Search:
    """Alice's search on 12 March at noon."""
    freeze(now())
    return Search(alice)


def test_the_sessions_of_an_agreement_lie_on_its_days(search, alice):
    agreement = search.agreement("Margaret", 40, -130, confirmed=50)
    for days in (41, 40, -130, -131):
        search.meet("Margaret", days, kind="session")
    search.meet("Margaret", 20)

    found = Records(alice, TODAY).sessions(Records(alice, TODAY).running[0])

    assert agreement.is_running
    assert [one.day for one in found] == [search.on(40), search.on(-130)]


def test_a_meeting_is_over_on_the_minute_and_the_next_one_is_neither_over_nor_held(search, alice):
    half_an_hour_ago = now() - dt.timedelta(minutes=30)
    over = make.MeetingFactory(owner=alice, starts_at=half_an_hour_ago, minutes=30)
    held = make.MeetingFactory(
        owner=alice, starts_at=half_an_hour_ago, minutes=31, held_on=TODAY, recorded_on=TODAY, outcome="undecided"
    )  # fmt: skip
    planned = make.MeetingFactory(owner=alice, starts_at=half_an_hour_ago, minutes=31)
    records = Records(alice, TODAY)

    assert [records.has_passed(one) for one in (over, held, planned)] == [True, False, False]
    assert records.next_meeting == planned
    assert [records.meetings_ahead(one.contact_id) for one in (over, held, planned)] == [[], [], [planned]]
