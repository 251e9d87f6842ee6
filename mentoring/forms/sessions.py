"""Laying out the sessions of an agreement: the rhythm first, then each day and time to look over."""

import datetime as dt
import uuid
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates import rhythm
from ..dates.days import plain_day
from ..dates.weekends import weekend_days
from ..models import Meeting, MentorAgreement
from .base import DateInput, OwnedForm

AWAY_ROWS = 3
# A session a week for the two years an agreement may last, and a few more.
MOST_ROWS = 110
LONGEST_AWAY_DAYS = 200


class TimeInput(forms.TimeInput):
    """The browser's own field for a time of day."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class RhythmForm(OwnedForm):
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
        for number in range(1, AWAY_ROWS + 1):
            for name, label in (("from", _("Away from")), ("until", _("Until"))):
                self.fields[f"{name}_{number}"] = forms.DateField(
                    label=label, required=False, widget=DateInput
                )
        known = timezone.localtime(sessions[-1].starts_at) if sessions else None
        self.initial = {
            "first_on": sessions[0].day if sessions else max(agreement.starts_on, self.today),
            "at": known.time() if known else dt.time(10),
        }
        for field in self.visible_fields():
            kind = "form-select" if isinstance(field.field, forms.ChoiceField) else "form-control"
            field.field.widget.attrs["class"] = kind

    @property
    def away_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The stretches in which one of the two is away: from and until."""
        return [(self[f"from_{number}"], self[f"until_{number}"]) for number in range(1, AWAY_ROWS + 1)]

    def clean_first_on(self) -> dt.date:
        """A day within the term."""
        day = self.cleaned_data["first_on"]
        if not self.agreement.starts_on <= day <= self.agreement.ends_on:
            raise ValidationError(_within_term(self.agreement))
        return day

    def clean(self):
        """A stretch has an end after its beginning; one day alone is a stretch of one day."""
        cleaned = super().clean()
        for number in range(1, AWAY_ROWS + 1):
            start = cleaned.get(f"from_{number}")
            end = cleaned.get(f"until_{number}") or start
            if start and end and not 0 <= (end - start).days <= LONGEST_AWAY_DAYS:
                self.add_error(f"until_{number}", _("Choose a day after the first, within half a year"))
        return cleaned

    def moments(self) -> list[dt.datetime]:
        """The days and times that are proposed, on the clock of the person; those already there are kept."""
        facts = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        days = rhythm.days_of(
            facts["first_on"],
            self.agreement.ends_on,
            self.agreement.cadence,
            most=self.agreement.sessions,
            closing=self.agreement.last_session_on,
            weekday=facts.get("weekday"),
            away=self._away(facts),
            weekend=weekend_days(self.owner.weekend, self.owner.time_zone),
        )
        there = [session.day for session in self.sessions]
        days = rhythm.without_near(days, there, self.agreement.cadence, self.today)
        return [dt.datetime.combine(day, facts["at"]) for day in days]

    @staticmethod
    def _away(facts) -> set[dt.date]:
        away = set()
        for number in range(1, AWAY_ROWS + 1):
            if start := facts.get(f"from_{number}"):
                length = ((facts.get(f"until_{number}") or start) - start).days
                away |= {start + dt.timedelta(days=day) for day in range(length + 1)}
        return away


class Row(NamedTuple):
    """One session as the page proposes it."""

    keep: forms.BoundField
    on: forms.BoundField
    at: forms.BoundField
    day: dt.date | None


class SessionsForm(OwnedForm):
    """Every session with its day and time; what is ticked is planned, all of it in one go, once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    rows = forms.IntegerField(min_value=0, max_value=MOST_ROWS, widget=forms.HiddenInput)
    place = forms.ChoiceField(label=gettext_lazy("How you meet"), choices=Meeting.Place)
    where = forms.CharField(
        label=gettext_lazy("Where"),
        required=False,
        max_length=Meeting._meta.get_field("where").max_length,
        help_text=gettext_lazy("A place, a link or a number."),
    )

    def __init__(self, *args, agreement: MentorAgreement, sessions: list[Meeting], moments=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement, self.sessions = agreement, sessions
        last = sessions[-1] if sessions else None
        self.initial = {
            "form_key": uuid.uuid4(),
            "rows": len(moments),
            "place": last.place if last else Meeting.Place.VIDEO,
            "where": last.where if last else "",
        }
        for number in range(self._count(len(moments))):
            self._add(number, moments[number] if number < len(moments) else None)

    def _count(self, proposed: int) -> int:
        if not self.is_bound:
            return proposed
        text = self.data.get("rows", "")
        return min(int(text), MOST_ROWS) if text.isascii() and text.isdecimal() and len(text) < 4 else 0

    def _add(self, number: int, moment: dt.datetime | None):
        words = {"number": number + 1}
        self.fields[f"keep_{number}"] = forms.BooleanField(
            label=_("Plan session %(number)s") % words, required=False
        )
        self.fields[f"on_{number}"] = forms.DateField(
            label=_("Day of session %(number)s") % words,
            required=False,
            widget=DateInput(attrs={"class": "form-control"}),
        )
        self.fields[f"at_{number}"] = forms.TimeField(
            label=_("Time of session %(number)s") % words,
            required=False,
            widget=TimeInput(attrs={"class": "form-control"}),
        )
        if moment:
            self.initial = {
                **self.initial,
                f"keep_{number}": True,
                f"on_{number}": moment.date(),
                f"at_{number}": moment.time(),
            }

    @property
    def numbers(self) -> range:
        """The rows by their number."""
        return range(sum(name.startswith("keep_") for name in self.fields))

    @property
    def session_rows(self) -> list[Row]:
        """The sessions, ready to print."""
        return [
            Row(self[f"keep_{n}"], self[f"on_{n}"], self[f"at_{n}"], self.initial.get(f"on_{n}"))
            for n in self.numbers
        ]

    def clean(self):
        """Each session that is kept lies within the term, at a time the clock has, and at its own moment."""
        cleaned = super().clean()
        self.moments: dict[int, dt.datetime] = {}
        there = {session.starts_at for session in self.sessions}
        for number in self.numbers:
            if not cleaned.get(f"keep_{number}"):
                continue
            moment = self._moment(number)
            if moment is None:
                continue
            if moment in there:
                self.add_error(f"on_{number}", _("There is a session at that time already"))
            there.add(moment)
            self.moments[number] = moment
        if not self.errors and not self.moments:
            raise ValidationError(_("Keep at least one session, or go back"))
        return cleaned

    def _moment(self, number: int) -> dt.datetime | None:
        day, time = self.cleaned_data.get(f"on_{number}"), self.cleaned_data.get(f"at_{number}")
        for name, value in ((f"on_{number}", day), (f"at_{number}", time)):
            if value is None and name not in self.errors:
                self.add_error(name, _("Say when, or leave this session out"))
        if day is None or time is None:
            return None
        if not self.agreement.starts_on <= day <= self.agreement.ends_on:
            self.add_error(f"on_{number}", _within_term(self.agreement))
            return None
        try:
            return from_current_timezone(dt.datetime.combine(day, time))
        except ValidationError:
            self.add_error(f"at_{number}", _("The clock is changed at that hour. Choose another time"))
            return None

    def save(self) -> int:
        """Plan what is ticked; gives how many sessions were planned. The same page sent twice plans once."""
        keys = {number: key_of(self.cleaned_data["form_key"], number) for number in self.moments}
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
            for number, moment in self.moments.items()
            if keys[number] not in known
        ]
        Meeting.objects.bulk_create(sessions)
        return len(self.moments)


def key_of(form_key: uuid.UUID, number: int) -> uuid.UUID:
    """The key of one session of a page: the same page gives the same keys."""
    return uuid.uuid5(form_key, str(number))


def _within_term(agreement: MentorAgreement) -> str:
    today = timezone.localdate()
    return _("Choose a day from %(first)s to %(last)s") % {
        "first": plain_day(agreement.starts_on, today),
        "last": plain_day(agreement.ends_on, today),
    }
