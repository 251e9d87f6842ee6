"""What changed between two texts, word by word: for whoever reads what another would have put otherwise."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

# Beyond this many words a comparison costs more than a page may: then the old is struck and the new stands.
MOST_WORDS = 1500
# So few words that stay between two changes are read with them: alone they make neither text readable.
FEW_WORDS = 2
# A heading, its key, and its lines.
Section = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """Some words that stayed ("same"), went ("gone") or came ("new")."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts as one: what stayed, what went and what came, in order."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        found = [Piece("gone", before), Piece("new", after)]
        return [piece for piece in found if piece.text]
    same = SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )
    found = []
    for is_same, i, j, k, m in _joined(same.get_opcodes()):
        if is_same:
            found.append(Piece("same", "".join(new[k:m])))
            continue
        for mark, words in (("gone", old[i:j]), ("new", new[k:m])):
            text = "".join(words)
            if text.strip():
                found.append(Piece(mark, text.rstrip()))
                found.append(Piece("same", text[len(text.rstrip()) :]))
    return [piece for piece in found if piece.text]


def _joined(opcodes: Iterable[tuple[str, int, int, int, int]]) -> list[tuple[bool, int, int, int, int]]:
    """Whether words stayed, and where they stand in both texts; few that stay go with the changes around them."""
    found: list[tuple[bool, int, int, int, int]] = []
    steps = list(opcodes)
    for number, (kind, i, j, k, m) in enumerate(steps):
        is_between = 0 < number < len(steps) - 1
        is_same = kind == "equal" and not (is_between and j - i <= FEW_WORDS)
        if found and not is_same and not found[-1][0]:
            _kind, first_old, _old, first_new, _new = found.pop()
            i, k = first_old, first_new
        found.append((is_same, i, j, k, m))
    return found


def text_of(section: Section) -> str:
    """The lines of a section of an agreement as one text."""
    return "\n\n".join(f"{line['who']} {line['text']}".strip() for line in section["lines"])


def changed_sections(before: Sequence[Section], after: Sequence[Section]) -> list[tuple[str, list[Piece]]]:
    """The sections that differ between two versions: the heading of each, and its words."""
    old = {section["key"]: section for section in before}
    new = {section["key"]: section for section in after}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        was = text_of(old[key]) if key in old else ""
        now = text_of(new[key]) if key in new else ""
        if was != now:
            found.append(((new.get(key) or old[key])["title"], pieces(was, now)))
    return found
