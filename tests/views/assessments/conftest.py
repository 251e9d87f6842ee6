"""Two criteria, and two prospects."""

import pytest


@pytest.fixture
def must(alice):
    from tests.factories import MentorCriterionFactory

    return MentorCriterionFactory(
        owner=alice, text="Reads a balance sheet, and can teach it", importance="must"
    )


@pytest.fixture
def nice(alice):
    from tests.factories import MentorCriterionFactory

    return MentorCriterionFactory(owner=alice, text="Close enough to meet in person")


@pytest.fixture
def daniel(alice):
    from tests.factories import ProspectFactory

    return ProspectFactory(owner=alice, name="Daniel Osei")


@pytest.fixture
def ruth(alice):
    from tests.factories import ProspectFactory

    return ProspectFactory(owner=alice, name="Ruth Abernethy")
