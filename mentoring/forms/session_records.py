"""Writing down a session: notes, what came of the steps, and what is agreed on until next time."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Goal, GoalStep, Meeting, MentorAgreement
from ..models.goals import DONE as STEP_DONE
from ..models.meeting_facts import THANKED
from .base import DateInput, OwnedForm
from .debriefs import WrittenDownForm
from .rows import Rows, WithRows

NEW_STEPS = 3
STEPS_SHOWN = 30
DONE, NEXT = "done", "next"


class StepRow(NamedTuple):
    """One open step as the page asks about it."""

    step: GoalStep
    field: forms.BoundField


class NewStepForm(OwnedForm):
    """One new step: its words, the goal it leads to, and its day."""

    text = forms.CharField(
        required=False,
        max_length=GoalStep._meta.get_field("text").max_length,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    goal = forms.TypedChoiceField(
        coerce=int, required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    due = forms.DateField(required=False, widget=DateInput(attrs={"class": "form-control"}))

    def __init__(self, *args, goals: list[Goal], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [(goal.pk, str(goal)) for goal in goals]
        self.fields["goal"].empty_value = goals[0].pk


class BaseNewSteps(Rows):
    """Room for new steps."""

    def add_fields(self, form, index):
        """Each field says of which step it is."""
        super().add_fields(form, index)
        words = {"number": index + 1}
        form.fields["text"].label = _("New step %(number)s") % words
        form.fields["goal"].label = _("Towards, for step %(number)s") % words
        form.fields["due"].label = _("By, for step %(number)s") % words


NewSteps = forms.formset_factory(
    NewStepForm, formset=BaseNewSteps, extra=NEW_STEPS, max_num=NEW_STEPS, absolute_max=NEW_STEPS
)


class RecordSessionForm(WithRows, WrittenDownForm):
    """Notes of a session, its steps ticked and agreed on, the thanks."""

    thanked = forms.BooleanField(required=False)

    class Meta:
        model = Meeting
        fields = ["notes", "one_thing"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, agreement: MentorAgreement | None, **kwargs):
        super().__init__(*args, **kwargs)
        thanked = _("I’ve sent %(name)s a thank-you") % {"name": self.instance.contact.first_name}
        self.fields["thanked"].label = thanked
        self.initial["thanked"] = self.instance.thanked_on is not None
        self.agreement = agreement
        self.goals = list(agreement.goals.all()) if agreement else []
        agreed = set(self.instance.agreed_steps.values_list("pk", flat=True)) if self.goals else set()
        open_steps = GoalStep.objects.owned_by(self.owner).open().filter(goal__in=self.goals)
        self.steps = list(
            open_steps.select_related("goal").order_by("goal__number", "position")[:STEPS_SHOWN]
        )
        for step in self.steps:
            self._ask_about(step, is_agreed=step.pk in agreed)
        # Only where the agreement names a goal is there room for new steps.
        self.new_steps = (
            NewSteps(
                self.data if self.is_bound else None,
                prefix="new",
                form_kwargs={"owner": self.owner, "goals": self.goals},
            )
            if self.goals
            else None
        )

    def answers(self) -> dict:
        """With the day of the thanks, which stays where it is known."""
        meeting, is_thanked = self.instance, self.cleaned_data["thanked"]
        if is_thanked == bool(meeting.thanked_on):
            return super().answers()
        day = max(self.today, meeting.held_on or meeting.day)
        return super().answers() | {THANKED.column: day if is_thanked else None}

    def row_sets(self):
        """The new steps."""
        return [self.new_steps] if self.new_steps else []

    def as_it_stands(self, record) -> "RecordSessionForm":
        """About the steps of the same agreement."""
        return RecordSessionForm(instance=record, owner=self.owner, agreement=self.agreement)

    def _ask_about(self, step: GoalStep, is_agreed: bool):
        self.fields[f"step_{step.pk}"] = forms.ChoiceField(
            label=str(step),
            choices=[
                (DONE, gettext_lazy("Done")),
                (NEXT, gettext_lazy("Until next time")),
                ("", gettext_lazy("Later")),
            ],
            required=False,
            widget=forms.RadioSelect,
        )
        self.initial[f"step_{step.pk}"] = NEXT if is_agreed else ""

    @property
    def step_rows(self) -> list[StepRow]:
        """The open steps of the agreement’s goals."""
        return [StepRow(step, self[f"step_{step.pk}"]) for step in self.steps]

    @property
    def has_more_new(self) -> bool:
        """Whether more than the first of the new steps was begun."""
        rows = self.new_steps.forms[1:] if self.new_steps else []
        return any(row["text"].value() or row.errors for row in rows)

    def save(self, commit=True):
        """Write the session down, tick what is done, and remember what was agreed on."""
        meeting = super().save(commit)
        agreed_before = set(meeting.agreed_steps.values_list("goal", "text"))
        for step in self.steps:
            if self.add_prefix(f"step_{step.pk}") not in self.data:
                continue  # the page was opened before there was this step
            said = self.cleaned_data[f"step_{step.pk}"]
            if said == DONE:
                step.mark(STEP_DONE, meeting.day)
            elif said == NEXT:
                meeting.agreed_steps.add(step)
            else:
                meeting.agreed_steps.remove(step)
        for row in self.new_steps or ():
            self._add_step(agreed_before, **row.cleaned_data)
        return meeting

    def _add_step(self, agreed_before: set[tuple[int, str]], text="", goal=None, due=None):
        # The same page sent once more agrees on nothing twice.
        if not text or (goal, text) in agreed_before:
            return
        step = GoalStep.objects.create(owner=self.owner, goal_id=goal, text=text, due_on=due)
        self.instance.agreed_steps.add(step)
