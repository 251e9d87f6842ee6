"""What the search has come to so far: how much happened when, how long it took, who answers. Facts, no scores."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import (
    CharField,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    Max,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import TruncMonth, TruncWeek
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Goal, Introduction, Meeting
from ..models.prepared import prepared
from ..status.activity import ASKS, INTRODUCTIONS, MEETINGS, MONTH, WEEK, Activity, activity, unit_for
from ..status.records import Records

GOALS_SHOWN = 20


@dataclass(frozen=True)
class Span:
    """How long something took: in few words, and on how many it rests."""

    name: str
    big: str
    small: str
    line: str


@dataclass(frozen=True)
class Progress:
    """Everything of the page but the introducers, who are paged through."""

    weeks: Activity
    all_time: Activity
    spans: list[Span]
    channels: list[dict]
    withdrawn: bool
    goals: list[Goal]
    goals_left_out: int

    @property
    def is_young(self) -> bool:
        """Whether everything lies within the last twelve weeks, so that it need not be drawn again."""
        return self.all_time.total == self.weeks.total


def progress(records: Records) -> Progress:
    """What the page says; five queries besides those of the records, whatever the data."""
    by_month = _by_kind(happened_by_month(records.user.pk, since=dt.date.min, today=records.today))
    firsts = [first for months in by_month.values() for first in months]
    begin = min(firsts, default=records.today)
    unit = unit_for(begin, records.today)
    since = min(begin, records.weeks_from) if unit == WEEK else records.weeks_from
    by_week = _by_kind(happened_by_week(records.user.pk, since=since, today=records.today))
    weeks = activity(by_week, WEEK, records.weeks_from, records.today, "weeks")
    if unit == WEEK:
        begin = min((first for found in by_week.values() for first in found), default=records.today)
        numbers = by_week
    else:
        numbers = by_month if unit == MONTH else _by_year(by_month)
    shown = [goal for goal in records.goals if goal.parked_on is None]
    channels = by_channel(records.user)
    return Progress(
        weeks=weeks,
        all_time=activity(numbers, unit, begin, records.today, "all"),
        spans=spans(records),
        channels=channels,
        withdrawn=any(row["withdrawn"] for row in channels),
        goals=shown[:GOALS_SHOWN],
        goals_left_out=max(0, len(shown) - GOALS_SHOWN),
    )


def _by_year(by_month: dict[str, Counter]) -> dict[str, Counter]:
    years: dict[str, Counter] = {kind: Counter() for kind in by_month}
    for kind, months in by_month.items():
        for month, number in months.items():
            years[kind][month.replace(month=1)] += number
    return years


@prepared
def happened_by_month(owner: int, since: dt.date, today: dt.date) -> QuerySet:
    """How much there was of each kind in each month up to today: rows of kind, first day and number."""
    return _happened(owner, TruncMonth, since, today)


@prepared
def happened_by_week(owner: int, since: dt.date, today: dt.date) -> QuerySet:
    """The same in each week."""
    return _happened(owner, TruncWeek, since, today)


def _happened(owner: int, trunc, since: dt.date, today: dt.date) -> QuerySet:
    introductions = Introduction.objects.owned_by(owner)
    meetings = Meeting.objects.owned_by(owner)
    kinds = (
        (ASKS, introductions.filter(came_from=None), "asked_on"),
        (INTRODUCTIONS, introductions, "made_on"),
        (MEETINGS, meetings, "held_on"),
    )
    first, *others = (_counted(kind, found, fact, trunc, since, today) for kind, found, fact in kinds)
    return first.union(*others, all=True)


def _by_kind(rows: list[tuple]) -> dict[str, Counter]:
    numbers: dict[str, Counter] = {kind: Counter() for kind in (ASKS, INTRODUCTIONS, MEETINGS)}
    for kind, begins, number in rows:
        numbers[kind][begins] = number
    return numbers


def _counted(kind: str, found: QuerySet, fact: str, trunc, since: dt.date, today: dt.date) -> QuerySet:
    within = found.filter(**{f"{fact}__gte": since, f"{fact}__lte": today}).order_by()
    begins = trunc(fact, output_field=DateField())
    return (
        within.annotate(what=Value(kind, CharField()), begins=begins)
        .values("what", "begins")
        .annotate(number=Count("pk"))
        .values_list("what", "begins", "number")
    )


def spans(records: Records) -> list[Span]:
    """How long it took from an ask to the introduction, and from there to the meeting."""
    took: dict[str, Counter] = {"asked": Counter(), "met": Counter()}
    for kind, time, number in times_taken(records.user.pk):
        took[kind][time.days] += number
    return [
        _span(_("From an ask to the introduction"), took["asked"]),
        _span(_("From the introduction to a meeting"), took["met"]),
    ]


@prepared
def times_taken(owner: int) -> QuerySet:
    """How often an ask, and a meeting, took how long: rows of kind, length and number."""
    made = Introduction.objects.owned_by(owner).filter(made_on__isnull=False).order_by()
    # A further introduction came of an ask that had its answer already.
    asked = _took("asked", made.filter(came_from=None), "asked_on", "made_on")
    met = _took("met", made.filter(met_on__isnull=False), "made_on", "met_on")
    return asked.union(met, all=True)


def _took(kind: str, found: QuerySet, start: str, end: str) -> QuerySet:
    """How often each length of time occurred: as many rows as there are lengths."""
    time = ExpressionWrapper(F(end) - F(start), output_field=DurationField())
    return (
        found.annotate(what=Value(kind, CharField()), time=time)
        .values("what", "time")
        .annotate(number=Count("pk"))
        .values_list("what", "time", "number")
    )


def median(counted: Counter) -> float:
    """The middle of numbers that are given with how often each occurs; at least one is needed."""
    in_order = sorted(counted)
    number = sum(counted.values())
    middle = [_at(counted, in_order, (number - 1) // 2), _at(counted, in_order, number // 2)]
    return sum(middle) / 2


def _at(counted: Counter, in_order: list[int], place: int) -> int:
    for value in in_order:
        place -= counted[value]
        if place < 0:
            return value
    raise IndexError(place)


def _span(name: str, took: Counter) -> Span:
    number = sum(took.values())
    if not number:
        return Span(name, "", "", _("Nothing to count yet."))
    rests_on = ngettext("From %(n)d introduction.", "From %(n)d introductions.", number) % {"n": number}
    least, most = min(took), max(took)
    if least == most:
        small = ngettext("day", "days", most)
        return Span(name, str(most), small, rests_on if number == 1 else _("Each time.") + " " + rests_on)
    # Two make no middle worth telling: then both are said.
    if number == 2:
        both = _("%(least)d and %(most)d") % {"least": least, "most": most}
        return Span(name, both, ngettext("day", "days", most), rests_on)
    middle = median(took)
    shown = f"{middle:.0f}" if middle == int(middle) else _("%(whole)d½") % {"whole": int(middle)}
    ends = _("The shortest took %(least)d, the longest %(most)d.") % {"least": least, "most": most}
    return Span(name, shown, _("days, the median"), f"{rests_on} {ends}")


# What came of an ask. Each ask falls under exactly one, so that the columns add up.
YES = Q(agreed_on__isnull=False) | Q(made_on__isnull=False)
CLOSED = {
    "no": Introduction.ClosedBecause.INTRODUCER_DECLINED,
    "silent": Introduction.ClosedBecause.NO_ANSWER,
}


def _answer_counts() -> dict[str, Count]:
    no, silent = (~YES & Q(closed_because=because) for because in CLOSED.values())
    over = ~YES & Q(closed_on__isnull=False) & ~Q(closed_because__in=CLOSED.values())
    waiting = ~YES & Q(closed_on__isnull=True)
    columns = {"yes": YES, "no": no, "silent": silent, "waiting": waiting, "withdrawn": over}
    return {"asked": Count("pk")} | {name: Count("pk", filter=these) for name, these in columns.items()}


def _asks(user) -> QuerySet:
    """The asks of one person: a further introduction that came of one is none of its own."""
    return Introduction.objects.owned_by(user).filter(asked_on__isnull=False, came_from=None).order_by()


def by_introducer(user) -> QuerySet:
    """Everybody who was asked, with what they answered; whoever was asked most, and last, first."""
    return (
        _asks(user)
        .values("introducer", "introducer__name")
        .annotate(**_answer_counts(), last_asked_on=Max("asked_on"))
        .order_by("-asked", "-last_asked_on", "introducer__sort_key", "introducer")
    )


@prepared
def answers_by_channel(owner: int) -> QuerySet:
    """The channels that were used, with what was answered; the most used first."""
    return _asks(owner).values("channel").annotate(**_answer_counts()).order_by("-asked", "channel")


def by_channel(user) -> list[dict]:
    """The same with the name of each."""
    names = dict(Introduction.Channel.choices)
    return [row | {"name": str(names[row["channel"]])} for row in answers_by_channel(user.pk)]
