"""What the page shows on which a first talk is prepared: one goal, and what the criteria ask for."""

from collections import Counter
from typing import Any

from ..models import Goal, Meeting, MentorCriterion
from ..models.assessments import Fit, fits


def before_first_talk(meeting: Meeting, chosen: str) -> dict[str, Any]:
    """The goals to choose from, the one on the table, and how the other person fits.

    `chosen` is the key of a goal as the page sent it; else it is the one that was kept, that of the introduction,
    or the one whose must-haves are least known of this person.
    """
    criteria = MentorCriterion.objects.owned_by(meeting.owner).must_haves_first().prefetch_related("goals")
    [fit] = fits([meeting.contact], criteria)
    goals = list(Goal.objects.owned_by(meeting.owner).active())
    by_key = {str(goal.pk): goal for goal in goals}
    introduction = meeting.introduction
    keys = [chosen, meeting.main_goal_id, introduction.goal_id if introduction else None, _least_known(fit)]
    goal = next((by_key[str(key)] for key in keys if str(key) in by_key), goals[0] if goals else None)
    return {"meeting": meeting, "fit": fit, "goals": goals, "goal": goal, "third": meeting.minutes // 3}


def _least_known(fit: Fit) -> int | None:
    """The key of the goal with the most must-haves that aren't known of this person; None where there is none."""
    unknown = (cell.criterion for cell in fit.unknown if cell in fit.must)
    served = Counter(goal.pk for criterion in unknown for goal in criterion.goals.all())
    return max(served, key=lambda key: (served[key], -key)) if served else None
