"""People written down by hand, one a line: a name, and after the first comma what they do and where.

An address, a phone number or a LinkedIn profile may stand anywhere beside the name.
"""

import re
from typing import Any, NamedTuple

from ...identity.fields import BY_NAME, LONGEST
from ...identity.keys import email_key, profile_address
from ...text.phones import SHORTEST_ENDING, SHORTEST_UNMARKED, digits_of
from ...text.text import sentence_start
from .tables import field_of
from .ways_to_reach import is_email, is_fax

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
# The parts of a line that lists several people, with what is in quotation marks or brackets in one of them.
_PARTS = re.compile(r'(?:"[^"]*"|\([^()]*\)|[^;,\t])+|[;,\t]')
# "Berg, Ada" before an address, as mails have it; in a line without quotation marks a comma ends the name.
_FAMILY_FIRST = re.compile(r'^\s*"([^",]+),([^",]+)"(?=\s*<)')
_QUOTED = re.compile(r'^\s*"([^"]+)"(?=\s*[<,])')
_WORD = r"""[^\s,;<>"()\[\]]"""
_REACH = re.compile(
    rf"{_WORD}{{1,64}}@{_WORD}+|{_WORD}{{0,64}}linkedin\.com/{_WORD}+|(?<![\w.])[+(]?\d[\d ()/.-]{{5,100}}\d",
    re.IGNORECASE,
)
_FAX_BEFORE = re.compile(r"([^\W\d_]+)[.:]?(?:\s+(?:no|nr)\.?:?)?\s*$", re.IGNORECASE)
_TAKEN_OUT = re.compile(r"[<(\[]\s*,[\s,]*[>)\]]")
_NUMBERS_APART = re.compile(r"\s+/\s+|\s+(?=\(|\+)|\s{2,}")
_NUMBER_BEGINS = re.compile(r"\s+(?=0)")
_LONGEST_FAX = 40  # letters of a word for one
LONGEST_DIALLED = 15  # digits, by the standard for numbers of phones (E.164)


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
    # Second addresses and numbers, each with what it is called: lines of the notes.
    further: tuple[tuple[str, str], ...] = ()

    @property
    def notes(self) -> str:
        """What was written to reach them by and has no field of its own."""
        return "\n".join(f"{label}: {value}" for label, value in self.further)

    @property
    def facts(self) -> dict[str, str]:
        """What was written beside the name, by field."""
        names = ("role", "company", "email", "phone", "linkedin")
        return {name: getattr(self, name) for name in names}

    @property
    def addresses(self) -> str:
        """What stands there to reach them by."""
        further = (value for _label, value in self.further)
        return ", ".join(filter(None, (self.email, self.phone, self.linkedin, *further)))

    def at_company(self) -> "TypedLine":
        """The same, where what stands alone after the name is a company."""
        return self._replace(role="", company=self.role, is_alone=False)


def read_lines(text: str) -> list[TypedLine]:
    """Everybody in a text; empty lines don't count, and a line may lack a name."""
    people = [
        (number, person) for number, line in enumerate(text.split("\n"), start=1) for person in _people(line)
    ]
    return [_person(number, text) for number, text in people if _bare(text)]


class _Part(NamedTuple):
    """What stands between two signs of a line, and in which part between two semicolons."""

    sign: str
    text: str
    group: int

    @property
    def kind(self) -> str:
        """Whether it is a name with an address (N), addresses (A), a number or profile (R), or a name alone (W).

        Words that are no name are small: n and w.
        """
        words = _bare(_REACH.sub(" ", self.text)).strip("<>()[]\"': ")
        emails = _emails_in(self.text)
        if words and emails and _is_label(words):
            return "A"
        if words:
            kind = "N" if emails else "W"
            return kind if _may_be_name(words) else kind.lower()
        return "A" if emails else "R"


def _is_label(words: str) -> bool:
    """Whether words before an address or a number only say what it is: "E-Mail:", "work", "tel."."""
    reaching = ("email", "phone", "linkedin")
    return field_of(words) in reaching or (bool(words) and field_of(f"{words} email") in reaching)


def _may_be_name(words: str) -> bool:
    """Whether one of some words begins as a name does: with a capital, or in a script that has none."""
    return any(word[:1].isalpha() and word[:1] == word[:1].upper() for word in re.split(r"[^\w]+", words))


def _emails_in(text: str) -> list[str]:
    reached = (one for found in _REACH.finditer(text) if "@" in found[0] for one in _ways_in(found[0]))
    return [value for name, value in reached if name == "email"]


def _people(line: str) -> list[str]:
    """A line, in parts where several people stand in it: each has an address, as mails and lists write them."""
    if line.count("@") < 2:
        return [line]
    parts: list[_Part] = []
    sign, group = "", 0
    for text in _PARTS.findall(line.translate(_COMMAS)):
        if text in (",", ";", "\t"):
            sign, group = text, group + (text == ";")
        elif text.strip():
            parts.append(_Part(sign, text, group))
    kinds = [part.kind for part in parts]
    if {*kinds} == {"A"}:
        return list({email_key(email): email for email in reversed(_emails_in(line))}.values())[::-1]
    if not {*kinds} & {"N", "W"}:
        kinds = [kind.upper() for kind in kinds]  # nobody has a capital there
    with_address = {part.group for part, kind in zip(parts, kinds, strict=True) if kind in "AN"}
    are_pairs = re.fullmatch("(?:WA){2,}", "".join(kinds)) is not None
    people, has_address, is_apart = [""], False, False
    seen: set[str] = set()
    for part, kind in zip(parts, kinds, strict=True):
        emails = {*map(email_key, _emails_in(part.text))}
        is_next = kind == "N" or (kind == "A" and not is_apart and not emails <= seen)
        opens_group = part.sign == ";" and part.group in with_address
        if has_address and (is_next or (kind == "W" and (are_pairs or opens_group))):
            people.append("")
            seen = set()
            has_address = is_apart = False
        seen |= emails
        people[-1] += (part.sign if people[-1] else "") + part.text
        has_address, is_apart = has_address or kind in "ANn", is_apart or kind in "Ww"
    return people


def _person(number: int, text: str) -> TypedLine:
    """One person, with the addresses, numbers and profiles taken out of the line; one alone is the name."""
    reach: dict[str, Any] = {}
    further: dict[tuple[str, str], tuple[str, str]] = {}
    rest, at = "", 0
    named = _QUOTED.sub(r"\1", _FAMILY_FIRST.sub(r"\2 \1", text))
    for found in _REACH.finditer(named):
        if not (reached := _ways_in(found[0])):
            continue
        before, label = _label_before(named[at : found.start()], reached, reach)
        for name, value in reached:
            key = name, _key_of(name, value)
            if not is_fax(label) and _key_of(name, reach.setdefault(name, value)) == key[1]:
                continue
            further.setdefault(key, (label or BY_NAME[name].heading, value))
        # Of a number in brackets the first one belongs to it.
        bracket = "(" if found[0].startswith("(") and ")" not in found[0] else ""
        rest, at = f"{rest}{before}{bracket} , ", found.end()
    rest = _TAKEN_OUT.sub(",", rest + named[at:])
    bare = ", ".join(filter(None, (part.strip() for part in _bare(rest).split(","))))
    name = next(iter(reach.values()), "") or _bare(text)
    person = _typed(number, bare if any(map(str.isalnum, bare)) else name)
    return person._replace(**reach, further=tuple(further.values()))


def _key_of(name: str, value: str) -> str:
    """An address as it is compared with another."""
    return email_key(value) if name == "email" else value


def _label_before(text: str, reached: list[tuple[str, str]], reach: dict[str, str]) -> tuple[str, str]:
    """What stands before an address, without a word that only says that it is one; and what a further one is called.

    A fax is called so, and a second address by the words before it that are no name.
    """
    at = max(map(text.rfind, ",;<>()[]")) + 1
    words = text[at:].strip()
    if _is_label(words):
        return text[:at], ""
    name, value = reached[0]
    if name == "phone" and (found := _FAX_BEFORE.search(text[-_LONGEST_FAX:])) and is_fax(found[1]):
        return text[: len(text) - len(found[0])], sentence_start(found[1])
    is_second = name == "email" and _key_of(name, reach.get(name, value)) != _key_of(name, value)
    if is_second and at and words and not _may_be_name(words):
        return text[:at], sentence_start(words.rstrip(": "))
    return text, ""


def _ways_in(text: str) -> list[tuple[str, str]]:
    """What is read as an address, as numbers or a profile: each with its field; nothing of what is none."""
    if "linkedin.com/" in text.lower():
        address = profile_address(text)
        return [("linkedin", address)] if address and len(address) <= LONGEST["linkedin"] else []
    if "@" in text:
        email = re.sub("^mailto:", "", text, flags=re.IGNORECASE).partition("?")[0].rstrip(".")
        return [("email", email)] if is_email(email) else []
    numbers = _phones_in(text)
    return [("phone", number) for number in numbers] if all(map(_is_number, numbers)) else []


def _phones_in(text: str) -> list[str]:
    """A text as the numbers that stand in it, one behind the other: none is longer than can be dialled."""
    if len(apart := _NUMBERS_APART.split(text)) > 1 and all(map(_is_number, apart)):
        return [number for one in apart for number in _phones_in(one)]
    parted = [(text[: sign.start()], text[sign.end() :]) for sign in _NUMBER_BEGINS.finditer(text)]
    if len(digits_of(text)) <= LONGEST_DIALLED or not parted:
        unopened = "(" in text and ")" not in text
        return [text.replace("(", "") if unopened else text]
    # Two numbers are about as long as each other.
    one, other = min(parted, key=lambda pair: abs(len(digits_of(pair[0])) - len(digits_of(pair[1]))))
    return [*_phones_in(one.strip(" /.-")), *_phones_in(other)]


def _is_number(text: str) -> bool:
    # "2019-2024" is none.
    least = SHORTEST_ENDING if text[:1] in ("+", "(", "0") else SHORTEST_UNMARKED
    return len(digits_of(text)) >= least and len(text) <= LONGEST["phone"]


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
