"""A file with everything that somebody wants back: it waits until they have seen what it does."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet, filled

# How long a file waits for its owner; then it is forgotten.
KEPT_FOR = dt.timedelta(days=1)


class ArchiveQuerySet(OwnedQuerySet):
    def waiting(self, now: dt.datetime):
        """Files that may still be brought back."""
        return self.filter(created_at__gt=now - KEPT_FOR)

    def forgotten(self, now: dt.datetime):
        """Files that waited longer than a day."""
        return self.filter(created_at__lte=now - KEPT_FOR)


class Archive(Owned):
    """One file with everything, checked and not brought back yet, with what it would do."""

    # As it was called where it came from: shown, never opened.
    file_name = models.CharField(_("file"), max_length=120, editable=False)
    # Packed with gzip.
    data = models.BinaryField(editable=False)
    outcome = models.JSONField(default=dict, blank=True, editable=False)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("account file")
        verbose_name_plural = _("account files")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=filled("file_name"), name="archive_has_file_name"),
        ]

    def __str__(self):
        return self.file_name
