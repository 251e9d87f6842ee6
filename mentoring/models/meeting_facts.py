"""Step 4: the table of facts of a meeting that are noted by a button."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .button_facts import ButtonFact
from .facts import Words

if TYPE_CHECKING:
    from .meetings import Meeting


class Prepared(ButtonFact):
    """The person knows what to say and what to ask."""

    column = "prepared_on"
    sentence = _("You’re ready to meet %(name)s.")
    undone = _("You haven’t prepared to meet %(name)s yet.")
    takes_day = False


class InTouch(ButtonFact):
    """Something by which one was in touch with the other person."""

    def follow(self, record: "Meeting") -> None:
        """The last day in touch moves with it; an earlier day moves nothing."""
        day, last = self.day(record), record.contact.last_touch_on
        if day is None or last is None or day > last:
            record.contact.refresh_last_touch()


class AgendaSent(InTouch):
    """The other person has the agenda of a session."""

    column = "agenda_sent_on"
    sentence = _("Noted: %(name)s has your agenda.")
    undone = _("%(name)s doesn’t have your agenda yet.")

    def also(self, record: "Meeting", on: dt.date) -> dict[str, Any]:
        """Whoever could write it is prepared; the page of the other person shows it, too."""
        prepared = {PREPARED.column: PREPARED.day(record) or on}
        return prepared | {AGENDA_SHOWN.column: on} | AGENDA_SHOWN.also(record, on)

    def withdrawn(self, record: "Meeting") -> dict[str, Any]:
        """What isn't sent after all isn't shown either."""
        return {AGENDA_SHOWN.column: None} | AGENDA_SHOWN.withdrawn(record)


class AgendaShown(ButtonFact):
    """The other person may read on the page of their own what one asks for, and the agenda, as both stand now."""

    column = "agenda_shown_on"
    sentence = _("%(name)s can see it now.")
    undone = _("%(name)s doesn’t see it any more.")
    takes_day = False

    def also(self, record: "Meeting", on: dt.date) -> dict[str, Any]:
        """The words as they are; what is changed later stays unseen."""
        return {"sent_words": record.with_words_sent(ask=record.asks_for, agenda=record.agenda)}

    def withdrawn(self, record: "Meeting") -> dict[str, Any]:
        """The words go with it."""
        return {"sent_words": record.with_words_sent(ask="", agenda="")}


class AfterMeeting(ButtonFact):
    """Something that cannot be before the meeting was held."""

    too_early: Words = ""  # what to say then

    def check(self, record: "Meeting", on: dt.date) -> None:
        """Not before the meeting was held."""
        if record.held_on is None or on < record.held_on:
            raise ValidationError(self.too_early)


class ThankedForMeeting(InTouch, AfterMeeting):
    """The other person was thanked."""

    column = "thanked_on"
    sentence = _("You thanked %(name)s.")
    undone = _("%(name)s is still waiting for a thank-you.")
    history = _("You thanked {name} for the meeting.")
    too_early = _("Thanks come after the meeting")


class SummarySent(InTouch, AfterMeeting):
    """The other person has a summary of the session."""

    column = "summary_sent_on"
    sentence = _("Noted: %(name)s has your summary.")
    undone = _("%(name)s doesn’t have your summary yet.")
    history = _("You sent {name} a summary.")
    too_early = _("A summary comes after the session")

    def also(self, record: "Meeting", on: dt.date) -> dict[str, Any]:
        """It begins with thanks."""
        return {THANKED.column: THANKED.day(record) or on}


class Acted(AfterMeeting):
    """The person tried what they were advised to."""

    column = "acted_on"
    sentence = _("Noted: you tried what %(name)s advised.")
    undone = _("You haven’t tried what %(name)s advised yet.")
    history = _("You tried what {name} advised.")
    too_early = _("You try advice on or after the day of the meeting")


class ReportedBack(InTouch, AfterMeeting):
    """The other person heard what came of their advice."""

    column = "reported_back_on"
    sentence = _("%(name)s knows what came of it.")
    undone = _("%(name)s is still waiting to hear what came of it.")
    history = _("You told {name} what came of the advice.")
    too_early = _("You report back after the meeting")

    def also(self, record: "Meeting", on: dt.date) -> dict[str, Any]:
        """The advice and what became of it, as they were told."""
        return {"sent_words": record.with_words_sent(advice=record.one_thing, outcome=record.came_of_it)}

    def withdrawn(self, record: "Meeting") -> dict[str, Any]:
        """The words go with it."""
        return {"sent_words": record.with_words_sent(advice="", outcome="")}


PREPARED, AGENDA_SENT, AGENDA_SHOWN, THANKED = Prepared(), AgendaSent(), AgendaShown(), ThankedForMeeting()
SUMMARY_SENT, ACTED, REPORTED_BACK = SummarySent(), Acted(), ReportedBack()
AFTER_MEETING = (THANKED, SUMMARY_SENT, ACTED, REPORTED_BACK)
IN_TOUCH = (AGENDA_SENT, THANKED, SUMMARY_SENT, REPORTED_BACK)
