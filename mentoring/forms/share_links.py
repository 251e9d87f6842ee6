"""For how long a private link is to work."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..models.share_links import LIFETIMES, USUAL_LIFETIME
from .field_errors import InOurWords


class LinkForm(InOurWords, forms.Form):
    """The days after which the link ends by itself."""

    days = forms.TypedChoiceField(
        coerce=int,
        initial=USUAL_LIFETIME,
        label=_("It works for"),
        error_messages={
            "required": _("Choose how long it works for"),
            "invalid_choice": _("Choose how long it works for"),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [
            (days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for days in LIFETIMES
        ]
