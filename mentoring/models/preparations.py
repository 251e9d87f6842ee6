"""Step 4, before a talk: what one wants from it, will say and ask, and the agenda of a session."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Preparation(models.Model):
    """With what somebody goes into a meeting."""

    # What the record these belong to brings along.
    record: Any

    purpose = models.CharField(_("your one purpose"), max_length=200, blank=True)
    up_front_words = models.TextField(_("what you will say"), max_length=4000, blank=True)
    # The person's own questions, one a line, and those that were proposed when they were written: what is
    # proposed now and was not then is pointed out.
    questions = models.TextField(_("what you will ask"), max_length=4000, blank=True)
    questions_proposed = models.TextField(max_length=20000, blank=True, editable=False)
    agenda = models.TextField(_("what you will talk about"), max_length=4000, blank=True)
    asks_for = models.TextField(_("what you ask for"), max_length=4000, blank=True)
    agenda_sent_on = models.DateField(_("agenda sent on"), null=True, blank=True, editable=False)
    preparation = models.TextField(_("your notes"), max_length=10000, blank=True)
    prepared_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def mark_prepared(self, on: dt.date) -> None:
        """The person knows what to say and what to ask."""
        self.record(prepared_on=on)

    def send_agenda(self, on: dt.date) -> None:
        """The other person has the agenda: whoever could write it is prepared."""
        self.record(agenda_sent_on=on, prepared_on=self.prepared_on or on)

    def unsend_agenda(self) -> None:
        """The agenda was not sent after all."""
        self.record(agenda_sent_on=None)

    def unmark_prepared(self) -> None:
        """Not prepared after all."""
        self.record(prepared_on=None)
