"""Forget what is kept for a while only: for cron or a systemd timer."""

import datetime as dt

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...models import Archive, BulkDeed, Change, Import, Merge


class Command(BaseCommand):
    """`manage.py clear_imports`: silent when there was nothing; files are also forgotten when the next one comes."""

    help = "Forget files that were not confirmed within a day, and how to undo what is older than 30 days."

    def handle(self, *args, **options):
        """Delete them with everything that was read of them, and say how many."""
        now, number = timezone.now(), 0
        for files in (Import.objects.forgotten(now), Archive.objects.forgotten(now)):
            number += files.count()
            files.delete()
        if number or options["verbosity"] > 1:
            self.stdout.write(f"Forgotten: {number}")
        self._forget_undo(now, options["verbosity"])

    def _forget_undo(self, now: dt.datetime, verbosity: int) -> None:
        """That something was merged or imported stays known; how to undo it does not."""
        number = Merge.objects.expired(now).update(undo=[])
        number += Change.objects.expired(now).values("batch").distinct().count()
        number += BulkDeed.objects.expired(now).count()
        Change.objects.expired(now).delete()
        BulkDeed.objects.expired(now).delete()
        if number or verbosity > 1:
            self.stdout.write(f"Can’t be undone any more: {number}")
