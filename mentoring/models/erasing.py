"""Erasing: nothing stays in what undoes something, in the index of words and in the free pages of the database."""

from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Q, Value

from .bulk_deeds import BulkDeed, BulkDeedQuerySet
from .changes import Change
from .contacts import Contact
from .merges import Merge
from .ties import Tie
from .undo import REMOVED, Difference, model_of, name_of, sliced, without
from .unsent import UnsentForm

# Bytes of a database; writing more anew would keep others from writing for longer than they wait.
MOST_REWRITTEN = 500_000_000


def forget_contact(instance, origin, **kwargs):
    """Before a contact is deleted: take them out of all that is kept for an undo.

    When a whole account goes, what was kept goes as well.
    """
    if not (isinstance(origin, Contact) or getattr(origin, "model", None) is Contact):
        return
    # Whoever was merged into them is the same person, under the key they had.
    merged = Merge.objects.filter(kept=instance).values_list("removed_key", flat=True)
    _forget(instance.owner_id, {instance.pk, *merged}, {instance.name})


def erase_deleted(deeds: BulkDeedQuerySet) -> None:
    """Forget how to undo these, in one transaction; whoever was deleted by them is erased with all their traces."""
    with transaction.atomic():
        for deed in deeds.deletions():
            merges = [change for change in deed.undo if change["model"] == name_of(Merge)]
            merged = {change["columns"]["removed_key"][0] for change in merges}
            deed.delete()
            _forget(deed.owner_id, {*deed.deleted, *merged}, {*deed.deleted.values()})
        deeds.delete()
        leave_nothing_behind()


def forget_ties(owner_id: int) -> None:
    """Remove all that LinkedIn counted with somebody's contacts, also from what is kept for an undo."""
    with transaction.atomic():
        Tie.objects.owned_by(owner_id).delete()
        Change.objects.owned_by(owner_id).filter(model=name_of(Tie)).delete()
        merges, deeds = (_kept_undo(model, owner_id) for model in (Merge, BulkDeed))
        for name, pk, undo in merges.union(deeds, all=True):
            left = _without_ties(undo)
            if left != undo:
                model_of(name)._default_manager.filter(pk=pk).update(undo=left)
        leave_nothing_behind()


def _without_ties(undo: list[Difference]) -> list[Difference]:
    """The changes without those of ties, also within the merges that a deletion keeps."""
    left = [change for change in undo if change["model"] != name_of(Tie)]
    return [
        _merge_with(change, _without_ties)
        if change["model"] == name_of(Merge) and change["kind"] == REMOVED
        else change
        for change in left
    ]


def _forget(owner_id: int, pks: set[int], names: set[str]) -> None:
    """Take contacts out of all that is kept for an undo, and what has their names out of what was not sent."""
    merges, deeds = (_kept_undo(model, owner_id) for model in (Merge, BulkDeed))
    for name, pk, undo in merges.union(deeds, all=True):
        left = _without(undo, pks)
        if left != undo:
            model_of(name)._default_manager.filter(pk=pk).update(undo=left)
    changes = Change.objects.owned_by(owner_id)
    for some in sliced(sorted(pks)):
        themselves = Q(model=name_of(Contact), key__in=some)
        their_tags = Q(model=name_of(Contact.tags.through), columns__contact_id__1__in=some)
        their_ties = Q(model=name_of(Tie), columns__contact_id__1__in=some)
        changes.filter(themselves | their_tags | their_ties).delete()
    unsent = UnsentForm.objects.owned_by(owner_id)
    folded = {name.casefold() for name in names}
    naming = [form.pk for form in unsent if any(name in repr(form.fields).casefold() for name in folded)]
    if naming:
        unsent.filter(pk__in=naming).delete()


def _without(undo: list[Difference], pks: set[int]) -> list[Difference]:
    """The changes without these contacts, also within the merges that a deletion keeps."""
    return [
        change
        if change["model"] != name_of(Merge) or change["kind"] != REMOVED
        else _merge_with(change, lambda undo: without(undo, Contact, pks))
        for change in without(undo, Contact, pks)
    ]


def _merge_with(change: Difference, left: Callable[[list[Difference]], list[Difference]]) -> Difference:
    """A merge that was removed, with what is left of its way back."""
    kept = left(change["columns"]["undo"][0])
    return Difference(**change | {"columns": change["columns"] | {"undo": [kept, None]}})


def leave_nothing_behind() -> None:
    """On SQLite: words that nobody has any more leave the index, and what was written leaves the log beside the file.

    The free pages of the file itself are overwritten when they become free (`secure_delete`). PostgreSQL clears its
    tables by itself, in its own time.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO mentoring_contact_index (mentoring_contact_index) VALUES ('optimize')"
            )
        transaction.on_commit(_empty_the_log, robust=True)


def rewrite_file() -> None:
    """On SQLite: write the whole file anew, outside a transaction, unless it is larger than MOST_REWRITTEN.

    A page that lost some of its rows is put in order without clearing what they leave between those that stay, even
    with `secure_delete`. The new file has no such remains.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        if cursor.fetchone()[0] <= MOST_REWRITTEN:
            cursor.execute("VACUUM")
            _empty_the_log()


def _empty_the_log() -> None:
    """Takes no longer than half a second: while somebody reads, the next time does it."""
    patience = connection.settings_dict["OPTIONS"].get("timeout", 5)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 500")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")


def _kept_undo(model, owner_id: int):
    """The name of the model, key and undo of every record that can still be undone."""
    kept = model._default_manager.filter(owner=owner_id).exclude(undo=[])
    return kept.order_by().values_list(Value(name_of(model)), "pk", "undo")
