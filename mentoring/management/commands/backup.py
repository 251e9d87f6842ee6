"""The whole database as one file, written while people work."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ..backups import BackupError, write_backup
from ..housekeeping import how_many


class Command(BaseCommand):
    """`manage.py backup FILE`: the file stands there whole and looked at, or not at all."""

    help = "Write everything into one file, while people work. The secret key isn’t in it: keep it apart."
    requires_system_checks = []

    def add_arguments(self, parser):
        """Where to."""
        parser.add_argument("file", type=Path, help="a new file, such as /var/backups/waymark.zip")

    def handle(self, *args, file, **options):
        """Write it, and say what is in it and what isn't."""
        try:
            contents = write_backup(file)
        except BackupError as error:
            raise CommandError(str(error)) from None
        size = file.stat().st_size / 1_000_000
        accounts = how_many(contents.accounts, "account")
        self.stdout.write(f"Wrote {file} ({size:.1f} MB) with {accounts}, and looked at all of it.")
        key = settings.DATA_DIR / "secret.key"
        where = key if key.is_file() else "SECRET_KEY"
        self.stdout.write(
            f"The secret key is not in it. Keep {where} in another place: without it, codes from an app, calendars’ "
            "addresses and private links don’t work after a restore."
        )
