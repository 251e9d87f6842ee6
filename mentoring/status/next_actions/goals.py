"""What goals and criteria ask for next: steps with a day, and what would make the search sharper."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...dates.days import Duty, plain_day
from ...links.addresses import page_url, record_url
from ...models import Goal, GoalStep, MentorCriterion, courtesies
from ...models.goals import GoalCheck
from ...text.text import number_word
from ..records import Records
from .action import Action, ActionKey

# What to do about the one thing that keeps a goal from being specific: the deed, and the reason.
CHECKS = {
    "area": (
        gettext_lazy("Say what kind of help you need"),
        gettext_lazy("“%(goal)s” could be one of several."),
    ),
    "success": (gettext_lazy("Say how someone else could tell"), gettext_lazy("“%(goal)s” has no test yet.")),
    "target": (gettext_lazy("Decide by when"), gettext_lazy("“%(goal)s” has no day yet.")),
    "step": (gettext_lazy("Think of a first small step"), gettext_lazy("“%(goal)s” has none yet.")),
    "wording": (
        gettext_lazy("Say what exactly you’ll do"),
        gettext_lazy("“%(goal)s” could mean a lot of things."),
    ),
}

LATE_TARGET = (
    gettext_lazy("Choose a new day for a goal"),
    gettext_lazy("“%(goal)s” was planned for %(day)s."),
)
FAR_TARGET = (
    gettext_lazy("Bring a goal’s day within a year"),
    gettext_lazy("“%(goal)s” is planned for %(day)s. What could you do sooner?"),
)


def _active(records: Records) -> list[Goal]:
    return [goal for goal in records.goals if goal.is_active]


def steps(records: Records) -> Iterator[Action]:
    """Steps of active goals that are overdue or come within two weeks."""
    horizon = records.today + dt.timedelta(days=courtesies.LOOK_AHEAD_DAYS)
    for goal in _active(records):
        session_on = _session_on(records, goal)
        for step in records.steps[goal.pk]:
            if step.done_on or step.due_on is None or step.due_on > horizon:
                continue
            yield Action(
                key=ActionKey("step", "ticked", step.pk),
                title=step.text,
                why=_for_session(step, session_on, records.today),
                url=record_url("goals.detail", goal.pk),
                due_on=step.due_on,
                duty=Duty.PLAN,
                later_url=record_url("steps.until_next_time", step.pk),
                done_url=record_url("steps.ticked", step.pk),
            )


def _session_on(records: Records, goal: Goal) -> dt.date | None:
    """The day of the next session with a mentor who works on this goal with the person."""
    mine = (one for one in records.running if goal.pk in records.goals_named.get(one.pk, ()))
    days = (session.day for one in mine if (session := records.next_session(one)))
    return min(days, default=None)


def _for_session(step: GoalStep, session_on: dt.date | None, today: dt.date) -> str:
    if session_on is None or step.due_on is None or not today <= step.due_on <= session_on:
        return ""
    return _("For your session on %(day)s.") % {"day": plain_day(session_on, today)}


def sharpen(records: Records) -> Iterator[Action]:
    """What keeps an active goal from being specific: one question, or how many there are."""
    for goal in _active(records):
        missing = [check for check in records.lacking[goal.pk] if _key(goal, check) not in records.postponed]
        if not missing:
            continue
        title, why = _what_mends(goal, missing, records.today)
        first, *_others = missing
        yield Action(
            key=_key(goal, first),
            title=title,
            why=why % {"goal": goal.title, "day": _day_of_step(goal.target_on, records.today)},
            url=record_url("goals.detail", goal.pk) + "#coach",
            due_on=_first_day(records),
        )


def _what_mends(goal: Goal, missing: list[GoalCheck], today: dt.date) -> tuple[str, str]:
    """The deed that mends what is missing, and its reason."""
    first, *others = missing
    if others:
        left = ngettext("Answer the question left", "Answer the %(count)s questions left", len(missing))
        return left % {"count": number_word(len(missing))}, "“%(goal)s”"
    title, why = CHECKS[first.key]
    if first.key == "target" and goal.target_on:
        title, why = LATE_TARGET if goal.target_on < today else FAR_TARGET
    return str(title), str(why)


def _first_day(records: Records) -> dt.date | None:
    """Whoever has no criterion yet has nothing else to do today."""
    return None if records.criteria else records.today


def _day_of_step(day: dt.date | None, today: dt.date) -> str:
    return plain_day(day, today) if day else ""


def _key(goal: Goal, check: GoalCheck) -> ActionKey:
    return ActionKey("goal", check.key, goal.pk)


def without_criterion(records: Records) -> Iterator[Action]:
    """A goal for which somebody is looked for, and that says nothing yet about whom."""
    for goal in records.search.goals:
        if goal.has_criterion:
            continue
        yield Action(
            key=ActionKey("goal", "criterion", goal.pk),
            title=_("Choose what a mentor should bring"),
            why=_("For “%(goal)s”.") % {"goal": goal.title},
            url=record_url("goals.detail", goal.pk) + "#criteria",
            due_on=_first_day(records),
        )


def practicalities(records: Records) -> Iterator[Action]:
    """Near enough, time now: always asked about, once there is a list of criteria at all."""
    kinds = {criterion.kind for criterion in records.criteria}
    if kinds and MentorCriterion.Kind.PRACTICALITY not in kinds:
        yield Action(
            key=ActionKey("criteria", "practicalities"),
            title=_("Ask about the practical side"),
            why=_("Near enough? Time now? No criterion covers that yet."),
            url=page_url("criteria.index"),
        )
