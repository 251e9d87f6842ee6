"""Phone numbers as people write them: what of it is the number, what an extension, and what a phone dials."""

import re

_EXTENSION = re.compile(
    r"(?:;\s*ext=|\bext(?:ension)?\b\.?|\bdurchwahl\b|\bposte\b|\bx|#)\s*:?\s*(\d{1,6})\s*$", re.IGNORECASE
)
# What is dialled only from within the country: "+44 (0)20 ...".
_WITHIN_THE_COUNTRY = re.compile(r"\(\s*0\s*\)")
_NEXT_NUMBER = re.compile(
    r"[,;\n|](?!\s*(?:ext|x\s*\d|#))|\bor\b|\boder\b|\bou\b|\bo\b|(?<=\d)\s+/\s+(?=[+0(])", re.IGNORECASE
)
# "1-800-FLOWERS": capitals after a figure stand for the keys they are written on; after a whole number they name it.
_LETTERS = re.compile(r"(?<=[0-9-])\s*[A-Z]{3,}(?:-?[A-Z0-9]+)*\b")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_NO_DIGITS = re.compile("[^0-9]+")
_START = re.compile(r"\+?[\d(]")
_AFTER_IT = re.compile(r"[^\d\s()+./-].*", re.DOTALL)
_ONLY_A_NUMBER = re.compile(r"[+(]?[\d\s()./+-]+")
LONGEST_ENDING, SHORTEST_ENDING, SHORTEST_DIALLED = 8, 7, 3


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
