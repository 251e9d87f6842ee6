"""Step 3: what a page on which a first message is written has in common, whoever it goes to: words, checks, pledge."""

import datetime as dt
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import letters
from ..introductions import before_asking
from ..introductions.occasions import occasions
from ..models import Contact, Goal, Introduction, LetterKind
from ..models.introduction_facts import COLUMNS
from .base import OwnedModelForm
from .layout import render_choices
from .letters import WithLetter

WRITE_BY_DAYS = 14
# What is pledged: the purpose and the day.
PLEDGE = ("purpose", "write_by")
# The best way first.
CHANNELS = {
    Introduction.Channel.IN_PERSON: gettext_lazy("In person or by phone"),
    Introduction.Channel.EMAIL: gettext_lazy("Email"),
    Introduction.Channel.LINKEDIN: gettext_lazy("LinkedIn"),
    Introduction.Channel.TEXT: gettext_lazy("Text message"),
}


class ComposerForm(WithLetter, OwnedModelForm):
    """A first message that follows from what is chosen, and the pledge without which it doesn't count as sent.

    The buttons say what happens: `update` writes the words anew from the choices and saves nothing,
    `sent` saves it as sent, anything else saves it for later.
    """

    KIND: LetterKind
    # What the page lays out by hand; and what the words are made from: wrong values there cannot wait.
    BY_HAND: tuple[str, ...]
    CHOSEN: tuple[str, ...]

    pledge = forms.BooleanField(required=False)
    composed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    # The goal from which the reason and the purpose were filled in.
    filled_for = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    # By field, what is filled in from the goal.
    FROM_GOAL: dict[str, Any] = {"purpose": letters.purpose_of}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_sent, self.is_update = "sent" in self.data, "update" in self.data
        goals = Q(status=Goal.Status.ACTIVE) | Q(pk=self.instance.goal_id)
        self.fields["goal"].queryset = self.fields["goal"].queryset.filter(goals)
        self.fields["goal"].empty_label = _("No goal in particular")
        self.fields["channel"].choices = list(CHANNELS.items())
        for name in self.BY_HAND:
            widget = self.fields[name].widget
            widget.attrs["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"

    def _begin(self, today: dt.date) -> None:
        """A day ahead where there is none, and what goes with the goal."""
        draft, initial = self.instance, self.initial
        initial.setdefault("pledge", draft.pledged_on is not None)
        if not draft.write_by or draft.write_by < today:
            initial["write_by"] = today + dt.timedelta(days=WRITE_BY_DAYS)
        initial["goal"] = goal = self._quietly("goal")
        for name, filled in self.FROM_GOAL.items():
            initial[name] = initial.get(name) or filled(goal)
        initial["filled_for"] = goal.pk if goal else ""

    # What is chosen

    @cached_property
    def chosen(self) -> SimpleNamespace:
        """The choices as records, whether the form was sent or is shown for the first time."""
        return SimpleNamespace(**{name: self._quietly(name) for name in self.CHOSEN})

    def _quietly(self, name: str):
        if name in (known := getattr(self, "cleaned_data", {})):
            return known[name]
        if isinstance(begun := self.initial.get(name), Model) and not self.is_bound:
            return begun
        return self._read(name, self[name].value())

    def _read(self, name: str, value):
        try:
            return self.fields[name].clean(value)
        except ValidationError:
            return None

    # The words that follow from it

    @property
    def ask(self) -> Any:
        """What the words are made from: one of the askers of `letters`."""
        raise NotImplementedError

    @property
    def to(self) -> Contact | None:
        """Who is written to; None before one is chosen."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """Their first name; empty before one is chosen."""
        return self.to.first_name if self.to else ""

    @property
    def recipient(self) -> str:
        """Their address; "" before one is chosen."""
        return self.to.email if self.to else ""

    @property
    def prospect_name(self) -> str:
        """The first name of whom it is about; empty for anyone."""
        raise NotImplementedError

    @property
    def day_to_write(self) -> forms.BoundField:
        """The one day of the pledge, named for whom it is about."""
        field, name = self["write_by"], {"name": self.prospect_name}
        field.label = (
            _("and write to %(name)s by") % name if self.prospect_name else _("and write to them by")
        )
        return field

    def compose(self) -> letters.Letter:
        """The letter as it follows from the choices."""
        return self.ask.letter(letters.own_wording(self.owner, self.KIND))

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
    def occasion(self) -> str:
        """That one meets them soon; empty where nothing is planned."""
        known = [self.to.pk] if self.to and self.to.pk else []
        found = occasions(self.owner.pk, known, timezone.localdate())
        return next(iter(found.values()), "")

    @property
    def channel_tiles(self) -> SafeString:
        """The ways to ask, as tiles."""
        name = {"name": self.name}
        field = self["channel"]
        field.label = _("How will you ask %(name)s?") % name if self.name else _("How will you ask?")
        best = self.occasion or _("Works best if you see or call %(name)s anyway.") % name
        hints = {
            Introduction.Channel.IN_PERSON: best
            if self.name
            else _("Works best if you see or call them anyway."),
            Introduction.Channel.EMAIL: _("Next best: easy to pass on."),
        }
        return render_choices(field, hints=hints)

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
        for name, filled in self.FROM_GOAL.items():
            if self.data.get(name, "") == filled(before):
                self.data[name] = filled(goal)
                self.cleaned_data.pop(name, None)
        self.data["filled_for"] = str(goal.pk) if goal else ""
        del self.chosen

    def as_it_stands(self, record) -> "ComposerForm":
        """With the letter as the page shows it."""
        form = type(self)(instance=record, owner=self.owner)
        form.open_letter()
        return form

    @property
    def checks(self) -> list[letters.Check]:
        """Whether the letter, as it stands, is specific enough."""
        found = self._look_over(self["message"].value() or "")
        return [check for check in found if check.text]

    def _look_over(self, message: str) -> list[letters.Check]:
        raise NotImplementedError

    # Rules

    def _check_revision(self):
        """Only what is saved can overwrite something: an update keeps what the page was opened at."""
        if not self.is_update:
            super()._check_revision()

    def full_clean(self):
        """As ever; what is wrong is marked at the fields the page lays out by hand."""
        super().full_clean()
        if self.is_update and self._errors:
            self._keep_to_choices()
        for name in set(self.BY_HAND) & set(self._errors or ()):
            self.fields[name].widget.attrs["class"] += " is-invalid"

    def _keep_to_choices(self) -> None:
        """Leave only choices that cannot be: before it is saved nobody has to be chosen, and nothing else matters."""
        for name in set(self._errors):
            if name not in self.CHOSEN or not self.data.get(name):
                del self._errors[name]
        self.warnings = []

    def words_to_keep(self) -> dict[str, str]:
        """What was said, or is kept of a draft: words that nobody changed are made from what was chosen last."""
        if self.is_spoken and (self.is_sent or not self.has_own_words()):
            return {"subject": "", "message": self.spoken if self.is_sent else ""}
        if self.is_sent or self.is_spoken or self.letter.mark != self["composed"].value():
            return {}
        self.rewrite()
        return {name: self.data[name] for name in ("subject", "message")}

    def check_pledge(self, *days: str) -> None:
        """The purpose and the day, and that none of these days is over."""
        cleaned = self.cleaned_data
        if "purpose" in cleaned and not cleaned["purpose"]:
            self.add_error("purpose", _("Say what you’ll use it for"))
        if "write_by" in cleaned and cleaned["write_by"] is None:
            self.add_error("write_by", _("Choose the day you’ll write by"))
        for name in days:
            if cleaned.get(name) and cleaned[name] < timezone.localdate():
                self.add_error(name, _("Choose today or a later day"))

    def pledge_from(self, today: dt.date) -> None:
        """Pledged since the day on which it was first ticked; without the tick, not at all."""
        pledged_on = self.instance.pledged_on or today
        self.instance.pledged_on = pledged_on if self.cleaned_data["pledge"] else None

    def warnings_about(self, introducer, prospect) -> list[str]:
        """What is unwise about asking now."""
        today = timezone.localdate()
        return before_asking.before_asking(self.owner, self.others, introducer, prospect, today)

    @cached_property
    def others(self) -> list[Introduction]:
        """The introductions that may speak against another."""
        return before_asking.weighed(self.owner, timezone.localdate(), self.instance.pk)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {*COLUMNS, "pledged_on", "closed_because"}
