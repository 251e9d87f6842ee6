"""Step 3: how well the person knows somebody, for whoever is asked for an introduction: the one order of it."""

import datetime as dt
from enum import IntEnum, auto

from django.db.models import Case, DateField, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, Greatest

from ..dates.days import add_months
from ..models.contacts import BY_NAME, ContactQuerySet

# LinkedIn counted messages of both: without an answer nothing is known of how well two people know each other.
BOTH_WAYS = Q(tie__sent__gt=0, tie__received__gt=0)
# In touch is whoever was within so many months; with so many messages they are close.
IN_TOUCH_MONTHS = 24
CLOSE_FROM = 30


class Closeness(IntEnum):
    """How well somebody is known, in the order in which they are asked: weaker ties carried more, see the evidence."""

    ACQUAINTED = auto()
    CLOSE = auto()
    QUIET = auto()
    UNKNOWN = auto()


CLOSEST_FIRST = (
    "closeness",
    Case(When(closeness=Closeness.CLOSE, then=F("messages")), default=Value(0)).desc(),
    F("in_touch_on").desc(),
    *BY_NAME,
)


def with_closeness(contacts: ContactQuerySet, today: dt.date) -> ContactQuerySet:
    """The contacts, each with `closeness`, `messages` and `in_touch_on`, in the order in which they are asked.

    In touch on the last day of messages both ways, or of anything the person noted.
    """
    never = Value(dt.date.min, DateField())
    wrote_on = Coalesce(Case(When(BOTH_WAYS, then=F("tie__last_on"))), never)
    lately = Q(in_touch_on__gte=add_months(today, -IN_TOUCH_MONTHS))
    return contacts.annotate(
        messages=Case(When(BOTH_WAYS, then=F("tie__sent") + F("tie__received")), default=Value(0)),
        in_touch_on=Greatest(wrote_on, Coalesce(F("last_touch_on"), never)),
        closeness=Case(
            When(lately & Q(messages__lt=CLOSE_FROM), then=Value(Closeness.ACQUAINTED)),
            When(lately, then=Value(Closeness.CLOSE)),
            When(in_touch_on__gt=dt.date.min, then=Value(Closeness.QUIET)),
            default=Value(Closeness.UNKNOWN),
            output_field=IntegerField(),
        ),
    ).order_by(*CLOSEST_FIRST)
