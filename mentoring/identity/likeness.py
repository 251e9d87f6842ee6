"""How far two descriptions are one person, and by which signals: the ladder of duplicates."""

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..text.text import sentence_start
from .keys import company_key, email_key, name_key, profile_key

# Two ways to write one number share these last digits, whatever stands before them (+49, 0049, 0).
TELLING_DIGITS = 8


class Level(enum.IntEnum):
    """How sure it is that two are one: the same address or profile, a name and one more signal, a name."""

    OTHERS = 0
    WEAK = 1
    ALIKE = 2
    SAME = 3


SIGNALS = {
    "profile": gettext_lazy("same LinkedIn profile"),
    "email": gettext_lazy("same email"),
    "name": gettext_lazy("same name"),
    "similar": gettext_lazy("similar name"),
    "company": gettext_lazy("same company"),
    "role": gettext_lazy("same role"),
    "place": gettext_lazy("same place"),
    "phone": gettext_lazy("same phone"),
    "tag": gettext_lazy("a tag in common"),
    "other_name": gettext_lazy("another name"),
    "two": gettext_lazy("fits two of your contacts"),
}


def phone_key(phone: str) -> str:
    """A phone number as it is compared: its last digits; "" for what is too short to tell anybody apart."""
    digits = re.sub(r"\D", "", phone)
    return digits[-TELLING_DIGITS:] if len(digits) >= 6 else ""


def kin_marks(name: str, company: str) -> Iterator[tuple[str, ...]]:
    """What two names of one company share that may be one: a whole word, and how another word begins."""
    words = name.split()
    if company and 2 <= len(words) <= 4 and all(map(str.isalpha, words)):
        for word in words:
            for other in words:
                if word is not other and len(word) > 1:
                    yield "kin", company, word, other[0]


def is_similar(one: str, other: str) -> bool:
    """Whether two names share a word and differ in short forms alone: D. Osei and Daniel, Sam and Samuel."""
    words, others = set(one.split()), set(other.split())
    shared = {word for word in words & others if len(word) > 1}
    fewer, more = sorted((words - shared, others - shared), key=len)
    if not shared or not more or (not fewer and len(shared) < 2):
        return False
    return all(any(_is_short_for(*sorted((left, right), key=len)) for right in more) for left in fewer)


def _is_short_for(short: str, long: str) -> bool:
    return long.startswith(short) and (len(short) == 1 or len(short) >= 3)


def plain(text: str) -> str:
    """Text as it is compared: one space between words, no case."""
    return " ".join(text.casefold().split())


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by their keys, whether they are a contact or a row of a file."""

    name: str
    company: str
    place: str
    role: str
    profile: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    tags: frozenset[str]

    @classmethod
    def of(cls, values: dict) -> "Person":
        """The keys of what stands in the fields of a contact; `emails` and `phones` may hold more than one."""
        emails = [values.get("email", ""), *values.get("emails", ())]
        phones = [values.get("phone", ""), *values.get("phones", ())]
        return cls(
            name_key(values["name"]),
            company_key(values.get("company", "")),
            plain(values.get("place", "")),
            plain(values.get("role", "")),
            profile_key(values.get("linkedin", "")),
            tuple(dict.fromkeys(filter(None, map(email_key, emails)))),
            tuple(dict.fromkeys(filter(None, map(phone_key, phones)))),
            frozenset(plain(tag) for tag in values.get("tags", ())),
        )

    @classmethod
    def of_contact(cls, values: dict) -> "Person":
        """The same for a contact, whose keys stand beside its fields."""
        phone = phone_key(values["phone"])
        return cls(
            values["name_key"],
            values["company_key"],
            plain(values["place"]),
            plain(values["role"]),
            values["profile_key"],
            (values["email_key"],) if values["email_key"] else (),
            (phone,) if phone else (),
            frozenset(map(plain, values["tags"])),
        )

    def marks(self) -> Iterable[tuple[str, ...]]:
        """What somebody else may share with this person; whoever shares none of these is somebody else."""
        if self.profile:
            yield "profile", self.profile
        for email in self.emails:
            yield "email", email
        yield "name", self.name
        for signal, key in (("company", self.company), ("place", self.place)):
            if key:
                yield "name", self.name, signal, key
        for phone in self.phones:
            yield "name", self.name, "phone", phone
        yield from kin_marks(self.name, self.company)
        facts = (self.company, self.place, self.role, self.profile, *self.emails[:1], *self.phones[:1])
        yield "all", self.name, *facts


def compare(one: Person, other: Person) -> tuple[Level, list[str]]:
    """How far two are one person, with the signals that say so."""
    if one.profile and other.profile and one.profile != other.profile:
        return Level.OTHERS, []
    if one.profile and one.profile == other.profile:
        return Level.SAME, ["profile"]
    if set(one.emails) & set(other.emails):
        # A mailbox may be shared: then the names have nothing in common.
        if set(one.name.split()) & set(other.name.split()):
            return Level.SAME, ["email"]
        return Level.ALIKE, ["email", "other_name"]
    if one.name != other.name:
        if not one.company or one.company != other.company or not is_similar(one.name, other.name):
            return Level.OTHERS, []
        same_role = one.role and one.role == other.role
        return Level.ALIKE, ["similar", "company", *(["role"] if same_role else [])]
    signals = [
        signal
        for signal, is_shared in (
            ("company", one.company and one.company == other.company),
            ("place", one.place and one.place == other.place),
            ("phone", set(one.phones) & set(other.phones)),
            ("tag", one.tags & other.tags),
        )
        if is_shared
    ]
    return (Level.ALIKE if signals else Level.WEAK), ["name", *signals]


def in_words(signals: Sequence[str]) -> str:
    """ "Same name, same company": why two may be one person."""
    if signals == ["name"]:
        return _("Same name, nothing else")
    return sentence_start(", ".join(str(SIGNALS[signal]) for signal in signals if signal in SIGNALS))
