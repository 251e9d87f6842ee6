"""Whether the person has been away: nothing of theirs was changed for two weeks, by them."""

import datetime as dt
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

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
    MentorMessage,
    Postponement,
    Reminder,
    Review,
    Suggestion,
    UnsentForm,
    User,
)
from ..models.base import Owned
from ..models.changes import Change
from ..models.courtesies import CLOSE_PLAN_DAYS_BEFORE_END
from ..models.prepared import prepared
from .next_actions import Action, set_aside
from .records import Records

AWAY_FOR = dt.timedelta(days=14)
# With fewer things waiting, the list itself is short enough.
AT_LEAST = 3

# What commands write, or what is no change yet: the rest is written by the person.
NOT_THE_PERSONS = {Change, Import, ImportRow, Mailing, UnsentForm}
# What a mentor writes too, at the moment of an answer or a message.
ANSWERED = (MentorAnswer, "answered_at")
MENTORS_TOO: dict[type[Owned], tuple[type[Owned], str]] = {
    **dict.fromkeys((Contact, MentorAgreement, MentorAnswer, Suggestion), ANSWERED),
    MentorMessage: (MentorMessage, "sent_at"),
}
AT_THE_MOMENT = dt.timedelta(minutes=1)
# How keys of actions call records, where that is not the name of the model.
KINDS = {
    "agreement": "mentoragreement",
    "step": "goalstep",
    "answer": "mentoranswer",
    "message": "mentormessage",
}


def was_away(records: Records, waiting: list[Action]) -> bool:
    """Whether they come back today to several things that wait; it holds while these are done, to the end of the day.

    At the start of the day, on their clock, nothing had been changed by them for two weeks. What was due today is
    none of it, also once it is done.
    """
    user = records.user
    until = dt.datetime.combine(records.today, dt.time.min, tzinfo=user.zone).astimezone(dt.UTC)
    since = until - AWAY_FOR
    chosen_at = user.reminder_chosen_at
    is_settled = user.date_joined <= since and not (chosen_at and since < chosen_at < until)
    return (
        bool(waiting and is_settled)
        and not any(was_there for (was_there,) in changed(user.pk, since=since, until=until))
        # At the start of the day at least as many waited; how many more is asked only where it matters.
        and (len(waiting) >= AT_LEAST or len(waiting) + _done(records, until, waiting) >= AT_LEAST)
    )


@prepared
def changed(owner: int, since: dt.datetime, until: dt.datetime) -> QuerySet:
    """Whether the person changed anything between two moments."""
    found = [Exists(_by_the_person(kind, owner, since, until)) for kind in _kinds()]
    lately = ExpressionWrapper(reduce(or_, map(Q, found)), output_field=BooleanField())
    return User.objects.filter(pk=owner).annotate(lately=lately).values_list("lately")


def _done(records: Records, until: dt.datetime, waiting: list[Action]) -> int:
    """How much that waited was done or put off since the day began: what still waits was only looked at."""
    found = [
        kind.objects.owned_by(records.user)
        .filter(waited, updated_at__gte=until)
        .order_by()
        .values_list(Value(kind._meta.model_name, output_field=CharField()), "pk")
        for kind, waited in _waited(until, records.today).items()
    ]
    still = {(KINDS.get(action.key.kind, action.key.kind), action.key.pk) for action in waiting}
    return len(set(found[0].union(*found[1:])) - still) + _put_off(records, until)


def _waited(until: dt.datetime, today: dt.date) -> dict[type[Owned], Q]:
    """Of what was changed since the day began: what had been due before, by what shows that it was done."""
    there, new, day = Q(created_at__lt=until), Q(created_at__gte=until), dt.timedelta(days=1)
    on_time = (
        Q(completed_on=today, ends_on__gte=today - day)
        | Q(reviewed_on=today, review_on__gte=today)
        | Q(close_planned_on=today, ends_on__gte=today + CLOSE_PLAN_DAYS_BEFORE_END * day)
    )
    return {
        # Also one whose day was moved on.
        GoalStep: there & (Q(done_on__isnull=False, due_on__lt=today) | Q(done_on=None, due_on__gte=today)),
        # Whatever one asks for comes due within two weeks.
        Introduction: there & ~Q(status=Introduction.Status.DRAFT),
        # Written down, or the first one, planned.
        Meeting: there & Q(starts_at__lt=until - day) | new & Q(kind=Meeting.Kind.FIRST),
        # Shared and what follows, or begun.
        MentorAgreement: there & ~Q(pk__in=MentorAgreement.objects.filter(on_time).values("pk"))
        | new & Q(number=1),
        Review: new
        & (
            Q(kind=Review.Kind.TRIAL, agreement__trial_on__lt=today)
            | Q(kind=Review.Kind.LAST, agreement__last_session_on__lt=today)
        ),
        MentorAnswer: there & Q(answered_at__lt=until),
        MentorMessage: there & Q(opened_on__isnull=False),
        Reminder: there & Q(due_before__lt=today),
        # A word to somebody with whom one worked is never late.
        Interaction: new & Q(kind=Interaction.Kind.WROTE, contact__agreements=None),
    }


def _put_off(records: Records, until: dt.datetime) -> int:
    """How much that waited was put off since the day began."""
    lately = Postponement.objects.owned_by(records.user).filter(updated_at__gte=until)
    keys = set(lately.values_list("action", flat=True))
    aside = set_aside(records) if keys else []
    return sum(one.key in keys and bool(one.due_on) and one.due_on < records.today for one in aside)


def _kinds() -> list[type[Owned]]:
    kinds = apps.get_app_config("mentoring").get_models()
    return [kind for kind in kinds if issubclass(kind, Owned) and kind not in NOT_THE_PERSONS]


def _by_the_person(kind, owner: int, since: dt.datetime, until: dt.datetime) -> QuerySet:
    """What was changed, or at least made, in that time."""
    mine = kind.objects.filter(owner=owner, updated_at__gt=since)
    found = mine.filter(Q(updated_at__lt=until) | Q(created_at__gt=since, created_at__lt=until))
    if kind not in MENTORS_TOO:
        return found
    said, at = MENTORS_TOO[kind]
    moment = OuterRef("updated_at")
    before = ExpressionWrapper(moment - AT_THE_MOMENT, output_field=kind._meta.get_field("updated_at"))
    by_mentor = said.objects.filter(owner=owner, **{f"{at}__lte": moment, f"{at}__gt": before})
    return found.exclude(Exists(by_mentor))
