"""What the page shows on which a first talk is prepared: one goal, and what the criteria ask for."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..models import Goal, Meeting, MentorCriterion
from ..models.assessments import Fit, fits
from ..models.sought import worked_on
from ..text.text import opening_number


def before_first_talk(meeting: Meeting, chosen: str) -> dict[str, Any]:
    """The goals to choose from, the one on the table and the one that was there before, and how the other person fits.

    `chosen` is the key of a goal as the page sent it; else it is the one that was kept, that of the introduction,
    or the one whose must-haves are least known of this person; of those for which somebody is looked for, if any.
    """
    criteria = MentorCriterion.objects.owned_by(meeting.owner).must_haves_first().prefetch_related("goals")
    [fit] = fits([meeting.contact], criteria)
    goals = list(worked_on(meeting.owner_id))
    wanted = [goal for goal in goals if goal.is_sought] or goals
    introduction = meeting.introduction
    keys = [introduction.goal_id if introduction else None, *_least_known(fit)]
    before = (
        _goal_among(goals, [meeting.main_goal_id]) or _goal_among(wanted, keys) or next(iter(wanted), None)
    )
    goal = _goal_among(goals, [chosen]) or before
    third = opening_number(meeting.minutes // 3)
    return {"meeting": meeting, "fit": fit, "goals": goals, "goal": goal, "before": before, "third": third}


def _goal_among(goals: list[Goal], keys: Iterable[str | int | None]) -> Goal | None:
    """Of some goals the first that these keys name."""
    by_key = {str(goal.pk): goal for goal in goals}
    return next((by_key[str(key)] for key in keys if str(key) in by_key), None)


def _least_known(fit: Fit) -> list[int]:
    """The keys of the goals with must-haves that aren't known of this person, the one with the most first."""
    unknown = (cell.criterion for cell in fit.unknown if cell in fit.must)
    served = Counter(goal.pk for criterion in unknown for goal in criterion.goals.all())
    return sorted(served, key=lambda key: (-served[key], key))
