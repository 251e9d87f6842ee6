"""Step 3: whom an ask goes to, whom it is about and how, as one chooses it; somebody new is typed in place."""

from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Contact
from ..models.closeness import introducers, lately
from .base import VisibleCharField
from .choices import MOST_CHOICES, as_choices, contact_choices, contact_rows, row_of
from .composer import PLEDGE, ComposerForm
from .layout import render_option

ANYONE, NEW = "anyone", "new"


class ContactOrWord(forms.ModelChoiceField):
    """One of the contacts, or a word for whoever is none of them, which reads as None."""

    word = ""

    def to_python(self, value):
        """The contact; None for the word and for nothing."""
        return None if value == self.word else super().to_python(value)


class WithChoices(ComposerForm):
    """The choices of an ask, as the page lays them out."""

    BY_HAND = (
        "introducer", "new_name", "new_company", "prospect", "goal", "why", "answer_by",
        "subject", "message", *PLEDGE,
    )  # fmt: skip

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
        if self.is_bound:
            prospect.queryset = prospect.queryset.with_ends()
        # Read when the page shows them: whoever was chosen is found without them.
        introducer.choices = lambda: self._introducers
        prospect.choices = lambda: self._prospects
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
        """The choices as records; somebody known needs no description."""
        found = {name: self._quietly(name) for name in self.CHOSEN}
        found["introducer"] = self.new_contact or found["introducer"]
        found["criteria"] = [] if found["prospect"] else list(found["criteria"] or [])
        return SimpleNamespace(**found)

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
    def to(self) -> Contact | None:
        """Who is asked; None before one is chosen."""
        return self.chosen.introducer

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
