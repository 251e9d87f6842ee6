"""Planning a meeting, preparing it and writing down how it went."""

import datetime as dt

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..days import plain_day
from ..models import Answer, Assessment, Introduction, Meeting, MentorCriterion
from ..models.assessments import Finding, find_out, fits
from ..text import record_number
from .assessments import Question, answer_field, evidence_field
from .base import OwnedModelForm
from .introductions import contact_choices
from .layout import FormRow, render_choices

MINUTES = {Meeting.Kind.FIRST.value: 30, Meeting.Kind.SESSION.value: 60}


class MeetingForm(OwnedModelForm):
    """When, where and with whom. The person stays the same once it is planned, the kind once it was held."""

    introduction = forms.ModelChoiceField(
        Introduction.objects.all(), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Meeting
        fields = ["contact", "kind", "starts_at", "minutes", "place", "where"]
        labels = {"starts_at": gettext_lazy("Day and time")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].required = False
        self.fields["minutes"].help_text = _("When empty: 30 for a first meeting, 60 for a session.")
        self.fields["where"].help_text = _("A place, a link or a number.")
        if self.instance.pk:
            del self.fields["contact"], self.fields["introduction"]
        else:
            self._offer_contacts(self.fields["contact"])
        if self.instance.recorded_on:
            del self.fields["kind"]

    def _offer_contacts(self, field):
        """Everybody who is not archived may be met; the select shows prospects first, and not tens of thousands."""
        field.queryset = field.queryset.current()
        chosen = self.initial.get("contact")
        if self.is_bound:
            chosen = field.queryset.filter(pk=record_number(self.data.get("contact", ""))).first()
        prospects = Q(prospect_on__isnull=False, closed_on__isnull=True)
        words = (_("Choose one of your contacts"), _("Prospects"), _("Everybody else"))
        field.choices = contact_choices(field.queryset, prospects, words, chosen)

    def layout(self):
        """The person and the kind first, then the time, then the place."""
        first = [name for name in ("contact", "kind") if name in self.fields]
        return Layout(
            *([FormRow(*first)] if first else []), FormRow("starts_at", "minutes"), FormRow("place", "where")
        )

    def clean(self):
        """A no is taken, the length follows the kind, and what was held stays in the past."""
        cleaned = super().clean()
        kind = cleaned.get("kind", self.instance.kind)
        contact = cleaned.get("contact") or (self.instance.contact if self.instance.pk else None)
        if "minutes" in cleaned and cleaned["minutes"] is None:
            cleaned["minutes"] = MINUTES[kind]
        if contact and kind == Meeting.Kind.FIRST and contact.said_no and not self.instance.recorded_on:
            field = "contact" if "contact" in self.fields else "kind"
            words = _("%(name)s said no, and a no is taken. Ask who else comes to mind.")
            self.add_error(field, words % {"name": contact.first_name})
        if self.instance.recorded_on and cleaned.get("starts_at"):
            self._check_held(timezone.localdate(cleaned["starts_at"]))
        return cleaned

    def _check_held(self, day: dt.date):
        latest = min(filter(None, (self.instance.recorded_on, self.instance.thanked_on)))
        if day > latest:
            words = _("Choose %(day)s or an earlier day: by then you had met")
            self.add_error("starts_at", words % {"day": plain_day(latest, timezone.localdate())})

    def save(self, commit=True):
        """Save; a new first meeting uses the introduction that was made for it."""
        meeting = self.instance
        if not meeting.pk and meeting.kind == Meeting.Kind.FIRST:
            meeting.introduction = self._introduction(meeting.contact)
        if meeting.recorded_on:
            meeting.held_on = meeting.day
        super().save(commit)
        meeting.contact.refresh_last_touch()
        return meeting

    def _introduction(self, contact) -> Introduction | None:
        """The one that was named if it leads to this contact, else the last one made and not used."""
        named = self.cleaned_data.get("introduction")
        if named and named.prospect_id == contact.pk:
            return named
        made = contact.introductions_to.filter(
            made_on__isnull=False, met_on__isnull=True, closed_on__isnull=True
        )
        return made.order_by("made_on", "pk").last()


class PrepareForm(OwnedModelForm):
    """What the person will say and wants to remember."""

    class Meta:
        model = Meeting
        fields = ["up_front_words", "preparation"]
        widgets = {
            "up_front_words": forms.Textarea(attrs={"rows": 5}),
            "preparation": forms.Textarea(attrs={"rows": 4}),
        }

    def clean_up_front_words(self) -> str:
        """The person's own words; those composed from the goals are not kept, so that they follow the goals."""
        words = self.cleaned_data["up_front_words"]
        return "" if words == self.initial["up_front_words"] and not self.instance.up_front_words else words


class RecordForm(OwnedModelForm):
    """How it went: three-way answers, what was found out about criteria, the outcome, the thank-you.

    A session of a running agreement has neither the questions nor an outcome.
    """

    # Answers that say something about a criterion, by the key of the suggestion it came from.
    FEEDS = {"has_time": "time", "personality": "personality", "approach": "approach"}
    SAID = {Meeting.Said.YES.value: Answer.MEETS.value, Meeting.Said.NO.value: Answer.DOES_NOT.value}

    thanked = forms.BooleanField(required=False)

    class Meta:
        model = Meeting
        fields = [*Meeting.QUESTIONS, "notes", "outcome"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        name = self.instance.contact.first_name
        criteria = MentorCriterion.objects.owned_by(self.owner).must_haves_first()
        [self.fit] = fits([self.instance.contact], criteria)
        self.fields["thanked"].label = _("I’ve sent %(name)s a thank-you") % {"name": name}
        self.initial["thanked"] = self.instance.thanked_on is not None
        if self.instance.kind == Meeting.Kind.FIRST:
            self._ask(name)
        else:
            for question in (*Meeting.QUESTIONS, "outcome"):
                del self.fields[question]
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
            label=_("So?"),
            choices=[(outcome.value, outcomes[outcome]) for outcome in Meeting.Outcome],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose how it went")},
        )

    @property
    def covered(self):
        """The questions about what was talked about."""
        return [self[name] for name in Meeting.QUESTIONS[:4] if name in self.fields]

    @property
    def felt(self):
        """The questions about how it felt."""
        return [self[name] for name in Meeting.QUESTIONS[4:] if name in self.fields]

    @property
    def questions(self) -> list[Question]:
        """The criteria still unknown about this person, must-haves first."""
        return [
            Question(
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
            Meeting.Outcome.NOT_A_FIT.value: _("Say thank you all the same."),
            Meeting.Outcome.SAID_NO.value: _("Say thank you, and ask who else comes to mind."),
        }
        return render_choices(self["outcome"], hints=hints, hide_legend=True)

    def clean(self):
        """Only a meeting that took place can be written down."""
        cleaned = super().clean()
        self.instance.require_can_be_written_down(self.today)
        return cleaned

    def save(self, commit=True):
        """Write the meeting down with all that follows from it; the base form holds the transaction."""
        meeting = self.instance
        asked = [name for name in self._meta.fields if name in self.fields]
        meeting.write_down(self.today, **{name: self.cleaned_data[name] for name in asked})
        find_out(meeting.contact, self._followed() | self._found(), on=meeting.day)
        if self.cleaned_data["thanked"] and not meeting.thanked_on:
            meeting.mark_thanked(self.today)
        elif meeting.thanked_on and not self.cleaned_data["thanked"]:
            meeting.forget_thanks()
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
