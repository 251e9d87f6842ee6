"""Somebody comes back after two weeks: what has waited meanwhile, and how it is spread over the days ahead."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, repeat

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates import days
from ...dates.days import Duty, plain_day
from ...status.absence import was_away
from ...status.next_actions import Action
from ...status.records import Records
from ...text.text import number_word, opening_number, sentence_start

# On the first day, and on each after it; of a long list more on every day.
ON_THE_FIRST_DAY, A_DAY = 2, 1
MANY, OF_MANY_A_DAY = 10, 3
# Up to so many days are named one by one.
MOST_DAYS_NAMED = 4


@dataclass(frozen=True)
class Waiting:
    """What has waited, promises to people first, and the day on which each would come up."""

    actions: list[Action]
    days: list[dt.date]
    title: str
    spread_label: str
    spread_words: str


def waiting_of(records: Records, actions: list[Action]) -> list[Action]:
    """Of the list, what was due before today: promises to people first."""
    found = [action for action in actions if action.due_on and action.due_on < records.today]
    return sorted(found, key=lambda action: action.duty != Duty.PROMISE)


def come_back(records: Records, actions: list[Action]) -> Waiting | None:
    """What has waited for somebody who comes back today; None for everybody else."""
    found = waiting_of(records, actions)
    if not was_away(records, found):
        return None
    today, spread = records.today, days_over(len(found), records)
    count = len(found)
    words = {
        "n": sentence_start(number_word(count)),
        "day": plain_day(min(action.due_on for action in found if action.due_on), today),
    }
    title = ngettext(
        "Welcome back. %(n)s thing has been waiting since %(day)s.",
        "Welcome back. %(n)s things have been waiting since %(day)s.",
        count,
    )
    return Waiting(
        [_with_reason(action, today) for action in found],
        spread,
        title % words,
        _("Spread them %(over)s") % {"over": _over(spread[-1], today)},
        spread_in_words(spread, today),
    )


def _with_reason(action: Action, today: dt.date) -> Action:
    """What says nothing else says for when it was planned."""
    if action.why or not action.due_on:
        return action
    return replace(
        action, why=_("You’d planned this for %(day)s.") % {"day": plain_day(action.due_on, today)}
    )


def days_over(number: int, records: Records) -> list[dt.date]:
    """So many things over the days from today on, none on the person's weekend: the day of each, in their order."""
    first, a_day = (OF_MANY_A_DAY, OF_MANY_A_DAY) if number >= MANY else (ON_THE_FIRST_DAY, A_DAY)
    each = zip(_working_days(records), chain([first], repeat(a_day)), strict=False)
    return list(islice(chain.from_iterable([day] * many for day, many in each), number))


def _working_days(records: Records) -> Iterator[dt.date]:
    day = records.today
    while True:
        if day.weekday() not in records.user.weekend_days:
            yield day
        day += dt.timedelta(days=1)


def _over(last: dt.date, today: dt.date) -> str:
    """How long it takes: "over this week", "over the next seven days", "over two weeks"."""
    ahead = (last - today).days
    if ahead <= 6 - today.weekday():
        return _("over this week")
    if ahead <= 7:
        return _("over the next seven days")
    weeks = -(-(ahead + 1) // 7)
    return ngettext("over %(n)s week", "over %(n)s weeks", weeks) % {"n": number_word(weeks)}


def spread_in_words(spread: list[dt.date], today: dt.date) -> str:
    """ "Two today, one tomorrow, one on Wednesday."; of more days how many on each, and which is the last."""
    first, last = min(spread), max(spread)
    if len(spread) >= MANY:
        words = {"n": opening_number(OF_MANY_A_DAY), "day": days.on_coming_day(last, today)}
        a_day = ngettext(
            "%(n)s a working day, the last %(day)s.", "%(n)s a working day, the last %(day)s.", OF_MANY_A_DAY
        )
        return a_day % words
    if len(set(spread)) > MOST_DAYS_NAMED:
        words = {
            "n": opening_number(spread.count(first)),
            "first": days.on_coming_day(first, today),
            "each": number_word(A_DAY),
            "last": days.on_coming_day(last, today),
        }
        return _("%(n)s %(first)s, then %(each)s a working day, the last %(last)s.") % words
    each = [
        f"{number_word(spread.count(day))} {days.on_coming_day(day, today)}" for day in sorted(set(spread))
    ]
    return sentence_start(", ".join(each)) + "."
