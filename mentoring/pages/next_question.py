"""What a comparison tells by itself: who is at least as good as whom, and which one answer would decide.

Both are worked out from what is known, each only where it holds; nobody is picked. The words of both stand here.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..letters import grammar
from ..models import Answer
from ..models.assessments import Cell, Fit
from ..text.text import and_list


class AtLeastAsGood(NamedTuple):
    """One person who is at least as good as these others on everything known."""

    fit: Fit
    others: list[Fit]


def is_at_least_as_good(one: Fit, other: Fit) -> bool:
    """Whether one meets all that the other meets, fails nothing the other might meet, and meets something more.

    Both are fits to the same criteria. What isn't known of both speaks for neither.
    """
    meets, misses = Answer.MEETS, Answer.DOES_NOT
    pairs = [(mine.answer, theirs.answer) for mine, theirs in zip(one.cells, other.cells, strict=True)]
    return (
        all(mine == meets or theirs != meets for mine, theirs in pairs)
        and all(mine != misses or theirs == misses for mine, theirs in pairs)
        and any(mine == meets and theirs != meets for mine, theirs in pairs)
    )


def at_least_as_good(fits: Sequence[Fit]) -> AtLeastAsGood | None:
    """Who is so compared with the most others, the first in the order of the table; None where nobody is."""
    found = [AtLeastAsGood(one, [other for other in fits if is_at_least_as_good(one, other)]) for one in fits]
    return max((each for each in found if each.others), key=lambda each: len(each.others), default=None)


def deciding(fits: Iterable[Fit]) -> Cell | None:
    """The one must-have not known of somebody who misses none: of whoever meets the most nice-to-haves.

    None where nobody is one answer away; of several, the first in the order of the table.
    """
    near = [fit for fit in fits if not fit.must_missed and fit.must_unknown == 1]
    if not near:
        return None
    return next(
        cell for cell in max(near, key=lambda fit: fit.nice_met).must if cell.answer == Answer.UNKNOWN
    )


def names_of(fits: Iterable[Fit]) -> dict[int, str]:
    """How each person is called, by their key: by the first name, or in full where two share it."""
    people = [fit.contact for fit in fits]
    firsts = [person.first_name for person in people]
    return {
        person.pk: person.first_name if firsts.count(person.first_name) == 1 else person.name
        for person in people
    }


def compared_in_words(fits: Sequence[Fit], names: dict[int, str]) -> str:
    """Who is at least as good as whom, in a sentence; empty where nobody is."""
    found = at_least_as_good(fits)
    if found is None:
        return ""
    words = {
        "name": names[found.fit.contact.pk],
        "others": and_list([names[other.contact.pk] for other in found.others]),
    }
    if found.fit.meets_every_must:
        return (
            _("%(name)s meets every must-have and, on everything known, is at least as good as %(others)s.")
            % words
        )
    return _("On everything known, %(name)s is at least as good as %(others)s.") % words


def decided_in_words(fits: Sequence[Fit], cell: Cell, names: dict[int, str]) -> str:
    """Which one answer would decide, and what it would mean."""
    name = names[cell.contact.pk]
    question = grammar.as_question_about(cell.criterion, name)
    means = _("If so, %(name)s meets every must-have.")
    if any(fit.meets_every_must for fit in fits):
        means = _("If so, %(name)s meets every must-have too.")
    words = _("One answer would decide: %(question)s")
    return f"{words % {'question': question}} {means % {'name': name}}"
