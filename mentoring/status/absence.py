"""Whether the person has been away: nothing of theirs was changed for two weeks, by them."""

import datetime as dt
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from ..models import (
    Contact,
    GoalStep,
    Import,
    ImportRow,
    Interaction,
    Introduction,
    Mailing,
    Meeting,
    MentorAgreement,
    MentorAnswer,
    Postponement,
    Reminder,
    Suggestion,
    UnsentForm,
    User,
)
from ..models.base import Owned
from ..models.changes import Change
from ..models.prepared import prepared
from .counts import Count
from .next_actions import Action
from .records import Records

AWAY_FOR = dt.timedelta(days=14)
# With fewer things waiting, the list itself is short enough.
AT_LEAST = 3

# What commands write, or what is no change yet: the rest is written by the person.
NOT_THE_PERSONS = {Change, Import, ImportRow, Mailing, UnsentForm}
# What a mentor's answer writes too, at the moment it is given.
MENTORS_TOO = {Contact, MentorAgreement, MentorAnswer, Suggestion}
AT_THE_MOMENT = dt.timedelta(minutes=1)
# Where it shows that something of the list was done.
DONE_ON = (GoalStep, Introduction, Meeting, MentorAgreement, MentorAnswer, Reminder)


def was_away(records: Records, waiting: list[Action]) -> bool:
    """Whether they come back today to several things that wait; it holds while these are done, to the end of the day.

    At the start of the day, on their clock, nothing had been changed by them for two weeks.
    """
    user = records.user
    until = dt.datetime.combine(records.today, dt.time.min, tzinfo=user.zone).astimezone(dt.UTC)
    since = until - AWAY_FOR
    chosen_at = user.reminder_chosen_at
    if not waiting or user.date_joined > since or (chosen_at and since < chosen_at < until):
        return False
    ((was_there, done),) = changed(user.pk, since=since, until=until)
    return not was_there and len(waiting) + done >= AT_LEAST


@prepared
def changed(owner: int, since: dt.datetime, until: dt.datetime) -> QuerySet:
    """Whether the person changed anything between two moments, and how much that was there they changed later."""
    found = [Exists(_by_the_person(kind, owner, since, until)) for kind in _kinds()]
    done = [
        Count(kind.objects.owned_by(owner).filter(updated_at__gte=until, created_at__lt=until))
        for kind in DONE_ON
    ]
    for kind in (Interaction, Postponement):
        done.append(Count(kind.objects.owned_by(owner).filter(updated_at__gte=until)))
    lately = ExpressionWrapper(reduce(or_, map(Q, found)), output_field=BooleanField())
    return (
        User.objects.filter(pk=owner)
        .annotate(lately=lately, done=sum(done[1:], done[0]))
        .values_list("lately", "done")
    )


def _kinds() -> list[type[Owned]]:
    kinds = apps.get_app_config("mentoring").get_models()
    return [kind for kind in kinds if issubclass(kind, Owned) and kind not in NOT_THE_PERSONS]


def _by_the_person(kind, owner: int, since: dt.datetime, until: dt.datetime) -> QuerySet:
    """What was changed, or at least made, in that time."""
    mine = kind.objects.filter(owner=owner, updated_at__gt=since)
    found = mine.filter(Q(updated_at__lt=until) | Q(created_at__gt=since, created_at__lt=until))
    if kind not in MENTORS_TOO:
        return found
    moment = OuterRef("updated_at")
    answers = MentorAnswer.objects.filter(owner=owner, answered_at__lte=moment)
    return found.exclude(
        Exists(
            answers.filter(
                answered_at__gt=ExpressionWrapper(
                    moment - AT_THE_MOMENT, output_field=kind._meta.get_field("updated_at")
                )
            )
        )
    )
