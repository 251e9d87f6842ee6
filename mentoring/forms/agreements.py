"""The agreement's form in six parts: each part is a small form of its own, saved by itself."""

from dataclasses import dataclass

from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import AgreementGoal, Contact, Goal, GoalStep, MentorAgreement
from ..models.goals import GoalQuerySet
from ..text import says_something
from .base import DayForm, OwnedForm, OwnedModelForm
from .layout import Choices, FormRow

Part = MentorAgreement.Part


class MentorForm(OwnedForm):
    """With whom the agreement is to be: anybody who is not archived and has not said no."""

    mentor = forms.ModelChoiceField(
        Contact.objects.current().exclude(closed_because=Contact.ClosedBecause.SAID_NO),
        label=_("Your mentor"),
        empty_label=_("Choose one"),
        error_messages={"invalid_choice": _("Choose somebody from your contacts who hasn’t said no")},
    )

    def clean_mentor(self) -> Contact:
        """A draft or a running agreement with this mentor is carried on, not doubled."""
        mentor = self.cleaned_data["mentor"]
        agreements = MentorAgreement.objects.owned_by(self.owner).filter(mentor=mentor)
        if agreements.drafts().exists():
            raise ValidationError(
                _("There is already a draft with %(name)s. Carry on with that one"), params={"name": mentor}
            )
        if agreements.running().exists():
            raise ValidationError(
                _("You already have a running agreement with %(name)s. Propose a change to it instead"),
                params={"name": mentor},
            )
        return mentor


class PartForm(OwnedModelForm):
    """One of the six parts; saving it remembers that the person has gone through it."""

    part: Part
    # What the mentor cannot do without reading: an empty clause would leave it to guesswork.
    required_texts: tuple[str, ...] = ()

    class Meta:
        model = MentorAgreement
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.required_texts:
            self.fields[name].required = True
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4

    def clean(self):
        """A confirmed agreement is never edited, not even from a page that was opened before."""
        cleaned = super().clean()
        if not MentorAgreement.objects.filter(pk=self.instance.pk, confirmed_on__isnull=True).exists():
            raise ValidationError(_("This version is confirmed by now. Propose a change instead"))
        return cleaned

    def save(self, commit=True):
        """Save the part, and that it was gone through."""
        if self.part.value not in self.instance.parts_saved:
            self.instance.parts_saved = [*self.instance.parts_saved, self.part.value]
        return super().save(commit)


class GoalsForm(PartForm):
    """Which goals the two work on; each gets at least one step before anybody confirms anything."""

    part = Part.GOALS
    chosen = forms.ModelMultipleChoiceField(
        Goal.objects.none(),
        label=_("What will you work on together?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one goal")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.named = set(self.instance.agreement_goals.values_list("goal_id", flat=True))
        offered: GoalQuerySet = Goal.objects.owned_by(self.owner)
        offered = offered.filter(models.Q(status=Goal.Status.ACTIVE) | models.Q(pk__in=self.named))
        self.fields["chosen"].queryset = offered
        self.initial["chosen"] = sorted(self.named) or [goal.pk for goal in offered][:3]
        # A goal without a step gets a line here, so that nobody has to leave the page to add one.
        self.without_step = list(offered.filter(steps__isnull=True))
        for goal in self.without_step:
            self.fields[self.step_name(goal)] = forms.CharField(
                required=False,
                max_length=200,
                label=_("A first step towards “%(goal)s”") % {"goal": goal},
                help_text=_("Small and discrete: something you could do within a week."),
            )

    @staticmethod
    def step_name(goal: Goal) -> str:
        """The name of the field in which a goal's first step is written."""
        return f"step_{goal.pk}"

    def clean(self):
        """Every chosen goal has a step, or gets one now."""
        cleaned = super().clean()
        for goal in self.without_step:
            name = self.step_name(goal)
            missing = goal in cleaned.get("chosen", []) and not says_something(cleaned.get(name, ""))
            if missing and name not in self.errors:
                self.add_error(name, _("Give this goal a first step, or leave the goal out"))
        return cleaned

    def save(self, commit=True):
        """Save which goals are named, and the steps that were written."""
        agreement = super().save(commit)
        chosen = list(self.cleaned_data["chosen"])
        agreement.agreement_goals.exclude(goal__in=chosen).delete()
        for goal in chosen:
            if goal.pk not in self.named:
                AgreementGoal.objects.create(owner=self.owner, agreement=agreement, goal=goal)
            if text := self.cleaned_data.get(self.step_name(goal)):
                GoalStep.objects.create(owner=self.owner, goal=goal, text=text)
        return agreement

    def layout(self):
        """The goals first, then a line for each one that has no step."""
        return Layout("chosen", *[self.step_name(goal) for goal in self.without_step])


class TimeForm(PartForm):
    """From when to when, how often and how long."""

    part = Part.TIME

    class Meta(PartForm.Meta):
        fields = ["starts_on", "ends_on", "review_on", "cadence", "minutes"]
        widgets = {"cadence": forms.RadioSelect, "minutes": forms.RadioSelect}
        help_texts = {"review_on": _("A day to ask each other: is this working?")}
        labels = {
            "cadence": _("How often will you meet?"),
            "minutes": _("How long is a session?"),
        }
        error_messages = {"ends_on": {"required": _("Choose a last day: no agreement is open-ended")}}

    def clean(self):
        """The last day comes after the first; the reason stands at the last day."""
        cleaned = super().clean()
        starts_on, ends_on, review_on = (cleaned.get(name) for name in ("starts_on", "ends_on", "review_on"))
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error(
                "ends_on", _("Choose a last day after %(day)s") % {"day": date_format(starts_on, "j F Y")}
            )
        elif starts_on and ends_on and review_on and not starts_on <= review_on <= ends_on:
            self.add_error("review_on", _("Choose a review between the first day and the last"))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        # The constraints say the same once more, without a field; the reason already stands where it belongs.
        if "ends_on" in self.errors or "review_on" in self.errors:
            self.errors.pop(forms.forms.NON_FIELD_ERRORS, None)

    def layout(self):
        """The two days beside each other, the review, then rhythm and length as tiles."""
        length = _("%(weeks)s weeks. Most agreements run for three to twelve months.") % {
            "weeks": self.instance.weeks
        }
        return Layout(
            FormRow("starts_on", "ends_on"),
            HTML(f'<p class="form-text mt-0 mb-4">{length}</p>') if not self.errors else HTML(""),
            "review_on",
            Choices("cadence"),
            Choices("minutes", row=True),
        )


class MeetingsForm(PartForm):
    """Where, and what happens before, after and when one cannot make it."""

    part = Part.MEETINGS
    required_texts = ("where", "arrangements")

    class Meta(PartForm.Meta):
        fields = ["where", "arrangements"]
        help_texts = {
            "where": _("It completes the sentence “We meet …”."),
            "arrangements": _("Who prepares what by when, and how much notice moves a meeting."),
        }


class ConfidentialityForm(PartForm):
    """What stays between the two, and when it may not."""

    part = Part.CONFIDENTIALITY
    required_texts = ("confidentiality",)

    class Meta(PartForm.Meta):
        fields = ["confidentiality", "exceptions"]
        help_texts = {
            "confidentiality": _("What is private, and whether you may say that you meet at all."),
            "exceptions": _("When somebody else may, or must, be told."),
        }


class BoundariesForm(PartForm):
    """What is out of bounds, and how to reach each other between sessions."""

    part = Part.BOUNDARIES
    required_texts = ("boundaries",)

    class Meta(PartForm.Meta):
        fields = ["boundaries", "contact_between"]
        help_texts = {
            "boundaries": _("Topics, favours and hours that are not part of this."),
            "contact_between": _("Which way, how soon an answer is expected, and when not."),
        }


class CommitmentsForm(PartForm):
    """What each gives, and how it ends."""

    part = Part.COMMITMENTS
    required_texts = ("mentee_commits", "mentor_commits", "ending")

    class Meta(PartForm.Meta):
        fields = ["mentee_commits", "mentor_commits", "ending", "afterwards"]
        help_texts = {"ending": _("So that stopping is easy to say, for both.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mentor = self.instance.mentor.first_name
        self.fields["mentor_commits"].label = _("What %(name)s commits to") % {"name": mentor}
        self.fields["mentee_commits"].help_text = _("It follows your name: “%(name)s …”.") % {
            "name": self.owner.first_name
        }
        self.fields["mentor_commits"].help_text = _("It follows the name: “%(name)s …”.") % {"name": mentor}


@dataclass(frozen=True)
class Step:
    """One of the six pages: its form, its question, and why it is asked."""

    form: type[PartForm]
    question: str | Promise
    why: str | Promise


STEPS: dict[Part, Step] = {
    Part.GOALS: Step(
        GoalsForm,
        _("What will you work on?"),
        _("One to three goals, each with a first step, so that help has somewhere to start."),
    ),
    Part.TIME: Step(
        TimeForm,
        _("When, and for how long?"),
        _(
            "An end date is a kindness: %(mentor)s knows what the yes is to, and you have something to work towards."
        ),
    ),
    Part.MEETINGS: Step(
        MeetingsForm,
        _("Where, and how do you keep to it?"),
        _("Small things agreed once save a dozen messages later."),
    ),
    Part.CONFIDENTIALITY: Step(
        ConfidentialityForm,
        _("What stays between you?"),
        _("People speak plainly when they know where it goes."),
    ),
    Part.BOUNDARIES: Step(
        BoundariesForm,
        _("What is out of bounds?"),
        _("Saying it before it comes up is easy; afterwards it is not."),
    ),
    Part.COMMITMENTS: Step(
        CommitmentsForm,
        _("What does each of you give, and how does it end?"),
        _("Both know what they said yes to, and either can stop without blame."),
    ),
}


class ConfirmForm(DayForm):
    """The mentor said yes: in which way, and on which day."""

    how = forms.ChoiceField(
        choices=MentorAgreement.ConfirmedHow, widget=forms.RadioSelect, label=_("How did the yes come?"),
        error_messages={"required": _("Say how the yes came")},
    )  # fmt: skip
