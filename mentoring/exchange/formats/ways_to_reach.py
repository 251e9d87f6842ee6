"""Addresses and numbers as files have them: several in a cell, with names, labels and marks of spreadsheets."""

import datetime as dt
import re
from functools import lru_cache

from django.core.exceptions import ValidationError

from ...dates.days import day_of_year
from ...identity.fields import LONGEST
from ...identity.keys import TELLING_DIGITS
from ...text.emails import validate_email
from ...text.phones import digits_of
from ...text.text import says_something

# Between several values in one cell; how Google parts them is the first.
_APART = re.compile(r"\s:::\s|[;,\n|]|\s/\s")
_NAMED = re.compile(r"<\s*(?:mailto:)?([^<>\s@]+@[^<>\s@]+)\s*>", re.IGNORECASE)
_FAX = re.compile(
    r"fax|pager|beeper|telex|\btlx\b|\bisdn\b|\btty|modem|\bbbs\b|télécopie|facsimile", re.IGNORECASE
)
# A number as a spreadsheet shows a long one; its last digits are gone.
_BROKEN = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_GUARDED = re.compile(r"""^(?:="(.*)"|'+(?=[\d+(])(.*)|=(?=[\d+])(.*))$""", re.DOTALL)


@lru_cache(maxsize=10_000)
def is_email(text: str) -> bool:
    """Whether a contact would take this as its address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST["email"]


def split_emails(text: str) -> list[str]:
    """The addresses of one cell, without the names before them; what is no address comes along as it is."""
    if not text or is_email(text):
        return [text]
    found = _NAMED.findall(text)
    rest = _NAMED.sub(",", text) if found else text
    others = [_bare_email(part) for part in _APART.split(rest)]
    if found:
        # Beside an address in angle brackets stands its name.
        others = [part for part in others if is_email(part)]
    elif not all(map(is_email, others)) and all(map(is_email, map(_bare_email, text.split()))):
        others = [_bare_email(part) for part in text.split()]
    elif not any(map(is_email, others)):
        return [text]
    return [*map(_bare_email, found), *filter(None, others)]


def one_a_line(text: str) -> str:
    """One line of nothing but addresses as a table with each in a row of its own; "" for any other text."""
    if text.count("@") < 2 or "\n" in text or "\r" in text:
        return ""
    for sign in ";,":
        parts = [part for part in map(str.strip, text.split(sign)) if part]
        if len(parts) > 1 and all(map(_is_of_one, parts)):
            return "\n".join('"' + part.replace('"', '""') + '"' for part in parts)
    return ""


def _is_of_one(text: str) -> bool:
    """Whether this is one address, alone or in brackets behind a name."""
    found = _NAMED.search(text) if text.endswith(">") else None
    return is_email(found[1] if found else text) and text.count("@") == 1


def display_names(text: str) -> dict[str, str]:
    """The names that stand before addresses in angle brackets, by address: `Cole, Ben <ben@example.org>`."""
    found, at = {}, 0
    for address in _NAMED.finditer(text):
        name = text[at : address.start()].strip(" ,;:|\"'")
        at = address.end()
        if says_something(name) and "@" not in name:
            found[_bare_email(address[1])] = name
    return found


def _bare_email(text: str) -> str:
    """An address without `mailto:`, a subject, brackets, quotes and full stop."""
    text = re.sub(r"^mailto:|\s\([^()]*\)$", "", text.strip(), flags=re.IGNORECASE)
    bare = text.partition("?")[0].strip(" <>\"'.()[]")
    return bare if "@" in bare else text


def unguarded_number(text: str) -> str:
    """A number without what keeps a spreadsheet from reckoning with it: `="0170 5"`, `'0170 5`, `=+49`."""
    found = _GUARDED.match(text.strip())
    return next((part for part in found.groups() if part is not None), "") if found else text


def is_broken_number(text: str) -> bool:
    """Whether a spreadsheet has made `4.91705E+11` of a number, so that its end is lost."""
    return _BROKEN.fullmatch(text.strip()) is not None


def split_phones(text: str) -> list[str]:
    """The numbers of one cell; a text whose parts are no numbers each, such as an extension, stays whole."""
    parts = [part for one in _APART.split(text) if (part := one.strip())]
    is_several = len(parts) > 1 and all(len(digits_of(part)) >= TELLING_DIGITS for part in parts)
    return parts if is_several else [text]


def is_fax(label: str) -> bool:
    """Whether what a number is called says that nobody speaks there: a fax, a pager."""
    return _FAX.search(label) is not None


# A day without a year, or with Apple's year of none: the month first, or either of them.
_MONTH_FIRST = re.compile(r"(?:--|1604[-./]?)(\d\d?)[-./]?(\d\d?)(?:[T ].*)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d\d?)[-./](\d\d?)[-./]1604(?: .*)?", re.ASCII)
_NO_YEAR = re.compile(r"[\s,./-]{0,3}\b1604\b[\s,./-]{0,3}", re.ASCII)


def birthday(text: str) -> str:
    """A birthday as it is read: none for zeros, day and month for `--0122` and for Apple's year 1604."""
    text = text.strip()
    if not re.search(r"[1-9]", text):
        return ""
    found = set()
    if parts := _MONTH_FIRST.fullmatch(text):
        found = _days(parts[1], parts[2])
    elif parts := _YEAR_LAST.fullmatch(text):
        found = _days(parts[1], parts[2]) | _days(parts[2], parts[1])
    return day_of_year(found.pop()) if len(found) == 1 else _NO_YEAR.sub(" ", text).strip()


def _days(month: str, day: str) -> set[dt.date]:
    """The day of a leap year, if there is one."""
    try:
        return {dt.date(2000, int(month), int(day))}
    except ValueError:
        return set()
