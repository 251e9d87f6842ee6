"""People written down by hand, one a line: a name, and after the first comma what they do and where."""

import re
from typing import NamedTuple

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


class TypedLine(NamedTuple):
    """One person as they were written down; `number` is that of their line."""

    number: int
    name: str
    role: str = ""
    company: str = ""
    # Whether one thing alone stands after the name: a role, unless it is known as a company.
    is_alone: bool = False

    def at_company(self) -> "TypedLine":
        """The same, where what stands alone after the name is a company."""
        return self._replace(role="", company=self.role, is_alone=False)


def read_lines(text: str) -> list[TypedLine]:
    """Everybody in a text; empty lines don't count, and a line may lack a name."""
    lines = ((number, _bare(line)) for number, line in enumerate(text.split("\n"), start=1))
    return [_typed(number, bare) for number, bare in lines if bare]


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
