"""Step 3: which contacts are meant, ticked or all that a list found, and what to do with them."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import BulkDeed, Contact, Tag
from ..models.contacts import ContactQuerySet
from ..text.text import record_number
from .base import OwnedForm
from .contacts import ContactSearchForm
from .who import WhoForm

# The lists that contacts are chosen from; each form knows what its address found.
LISTS: dict[str, type[ContactSearchForm] | type[WhoForm]] = {"contacts": ContactSearchForm, "who": WhoForm}

DEEDS = [
    *((kind.value, kind.label) for kind in BulkDeed.Kind.on_contacts() if kind != BulkDeed.Kind.DELETE),
    ("csv", gettext_lazy("Save as a table (CSV)")),
    ("vcards", gettext_lazy("Save as cards (vCard)")),
    (BulkDeed.Kind.DELETE.value, BulkDeed.Kind.DELETE.label),
]
LIST_CHANGED = gettext_lazy(
    "The list has changed since you opened it, so nothing was done. Check it, then choose again."
)


def _several_contacts() -> forms.ModelMultipleChoiceField:
    """Contacts of a list; of one who is gone from it no number is told, only that the list has changed."""
    gone = dict.fromkeys(("invalid_choice", "invalid_pk_value"), LIST_CHANGED)
    return forms.ModelMultipleChoiceField(Contact.objects.all(), required=False, error_messages=gone)


class SeveralForm(OwnedForm):
    """One form around a list: ticks, everybody on the page or everybody found; and one deed."""

    contact = _several_contacts()
    shown = _several_contacts()
    on_page = forms.BooleanField(required=False)
    everybody = forms.BooleanField(required=False)
    # How many were found where everybody is meant: a list that has changed meanwhile means nobody.
    number = forms.IntegerField(required=False)
    # Where the list was, and what its address asked for.
    where = forms.ChoiceField(choices=[(name, name) for name in LISTS], required=False)
    asked = forms.CharField(required=False, max_length=4000)
    deed = forms.ChoiceField(
        choices=DEEDS, error_messages={"required": gettext_lazy("Choose what to do with them")}
    )
    tag_name = forms.CharField(
        label=gettext_lazy("Tag"),
        required=False,
        max_length=Tag._meta.get_field("name").max_length,
        widget=forms.TextInput(
            attrs={"class": "form-control form-control-sm", "list": "tag-names", "autocomplete": "off"}
        ),
    )

    def clean_tag_name(self) -> str:
        """A tidy name without a comma."""
        name = " ".join(self.cleaned_data["tag_name"].split())
        if "," in name:
            raise ValidationError(_("Leave out the comma: it separates tags"))
        return name

    def clean(self):
        """Somebody has to be chosen; a tag has to be named where one is added or removed, and be there."""
        cleaned = super().clean()
        if not self.errors and not self._chooses_somebody():
            raise ValidationError(_("Choose someone first"))
        if not self.errors:
            self.check_number()
        deed, name = cleaned.get("deed"), cleaned.get("tag_name")
        if deed in (BulkDeed.Kind.TAG, BulkDeed.Kind.UNTAG) and "tag_name" not in self.errors:
            if not name:
                self.add_error("tag_name", _("Write the tag"))
            elif deed == BulkDeed.Kind.UNTAG and not self._tag(name):
                self.add_error("tag_name", _("You don’t have a tag with this name"))
        return cleaned

    def check_number(self) -> None:
        """Raise ValidationError where everybody found is not who was shown: a tag is gone, or somebody came."""
        if not self.cleaned_data["everybody"]:
            return
        source = self.source
        if source.lost or source.found().count() != self.cleaned_data.get("number"):
            raise ValidationError(LIST_CHANGED)

    def _chooses_somebody(self) -> bool:
        cleaned = self.cleaned_data
        ticked = cleaned["contact"] or (cleaned["on_page"] and cleaned["shown"])
        return bool(ticked) or (
            cleaned["everybody"] and bool(self.source.lost or self.source.found().exists())
        )

    @property
    def source(self) -> ContactSearchForm | WhoForm:
        """The form of the list that the contacts were chosen from."""
        where = self.data.get("where", "")
        asked = QueryDict(self.data.get("asked", "")[:4000])
        return LISTS.get(where, ContactSearchForm)(asked, owner=self.owner)

    @property
    def still_asked(self) -> QueryDict:
        """What the address of that list asked for, without what isn't there any more."""
        asked = QueryDict(self.data.get("asked", "")[:4000], mutable=True)
        for name in self.source.lost:
            asked.pop(name, None)
        return asked

    @property
    def ticked(self) -> set[int]:
        """The keys that are ticked, to be ticked again when the form comes back."""
        return (
            {pk for key in self.data.getlist("contact") if (pk := record_number(key))}
            if self.is_bound
            else set()
        )

    @property
    def next(self) -> str:
        """The address of the list when the form comes back from another."""
        return self.data.get("next", "") if self.is_bound else ""

    @property
    def chosen(self) -> ContactQuerySet:
        """The contacts that are meant."""
        contacts = Contact.objects.owned_by(self.owner)
        if self.cleaned_data["everybody"]:
            return self.source.found()
        ticked = {contact.pk for contact in self.cleaned_data["contact"]}
        if self.cleaned_data["on_page"]:
            ticked |= {contact.pk for contact in self.cleaned_data["shown"]}
        return contacts.filter(pk__in=ticked)

    @property
    def not_archived(self) -> list[str]:
        """The first names of those who were to be archived and aren't, because an agreement with them runs."""
        if self.cleaned_data["deed"] != BulkDeed.Kind.ARCHIVE:
            return []
        return [contact.first_name for contact in self.chosen.current().mentors()]

    def _tag(self, name: str) -> Tag | None:
        names = {tag.name.lower(): tag for tag in Tag.objects.owned_by(self.owner)}
        return names.get(name.lower())

    def save(self, on) -> tuple[BulkDeed | None, int]:
        """Do it on this day: the deed, or None when it makes no difference, and how many were chosen.

        Raises ValidationError where everybody is meant and the list has changed.
        """
        with transaction.atomic():
            self.owner.lock()
            self.check_number()
            chosen = self.chosen
            total = chosen.count()
            tag, made_tag, kind = None, False, self.cleaned_data["deed"]
            if kind in (BulkDeed.Kind.TAG, BulkDeed.Kind.UNTAG):
                tag = self._tag(self.cleaned_data["tag_name"])
                if made_tag := tag is None:
                    tag = Tag.objects.create(owner=self.owner, name=self.cleaned_data["tag_name"])
            deed = BulkDeed.do(chosen, kind, on, tag, made_tag)
            if not deed.number:
                deed.delete()
                return None, total
        return deed, total


class DeletionForm(SeveralForm):
    """The same contacts once more, from the page that asked: no more and no fewer than it said are deleted."""

    going = forms.IntegerField()

    def clean_deed(self) -> str:
        """Nothing else is done from that page."""
        if self.cleaned_data["deed"] != BulkDeed.Kind.DELETE:
            raise ValidationError(self.fields["deed"].error_messages["required"])
        return self.cleaned_data["deed"]

    def check_number(self) -> None:
        """Raise ValidationError where others would go than the page has said."""
        super().check_number()
        if self.goes.count() != self.cleaned_data["going"]:
            raise ValidationError(LIST_CHANGED)

    @property
    def goes(self) -> ContactQuerySet:
        """Those who are deleted: everybody chosen, but for whom an agreement names."""
        return self.chosen.without_agreement()
