"""The reminder mail: who is due, claim, compose, send. When to run is for cron or a systemd timer to say."""

from .composing import person_behind, token_of
from .sending import SendingResult, send_due
from .summary import MailStatus, Silence, silence, status

__all__ = [
    "MailStatus",
    "SendingResult",
    "Silence",
    "person_behind",
    "send_due",
    "silence",
    "status",
    "token_of",
]
