"""Contacts and the rows of files that wait are recognised by the keys as they are made today.

In slices, each with a transaction of its own: whoever stops it runs it again, and only what differs is written.
"""

from django.db import migrations, transaction

from mentoring.models.bulk_writes import AT_ONCE, write_each
from mentoring.models.recognition import LONGEST_KEY, Recognised

# Those there were then.
KEYS = {key: Recognised.KEYS[key] for key in ("name_key", "company_key", "email_key", "profile_key")}


def make_keys(apps, schema_editor):
    """The keys of all contacts, and of the rows of files that are not confirmed yet."""
    contacts = apps.get_model("mentoring", "Contact").objects
    _in_slices(contacts.only("pk", *_fields(), *KEYS), KEYS, getattr)
    rows = apps.get_model("mentoring", "ImportRow").objects
    waiting = rows.filter(batch__state__in=["choosing", "reading", "waiting"])
    keys = {key: made for key, made in KEYS.items() if key != "company_key"}
    _in_slices(waiting.only("pk", "values", *keys), keys, lambda row, field: row.values.get(field, ""))


def _fields():
    return {field for field, _made_by in KEYS.values()}


def _in_slices(records, keys, read):
    last = 0
    while some := list(records.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = some[-1].pk
        changed = []
        for record in some:
            made = {key: made_by(read(record, field))[:LONGEST_KEY] for key, (field, made_by) in keys.items()}
            if any(getattr(record, key) != text for key, text in made.items()):
                vars(record).update(made)
                changed.append(record)
        with transaction.atomic():
            write_each(changed, list(keys))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("mentoring", "0002_full_text")]

    operations = [migrations.RunPython(make_keys, migrations.RunPython.noop)]
