"""Contacts are found by an index over their words, in the way of each database.

In a database that was made by the four migrations of version 1.0 there is nothing left to do.
"""

from django.db import migrations

from mentoring.search import index


def make_index(apps, schema_editor):
    index.make(schema_editor.connection)


def drop_index(apps, schema_editor):
    index.drop(schema_editor.connection)


class Migration(migrations.Migration):
    replaces = [
        ("mentoring", "0002_ask_well"),
        ("mentoring", "0003_whole_search"),
        ("mentoring", "0004_full_text"),
    ]

    dependencies = [("mentoring", "0001_initial")]

    operations = [migrations.RunPython(make_index, drop_index)]
