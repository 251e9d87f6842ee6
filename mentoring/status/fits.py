"""The prospects who fit best, from the answers that are known; nobody is scored."""

from dataclasses import dataclass

from ..models import Answer, Contact
from ..models.assessments import Cell, Fit
from .records import Records

BEST_FITS_SHOWN = 3


def ranked(records: Records) -> list[Contact]:
    """Every prospect of the search, but for who said “not now”, best first: `Fit.order`, from the answers alone."""
    musts = {criterion.pk for criterion in records.criteria if criterion.is_must}

    def order(contact: Contact) -> tuple:
        answers = records.answers.get(contact.pk, {})
        must = [answer for criterion, answer in answers.items() if criterion in musts]
        nice = [answer for criterion, answer in answers.items() if criterion not in musts]
        return (
            must.count(Answer.DOES_NOT),
            -must.count(Answer.MEETS),
            -nice.count(Answer.MEETS),
            contact.name.casefold(),
            contact.pk,
        )

    return sorted(records.search.awake, key=order)


def best_fits(records: Records) -> list[Fit]:
    """The prospects who fit best, with all their answers; nobody while there is nothing to fit to."""
    if not records.criteria:
        return []
    return [_fit(records, contact) for contact in ranked(records)[:BEST_FITS_SHOWN]]


@dataclass(frozen=True)
class AnswerOnly(Cell):
    """A cell of which nothing but the answer was loaded."""

    given: str

    @property
    def answer(self) -> str:
        """`meets`, `does_not` or `unknown`."""
        return self.given


def _fit(records: Records, contact: Contact) -> Fit:
    answers = records.answers.get(contact.pk, {})
    unknown = Answer.UNKNOWN.value
    cells = (AnswerOnly(contact, one, None, answers.get(one.pk, unknown)) for one in records.criteria)
    return Fit(contact, tuple(cells))
