"""A next action the person put off or does not need: the rules stay as they are, this only hides a row."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet, filled


class PostponementQuerySet(OwnedQuerySet):
    def in_force(self, today: dt.date):
        """Those that hide their action today: until a later day, or for good."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=today))


class Postponement(Owned):
    """One next action, by its key, hidden until a day; without a day it is not needed at all."""

    action = models.CharField(_("action"), max_length=80)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = PostponementQuerySet.as_manager()

    class Meta:
        verbose_name = _("postponement")
        verbose_name_plural = _("postponements")
        ordering = ["pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["owner", "action"], name="postponement_once"),
            models.CheckConstraint(condition=filled("action"), name="postponement_has_action"),
        ]

    def __str__(self):
        return self.action
