"""For how long a private link is to work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models.share_links import LIFETIMES, USUAL_LIFETIME


class LinkForm(forms.Form):
    """The days after which the link ends by itself."""

    days = forms.TypedChoiceField(
        choices=[(days, _("%(days)s days") % {"days": days}) for days in LIFETIMES],
        coerce=int,
        initial=USUAL_LIFETIME,
        label=_("It works for"),
        error_messages={
            "required": _("Choose for how long it works"),
            "invalid_choice": _("Choose for how long it works"),
        },
    )
