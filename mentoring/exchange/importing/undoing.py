"""Taking a whole import back: what it added goes unless it was used, what it updated is as it was before."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...identity.likeness import plain
from ...models import Contact, Import, Tag
from ...models.bulk_writes import AT_ONCE, remove, write_each
from .applying import Tagged

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
    # Put together here: a database that has not counted its rows since the import compares all with all.
    mine = Contact.objects.owned_by(batch.owner_id)
    given = _given(batch)
    keys = mine.order_by("pk").values_list("pk", "form_key")
    added = {pk: given[key] for pk, key in keys.iterator() if key in given}
    why: dict[int, list[str]] = defaultdict(list)
    for relation in _relations(of_use=True):
        using = relation.related_model._default_manager.filter(owner=batch.owner_id)
        for pk in using.order_by().values_list(f"{relation.field.name}_id", flat=True).distinct():
            words = str(USED_BY.get(relation.related_model.__name__, _("it was used")))
            if pk in added and words not in why.get(pk, ()):
                why[pk].append(words)
    touched = (
        Q(revision__gt=1)
        | Q(may_introduce=True)
        | Q(prospect_on__isnull=False)
        | Q(archived_on__isnull=False)
    )
    for pk in mine.filter(touched).values_list("pk", flat=True):
        if pk in added:
            why[pk].append(_("you changed it"))
    has = _tags(batch)
    for pk, tags in added.items():
        if has[pk] != tags:
            why[pk].append(_("you changed its tags"))
    stays = mine.in_bulk(list(why))
    return Outlook(
        going=[pk for pk in added if pk not in why],
        restored=_updated(batch).values("contact").distinct().count(),
        stays=[(stays[pk], why[pk]) for pk in sorted(stays)],
    )


def _relations(of_use: bool) -> list[Any]:
    """What points to contacts, in two parts: kinds by which one is used, and those that say nothing of the kind."""
    relations: Any = Contact._meta.get_fields(include_hidden=True)
    found = (one for one in relations if one.auto_created and not one.concrete and one.one_to_many)
    # The tables of tags and of deeds on many: these change the contact or its tags, which shows.
    no_use = {
        one: one.related_model._meta.auto_created or one.related_model.__name__ in NO_USE for one in found
    }
    return [one for one in no_use if bool(no_use[one]) != of_use]


def _updated(batch: Import) -> QuerySet:
    return batch.rows.filter(before__isnull=False, contact__isnull=False)


def _given(batch: Import) -> dict[uuid.UUID, set[str]]:
    """By the form key of each contact that was added the tags it was given."""
    of_all = {plain(name) for name in batch.tag_names.split(",") if name.strip()}
    rows = batch.rows.adding().values_list("form_key", "values__tags")
    return {key: of_all | {plain(tag) for tag in tags or ()} for key, tags in rows.iterator()}


def _tags(batch: Import) -> dict[int, set[str]]:
    """The tags that each contact has now."""
    has: dict[int, set[str]] = defaultdict(set)
    names = {tag.pk: plain(tag.name) for tag in Tag.objects.owned_by(batch.owner_id)}
    for contact, tag in (
        Tagged.objects.filter(tag__owner=batch.owner_id).values_list("contact_id", "tag_id").iterator()
    ):
        has[contact].add(names[tag])
    return has


def undo(batch: Import, now: dt.datetime) -> Outlook:
    """Take the import back in one transaction; sent twice it happens once."""
    with transaction.atomic():
        batch.owner.lock()
        batch = Import.objects.without_file().select_for_update().get(pk=batch.pk)
        found = outlook(batch)
        if batch.state != Import.State.DONE:
            return found
        batch.rows.adding().delete()
        for start in range(0, len(found.going), AT_ONCE):
            _remove(found.going[start : start + AT_ONCE])
        _restore(batch, now)
        _forget_tags(batch)
        batch.record(state=Import.State.UNDONE, undone_at=now, stayed=len(found.stays))
        batch.rows.all().delete()
    return found


def _remove(pks: list[int]) -> None:
    """Delete contacts that nothing uses, without reading them first; what may point to them all the same goes too."""
    for relation in _relations(of_use=False):
        pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
        if relation.field.null:
            pointing.update(**{relation.field.name: None})
        else:
            remove(pointing)
    remove(Contact.objects.filter(pk__in=pks))


def _restore(batch: Import, now: dt.datetime) -> None:
    """Put back what the updated contacts held, some contacts at a time."""
    pks = list(_updated(batch).order_by("contact_id").values_list("contact_id", flat=True).distinct())
    for start in range(0, len(pks), AT_ONCE):
        _restore_contacts(_updated(batch).filter(contact__in=pks[start : start + AT_ONCE]), now)


def _restore_contacts(updated: QuerySet, now: dt.datetime) -> None:
    """Field by field what these rows replaced, where nobody wrote something else since."""
    rows = list(
        updated.select_related("contact")
        .defer("values", "why", "fills", "differs", "reason")
        .order_by("-line", "-pk")
    )
    contacts = {row.contact_id: row.contact for row in rows}
    given: dict[int, set[int]] = defaultdict(set)
    untouched = {pk: contact.revision for pk, contact in contacts.items()}
    changed = set()
    for row in rows:
        contact, before = contacts[row.contact_id], row.before
        back = {name: old for name, (old, new) in before["fields"].items() if getattr(contact, name) == new}
        for name, old in back.items():
            setattr(contact, name, old)
        given[contact.pk].update(before["tags"])
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
    stood = {row.contact_id: row.before["words"] for row in rows}  # the first row of each comes last
    names = sorted({name for row in rows for name in row.before["fields"]})
    some = [contacts[pk] for pk in sorted(changed)]
    _take_tags(some, given)
    _restore_words(some, stood)
    write_each(some, [*names, *Contact.KEYS, "words", "revision", "updated_at"])


def _take_tags(contacts: list[Contact], given: dict[int, set[int]]) -> None:
    """Take off these contacts the tags that the import gave them."""
    has = Tagged.objects.filter(contact__in=[contact.pk for contact in contacts])
    rows = has.values_list("pk", "contact_id", "tag_id")
    Tagged.objects.filter(pk__in=[pk for pk, contact, tag in rows if tag in given[contact]]).delete()


def _restore_words(contacts: list[Contact], stood: dict[int, str]) -> None:
    """The words by which they are found, in the very order in which they stood where they are the same."""
    prefetch_related_objects(contacts, "tags")
    for contact in contacts:
        words, was = contact.words_with(contact.tags.all()), stood[contact.pk]
        contact.words = was if sorted(words.split()) == sorted(was.split()) else words


def _forget_tags(batch: Import) -> None:
    """The tags this import made go with it, unless somebody has them by now."""
    made = Tag.objects.owned_by(batch.owner_id).filter(pk__in=batch.tags_made, revision=1)
    made.exclude(pk__in=Tagged.objects.filter(tag__in=batch.tags_made).values("tag_id")).delete()
