"""Step 3: the ask with its pledge, and the first message to somebody whom the person knows; each with its words."""

import datetime as dt
from functools import cached_property
from typing import ClassVar

from django import forms
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import letters
from ..identity.likeness import own_words
from ..models import Contact, Introduction, LetterKind, MentorCriterion
from ..models.introduction_facts import ASKED, CLOSED, INTRODUCER_INFORMED, WRITTEN
from ..models.introductions import TAKE_NO
from ..models.sought import goal_to_ask_for
from ..status import loading
from .ask_choices import ANYONE, ContactOrWord, WithChoices
from .composer import PLEDGE, ComposerForm
from .contacts import perhaps_known
from .layout import render_choices

SUGGESTED_MUST_HAVES = 2
ANSWER_BY_WORKING_DAYS = 7


class AskForm(WithChoices):
    """One ask: who is asked for whom and how, the words, and the pledge without which it doesn't count as asked."""

    KIND = LetterKind.ASK
    FROM_GOAL: ClassVar = {"why": letters.why_of, **WithChoices.FROM_GOAL}

    why = forms.CharField(
        label=gettext_lazy("Why it matters to you"),
        required=False,
        max_length=letters.LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Introduction
        fields = [
            "introducer", "prospect", "channel", "criteria", "goal", "answer_by", "subject", "message", *PLEDGE,
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
        if not self.is_bound:
            self._begin(timezone.localdate())

    def _begin(self, today: dt.date) -> None:
        """Days ahead where there are none, and the reason and the purpose that go with the goal."""
        draft, initial = self.instance, self.initial
        if draft.pk:  # with its people at hand
            initial.update(introducer=draft.introducer, prospect=draft.prospect)
        initial["prospect"] = initial.get("prospect") or ANYONE
        if not draft.pk or (draft.answer_by and draft.answer_by < today):
            initial["answer_by"] = self.owner.working_days_after(today, ANSWER_BY_WORKING_DAYS)
        super()._begin(today)

    @classmethod
    def suggested(cls, owner, introducer=None, prospect=None, goal=None) -> dict:
        """What a new ask begins with: the first must-haves one can tell from outside, and the first goal sought."""
        practical = MentorCriterion.Kind.PRACTICALITY
        musts = [one for one in loading.criteria(owner.pk) if one.is_must and one.kind != practical]
        return {
            "introducer": introducer,
            "prospect": prospect,
            "criteria": [criterion.pk for criterion in musts[:SUGGESTED_MUST_HAVES]],
            "goal": goal or goal_to_ask_for(owner),
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

    def _look_over(self, message: str) -> list[letters.Check]:
        return letters.check_ask(message, self.ask)

    @cached_property
    def before_asking(self) -> list[str]:
        """The same warnings as on saving, shown while there is still time to wait."""
        return self.warnings or self.warnings_about(self.chosen.introducer, self.chosen.prospect)

    # Rules

    def clean(self):
        """Whom it is about, the pledge when it was sent, and then what every form asks."""
        cleaned = self.cleaned_data
        self.check_introducer()
        if cleaned.get("prospect"):
            self._check_prospect(cleaned["prospect"])
            cleaned["criteria"] = []
        if self.is_sent:
            self._check_promise()
        if not self.is_update:
            cleaned |= self.words_to_keep()
        return super().clean()

    def _check_prospect(self, prospect) -> None:
        introducer = self.cleaned_data.get("introducer")
        if prospect == introducer:
            self.add_error("prospect", _("Nobody can introduce you to themselves"))
        elif prospect.said_no:
            self.add_error("prospect", TAKE_NO % {"name": prospect.first_name})
        elif self.is_sent and introducer and self._is_asked(introducer, prospect):
            self.add_error("prospect", _("You’ve already asked this introducer about this person"))

    def _is_asked(self, introducer, prospect) -> bool:
        same = [one for one in self.others if (one.introducer, one.prospect) == (introducer, prospect)]
        return any(ASKED.day(one) and not (INTRODUCER_INFORMED.day(one) or CLOSED.day(one)) for one in same)

    def _check_promise(self) -> None:
        if not self.cleaned_data.get("pledge"):
            self.add_error("pledge", _("Tick the promise, or save this as a draft"))
        self.check_pledge(PLEDGE[1], "answer_by")

    def manners(self) -> list[str]:
        """What is unwise about asking now, which a draft may wait for; and who may be there already."""
        cleaned = self.cleaned_data
        found = perhaps_known(self.new_contact, in_place=True) if self.new_contact else []
        if self.is_sent:
            found += self.warnings_about(cleaned.get("introducer"), cleaned.get("prospect"))
        return found

    def _get_validation_exclusions(self):
        # Somebody new is saved along with the ask; until then nobody seems to introduce.
        return super()._get_validation_exclusions() | ({"introducer"} if self.new_contact else set())

    def _post_clean(self):
        # The database's rules about an ask hold for the record as it will be saved.
        if not self.errors:
            self.pledge_from(today := timezone.localdate())
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


class DirectForm(ComposerForm):
    """A first message to somebody whom the person knows: nobody is asked, and the pledge is to oneself.

    Pledged and not sent yet, it stands among what there is to do, by its day.
    """

    KIND = LetterKind.DIRECT
    BY_HAND = ("known", "goal", "subject", "message", *PLEDGE)
    CHOSEN = ("known", "channel", "goal", "purpose")
    is_direct = True

    known = forms.CharField(
        required=False,
        max_length=letters.LONGEST_WHY,
        help_text=gettext_lazy("One sentence, as they’ll read it: “We worked together at Tallow & Finch.”"),
    )

    class Meta:
        model = Introduction
        fields = ["channel", "goal", "subject", "message", *PLEDGE]
        labels = {"goal": gettext_lazy("What you’re working on"), "purpose": gettext_lazy("I want to")}
        widgets = {"channel": forms.RadioSelect, "message": forms.Textarea(attrs={"rows": 14})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["known"].label = _("Who you are to %(name)s") % {"name": self.name}
        self.initial.setdefault("known", own_words(self.to.how_known))
        if not self.is_bound:
            self._begin(timezone.localdate())

    @classmethod
    def suggested(cls, owner, person) -> dict:
        """What a new message begins with: the first goal sought, and the way in which the person can be reached."""
        ways = ((person.email, "EMAIL"), (person.linkedin, "LINKEDIN"), (True, "IN_PERSON"))
        return {
            "goal": goal_to_ask_for(owner),
            "channel": Introduction.Channel[next(name for known, name in ways if known)],
        }

    @property
    def to(self) -> Contact:
        """Who is written to."""
        return self.instance.prospect

    @property
    def prospect_name(self) -> str:
        """Their first name, as the pledge has it."""
        return self.name

    @property
    def day_to_write(self) -> forms.BoundField:
        """The one day of the pledge."""
        field = self[PLEDGE[1]]
        words = _("I’ll ask %(name)s by") if self.is_spoken else _("I’ll write to %(name)s by")
        field.label = words % {"name": self.name}
        return field

    @property
    def channel_tiles(self) -> SafeString:
        """The ways to write, or to say it."""
        self["channel"].label = _("How will you ask %(name)s?") % {"name": self.name}
        best = self.occasion or _("Works best if you see or call %(name)s anyway.") % {"name": self.name}
        return render_choices(self["channel"], hints={Introduction.Channel.IN_PERSON: best})

    @property
    def heading(self) -> str:
        """What is being done: "Write to Kofi"; "Ask Kofi" where it is said."""
        return (_("Ask %(name)s") if self.is_spoken else _("Write to %(name)s")) % {"name": self.name}

    @property
    def ask(self) -> letters.Direct:
        """What the words are made from."""
        chosen = self.chosen
        return letters.Direct(self.owner, self.to, chosen.goal, chosen.known or "", chosen.purpose or "")

    def _look_over(self, message: str) -> list[letters.Check]:
        return letters.check_direct(message, self.ask)

    @cached_property
    def before_asking(self) -> list[str]:
        """The same warnings as on saving, shown while there is still time to wait."""
        return self.warnings or self.warnings_about(None, self.to)

    def clean(self):
        """Nobody is written to who said no; the pledge when it was sent; and then what every form asks."""
        cleaned = self.cleaned_data
        if self.is_sent and not cleaned.get("pledge"):
            self.add_error("pledge", _("Tick the promise, or save this for later"))
        if self.is_sent or cleaned.get("pledge"):
            self.check_pledge(PLEDGE[1])
        if self.to.said_no and not self.is_update:
            self.add_error(None, TAKE_NO % {"name": self.name})
        if not self.is_update:
            cleaned |= self.words_to_keep()
        return super().clean()

    def manners(self) -> list[str]:
        """What is unwise about writing now, which may wait."""
        return self.warnings_about(None, self.to) if self.is_sent else []

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"introducer", "prospect"}

    def _post_clean(self):
        # The database's rules hold for the record as it will be saved.
        if not self.errors:
            self.pledge_from(today := timezone.localdate())
            setattr(self.instance, WRITTEN.column, today if self.is_sent else None)
        super()._post_clean()
        if self.errors:
            setattr(self.instance, WRITTEN.column, None)

    def save(self, commit=True):
        """Save it; sent means written, with all that follows. How the two know each other is kept where nothing was."""
        message, known = super().save(commit), self.cleaned_data["known"]
        if self.is_sent:
            message.follow(WRITTEN)
        if known and not self.to.how_known:
            self.to.record(how_known=known[: Contact._meta.get_field("how_known").max_length])
        return message
