"""An introduction with its days, and what it asks for."""

import datetime as dt

from mentoring.models import Introduction
from tests.factories import IntroductionFactory

DAY = dt.date(2026, 3, 2)
Because = Introduction.ClosedBecause


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def ask(owner, **facts) -> Introduction:
    """An introduction asked for on day 0, to be written to by day 30."""
    return IntroductionFactory(owner=owner, **{"asked_on": DAY} | facts)
