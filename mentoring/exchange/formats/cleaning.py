"""From what a file says of one person to a clean row: visible, within what a contact holds, nothing lost unsaid."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...identity.fields import BY_NAME, EMAIL, LONGEST, LONGEST_TAG, PHONE, PLACE, ContactField
from ...identity.keys import email_key, phone_key, profile_address
from ...identity.names import is_in_signs
from ...text.text import says_something
from .days import read_day
from .rows import Empty, Entry, Row, Trouble
from .ways_to_reach import (
    birthday,
    is_broken_number,
    is_email,
    is_fax,
    split_emails,
    split_phones,
    unguarded_number,
)  # fmt: skip

MOST_VALUES = 20  # of one kind for one person; what goes beyond stands in the notes


# Control characters, halves of letters, and the marks that hide or turn text around; the joiners within emoji and
# scripts stay.
_SPACES = dict.fromkeys(map(ord, "\t\x0b\x0c\x85\xa0\u2028\u2029"), " ")
_UNSEEN = dict.fromkeys(
    [
        *(code for code in range(0xA0) if code < 0x20 or code >= 0x7F),
        *(0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0xFEFF, 0xFFFE, 0xFFFF),
        *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xD800, 0xE000),
    ]
)  # fmt: skip
_IN_LINES = {**_UNSEEN, **_SPACES, 0x0A: "\n"}
_IN_A_LINE = {**_UNSEEN, **_SPACES, 0x0A: " "}


def clean(text: str, lines: bool = False) -> str:
    """Text without control and invisible layout characters, spaces joined; line ends stay where `lines`."""
    if text.isascii():
        if text.isprintable():
            return " ".join(text.split()) if not lines else text.strip(" ")
    else:
        text = unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        return " ".join(text.translate(_IN_A_LINE).split())
    return "\n".join(line.rstrip(" ") for line in text.translate(_IN_LINES).split("\n")).strip("\n ")


def clean_phone(text: str) -> str:
    """A phone number without `tel:` and its parameters, as people dial it; an extension stays."""
    text = unguarded_number(clean(text))
    if text[:4].lower() != "tel:":
        return text
    number, *parameters = (part.strip() for part in text[4:].split(";"))
    extensions = (part[4:] for part in parameters if part.lower().startswith("ext="))
    return " ext. ".join([number, *extensions])


@dataclass
class Address:
    """One address of a person; a contact has its city, region and country as a place."""

    street: list[str] = field(default_factory=list)
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""

    @property
    def place(self) -> str:
        """The parts that a contact has a field for."""
        return _joined([self.city, self.region, self.country])

    @property
    def line(self) -> str:
        """All of it, as a line of the notes."""
        streets = [part for text in self.street for part in text.splitlines()]
        parts = [
            clean(part) for part in (*streets, f"{self.postcode} {self.city}", self.region, self.country)
        ]
        return _joined(parts)

    @property
    def is_more_than_a_place(self) -> bool:
        """Whether somebody could send a letter there."""
        return says_something("".join([*self.street, self.postcode]))


@dataclass
class RowDraft:
    """What a file says of one person, as it stands there; `row()` makes it clean.

    An address or a number comes with what the file calls it, "Mobile" or "". A label of `extra` may be empty.
    What is `exact` was written by Waymark: nothing in it is several values or a guard of some spreadsheet.
    """

    line: int
    is_exact: bool = False
    name: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    other_name: str = ""
    prefix: str = ""
    emails: list[tuple[str, str]] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    company: str = ""
    role: str = ""
    place: str = ""
    addresses: list[Address] = field(default_factory=list)
    birthday: str = ""
    how_known: str = ""
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    known_since: str = ""
    extra: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def row(self) -> Entry:
        """The person as a row; Empty when nothing was written, a Trouble when nobody can be told."""
        place, aside = self._place()
        cleaner = _Cleaner([*self._beside_the_name(), *self.extra, *aside], self.remarks, self.is_exact)
        emails, phones = cleaner.emails(self.emails), cleaner.phones(self.phones)
        linkedin = cleaner.linkedin(self.urls)
        company = cleaner.short("company", self.company)
        name = self._name()
        if not says_something(name):
            if emails:
                name = emails[0]
            elif self._says_nothing():
                return Empty(self.line)
            else:
                return Trouble(self.line, _("There is no name in it."))
        name = cleaner.short("name", name)
        role = cleaner.short("role", self.role)
        place = cleaner.short("place", place)
        how_known = cleaner.short("how_known", self.how_known)
        tags = cleaner.tags(self.tags)
        return Row(
            line=self.line,
            name=name,
            email=emails[0] if emails else "",
            emails=emails,
            phone=phones[0] if phones else "",
            phones=phones,
            linkedin=linkedin,
            company=company,
            role=role,
            place=place,
            how_known=how_known,
            notes=cleaner.notes(self.notes),
            tags=tags,
            known_since=read_day(clean(self.known_since)),
            known_since_text=clean(self.known_since)[:80],
            remarks=tuple(cleaner.remarks),
        )

    def _name(self) -> str:
        names = [self.first, self.middle, self.last]
        if is_in_signs(self.last) and is_in_signs(self.first):
            names.reverse()  # the family name stands first
        parts = clean(" ".join(names))
        if parts and self.suffix.strip():
            parts = f"{parts}, {clean(self.suffix)}"
        for name in (clean(self.name), parts, clean(self.other_name)):
            if says_something(name):
                return name
        return ""

    def _place(self) -> tuple[str, list[tuple[str, str]]]:
        """The place, and what of the addresses goes to the notes."""
        first = next((one for one in self.addresses if one.place), Address())
        # Outlook's "Location" is a room or a house, beside an address with its city.
        place = self.place if not first.city else ""
        aside = [(PLACE.heading, self.place)] if first.city and self.place != first.city else []
        lines = [
            one.line for one in self.addresses if one.is_more_than_a_place or (one is not first and one.place)
        ]
        return _joined([place, first.place]), [
            *aside,
            *((_("Address"), line) for line in dict.fromkeys(lines)),
        ]

    def _beside_the_name(self) -> list[tuple[str, str]]:
        """A title before the name that is not in it, and the birthday."""
        words = self._name().replace(".", " ").casefold().split() if self.prefix else []
        title = self.prefix if clean(self.prefix).rstrip(".").casefold() not in words else ""
        born = birthday(clean(self.birthday)) if self.birthday else ""
        return [*([(_("Title"), title)] if title else []), *([(_("Birthday"), born)] if born else [])]

    def _says_nothing(self) -> bool:
        texts = [
            self.company, self.role, self.how_known, self.known_since, self.place, *self.notes, *self.urls, *self.tags,
            *(one.line for one in self.addresses),
            *(value for _label, value in (*self.phones, *self.emails, *self.extra)),
        ]  # fmt: skip
        return not any(says_something(text) for text in texts)


class _Cleaner:
    """Cuts to size and keeps account: what does not fit becomes a line of the notes, and a remark says so."""

    def __init__(self, extra: list[tuple[str, str]], remarks: list[str], is_exact: bool):
        self.remarks = [*remarks]
        self.is_exact = is_exact
        self.further = [(clean(label), clean(value, lines=True)) for label, value in extra]

    def short(self, kind: str, text: str) -> str:
        """The text within its length; the whole of a longer one goes to the notes."""
        text = clean(text)
        if not says_something(text):
            return ""
        if len(text) <= LONGEST[kind]:
            return text
        label = BY_NAME[kind].heading
        self.further.append((label, text))
        self.remarks.append(_("%(field)s is shortened; all of it is in the notes.") % {"field": label})
        return text[: LONGEST[kind] - 1].rstrip() + "…"

    def emails(self, texts: list[tuple[str, str]]) -> tuple[str, ...]:
        """The addresses that are addresses, each once, the first one first."""
        found: dict[str, tuple[str, str]] = {}
        for label, text in texts:
            for address in [clean(text)] if self.is_exact else split_emails(clean(text)):
                if not says_something(address) or email_key(address) in found:
                    continue
                if len(found) < MOST_VALUES and is_email(address):
                    found[email_key(address)] = label, address
                else:
                    self._aside(label or EMAIL.heading, address)
                    self._remark(_("An address that is no email address went to the notes."))
        return self._further(found, EMAIL)

    def phones(self, texts: list[tuple[str, str]]) -> tuple[str, ...]:
        """The phone numbers, each once; a fax, and a text too long for a number, goes to the notes."""
        found: dict[str, tuple[str, str]] = {}
        for label, text in texts:
            numbers = [clean(text)] if self.is_exact else map(clean_phone, split_phones(clean(text)))
            for number in numbers:
                digits = phone_key(number) or number
                if not says_something(number) or digits in found:
                    continue
                if is_fax(label):
                    self._aside(label, number)
                elif is_broken_number(number) and not self.is_exact:
                    self._aside(label or PHONE.heading, number)
                    self._remark(_("A spreadsheet has cut the end off a phone number. It went to the notes."))
                elif len(found) < MOST_VALUES and len(number) <= LONGEST["phone"]:
                    found[digits] = label, number
                else:
                    self._aside(label or PHONE.heading, number)
                    self._remark(_("A phone number that is too long went to the notes."))
        return self._further(found, PHONE)

    def _further(self, found: dict[str, tuple[str, str]], field: ContactField) -> tuple[str, ...]:
        """The values; from the second on each is a line of the notes too, with what it is called."""
        for label, value in [*found.values()][1:]:
            self._aside(label or field.heading, value)
        return tuple(value for _label, value in found.values())

    def _aside(self, label: str, value: str) -> None:
        self.further.append((clean(label).replace(": ", " "), value))

    def _remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks.append(text)

    def linkedin(self, texts: list[str]) -> str:
        """The first LinkedIn profile among the addresses, in the one way to write it; the others to the notes."""
        profile = ""
        for text in texts:
            url = clean(text)
            address = profile_address(url)
            if address and not profile and len(address) <= LONGEST["linkedin"]:
                profile = address
            elif says_something(url) and (not address or address != profile):
                self.further.append((_("Web"), url))
        return profile

    def tags(self, texts: list[str]) -> tuple[str, ...]:
        """The tags, each once whatever its case; one too long goes to the notes."""
        found: dict[str, str] = {}
        for text in texts:
            tag = clean(text)
            if not says_something(tag) or tag.casefold() in found:
                continue
            if len(found) < MOST_VALUES and len(tag) <= LONGEST_TAG:
                found[tag.casefold()] = tag
            else:
                self.further.append((_("Tag"), tag))
                self.remarks.append(_("A tag that is too long went to the notes."))
        return tuple(found.values())

    def notes(self, texts: list[str]) -> str:
        """The notes of the file, then a line for each thing a contact has no place for."""
        parts = [text for text in (clean(text, lines=True) for text in texts) if says_something(text)]
        lines = [
            f"{label}: {value}" if label else value for label, value in self.further if says_something(value)
        ]
        notes = "\n\n".join([*parts, "\n".join(dict.fromkeys(lines))] if lines else parts)
        if len(notes) <= LONGEST["notes"]:
            return notes
        self.remarks.append(_("The notes are longer than 10,000 characters; the end is left out."))
        return notes[: LONGEST["notes"] - 1].rstrip() + "…"


def _joined(parts: list[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in map(clean, parts) if part))


# What programs put everybody into; nobody's own word.
_OF_PROGRAMS = frozenset({"mycontacts", "my contacts", "starred", "starred in android"})


def own_tags(texts: Iterable[str]) -> list[str]:
    """The tags that a person gave, without those a program gives to everybody."""
    return [text for text in texts if clean(text).removeprefix("* ").casefold() not in _OF_PROGRAMS]
