"""The forms of step 1: a new goal in one line, what stays to edit of it, and a step towards it."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Goal, GoalStep
from .base import OwnedModelForm
from .layout import FormRow

# For example: the kind of goal, its short name, and the goal.
IDEAS = (
    (Goal.Area.SKILL, _("A skill"), _("Run meetings that end with decisions")),
    (Goal.Area.BUSINESS, _("The business"), _("Read the balance sheet and see how each unit contributes")),
    (Goal.Area.ROLE, _("A new role"), _("Find my feet in my first leadership job")),
)


class NewGoalForm(OwnedModelForm):
    """A goal in one line; the rest is asked on its page."""

    class Meta:
        model = Goal
        fields = ["title"]
        labels = {"title": _("What do you want to be able to do?")}
        error_messages = {"title": {"required": _("Say one thing you want to be able to do")}}
        widgets = {"title": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args, chosen="", **kwargs):
        """`chosen` is an example that was pressed: it fills the field, which then takes the cursor."""
        super().__init__(*args, **kwargs)
        if chosen := chosen.replace("\x00", "")[:200]:
            self.initial["title"] = chosen
            self.fields["title"].widget.attrs["autofocus"] = True


class GoalForm(OwnedModelForm):
    """What isn't asked on the goal's page: its words, and why it matters."""

    class Meta:
        model = Goal
        fields = ["title", "why"]
        labels = {"title": _("What do you want to be able to do?"), "why": _("Why does it matter?")}
        error_messages = {"title": {"required": _("Say one thing you want to be able to do")}}
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}


class StepForm(OwnedModelForm):
    """One small step: what, by when, what to do if something gets in the way, and a word about how."""

    class Meta:
        model = GoalStep
        fields = ["text", "due_on", "obstacle", "then", "note"]
        labels = {
            "text": _("What will you do?"),
            "due_on": _("By"),
            "obstacle": _("If this gets in the way"),
            "then": _("I will"),
            "note": _("Note"),
        }
        help_texts = {"text": _("Small enough to do in one go.")}
        error_messages = {"text": {"required": _("Say what you’ll do")}}
        widgets = {
            "obstacle": forms.TextInput(attrs={"placeholder": _("the week fills up")}),
            "then": forms.TextInput(attrs={"placeholder": _("do it on the train on Thursday")}),
        }

    def layout(self):
        """A plan for a bad week stands in one row."""
        return Layout("text", "due_on", FormRow("obstacle", "then", wide=True), "note")

    def clean(self):
        """A plan needs both its halves."""
        obstacle, then = (self.cleaned_data.get(name) for name in ("obstacle", "then"))
        if obstacle and not then and "then" not in self.errors:
            self.add_error("then", _("Say what you’ll do then, or leave both empty"))
        if then and not obstacle and "obstacle" not in self.errors:
            self.add_error("obstacle", _("Say what may get in the way, or leave both empty"))
        return super().clean()
