"""What a person is called in a letter, guessed from the name: "Ruth" of "Dr. Ruth Adler" and of "Adler, Ruth"."""

import re
from functools import lru_cache

from .names import GENERATIONS, are_credentials, is_in_signs
from .titles import OF_ONE_SEX, TITLES, bare, without_titles

# Titles before a name beyond those that are left out of it; a letter to one word after them has both.
_FORMS_OF_ADDRESS = TITLES | OF_ONE_SEX | frozenset("""
    brother col docent don doña dña dottoressa father gen hon inż judge lic maj mgr rabbi sgt sheikh sister
""".split())  # fmt: skip  # noqa: SIM905 a column of quotes would hide the words
# What opens a family name, in small letters; with a capital some of these are first names (Al, Di, Van).
_PARTICLES = frozenset("""
    't aan abu af al av bin binti da dal dalla das de del della den der des di do dos du el ibn la las le los op te ten
    ter van vom von zu zum zur
""".split())  # fmt: skip  # noqa: SIM905
_FIRST_NAMES_AS_WELL = frozenset({"Al", "Bin", "Del", "Della", "Den", "Di", "Do", "Te", "Van"})
_JOINS_TWO = frozenset({"&", "+", "and", "e", "et", "und", "y"})
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]|[“”\"«»]")


@lru_cache(maxsize=20_000)
def called(name: str) -> str:
    """The word by which a letter greets somebody; more of the name, or all of it, where one word would be wrong."""
    words = words_in_order(name)
    titles = _titles(words)
    rest = words[titles:]
    initials = 0
    while initials < len(rest) and _are_initials(rest[initials]):
        initials += 1
    first = rest[initials] if initials < len(rest) else ""
    # "Dr. Adler", "J. Smith", "de Vries" and "Mr and Mrs Lee" are greeted as they stand.
    is_family_name = len(rest) - initials < 2 and (titles or initials)
    are_two = not _JOINS_TWO.isdisjoint(rest[:1])
    if not first or is_family_name or are_two or is_in_signs(first) or _opens_family_name(rest[initials:]):
        return " ".join(words) or name.strip()
    return first


def initials_of(name: str) -> str:
    """One or two letters in place of a face: of the first and the last word that are no title."""
    words = [word for word in words_in_order(name) if word[0].isalnum()] or [name]
    words = words[_titles(words) :] or words
    if len(words) > 1 and bare(words[-1]) in GENERATIONS:
        words.pop()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


def words_in_order(name: str) -> list[str]:
    """The words of a name with the family name last, without credentials and what stands in brackets."""
    parts = [part.split() for part in (_BRACKETS.sub(" ", name)).split(",")]
    kept = [parts[0], *(words for words in parts[1:] if words and not _is_after_a_name(words))]
    if len(kept) > 1:
        kept = [*kept[1:], kept[0]]
    words = [word.strip(";:") for words in kept for word in words]
    return [word for word in words if any(map(str.isalnum, word)) or word in _JOINS_TWO]


def _is_after_a_name(words: list[str]) -> bool:
    marks = [bare(word) for word in words]
    return are_credentials(marks) or all(mark in GENERATIONS for mark in marks)


def _titles(words: list[str]) -> int:
    """How many words before the name are titles."""
    found = len(words) - len(without_titles(words))
    while found < len(words) and bare(words[found]) in _FORMS_OF_ADDRESS:
        found += 1
    return found


def _are_initials(word: str) -> bool:
    letters = [part for part in re.split(r"[.-]", word) if part]
    return not is_in_signs(word) and all(len(letter) == 1 for letter in letters)


def _opens_family_name(words: list[str]) -> bool:
    first, then = words[0], words[1] if len(words) > 1 else ""
    is_name = first in _FIRST_NAMES_AS_WELL and then.lower() not in _PARTICLES
    return first.lower() in _PARTICLES and not is_name
