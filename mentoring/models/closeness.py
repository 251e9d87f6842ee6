"""Step 3: how well the person knows somebody, for whoever is asked for an introduction: the one order of it."""

import datetime as dt
from collections.abc import Collection
from enum import IntEnum, auto

from django.db.models import Case, DateField, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest

from ..dates.days import add_months
from .base import first_of
from .contacts import BY_NAME, Contact, ContactQuerySet
from .prepared import prepared

# LinkedIn counted messages of both: without an answer nothing is known of how well two people know each other.
BOTH_WAYS = Q(tie__sent__gt=0, tie__received__gt=0)
# In touch is whoever was within so many months; with so many messages they are close.
IN_TOUCH_MONTHS = 24
CLOSE_FROM = 30


class Closeness(IntEnum):
    """How well somebody is known, in the order in which they are asked: weaker ties carried more for jobs.

    `advice.evidence` says by whom that was found, and of whom.
    """

    ACQUAINTED = auto()
    CLOSE = auto()
    QUIET = auto()
    UNKNOWN = auto()


CLOSEST_FIRST = (
    "closeness",
    Case(When(closeness=Closeness.CLOSE, then=F("messages"))).desc(),
    F("in_touch_on").desc(),
    *BY_NAME,
)


def lately(today: dt.date) -> dt.date:
    """The first day since which one is in touch."""
    return add_months(today, -IN_TOUCH_MONTHS)


def with_closeness(contacts: ContactQuerySet, since: dt.date) -> ContactQuerySet:
    """The contacts, each with `closeness`, `messages` and `in_touch_on`, in the order in which they are asked.

    In touch, `since` the day of `lately`, by messages both ways or by anything the person noted.
    """
    never = Value(dt.date.min, DateField())
    wrote_on = Coalesce(Case(When(BOTH_WAYS, then=F("tie__last_on"))), never)
    in_touch = Q(in_touch_on__gte=since)
    return contacts.annotate(
        messages=Case(When(BOTH_WAYS, then=F("tie__sent") + F("tie__received")), default=Value(0)),
        in_touch_on=Greatest(wrote_on, Coalesce(F("last_touch_on"), never)),
        closeness=Case(
            When(in_touch & Q(messages__lt=CLOSE_FROM), then=Value(Closeness.ACQUAINTED)),
            When(in_touch, then=Value(Closeness.CLOSE)),
            When(in_touch_on__gt=dt.date.min, then=Value(Closeness.QUIET)),
            default=Value(Closeness.UNKNOWN),
            output_field=IntegerField(),
        ),
    ).order_by(*CLOSEST_FIRST)


def may_be_asked(contacts: ContactQuerySet, today: dt.date) -> ContactQuerySet:
    """Those who aren't left in peace: a no, or not now, to being the mentor goes for being asked for more."""
    rests = Q(not_now_on__isnull=False) & (Q(ask_again_on__isnull=True) | Q(ask_again_on__gt=today))
    return contacts.current().exclude(closed_because=Contact.ClosedBecause.SAID_NO).exclude(rests)


@prepared
def introducers(owner: int, since: dt.date) -> QuerySet:
    """What a choice is made of (key, name, role and company) of everybody who could introduce the person."""
    people = with_closeness(Contact.objects.owned_by(owner).introducers(), since)
    return people.values_list("pk", "name", "role", "company")


@prepared
def first_introducers(owner: int, since: dt.date, today: dt.date) -> QuerySet:
    """Of those who could introduce the person the ones who may be asked today, each with the tie if there is one."""
    people = may_be_asked(Contact.objects.owned_by(owner), today).filter(may_introduce=True)
    return with_closeness(people, since).select_related("tie").defer("notes", "words")


@prepared
def acquaintances(owner: int, keys: list, since: dt.date) -> QuerySet:
    """The contacts with these keys, each with the tie if there is one."""
    people = with_closeness(Contact.objects.owned_by(owner).filter(pk__among=keys), since)
    return people.select_related("tie").defer("notes", "words")


@prepared
def _first_colleagues(owner: int, keys: list, since: dt.date, today: dt.date) -> QuerySet:
    there = may_be_asked(Contact.objects.owned_by(owner), today).filter(company_key=OuterRef("company_key"))
    there = there.exclude(pk=OuterRef("pk")).exclude(introductions_from__prospect=OuterRef("pk"))
    first = first_of(with_closeness(there, since), "pk")
    prospects = Contact.objects.owned_by(owner).filter(pk__among=keys).exclude(company_key="")
    return prospects.order_by("pk").values_list("pk", first)


def closest_colleagues(owner: int, prospects: Collection[Contact], today: dt.date) -> dict[int, Contact]:
    """By the key of each of these prospects the first one to ask at the same company, where there is anybody.

    Whoever was asked for that prospect before is left out. Two queries, however many prospects.
    """
    keys, since = [prospect.pk for prospect in prospects if prospect.company], lately(today)
    pairs = (
        {pk: first for pk, first in _first_colleagues(owner, keys=keys, since=since, today=today) if first}
        if keys
        else {}
    )
    people = acquaintances(owner, keys=list(pairs.values()), since=since) if pairs else []
    by_key = {contact.pk: contact for contact in people}
    return {pk: by_key[first] for pk, first in pairs.items()}
