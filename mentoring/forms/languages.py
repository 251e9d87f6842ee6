"""The choice of a language, where the instance speaks several."""

from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _


def offer_languages(form: forms.ModelForm) -> None:
    """Let a form with a person's language choose among several; where there is one, the field goes."""
    if len(settings.LANGUAGES) == 1:
        del form.fields["language"]
        return
    choices = [("", _("As my browser asks for")), *settings.LANGUAGES]
    form.fields["language"] = forms.ChoiceField(label=_("Language"), required=False, choices=choices)
    form.initial["language"] = form.instance.chosen_language
    form.layout = Layout(*form.layout.fields, "language")
