"""How goals and criteria, as people type them, become parts of a sentence; what cannot be turned is quoted."""

import re
from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import MentorCriterion
from ..text.text import unended


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# How an English criterion may begin so that it can follow "anyone who ..." as it stands,
_VERBS = _word_set("""
    asks believes brings builds built can cares chaired coached coaches comes deals did does enjoys explained
    explains founded gets gives goes grew had has held helps hired hires holds is judges keeps knew knows
    leads led lets likes listens lives looks loves made makes managed manages meets mentored mentors
    owned owns puts ran reads rose runs says sees sells served serves shares sits sold speaks stands started
    stays sticks supports takes talks taught teaches tells thinks treats trusts turned understands uses values
    wants was will worked works writes
""")
# ... so that it can follow "anyone who is ...",
_STATES = _word_set("""
    available based calm close comfortable curious direct discreet fluent free good happy honest independent
    kind known local near new older open patient practical reachable retired self-made senior warm willing
    within younger
""")
# ... and how a goal may begin so that it can follow "I want to ...".
_DEEDS = _word_set("""
    achieve agree apply ask be become begin bring build buy chair change close coach come create cut
    decide deliver design develop double draft earn explain find finish fix found gain get give grow
    handle have help hire hold improve keep know launch lead learn leave listen live make manage meet
    move negotiate open own pass plan prepare present publish put raise reach read reduce rehearse run
    save say sell set settle share sit speak spend start stop switch take talk teach tell turn
    understand use visit win work write
""")
_YEARS = re.compile(r"at least \S+ years?\b", re.IGNORECASE)
_YEARS_OF = re.compile(r"at least \S+ years?[’']? (of|in|as|with|experience)\b", re.IGNORECASE)


def as_clauses(criteria: Sequence[MentorCriterion]) -> list[str]:
    """The criteria as they can follow "anyone who ...", or [] where one of them cannot be turned that way.

    What a person types may be a noun, a sentence or another language: then it is quoted as it stands.
    """
    if not (get_language() or "en").startswith("en"):
        return []
    clauses = [_as_clause(unended(criterion.text)) for criterion in criteria]
    return [] if "" in clauses else clauses


def _as_clause(text: str) -> str:
    """The criterion as it follows "anyone who ", or "" where that cannot be told."""
    first, _space, rest = text.partition(" ")
    word = first.rstrip(",;:").casefold()
    if word in _VERBS:
        return f"{first.lower()} {rest}".strip()
    if word in _STATES or (_YEARS.match(text) and not _YEARS_OF.match(text)):
        return f"is {first.lower()} {rest}".strip()
    return f"has {first.lower()} {rest}" if _YEARS_OF.match(text) else ""


def as_deed(text: str) -> str:
    """The goal as it follows "I want to ", or "" where that cannot be told."""
    first, _space, rest = text.partition(" ")
    is_deed = (get_language() or "en").startswith("en") and first.casefold() in _DEEDS
    return f"{first.lower()} {rest}".strip() if is_deed else ""


def bullets(clauses: list[str], end: str) -> list[str]:
    """ "- has ...," with "and" before the last, which ends the sentence."""
    marks = [*[","] * len(clauses), _(", and"), end]
    return [
        f"- {clause}{mark}" for clause, mark in zip(clauses, marks[len(marks) - len(clauses) :], strict=True)
    ]
