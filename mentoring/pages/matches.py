"""Who in the network may meet a criterion: contacts in which its search words stand, shown with the words marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ..identity.fields import ADDRESSES
from ..models import Contact, MentorCriterion, User
from ..models.contacts import ContactQuerySet
from ..search.words import Sought, any_of, excerpt, marked
from ..status.counts import Count

# So many criteria are counted in one query; nobody has as many.
AT_ONCE = 300


@dataclass(frozen=True)
class CriterionMatch:
    """One contact with what was found in it, as a page shows it; the marks are already in the texts."""

    contact: Contact
    name: SafeString
    what: SafeString
    place: SafeString
    tags: list[SafeString]
    notes: SafeString
    criteria: list[MentorCriterion]
    # The same as `place`, where something of it was found.
    found_place: SafeString


def shown(contact: Contact, sought: Sought, criteria: Iterable[MentorCriterion] = ()) -> CriterionMatch:
    """A contact with its tags, as a row that says where what was sought stands."""
    tags = [tag.name for tag in contact.tags.all()]
    what = [part for part in (contact.role, contact.company) if part]
    return CriterionMatch(
        contact=contact,
        name=marked(contact.name, sought if sought.in_names else None),
        what=format_html_join(", ", "{}", ((marked(part, sought),) for part in what)),
        place=marked(contact.place, sought),
        tags=[marked(tag, sought) for tag in tags if sought.marks(tag)],
        notes=next(filter(None, (excerpt(text, sought) for text in _beside(contact, sought))), SafeString()),
        criteria=[
            criterion
            for criterion in criteria
            if any_of(criterion.search_words).finds(contact.name, [*contact.searchable_text, *tags])
        ],
        found_place=marked(contact.place, sought) if sought.marks(contact.place) else SafeString(),
    )


def _beside(contact: Contact, sought: Sought) -> list[str]:
    """What is shown only where something of it was found; addresses are looked into by whoever looks for names."""
    names = ("notes", "how_known", *(ADDRESSES if sought.in_names else ()))
    return [getattr(contact, name) for name in names]


def any_or_all(
    contacts: ContactQuerySet, criteria: Iterable[MentorCriterion], every: bool
) -> ContactQuerySet:
    """Of somebody's contacts those that may meet any of the criteria, or every one of them."""
    each = [any_of(criterion.search_words) for criterion in criteria]
    if not each:
        return contacts.none()
    if not every:
        return contacts.with_words(any_of_them(each))
    for sought in each:
        contacts = contacts.with_words(sought)
    return contacts


def any_of_them(each: Iterable[Sought]) -> Sought:
    """The alternatives of several criteria as one question."""
    return Sought(tuple(dict.fromkeys(term for sought in each for term in sought.terms)), False, False)


def matches_by_criterion(user: User, criteria: Iterable[MentorCriterion]) -> dict[int, int]:
    """By the key of each criterion with search words how many current contacts they find; one query."""
    contacts = Contact.objects.owned_by(user).current()
    counted = {
        criterion.pk: Count(contacts.with_words(sought))
        for criterion in criteria
        if (sought := any_of(criterion.search_words)).terms
    }
    found: dict[int, int] = {}
    keys = list(counted)
    for start in range(0, len(keys), AT_ONCE):
        some = {f"found_{key}": counted[key] for key in keys[start : start + AT_ONCE]}
        row = User.objects.filter(pk=user.pk).annotate(**some).values(*some).get()
        found |= {int(name.removeprefix("found_")): number for name, number in row.items()}
    return found
