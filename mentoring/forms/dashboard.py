"""What is put aside on the first page."""

from django import forms

from ..models import Postponement
from .field_errors import InOurWords


class PutAsideForm(InOurWords, forms.Form):
    """The key of one place where the search is stuck."""

    key = forms.RegexField(r"^stuck\.", max_length=Postponement._meta.get_field("action").max_length)
