"""Step 3: people written down one a line, and which of them could be the mentor or introduce somebody."""

import datetime as dt
import uuid
from functools import cached_property
from hashlib import blake2s
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..exchange.formats.lines import MOST_LINES, TypedLine, read_lines
from ..exchange.importing.many import ListedPerson, written_down
from ..identity.fields import COMPANY, NAME, ROLE
from ..models import BulkDeed, Contact
from ..text.text import number_word, opening_number, says_something
from .base import OwnedForm

LONGEST = {"name": NAME, "role": ROLE, "company": COMPANY}


class Added(NamedTuple):
    """What was saved: how many are new, how many of all were marked, and the deed; None where nothing changed."""

    people: int
    mentors: int
    introducers: int
    deed: BulkDeed | None


class Ticked(NamedTuple):
    """Somebody of the list with both ticks; a mark that stands, or was decided against, is no question any more."""

    person: ListedPerson
    could_mentor: bool
    could_introduce: bool
    mentor_stands: bool = False
    introducer_stands: bool = False


class ManyForm(OwnedForm):
    """The box with the lines; the list that follows from it is part of the same form."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # What the list said when it was shown: nobody is saved as somebody else than was seen.
    seen = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    lines = forms.CharField(
        label=gettext_lazy("One person a line. After a comma: role and company"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_lines(self) -> list[TypedLine]:
        """The lines as people; the first that can't be one is named."""
        lines = read_lines(self.cleaned_data["lines"])
        if len(lines) > MOST_LINES:
            words = _("Write down at most %(most)d people at once; these are %(number)d")
            raise ValidationError(words % {"most": MOST_LINES, "number": len(lines)})
        for line in lines:
            self._check(line)
        if not lines and self.is_pressed:
            raise ValidationError(_("Write down at least one person"))
        return lines

    def _check(self, line: TypedLine) -> None:
        """Raise ValidationError for a line that no contact can hold."""
        if not says_something(line.name):
            raise ValidationError(_("Line %(number)d has no name") % {"number": line.number})
        for name, column in LONGEST.items():
            if len(getattr(line, name)) > column.longest:
                words = _("Line %(number)d: the %(what)s is longer than %(most)d characters")
                said = {"number": line.number, "what": column.label, "most": column.longest}
                raise ValidationError(words % said)

    @property
    def is_pressed(self) -> bool:
        """Whether a button was pressed; otherwise the list follows what is being typed."""
        return bool({"show", "save"} & self.data.keys())

    @cached_property
    def people(self) -> list[Ticked]:
        """Everybody written down, with the ticks as they were sent; nobody where the lines are refused."""
        lines = self.cleaned_data.get("lines") if self.is_bound and self.is_valid() else None
        written = written_down(self.owner, lines) if lines else []
        return [self._ticked(one) for one in written]

    def _ticked(self, one: ListedPerson) -> Ticked:
        mentor, introduce = (one.key in self.data.getlist(name) for name in ("mentor", "introduce"))
        if one.known is None:
            return Ticked(one, mentor, introduce)
        contact, is_decided = one.known, one.known.prospect_on is not None
        mentor = contact.is_prospect if is_decided else mentor
        return Ticked(one, mentor, introduce or contact.may_introduce, is_decided, contact.may_introduce)

    @property
    def now_seen(self) -> str:
        """A mark of what the list says."""
        told = [(one.line, one.key, one.known and one.known.pk) for one, *_ticks in self.people]
        return blake2s(repr(told).encode(), digest_size=12).hexdigest()

    @property
    def new_key(self) -> uuid.UUID:
        """The key of this page: the same page sent twice adds nobody twice."""
        return self.cleaned_data.get("form_key") or uuid.uuid4()

    @property
    def title(self) -> str:
        """ "Four new people, and one you have"."""
        here = sum(one.person.known is not None for one in self.people)
        new = len(self.people) - here
        if not new:
            return ngettext("%(n)s person you have", "%(n)s people you have", here) % {
                "n": opening_number(here)
            }
        words = ngettext("%(n)s new person", "%(n)s new people", new) % {"n": opening_number(new)}
        both = ngettext("%(new)s, and %(n)s you have", "%(new)s, and %(n)s you have", here)
        return both % {"new": words, "n": number_word(here)} if here else words

    @property
    def button(self) -> str:
        """ "Save all five"; one person alone is just saved."""
        number = len(self.people)
        return ngettext("Save", "Save all %(n)s", number) % {"n": number_word(number)}

    def save(self, on: dt.date) -> Added | None:
        """Add those who are new and mark those who are ticked, on this day; None where the list is no more as seen."""
        with transaction.atomic():
            self.owner.lock()
            key = self.new_key
            if before := BulkDeed.objects.owned_by(self.owner).filter(form_key=key).first():
                return Added(0, 0, 0, before)
            if not self.people or self.now_seen != self.cleaned_data["seen"]:
                if self.people:
                    self.add_error(None, _("The list wasn’t up to date. Look at it once more, then save."))
                return None
            new = [self._new(one, on) for one in self.people if not one.person.known]
            changed = [one.person.known for one in self.people if one.person.known and self._changes(one, on)]
            deed = BulkDeed.add(new, changed, on, key, self.owner.pk)
        mentors = sum(one.could_mentor and not one.mentor_stands for one in self.people)
        introducers = sum(one.could_introduce and not one.introducer_stands for one in self.people)
        return Added(len(new), mentors, introducers, deed if deed.undo else None)

    def _new(self, one: Ticked, on: dt.date) -> Contact:
        line = one.person.line
        return Contact(
            owner=self.owner,
            name=line.name,
            **line.facts,
            notes=line.notes,
            prospect_on=on if one.could_mentor else None,
            may_introduce=one.could_introduce,
        )

    def _changes(self, one: Ticked, on: dt.date) -> bool:
        """Write into a contact what is new about them; whether anything is. A decision about a prospect stays."""
        contact = one.person.known
        facts: dict[str, Any] = {**one.person.new_facts}
        if one.could_mentor and not one.mentor_stands:
            facts["prospect_on"] = on
        if one.could_introduce and not one.introducer_stands:
            facts["may_introduce"] = True
        if one.person.is_archived:
            facts["archived_on"] = None
        for name, value in facts.items():
            setattr(contact, name, value)
        return bool(facts)
