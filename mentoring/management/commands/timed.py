"""All that Waymark does by itself, for cron or a systemd timer: run it every quarter of an hour."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from ...models import CommandRun, erasing
from ...notifications import mail
from .. import housekeeping, running
from ..backups import BackupError, keep_backups, prove_newest


class Command(BaseCommand):
    """`manage.py timed`: silent when there was nothing to do, exit code 1 when something could not be done."""

    help = (
        "Forget what is kept for a while only, send the reminder emails that are due, and write the backup of the "
        "day where BACKUP_DIR is set. Safe to run often, and twice at once."
    )

    def handle(self, *args, **options):
        """Do it all, whatever fails on the way; say what was done, and on standard error what wasn't."""
        try:
            with running.beside_the_server():
                failures = [
                    failure
                    for part in (self._clear, self._rewrite, self._remind, self._back_up)
                    for failure in part()
                ]
                # What mail servers answer names addresses: that is for the log alone.
                heads = [failure.partition("\n")[0] for failure in failures]
                CommandRun.note(CommandRun.Kind.TIMED, timezone.now(), "; ".join(heads))
        except running.IsRunning:
            raise CommandError("A backup is being restored; nothing was done.") from None
        except DatabaseError as error:
            raise CommandError(f"The database doesn’t answer: {error}") from None
        if failures:
            raise CommandError("\n".join(failures))

    def _clear(self) -> list[str]:
        now = timezone.now()
        self._say(housekeeping.clear(now), *housekeeping.half_way(now))
        return []

    def _rewrite(self) -> list[str]:
        """Once a day, before the backup is written."""
        last = CommandRun.objects.filter(kind=CommandRun.Kind.TIMED).first()
        if last and last.ran_at.date() == timezone.now().date():
            return []
        try:
            erasing.rewrite_file()
        except DatabaseError as error:
            return [f"The database could not be written anew: {error}"]
        return []

    def _remind(self) -> list[str]:
        if not settings.MAIL_ENABLED:
            return []
        outcome = mail.send_due()
        self._say(outcome.said if outcome.sent else "")
        return [outcome.trouble] if outcome.failed else []

    def _back_up(self) -> list[str]:
        failures = []
        for part in (keep_backups, prove_newest) if settings.BACKUP_DIR else ():
            try:
                self._say(part(timezone.now()))
            except BackupError as failure:
                failures.append(str(failure))
        return failures

    def _say(self, *lines: str) -> None:
        for line in filter(None, lines):
            self.stdout.write(line)
