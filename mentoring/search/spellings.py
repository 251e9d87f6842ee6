"""A fragment as a pattern that finds it in any case, with any accent and apostrophe, on either database."""

import re
from collections import defaultdict
from functools import cache, lru_cache

from ..text.letters import APOSTROPHES, folded, without_apostrophes

# Before it stand the scripts in which letters differ in accents alone; then come signs, and scripts without any.
_FIRST_SIGN = ord("\u2000")
_ACCENTS = "[\u0300-\u036f]*"
_BETWEEN = f"[{APOSTROPHES}\u0300-\u036f\u00ad]*"


@cache
def _variants() -> dict[str, str]:
    """By its folded letters, one or two, every letter that is compared as they are."""
    found: dict[str, str] = defaultdict(str)
    for char in map(chr, range(_FIRST_SIGN)):
        if len(plain := folded(char)) in (1, 2):
            found[plain] += char
    return found


@lru_cache(maxsize=10_000)
def folded_fragment(text: str) -> str:
    """A fragment as it is compared: without case, accents and apostrophes."""
    return folded(without_apostrophes(text))


@lru_cache(maxsize=1000)
def pattern_of(fragment: str) -> str:
    """The fragment as a regular expression, for Python and for PostgreSQL."""
    plain = folded_fragment(fragment)
    if not plain:
        return re.escape(fragment)
    parts, at = [], 0
    while at < len(plain):
        one, pair = _one_of(plain[at]), plain[at : at + 2]
        # "ß" is one letter and stands for two.
        if len(pair) == 2 and pair in _variants():
            parts.append(f"(?:[{_variants()[pair]}]|{one}{_BETWEEN}{_one_of(pair[1])})")
            at += 2
        else:
            parts.append(one)
            at += 1
    return _BETWEEN.join(parts) + _ACCENTS


def _one_of(letter: str) -> str:
    if not letter.isalpha():
        return re.escape(letter)
    cases = (letter, letter.upper(), letter.lower(), *_variants().get(letter, ""))
    return f"[{''.join(dict.fromkeys(char for char in cases if len(char) == 1))}]"
