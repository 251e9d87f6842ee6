"""A backup, brought back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ..backups import BackupError, restore_backup


class Command(BaseCommand):
    """`manage.py restore FILE`: refuses whatever could lose something, and says what it ended."""

    help = "Put a backup in the place of an empty database, with the server stopped."
    requires_system_checks = []

    def add_arguments(self, parser):
        """Which file, and what may be given up for it."""
        parser.add_argument("file", type=Path, help="what manage.py backup wrote")
        parser.add_argument(
            "--replace", action="store_true", help="replace what is here, after a backup of it"
        )
        parser.add_argument(
            "--keep-links", action="store_true", help="leave mentors’ private links switched on"
        )

    def handle(self, *args, file, replace, keep_links, **options):
        """Bring it back, and say so line by line."""
        try:
            said = restore_backup(file, replace=replace, keep_links=keep_links)
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write("\n".join(said))
