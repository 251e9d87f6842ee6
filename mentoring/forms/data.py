"""The form by which a file with everything comes back."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.account_file.parse import MOST_BYTES, Refused
from ..exchange.account_file.waiting import keep_file
from ..models import Archive
from .base import OwnedForm


class ArchiveForm(OwnedForm):
    """One file that was taken out of Waymark."""

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        allow_empty_file=True,
        max_length=1000,
        help_text=gettext_lazy(
            "The JSON file you downloaded, up to 100 MB. Checking it can take five seconds per MB."
        ),
        error_messages={"required": gettext_lazy("Choose a file first")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self):
        """A file that is not too large to be looked at."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 100 MB."))
        return file

    def keep(self) -> Archive | None:
        """Check the file and keep it; None, with the reason on the field, when it can’t be brought back."""
        if not self.is_valid():
            return None
        file = self.cleaned_data["file"]
        try:
            return keep_file(self.owner, file.chunks(), file.name, timezone.now())
        except Refused as refusal:
            self.add_error("file", str(refusal))
            return None
