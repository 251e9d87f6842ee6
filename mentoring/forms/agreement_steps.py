"""The way through the agreement's form: the page of each part, what it asks and why."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import MentorAgreement
from .agreement_parts import (
    BoundariesForm,
    CommitmentsForm,
    ConfidentialityForm,
    GoalsForm,
    MeetingsForm,
    PartForm,
    TimeForm,
)

Part = MentorAgreement.Part


@dataclass(frozen=True)
class AgreementStep:
    """One of the six pages: its form, its question, and why it is asked."""

    form: type[PartForm]
    question: str | Promise
    why: str | Promise


STEPS: dict[Part, AgreementStep] = {
    Part.GOALS: AgreementStep(
        GoalsForm,
        _("What will you work on?"),
        _("One to three goals, each with a first step, so that help has somewhere to start."),
    ),
    Part.TIME: AgreementStep(
        TimeForm,
        _("When, and for how long?"),
        _(
            "An end date is a kindness: %(mentor)s knows what the yes is to, and you have something to work towards."
        ),
    ),
    Part.MEETINGS: AgreementStep(
        MeetingsForm,
        _("Where, and how do you keep to it?"),
        _("Small things agreed once save a dozen messages later."),
    ),
    Part.CONFIDENTIALITY: AgreementStep(
        ConfidentialityForm,
        _("What stays between you?"),
        _("People speak plainly when they know where it goes."),
    ),
    Part.BOUNDARIES: AgreementStep(
        BoundariesForm,
        _("What is out of bounds?"),
        _("Saying it before it comes up is easy; afterwards it is not."),
    ),
    Part.COMMITMENTS: AgreementStep(
        CommitmentsForm,
        _("What does each of you give, and how does it end?"),
        _("Both know what they said yes to, and either can stop without blame."),
    ),
}
