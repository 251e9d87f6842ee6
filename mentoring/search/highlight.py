"""Where the beginnings, middles and ends of words that were looked for stand in a text."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..text.letters import without_apostrophes
from .spellings import folded_fragment
from .words import joined


@dataclass(frozen=True)
class Fragments:
    """What somebody typed to find anything: each may stand inside a word, whatever its case and accents.

    Shown by `search.marked` and `search.excerpt`, as the words of a search among contacts are.
    """

    words: tuple[str, ...]

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Where in a text one of them stands, in order, without overlaps."""
        folded, places = _folded_with_places(text)
        found = []
        for word in filter(None, (_folded_with_places(word)[0] for word in self.words)):
            at = folded.find(word)
            while at >= 0:
                found.append((places[at], places[at + len(word) - 1] + 1))
                at = folded.find(word, at + len(word))
        return joined(found)

    def not_in(self, text: str) -> "Fragments":
        """Those that do not stand in a text."""
        return Fragments(tuple(word for word in self.words if not Fragments((word,)).marks(text)))


def _folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The text without case, accents and apostrophes, and for each of its characters where it stood before."""
    if text.isascii() and text == without_apostrophes(text):
        return text.lower(), range(len(text))
    letters = list(map(folded_fragment, text))
    return "".join(letters), [place for place, some in enumerate(letters) for _letter in some]
