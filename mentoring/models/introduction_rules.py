"""Step 3: the rules of the database about the facts of an introduction, out of the table, and whose rule is broken."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .base import filled
from .closing_reasons import REASONS
from .introduction_facts import (
    AFTER_CLOSING,
    BY_COLUMN,
    CLOSED,
    DIRECT,
    FACTS,
    INTRODUCER,
    MADE,
    MET,
    PLEDGED,
    WRITTEN,
    IntroductionFact,
)

if TYPE_CHECKING:
    from .introductions import Introduction


def _closed_last() -> models.CheckConstraint:
    """Nothing but what closing leaves to do comes after it."""
    condition = Q()
    first = (MADE, MET, WRITTEN)  # the order in which the rule stands in databases
    for fact in (*first, *(fact for fact in FACTS[1:] if fact not in first)):
        if fact.column not in AFTER_CLOSING:
            condition &= Q(**{f"{fact.column}__isnull": True}) | Q(closed_on__gte=F(fact.column))
    return models.CheckConstraint(
        condition=Q(closed_on__isnull=True) | condition,
        name="introduction_closed_last",
        violation_error_message=_("Closing comes last: choose a later day"),
    )


RULES_OF = {
    CLOSED: [*CLOSED.constraints(), _closed_last()],
    **{fact: list(fact.constraints()) for fact in FACTS if fact != CLOSED},
}
ORDER = [rule for fact in FACTS for rule in RULES_OF[fact]]

# What holds where nobody introduces.
_INTRODUCERS_OWN = Q(**{f"{fact.column}__isnull": True for fact in FACTS if fact.needs_introducer})
_THEIR_NO = [because for because, reason in REASONS.items() if reason.answer_of == INTRODUCER]
WITHOUT_INTRODUCER = [
    models.CheckConstraint(
        condition=~DIRECT | Q(prospect__isnull=False),
        name="introduction_direct_to_somebody",
        violation_error_message=_("Say who you’ll write to"),
    ),
    models.CheckConstraint(
        condition=~DIRECT | (_INTRODUCERS_OWN & ~Q(closed_because__in=_THEIR_NO)),
        name="introduction_direct_asks_nobody",
        violation_error_message=_("You know them yourself, so nobody introduces you"),
    ),
    models.CheckConstraint(
        condition=~DIRECT
        | Q(pledged_on__isnull=True)
        | (filled("purpose") & Q(write_by__isnull=False, write_by__gte=F(PLEDGED))),
        name="introduction_direct_with_pledge",
        violation_error_message=_("Say what it’s for, and choose a day to write by that isn’t over"),
    ),
    models.UniqueConstraint(
        fields=["owner", "prospect"],
        condition=DIRECT & Q(met_on__isnull=True, closed_on__isnull=True),
        name="introduction_direct_once",
        violation_error_message=_("You’ve already begun to write to this person"),
    ),
]
_FACT_OF = {rule.name: fact for fact, rules in RULES_OF.items() for rule in rules}


def fact_of(constraint: str, introduction: "Introduction") -> IntroductionFact | None:
    """The fact that stands in the wrong place when this constraint is broken, if one does."""
    fact = _FACT_OF.get(constraint)
    if (
        fact
        and fact.then
        and all(fact.day(introduction) >= getattr(introduction, name) for name in fact.after)
    ):
        return BY_COLUMN[fact.then[0]]
    return fact
