"""Erasing a contact: nothing of them stays in what undoes something, and the rest can still be undone."""

from .bulk_deeds import BulkDeed
from .changes import Change
from .contacts import Contact
from .merges import Merge
from .undo import name_of, without


def forget_contact(instance, origin, **kwargs):
    """Before a contact is deleted: take them out of all that is kept for an undo.

    When a whole account goes, what was kept goes as well.
    """
    if not (isinstance(origin, Contact) or getattr(origin, "model", None) is Contact):
        return
    # Whoever was merged into them is the same person, under the key they had.
    merged = Merge.objects.filter(kept=instance).values_list("removed_key", flat=True)
    pks = {instance.pk, *merged}
    for model in (Merge, BulkDeed):
        kept = model._default_manager.filter(owner=instance.owner_id).exclude(undo=[])
        for pk, undo in kept.order_by("pk").values_list("pk", "undo"):
            left = without(undo, Contact, pks)
            if len(left) < len(undo):
                model._default_manager.filter(pk=pk).update(undo=left)
    changes = Change.objects.owned_by(instance.owner_id)
    changes.filter(model=name_of(Contact), key__in=pks).delete()
    links = changes.filter(model=name_of(Contact.tags.through))
    links.filter(columns__contact_id__1__in=list(pks)).delete()
