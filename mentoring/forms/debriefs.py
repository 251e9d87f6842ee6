"""Writing down how a first meeting went, in two minutes: answers, a debrief from 1 to 5, and what comes of it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates.days import plain_day
from ..models import Answer, Assessment, Meeting, MentorCriterion
from ..models.assessments import Finding, find_out, fits
from ..models.meeting_facts import THANKED
from .assessments import AssessmentQuestion, answer_field, evidence_field
from .base import OwnedModelForm
from .layout import render_choices

RATED = [f"rated_{name}" for name in Meeting.RATINGS]
RATINGS = [*((number, str(number)) for number in range(1, 6)), ("", gettext_lazy("Can’t say"))]


def rating_field(label: str) -> forms.TypedChoiceField:
    """A number from 1 to 5, or nothing: as a line of radios."""
    return forms.TypedChoiceField(
        label=label,
        choices=RATINGS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class WrittenDownForm(OwnedModelForm):
    """What a first meeting and a session are written down with: only once held, and with a tick for the thanks."""

    thanked = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        name = {"name": self.instance.contact.first_name}
        self.fields["thanked"].label = _("I’ve sent %(name)s a thank-you") % name
        self.fields["one_thing"].help_text = _("It goes into your thank-you.")
        self.initial["thanked"] = self.instance.thanked_on is not None

    def clean(self):
        """Only a meeting that took place can be written down."""
        cleaned = super().clean()
        self.instance.require_can_be_written_down(self.today)
        return cleaned

    def save(self, commit=True):
        """Write it down, thanked or not; the base form holds the transaction."""
        meeting, is_thanked = self.instance, self.cleaned_data["thanked"]
        answers = {name: self.cleaned_data[name] for name in self._meta.fields}
        if is_thanked != bool(meeting.thanked_on):
            day = max(self.today, meeting.held_on or meeting.day)
            answers[THANKED.column] = day if is_thanked else None
        meeting.write_down(self.today, **answers)
        return meeting


class RecordForm(WrittenDownForm):
    """How a first meeting went: answers, what was found out about criteria, the debrief, the outcome, the thanks."""

    # Answers that say something about a criterion, by the key of the suggestion it came from.
    FEEDS = {"has_time": "time", "personality": "personality", "approach": "approach"}
    SAID = {Meeting.Said.YES.value: Answer.MEETS.value, Meeting.Said.NO.value: Answer.DOES_NOT.value}

    class Meta:
        model = Meeting
        fields = [*Meeting.QUESTIONS, "notes", *RATED, "debrief", "one_thing", "outcome"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.instance.contact.first_name
        criteria = MentorCriterion.objects.owned_by(self.owner).must_haves_first()
        [self.fit] = fits([self.instance.contact], criteria)
        self._ask(name)
        self._rate(name)
        for cell in self.fit.unknown:
            pk = cell.criterion.pk
            self.fields[f"answer_{pk}"] = answer_field(cell.criterion)
            self.fields[f"evidence_{pk}"] = evidence_field(cell.criterion)
            self.initial |= {f"answer_{pk}": cell.answer, f"evidence_{pk}": cell.evidence}

    def _ask(self, name):
        words = {
            "up_front": _("Were you up-front about wanting a mentor?"),
            "has_time": _("Does %(name)s have the time?"),
            "willing": _("Is %(name)s willing?"),
            "backgrounds": _("Did you share your backgrounds?"),
            "personality": _("Do your personalities fit?"),
            "approach": _("Do your ways of working fit?"),
        }
        for question, label in words.items():
            self.fields[question] = forms.ChoiceField(
                label=label % {"name": name},
                choices=Meeting.Said.choices,
                required=False,
                widget=forms.RadioSelect,
            )
        outcomes = dict(Meeting.Outcome.choices) | {
            Meeting.Outcome.SAID_NO: _("%(name)s said no") % {"name": name}
        }
        self.fields["outcome"] = forms.ChoiceField(
            label=_("What did you decide?"),
            choices=[(outcome.value, outcomes[outcome]) for outcome in Meeting.Outcome],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose how it went")},
        )

    def _rate(self, name):
        words = {
            "expertise": _("Does %(name)s know what your goals need?"),
            "ease": _("How easy was the talk?"),
            "values": _("How much do you value the same things?"),
            "way": _("How well does %(name)s’s approach suit you?"),
            "challenge": _("How usefully did %(name)s challenge you?"),
            "trust": _("How far would you trust %(name)s with something difficult?"),
        }
        for rating, label in words.items():
            self.fields[f"rated_{rating}"] = rating_field(label % {"name": name})
        self.fields["debrief"].help_text = _("Only for you. What stood out?")

    @property
    def covered(self):
        """The questions about what was talked about."""
        return [self[name] for name in Meeting.QUESTIONS[:4]]

    @property
    def felt(self):
        """The questions about how it felt."""
        return [self[name] for name in Meeting.QUESTIONS[4:]]

    @property
    def rated(self):
        """The debrief, from 1 to 5."""
        return [self[name] for name in RATED]

    @property
    def questions(self) -> list[AssessmentQuestion]:
        """The criteria still unknown about this person, must-haves first."""
        return [
            AssessmentQuestion(
                cell.criterion,
                self[f"answer_{cell.criterion.pk}"],
                self[f"evidence_{cell.criterion.pk}"],
                None,
            )
            for cell in self.fit.unknown
        ]

    @property
    def outcome_tiles(self):
        """The outcomes as tiles, each with what comes next."""
        hints = {
            Meeting.Outcome.GOOD_FIT.value: _("Next: write an agreement together."),
            Meeting.Outcome.TALK_AGAIN.value: _("Next: find a day for the second talk."),
            Meeting.Outcome.UNDECIDED.value: _("We’ll ask you again in a week."),
            Meeting.Outcome.NOT_A_FIT.value: _("Say thank you anyway."),
            Meeting.Outcome.SAID_NO.value: _("Say thank you, and ask who else comes to mind."),
        }
        return render_choices(self["outcome"], hints=hints, hide_legend=True)

    def save(self, commit=True):
        """Write the meeting down with all that follows from it."""
        meeting = super().save(commit)
        find_out(meeting.contact, self._followed() | self._found(), on=meeting.day)
        return meeting

    def _found(self) -> dict[int, Finding]:
        """What was found out about criteria, as far as something new was said."""
        found = {}
        for cell in self.fit.unknown:
            pk = cell.criterion.pk
            answer = self.cleaned_data.get(f"answer_{pk}") or Answer.UNKNOWN.value
            evidence = self.cleaned_data.get(f"evidence_{pk}", "")
            if (answer, evidence) != (cell.answer, cell.evidence):
                found[pk] = Finding(answer, evidence, Assessment.Source.MEETING.value)
        return found

    def _followed(self) -> dict[int, Finding]:
        """What the answers of this meeting say about criteria; nothing for an answer that didn't change."""
        words = _("At the meeting on %(day)s") % {"day": plain_day(self.instance.day, self.today)}
        followed = {}
        for question, suggestion in self.FEEDS.items():
            said = self.cleaned_data.get(question, "")
            answer = self.SAID.get(said)
            if answer is None or said == self.initial.get(question):
                continue
            for cell in self.fit.cells:
                if cell.criterion.suggestion == suggestion and cell.answer != answer:
                    followed[cell.criterion.pk] = Finding(answer, words, Assessment.Source.MEETING.value)
        return followed
