"""What the person sees of their reminder mails: the last ones, the next one, and when nothing sends them."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from ...models import Mailing, ReminderRun, User
from .composing import actions_for, subject_of
from .slots import Rhythm, next_moment, slot_of

SILENT_AFTER = dt.timedelta(days=2)


@dataclass(frozen=True)
class Status:
    """How one person's reminder mails stand: the last run, the last mails, and the next one."""

    last_run: ReminderRun | None
    sent: list[Mailing]
    trouble: Mailing | None
    is_due: bool
    next_at: dt.datetime | None
    subject: str


def status(user: User, now: dt.datetime) -> Status | None:
    """How it stands for somebody who wants the mails; None for everybody else."""
    if not settings.MAIL_ENABLED or user.reminder_rhythm == Rhythm.NEVER:
        return None
    mine = Mailing.objects.owned_by(user)
    latest, slot_on = mine.first(), slot_of(user, now)
    is_settled = latest is not None and latest.slot_on == slot_on and latest.finished_at is not None
    actions = actions_for(user, now.astimezone(user.zone).date())
    return Status(
        last_run=ReminderRun.last(),
        sent=list(mine.filter(sent_at__isnull=False)[:3]),
        trouble=latest if latest and latest.has_failed else None,
        is_due=slot_on is not None and not is_settled,
        next_at=next_moment(user, now),
        subject=subject_of(user, actions) if actions else "",
    )


@dataclass(frozen=True)
class Silence:
    """The mails are wanted, and the command that sends them has not run for days; or never."""

    last_run: ReminderRun | None


def silence(user: User, now: dt.datetime) -> Silence | None:
    """Whether the person waits for mails that nothing sends; None while all is well."""
    if not settings.MAIL_ENABLED or user.reminder_rhythm == Rhythm.NEVER:
        return None
    if user.reminder_chosen_at and user.reminder_chosen_at > now - SILENT_AFTER:
        return None
    last_run = ReminderRun.last()
    return None if last_run and last_run.ran_at > now - SILENT_AFTER else Silence(last_run)
