"""Who stands twice among the contacts: pairs found by their keys, never by comparing all."""

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from ...identity.fields import READ_TO_COMPARE
from ...identity.likeness import Known, Level, Person, Verdict, compare, kin_marks
from ...models import Contact, Distinction
from ...models.recognition import as_compared

# Colleagues with a word of a name in common that are looked at for one contact.
MOST_COLLEAGUES = 50


@dataclass(frozen=True)
class Pair:
    """Two contacts who may be one person: the one who was there first, the other, and why."""

    first: Contact
    second: Contact
    verdict: Verdict

    @property
    def why(self) -> str:
        """The reason in words."""
        return self.verdict.in_words

    @property
    def is_weak(self) -> bool:
        """Whether it is no more than a maybe."""
        return self.verdict.level <= Level.MAYBE


class Alike(NamedTuple):
    """A contact that looks like an earlier one, by their keys in the database."""

    pk: int
    twin: int
    level: Level


class _Read(NamedTuple):
    """A contact as it is compared."""

    pk: int
    person: Person


def lookalikes(user) -> list[Alike]:
    """The contacts that look like an earlier one, the surest first, then by name; a fixed number of queries.

    Left out are archived contacts and pairs of whom the person said that they are two people. Only those are read
    who share a key or, at one company, a word of their names; each is compared with the few who share it: the work
    grows with the number of contacts and not with their pairs. Each stands here once, with the surest of the others.
    """
    mine = Contact.objects.owned_by(user).order_by()

    def shared(key):
        # Counted with the archived ones: so the index of the key is enough.
        return mine.exclude(**{key: ""}).values(key).annotate(n=Count("pk")).filter(n__gt=1).values(key)

    current = mine.current()
    twice = reduce(
        or_, (Q(**{f"{key}_key__in": shared(f"{key}_key")}) for key in ("name", "email", "profile"))
    )
    found = {values["pk"]: values for values in as_compared(current.filter(twice))}
    kin = _alike_at_one_company(current) - set(found)
    if kin:
        found |= {one["pk"]: one for one in as_compared(current) if one["pk"] in kin}
    told_apart = set(Distinction.objects.owned_by(user).values_list("first", "second"))
    people = [_Read(pk, Person.of(found[pk])) for pk in sorted(found)]
    named = Counter(one.person.name_key for one in people)
    known: Known[_Read] = Known()
    alike: list[tuple[str, Alike]] = []
    for one in people:
        only_ones = named[one.person.name_key] == 2
        others = (other for other in known.near(one.person) if (other.pk, one.pk) not in told_apart)
        verdicts = [(compare(one.person, other.person, only_ones), other) for other in others]
        if verdicts:
            # Of several as sure the first one who came.
            best, twin = max(verdicts, key=lambda pair: (*pair[0].sureness, -pair[1].pk))
            if best.level:
                alike.append((one.person.name_key, Alike(one.pk, twin.pk, best.level)))
        known.add(one.person, one)
    alike.sort(key=lambda pair: (-pair[1].level, pair[0], pair[1].pk))
    return [one for _name, one in alike]


def _alike_at_one_company(contacts: QuerySet) -> set[int]:
    """The contacts of one company whose names have a word in common and another that begins alike."""
    first: dict[tuple[str, ...], int] = {}
    found: set[int] = set()
    for pk, name, company in (
        contacts.exclude(company_key="").values_list("pk", "name_key", "company_key").iterator()
    ):
        for mark in kin_marks(name, company):
            if (other := first.setdefault(mark, pk)) != pk:
                found |= {pk, other}
    return found


def pairs(user, rows: list[Alike]) -> list[Pair]:
    """These pairs with both contacts, in their order."""
    keys = {key for row in rows for key in (row.pk, row.twin)}
    contacts = Contact.objects.owned_by(user).in_bulk(keys)
    both = ((contacts.get(row.twin), contacts.get(row.pk), row.level) for row in rows)
    return [_pair(first, second, level) for first, second, level in both if first and second]


def pair(first: Contact, second: Contact) -> Pair:
    """Two contacts with what they share, told as on the list."""
    with_name = Contact.objects.owned_by(first.owner_id).current().filter(name_key=first.name_key)
    return Pair(first, second, compare(_as_compared(first), _as_compared(second), with_name.count() == 2))


def _pair(first: Contact, second: Contact, level: Level) -> Pair:
    """A pair of the list: whether nobody else has their name is known there, and told by the level."""
    one, other = _as_compared(first), _as_compared(second)
    found = compare(one, other)
    return Pair(first, second, found if found.level == level else compare(one, other, only_ones=True))


def _as_compared(contact: Contact) -> Person:
    return Person.of({name: getattr(contact, name) for name in READ_TO_COMPARE})


def others_like(contact: Contact, most: int = 3) -> list[Pair]:
    """The contacts who may be the same person as this one, the surest first, found by its keys in one query.

    The contact may be one that is not saved yet. Whoever was told apart from it is left out.
    """
    told_apart = Q(first=contact.pk, second=OuterRef("pk")) | Q(second=contact.pk, first=OuterRef("pk"))
    person = _as_compared(contact)
    alike = Q(name_key=person.name_key)
    for key, values in (("email_key", person.emails), ("profile_key", {person.profile} - {""})):
        if values:
            alike |= Q(**{f"{key}__in": values})
    for word in {word for _kin, _company, word, _other in kin_marks(person.name_key, person.company)}:
        alike |= Q(company_key=person.company, name_key__contains=word)
    others = Contact.objects.owned_by(contact.owner_id).current().filter(alike).exclude(pk=contact.pk)
    apart = Exists(Distinction.objects.filter(told_apart, owner=contact.owner_id))
    # In an order that no index has, or SQLite would go through everybody in the order of their keys.
    found = others.annotate(is_apart=apart).order_by(F("pk") + 0).only(*READ_TO_COMPARE)[:MOST_COLLEAGUES]
    people = [(_as_compared(other), other) for other in found]
    only_ones = sum(other.name_key == person.name_key for other, _contact in people) == 1
    verdicts = [(compare(person, other, only_ones), twin) for other, twin in people if not twin.is_apart]
    alikes = [Pair(contact, twin, verdict) for verdict, twin in verdicts if verdict.level]
    return sorted(alikes, key=lambda pair: -pair.verdict.level)[:most]
