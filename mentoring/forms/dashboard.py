"""The one field of an empty account, the first goal, which the goals' own page takes; and what is put aside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Goal, Postponement
from .base import OwnedModelForm


class FirstGoalForm(OwnedModelForm):
    """A first goal in one line; an idea brings its kind along."""

    class Meta:
        model = Goal
        fields = ["title", "area"]
        labels = {"title": _("Your goal")}
        help_texts = {"title": _("Name one thing you want to be able to do.")}
        widgets = {
            "title": forms.TextInput(attrs={"placeholder": _("Run a weekly meeting people find useful")}),
            "area": forms.HiddenInput,
        }


class PutAsideForm(forms.Form):
    """The key of one place where the search is stuck."""

    key = forms.RegexField(r"^stuck\.", max_length=Postponement._meta.get_field("action").max_length)


# What other people started with: the kind of goal, its short name, and the goal.
IDEAS = (
    (Goal.Area.SKILL, _("A skill"), _("Run meetings that end with decisions")),
    (Goal.Area.BUSINESS, _("The business"), _("Read the balance sheet and see how each unit contributes")),
    (Goal.Area.ROLE, _("A new role"), _("Find my feet in my first leadership job")),
    (Goal.Area.EXPOSURE, _("Exposure"), _("Learn how other companies do what we do")),
    (Goal.Area.BALANCE, _("Balance"), _("Do the job well and be home for dinner")),
)


def chosen_idea(address: dict[str, str]) -> dict[str, str]:
    """What the address fills in: a title that fits the field, and a kind of goal that exists."""
    title, area = address.get("title", ""), address.get("area", "")
    return {
        "title": title.replace("\x00", "")[:200],
        "area": area if area in Goal.Area.values else "",
    }
