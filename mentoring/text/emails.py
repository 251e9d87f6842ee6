"""Email addresses in the letters of any language: jörg@müller.example is one (RFC 6531)."""

import unicodedata

from django import forms
from django.core.validators import EmailValidator
from django.db import models


class AnyLetters(EmailValidator):
    """Django's own rule, where a letter outside ASCII counts as one also before the @."""

    def __call__(self, value):
        """Raise ValidationError for what is no address."""
        if value and not value.isascii():
            local, at, domain = value.rpartition("@")
            value = "".join(map(_in_ascii, local)) + at + domain
        super().__call__(value)


def _in_ascii(char: str) -> str:
    return "x" if char > "\x7f" and unicodedata.category(char)[0] in "LMN" else char


validate_email = AnyLetters()


class EmailField(forms.EmailField):
    """The form's field of such an address."""

    default_validators = [validate_email]


class EmailColumn(models.EmailField):
    """The column of such an address; to the database it is Django's own."""

    default_validators = [validate_email]

    def formfield(self, **kwargs):
        """The field of a form."""
        return super().formfield(**{"form_class": EmailField} | kwargs)

    def deconstruct(self):
        """As migrations know it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs
