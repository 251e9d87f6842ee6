"""Step 4: a calendar file that a person brings, and the meetings of it that they tick."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.formats import Unreadable
from ..exchange.formats.calendar_file import MOST_BYTES, TOO_LARGE
from ..exchange.importing.from_calendar import (
    Proposals,
    ProposedMeeting,
    planned_among,
    proposed,
    written_proposals,
)
from ..models import Meeting, MentorAgreement
from .base import OwnedForm


class CalendarFileForm(OwnedForm):
    """One file; what it proposes is worked out at once, and nothing of it is kept."""

    file = forms.FileField(
        label=gettext_lazy("Your calendar file"),
        allow_empty_file=True,
        max_length=1000,
        help_text=gettext_lazy("An .ics file, up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean_file(self):
        """A file that is not too large to be looked at."""
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        return self.cleaned_data["file"]

    def read(self) -> Proposals | None:
        """What the file proposes; None, with the reason on the field, where it can't be read."""
        if not self.is_valid():
            return None
        try:
            zone = timezone.get_current_timezone_name()
            return proposed(self.owner, self.cleaned_data["file"].read(), timezone.now(), zone)
        except Unreadable as refusal:
            self.add_error("file", str(refusal))
            return None


class ProposedForm(OwnedForm):
    """The ticks: each holds the whole of a proposed meeting, and all that were shown stand beside them."""

    def clean(self):
        """At least one is ticked, and each is still possible."""
        cleaned, ticked = super().clean(), self.data.getlist("meeting")
        if not ticked:
            raise ValidationError(_("Tick a meeting first"))
        if len(self.ticked) != len(set(ticked)):
            raise ValidationError(_("One of these isn’t possible any more. Choose the file again."))
        return cleaned

    @cached_property
    def shown(self) -> list[ProposedMeeting]:
        """Everything that was proposed."""
        return written_proposals(self.owner, self.data.getlist("shown"), timezone.now())

    @cached_property
    def ticked(self) -> list[ProposedMeeting]:
        """What was ticked of it."""
        return written_proposals(self.owner, dict.fromkeys(self.data.getlist("meeting")), timezone.now())

    def save(self, on: dt.date) -> list[Meeting]:
        """Plan what was ticked and isn't planned already; returns the new meetings."""
        with transaction.atomic():
            self.owner.lock()
            planned = planned_among(self.owner, self.ticked)
            new = [one for one in self.ticked if (one.starts_at, one.contact.pk) not in planned]
            agreements = MentorAgreement.objects.owned_by(self.owner).running()
            mentors = set(agreements.values_list("mentor", flat=True))
            return [self._plan(one, one.contact.pk in mentors, on) for one in new]

    def _plan(self, one: ProposedMeeting, is_mentor: bool, on: dt.date) -> Meeting:
        meeting = one.meeting
        meeting.owner = self.owner
        if is_mentor:
            meeting.kind = Meeting.Kind.SESSION
        else:
            meeting.introduction = one.contact.introductions_to.awaiting_meeting().last()
        meeting.save()
        meeting.note_answer(on)
        one.contact.refresh_last_touch()
        return meeting
