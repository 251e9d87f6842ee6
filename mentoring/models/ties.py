"""Step 3: how well the person knows a contact by what LinkedIn counted: how often and when, never what was written."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet
from .contacts import Contact
from .imports import Import

# One endorsement is a click.
LEAST_ENDORSEMENTS = 2
# Fewer messages than these are no acquaintance.
LEAST_MESSAGES = 3


def vouched_for_me(tie: str = "") -> Q:
    """Whoever vouched for the person; `tie` is the way to the tie with its underscores ("tie__")."""
    recommended = Q(**{f"{tie}recommended_me_on__isnull": False})
    return recommended | Q(**{f"{tie}endorsed_me__gte": LEAST_ENDORSEMENTS})


class TieQuerySet(OwnedQuerySet):
    def of(self, contacts: Collection[int]) -> dict[int, "Tie"]:
        """The ties to these contacts, by the keys of the contacts."""
        ties: Any = self.filter(contact__among=list(contacts))
        return {tie.contact_id: tie for tie in ties}


class Tie(Owned):
    """What passed between the person and a contact on LinkedIn: counts and days, one row a contact.

    Each count comes from one file of LinkedIn's archive; a file that was not there leaves its counts.
    """

    class InvitedBy(models.TextChoices):
        ME = "me", _("I invited them")
        THEM = "them", _("They invited me")

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="tie", editable=False)
    # Messages between the two alone: how many each wrote, on how many days, the first and the last of them.
    sent = models.PositiveIntegerField(default=0, editable=False)
    received = models.PositiveIntegerField(default=0, editable=False)
    days = models.PositiveIntegerField(default=0, editable=False)
    first_on = models.DateField(null=True, blank=True, editable=False)
    last_on = models.DateField(null=True, blank=True, editable=False)
    connected_on = models.DateField(null=True, blank=True, editable=False)
    # Empty where nobody knows.
    invited_by = models.CharField(max_length=4, choices=InvitedBy, blank=True, default="", editable=False)
    # The last day on which each recommended the other, and how often each endorsed the other.
    recommended_me_on = models.DateField(null=True, blank=True, editable=False)
    recommended_them_on = models.DateField(null=True, blank=True, editable=False)
    endorsed_me = models.PositiveIntegerField(default=0, editable=False)
    endorsed_them = models.PositiveIntegerField(default=0, editable=False)
    last_endorsed_on = models.DateField(null=True, blank=True, editable=False)
    # The import that told it last.
    came_with = models.ForeignKey(
        Import, on_delete=models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )

    COUNTS = (
        "sent", "received", "days", "first_on", "last_on", "connected_on", "invited_by", "recommended_me_on",
        "recommended_them_on", "endorsed_me", "endorsed_them", "last_endorsed_on",
    )  # fmt: skip
    # Of two ties to one person: the earliest of these days; of all other days and numbers the latest and largest.
    EARLIEST = ("first_on", "connected_on")

    # What `undo` has to know: a contact is not in use because LinkedIn counted something.
    GOES_ALONG = True

    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        ordering = ["-last_on", "-pk"]
        indexes = [
            models.Index(fields=["owner", "last_on"], name="tie_owner_last"),
            # Of the few who vouched for the person, out of all whom LinkedIn counted something with.
            models.Index(fields=["owner"], condition=vouched_for_me(), name="tie_vouched"),
        ]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sent=0, received=0, days=0, first_on__isnull=True, last_on__isnull=True)
                | Q(days__gte=1, first_on__isnull=False, last_on__isnull=False)
                & (Q(sent__gte=1) | Q(received__gte=1)),
                name="tie_messages_with_days",
                violation_error_message=_("Messages have a first and a last day"),
            ),
            models.CheckConstraint(
                condition=Q(first_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="tie_last_after_first",
                violation_error_message=_("The last message isn’t before the first one"),
            ),
            models.CheckConstraint(
                condition=Q(last_endorsed_on__isnull=True) | Q(endorsed_me__gte=1),
                name="tie_endorsed_on_a_day",
                violation_error_message=_("The day belongs to an endorsement"),
            ),
            models.CheckConstraint(
                condition=Q(invited_by__in=["", "me", "them"]),
                name="tie_invited_by_known",
                violation_error_message=_("Say which of the two invited the other"),
            ),
        ]

    def __str__(self):
        return _("What LinkedIn counted with %(contact)s") % {"contact": self.contact}

    def counts(self) -> dict[str, Any]:
        """Everything it counts, by column."""
        return {name: getattr(self, name) for name in self.COUNTS}

    def take_in(self, other: Self) -> None:
        """Know what another tie to the same person knows: larger counts, earliest and latest days. Saves this one."""
        self.record(**combined(self.counts(), other.counts()))


def combined(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """The counts of two ties to one person, by column: the larger numbers, the earliest and the latest days."""
    return {name: _of_both(name, mine[name], theirs[name]) for name in Tie.COUNTS}


def _of_both(name: str, mine: int | str | dt.date | None, theirs: Any) -> Any:
    if not mine or not theirs or name == "invited_by":
        return mine or theirs
    return min(mine, theirs) if name in Tie.EARLIEST else max(mine, theirs)
