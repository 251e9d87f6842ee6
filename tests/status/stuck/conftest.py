"""A search to which one thing after the other happens."""

import pytest


@pytest.fixture
def search(alice, freeze):
    """Alice's search on 12 March, with a goal and a must-have that nobody was found for yet."""
    from tests.searches import Search, now

    freeze(now())
    return Search(alice)
