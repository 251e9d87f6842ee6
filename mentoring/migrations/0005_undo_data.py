"""What version 1.0 kept to undo something becomes a list of differences, where it is younger than 30 days.

In slices, each with a transaction of its own: whoever stops it runs it again, and only what is left is written.
"""

import datetime as dt
import uuid

from django.db import migrations
from django.utils import timezone

KEPT_FOR = dt.timedelta(days=30)
DERIVED = {"words", "name_key", "company_key", "email_key", "profile_key", "last_touch_on"}


def convert_merges(apps, schema_editor):
    """Texts of Django's serializers become values, and eight kinds of entries three."""
    merges = apps.get_model("mentoring", "Merge").objects
    for merge in merges.exclude(undo=[]).iterator(chunk_size=100):
        if isinstance(merge.undo, dict):
            is_kept = merge.created_at >= timezone.now() - KEPT_FOR
            merges.filter(pk=merge.pk).update(undo=_differences(apps, merge) if is_kept and merge.undo else [])


def _differences(apps, merge) -> list[dict]:
    kept, other, undo = merge.undo["kept_key"], merge.removed_key, merge.undo
    values = _Values(apps)
    found = [_removed("contact", values.of("Contact", undo["removed"]))]
    before, after = (values.of("Contact", undo[name]) for name in ("before", "after"))
    changed = {name: [old, after[name]] for name, old in before.items() if after.get(name, old) != old}
    found.append({"kind": "changed", "model": "contact", "pk": kept, "columns": changed})
    for place, keys in undo.get("moved", {}).items():
        model, field = place.split(".")
        found += [
            {"kind": "changed", "model": model.lower(), "pk": key, "columns": {f"{field}_id": [other, kept]}}
            for key in keys
        ]
    for model, dropped in undo.get("dropped", {}).items():
        found += [_removed(model.lower(), values.of(model, fields)) for fields in dropped]
    for model, keys in undo.get("made", {}).items():
        found += [{"kind": "made", "model": model.lower(), "pk": key, "columns": {}} for key in keys]
    return found


def _removed(model: str, values: dict) -> dict:
    columns = {name: [value, None] for name, value in values.items()}
    return {"kind": "removed", "model": model, "pk": values["id"], "columns": columns}


class _Values:
    """Reads what Django's serializers wrote, by the columns of the models as they are here."""

    def __init__(self, apps):
        self.apps = apps

    def of(self, model: str, fields: dict) -> dict:
        """The values of a record as JSON has them, without those that are derived."""
        known = {field.attname: field for field in self.apps.get_model("mentoring", model)._meta.concrete_fields}
        return {
            name: None if text is None else _plain(known[name].to_python(text))
            for name, text in fields.items()
            if name in known and name not in DERIVED
        }


def convert_deeds(apps, schema_editor):
    """A deed knew its contacts and what was done to them; older ones go, since nothing else is known of them."""
    deeds = apps.get_model("mentoring", "BulkDeed").objects
    deeds.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    for deed in deeds.filter(undo=[]).iterator(chunk_size=100):
        contacts = list(deed.contacts.order_by("pk").values_list("pk", flat=True))
        deeds.filter(pk=deed.pk).update(undo=_of_deed(apps, deed, contacts))


def _of_deed(apps, deed, contacts) -> list[dict]:
    """Which revision it made is not known, so that undoing it is one more."""
    day = deed.on.isoformat()
    wrote = {"prospect": {"prospect_on": [None, day]}, "introducer": {"may_introduce": [False, True]}}
    wrote["archive"] = {"archived_on": [None, day]}
    columns = {**wrote.get(deed.kind, {}), "revision": [None, None]}
    found = [{"kind": "changed", "model": "contact", "pk": pk, "columns": columns} for pk in contacts]
    if deed.kind == "tag":
        links = apps.get_model("mentoring", "Contact").tags.through.objects.filter(tag=deed.tag_id)
        has = dict(links.values_list("contact_id", "pk").iterator())
        found += [
            {"kind": "made", "model": "contact_tags", "pk": has[pk], "columns": _link(pk, deed.tag_id, True)}
            for pk in contacts
            if pk in has
        ]
    elif deed.kind == "untag":
        found += [
            {"kind": "removed", "model": "contact_tags", "pk": None, "columns": _link(pk, deed.tag_id, False)}
            for pk in contacts
        ]
    if deed.made_tag:
        found.append({"kind": "made", "model": "tag", "pk": deed.tag_id, "columns": {"revision": [None, 1]}})
    return found


def _link(contact: int, tag: int, made: bool) -> dict:
    pairs = {"contact_id": contact, "tag_id": tag}
    return {name: [None, pk] if made else [pk, None] for name, pk in pairs.items()}


def _plain(value):
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("mentoring", "0004_one_undo")]

    operations = [
        migrations.RunPython(convert_merges, migrations.RunPython.noop),
        migrations.RunPython(convert_deeds, migrations.RunPython.noop),
    ]
