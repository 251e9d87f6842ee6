"""Who stands twice among the contacts: pairs found in the database by their keys, never by comparing all."""

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from .importing.values import values_of_contact
from .likeness import Level, Person, compare, in_words
from .models import Contact, Distinction


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


def lookalikes(user) -> QuerySet:
    """The contacts that look like an earlier one, each with the key of that one as `twin` and the `level`.

    Left out are archived contacts and pairs of whom the person said that they are two people. Each contact is
    looked up by its keys alone, so the work grows with the number of contacts and not with their pairs.
    """
    current = Contact.objects.owned_by(user).current()
    told_apart = Distinction.objects.filter(owner=user, first=OuterRef("pk"), second=OuterRef(OuterRef("pk")))

    def earliest(*conditions, **same):
        # Said so that no index of the archive is taken for the one of the keys.
        others = Contact.objects.owned_by(user).exclude(archived_on__isnull=False)
        others = others.filter(
            *conditions, pk__lt=OuterRef("pk"), **{key: OuterRef(outer) for key, outer in same.items()}
        )
        return Subquery(others.exclude(Exists(told_apart)).order_by("pk").values("pk")[:1])

    def shared(key):
        return current.exclude(**{key: ""}).values(key).annotate(n=Count("pk")).filter(n__gt=1).values(key)

    # Two profiles are two people, whatever the name: so of the two at most one has any.
    no_profile = Q(profile_key="")
    one_profile = Q(profile_key="") | Q(profile_key=OuterRef("profile_key"))
    found = current.filter(
        Q(name_key__in=shared("name_key"))
        | Q(email_key__in=shared("email_key"))
        | Q(profile_key__in=shared("profile_key"))
    ).annotate(
        by_profile=Case(When(~no_profile, then=earliest(profile_key="profile_key"))),
        by_email=Case(When(~Q(email_key=""), then=earliest(email_key="email_key"))),
        by_company=Case(
            When(
                no_profile & ~Q(company_key=""), then=earliest(name_key="name_key", company_key="company_key")
            ),
            When(
                ~Q(company_key=""),
                then=earliest(one_profile, name_key="name_key", company_key="company_key"),
            ),
        ),
        by_name=Case(
            When(no_profile, then=earliest(name_key="name_key")),
            default=earliest(no_profile, name_key="name_key"),
        ),
    )
    # Of many with one name the first is looked at more closely; the others follow once that pair is settled.
    first = current.filter(pk=OuterRef("by_name"))
    signals = (
        Exists(first.exclude(place="").filter(place__iexact=OuterRef("place")))
        | Exists(first.exclude(phone="").filter(phone=OuterRef("phone")))
        | Exists(first.filter(tags__contacts=OuterRef("pk")))
    )
    return found.annotate(
        twin=Coalesce("by_profile", "by_email", "by_company", "by_name"),
        level=Case(
            When(Q(by_profile__isnull=False) | Q(by_email__isnull=False), then=Value(int(Level.SAME))),
            When(Q(by_company__isnull=False) | signals, then=Value(int(Level.ALIKE))),
            default=Value(int(Level.WEAK)),
            output_field=IntegerField(),
        ),
    ).filter(twin__isnull=False)


def pairs(user, rows: list[tuple[int, int]]) -> list[Pair]:
    """The pairs of these keys, each the contact and its twin, in their order."""
    keys = {key for row in rows for key in row}
    contacts = Contact.objects.owned_by(user).prefetch_related("tags").in_bulk(keys)
    found = []
    for pk, twin in rows:
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
