"""Step 4: what the other person was sent of a meeting, word for word: the page of their own shows no other words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .stored import SentWords, validate_sent_words

NOTHING = SentWords(ask="", agenda="", advice="", outcome="")


class Sent(models.Model):
    """The words of a meeting as they were sent. What is changed afterwards isn't there until it is sent as well."""

    agenda_shown_on = models.DateField(_("agenda shown on"), null=True, blank=True, editable=False)
    # What is asked for and the agenda, and later the advice and what became of it; nothing before the first of them.
    sent_words = models.JSONField(null=True, blank=True, validators=[validate_sent_words], editable=False)

    class Meta:
        abstract = True

    @property
    def words_sent(self) -> SentWords:
        """All of them; an empty text for what was not sent."""
        return self.sent_words or NOTHING

    def with_words_sent(self, **words: str) -> SentWords:
        """The same with these in place of what was sent before."""
        return SentWords(**(self.words_sent | words))  # type: ignore[typeddict-item]
