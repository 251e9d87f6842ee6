"""The buttons of meetings, agreements and steps: one notes a fact of a table, one takes it back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.views.decorators.http import require_POST

from ..models import GoalStep, Meeting, MentorAgreement
from ..models.agreement_facts import CLOSE_PLANNED, LEARNED_SHOWN, OUTCOME_SENT, REVIEWED, SHARED, THANKS_SENT
from ..models.button_facts import ButtonFact
from ..models.goals import DONE
from ..models.meeting_facts import (
    ACTED,
    ADVICE_SHOWN,
    AGENDA_SENT,
    AGENDA_SHOWN,
    PREPARED,
    REPORTED_BACK,
    STEPS_SHOWN,
    SUMMARY_SENT,
    THANKED,
)
from .owned import back, day_of, owned_or_404, press, today_of

Address = Callable[[Any], str]


@dataclass(frozen=True)
class Button:
    """Whose fact it is, the addresses that note it and take it back, and the page to which both lead."""

    model: type[models.Model]
    noted: Address
    taken_back: Address
    home: Address


def _address_of(name: str, *further: str) -> Address:
    return lambda record: reverse(name, args=[record.pk, *further])


def _meetings(meeting: Meeting) -> str:
    return reverse("meetings.index")


def _contact(meeting: Meeting) -> str:
    return reverse("contacts.detail", args=[meeting.contact_id])


def steps_of(step: GoalStep) -> str:
    """Where the reader of a step was: the steps on the goal's page."""
    return reverse("goals.detail", args=[step.goal_id]) + "#steps"


def _of_meeting(noted: str, taken_back: str, home: Address) -> Button:
    return Button(Meeting, _address_of(noted), _address_of(taken_back), home)


def _of_agreement(fact: ButtonFact, noted: str) -> Button:
    forgotten = _address_of("agreements.forgotten", fact.column)
    return Button(MentorAgreement, _address_of(noted), forgotten, _address_of("agreements.detail"))


BUTTONS: dict[ButtonFact, Button] = {
    PREPARED: _of_meeting("meetings.prepared", "meetings.unprepared", _address_of("meetings.prepare")),
    AGENDA_SENT: _of_meeting("agendas.sent", "agendas.unsent", _address_of("meetings.prepare")),
    AGENDA_SHOWN: _of_meeting("agendas.shown", "agendas.hidden", _address_of("meetings.prepare")),
    STEPS_SHOWN: _of_meeting("summaries.shown", "summaries.hidden", _address_of("meetings.record")),
    ADVICE_SHOWN: _of_meeting("debriefs.shown", "debriefs.hidden", _contact),
    THANKED: _of_meeting("meetings.thanked", "meetings.thanks_forgotten", _meetings),
    SUMMARY_SENT: _of_meeting("summaries.sent", "summaries.unsent", _address_of("letters.summary")),
    ACTED: _of_meeting("debriefs.acted", "debriefs.not_acted", _contact),
    REPORTED_BACK: _of_meeting("debriefs.reported_back", "debriefs.report_forgotten", _meetings),
    DONE: Button(GoalStep, _address_of("steps.ticked"), _address_of("steps.unticked"), steps_of),
    SHARED: _of_agreement(SHARED, "drafting.shared"),
    REVIEWED: _of_agreement(REVIEWED, "agreements.reviewed"),
    CLOSE_PLANNED: _of_agreement(CLOSE_PLANNED, "agreements.close_planned"),
    THANKS_SENT: _of_agreement(THANKS_SENT, "agreements.thanks_sent"),
    OUTCOME_SENT: _of_agreement(OUTCOME_SENT, "agreements.outcome_sent"),
    LEARNED_SHOWN: Button(
        MentorAgreement,
        _address_of("agreements.learned_shown"),
        _address_of("agreements.learned_hidden"),
        _address_of("agreements.detail"),
    ),
}


@require_POST
def noted(request, pk, fact, letter: str | None = None):
    """It happened, today or on the day that is said; the mentor's page shows what the `letter` sent with it holds."""
    button = BUTTONS[fact]

    def note(record):
        on = day_of(request) if fact.takes_day else today_of(request)
        record.mark(fact, on) if letter is None else record.mark_sent(fact, on, letter)

    record = press(
        request,
        button.model,
        pk,
        note,
        said=lambda record: str(fact.sentence % record.names),
        undo=button.taken_back,
    )
    return back(request, button.home(record))


@require_POST
def taken_back(request, pk, fact):
    """It did not happen after all; the way back puts its day there again."""
    button = BUTTONS[fact]
    on = fact.day(owned_or_404(request, button.model, pk=pk))
    day = f"?on={on.isoformat()}" if on and fact.takes_day else ""
    record = press(
        request,
        button.model,
        pk,
        lambda record: record.forget(fact),
        said=lambda record: str(fact.undone % record.names),
        undo=lambda record: button.noted(record) + day if fact.comes_back else "",
    )
    return back(request, button.home(record))
