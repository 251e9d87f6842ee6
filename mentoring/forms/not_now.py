"""From when on somebody who said “not now” may be asked again."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Contact
from ..models.prospects import usual_day_to_ask_again
from .base import TOO_EARLY, DateInput, OwnedModelForm, validate_past, validate_year
from .field_errors import InOurWords


def day_to_ask_again(**words) -> forms.DateField:
    """A day that may be left out: then no day is chosen."""
    return forms.DateField(label=gettext_lazy("Ask again from"), required=False, widget=DateInput, **words)


def checked_day(day: dt.date | None, before: dt.date | None) -> dt.date | None:
    """The day, which has to be ahead unless it stood there `before`."""
    if day and day != before and day <= timezone.localdate():
        raise ValidationError(TOO_EARLY)
    return day


class NotNowForm(OwnedModelForm):
    """It isn't the time for a contact: since when stays, the day to ask again is chosen."""

    ask_again_on = day_to_ask_again(
        help_text=gettext_lazy("We won’t suggest them until then. Leave it empty if there’s no day yet.")
    )

    class Meta:
        model = Contact
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today, contact = timezone.localdate(), self.instance
        again_on = contact.ask_again_on if contact.said_not_now else usual_day_to_ask_again(today)
        self.initial["ask_again_on"] = again_on

    def clean_ask_again_on(self) -> dt.date | None:
        """Not today or before."""
        return checked_day(self.cleaned_data["ask_again_on"], self.instance.ask_again_on)

    def clean(self):
        """A no stays a no; and whoever one works with is the mentor now."""
        cleaned = super().clean()
        self.instance.require_no_agreement()
        if self.instance.said_no:
            raise ValidationError(
                _("%(name)s said no, so that’s settled.") % {"name": self.instance.first_name}
            )
        return cleaned

    def save(self, commit=True):
        """They rest until the day."""
        since = self.instance.not_now_on or timezone.localdate()
        self.instance.say_not_now(since, self.cleaned_data["ask_again_on"])
        return self.instance


class StoodForm(InOurWords, forms.Form):
    """How a contact stood, in the address of a way back.

    For “not now” since when, and from when on they may be asked again; or since when they were not a fit.
    """

    since = forms.DateField(required=False, validators=[validate_year])
    again = forms.DateField(required=False, validators=[validate_year])
    unfit = forms.DateField(required=False, validators=[validate_year])

    def _clean_past(self, name: str) -> dt.date:
        """The day that was given, else today; never a day ahead."""
        day = self.cleaned_data[name] or timezone.localdate()
        validate_past(day)
        return day

    def clean_since(self) -> dt.date:
        """Since when it wasn't the time."""
        return self._clean_past("since")

    def clean_unfit(self) -> dt.date:
        """Since when they were not a fit."""
        return self._clean_past("unfit")
