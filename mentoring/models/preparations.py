"""Step 4, before a talk: what one wants from it, will say and ask, and the agenda of a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Preparation(models.Model):
    """With what somebody goes into a meeting."""

    purpose = models.CharField(_("what you want from this meeting"), max_length=200, blank=True)
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
