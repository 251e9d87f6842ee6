"""Step 3: what happened with an introduction: who it was, why it is over, and on which day each thing was."""

import datetime as dt
import uuid
from functools import cache, partial

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..introductions import track
from ..models import Contact, Introduction
from ..models.closing_reasons import REASONS
from ..models.constraints import broken
from ..models.introduction_facts import COLUMNS
from ..models.introduction_rules import fact_of
from .base import (
    DateInput,
    DayForm,
    OwnedFormMixin,
    OwnedModelForm,
    VisibleCharField,
    validate_past,
    validate_year,
)
from .choices import contact_choices
from .contacts import perhaps_known
from .layout import render_choices

ABOUT_PEOPLE = ("introduction_asked_once", "introduction_between_two_people")


class FactForm(DayForm):
    """Something that happened on a day, and where it is shown when the record refuses it."""

    def refuse(self, refusal: ValidationError) -> None:
        """Show why it was refused, at the day."""
        self.add_error("on", refusal.messages)


class PersonForm(OwnedFormMixin, FactForm):
    """Whom the introducer came up with: one of the contacts, or somebody new."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("One of your contacts"), queryset=Contact.objects.current(), required=False
    )
    name = VisibleCharField(label=gettext_lazy("Or someone new"), max_length=120, required=False)
    overrule = forms.BooleanField(required=False, label=gettext_lazy("They’re someone else"))
    field_order = ["person", "name", "on"]

    def __init__(self, *args, introduction: Introduction, **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings: list[str] = []
        person = self.fields["person"]
        person.queryset = person.queryset.exclude(pk=introduction.introducer_id)
        groups = (_("Choose one"), _("Your prospects"), _("Everyone else"))
        is_prospect = Q(prospect_on__isnull=False, closed_on__isnull=True)
        chosen = None
        if (
            self.is_bound
            and (pk := self.data.get(self.add_prefix("person"), "")).isdecimal()
            and len(pk) < 19
        ):
            chosen = person.queryset.filter(pk=pk).first()
        # Read when the page shows them: who is recorded was found without them.
        person.choices = cache(lambda: contact_choices(person.queryset, is_prospect, groups, chosen))
        self.fields["on"].help_text = _("Today, if you leave it empty.")

    @property
    def asks_to_overrule(self) -> bool:
        """Whether the page shows the tick that says it is somebody else."""
        return bool(self.warnings)

    @property
    def is_settled(self) -> bool:
        """Whether it need not be asked any more who it is."""
        return bool(self.cleaned_data.get("overrule"))

    def clean(self):
        """Exactly one of the two says who it is; a name that is there already is pointed out."""
        cleaned = super().clean()
        person, name = cleaned.get("person"), cleaned.get("name")
        if person and name:
            self.add_error("name", _("Choose someone or write a new name, not both"))
        elif not (person or name or self.errors):
            self.add_error("person", _("Say who it is"))
        if name and not self.errors:
            self.warnings = perhaps_known(Contact(owner=self.owner, name=name), in_place=True)
            if self.warnings and not self.is_settled:
                raise ValidationError(self.warnings, code="manners")
        return cleaned

    def refuse(self, refusal: ValidationError) -> None:
        """Show why it was refused: at the person, where it is the person who cannot be."""
        rules = Introduction._meta.constraints
        about_people = {str(rule.violation_error_message) for rule in rules if rule.name in ABOUT_PEOPLE}
        no = getattr(refusal, "code", None) == "said_no"
        for message in refusal.messages:
            at_person = no or message in about_people
            typed = "name" if self.cleaned_data.get("name") else "person"
            self.add_error(typed if at_person else "on", message)

    def chosen(self) -> Contact:
        """The contact; somebody new is saved now."""
        return self.cleaned_data["person"] or Contact.objects.create(
            owner=self.owner, name=self.cleaned_data["name"].strip()
        )


class FurtherForm(PersonForm):
    """Somebody else who came of the same ask; sent twice, it makes one introduction."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["form_key"] = uuid.uuid4()

    @property
    def is_settled(self) -> bool:
        """Also once it was sent: then it is who they were."""
        made = Introduction.objects.owned_by(self.owner).filter(form_key=self.cleaned_data.get("form_key"))
        return super().is_settled or made.exists()


class ClosedForm(FactForm):
    """Why an introduction is over, and since when."""

    because = forms.ChoiceField(
        label=gettext_lazy("Why is it over?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say why it’s over")},
    )
    field_order = ["because", "on"]

    def __init__(self, *args, introduction: Introduction, **kwargs):
        super().__init__(*args, **kwargs)
        reasons = introduction.reasons_to_close
        self.fields["because"].choices = [
            (reason, REASONS[reason].dot % introduction.names) for reason in reasons
        ]
        self.fields["on"].help_text = _("Today, if you leave it empty.")

    @property
    def tiles(self) -> str:
        """The reasons as tiles."""
        return render_choices(self["because"])


class DatesForm(OwnedModelForm):
    """The day of everything that happened, corrected as a whole: the order of facts has to hold in the end."""

    class Meta:
        model = Introduction
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        for fact in track.recorded_facts(self.instance):
            # A fact noted in another window meanwhile is no error here: it keeps its day.
            if self.is_bound and self.add_prefix(fact.name) not in self.data:
                continue
            self.fields[fact.name] = forms.DateField(
                label=fact.sentence,
                initial=fact.on,
                widget=DateInput({"max": today.isoformat()}),
                validators=[validate_year, partial(validate_past, before=fact.on)],
                error_messages={"required": _("Choose the day, or undo it on the page before")},
            )
        if "overrule" in self.fields:
            del self.fields["overrule"]

    def changed_against(self, fresh) -> list[str]:
        """As ever, for the days that are in this form."""
        return [name for name in super().changed_against(fresh) if name in self.fields]

    def _post_clean(self):
        if self.errors:
            return
        days = self.instance.with_pledge(self._days)
        before = {name: getattr(self.instance, name) for name in days}
        for name, day in days.items():
            setattr(self.instance, name, day)
        for constraint in broken(self.instance, {"form_key"}):
            fact = fact_of(constraint.name, self.instance)
            name = fact.column if fact and fact.column in self.fields else None
            self.add_error(name, constraint.get_violation_error_message())
        for name, day in before.items():
            setattr(self.instance, name, day)

    @property
    def _days(self) -> dict[str, dt.date]:
        return {name: day for name, day in self.cleaned_data.items() if name in COLUMNS}

    def save(self, commit=True):
        """Move the days that are others now; everything that follows from them moves along."""
        days = {name: day for name, day in self._days.items() if day != getattr(self.instance, name)}
        if days:
            self.instance.correct(**days)
        return self.instance
