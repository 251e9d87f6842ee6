"""What a mentor may answer, without an account: yes, almost, not now or no, a name, a word, and other wordings."""

import datetime as dt
import hashlib
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..dates.days import add_months
from ..identity.greetings import called
from ..models import MentorAnswer, Suggestion
from ..models.terms import LONGEST_CLAUSE, LONGEST_PLACE
from ..text.letters import without_hidden
from ..text.text import says_something, validate_visible
from .base import PlainHelper, TypedCharField
from .field_errors import InOurWords

Clause = Suggestion.Clause
# The clauses that stand together under one heading of the paper, by the key of that section.
UNDER = {
    "goals": [Clause.GOALS],
    "time": [Clause.TIME],
    "meetings": [Clause.WHERE, Clause.ARRANGEMENTS],
    "confidentiality": [Clause.CONFIDENTIALITY, Clause.EXCEPTIONS],
    "boundaries": [Clause.BOUNDARIES, Clause.CONTACT],
    "commitments": [Clause.MENTEE, Clause.MENTOR],
    "ending": [Clause.ENDING, Clause.AFTERWARDS],
}


def field_name(clause: str) -> str:
    """The name of the field in which another wording of a clause is written."""
    return f"clause_{clause}"


# After how many months a mentor may want to be asked again.
MONTHS = ((1, _("In a month")), (3, _("In three months")), (6, _("In six months")))


class AnswerForm(InOurWords, forms.Form):
    """The answer to one version. Nothing is chosen beforehand; each clause starts with its words as they stand."""

    kind = forms.ChoiceField(
        choices=MentorAnswer.Kind,
        widget=forms.RadioSelect,
        label=_("Your answer"),
        error_messages={"required": _("Choose one of the four answers")},
    )
    # Read with a “not now” only; the page shows it with that.
    again = forms.TypedChoiceField(
        choices=MONTHS, coerce=int, required=False, initial=3, label=_("Ask me again")
    )
    note = TypedCharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[validate_visible],
    )
    name = TypedCharField(
        label=_("Your name"),
        max_length=200,
        validators=[validate_visible],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name")},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    # The words that stood on the page: an answer is never taken for other words.
    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, agreement, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        self.initial.setdefault("form_key", uuid.uuid4())
        self.initial.setdefault("shown", agreement.fingerprint(words))
        self.fields["note"].label = _("A note to %(name)s") % {"name": agreement.owner.first_name}
        self.places = []
        for section in words:
            clauses = UNDER.get(section["key"]) or [Clause(section["key"])]
            names = [self._add(clause) for clause in clauses]
            self.places.append((section["title"], names))

    def _add(self, clause: str) -> str:
        """A field for another wording of this clause; its name."""
        name, label = field_name(clause), str(Clause(clause).label)
        people = {"mentee_commits": "mentee", "mentor_commits": "mentor"}
        if clause in people:
            label = _("What %(name)s commits to") % {"name": called(self.agreement.between[people[clause]])}
        in_own_words = clause in Suggestion.IN_OWN_WORDS
        self.fields[name] = forms.CharField(
            required=False,
            label=label,
            max_length=LONGEST_PLACE if clause == Clause.WHERE else LONGEST_CLAUSE,
            initial="" if in_own_words else getattr(self.agreement, clause),
            help_text=_("Say in your own words what should be different.") if in_own_words else "",
            widget=forms.Textarea(attrs={"rows": 2 if in_own_words else 4}),
        )
        self.fields[f"was_{name}"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=_fingerprint(self.fields[name].initial)
        )
        return name

    @property
    def helper(self):
        """How crispy prints the fields; the template owns the form."""
        return PlainHelper(self)

    @property
    def groups(self) -> list[dict]:
        """The fields for other wordings, under the headings of the paper; open where one was changed."""
        return [
            {
                "title": title,
                "fields": [self[name] for name in names],
                "hidden": [self[f"was_{name}"] for name in names],
                "is_open": self.is_bound and any(name in self.changed_clauses() for name in names),
            }
            for title, names in self.places
        ]

    def changed_clauses(self) -> dict[str, str]:
        """The fields in which another wording stands, each with its text."""
        written = {}
        for _title, names in self.places:
            for name in names:
                text = _flat(self[name].value())
                if is_other_wording(text, self[f"was_{name}"].value()):
                    written[name] = text
        return written

    def turn_to_present_words(self) -> None:
        """After the words have changed meanwhile: show the present ones where nothing was written over them."""
        written = self.changed_clauses()
        self.data = self.data.copy()
        self.data["shown"] = self.agreement.fingerprint()
        for _title, names in self.places:
            for name in names:
                present = self.fields[name].initial
                if name not in written:
                    self.data[name] = present
                self.data[f"was_{name}"] = _fingerprint(present)

    @property
    def ask_again_on(self) -> dt.date | None:
        """The day from which on they may be asked again, after a “not now”."""
        months = self.cleaned_data.get("again")
        return add_months(timezone.localdate(), months) if months else None

    @property
    def suggestions(self) -> dict[str, str]:
        """The other wordings, by clause."""
        return {name.removeprefix("clause_"): text for name, text in self.changed_clauses().items()}

    def clean(self):
        """Almost needs a word on what to change, and another wording is no yes."""
        cleaned = super().clean()
        kind, written = cleaned.get("kind"), self.changed_clauses()
        if kind == MentorAnswer.Kind.ALMOST and not written and not cleaned.get("note"):
            raise ValidationError(_("Say what you’d like to change: in a clause, or in the note"))
        if kind and kind != MentorAnswer.Kind.ALMOST and written:
            self.add_error(
                "kind", _("You changed a clause. Choose “Almost”, or put the clause back as it was")
            )
        return cleaned


def is_other_wording(text: str, was: object) -> bool:
    """Whether other words stand in the field of a clause than those it was shown with."""
    return says_something(text) and _fingerprint(text) != was


def _fingerprint(text: object) -> str:
    """What tells the words a field was shown with, so that only another wording counts as one."""
    return hashlib.sha256(_flat(text).encode("utf-8", "replace")).hexdigest()[:16]


def _flat(text: object) -> str:
    """A text as it is compared and kept: browsers send other line breaks than they were given."""
    return without_hidden("\n".join(str(text or "").split("\r\n"))).strip()
