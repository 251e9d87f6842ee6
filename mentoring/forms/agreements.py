"""The small forms around an agreement: with whom, and a fresh last day."""

from contextlib import suppress
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Contact, MentorAgreement
from .base import DateInput, OwnedForm, validate_year
from .choices import as_choices, contact_rows


class MentorForm(OwnedForm):
    """With whom the agreement is to be: anybody who is not archived and has not said no."""

    mentor = forms.ModelChoiceField(
        Contact.objects.current().exclude(closed_because=Contact.ClosedBecause.SAID_NO),
        label=_("Your mentor"),
        empty_label=_("Choose one"),
        error_messages={"invalid_choice": _("Choose someone from your contacts who hasn’t said no")},
    )

    def __init__(self, *args, named: str = "", **kwargs):
        """`named` is the key of the mentor where the way here says with whom: then nobody has to be chosen."""
        super().__init__(*args, **kwargs)
        field = self.fields["mentor"]
        self.named: Contact | None = None
        if named and not self.is_bound:
            with suppress(ValidationError):
                self.named = field.clean(named)
                self.initial["mentor"], field.widget = self.named.pk, forms.HiddenInput()
        # Read when the page shows them: who was chosen is found without them.
        field.choices = cache(lambda: [("", field.empty_label), *as_choices(contact_rows(field.queryset))[0]])

    def clean_mentor(self) -> Contact:
        """A draft or a running agreement with this mentor is carried on, not doubled."""
        mentor = self.cleaned_data["mentor"]
        agreements = MentorAgreement.objects.owned_by(self.owner).filter(mentor=mentor)
        if agreements.drafts().exists():
            raise ValidationError(
                _("There’s already a draft with %(name)s. Carry on with that one"), params={"name": mentor}
            )
        if agreements.running().exists():
            raise ValidationError(
                _("You already have a running agreement with %(name)s. Propose a change to it instead"),
                params={"name": mentor},
            )
        return mentor


class ExtendForm(OwnedForm):
    """A fresh last day, for a version that both say yes to."""

    ends_on = forms.DateField(label=_("New last day"), widget=DateInput, validators=[validate_year])
