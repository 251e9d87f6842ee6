"""Whom a line of text names: by a word of their name with its capital, or by all of it however it is written."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ..text.letters import APOSTROPHES, folded, normal, without_apostrophes, without_hidden, written_words
from .names import is_in_signs, name_of
from .titles import without_titles

# What is said in one breath: O’Brien’s, Anna-Lena.
_TOKENS = re.compile(rf"[^\W\d_]+(?:[-{APOSTROPHES}][^\W\d_]+)*")
_OWNERS = re.compile(rf"[{APOSTROPHES}][sS]$")
_ASCII = re.compile("[a-z]+")

# The spellings of one word.
Word = frozenset[str]


class Text:
    """A line of text, taken apart once for however many names."""

    def __init__(self, text: str):
        self.given, self.text = text, normal("NFC", without_hidden(text))
        tokens = (_OWNERS.sub("", token) for token in _TOKENS.findall(self.text))
        parts = [without_apostrophes(token).split("-") for token in tokens]
        self.whole = f" {' '.join(folded(part) for token in parts for part in token)} "
        # Of a script without capitals every word may be a name.
        capital = [[part for part in token if part[1:] and not part[0].islower()] for token in parts]
        self.words: set[tuple[Word, ...]] = {tuple(map(_as_spelt, token)) for token in capital if token}
        self.vocabulary = frozenset(self.whole.split()).union(*(word for said in self.words for word in said))

    def names(self, name: str, besides: Iterable[Word]) -> bool:
        """Whether it names somebody; by none of the words `besides`, which are somebody else's as well."""
        if not may_be_named(name, self.vocabulary):
            return False
        if is_in_signs(name):
            return name.strip() in self.text
        words = [word for word in name_words(name) if all(word.isdisjoint(other) for other in besides)]
        spelt: Word = frozenset().union(*words)
        is_said = any(all(not spelt.isdisjoint(part) for part in token) for token in self.words)
        return is_said or _whole(name) in self.whole


def may_be_named(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether lines with these words in them may name somebody at all: asked first, for it is asked of everybody."""
    if name.isascii():
        return not vocabulary.isdisjoint(_ASCII.findall(without_apostrophes(name).lower()))
    return is_in_signs(name) or any(not word.isdisjoint(vocabulary) for word in name_words(name))


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[Word, ...]:
    """The words of a name that are more than initials, each in its spellings, without titles."""
    return tuple(word for word in name_of(without_hidden(name)).words if max(map(len, word)) > 1)


@lru_cache(maxsize=20_000)
def _whole(name: str) -> str:
    """All of a name as a line holds it; of one word nothing, for in small letters Will and Rose are no names."""
    name = " ".join(without_titles(without_hidden(name).split()))
    words = written_words(folded(without_apostrophes(name)))
    return f" {' '.join(words)} " if len(words) > 1 else "\0"


@lru_cache(maxsize=20_000)
def _as_spelt(word: str) -> Word:
    return frozenset([folded(word)]).union(*name_of(word).words)
