"""How far goals and drafts of agreements have come: a line with a bar for each."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import plain_day, when
from ...links.addresses import record_url
from ...models import Goal, MentorAgreement
from ...status.next_actions.action import span
from ...status.records import Records

GOALS_SHOWN = 5


@dataclass(frozen=True)
class GoalLine:
    """One goal with what is done of it."""

    goal: Goal
    line: str


def goal_progress(records: Records) -> list[GoalLine]:
    """Goals being worked on and achieved, in their own order; those being worked on are never crowded out."""
    shown = sorted(
        (goal for goal in records.goals if not goal.parked_on), key=lambda goal: not goal.is_active
    )
    chosen = sorted(shown[:GOALS_SHOWN], key=lambda goal: goal.number)
    return [GoalLine(goal, _goal_line(goal, records.today)) for goal in chosen]


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


@dataclass(frozen=True)
class AgreementDraft:
    """An agreement being written or shared."""

    agreement: MentorAgreement
    status: str
    rhythm: str
    parts_saved: int
    parts_all: int
    go_on: str
    url: str


def drafts(records: Records) -> list[AgreementDraft]:
    """Every draft with its parts, and where to carry on."""
    return [_draft(agreement, records.today) for agreement in records.drafts]


def _draft(agreement: MentorAgreement, today: dt.date) -> AgreementDraft:
    page = record_url("agreements.detail", agreement.pk)
    if agreement.shared_on:
        go_on = _("Shared %(when)s") % {"when": when(agreement.shared_on, today)}
    elif part := agreement.next_part:
        go_on = _("Carry on with %(part)s") % {"part": part.label.lower()}
        page = reverse("agreements.part", args=[agreement.pk, part.value])
    else:
        go_on = _("Read it through and share it")
    often = {
        MentorAgreement.Cadence.WEEKLY: _("once a week for %(span)s"),
        MentorAgreement.Cadence.FORTNIGHTLY: _("every two weeks for %(span)s"),
        MentorAgreement.Cadence.MONTHLY: _("once a month for %(span)s"),
    }[MentorAgreement.Cadence(agreement.cadence)]
    known = {part.value for part in MentorAgreement.Part}
    return AgreementDraft(
        agreement=agreement,
        # A generated column has no get_status_display.
        status=str(MentorAgreement.Status(agreement.status).label),
        rhythm=often % {"span": span(agreement.starts_on, agreement.ends_on)},
        parts_saved=len(known & set(agreement.parts_saved)),
        parts_all=len(known),
        go_on=go_on,
        url=page,
    )
