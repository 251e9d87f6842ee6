"""Step 3: two contacts that are one person, put together with a way back; and two that are not, remembered."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet, filled
from .contacts import Contact
from .undo import CHANGED, KEPT_FOR, name_of


class DistinctionQuerySet(OwnedQuerySet):
    def between(self, one: int, other: int):
        """What was said about two contacts, in whichever order they are given."""
        return self.filter(first=min(one, other), second=max(one, other))


class Distinction(Owned):
    """Two contacts who look alike and are two people: the person said so, and is not asked again."""

    first = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", editable=False)
    second = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", editable=False)

    # Neither of the two is used by it: it goes with either.
    GOES_ALONG = True

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("two people")
        verbose_name_plural = _("two people")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["first", "second"], name="distinction_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinction_in_order"),
        ]

    def __str__(self):
        return _("%(one)s and %(other)s") % {"one": self.first, "other": self.second}


class MergeQuerySet(OwnedQuerySet):
    def expired(self, now: dt.datetime):
        """Those whose way back was kept long enough."""
        return self.filter(created_at__lt=now - KEPT_FOR).exclude(undo=[])


class Merge(Owned):
    """One contact taken into another: what moved and what stood there before, so that it can be undone."""

    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="merges", editable=False)
    removed_name = models.CharField(max_length=120, editable=False)
    # The key the removed contact had, and has again after an undo.
    removed_key = models.PositiveBigIntegerField(editable=False)
    # Every difference that it made (`undo.Difference`); empty once it can't be undone any more.
    undo = models.JSONField(default=list, blank=True, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=filled("removed_name"), name="merge_has_name"),
            models.UniqueConstraint(fields=["owner", "removed_key"], name="merge_of_one_once"),
            models.CheckConstraint(condition=~Q(kept=F("removed_key")), name="merge_of_two"),
        ]

    def __str__(self):
        return _("%(removed)s into %(kept)s") % {"removed": self.removed_name, "kept": self.kept}

    @property
    def can_be_undone(self) -> bool:
        """Whether the way back is still kept."""
        return self.created_at >= timezone.now() - KEPT_FOR

    @property
    def is_last(self) -> bool:
        """Whether the contact it was taken into is still the one that is kept: none was merged since."""
        contact = {"kind": CHANGED, "model": name_of(Contact), "pk": self.kept_id}
        return any(contact.items() <= change.items() for change in self.undo)
