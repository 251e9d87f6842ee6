"""What goals and criteria ask for next: steps with a day, and what would make the search sharper."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...dates.days import plain_day
from ...links.addresses import page_url, record_url
from ...models import Goal, MentorCriterion, courtesies
from ...models.goals import GoalCheck
from ..records import Records
from .action import Action, ActionKey

# What to do about a check of "specific enough?" that does not hold: the deed, and the reason.
CHECKS = {
    "area": (
        gettext_lazy("Say what kind of goal it is"),
        gettext_lazy("“%(goal)s” could be one of several."),
    ),
    "wording": (
        gettext_lazy("Say what exactly you’ll be able to do"),
        gettext_lazy("“%(goal)s” names no setting yet."),
    ),
    "success": (
        gettext_lazy("Say how you’ll know you’re there"),
        gettext_lazy("“%(goal)s” doesn’t say what success looks like."),
    ),
    "target": (gettext_lazy("Give a goal its target date"), gettext_lazy("“%(goal)s” has none yet.")),
    "step": (gettext_lazy("Give a goal its first step"), gettext_lazy("“%(goal)s” has none yet.")),
}

LATE_TARGET = (gettext_lazy("Give a goal a new target date"), gettext_lazy("“%(goal)s” was due on %(day)s."))
FAR_TARGET = (
    gettext_lazy("Bring a goal’s date within a year"),
    gettext_lazy("“%(goal)s” is due on %(day)s. What can be done sooner?"),
)


def _active(records: Records) -> list[Goal]:
    return [goal for goal in records.goals if goal.is_active]


def steps(records: Records) -> Iterator[Action]:
    """Steps of active goals that are overdue or come within two weeks."""
    horizon = records.today + dt.timedelta(days=courtesies.LOOK_AHEAD_DAYS)
    for goal in _active(records):
        for position, step in enumerate(records.steps[goal.pk], start=1):
            if step.done_on or step.due_on is None or step.due_on > horizon:
                continue
            yield Action(
                key=ActionKey("step", "ticked", step.pk),
                title=step.text,
                why=_("Step %(number)d of “%(goal)s”.") % {"number": position, "goal": goal.title},
                url=record_url("goals.detail", goal.pk),
                due_on=step.due_on,
                done_url=record_url("steps.ticked", step.pk),
            )


def sharpen(records: Records) -> Iterator[Action]:
    """The first thing that keeps an active goal from being specific; one at a time, whenever they like."""
    for goal in _active(records):
        missing = [check for check in goal.checks(records.today) if not check.passed]
        check = next((check for check in missing if _key(goal, check) not in records.postponed), None)
        if check is None:
            continue
        title, why = CHECKS[check.key]
        if check.key == "target" and goal.target_on:
            title, why = LATE_TARGET if goal.target_on < records.today else FAR_TARGET
        yield Action(
            key=_key(goal, check),
            title=str(title),
            why=str(why) % {"goal": goal.title, "day": _day_of_step(goal.target_on, records.today)},
            url=_where(goal, check),
        )


def _day_of_step(day: dt.date | None, today: dt.date) -> str:
    return plain_day(day, today) if day else ""


def _key(goal: Goal, check: GoalCheck) -> ActionKey:
    return ActionKey("goal", check.key, goal.pk)


def _where(goal: Goal, check: GoalCheck) -> str:
    """The page that mends it, at the field itself."""
    if check.key == "step":
        return record_url("goals.detail", goal.pk)
    return f"{reverse('goals.edit', args=[goal.pk])}?field={check.field}"


def without_criterion(records: Records) -> Iterator[Action]:
    """An active goal that says nothing yet about the mentor to look for."""
    for goal in _active(records):
        if goal.has_criterion:
            continue
        yield Action(
            key=ActionKey("goal", "criterion", goal.pk),
            title=_("Say what a mentor needs for a goal"),
            why=_("No criterion serves “%(goal)s” yet.") % {"goal": goal.title},
            url=page_url("criteria.index"),
        )


def practicalities(records: Records) -> Iterator[Action]:
    """Near enough, time now: always asked about, once there is a list of criteria at all."""
    kinds = {criterion.kind for criterion in records.criteria}
    if kinds and MentorCriterion.Kind.PRACTICALITY not in kinds:
        yield Action(
            key=ActionKey("criteria", "practicalities"),
            title=_("Ask about the practical side"),
            why=_("Near enough? Time now? No criterion asks yet."),
            url=page_url("criteria.index"),
        )
