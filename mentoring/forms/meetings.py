"""Planning a meeting, and moving it to another day."""

import datetime as dt

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates.days import plain_day
from ..models import Introduction, Meeting
from ..models.introduction_facts import MET, WRITTEN
from ..models.meeting_facts import AFTER_MEETING
from ..text.text import record_number
from .base import OwnedModelForm
from .choices import contact_choices
from .layout import FormRow

MINUTES = {Meeting.Kind.FIRST.value: 30, Meeting.Kind.SESSION.value: 60}


class MeetingForm(OwnedModelForm):
    """When, where and with whom. The person stays the same once it is planned, the kind once it was held."""

    introduction = forms.ModelChoiceField(
        Introduction.objects.all(), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Meeting
        fields = ["contact", "kind", "starts_at", "minutes", "place", "where"]
        labels = {"starts_at": gettext_lazy("Day and time")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].required = False
        self.fields["minutes"].widget.attrs["inputmode"] = "numeric"
        self.fields["minutes"].help_text = _(
            "If you leave it empty: 30 for a first meeting, 60 for a session."
        )
        self.fields["where"].help_text = _("A place, a link or a number.")
        if self.instance.pk:
            del self.fields["contact"], self.fields["introduction"]
        else:
            self._offer_contacts(self.fields["contact"])
        self.planned_for = self.instance.starts_at
        self.was_moved = False
        if self.instance.recorded_on:
            del self.fields["kind"]

    def _offer_contacts(self, field):
        """Everybody who is not archived may be met; the select shows prospects first, and not tens of thousands."""
        field.queryset = field.queryset.current()
        chosen = self.initial.get("contact")
        if self.is_bound:
            chosen = field.queryset.filter(pk=record_number(self.data.get("contact", ""))).first()
        prospects = Q(prospect_on__isnull=False, closed_on__isnull=True)
        words = (_("Choose one of your contacts"), _("Prospects"), _("Everyone else"))
        field.choices = contact_choices(field.queryset, prospects, words, chosen)

    def layout(self):
        """The person and the kind first, then the time, then the place."""
        first = [name for name in ("contact", "kind") if name in self.fields]
        return Layout(
            *([FormRow(*first)] if first else []), FormRow("starts_at", "minutes"), FormRow("place", "where")
        )

    def clean(self):
        """A no is taken, the length follows the kind, and what was held stays in the past."""
        cleaned = super().clean()
        kind = cleaned.get("kind", self.instance.kind)
        contact = cleaned.get("contact") or (self.instance.contact if self.instance.pk else None)
        if "minutes" in cleaned and cleaned["minutes"] is None:
            cleaned["minutes"] = MINUTES[kind]
        if contact and kind == Meeting.Kind.FIRST and contact.said_no and not self.instance.recorded_on:
            field = "contact" if "contact" in self.fields else "kind"
            words = _("%(name)s said no, and we take no for an answer. Ask who else comes to mind.")
            self.add_error(field, words % {"name": contact.first_name})
        moment = cleaned.get("starts_at")
        if self.instance.recorded_on and moment and moment != self.planned_for:
            self._check_held(timezone.localdate(moment))
        return cleaned

    def _check_held(self, day: dt.date):
        """A day that what came after it allows; the introduction moves along."""
        meeting = self.instance
        came_after = (meeting.recorded_on, *(fact.day(meeting) for fact in AFTER_MEETING))
        latest = min(filter(None, came_after))
        if day > latest:
            words = _("Choose %(day)s or an earlier day: you’d met by then")
            self.add_error("starts_at", words % {"day": plain_day(latest, timezone.localdate())})
        elif moved := self._met_on(day):
            try:
                meeting.introduction.check_facts(**{MET.column: moved})
            except ValidationError as refusal:
                self.add_error("starts_at", refusal.messages)

    def _met_on(self, day: dt.date) -> dt.date | None:
        """The day the introduction then says the two met; None where it does not speak of this meeting."""
        made, held_on = self.instance.introduction, self.instance.held_on
        if not made or MET.day(made) != max(held_on, WRITTEN.day(made) or held_on):
            return None
        # As when it was written down; a day before the introduction is refused in its words.
        return max(day, WRITTEN.day(made) or day) if day >= made.opened_on else day

    def save(self, commit=True):
        """Save; a new first meeting uses the introduction that was made for it, and tells that they answered.

        A planned meeting at another time was moved: it remembers when it was to be. On the day on which it was put
        down it is corrected instead.
        """
        meeting, is_new = self.instance, not self.instance.pk
        if not meeting.pk and meeting.kind == Meeting.Kind.FIRST:
            meeting.introduction = self._introduction(meeting.contact)
        if meeting.recorded_on and meeting.starts_at != self.planned_for:
            if moved := self._met_on(meeting.day):
                meeting.introduction.correct(**{MET.column: moved})
            meeting.held_on = meeting.day
        is_older = not is_new and timezone.localdate(meeting.created_at) < timezone.localdate()
        if is_older and meeting.is_planned and meeting.starts_at != self.planned_for:
            meeting.remember_moment(self.planned_for)
            self.was_moved = True
        super().save(commit)
        if is_new:
            meeting.note_answer(timezone.localdate())
        meeting.contact.refresh_last_touch()
        return meeting

    def _introduction(self, contact) -> Introduction | None:
        """The one that was named if it leads to this contact, else the last one made and not used."""
        named = self.cleaned_data.get("introduction")
        if named and named.prospect_id == contact.pk:
            return named
        return contact.introductions_to.awaiting_meeting().last()
