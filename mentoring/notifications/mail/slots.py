"""Who is due: on which day, and from which hour on, each person gets a mail."""

import datetime as dt
from collections.abc import Iterator

from ...models import Mailing, User

Rhythm = User.Rhythm
# A machine that slept through the day of the weekly mail makes up for it within so many days.
MAKE_UP_DAYS = {Rhythm.DAILY: 0, Rhythm.WEEKLY: 3}
PEOPLE_AT_ONCE = 500


def slot_of(user: User, now: dt.datetime) -> dt.date | None:
    """The day whose mail is due to `user` at `now`, on their clock; None while none is.

    A mail is due from the hour that was chosen until the end of its day. An hour that a change to summer time
    leaves out has passed by the next one; one that comes twice is one day all the same.
    """
    if user.reminder_rhythm == Rhythm.NEVER:
        return None
    local = now.astimezone(user.zone)
    slot_on = local.date() if local.hour >= user.reminder_hour else local.date() - dt.timedelta(days=1)
    if user.reminder_rhythm == Rhythm.WEEKLY:
        slot_on -= dt.timedelta(days=(slot_on.weekday() - user.reminder_weekday) % 7)
    if (local.date() - slot_on).days > MAKE_UP_DAYS[Rhythm(user.reminder_rhythm)]:
        return None
    chosen_at = user.reminder_chosen_at
    return None if chosen_at and moment_of(user, slot_on) < chosen_at else slot_on


def moment_of(user: User, slot_on: dt.date) -> dt.datetime:
    """From when on the mail of a day is due."""
    return dt.datetime.combine(slot_on, dt.time(user.reminder_hour), tzinfo=user.zone)


def people_due(now: dt.datetime) -> Iterator[tuple[User, dt.date]]:
    """Everybody to whom a mail is due and not settled yet, with its day."""
    people = User.objects.filter(is_active=True).exclude(reminder_rhythm=Rhythm.NEVER).order_by("pk")
    last = 0
    while batch := list(people.filter(pk__gt=last)[:PEOPLE_AT_ONCE]):
        last = batch[-1].pk
        slots = {user.pk: slot_on for user in batch if (slot_on := slot_of(user, now))}
        mailings = Mailing.objects.filter(owner__in=slots, slot_on__in=set(slots.values()))
        known = {(mailing.owner_id, mailing.slot_on): mailing.pk for mailing in mailings}
        open_ones = set(mailings.claimable(now).values_list("pk", flat=True))
        for user in batch:
            slot_on = slots.get(user.pk)
            if slot_on and known.get((user.pk, slot_on)) in {None, *open_ones}:
                yield user, slot_on
