"""Across the steps: three lines about a week."""

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import LookBack
from .base import OwnedModelForm
from .layout import FormRow
from .one_of_a_kind import OneOfAKind


class LookBackForm(OneOfAKind, OwnedModelForm):
    """One week; written again, it is corrected."""

    which = ("monday",)
    all_optional = True  # any one line is enough

    class Meta:
        model = LookBack
        fields = ["moved", "stood_still", "condition", "then"]
        labels = {
            "moved": _("What moved"),
            "stood_still": _("What stood still"),
            "condition": _("If"),
            "then": _("then I will"),
        }
        widgets = {"moved": forms.Textarea({"rows": 2}), "stood_still": forms.Textarea({"rows": 2})}

    def layout(self):
        """The week, then a plan for the next one."""
        hidden = [name for name in ("form_key", "opened_at", "opened_as") if name in self.fields]
        heading = HTML(format_html('<h2 class="form-label">{}</h2>', _("Next week")))
        return Layout(*hidden, "moved", "stood_still", heading, FormRow("condition", "then", wide=True))
