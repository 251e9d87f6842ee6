"""Whom the tests of step 3 ask and hope to meet."""

import pytest


@pytest.fixture
def elena(alice):
    from tests.factories import ContactFactory

    return ContactFactory(owner=alice, name="Elena Petrova", email="elena+work@example.org")


@pytest.fixture
def ruth(alice):
    from tests.factories import ProspectFactory

    return ProspectFactory(owner=alice, name="Ruth Abernethy")


@pytest.fixture
def operations(alice):
    from tests.factories import MentorCriterionFactory

    text = "Has run operations for a team of 30 or more"
    return MentorCriterionFactory(owner=alice, text=text, importance="must")
