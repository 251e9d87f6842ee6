"""Step 4, after a talk: the one piece of advice that is acted on and reported back; how it was, as once rated."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..text.text import validate_visible
from .base import filled, in_order

LOWEST, HIGHEST = 1, 5


def rating(name) -> models.PositiveSmallIntegerField:
    """A column for a number from 1 to 5; empty when nothing was said."""
    within = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    return models.PositiveSmallIntegerField(name, null=True, blank=True, validators=within)


def rated(*names: str) -> Q:
    """A condition: each of these columns is empty or from 1 to 5."""
    condition = Q()
    for name in names:
        condition &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": LOWEST, f"{name}__lte": HIGHEST})
    return condition


class Debrief(models.Model):
    """The private debrief of a first meeting, and the thing somebody will act on."""

    # The rubric, in the order of the page.
    RATINGS = ("expertise", "ease", "values", "way", "challenge", "trust")

    rated_expertise = rating(_("expertise for your goals"))
    rated_ease = rating(_("ease of talking"))
    rated_values = rating(_("shared values"))
    rated_way = rating(_("way of working"))
    rated_challenge = rating(_("challenges you usefully"))
    rated_trust = rating(_("trust"))
    debrief = models.TextField(_("why"), max_length=4000, blank=True)

    one_thing = models.CharField(_("the one thing you’ll act on"), max_length=300, blank=True)
    # Whether it was tried, and what became of it: what whoever gave the advice likes to hear.
    acted_on = models.DateField(_("tried on"), null=True, blank=True, editable=False)
    came_of_it = models.CharField(
        _("what became of it"), max_length=300, blank=True, validators=[validate_visible]
    )
    reported_back_on = models.DateField(_("reported back on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=rated(
                    "rated_expertise",
                    "rated_ease",
                    "rated_values",
                    "rated_way",
                    "rated_challenge",
                    "rated_trust",
                ),
                name="%(class)s_rated_from_1_to_5",
                violation_error_message=_("Choose a number from 1 to 5"),
            ),
            models.CheckConstraint(
                condition=in_order("held_on", "acted_on"),
                name="%(class)s_acted_after_held",
                violation_error_message=_("You try advice on or after the day of the meeting"),
            ),
            models.CheckConstraint(
                condition=Q(acted_on__isnull=True) | filled("one_thing"),
                name="%(class)s_acted_on_something",
                violation_error_message=_("Write down what it was that you tried"),
            ),
            models.CheckConstraint(
                condition=in_order("held_on", "reported_back_on"),
                name="%(class)s_reported_after_held",
                violation_error_message=_("You report back after the meeting"),
            ),
        ]

    @property
    def ratings(self) -> list[tuple[str, int]]:
        """What was once said from 1 to 5, each with its name: nobody is asked for it any more."""
        field: Any = self._meta.get_field
        numbers = ((field(f"rated_{name}"), getattr(self, f"rated_{name}")) for name in self.RATINGS)
        return [(str(rated.verbose_name), number) for rated, number in numbers if number]
