"""What happened when: asks, introductions and meetings by week, month or year, as numbers and as drawings."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..dates.days import add_months, monday, short_day, short_month_and_year
from ..drawing import charts
from ..text.text import number_word
from .records import WEEKS_BACK, Records

ASKS, INTRODUCTIONS, MEETINGS = "asks", "introductions", "meetings"
KINDS = {
    ASKS: (gettext_lazy("Asks"), "hollow"),
    INTRODUCTIONS: (gettext_lazy("Introductions made"), "hatched"),
    MEETINGS: (gettext_lazy("Meetings held"), "solid"),
}
WEEK, MONTH, YEAR = "week", "month", "year"
# How many bars a drawing a phone wide holds before the next larger unit says it better.
MOST_BARS = 53

# How many there were of each kind in the period that begins on a day.
Numbers = Mapping[str, Mapping[dt.date, int]]


class ActivityRow(NamedTuple):
    """One week, month or year: its first day, its name, and how much happened in it."""

    starts_on: dt.date
    name: str
    asks: int
    introductions: int
    meetings: int


@dataclass(frozen=True)
class Chart:
    """One kind as a drawing: its name, how many in all, the bars."""

    kind: str
    name: str
    total: int
    drawing: SafeString


@dataclass(frozen=True)
class Activity:
    """A time divided into weeks, months or years, and what happened in it."""

    unit: str
    rows: list[ActivityRow]
    charts: list[Chart]
    begins: str
    ends: str

    @property
    def total(self) -> int:
        """How much happened in all."""
        return sum(chart.total for chart in self.charts)

    @property
    def shown_rows(self) -> list[ActivityRow]:
        """The rows of the table: all of a short time, of a long one those in which anything happened."""
        if len(self.rows) <= WEEKS_BACK:
            return self.rows
        return [row for row in self.rows if row.asks or row.introductions or row.meetings]

    @property
    def left_out(self) -> int:
        """How many rows the table leaves out."""
        return len(self.rows) - len(self.shown_rows)

    @property
    def sentence(self) -> str:
        """ "6 asks, 3 introductions made, 1 meeting held"."""
        return _("%(asks)s, %(introductions)s, %(meetings)s") % {
            chart.kind: count_in_words(chart.kind, chart.total) for chart in self.charts
        }


def count_in_words(kind: str, number: int) -> str:
    """ "3 asks", "1 meeting held"."""
    words = {
        ASKS: ngettext("%(n)d ask", "%(n)d asks", number),
        INTRODUCTIONS: ngettext("%(n)d introduction made", "%(n)d introductions made", number),
        MEETINGS: ngettext("%(n)d meeting held", "%(n)d meetings held", number),
    }[kind]
    return words % {"n": number}


def weeks_in_words(records: Records) -> str:
    """What happened in the last twelve weeks: "six asks, four introductions, one meeting"; "" where nothing did."""
    days = {
        ASKS: [row.asked_on for row in records.asks if not row.came_from_id],
        INTRODUCTIONS: [row.made_on for row in records.asks],
        MEETINGS: [meeting.held_on for meeting in records.meetings],
    }
    counted = {kind: sum(_lies_in(day, records) for day in found) for kind, found in days.items()}
    words = {
        ASKS: ngettext("%(n)s ask", "%(n)s asks", counted[ASKS]),
        INTRODUCTIONS: ngettext("%(n)s introduction", "%(n)s introductions", counted[INTRODUCTIONS]),
        MEETINGS: ngettext("%(n)s meeting", "%(n)s meetings", counted[MEETINGS]),
    }
    found = [words[kind] % {"n": number_word(number)} for kind, number in counted.items() if number]
    return ", ".join(found)


def _lies_in(day: dt.date | None, records: Records) -> bool:
    return day is not None and records.weeks_from <= day <= records.today


def unit_for(begin: dt.date, today: dt.date) -> str:
    """Weeks as long as there is room for a bar each, then months, then years."""
    if (today - monday(begin)).days // 7 < MOST_BARS:
        return WEEK
    months = (today.year - begin.year) * 12 + today.month - begin.month
    return MONTH if months < MOST_BARS else YEAR


def periods(unit: str, begin: dt.date, today: dt.date) -> list[dt.date]:
    """The first day of every week, month or year from the one with `begin` to the one with `today`."""
    if unit == WEEK:
        number = (monday(today) - monday(begin)).days // 7
        return [monday(begin) + dt.timedelta(days=7 * at) for at in range(max(0, number) + 1)]
    if unit == MONTH:
        number = (today.year - begin.year) * 12 + today.month - begin.month
        return [add_months(begin.replace(day=1), at) for at in range(max(0, number) + 1)]
    return [dt.date(year, 1, 1) for year in range(begin.year, max(begin.year, today.year) + 1)]


def activity(numbers: Numbers, unit: str, begin: dt.date, today: dt.date, key: str) -> Activity:
    """The numbers of each period as rows and drawings; `key` names the drawings on their page."""
    starts = periods(unit, begin, today)
    rows = [
        ActivityRow(start, _name(unit, start, today), *(numbers[kind].get(start, 0) for kind in KINDS))
        for start in starts
    ]
    # A single ask is no high tower.
    most = max([3, *(getattr(row, kind) for row in rows for kind in KINDS)])
    drawn = []
    for kind, (name, shape) in KINDS.items():
        column = [getattr(row, kind) for row in rows]
        title = _chart_title(unit, str(name), len(rows))
        drawing = charts.bars(
            column, most, shape, f"{key}-{kind}", title, _chart_in_words(column, rows, kind)
        )
        drawn.append(Chart(kind, str(name), sum(column), drawing))
    return Activity(unit, rows, drawn, _ends(unit, rows[0]), _this(unit))


def _name(unit: str, start: dt.date, today: dt.date) -> str:
    if unit == WEEK:
        return short_day(start, today)
    if unit == MONTH:
        return short_month_and_year(start)
    return str(start.year)


def _ends(unit: str, row: ActivityRow) -> str:
    return _("Week of %(day)s") % {"day": row.name} if unit == WEEK else row.name


def _this(unit: str) -> str:
    return {WEEK: _("This week"), MONTH: _("This month"), YEAR: _("This year")}[unit]


def _chart_title(unit: str, name: str, number: int) -> str:
    words = {
        WEEK: ngettext("%(name)s in %(n)d week", "%(name)s by week, %(n)d weeks", number),
        MONTH: ngettext("%(name)s in %(n)d month", "%(name)s by month, %(n)d months", number),
        YEAR: ngettext("%(name)s in %(n)d year", "%(name)s by year, %(n)d years", number),
    }[unit]
    return words % {"name": name, "n": number}


def _chart_in_words(column: list[int], rows: list[ActivityRow], kind: str) -> str:
    """The drawing in words: how many in all, and where most of them stand."""
    total = sum(column)
    if not total:
        return _("None.")
    most = max(column)
    where = rows[len(column) - 1 - column[::-1].index(most)].name
    return _("%(all)s in all. Busiest: %(where)s, with %(most)d.") % {
        "all": count_in_words(kind, total),
        "where": where,
        "most": most,
    }
