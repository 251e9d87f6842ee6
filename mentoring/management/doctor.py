"""How this instance fares: what an operator would look at one after the other, each with its remedy.

What is told at start is asked of the same checks. `manage.py doctor` asks everything; the page for operators leaves out
what writes, sends or calls from outside.
"""

import datetime as dt
import http.client
import os
import platform
import shutil
import ssl
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.core import mail
from django.core.checks import WARNING, Tags, run_checks
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ..links.base_url import UNDECLARED_PROXY, absolute
from ..models import CommandRun
from . import readiness
from .backups.keep import PROVEN_EVERY

FINE, WARNED, WRONG = "ok", "look", "wrong"
DAY = dt.timedelta(days=1)
MEGABYTE = 1_000_000
# Below this somebody should look; `readiness` says what is too little.
LITTLE = 1000 * MEGABYTE


class Diagnosis(NamedTuple):
    """One answer: what was looked at, how it is, and what to do about it."""

    topic: str
    level: str
    sentence: str
    hint: str = ""


def at_hand() -> list[Diagnosis]:
    """What can be answered by reading alone."""
    asked = (_release, _settings, _database, _disk, _secret_key, _proxy, _timer, _backups)
    return [finding for ask in asked for finding in ask()]


def examine(send_to: str = "") -> list[Diagnosis]:
    """All of it, with a trial of writing, of the mail server (by an email to this address, if any) and from outside."""
    return [*at_hand(), *_writing(), *_mail(send_to), *_outside()]


def _release() -> Iterator[Diagnosis]:
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    yield Diagnosis(
        "Release", FINE, f"Waymark {settings.RELEASE}, Python {platform.python_version()}, {database}."
    )


def _checked(topic: str, checked, fine: str) -> Iterator[Diagnosis]:
    messages = [message for message in checked if not message.is_silenced()]
    for message in messages:
        level = WRONG if message.level > WARNING else WARNED
        yield Diagnosis(topic, level, message.msg, message.hint or "")
    if not messages:
        yield Diagnosis(topic, FINE, fine)


def _settings() -> Iterator[Diagnosis]:
    found = run_checks(tags=[Tags.security], include_deployment_checks=not settings.LOCAL)
    yield from _checked("Settings", found, f"Nothing is amiss; people type {settings.BASE_URL}.")


def _database() -> Iterator[Diagnosis]:
    found = run_checks(tags=[Tags.database], databases=["default"])
    waiting, _unknown = (set(), set()) if found else readiness.migrations("default")
    if waiting:
        sentence = f"The database is of an earlier release: {len(waiting)} migrations are to be run."
        yield Diagnosis("Database", WRONG, sentence, "Run: manage.py migrate")
    else:
        yield from _checked("Database", found, "It answers and is of this release.")


def _writing() -> Iterator[Diagnosis]:
    try:
        with transaction.atomic():
            CommandRun.note(CommandRun.Kind.TIMED, timezone.now())
            transaction.set_rollback(True)
    except DatabaseError as error:
        hint = "Look after its disk, and the rights of its user."
        yield Diagnosis("Writing", WRONG, f"The database takes nothing: {error}", hint)
    else:
        yield Diagnosis("Writing", FINE, "The database takes what is written.")


def _disk() -> Iterator[Diagnosis]:
    for folder in [*readiness.folders_written_to(), *filter(None, [settings.BACKUP_DIR])]:
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Diagnosis(
                "Disk", WRONG, f"Nothing can be written to {folder}.", "Make it, or give the right to."
            )
            continue
        free = shutil.disk_usage(folder).free
        level = WRONG if not readiness.has_space(folder) else WARNED if free < LITTLE else FINE
        hint = "" if level == FINE else "Make room on that disk."
        yield Diagnosis("Disk", level, f"{free // MEGABYTE:,} MB are free in {folder}.", hint)


def _secret_key() -> Iterator[Diagnosis]:
    path = settings.DATA_DIR / "secret.key"
    if not path.is_file():
        yield Diagnosis(
            "Secret key", FINE, "SECRET_KEY is set. Keep a copy of it, but not beside the backups."
        )
    elif stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Diagnosis(
            "Secret key", WRONG, "Others on this machine can read secret.key.", f"Run: chmod 600 {path}"
        )
    else:
        yield Diagnosis(
            "Secret key", FINE, f"It is kept in {path}. Keep a copy of it, but not beside the backups."
        )


def _mail(send_to: str) -> Iterator[Diagnosis]:
    if not settings.MAIL_ENABLED:
        yield Diagnosis("Email", FINE, "EMAIL_URL isn’t set, so nothing that needs email is offered.")
        return
    try:
        if send_to:
            mail.send_mail("A test", f"Waymark at {settings.BASE_URL} can send email.", None, [send_to])
        else:
            server = mail.get_connection()
            server.open()
            server.close()
    except (OSError, ValueError) as error:
        hint = "Correct EMAIL_URL: host, port, user and password; smtp+tls or smtp+ssl."
        yield Diagnosis("Email", WRONG, f"The mail server doesn’t take it: {error}", hint)
    else:
        sent = f"A test went to {send_to}; see that it arrives." if send_to else "The mail server answers."
        yield Diagnosis("Email", FINE, sent)


def _proxy() -> Iterator[Diagnosis]:
    count = settings.TRUSTED_PROXY_COUNT
    if settings.HTTPS and not settings.LOCAL and not count:
        yield Diagnosis("Proxy", WARNED, UNDECLARED_PROXY, "One that ends TLS: TRUSTED_PROXY_COUNT=1")
    else:
        yield Diagnosis("Proxy", FINE, f"TRUSTED_PROXY_COUNT is {count}.")


def _ran(kind: CommandRun.Kind, within: dt.timedelta, never: str, hint: str) -> Diagnosis | None:
    """What is wrong with something that is done again and again; None where it is done as it should."""
    topic = "Timer" if kind == CommandRun.Kind.TIMED else "Backup"
    try:
        run = CommandRun.objects.filter(kind=kind).first()
    except DatabaseError:
        return None  # said of the database
    if run is None:
        return Diagnosis(topic, WARNED, f"{never} so far.", hint)
    if run.failure:
        sentence = f"It failed on {run.ran_at:%Y-%m-%d at %H:%M} UTC: {run.failure}"
        return Diagnosis(topic, WRONG, sentence, "Run manage.py timed and read what it says.")
    if run.ran_at < timezone.now() - within:
        return Diagnosis(topic, WARNED, f"{never} since {run.ran_at:%Y-%m-%d %H:%M} UTC.", hint)
    return None


def _timer() -> Iterator[Diagnosis]:
    hint = "Have manage.py timed run every quarter of an hour: docs/operate.md."
    late = _ran(CommandRun.Kind.TIMED, DAY, "The timer hasn’t run", hint)
    yield late or Diagnosis("Timer", FINE, "It ran within the last day.")


def _backups() -> Iterator[Diagnosis]:
    if not settings.BACKUP_DIR:
        hint = "Set BACKUP_DIR to a folder on another disk: docs/operate.md."
        yield Diagnosis("Backup", WARNED, "The timer makes no backups.", hint)
        return
    hint = "Run manage.py timed and read what it says."
    late = [
        _ran(CommandRun.Kind.BACKUP, 2 * DAY, "No backup was written", hint),
        _ran(CommandRun.Kind.TRIAL, PROVEN_EVERY + DAY, "No backup was restored for trial", hint),
    ]
    yield from filter(None, late)
    if not any(late):
        yield Diagnosis(
            "Backup", FINE, "One was written within two days, and one restored for trial within eight."
        )


def _outside() -> Iterator[Diagnosis]:
    for path in ("/healthz", "/accounts/login/"):
        try:
            with urllib.request.urlopen(absolute(path), timeout=10) as answer:  # noqa: S310 the operator's own
                answer.read()
        except urllib.error.HTTPError as error:
            with error:
                yield _answered_wrongly(path, error.code)
            return
        except (OSError, http.client.HTTPException) as error:
            hint = "Start the server, or correct BASE_URL, its name in DNS, or the proxy."
            reason = getattr(error, "reason", error)
            if isinstance(reason, ssl.SSLCertVerificationError):
                hint = (
                    "Give the proxy a certificate that browsers trust, and all of its chain (fullchain.pem)."
                )
            yield Diagnosis("From outside", WRONG, f"{settings.BASE_URL} doesn’t answer: {reason}", hint)
            return
    yield Diagnosis("From outside", FINE, f"{settings.BASE_URL} answers.")


def _answered_wrongly(path: str, code: int) -> Diagnosis:
    if 300 <= code < 400:
        sentence = "The proxy doesn’t say that people came by https, so they are sent in circles."
        return Diagnosis("From outside", WRONG, sentence, "Have it send X-Forwarded-Proto: https.")
    return Diagnosis(
        "From outside", WRONG, f"{absolute(path)} answers {code}.", "Look into the server’s log."
    )
