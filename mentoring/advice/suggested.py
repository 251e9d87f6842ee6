"""The criteria worth considering, as tables: for each kind of goal, for any goal, and for the practical side."""

from dataclasses import dataclass

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
    question: Words  # as one can say it to the person at a first talk
    kind: str
    find_out: str
    search_words: Words = ""

    @property
    def is_optional(self) -> bool:
        """Whether somebody may wish for it and nobody is told to ask for it: only ever a nice-to-have."""
        return self.key in MentorCriterion.NEVER_REQUIRED


# Keys are stored with people's criteria and asked for by the meeting record: they never change.
BY_AREA: dict[str, tuple[SuggestedCriterion, ...]] = {
    Goal.Area.SKILL: (
        SuggestedCriterion(
            "chaired-weekly",
            _("Has chaired a leadership meeting every week"),
            _("Have you chaired a meeting every week? What kept it useful?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
            _("director, head, COO, chair"),
        ),
        SuggestedCriterion(
            "does-it",
            _("Does what I want to learn, often and well"),
            _("How often do you do what I’d like to learn, and when was the last time?"),
            Kind.SKILL,
            FindOut.INTRODUCER,
        ),
        SuggestedCriterion(
            "taught-it",
            _("Has taught it to someone else"),
            _("Who have you taught this to, and how did you go about it?"),
            Kind.SKILL,
            FindOut.INTRODUCER,
            _("trainer, coach, teacher, lecturer"),
        ),
        SuggestedCriterion(
            "lets-watch",
            _("Lets others watch how they do it"),
            _("Could I watch you do it one day?"),
            Kind.VALUES,
            FindOut.MEETING,
        ),
    ),
    Goal.Area.BUSINESS: (
        SuggestedCriterion(
            "own-budget",
            _("Has managed a budget of their own"),
            _("Have you had a budget of your own? What was hard about it?"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
            _("director, head, manager, owner"),
        ),
        SuggestedCriterion(
            "balance-sheet",
            _("Reads a balance sheet, and can teach it"),
            _("If you had ten minutes to explain a balance sheet, where would you start?"),
            Kind.SKILL,
            FindOut.INTRODUCER,
            _("finance, controller, accountant, CFO"),
        ),
        SuggestedCriterion(
            "several-units",
            _("Has worked in more than one part of a business"),
            _("Which parts of a business have you worked in, and what surprised you?"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
        ),
        SuggestedCriterion(
            "plain-numbers",
            _("Explains numbers in plain words"),
            _("How would you explain a margin to someone who has never heard the word?"),
            Kind.SKILL,
            FindOut.MEETING,
        ),
    ),
    Goal.Area.EXPOSURE: (
        SuggestedCriterion(
            "three-companies",
            _("Has worked in three or more companies"),
            _("Which companies have you worked for, and how did they differ?"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
        ),
        SuggestedCriterion(
            "other-size",
            _("Knows companies larger or smaller than mine"),
            _("Have you worked in a company much larger or smaller than mine? What was different?"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
        ),
        SuggestedCriterion(
            "boards",
            _("Sits on a board, or advises other companies"),
            _("Do you sit on a board, or advise other companies?"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
            _("board, adviser, advisor, consultant"),
        ),
        SuggestedCriterion(
            "opens-doors",
            _("Likes to bring people together"),
            _("When did you last bring two people together, and how did you go about it?"),
            Kind.ATTRIBUTE,
            FindOut.INTRODUCER,
        ),
    ),
    Goal.Area.ROLE: (
        SuggestedCriterion(
            "from-within",
            _("Was promoted from within"),
            _("Were you ever promoted from within? What changed with your colleagues?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
        ),
        SuggestedCriterion(
            "led-peers",
            _("Has led people who were their peers"),
            _("How did it feel to lead people who’d been your peers?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
        ),
        SuggestedCriterion(
            "twenty-years",
            _("At least 20 years post-degree"),
            _("How long have you been working, and where did you start?"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
        ),
        SuggestedCriterion(
            "first-year",
            _("Talks openly about their own first year as a leader"),
            _("What was your own first year as a leader like?"),
            Kind.VALUES,
            FindOut.MEETING,
        ),
    ),
    Goal.Area.BALANCE: (
        SuggestedCriterion(
            "keeps-limits",
            _("Does a demanding job in hours they choose"),
            _("How do you keep a demanding job within the hours you choose?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
        ),
        SuggestedCriterion(
            "family-first",
            _("Puts family first, and says so"),
            _("What happens when work and family want the same evening?"),
            Kind.VALUES,
            FindOut.MEETING,
        ),
        SuggestedCriterion(
            "same-stretch",
            _("Has been through a stretch like mine"),
            _("Have you been through a stretch like mine? What helped?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
        ),
        SuggestedCriterion(
            "results-not-hours",
            _("Judges people by results, not hours"),
            _("How can you tell that someone on your team is doing well?"),
            Kind.VALUES,
            FindOut.MEETING,
        ),
    ),
    Goal.Area.CAREER: (
        SuggestedCriterion(
            "held-role",
            _("Holds, or has held, the role I want"),
            _("What’s the role I’m aiming for really like, day to day?"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
        ),
        SuggestedCriterion(
            "hires-role",
            _("Has hired people into that role"),
            _("When you hire for that role, what do you look for?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
        ),
        SuggestedCriterion(
            "similar-move",
            _("Has made a move like the one I plan"),
            _("Have you made a move like the one I’m planning? What would you do differently?"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
        ),
        SuggestedCriterion(
            "not-my-line",
            _("Is outside my reporting line"),
            _("Do our reporting lines meet anywhere?"),
            Kind.PRACTICALITY,
            FindOut.PROFILE,
        ),
    ),
    Goal.Area.OTHER: (
        SuggestedCriterion(
            "done-it",
            _("Has done what I want to do"),
            _("Have you done what I’d like to do? How did you begin?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
        ),
        SuggestedCriterion(
            "asks-first",
            _("Asks before giving advice"),
            _("When someone asks you for advice, what do you do first?"),
            Kind.ATTRIBUTE,
            FindOut.MEETING,
        ),
        SuggestedCriterion(
            "mentored-before",
            _("Has mentored someone before"),
            _("Have you mentored someone before? What made it work?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
            _("mentor, coach"),
        ),
    ),
}

# They serve the person rather than one goal, so nobody is asked which goal they are for.
GENERAL: tuple[SuggestedCriterion, ...] = (
    SuggestedCriterion(
        "personality",
        _("Direct, and kind about it"),
        _("When you have bad news for someone, how do you tell them?"),
        Kind.ATTRIBUTE,
        FindOut.MEETING,
    ),
    SuggestedCriterion(
        "approach",
        _("Works in a way I can learn from"),
        _("How would you go about my goal if it were yours?"),
        Kind.VALUES,
        FindOut.MEETING,
    ),
)

PRACTICAL: tuple[tuple[Words, SuggestedCriterion], ...] = (
    (
        _("Do they have time now?"),
        SuggestedCriterion(
            "time",
            _("Has an hour a month for six months"),
            _("Could you spare an hour a month for the next six months?"),
            Kind.PRACTICALITY,
            FindOut.MEETING,
        ),
    ),
    (
        _("Are they near enough to meet?"),
        SuggestedCriterion(
            "near",
            _("Close enough to meet in person"),
            _("Where are you most of the week, and could we meet there?"),
            Kind.PRACTICALITY,
            FindOut.PROFILE,
        ),
    ),
    (
        _("Same industry, or a fresh view?"),
        SuggestedCriterion(
            "industry",
            _("Knows an industry other than mine"),
            _("Which industries do you know from the inside?"),
            Kind.EXPERIENCE,
            FindOut.PROFILE,
        ),
    ),
)
