"""Forget files that waited longer than a day for their owner’s yes: for cron or a systemd timer."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...models import Archive, Import


class Command(BaseCommand):
    """`manage.py clear_imports`: silent when none waited; also done whenever somebody brings in another file."""

    help = "Forget files, of contacts and with everything, that were not confirmed within a day."

    def handle(self, *args, **options):
        """Delete them with everything that was read of them, and say how many."""
        now, number = timezone.now(), 0
        for files in (Import.objects.forgotten(now), Archive.objects.forgotten(now)):
            number += files.count()
            files.delete()
        if number or options["verbosity"] > 1:
            self.stdout.write(f"Forgotten: {number}")
