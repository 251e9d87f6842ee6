"""Step 4: what the other person was sent of a meeting, word for word: the page of their own shows no other words."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..text.text import unended
from .stored import ClosingWords, SentStep, SentWords, validate_closing_words, validate_sent_words

NOTHING = SentWords(ask="", agenda="", advice="", outcome="", steps=[])
NOTHING_YET = ClosingWords(learned="", thanks="", goals=[])


class Sent(models.Model):
    """The words of a meeting as they were sent. What is changed afterwards isn't there until it is sent as well."""

    # What the record these belong to brings along.
    mark: Any
    record: Any

    agenda_shown_on = models.DateField(_("agenda shown on"), null=True, blank=True, editable=False)
    steps_shown_on = models.DateField(_("steps shown on"), null=True, blank=True, editable=False)
    advice_shown_on = models.DateField(_("advice shown on"), null=True, blank=True, editable=False)
    # What is asked for and the agenda, later the steps agreed on, the advice and what became of it; nothing before the
    # first of them.
    sent_words = models.JSONField(null=True, blank=True, validators=[validate_sent_words], editable=False)

    class Meta:
        abstract = True

    @property
    def words_sent(self) -> SentWords:
        """All of them; nothing for what was not sent."""
        return SentWords(**(NOTHING | (self.sent_words or {})))  # type: ignore[typeddict-item]

    def with_words_sent(self, **words: Any) -> SentWords:
        """The same with these in place of what was sent before."""
        return SentWords(**(self.words_sent | words))  # type: ignore[typeddict-item]

    def mark_sent(self, fact: Any, on: Any, letter: str | None) -> None:
        """Note that a letter was sent, and show the other person what it holds; None shows nothing of it."""
        self.mark(fact, on)
        held = {} if letter is None else fact.page.held(self, letter)
        if any(held.values()):
            self.record(**{fact.page.column: on, "sent_words": self.with_words_sent(**held)})

    def steps_to_send(self: Any) -> list[SentStep]:
        """The steps that were agreed on, as they stand now."""
        return [
            SentStep(
                key=str(step.form_key), text=step.text, due=step.due_on.isoformat() if step.due_on else ""
            )
            for step in self.agreed_steps.order_by("due_on", "pk")
        ]


class ShownAtTheEnd(models.Model):
    """The words of the end of an agreement as they were shown or sent."""

    # What the record these belong to brings along.
    lessons: Any
    agreement_goals: Any

    closing_words = models.JSONField(
        null=True, blank=True, validators=[validate_closing_words], editable=False
    )

    class Meta:
        abstract = True

    @property
    def words_shown(self) -> ClosingWords:
        """All of them; nothing for what was not shown."""
        return self.closing_words or NOTHING_YET

    def with_words_shown(self, **words: Any) -> ClosingWords | None:
        """The same with these in place of what was shown before; None once nothing of it is left."""
        shown = ClosingWords(**(self.words_shown | words))  # type: ignore[typeddict-item]
        return shown if any(shown.values()) else None

    def learned_as_it_stands(self) -> dict[str, Any]:
        """What was learned, and the goals that were reached, each with its success sentence."""
        reached = self.agreement_goals.filter(goal__achieved_on__isnull=False).select_related("goal")
        goals = [{"title": one.goal.title, "success": one.goal.success} for one in reached]
        return {"learned": self.lessons, "goals": goals}


def holds(letter: str, words: str) -> bool:
    """Whether a letter holds these words, whatever its line breaks, capitals, and signs at their end."""
    said = _as_read(unended(words))
    return bool(said) and said in _as_read(letter)


def _as_read(text: str) -> str:
    return " ".join(text.split()).casefold()
