"""Days in a rhythm: every week, every two weeks or every month, around weekends and the days one is away."""

import datetime as dt
from collections.abc import Collection

from .days import add_months

# How many days lie between two sessions, about; a month is the same day of the next one.
PERIODS = {"weekly": 7, "fortnightly": 14, "monthly": 30}


def days_of(
    first: dt.date,
    last: dt.date,
    cadence: str,
    *,
    most: int,
    closing: dt.date | None = None,
    weekday: int | None = None,
    away: Collection[dt.date] = (),
    weekend: Collection[int] = (),
) -> list[dt.date]:
    """At most `most` days from `first` to `last` in the rhythm of `cadence`, in order, none twice.

    With a `weekday` (Monday is 0) each day is the nearest one of that name. A day on a weekend or among
    those `away` moves to the next free day, or to one before it; where none is nearer than half a rhythm
    it is left out. With a `closing` day the last session is on that day, or near it. In a month that is
    too short its last day stands for the day; the next one has the old day again.
    """
    taken = set(away)
    # Whoever meets on Saturdays has no weekend then.
    resting = {day for day in weekend if day != weekday}
    found: list[dt.date] = []
    for slot in _slots(_on_weekday(first, weekday, first, last), last, cadence, most, closing):
        named = _on_weekday(slot, weekday, first, last)
        near = (named + dt.timedelta(days=move) for move in _moves(cadence))
        day = next(
            (d for d in near if first <= d <= last and d not in taken and d.weekday() not in resting), None
        )
        if day:
            found.append(day)
            taken.add(day)
    return sorted(found)


def _slots(first: dt.date, last: dt.date, cadence: str, most: int, closing: dt.date | None) -> list[dt.date]:
    """The days of the rhythm before anything is moved, the closing one at the end."""
    slots = []
    for number in range(most):
        try:
            slot = (
                add_months(first, number)
                if cadence == "monthly"
                else first + dt.timedelta(days=PERIODS[cadence] * number)
            )
        except (OverflowError, ValueError):  # beyond the last year there is
            break
        if slot > last:
            break
        slots.append(slot)
    if closing is None or not first < closing <= last:
        return slots
    before = [slot for slot in slots if (closing - slot).days > _days_near(cadence)]
    return [*before[: most - 1], closing]


def _on_weekday(day: dt.date, weekday: int | None, first: dt.date, last: dt.date) -> dt.date:
    """The nearest day of this name that lies within the term; the day itself where there is none."""
    if weekday is None:
        return day
    ahead = (weekday - day.weekday()) % 7
    near = sorted((ahead, ahead - 7), key=abs)
    candidates = (day + dt.timedelta(days=move) for move in near)
    return next((found for found in candidates if first <= found <= last), day)


def _days_near(cadence: str) -> int:
    """How many days away still belongs to the same place in the rhythm: less than half of it."""
    return (PERIODS[cadence] - 1) // 2


def _moves(cadence: str) -> list[int]:
    """Where to look for a free day: here, then forward, then back."""
    near = _days_near(cadence)
    return sorted(range(-near, near + 1), key=lambda move: (move < 0, abs(move)))


def without_near(
    days: list[dt.date], there: Collection[dt.date], cadence: str, since: dt.date
) -> list[dt.date]:
    """Those days from `since` on that no other session is near: less than half a rhythm away."""
    near = _days_near(cadence)
    return [day for day in days if day >= since and all(abs((day - other).days) > near for other in there)]
