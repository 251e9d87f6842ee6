"""Names of people: the words that say who somebody is, and how far two names agree."""

import enum
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from ..text.letters import APOSTROPHES, folded, without_accents, written_words

TITLES = frozenset("""
    capt dame dipl dott dr dra drs fr frau frl herr herrn ing lt mag mdm mevr miss mlle mme mr mrs ms mx phd prof
    professor rev sir sra
""".split())  # fmt: skip  # noqa: SIM905 a column of quotes would hide the words
# What follows a doctor's title: "Dr. med. Anna Berg". Only with its full stop, for Phil is a name.
_OF_A_DOCTOR = frozenset(
    {"dent", "habil", "hc", "ing", "jur", "med", "nat", "oec", "phil", "pol", "rer", "vet"}
)
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
_NO_LETTERS = re.compile("[^a-z]")
_PARTS = re.compile("[.-]+")
_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")


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
    """The words of a name, each with its two spellings, and the generation apart; no words for a mere address."""

    words: tuple[frozenset[str], ...] = ()
    generation: str = ""
    text: str = ""

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
    if "@" in name and not name.strip().count(" "):
        return Name(text=without_accents(name).strip())
    written, generation = _words_that_name(name)
    return Name(tuple(_spellings(written)), generation, without_accents(name).strip())


def written_alike(one: str, other: str) -> bool:
    """Whether two names are the same letters but for case, accents, titles and order."""
    return as_written(one) == as_written(other)


def as_written(name: str) -> str:
    """The letters of a name as `written_alike` compares them; a word with a full stop is the generation."""
    return _letters_of(name, sorted)


def in_its_order(name: str) -> str:
    """The same, with the words in the order they stand in: James Martin is not Martin James."""
    return _letters_of(name, list)


def _letters_of(name: str, order: Callable[[Iterable[str]], list[str]]) -> str:
    words, generation = _words_that_name(name)
    letters = order(map(without_accents, words)) or [without_accents(name).strip()]
    return " ".join([*letters, f"{generation}." if generation else ""]).strip()


def name_key(name: str) -> str:
    """By what a name is found, wider than what is the same name; never by what two people are told to be one."""
    words = [_narrowed(min(word, key=len)) for word in name_of(name).words]
    return " ".join(sorted(words)) or name_of(name).text


def _narrowed(word: str) -> str:
    is_wide = "ae" in word or "oe" in word or "ue" in word or "aa" in word
    return _NARROWED.sub("", word) if is_wide else word


def sort_key(name: str) -> str:
    """Where a list has a name: Émile beside Emil, O’Brien beside Obrien, whatever the database makes of accents."""
    return " ".join(written_words(folded(_APOSTROPHES.sub("", name)))) or without_accents(name).strip()


def _words_that_name(name: str) -> tuple[list[str], str]:
    """The words as they are written, signs of Chinese, Japanese and Korean together in one; and the generation."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    kept: list[str] = []
    generation = ""
    if "(" in name or "[" in name:
        name = _PRONOUNS.sub(" ", name)
    for part in name.split(","):
        words = without_titles(part.split())
        marks = [bare(word) for word in words]
        if kept and marks and all(mark in GENERATIONS for mark in marks):
            generation = marks[0]
        elif len(kept) < 2 or not are_credentials(marks):
            kept += words
    while len(kept) > 2 and bare(kept[-1]) in CREDENTIALS - _NAMES_AS_WELL and _is_in_capitals(kept[-1]):
        kept.pop()
    if len(kept) > 1 and _is_generation(kept[-1]):
        generation = bare(kept.pop())
    return _one_by_one(kept), generation


def without_titles(words: list[str]) -> list[str]:
    """Without Dr, Prof. or Mrs before a name, as long as a word is left."""
    start, after_doctor = 0, False
    while start < len(words):
        plain = bare(words[start])
        is_title = plain in TITLES or (
            not words[start].isalpha()
            and all(part in TITLES for part in _PARTS.split(words[start].lower().strip(".-")))
        )
        if not is_title and not (after_doctor and words[start].endswith(".") and plain in _OF_A_DOCTOR):
            break
        start, after_doctor = start + 1, after_doctor or plain in ("dr", "prof")
    return words[start:] or words


def bare(word: str) -> str:
    """The letters of a word as the tables of titles and credentials have them."""
    word = word.lower()
    return word if word.isalpha() else _NO_LETTERS.sub("", word)


def are_credentials(marks: list[str]) -> bool:
    """Whether all of these are what somebody learnt, and no name."""
    return all(mark in CREDENTIALS or mark in TITLES for mark in marks) or "".join(marks) in CREDENTIALS


def _is_in_capitals(word: str) -> bool:
    return sum(char.isupper() for char in word) >= 2


def _is_generation(word: str) -> bool:
    return bare(word) in GENERATIONS and (word.isupper() or bare(word) in ("jr", "sr"))


def _one_by_one(parts: list[str]) -> list[str]:
    text = _APOSTROPHES.sub("", " ".join(parts))
    if text.isascii():
        return written_words(text)
    signs = "".join(sorted(_SIGNS.findall(text)))
    return [*([signs] if signs else []), *written_words(_SIGNS.sub(" ", text))]


def _spellings(words: Iterable[str]) -> Iterable[frozenset[str]]:
    for word in words:
        if word.isascii():
            yield frozenset([word.lower()])
        else:
            composed = unicodedata.normalize("NFC", word).casefold()
            yield frozenset([folded(word), folded(composed.translate(_TWO_LETTERS))])


def names_agree(one: Name, other: Name) -> Names:
    """How far two names agree, the same both ways."""
    if not one:
        return Names.EQUAL if one.text == other.text else Names.OTHER
    if one.generation and other.generation and one.generation != other.generation:
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
