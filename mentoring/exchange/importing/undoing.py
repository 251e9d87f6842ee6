"""Taking an import back, whole or half in: what it added goes unless it was used, what it updated is as before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...identity.fields import LABELS, NAMES
from ...models import BulkDeed, Change, Contact, Import, Merge, Tag, Tie
from ...models.bulk_writes import AT_ONCE, let_others_write, remove, write_each
from ...models.deletions import without_undone
from ...models.undo import CHANGED, MADE, name_of, put_back, take_away, uses
from ...text.text import and_list
from .applying import Tagged, confirm_import

TOO_LATE = gettext_lazy("This import can’t be undone any more: you had 30 days for that.")
# What somebody else's record says about a contact that points to it; other kinds are "used since".
USED_BY = {
    "Introduction": gettext_lazy("an introduction"),
    "Meeting": gettext_lazy("a meeting"),
    "Assessment": gettext_lazy("an answer to a criterion"),
    "Interaction": gettext_lazy("a note"),
    "MentorAgreement": gettext_lazy("an agreement"),
    "Reminder": gettext_lazy("a reminder"),
    "Merge": gettext_lazy("someone was merged into it"),
}


class Stays(NamedTuple):
    """Of somebody an import added or updated what stays, in words: by their name, and the contact that has it now."""

    name: str
    contact: Contact
    why: str


@dataclass
class Outlook:
    """What taking an import back would do: the contacts that go, those that are restored, and those that stay.

    Who is `within` somebody else by now can't go; what was `written_since` into what it updated stays as it is.
    """

    going: list[int]
    restored: int
    stays: list[tuple[Contact, list[str]]] = field(default_factory=list)
    within: list[Stays] = field(default_factory=list)
    written_since: list[Stays] = field(default_factory=list)
    # What was counted with so many goes, and with so many becomes what it was.
    ties_gone: int = 0
    ties_restored: int = 0

    @property
    def gone(self) -> int:
        """How many go."""
        return len(self.going)


def outlook(batch: Import) -> Outlook:
    """What would happen now; as many queries more for a large import as it has slices."""
    # Put together here: a database that has not counted its rows since the import compares all with all.
    mine = Contact.objects.owned_by(batch.owner_id)
    made = batch.changes.of(MADE, name_of(Contact))
    added = dict(made.order_by().values_list("key", "columns").iterator())
    going, why = _going(batch, added)
    stays = mine.in_bulk(list(why))
    ties = Tie.objects.owned_by(batch.owner_id).filter(came_with=batch)
    as_made = ties.filter(revision=Tie._meta.get_field("revision").default)
    numbers = batch.changes.aggregate(
        restored=_count_standing(CHANGED, mine),
        ties_gone=_count_standing(MADE, as_made),
        ties_restored=_count_standing(CHANGED, ties),
    )
    return Outlook(
        going=going,
        stays=[(stays[pk], why[pk]) for pk in sorted(stays)],
        within=_within(batch),
        written_since=_written_since(batch),
        **numbers,
    )


def _merges(batch: Import, changes: QuerySet) -> QuerySet:
    """The merges by which somebody of these changes went into another contact."""
    merges = Merge.objects.owned_by(batch.owner_id).order_by("removed_name", "pk")
    return merges.filter(removed_key__in=changes.order_by().values("key"))


def _within(batch: Import) -> list[Stays]:
    """Who it added or updated and was merged into somebody else since, and what of them that one has."""
    found = []
    changes = batch.changes.filter(model=name_of(Contact))
    for merge in _merges(batch, changes).select_related("kept"):
        columns = {
            column
            for change in merge.undo
            if (change["kind"], change["model"], change["pk"]) == (CHANGED, name_of(Contact), merge.kept_id)
            for column in change["columns"]
        }
        labels = [str(label) for name, label in LABELS.items() if name in columns]
        if any(change["model"] == name_of(Tagged) for change in merge.undo):
            labels.append(str(LABELS["tags"]))
        words = _("part of %(kept)s now, with %(fields)s") if labels else _("part of %(kept)s now")
        why = words % {"kept": merge.kept, "fields": and_list(labels)}
        found.append(Stays(merge.removed_name, merge.kept, why))
    return found


def _written_since(batch: Import) -> list[Stays]:
    """Whom it updated and who holds something else by now than what it wrote, and something else than before."""
    found, changes = [], batch.changes.of(CHANGED, name_of(Contact))
    for some in changes.differences():
        standing = Contact.objects.owned_by(batch.owner_id).in_bulk([change["pk"] for change in some])
        later = _written_later(batch, standing)
        for change in some:
            contact = standing.get(change["pk"])
            columns = change["columns"] if contact else {}
            names = [
                name for name in NAMES if name in columns and getattr(contact, name) not in columns[name]
            ]
            by_file: dict[str, list[str]] = defaultdict(list)
            for name in names:
                by_file[later.get((change["pk"], name), "")].append(str(LABELS[name]))
            if contact and by_file:
                why = "; ".join(_changed(labels, file) for file, labels in by_file.items())
                found.append(Stays(contact.name, contact, why))
    return found


def _changed(labels: list[str], file: str) -> str:
    words = _("%(fields)s, changed since")
    if file:
        words = _("%(fields)s, changed by the later import of %(file)s")
    return words % {"fields": and_list(labels), "file": file}


def _written_later(batch: Import, contacts: Collection[int]) -> dict[tuple[int, str], str]:
    """By which file each column of these contacts was last written after this one, by contact and column."""
    later = Change.objects.owned_by(batch.owner_id).of(CHANGED, name_of(Contact)).filter(key__in=contacts)
    later = later.filter(batch__confirmed_at__gt=batch.confirmed_at).order_by("batch__confirmed_at", "pk")
    return {
        (key, column): file
        for key, columns, file in later.values_list("key", "columns", "batch__file_name")
        for column in columns
    }


def _count_standing(kind: str, standing: QuerySet) -> Count:
    """How many of these records that stand an import made or changed."""
    there = Exists(standing.filter(pk=OuterRef("key")))
    return Count("key", filter=Q(there, kind=kind, model=name_of(standing.model)), distinct=True)


def _going(
    batch: Import, made: Mapping[int, Any], few: bool = False
) -> tuple[list[int], dict[int, list[str]]]:
    """Of the contacts that were made, by their key with its columns, who goes and why the others stay.

    `few` of them are looked up by their keys, all of them are found faster by looking at everybody.
    """
    stands = Contact.objects.owned_by(batch.owner_id).order_by("pk")
    if few:
        stands = stands.filter(pk__in=made)
    facts = stands.values_list("pk", "revision", "may_introduce", "prospect_on", "archived_on")
    there = {pk: others for pk, *others in facts.iterator() if pk in made}
    why: dict[int, list[str]] = defaultdict(list)
    for pk, models in uses(Contact, there).items():
        words = [str(USED_BY.get(model.__name__, _("it was used"))) for model in models]
        why[pk] += dict.fromkeys(words)
    for pk, (revision, *others) in there.items():
        if revision != made[pk]["revision"][1] or any(others):
            why[pk].append(_("you changed it"))
    tags, has = _tags(batch, there if few else None)
    for pk in there:
        if has[pk] != tags.intersection(made[pk]["tags"][1]):
            why[pk].append(_("you changed its tags"))
    return [pk for pk in there if pk not in why], why


def _tags(batch: Import, contacts: Mapping[int, Any] | None) -> tuple[set[int], dict[int, set[int]]]:
    """The tags that there are now, and those of each of these contacts, or of everybody."""
    has: dict[int, set[int]] = defaultdict(set)
    links = Tagged.objects.filter(tag__owner=batch.owner_id).values_list("contact_id", "tag_id")
    if contacts is not None:
        links = links.filter(contact__in=contacts)
    for contact, tag in links.iterator():
        has[contact].add(tag)
    return set(Tag.objects.owned_by(batch.owner_id).values_list("pk", flat=True)), has


# In which order the changes go back. The tags it made last: unless somebody else has them by now, nobody does.
MADE_TIES = (MADE, name_of(Tie))  # most of them have gone with their contacts by then
ORDER = [
    (MADE, name_of(Contact)),
    (MADE, name_of(Tagged)),
    MADE_TIES,
    (CHANGED, name_of(Tie)),
    (CHANGED, name_of(Contact)),
    (MADE, name_of(Tag)),
]


def undo(batch: Import, now: dt.datetime) -> Import:
    """Take back the next thousand changes of an import, whether all of it came in or a part.

    All of a slice or nothing of it: whoever is interrupted goes on from there. Sent twice nothing happens twice.
    Raises ValidationError when that is no longer possible.
    """
    with transaction.atomic():
        batch = batch.locked()
        if batch.state == Import.State.DONE and not batch.can_be_undone:
            raise ValidationError(TOO_LATE)
        if batch.state != Import.State.GOING:
            if batch.state != Import.State.DONE and not batch.is_half_way:
                return batch
            batch.reached = batch.stayed = 0
        left = AT_ONCE
        deeds = BulkDeed.objects.owned_by(batch.owner_id).deletions()
        deleted = list(deeds.filter(created_at__gte=batch.confirmed_at))
        for kind, model in ORDER:
            left -= _take_back(batch, kind, model, left, deleted)
        write_each([deed for deed in deleted if deed.undo], ["undo"])
        if emptied := [deed.pk for deed in deleted if not deed.undo]:
            deeds.filter(pk__in=emptied).delete()
        left -= _forget_rows(batch, left)
        if is_over := left > 0:
            remove(batch.changes.all())
        batch.record(
            state=Import.State.UNDONE if is_over else Import.State.GOING,
            undone_at=now if is_over else None,
            reached=batch.reached + AT_ONCE - left,
            stayed=batch.stayed,
        )
    if not is_over:
        let_others_write()
    return batch


def _take_back(batch: Import, kind: str, model: str, most: int, deleted: list[BulkDeed]) -> int:
    """Take back what the import did to so many records of one kind at most; says how many changes are done with.

    Of those who were `deleted` with others since nothing of it comes back with them.
    """
    changes = batch.changes.of(kind, model)
    keys = list(changes.order_by("key").values_list("key", flat=True).distinct()[:most]) if most > 0 else []
    if not keys:
        return 0
    some = changes.filter(key__in=keys)
    differences = list(chain.from_iterable(some.differences())) if deleted else []
    for deed in deleted:
        deed.undo = without_undone(deed.undo, differences)
    if (kind, model) == ORDER[0]:
        going, why = _going(batch, dict(some.order_by().values_list("key", "columns")), few=True)
        take_away(Contact, going)
        batch.stayed += len(why) + _merges(batch, some).count()
    elif (kind, model) != MADE_TIES or Tie.objects.filter(pk__in=keys).exists():
        put_back(some.differences(), batch.confirmed_at)
    return remove(some)


def _forget_rows(batch: Import, most: int) -> int:
    """Forget so many rows at most that did not come in; says how many."""
    pks = list(batch.rows.order_by().values_list("pk", flat=True)[:most]) if most > 0 else []
    return remove(batch.rows.filter(pk__in=pks)) if pks else 0


def next_slice(batch: Import, now: dt.datetime) -> Import:
    """The next slice of what stands half-way, in the direction it was going. Raises as the two directions do."""
    step = undo if batch.state == Import.State.GOING else confirm_import
    return step(batch, now)
