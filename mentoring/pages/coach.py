"""What the page of a goal asks, one question at a time, until somebody could help with it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..dates.days import whole_day
from ..letters.ask import goal_words
from ..links.addresses import record_url
from ..models import Goal
from ..text.text import going_on, number_word, sentence_start, unended

Words = str | Promise


@dataclass(frozen=True)
class CoachQuestion:
    """One question about a goal: its word in the address, the check it answers, and what it's called where."""

    slug: str
    check: str
    name: Words
    asks: Words
    left: Words


QUESTIONS = (
    CoachQuestion(
        "kind",
        "area",
        gettext_lazy("Kind of help"),
        gettext_lazy("What kind of help do you need?"),
        gettext_lazy("what kind of help?"),
    ),
    CoachQuestion(
        "success",
        "success",
        gettext_lazy("The test"),
        gettext_lazy("How could someone else tell that you got there?"),
        gettext_lazy("how could someone else tell?"),
    ),
    CoachQuestion(
        "date", "target", gettext_lazy("By when"), gettext_lazy("By when?"), gettext_lazy("by when?")
    ),
    CoachQuestion(
        "step",
        "step",
        gettext_lazy("First small step"),
        gettext_lazy("What’s one small thing you can do this week?"),
        gettext_lazy("what can you do this week?"),
    ),
)
# Only asked where the title says no more than a wish.
WORDING = CoachQuestion(
    "wording",
    "wording",
    gettext_lazy("The wording"),
    gettext_lazy("What exactly will you do?"),
    gettext_lazy("what exactly will you do?"),
)
# How a test may begin so that it can follow a colon in small letters.
_SMALL = frozenset("""
    a after all an at both by each every four five in my no nobody on one our six somebody someone ten the there they
    three two we when
""".split())  # fmt: skip  # noqa: SIM905


def question_url(goal: Goal, question: CoachQuestion) -> str:
    """The page of the goal with this question open."""
    return f"{record_url('goals.detail', goal.pk)}?q={question.slug}#coach"


@dataclass(frozen=True)
class Line:
    """A question in the list of them, and whether it's answered."""

    question: CoachQuestion
    number: int
    is_answered: bool
    is_open: bool


class Coach:
    """The questions of one goal (needs `with_steps`) and the one that is open."""

    def __init__(self, goal: Goal, today: dt.date, asked: str = ""):
        self.goal = goal
        held = {check.key: check.passed for check in goal.checks(today)}
        # Asked for by its address it stands there all the same: an old window loses nothing that was typed.
        asks_wording = not held["wording"] or asked == WORDING.slug
        questions = (*QUESTIONS, WORDING) if asks_wording else QUESTIONS
        self.left = [question for question in questions if not held[question.check]]
        chosen = next((question for question in questions if question.slug == asked), None)
        # A goal that rests asks nothing by itself.
        self.open = chosen or (next(iter(self.left), None) if goal.is_active else None)
        self.lines = [
            Line(question, number, question not in self.left, question == self.open)
            for number, question in enumerate(questions, start=1)
        ]

    @property
    def count(self) -> str:
        """How many questions there are, in words."""
        return sentence_start(number_word(len(self.lines)))

    @property
    def here(self) -> Line:
        """The line of the open question."""
        return next(line for line in self.lines if line.is_open)

    def after(self, question: CoachQuestion) -> CoachQuestion | None:
        """The next question that is left, those before it last; None when there is no other."""
        order = [*QUESTIONS, WORDING]
        at = order.index(question)
        return next((one for one in (*order[at + 1 :], *order[:at]) if one in self.left), None)

    @property
    def skip_url(self) -> str:
        """Where "Skip for now" leads: the next question that is left, else the page as it stands."""
        following = self.open and self.after(self.open)
        if following:
            return question_url(self.goal, following)
        return record_url("goals.detail", self.goal.pk) + ("#steps" if self.left else "#coach")

    def said_after(self, answered: "Coach") -> str:
        """What is said once the open question of `answered` was: which one comes, or that there is none."""
        following = self.after(answered.open) if answered.open else None
        if following:
            number = next(line.number for line in self.lines if line.question == following)
            words = {"number": number, "all": len(self.lines)}
            return _("Saved. Question %(number)s of %(all)s.") % words
        return _("Saved.") if self.left or not answered.left else _("That’s specific.")

    @property
    def said(self) -> list[str]:
        """The goal as one would say it: what and by when, then the test."""
        day = whole_day(self.goal.target_on) if self.goal.target_on else ""
        words = goal_words(self.goal) | {"day": day}
        if words["deed"]:
            wish = _("I want to %(deed)s, by %(day)s.") if day else _("I want to %(deed)s.")
        else:
            wish = _("My goal: %(goal)s, by %(day)s.") if day else _("My goal: %(goal)s.")
        first = wish % words
        test = unended(self.goal.success)
        if test.partition(" ")[0].casefold() in _SMALL:
            test = going_on(test)
        return [first, _("The test: %(test)s.") % {"test": test}] if test else [first]


def left_in_words(left: list[CoachQuestion]) -> str:
    """What is still open, for the row of a list: "One question left: by when?"."""
    if not left:
        return ""
    said = ngettext("One question left: %(next)s", "%(count)s questions left. Next: %(next)s", len(left))
    return said % {"count": sentence_start(number_word(len(left))), "next": left[0].left}
