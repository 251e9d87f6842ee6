"""The parts of the agreement: each is a small form of its own, saved by itself."""

import datetime as dt

from crispy_forms.layout import HTML, Layout
from django import forms
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..advice import clauses
from ..dates.days import day_of_year, whole_day
from ..models import AgreementGoal, Goal, GoalStep, MentorAgreement
from ..models.goals import GoalQuerySet
from ..models.terms import DAYS_WITHIN
from ..pages.drafting import goals_for
from ..text.text import and_list, says_something, sentence_start
from .base import OwnedModelForm
from .help import GivenFields
from .layout import Choices, Disclose, FormRow
from .long_form import ANSWERS, clauses_in

Part = MentorAgreement.Part


class PartForm(OwnedModelForm):
    """One of the parts. It is saved in the version that nobody but the mentee has read."""

    part: Part | None = None
    # What the mentor cannot do without reading: an empty clause would leave it to guesswork.
    required_texts: tuple[str, ...] = ()

    class Meta:
        model = MentorAgreement
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.required_texts:
            self.fields[name].required = True
        for name in self.further_texts:
            self.fields[name].help_text = ANSWERS[name]
        for name in clauses_in(self.part):
            if name not in self.further_texts:
                del self.fields[name]
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4

    @property
    def further_texts(self) -> list[str]:
        """The clauses of the long form that belong here; none in the short form."""
        return clauses_in(self.part) if self.instance.is_long else []

    def save(self, commit=True):
        """Save the part, with what belongs to it and stands in records of its own."""
        agreement = super().save(commit)
        self.save_related(agreement)
        return agreement

    def save_related(self, agreement: MentorAgreement) -> None:
        """Save what belongs to the part but stands in records of its own."""


class GoalsForm(GivenFields, PartForm):
    """Which goals the two work on; each gets at least one step before anybody confirms anything."""

    part = Part.GOALS

    class Meta(PartForm.Meta):
        fields = clauses_in(Part.GOALS)

    chosen = forms.ModelMultipleChoiceField(
        Goal.objects.none(),
        label=_("What will you work on together?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one goal")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.named = {goal.pk for goal in self.instance.goals.all()}
        offered: GoalQuerySet = Goal.objects.owned_by(self.owner)
        offered = offered.filter(models.Q(status=Goal.Status.ACTIVE) | models.Q(pk__in=self.named))
        self.fields["chosen"].queryset = offered
        steps = GoalStep.objects.filter(goal=models.OuterRef("pk"))
        self.offered = list(offered.annotate(has_step=models.Exists(steps)))
        proposed = self.named or [goal.pk for goal in goals_for(self.owner, self.instance.mentor)]
        self.initial["chosen"] = sorted(proposed)
        # A goal without a step gets a line here, so that nobody has to leave the page to add one.
        self.add_given(self.offered)
        self.without_step = [goal for goal in self.offered if not goal.has_step]
        for goal in self.without_step:
            self.fields[self.step_name(goal)] = forms.CharField(
                required=False,
                max_length=200,
                label=_("A first step towards “%(goal)s”") % {"goal": goal},
                help_text=_("Something small that you could do within a week."),
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

    def save_related(self, agreement):
        """Save which goals are named, and the steps that were written."""
        chosen = list(self.cleaned_data["chosen"])
        agreement.agreement_goals.exclude(goal__in=chosen).delete()
        AgreementGoal.objects.bulk_create(
            AgreementGoal(owner=self.owner, agreement=agreement, goal=goal)
            for goal in chosen
            if goal.pk not in self.named
        )
        self.save_given(agreement)
        first_steps = [(goal, self.cleaned_data.get(self.step_name(goal))) for goal in chosen]
        GoalStep.objects.bulk_create(
            GoalStep(owner=self.owner, goal=goal, text=text, position=1) for goal, text in first_steps if text
        )

    def layout(self):
        """The goals first, then a line for each one that has no step, then what kind of help it is."""
        steps = [self.step_name(goal) for goal in self.without_step]
        return Layout("chosen", *steps, self.given_layout(), *self.further_texts)


OUTSIDE = {
    "trial_on": _("Choose a first review between the first day and the last"),
    "review_on": _("Choose a review between the first day and the last"),
    "last_session_on": _("Choose a last session between the first day and the last"),
}


class TimeForm(PartForm):
    """From when to when, how often and how long."""

    part = Part.TIME

    class Meta(PartForm.Meta):
        fields = ["starts_on", "ends_on", *DAYS_WITHIN, "cadence", "minutes", *clauses_in(Part.TIME)]
        widgets = {"cadence": forms.RadioSelect, "minutes": forms.RadioSelect}
        help_texts = {
            "trial_on": _("After a month, say: do you both want to carry on?"),
            "review_on": _("A day to ask each other: is this working?"),
            "last_session_on": _("Two weeks before the end leaves time for goodbyes."),
        }
        labels = {"cadence": _("How often will you meet?"), "minutes": _("For how long each time?")}
        error_messages = {"ends_on": {"required": _("Choose a last day: every agreement has one")}}

    def clean(self):
        """The last day comes after the first; the reason stands at the last day."""
        cleaned = self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Choose a last day after %(day)s") % {"day": whole_day(starts_on)})
        elif starts_on and ends_on:
            self._propose_days(starts_on, ends_on)
            for name in DAYS_WITHIN:
                if cleaned.get(name) and not starts_on <= cleaned[name] <= ends_on:
                    self.add_error(name, OUTSIDE[name])
        return super().clean()

    def _propose_days(self, starts_on, ends_on):
        """Days that nobody chose by hand move along with the term; one that was left out stays out."""
        if not {"starts_on", "ends_on"} & set(self.changed_data):
            return
        before = (self.initial["starts_on"], self.initial["ends_on"])
        stood = {name: day for name, day in self.initial.items() if name not in self.changed_data}
        moved = clauses.moved_along(stood, before, (starts_on, ends_on), self.owner.weekend_days)
        self.data = self.data.copy()
        for name, day in moved.items():
            self.cleaned_data[name] = day
            self.data[self.add_prefix(name)] = day or ""

    def manners(self):
        """A term that is wholly in the past is asked about."""
        ends_on = self.cleaned_data.get("ends_on")
        if ends_on and ends_on < timezone.localdate() and "ends_on" in self.changed_data:
            return [_("This agreement would be over already.")]
        return []

    def _post_clean(self):
        super()._post_clean()
        # The constraints say the same once more, without a field; the reason already stands where it belongs.
        if any(name in self.errors for name in ("ends_on", *DAYS_WITHIN)):
            self.errors.pop(forms.forms.NON_FIELD_ERRORS, None)

    def layout(self):
        """The two days beside each other, rhythm and length as tiles, then the days within the term, closed."""
        is_open = any(name in self.errors for name in DAYS_WITHIN)
        return Layout(
            FormRow("starts_on", "ends_on"),
            HTML('{% include "mentoring/agreements/later_goals.html" %}'),
            Choices("cadence"),
            Choices("minutes"),
            Disclose("days-within", self.days_in_words, FormRow(*DAYS_WITHIN), is_open=is_open),
            *self.further_texts,
        )

    @property
    def days_in_words(self) -> str:
        """The days within the term that will be saved, in a line."""
        days = {name: self[name].value() for name in DAYS_WITHIN}
        read = {
            name: day if isinstance(day, dt.date) else parse_date(str(day or ""))
            for name, day in days.items()
        }
        reviews = [day_of_year(day) for day in (read["trial_on"], read["review_on"]) if day]
        last = read["last_session_on"]
        words = [
            ngettext("review on %(days)s", "reviews on %(days)s", len(reviews)) % {"days": and_list(reviews)}
            if reviews
            else _("no review"),
            _("last session on %(day)s") % {"day": day_of_year(last)} if last else _("no last session"),
        ]
        return sentence_start(", ".join(str(word) for word in words))


class MeetingsForm(PartForm):
    """Where, and what happens before, after and when one cannot make it."""

    part = Part.MEETINGS
    required_texts = ("where", "arrangements")

    class Meta(PartForm.Meta):
        fields = ["where", "arrangements", *clauses_in(Part.MEETINGS)]
        help_texts = {
            "where": _("It completes the sentence “We meet …”."),
            "arrangements": _("Who prepares what by when, and how much notice you give to move a meeting."),
        }


class ConfidentialityForm(PartForm):
    """What stays between the two, and when it may not."""

    part = Part.CONFIDENTIALITY
    required_texts = ("confidentiality",)

    class Meta(PartForm.Meta):
        fields = ["confidentiality", "exceptions", *clauses_in(Part.CONFIDENTIALITY)]
        help_texts = {
            "confidentiality": _("What’s private, and whether you can say that you meet at all."),
            "exceptions": _("When someone else may, or must, be told."),
        }


class BoundariesForm(PartForm):
    """What is out of bounds, and how to reach each other between sessions."""

    part = Part.BOUNDARIES
    required_texts = ("boundaries",)

    class Meta(PartForm.Meta):
        fields = ["boundaries", "contact_between", *clauses_in(Part.BOUNDARIES)]
        help_texts = {
            "boundaries": _("Topics, favours and hours that aren’t part of this."),
            "contact_between": _(
                "How you reach each other, how soon to expect an answer, and when not to write or call."
            ),
        }


class CommitmentsForm(PartForm):
    """What each gives."""

    part = Part.COMMITMENTS
    required_texts = ("mentee_commits", "mentor_commits")

    class Meta(PartForm.Meta):
        fields = ["mentee_commits", "mentor_commits", *clauses_in(Part.COMMITMENTS)]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mentor = self.instance.mentor.first_name
        self.fields["mentor_commits"].label = _("What %(name)s commits to") % {"name": mentor}
        self.fields["mentee_commits"].help_text = _("It follows your name: “%(name)s …”.") % {
            "name": self.owner.first_name
        }
        self.fields["mentor_commits"].help_text = _("It follows the name: “%(name)s …”.") % {"name": mentor}


class EndingForm(PartForm):
    """How it ends, and what comes afterwards."""

    part = Part.ENDING
    required_texts = ("ending",)

    class Meta(PartForm.Meta):
        fields = ["ending", "afterwards", *clauses_in(Part.ENDING)]
        help_texts = {"ending": _("So that it’s easy for either of you to stop.")}
