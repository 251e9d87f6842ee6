"""What calendar programs are told: when to sound, and whether courtesies are among it."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext as _

from ..models import User
from .account import OwnSettingsForm
from .layout import FormRow


class CalendarForm(OwnSettingsForm):
    """One block of the settings page: how the calendar looks to the programs that read along."""

    class Meta:
        model = User
        fields = ["calendar_alarm", "calendar_courtesies"]

    layout = Layout(FormRow("calendar_alarm"), "calendar_courtesies")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["calendar_alarm"].label = _("Alarm")
        self.fields["calendar_alarm"].choices = User.CalendarAlarm.choices
        self.fields["calendar_alarm"].help_text = _(
            "For a day without a time, it goes off at nine in the morning."
        )
        self.fields["calendar_courtesies"].label = _("Show the courtesies that are due, too")
