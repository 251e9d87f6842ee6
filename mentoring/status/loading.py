"""What is loaded of one person's records for whatever looks across the whole search: one query a kind."""

import datetime as dt

from django.db.models import (
    BooleanField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, Left

from ..models import (
    AgreementGoal,
    Assessment,
    Contact,
    Goal,
    GoalStep,
    Interaction,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    Reminder,
    Review,
    Tag,
    Tie,
)
from ..models.answers import with_last_answer
from ..models.contacts import BY_TOUCH, IS_NOT_OPEN, latest_days
from ..models.introduction_facts import CLOSED
from ..models.introduction_states import BEGUN
from ..models.introductions import introducer_of
from ..models.known import known_directly
from ..models.prepared import prepared
from ..models.sought import is_in_search
from .counts import Joined, Listed
from .heard import MESSAGES
from .stages import furthest_first, introduced_as_far, with_stage

# The beginning of the notes of a meeting is enough to name a session.
BEGINNINGS = {"topics": Left("agenda", 120), "plan": Left("preparation", 120), "noted": Left("notes", 120)}
# The last talk with a mentor that left a note: with the agreements, so that it costs no query of its own.
LAST_TALK = (
    Interaction.objects.filter(contact=OuterRef("mentor"), kind=Interaction.Kind.TALKED)
    .exclude(text="")
    .annotate(said=Left("text", 120))
    .order_by("-on", "-pk")
)
# Since the yes, on which days one talked with a mentor or wrote to them: "2026-03-05:talked,2026-03-09:wrote".
TOUCHED = (
    Interaction.objects.filter(
        contact=OuterRef("mentor"), kind__in=Interaction.IN_TOUCH, on__gte=OuterRef("confirmed_on")
    )
    .order_by()
    .values("contact")
    .annotate(touched=Joined(Concat(Cast("on", TextField()), Value(":"), "kind", output_field=TextField())))
    .values("touched")
)
# A no to an introduction that nobody has said thank you for, to the one who said it.
AWAITS_THANKS = {
    "awaits_thanks": ExpressionWrapper(
        Q(closed_because=Introduction.ClosedBecause.PROSPECT_DECLINED)
        & ~Exists(
            Interaction.objects.filter(
                contact=OuterRef("prospect"), kind=Interaction.Kind.WROTE, on__gte=OuterRef(CLOSED.column)
            )
        ),
        output_field=BooleanField(),
    )
}
# What no list shows of a contact. Moments and keys cost more than the rest of a row; the calendar needs `updated_at`.
UNSHOWN_OF_CONTACT = ("notes", "words", "created_at", "form_key")


def of_contact(*people: str) -> list[str]:
    """The same of contacts that are loaded with a record."""
    return [f"{person}__{name}" for person in people for name in UNSHOWN_OF_CONTACT]


LONG_TEXTS = (
    "agenda", "asks_for", "debrief", "notes", "preparation", "questions", "questions_proposed", "sent_words",
    "up_front_words",
)  # fmt: skip


@prepared
def goals(owner: int) -> QuerySet:
    """Every goal, with its count of steps and whether a criterion flows from it (`has_criterion`).

    `named_in` says in which agreements it stands, by their keys, replaced versions left out ("3,7").
    """
    serves = MentorCriterion.goals.through.objects.filter(goal=OuterRef("pk"))
    links = AgreementGoal.objects.filter(goal=OuterRef("pk"))
    in_force = links.exclude(agreement__status=MentorAgreement.Status.REPLACED)
    named_in = Listed(in_force, "agreement_id")
    return Goal.objects.owned_by(owner).with_steps().annotate(has_criterion=Exists(serves), named_in=named_in)


@prepared
def steps(owner: int) -> QuerySet:
    """The steps of all goals, in their order."""
    return GoalStep.objects.owned_by(owner).defer("created_at")


@prepared
def criteria(owner: int) -> QuerySet:
    """Every criterion, must-haves first."""
    return MentorCriterion.objects.owned_by(owner).must_haves_first()


@prepared
def prospects(owner: int) -> QuerySet:
    """The prospects of today, each with its `stage` and what is `known` of it ("3:meets,4:does_not").

    `introduced_as_far` says how far others brought the person to them, `known_directly` whether nobody needs to,
    `is_in_search` whether they are looked at beside a mentor.
    """
    text = TextField()
    pair = Concat(Cast("criterion_id", text), Value(":", text), Cast("answer", text), output_field=text)
    answers = Assessment.objects.known().filter(contact=OuterRef("pk")).order_by().values("contact")
    joined = Subquery(answers.annotate(known=Joined(pair)).values("known"), output_field=text)
    people = with_stage(Contact.objects.owned_by(owner).prospects())
    known = {"known": Coalesce(joined, Value("", text)), "known_directly": known_directly()}
    far = {"introduced_as_far": introduced_as_far(), "is_in_search": is_in_search()}
    return people.annotate(**known, **far).defer(*UNSHOWN_OF_CONTACT)


@prepared
def contact(owner: int, pk: int) -> QuerySet:
    """One contact with everything that is written about it, and its `stage`."""
    return with_stage(Contact.objects.owned_by(owner).filter(pk=pk)).defer("words", "form_key")


@prepared
def people_in_full(owner: int, keys: list) -> QuerySet:
    """Contacts by key with everything that is written about them, each with its `stage`."""
    return with_stage(Contact.objects.owned_by(owner).filter(pk__among=keys)).defer("words", "form_key")


@prepared
def tags_of(owner: int, contact: int) -> QuerySet:
    """The tags of one contact, by name."""
    return Tag.objects.owned_by(owner).filter(contacts=contact).defer("created_at", "updated_at", "form_key")


@prepared
def people(owner: int, keys: list) -> QuerySet:
    """Contacts by key, each with its `stage`, without what no list shows."""
    found = with_stage(Contact.objects.owned_by(owner).filter(pk__among=keys))
    return found.annotate(known_directly=known_directly()).defer(*UNSHOWN_OF_CONTACT)


@prepared
def touches(owner: int, keys: list) -> QuerySet:
    """Contacts by key as pairs of it and how they were last in touch ("2026-11-20", then a number of Touch), and of
    their tie the first and last day of a message and the day they connected; all as texts, read where they are shown.
    """
    text = TextField()
    never = Value("0000-00-00", text)
    days = [
        Concat(Coalesce(Cast(day, text), never), Value(str(touch.value), text), output_field=text)
        for touch, day in latest_days()
    ]
    tie = [Cast(f"tie__{name}", text) for name in ("first_on", "last_on", "connected_on")]
    contacts = Contact.objects.owned_by(owner).filter(pk__among=keys).order_by()
    return contacts.values_list("pk", Greatest(*days), *tie)


@prepared
def a_tie(owner: int) -> QuerySet:
    """The key of any one tie: whether there are any."""
    return Tie.objects.owned_by(owner).order_by().values_list("pk", flat=True)[:1]


@prepared
def by_stage(owner: int) -> QuerySet:
    """The keys of the prospects, the furthest first."""
    return furthest_first(Contact.objects.owned_by(owner).prospects()).values_list("pk", flat=True)


@prepared
def by_touch(owner: int) -> QuerySet:
    """The keys of everybody else, the last in touch first; archived contacts are on no list."""
    others = Contact.objects.owned_by(owner).current().filter(IS_NOT_OPEN)
    return others.order_by(*BY_TOUCH).values_list("pk", flat=True)


@prepared
def tags(owner: int) -> QuerySet:
    """Every tag, by name."""
    return Tag.objects.owned_by(owner).defer("created_at", "updated_at", "form_key")


def _introductions(owner: int) -> QuerySet:
    people = of_contact("introducer", "prospect")
    mine = Introduction.objects.owned_by(owner).annotate(**AWAITS_THANKS)
    left = mine.with_courtesies_left() | mine.filter(awaits_thanks=True)
    return left.with_people().defer(
        "message", "created_at", "introducer__updated_at", "prospect__updated_at", *people
    )


@prepared
def introductions(owner: int) -> QuerySet:
    """Introductions with promises to keep: open ones, and closed ones where somebody is owed a word."""
    return _introductions(owner)


@prepared
def introduction(owner: int, pk: int) -> QuerySet:
    """One introduction with its people."""
    return Introduction.objects.owned_by(owner).filter(pk=pk).with_people()


@prepared
def introductions_of(owner: int, contact: int) -> QuerySet:
    """Those of one contact."""
    return _introductions(owner).filter(Q(introducer=contact) | Q(prospect=contact))


@prepared
def all_introductions_of(owner: int, contact: int) -> QuerySet:
    """Those through one contact and those to it, whatever became of them, the last one first."""
    mine = Introduction.objects.owned_by(owner).filter(Q(introducer=contact) | Q(prospect=contact))
    people = of_contact("introducer", "prospect")
    in_order = mine.select_related("introducer", "prospect").order_by("-created_at", "-pk")
    return in_order.defer("message", *people)


@prepared
def asks(owner: int, since: dt.date) -> QuerySet:
    """The facts of what was asked, or written to somebody known, since a day, and since the last introduction was made.

    The last introduction and the last one that led to a meeting are among them, however old. Rows with their
    days and goal, no `asked_on` where nobody was asked, and `came_from_id` (a further one is no ask of its own).
    """
    owned = Introduction.objects.owned_by(owner).filter(BEGUN)

    def last(fact: str) -> Subquery:
        return Subquery(owned.order_by().values("owner").annotate(last=Max(fact)).values("last"))

    made = Coalesce(last("made_on"), Value(dt.date.min), output_field=DateField())
    happened = Q(asked_on__gte=made) | Q(made_on=last("made_on")) | Q(met_on=last("met_on"))
    days = ("asked_on", "written_on", "made_on", "met_on")
    for fact in days:
        happened |= Q(**{f"{fact}__gte": since})
    rows = owned.filter(happened).order_by("asked_on", "pk")
    return rows.values_list(*days, "came_from_id", "goal_id", named=True)


@prepared
def last_added(owner: int) -> QuerySet:
    """The moment at which the last contact was added."""
    return Contact.objects.owned_by(owner).order_by("-pk").values_list("created_at", flat=True)[:1]


def _meetings(owner: int) -> QuerySet:
    every = Meeting.objects.owned_by(owner).select_related("contact").annotate(**BEGINNINGS)
    return every.defer(*LONG_TEXTS, *of_contact("contact"))


@prepared
def meetings(owner: int) -> QuerySet:
    """Every meeting, those that fell through among them, in order of time."""
    return _meetings(owner)


@prepared
def meetings_of(owner: int, contact: int) -> QuerySet:
    """Those with one contact."""
    return _meetings(owner).filter(contact=contact)


@prepared
def agreements(owner: int) -> QuerySet:
    """Every agreement but replaced versions, the one confirmed last first, with mentor and last answer."""
    return (
        with_last_answer(MentorAgreement.objects.owned_by(owner))
        .exclude(status=MentorAgreement.Status.REPLACED)
        .with_mentor()
        .annotate(talked_on=LAST_TALK.values("on")[:1], talked_about=LAST_TALK.values("said")[:1])
        .annotate(touched=Subquery(TOUCHED), **introducer_of(OuterRef("mentor")), **MESSAGES)
        .defer("confirmed_words", *(name for name in of_contact("mentor") if name != "mentor__form_key"))
        .order_by(F("confirmed_on").desc(nulls_last=True), "-pk")
    )


def _with_contact(reminders: QuerySet) -> QuerySet:
    return reminders.select_related("contact").defer("created_at", *of_contact("contact"))


@prepared
def reminders(owner: int) -> QuerySet:
    """The person's own reminders that are open, but for contacts put away."""
    return _with_contact(Reminder.objects.owned_by(owner).awake())


@prepared
def reminders_of(owner: int, contact: int) -> QuerySet:
    """Those about one contact, even where it is put away."""
    return _with_contact(Reminder.objects.owned_by(owner).open().filter(contact=contact))


@prepared
def reviews(owner: int) -> QuerySet:
    """Every look back on an agreement."""
    return Review.objects.owned_by(owner).select_related("agreement")
