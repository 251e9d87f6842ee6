"""Taking a whole import back: what it added goes unless it was used, what it updated is as it was before."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..likeness import plain
from ..models import Contact, Import, ImportRow, Tag
from .applying import AT_ONCE, Tagged

# What somebody else's record says about a contact that points to it; other kinds are "used since".
USED_BY = {
    "Introduction": gettext_lazy("an introduction"),
    "Meeting": gettext_lazy("a meeting"),
    "Assessment": gettext_lazy("an answer to a criterion"),
    "Interaction": gettext_lazy("a note"),
    "MentorAgreement": gettext_lazy("an agreement"),
    "Reminder": gettext_lazy("a reminder"),
    "Merge": gettext_lazy("somebody was merged into it"),
}
# Kinds that point to a contact without any use being made of it.
NO_USE = {"ImportRow", "Distinction"}


@dataclass
class Outlook:
    """What taking an import back would do: the contacts that go, those that are restored, and those that stay."""

    going: list[int]
    restored: int
    stays: list[tuple[Contact, list[str]]] = field(default_factory=list)

    @property
    def gone(self) -> int:
        """How many go."""
        return len(self.going)


def outlook(batch: Import) -> Outlook:
    """What would happen now; a fixed number of queries, whatever the size of the import."""
    keys = batch.rows.adding().values("form_key")
    added = Contact.objects.owned_by(batch.owner_id).filter(form_key__in=keys)
    why: dict[int, list[str]] = defaultdict(list)
    relation: Any
    for relation in Contact._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not (relation.auto_created and not relation.concrete and relation.one_to_many):
            continue
        # A deed on many changes the contact or its tags, which shows below.
        if model._meta.auto_created or model.__name__ in NO_USE:
            continue
        name = relation.field.name
        using = model._default_manager.filter(**{f"{name}__in": added}).values_list(f"{name}_id", flat=True)
        for pk in using.distinct():
            words = str(USED_BY.get(model.__name__, _("it was used")))
            why[pk] += [] if words in why[pk] else [words]
    touched = (
        Q(revision__gt=1)
        | Q(may_introduce=True)
        | Q(prospect_on__isnull=False)
        | Q(archived_on__isnull=False)
    )
    for pk in added.filter(touched).values_list("pk", flat=True):
        why[pk].append(_("you changed it"))
    for pk in _retagged(batch, added):
        why[pk].append(_("you changed its tags"))
    stays = added.filter(pk__in=why).in_bulk() if why else {}
    return Outlook(
        going=[pk for pk in added.values_list("pk", flat=True) if pk not in why],
        restored=_updated(batch).values("contact").distinct().count(),
        stays=[(stays[pk], why[pk]) for pk in sorted(stays)],
    )


def _updated(batch: Import) -> QuerySet:
    return batch.rows.filter(before__isnull=False, contact__isnull=False)


def _retagged(batch: Import, added: QuerySet) -> list[int]:
    """The added contacts that have other tags than the file gave them."""
    of_all = {plain(name) for name in batch.tag_names.split(",") if name.strip()}
    given = {
        key: of_all | {plain(tag) for tag in values.get("tags", ())}
        for key, values in batch.rows.adding().values_list("form_key", "values").iterator()
    }
    has = defaultdict(set)
    for pk, name in (
        Tagged.objects.filter(contact__in=added).values_list("contact_id", "tag__name").iterator()
    ):
        has[pk].add(plain(name))
    return [pk for pk, key in added.values_list("pk", "form_key").iterator() if has[pk] != given[key]]


def undo(batch: Import, now: dt.datetime) -> Outlook:
    """Take the import back in one transaction; sent twice it happens once."""
    with transaction.atomic():
        batch.owner.lock()
        batch = Import.objects.without_file().select_for_update().get(pk=batch.pk)
        found = outlook(batch)
        if batch.state != Import.State.DONE:
            return found
        for start in range(0, len(found.going), AT_ONCE):
            Contact.objects.filter(pk__in=found.going[start : start + AT_ONCE]).delete()
        _restore(batch, now)
        _forget_tags(batch)
        batch.record(state=Import.State.UNDONE, undone_at=now, stayed=len(found.stays))
        batch.rows.all().delete()
    return found


def _restore(batch: Import, now: dt.datetime) -> None:
    """Put back what the updated contacts held, field by field, where nobody wrote something else since."""
    rows = list(_updated(batch).select_related("contact").order_by("-line", "-pk"))
    contacts = {row.contact_id: row.contact for row in rows}
    tags: list[Q] = []
    untouched = {pk: contact.revision for pk, contact in contacts.items()}
    changed = set()
    for row in rows:
        contact, before = contacts[row.contact_id], row.before
        back = {name: old for name, (old, new) in before["fields"].items() if getattr(contact, name) == new}
        for name, old in back.items():
            setattr(contact, name, old)
        tags += [Q(contact=contact.pk, tag=tag) for tag in before["tags"]]
        is_all = len(back) == len(before["fields"])
        wrote = bool(before["fields"] or before["tags"])
        if not wrote:
            continue
        changed.add(contact.pk)
        if is_all and untouched[contact.pk] == before["revision"] + 1:
            # Nobody wrote since: then the contact is to the letter what it was.
            contact.revision = untouched[contact.pk] = before["revision"]
            contact.updated_at = dt.datetime.fromisoformat(before["updated_at"])
        else:
            contact.revision, contact.updated_at = contact.revision + 1, now
            untouched[contact.pk] = 0
        contact.mark_keys()
    names = sorted({name for row in rows for name in row.before["fields"]})
    Contact.objects.bulk_update(
        [contacts[pk] for pk in sorted(changed)],
        [*names, *Contact.KEYS, "revision", "updated_at"],
        batch_size=100,
    )
    for start in range(0, len(tags), 100):
        condition = Q()
        for one in tags[start : start + 100]:
            condition |= one
        Tagged.objects.filter(condition).delete()
    _restore_words(rows, contacts)


def _restore_words(rows: list[ImportRow], contacts: dict[int, Contact]) -> None:
    """The words by which they are found, in the very order in which they stood."""
    Contact.refresh_words(Contact.objects.filter(pk__in=contacts))
    before = {row.contact_id: row.before["words"] for row in rows}  # the first row of each comes last
    reordered = []
    for contact in Contact.objects.only("words").filter(pk__in=contacts):
        was = before[contact.pk]
        if contact.words != was and sorted(contact.words.split()) == sorted(was.split()):
            contact.words = was
            reordered.append(contact)
    Contact.objects.bulk_update(reordered, ["words"], batch_size=100)


def _forget_tags(batch: Import) -> None:
    """The tags this import made go with it, unless somebody has them by now."""
    made = Tag.objects.owned_by(batch.owner_id).filter(pk__in=batch.tags_made, revision=1)
    made.exclude(pk__in=Tagged.objects.filter(tag__in=batch.tags_made).values("tag_id")).delete()
