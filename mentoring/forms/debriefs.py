"""Writing down how a meeting went: how it ended first; what is worth thinking over stands apart."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..dates.days import plain_day
from ..models import Answer, Assessment, Meeting, MentorCriterion
from ..models.assessments import Finding, find_out, fits
from ..models.prospects import usual_day_to_ask_again
from .assessments import AssessmentQuestion, answer_field, evidence_field
from .base import OwnedModelForm
from .layout import render_choices, render_inside
from .not_now import checked_day, day_to_ask_again

Outcome = Meeting.Outcome


class WrittenDownForm(OwnedModelForm):
    """What a first meeting and a session are written down with: only once held."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        self.fields["one_thing"].help_text = _("It goes into your thank-you.")

    def clean(self):
        """Only a meeting that took place can be written down."""
        cleaned = super().clean()
        self.instance.require_can_be_written_down(self.today)
        return cleaned

    def save(self, commit=True):
        """Write it down; the base form holds the transaction."""
        self.instance.write_down(self.today, **self.answers())
        return self.instance

    def answers(self) -> dict:
        """What the meeting is written down with."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class RecordForm(WrittenDownForm):
    """How a first meeting ended, the notes, the one thing; six questions and the criteria that they leave open."""

    # Questions that say something about a criterion, by the key of the suggestion it came from.
    FEEDS = {"has_time": "time", "personality": "personality", "approach": "approach"}
    SAID = {Meeting.Said.YES.value: Answer.MEETS.value, Meeting.Said.NO.value: Answer.DOES_NOT.value}

    ask_again_on = day_to_ask_again()

    class Meta:
        model = Meeting
        fields = ["outcome", "notes", "one_thing", *Meeting.QUESTIONS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = {"name": self.instance.contact.first_name}
        criteria = MentorCriterion.objects.owned_by(self.owner).must_haves_first()
        [self.fit] = fits([self.instance.contact], criteria)
        # What one of the questions answers is asked by that alone.
        self.open = [
            cell for cell in self.fit.unknown if cell.criterion.suggestion not in self.FEEDS.values()
        ]
        self._ask_how_it_ended(name)
        self._ask_to_think(name)
        for cell in self.open:
            pk = cell.criterion.pk
            self.fields[f"answer_{pk}"] = answer_field(cell.criterion)
            self.fields[f"evidence_{pk}"] = evidence_field(cell.criterion)
            self.initial |= {f"answer_{pk}": cell.answer, f"evidence_{pk}": cell.evidence}

    def _ask_how_it_ended(self, name):
        words = {
            Outcome.GOOD_FIT: _("We’re a good fit"),
            Outcome.TALK_AGAIN: _("Let’s talk again"),
            Outcome.NOT_NOW: _("Not now"),
            Outcome.NOT_A_FIT: _("Not a fit"),
            Outcome.SAID_NO: _("%(name)s said no"),
            Outcome.UNDECIDED: _("Not sure yet"),
        }
        left = {*Outcome.closing(), Outcome.NOT_NOW} - {self.instance.outcome}
        is_asked = not self.is_bound or self.data.get(self.add_prefix("outcome")) in left
        if is_asked and self.instance.contact.agreements.running().exists():
            words = {outcome: label for outcome, label in words.items() if outcome not in left}
        self.fields["outcome"] = forms.ChoiceField(
            label=_("How did it end?"),
            choices=[(outcome.value, label % name) for outcome, label in words.items()],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose how it ended")},
        )
        rests = self.instance.outcome == Outcome.NOT_NOW
        usual = usual_day_to_ask_again(self.today)
        self.initial["ask_again_on"] = self.instance.ask_again_on if rests else usual
        self.fields["one_thing"].label = _("The one thing I’ll act on")

    def _ask_to_think(self, name):
        words = {
            "up_front": _("Did you say you’re looking for a mentor?"),
            "has_time": _("Does %(name)s have an hour a month?"),
            "willing": _("Is %(name)s willing?"),
            "backgrounds": _("Did you both share your background?"),
            "personality": _("Do you get on?"),
            "approach": _("Could you learn from how %(name)s works?"),
        }
        for question, label in words.items():
            self.fields[question] = forms.ChoiceField(
                label=label % name, choices=Meeting.Said.choices, required=False, widget=forms.RadioSelect
            )

    def clean_ask_again_on(self) -> dt.date | None:
        """Read with a “not now” only."""
        if self.data.get(self.add_prefix("outcome")) != Outcome.NOT_NOW:
            return None
        return checked_day(self.cleaned_data["ask_again_on"], self.instance.ask_again_on)

    @property
    def outcome_tiles(self) -> SafeString:
        """The outcomes as tiles, each with what comes next; the day to ask again stands in its own."""
        hints = {
            Outcome.GOOD_FIT.value: _("Next: write the agreement."),
            Outcome.TALK_AGAIN.value: _("Next: find a day."),
            Outcome.NOT_NOW.value: _("Next: ask again in six months."),
            Outcome.NOT_A_FIT.value: _("Next: say thank you."),
            Outcome.SAID_NO.value: _("Next: say thank you."),
            Outcome.UNDECIDED.value: _("We’ll ask again in a week."),
        }
        inside = {Outcome.NOT_NOW.value: render_inside(self["ask_again_on"], "if-not-now")}
        return render_choices(self["outcome"], hints=hints, pair=True, inside=inside, as_heading=True)

    @property
    def questions(self) -> list[forms.BoundField]:
        """The six questions to think over."""
        return [self[name] for name in Meeting.QUESTIONS]

    @property
    def criteria(self) -> list[AssessmentQuestion]:
        """The criteria still unknown about this person, must-haves first."""
        return [
            AssessmentQuestion(
                cell.criterion,
                self[f"answer_{cell.criterion.pk}"],
                self[f"evidence_{cell.criterion.pk}"],
                None,
            )
            for cell in self.open
        ]

    @property
    def has_thought(self) -> bool:
        """Whether something to think over was answered, or has to be looked at: then it stands open."""
        first = {"outcome", "ask_again_on", "notes", "one_thing"}
        answered = any(field.value() for field in self.questions)
        changed = self.is_bound and any(name.startswith("answer_") for name in self.changed_data)
        return answered or changed or any(name not in {*first, "__all__"} for name in self.errors)

    def answers(self) -> dict:
        """With the day to ask again."""
        return super().answers() | {"ask_again_on": self.cleaned_data["ask_again_on"]}

    def save(self, commit=True):
        """Write the meeting down with all that follows from it."""
        meeting = super().save(commit)
        find_out(meeting.contact, self._followed() | self._found(), on=meeting.day)
        return meeting

    def _found(self) -> dict[int, Finding]:
        """What was found out about criteria, as far as something new was said."""
        found = {}
        for cell in self.open:
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
