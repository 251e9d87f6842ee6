"""Laying out the sessions of an agreement: the rhythm first, then each day and time to look over."""

import datetime as dt
import uuid
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..dates import rhythm
from ..dates.clock import CLOCK_CHANGED
from ..dates.days import plain_day, short_day
from ..models import Meeting, MentorAgreement
from ..text.text import and_list
from .base import DateInput, OwnedForm
from .rows import Rows, WithRows

AWAY_ROWS = 3
# A session a week for the two years an agreement may last, and a few more.
MOST_ROWS = 110
LONGEST_AWAY_DAYS = 200


class TimeInput(forms.TimeInput):
    """The browser's own field for a time of day."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class AwayForm(OwnedForm):
    """A stretch in which one of the two is away; one day alone is a stretch of one day."""

    start = forms.DateField(
        label=gettext_lazy("Away from"), required=False, widget=DateInput(attrs={"class": "form-control"})
    )
    end = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=DateInput(attrs={"class": "form-control"})
    )

    def clean(self):
        """A stretch has an end after its beginning."""
        cleaned = super().clean()
        start = cleaned.get("start")
        end = cleaned.get("end") or start
        if start and end and not 0 <= (end - start).days <= LONGEST_AWAY_DAYS:
            self.add_error("end", _("Choose a day after the first, within half a year"))
        return cleaned

    def days(self) -> set[dt.date]:
        """Every day of the stretch."""
        start = self.cleaned_data.get("start")
        if not start:
            return set()
        length = ((self.cleaned_data.get("end") or start) - start).days
        return {start + dt.timedelta(days=day) for day in range(length + 1)}


AwayRows = forms.formset_factory(
    AwayForm, formset=Rows, extra=AWAY_ROWS, max_num=AWAY_ROWS, absolute_max=AWAY_ROWS
)


class RhythmForm(WithRows, OwnedForm):
    """From which day, on which weekday, at which time, and when one of the two is away. Changes nothing."""

    first_on = forms.DateField(label=gettext_lazy("First session"), widget=DateInput)
    at = forms.TimeField(label=gettext_lazy("At"), widget=TimeInput)
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("Whatever day it falls on")), *WEEKDAYS.items()],
    )

    def __init__(self, *args, agreement: MentorAgreement, sessions: list[Meeting], **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement, self.sessions = agreement, sessions
        self.today = timezone.localdate()
        # An address may ask for a rhythm without a word about days away.
        asked = self.data if "away-TOTAL_FORMS" in self.data else None
        self.away = AwayRows(asked, prefix="away", form_kwargs={"owner": self.owner})
        known = timezone.localtime(sessions[-1].starts_at) if sessions else None
        self.initial = {
            "first_on": sessions[0].day if sessions else max(agreement.starts_on, self.today),
            "at": known.time() if known else dt.time(10),
        }
        for field in self.visible_fields():
            kind = "form-select" if isinstance(field.field, forms.ChoiceField) else "form-control"
            field.field.widget.attrs["class"] = kind

    def row_sets(self):
        """The days away, as far as the address speaks of them."""
        return [self.away] if self.away.is_bound else []

    def clean_first_on(self) -> dt.date:
        """A day within the term."""
        day = self.cleaned_data["first_on"]
        if not self.agreement.starts_on <= day <= self.agreement.ends_on:
            raise ValidationError(_within_term(self.agreement))
        return day

    @cached_property
    def slots(self) -> rhythm.Slots:
        """The days of the rhythm, and those for which there is no free day."""
        away = [row.days() for row in self.away] if self.is_asked and self.away.is_bound else []
        return self.agreement.slots(
            self.facts["first_on"], weekday=self.facts.get("weekday"), away=set().union(*away)
        )

    @property
    def is_asked(self) -> bool:
        """Whether the address asks for a rhythm that makes sense."""
        return self.is_bound and self.is_valid()

    @property
    def facts(self) -> Mapping[str, Any]:
        """What was asked for, else what is usual."""
        return self.cleaned_data if self.is_asked else self.initial

    def moments(self) -> list[dt.datetime]:
        """The days and times that are proposed, on the clock of the person; those already there are kept."""
        there = [session.day for session in self.sessions]
        days = rhythm.without_near(self.slots.days, there, self.agreement.cadence, self.today)
        return [dt.datetime.combine(day, self.facts["at"]) for day in days]

    def left_out(self) -> str:
        """A sentence about the slots that have no free day; "" when every one has."""
        slots = [short_day(slot, self.today) for slot in self.slots.left_out if slot >= self.today]
        if not slots:
            return ""
        said = ngettext(
            "Left out, because there’s no free day near it: %(days)s.",
            "Left out, because there’s no free day near them: %(days)s.",
            len(slots),
        )
        return said % {"days": and_list(slots)}


class SessionRow(OwnedForm):
    """One session as the page proposes it: planned or not, its day and its time."""

    keep = forms.BooleanField(required=False)
    on = forms.DateField(required=False, widget=DateInput(attrs={"class": "form-control"}))
    at = forms.TimeField(required=False, widget=TimeInput(attrs={"class": "form-control"}))
    moment: dt.datetime | None = None

    def __init__(self, *args, agreement: MentorAgreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement = agreement

    def clean(self):
        """A session that is kept lies within the term, at a time the clock has."""
        cleaned = super().clean()
        if cleaned.get("keep"):
            self.moment = self._moment()
        return cleaned

    def _moment(self) -> dt.datetime | None:
        day, time = self.cleaned_data.get("on"), self.cleaned_data.get("at")
        for name, value in (("on", day), ("at", time)):
            if value is None and name not in self.errors:
                self.add_error(name, _("Say when, or leave this session out"))
        if day is None or time is None:
            return None
        if not self.agreement.starts_on <= day <= self.agreement.ends_on:
            self.add_error("on", _within_term(self.agreement))
            return None
        try:
            return from_current_timezone(dt.datetime.combine(day, time))
        except ValidationError:
            self.add_error("at", CLOCK_CHANGED)
            return None


class BaseSessionRows(Rows):
    """All sessions of the page: each at a moment of its own, and at least one of them."""

    def __init__(self, *args, sessions: list[Meeting], **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions = sessions

    def add_fields(self, form, index):
        """Each field says of which session it is."""
        super().add_fields(form, index)
        words = {"number": index + 1}
        form.fields["keep"].label = _("Plan session %(number)s") % words
        form.fields["on"].label = _("Day of session %(number)s") % words
        form.fields["at"].label = _("Time of session %(number)s") % words

    @property
    def moments(self) -> dict[int, dt.datetime]:
        """When each session is that is kept, by its place on the page."""
        return {number: row.moment for number, row in enumerate(self.forms) if row.moment}

    def clean(self):
        """No two at the same time, and not none."""
        there = {session.starts_at for session in self.sessions}
        for number, moment in self.moments.items():
            if moment in there:
                self.forms[number].add_error("on", _("There’s already a session at that time"))
            there.add(moment)
        if not any(self.errors) and not self.moments:
            raise ValidationError(_("Keep at least one session, or go back"))


SessionRows: Any = forms.formset_factory(
    SessionRow, formset=BaseSessionRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


class SessionsForm(WithRows, OwnedForm):
    """Every session with its day and time; what is ticked is planned, all of it in one go, once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label=gettext_lazy("How you meet"), choices=Meeting.Place)
    where = forms.CharField(
        label=gettext_lazy("Where"),
        required=False,
        max_length=Meeting._meta.get_field("where").max_length,
        help_text=gettext_lazy("A place, a link or a number."),
    )

    def __init__(self, *args, agreement: MentorAgreement, sessions: list[Meeting], moments=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        last = sessions[-1] if sessions else None
        self.initial = {
            "form_key": uuid.uuid4(),
            "place": last.place if last else Meeting.Place.VIDEO,
            "where": last.where if last else "",
        }
        self.rows = SessionRows(
            self.data if self.is_bound else None,
            prefix="session",
            initial=[{"keep": True, "on": moment.date(), "at": moment.time()} for moment in moments] or None,
            sessions=sessions,
            form_kwargs={"owner": self.owner, "agreement": agreement},
        )

    def row_sets(self):
        """The sessions."""
        return [self.rows]

    def save(self) -> int:
        """Plan what is ticked; gives how many sessions were planned. The same page sent twice plans once."""
        moments = self.rows.moments
        keys = {number: key_of(self.cleaned_data["form_key"], number) for number in moments}
        made = Meeting.objects.owned_by(self.owner).filter(form_key__in=keys.values())
        known = set(made.values_list("form_key", flat=True))
        sessions = [
            Meeting(
                owner=self.owner,
                contact=self.agreement.mentor,
                kind=Meeting.Kind.SESSION,
                starts_at=moment,
                minutes=self.agreement.minutes,
                place=self.cleaned_data["place"],
                where=self.cleaned_data["where"],
                form_key=keys[number],
            )
            for number, moment in moments.items()
            if keys[number] not in known
        ]
        Meeting.objects.bulk_create(sessions)
        return len(moments)


def key_of(form_key: uuid.UUID, number: int) -> uuid.UUID:
    """The key of one session of a page: the same page gives the same keys."""
    return uuid.uuid5(form_key, str(number))


def _within_term(agreement: MentorAgreement) -> str:
    today = timezone.localdate()
    return _("Choose a day from %(first)s to %(last)s") % {
        "first": plain_day(agreement.starts_on, today),
        "last": plain_day(agreement.ends_on, today),
    }
