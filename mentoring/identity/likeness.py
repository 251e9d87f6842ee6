"""How far two descriptions are one person, by which signs, and what speaks against it."""

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ..text.letters import plain
from ..text.phones import same_number
from ..text.text import sentence_start
from .fields import COMPARED, called_too
from .keys import company_key, email_key, is_shared_mailbox, name_key, phone_key, profile_key
from .names import Name, Names, name_of, names_agree

# Of many who share one mark, the first are looked at: a thousand of one name do not make a million pairs.
MOST_ALIKE = 12
_COMPARED_BESIDE_THE_NAME = [field for field in COMPARED if field != "name"]
CONNECTED = gettext_lazy("Connected on LinkedIn since %(day)s")


class Level(enum.IntEnum):
    """How sure it is that two are one."""

    DIFFERENT = 0
    MAYBE = 1
    PROBABLY = 2
    SAME = 3


SIGNS = {
    "name": gettext_lazy("same name"),
    "similar": gettext_lazy("similar name"),
    "profile": gettext_lazy("same LinkedIn profile"),
    "email": gettext_lazy("same email"),
    "mailbox": gettext_lazy("same shared mailbox"),
    "company": gettext_lazy("same company"),
    "phone": gettext_lazy("same phone"),
    "place": gettext_lazy("same place"),
    "role": gettext_lazy("same role"),
    "unknown": gettext_lazy("nothing else was known"),
    "two": gettext_lazy("fits two of your contacts"),
    "other_name": gettext_lazy("another name"),
    "other_profile": gettext_lazy("another LinkedIn profile"),
    "other_company": gettext_lazy("another company"),
    "other_email": gettext_lazy("another email"),
    "other_phone": gettext_lazy("another phone"),
    "other_role": gettext_lazy("another role"),
    "other_day": gettext_lazy("connected on another day"),
    # As imports of the first edition wrote it.
    "tag": gettext_lazy("a tag in common"),
}


def in_words(signs: Sequence[str]) -> str:
    """ "Same name, same company": why two may be one person."""
    return sentence_start(reasons(signs))


def reasons(signs: Sequence[str]) -> str:
    """ "same name, same company": the same within a sentence."""
    if list(signs) == ["name"]:
        return _("same name, nothing else")
    return ", ".join(str(SIGNS[sign]) for sign in signs if sign in SIGNS)


def connected_on(day: str) -> str:
    """How two people know each other, as far as LinkedIn tells; read again by `connection_day`."""
    return CONNECTED % {"day": day}


@lru_cache(maxsize=100)
def _connected_start(_language: str) -> str:
    return str(CONNECTED).partition("%(day)s")[0]


def as_imported() -> str:
    """How begins what an import wrote about how two people know each other."""
    return _connected_start(get_language())


def own_words(how_known: str) -> str:
    """How two people know each other as the person wrote it; "" for what an import wrote."""
    return "" if connection_day(how_known) else how_known


def connection_day(how_known: str) -> str:
    """The day of "Connected on LinkedIn since 12 March 2024"; "" for what people write themselves."""
    start = as_imported()
    return plain(how_known.removeprefix(start)) if how_known.startswith(start) else ""


class Person(NamedTuple):
    """Somebody as they are compared, whether they are a contact or a row of a file."""

    name: Name
    name_key: str
    company: str
    place: str
    role: str
    profile: str
    emails: frozenset[str]
    # The numbers by their keys, of one key the first ones.
    phones: Mapping[str, Sequence[str]]
    connected: str
    # Whether nothing but the name is known.
    is_bare: bool
    # What somebody else may share with this person; whoever shares none of these is somebody else.
    marks: tuple[tuple[str, ...], ...]
    first_email: str = ""

    @classmethod
    def of(cls, values: Mapping) -> "Person":
        """Somebody by the fields of a contact; `emails` and `phones` may hold more than one."""
        said = values.get
        emails = [key for one in (said("email"), *said("emails", ())) if one and (key := email_key(one))]
        phones: dict[str, list[str]] = defaultdict(list)
        for one in (said("phone"), *said("phones", ())):
            if one and (phone := phone_key(one)) and len(phones[phone]) < MOST_ALIKE:
                phones[phone].append(one)
        every_email = frozenset(emails)
        name = said("name", "")
        key, company, profile = (
            name_key(name),
            company_key(said("company", "")),
            profile_key(said("linkedin", "")),
        )
        place, role = plain(said("place", "")), plain(said("role", ""))
        shared = (("company", company), ("place", place), ("role", role), *(("phone", one) for one in phones))
        marks = [
            *([("profile", profile)] if profile else []),
            *(("email", one) for one in every_email),
            ("name", key),
            *(("name", key, sign, fact) for sign, fact in shared if fact),
            *kin_marks(key, company),
        ]
        return cls(
            name_of(name).with_what_tells_it_apart(map(name_of, called_too(values))),
            key,
            company,
            place,
            role,
            profile,
            every_email,
            phones,
            connection_day(said("how_known", "")),
            not any(map(said, _COMPARED_BESIDE_THE_NAME)),
            tuple(marks),
            emails[0] if emails else "",
        )


def kin_marks(name_key: str, company: str) -> Iterator[tuple[str, ...]]:
    """What two names of one company share that may be one: a whole word, and how another word begins."""
    words = name_key.split()
    if company and 2 <= len(words) <= 4:
        for word in words:
            for other in words:
                if word is not other and len(word) > 1:
                    yield "kin", company, word, other[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far two are one, by which signs, and what speaks against it."""

    level: Level
    signs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def why(self) -> list[str]:
        """The signs, those against it last."""
        return [*self.signs, *self.against]

    @property
    def in_words(self) -> str:
        """The reason in words: "Same name, same company, another email"."""
        return in_words(self.why)

    @property
    def reasons(self) -> str:
        """The same within a sentence."""
        return reasons(self.why)

    @property
    def is_by_profile(self) -> bool:
        """Whether the profile says so, which is surer than an address."""
        return "profile" in self.signs

    @property
    def sureness(self) -> tuple[Level, bool]:
        """By which the surest of several is found: the level, and the profile before an address."""
        return self.level, self.is_by_profile


DIFFERENT = Verdict(Level.DIFFERENT)


def compare(one: Person, other: Person, only_ones: bool = False) -> Verdict:
    """How far two are one person; the first line of the ladder that fits counts.

    `only_ones` says that nobody else of this name is on either side.
    """
    names = names_agree(one.name, other.name)
    is_nameless = not one.name or not other.name
    emails = one.emails & other.emails
    if one.profile and other.profile:
        if one.profile != other.profile:
            if emails and names == Names.EQUAL:
                return Verdict(Level.MAYBE, ("name", "email"), ("other_profile",))
            return DIFFERENT
        if names >= Names.SHARE or is_nameless:
            return Verdict(Level.SAME, ("profile",), _against(one, other))
        return Verdict(Level.MAYBE, ("profile",), ("other_name",))
    if emails:
        return _by_email(one, other, names, is_nameless, emails)
    if names == Names.EQUAL:
        return _by_name(one, other, only_ones)
    if names in (Names.SHORTER, Names.ALIKE) and one.company and one.company == other.company:
        return Verdict(Level.MAYBE, ("similar", *_shared(one, other)), _against(one, other))
    return DIFFERENT


def _by_email(one: Person, other: Person, names: Names, is_nameless: bool, emails: frozenset[str]) -> Verdict:
    """Lines 5 to 8: the same address, of a person or of a desk."""
    is_personal = not all(map(is_shared_mailbox, emails))
    against = _against(one, other)
    if is_personal and (names == Names.EQUAL or is_nameless):
        return Verdict(Level.SAME, ("email",), against)
    sign = "email" if is_personal else "mailbox"
    is_clear = not {"other_phone", "other_day"} & set(against)
    if names == Names.EQUAL:
        return Verdict(Level.PROBABLY if is_clear else Level.MAYBE, (sign, "name"), against)
    if is_nameless:
        return Verdict(Level.MAYBE, (sign,), against)
    if names in (Names.SHORTER, Names.ALIKE):
        sure = is_personal and names == Names.SHORTER and is_clear
        return Verdict(Level.PROBABLY if sure else Level.MAYBE, (sign, "similar"), against)
    return Verdict(Level.MAYBE, (sign,), ("other_name", *against))


def _by_name(one: Person, other: Person, only_ones: bool) -> Verdict:
    """Lines 9 to 11: the same name, with a phone, with a company, or with nothing else."""
    shared, against = _shared(one, other), _against(one, other)
    if "phone" in shared and not {"other_email", "other_day"} & set(against):
        return Verdict(Level.PROBABLY, ("name", *shared), against)
    is_full = one.name.is_full and other.name.is_full
    if is_full and "company" in shared and not against:
        return Verdict(Level.PROBABLY, ("name", *shared))
    if is_full and only_ones and one.is_bare != other.is_bare:
        return Verdict(Level.PROBABLY, ("name", "unknown"))
    return Verdict(Level.MAYBE, ("name", *shared), against)


def _shared(one: Person, other: Person) -> tuple[str, ...]:
    """What two have in common beside their names."""
    found = (
        ("company", one.company and one.company == other.company),
        ("phone", _share_a_number(one, other)),
        ("place", one.place and one.place == other.place),
        ("role", one.role and one.role == other.role),
    )
    return tuple(sign for sign, is_shared in found if is_shared)


def _against(one: Person, other: Person) -> tuple[str, ...]:
    """What speaks against two being one, only where both say something."""
    mine = {email for email in one.emails if not is_shared_mailbox(email)}
    theirs = {email for email in other.emails if not is_shared_mailbox(email)}
    found = (
        ("other_company", _is_another(one.company, other.company)),
        ("other_email", mine and theirs and mine.isdisjoint(theirs)),
        ("other_phone", one.phones and other.phones and not _share_a_number(one, other)),
        ("other_role", _is_another(one.role, other.role)),
        ("other_day", one.connected and other.connected and one.connected != other.connected),
    )
    return tuple(sign for sign, is_against in found if is_against)


def _share_a_number(one: Person, other: Person) -> bool:
    """Whether a number of the one is one of the other: their keys only find those that may be."""
    both = [key for key in one.phones if key in other.phones]
    return any(
        same_number(mine, theirs) for key in both for mine in one.phones[key] for theirs in other.phones[key]
    )


def _is_another(one: str, other: str) -> bool:
    return one not in other and other not in one  # an empty one is part of every other


Whoever = TypeVar("Whoever")


class Known(Generic[Whoever]):
    """People by what somebody else may share with them, so that nobody is compared with all."""

    def __init__(self, by_name_alone: bool = True):
        self._by: dict[tuple[str, ...], list[Whoever]] = defaultdict(list)
        self._by_name_alone = by_name_alone

    def add(self, person: Person, whoever: Whoever) -> None:
        """Make somebody known by each of their marks."""
        for mark in person.marks:
            if not self._by_name_alone and mark[0] == "name" and mark[2:3] not in (("company",), ("phone",)):
                continue
            there = self._by[mark]
            if not there or (len(there) < MOST_ALIKE and not any(one is whoever for one in there)):
                there.append(whoever)

    def near(self, person: Person) -> Iterable[Whoever]:
        """Whoever shares a mark with the person, each once."""
        if not self._by:
            return ()
        return {id(whoever): whoever for mark in person.marks for whoever in self._by.get(mark, ())}.values()
