"""The block of the settings that says how often a reminder mail comes, when, and what its subject tells."""

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates.clock import clock_words
from ..models import User
from .account import OwnSettingsForm
from .base import PlainHelper
from .layout import Choices, FormRow

WEEKDAY_PLURALS = (
    gettext_lazy("Mondays"), gettext_lazy("Tuesdays"), gettext_lazy("Wednesdays"), gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"), gettext_lazy("Saturdays"), gettext_lazy("Sundays"),
)  # fmt: skip


class ReminderMailForm(OwnSettingsForm):
    """How often the person gets a mail about what is due, from which hour on, and what its subject may say."""

    class Meta:
        model = User
        fields = ["reminder_rhythm", "reminder_hour", "reminder_weekday", "reminder_is_discreet"]
        widgets = {"reminder_rhythm": forms.RadioSelect}

    layout = Layout(Choices("reminder_rhythm"))
    # What few change, in a part that is closed.
    details = Layout(FormRow("reminder_hour", "reminder_weekday", wide=True), "reminder_is_discreet")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rhythm = self.fields["reminder_rhythm"]
        rhythm.label = _("Email me what’s due")
        rhythm.choices = [("never", _("Never")), ("weekly", _("Weekly")), ("daily", _("Daily"))]
        self.fields["reminder_hour"].label = _("Not before")
        self.fields["reminder_hour"].help_text = clock_words()
        self.fields["reminder_weekday"].label = _("Day of the weekly email")
        discreet = self.fields["reminder_is_discreet"]
        discreet.label = _("Keep names out of the subject")
        discreet.help_text = _("Then it only says how many things are due.")

    @property
    def details_helper(self):
        """How crispy prints the part that is closed."""
        helper = PlainHelper(self)
        helper.layout = self.details
        return helper

    @property
    def are_details_wrong(self) -> bool:
        """Whether something in the part that is closed has to be looked at."""
        return bool({"reminder_hour", "reminder_weekday", "reminder_is_discreet"} & set(self.errors))

    @property
    def when(self) -> str:
        """At which hour, on which days, an email comes."""
        kept = {
            "hour": f"{self.instance.reminder_hour}:00",
            "days": WEEKDAY_PLURALS[self.instance.reminder_weekday],
        }
        return _("At %(hour)s, on %(days)s or on each day something’s due.") % kept

    def save(self, commit=True):
        """Save the choice; another rhythm, day or hour counts from now on and makes up for nothing."""
        self.instance.save(update_fields=list(self.fields))
        if {"reminder_rhythm", "reminder_hour", "reminder_weekday"} & set(self.changed_data):
            self.instance.choose_reminders(self.instance.reminder_rhythm, timezone.now())
        return self.instance
