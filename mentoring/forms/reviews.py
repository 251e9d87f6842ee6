"""Looking back together in three short answers: what works, what to change, and whether it goes on."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates.days import plain_day
from ..models import Review
from ..models.agreement_facts import REVIEWED
from .base import OwnedModelForm, validate_past
from .layout import render_choices
from .one_of_a_kind import OneOfAKind

DECISION_HINTS = {
    Review.Decision.CONTINUE.value: gettext_lazy("Nothing else to do."),
    Review.Decision.CHANGE.value: gettext_lazy("Next: propose a new version of the agreement."),
    Review.Decision.STOP.value: gettext_lazy("Next: end it, without blame."),
}
# The last time there is nothing to stop: it ends as it was agreed, or goes on.
LAST_HINTS = {
    Review.Decision.CONTINUE.value: gettext_lazy("Next: complete it after its last day."),
    Review.Decision.CHANGE.value: gettext_lazy("Next: extend it, or propose a new version."),
}


class ReviewForm(OneOfAKind, OwnedModelForm):
    """One look back on one agreement; written again, it corrects what was noted."""

    which = ("agreement", "kind")

    class Meta:
        model = Review
        fields = ["held_on", "works", "to_change", "decision"]
        widgets = {"decision": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        if not self.instance.pk:
            self.initial["held_on"] = self.today
        is_last = self.instance.kind == Review.Kind.LAST
        self.hints = (
            LAST_HINTS if is_last and self.instance.decision != Review.Decision.STOP else DECISION_HINTS
        )
        # A radio without an empty one: nobody should have to choose nothing.
        self.fields["decision"] = forms.ChoiceField(
            label=_("What did you decide?"),
            choices=[(one, self.instance.decision_in_words(one)) for one in self.hints],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what you decided")},
        )

    @property
    def decision_tiles(self):
        """The decisions as tiles, each with what comes next."""
        return render_choices(self["decision"], hints=self.hints, hide_legend=True)

    def clean_held_on(self) -> dt.date:
        """A day of the agreement that has come."""
        day, agreement = self.cleaned_data["held_on"], self.instance.agreement
        validate_past(day, self.instance.held_on)
        first = max(agreement.starts_on, agreement.confirmed_on)
        if day < first and day != self.instance.held_on:
            words = {"day": plain_day(first, self.today)}
            raise ValidationError(_("Choose %(day)s or a later day: that’s when it began") % words)
        return day

    def save(self, commit=True):
        """Save; the halfway review is a fact of the agreement too."""
        review = super().save(commit)
        agreement = review.agreement
        if review.kind == Review.Kind.MIDPOINT and agreement.is_running and not agreement.reviewed_on:
            agreement.mark(REVIEWED, review.held_on)
        return review
