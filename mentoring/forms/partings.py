"""How an agreement ends: then and now for each goal, lessons, thanks; and how the two stay in touch."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import TOTAL_FORM_COUNT
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import AgreementGoal, Meeting, MentorAgreement
from ..models.base import record_all
from ..text.text import number_word
from .base import DayForm, OwnedForm, OwnedFormMixin, OwnedModelForm
from .rows import Rows, WithRows

How = MentorAgreement.ConfirmedHow
MOST_GOALS = 200
RATINGS = [*((number, str(number)) for number in range(1, 6)), ("", gettext_lazy("Can’t say"))]


def rating_field(label: str) -> forms.TypedChoiceField:
    """A number from 1 to 5, or nothing: as a line of radios."""
    return forms.TypedChoiceField(
        label=label,
        choices=RATINGS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class PartingForm(OwnedFormMixin, DayForm):
    """What is said at every end, early or not: lessons, thanks, and what becomes of sessions still planned."""

    lessons = forms.CharField(
        label=gettext_lazy("What you learned"),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    thanks_words = forms.CharField(
        label=gettext_lazy("What you’re thankful for"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the agreement, and a good start for a letter."),
    )
    call_off = forms.BooleanField(required=False)

    def __init__(self, *args, agreement: MentorAgreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        sessions = Meeting.objects.owned_by(self.owner).filter(
            contact=agreement.mentor_id, kind=Meeting.Kind.SESSION
        )
        self.ahead = list(sessions.ahead(timezone.now()))
        self.initial = {
            **self.initial,
            "on": timezone.localdate(),
            "call_off": True,
            "lessons": agreement.lessons,
            "thanks_words": agreement.thanks_words,
        }
        if self.ahead:
            self.fields["call_off"].label = ngettext(
                "Call off the session that’s still planned",
                "Call off the %(count)s sessions that are still planned",
                len(self.ahead),
            ) % {"count": number_word(len(self.ahead))}
        else:
            del self.fields["call_off"]

    def clean(self):
        """Only a running agreement ends, and not before it was confirmed."""
        cleaned = super().clean()
        on = cleaned.get("on")
        if not self.agreement.is_running or (on and on < self.agreement.confirmed_on):
            raise ValidationError(_("The agreement wasn’t running on that day"))
        return cleaned

    def words(self) -> dict[str, str]:
        """What was said, as the agreement keeps it."""
        return {name: self.cleaned_data[name] for name in ("lessons", "thanks_words")}

    def let_go(self) -> None:
        """Call off what is still planned, if the person wants that."""
        if self.cleaned_data.get("call_off"):
            keys = [session.pk for session in self.ahead]
            Meeting.objects.planned().filter(pk__in=keys).call_off(self.cleaned_data["on"])


class EndForm(PartingForm):
    """Ended early, by either, without blame."""

    ended_by = forms.ChoiceField(
        label=gettext_lazy("Who ended it?"),
        choices=[*MentorAgreement.EndedBy.choices, ("", gettext_lazy("I’d rather not say"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only you see this."),
    )

    def save(self) -> MentorAgreement:
        """End it, keep what was said."""
        self.agreement.end_early(self.cleaned_data["on"], self.cleaned_data["ended_by"], **self.words())
        self.let_go()
        return self.agreement


class RatedRow(OwnedFormMixin, forms.ModelForm):
    """One goal of the agreement against its own success sentence, in numbers from 1 to 5."""

    def clean(self):
        """A row stands for one goal of this agreement: any other record has not been found."""
        if not self.instance.pk:
            raise forms.ValidationError(_("This goal isn’t in the agreement any more."), code="gone")
        return super().clean()

    def _get_validation_exclusions(self):
        # The choices of the ratings say what their constraint says; asking it would be a query a row.
        return super()._get_validation_exclusions() | {"then_rated", "now_rated"}


class ThenRow(RatedRow):
    """Where one goal stands at the beginning."""

    class Meta:
        model = AgreementGoal
        fields = ["then_rated"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        goal = str(self.instance.goal) if self.instance.pk else ""
        self.fields["then_rated"] = rating_field(_("Now, for “%(goal)s”") % {"goal": goal})


class GoalRow(RatedRow):
    """One goal of the agreement: then, now, what changed, and whether it is reached."""

    closing_note = forms.CharField(
        required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"})
    )
    achieved = forms.BooleanField(label=gettext_lazy("I’ve reached this goal"), required=False)

    class Meta:
        model = AgreementGoal
        fields = ["then_rated", "now_rated", "closing_note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"goal": str(self.instance.goal) if self.instance.pk else ""}
        self.fields["then_rated"] = rating_field(_("Then, for “%(goal)s”") % words)
        if self.instance.then_rated:
            del self.fields["then_rated"]  # said when the agreement was confirmed
        self.fields["now_rated"] = rating_field(_("Now, for “%(goal)s”") % words)
        self.fields["closing_note"].label = _("What changed, for “%(goal)s”") % words
        if not (self.instance.pk and self.instance.goal.is_active):
            del self.fields["achieved"]


class BaseGoalRows(Rows, forms.BaseModelFormSet):
    """The goals of one agreement; a row that names any other record, or none, is refused."""

    def add_fields(self, form, index):
        """A row names its record by number, found among those that were read; Django would ask for each again."""
        super().add_fields(form, index)
        form.fields["id"] = forms.IntegerField(widget=forms.HiddenInput, initial=form.instance.pk)

    def keep(self, on: dt.date) -> None:
        """Keep what was said of all goals; those that are reached are achieved on this day."""
        record_all([row.instance for row in self.initial_forms], *self.form.Meta.fields)
        for row in self.initial_forms:
            if row.cleaned_data.get("achieved"):
                row.instance.goal.achieve(on)


def _rows_of(row: type[RatedRow]) -> Any:
    return forms.modelformset_factory(
        AgreementGoal, form=row, formset=BaseGoalRows, edit_only=True, extra=0, max_num=MOST_GOALS,
        absolute_max=MOST_GOALS,
    )  # fmt: skip


GoalRows, ThenRows = _rows_of(GoalRow), _rows_of(ThenRow)


def goal_rows(rows: type[BaseGoalRows], agreement: MentorAgreement, owner, data) -> BaseGoalRows:
    """The rows of an agreement's goals, in their order; `data` is None on a first visit."""
    goals = AgreementGoal.objects.owned_by(owner).filter(agreement=agreement)
    in_order = goals.select_related("goal").order_by("goal__number")
    return rows(data, prefix="goal", queryset=in_order, form_kwargs={"owner": owner})


class ThenForm(WithRows, OwnedForm):
    """Where each goal of a new agreement stands, so that its end has something to look back on."""

    def __init__(self, *args, agreement: MentorAgreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = goal_rows(ThenRows, agreement, self.owner, self.data if self.is_bound else None)

    def row_sets(self):
        """The goals of the agreement."""
        return [self.goals]

    def save(self) -> None:
        """Keep what was said of the goals."""
        self.goals.keep(timezone.localdate())


class ConfirmForm(WithRows, OwnedFormMixin, DayForm):
    """The mentor said yes: in which way, on which day; and where the goals stand then."""

    how = forms.ChoiceField(
        choices=[(how.value, how.label) for how in (How.IN_PERSON, How.MAIL)],
        widget=forms.RadioSelect, label=gettext_lazy("How did they confirm?"),
        error_messages={"required": gettext_lazy("Say how they confirmed")},
    )  # fmt: skip

    def __init__(self, *args, agreement: MentorAgreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = goal_rows(ThenRows, agreement, self.owner, self.data if self.is_bound else None)

    def row_sets(self):
        """The goals, where the page that was sent asked about them."""
        return [self.goals] if f"goal-{TOTAL_FORM_COUNT}" in self.data else []

    def save_to(self, agreement: MentorAgreement) -> None:
        """Confirm it as it stands now, and keep where the goals stand."""
        agreement.confirm(self.cleaned_data["on"], self.cleaned_data["how"])
        for rows in self.row_sets():
            rows.keep(self.cleaned_data["on"])


class CompleteForm(WithRows, PartingForm):
    """Both kept to it: for each goal then and now, with the goals achieved marked in the same step."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = goal_rows(GoalRows, self.agreement, self.owner, self.data if self.is_bound else None)

    def row_sets(self):
        """The goals of the agreement."""
        return [self.goals]

    def save(self) -> MentorAgreement:
        """Complete it, keep then and now, mark the goals that were reached."""
        on = self.cleaned_data["on"]
        self.agreement.complete(on, **self.words())
        self.goals.keep(on)
        self.let_go()
        return self.agreement


MONTHS = (1, 2, 3, 4, 6, 9, 12, 18, 24)


class TouchForm(OwnedModelForm):
    """Whether and how often the two stay in touch after the end."""

    class Meta:
        model = MentorAgreement
        fields = ["stays_in_touch", "touch_after_months", "touch_every_months"]
        labels = {
            "stays_in_touch": gettext_lazy("Remind me to stay in touch"),
            "touch_after_months": gettext_lazy("First get in touch after"),
            "touch_every_months": gettext_lazy("Then every"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("touch_after_months", "touch_every_months"):
            # A number somebody has already (from a file, say) stays one of the choices.
            offered = sorted({*MONTHS, getattr(self.instance, name)})
            words = [(n, ngettext("%(n)s month", "%(n)s months", n) % {"n": n}) for n in offered]
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label, choices=words, coerce=int
            )
