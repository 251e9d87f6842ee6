"""Step 4, how working together ends: then and now, lessons, thanks, and the rhythm of the years after."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..dates.days import add_months
from . import courtesies
from .base import filled, in_order
from .debriefs import rated, rating
from .sent_words import ShownAtTheEnd

LONGEST_PAUSE_MONTHS = 24
DAY = dt.timedelta(days=1)
_WITHIN = [MinValueValidator(1), MaxValueValidator(LONGEST_PAUSE_MONTHS)]


class Parting(ShownAtTheEnd):
    """What is kept of the end of an agreement, and how the two stay in touch afterwards."""

    # What the record these belong to brings along.
    record: Any
    require_running: Any
    move_links: Any
    is_running: Any
    agreement_goals: Any
    siblings: Any
    number: Any
    owner_id: Any
    mentor_id: Any
    starts_on: Any
    ends_on: Any
    confirmed_on: Any
    replaced_on: Any
    completed_on: Any
    ended_on: Any

    class EndedBy(models.TextChoices):
        ME = "me", _("I did")
        MENTOR = "mentor", _("My mentor did")
        BOTH = "both", _("We both did")

    lessons = models.TextField(_("what you learned"), max_length=10000, blank=True, editable=False)
    # Whether the mentor reads it on the page of their own once it is over.
    learned_shown = models.BooleanField(_("what you learned is shown"), default=False, editable=False)
    # With a subject the thanks are a letter that was kept, without one the words for it, or nothing yet.
    thanks_subject = models.CharField(_("subject"), max_length=200, blank=True, editable=False)
    thanks_words = models.TextField(_("your thank-you letter"), max_length=10000, blank=True, editable=False)
    thanks_sent_on = models.DateField(_("thanks sent on"), null=True, blank=True, editable=False)
    # Whoever introduced the two knows what came of it.
    outcome_sent_on = models.DateField(_("outcome sent on"), null=True, blank=True, editable=False)
    ended_by = models.CharField(_("who ended it"), max_length=6, choices=EndedBy, blank=True, editable=False)

    stays_in_touch = models.BooleanField(_("stay in touch"), default=True)
    touch_after_months = models.PositiveSmallIntegerField(
        _("first word after"), default=courtesies.FIRST_TOUCH_MONTHS, validators=_WITHIN
    )
    touch_every_months = models.PositiveSmallIntegerField(
        _("then every"), default=courtesies.NEXT_TOUCH_MONTHS, validators=_WITHIN
    )

    # No columns: the last talk with the mentor, set by the queries that tell of it.
    talked_on: dt.date | None
    talked_about: str | None
    # Who introduced the two.
    introducer_pk: int | None
    introducer_name: str
    introducer_greeting: str
    # And on which days one talked with them or wrote to them since the yes.
    touched: str | None

    class Meta(ShownAtTheEnd.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_by__in=["", "me", "mentor", "both"])
                & (Q(ended_on__isnull=False) | ~filled("ended_by")),
                name="agreement_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=in_order("confirmed_on", "thanks_sent_on"),
                name="agreement_thanks_after_confirmed",
                violation_error_message=_("Thanks come after the day it was confirmed"),
            ),
            models.CheckConstraint(
                condition=in_order("confirmed_on", "outcome_sent_on"),
                name="agreement_outcome_after_confirmed",
                violation_error_message=_("You tell what came of it after the day it was confirmed"),
            ),
            models.CheckConstraint(
                condition=Q(touch_after_months__gte=1, touch_after_months__lte=LONGEST_PAUSE_MONTHS)
                & Q(touch_every_months__gte=1, touch_every_months__lte=LONGEST_PAUSE_MONTHS),
                name="agreement_touch_rhythm_sensible",
                violation_error_message=_("Choose between 1 and 24 months"),
            ),
        ]

    def complete(self, on: dt.date, **words: str) -> None:
        """Both kept to it until the end; `words` are the lessons and the thanks."""
        self.require_running(on)
        self.record(completed_on=on, **words)

    def end_early(self, on: dt.date, by: str = "", **words: str) -> None:
        """Either of the two ended it, without blame."""
        self.require_running(on)
        self.record(ended_on=on, ended_by=by, **words)
        self.move_links(timezone.now())

    @property
    def over_on(self) -> dt.date | None:
        """The day it was completed or ended; None while it is neither."""
        return self.completed_on or self.ended_on

    @property
    def thanks_letter(self) -> tuple[str, str] | None:
        """Subject and text of the thank-you letter that was kept; None where there is none."""
        return (self.thanks_subject, self.thanks_words) if self.thanks_subject else None

    @cached_property
    def with_same_mentor(self) -> list[Any]:
        """Every agreement with this mentor that was ever confirmed; whoever has read them already sets them here."""
        same = type(self)._default_manager.filter(owner=self.owner_id, mentor=self.mentor_id)
        return list(same.filter(confirmed_on__isnull=False).defer("confirmed_words"))

    def _earlier_end(self) -> dt.date:
        """The day the last agreement with the same mentor before this one was over."""
        ends = [one.over_on for one in self.with_same_mentor if one.over_on and one.is_before(self)]
        return max(ends, default=dt.date.min)

    def is_before(self, other) -> bool:
        """Whether it was confirmed before the other one was."""
        if None in (self.confirmed_on, other.confirmed_on):
            return False
        return (self.confirmed_on, self.pk) < (other.confirmed_on, other.pk)

    def asks_for_then(self, today: dt.date) -> bool:
        """Whether nobody said yet where its goals stood when it was confirmed, and it is early enough to ask."""
        last = self.confirmed_on + courtesies.LOOK_AHEAD_DAYS * DAY if self.confirmed_on else dt.date.min
        return self.is_running and today <= last and self.agreement_goals.filter(then_rated=None).exists()

    def then_days(self) -> dict[int, dt.date]:
        """By the key of a goal, the day on which it was asked where it stands: that of the first version that says what
        this one says of it, for a change takes it along. Nothing where there is no earlier one."""
        if self.number == 1:
            return {}
        versions = self.siblings.filter(confirmed_on__isnull=False, number__lte=self.number)
        said = versions.order_by("-number").values_list(
            "agreement_goals__goal", "agreement_goals__then_rated", "confirmed_on"
        )
        days: dict[int, dt.date] = {}
        last: dict[int, int | None] = {}
        for goal, said_of_it, day in said:
            if goal not in days:
                days[goal], last[goal] = day, said_of_it
            elif said_of_it == last[goal]:
                days[goal] = day
            else:
                last[goal] = 0  # no rating: before that, something else was said
        return days

    def own_days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day whose sessions are its own: a day of an earlier agreement with the same mentor
        is not, and none of a later one."""
        later = [one.starts_on for one in self.with_same_mentor if self.over_on and self.is_before(one)]
        last = min([self.ends_on, *(max(day - DAY, self.over_on) for day in later)])
        return max(self.starts_on, self._earlier_end() + DAY), last

    def continues(self, version) -> bool:
        """Whether `version` is this agreement or one that it replaced, and none that was over before it."""
        if version.pk == self.pk:
            return True
        return version.replaced_on and version.is_before(self) and version.confirmed_on >= self._earlier_end()

    def next_touch(self, last: dt.date | None, over_on: dt.date | None = None) -> dt.date | None:
        """When to send word after the end, counted from the last real contact; None when switched off.

        With `over_on` as if it ended on that day.
        """
        over_on = over_on or self.over_on
        if not self.stays_in_touch or over_on is None:
            return None
        last = max(over_on, last or over_on)
        is_first = last < add_months(over_on, self.touch_after_months)
        return add_months(last, self.touch_after_months if is_first else self.touch_every_months)


class ThenAndNow(models.Model):
    """Where one goal stood at the beginning of the agreement and stands at its end."""

    # What the record these belong to brings along.
    goal: Any

    then_rated = rating(_("then"))
    now_rated = rating(_("now"))
    closing_note = models.TextField(_("what changed"), max_length=4000, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=rated("then_rated", "now_rated"), name="agreementgoal_rated_from_1_to_5"
            )
        ]

    @property
    def says_something(self) -> bool:
        """Whether anything was kept about this goal at the end."""
        return bool(self.then_rated or self.now_rated or self.closing_note or self.goal.achieved_on)
