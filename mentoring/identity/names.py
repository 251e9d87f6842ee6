"""Names of people: the words that say who somebody is, and how far two names agree."""

import enum
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..text.letters import folded, without_accents, without_apostrophes, written_words
from .titles import CONTRADICT, TITLES, bare, is_title_known, title_of, without_titles

# What somebody learnt or is a member of, as it stands after a name, without dots, hyphens and spaces.
CREDENTIALS = frozenset("""
    aca acca aicp aia ba bba bcom beng bsc cbe ccie ceng cfa cfp cia cima cipd cisa cism cissp cma cpa cphr cpo cprw
    cscp csm cspo dba dds dmd dnp do dphil dvm ea edd emba esq facs fca fcca fcipd frcs frsa gphr hon icfacc iyt jd
    kbe llb llm ma mba mbe mcipd mcips md mdiv med meng mfa mims mim mma mpa mph mphil mpp mrcp mres ms msc msw np
    obe pcc pe pgmp pharmd phd phr pmi pmiacp pmp ppsm psyd rd rn safe safeagilist sce sfc shrmcp shrmscp sphr tep
    togaf
""".split())  # fmt: skip  # noqa: SIM905 a column of quotes would hide the words
# Without a comma before them these are names as well, of families and of towns.
_NAMES_AS_WELL = frozenset({"ba", "do", "ea", "jd", "ma", "md", "med", "ms", "safe"})
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_NARROWED = re.compile("(?<=a)[ae]|(?<=[ou])e")
_SIGNS = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_PRONOUNS = re.compile(
    r"[(\[]\s*(?:she|he|they|her|him|sie|er|elle|il|ella|él)\b[^)\]]{0,30}[)\]]", re.IGNORECASE
)


def is_in_signs(text: str) -> bool:
    """Whether a part of a name begins in Chinese, Japanese or Korean."""
    return _SIGNS.match(text.strip()) is not None


class Names(enum.IntEnum):
    """How far two names agree."""

    OTHER = enum.auto()
    SHARE = enum.auto()
    ALIKE = enum.auto()
    SHORTER = enum.auto()
    EQUAL = enum.auto()


class Name(NamedTuple):
    """The words of a name, each with its spellings, and apart what tells father and son, Mr and Mrs.

    No words for a mere address. Signs of Chinese, Japanese and Korean are one word, in either order of its parts.
    """

    words: tuple[frozenset[str], ...] = ()
    generation: str = ""
    text: str = ""
    title: str = ""

    def with_what_tells_it_apart(self, others: Iterable["Name"]) -> "Name":
        """With the generation and the title of the same name as it is written elsewhere."""
        name = self
        for other in others:
            if names_agree(name, other) == Names.EQUAL:
                generation, title = name.generation or other.generation, name.title or other.title
                name = name._replace(generation=generation, title=title)
        return name

    @property
    def is_full(self) -> bool:
        """Whether two of its words are more than initials."""
        is_signs = any(
            _SIGNS.match(spelling) and len(spelling) > 1 for word in self.words for spelling in word
        )
        return is_signs or sum(map(_is_full, self.words)) >= 2

    def __bool__(self):
        return bool(self.words)


def _is_full(word: frozenset[str]) -> bool:
    return any(len(spelling) > 1 for spelling in word)


@lru_cache(maxsize=20_000)
def name_of(name: str) -> Name:
    """The words that say who somebody is: without titles, pronouns in brackets and credentials."""
    if ("@" in name or name.startswith("https://www.linkedin.com/")) and not name.strip().count(" "):
        return Name(text=without_accents(name).strip())
    written, generation, title = _words_that_name(name)
    return Name(tuple(_spellings(written)), generation, without_accents(name).strip(), title)


def written_alike(said: str, standing: str) -> bool:
    """Whether two names are the same letters but for case, accents and order.

    The first has no title and no pronouns of its own then.
    """
    if said == standing:
        return True
    (words, generation, title), (others, other_generation, other_title) = map(_letters_of, (said, standing))
    if generation != other_generation or not is_title_known(title, other_title):
        return False
    if pronouns_of(said) not in ("", pronouns_of(standing)):
        return False
    rest, left, _shared = _unshared(words, others)
    return not rest and not left


def says_more(said: str, standing: str) -> bool:
    """Whether the first is the other one's name with a generation, a title or pronouns that the other lacks."""
    one, other = name_of(said), name_of(standing)
    is_younger_or_older = bool(one.generation) and not other.generation
    is_more = is_younger_or_older or not is_title_known(one.title, other.title)
    is_more = is_more or pronouns_of(said) not in ("", pronouns_of(standing))
    return is_more and names_agree(one, other) == Names.EQUAL


def pronouns_of(name: str) -> str:
    """What stands in brackets of how one speaks of somebody, in letters alone."""
    if "(" not in name and "[" not in name:
        return ""
    return "".join(re.sub(r"\W", "", one).casefold() for one in _PRONOUNS.findall(name))


def in_its_order(name: str) -> str:
    """The letters of a name, with the words in the order they stand in: James Martin is not Martin James."""
    written, generation, _title = _words_that_name(name)
    letters = [min(map(without_accents, _orders(word))) for word in written]
    letters = letters or [without_accents(name).strip()]
    return " ".join([*letters, f"{generation}." if generation else ""]).strip()


def _letters_of(name: str) -> tuple[list[frozenset[str]], str, str]:
    """What `written_alike` compares: each word as it is written, without case and accents; and what stands apart."""
    written, generation, title = _words_that_name(name)
    words = [frozenset(map(without_accents, _orders(word))) for word in written]
    return words or [frozenset({without_accents(name).strip()})], generation, title


def name_key(name: str) -> str:
    """By what a name is found, wider than what is the same name; never by what two people are told to be one.

    Of signs it has each by itself: whoever writes the family name last, or no space, is found too.
    """
    found = name_of(name)
    words: Iterable[frozenset[str]] = found.words
    if words and not name.isascii() and _SIGNS.search(name):
        words = _spellings(map(_signs_sorted, _words_that_name(name)[0]))
    return " ".join(sorted(_narrowed(min(word, key=len)) for word in words)) or found.text


def _signs_sorted(word: str) -> str:
    return "".join(sorted(word.replace(" ", ""))) if is_in_signs(word) else word


def _orders(word: str) -> list[str]:
    """A word; of signs that are written apart, as of family and given name, in either order."""
    if " " not in word:
        return [word]
    parts = word.split()
    return ["".join(parts), "".join([*parts[1:], *parts[:1]]), "".join([*parts[-1:], *parts[:-1]])]


def _narrowed(word: str) -> str:
    is_wide = "ae" in word or "oe" in word or "ue" in word or "aa" in word
    return _NARROWED.sub("", word) if is_wide else word


def sort_key(name: str) -> str:
    """Where a list has a name: Émile beside Emil, O’Brien beside Obrien, whatever the database makes of accents."""
    return " ".join(written_words(folded(without_apostrophes(name)))) or without_accents(name).strip()


def _words_that_name(name: str) -> tuple[list[str], str, str]:
    """The words as they are written, signs of Chinese, Japanese and Korean together in one; generation and title."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    kept: list[str] = []
    generation = title = ""
    if "(" in name or "[" in name:
        name = _PRONOUNS.sub(" ", name)
    for part in name.split(","):
        written = part.split()
        words = without_titles(written)
        title = title or title_of(written, words)
        marks = [bare(word) for word in words]
        if kept and marks and all(mark in GENERATIONS for mark in marks):
            generation = marks[0]
        elif len(kept) < 2 or not are_credentials(marks):
            kept += words
    while len(kept) > 2 and bare(kept[-1]) in CREDENTIALS - _NAMES_AS_WELL and _is_in_capitals(kept[-1]):
        kept.pop()
    if len(kept) > 1 and _is_generation(kept[-1]):
        generation = bare(kept.pop())
    return _one_by_one(kept), generation, title


def are_credentials(marks: list[str]) -> bool:
    """Whether all of these are what somebody learnt, and no name."""
    return all(mark in CREDENTIALS or mark in TITLES for mark in marks) or "".join(marks) in CREDENTIALS


def _is_in_capitals(word: str) -> bool:
    return sum(char.isupper() for char in word) >= 2


def _is_generation(word: str) -> bool:
    return bare(word) in GENERATIONS and (word.isupper() or bare(word) in ("jr", "sr"))


def _one_by_one(parts: list[str]) -> list[str]:
    text = without_apostrophes(" ".join(parts))
    if text.isascii():
        return written_words(text)
    signs = " ".join(filter(None, ("".join(_SIGNS.findall(part)) for part in text.split())))
    return [*([signs] if signs else []), *written_words(_SIGNS.sub(" ", text))]


def _spellings(words: Iterable[str]) -> Iterable[frozenset[str]]:
    for word in words:
        if word.isascii():
            yield frozenset([word.lower()])
        else:
            composed = unicodedata.normalize("NFC", word).casefold()
            spelt = word, composed.translate(_TWO_LETTERS)
            yield frozenset(folded(order) for one in spelt for order in _orders(one))


def names_agree(one: Name, other: Name) -> Names:
    """How far two names agree, the same both ways."""
    if not one:
        return Names.EQUAL if one.text == other.text else Names.OTHER
    if one.generation and other.generation and one.generation != other.generation:
        return Names.OTHER
    if one.title != other.title and {one.title, other.title} in CONTRADICT:
        return Names.OTHER
    rest, others, shared = _unshared(one.words, other.words)
    if not rest and not others:
        return Names.EQUAL
    full = sum(map(_is_full, shared))
    if not full:
        return Names.OTHER
    fewer, more = sorted((rest, others), key=len)
    if not fewer:
        return Names.SHORTER if full >= 2 else Names.SHARE
    if _pairs_off(fewer, more, _is_initial):
        return Names.SHORTER
    return Names.ALIKE if _pairs_off(fewer, more, _is_short_form) else Names.SHARE


def _unshared(one, other) -> tuple[list, list, list]:
    """The words of each that the other has not, and those that both have."""
    rest, others, shared = [], list(other), []
    for word in one:
        if found := next((spelt for spelt in others if not word.isdisjoint(spelt)), None):
            others.remove(found)
            shared.append(word)
        else:
            rest.append(word)
    return rest, others, shared


def _pairs_off(fewer, more, fits) -> bool:
    """Whether each word of the one name stands for one of the other, no two for the same."""
    left = list(more)
    for word in fewer:
        found = next(
            (long for long in left if any(fits(*sorted((a, b), key=len)) for a in word for b in long)), None
        )
        if found is None:
            return False
        left.remove(found)
    return True


def _is_initial(short: str, long: str) -> bool:
    return len(short) == 1 and long.startswith(short)


def _is_short_form(short: str, long: str) -> bool:
    return long.startswith(short) and (len(short) == 1 or len(short) >= 3)
