"""Phone numbers as people write them: what is the number, what a phone dials, and which two are one."""

import re
from functools import lru_cache
from typing import NamedTuple

from .letters import plain

_EXTENSION = re.compile(
    r"(?:;\s*ext=|\bext(?:ension)?\b\.?|\bdurchwahl\b|\bposte\b|\bx|#)\s*:?\s*(\d{1,6})\s*$", re.IGNORECASE
)
# What is dialled only from within the country: "+44 (0)20 ...".
_WITHIN_THE_COUNTRY = re.compile(r"\(\s*0\s*\)")
_NEXT_NUMBER = re.compile(
    r"[,;\n|](?!\s*(?:ext|x\s*\d|#))|\bor\b|\boder\b|\bou\b|\bo\b|(?<=\d)\s+/\s+(?=[+0(])", re.IGNORECASE
)
# "1-800-FLOWERS": capitals after a figure stand for the keys they are written on; after a whole number they name it.
_LETTERS = re.compile(r"(?<=[0-9-])\s*[A-Z]{3,}(?:-?[A-Z0-9])*\b")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_NO_DIGITS = re.compile("[^0-9]+")
_START = re.compile(r"\+?[\d(]")
_AFTER_IT = re.compile(r"[^\d\s()+./-].*", re.DOTALL)
_ONLY_A_NUMBER = re.compile(r"[+(]?[\d\s()./+-]+")
_PLUS = re.compile(r"\D*?[+＋]")
_COUNTRY_CODE = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}", re.ASCII)
# Digits that no shorter number without an area code has, where nothing else tells such a one from a whole number.
SHORTEST_NATIONAL, SHORTEST_UNMARKED = 8, 9
LONGEST_ENDING, SHORTEST_ENDING, SHORTEST_DIALLED = 8, 7, 3
# What is longer than this is no number, and is not kept in mind as one.
LONGEST_COMPARED = 100


def without_extension(phone: str) -> tuple[str, str]:
    """A number and the digits of its extension, "" where it has none."""
    found = _EXTENSION.search(phone)
    return (phone[: found.start()], found[1]) if found else (phone, "")


def digits_of(text: str) -> str:
    """The digits of a text, of whatever script, as 0 to 9."""
    if text.isascii():
        return _NO_DIGITS.sub("", text)
    return "".join(str(int(char)) for char in text if char.isdecimal())


def dialled(phone: str) -> str:
    """What a link dials (RFC 3966): the first number of the text, "" where there is none."""
    begins = _START.search(phone)
    if not begins:
        return ""
    first = _NEXT_NUMBER.split(phone[begins.start() :].replace(";ext=", " ext. "), maxsplit=1)[0]
    number, extension = without_extension(first)
    if number.startswith(("+", "00")):
        number = _WITHIN_THE_COUNTRY.sub("", number)
    digits = digits_of(_AFTER_IT.sub("", _LETTERS.sub(_as_keys, number)))
    if len(digits) < SHORTEST_DIALLED:
        return ""
    return ("+" if number.startswith("+") else "") + digits + (f";ext={extension}" if extension else "")


class PhoneNumber(NamedTuple):
    """The digits of a number without the zeros before them, and what it starts with: "+", "0" or neither."""

    digits: str
    extension: str
    start: str


@lru_cache(maxsize=20_000)
def read_number(phone: str) -> PhoneNumber:
    """What of a number counts."""
    number, extension = without_extension(phone)
    digits = digits_of(_LETTERS.sub(_as_keys, _WITHIN_THE_COUNTRY.sub("", number)))
    start = "+" if digits.startswith("00") or _PLUS.match(number) else digits[:1].strip("123456789")
    return PhoneNumber(digits.lstrip("0"), extension, start)


def same_number(one: str, other: str) -> bool:
    """Whether two numbers are one: the same digits, or the one is the other without its country code."""
    if plain(one) == plain(other) or max(len(one), len(other)) > LONGEST_COMPARED:
        return plain(one) == plain(other)
    short, long = sorted(map(read_number, (one, other)), key=lambda number: len(number.digits))
    if not short.digits or short.extension != long.extension or not long.digits.endswith(short.digits):
        return False
    if short.digits == long.digits:
        return {short.start, long.start} != {"+", "0"}
    if short.start == "+" or long.start == "0":
        return False
    code = _COUNTRY_CODE.match(long.digits)
    least = SHORTEST_NATIONAL if short.start or long.start else SHORTEST_UNMARKED
    before = long.digits.removesuffix(short.digits)
    # Italians keep the zero of an area behind the country code, and others write it there by mistake.
    return code is not None and before in (code[0], f"{code[0]}0") and len(short.digits) >= least


def has_country_code(phone: str) -> bool:
    """Whether a number says in which country it is."""
    return read_number(phone).start == "+"


def _as_keys(letters: re.Match[str]) -> str:
    is_whole = len(digits_of(letters.string[: letters.start()])) >= SHORTEST_ENDING
    return letters[0] if is_whole else letters[0].translate(_KEYS)


def endings(phone: str) -> tuple[str, ...]:
    """By what a number is found, whatever stands before it (+49, 0049, 0): its last digits."""
    if len(digits_of(phone)) < SHORTEST_ENDING:
        return ()  # most addresses are no number
    digits = digits_of(without_extension(phone)[0])
    lengths = range(SHORTEST_ENDING, LONGEST_ENDING + 1)
    return tuple(digits[-length:] for length in lengths if len(digits) >= length)


def ending_sought(text: str) -> str:
    """The last digits of a text that is a phone number and nothing else; "" for any other."""
    return endings(text)[-1] if _ONLY_A_NUMBER.fullmatch(text.strip()) and endings(text) else ""
