"""What is wrong with a form, gathered for the summary at its top."""

from itertools import chain
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..text.text import number_word
from .field_errors import BARE
from .rows import WithRows

# The code of an error that no field can mend: it was sent too often in a short time.
TOO_QUICK = "too_quick"


class Problem(NamedTuple):
    """One thing to correct, and the id of the field where it is."""

    text: str
    target: str


class Problems(NamedTuple):
    """Everything to correct in a form, as its summary says it."""

    title: str
    found: list[Problem]


def problems(form) -> Problems | None:
    """What is wrong with a form, once: whichever asks first, the page or crispy, shows the summary."""
    rows = form.row_sets() if isinstance(form, WithRows) else []
    if not form or getattr(form, "summary_shown", False) or not (form.errors or any(map(_is_wrong, rows))):
        return None
    form.summary_shown = True
    # Warnings may be overruled: they stand in a box of their own.
    overrulable = getattr(form, "warnings", [])
    found = [Problem(error, "") for error in form.non_field_errors() if error not in overrulable]
    found += [Problem(str(error), "") for one in rows for error in one.non_form_errors()]
    for field in chain(form, *chain.from_iterable(rows)):
        found += [Problem(_spoken(field, error), _target(field)) for error in field.errors]
    if not found:
        return None
    title = ngettext("Please check one thing", "Please check %(count)s things", len(found)) % {
        "count": number_word(len(found))
    }
    return Problems(
        _("That was a bit quick") if form.has_error(NON_FIELD_ERRORS, TOO_QUICK) else title, found
    )


def warnings(form) -> list[str]:
    """The warnings of a form that the person may overrule, once."""
    if getattr(form, "manners_shown", False) or not getattr(form, "asks_to_overrule", False):
        return []
    form.manners_shown = True
    return form.warnings


def _is_wrong(rows) -> bool:
    return rows.is_bound and not rows.is_valid()


def _target(field) -> str:
    """The id a link to this field leads to; a group of radios or checkboxes has none of its own."""
    if field.is_hidden:
        return ""
    return field.id_for_label or (f"{field.auto_id}_0" if field.use_fieldset else field.auto_id)


def _spoken(field, error: str) -> str:
    """The error away from its field: one that says nothing of the field gets the field's name."""
    if error in map(str, BARE):
        return _("%(field)s: %(error)s") % {"field": field.label, "error": error}
    return error
