"""Steps 2 and 3 together: how a contact answers each criterion, and what relaxing one would change."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet
from .contacts import BY_NAME, Contact
from .criteria import MentorCriterion
from .known import known_directly
from .prepared import prepared


class Answer(models.TextChoices):
    """What is known of one contact and one criterion. Unknown is an answer, never a no."""

    MEETS = "meets", _("Meets")
    DOES_NOT = "does_not", _("Doesn’t")
    UNKNOWN = "unknown", _("Not known")


class AssessmentQuerySet(OwnedQuerySet):
    def known(self):
        """Those that say yes or no."""
        return self.exclude(answer=Answer.UNKNOWN)


class Assessment(Owned):
    """What is known of one contact about one criterion: the answer, how one knows, from where and when."""

    class Source(models.TextChoices):
        PROFILE = "profile", _("their profile")
        INTRODUCER = "introducer", _("the introducer")
        MEETING = "meeting", _("a meeting")
        OTHER = "other", _("someone else")

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="assessments", editable=False)
    criterion = models.ForeignKey(
        MentorCriterion, on_delete=models.CASCADE, related_name="assessments", editable=False
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, default=Answer.UNKNOWN)
    evidence = models.CharField(_("how you know"), max_length=300, blank=True)
    source = models.CharField(_("where from"), max_length=10, choices=Source, blank=True)
    on = models.DateField(_("on"))

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["contact", "criterion"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["contact", "criterion"], name="assessment_once"),
            models.CheckConstraint(
                condition=Q(answer__in=["meets", "does_not", "unknown"]), name="assessment_answer_known"
            ),
        ]

    def __str__(self):
        return f"{self.contact}: {self.criterion}"


@dataclass(frozen=True)
class Finding:
    """What the person says about one criterion: the answer, how they know and from where."""

    answer: str = Answer.UNKNOWN.value
    evidence: str = ""
    source: str = ""

    @classmethod
    def of(cls, assessment: Assessment | None) -> "Finding":
        """What stands in an assessment; nothing known where there is none."""
        if assessment is None:
            return cls()
        return cls(assessment.answer, assessment.evidence, assessment.source)

    @property
    def says_nothing(self) -> bool:
        """Neither an answer nor a word about it: nothing to keep."""
        return self.answer == Answer.UNKNOWN and not self.evidence


@transaction.atomic(savepoint=False)
def find_out(contact: Contact, findings: Mapping[int, Finding], on: dt.date) -> int:
    """Write down what was found out on a day about one contact, all together, by the criterion's pk.

    Only what differs from what stands is touched, so that an untouched answer keeps its day. "Don't
    know" without a word takes the answer away. A criterion that is gone meanwhile is passed over. Whoever calls
    it has locked the person: two windows cannot both make the first answer to a criterion.
    Returns how many answers changed. A fixed number of queries, whatever the number of criteria.
    """
    criteria = MentorCriterion.objects.filter(owner=contact.owner_id, pk__in=findings).select_for_update()
    wanted = {criterion.pk: findings[criterion.pk] for criterion in criteria}
    standing = {
        assessment.criterion_id: assessment
        for assessment in Assessment.objects.filter(contact=contact, criterion__in=wanted)
    }
    changed = {pk: finding for pk, finding in wanted.items() if finding != Finding.of(standing.get(pk))}
    gone = [standing[pk].pk for pk, finding in changed.items() if finding.says_nothing and pk in standing]
    new: list[Assessment] = []
    kept: list[Assessment] = []
    for pk, finding in changed.items():
        if finding.says_nothing:
            continue
        assessment = standing.get(pk) or Assessment(
            owner_id=contact.owner_id, contact=contact, criterion_id=pk
        )
        assessment.answer, assessment.evidence, assessment.source = (
            finding.answer,
            finding.evidence,
            finding.source,
        )
        assessment.on = on
        if pk in standing:
            assessment.revision += 1
            assessment.updated_at = timezone.now()
        (kept if pk in standing else new).append(assessment)
    Assessment.objects.filter(pk__in=gone).delete()
    Assessment.objects.bulk_create(new)
    Assessment.objects.bulk_update(kept, ["answer", "evidence", "source", "on", "revision", "updated_at"])
    return len(gone) + len(new) + len(kept)


@dataclass(frozen=True)
class Cell:
    """One contact and one criterion: the answer with its evidence, or that nothing is known."""

    contact: Contact
    criterion: MentorCriterion
    assessment: Assessment | None

    @property
    def answer(self) -> str:
        """`meets`, `does_not` or `unknown`."""
        return self.assessment.answer if self.assessment else Answer.UNKNOWN.value

    @property
    def evidence(self) -> str:
        """How one knows; empty when nothing was written."""
        return self.assessment.evidence if self.assessment else ""


@dataclass(frozen=True)
class Fit:
    """One contact against every criterion, must-haves first. Counted, never scored."""

    contact: Contact
    cells: tuple[Cell, ...]

    @cached_property
    def must(self) -> list[Cell]:
        """The cells of the must-haves."""
        return [cell for cell in self.cells if cell.criterion.is_must]

    @cached_property
    def nice(self) -> list[Cell]:
        """The cells of the nice-to-haves."""
        return [cell for cell in self.cells if not cell.criterion.is_must]

    def count(self, cells: Iterable[Cell], answer: str) -> int:
        """How many of these cells have this answer."""
        return Counter(cell.answer for cell in cells)[answer]

    @property
    def must_met(self) -> int:
        """Must-haves met."""
        return self.count(self.must, Answer.MEETS)

    @property
    def must_missed(self) -> int:
        """Must-haves not met; unknown ones are not among them."""
        return self.count(self.must, Answer.DOES_NOT)

    @property
    def must_unknown(self) -> int:
        """Must-haves still to find out."""
        return self.count(self.must, Answer.UNKNOWN)

    @property
    def meets_every_must(self) -> bool:
        """Whether every must-have is known to be met; without must-haves nobody meets them."""
        return bool(self.must) and self.must_met == len(self.must)

    @property
    def nice_met(self) -> int:
        """Nice-to-haves met."""
        return self.count(self.nice, Answer.MEETS)

    @property
    def unknown(self) -> list[Cell]:
        """What is still to find out, must-haves first."""
        return [cell for cell in self.cells if cell.answer == Answer.UNKNOWN]

    @property
    def order(self) -> tuple:
        """Best first: fewest must-haves not met, then most met, then nice-to-haves, then the name."""
        return (
            self.must_missed,
            -self.must_met,
            -self.nice_met,
            self.contact.name.casefold(),
            self.contact.pk,
        )

    def without(self, criterion: MentorCriterion) -> "Fit":
        """The same contact if this criterion did not count."""
        return Fit(self.contact, tuple(cell for cell in self.cells if cell.criterion != criterion))


@prepared
def answers_about(owner: int, contacts: list) -> models.QuerySet:
    """What is known or noted of these contacts, by key."""
    return Assessment.objects.owned_by(owner).filter(contact__among=contacts).order_by()


def fits(contacts: Iterable[Contact], criteria: Iterable[MentorCriterion]) -> list[Fit]:
    """Every contact of one person against every criterion, best first, in one query whatever the numbers."""
    contacts, criteria = list(contacts), list(criteria)
    if not contacts or not criteria:
        return sorted((Fit(contact, ()) for contact in contacts), key=lambda fit: fit.order)
    found = answers_about(contacts[0].owner_id, contacts=[contact.pk for contact in contacts])
    known = {(assessment.contact_id, assessment.criterion_id): assessment for assessment in found}
    table = [
        Fit(
            contact,
            tuple(Cell(contact, criterion, known.get((contact.pk, criterion.pk))) for criterion in criteria),
        )
        for contact in contacts
    ]
    return sorted(table, key=lambda fit: fit.order)


def best_fitting(contacts):
    """A queryset of contacts in the order of `Fit.order`, each with `must_missed`, counted by the database.

    For where only the first few are wanted: nobody's answers are read who is not shown.
    """

    def answered(importance, answer):
        """How many criteria of this importance have this answer."""
        these = Q(assessments__criterion__importance=importance, assessments__answer=answer)
        return Count("assessments", filter=these)

    must, nice = MentorCriterion.Importance.MUST, MentorCriterion.Importance.NICE
    return contacts.annotate(
        must_missed=answered(must, Answer.DOES_NOT),
        must_met=answered(must, Answer.MEETS),
        nice_met=answered(nice, Answer.MEETS),
    ).order_by("must_missed", "-must_met", "-nice_met", *BY_NAME)


def comparable(owner: int) -> models.QuerySet:
    """Everybody who may be compared, and whether the person knows them."""
    found = Contact.objects.owned_by(owner).prospects().defer("words", "form_key")
    return found.annotate(known_directly=known_directly())


@prepared
def who_fits_best(owner: int) -> models.QuerySet:
    """Everybody who may be compared, best first."""
    return best_fitting(comparable(owner))


def who_qualifies_without(contacts, criterion: MentorCriterion):
    """Those of a queryset of contacts whom only this must-have rules out: relaxing it would let them in."""
    ruled_out = Assessment.objects.filter(criterion=criterion, answer=Answer.DOES_NOT).values("contact")
    return best_fitting(contacts).filter(must_missed=1, pk__in=ruled_out)
