"""Letters as they are compared: the words of a text, and one spelling for those that differ in signs alone."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

# Letters with a stroke and joined ones, which Unicode does not take apart.
ALIKE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
# All that people type for the apostrophe in O’Brien; the last ones are letters to Unicode.
APOSTROPHES = "'’‘`´＇ʼʻ"
_LEFT_OUT = str.maketrans("", "", APOSTROPHES)


# What leaves no ink and turns text around, holds it together or parts it: nothing that is written needs these.
HIDDEN = (0xAD, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x2070))
_WITHOUT_HIDDEN = dict.fromkeys(HIDDEN)
# Joiners shape the letters of Persian and of India and hold emoji together, and a space without width parts the words
# of Khmer: beside a letter or figure of Latin, Greek or Cyrillic script each of them only hides.
_OF_EUROPE = "0-9A-Za-z\u00c0-\u024f\u0370-\u052f"
_JOINING = re.compile(f"(?<=[{_OF_EUROPE}])[\u200b-\u200d]+|[\u200b-\u200d]+(?=[{_OF_EUROPE}])")


def without_hidden(text: str) -> str:
    """The text as it can be read by somebody else: without invisible signs that part a name or turn a line around."""
    return text if text.isascii() else _JOINING.sub("", text.translate(_WITHOUT_HIDDEN))


# Letters outside ASCII with what they may belong to, in pieces: thousands of accents on one letter take for ever.
_TOGETHER = re.compile("[\x00-\x7f]?[^\x00-\x7f]{1,500}")


def normal(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """The text in one of Unicode's normal forms, in a time that grows with its length alone."""
    return _TOGETHER.sub(lambda found: unicodedata.normalize(form, found[0]), text)


def written_words(text: str) -> list[str]:
    """The words of a text as they are written, without the signs between them."""
    if text.isascii():
        return re.findall(r"[A-Za-z0-9]+", text)
    return _spaced(normal("NFKC", text)).split()


def _spaced(text: str) -> str:
    return "".join(char if _is_of_a_word(char) else " " for char in text)


@lru_cache(maxsize=20_000)
def _is_of_a_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def folded(text: str) -> str:
    """Text without case and without the accents of European scripts; vowel signs of others mean something and stay."""
    plain = without_accents(text)
    return plain if plain.isascii() else plain.translate(ALIKE)


def without_accents(text: str) -> str:
    """Text without case and accents, in which letters with a stroke and joined ones stay what they are."""
    if text.isascii():
        return text.lower()
    plain = normal("NFKD", normal("NFKD", text).casefold())
    return "".join(char for char in plain if not "\u0300" <= char <= "\u036f")


def without_apostrophes(text: str) -> str:
    """Text in which O’Brien is Obrien, whatever was typed for the apostrophe."""
    return text.translate(_LEFT_OUT)


def plain(text: str) -> str:
    """Text as it is compared where no key is made of it: one space between words, no case."""
    return " ".join(text.casefold().split())
