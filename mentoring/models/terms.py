"""The terms of an agreement: its days, its rhythm, and the text of every clause, short form and long."""

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from ..dates.days import add_months
from ..dates.rhythm import Slots, slots_of

LONGEST_MONTHS = 24
LONGEST_CLAUSE = 4000
LONGEST_PLACE = 200
# The days within the term on which the two look back or part.
DAYS_WITHIN = ("trial_on", "review_on", "last_session_on")


def _clause(name) -> models.TextField:
    return models.TextField(name, max_length=LONGEST_CLAUSE, blank=True)


def _within_term_condition(name: str) -> Q:
    known = {f"{name}__gte": F("starts_on"), f"{name}__lte": F("ends_on")}
    return Q(**{f"{name}__isnull": True}) | Q(**known)


class Terms(models.Model):
    """What two people agree on. The clauses of the long form are kept whether it is chosen or not."""

    class Cadence(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Every month")

    class Minutes(models.IntegerChoices):
        HALF = 30, _("30 minutes")
        HOUR = 60, _("60 minutes")
        LONG = 90, _("90 minutes")

    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    trial_on = models.DateField(_("first review"), null=True, blank=True)
    review_on = models.DateField(_("halfway review"), null=True, blank=True)
    last_session_on = models.DateField(_("last session"), null=True, blank=True)
    cadence = models.CharField(
        _("how often you meet"), max_length=11, choices=Cadence, default=Cadence.MONTHLY
    )
    minutes = models.PositiveSmallIntegerField(
        _("how long a session is"), choices=Minutes, default=Minutes.HOUR
    )

    where = models.CharField(_("where, or by phone or video"), max_length=LONGEST_PLACE, blank=True)
    arrangements = _clause(_("preparing, moving and cancelling"))
    confidentiality = _clause(_("what stays between you"))
    exceptions = _clause(_("exceptions"))
    boundaries = _clause(_("what is out of bounds"))
    contact_between = _clause(_("contact between sessions"))
    mentee_commits = _clause(_("what you commit to"))
    mentor_commits = _clause(_("what the mentor commits to"))
    ending = _clause(_("ending early"))
    afterwards = _clause(_("staying in touch afterwards"))

    is_long = models.BooleanField(_("long form"), default=False, editable=False)
    parties = _clause(_("who’s who, and who drives this"))
    purpose = _clause(_("what should be different at the end"))
    scope = _clause(_("what it covers, and what it doesn’t"))
    trial = _clause(_("trying it first"))
    looking_back = _clause(_("looking back"))
    preparation = _clause(_("before and after a session"))
    employer = _clause(_("employers and conflicts of interest"))
    feedback = _clause(_("feedback"))
    changing = _clause(_("changing this agreement"))
    closure = _clause(_("how it ends"))
    standing = _clause(_("what this is"))

    # What the record these belong to brings along.
    owner: Any

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="agreement_ends_after_start",
                violation_error_message=_("Choose a last day after the first day"),
            ),
            models.CheckConstraint(
                condition=_within_term_condition("review_on"),
                name="agreement_review_within_term",
                violation_error_message=_("Choose a review between the first day and the last"),
            ),
            models.CheckConstraint(
                condition=_within_term_condition("trial_on"),
                name="agreement_trial_within_term",
                violation_error_message=_("Choose a first review between the first day and the last"),
            ),
            models.CheckConstraint(
                condition=_within_term_condition("last_session_on"),
                name="agreement_last_session_within_term",
                violation_error_message=_("Choose a last session between the first day and the last"),
            ),
            models.CheckConstraint(
                condition=Q(cadence__in=["weekly", "fortnightly", "monthly"]), name="agreement_cadence_known"
            ),
            models.CheckConstraint(condition=Q(minutes__in=[30, 60, 90]), name="agreement_minutes_known"),
        ]

    @property
    def promises_summary(self) -> bool:
        """Whether the words that were agreed on still say that a session is followed by a short summary."""
        ways = pgettext(
            "how an agreement says that a session is summed up",
            r"(?<!\bno )(?<!\bwithout a )\b(?:summary|summaries|sums? up|a few lines on what was said)\b",
        )
        said = f"{self.arrangements} {self.preparation if self.is_long else ''}"
        return re.search(ways, said, re.IGNORECASE) is not None

    def slots(self, first: dt.date | None = None, **options) -> Slots:
        """The days of the sessions in the rhythm that was agreed, from the first day of the term or a later one.

        The paper, the page that lays them out and the dashboard all count these.
        """
        return slots_of(
            first or self.starts_on,
            self.ends_on,
            self.cadence,
            closing=self.last_session_on,
            weekend=self.owner.weekend_days,
            **options,
        )

    @property
    def sessions(self) -> int:
        """How many sessions the term has in this rhythm."""
        return len(self.slots().days)

    def sessions_in_all(self, there: int) -> int:
        """How many it comes to: the sessions of the rhythm, or those that are planned or held where these are more."""
        return max(self.sessions, there)

    @property
    def hours(self) -> float:
        """The total time asked of the mentor, in hours."""
        return self.hours_of(self.sessions)

    def hours_of(self, sessions: int) -> float:
        """The time that so many sessions take, in hours."""
        return sessions * self.minutes / 60

    @property
    def weeks(self) -> int:
        """The length of the term in whole weeks."""
        return (self.ends_on - self.starts_on).days // 7

    def has_begun(self, on: dt.date) -> bool:
        """Whether its first day had come by this one."""
        return self.starts_on <= on

    def weeks_gone(self, today: dt.date) -> int:
        """How many whole weeks of the term are over; 0 before the first day."""
        return min(self.weeks, max(0, (today - self.starts_on).days // 7))

    def weeks_left(self, today: dt.date) -> int:
        """The weeks of the term that are not over, so that gone and left add up; 0 once it has ended."""
        return max(1, self.weeks - self.weeks_gone(today)) if today < self.ends_on else 0

    def extend_to(self, ends_on: dt.date, today: dt.date, halfway: dt.date | None = None) -> None:
        """Set a later last day, and the last session as long before it; reviews before `today` are promised no more.

        A review that is still ahead moves to `halfway`, when that is given. Saves nothing.

        ValidationError when the day is no later than the one agreed on, or beyond what an agreement may run.
        """
        if ends_on <= self.ends_on:
            raise ValidationError({"ends_on": _("Choose a day after the last day you agreed on")})
        if self.last_session_on:
            self.last_session_on += ends_on - self.ends_on
        self.ends_on = ends_on
        for name in ("trial_on", "review_on"):
            if getattr(self, name) and getattr(self, name) < today:
                setattr(self, name, None)
        self.review_on = self.review_on and (halfway or self.review_on)
        Terms.clean(self)

    def clean(self):
        """No agreement runs longer than two years; ValidationError at the last day."""
        if self.starts_on and self.ends_on and self.ends_on > add_months(self.starts_on, LONGEST_MONTHS):
            raise ValidationError({"ends_on": _("Choose a last day within 24 months of the first")})
