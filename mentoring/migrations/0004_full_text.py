"""Contacts are found by their words: those from before as well, and by an index in the way of each database."""

from django.db import migrations

from mentoring.search import index
from mentoring.models.recognition import LONGEST_KEY, Recognised
from mentoring.search.words import kept_words, section


def find_words(apps, schema_editor):
    """The words of the contacts that are there already."""
    contacts = apps.get_model("mentoring", "Contact").objects
    for contact in contacts.prefetch_related("tags").iterator(chunk_size=1000):
        words = kept_words(contact.name, (contact.role, contact.company, contact.place, contact.notes))
        for tag in contact.tags.all():
            words += " ".join(filter(None, [f"/{tag.pk}", section(tag.name)])) + " "
        contacts.filter(pk=contact.pk).update(words=words)


def find_keys(apps, schema_editor):
    """Contacts from before are recognised as well, by name, company, e-mail and profile."""
    contacts = apps.get_model("mentoring", "Contact").objects
    for contact in contacts.iterator(chunk_size=1000):
        keys = {
            key: made_by(getattr(contact, field))[:LONGEST_KEY]
            for key, (field, made_by) in Recognised.KEYS.items()
        }
        contacts.filter(pk=contact.pk).update(**keys)


def make_index(apps, schema_editor):
    index.make(schema_editor.connection)


def drop_index(apps, schema_editor):
    index.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0003_whole_search")]

    operations = [
        migrations.RunPython(find_words, migrations.RunPython.noop),
        migrations.RunPython(find_keys, migrations.RunPython.noop),
        migrations.RunPython(make_index, drop_index),
    ]
