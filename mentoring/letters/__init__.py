"""The letters of a search: composed from the records, checked, opened in the person's own mail; never sent."""

from .ask import LONGEST_WHY, MOST_SPOKEN, Ask, describe, purpose_of, reason, seconds_to_say, why_of
from .checks import MOST_CRITERIA, MOST_WORDS, Check, check_ask, check_direct
from .direct import Direct
from .examples import example
from .grammar import as_clauses
from .kinds import LETTERS
from .letter import LONGEST_LINK, Letter, count_words, is_too_long, mailto
from .moments import (
    Moment,
    by_slug,
    courtesy_url,
    links,
    may_be_questioned,
    meeting_url,
    moment_for_answer,
    moment_for_contact,
    moment_for_introduction,
    moment_for_meeting,
    moment_for_no,
    moment_for_question,
    moment_to_ask_again,
    moment_to_report,
    no_url,
    offered,
    slug,
)
from .partings import moment_of_outcome, moment_of_thanks
from .sessions import moment_for_agenda, moment_for_summary
from .wording import check_wording, fill, original, own_wording, unfill

__all__ = [
    "LETTERS",
    "LONGEST_LINK",
    "LONGEST_WHY",
    "MOST_CRITERIA",
    "MOST_SPOKEN",
    "MOST_WORDS",
    "Ask",
    "Check",
    "Direct",
    "Letter",
    "Moment",
    "as_clauses",
    "by_slug",
    "check_ask",
    "check_direct",
    "check_wording",
    "count_words",
    "courtesy_url",
    "describe",
    "example",
    "fill",
    "is_too_long",
    "links",
    "mailto",
    "may_be_questioned",
    "meeting_url",
    "moment_for_agenda",
    "moment_for_answer",
    "moment_for_contact",
    "moment_for_introduction",
    "moment_for_meeting",
    "moment_for_no",
    "moment_for_question",
    "moment_for_summary",
    "moment_of_outcome",
    "moment_of_thanks",
    "moment_to_ask_again",
    "moment_to_report",
    "no_url",
    "offered",
    "original",
    "own_wording",
    "purpose_of",
    "reason",
    "seconds_to_say",
    "slug",
    "unfill",
    "why_of",
]
