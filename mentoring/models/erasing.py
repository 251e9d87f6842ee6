"""Erasing: nothing stays in what undoes something, in the index of words and in the free pages of the database."""

from django.db import connection, transaction
from django.db.models import Q, Value

from .bulk_deeds import BulkDeed
from .changes import Change
from .contacts import Contact
from .merges import Merge
from .undo import model_of, name_of, without
from .unsent import UnsentForm


def forget_contact(instance, origin, **kwargs):
    """Before a contact is deleted: take them out of all that is kept for an undo.

    When a whole account goes, what was kept goes as well.
    """
    if not (isinstance(origin, Contact) or getattr(origin, "model", None) is Contact):
        return
    # Whoever was merged into them is the same person, under the key they had.
    pks = {instance.pk, *Merge.objects.filter(kept=instance).values_list("removed_key", flat=True)}
    merges, deeds = (_kept_undo(model, instance.owner_id) for model in (Merge, BulkDeed))
    for name, pk, undo in merges.union(deeds, all=True):
        left = without(undo, Contact, pks)
        if len(left) < len(undo):
            model_of(name)._default_manager.filter(pk=pk).update(undo=left)
    themselves = Q(model=name_of(Contact), key__in=pks)
    their_tags = Q(model=name_of(Contact.tags.through), columns__contact_id__1__in=list(pks))
    Change.objects.owned_by(instance.owner_id).filter(themselves | their_tags).delete()
    unsent = UnsentForm.objects.owned_by(instance.owner_id)
    naming = [form.pk for form in unsent if instance.name.casefold() in repr(form.fields).casefold()]
    if naming:
        unsent.filter(pk__in=naming).delete()


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
