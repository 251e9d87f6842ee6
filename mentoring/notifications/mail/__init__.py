"""The reminder mail: who is due, claim, compose, send. When to run is for cron or a systemd timer to say."""

from .composing import person_behind, token_of
from .sending import SendingResult, count_as_sent, send_due
from .summary import MailStatus, Silence, silence, status

__all__ = [
    "MailStatus",
    "SendingResult",
    "Silence",
    "count_as_sent",
    "person_behind",
    "send_due",
    "silence",
    "status",
    "token_of",
]
