"""The clock, and the meetings these tests are about."""

import pytest


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    from tests.views.meetings.talks import NOW

    freeze(NOW)


@pytest.fixture
def margaret(alice):
    from tests.factories import ProspectFactory
    from tests.views.meetings.talks import DAY, days

    return ProspectFactory(owner=alice, name="Margaret Lindqvist", prospect_on=DAY - days(30))


@pytest.fixture
def ahead(alice, margaret):
    """A first meeting five days from now."""
    from tests.factories import MeetingFactory
    from tests.views.meetings.talks import NOW, days

    return MeetingFactory(owner=alice, contact=margaret, starts_at=NOW + days(5), place="video")


@pytest.fixture
def held(alice, margaret):
    """A first meeting a week ago, not written down yet."""
    from tests.factories import MeetingFactory
    from tests.views.meetings.talks import NOW, days

    return MeetingFactory(
        owner=alice, contact=margaret, starts_at=NOW - days(7), where="Mill Street Café", place="coffee"
    )
