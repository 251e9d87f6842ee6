"""Meetings that a person's own calendar file proposes: with which contact, and when; nothing else of it stays."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from ...identity.keys import email_key
from ...models import Contact, Meeting
from ..formats.calendar_file import DAYS_AHEAD, Event, WeeksAhead, read_events
from ..formats.calendar_times import MINUTES, occurrences

# So many are shown at once, the soonest first.
MOST_PROPOSED = 100

_WRITTEN = re.compile(r"(\d{1,18}) (\d{4}-\d\d-\d\dT\d\d:\d\d) (\d{1,3}) (coffee|video)")


class ProposedMeeting(NamedTuple):
    """One meeting that may be planned: it stands in the form in one piece, and is kept nowhere else."""

    starts_at: dt.datetime
    contact: Contact
    minutes: int
    place: str

    @property
    def written(self) -> str:
        """All of it, as it stands in the form."""
        return f"{self.contact.pk} {self.starts_at:%Y-%m-%dT%H:%M} {self.minutes} {self.place}"

    @property
    def meeting(self) -> Meeting:
        """The meeting it would be."""
        return Meeting(
            contact=self.contact, starts_at=self.starts_at, minutes=self.minutes, place=self.place, where=""
        )


class Proposals(NamedTuple):
    """What a file proposes: the soonest, how many more there are, and how many events could not be worked out."""

    found: list[ProposedMeeting]
    more: int = 0
    refused: int = 0
    planned: int = 0


def proposed(user, data: bytes, now: dt.datetime, zone: str) -> Proposals:
    """The meetings of the next three weeks with contacts; Unreadable where the file is no calendar."""
    span = WeeksAhead(now, zone)
    events = read_events(data, span)
    contacts = _contacts_in(user, events)
    times, refused = occurrences(_with_contacts(events, contacts, email_key(user.email)), span)
    every = {
        (time.starts_at, contacts[address].pk): ProposedMeeting(
            time.starts_at,
            contacts[address],
            time.minutes,
            Meeting.Place.VIDEO.value if time.by_video else Meeting.Place.COFFEE.value,
        )
        for time in times
        for address in sorted(time.people & contacts.keys())
    }
    planned = planned_among(user, every.values())
    found = [one for key, one in every.items() if key not in planned]
    return Proposals(
        found[:MOST_PROPOSED], max(0, len(found) - MOST_PROPOSED), refused, len(every) - len(found)
    )


def _contacts_in(user, events: Iterable[Event]) -> dict[str, Contact]:
    """By address the contacts who take part in any of the events; a no is taken."""
    addresses = {address for event in events for address in event.people} - {""}
    contacts = Contact.objects.owned_by(user).current().filter(email_key__among=sorted(addresses))
    some = contacts.order_by("-pk").defer("notes", "words")
    return {contact.email_key: contact for contact in some if not contact.said_no}


def _with_contacts(events: list[Event], contacts: Iterable[str], mine: str) -> list[Event]:
    """The events in which a contact takes part, with all that changes them; what the person declined is off."""
    addresses, theirs = frozenset(contacts), set()
    for event in events:
        event.is_off |= bool(mine) and mine in event.declined
        if not addresses.isdisjoint(event.people):
            theirs.add(event.uid)
    return [event for event in events if event.uid in theirs and (event.uid or event.people & addresses)]


def planned_among(user, some: Iterable[ProposedMeeting]) -> set[tuple[dt.datetime, int]]:
    """Which of these are planned already: the moments and the keys of the contacts."""
    people = {one.contact.pk for one in some}
    meetings = Meeting.objects.owned_by(user).planned().filter(contact__in=people)
    return set(meetings.values_list("starts_at", "contact_id"))


def written_proposals(user, texts: Iterable[str], now: dt.datetime) -> list[ProposedMeeting]:
    """Proposals as a form has them, without what is none, lies elsewhere or is about nobody of the person's."""
    read = [found.groups() for text in texts if (found := _WRITTEN.fullmatch(text))][:MOST_PROPOSED]
    people = Contact.objects.owned_by(user).current().filter(pk__in=[int(key) for key, *_rest in read])
    contacts = {contact.pk: contact for contact in people.defer("notes", "words") if not contact.said_no}
    made = (_proposal(contacts.get(int(key)), *rest) for key, *rest in read)
    last = now + dt.timedelta(days=DAYS_AHEAD + 1)
    return [one for one in made if one and now < one.starts_at < last and one.minutes in MINUTES]


def _proposal(contact: Contact | None, moment: str, minutes: str, place: str) -> ProposedMeeting | None:
    try:
        starts_at = dt.datetime.fromisoformat(f"{moment}+00:00")
    except ValueError:
        return None
    return ProposedMeeting(starts_at, contact, int(minutes), place) if contact else None
