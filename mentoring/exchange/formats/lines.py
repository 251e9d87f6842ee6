"""People written down by hand, one a line: a name, and after the first comma what they do and where.

An address, a phone number or a LinkedIn profile may stand anywhere beside the name.
"""

import re
from typing import Any, NamedTuple

from ...identity.fields import LONGEST
from ...identity.keys import profile_address
from ...text.phones import SHORTEST_ENDING, SHORTEST_UNMARKED, digits_of
from .ways_to_reach import is_email

MOST_LINES = 200

# What stands around a line in a list that somebody made elsewhere: bullets, numbers, and signs that separate columns.
_BULLET = re.compile(r"^[\s\-–—*•·◦‣▪●,;>]+|^\(?\d{1,4}[.):]?\s+")
_COLUMNS = re.compile(r"[\t;]+")
_AT = re.compile(r"\s+(?:at|@)\s+", re.IGNORECASE)
_ENDS = " \t,;"
# The commas of Chinese, Japanese and Arabic.
_COMMAS = str.maketrans("，、،", ",,,")
# "Anna Weiss (CTO, Bar)"
_BRACKETS = re.compile(r"([^(),]+)\(([^()]+)\)")
# Several people in a line, as a mail lists them: each ends with an address in angle brackets.
_PEOPLE = re.compile(r"(?<=>)\s*[;,]\s*(?=[^<>]+<[^<>\s]+@)")
# "Berg, Ada" before an address, as mails have it; in a line without quotation marks a comma ends the name.
_FAMILY_FIRST = re.compile(r'^\s*"([^",]+),([^",]+)"(?=\s*<)')
_QUOTED = re.compile(r'^\s*"([^"]+)"(?=\s*[<,])')
_WORD = r"""[^\s,;<>"()\[\]]"""
_REACH = re.compile(
    rf"{_WORD}{{1,64}}@{_WORD}+|{_WORD}{{0,64}}linkedin\.com/{_WORD}+|(?<![\w.])[+(]?\d[\d ()/.-]{{5,30}}\d",
    re.IGNORECASE,
)
_TAKEN_OUT = re.compile(r"[<(\[]\s*,\s*[>)\]]")


class TypedLine(NamedTuple):
    """One person as they were written down; `number` is that of their line."""

    number: int
    name: str
    role: str = ""
    company: str = ""
    # Whether one thing alone stands after the name: a role, unless it is known as a company.
    is_alone: bool = False
    email: str = ""
    phone: str = ""
    linkedin: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """What was written beside the name, by field."""
        names = ("role", "company", "email", "phone", "linkedin")
        return {name: getattr(self, name) for name in names}

    @property
    def addresses(self) -> str:
        """What stands there to reach them by."""
        return ", ".join(filter(None, (self.email, self.phone, self.linkedin)))

    def at_company(self) -> "TypedLine":
        """The same, where what stands alone after the name is a company."""
        return self._replace(role="", company=self.role, is_alone=False)


def read_lines(text: str) -> list[TypedLine]:
    """Everybody in a text; empty lines don't count, and a line may lack a name."""
    people = [
        (number, person)
        for number, line in enumerate(text.split("\n"), start=1)
        for person in _PEOPLE.split(line)
    ]
    return [_person(number, text) for number, text in people if _bare(text)]


def _person(number: int, text: str) -> TypedLine:
    """One person, with the first address, number and profile taken out of the line; one alone is the name."""
    reach: dict[str, Any] = {}

    def taken(found: re.Match[str]) -> str:
        kind, value = _kind_of(found[0])
        if not value or kind in reach:
            return found[0]
        reach[kind] = value
        return " , "

    named = _QUOTED.sub(r"\1", _FAMILY_FIRST.sub(r"\2 \1", text))
    rest = _TAKEN_OUT.sub(",", _REACH.sub(taken, named))
    bare = ", ".join(filter(None, (part.strip() for part in _bare(rest).split(","))))
    return _typed(number, bare or _bare(text))._replace(**reach)


def _kind_of(text: str) -> tuple[str, str]:
    """What is read as an address, a number or a profile: the field, and its value; "" for what is none."""
    if "linkedin.com/" in text.lower():
        address = profile_address(text)
        return "linkedin", address if len(address) <= LONGEST["linkedin"] else ""
    if "@" in text:
        email = text.removeprefix("mailto:").rstrip(".")
        return "email", email if is_email(email) else ""
    # "2019-2024" is none.
    least = SHORTEST_ENDING if text[0] in "+(0" else SHORTEST_UNMARKED
    return "phone", text if len(digits_of(text)) >= least and len(text) <= LONGEST["phone"] else ""


def _bare(line: str) -> str:
    """A line without what stands around it, its columns separated by commas."""
    ended = line.translate(_COMMAS).strip().strip(_ENDS)
    while (shorter := _BULLET.sub("", ended, count=1)) != ended:
        ended = shorter
    if in_brackets := _BRACKETS.fullmatch(ended):
        ended = ", ".join(in_brackets.groups())
    return ", ".join(filter(None, (part.strip() for part in _COLUMNS.split(ended))))


def _typed(number: int, bare: str) -> TypedLine:
    name, _comma, rest = (" ".join(part.split()) for part in bare.partition(","))
    role, separator, company = rest.rpartition(",")
    if not separator:
        *before, company = _AT.split(rest)
        role = " at ".join(before)
    role, company = role.strip(_ENDS), company.strip(_ENDS)
    if role and company:
        return TypedLine(number, name, role, company)
    return TypedLine(number, name, role or company, is_alone=bool(role or company))
