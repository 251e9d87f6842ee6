"""The clock, two people, and what was asked of one and held with the other."""

import datetime as dt

import pytest


@pytest.fixture(autouse=True)
def clock(freeze):
    from tests.views.letters.writing import TODAY

    freeze(TODAY)


@pytest.fixture
def ben(alice):
    from tests.factories import ContactFactory

    return ContactFactory(owner=alice, name="Ben Whitlock", email="ben@example.org")


@pytest.fixture
def daniel(alice):
    from tests.factories import ProspectFactory

    return ProspectFactory(owner=alice, name="Daniel Osei", email="daniel@example.org")


@pytest.fixture
def ask(alice, ben, daniel):
    """An introduction of Ben to Daniel with these facts."""
    from mentoring.models import Introduction
    from tests.factories import GoalFactory, IntroductionFactory
    from tests.views.letters.writing import day

    def made(**facts) -> Introduction:
        goal = GoalFactory(owner=alice, title="Settle into leading people who were my peers.")
        people = {"introducer": ben, "prospect": daniel, "goal": goal}
        return IntroductionFactory(owner=alice, **{"asked_on": day(3, 2), **people, **facts})

    return made


@pytest.fixture
def meeting(alice, daniel):
    """A meeting with Daniel yesterday."""
    from django.utils import timezone

    from tests.factories import MeetingFactory
    from tests.views.letters.writing import day

    def held(**facts):
        yesterday = {"held_on": day(3, 11), "recorded_on": day(3, 11), "outcome": "undecided"}
        started = timezone.now() - dt.timedelta(days=1)
        return MeetingFactory(owner=alice, contact=daniel, starts_at=started, **yesterday | facts)

    return held
