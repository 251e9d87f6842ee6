"""Evidence: what research found, in one line where somebody hesitates, and how a line of the whole table is made.

The table itself stands in `why_searching` and `why_together`; each says no more than its source.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ResearchFinding:
    """One line to show beside a button, and where it comes from."""

    text: Promise
    source: str | Promise


# Each says no more than its study: what was asked of strangers or written in thanks, not what a mentor does.
# "asking" holds for what is asked face to face. By email it is the other way round, askers expect too much
# (Roghanizad & Bohns 2017, Journal of Experimental Social Psychology), so it never stands beside a letter.
FINDINGS = {
    "asking": ResearchFinding(
        _("People who ask face to face underestimate by as much as half how likely others are to say yes."),
        "Flynn & Lake 2008, Journal of Personality and Social Psychology",
    ),
    "thanking": ResearchFinding(
        _("People are happier to get a thank-you note, and find it less awkward, than its writer expects."),
        "Kumar & Epley 2018, Psychological Science",
    ),
    "a_no": ResearchFinding(
        _(
            "Being happy with a mentor counts for more than having one at all. A no can spare you a poor match."
        ),
        "Ragins, Cotton & Miller 2000, Academy of Management Journal",
    ),
    # Executives asked about a project at work; of mentors nobody was asked.
    "quiet": ResearchFinding(
        _("The ones you’d rather not write to are often the more useful."),
        "Walter, Levin & Murnighan 2015, Organization Science",
    ),
    # Moderately weak ties: neither strangers nor those one is closest to.
    "weak_ties": ResearchFinding(
        _(
            "On LinkedIn, fairly weak ties led to more new jobs than close ones. That’s about jobs, not mentors."
        ),
        "Rajkumar et al. 2022, Science",
    ),
}


class Grade(TextChoices):
    """How far a line can be relied on, the most reliable first."""

    MANY = "many", _("Many studies")
    ONE = "one", _("One study")
    SHAKY = "shaky", _("Shaky")
    SAID = "said", _("Said by people who do it")
    REPEATED = "repeated", _("Widely repeated")
    OWN = "own", _("Waymark’s own choice")

    @property
    def means(self) -> Promise:
        """What it tells of a line."""
        return MEANINGS[self]


MEANINGS = {
    Grade.MANY: _("Put together from many studies."),
    Grade.ONE: _("One study, or a few by the same people. Others may find something else."),
    Grade.SHAKY: _("Someone found it, but there’s reason to doubt it."),
    Grade.SAID: _("Written down by people or programmes who do it. No one has measured whether it helps."),
    Grade.REPEATED: _("You hear it everywhere, and we found no source for it."),
    Grade.OWN: _("We had to choose something, and tried to choose the kind end."),
}


@dataclass(frozen=True)
class EvidenceLine:
    """One thing the product says, what that rests on, and where it stands.

    `uses` names the places, as tests/advice/test_why.py counts them: "courtesies.NUDGE_AFTER", "clause.trial".
    """

    says: str | Promise
    found: str | Promise
    grade: Grade
    uses: str
    source: str | Promise = ""
    people: str | Promise = ""  # who was looked at, in a study

    @property
    def places(self) -> list[str]:
        """The places, one by one."""
        return self.uses.split()

    @property
    def key(self) -> str:
        """Its name on the page: that of a finding shown elsewhere, or nothing."""
        return next((one.removeprefix("finding.") for one in self.places if one.startswith("finding.")), "")


@dataclass(frozen=True)
class Topic:
    """The lines about one part of the search, with its name on the page."""

    key: str
    name: str | Promise
    lines: tuple[EvidenceLine, ...]
