"""How much there is of everything: the numbers of the rail, in one query whatever the number of records."""

import datetime as dt
from dataclasses import dataclass, fields

from django.db.models import Aggregate, F, IntegerField, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from ..dates.days import LATE_FOR
from ..models import (
    Contact,
    ContactTally,
    Introduction,
    LookBack,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    Postponement,
    User,
)
from ..models.introduction_facts import DIRECT
from ..models.introduction_states import BEGUN
from ..models.prepared import prepared
from .stages import met_or_further

# What a mentor is called, or the name from which that is guessed.
_CALLED = Coalesce(NullIf(F("mentor__greeting"), Value("")), F("mentor__name"))


@dataclass(frozen=True)
class Counts:
    """How much there is of everything, for the rail; asked in one query."""

    contacts: int
    introducers: int
    prospects: int
    to_ask_again: int
    met: int
    must_haves: int
    nice_to_haves: int
    practicalities: int
    introductions: int
    asked: int
    direct: int
    meetings: int
    agreements: int
    drafts: int
    shared: int
    running: int
    completed: int
    live_agreement: int | None
    mentor: str | None
    ends_on: dt.date | None
    last_mentor: str | None
    last_week: dt.date | None  # the Monday of the last week looked back on
    postponed: str

    @property
    def criteria(self) -> int:
        """Must-haves and nice-to-haves together."""
        return self.must_haves + self.nice_to_haves

    @property
    def unsent(self) -> int:
        """How many introductions are drafts: nobody was asked, and no message pledged."""
        return self.introductions - self.asked - self.direct


class Count(Subquery):
    """How many rows a queryset has, as a column of another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()

    def __init__(self, queryset):
        super().__init__(queryset.order_by().values("pk"))


class Joined(Aggregate):
    """The texts of a group with commas between them."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **extra):
        """PostgreSQL has another name for it."""
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)


class Keys(Subquery):
    """The actions of some postponements, each with its day, as a column of another query: "a=2026-03-12,b="."""

    template = "(SELECT GROUP_CONCAT(pair, ',') FROM (%(subquery)s) _keys)"
    output_field = TextField()

    def __init__(self, queryset):
        text = TextField()
        until = Coalesce(Cast("until_on", text), Value("", text))
        pair = Concat("action", Value("="), until, output_field=text)
        super().__init__(queryset.order_by().values(pair=pair))

    def as_postgresql(self, compiler, connection, **extra):
        """PostgreSQL has another name for it."""
        template = "(SELECT STRING_AGG(pair, ',') FROM (%(subquery)s) _keys)"
        return self.as_sql(compiler, connection, template=template, **extra)


def counts_of(user, today: dt.date) -> Counts:
    """The counts of one person, in one query that grows with nothing but the index of their contacts.

    The keys of what is put off today, or was until lately, come along: the rail needs no further query for them.
    """
    (found,) = counted(user.pk, today=today, lately=today - dt.timedelta(days=LATE_FOR))
    return Counts(**found)


@prepared
def counted(owner: int, today: dt.date, lately: dt.date) -> QuerySet:
    """One row with the fields of Counts."""
    tally = ContactTally.objects.filter(owner=owner)
    prospects = Contact.objects.owned_by(owner).prospects()
    criteria = MentorCriterion.objects.owned_by(owner)
    introductions = Introduction.objects.owned_by(owner)
    agreements = MentorAgreement.objects.owned_by(owner).exclude(status=MentorAgreement.Status.REPLACED)
    live = agreements.filter(completed_on__isnull=True, ended_on__isnull=True).order_by("pk")
    running = agreements.running().order_by("-confirmed_on", "-pk")
    over = agreements.over().order_by("-confirmed_on", "-pk")
    return (
        User.objects.filter(pk=owner)
        .annotate(
            contacts=Coalesce(Subquery(tally.values("contacts")), 0),
            introducers=Coalesce(Subquery(tally.values("introducers")), 0),
            prospects=Coalesce(Subquery(tally.values("prospects")), 0),
            to_ask_again=Count(prospects.filter(ask_again_on__lte=today)),
            met=Count(met_or_further(prospects)),
            must_haves=Count(criteria.must_haves()),
            nice_to_haves=Count(criteria.nice_to_haves()),
            practicalities=Count(criteria.practicalities()),
            introductions=Count(introductions),
            asked=Count(introductions.filter(asked_on__isnull=False)),
            direct=Count(introductions.filter(DIRECT, BEGUN)),
            meetings=Count(Meeting.objects.owned_by(owner).filter(cancelled_on__isnull=True)),
            agreements=Count(agreements),
            drafts=Count(agreements.filter(status=MentorAgreement.Status.DRAFT)),
            shared=Count(agreements.filter(status=MentorAgreement.Status.SHARED)),
            running=Count(running),
            completed=Count(agreements.filter(status=MentorAgreement.Status.COMPLETED)),
            live_agreement=Subquery(live.values("pk")[:1]),
            mentor=Subquery(running.values(called=_CALLED)[:1]),
            ends_on=Subquery(running.values("ends_on")[:1]),
            last_mentor=Subquery(over.values(called=_CALLED)[:1]),
            last_week=Subquery(LookBack.objects.owned_by(owner).order_by("-monday").values("monday")[:1]),
            postponed=Coalesce(
                Keys(Postponement.objects.owned_by(owner).in_force(lately)), Value("", TextField())
            ),
        )
        .values(*(field.name for field in fields(Counts)))
    )
