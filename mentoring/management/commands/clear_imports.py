"""Forget what is kept for a while only; a part of `manage.py timed`, for timers that run the parts."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from .. import housekeeping


class Command(BaseCommand):
    """`manage.py clear_imports`: silent when there was nothing; files are also forgotten when the next one comes."""

    help = (
        "Forget files that were not confirmed within a day, how to undo what is older than 30 days, sessions and "
        "invitations that are over, and forms that nobody came back for. `manage.py timed` does this as well."
    )

    def handle(self, *args, **options):
        """Delete them with everything that was read of them, and say how many."""
        now = timezone.now()
        for line in [housekeeping.clear(now), *housekeeping.half_way(now)]:
            if line:
                self.stdout.write(line)
