"""Everything the first page says, decided here; the template only prints."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ...models import MentorAgreement
from ...models.assessments import Fit
from ...status import next_actions, stuck
from ...status.activity import Activity, last_weeks
from ...status.fits import best_fits
from ...status.next_actions import Action, Group
from ...status.records import Records
from ...status.stages import Stage
from ...status.stuck import Stuck
from .progress import AgreementDraft, GoalLine, drafts, goal_progress
from .rail_steps import Rail, rail_of
from .sentences import reached, searching
from .together import Together, together
from .trail import TrailStage, trail


class Variant:
    """Which of the pages it is; the value names its template."""

    NEW = "new"
    SEARCHING = "searching"
    TOGETHER = "together"


@dataclass(frozen=True)
class Standing:
    """Where one person's search stands on one day."""

    variant: str
    today: dt.date
    rail: Rail
    title: str
    lede: str
    due: list[Action] = field(default_factory=list)
    whenever: list[Action] = field(default_factory=list)
    trail: list[TrailStage] = field(default_factory=list)
    goals: list[GoalLine] = field(default_factory=list)
    goals_all: int = 0
    fits: list[Fit] = field(default_factory=list)
    prospects: int = 0
    asks_for_prospects: bool = False
    asks_for_agreement: bool = False
    drafts: list[AgreementDraft] = field(default_factory=list)
    together: Together | None = None
    activity: Activity | None = None
    stuck: list[Stuck] = field(default_factory=list)

    @property
    def actions(self) -> int:
        """How many things there are to do, those without a day among them."""
        return len(self.due) + len(self.whenever)


def standing(user, today: dt.date, path: str) -> Standing:
    """Where the search of `user` stands on `today`, for the first page at `path`."""
    records = Records(user, today)
    steps = rail_of(user, today, path, records)
    if is_new(records):
        return Standing(Variant.NEW, today, steps, _("What do you want to be able to do?"), "")
    actions = next_actions.gather(records)
    shared: dict[str, Any] = {
        "today": today,
        "rail": steps,
        "due": [action for action in actions if action.group != Group.WHENEVER],
        "whenever": [action for action in actions if action.group == Group.WHENEVER],
        "goals": goal_progress(records),
        "goals_all": sum(goal.parked_on is None for goal in records.goals),
        "drafts": drafts(records),
        "activity": last_weeks(records),
    }
    agreement = agreement_in_view(records)
    if agreement is None or agreement.is_running:
        # After the end there is nothing to hold up: the search may rest as long as it likes.
        shared["stuck"] = stuck.telling(records, actions)
    if agreement:
        found = together(records, agreement)
        return Standing(Variant.TOGETHER, title=found.title, lede=found.lede, together=found, **shared)
    return Standing(
        Variant.SEARCHING,
        title=_("Where your search stands"),
        lede=searching(records),
        trail=trail(records),
        fits=best_fits(records),
        prospects=len(records.prospects),
        asks_for_prospects=bool(records.criteria and records.counts.contacts and not records.prospects),
        asks_for_agreement=bool(reached(records, Stage.MET) and not records.drafts),
        **shared,
    )


def is_new(records: Records) -> bool:
    """Whether the page asks for a first goal: there is none, and nobody is waiting for anything."""
    counts = records.counts
    return not records.goals and not (counts.introductions or counts.meetings or counts.agreements)


def agreement_in_view(records: Records) -> MentorAgreement | None:
    """The agreement the page is about: the running one, else the last one until the search goes on."""
    if records.running:
        return records.running[0]
    if not records.over or records.drafts:
        return None
    last = records.over[0]
    ended_on = last.completed_on or last.ended_on
    asked = any(introduction.asked_on > ended_on for introduction in records.introductions)
    met = any(
        meeting.is_first and meeting.day > ended_on and meeting.contact_id != last.mentor_id
        for meeting in records.meetings
    )
    return None if asked or met else last
