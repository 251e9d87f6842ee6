"""Forget what is kept for a while only: for cron or a systemd timer."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone

from ...models import Archive, BulkDeed, Change, Import, Merge, UnsentForm, erasing


class Command(BaseCommand):
    """`manage.py clear_imports`: silent when there was nothing; files are also forgotten when the next one comes.

    An import that stands half-way is never forgotten: it is named until its owner goes on or takes it back.
    """

    help = (
        "Forget files that were not confirmed within a day, how to undo what is older than 30 days, "
        "sessions that are over, and forms that nobody came back for."
    )

    def handle(self, *args, **options):
        """Delete them with everything that was read of them, and say how many."""
        now, number = timezone.now(), 0
        for files in (Import.objects.forgotten(now), Archive.objects.forgotten(now)):
            number += files.count()
            files.delete()
        if number or options["verbosity"] > 1:
            self.stdout.write(f"Forgotten: {number}")
        for batch in Import.objects.stuck(now).without_file().order_by("updated_at", "pk"):
            since = f"{batch.updated_at:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"Half-way since {since}: import {batch.pk} of account {batch.owner_id}")
        self._forget_undo(now, options["verbosity"])
        self._forget_sessions(now)
        erasing.leave_nothing_behind()

    @transaction.atomic
    def _forget_sessions(self, now: dt.datetime) -> None:
        """Nobody is told: that a session is over is no news."""
        UnsentForm.objects.forgotten(now).delete()
        Session.objects.filter(expire_date__lte=now).delete()
        UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
            cursor.execute(f"DELETE FROM {table} WHERE expires <= %s", [now.replace(microsecond=0)])  # noqa: S608

    def _forget_undo(self, now: dt.datetime, verbosity: int) -> None:
        """That something was merged or imported stays known; how to undo it does not."""
        number = Merge.objects.expired(now).update(undo=[])
        number += Change.objects.expired(now).values("batch").distinct().count()
        number += BulkDeed.objects.expired(now).count()
        Change.objects.expired(now).delete()
        erasing.erase_deleted(BulkDeed.objects.expired(now))
        if number or verbosity > 1:
            self.stdout.write(f"Can’t be undone any more: {number}")
