"""The day on which archives are read."""

import pytest


@pytest.fixture(autouse=True)
def _today(freeze):
    from tests.exchange.linkedin_archive.made import TODAY

    freeze(TODAY)
