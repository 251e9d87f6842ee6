"""Step 4: the table of facts of an agreement. Some have a button; all but the yes can be taken back."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .button_facts import ButtonFact

if TYPE_CHECKING:
    from .agreements import MentorAgreement


class Shared(ButtonFact):
    """The mentor has it to read."""

    column = "shared_on"
    sentence = _("Noted: %(name)s has it to read.")
    history = _("You gave {name} your agreement to read.")

    def check(self, record: "MentorAgreement", on: dt.date) -> None:
        """Only while it is a draft in which nothing is missing."""
        record.require_ready()


class Confirmed(ButtonFact):
    """The mentor said yes; a form asks how."""

    column = "confirmed_on"
    history = _("You and {name} confirmed your agreement.")
    answer = _("%(name)s said yes")


class WhileRunning(ButtonFact):
    """Something that only happens to an agreement that runs."""

    def check(self, record: "MentorAgreement", on: dt.date) -> None:
        """Only while the agreement runs."""
        record.require_running(on)


class Reviewed(WhileRunning):
    """The halfway talk has taken place."""

    column = "reviewed_on"
    sentence = _("Noted: you looked back together.")
    history = _("You and {name} looked back halfway.")


class ClosePlanned(WhileRunning):
    """The last meeting is agreed on."""

    column = "close_planned_on"
    sentence = _("Noted: you’ve planned how to finish.")


class Ended(ButtonFact):
    """Either of the two ended it early; a form asks who."""

    column = "ended_on"
    history = _("You and {name} ended your agreement early.")


class Completed(ButtonFact):
    """Both kept to it until the end; a form asks what came of it."""

    column = "completed_on"
    history = _("You and {name} completed your agreement.")


# In the order in which facts of one day are told.
FACTS: tuple[ButtonFact, ...] = (
    SHARED := Shared(),
    CONFIRMED := Confirmed(),
    REVIEWED := Reviewed(),
    CLOSE_PLANNED := ClosePlanned(),
    ENDED := Ended(),
    COMPLETED := Completed(),
)
# What was confirmed is kept word for word, so a confirmation is never taken back.
UNDONE = {fact.column: fact for fact in FACTS if fact != CONFIRMED}
