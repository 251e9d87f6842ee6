"""Step 4: the table of facts of an agreement. Some have a button; all but the yes can be taken back."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .button_facts import ButtonFact

if TYPE_CHECKING:
    from .agreements import MentorAgreement


class Shared(ButtonFact):
    """The mentor has it to read; `MentorAgreement.share` keeps the words as well."""

    column = "shared_on"
    sentence = _("Noted: %(name)s has it to read.")
    history = _("You gave {name} your agreement to read.")


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


class Over(ButtonFact):
    """The end, one way or the other."""

    def check_taking_back(self, record: "MentorAgreement") -> None:
        """Not once something has come after it."""
        record.require_nothing_since()

    def follow(self, record: "MentorAgreement") -> None:
        """Taken back, the changes that had gone with it stand again, also where they had made room for a new draft."""
        if record.over_on is None:
            for change in record.siblings.that_made_room():
                change.record(replaced_on=None)


class Ended(Over):
    """Either of the two ended it early; a form asks who."""

    column = "ended_on"
    history = _("You and {name} ended your agreement early.")

    def withdrawn(self, record: "MentorAgreement") -> dict[str, Any]:
        """Who ended it is part of that fact."""
        return {"ended_by": ""}

    def follow(self, record: "MentorAgreement") -> None:
        """Private links last longer or shorter then."""
        super().follow(record)
        record.move_links(timezone.now())


class Completed(Over):
    """Both kept to it until the end; a form asks what came of it."""

    column = "completed_on"
    history = _("You and {name} completed your agreement.")


class AfterAgreeing(ButtonFact):
    """A word that is sent at the end, or later."""

    def check(self, record: "MentorAgreement", on: dt.date) -> None:
        """Not for a draft, nor for a version that another one replaced."""
        if record.is_draft or record.replaced_on:
            raise ValidationError(_("That’s for an agreement that was confirmed"))


class ThanksSent(AfterAgreeing):
    """The mentor has the thank-you letter for all of it."""

    column = "thanks_sent_on"
    sentence = _("Noted: %(name)s has your thank-you letter.")
    undone = _("%(name)s doesn’t have your thank-you letter yet.")
    history = _("You thanked {name} for all of it.")

    def also(self, record: "MentorAgreement", on: dt.date) -> dict[str, Any]:
        """The letter as it was kept: nothing else of it is shown."""
        return {"closing_words": record.with_words_shown(thanks=record.thanks_words)}

    def withdrawn(self, record: "MentorAgreement") -> dict[str, Any]:
        """What isn't sent isn't shown either."""
        return {"closing_words": record.with_words_shown(thanks="")}

    def follow(self, record: "MentorAgreement") -> None:
        """The last day in touch moves with it."""
        record.mentor.refresh_last_touch()


class OutcomeSent(AfterAgreeing):
    """Whoever introduced the two knows what came of it."""

    column = "outcome_sent_on"
    sentence = _("Noted: they know what came of it.")
    undone = _("They don’t know yet what came of it.")


class LearnedShown(ButtonFact):
    """The mentor may read what was learned and reached, as it stands now, and the thank-you letter once it is sent."""

    column = "learned_shown"
    sentence = _("%(name)s can see it now.")
    undone = _("%(name)s doesn’t see it any more.")
    comes_back = False  # the words that were shown are gone
    takes_day = False

    def check(self, record: "MentorAgreement", on: dt.date) -> None:
        """There is nothing to look back on before the end."""
        if record.over_on is None:
            raise ValidationError(_("You can show it once the agreement is over"))

    def stored(self, on: dt.date | None) -> bool:
        """Whether it is shown; nobody asks since when."""
        return on is not None

    def also(self, record: "MentorAgreement", on: dt.date) -> dict[str, Any]:
        """The words as they are; what is changed later stays unseen."""
        return {"closing_words": record.with_words_shown(**record.learned_as_it_stands())}

    def withdrawn(self, record: "MentorAgreement") -> dict[str, Any]:
        """The words go with it."""
        return {"closing_words": record.with_words_shown(learned="", goals=[])}


LEARNED_SHOWN = LearnedShown()
# In the order in which facts of one day are told.
FACTS: tuple[ButtonFact, ...] = (
    SHARED := Shared(),
    CONFIRMED := Confirmed(),
    REVIEWED := Reviewed(),
    CLOSE_PLANNED := ClosePlanned(),
    ENDED := Ended(),
    COMPLETED := Completed(),
    THANKS_SENT := ThanksSent(),
    OUTCOME_SENT := OutcomeSent(),
)
# What was confirmed is kept word for word, so a confirmation is never taken back.
UNDONE = {fact.column: fact for fact in (*FACTS, LEARNED_SHOWN) if fact != CONFIRMED}
