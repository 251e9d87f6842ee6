"""Taking a merge back: both contacts to the letter as they were, unless somebody wrote since."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Contact, Merge
from .snapshots import fields_of, model_of, record_of


def take_apart(merge: Merge) -> Contact:
    """Undo a merge: both contacts are as they were, with everything that moved. Returns the one that is back.

    What was written since stays with the kept contact. Raises ValidationError when that is no longer possible.
    """
    with transaction.atomic():
        merge.owner.lock()
        merge = Merge.objects.select_for_update().select_related("kept").get(pk=merge.pk)
        if merge.undo.get("kept_key") != merge.kept_id:
            raise ValidationError(
                _("%(name)s was merged again since. Undo the later merge first.")
                % {"name": merge.removed_name}
            )
        removed = record_of(Contact, merge.undo["removed"])
        try:
            with transaction.atomic():
                removed.save_base(raw=True, force_insert=True)
                _put_back(merge, removed)
        except IntegrityError:
            raise ValidationError(
                _("What belongs to the two has changed since, so they can’t be taken apart any more.")
            ) from None
        is_as_it_was = _restore(merge)
        merge.delete()
        if not is_as_it_was:
            for contact in (merge.kept, removed):
                contact.refresh_last_touch()
            Contact.refresh_words(Contact.objects.filter(pk__in=[merge.kept_id, removed.pk]))
    return removed


def _put_back(merge: Merge, removed: Contact) -> None:
    for name, keys in merge.undo["made"].items():
        model_of(name)._default_manager.filter(pk__in=keys).delete()
    for names, target in (("moved", merge.kept_id), ("let_go", None)):
        for place, keys in merge.undo[names].items():
            name, field = place.split(".")
            records = model_of(name)._default_manager.filter(pk__in=keys, **{f"{field}_id": target})
            records.update(**{f"{field}_id": removed.pk})
    for name, dropped in merge.undo["dropped"].items():
        for fields in dropped:
            record = record_of(model_of(name), fields)
            if _still_fits(record):
                record.save_base(raw=True, force_insert=True)


def _still_fits(record: models.Model) -> bool:
    """Whether everything a dropped record points to is still there."""
    return all(
        field.related_model._default_manager.filter(pk=getattr(record, field.attname)).exists()
        for field in record._meta.concrete_fields
        if field.is_relation and getattr(record, field.attname) is not None
    )


def _restore(merge: Merge) -> bool:
    """Put the kept contact back, field by field, where nobody wrote since; says whether nobody did."""
    kept, before, after = merge.kept, merge.undo["before"], merge.undo["after"]
    now = fields_of(kept)
    back = {name: before[name] for name in before if name in after and now.get(name) == after[name]}
    was = record_of(Contact, before)
    for name in back:
        setattr(kept, name, getattr(was, name))
    is_as_it_was = len(back) == len(before) == len(now)
    if not is_as_it_was:
        kept.revision, kept.updated_at = int(now["revision"]) + 1, timezone.now()
        kept.mark_keys()
    # Written as it stands: to be exact to the letter, no date of today comes in between.
    kept.save_base(raw=True, force_update=True)
    return is_as_it_was
