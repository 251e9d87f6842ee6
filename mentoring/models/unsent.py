"""A form that somebody sent after their session had ended: kept for them alone, and gone with their account."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet

# As long as a session lasts, which is the way back to it.
KEPT_FOR = dt.timedelta(days=14)


class UnsentFormQuerySet(OwnedQuerySet):
    def forgotten(self, now: dt.datetime):
        """Those that nobody came back for."""
        return self.filter(created_at__lte=now - KEPT_FOR)


class UnsentForm(Owned):
    """What was typed, where it was to go and the page it was typed on; the session knows it by `form_key`."""

    path = models.CharField(max_length=2000, editable=False)
    page = models.CharField(max_length=2000, editable=False)
    # Each field with its values, in the order in which they were sent.
    fields = models.JSONField(editable=False)

    objects = UnsentFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsent form")
        verbose_name_plural = _("unsent forms")
        ordering = ["-created_at", "-pk"]
        constraints = [*Owned.Meta.constraints]

    def __str__(self):
        return self.path
