"""Forget files of contacts that waited longer than a day: for cron or a systemd timer."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from mentoring.models import Import


class Command(BaseCommand):
    """`manage.py clear_imports`: also done whenever somebody brings in another file."""

    help = "Forget files of contacts that were not confirmed within a day."

    def handle(self, *args, **options):
        """Delete them with everything that was read of them, and say how many."""
        waiting = Import.objects.forgotten(timezone.now())
        number = waiting.count()
        waiting.delete()
        self.stdout.write(f"Forgotten: {number}")
