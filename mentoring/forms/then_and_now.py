"""Where each goal of an agreement stands against its own success sentence: at the yes, and at the end."""

import datetime as dt
from typing import Any

from django import forms
from django.forms.formsets import TOTAL_FORM_COUNT
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import AgreementGoal, MentorAgreement
from ..models.base import record_all
from .base import DayForm, OwnedForm, OwnedFormMixin
from .rows import Rows, WithRows

How = MentorAgreement.ConfirmedHow
MOST_GOALS = 200
RATINGS = [*((number, str(number)) for number in range(1, 6)), ("", gettext_lazy("Can’t say"))]


def rating_field(label: str) -> forms.TypedChoiceField:
    """A number from 1 to 5, or nothing: as a line of radios."""
    return forms.TypedChoiceField(
        label=label, choices=RATINGS, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


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

    def keep_goal(self, on: dt.date) -> None:
        """What is said of the goal itself; nothing unless a form asks about it."""


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
    """One goal of the agreement: then, now, and whether it is reached."""

    # Sent along as it was shown: only who takes the tick away says that it isn't reached, nobody whose page is older.
    achieved = forms.BooleanField(
        label=gettext_lazy("I’ve reached this goal"),
        required=False,
        show_hidden_initial=True,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    class Meta:
        model = AgreementGoal
        fields = ["then_rated", "now_rated"]

    # The day on which it was asked where the goal stands; set by the form that these rows belong to.
    rated_on: dt.date | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"goal": str(self.instance.goal) if self.instance.pk else ""}
        self.fields["then_rated"] = rating_field(_("Then, for “%(goal)s”") % words)
        if self.instance.then_rated:
            del self.fields["then_rated"]  # said when the agreement was confirmed
        self.fields["now_rated"] = rating_field(_("Now, for “%(goal)s”") % words)
        self.fields["achieved"].initial = self._is_achieved
        if not self.instance.pk or self.instance.goal.parked_on:
            del self.fields["achieved"]

    @property
    def _is_achieved(self) -> bool:
        return bool(self.instance.pk) and self.instance.goal.achieved_on is not None

    @property
    def is_reached(self) -> bool:
        """Whether the goal is reached, or is said to be in the form as it stands."""
        if "achieved" not in self.fields:
            return False
        is_ticked = bool(self["achieved"].value())
        return is_ticked or (self._is_achieved and "achieved" not in self.changed_data)

    def keep_goal(self, on: dt.date) -> None:
        """The goal is achieved on this day where that is ticked anew, and worked on again where it isn't any more."""
        goal, is_reached = self.instance.goal, self.is_reached
        if is_reached and goal.is_active:
            goal.achieve(on)
        elif self._is_achieved and not is_reached:
            goal.take_up()


class BaseGoalRows(Rows, forms.BaseModelFormSet):
    """The goals of one agreement; a row that names any other record, or none, is refused."""

    def add_fields(self, form, index):
        """A row names its record by number, found among those that were read; Django would ask for each again."""
        super().add_fields(form, index)
        form.fields["id"] = forms.IntegerField(widget=forms.HiddenInput, initial=form.instance.pk)

    def keep(self, on: dt.date) -> None:
        """Keep what was said of all goals on this day."""
        record_all([row.instance for row in self.initial_forms], *self.form.Meta.fields)
        for row in self.initial_forms:
            row.keep_goal(on)


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
