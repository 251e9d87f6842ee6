"""What is stored says the new words: how a meeting fell through, what was put off, and what an undo puts back."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

FELL_THROUGH = {
    "me_off": "cancelled_by_me",
    "them_off": "cancelled_by_them",
    "me_missed": "no_show_me",
    "them_missed": "no_show_them",
}
TOLD, INFORMED = "introduction.told:", "introduction.introducer_informed:"


def say_new_words(apps, schema_editor):
    """Values of meetings, keys of what was put off, and the columns in the way back of merges."""
    meetings = apps.get_model("mentoring", "Meeting").objects
    for before, after in FELL_THROUGH.items():
        meetings.filter(fell_through=before).update(fell_through=after)
    postponed = apps.get_model("mentoring", "Postponement").objects.filter(action__startswith=TOLD)
    postponed.update(action=Concat(Value(INFORMED), Substr(F("action"), len(TOLD) + 1)))
    merges = apps.get_model("mentoring", "Merge").objects
    for merge in merges.exclude(undo=[]).iterator(chunk_size=100):
        changes = [_renamed(change) for change in merge.undo]
        if changes != merge.undo:
            merges.filter(pk=merge.pk).update(undo=changes)


def _renamed(change: dict) -> dict:
    columns = dict(change["columns"])
    if change["model"] == "introduction" and "told_on" in columns:
        columns["introducer_informed_on"] = columns.pop("told_on")
    if change["model"] == "meeting" and "fell_through" in columns:
        columns["fell_through"] = [FELL_THROUGH.get(value, value) for value in columns["fell_through"]]
    return change | {"columns": columns}


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0007_words")]

    operations = [migrations.RunPython(say_new_words, migrations.RunPython.noop)]
