"""Step 4, when a meeting isn't held as planned: moved to another day, called off, or one of the two didn't come."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from .stored import validate_texts


class FellThrough(models.TextChoices):
    """How a meeting came not to be held, and by whom."""

    I_CANCELLED = "cancelled_by_me", _("You cancelled")
    THEY_CANCELLED = "cancelled_by_them", _("They cancelled")
    I_MISSED = "no_show_me", _("You didn’t make it")
    THEY_MISSED = "no_show_them", _("They didn’t come")


MISSED = (FellThrough.I_MISSED, FellThrough.THEY_MISSED)


class Moves(models.Model):
    """What became of the day of a meeting."""

    # What the record these belong to brings along.
    record: Any
    recorded_on: Any
    day: Any

    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True, editable=False)
    fell_through = models.CharField(
        _("why it wasn’t held"), max_length=17, choices=FellThrough, blank=True, editable=False
    )
    # The moments it was planned for before, oldest first, as ISO text.
    moved_from = models.JSONField(
        _("moved from"), default=list, blank=True, validators=[validate_texts], editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(fell_through="")
                | Q(
                    fell_through__in=["cancelled_by_me", "cancelled_by_them", "no_show_me", "no_show_them"],
                    cancelled_on__isnull=False,
                ),
                name="%(class)s_fell_through_when_cancelled",
            ),
        ]

    @property
    def earlier_moments(self) -> list[dt.datetime]:
        """When it was planned to be before it was moved, oldest first."""
        moments = (parse_datetime(str(text)) for text in self.moved_from)
        return [moment for moment in moments if moment]

    @property
    def was_missed(self) -> bool:
        """Whether one of the two didn’t come."""
        return self.fell_through in MISSED

    def remember_moment(self, before: dt.datetime) -> None:
        """Note that it was to be at `before`; whoever moves it saves it."""
        self.moved_from = [*self.moved_from, before.isoformat()]

    def move_back(self) -> None:
        """Back to the time it had before; ValidationError when there is none, or it was held meanwhile."""
        earlier = self.earlier_moments
        if not earlier or self.recorded_on:
            raise ValidationError(_("There’s nothing to undo"))
        self.record(starts_at=earlier[-1], moved_from=self.moved_from[:-1])

    def cancel(self, on: dt.date, how: str = "") -> None:
        """It will not take place, or did not; ValidationError when it was held, or missed before it began."""
        if self.recorded_on:
            raise ValidationError(_("This meeting has already been written down"))
        if how in MISSED and self.day > on:
            raise ValidationError(_("This meeting is still ahead"))
        self.record(cancelled_on=on, fell_through=how)
