"""The reminder mails; a part of `manage.py timed`, for timers that run the parts."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...notifications import mail


class Command(BaseCommand):
    """`manage.py send_reminders`: silent when nothing was due, exit code 1 when a mail could not be sent."""

    help = (
        "Send the reminder emails that are due. Safe to run often, and twice at once. "
        "`manage.py timed` does this as well."
    )

    def handle(self, *args, **options):
        """Send what is due; say on standard error what was not sent."""
        if not settings.MAIL_ENABLED:
            raise CommandError(
                "No email can be sent: set EMAIL_URL, such as smtp+tls://user:password@host:587."
            )
        outcome = mail.send_due()
        if outcome.sent or options["verbosity"] > 1:
            self.stdout.write(outcome.said)
        if outcome.failed:
            raise CommandError(outcome.trouble)
