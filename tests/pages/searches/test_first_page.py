"""Some forty searches, from empty to closed years ago, each with the whole first page: read it from top to bottom."""

import pytest

from tests.pages.searches import afterwards, agreement, asking, beginning, introduced, met, prospects
from tests.pages.searches.told import page_of, searches_of
from tests.searches import Search, now

STAGES = (beginning, prospects, asking, introduced, met, agreement, afterwards)


@pytest.mark.parametrize(("story", "says"), [search for stage in STAGES for search in searches_of(stage)])
def test_first_page_of_a_search(alice, freeze, story, says):
    freeze(now())
    story(Search(alice))

    assert page_of(alice) == says
