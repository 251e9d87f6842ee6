"""When the timer last ran, and when a backup was last made and last proven: one row each."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CommandRun(models.Model):
    """The last run of something that is done again and again.

    It has no owner because it is about the machine and nobody's record: it holds no word of any person.
    """

    class Kind(models.TextChoices):
        TIMED = "timed", _("The timer")
        BACKUP = "backup", _("A backup")
        TRIAL = "trial", _("A backup restored for trial")

    kind = models.CharField(max_length=6, choices=Kind, unique=True, editable=False)
    ran_at = models.DateTimeField(_("ran at"))
    succeeded_at = models.DateTimeField(_("went well at"), null=True, blank=True)
    failure = models.CharField(_("what went wrong"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("run of a command")
        verbose_name_plural = _("runs of commands")
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["timed", "backup", "trial"]), name="commandrun_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(failure="", succeeded_at__isnull=False, succeeded_at=F("ran_at"))
                | ~Q(failure=""),
                name="commandrun_went_well_or_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.ran_at:%Y-%m-%d %H:%M}"

    @classmethod
    def note(cls, kind: "CommandRun.Kind", now: dt.datetime, failure: str = "") -> None:
        """It ran just now, and went well unless there is a failure to tell."""
        facts = {"ran_at": now, "failure": " ".join(failure.split())[:300]}
        if not failure:
            facts["succeeded_at"] = now
        cls.objects.update_or_create(kind=kind, defaults=facts)
