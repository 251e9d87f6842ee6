"""Step 3: whom the person meets soon anyway, and could ask then: face to face works best."""

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from ..models import Meeting
from ..models.courtesies import MEET_SOON_DAYS
from ..models.prepared import prepared
from ..models.ties_in_words import ask_then


@prepared
def _met_soon(owner: int, keys: list, now: dt.datetime, until: dt.datetime) -> QuerySet:
    soon = Meeting.objects.owned_by(owner).ahead(now).filter(contact__among=keys, starts_at__lt=until)
    return soon.select_related("contact").only("starts_at", "contact__name", "contact__greeting")


def occasions(owner: int, contacts: Collection[int], today: dt.date) -> dict[int, str]:
    """For whom of these contacts a meeting is planned soon, in words; one query."""
    if not contacts:
        return {}
    now = timezone.now()
    found: dict[int, str] = {}
    for meeting in _met_soon(
        owner, keys=list(contacts), now=now, until=now + dt.timedelta(days=MEET_SOON_DAYS)
    ):
        found.setdefault(meeting.contact_id, ask_then(meeting.contact, meeting.day, today))
    return found
