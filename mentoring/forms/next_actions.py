"""Putting off a next action: which one, and for how many days or for good."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..courtesies import REMIND_AGAIN_DAYS
from ..models import Postponement


class PostponeForm(forms.Form):
    """The key of an action, and either a number of days or that it is not needed."""

    key = forms.CharField(max_length=Postponement._meta.get_field("action").max_length)
    days = forms.TypedChoiceField(
        choices=[(days, days) for days in REMIND_AGAIN_DAYS], coerce=int, empty_value=None, required=False
    )
    not_needed = forms.BooleanField(required=False)

    def clean(self):
        """One of the two is said."""
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("days")) == cleaned.get("not_needed", False):
            raise forms.ValidationError(_("Say when to remind you, or that it isn’t needed"))
        return cleaned
