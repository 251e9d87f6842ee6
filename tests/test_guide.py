"""docs/use.md stays true: what it names stands on the pages, and its pictures are those that `make pictures` takes."""

import re
from itertools import chain
from pathlib import Path

import pytest

from mentoring.management.demo.people import CONTACTS
from tests import made_up_language
from tests.tools import pictures

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "use.md").read_text()
# Who may stand where a sentence of the product has a name: the people of the sample story.
SOMEBODY = "(?:" + "|".join({name.split()[0] for name, *_facts in CONTACTS}) + ")"
MOST = 1_500_000


def written(sentence: str) -> re.Pattern:
    """What a sentence of the product can look like once its names are filled in."""
    return re.compile(SOMEBODY.join(map(re.escape, re.split(r"%\(\w+\)[sd]", sentence))))


def test_every_word_in_bold_stands_on_a_page():
    messages = (message.id for message in made_up_language.own_sentences() if message.id)
    sentences = set(chain.from_iterable(one if isinstance(one, tuple) else (one,) for one in messages))
    patterns = [written(sentence) for sentence in sentences]
    bold = {" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", GUIDE, re.DOTALL)}

    assert len(bold) > 40
    assert {words for words in bold if not any(one.fullmatch(words) for one in patterns)} == set()


def test_every_picture_is_one_that_is_taken_and_they_stay_small():
    shown = {
        name
        for text in (GUIDE, (ROOT / "README.md").read_text())
        for name in re.findall(r"!\[[^]]+\]\((?:docs/)?images/([\w-]+\.png)\)", text)
    }
    kept = {path.name: path.stat().st_size for path in pictures.IMAGES.iterdir()}

    assert shown == {pictures.FIRST_DAY, *pictures.PICTURES} == set(kept)
    assert sum(kept.values()) < MOST
