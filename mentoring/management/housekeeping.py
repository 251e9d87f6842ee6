"""What is kept for a while only, forgotten once that is over: files, ways back, sessions, unsent forms, invitations."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from ..models import Archive, BulkDeed, Change, Import, Invitation, Merge, UnsentForm, erasing


def how_many(number: int, one: str, several: str = "") -> str:
    """A number with its noun, for operators."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def clear(now: dt.datetime) -> str:
    """Forget all that is over by now; one line that says how much, nothing where there was nothing.

    An import that stands half-way is never forgotten.
    """
    cleared = [
        (_forget_files(now), "file that nobody confirmed", "files that nobody confirmed"),
        (_forget_ways_back(now), "way back from 30 days ago", "ways back from 30 days ago"),
        (_forget_sessions(now), "session that is over", "sessions that are over"),
        (_discard(UnsentForm.objects.forgotten(now)), "form that was not sent", "forms that were not sent"),
        (_discard(Invitation.objects.expired(now)), "invitation", "invitations"),
    ]
    erasing.leave_nothing_behind()
    told = [how_many(*words) for words in cleared if words[0]]
    return f"Cleared: {', '.join(told)}." if told else ""


def half_way(now: dt.datetime) -> list[str]:
    """The imports that stand half-way for longer than a day, for whoever runs this to ask about."""
    stuck = Import.objects.stuck(now).without_file().order_by("updated_at", "pk")
    return [
        f"Half-way since {batch.updated_at:%Y-%m-%d %H:%M} UTC: import {batch.pk} of account {batch.owner_id}"
        for batch in stuck
    ]


def _discard(records) -> int:
    """Delete these; how many of them there were."""
    _all, kinds = records.delete()
    return kinds.get(records.model._meta.label, 0)


def _forget_files(now: dt.datetime) -> int:
    return _discard(Import.objects.forgotten(now)) + _discard(Archive.objects.forgotten(now))


def _forget_ways_back(now: dt.datetime) -> int:
    """That something was merged or imported stays known; how to undo it does not."""
    number = Merge.objects.expired(now).update(undo=[])
    number += Change.objects.expired(now).values("batch").distinct().count()
    number += BulkDeed.objects.expired(now).count()
    Change.objects.expired(now).delete()
    erasing.erase_deleted(BulkDeed.objects.expired(now))
    return number


@transaction.atomic
def _forget_sessions(now: dt.datetime) -> int:
    number = _discard(Session.objects.filter(expire_date__lte=now))
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
        cursor.execute(f"DELETE FROM {table} WHERE expires <= %s", [now.replace(microsecond=0)])  # noqa: S608
    return number
