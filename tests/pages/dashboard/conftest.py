"""The day on which the first page is read."""

import pytest


@pytest.fixture(autouse=True)
def stopped(freeze):
    from tests.stories import MARCH

    freeze(MARCH)
