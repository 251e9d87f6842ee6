"""Sending what is due: claim, compose, send, each mail once however many runners there are."""

import contextlib
import datetime as dt
import logging
from dataclasses import dataclass, field

from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from ...models import Mailing, ReminderRun, User
from .composing import actions_for, compose
from .slots import people_due

logger = logging.getLogger(__name__)


@dataclass
class SendingResult:
    """What one run came to: mails sent, people to whom nothing was due, and what went wrong for whom."""

    sent: int = 0
    empty: int = 0
    failed: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """What was done, for whoever runs the command."""
        return f"Sent {self.sent}; nothing was due for {self.empty}."

    @property
    def trouble(self) -> str:
        """What could not be done, a line for each."""
        return "\n".join([f"Not sent: {len(self.failed)}", *self.failed])


class Postman:
    """One connection to the mail server for a whole run; a server that cannot be reached is tried once."""

    def __init__(self):
        self.connection = mail.get_connection()
        self.unreachable: OSError | None = None

    def send(self, message: mail.EmailMessage) -> None:
        """Hand over the message; OSError where the server is not there or does not take it."""
        if self.unreachable:
            raise self.unreachable
        try:
            self.connection.open()
        except OSError as failure:
            self.unreachable = failure
            raise
        try:
            self.connection.send_messages([message])
        except OSError:
            self.close()  # the next one gets a fresh connection
            raise

    def close(self) -> None:
        """Say goodbye; a server that is gone already does not mind."""
        with contextlib.suppress(OSError):
            self.connection.close()


def send_due() -> SendingResult:
    """Send everybody the mail that is due to them, each once however many runs there are at a time."""
    outcome, postman = SendingResult(), Postman()
    try:
        for user, slot_on in people_due(timezone.now()):
            _serve(user, slot_on, postman, outcome)
    finally:
        postman.close()
        ReminderRun.note(timezone.now(), outcome.sent, len(outcome.failed))
    return outcome


def count_as_sent(now: dt.datetime) -> int:
    """After a backup came back: nobody gets a mail that was due until now, for it may have gone out; how many."""
    waiting = Mailing.objects.unfinished().update(finished_at=now, retry_at=None)
    for user, slot_on in people_due(now):
        if mailing := Mailing.claim(user, slot_on, now):
            mailing.settle(now)
            waiting += 1
    return waiting


def _serve(user: User, slot_on: dt.date, postman: Postman, outcome: SendingResult) -> None:
    """One person's mail: claimed in a transaction of its own, sent outside of any."""
    mailing = Mailing.claim(user, slot_on, timezone.now())
    if mailing is None:
        return
    mailing.overtake(timezone.now())
    # As they wish by now: of many people the last one is served long after all of them were looked up.
    user = User.objects.filter(pk=user.pk, is_active=True).exclude(reminder_rhythm=User.Rhythm.NEVER).first()
    if user is None:
        mailing.settle(timezone.now())
        return
    try:
        with timezone.override(user.zone), override(user.mail_language):
            today = timezone.localdate()
            actions = actions_for(user, today)
            if not actions:
                mailing.settle(timezone.now())
                outcome.empty += 1
                return
            message = compose(user, actions, mailing, today)
        postman.send(message)
    except OSError as failure:  # everything smtplib raises is one
        _failed(mailing, outcome, f"{type(failure).__name__}: {failure}")
    except Exception as failure:  # whatever is wrong with one person's mail, the others get theirs
        logger.exception("The reminder email for account %s couldn’t be written", user.pk)
        _failed(mailing, outcome, type(failure).__name__)
    else:
        mailing.mark_sent(timezone.now(), str(message.subject), len(actions))
        outcome.sent += 1


def _failed(mailing: Mailing, outcome: SendingResult, error: str) -> None:
    mailing.mark_failed(timezone.now(), error)
    again = f"tried again from {mailing.retry_at:%Y-%m-%d %H:%M} UTC" if mailing.retry_at else "given up"
    outcome.failed.append(
        f"account {mailing.owner_id}, attempt {mailing.attempts}: {mailing.last_error} ({again})"
    )
