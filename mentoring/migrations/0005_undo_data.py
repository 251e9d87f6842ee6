"""What version 1.0 kept to undo something becomes a list of differences, where it is younger than 30 days.

A merge pointed what a deed or an import knew at the contact that was kept, or let it go. Now both name the contact that
went as well: once the merge is undone, they can be undone for that one too. So merges are converted last.

In slices, each with a transaction of its own: whoever stops it runs it again, and only what is left is written.
"""

import datetime as dt
import uuid
from collections import defaultdict

from django.db import migrations, transaction
from django.utils import timezone

AT_ONCE = 1000
KEPT_FOR = dt.timedelta(days=30)
# Goes with the next migration; deeds say themselves to whom they made a difference.
GONE = "BulkDeed_contacts"
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
        if model == GONE:
            continue
        found += [
            {"kind": "changed", "model": model.lower(), "pk": key, "columns": {f"{field}_id": [other, kept]}}
            for key in keys
        ]
    for model, dropped in undo.get("dropped", {}).items():
        if model == GONE:
            continue
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


class _Merged:
    """What merges that can still be undone took away from deeds and imports."""

    def __init__(self, apps):
        # The contact that went, by its form key and by the row of an import that knew it.
        self.by_form_key, self.by_row = {}, {}
        # What stood in the kept contact, by deed and by both contacts; and the links to tags of those that went.
        self.by_deed, self.links = defaultdict(dict), {}
        joined = apps.get_model("mentoring", "BulkDeed").contacts.through.objects
        tagged = apps.get_model("mentoring", "Contact").tags.through.objects
        merges = apps.get_model("mentoring", "Merge").objects
        recent = merges.filter(created_at__gte=timezone.now() - KEPT_FOR).exclude(undo={})
        for undo, gone in recent.order_by("pk").values_list("undo", "removed_key").iterator(chunk_size=100):
            if isinstance(undo, list):
                continue  # it was converted before somebody stopped this
            moved, dropped = undo.get("moved", {}), undo.get("dropped", {})
            self.by_form_key[undo["removed"].get("form_key")] = gone
            self.by_row |= dict.fromkeys(undo.get("let_go", {}).get("ImportRow.contact", ()), gone)
            for deed in joined.filter(pk__in=moved.get(f"{GONE}.contact", ())).values_list("bulkdeed_id", flat=True):
                self.by_deed[deed][gone] = undo["kept_key"], undo["before"]
            for link in dropped.get(GONE, ()):
                self.by_deed[int(link["bulkdeed_id"])][gone] = None, {}
            links = tagged.filter(pk__in=moved.get("Contact_tags.contact", ())).values_list("pk", "tag_id")
            self.links |= {(gone, tag): (pk, True) for pk, tag in links}
            for link in dropped.get("Contact_tags", ()):
                if int(link["contact_id"]) == gone:
                    self.links[gone, int(link["tag_id"])] = int(link["id"]), False

    def link(self, contact: int, tag: int) -> tuple[int, dict] | None:
        """The link of a contact that went to a tag, with what it was made of; it may stand with the kept one now."""
        if (contact, tag) not in self.links:
            return None
        pk, is_moved = self.links[contact, tag]
        return pk, {"tag_id": [None, tag]} if is_moved else _link(contact, tag, True)


def convert_deeds(apps, schema_editor):
    """A deed knew its contacts and what was done to them; older ones go, since nothing else is known of them."""
    deeds = apps.get_model("mentoring", "BulkDeed").objects
    deeds.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    merged = _Merged(apps)
    for deed in deeds.filter(undo=[]).iterator(chunk_size=100):
        contacts = set(deed.contacts.values_list("pk", flat=True))
        for gone, (kept, before) in merged.by_deed[deed.pk].items():
            contacts.add(gone)
            if _had_it(deed, before, gone, merged):
                contacts.discard(kept)
        deeds.filter(pk=deed.pk).update(undo=_of_deed(apps, deed, sorted(contacts), merged))


def _had_it(deed, before, gone, merged) -> bool:
    """Whether the kept contact was before the merge as the deed would have made it."""
    if deed.kind == "tag":
        return not merged.links.get((gone, deed.tag_id), (None, True))[1]
    name, value = {
        "prospect": ("prospect_on", deed.on.isoformat()),
        "introducer": ("may_introduce", "True"),
        "archive": ("archived_on", deed.on.isoformat()),
    }.get(deed.kind, ("", ""))
    return bool(name) and before.get(name) == value


def _of_deed(apps, deed, contacts, merged) -> list[dict]:
    """Which revision it made is not known, so that undoing it is one more."""
    day = deed.on.isoformat()
    wrote = {"prospect": {"prospect_on": [None, day]}, "introducer": {"may_introduce": [False, True]}}
    wrote["archive"] = {"archived_on": [None, day]}
    columns = {**wrote.get(deed.kind, {}), "revision": [None, None]}
    found = [{"kind": "changed", "model": "contact", "pk": pk, "columns": columns} for pk in contacts]
    if deed.kind == "tag":
        links = apps.get_model("mentoring", "Contact").tags.through.objects.filter(tag=deed.tag_id)
        has = dict(links.values_list("contact_id", "pk").iterator())
        made = {has[pk]: _link(pk, deed.tag_id, True) for pk in contacts if pk in has}
        made |= dict(link for pk in contacts if (link := merged.link(pk, deed.tag_id)))
        found += [
            {"kind": "made", "model": "contact_tags", "pk": key, "columns": columns}
            for key, columns in made.items()
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


def convert_imports(apps, schema_editor):
    """What an import did is kept a row a record, and the rows of the file are kept no longer."""
    imports = apps.get_model("mentoring", "Import").objects.defer("data")
    rows, merged = apps.get_model("mentoring", "ImportRow").objects, _Merged(apps)
    for batch in imports.filter(state__in=["done", "undone"], rows__isnull=False).distinct():
        with transaction.atomic():
            if batch.state == "done" and batch.confirmed_at >= timezone.now() - KEPT_FOR:
                _Import(apps, batch, merged).keep()
            rows.filter(batch=batch).delete()


class _Import:
    """One import of version 1.0 with its rows: those that added somebody, and those that hold what stood before."""

    def __init__(self, apps, batch, merged):
        self.merged = merged
        self.changes = apps.get_model("mentoring", "Change").objects
        self.contacts = apps.get_model("mentoring", "Contact").objects.filter(owner=batch.owner_id)
        self.links = apps.get_model("mentoring", "Contact").tags.through.objects
        self.batch = batch
        tags = apps.get_model("mentoring", "Tag").objects.filter(owner=batch.owner_id)
        self.tags = {_folded(name): pk for pk, name in tags.values_list("pk", "name")}

    def keep(self) -> None:
        """Keep what it did, a thousand rows at a time."""
        made = set(self.batch.tags_made).intersection(self.tags.values())
        self._keep("made", "tag", {pk: {"revision": [None, 1]} for pk in sorted(made)}.items())
        last = 0
        rows = self.batch.rows.order_by("pk")
        while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
            last = some[-1].pk
            for row in some:
                row.contact_id = row.contact_id or self.merged.by_row.get(row.pk)
            self._keep("made", "contact", self._added([row for row in some if row.choice == "add"]))
            updated = [row for row in some if row.before and row.contact_id]
            updated = [row for row in updated if row.before["fields"] or row.before["tags"]]
            self._keep("changed", "contact", self._updated(updated))
            self._keep("made", "contact_tags", self._tagged(updated))

    def _keep(self, kind, model, found) -> None:
        batch = {"batch": self.batch, "owner_id": self.batch.owner_id, "kind": kind, "model": model}
        new = [self.changes.model(**batch, key=key, columns=columns) for key, columns in found]
        self.changes.bulk_create(new, batch_size=AT_ONCE)

    def _added(self, rows):
        """A row and the contact it made carry one form key."""
        there = self.contacts.filter(form_key__in=[row.form_key for row in rows])
        pks = dict(there.values_list("form_key", "pk"))
        gone = {row.form_key: self.merged.by_form_key.get(str(row.form_key)) for row in rows}
        pks |= {key: pk for key, pk in gone.items() if pk}
        of_all = self.batch.tag_names.split(",")
        for row in rows:
            names = [_folded(name) for name in (*of_all, *row.values.get("tags", ()))]
            tags = sorted({self.tags[name] for name in names if name in self.tags})
            if row.form_key in pks:
                yield pks[row.form_key], {"revision": [None, 1], "tags": [None, tags]}

    def _updated(self, rows):
        """Each row that changed a contact raised its revision by one."""
        for row in rows:
            revision = row.before["revision"]
            columns = {"revision": [revision, revision + 1], "updated_at": [row.before["updated_at"], None]}
            yield row.contact_id, row.before["fields"] | columns

    def _tagged(self, rows):
        given = [(row.contact_id, tag) for row in rows for tag in row.before["tags"]]
        there = self.links.filter(contact__in={contact for contact, _tag in given})
        pks = {(contact, tag): pk for pk, contact, tag in there.values_list("pk", "contact_id", "tag_id")}
        for contact, tag in given:
            if link := self.merged.link(contact, tag):
                yield link
            elif (contact, tag) in pks:
                yield pks[contact, tag], _link(contact, tag, True)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _plain(value):
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("mentoring", "0004_one_undo")]

    operations = [
        migrations.RunPython(convert_imports, migrations.RunPython.noop),
        migrations.RunPython(convert_deeds, migrations.RunPython.noop),
        migrations.RunPython(convert_merges, migrations.RunPython.noop),
    ]
