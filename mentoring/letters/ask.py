"""Step 3: the words of an ask, to be sent and passed on or to be said, from the goal, the criteria and the people."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates import days
from ..models import Contact, Goal, LetterKind, MentorCriterion, OwnLetter, User
from ..text.text import and_list, going_on, number_word, sentence_start, unended
from . import grammar
from .letter import Letter, count_words
from .wording import render, word

# Said in one breath or two.
MOST_SPOKEN = 60
LONGEST_SUBJECT = 54
LONGEST_WHY = 300
# What is left of a name that would fill a speech of its own.
_NAME_WORDS = 3


@dataclass(frozen=True)
class Ask:
    """What `owner` asks `introducer` for: to meet `prospect`, or with None anyone of whom the criteria hold.

    `why` is why it matters to them, `answer_by` the day by which an answer would help, as seen from `today`.
    """

    owner: User
    introducer: Contact | None = None
    prospect: Contact | None = None
    goal: Goal | None = None
    criteria: Sequence[MentorCriterion] = ()
    why: str = ""
    answer_by: dt.date | None = None
    today: dt.date | None = None

    def letter(self, own: OwnLetter | None = None) -> Letter:
        """The message to send, in the person's own wording where they have one (`own`)."""
        words = {
            **self._people(),
            "why": reason(self.why),
            "answer_by": self._day(days.long_day),
            **goal_words(self.goal),
            **about_criteria(self._criteria, is_question=True),
        }
        return word(LetterKind.ASK, {**words, "subject_clause": self._subject_clause}, own)

    @property
    def spoken(self) -> str:
        """The same to be said, face to face or on the phone: never longer than MOST_SPOKEN words."""
        clauses = grammar.as_clauses(self._criteria[:1])
        words = {
            **self._people(),
            "answer_by": self._day(days.spoken_day),
            **goal_words(self.goal),
            "clause": clauses[0] if clauses else "",
        }
        texts = (" ".join(render("spoken", said).split()) for said in _shorter_and_shorter(words))
        *longer, shortest = texts
        return next((text for text in longer if count_words(text) <= MOST_SPOKEN), shortest)

    @property
    def _criteria(self) -> Sequence[MentorCriterion]:
        """Somebody known needs no description."""
        return () if self.prospect else self.criteria

    def _people(self) -> dict[str, str]:
        return {
            "me": signature(self.owner),
            "introducer": self.introducer.first_name if self.introducer else "",
            "prospect": str(self.prospect or ""),
            "prospect_first": self.prospect.first_name if self.prospect else "",
        }

    def _day(self, in_words) -> str:
        """The day of the answer; "" for one that is over."""
        is_ahead = self.answer_by and self.today and self.answer_by > self.today
        return in_words(self.answer_by, self.today) if is_ahead else ""

    @property
    def _subject_clause(self) -> str:
        """What the first criterion looks for that fits into a subject."""
        clauses = (clause.partition(",")[0] for clause in grammar.as_clauses(self._criteria))
        fixed = len(_("Do you know someone who %(clause)s?") % {"clause": ""})
        return next((clause for clause in clauses if fixed + len(clause) <= LONGEST_SUBJECT), "")


def _shorter_and_shorter(words: dict[str, str]) -> Iterator[dict[str, str]]:
    """What is said, then with less and less of it: the goal goes after everything that can be asked later."""
    joins = not re.search(r"[,.:;!?–—]", words["deed"])
    yield words | {"joins": joins}
    yield words | {"joins": joins, "clause": ""}
    yield words | {"joins": joins, "clause": "", "answer_by": ""}
    bare = words | {"joins": True, "clause": "", "deed": "", "goal": ""}
    yield bare
    yield bare | {"answer_by": ""}
    cut = {name: " ".join(words[name].split()[:_NAME_WORDS]) for name in ("introducer", "prospect_first")}
    yield bare | {"answer_by": ""} | cut | {"prospect": cut["prospect_first"]}


def seconds_to_say(words: int) -> int:
    """About how long so many words take, to five seconds."""
    return max(5, 5 * round(words / 160 * 60 / 5))


def reason(why: str) -> str:
    """Why something matters, as a sentence that follows what is wanted; "" where nothing is said."""
    text = re.sub(r"^because,? ", "", " ".join(why.split()).rstrip(",;:"), flags=re.IGNORECASE)
    if re.match(r"(?:so|to|for) ", text, re.IGNORECASE):
        text = _("That’s %(reason)s") % {"reason": going_on(text)}
    if text and text[-1] not in ".!?…":
        text += "."
    return sentence_start(text)


def why_of(goal: Goal | None) -> str:
    """Why a goal matters, as far as whole sentences of it fit into a letter."""
    text = " ".join(goal.why.split()) if goal else ""
    while len(text) > LONGEST_WHY:
        text = text[: LONGEST_WHY + 1]
        text = text[: max(text.rfind(end) for end in (". ", "! ", "? ")) + 1]
    return text


def signature(owner: User) -> str:
    """The first name under a letter; empty as long as the person has given none."""
    return owner.first_name if owner.name else ""


def within(owner: User) -> str:
    """The days within which the person writes to somebody new, in words: "two days"."""
    days_said = ngettext("%(days)s day", "%(days)s days", owner.write_within)
    return days_said % {"days": number_word(owner.write_within)}


def goal_words(goal: Goal | None) -> dict[str, str]:
    """The goal as a letter names it: `goal` as it stands, `deed` as it follows "I want to"."""
    title = unended(goal.title) if goal else ""
    return {"goal": title, "deed": grammar.as_deed(title)}


def thing_words(goal: Goal | None, purpose: str) -> dict[str, str]:
    """The one thing a letter is about: the purpose in the person's own words, else the goal; as `goal_words` names it.

    `thing` is the purpose as it stands, "" where it only repeats the goal.
    """
    thing = unended(purpose)
    if not thing or thing == unended(purpose_of(goal)):
        return {**goal_words(goal), "thing": ""}
    return {"goal": thing, "deed": grammar.as_deed(thing), "thing": thing}


def purpose_of(goal: Goal | None) -> str:
    """What an introduction is used for, as it follows "I’ll use it to"; "" without a goal."""
    words = goal_words(goal)
    return words["deed"] or (words["goal"] and _("work on my goal: %(goal)s") % words)


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
