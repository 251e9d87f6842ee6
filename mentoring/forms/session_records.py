"""Writing down a session: notes, what came of the steps, and what is agreed on until next time."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import GoalStep, Meeting, MentorAgreement
from ..models.goals import DONE as STEP_DONE
from ..text.text import validate_visible
from .base import DateInput, validate_year
from .debriefs import WrittenDownForm

NEW_STEPS = 3
STEPS_SHOWN = 30
DONE, NEXT = "done", "next"


class StepRow(NamedTuple):
    """One open step as the page asks about it."""

    step: GoalStep
    field: forms.BoundField


class NewStepRow(NamedTuple):
    """The fields of one new step."""

    text: forms.BoundField
    goal: forms.BoundField
    due: forms.BoundField


class RecordSessionForm(WrittenDownForm):
    """Notes of a session, its steps ticked and agreed on, the thanks."""

    class Meta:
        model = Meeting
        fields = ["notes", "one_thing"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, agreement: MentorAgreement | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        self.goals = list(agreement.goals.all()) if agreement else []
        agreed = set(self.instance.agreed_steps.values_list("pk", flat=True)) if self.goals else set()
        open_steps = GoalStep.objects.owned_by(self.owner).open().filter(goal__in=self.goals)
        self.steps = list(
            open_steps.select_related("goal").order_by("goal__number", "position")[:STEPS_SHOWN]
        )
        for step in self.steps:
            self._ask_about(step, is_agreed=step.pk in agreed)
        if self.goals:
            for number in range(1, NEW_STEPS + 1):
                self._offer_new(number)

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

    def _offer_new(self, number: int):
        words = {"number": number}
        self.fields[f"new_text_{number}"] = forms.CharField(
            label=_("New step %(number)s") % words,
            required=False,
            max_length=GoalStep._meta.get_field("text").max_length,
            validators=[validate_visible],
            widget=forms.TextInput(attrs={"class": "form-control"}),
        )
        self.fields[f"new_goal_{number}"] = forms.TypedChoiceField(
            label=_("Towards, for step %(number)s") % words,
            choices=[(goal.pk, str(goal)) for goal in self.goals],
            coerce=int,
            required=False,
            empty_value=str(self.goals[0].pk),
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields[f"new_due_{number}"] = forms.DateField(
            label=_("By, for step %(number)s") % words,
            required=False,
            validators=[validate_year],
            widget=DateInput(attrs={"class": "form-control"}),
        )

    @property
    def step_rows(self) -> list[StepRow]:
        """The open steps of the agreement’s goals."""
        return [StepRow(step, self[f"step_{step.pk}"]) for step in self.steps]

    @property
    def new_rows(self) -> list[NewStepRow]:
        """Room for new steps, where the agreement names a goal."""
        numbers = range(1, NEW_STEPS + 1) if self.goals else ()
        return [
            NewStepRow(self[f"new_text_{number}"], self[f"new_goal_{number}"], self[f"new_due_{number}"])
            for number in numbers
        ]

    @property
    def has_more_new(self) -> bool:
        """Whether more than the first of the new steps was begun."""
        return any(row.text.value() or row.text.errors or row.due.errors for row in self.new_rows[1:])

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
        for number in range(1, NEW_STEPS + 1):
            self._add_step(number, agreed_before)
        return meeting

    def _add_step(self, number: int, agreed_before: set[tuple[int, str]]):
        text = self.cleaned_data.get(f"new_text_{number}")
        if not text:
            return
        goal = int(self.cleaned_data[f"new_goal_{number}"])
        # The same page sent once more agrees on nothing twice.
        if (goal, text) in agreed_before:
            return
        step = GoalStep.objects.create(
            owner=self.owner,
            goal_id=goal,
            text=text,
            due_on=self.cleaned_data.get(f"new_due_{number}"),
        )
        self.instance.agreed_steps.add(step)
