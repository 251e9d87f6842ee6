"""Why an introduction may be over: one row a reason."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..dates import days
from .facts import Words

if TYPE_CHECKING:
    from .introductions import Introduction


class ClosedBecause(models.TextChoices):
    """The reason with which an introduction is closed."""

    NO_ANSWER = "no_answer", _("No answer")
    INTRODUCER_DECLINED = "introducer_declined", _("The introducer said no")
    PROSPECT_DECLINED = "prospect_declined", _("The person said no")
    WITHDRAWN = "withdrawn", _("I withdrew it")


class Reason:
    """One row: when a reason may be given, and the words for it. Words may hold the record's `names`."""

    dot: Words = ""  # on the track, in two or three words
    history: Words = ""  # on a contact's page, with {introducer} and {prospect} as links
    sentence: Words = ""  # where the introduction stands, with %(when)s
    answer_of = ""  # whose answer it is ("introducer", "prospect"), where that is waited for
    outcome: Words = ""  # how the introducer is told of it, where that differs from "it came to nothing"

    def may(self, introduction: "Introduction") -> bool:
        """Whether an introduction under way can be over for this reason."""
        return True

    def history_of(self, introduction: "Introduction") -> str:
        """That it was closed, for a contact's page."""
        return str(self.history)

    def sentence_of(self, introduction: "Introduction", today: dt.date) -> str:
        """Where the introduction stands."""
        return str(self.sentence % self._words(introduction, today))

    @staticmethod
    def _words(introduction: "Introduction", today: dt.date) -> dict[str, str]:
        return {**introduction.names, "when": days.when(introduction.closed_on, today)}


class NoAnswer(Reason):
    """Whoever was asked, or written to, stayed silent."""

    dot = _("No answer")
    history = _("No answer from {introducer}, so you closed it.")
    sentence = _("no answer from %(introducer)s; you closed it %(when)s.")
    outcome = _("I wrote to %(person)s and heard nothing back, which happens. I’ll leave it at that.")

    def may(self, introduction: "Introduction") -> bool:
        is_silent = not introduction.met_on and not introduction.answered_on
        return is_silent and (not introduction.is_direct or introduction.last_message_on is not None)

    def history_of(self, introduction: "Introduction") -> str:
        to_person = _("No answer from {prospect}, so you closed it.")
        return str(to_person if introduction.opened_on else self.history)

    def sentence_of(self, introduction: "Introduction", today: dt.date) -> str:
        if introduction.opened_on:
            return _("no answer from %(person)s; you closed it %(when)s.") % self._words(introduction, today)
        return super().sentence_of(introduction, today)


class IntroducerDeclined(Reason):
    """The introducer would rather not."""

    dot = _("%(introducer)s said no")
    history = _("{introducer} said no to introducing you to {prospect}.")
    sentence = _("%(introducer)s said no %(when)s.")
    answer_of = "introducer"

    def may(self, introduction: "Introduction") -> bool:
        return not introduction.is_direct and not introduction.made_on


class ProspectDeclined(Reason):
    """The person would rather not."""

    dot = _("%(person)s said no")
    history = _("{prospect} said no to {introducer}’s introduction.")
    sentence = _("%(person)s said no %(when)s.")
    outcome = _("%(person)s said no, which is fine. I said thank you, and I’ll leave it at that.")
    answer_of = "prospect"

    def may(self, introduction: "Introduction") -> bool:
        return introduction.prospect_id is not None and not introduction.works_together

    def history_of(self, introduction: "Introduction") -> str:
        return str(_("{prospect} said no.") if introduction.is_direct else self.history)


class Withdrawn(Reason):
    """It was no longer needed."""

    dot = _("Withdrawn")
    history = _("You didn’t need the introduction to {prospect} any more.")
    sentence = _("you withdrew it %(when)s.")

    def history_of(self, introduction: "Introduction") -> str:
        alone = _("You decided not to take it further with {prospect}.")
        return str(alone if introduction.is_direct else self.history)


REASONS: dict[str, Reason] = {
    ClosedBecause.NO_ANSWER: NoAnswer(),
    ClosedBecause.INTRODUCER_DECLINED: IntroducerDeclined(),
    ClosedBecause.PROSPECT_DECLINED: ProspectDeclined(),
    ClosedBecause.WITHDRAWN: Withdrawn(),
}
