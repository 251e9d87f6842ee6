"""How far the person has come with each prospect: from marked to agreed, read from the facts."""

from django.db.models import Case, Exists, IntegerChoices, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from .models import Introduction, Meeting, MentorAgreement


class Stage(IntegerChoices):
    """The furthest point reached with a contact; it never goes back because something ended."""

    NONE = 0, _("Not a prospect")
    PROSPECT = 1, _("Prospect")
    ASKED = 2, _("Asked about")
    INTRODUCED = 3, _("Introduced")
    MET = 4, _("Met")
    AGREED = 5, _("Agreed")


def with_stage(contacts: QuerySet) -> QuerySet:
    """The contacts, each with its `stage` as a number of Stage, computed in the database.

    Whoever is no prospect is answered by the first branch, so that the other tables are looked into
    for prospects only, however many contacts there are.
    """
    introductions = Introduction.objects.filter(prospect=OuterRef("pk"))
    meetings = Meeting.objects.filter(contact=OuterRef("pk"), recorded_on__isnull=False)
    agreements = MentorAgreement.objects.filter(mentor=OuterRef("pk"), confirmed_on__isnull=False)
    return contacts.annotate(
        stage=Case(
            When(prospect_on__isnull=True, then=Value(Stage.NONE)),
            When(Exists(agreements), then=Value(Stage.AGREED)),
            When(
                Q(Exists(meetings)) | Q(Exists(introductions.filter(met_on__isnull=False))),
                then=Value(Stage.MET),
            ),
            When(Exists(introductions.filter(made_on__isnull=False)), then=Value(Stage.INTRODUCED)),
            When(Exists(introductions.filter(asked_on__isnull=False)), then=Value(Stage.ASKED)),
            default=Value(Stage.PROSPECT),
        )
    )
