"""Step 3: whom an ask goes to, whom it is about and how, as one chooses it; somebody new is typed in place."""

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

from ..introductions.occasions import occasions
from ..models import Contact, Introduction
from ..models.closeness import introducers, lately
from .base import OwnedModelForm, VisibleCharField
from .choices import MOST_CHOICES, as_choices, contact_choices, contact_rows, row_of
from .layout import render_choices, render_option

ANYONE, NEW = "anyone", "new"
# The best way first.
CHANNELS = {
    Introduction.Channel.IN_PERSON: gettext_lazy("In person or by phone"),
    Introduction.Channel.EMAIL: gettext_lazy("Email"),
    Introduction.Channel.LINKEDIN: gettext_lazy("LinkedIn"),
    Introduction.Channel.TEXT: gettext_lazy("Text message"),
}


class ContactOrWord(forms.ModelChoiceField):
    """One of the contacts, or a word for whoever is none of them, which reads as None."""

    word = ""

    def to_python(self, value):
        """The contact; None for the word and for nothing."""
        return None if value == self.word else super().to_python(value)


class WithChoices(OwnedModelForm):
    """The choices of an ask, as the page lays them out."""

    BY_HAND = (
        "introducer", "new_name", "new_company", "prospect", "goal", "why", "answer_by",
        "subject", "message", "purpose", "write_by",
    )  # fmt: skip

    # What the words are made from: wrong values here cannot wait until it is saved.
    CHOSEN = ("introducer", "prospect", "channel", "criteria", "goal", "why", "answer_by")

    new_name = VisibleCharField(
        label=gettext_lazy("Their name"),
        max_length=Contact._meta.get_field("name").max_length,
        required=False,
    )
    new_company = forms.CharField(
        label=gettext_lazy("Role or company"),
        max_length=Contact._meta.get_field("company").max_length,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        introducer, prospect = self.fields["introducer"], self.fields["prospect"]
        introducer.word, introducer.required = NEW, not self._is_new
        prospect.word = ANYONE
        # A draft stays as it is when one of the two is archived meanwhile.
        introducer.queryset = introducer.queryset.filter(
            Q(archived_on=None) | Q(pk=self.instance.introducer_id)
        )
        prospect.queryset = prospect.queryset.filter(Q(archived_on=None) | Q(pk=self.instance.prospect_id))
        # Read when the page shows them: whoever was chosen is found without them.
        introducer.choices = lambda: self._introducers
        prospect.choices = lambda: self._prospects
        self.fields["channel"].choices = list(CHANNELS.items())
        for name in self.BY_HAND:
            widget = self.fields[name].widget
            widget.attrs["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"
        for name in ("new_name", "new_company"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @cached_property
    def _introducers(self) -> list:
        """The contacts to choose from, and somebody who is none of them yet."""
        current = Contact.objects.owned_by(self.owner).current()
        groups = (_("Choose one of your contacts"), _("Could introduce you"), _("Everyone else"))
        in_order = introducers.of(self.owner.pk, since=lately(timezone.localdate()))[:MOST_CHOICES]
        found = contact_choices(current, Q(may_introduce=True), groups, self.chosen.introducer, in_order)
        return [*found, (NEW, _("Someone who isn’t here yet"))]

    @cached_property
    def _prospects(self) -> list:
        """Anyone who fits, and the prospects, whoever is chosen among them."""
        prospects = Contact.objects.owned_by(self.owner).current().prospects()
        rows = list(contact_rows(prospects)[:MOST_CHOICES])
        chosen = self.chosen.prospect
        if chosen and chosen.pk not in {row[0] for row in rows}:
            rows.insert(0, row_of(chosen))
        return [(ANYONE, _("Anyone who fits")), *as_choices(rows)[0]]

    @cached_property
    def chosen(self) -> SimpleNamespace:
        """The choices as records, whether the form was sent or is shown for the first time."""
        found = {name: self._quietly(name) for name in self.CHOSEN}
        found["introducer"] = self.new_contact or found["introducer"]
        found["criteria"] = [] if found["prospect"] else list(found["criteria"] or [])
        return SimpleNamespace(**found)

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

    # Somebody new

    @cached_property
    def _is_new(self) -> bool:
        """Whether somebody new is asked; browsers that always show the name leave the select empty."""
        chosen, typed = (self.data.get(name, "") for name in ("introducer", "new_name"))
        return chosen == NEW or bool(not chosen and typed.strip())

    @cached_property
    def new_contact(self) -> Contact | None:
        """Whoever was typed in place, not saved yet; None where nobody was, or one of the contacts is asked."""
        name, company = (" ".join(self.data.get(name, "").split()) for name in ("new_name", "new_company"))
        if not (self._is_new and name):
            return None
        return Contact(owner=self.owner, name=name, company=company, may_introduce=True)

    def check_introducer(self) -> None:
        """Somebody new has a name."""
        if self._is_new and "new_name" in self.cleaned_data and not self.cleaned_data["new_name"]:
            self.add_error("new_name", _("Write who could introduce you"))

    # What the page prints

    @property
    def knows_nobody(self) -> bool:
        """Whether there are no contacts to choose from, so that a name is written instead."""
        return len(self._introducers) == 2

    @property
    def has_prospects(self) -> bool:
        """Whether there is anybody in particular to hope for."""
        return len(self._prospects) > 1

    @property
    def somebody_new(self) -> list[forms.BoundField]:
        """The fields in which somebody new is typed."""
        name, company = self["new_name"], self["new_company"]
        if self.knows_nobody:
            name.label, company.label = self["introducer"].label, _("Their role or company")
        return [name, company]

    @property
    def day_to_write(self) -> forms.BoundField:
        """The one day of the pledge, named for whom it is about."""
        field, name = self["write_by"], {"name": self.prospect_name}
        field.label = (
            _("and write to %(name)s by") % name if self.prospect_name else _("and write to them by")
        )
        return field

    @property
    def name(self) -> str:
        """The first name of who is asked; empty before one is chosen."""
        return self.chosen.introducer.first_name if self.chosen.introducer else ""

    @property
    def prospect_name(self) -> str:
        """The first name of whom it is about; empty for anyone."""
        return self.chosen.prospect.first_name if self.chosen.prospect else ""

    @property
    def heading(self) -> str:
        """What is being done: "Ask Sam to introduce you to Ruth"."""
        names = {"name": self.name, "person": self.prospect_name}
        if self.name and self.prospect_name:
            return _("Ask %(name)s to introduce you to %(person)s") % names
        if self.prospect_name:
            return _("Ask for an introduction to %(person)s") % names
        return _("Ask %(name)s for an introduction") % names if self.name else _("Ask for an introduction")

    @property
    def channel_tiles(self) -> SafeString:
        """The ways to ask, as tiles."""
        name = {"name": self.name}
        field = self["channel"]
        field.label = _("How will you ask %(name)s?") % name if self.name else _("How will you ask?")
        best = self._occasion or _("Works best if you see or call %(name)s anyway.") % name
        hints = {
            Introduction.Channel.IN_PERSON: best
            if self.name
            else _("Works best if you see or call them anyway."),
            Introduction.Channel.EMAIL: _("Next best: easy to pass on."),
        }
        return render_choices(field, hints=hints)

    @property
    def _occasion(self) -> str:
        """That one meets them soon; empty where nothing is planned."""
        introducer = self.chosen.introducer
        known = [introducer.pk] if introducer and introducer.pk else []
        found = occasions(self.owner.pk, known, timezone.localdate())
        return next(iter(found.values()), "")

    @cached_property
    def boxes(self) -> dict[str, list]:
        """The tick boxes of the criteria: `must` and `nice`; `nice_open` when one of those is ticked."""
        field: Any = self["criteria"]
        found: dict[str, list] = {"must": [], "nice": [], "nice_open": []}
        for box in field.subwidgets:
            kind = "must" if box.data["value"].instance.is_must else "nice"
            found[kind].append(render_option(field, box.data))
            if kind == "nice" and box.data["selected"]:
                found["nice_open"].append(box)
        return found

    @property
    def says_wrong(self) -> bool:
        """Whether something in the part that may be folded away is wrong."""
        return not {"criteria", "goal", "why", "answer_by"}.isdisjoint(self.errors)

    def mark_errors(self) -> None:
        """What is wrong is marked at the fields the page lays out by hand."""
        for name in set(self.BY_HAND) & set(self._errors or ()):
            self.fields[name].widget.attrs["class"] += " is-invalid"
