"""Step 3: the form of a contact, and the one that searches the list of them."""

import uuid
from urllib.parse import urlsplit

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.merging.duplicates import others_like
from ..identity.fields import NAMES
from ..identity.likeness import Level
from ..models import Contact, Tag
from ..models.contacts import BY_NAME, BY_TOUCH, IS_NOT_OPEN, IS_OPEN, ContactQuerySet
from ..models.prepared import Sliceable
from ..models.tally import COUNTED, Numbers
from ..search.words import MOST_WORDS, Sought, all_of, words_in
from ..status import loading
from ..status.counts import Counts
from ..status.stages import Stage, best_fit_first, furthest_first, with_stage
from ..text.text import as_list, says_something, split_list
from .base import OwnedForm, OwnedModelForm
from .field_errors import InOurWords
from .layout import FormRow

MOST_TAGS = 20
LONGEST_TAG = Tag._meta.get_field("name").max_length
# What two have in common that is worth asking about, whatever their names.
ADDRESSES = {"profile", "email", "mailbox"}
LONGEST_SEARCH = 200


def typed_tags(text: str) -> list[str]:
    """The tags of a comma-separated text, each once whatever its case, without those nobody can see."""
    tags: dict[str, str] = {}
    for part in split_list(text, ","):
        name = " ".join(part.split())
        if says_something(name):
            tags.setdefault(name.lower(), name)
    return list(tags.values())


def perhaps_known(contact: Contact, in_place: bool = False) -> list[str]:
    """Who may be this one, saved or not, and why; a name alone stops nobody but `in_place`, where no more is typed."""
    words = _("You may already know %(name)s: %(why)s. Is it the same person?")
    return [
        words % {"name": pair.second, "why": pair.verdict.reasons}
        for pair in others_like(contact)
        if in_place or pair.verdict.level >= Level.PROBABLY or ADDRESSES.intersection(pair.verdict.signs)
    ]


class ContactForm(OwnedModelForm):
    """A name is enough; everything else can come later."""

    tag_names = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        help_text=gettext_lazy("Words that help you find people again, separated by commas."),
    )
    prospect = forms.BooleanField(label=gettext_lazy("Could be your mentor: a prospect"), required=False)

    class Meta:
        model = Contact
        fields = [*NAMES, "may_introduce"]
        labels = {"may_introduce": gettext_lazy("Could introduce you to someone")}
        help_texts = {
            "linkedin": gettext_lazy("Such as linkedin.com/in/their-name"),
            "greeting": gettext_lazy("For letters: “Ruth”, “Dr. Adler”. If it’s blank, we use the name."),
        }
        error_messages = {"name": {"required": gettext_lazy("Write a name; the rest can come later")}}
        widgets = {
            "notes": forms.Textarea(attrs={"rows": 4}),
            "phone": forms.TextInput(attrs={"type": "tel"}),
            # For a phone's keyboard. No type "url": that would refuse an address without https:// in front.
            "linkedin": forms.TextInput(
                attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "email", "phone"):
            # Somebody else's details: the browser would offer those of the person who types.
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if self.instance.pk:
            # Afterwards each is one click in the menu of the contact.
            del self.fields["prospect"], self.fields["may_introduce"]
            self.initial["tag_names"] = as_list((tag.name for tag in self.instance.tags.all()), ",")

    def layout(self):
        """Name first, what is short side by side."""
        asked = [name for name in ("prospect", "may_introduce") if name in self.fields]
        hidden = [name for name in ("form_key", "opened_at") if name in self.fields]
        return Layout(
            *hidden,
            "name",
            FormRow("role", "company", wide=True),
            "place",
            *asked,
            FormRow("email", "phone", wide=True),
            "linkedin",
            "how_known",
            "greeting",
            "tag_names",
            "notes",
        )

    def clean_linkedin(self) -> str:
        """The address with https:// in front and without what LinkedIn adds to follow its visitors."""
        typed = self.cleaned_data["linkedin"]
        if not typed:
            return ""
        address = typed if "://" in typed else f"https://{typed}"
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise ValidationError(_("Write the address like this: linkedin.com/in/their-name")) from None
        if (urlsplit(address).hostname or "").endswith("linkedin.com"):
            address = address.partition("?")[0].partition("#")[0]
        if len(address) > Contact._meta.get_field("linkedin").max_length:
            raise ValidationError(_("This address is too long"))
        return address

    def clean_tag_names(self) -> str:
        """The tags as they will stand there: tidy, once each, not too long, no more than one types or there were."""
        tags = typed_tags(self.cleaned_data["tag_names"])
        most = max(MOST_TAGS, len(typed_tags(self.initial.get("tag_names", ""))))
        if len(tags) > most:
            raise ValidationError(_("Use at most %(most)s tags") % {"most": most})
        if too_long := next((tag for tag in tags if len(tag) > LONGEST_TAG), ""):
            words = _("Shorten “%(tag)s…” to %(most)s letters at most")
            raise ValidationError(words % {"tag": too_long[:20], "most": LONGEST_TAG})
        return as_list(tags, ",")

    def manners(self) -> list[str]:
        """Perhaps the person is there already."""
        facts = {name: self.cleaned_data[name] for name in NAMES}
        return perhaps_known(Contact(pk=self.instance.pk, owner=self.owner, **facts))

    def save(self, commit=True):
        """Save the contact and its tags, making those that are new."""
        if self.cleaned_data.get("prospect"):
            self.instance.prospect_on = timezone.localdate()
        contact = super().save(commit)
        contact.retag(self._tags(typed_tags(self.cleaned_data["tag_names"])))
        return contact

    def _tags(self, names: list[str]) -> list[Tag]:
        def known() -> dict[str, Tag]:
            return {tag.name.lower(): tag for tag in Tag.objects.owned_by(self.owner)} if names else {}

        there = known()
        new = [Tag(owner=self.owner, name=name) for name in names if name.lower() not in there]
        if new:
            # The database may know two letters as one where Python does not; then the tag is there already.
            Tag.objects.bulk_create(new, ignore_conflicts=True)
            there = known()
        return [there[name.lower()] for name in names if name.lower() in there]


class QuickForm(InOurWords, forms.Form):
    """The line on the list that adds somebody by name: only what it needs to be sent once, `ContactForm` reads it."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


WHO = {
    "": (gettext_lazy("Everyone"), lambda contacts: contacts.current()),
    "prospects": (gettext_lazy("Prospects"), lambda contacts: contacts.prospects()),
    "introducers": (gettext_lazy("Introducers"), lambda contacts: contacts.introducers()),
    "neither": (
        gettext_lazy("Neither yet"),
        lambda contacts: contacts.current().filter(prospect_on__isnull=True, may_introduce=False),
    ),
    "archived": (gettext_lazy("Archived"), lambda contacts: contacts.archived()),
}

STAGES = [(str(stage.value), stage.label) for stage in Stage if stage]

# How prospects are ranked before everybody else, and in which order everybody else follows.
ORDERS = {
    "": (gettext_lazy("Stage"), furthest_first, BY_TOUCH),
    "name": (gettext_lazy("Name"), None, BY_NAME),
    "touch": (gettext_lazy("Last in touch"), None, BY_TOUCH),
    "fit": (gettext_lazy("Best fit"), best_fit_first, BY_NAME),
}


class InTurn:
    """Two queries as one list: all of the first, whose rows are `number`, then the second."""

    def __init__(self, first: QuerySet | Sliceable, number: int, second: QuerySet | Sliceable):
        self.first, self.number, self.second = first, number, second

    def __getitem__(self, some: slice) -> list:
        """The rows from `some.start` up to `some.stop`; one query for each of the two that they may stand in."""
        found = list(self.first[some]) if some.start < self.number else []
        start, stop = max(some.start - self.number, 0), max(some.stop - self.number, 0)
        # At least one row is asked for: a page costs the same whatever stands on it.
        return found + list(self.second[start : max(stop, start + 1)])[: stop - start]


class ContactSearchForm(OwnedForm):
    """What the address of the list asks for. Nonsense counts as not asked."""

    cut = ""
    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "maxlength": LONGEST_SEARCH,
                "class": "form-control",
                "placeholder": gettext_lazy("Name, company, role, place or note"),
            }
        ),
    )
    who = forms.ChoiceField(
        label=gettext_lazy("Who"),
        required=False,
        choices=[
            *((key, words) for key, (words, _narrowed) in WHO.items()),
            (gettext_lazy("Prospects by stage"), STAGES),
        ],
    )
    tag = forms.ModelChoiceField(
        Tag.objects.all(), label=gettext_lazy("Tag"), required=False, empty_label=gettext_lazy("Any tag")
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Sort by"),
        required=False,
        choices=[(key, words) for key, (words, *_orders) in ORDERS.items()],
    )

    def __init__(self, data, **kwargs):
        if data.get("stage"):
            data = data.dict() | {"who": data["stage"]}  # how other pages link to one stage
        super().__init__(data, **kwargs)
        for name in ("who", "tag", "sort"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def offer_tags(self) -> list[Tag]:
        """Fill in the tags to choose from; returns them, for they are read once."""
        field = self.fields["tag"]
        tags = loading.tags(self.owner.pk)
        field.choices = [("", field.empty_label), *((tag.pk, tag.name) for tag in tags)]
        return tags

    def clean_q(self) -> str:
        """The words, as far as so many can be looked for at once; `cut` says whether that is all of them."""
        typed = self.cleaned_data["q"]
        words = words_in(typed[:LONGEST_SEARCH])
        end = words[MOST_WORDS - 1].end if len(words) > MOST_WORDS else LONGEST_SEARCH
        self.cut = typed[:end] if typed[end:].strip() else ""
        return typed[:end]

    @property
    def sought(self) -> Sought | None:
        """The words that are searched for, if any."""
        return all_of(words) if (words := self.asked.get("q")) else None

    @property
    def asked(self) -> dict:
        """What was asked for and makes sense; the order is no part of it."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "sort"}

    @property
    def lost(self) -> list[str]:
        """What is asked for and isn't there, such as a tag that was deleted: without it more are found."""
        return list(self.errors)

    def found(self) -> ContactQuerySet:
        """The owner's contacts that were asked for."""
        asked = self.asked
        contacts = Contact.objects.owned_by(self.owner)
        who = asked.get("who", "")
        if who in WHO:
            _words, narrowed = WHO[who]
            contacts = narrowed(contacts)
        else:
            contacts = with_stage(contacts.prospects()).filter(stage=int(who))
        if sought := self.sought:
            contacts = contacts.with_words(sought)
        if tag := asked.get("tag"):
            contacts = contacts.filter(tags=tag)
        return contacts

    def counts(self, everybody: Counts) -> Numbers:
        """How many were asked for, and how many of those are introducers and prospects; `everybody` is counted."""
        if self.asked:
            return Numbers(**self.found().aggregate(**COUNTED))
        return Numbers(everybody.contacts, everybody.introducers, everybody.prospects)

    def ordered(self, contacts: ContactQuerySet, prospects: int) -> InTurn:
        """The keys of the contacts in the order that was asked for; by stage when none was.

        `prospects` of them are open prospects. Those alone are ranked: the rest comes out of an index.
        """
        self.is_valid()
        sort = self.cleaned_data.get("sort", "")
        if not self.asked and not sort:
            return InTurn(loading.by_stage.of(self.owner.pk), prospects, loading.by_touch.of(self.owner.pk))
        _words, ranked, order = ORDERS[sort]
        rest = contacts.order_by(*order).values_list("pk", flat=True)
        if not ranked:
            return InTurn(contacts.none(), 0, rest)
        return InTurn(
            ranked(contacts.filter(IS_OPEN)).values_list("pk", flat=True), prospects, rest.filter(IS_NOT_OPEN)
        )
