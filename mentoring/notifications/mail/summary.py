"""What the person sees of their reminder mails: the last one, and what is in the way of the next."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from ...models import Mailing, ReminderRun, User
from .slots import Rhythm

SILENT_AFTER = dt.timedelta(days=2)


@dataclass(frozen=True)
class Silence:
    """The mails are wanted, and the command that sends them has not run for days; or never."""

    last_run: ReminderRun | None


@dataclass(frozen=True)
class MailStatus:
    """How one person's reminder mails stand: when the last one was sent, and what is in the way of the next."""

    sent_at: dt.datetime | None
    trouble: Mailing | None
    silence: Silence | None


def status(user: User, now: dt.datetime) -> MailStatus | None:
    """How it stands for somebody who wants the mails; None for everybody else."""
    if not settings.MAIL_ENABLED or user.reminder_rhythm == Rhythm.NEVER:
        return None
    mine = Mailing.objects.owned_by(user)
    latest = mine.first()
    sent_at = mine.filter(sent_at__isnull=False).values_list("sent_at", flat=True).first()
    return MailStatus(sent_at, latest if latest and latest.has_failed else None, silence(user, now))


def silence(user: User, now: dt.datetime) -> Silence | None:
    """Whether the person waits for mails that nothing sends; None while all is well."""
    if not settings.MAIL_ENABLED or user.reminder_rhythm == Rhythm.NEVER:
        return None
    if user.reminder_chosen_at and user.reminder_chosen_at > now - SILENT_AFTER:
        return None
    last_run = ReminderRun.last()
    return None if last_run and last_run.ran_at > now - SILENT_AFTER else Silence(last_run)
