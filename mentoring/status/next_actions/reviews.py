"""When the two look back together: after the trial, halfway, and at the end."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy

from ...dates.days import Duty
from ...links.addresses import record_url
from ...models import MentorAgreement, Review, courtesies
from ..records import Records
from .action import Action, ActionKey, people_of


class Stop(NamedTuple):
    """One look back on the way: what it is called, by when, and the review once it was held."""

    kind: str
    label: str
    due_on: dt.date
    review: Review | None
    done_on: dt.date | None
    url: str


def along(agreement: MentorAgreement, reviews: Iterable[Review]) -> list[Stop]:
    """The looks back of an agreement, in order of time, with those that were held."""
    held = {review.kind: review for review in reviews}
    days = {
        Review.Kind.TRIAL: agreement.trial_on,
        Review.Kind.MIDPOINT: agreement.review_on,
        Review.Kind.LAST: agreement.last_session_on,
    }
    stops = []
    for kind, day in days.items():
        review = held.get(kind.value)
        done_on = review.held_on if review else None
        if kind == Review.Kind.MIDPOINT:
            done_on = done_on or agreement.reviewed_on
        if day or done_on:
            url = reverse("reviews.edit", args=[agreement.pk, kind.value])
            stops.append(Stop(kind.value, str(kind.label), day or done_on, review, done_on, url))
    return sorted(stops, key=lambda stop: stop.due_on)


WORDS = {
    Review.Kind.TRIAL.value: (
        gettext_lazy("Look back on the trial with %(name)s"),
        gettext_lazy("You’ve tried it for a while. Is it right for both of you?"),
    ),
    Review.Kind.MIDPOINT.value: (
        gettext_lazy("Review the agreement together"),
        gettext_lazy("Halfway: is it working for both of you?"),
    ),
    Review.Kind.LAST.value: (
        gettext_lazy("Look back with %(name)s one last time"),
        gettext_lazy("What worked, and what will you take with you?"),
    ),
}


def look_back(records: Records) -> Iterator[Action]:
    """The look back that comes next; an earlier one that was left out is overtaken by it."""
    horizon = records.today + dt.timedelta(days=courtesies.LOOK_AHEAD_DAYS)
    for agreement in records.running:
        if records.today > agreement.ends_on:
            continue
        days = (agreement.trial_on, agreement.review_on, agreement.last_session_on)
        if not any(day and day <= horizon for day in days):
            continue  # nothing to look up yet
        stops = along(agreement, records.reviews_of(agreement))
        current = [stop for stop in stops if stop.due_on <= horizon]
        if not current or current[-1].done_on:
            continue
        stop, names = current[-1], {"name": agreement.mentor.first_name}
        title, why = WORDS[stop.kind]
        is_halfway = stop.kind == Review.Kind.MIDPOINT
        if is_halfway and len(records.running) > 1:
            title = gettext_lazy("Review the agreement with %(name)s")
        yield Action(
            key=ActionKey("agreement", "reviewed" if is_halfway else stop.kind, agreement.pk),
            title=str(title) % names,
            why=str(why),
            url=stop.url,
            due_on=max(stop.due_on, agreement.confirmed_on),
            done_url=record_url("agreements.reviewed", agreement.pk) if is_halfway else None,
            duty=Duty.PLAN,
            people=people_of(agreement.mentor_id),
        )
