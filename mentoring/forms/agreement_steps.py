"""The page of each part of an agreement: what it asks and why."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import MentorAgreement
from .agreement_parts import (
    BoundariesForm,
    CommitmentsForm,
    ConfidentialityForm,
    EndingForm,
    GoalsForm,
    MeetingsForm,
    PartForm,
    TimeForm,
)

Part = MentorAgreement.Part


@dataclass(frozen=True)
class AgreementStep:
    """One of the pages: its form, its question, and why it is asked."""

    form: type[PartForm]
    question: str | Promise
    why: str | Promise


STEPS: dict[Part, AgreementStep] = {
    Part.TIME: AgreementStep(
        TimeForm, _("When, and for how long?"), _("With a last day, %(mentor)s knows what a yes means.")
    ),
    Part.GOALS: AgreementStep(
        GoalsForm,
        _("What will you work on?"),
        _("One to three goals, each with a first step, so that help has somewhere to start."),
    ),
    Part.MEETINGS: AgreementStep(
        MeetingsForm,
        _("How and where will you meet?"),
        _("Small things agreed once save a dozen messages later."),
    ),
    Part.CONFIDENTIALITY: AgreementStep(
        ConfidentialityForm,
        _("What stays between you?"),
        _("People speak more openly when they know what stays private."),
    ),
    Part.BOUNDARIES: AgreementStep(
        BoundariesForm,
        _("What is out of bounds?"),
        _("It’s easy to say before it comes up, and hard afterwards."),
    ),
    Part.COMMITMENTS: AgreementStep(
        CommitmentsForm, _("What does each of you do?"), _("You both know what you’ve said yes to.")
    ),
    Part.ENDING: AgreementStep(
        EndingForm,
        _("How does it end?"),
        _("Either of you can stop without blame, and both know what comes afterwards."),
    ),
}
