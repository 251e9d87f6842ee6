"""How much there is of everything: the numbers of the rail, in one query whatever the number of records."""

import datetime as dt
import json
from dataclasses import dataclass, fields

from django.db.models import Aggregate, F, IntegerField, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from ..dates.days import LATE_FOR
from ..models import (
    Contact,
    ContactTally,
    Goal,
    HelpWanted,
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
from ..models.sought import in_search, lacking, without_mentor
from .stages import met_or_further

# What a mentor is called, or the name from which that is guessed.
BAR = Value("|")
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
    running_with: str
    last_mentor: str | None
    without_mentor: str  # the keys of goals: "3,7"
    lacking: str  # a kind of help and the key of its goal: "3=doors,3=hold"
    in_search: int
    last_week: dt.date | None  # the Monday of the last week looked back on
    postponed: str

    @property
    def criteria(self) -> int:
        """Must-haves and nice-to-haves together."""
        return self.must_haves + self.nice_to_haves

    @property
    def mentors(self) -> list[tuple[str, dt.date]]:
        """What each mentor of an agreement that runs is called, and its last day; the first yes first."""
        rows = sorted(row.split("|", 2) for row in json.loads(self.running_with))
        return [(name, dt.date.fromisoformat(ends_on)) for _confirmed, ends_on, name in rows]

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


class Listed(Subquery):
    """A text of each row of a queryset, with commas between them, as a column of another query; "" for none."""

    template = "COALESCE((SELECT GROUP_CONCAT(row_text, ',') FROM (%(subquery)s) _listed), '')"
    output_field = TextField()

    def __init__(self, queryset, *parts):
        texts = [Cast(part, TextField()) if isinstance(part, str) else part for part in parts]
        text = texts[0] if len(texts) == 1 else Concat(*texts, output_field=TextField())
        super().__init__(queryset.order_by().annotate(row_text=text).values("row_text"))

    def as_postgresql(self, compiler, connection, **extra):
        """PostgreSQL has another name for it."""
        template = self.template.replace("GROUP_CONCAT", "STRING_AGG")
        return self.as_sql(compiler, connection, template=template, **extra)


class Texts(Listed):
    """The same where a text may hold anything: as a list in JSON."""

    template = "(SELECT JSON_GROUP_ARRAY(row_text) FROM (%(subquery)s) _listed)"

    def as_postgresql(self, compiler, connection, **extra):
        """PostgreSQL has another name for it, and makes no list of nothing."""
        template = "(SELECT COALESCE(JSON_AGG(row_text), '[]')::text FROM (%(subquery)s) _listed)"
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
    criteria, goals = MentorCriterion.objects.owned_by(owner), Goal.objects.owned_by(owner)
    introductions = Introduction.objects.owned_by(owner)
    agreements = MentorAgreement.objects.owned_by(owner).exclude(status=MentorAgreement.Status.REPLACED)
    live = agreements.standing().filter(completed_on__isnull=True, ended_on__isnull=True).order_by("pk")
    running = agreements.running()
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
            drafts=Count(agreements.standing().filter(status=MentorAgreement.Status.DRAFT)),
            shared=Count(agreements.standing().filter(status=MentorAgreement.Status.SHARED)),
            running=Count(running),
            completed=Count(agreements.filter(status=MentorAgreement.Status.COMPLETED)),
            live_agreement=Subquery(live.values("pk")[:1]),
            running_with=Texts(running, "confirmed_on", BAR, "ends_on", BAR, _CALLED),
            without_mentor=Listed(without_mentor(goals), "pk"),
            lacking=Listed(lacking(HelpWanted.objects.owned_by(owner)), "goal_id", Value("="), "kind"),
            in_search=Count(in_search(prospects)),
            last_mentor=Subquery(over.values(called=_CALLED)[:1]),
            last_week=Subquery(LookBack.objects.owned_by(owner).order_by("-monday").values("monday")[:1]),
            postponed=Listed(
                Postponement.objects.owned_by(owner).in_force(lately),
                "action",
                Value("="),
                Coalesce(Cast("until_on", TextField()), Value("", TextField())),
            ),
        )
        .values(*(field.name for field in fields(Counts)))
    )
