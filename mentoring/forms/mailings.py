"""The block of the settings that says how often a reminder mail comes, when, and what its subject tells."""

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from ..dates.clock import clock_words
from ..models import User
from .account import OwnSettingsForm
from .layout import Choices, FormRow


class ReminderMailForm(OwnSettingsForm):
    """How often the person gets a mail about what is due, from which hour on, and what its subject may say."""

    class Meta:
        model = User
        fields = ["reminder_rhythm", "reminder_hour", "reminder_weekday", "reminder_is_discreet"]
        widgets = {"reminder_rhythm": forms.RadioSelect}

    layout = Layout(
        Choices("reminder_rhythm"),
        FormRow("reminder_hour", "reminder_weekday", wide=True),
        "reminder_is_discreet",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reminder_rhythm"].label = _("Email me what’s due")
        self.fields["reminder_hour"].label = _("Not before")
        self.fields["reminder_hour"].help_text = clock_words()
        self.fields["reminder_weekday"].label = _("Day of the weekly mail")
        discreet = self.fields["reminder_is_discreet"]
        discreet.label = _("Keep names out of the subject")
        discreet.help_text = _("It then says only how many things are due.")

    def save(self, commit=True):
        """Save the choice; another rhythm, day or hour counts from now on and makes up for nothing."""
        self.instance.save(update_fields=list(self.fields))
        if {"reminder_rhythm", "reminder_hour", "reminder_weekday"} & set(self.changed_data):
            self.instance.choose_reminders(self.instance.reminder_rhythm, timezone.now())
        return self.instance
