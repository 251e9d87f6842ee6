"""Where the goals themselves stand still: a month without a single step."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import add_months, plain_day
from ...links.addresses import record_url
from ...models import Goal
from ...text.text import number_word, unended
from ..records import Records
from .finding import MONTHS_WITHOUT_A_STEP, Stuck, finding_key


def no_step_done(records: Records) -> Iterator[Stuck]:
    """Active goals on which nothing was done for a month; the one that has stood longest is named."""
    before = add_months(records.today, -MONTHS_WITHOUT_A_STEP)
    waiting = [(last_done(records, goal), goal) for goal in records.goals if goal.is_active]
    found = sorted(
        ((day, goal) for day, goal in waiting if day < before), key=lambda row: (row[0], row[1].number)
    )
    if not found:
        return
    day, goal = found[0]
    title = ngettext(
        "No progress on one goal for a month", "No progress on %(n)s goals for a month", len(found)
    )
    left = [step for step in records.steps[goal.pk] if step.done_on is None]
    advice = (
        _("Next small step: “%(step)s”") % {"step": unended(left[0].text)}
        if left
        else _("Write down one small step")
    )
    yield Stuck(
        key=finding_key("step", found),
        title=title % {"n": number_word(len(found))},
        facts=_facts_of_goal(records, goal, day, len(left)),
        advice=advice,
        url=record_url("goals.detail", goal.pk),
    )


def last_done(records: Records, goal: Goal) -> dt.date:
    """The day on which the last step of a goal was done; the day it was written down while none is."""
    done = [step.done_on for step in records.steps[goal.pk] if step.done_on]
    return max(done, default=timezone.localdate(goal.created_at))


def _facts_of_goal(records: Records, goal: Goal, day: dt.date, left: int) -> str:
    names = {"goal": unended(goal.title), "day": plain_day(day, records.today), "n": number_word(left)}
    if not records.steps[goal.pk]:
        return _("“%(goal)s” has no steps. You wrote it down on %(day)s.") % names
    if not goal.steps_done:
        words = ngettext(
            "“%(goal)s” has %(n)s step, not done since %(day)s.",
            "“%(goal)s” has %(n)s steps, none done since %(day)s.",
            left,
        )
    else:
        words = ngettext(
            "“%(goal)s” has %(n)s step left. The last was done on %(day)s.",
            "“%(goal)s” has %(n)s steps left. The last was done on %(day)s.",
            left,
        )
    return words % names
