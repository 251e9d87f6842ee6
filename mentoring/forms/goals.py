"""The forms of step 1: a goal, in short or in full, and a step towards it."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Goal, GoalStep
from .base import OwnedModelForm
from .layout import FormRow


class GoalForm(OwnedModelForm):
    """Everything one can say about a goal; only the goal itself has to be said."""

    class Meta:
        model = Goal
        fields = ["title", "area", "target_on", "success", "why"]
        labels = {
            "title": _("What do you want to be able to do?"),
            "area": _("What kind of goal is it?"),
            "target_on": _("Target date"),
            "success": _("How will you know you’re there?"),
            "why": _("Why does it matter?"),
        }
        help_texts = {"success": _("Something you, or your mentor, could see happen.")}
        error_messages = {"title": {"required": _("Say what you want to be able to do")}}
        widgets = {
            "success": forms.Textarea(attrs={"rows": 2}),
            "why": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, focus="", **kwargs):
        """`focus` is the field a link leads to: it takes the cursor when the page opens."""
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Choose one")), *Goal.Area.choices]
        if focus in self.fields and not self.is_bound:
            self.fields[focus].widget.attrs["autofocus"] = True

    def layout(self):
        """The goal first; kind and date beside each other."""
        return Layout("title", FormRow("area", "target_on"), "success", *self.further())

    def further(self) -> list[str]:
        """What only the full form asks."""
        return ["why"]


class ShortGoalForm(GoalForm):
    """The form under the list: enough to tell whether the goal is specific."""

    class Meta(GoalForm.Meta):
        fields = ["title", "area", "target_on", "success"]

    def further(self) -> list[str]:
        """Nothing: the rest can come later."""
        return []


class StepForm(OwnedModelForm):
    """One small step: what, by when, and a word about how."""

    class Meta:
        model = GoalStep
        fields = ["text", "due_on", "note"]
        labels = {"text": _("What will you do?"), "due_on": _("By"), "note": _("Note")}
        help_texts = {"text": _("Small enough to be done in one go.")}
        error_messages = {"text": {"required": _("Say what you’ll do")}}
