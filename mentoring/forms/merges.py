"""Step 3: the form in which one contact is made of two, field by field."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.merging import suggested_choices
from ..identity.fields import BY_NAME, FIELDS, NAMES
from ..models import Contact
from .base import OwnedForm

KEPT, OTHER, BOTH = "kept", "other", "both"


class MergeForm(OwnedForm):
    """What stands in the one contact where the two say different things; what only one knows is kept anyway."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, kept: Contact, other: Contact, **kwargs):
        self.kept, self.other = kept, other
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._revisions()
        for name, choice in suggested_choices(kept, other).items():
            options = [(KEPT, getattr(kept, name)), (OTHER, getattr(other, name))]
            if BY_NAME[name].joined:
                options.append((BOTH, _("Both, one after the other")))
            self.fields[name] = forms.ChoiceField(
                label=BY_NAME[name].heading,
                choices=options,
                initial=choice,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Choose one of the two")},
            )

    def _revisions(self) -> str:
        return f"{self.kept.revision}-{self.other.revision}"

    def clean(self):
        """Nobody chooses between things that are no longer what they saw."""
        cleaned = super().clean()
        seen = cleaned.get("seen")
        if seen and seen != self._revisions():
            self.data = self.data.copy()
            self.data["seen"] = self._revisions()
            raise ValidationError(
                _("One of the two was changed in another window. Check again, then merge."), code="conflict"
            )
        return cleaned

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen, field by field."""
        return {name: self.cleaned_data[name] for name in NAMES if name in self.cleaned_data}

    def picks(self) -> list:
        """The fields to choose in."""
        return [self[name] for name in NAMES if name in self.fields]

    def agreed(self) -> list[tuple[str, str]]:
        """What needs no choice: what both say alike or only one of them says, as (field, text)."""
        found = []
        for field in FIELDS:
            text = getattr(self.kept, field.name) or getattr(self.other, field.name)
            if field.name not in self.fields and text:
                found.append((str(field.label), text))
        return found
