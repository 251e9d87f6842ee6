"""Evidence at the moment of hesitation: what research found, in one line, with its source."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ResearchFinding:
    """One line to show beside a button, and where it comes from."""

    text: Promise
    source: str


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
