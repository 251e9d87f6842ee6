"""The forms of step 2: a criterion, and one click on a suggestion."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..advice import suggestions
from ..advice.starting import SITUATIONS, Situation
from ..models import Goal, MentorCriterion
from ..status import loading
from .base import OwnedForm, OwnedModelForm
from .layout import Choices, FormRow


class FoldedFields(Div):
    """Fields under a summary that opens by itself when one of them is filled in or wrong."""

    def __init__(self, summary, *fields):
        super().__init__(*fields)
        self.summary = summary

    def render(self, form, context, **kwargs):
        """The fields in `<details>`: no script is needed to open it."""
        is_open = any(form[name].errors or form[name].value() for name in self.fields)
        return format_html(
            '<details class="disclose mb-3"{}><summary>{}</summary><div class="pt-2">{}</div></details>',
            " open" if is_open else "",
            self.summary,
            self.get_rendered_fields(form, context, **kwargs),
        )


class CriterionForm(OwnedModelForm):
    """One quality of the ideal mentor. A new one may carry the suggestion it was made from."""

    suggestion = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    class Meta:
        model = MentorCriterion
        fields = ["text", "kind", "importance", "goals", "find_out", "question", "search_words"]
        labels = {
            "text": _("What should your mentor have, be or know?"),
            "kind": _("Kind"),
            "importance": _("How important?"),
            "goals": _("Which goals does it serve?"),
            "find_out": _("Where would you see it?"),
            "question": _("What would you ask them?"),
            "search_words": _("Search words"),
        }
        help_texts = {
            "text": _("Write it so that you could tell whether someone meets it."),
            "question": _(
                "As you’d say it when you first talk. You’ll find it where you prepare the meeting."
            ),
            "search_words": _(
                "Words in the role, company, tags or notes of people who may meet it, separated by commas."
            ),
        }
        error_messages = {"text": {"required": _("Say what your mentor should have, be or know")}}
        widgets = {"importance": forms.RadioSelect, "goals": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["find_out"].choices = [("", _("Not decided yet")), *MentorCriterion.FindOut.choices]
        if self.instance.pk:
            del self.fields["suggestion"]
        self._offer_goals()

    def _offer_goals(self):
        # A goal parked in another window meanwhile may still be sent; it is only not offered any more.
        field = self.fields["goals"]
        if self.instance.pk:
            wanted = Q(status=Goal.Status.ACTIVE) | Q(criteria=self.instance)
            goals = list(field.queryset.filter(wanted).distinct())
        else:
            goals = [goal for goal in loading.goals(self.owner.pk) if goal.is_active]
        field.choices = [(goal.pk, str(goal)) for goal in goals]
        if not goals:
            field.widget = forms.MultipleHiddenInput()

    def layout(self):
        """How one finds out is folded away: it can come later."""
        goals = [] if self.fields["goals"].widget.is_hidden else ["goals"]
        return Layout(
            "text",
            FormRow("kind", Choices("importance")),
            *goals,
            FoldedFields(_("How will you find out?"), "find_out", "question", "search_words"),
        )

    def clean_text(self) -> str:
        """The text; saying the same twice is refused here, so that the reason stands at the field."""
        text = self.cleaned_data["text"]
        others = MentorCriterion.objects.owned_by(self.owner).exclude(pk=self.instance.pk)
        if others.filter(Exact(Lower("text"), Lower(Value(text)))).exists():
            raise ValidationError(_("You already have this criterion"), code="unique")
        return text

    def clean_suggestion(self) -> str:
        """The key of a suggestion there is, or nothing."""
        key = self.cleaned_data["suggestion"]
        if key and not suggestions.by_key(key):
            raise ValidationError(_("We don’t know this suggestion; use your own words"), code="unknown")
        return key

    def clean(self):
        """What is about someone's own life is refused as a must-have, at the field."""
        cleaned = super().clean()
        wish = MentorCriterion(suggestion=self.instance.suggestion or self.cleaned_data.get("suggestion", ""))
        if self.cleaned_data.get("importance") == MentorCriterion.Importance.MUST and not wish.may_be_must:
            self.add_error("importance", ValidationError(wish.NOT_REQUIRED, code="never_required"))
        return cleaned

    def save(self, commit=True):
        """Save; a new criterion keeps the suggestion it was made from."""
        if not self.instance.pk:
            self.instance.suggestion = self.cleaned_data.get("suggestion", "")
        return super().save(commit)


class SuggestionForm(OwnedForm):
    """One click: which suggestion, how important, and the goals that called for it."""

    key = forms.CharField(max_length=40)
    importance = forms.ChoiceField(choices=MentorCriterion.Importance)
    goals = forms.ModelMultipleChoiceField(Goal.objects.all(), required=False)

    def clean_key(self) -> suggestions.SuggestedCriterion:
        """The suggestion with this key."""
        suggestion = suggestions.by_key(self.cleaned_data["key"])
        if suggestion is None:
            raise ValidationError(_("We don’t know this suggestion; use your own words"), code="unknown")
        return suggestion


class StartForm(OwnedForm):
    """One click: the situation to start from."""

    situation = forms.ChoiceField(
        choices=[(one.key, one.name) for one in SITUATIONS],
        error_messages={"invalid_choice": _("We don’t know this situation; choose another one")},
    )

    def clean_situation(self) -> Situation:
        """The situation itself."""
        return next(one for one in SITUATIONS if one.key == self.cleaned_data["situation"])
