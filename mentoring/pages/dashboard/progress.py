"""How far goals have come: a line with a bar for each, or with whom it is worked on."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import plain_day
from ...models import Goal
from ...status.records import Records
from ...text.text import and_list

GOALS_SHOWN = 5


@dataclass(frozen=True)
class GoalLine:
    """One goal with what is done of it, the first names of the mentors who work on it with the person, and whether
    one is looked for."""

    goal: Goal
    line: str
    mentors: str = ""
    is_sought: bool = False


def goal_progress(records: Records, with_mentors: bool) -> list[GoalLine]:
    """Goals being worked on and achieved, in their own order; those being worked on are never crowded out.

    `with_mentors` where some have a mentor, or had: then the others say that one is looked for.
    """
    shown = sorted(
        (goal for goal in records.goals if not goal.parked_on), key=lambda goal: not goal.is_active
    )
    chosen = sorted(shown[:GOALS_SHOWN], key=lambda goal: goal.number)
    mentors = _mentors(records)
    sought = records.search.without_mentor if with_mentors else set()
    return [
        GoalLine(goal, _goal_line(goal, records.today), and_list(mentors[goal.pk]), goal.pk in sought)
        for goal in chosen
    ]


def _mentors(records: Records) -> dict[int, list[str]]:
    """By the key of a goal, with whom it is worked on in an agreement that runs."""
    found = defaultdict(list)
    for agreement in records.running:
        for goal in records.goals_of(agreement):
            found[goal.pk].append(agreement.mentor.first_name)
    return found


def _goal_line(goal: Goal, today: dt.date) -> str:
    if goal.achieved_on:
        return _("Achieved %(day)s") % {"day": plain_day(goal.achieved_on, today)}
    if goal.steps_all:
        steps = ngettext("%(done)d of %(all)d step", "%(done)d of %(all)d steps", goal.steps_all) % {
            "done": goal.steps_done,
            "all": goal.steps_all,
        }
    else:
        steps = _("No steps yet")
    if goal.target_on is None:
        return _("%(steps)s, no date yet") % {"steps": steps}
    return _("%(steps)s, by %(day)s") % {"steps": steps, "day": plain_day(goal.target_on, today)}
