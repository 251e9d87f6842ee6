"""How far an introduction has come, worked out of its days; and lists of introductions by that."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .base import OwnedQuerySet
from .introduction_facts import DIRECT, STILL_OWED
from .prospects import ends_with


class Status(models.TextChoices):
    """How far an introduction has come."""

    DRAFT = "draft", _("Draft")
    ASKED = "asked", _("Asked")
    AGREED = "agreed", _("Agreed to introduce")
    MADE = "made", _("Introduced")
    IN_TOUCH = "in_touch", _("In touch")
    MET = "met", _("Met")
    KEPT = "kept", _("All done")
    CLOSED = "closed", _("Closed")

    @classmethod
    def open(cls):
        """The states in which promises are still to be kept."""
        return [cls.ASKED, cls.AGREED, cls.MADE, cls.IN_TOUCH, cls.MET]

    @classmethod
    def made(cls):
        """The states in which somebody introduced the two, and nothing was broken off."""
        return [cls.MADE, cls.IN_TOUCH, cls.MET, cls.KEPT]

    @classmethod
    def nearest_first(cls):
        """Every state, nearest to an agreement first; what is over comes last."""
        return [*reversed(cls.open()), cls.DRAFT, cls.KEPT, cls.CLOSED]


# To whom these were open to be written to: by the introduction, or because the owner knows the person and pledged it.
OPENED = Q(made_on__isnull=False) | (DIRECT & Q(pledged_on__isnull=False))
# Whether somebody was asked, or pledged to be written to.
BEGUN = Q(asked_on__isnull=False) | (DIRECT & Q(pledged_on__isnull=False))
# When nothing is left to do: where nobody introduced the two, nobody waits for a word after they met.
ALL_DONE = DIRECT | Q(introducer_informed_on__isnull=False, thanked_on__isnull=False)

# By the database itself, whenever a day changes.
STATUS = Case(
    When(closed_on__isnull=False, then=Value("closed")),
    When(Q(met_on__isnull=False) & ALL_DONE, then=Value("kept")),
    When(met_on__isnull=False, then=Value("met")),
    When(written_on__isnull=False, then=Value("in_touch")),
    When(OPENED, then=Value("made")),
    When(agreed_on__isnull=False, then=Value("agreed")),
    When(asked_on__isnull=False, then=Value("asked")),
    default=Value("draft"),
)


# How far it is where nobody introduces: after the pledge nothing is written yet, and meeting is not the end of thanks.
DIRECT_WORDS = {Status.MADE: _("Not written yet"), Status.KEPT: _("Met")}


class IntroductionQuerySet(OwnedQuerySet):
    def that_led_to(self, contact):
        """Those by which somebody introduced the person to a contact, the first one first."""
        made = self.filter(status__in=Status.made(), introducer__isnull=False)
        return made.filter(prospect=contact).order_by("pk")

    def open(self):
        """Asked for and not over: each carries its promises."""
        return self.filter(status__in=Status.open())

    def with_courtesies_left(self):
        """Open ones, and closed ones after which the introducer still deserves a word."""
        return self.filter(Q(status__in=Status.open()) | STILL_OWED)

    def nearest_first(self):
        """In the order of every list: nearest to an agreement first, drafts and what is over last."""
        rank = [When(status=status, then=Value(at)) for at, status in enumerate(Status.nearest_first())]
        over_on = Coalesce("closed_on", "introducer_informed_on", Case(When(DIRECT, then=F("met_on"))))
        begun_on = Coalesce("asked_on", "pledged_on")
        return self.order_by(Case(*rank, default=Value(99)), over_on.desc(nulls_last=True), begun_on, "pk")

    def awaiting_meeting(self):
        """Those whose person may be written to, was not met, and that are not over; the last one opened comes last."""
        found = self.filter(OPENED, met_on__isnull=True, closed_on__isnull=True)
        return found.order_by(Coalesce("made_on", "pledged_on"), "pk")

    def last_begun(self, directly: bool):
        """Those that were asked for, or pledged where nobody introduces (`directly`), the last one first."""
        begun_on = "pledged_on" if directly else "asked_on"
        found = self.filter(BEGUN, introducer__isnull=directly, prospect__isnull=False)
        return found.order_by(f"-{begun_on}", "-pk")

    def unmet_directly(self, person):
        """The open one to somebody whom the owner knows, drafts among them: there is one at most."""
        return self.filter(DIRECT, prospect=person, met_on__isnull=True, closed_on__isnull=True)

    def with_people(self):
        """With introducer, prospect and goal, whether one `works_together` with the prospect, and has `worked_until`
        some day: a list of them costs one query."""
        return self.select_related("introducer", "prospect", "goal").annotate(**ends_with("prospect"))
