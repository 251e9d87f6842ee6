"""Who stands twice among the contacts: pairs found by their keys, never by comparing all."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ...identity.likeness import Level, Person, compare, in_words
from ...models import Contact, Distinction
from ..importing.values import values_of_contact


@dataclass(frozen=True)
class Pair:
    """Two contacts who may be one person: the one who was there first, the other, and why."""

    first: Contact
    second: Contact
    level: Level
    signals: list[str]

    @property
    def why(self) -> str:
        """The reason in words."""
        return in_words(self.signals)

    @property
    def is_weak(self) -> bool:
        """Whether nothing but the name says so."""
        return self.level <= Level.WEAK


class Alike(NamedTuple):
    """A contact that looks like an earlier one, by the keys of both in the database."""

    pk: int
    twin: int
    level: Level


def lookalikes(user) -> list[Alike]:
    """The contacts that look like an earlier one, the surest first, then by name; a fixed number of queries.

    Left out are archived contacts and pairs of whom the person said that they are two people. Only those are read
    whose name, e-mail or profile the database knows twice, and each is looked up by its keys alone: the work
    grows with the number of contacts and not with their pairs.
    """
    mine = Contact.objects.owned_by(user).order_by()

    def shared(key):
        # Counted with the archived ones: so the index of the key is enough.
        return mine.exclude(**{key: ""}).values(key).annotate(n=Count("pk")).filter(n__gt=1).values(key)

    twice = [f"{key}_key" for key in ("name", "email", "profile")]
    found = mine.current().filter(reduce(or_, (Q(**{f"{key}__in": shared(key)}) for key in twice)))
    told_apart = Distinction.objects.owned_by(user).values_list("first", "second")
    search = _Earlier(set(told_apart))
    alike: list[tuple[str, Alike]] = []
    by_name: list[tuple[Recognisable, Recognisable]] = []
    for facts in found.order_by("pk").values_list("pk", *Contact.KEYS, "place", "phone"):
        one = Recognisable(*facts)
        twin, level = search.twin_of(one)
        if twin and level == Level.WEAK:
            by_name.append((one, twin))
        elif twin:
            alike.append((one.name, Alike(one.pk, twin.pk, level)))
        search.add(one)
    tags = _tags(found) if by_name else {}
    for one, twin in by_name:
        shares = [
            one.place and one.place.lower() == twin.place.lower(),
            one.phone and one.phone == twin.phone,
            not tags[one.pk].isdisjoint(tags[twin.pk]),
        ]
        alike.append((one.name, Alike(one.pk, twin.pk, Level.ALIKE if any(shares) else Level.WEAK)))
    alike.sort(key=lambda named: (-named[1].level, named[0], named[1].pk))
    return [one for _name, one in alike]


class Recognisable(NamedTuple):
    """What of a contact is compared."""

    pk: int
    name: str
    company: str
    email: str
    profile: str
    place: str
    phone: str


class _Earlier:
    """Contacts in the order in which they came, by what a later one may share with them."""

    def __init__(self, told_apart: set[tuple[int, int]]):
        self.told_apart = told_apart
        self._by: dict[tuple[str, ...], list[Recognisable]] = defaultdict(list)

    def add(self, one: Recognisable) -> None:
        """Make a contact known to those that come later."""
        if one.profile:
            self._by["profile", one.profile].append(one)
        marks = [("email", one.email)] if one.email else []
        marks += [("name", one.name, company) for company in {"", one.company}]
        for mark in marks:
            self._by[mark].append(one)
            if not one.profile:
                self._by[*mark, "without"].append(one)

    def twin_of(self, one: Recognisable) -> tuple[Recognisable | None, Level]:
        """The first that is the same by profile or e-mail, by name and company, or by name alone; and how sure.

        Of many with one name the first is looked at; the others follow once that pair is settled.
        """
        same = self._first(one, ("profile", one.profile)) if one.profile else None
        same = same or (self._sharing(one, "email", one.email) if one.email else None)
        if same:
            return same, Level.SAME
        colleague = self._sharing(one, "name", one.name, one.company) if one.company else None
        return (
            (colleague, Level.ALIKE) if colleague else (self._sharing(one, "name", one.name, ""), Level.WEAK)
        )

    def _sharing(self, one: Recognisable, *mark: str) -> Recognisable | None:
        # Two profiles are two people, whatever else they share: so of the two at most one has any.
        return self._first(one, (*mark, "without")) if one.profile else self._first(one, mark)

    def _first(self, one: Recognisable, mark: tuple[str, ...]) -> Recognisable | None:
        there = self._by.get(mark, ())
        return next((other for other in there if (other.pk, one.pk) not in self.told_apart), None)


def _tags(contacts: QuerySet) -> dict[int, set[int]]:
    """The tags of each of these contacts."""
    tagged: dict[int, set[int]] = defaultdict(set)
    rows = Contact.tags.through.objects.filter(contact__in=contacts.values("pk"))
    for contact, tag in rows.values_list("contact_id", "tag_id").iterator(chunk_size=5000):
        tagged[contact].add(tag)
    return tagged


def pairs(user, rows: list[Alike]) -> list[Pair]:
    """These pairs with both contacts, in their order."""
    keys = {key for row in rows for key in (row.pk, row.twin)}
    contacts = Contact.objects.owned_by(user).prefetch_related("tags").in_bulk(keys)
    found = []
    for pk, twin, _level in rows:
        if pk in contacts and twin in contacts:
            found.append(pair(contacts[twin], contacts[pk]))
    return found


def pair(first: Contact, second: Contact) -> Pair:
    """Two contacts, whose tags were fetched along, with what they share."""
    one, other = (Person.of_contact(values_of_contact(contact)) for contact in (first, second))
    return Pair(first, second, *compare(one, other))


def others_like(contact: Contact) -> list[Contact]:
    """The first few contacts who may be the same person as this one, found by its keys in one query."""
    told_apart = Q(first=contact.pk, second=OuterRef("pk")) | Q(second=contact.pk, first=OuterRef("pk"))
    alike = Q(name_key=contact.name_key)
    for key in ("email_key", "profile_key"):
        if value := getattr(contact, key):
            alike |= Q(**{key: value})
    others = Contact.objects.owned_by(contact.owner_id).current().filter(alike).exclude(pk=contact.pk)
    if contact.profile_key:
        others = others.filter(profile_key__in=["", contact.profile_key])
    apart = Exists(Distinction.objects.filter(told_apart, owner=contact.owner_id))
    return list(others.exclude(apart).defer("notes")[:3])
