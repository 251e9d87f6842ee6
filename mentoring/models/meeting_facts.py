"""Step 4: the table of facts of a meeting that are noted by a button."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .button_facts import ButtonFact
from .facts import Words
from .sent_words import NOTHING, holds

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


class Shown(ButtonFact):
    """The other person may read something of it on the page of their own, as it stands now."""

    sentence = _("%(name)s can see it now.")
    undone = _("%(name)s doesn’t see it any more.")
    comes_back = False  # the words that were shown are gone
    takes_day = False

    def words(self, record: "Meeting") -> dict[str, Any]:
        """What there is to show, by its name among the words that were sent."""
        raise NotImplementedError

    def held(self, record: "Meeting", letter: str) -> dict[str, Any]:
        """The same as far as a letter holds it."""
        return {name: text if holds(letter, text) else "" for name, text in self.words(record).items()}

    def lines(self, words: dict[str, Any]) -> list[str]:
        """Every line that stands on the page then."""
        texts = [text for text in words.values() if type(text) is str]
        texts += [step["text"] for step in words.get("steps", [])]
        return [line.strip() for text in texts for line in text.splitlines() if line.strip()]

    def also(self, record: "Meeting", on: dt.date) -> dict[str, Any]:
        """The words as they are; what is changed later stays unseen."""
        return {"sent_words": record.with_words_sent(**self.words(record))}

    def withdrawn(self, record: "Meeting") -> dict[str, Any]:
        """The words go with it."""
        nothing: Any = {name: NOTHING[name] for name in self.words(record)}  # type: ignore[literal-required]
        return {"sent_words": record.with_words_sent(**nothing)}


class AgendaShown(Shown):
    """What one asks for, and the agenda."""

    column = "agenda_shown_on"

    def check(self, record: "Meeting", on: dt.date) -> None:
        """Only before the session: the page shows the next one."""
        if not record.is_planned:
            raise ValidationError(_("That session isn’t planned any more"))

    def words(self, record: "Meeting") -> dict[str, Any]:
        """Both of them."""
        return {"ask": record.asks_for, "agenda": record.agenda}

    def held(self, record: "Meeting", letter: str) -> dict[str, Any]:
        """The agenda is the letter."""
        return super().held(record, letter) | {"agenda": letter.strip()}


class StepsShown(Shown):
    """The steps that were agreed on at a session, and which of them are done."""

    column = "steps_shown_on"

    def words(self, record: "Meeting") -> dict[str, Any]:
        """Each with its day."""
        return {"steps": record.steps_to_send()}

    def held(self, record: "Meeting", letter: str) -> dict[str, Any]:
        """Those that stand in the summary."""
        return {"steps": [step for step in record.steps_to_send() if holds(letter, step["text"])]}


class AdviceShown(Shown):
    """The advice, and what became of it."""

    column = "advice_shown_on"

    def words(self, record: "Meeting") -> dict[str, Any]:
        """Both of them."""
        return {"advice": record.one_thing, "outcome": record.came_of_it}


AGENDA_SHOWN, STEPS_SHOWN, ADVICE_SHOWN = AgendaShown(), StepsShown(), AdviceShown()


class SentLetter(InTouch):
    """A letter that was sent; what the page of the other person shows of it goes when it wasn't sent after all."""

    def withdrawn(self, record: "Meeting") -> dict[str, Any]:
        """What isn't sent isn't shown either, unless it was shown on an earlier day."""
        shown_on, sent_on = self.page.day(record), self.day(record)
        if shown_on and sent_on and shown_on < sent_on:
            return {}
        return {self.page.column: None} | self.page.withdrawn(record)


class AgendaSent(SentLetter):
    """The other person has the agenda of a session."""

    page = AGENDA_SHOWN

    column = "agenda_sent_on"
    sentence = _("Noted: %(name)s has your agenda.")
    undone = _("%(name)s doesn’t have your agenda yet.")

    def also(self, record: "Meeting", on: dt.date) -> dict[str, Any]:
        """Whoever could write it is prepared."""
        return {PREPARED.column: PREPARED.day(record) or on}


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


class SummarySent(SentLetter, AfterMeeting):
    """The other person has a summary of the session."""

    page = STEPS_SHOWN

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


class ReportedBack(SentLetter, AfterMeeting):
    """The other person heard what came of their advice."""

    page = ADVICE_SHOWN

    column = "reported_back_on"
    sentence = _("%(name)s knows what came of it.")
    undone = _("%(name)s is still waiting to hear what came of it.")
    history = _("You told {name} what came of the advice.")
    too_early = _("You report back after the meeting")


PREPARED, AGENDA_SENT, THANKED = Prepared(), AgendaSent(), ThankedForMeeting()
SUMMARY_SENT, ACTED, REPORTED_BACK = SummarySent(), Acted(), ReportedBack()
AFTER_MEETING = (THANKED, SUMMARY_SENT, ACTED, REPORTED_BACK)
IN_TOUCH = (AGENDA_SENT, THANKED, SUMMARY_SENT, REPORTED_BACK)
