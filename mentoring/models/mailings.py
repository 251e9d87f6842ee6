"""The reminder mails: one for each person and day, claimed before it is sent; and when the command last ran."""

import datetime as dt

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet

# Whoever claimed a mail and has not sent it after this long has died: a mail server gets seconds.
STALE_AFTER = dt.timedelta(minutes=15)
# The pause after a failure doubles from the first to the longest; the last attempt is about three days later.
FIRST_PAUSE = dt.timedelta(minutes=15)
LONGEST_PAUSE = dt.timedelta(hours=4)
MOST_ATTEMPTS = 20


class MailingQuerySet(OwnedQuerySet):
    def unfinished(self):
        """Those that are neither sent nor settled otherwise."""
        return self.filter(finished_at__isnull=True)

    def claimable(self, now: dt.datetime):
        """Unfinished ones that nobody is at work on: their pause is over, or whoever claimed them died."""
        died = Q(retry_at__isnull=True, claimed_at__lte=now - STALE_AFTER)
        return self.unfinished().filter(Q(retry_at__lte=now) | died)


class Mailing(Owned):
    """The reminder mail of one person for one day: claimed by one runner, then sent, settled, or tried again."""

    slot_on = models.DateField(_("for the day"))
    claimed_at = models.DateTimeField(_("claimed at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)
    # Sent, or nothing was due, or given up, or overtaken by a later mail.
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    retry_at = models.DateTimeField(_("to be tried again at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    actions = models.PositiveIntegerField(_("things due"), default=0)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder mail")
        verbose_name_plural = _("reminder mails")
        ordering = ["-slot_on", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["owner", "slot_on"], name="mailing_once_per_slot"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(finished_at__isnull=False, actions__gt=0),
                name="mailing_sent_with_something",
            ),
            models.CheckConstraint(
                condition=Q(retry_at__isnull=True) | Q(finished_at__isnull=True),
                name="mailing_retried_or_finished",
            ),
        ]

    def __str__(self):
        return self.subject or str(self.slot_on)

    @property
    def has_failed(self) -> bool:
        """Whether the last thing that happened to it was a failure; a mail that is sent or settled forgets it."""
        return bool(self.last_error)

    # A runner holds a mail from the claim on. Each verb below writes only while the claim is still its own, so
    # that one who was taken for dead cannot change what a later one has done.

    @classmethod
    def claim(cls, owner, slot_on: dt.date, now: dt.datetime) -> "Mailing | None":
        """The mail of this day, now held by the caller alone; None where somebody else has or had it.

        The first runner inserts it, a later one takes over what failed or was left behind.
        """
        try:
            with transaction.atomic():
                return cls.objects.create(owner=owner, slot_on=slot_on, claimed_at=now)
        except IntegrityError:
            return cls._take_over(owner, slot_on, now)

    @classmethod
    def _take_over(cls, owner, slot_on: dt.date, now: dt.datetime) -> "Mailing | None":
        waiting = cls.objects.owned_by(owner).claimable(now)
        mailing = waiting.filter(slot_on=slot_on).first()
        if mailing is None:
            return None
        if mailing.attempts >= MOST_ATTEMPTS:
            mailing._write(finished_at=now, retry_at=None, last_error=mailing.last_error or "interrupted")
            return None
        taken = waiting.filter(pk=mailing.pk, attempts=mailing.attempts).update(
            claimed_at=now, retry_at=None, attempts=mailing.attempts + 1
        )
        return cls.objects.get(pk=mailing.pk) if taken else None

    def settle(self, now: dt.datetime) -> None:
        """Nothing is due: the day is done without a mail."""
        self._write(finished_at=now, last_error="")

    def mark_sent(self, now: dt.datetime, subject: str, actions: int) -> None:
        """The mail server has it."""
        self._write(finished_at=now, sent_at=now, subject=subject, actions=actions, last_error="")

    def mark_failed(self, now: dt.datetime, error: str) -> None:
        """Not sent: tried again after a pause, given up when there were enough of them."""
        error = " ".join(error.split())[:300] or "unknown"
        if self.attempts >= MOST_ATTEMPTS:
            self._write(finished_at=now, last_error=error)
        else:
            pause = min(FIRST_PAUSE * 2 ** (self.attempts - 1), LONGEST_PAUSE)
            self._write(retry_at=now + pause, last_error=error)

    def overtake(self, now: dt.datetime) -> None:
        """Earlier mails that never went out are over: this one says everything that is due."""
        earlier = Mailing.objects.owned_by(self.owner).unfinished().filter(slot_on__lt=self.slot_on)
        earlier.update(finished_at=now, retry_at=None)

    def _write(self, **facts) -> None:
        held = Mailing.objects.filter(pk=self.pk, attempts=self.attempts, finished_at__isnull=True)
        if held.update(**facts):
            for name, value in facts.items():
                setattr(self, name, value)


class ReminderRun(models.Model):
    """When the command that sends reminder mails last ran, in one row.

    It has no owner because it is about the machine and nobody's record: it holds no word of any person, is
    shown to everybody alike ("last ran at 07:00") and is in nobody's export. Kept in the database and not in the
    cache, which may forget it and would then cry wolf.
    """

    ONLY = 1

    number = models.PositiveSmallIntegerField(default=ONLY, unique=True, editable=False)
    ran_at = models.DateTimeField(_("ran at"))
    sent = models.PositiveIntegerField(_("mails sent"), default=0)
    failed = models.PositiveIntegerField(_("mails not sent"), default=0)

    class Meta:
        verbose_name = _("reminder run")
        verbose_name_plural = _("reminder runs")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(number=1), name="reminderrun_only_one")]

    def __str__(self):
        return f"{self.ran_at:%Y-%m-%d %H:%M}"

    @classmethod
    def note(cls, now: dt.datetime, sent: int = 0, failed: int = 0) -> None:
        """The command ran just now."""
        facts = {"ran_at": now, "sent": sent, "failed": failed}
        cls.objects.update_or_create(number=cls.ONLY, defaults=facts)

    @classmethod
    def last(cls) -> "ReminderRun | None":
        """The last run, or None while there was none."""
        return cls.objects.first()
