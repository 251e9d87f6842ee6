"""How far the person has come with each prospect, read from the facts, and the orders that follow."""

from django.db.models import Case, Count, Exists, IntegerChoices, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ..models import Answer, Assessment, Introduction, Meeting, MentorAgreement
from ..models.contacts import BY_NAME, BY_TOUCH, ContactQuerySet


class Stage(IntegerChoices):
    """The furthest point reached with a contact; it never goes back because something ended.

    Whoever is written to without an introduction stays a prospect until the two meet.
    """

    NONE = 0, _("Not a prospect")
    PROSPECT = 1, _("Prospect")
    ASKED = 2, _("Asked about")
    INTRODUCED = 3, _("Introduced")
    MET = 4, _("Met")
    AGREED = 5, _("Agreed")


def _reached(leave_out: Q) -> Case:
    """The stage as an expression; who falls under `leave_out` has none.

    The first branch answers for everybody who is no prospect, so that the other tables are looked into
    for prospects only, however many contacts there are.
    """
    introductions = Introduction.objects.filter(prospect=OuterRef("pk"))
    meetings = Meeting.objects.filter(contact=OuterRef("pk"), recorded_on__isnull=False)
    agreements = MentorAgreement.objects.filter(mentor=OuterRef("pk"), confirmed_on__isnull=False)
    met = Q(Exists(meetings)) | Q(Exists(introductions.filter(met_on__isnull=False)))
    return Case(
        When(leave_out, then=Value(Stage.NONE)),
        When(Exists(agreements), then=Value(Stage.AGREED)),
        When(met, then=Value(Stage.MET)),
        *_through_others(),
        default=Value(Stage.PROSPECT),
    )


def _through_others() -> list[When]:
    """The stages that somebody else brings the person to, the further one first."""
    introductions = Introduction.objects.filter(prospect=OuterRef("pk"))
    return [
        When(Exists(introductions.filter(made_on__isnull=False)), then=Value(Stage.INTRODUCED)),
        When(Exists(introductions.filter(asked_on__isnull=False)), then=Value(Stage.ASKED)),
    ]


def introduced_as_far() -> Case:
    """The stage that others brought the person to with a prospect; PROSPECT where nobody was asked."""
    return Case(*_through_others(), default=Value(Stage.PROSPECT))


def with_stage(contacts: ContactQuerySet) -> ContactQuerySet:
    """The contacts, each with its `stage` as a number of Stage, computed in the database."""
    return contacts.annotate(stage=_reached(Q(prospect_on__isnull=True)))


def met_or_further(contacts: ContactQuerySet) -> ContactQuerySet:
    """Of some prospects those whose stage is MET or AGREED, asked without working out every stage."""
    met = Exists(Introduction.objects.filter(prospect=OuterRef("pk"), met_on__isnull=False))
    recorded = Exists(Meeting.objects.filter(contact=OuterRef("pk"), recorded_on__isnull=False))
    agreed = Exists(MentorAgreement.objects.filter(mentor=OuterRef("pk"), confirmed_on__isnull=False))
    return contacts.filter(Q(met) | Q(recorded) | Q(agreed))


def furthest_first(prospects: ContactQuerySet) -> ContactQuerySet:
    """Prospects by stage; among equals, the last in touch."""
    return prospects.order_by(_reached(Q(prospect_on__isnull=True)).desc(), *BY_TOUCH)


def best_fit_first(prospects: ContactQuerySet) -> ContactQuerySet:
    """Prospects with the fewest must-haves missed, then most met, then most nice-to-haves met."""

    def count(answer: str, importance: str) -> Coalesce:
        answers = Assessment.objects.filter(
            contact=OuterRef("pk"), answer=answer, criterion__importance=importance
        )
        number = answers.order_by().values("contact").annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(number), 0)

    return prospects.order_by(
        count(Answer.DOES_NOT, "must"),
        count(Answer.MEETS, "must").desc(),
        count(Answer.MEETS, "nice").desc(),
        *BY_NAME,
    )
