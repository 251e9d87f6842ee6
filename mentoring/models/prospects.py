"""Step 3: whether somebody may become the mentor: open, not now, or closed, and since when."""

import datetime as dt
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..dates.days import add_months
from ..text.text import and_list
from .base import in_order
from .courtesies import ASK_AGAIN_AFTER_MONTHS
from .prepared import prepared


def usual_day_to_ask_again(on: dt.date) -> dt.date:
    """The day from which on somebody who said “not now” on a day is asked again, unless another one is chosen."""
    return add_months(on, ASK_AGAIN_AFTER_MONTHS)


def _agreements() -> Any:
    return apps.get_model("mentoring", "MentorAgreement").objects


@prepared
def ends(owner: int, mentor: int) -> models.QuerySet:
    """The days on which agreements with somebody were over, None for one that runs."""
    return _agreements().owned_by(owner).filter(mentor=mentor).agreed().last_days()


def ends_with(key: str) -> dict[str, Any]:
    """For a query: whether an agreement with the contact of this key runs, and on which day the last one was over."""
    theirs = _agreements().filter(mentor=OuterRef(key))
    return {
        "works_together": Exists(theirs.running()),
        "worked_until": Subquery(theirs.over().last_days()[:1]),
    }


def end_first(names: list[str]) -> str:
    """That one works with the people of these first names, so that something has to wait for the end."""
    words = ngettext(
        "You’re working with %(name)s. End the agreement first.",
        "You’re working with %(name)s. End the agreements first.",
        len(names),
    )
    return words % {"name": and_list(names)}


class Prospective(models.Model):
    """A contact as a possible mentor. “Not now” is said of an open prospect, and leaves them one."""

    class ClosedBecause(models.TextChoices):
        SAID_NO = "said_no", _("Said no")
        NOT_A_FIT = "not_a_fit", _("Not a fit")

    prospect_on = models.DateField(_("prospect since"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    closed_because = models.CharField(max_length=9, choices=ClosedBecause, blank=True, editable=False)
    # The day on which it was said, and from when on they may be asked again: without that, no day was chosen.
    not_now_on = models.DateField(_("not now since"), null=True, blank=True, editable=False)
    ask_again_on = models.DateField(_("ask again from"), null=True, blank=True, editable=False)

    # Everything that says so: what a record decides about a contact, and puts back.
    MENTOR = ("prospect_on", "closed_on", "closed_because", "not_now_on", "ask_again_on")

    # What `undo` has to know (see there). Nobody is closed and asked to wait.
    STATE_RESTS_ON: ClassVar = {
        "closed_on": ("closed_because",),
        "closed_because": ("closed_on",),
        "not_now_on": ("ask_again_on",),
        "prospect_on": ("closed_on", "not_now_on", "introductions_to", "meetings", "agreements"),
    }
    RULED_OUT_BY: ClassVar = {
        **dict.fromkeys(("closed_on", "closed_because"), "not_now_on"),
        **dict.fromkeys(("not_now_on", "ask_again_on"), "closed_on"),
    }

    record: Any

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_because="")
                | Q(closed_on__isnull=False, closed_because__in=["said_no", "not_a_fit"]),
                name="contact_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(prospect_on__isnull=False),
                name="contact_closed_only_as_prospect",
            ),
            models.CheckConstraint(
                condition=Q(not_now_on__isnull=True) | Q(prospect_on__isnull=False, closed_on__isnull=True),
                name="contact_not_now_only_while_open",
                violation_error_message=_("“Not now” is for someone who may still become your mentor"),
            ),
            models.CheckConstraint(
                condition=in_order("not_now_on", "ask_again_on"),
                name="contact_asked_again_after_not_now",
                violation_error_message=_("Choose a day on or after the day of the “not now”"),
            ),
        ]

    @property
    def is_prospect(self) -> bool:
        """Whether this may still become the mentor, now or later."""
        return self.prospect_on is not None and self.closed_on is None

    @property
    def said_no(self) -> bool:
        """A no is taken: nothing in the product suggests asking again."""
        return self.closed_because == self.ClosedBecause.SAID_NO

    @property
    def said_not_now(self) -> bool:
        """Whether it isn't the time, and nobody has asked again yet."""
        return self.not_now_on is not None

    @property
    def may_be_asked(self) -> bool:
        """Whether nothing that was said stands against it: neither closed nor “not now”."""
        return not (self.closed_on or self.not_now_on)

    @property
    def as_it_stands(self) -> dict[str, dt.date]:
        """The days of what was said, those there are: `since`, `again` of “not now”, `unfit` of a closing."""
        days = {"since": self.not_now_on, "again": self.ask_again_on, "unfit": self.closed_on}
        return {name: day for name, day in days.items() if day}

    def rests(self, today: dt.date) -> bool:
        """Whether it isn't the time, and the day to ask again has not come or was not chosen."""
        return self.said_not_now and (self.ask_again_on is None or self.ask_again_on > today)

    @cached_property
    def _ends(self: Any) -> list[dt.date | None]:
        return [*ends(self.owner_id, mentor=self.pk)]

    @cached_property
    def works_together(self) -> bool:
        """Whether an agreement with them runs; `with_ends` says so of many, and of the next one too."""
        return None in self._ends

    @cached_property
    def worked_until(self) -> dt.date | None:
        """The day on which the last agreement with them was over; None before there is one."""
        return max(filter(None, self._ends), default=None)

    def require_no_agreement(self: Any) -> None:
        """ValidationError while an agreement with them runs: it is ended first, then they may say no, wait, or be
        archived."""
        if self.agreements.running().exists():
            raise ValidationError(end_first([self.first_name]))

    def mark_prospect(self, on: dt.date) -> None:
        """Think of this person as a possible mentor (again)."""
        self._stand(self.prospect_on or on)

    def unmark_prospect(self) -> None:
        """Not a possible mentor after all."""
        self._stand(None)

    def close(self, on: dt.date, because: str) -> None:
        """No mentor for this search, with the reason (ClosedBecause)."""
        self._stand(self.prospect_on or on, closed_on=on, closed_because=because)

    def say_not_now(self, on: dt.date, ask_again_on: dt.date | None) -> None:
        """It isn't the time: nothing suggests them until they are asked again, from this day on if one is chosen."""
        self._stand(self.prospect_on or on, not_now_on=on, ask_again_on=ask_again_on)

    def ask_again(self) -> None:
        """They are asked again, or may be at any time: the “not now” is over."""
        self._stand(self.prospect_on)

    def _stand(self, prospect_on: dt.date | None, **state: Any) -> None:
        nothing = {"closed_on": None, "closed_because": "", "not_now_on": None, "ask_again_on": None}
        self.record(**nothing | state, prospect_on=prospect_on)
