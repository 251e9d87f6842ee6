"""Step 3: the ask with its pledge: whom to ask for whom and how, the words, and what speaks against asking now."""

import datetime as dt
from functools import cached_property

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import letters
from ..introductions import before_asking
from ..models import Goal, Introduction, LetterKind, MentorCriterion
from ..models.introduction_facts import ASKED, CLOSED, COLUMNS, INTRODUCER_INFORMED
from ..models.introductions import TAKE_NO
from ..status import loading
from .ask_choices import ANYONE, ContactOrWord, WithChoices
from .base import OwnedModelForm
from .contacts import perhaps_known
from .letters import WithLetter

SUGGESTED_MUST_HAVES = 2
WRITE_BY_DAYS = 14
ANSWER_BY_WORKING_DAYS = 7


class AskForm(WithChoices, WithLetter, OwnedModelForm):
    """One ask: who is asked for whom and how, the words, and the pledge without which it doesn't count as asked.

    The buttons say what happens: `update` writes the words anew from the choices and saves nothing,
    `sent` saves it as asked, anything else saves a draft.
    """

    why = forms.CharField(
        label=gettext_lazy("Why it matters to you"),
        required=False,
        max_length=letters.LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    pledge = forms.BooleanField(required=False)
    composed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    # The goal from which the reason and the purpose were filled in.
    filled_for = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    class Meta:
        model = Introduction
        fields = [
            "introducer", "prospect", "channel", "criteria", "goal", "answer_by", "subject", "message", "purpose",
            "write_by",
        ]  # fmt: skip
        field_classes = {"introducer": ContactOrWord, "prospect": ContactOrWord}
        labels = {
            "introducer": gettext_lazy("Who could introduce you?"),
            "prospect": gettext_lazy("Who do you hope to meet?"),
            "criteria": gettext_lazy("They should be someone who"),
            "goal": gettext_lazy("What you’re working on"),
            "answer_by": gettext_lazy("An answer would help by"),
            "purpose": gettext_lazy("I’ll use it to"),
        }
        widgets = {
            "channel": forms.RadioSelect,
            "criteria": forms.CheckboxSelectMultiple,
            "message": forms.Textarea(attrs={"rows": 14}),
        }
        error_messages = {"introducer": {"required": gettext_lazy("Choose who could introduce you")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_sent, self.is_update = "sent" in self.data, "update" in self.data
        goals = Q(status=Goal.Status.ACTIVE) | Q(pk=self.instance.goal_id)
        self.fields["goal"].queryset = self.fields["goal"].queryset.filter(goals)
        self.fields["goal"].empty_label = _("No goal in particular")
        if not self.is_bound:
            self._begin(timezone.localdate())

    def _begin(self, today: dt.date) -> None:
        """Days ahead where there are none, and the reason and the purpose that go with the goal."""
        draft, initial = self.instance, self.initial
        if draft.pk:  # with its people at hand
            initial.update(introducer=draft.introducer, prospect=draft.prospect)
        initial["prospect"] = initial.get("prospect") or ANYONE
        initial.setdefault("pledge", draft.pledged_on is not None)
        if not draft.write_by or draft.write_by < today:
            initial["write_by"] = today + dt.timedelta(days=WRITE_BY_DAYS)
        if not draft.pk or (draft.answer_by and draft.answer_by < today):
            initial["answer_by"] = self.owner.working_days_after(today, ANSWER_BY_WORKING_DAYS)
        initial["goal"] = goal = self._quietly("goal")
        initial["why"] = letters.why_of(goal)
        initial["purpose"] = initial.get("purpose") or letters.purpose_of(goal)
        initial["filled_for"] = goal.pk if goal else ""

    @classmethod
    def suggested(cls, owner, introducer=None, prospect=None, goal=None) -> dict:
        """What a new ask begins with: the first must-haves one can tell from outside, and the first goal."""
        practical = MentorCriterion.Kind.PRACTICALITY
        musts = [one for one in loading.criteria(owner.pk) if one.is_must and one.kind != practical]
        return {
            "introducer": introducer,
            "prospect": prospect,
            "criteria": [criterion.pk for criterion in musts[:SUGGESTED_MUST_HAVES]],
            "goal": goal or next((one for one in loading.goals(owner.pk) if one.is_active), None),
            "channel": Introduction.Channel.IN_PERSON,
        }

    # The words that follow from what is chosen

    @property
    def ask(self) -> letters.Ask:
        """What the words are made from."""
        chosen = self.chosen
        return letters.Ask(
            owner=self.owner,
            introducer=chosen.introducer,
            prospect=chosen.prospect,
            goal=chosen.goal,
            criteria=chosen.criteria,
            why=chosen.why or "",
            answer_by=chosen.answer_by,
            today=timezone.localdate(),
        )

    def compose(self) -> letters.Letter:
        """The letter as it follows from the choices."""
        return self.ask.letter(letters.own_wording(self.owner, LetterKind.ASK))

    @property
    def is_spoken(self) -> bool:
        """Whether it is said, and nothing is sent."""
        return self.chosen.channel == Introduction.Channel.IN_PERSON

    @cached_property
    def spoken(self) -> str:
        """What one could say."""
        return self.ask.spoken

    @property
    def spoken_size(self) -> dict[str, int]:
        """How long that is, in words and in seconds."""
        words = letters.count_words(self.spoken)
        return {"words": words, "seconds": letters.seconds_to_say(words)}

    @property
    def recipient(self) -> str:
        """The address of who is asked; "" before one is chosen."""
        return self.chosen.introducer.email if self.chosen.introducer else ""

    def open_letter(self) -> None:
        """Show the saved letter, or a composed one where nothing is written yet."""
        if self.instance.message:
            self.initial["composed"] = self.compose().mark
        elif not self.is_spoken:
            self.rewrite()

    def follow(self) -> None:
        """What was filled in from one goal, and stands as it was, follows to the goal that is chosen now."""
        goal, before = self.chosen.goal, self._read("goal", self["filled_for"].value())
        if goal == before:
            return
        self.data = self.data.copy()
        for name, filled in (("why", letters.why_of), ("purpose", letters.purpose_of)):
            if self.data.get(name, "") == filled(before):
                self.data[name] = filled(goal)
                self.cleaned_data.pop(name, None)
        self.data["filled_for"] = str(goal.pk) if goal else ""
        del self.chosen

    def _check_revision(self):
        """Only what is saved can overwrite something: an update keeps what the page was opened at."""
        if not self.is_update:
            super()._check_revision()

    def as_it_stands(self, record) -> "AskForm":
        """With the letter as the page shows it."""
        form = AskForm(instance=record, owner=self.owner)
        form.open_letter()
        return form

    @property
    def checks(self) -> list[letters.Check]:
        """Whether the letter, as it stands, is specific enough."""
        found = letters.check_ask(self["message"].value() or "", self.ask)
        return [check for check in found if check.text]

    @cached_property
    def before_asking(self) -> list[str]:
        """The same warnings as on saving, shown while there is still time to wait."""
        return self.warnings or self._warnings(self.chosen.introducer, self.chosen.prospect)

    # Rules

    def full_clean(self):
        """As ever; what is wrong is marked at the fields the page lays out by hand."""
        super().full_clean()
        if self.is_update and self._errors:
            self._keep_to_choices()
        self.mark_errors()

    def _keep_to_choices(self) -> None:
        """Leave only choices that cannot be: before it is saved nobody has to be chosen, and nothing else matters."""
        for name in set(self._errors):
            if name not in self.CHOSEN or not self.data.get(name):
                del self._errors[name]
        self.warnings = []

    def clean(self):
        """Whom it is about, the pledge when it was sent, and then what every form asks."""
        cleaned = self.cleaned_data
        self.check_introducer()
        if cleaned.get("prospect"):
            self._check_prospect(cleaned["prospect"])
            cleaned["criteria"] = []
        if self.is_sent:
            self._check_pledge()
        if not self.is_update:
            cleaned |= self._words_to_keep()
        return super().clean()

    def _words_to_keep(self) -> dict[str, str]:
        """What was said, or is kept of a draft: words that nobody changed are made from what was chosen last."""
        if self.is_spoken and (self.is_sent or not self.has_own_words()):
            return {"subject": "", "message": self.spoken if self.is_sent else ""}
        if self.is_sent or self.is_spoken or self.letter.mark != self["composed"].value():
            return {}
        self.rewrite()
        return {name: self.data[name] for name in ("subject", "message")}

    def _check_prospect(self, prospect) -> None:
        introducer = self.cleaned_data.get("introducer")
        if prospect == introducer:
            self.add_error("prospect", _("Nobody can introduce you to themselves"))
        elif prospect.said_no:
            self.add_error("prospect", TAKE_NO % {"name": prospect.first_name})
        elif self.is_sent and introducer and self._is_asked(introducer, prospect):
            self.add_error("prospect", _("You’ve already asked this introducer about this person"))

    def _is_asked(self, introducer, prospect) -> bool:
        same = [one for one in self._others if (one.introducer, one.prospect) == (introducer, prospect)]
        return any(ASKED.day(one) and not (INTRODUCER_INFORMED.day(one) or CLOSED.day(one)) for one in same)

    def _check_pledge(self) -> None:
        cleaned = self.cleaned_data
        if not cleaned.get("pledge"):
            self.add_error("pledge", _("Tick the promise, or save this as a draft"))
        if "purpose" in cleaned and not cleaned["purpose"]:
            self.add_error("purpose", _("Say what you’ll use it for"))
        if "write_by" in cleaned and cleaned["write_by"] is None:
            self.add_error("write_by", _("Choose the day you’ll write by"))
        for name in ("write_by", "answer_by"):
            if cleaned.get(name) and cleaned[name] < timezone.localdate():
                self.add_error(name, _("Choose today or a later day"))

    def manners(self) -> list[str]:
        """What is unwise about asking now, which a draft may wait for; and who may be there already."""
        cleaned = self.cleaned_data
        found = perhaps_known(self.new_contact, in_place=True) if self.new_contact else []
        if self.is_sent:
            found += self._warnings(cleaned.get("introducer"), cleaned.get("prospect"))
        return found

    def _warnings(self, introducer, prospect) -> list[str]:
        today = timezone.localdate()
        return before_asking.before_asking(self.owner, self._others, introducer, prospect, today)

    @cached_property
    def _others(self) -> list[Introduction]:
        return before_asking.weighed(self.owner, timezone.localdate(), self.instance.pk)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {*COLUMNS, "pledged_on", "closed_because"}

    def _post_clean(self):
        # The database's rules about an ask hold for the record as it will be saved.
        if not self.errors:
            today = timezone.localdate()
            pledged_on = self.instance.pledged_on or today
            self.instance.pledged_on = pledged_on if self.cleaned_data["pledge"] else None
            self.instance.asked_on = today if self.is_sent else None
        super()._post_clean()
        if self.errors:
            self.instance.asked_on = None

    def save(self, commit=True):
        """Save it with whom was typed in place; sent means asked, with all that follows from it."""
        if self.new_contact:
            self.new_contact.save()
            self.instance.introducer = self.new_contact
        ask, goal = super().save(commit), self.cleaned_data["goal"]
        if self.is_sent:
            ask.follow(ASKED)
        if goal and self.cleaned_data["why"] and not goal.why.strip():
            goal.record(why=self.cleaned_data["why"])
        return ask
