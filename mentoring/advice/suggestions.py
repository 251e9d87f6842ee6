"""What goals call for in a mentor: criteria worth considering, and the practical side."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Goal, MentorCriterion

Words = str | Promise
Kind = MentorCriterion.Kind
FindOut = MentorCriterion.FindOut


@dataclass(frozen=True)
class SuggestedCriterion:
    """One criterion worth considering. The key is kept on the criterion that was made from it."""

    key: str
    text: Words
    kind: str
    find_out: str
    search_words: Words = ""


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


# Keys are stored with people's criteria and asked for by the meeting record: they never change.
BY_AREA: dict[str, tuple[SuggestedCriterion, ...]] = {
    Goal.Area.SKILL: (
        SuggestedCriterion(
            "chaired-weekly",
            _("Has chaired a leadership meeting every week"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
            _("director, head, COO, chair"),
        ),
        SuggestedCriterion(
            "does-it", _("Does what I want to learn, often and well"), Kind.SKILL, FindOut.INTRODUCER
        ),
        SuggestedCriterion(
            "taught-it",
            _("Has taught it to someone else"),
            Kind.SKILL,
            FindOut.INTRODUCER,
            _("trainer, coach, teacher, lecturer"),
        ),
        SuggestedCriterion("lets-watch", _("Lets others watch how they do it"), Kind.VALUES, FindOut.MEETING),
    ),
    Goal.Area.BUSINESS: (
        SuggestedCriterion(
            "own-budget",
            _("Has managed a budget of their own"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
            _("director, head, manager, owner"),
        ),
        SuggestedCriterion(
            "balance-sheet",
            _("Reads a balance sheet, and can teach it"),
            Kind.SKILL,
            FindOut.INTRODUCER,
            _("finance, controller, accountant, CFO"),
        ),
        SuggestedCriterion(
            "several-units",
            _("Has worked in more than one part of a business"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
        ),
        SuggestedCriterion(
            "plain-numbers", _("Explains numbers in plain words"), Kind.SKILL, FindOut.MEETING
        ),
    ),
    Goal.Area.EXPOSURE: (
        SuggestedCriterion(
            "three-companies", _("Has worked in three or more companies"), Kind.EXPERIENCE, FindOut.PROFILE
        ),
        SuggestedCriterion(
            "other-size", _("Knows companies larger or smaller than mine"), Kind.EXPERIENCE, FindOut.PROFILE
        ),
        SuggestedCriterion(
            "boards",
            _("Sits on a board, or advises other companies"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
            _("board, adviser, advisor, consultant"),
        ),
        SuggestedCriterion(
            "opens-doors", _("Likes to bring people together"), Kind.ATTRIBUTE, FindOut.INTRODUCER
        ),
    ),
    Goal.Area.ROLE: (
        SuggestedCriterion("from-within", _("Was promoted from within"), Kind.EXPERIENCE, FindOut.INTRODUCER),
        SuggestedCriterion(
            "led-peers", _("Has led people who were their peers"), Kind.EXPERIENCE, FindOut.INTRODUCER
        ),
        SuggestedCriterion(
            "twenty-years", _("At least 20 years post-degree"), Kind.EXPERIENCE, FindOut.PROFILE
        ),
        SuggestedCriterion(
            "first-year",
            _("Talks openly about their own first year as a leader"),
            Kind.VALUES,
            FindOut.MEETING,
        ),
    ),
    Goal.Area.BALANCE: (
        SuggestedCriterion(
            "keeps-limits",
            _("Does a demanding job in hours they choose"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
        ),
        SuggestedCriterion("family-first", _("Puts family first, and says so"), Kind.VALUES, FindOut.MEETING),
        SuggestedCriterion(
            "same-stretch", _("Has been through a stretch like mine"), Kind.EXPERIENCE, FindOut.INTRODUCER
        ),
        SuggestedCriterion(
            "results-not-hours", _("Judges people by results, not hours"), Kind.VALUES, FindOut.MEETING
        ),
    ),
    Goal.Area.CAREER: (
        SuggestedCriterion(
            "held-role", _("Holds, or has held, the role I want"), Kind.EXPERIENCE, FindOut.PROFILE
        ),
        SuggestedCriterion(
            "hires-role", _("Has hired people into that role"), Kind.EXPERIENCE, FindOut.INTRODUCER
        ),
        SuggestedCriterion(
            "similar-move", _("Has made a move like the one I plan"), Kind.EXPERIENCE, FindOut.PROFILE
        ),
        SuggestedCriterion(
            "not-my-line", _("Is outside my reporting line"), Kind.PRACTICALITY, FindOut.PROFILE
        ),
    ),
    Goal.Area.OTHER: (
        SuggestedCriterion("done-it", _("Has done what I want to do"), Kind.EXPERIENCE, FindOut.INTRODUCER),
        SuggestedCriterion("asks-first", _("Asks before giving advice"), Kind.ATTRIBUTE, FindOut.MEETING),
        SuggestedCriterion(
            "mentored-before",
            _("Has mentored someone before"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
            _("mentor, coach"),
        ),
    ),
}

# They serve the person rather than one goal, so nobody is asked which goal they are for.
GENERAL: tuple[SuggestedCriterion, ...] = (
    SuggestedCriterion("personality", _("Direct, and kind about it"), Kind.ATTRIBUTE, FindOut.MEETING),
    SuggestedCriterion("approach", _("Works in a way I can learn from"), Kind.VALUES, FindOut.MEETING),
)

PRACTICAL: tuple[tuple[Words, SuggestedCriterion], ...] = (
    (
        _("Do they have time now?"),
        SuggestedCriterion(
            "time", _("Has an hour a month for six months"), Kind.PRACTICALITY, FindOut.MEETING
        ),
    ),
    (
        _("Are they near enough to meet?"),
        SuggestedCriterion("near", _("Close enough to meet in person"), Kind.PRACTICALITY, FindOut.PROFILE),
    ),
    (
        _("Same industry, or a fresh view?"),
        SuggestedCriterion(
            "industry", _("Knows an industry other than mine"), Kind.EXPERIENCE, FindOut.PROFILE
        ),
    ),
)

_FOR_ANY_GOAL = (*GENERAL, *(offered for _question, offered in PRACTICAL))
_BY_KEY: dict[str, SuggestedCriterion] = {
    suggestion.key: suggestion for group in (*BY_AREA.values(), _FOR_ANY_GOAL) for suggestion in group
}


def by_key(key: str) -> SuggestedCriterion | None:
    """The suggestion with this key; None when there is none."""
    return _BY_KEY.get(key)


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
    criterion = MentorCriterion.objects.create(
        owner=owner,
        text=str(suggestion.text),
        kind=suggestion.kind,
        importance=importance,
        find_out=suggestion.find_out,
        search_words=str(suggestion.search_words),
        suggestion=suggestion.key,
    )
    criterion.goals.set(goals)
    return criterion, True
