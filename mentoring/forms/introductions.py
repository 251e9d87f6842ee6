"""Step 3: the ask with its pledge: what to ask for, the letter, and what speaks against asking now."""

import datetime as dt
from functools import cache, cached_property
from types import SimpleNamespace

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import letters
from ..introductions import before_asking
from ..models import Contact, Goal, Introduction, LetterKind, MentorCriterion
from ..models.introduction_facts import ASKED, CLOSED, COLUMNS, INTRODUCER_INFORMED
from ..models.introductions import TAKE_NO
from ..status import loading
from .base import OwnedModelForm, validate_past
from .choices import MOST_CHOICES, contact_choices
from .layout import render_choices, render_option
from .letters import WithLetter

SUGGESTED_MUST_HAVES = 2
WRITE_BY_DAYS = 14


def usual_write_by(today: dt.date) -> dt.date:
    """The day by which most introductions can be used: two weeks, and the person may choose another."""
    return today + dt.timedelta(days=WRITE_BY_DAYS)


class AskForm(WithLetter, OwnedModelForm):
    """One ask: what to ask for, the letter, and the pledge without which it does not count as asked.

    The buttons say what happens: `update` writes the letter anew from the choices and saves nothing,
    `sent` saves it as asked, anything else saves a draft.
    """

    ANYONE, SOMEONE = "anyone", "someone"
    # What the letter is written from: wrong values here cannot wait until it is saved.
    CHOSEN = ("introducer", "who", "prospect", "criteria", "goal", "channel")
    BY_HAND = ("introducer", "prospect", "subject", "message", "purpose", "write_by", "on")

    who = forms.ChoiceField(
        label=gettext_lazy("Who do you hope to meet?"),
        choices=[(ANYONE, gettext_lazy("Anyone who fits")), (SOMEONE, gettext_lazy("Someone in particular"))],
        widget=forms.RadioSelect,
    )
    pledge = forms.BooleanField(required=False)
    on = forms.DateField(
        label=gettext_lazy("Sent on"),
        required=False,
        help_text=gettext_lazy("Today, when you leave it empty."),
    )
    composed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    class Meta:
        model = Introduction
        fields = [
            "introducer", "who", "prospect", "criteria", "goal", "channel", "subject", "message", "purpose",
            "write_by",
        ]  # fmt: skip
        labels = {
            "introducer": gettext_lazy("Who could introduce you?"),
            "prospect": gettext_lazy("Which prospect?"),
            "criteria": gettext_lazy("What must be true of them?"),
            "goal": gettext_lazy("What are you working on?"),
            "channel": gettext_lazy("How will you send it?"),
            "purpose": gettext_lazy("What will you use it for?"),
            "write_by": gettext_lazy("You’ll write by"),
        }
        help_texts = {"purpose": gettext_lazy("One sentence, for yourself: what you hope to learn.")}
        widgets = {"criteria": forms.CheckboxSelectMultiple, "message": forms.Textarea(attrs={"rows": 14})}
        error_messages = {"introducer": {"required": gettext_lazy("Choose who could introduce you")}}

    def __init__(self, *args, introducer_stays: bool = False, **kwargs):
        """`introducer_stays`: who is asked stands firm, so the page offers no choice of it."""
        super().__init__(*args, **kwargs)
        self.is_sent, self.is_update = "sent" in self.data, "update" in self.data
        if self.instance.pk and not self.is_bound:
            self.initial.setdefault("who", self.SOMEONE if self.instance.prospect_id else self.ANYONE)
            self.initial.setdefault("pledge", self.instance.pledged_on is not None)
            self.initial["write_by"] = self.instance.write_by or usual_write_by(timezone.localdate())
        self._offer_contacts(introducer_stays)
        goals = Q(status=Goal.Status.ACTIVE) | Q(pk=self.instance.goal_id)
        self.fields["goal"].queryset = self.fields["goal"].queryset.filter(goals)
        self.fields["goal"].empty_label = _("No goal in particular")
        for name in self.BY_HAND:
            widget = self.fields[name].widget
            widget.attrs["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"

    def _offer_contacts(self, introducer_stays: bool) -> None:
        current = Contact.objects.owned_by(self.owner).current()
        introducer, prospect = self.fields["introducer"], self.fields["prospect"]
        # A draft stays as it is when one of the two is archived meanwhile.
        introducer.queryset = introducer.queryset.filter(
            Q(archived_on=None) | Q(pk=self.instance.introducer_id)
        )
        prospect.queryset = prospect.queryset.filter(Q(archived_on=None) | Q(pk=self.instance.prospect_id))
        if introducer_stays:
            introducer.widget = forms.HiddenInput()
        else:
            groups = (_("Choose one of your contacts"), _("Could introduce you"), _("Everybody else"))
            first = Q(may_introduce=True)
            introducer.choices = cache(
                lambda: contact_choices(current, first, groups, self.chosen.introducer)
            )
        # Read when the page shows them: whoever was chosen is found without them.
        prospect.choices = cache(lambda: self._prospects(current))

    def _prospects(self, current) -> list:
        """The prospects to choose from, whoever is chosen among them."""
        offered = list(current.prospects().values_list("pk", "name")[:MOST_CHOICES])
        chosen = self.chosen.prospect
        if chosen and chosen.pk not in dict(offered):
            offered.insert(0, (chosen.pk, chosen.name))
        return [("", _("Choose one of your prospects")), *offered]

    @classmethod
    def suggested(cls, owner, today: dt.date, introducer=None, prospect=None, goal=None) -> dict:
        """What a new ask begins with: the first must-haves one can tell from outside, and the first goal."""
        practical = MentorCriterion.Kind.PRACTICALITY
        musts = [one for one in loading.criteria(owner.pk) if one.is_must and one.kind != practical]
        return {
            "introducer": introducer,
            "who": cls.SOMEONE if prospect else cls.ANYONE,
            "prospect": prospect,
            "criteria": [criterion.pk for criterion in musts[:SUGGESTED_MUST_HAVES]],
            "goal": goal or next((one for one in loading.goals(owner.pk) if one.is_active), None),
            "channel": cls._usual_channel(introducer),
            "write_by": usual_write_by(today),
        }

    @staticmethod
    def _usual_channel(introducer) -> str:
        if introducer is None or introducer.email:
            return Introduction.Channel.EMAIL
        if introducer.linkedin:
            return Introduction.Channel.LINKEDIN
        return Introduction.Channel.TEXT if introducer.phone else Introduction.Channel.EMAIL

    # What is chosen, and the letter that follows from it

    @cached_property
    def chosen(self) -> SimpleNamespace:
        """The choices as records, whether the form was sent or is shown for the first time."""
        found = {name: self._quietly(name) for name in self.CHOSEN}
        if found["who"] != self.SOMEONE:
            found["prospect"] = None
        found["criteria"] = list(found["criteria"] or [])
        return SimpleNamespace(**found)

    def _quietly(self, name: str):
        field = self.fields[name]
        try:
            value = self[name].value()
            return field.clean(getattr(value, "pk", value))
        except ValidationError:
            return None

    def compose(self) -> letters.Letter:
        """The letter as it follows from the choices."""
        chosen = self.chosen
        people = (chosen.introducer, chosen.prospect)
        return letters.compose_ask(self.owner, *people, chosen.goal, chosen.criteria, own=self._own_wording)

    @cached_property
    def _own_wording(self):
        return letters.own_wording(self.owner, LetterKind.ASK)

    @property
    def recipient(self) -> str:
        """The address of who is asked; "" before one is chosen."""
        return self.chosen.introducer.email if self.chosen.introducer else ""

    def open_letter(self) -> None:
        """Show the saved letter, or a composed one where nothing is written yet."""
        if not self.instance.message:
            return self.rewrite()
        self.initial["composed"] = self.compose().mark

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
        return letters.check_ask(self["message"].value() or "", self.chosen.criteria, self.chosen.introducer)

    # What the page prints

    @property
    def name(self) -> str:
        """The first name of who is asked; empty before one is chosen."""
        return self.chosen.introducer.first_name if self.chosen.introducer else ""

    @property
    def who_tiles(self) -> str:
        """Anyone, or somebody in particular, as tiles."""
        anyone = _("%(name)s may know someone you don’t.") % {"name": self.name}
        hints = {self.ANYONE: anyone if self.name else _("They may know someone you don’t.")}
        return render_choices(self["who"], hints=hints | {self.SOMEONE: _("Choose one of your prospects.")})

    @cached_property
    def boxes(self) -> dict[str, list]:
        """The tick boxes of the criteria: `must` and `nice`; `nice_open` when one of those is ticked."""
        field = self["criteria"]
        found: dict[str, list] = {"must": [], "nice": [], "nice_open": []}
        for box in field.subwidgets:
            kind = "must" if box.data["value"].instance.is_must else "nice"
            found[kind].append(render_option(field, box.data))
            if kind == "nice" and box.data["selected"]:
                found["nice_open"].append(box)
        return found

    @cached_property
    def before_asking(self) -> list[str]:
        """The same warnings as on saving, shown while there is still time to wait."""
        if self.asks_to_overrule:
            return []
        return self._warnings(self.chosen.introducer, self.chosen.prospect)

    # Rules

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

    def clean_on(self) -> dt.date:
        """The day it was sent: today when nothing is said, never a day ahead."""
        on = self.cleaned_data["on"] or timezone.localdate()
        validate_past(on)
        return on

    def clean(self):
        """Whom it is about, the pledge when it was sent, and then what every form asks."""
        cleaned = self.cleaned_data
        if cleaned.get("who") == self.ANYONE:
            cleaned["prospect"] = None if "prospect" in cleaned else cleaned.get("prospect")
        elif cleaned.get("who") and "prospect" in cleaned:
            self._check_prospect(cleaned["prospect"])
        if self.is_sent:
            self._check_pledge()
        elif not self.is_update and self.letter.mark == self["composed"].value():
            # Nobody changed the letter, so a draft is kept with the one that fits what was chosen last.
            self.rewrite()
            cleaned |= {name: self.data[name] for name in ("subject", "message")}
        return super().clean()

    def _check_prospect(self, prospect) -> None:
        introducer = self.cleaned_data.get("introducer")
        if prospect is None:
            self.add_error("prospect", _("Choose one of your prospects, or “Anyone who fits”"))
        elif prospect == introducer:
            self.add_error("prospect", _("Nobody can introduce you to themselves"))
        elif prospect.said_no:
            self.add_error("prospect", TAKE_NO % {"name": prospect.first_name})
        elif self.is_sent and introducer and self._is_asked(introducer, prospect):
            self.add_error("prospect", _("You have already asked this introducer for this person"))

    def _is_asked(self, introducer, prospect) -> bool:
        same = [one for one in self._others if (one.introducer, one.prospect) == (introducer, prospect)]
        return any(ASKED.day(one) and not (INTRODUCER_INFORMED.day(one) or CLOSED.day(one)) for one in same)

    def _check_pledge(self) -> None:
        cleaned = self.cleaned_data
        write_by, on = cleaned.get("write_by"), cleaned.get("on")
        if not cleaned.get("pledge"):
            self.add_error("pledge", _("Tick the pledge, or save this as a draft"))
        if "purpose" in cleaned and not cleaned["purpose"]:
            self.add_error("purpose", _("Say what you will use it for"))
        if "write_by" in cleaned and write_by is None:
            self.add_error("write_by", _("Choose the day by which you will write"))
        elif write_by and on and write_by < on:
            self.add_error("write_by", _("Choose a day to write by that is not before the day you ask"))

    def manners(self) -> list[str]:
        """What is unwise about asking now; a draft may wait, so it is not asked."""
        cleaned = self.cleaned_data
        return self._warnings(cleaned.get("introducer"), cleaned.get("prospect")) if self.is_sent else []

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
            pledged_on = self.instance.pledged_on or timezone.localdate()
            self.instance.pledged_on = pledged_on if self.cleaned_data["pledge"] else None
            self.instance.asked_on = self.cleaned_data["on"] if self.is_sent else None
        super()._post_clean()
        if self.errors:
            self.instance.asked_on = None

    def save(self, commit=True):
        """Save it; sent means asked, with all that follows from it."""
        ask = super().save(commit)
        if self.is_sent:
            ask.follow(ASKED)
        return ask
