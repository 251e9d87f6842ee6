"""Forms whose end is a mail: a new account, another address, a new password."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..notifications.mail import connecting


class ByMail(forms.Form):
    """A form that ends in a mail: while none can be sent nothing is begun, whoever's address it is."""

    def clean(self):
        """Ask the mail server whether it's there, once all else is right."""
        cleaned = super().clean()
        if settings.MAIL_ENABLED and not self.errors and not connecting.is_possible():
            raise ValidationError(
                _(
                    "We can’t send email just now, and this needs one. Nothing was changed: try again in a few minutes."
                ),
                code=connecting.NO_MAIL,
            )
        return cleaned
