"""Rows of the same kind inside a form: Django's formsets, valid and explained together with their form."""

import re

from django import forms
from django.forms.formsets import TOTAL_FORM_COUNT
from django.utils.translation import gettext_lazy as _


class Rows(forms.BaseFormSet):
    """A formset that says in plain words when a page was not sent whole, and has no more rows than were sent."""

    default_error_messages = {
        "missing_management_form": _("This didn’t arrive in one piece. Reload the page, then try again."),
        "too_many_forms": _("There are too many rows. Leave some of them out."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_cut = False
        name = f"{self.prefix}-{TOTAL_FORM_COUNT}"
        said = self.data.get(name, "") if self.is_bound else ""
        most = max(self._sent(), self.extra) if said else 0
        if said.isdecimal() and len(said) < 10 and int(said) > most:
            self.is_cut, self.data = True, self.data.copy()
            self.data[name] = str(most)

    def full_clean(self):
        """As ever; rows that were announced and didn't come are missed."""
        super().full_clean()
        if self.is_cut:
            self._non_form_errors.append(self.error_messages["missing_management_form"])

    def _sent(self) -> int:
        """How many rows were sent, whatever their number is said to be."""
        row = re.compile(rf"{re.escape(self.prefix)}-(\d+)-")
        return len({found[1] for name in self.data if (found := row.match(name))})


class WithRows:
    """For a form that holds formsets: it is valid when they are."""

    def row_sets(self) -> list[forms.BaseFormSet]:
        """The formsets that are sent together with this form."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        """Whether the form and each of its rows are; all are looked at, so that all reasons are said."""
        return all([super().is_valid(), *(rows.is_valid() for rows in self.row_sets())])
