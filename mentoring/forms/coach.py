"""The answers a goal asks for, each a form of its own: kind, test, day, first step, wording."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..dates.days import add_months, weekday_and_day
from ..models import Goal
from ..models.goals import LONGEST_MONTHS
from .base import OwnedModelForm
from .goals import StepForm
from .layout import render_choices

HINTS = {
    Goal.Area.SKILL: _("Run, write, present, negotiate"),
    Goal.Area.BUSINESS: _("Numbers, units, markets"),
    Goal.Area.EXPOSURE: _("How others do it"),
    Goal.Area.ROLE: _("Your first months as a lead"),
    Goal.Area.BALANCE: _("Hours, limits, home"),
    Goal.Area.CAREER: _("From one role to the next"),
}
MONTHS_AHEAD = (3, 6, 12)
ON_A_DAY = "day"


class OneField:
    """The one field that the question of the page is the label of."""

    main_field = ""
    described_by = "coach-help"

    @property
    def main(self):
        """The field itself, described by its help and by what is wrong with it."""
        field = self[self.main_field]
        described = [self.described_by, *([f"{field.auto_id}_error"] if field.errors else [])]
        field.field.widget.attrs["aria-describedby"] = " ".join(described)
        return field


class KindForm(OwnedModelForm):
    """What kind of help the goal needs, as tiles."""

    class Meta:
        model = Goal
        fields = ["area"]
        labels = {"area": _("What kind of help do you need?")}
        widgets = {"area": forms.RadioSelect}
        error_messages = {"area": {"required": _("Choose one of the seven")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].required = True
        self.fields["area"].choices = Goal.Area.choices

    def tiles(self) -> str:
        """The seven kinds in columns; the heading above them is their legend."""
        return render_choices(self["area"], hints=HINTS, hide_legend=True, pair=True)


class SuccessForm(OneField, OwnedModelForm):
    """How somebody else could tell."""

    main_field = "success"

    class Meta:
        model = Goal
        fields = ["success"]
        labels = {"success": _("How could someone else tell that you got there?")}
        widgets = {"success": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"success": {"required": _("Say what someone else could see")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["success"].required = True


def months_ahead(months: int) -> str:
    """ "In 3 months"."""
    return ngettext("In %(months)s month", "In %(months)s months", months) % {"months": months}


class DateForm(OwnedModelForm):
    """By when: one of three computed days, or one of their own."""

    within = forms.ChoiceField(
        label=_("By when?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four")},
    )

    class Meta:
        model = Goal
        fields = ["target_on"]
        labels = {"target_on": _("Which day?")}

    field_order = ["within", "target_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        self.fields["within"].choices = [
            *((str(months), months_ahead(months)) for months in MONTHS_AHEAD),
            (ON_A_DAY, _("On a day I choose")),
        ]
        if self.instance.target_on:
            self.initial["within"] = ON_A_DAY

    def tiles(self) -> str:
        """The four answers in columns, three with their day."""
        days = {str(months): add_months(self.today, months) for months in MONTHS_AHEAD}
        hints = {months: weekday_and_day(day, self.today) for months, day in days.items()}
        return render_choices(self["within"], hints=hints, hide_legend=True, pair=True)

    def clean(self):
        """The day that was meant; a chosen one lies ahead."""
        within, day = self.cleaned_data.get("within"), self.cleaned_data.get("target_on")
        if within and within != ON_A_DAY:
            self.cleaned_data["target_on"] = add_months(self.today, int(within))
        elif within and "target_on" not in self.errors:
            if day is None:
                self.add_error("target_on", _("Choose a day"))
            elif day < self.today:
                self.add_error("target_on", _("Choose today or a later day"))
        return super().clean()

    def manners(self) -> list[str]:
        """A day further away than a year is a wish for another year."""
        if self.cleaned_data["target_on"] > add_months(self.today, LONGEST_MONTHS):
            return [str(_("That’s more than a year away. What could you do sooner?"))]
        return []

    def changed_against(self, fresh) -> list[str]:
        """Only the day is kept; which tile it came from is not."""
        return [name for name in super().changed_against(fresh) if name == "target_on"]


class WordingForm(OneField, OwnedModelForm):
    """What exactly will be done, for a title that says no more than a wish."""

    main_field = "title"

    class Meta:
        model = Goal
        fields = ["title"]
        labels = {"title": _("What exactly will you do?")}
        error_messages = {"title": {"required": _("Say what you want to be able to do")}}


class FirstStepForm(OneField, StepForm):
    """One small thing for this week, and what to do if something gets in the way."""

    main_field = "text"
    described_by = "first-help"

    class Meta(StepForm.Meta):
        fields = ["text", "obstacle", "then"]
        labels = StepForm.Meta.labels | {"text": _("What’s one small thing you can do this week?")}
        help_texts = {}

    def layout(self):
        """The page lays it out."""
        return None

    def save(self, commit=True):
        """Save it for the end of this week."""
        self.instance.due_on = next_sunday(timezone.localdate())
        return super().save(commit)


def next_sunday(today: dt.date) -> dt.date:
    """The last day of this week; on a Sunday that of the next, so that nothing has to be done today."""
    return today + dt.timedelta(days=6 - today.weekday() or 7)
