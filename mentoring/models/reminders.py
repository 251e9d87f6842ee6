"""Step 3: what the person wants to be reminded of about a contact, once or again and again."""

import datetime as dt
from itertools import count

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..dates.days import add_months
from ..text.text import sentence_start, validate_visible
from .action_keys import ActionKey
from .base import Owned, OwnedQuerySet, filled
from .contacts import Contact


class ReminderQuerySet(OwnedQuerySet):
    def open(self):
        """Those that still come up: not done, or coming again."""
        return self.filter(Q(done_on__isnull=True) | ~Q(repeats=Reminder.Repeats.NO))

    def awake(self):
        """Open ones whose contact is not archived: whoever is put away is quiet."""
        return self.open().filter(contact__archived_on__isnull=True)


class Reminder(Owned):
    """Something the person wants to come back to with a contact ("ask how the move went"), from a day on."""

    class Repeats(models.TextChoices):
        NO = "no", _("Once")
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every three months")
        HALF_YEARLY = "half_yearly", _("Every six months")
        YEARLY = "yearly", _("Every year")

    MONTHS = {Repeats.MONTHLY: 1, Repeats.QUARTERLY: 3, Repeats.HALF_YEARLY: 6, Repeats.YEARLY: 12}

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="reminders", editable=False)
    words = models.CharField(_("remind me to"), max_length=200, validators=[validate_visible])
    due_on = models.DateField(_("on"))
    repeats = models.CharField(_("again"), max_length=11, choices=Repeats, default=Repeats.NO)
    # The day that was chosen. Later ones are counted from it: the 31st becomes the 28th and then the 31st again.
    begins_on = models.DateField(_("first day"), editable=False)
    # The last time it was done; one that comes again is still open then.
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    # What stood there before it was done or left out, for Undo.
    due_before = models.DateField(null=True, blank=True, editable=False)
    done_before = models.DateField(null=True, blank=True, editable=False)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner", "due_on"], name="reminder_owner_due")]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=filled("words"), name="reminder_has_words"),
            models.CheckConstraint(
                condition=Q(repeats__in=["no", "weekly", "monthly", "quarterly", "half_yearly", "yearly"]),
                name="reminder_repeats_known",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("begins_on")), name="reminder_due_after_beginning"
            ),
        ]

    def __str__(self):
        return sentence_start(self.words)

    @property
    def comes_again(self) -> bool:
        """Whether doing it once is not the end of it."""
        return self.repeats != self.Repeats.NO

    @property
    def key(self) -> ActionKey:
        """The name of this one of its days: what is put off this time is not put off the next."""
        return ActionKey("reminder", f"done-{self.due_on.isoformat()}", self.pk)

    @property
    def is_open(self) -> bool:
        """Whether it still comes up."""
        return self.done_on is None or self.comes_again

    def day_after(self, day: dt.date) -> dt.date:
        """The first of its days that lies after `day`; counted from the day that was chosen."""
        if self.repeats == self.Repeats.WEEKLY:
            weeks = max(0, (day - self.begins_on).days // 7 + 1)
            return self.begins_on + dt.timedelta(weeks=weeks)
        step = self.MONTHS[self.Repeats(self.repeats)]
        days = (add_months(self.begins_on, times * step) for times in count())
        return next(found for found in days if found > day)

    def choose_day(self, day: dt.date) -> None:
        """Another day to begin with; nothing is saved."""
        self.due_on = self.begins_on = day

    def mark_done(self, on: dt.date, today: dt.date) -> None:
        """Done on a day; ValidationError when it is over already.

        One that comes again moves to its next day after today, also when it was done early.
        """
        self._move_on(on, today)

    def skip(self, today: dt.date) -> None:
        """Not needed: one that comes again is left out this time, the other is over."""
        self._move_on(self.done_on if self.comes_again else today, today)

    def take_back(self) -> None:
        """Undo the last time it was done or left out; without one nothing happens."""
        if self.due_before is None:
            return
        self.record(due_on=self.due_before, done_on=self.done_before, due_before=None, done_before=None)

    def _move_on(self, done_on: dt.date | None, today: dt.date) -> None:
        if not self.is_open:
            raise ValidationError(_("That’s already done."))
        due_on = self.day_after(max(today, self.due_on)) if self.comes_again else self.due_on
        self.record(due_before=self.due_on, done_before=self.done_on, done_on=done_on, due_on=due_on)
