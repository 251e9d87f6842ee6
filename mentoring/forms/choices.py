"""Contacts to choose from, in two groups."""

from django.db.models import Q

from ..models.contacts import BY_NAME

# A list to choose from stops being one somewhere; further contacts are asked from their own page.
MOST_CHOICES = 300


def contact_choices(contacts, first: Q, words: tuple[str, str, str], chosen=None) -> list:
    """Contacts for a select in two groups, those for whom `first` holds before the others.

    `words` are the empty choice and the names of both groups; `chosen` is among them whatever happens.
    """
    rows = contacts.order_by(*BY_NAME).values_list("pk", "name")
    here = list(rows.filter(first)[:MOST_CHOICES])
    others = list(rows.exclude(first)[: MOST_CHOICES - len(here)])
    if chosen and chosen.pk not in {pk for pk, _name in [*here, *others]}:
        here.insert(0, (chosen.pk, chosen.name))
    groups = [(name, group) for name, group in zip(words[1:], (here, others), strict=True) if group]
    return [("", words[0]), *groups]
