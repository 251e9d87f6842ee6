"""Days in a rhythm: every week, every two weeks or every month, around weekends and the days one is away."""

import calendar
import datetime as dt
from collections.abc import Collection, Iterator
from typing import NamedTuple

from .days import add_months

# How many days lie between two sessions, about; a month is the same day of the next one.
PERIODS = {"weekly": 7, "fortnightly": 14, "monthly": 30}


class Slots(NamedTuple):
    """The days of a rhythm in order, and the slots for which there was no free day."""

    days: list[dt.date]
    left_out: list[dt.date]


def slots_of(
    first: dt.date,
    last: dt.date,
    cadence: str,
    *,
    closing: dt.date | None = None,
    weekday: int | None = None,
    away: Collection[dt.date] = (),
    weekend: Collection[int] = (),
) -> Slots:
    """The days from `first` to `last`, both counted, in the rhythm of `cadence`.

    Every month: the day of the first session in each month, in a month that is too short its last day. With a
    `weekday` (Monday is 0) it is the nearest one of that name. A slot on a weekend or among the days `away`
    moves to the nearest free day of the same month, the later one of two equally near; a month without a free
    day is left out. A `closing` day takes the place of the slot of its month, and nothing comes after it. Weeks
    likewise: the days of a slot are those that are nearer to it than to the next one. A term that would have
    no day at all has those on its weekends.
    """
    # Whoever meets on Saturdays has no weekend then.
    resting = {day for day in weekend if day != weekday}
    found = Slots([], [])
    for slot, own in _stretches(
        _nearest_named(first, weekday, _days_from(first, last)), last, cadence, closing
    ):
        named = _nearest_named(slot, weekday, own)
        free = [day for day in own if day not in away and day.weekday() not in resting]
        if free:
            found.days.append(_nearest(named, free))
        else:
            found.left_out.append(slot)
    if not found.days and weekend and not away:
        return slots_of(first, last, cadence, closing=closing, weekday=weekday)
    return found


def _stretches(
    first: dt.date, last: dt.date, cadence: str, closing: dt.date | None
) -> Iterator[tuple[dt.date, list[dt.date]]]:
    """Each slot before anything is moved, with the days to which it may move."""
    around = _months_of if cadence == "monthly" else _weeks_of
    for slot, start, end in around(first, last, PERIODS[cadence]):
        own = _days_from(max(first, start), min(last, end))
        if closing and first < closing <= last and own[0] <= closing <= own[-1]:
            yield closing, own
            return
        if slot and slot <= last:
            yield slot, own


def _months_of(first: dt.date, last: dt.date, _period: int) -> Iterator[tuple[dt.date, dt.date, dt.date]]:
    """The day of `first` in every month, with the first and the last day of that month."""
    for number in range((last.year - first.year) * 12 + last.month - first.month + 1):
        slot = add_months(first, number)
        yield slot, slot.replace(day=1), slot.replace(day=calendar.monthrange(slot.year, slot.month)[1])


def _weeks_of(
    first: dt.date, last: dt.date, period: int
) -> Iterator[tuple[dt.date | None, dt.date, dt.date]]:
    """Every so many days, with the days around each that belong to no other; None beyond the last day."""
    before, after = (period - 1) // 2, period // 2
    for number in range(first.toordinal(), last.toordinal() + before + 1, period):
        start, end = max(number - before, first.toordinal()), min(number + after, last.toordinal())
        slot = dt.date.fromordinal(number) if number <= last.toordinal() else None
        yield slot, dt.date.fromordinal(start), dt.date.fromordinal(end)


def _days_from(start: dt.date, end: dt.date) -> list[dt.date]:
    """Every day from `start` to `end`."""
    return [dt.date.fromordinal(day) for day in range(start.toordinal(), end.toordinal() + 1)]


def _nearest_named(day: dt.date, weekday: int | None, days: list[dt.date]) -> dt.date:
    """The nearest one of `days` with this name; the day itself where there is none."""
    named = [one for one in days if one.weekday() == weekday] if weekday is not None else []
    return _nearest(day, named) if named else day


def _nearest(day: dt.date, days: list[dt.date]) -> dt.date:
    """The one of `days` that lies nearest, the later one of two."""
    return min(reversed(days), key=lambda one: abs(one - day))


def without_near(
    days: list[dt.date], there: Collection[dt.date], cadence: str, since: dt.date
) -> list[dt.date]:
    """Those days from `since` on that no other session is near: less than half a rhythm away."""
    near = (PERIODS[cadence] - 1) // 2
    return [day for day in days if day >= since and all(abs((day - other).days) > near for other in there)]
