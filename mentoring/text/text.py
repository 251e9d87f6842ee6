"""What people type: text that can be seen, names cut for a sentence, numbers and lists in words."""

import re
import unicodedata
from collections.abc import Iterable

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

# Categories that leave no ink: separators, control, format, surrogate, private use, unassigned.
_INVISIBLE = ("Z", "C")
# Blank although Unicode counts them as letters or symbols: Hangul fillers and the empty Braille pattern.
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"


def says_something(text: str) -> bool:
    """Whether `text` has at least one character that can be seen (and so be clicked)."""
    if "!" <= text[:1] <= "~":
        return True  # most texts begin with a letter
    return any(unicodedata.category(char)[0] not in _INVISIBLE and char not in _BLANK for char in text)


def validate_visible(text: str) -> None:
    """Raise ValidationError for a text made only of spaces and invisible characters."""
    if text and not says_something(text):
        raise ValidationError(gettext_lazy("Write something people can see"), code="invisible")


# Translators: numbers in words, before what is counted: "no goals", "three contacts". Where such a word changes with
# what it counts, write all of them in figures.
_NUMBERS = (
    pgettext_lazy("number", "no"), pgettext_lazy("number", "one"), pgettext_lazy("number", "two"),
    pgettext_lazy("number", "three"), pgettext_lazy("number", "four"), pgettext_lazy("number", "five"),
    pgettext_lazy("number", "six"), pgettext_lazy("number", "seven"), pgettext_lazy("number", "eight"),
    pgettext_lazy("number", "nine"),
)  # fmt: skip


def record_number(text: str) -> int | None:
    """The number of a record as it stands in an address; None for anything else, however long."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None


def number_word(number: int) -> str:
    """Numbers up to nine in words, as the product writes them in sentences; larger ones in figures."""
    return str(_NUMBERS[number]) if 0 <= number < len(_NUMBERS) else intcomma(number)


_LARGER_NUMBERS = (
    pgettext_lazy("number", "ten"), pgettext_lazy("number", "eleven"), pgettext_lazy("number", "twelve"),
    pgettext_lazy("number", "thirteen"), pgettext_lazy("number", "fourteen"), pgettext_lazy("number", "fifteen"),
    pgettext_lazy("number", "sixteen"), pgettext_lazy("number", "seventeen"), pgettext_lazy("number", "eighteen"),
    pgettext_lazy("number", "nineteen"), pgettext_lazy("number", "twenty"),
)  # fmt: skip


def opening_number(number: int) -> str:
    """ "Eleven": a number that opens a sentence, in words up to twenty."""
    words = _NUMBERS + _LARGER_NUMBERS
    return sentence_start(str(words[number])) if 0 <= number < len(words) else str(number)


def and_list(parts: list[str]) -> str:
    """ "a", "a and b", "a, b and c": a list as a sentence has it."""
    *start, last = [str(part) for part in parts] or [""]
    if not start:
        return last
    return _("%(most)s and %(last)s") % {"most": ", ".join(start), "last": last}


def split_list(text: str, sign: str) -> list[str]:
    """The parts of a list between signs; one with a sign in it stands in quotation marks, as `as_list` writes it."""
    part = rf'\s*("(?:[^"]|"")*"|[^{sign}]*?)\s*(?:{sign}|$)'
    found = [found[1] for found in re.finditer(part, text)]
    return [
        one[1:-1].replace('""', '"') if one[:1] == '"' == one[-1:] != one else one for one in found if one
    ]


def as_list(parts: Iterable[str], sign: str) -> str:
    """Parts in one text from which `split_list` has them again: "a, b" with quotation marks where a sign is in one."""
    quoted = [
        '"' + part.replace('"', '""') + '"' if sign in part or part[:1] == '"' else part for part in parts
    ]
    return f"{sign} ".join(quoted)


def sentence_start(text: str) -> str:
    """The text with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def in_english() -> bool:
    """Whether what is written now is read in English, whose rules alone are known here."""
    return (get_language() or "en").startswith("en")


def going_on(text: str) -> str:
    """The text as it goes on after a colon: with a small first letter in English, as it is in other languages."""
    return text[:1].lower() + text[1:] if in_english() else text


def first_line(text: str, length: int = 60) -> str:
    """The first line of a text that says something, cut to fit beside other words."""
    lines = (line.strip() for line in text.splitlines())
    return Truncator(next(filter(says_something, lines), "")).chars(length)


def first_lines(text: str) -> str:
    """The first three lines of a text that say something, as far as they fit into a letter."""
    lines = [line.strip() for line in text.splitlines() if says_something(line)]
    return Truncator("\n".join(lines[:3])).chars(600)


def unended(text: str) -> str:
    """What a person typed, without spaces around it and the full stop at its end: it goes into a sentence."""
    return text.strip().rstrip(".!?;,").rstrip()
