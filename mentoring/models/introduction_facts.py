"""Step 3: the facts of an introduction, and the one place where their order is written down."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .base import filled, in_order

# The facts in the order in which they are told; `forget` undoes one of them.
FACTS = (
    "asked_on", "nudged_on", "agreed_on", "checked_on", "made_on", "written_on", "thanked_on", "followed_up_on",
    "followed_up_again_on", "answered_on", "met_on", "told_on", "closed_on",
)  # fmt: skip

# What cannot stand without a fact: it has to be undone first.
RESTS_ON = {
    "asked_on": FACTS[1:],
    "made_on": (
        "written_on", "thanked_on", "followed_up_on", "followed_up_again_on", "answered_on", "met_on", "told_on",
    ),
    "written_on": ("followed_up_on", "followed_up_again_on"),
    "followed_up_on": ("followed_up_again_on",),
    "met_on": ("told_on",),
    "closed_on": ("thanked_on", "told_on"),
    "prospect": ("checked_on",),
}  # fmt: skip

# The constraints below whose names begin with something else than the fact that breaks them.
_BROKEN_BY = {"use": "asked_on", "declined": "made_on", "between": None, "asked": None}


def fact_of(constraint: str, introduction) -> str | None:
    """The fact (a name of FACTS) that stands in the wrong place when this constraint is broken, if one does."""
    begins = constraint.removeprefix("introduction_").partition("_")[0]
    if constraint == "introduction_followed_up_after_written":
        first = introduction.followed_up_on
        return "followed_up_on" if first < introduction.written_on else "followed_up_again_on"
    name = _BROKEN_BY.get(begins, f"{begins}_on")
    return name if name in FACTS else None


ORDER = [
    models.CheckConstraint(
        condition=Q(asked_on__isnull=True)
        | (filled("purpose") & Q(write_by__isnull=False) & Q(pledged_on__isnull=False)),
        name="introduction_asked_with_pledge",
        violation_error_message=_("Say what it is for and by when you will write, and tick the pledge"),
    ),
    models.CheckConstraint(
        condition=Q(asked_on__isnull=True) | Q(write_by__isnull=True) | Q(write_by__gte=F("asked_on")),
        name="introduction_use_after_asking",
        violation_error_message=_("Choose a day to write by that is not before the day you ask"),
    ),
    models.CheckConstraint(
        condition=Q(prospect__isnull=True) | ~Q(prospect=F("introducer")),
        name="introduction_between_two_people",
        violation_error_message=_("Nobody can introduce you to themselves"),
    ),
    models.CheckConstraint(
        condition=in_order("asked_on", "nudged_on"),
        name="introduction_nudged_after_asked",
        violation_error_message=_("A nudge comes after the ask"),
    ),
    models.CheckConstraint(
        condition=in_order("asked_on", "agreed_on"),
        name="introduction_agreed_after_asked",
        violation_error_message=_("A yes comes after the ask"),
    ),
    models.CheckConstraint(
        condition=in_order("asked_on", "checked_on"),
        name="introduction_checked_after_asked",
        violation_error_message=_("They check with the other person after you asked"),
    ),
    models.CheckConstraint(
        condition=Q(made_on__isnull=True) | Q(checked_on__isnull=True) | Q(made_on__gte=F("checked_on")),
        name="introduction_made_after_checked",
        violation_error_message=_("An introduction is made after they checked with the other person"),
    ),
    models.CheckConstraint(
        condition=Q(checked_on__isnull=True) | Q(prospect__isnull=False),
        name="introduction_checked_with_somebody",
        violation_error_message=_("Say with whom they checked"),
    ),
    # Three messages at the most: the first, one follow-up, one more.
    models.CheckConstraint(
        condition=in_order("written_on", "followed_up_on", "followed_up_again_on"),
        name="introduction_followed_up_after_written",
        violation_error_message=_("A follow-up comes after you wrote"),
    ),
    models.CheckConstraint(
        condition=in_order("made_on", "answered_on"),
        name="introduction_answered_after_made",
        violation_error_message=_("They answer after you were introduced"),
    ),
    models.CheckConstraint(
        condition=in_order("asked_on", "made_on"),
        name="introduction_made_after_asked",
        violation_error_message=_("An introduction is made after it was asked for"),
    ),
    models.CheckConstraint(
        condition=Q(made_on__isnull=True) | Q(agreed_on__isnull=True) | Q(made_on__gte=F("agreed_on")),
        name="introduction_made_after_agreed",
        violation_error_message=_("An introduction is made after the yes"),
    ),
    models.CheckConstraint(
        condition=Q(made_on__isnull=True) | Q(prospect__isnull=False),
        name="introduction_made_to_somebody",
        violation_error_message=_("Say whom you were introduced to"),
    ),
    models.CheckConstraint(
        condition=in_order("made_on", "written_on"),
        name="introduction_written_after_made",
        violation_error_message=_("You write after you were introduced"),
    ),
    models.CheckConstraint(
        condition=in_order("asked_on", "thanked_on"),
        name="introduction_thanked_after_asked",
        violation_error_message=_("Thanks come after the ask"),
    ),
    models.CheckConstraint(
        condition=Q(thanked_on__isnull=True)
        | Q(made_on__isnull=False, thanked_on__gte=F("made_on"))
        | Q(made_on__isnull=True, closed_on__isnull=False, thanked_on__gte=F("closed_on")),
        name="introduction_thanked_for_something",
        violation_error_message=_("Thank them once they introduced you, or answered"),
    ),
    models.CheckConstraint(
        condition=in_order("made_on", "met_on"),
        name="introduction_met_after_made",
        violation_error_message=_("You meet after you were introduced"),
    ),
    models.CheckConstraint(
        condition=Q(met_on__isnull=True) | Q(written_on__isnull=True) | Q(met_on__gte=F("written_on")),
        name="introduction_met_after_written",
        violation_error_message=_("You meet after you wrote"),
    ),
    models.CheckConstraint(
        condition=Q(told_on__isnull=True)
        | Q(met_on__isnull=False, told_on__gte=F("met_on"))
        | Q(
            met_on__isnull=True,
            made_on__isnull=False,
            closed_on__isnull=False,
            told_on__gte=F("closed_on"),
        ),
        name="introduction_told_after_outcome",
        violation_error_message=_("Tell them once there is something to tell"),
    ),
    models.CheckConstraint(
        condition=Q(closed_on__isnull=True, closed_because="")
        | Q(
            closed_on__isnull=False,
            closed_because__in=["no_answer", "introducer_declined", "prospect_declined", "withdrawn"],
        ),
        name="introduction_closed_with_reason",
        violation_error_message=_("Say why it is over"),
    ),
    models.CheckConstraint(
        condition=in_order("asked_on", "closed_on"),
        name="introduction_closed_after_asked",
        violation_error_message=_("It can’t be over before you asked"),
    ),
    models.CheckConstraint(
        condition=Q(closed_on__isnull=True)
        | (
            (Q(made_on__isnull=True) | Q(closed_on__gte=F("made_on")))
            & (Q(met_on__isnull=True) | Q(closed_on__gte=F("met_on")))
            & (Q(written_on__isnull=True) | Q(closed_on__gte=F("written_on")))
            & (Q(nudged_on__isnull=True) | Q(closed_on__gte=F("nudged_on")))
            & (Q(agreed_on__isnull=True) | Q(closed_on__gte=F("agreed_on")))
            & (Q(checked_on__isnull=True) | Q(closed_on__gte=F("checked_on")))
            & (Q(followed_up_on__isnull=True) | Q(closed_on__gte=F("followed_up_on")))
            & (Q(followed_up_again_on__isnull=True) | Q(closed_on__gte=F("followed_up_again_on")))
            & (Q(answered_on__isnull=True) | Q(closed_on__gte=F("answered_on")))
        ),
        name="introduction_closed_last",
        violation_error_message=_("It closes after everything that happened"),
    ),
    models.CheckConstraint(
        condition=~Q(closed_because="introducer_declined") | Q(made_on__isnull=True),
        name="introduction_declined_or_made",
        violation_error_message=_("They did introduce you, so they didn’t say no"),
    ),
    models.UniqueConstraint(
        fields=["owner", "introducer", "prospect"],
        condition=Q(asked_on__isnull=False, told_on__isnull=True, closed_on__isnull=True),
        name="introduction_asked_once",
        violation_error_message=_("You have already asked this introducer for this person"),
    ),
]
