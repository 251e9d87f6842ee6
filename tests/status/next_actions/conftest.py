"""The day on which the next actions are read, and whom they are about."""

import pytest


@pytest.fixture(autouse=True)
def stopped(freeze):
    from tests.stories import MARCH

    freeze(MARCH)


@pytest.fixture
def people(alice):
    """Priya, who introduces, and Tomás, who was introduced."""
    from tests.factories import ContactFactory, ProspectFactory

    return {
        "owner": alice,
        "introducer": ContactFactory(owner=alice, name="Priya Raman"),
        "prospect": ProspectFactory(owner=alice, name="Tomás Ferreira"),
    }


@pytest.fixture
def margaret(alice):
    from tests.factories import ProspectFactory

    return ProspectFactory(owner=alice, name="Margaret Lindqvist")
