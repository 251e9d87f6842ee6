"""Putting off a next action: which one, and until when or for good."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Postponement
from ..models.courtesies import REMIND_AGAIN_DAYS
from .base import TOO_EARLY, DateInput, DayForm, validate_year
from .field_errors import InOurWords


class PostponeForm(InOurWords, forms.Form):
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


class DoneForm(DayForm):
    """The day on which an action was done."""

    all_optional = True  # no "(optional)": the day of today stands there


class LaterForm(InOurWords, forms.Form):
    """The day on which an action comes back."""

    on = forms.DateField(
        label=_("Remind me on"),
        widget=DateInput,
        validators=[validate_year],
        error_messages={"required": _("Choose a day")},
    )

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].widget.attrs["min"] = (today + dt.timedelta(days=1)).isoformat()

    def clean_on(self) -> dt.date:
        """A day ahead."""
        if self.cleaned_data["on"] <= self.today:
            raise ValidationError(TOO_EARLY)
        return self.cleaned_data["on"]
