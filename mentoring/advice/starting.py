"""Where a list of criteria may start: qualities to choose between, and a few criteria for each situation."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .suggested import BY_AREA, PRACTICAL, FindOut, Kind, SuggestedCriterion, Words

# Each is one choice: one quality, or two of which most people want one or the other.
QUALITIES: tuple[tuple[SuggestedCriterion, ...], ...] = (
    (
        SuggestedCriterion(
            "agenda-and-all",
            _("Keeps to the agenda while drawing everyone in"),
            _("How do you keep a meeting to its agenda and still hear from everyone?"),
            Kind.SKILL,
            FindOut.INTRODUCER,
        ),
    ),
    (
        SuggestedCriterion(
            "nurturing",
            _("Empathetic and nurturing"),
            _("When someone you work with is having a hard time, what do you do?"),
            Kind.ATTRIBUTE,
            FindOut.MEETING,
        ),
        SuggestedCriterion(
            "commanding",
            _("Commanding, and unafraid of challenging assignments"),
            _("Which assignment was the most challenging you’ve taken on?"),
            Kind.ATTRIBUTE,
            FindOut.MEETING,
        ),
    ),
    (
        SuggestedCriterion(
            "presents-well",
            _("Presents and communicates well"),
            _("How do you get ready when you have something to present?"),
            Kind.SKILL,
            FindOut.INTRODUCER,
        ),
    ),
    (
        SuggestedCriterion(
            "working-parent",
            _("Has been a working parent in a demanding job"),
            _("If you don’t mind my asking: how did you manage a demanding job and a family?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
        ),
    ),
    (
        SuggestedCriterion(
            "has-a-say",
            _("Has a say where I want to go"),
            _("Where I’d like to go, who decides, and do you have a say in it?"),
            Kind.EXPERIENCE,
            FindOut.INTRODUCER,
        ),
    ),
)

_FOUNDED = SuggestedCriterion(
    "founded",
    _("Has founded a company"),
    _("What would you do differently in the first year of your company?"),
    Kind.EXPERIENCE,
    FindOut.PROFILE,
    _("founder, co-founder, owner"),
)
_WORKED_ABROAD = SuggestedCriterion(
    "worked-abroad",
    _("Has worked in a country that was new to them"),
    _("When you first worked in another country, what took you longest to understand?"),
    Kind.EXPERIENCE,
    FindOut.PROFILE,
)

_LISTED = {
    one.key: one
    for group in (*BY_AREA.values(), *QUALITIES, (_FOUNDED, _WORKED_ABROAD), (one for _ask, one in PRACTICAL))
    for one in group
}


@dataclass(frozen=True)
class Situation:
    """Where somebody stands, and what is worth starting from there: must-haves, then nice-to-haves."""

    key: str
    name: Words
    must: tuple[SuggestedCriterion, ...]
    nice: tuple[SuggestedCriterion, ...]

    @property
    def criteria(self) -> tuple[SuggestedCriterion, ...]:
        """All of them, must-haves first."""
        return (*self.must, *self.nice)


def _situation(key: str, name: Words, must: str, nice: str) -> Situation:
    return Situation(key, name, *(tuple(_LISTED[one] for one in keys.split()) for keys in (must, nice)))


SITUATIONS = (
    _situation(
        "first-time-leading", _("Leading for the first time"), "led-peers time", "first-year agenda-and-all"
    ),
    _situation(
        "back-from-leave", _("Back from leave"), "keeps-limits time", "results-not-hours working-parent"
    ),
    _situation("founder", _("Founding a company"), "founded time", "own-budget opens-doors"),
    _situation(
        "specialist-to-manager", _("From specialist to manager"), "similar-move time", "led-peers asks-first"
    ),
    _situation("first-job-abroad", _("First job abroad"), "worked-abroad time", "near opens-doors"),
)
