"""Rows of the same kind inside a form: Django's formsets, valid and explained together with their form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Rows(forms.BaseFormSet):
    """A formset that says in plain words when a page was not sent whole."""

    default_error_messages = {
        "missing_management_form": _(
            "This didn’t arrive in one piece. Open the page again, then try once more."
        ),
    }


class WithRows:
    """For a form that holds formsets: it is valid when they are."""

    def row_sets(self) -> list[forms.BaseFormSet]:
        """The formsets that are sent together with this form."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        """Whether the form and each of its rows are; all are looked at, so that all reasons are said."""
        return all([super().is_valid(), *(rows.is_valid() for rows in self.row_sets())])
