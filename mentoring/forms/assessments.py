"""What the person knows about a contact, criterion by criterion, in one form."""

from collections.abc import Iterable
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Answer, Assessment, MentorCriterion
from ..models.assessments import Cell, Finding
from ..text.text import going_on, sentence_start
from .base import OwnedForm, VisibleCharField

ANSWERS = [
    (Answer.MEETS.value, Answer.MEETS.label),
    (Answer.DOES_NOT.value, Answer.DOES_NOT.label),
    (Answer.UNKNOWN.value, gettext_lazy("Don’t know")),
]


class AssessmentQuestion(NamedTuple):
    """One criterion as the page asks about it: its fields, ready to print."""

    criterion: MentorCriterion
    answer: forms.BoundField
    evidence: forms.BoundField
    source: forms.BoundField | None


def answer_field(criterion: MentorCriterion, required: bool = False) -> forms.ChoiceField:
    """Meets, doesn't or don't know."""
    return forms.ChoiceField(
        label=str(criterion),
        choices=ANSWERS,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )


def evidence_field(criterion: MentorCriterion) -> forms.CharField:
    """How one knows, in a line."""
    words = {"placeholder": _("How you know"), "class": "form-control form-control-sm"}
    return VisibleCharField(
        label=_("How you know: %(criterion)s") % {"criterion": criterion},
        required=False,
        max_length=Assessment._meta.get_field("evidence").max_length,
        widget=forms.TextInput(attrs=words),
    )


class AnswersForm(OwnedForm):
    """Every criterion of `cells` with answer, evidence and source: plain fields, so that it costs no query.

    A criterion that is not in what was posted (added meanwhile) stays as it is. Each answer carries the
    state in which it was seen: one that was changed in another window meanwhile is told, not overwritten.
    `only` asks about a single cell: then an answer has to be chosen.
    """

    def __init__(self, *args, cells: Iterable[Cell], only: bool = False, **kwargs):
        self.cells = list(cells)
        self.only = only
        super().__init__(*args, **kwargs)
        for cell in self.cells:
            self._add(cell)
        if self.is_bound:
            self.data = self.data.copy()

    def _add(self, cell):
        sources = [("", _("Where from?"))]
        sources += [(source.value, sentence_start(str(source.label))) for source in Assessment.Source]
        pk, stands = cell.criterion.pk, Finding.of(cell.assessment)
        self.fields[f"answer_{pk}"] = answer_field(cell.criterion, required=self.only)
        self.fields[f"evidence_{pk}"] = evidence_field(cell.criterion)
        self.fields[f"source_{pk}"] = forms.ChoiceField(
            choices=sources,
            required=False,
            label=_("Where from: %(criterion)s") % {"criterion": cell.criterion},
            widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
        )
        self.fields[f"seen_{pk}"] = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
        self.initial |= {
            f"answer_{pk}": stands.answer,
            f"evidence_{pk}": stands.evidence,
            f"source_{pk}": stands.source,
            f"seen_{pk}": stamp(cell),
        }

    def clean(self):
        """Tell of each answer that stands differently now than when this page was opened."""
        cleaned = super().clean()
        for cell in self.cells:
            pk = cell.criterion.pk
            finding, stands = self.finding(cell), Finding.of(cell.assessment)
            if finding in (None, stands) or cleaned.get(f"seen_{pk}") in ("", None, stamp(cell)):
                continue
            # Saving again from this page is then on purpose.
            self.data[f"seen_{pk}"] = stamp(cell)
            self.add_error(
                f"answer_{pk}",
                _("This was changed in another window to “%(answer)s”. Save again to keep what’s here.")
                % {"answer": ", ".join(filter(None, (str(Answer(cell.answer).label), cell.evidence)))},
            )
        return cleaned

    def finding(self, cell: Cell) -> Finding | None:
        """What was answered about one criterion; None when it was not asked or not readable."""
        pk = cell.criterion.pk
        answer = self.cleaned_data.get(f"answer_{pk}")
        if not answer or f"evidence_{pk}" not in self.cleaned_data:
            return None
        return Finding(answer, self.cleaned_data[f"evidence_{pk}"], self.cleaned_data.get(f"source_{pk}", ""))

    def findings(self) -> dict[int, Finding]:
        """Everything that was answered, by the criterion's pk, as `find_out` takes it."""
        found = {cell.criterion.pk: self.finding(cell) for cell in self.cells}
        return {pk: finding for pk, finding in found.items() if finding is not None}

    def questions(self, importance: str = "") -> list[AssessmentQuestion]:
        """The criteria (of one importance) with their fields, in the order of the page."""
        return [
            AssessmentQuestion(
                cell.criterion,
                self[f"answer_{cell.criterion.pk}"],
                self[f"evidence_{cell.criterion.pk}"],
                self[f"source_{cell.criterion.pk}"],
            )
            for cell in self.cells
            if importance in ("", cell.criterion.importance)
        ]

    @property
    def must_haves(self) -> list[AssessmentQuestion]:
        """The questions about must-haves."""
        return self.questions(MentorCriterion.Importance.MUST)

    @property
    def nice_to_haves(self) -> list[AssessmentQuestion]:
        """The questions about nice-to-haves."""
        return self.questions(MentorCriterion.Importance.NICE)


def stamp(cell: Cell) -> str:
    """The state of an answer, to notice that it changed: which record at which revision; "-" without one."""
    return f"{cell.assessment.pk}.{cell.assessment.revision}" if cell.assessment else "-"


def as_question(text: str) -> str:
    """A criterion as the middle of a question: "reads a balance sheet, and can teach it?"."""
    text = text.rstrip(" .?")
    # Only a plain word is taken down: not "CEO", not "I".
    plain = text[1:2].islower()
    return (going_on(text) if plain else text) + "?"
