"""Step 3: the words of an ask, short and forwardable, from the goal, the criteria and the introducer."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from ..models import Contact, Goal, LetterKind, MentorCriterion, OwnLetter, User
from ..text.text import and_list, number_word, sentence_start, unended
from . import grammar
from .checks import MOST_WORDS
from .letter import Letter
from .wording import word


def compose_ask(
    owner: User,
    introducer: Contact | None = None,
    prospect: Contact | None = None,
    goal: Goal | None = None,
    criteria: Sequence[MentorCriterion] = (),
    own: OwnLetter | None = None,
) -> Letter:
    """The message in which `owner` asks `introducer` to introduce `prospect`, or anyone who fits.

    `own` is the person's own wording, where they have one.
    """
    words = {
        "me": signature(owner),
        "introducer": introducer.first_name if introducer else "",
        "prospect": str(prospect or ""),
        "prospect_first": prospect.first_name if prospect else "",
        "within": within(owner),
        **goal_words(goal),
        **about_criteria(criteria, is_question=prospect is None),
    }
    letter = word(LetterKind.ASK, words, own)
    if own is None and letter.words > MOST_WORDS:
        # The one sentence an ask can do without: the pledge stands on the page as well.
        return word(LetterKind.ASK, {**words, "is_brief": True})
    return letter


def signature(owner: User) -> str:
    """The first name under a letter; empty as long as the person has given none."""
    return owner.first_name if owner.name else ""


def within(owner: User) -> str:
    """The days within which the person writes to somebody new, in words: "two days"."""
    days = ngettext("%(days)s day", "%(days)s days", owner.write_within)
    return days % {"days": number_word(owner.write_within)}


def goal_words(goal: Goal | None) -> dict[str, str]:
    """The goal as a letter names it: `goal` as it stands, `deed` as it follows "I want to"."""
    title = unended(goal.title) if goal else ""
    return {"goal": title, "deed": grammar.as_deed(title)}


def about_criteria(criteria: Sequence[MentorCriterion], is_question: bool = False) -> dict[str, str]:
    """The criteria as a letter names them: one `clause`, several `clauses`, or `criteria` as they stand."""
    clauses = grammar.as_clauses(criteria)
    return {
        "clause": clauses[0] if len(clauses) == 1 else "",
        "clauses": "\n".join(grammar.bullets(clauses, "?" if is_question else ".")),
        "criteria": "\n".join(f"- {unended(criterion.text)}" for criterion in criteria),
    }


def describe(criteria: Sequence[MentorCriterion]) -> str:
    """The criteria in one sentence, for a row of a list; empty without any."""
    if clauses := grammar.as_clauses(criteria):
        lines = grammar.bullets(clauses, ".")
        return sentence_start(" ".join(line.removeprefix("- ") for line in lines))
    return sentence_start(and_list([unended(criterion.text) for criterion in criteria]))
