"""Erasing a contact: nothing of them stays in what undoes something, and the rest can still be undone."""

from django.db.models import Q, Value

from .bulk_deeds import BulkDeed
from .changes import Change
from .contacts import Contact
from .merges import Merge
from .undo import model_of, name_of, without


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


def _kept_undo(model, owner_id: int):
    """The name of the model, key and undo of every record that can still be undone."""
    kept = model._default_manager.filter(owner=owner_id).exclude(undo=[])
    return kept.order_by().values_list(Value(name_of(model)), "pk", "undo")
