"""How this instance fares."""

from django.core.management.base import BaseCommand, CommandError

from .. import doctor


class Command(BaseCommand):
    """`manage.py doctor`: a line for each thing looked at, with its remedy; exit code 1 where something is wrong."""

    help = "Look at settings, database, disk, key, email, proxy, timer and backups, and from outside."
    requires_system_checks = []

    def add_arguments(self, parser):
        """To whom an email may go."""
        parser.add_argument(
            "--mail-to", default="", metavar="EMAIL", help="send a test email to this address"
        )

    def handle(self, *args, mail_to, **options):
        """Say it all, then whether anything is wrong."""
        found = doctor.examine(mail_to)
        for finding in found:
            self.stdout.write(f"{finding.level:6} {finding.topic}: {finding.sentence}")
            if finding.hint:
                self.stdout.write(f"       {finding.hint}")
        wrong = [finding.topic for finding in found if finding.level == doctor.WRONG]
        if wrong:
            raise CommandError(f"Wrong: {', '.join(dict.fromkeys(wrong))}")
