"""What a file says of one person, as it stands there, and how that becomes a row."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...identity.fields import LONGEST, PLACE, TITLE
from ...identity.names import is_in_signs
from ...text.letters import plain
from ...text.text import says_something
from .cleaning import Cleaner, clean, joined_parts
from .rows import Empty, Entry, Row, Trouble
from .ways_to_reach import birthday

TOO_LONG = gettext_lazy(
    "The notes on %(name)s are longer than %(most)s characters. Shorten them in the file and import it again."
)


def has_another_word(name: str, shown: str) -> bool:
    """Whether a word of a name isn't in the name as it is shown."""
    shown = plain(shown)
    return any(plain(word) not in shown for word in name.replace(",", " ").split())


def is_only_signs(name: str) -> bool:
    """Whether a name is what people write where nobody knows it: a dash, dots, question marks."""
    return all(unicodedata.category(char)[0] in "PZ" for char in name)


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
        return joined_parts([self.city, self.region, self.country])

    @property
    def line(self) -> str:
        """All of it, as a line of the notes."""
        streets = [part for text in self.street for part in text.splitlines()]
        parts = [
            clean(part) for part in (*streets, f"{self.postcode} {self.city}", self.region, self.country)
        ]
        return joined_parts(parts)

    @property
    def is_more_than_a_place(self) -> bool:
        """Whether somebody could send a letter there."""
        return says_something("".join([*self.street, self.postcode]))


@dataclass
class RowDraft:
    """What a file says of one person, as it stands there; `row()` makes it clean.

    An address or a number comes with what the file calls it, "Mobile" or "". A label of `extra` may be empty.
    `own_labels` are those in the person's own words. What is `exact` was written by Waymark: nothing in it is several
    values or a guard of some spreadsheet.
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
    greeting: str = ""
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    known_since: str = ""
    extra: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    own_labels: set[str] = field(default_factory=set)

    def row(self) -> Entry:
        """The person as a row; Empty when nothing was written, a Trouble when nobody can be told."""
        place, aside = self._place()
        cleaner = Cleaner(
            [*self._beside_the_name(), *self.extra, *aside], self.remarks, self.is_exact, self.own_labels
        )
        emails, phones = cleaner.emails(self.emails), cleaner.phones(self.phones)
        linkedin = cleaner.linkedin(self.urls)
        company = cleaner.short("company", self.company)
        name = self._name()
        if (not says_something(name) and emails[1:]) or cleaner.is_several_people:
            cleaner.remarks.append(_("The email addresses may be of several people. Add the others by hand."))
        if not says_something(name) or (emails and not self.is_exact and is_only_signs(name)):
            if emails:
                name = cleaner.display_names.get(emails[0], emails[0])
            elif linkedin or says_something(company):
                name = linkedin or company
                cleaner.remarks.append(_("There’s no name in it, so we used what else it says."))
            elif said := joined_parts([text for text in self._texts() if says_something(text)]):
                words = _("There’s no name in it: %(said)s")
                return Trouble(self.line, words % {"said": Truncator(said).chars(200)})
            else:
                return Empty(self.line)
        name = cleaner.short("name", name)
        role = cleaner.short("role", self.role)
        place = cleaner.short("place", place)
        how_known = cleaner.short("how_known", self.how_known)
        greeting = cleaner.short("greeting", self.greeting)
        tags = cleaner.tags(self.tags)
        notes = cleaner.notes(self.notes, name)
        if len(notes) > LONGEST["notes"]:
            return Trouble(self.line, TOO_LONG % {"name": name, "most": f"{LONGEST['notes']:,}"})
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
            greeting=greeting,
            notes=notes,
            tags=tags,
            known_since=read_day(self.known_since),
            known_since_text=clean(self.known_since)[:80],
            remarks=tuple(cleaner.remarks),
        )

    def _name(self) -> str:
        for name in (clean(self.name), self.name_of_parts(), clean(self.other_name)):
            if says_something(name):
                return name
        return ""

    def name_of_parts(self) -> str:
        """The name by its parts, in the order in which it's spoken."""
        names = [self.first, self.middle, self.last]
        if is_in_signs(self.last) and is_in_signs(self.first):
            names.reverse()  # the family name stands first
        parts = clean(" ".join(names))
        return f"{parts}, {clean(self.suffix)}" if parts and self.suffix.strip() else parts

    def _place(self) -> tuple[str, list[tuple[str, str]]]:
        """The place, and what of the addresses goes to the notes."""
        if not self.addresses:
            return joined_parts([self.place]), []
        first = next((one for one in self.addresses if one.place), Address())
        # Outlook's "Location" is a room or a house, beside an address with its city.
        place = self.place if not first.city else ""
        aside = [(PLACE.heading, self.place)] if first.city and self.place != first.city else []
        lines = [
            one.line for one in self.addresses if one.is_more_than_a_place or (one is not first and one.place)
        ]
        return joined_parts([place, first.place]), [
            *aside,
            *((_("Address"), line) for line in dict.fromkeys(lines)),
        ]

    def _beside_the_name(self) -> list[tuple[str, str]]:
        """A title and other parts of the name that are not in it, and the birthday."""
        words = self._name().replace(".", " ").casefold().split() if self.prefix else []
        title = self.prefix if clean(self.prefix).rstrip(".").casefold() not in words else ""
        born = birthday(clean(self.birthday)) if self.birthday else ""
        found = ((_("Full name"), self._fuller_name()), (str(TITLE), title), (_("Birthday"), born))
        return [(label, text) for label, text in found if text]

    def _fuller_name(self) -> str:
        """The name by its parts, where a word of them isn't in the name as it is shown."""
        if self.is_exact or not self.name.strip():
            return ""
        parts = self.name_of_parts()
        return parts if has_another_word(parts, clean(self.name)) else ""

    def _texts(self) -> list[str]:
        """Everything it says but for the name."""
        return [
            self.company, self.role, self.how_known, self.greeting, self.known_since, self.place,
            *self.notes, *self.urls, *self.tags,
            *(one.line for one in self.addresses),
            *(value for _label, value in (*self.phones, *self.emails, *self.extra)),
        ]  # fmt: skip


_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
)}  # fmt: skip


@lru_cache(maxsize=1000)
def read_day(text: str) -> dt.date | None:
    """The day in "12 Mar 2024", "7-Feb-22" or "2024-03-12", whatever the language of the machine; None for others."""
    text = clean(text)[:40]
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", text, re.ASCII):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4}|\d{2})", text, re.ASCII):
        day, month, year = int(found[1]), _MONTHS.get(found[2].lower(), 0), int(found[3])
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
