"""The clock, and the agreement these tests are about."""

import pytest


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    from tests.views.meetings.talks import NOW

    freeze(NOW)


@pytest.fixture
def agreement(alice):
    """Running for 60 days, with two goals, its trial behind and its halfway review today."""
    from tests.views.meetings.talks import DAY, days
    from tests.views.partings.terms import confirmed

    return confirmed(alice, DAY - days(60), DAY + days(60), DAY - days(30), DAY)
