"""The full-text index over the words of contacts, in the way of each database.

On SQLite it is a table of FTS5, kept by triggers of the table of contacts. A later migration that alters contacts
makes their table anew there, and the triggers go with the old one: it has to end with `keep_index` once more.
"""

from django.db import migrations

from mentoring.models.recognition import LONGEST_KEY, Recognised
from mentoring.search import kept_words, section

# In the index a word is opened by its owner's number: "17_margaret".
SQLITE_INDEX = """
CREATE VIRTUAL TABLE mentoring_contact_index
USING fts5(words, content='', tokenize="ascii tokenchars '_@'")
"""
SQLITE_FILL = """
INSERT INTO mentoring_contact_index (rowid, words)
SELECT id, replace(words, ' ', ' ' || owner_id || '_') FROM mentoring_contact
"""
ADD = "INSERT INTO mentoring_contact_index (rowid, words) VALUES (new.id, {});".format(
    "replace(new.words, ' ', ' ' || new.owner_id || '_')"
)
REMOVE = (
    "INSERT INTO mentoring_contact_index (mentoring_contact_index, rowid, words) VALUES ('delete', old.id, {});"
).format("replace(old.words, ' ', ' ' || old.owner_id || '_')")
SQLITE_TRIGGERS = {
    "mentoring_contact_index_added": f"AFTER INSERT ON mentoring_contact BEGIN {ADD} END",
    "mentoring_contact_index_removed": f"AFTER DELETE ON mentoring_contact BEGIN {REMOVE} END",
    "mentoring_contact_index_changed": (
        "AFTER UPDATE OF words, owner_id ON mentoring_contact "
        "WHEN old.words <> new.words OR old.owner_id <> new.owner_id "
        f"BEGIN {REMOVE} {ADD} END"
    ),
}

# The same expression asks in models/full_text.py.
POSTGRESQL_INDEX = """
CREATE INDEX contact_words ON mentoring_contact USING gin (
    array_to_tsvector(string_to_array(btrim(replace(words, ' ', ' ' || owner_id::text || '_')), ' '))
)
"""


def find_words(apps, schema_editor):
    """Contacts from before are found as well."""
    contacts = apps.get_model("mentoring", "Contact").objects
    for contact in contacts.prefetch_related("tags").iterator(chunk_size=1000):
        texts = (contact.role, contact.company, contact.place, contact.notes)
        words = kept_words(contact.name, texts)
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


def keep_index(apps, schema_editor):
    """Make the index, filled with what is there, and let the database keep it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_INDEX)
        return
    schema_editor.execute("DROP TABLE IF EXISTS mentoring_contact_index")
    schema_editor.execute(SQLITE_INDEX)
    schema_editor.execute(SQLITE_FILL)
    for name, trigger in SQLITE_TRIGGERS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        schema_editor.execute(f"CREATE TRIGGER {name} {trigger}")


def drop_index(apps, schema_editor):
    """Contacts without the index, as before."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX contact_words")
        return
    for name in SQLITE_TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER {name}")
    schema_editor.execute("DROP TABLE mentoring_contact_index")


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0003_whole_search")]

    operations = [
        migrations.RunPython(find_words, migrations.RunPython.noop),
        migrations.RunPython(find_keys, migrations.RunPython.noop),
        migrations.RunPython(keep_index, drop_index),
    ]
