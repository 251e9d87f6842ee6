"""What the page of a draft shows: every part in the words the mentor will read, and what stands in the way of that."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.days import add_months
from ..models import Goal, GoalStep, Meeting, MentorAgreement
from ..models.sought import sought
from ..models.terms import LONGEST_MONTHS
from ..models.wording import of_part
from ..text.text import and_list, going_on, unended

Part = MentorAgreement.Part
MOST_GOALS = 3


@dataclass(frozen=True)
class DraftPart:
    """One part as the page shows it: its sections, and why it keeps the draft from being shared."""

    part: Part
    sections: list[Any]
    reasons: list[str]


@dataclass(frozen=True)
class LaterGoals:
    """Goals of an agreement that are due after its last day, and the day that would hold them all."""

    goals: list[Goal]
    until: dt.date


def goals_for(owner, mentor) -> list[Goal]:
    """The goals of a new agreement: what somebody is looked for, first of all what the two were introduced for.

    Only where nobody is looked for any more, those that have a mentor already.
    """
    mine = Goal.objects.owned_by(owner)
    for goals in (sought(mine), mine.active()):
        introduced = goals.filter(introductions__prospect=mentor).distinct()
        if found := list(introduced[:MOST_GOALS] or goals[:MOST_GOALS]):
            return found
    return []


def refused(agreement: MentorAgreement, today: dt.date) -> dict[str, list[str]]:
    """By part, why a draft cannot be shared as it is; empty when it can."""
    found: dict[str, list[str]] = {}
    if goals := [str(reason) for reason in agreement.missing()]:
        found[Part.GOALS] = goals
    if agreement.ends_on < today:
        found[Part.TIME] = [_("Choose a last day that hasn’t passed yet")]
    return found


def later_goals(agreement: MentorAgreement, owner) -> LaterGoals | None:
    """What is due after the last day; None when nothing is, or when no later day is possible."""
    farthest = add_months(agreement.starts_on, LONGEST_MONTHS)
    late = [
        goal
        for goal in Goal.objects.owned_by(owner).filter(agreements=agreement.pk)
        if goal.target_on and goal.target_on > agreement.ends_on
    ]
    until = min(farthest, max((goal.target_on for goal in late), default=agreement.ends_on))
    return LaterGoals(late, until) if until > agreement.ends_on else None


def _is_past(goal: Goal, agreement: MentorAgreement) -> bool:
    """Whether a goal is due before the term begins, so that the mentor would read a day long past."""
    return goal.is_active and goal.target_on is not None and goal.target_on < agreement.starts_on


def page_of(agreement: MentorAgreement, today: dt.date, reasons: dict[str, list[str]]) -> dict[str, Any]:
    """The parts of a version that nobody has read, and the one that the mentor is reading; nothing for any other."""
    newest = agreement.siblings.known_together()
    reading = next((one for one in newest if one.is_on_offer), None)
    changes = next((one for one in newest if one.is_draft and not one.shared_on), None)
    context: dict[str, Any] = {"reading": reading, "changes": changes, "refused": reasons}
    if agreement.shared_on:
        return context
    words = agreement.words()
    first_steps = {}
    for step in GoalStep.objects.filter(goal__agreements=agreement, done_on=None).order_by("-position"):
        first_steps[step.goal_id] = going_on(unended(step.text))
    return context | {
        "parts": [DraftPart(part, of_part(words, part), reasons.get(part, [])) for part in Part],
        "goals_with_steps": [(goal, first_steps.get(goal.pk)) for goal in agreement.goals.all()],
        "has_first_steps": bool(first_steps),
        "past_goals": [one for one in agreement.goals.all() if _is_past(one, agreement)],
        "later_goals": later_goals(agreement, agreement.owner),
        "is_incomplete": bool(refused(agreement, today)),
    }


def lines_to_read(agreement: MentorAgreement) -> list[str]:
    """What the mentor reads once it is shared and hasn't read before: its lines, and after a yes where they meet."""
    read = {line for one in agreement.siblings.given() for line in _lines(one)}
    planned = Meeting.objects.owned_by(agreement.owner_id).sessions_of(agreement).planned()
    places = planned.exclude(where="").values_list("where", flat=True)
    return [line for line in (*_lines(agreement), *places) if line not in read]


def _lines(agreement: MentorAgreement) -> list[str]:
    return [line["text"] for section in agreement.words() for line in section["lines"]]


def what_goes_and_stays(agreement: MentorAgreement) -> str:
    """What is deleted with a draft; with the first version also what names it: changes, the way to it, answers."""
    names = {"name": agreement.mentor.first_name}
    later, answers = agreement.later_versions.count(), agreement.answers.count()
    links = agreement.share_links.live(timezone.now()).count()
    found = [
        (later, ngettext("your later changes that %(name)s hasn’t seen",
                         "%(count)s later versions with your changes", later)),
        (links, ngettext("the private link", "%(count)s private links", links)),
        (answers, ngettext("%(name)s’s answer", "%(count)s answers from %(name)s", answers)),
    ]  # fmt: skip
    goes = [_("What you wrote in it is deleted for good."), _("Your goals and the contact stay.")]
    if further := [words % {"count": count, **names} for count, words in found if count]:
        goes.insert(1, _("Also deleted: %(what)s.") % {"what": and_list(further)})
    if agreement.shared_on:
        goes.insert(1, _("%(name)s may be reading it now, and won’t find it any more.") % names)
    return " ".join(goes)
