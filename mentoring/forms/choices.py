"""Contacts to choose from, in two groups; who shares a name is told apart by what they do and where."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q

from ..models.contacts import BY_NAME

# A list to choose from stops being one somewhere; further contacts are asked from their own page.
MOST_CHOICES = 300
_ROW = ("pk", "name", "role", "company")


def contact_rows(contacts) -> Iterable[tuple]:
    """What a choice is made of, for every one of these contacts."""
    return contacts.values_list(*_ROW)


def row_of(contact) -> tuple:
    """The same of one contact that is at hand."""
    return tuple(getattr(contact, name) for name in _ROW)


def as_choices(*groups: Iterable[tuple]) -> list[list[tuple]]:
    """Each group of rows as key and label; the label is the name, and more where another row has the same."""
    lists = [list(group) for group in groups]
    times = Counter(row[1].casefold() for rows in lists for row in rows)
    return [[(row[0], _named_row(row, times[row[1].casefold()] > 1)) for row in rows] for rows in lists]


def _named_row(row: tuple, is_shared: bool) -> str:
    _pk, *said = row
    return ", ".join(filter(None, said)) if is_shared else said[0]


def contact_choices(
    contacts, first: Q, words: tuple[str, str, str], chosen=None, arranged: list[tuple] | None = None
) -> list:
    """Contacts for a select in two groups, those for whom `first` holds before the others.

    `words` are the empty choice and the names of both groups; `chosen` is among them whatever happens. `arranged`
    are the rows of the first group where those are in another order than by name.
    """
    rows = contact_rows(contacts.order_by(*BY_NAME))
    here = list(rows.filter(first)[:MOST_CHOICES]) if arranged is None else arranged
    others = list(rows.exclude(first)[: MOST_CHOICES - len(here)])
    if chosen and chosen.pk and chosen.pk not in {row[0] for row in [*here, *others]}:
        here.insert(0, row_of(chosen))
    groups = [(name, group) for name, group in zip(words[1:], as_choices(here, others), strict=True) if group]
    return [("", words[0]), *groups]
