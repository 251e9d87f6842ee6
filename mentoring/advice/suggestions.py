"""What goals call for in a mentor, where a list may start, and the practical side: offered, and accepted."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from django.db import transaction

from ..models import Goal, MentorCriterion
from .starting import QUALITIES, SITUATIONS, Situation
from .suggested import BY_AREA, GENERAL, PRACTICAL, Kind, SuggestedCriterion, Words

Importance = MentorCriterion.Importance


@dataclass(frozen=True)
class Offer:
    """A suggestion made to a person, with the goals of theirs that call for it (none: it suits any goal)."""

    suggestion: SuggestedCriterion
    goals: list[Goal] = field(default_factory=list)


@dataclass(frozen=True)
class PracticalQuestion:
    """One question about the practical side, whether a criterion asks it already, and what would."""

    key: str
    question: Words
    covered: bool
    suggestion: SuggestedCriterion


@dataclass(frozen=True)
class Start:
    """A situation somebody may be in, and which of its criteria they don't have yet."""

    situation: Situation
    left: tuple[SuggestedCriterion, ...]


_FOR_ANY_GOAL = (
    *GENERAL,
    *(offered for _question, offered in PRACTICAL),
    *(quality for choice in QUALITIES for quality in choice),
)
_IN_SITUATIONS = tuple(suggestion for situation in SITUATIONS for suggestion in situation.criteria)
_BY_KEY: dict[str, SuggestedCriterion] = {
    suggestion.key: suggestion
    for group in (*BY_AREA.values(), _FOR_ANY_GOAL, _IN_SITUATIONS)
    for suggestion in group
}


def by_key(key: str) -> SuggestedCriterion | None:
    """The suggestion with this key; None when there is none."""
    return _BY_KEY.get(key)


def every() -> list[SuggestedCriterion]:
    """Every suggestion there is, once."""
    return list(_BY_KEY.values())


def taken_by(suggestion: SuggestedCriterion, criteria: Iterable[MentorCriterion]) -> MentorCriterion | None:
    """The criterion that already says what the suggestion says: made from it, or in the same words."""
    text = str(suggestion.text).casefold()
    return next((c for c in criteria if c.suggestion == suggestion.key or c.text.casefold() == text), None)


def for_goals(goals: Iterable[Goal], criteria: Iterable[MentorCriterion]) -> list[Offer]:
    """What to suggest to a person: from each active goal's area in turn, then what suits any goal.

    Nothing a criterion says already is offered, and nothing twice: goals of one area share the offer.
    """
    criteria = list(criteria)
    by_area: dict[str, list[Goal]] = {}
    for goal in goals:
        if goal.is_active and goal.area:
            by_area.setdefault(goal.area, []).append(goal)
    lists = [[Offer(suggestion, group) for suggestion in BY_AREA[area]] for area, group in by_area.items()]
    in_turn = [offer for turn in zip_longest(*lists) for offer in turn if offer]
    offers = [*in_turn, *(Offer(suggestion) for suggestion in GENERAL)]
    return [offer for offer in offers if not taken_by(offer.suggestion, criteria)]


def qualities(criteria: Iterable[MentorCriterion]) -> list[list[Offer]]:
    """The qualities to choose between, one choice a list; a choice that was made is not offered again."""
    criteria = list(criteria)
    return [
        [Offer(quality) for quality in choice]
        for choice in QUALITIES
        if not any(taken_by(quality, criteria) for quality in choice)
    ]


def starts(criteria: Iterable[MentorCriterion]) -> list[Start]:
    """Every situation, with what a person who has these criteria would get from it."""
    criteria = list(criteria)
    return [
        Start(situation, tuple(one for one in situation.criteria if not taken_by(one, criteria)))
        for situation in SITUATIONS
    ]


def practicality_questions(criteria: Iterable[MentorCriterion]) -> list[PracticalQuestion]:
    """The questions about the practical side, each with whether one of these criteria asks it already."""
    criteria = list(criteria)
    return [
        PracticalQuestion(suggestion.key, question, taken_by(suggestion, criteria) is not None, suggestion)
        for question, suggestion in PRACTICAL
    ]


def needs_no_goal(criterion: MentorCriterion) -> bool:
    """Whether a criterion may stand without a goal: a practicality, or a quality that suits any goal."""
    return criterion.kind == Kind.PRACTICALITY or any(
        taken_by(suggestion, [criterion]) for suggestion in _FOR_ANY_GOAL
    )


@transaction.atomic
def accept(
    owner, suggestion: SuggestedCriterion, importance: str, goals: Iterable[Goal]
) -> tuple[MentorCriterion, bool]:
    """Make the suggestion a criterion of `owner`, and say whether it's new: one that says it stays unchanged."""
    owner.lock()  # so that a second click finds what the first has made
    if criterion := taken_by(suggestion, MentorCriterion.objects.owned_by(owner)):
        return criterion, False
    criterion = _made_from(owner, suggestion, importance)
    criterion.save()
    criterion.goals.set(goals)
    return criterion, True


def _made_from(owner, suggestion: SuggestedCriterion, importance: str) -> MentorCriterion:
    """A suggestion as a criterion of `owner`, not saved yet."""
    return MentorCriterion(
        owner=owner,
        text=str(suggestion.text),
        question=str(suggestion.question),
        kind=suggestion.kind,
        importance=Importance.NICE if suggestion.is_optional else importance,
        find_out=suggestion.find_out,
        search_words=str(suggestion.search_words),
        suggestion=suggestion.key,
    )


@transaction.atomic
def start_from(owner, situation: Situation, key: uuid.UUID) -> list[MentorCriterion]:
    """Make everything a situation calls for that `owner` doesn't have yet, and say what is new.

    Each serves the active goals of the kind it is suggested for. `key` is what `started_by` finds them by.
    """
    owner.lock()
    have = list(MentorCriterion.objects.owned_by(owner))
    new = []
    for group, importance in ((situation.must, Importance.MUST), (situation.nice, Importance.NICE)):
        new += [_made_from(owner, one, importance) for one in group if not taken_by(one, have)]
    for criterion in new:
        criterion.form_key = uuid.uuid5(key, criterion.suggestion)
    MentorCriterion.objects.bulk_create(new)
    serves = MentorCriterion.goals.through
    goals = Goal.objects.owned_by(owner).active() if new else ()
    serves.objects.bulk_create(
        serves(mentorcriterion=criterion, goal=goal)
        for goal in goals
        for criterion in new
        if any(one.key == criterion.suggestion for one in BY_AREA.get(goal.area, ()))
    )
    return new


def started_by(owner, key: uuid.UUID):
    """The criteria of `owner` that `start_from` made with this key, as a queryset."""
    keys = [uuid.uuid5(key, suggestion.key) for suggestion in _IN_SITUATIONS]
    return MentorCriterion.objects.owned_by(owner).filter(form_key__in=keys)
