"""Taking a merge back: both contacts to the letter as they were, unless somebody wrote since."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ...models import Change, Contact, Merge
from ...models.undo import put_back


def take_apart(merge: Merge) -> Contact:
    """Undo a merge: both contacts are as they were, with everything that moved. Returns the one that is back.

    What was written since stays with the kept contact. Raises ValidationError when that is no longer possible.
    """
    with transaction.atomic():
        merge.owner.lock()
        merge = Merge.objects.select_for_update().filter(pk=merge.pk).first()
        if merge is None:
            raise ValidationError(_("This merge has already been undone in another window."))
        if not (merge.can_be_undone and merge.undo):
            raise ValidationError(_("This merge can’t be undone any more: you had 30 days for that."))
        if not merge.is_last:
            raise ValidationError(
                _("%(name)s has been merged again since. Undo the later merge first.")
                % {"name": merge.removed_name}
            )
        try:
            put_back([merge.undo], merge.created_at)
        except IntegrityError:
            raise ValidationError(
                _("Their records have changed since, so they can’t be separated any more.")
            ) from None
        # An import since may have found what the merge had written.
        Change.reach_past(merge.owner_id, merge.undo, merge.created_at)
        merge.delete()
        return Contact.objects.get(pk=merge.removed_key)
