"""Step 3: the form of a reminder about a contact: what, from which day on, and whether again."""

import datetime as dt

from crispy_forms.layout import Layout
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Reminder
from .base import OwnedModelForm
from .layout import FormRow


class ReminderForm(OwnedModelForm):
    """Something to come back to; give `instance=Reminder(contact=...)` for a new one."""

    all_optional = True  # no "(optional)": once is said as well

    class Meta:
        model = Reminder
        fields = ["words", "due_on", "repeats"]
        labels = {
            "words": gettext_lazy("Remind me to"),
            "due_on": gettext_lazy("On"),
            "repeats": gettext_lazy("How often"),
        }
        error_messages = {
            "words": {"required": gettext_lazy("Say what you want to be reminded of")},
            "due_on": {"required": gettext_lazy("Choose a day")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _("For example: ask how the move went.")

    def layout(self):
        """What, then when."""
        hidden = [name for name in ("form_key", "opened_at") if name in self.fields]
        return Layout(*hidden, "words", FormRow("due_on", "repeats", wide=True))

    def clean_due_on(self) -> dt.date:
        """Today or later; a day that has come meanwhile may stay."""
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate() and due_on != self.initial.get("due_on"):
            raise ValidationError(_("Choose today or a later day"))
        return due_on

    def _post_clean(self):
        # The first day follows from the day that was chosen, and the constraints look at both. A day that
        # stayed, and its rhythm with it, goes on from where it began.
        due_on = self.cleaned_data.get("due_on")
        if due_on and ({"due_on", "repeats"} & set(self.changed_data) or not self.instance.pk):
            self.instance.choose_day(due_on)
        super()._post_clean()

    def save(self, commit=True):
        """Save the reminder; a new day or rhythm opens one that was done, and ends what could be undone."""
        if {"due_on", "repeats"} & set(self.changed_data):
            self.instance.done_on = self.instance.due_before = self.instance.done_before = None
        return super().save(commit)
