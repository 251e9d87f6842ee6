"""Goals and agreements together: for which goals somebody is still looked for. Whether a search rests is said here."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet

from .agreements import AgreementGoal, MentorAgreement
from .contacts import ContactQuerySet
from .goals import Goal, GoalQuerySet
from .help import HelpGiven, HelpWanted
from .prepared import prepared
from .users import User

RUNNING = MentorAgreement.Status.CONFIRMED


def without_mentor(goals: GoalQuerySet) -> GoalQuerySet:
    """Of some goals the active ones that no agreement names which runs: one that stayed open at the end of another is
    looked for again."""
    named = AgreementGoal.objects.filter(goal=OuterRef("pk"), agreement__status=RUNNING)
    return goals.active().filter(~Exists(named))


def lacking(wanted: QuerySet) -> QuerySet:
    """Of some help that is wanted, what is for an active goal and isn't given in an agreement that runs."""
    given = HelpGiven.objects.filter(
        link__goal=OuterRef("goal"), link__agreement__status=RUNNING, kind=OuterRef("kind")
    )
    return wanted.filter(~Exists(given), goal__status=Goal.Status.ACTIVE)


def sought(goals: GoalQuerySet) -> GoalQuerySet:
    """Of some goals those for which somebody is looked for: without a mentor, or lacking some help."""
    lacks = lacking(HelpWanted.objects.filter(goal=OuterRef("pk")))
    return without_mentor(goals) | goals.active().filter(Exists(lacks))


def is_in_search() -> ExpressionWrapper:
    """Of prospects, whether they are looked at beside a mentor; True or False.

    Whoever has agreed on something already is not. Whoever was asked about for a goal that has a mentor by now is:
    they may be the one for the next.
    """
    agreed = MentorAgreement.objects.filter(mentor=OuterRef("pk"), confirmed_on__isnull=False)
    return ExpressionWrapper(~Exists(agreed), BooleanField())


def in_search(prospects: ContactQuerySet) -> ContactQuerySet:
    """Of some prospects those of whom that is true."""
    return prospects.filter(is_in_search())


def has_found(owner: int) -> bool:
    """Whether a mentor was found and nobody is looked for any more, by the key of a user: only then is somebody told
    so. While one goal is sought, whoever was asked about for another may be the one for it."""
    if not MentorAgreement.objects.owned_by(owner).running().exists():
        return False
    return not sought(Goal.objects.owned_by(owner)).exists()


@prepared
def worked_on(owner: int) -> QuerySet:
    """The active goals, each with whether it `is_sought`."""
    mine = Exists(sought(Goal.objects.filter(pk=OuterRef("pk"))))
    return Goal.objects.owned_by(owner).active().annotate(is_sought=mine)


def goal_to_ask_for(owner: User) -> Goal | None:
    """The goal with which a new letter begins: the first that is sought, else the first that is worked on."""
    return min(worked_on(owner.pk), key=lambda goal: not goal.is_sought, default=None)
