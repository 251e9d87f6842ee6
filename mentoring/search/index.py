"""The full-text index over the words of contacts, in the way of each database; models/full_text.py asks it.

In it every word is opened by the number of its owner ("17_margaret"), so that one person's search reads nothing of
another's, however many people share the database. On SQLite it is a table of FTS5 kept by triggers; they go when a
migration makes the table of contacts anew, so they are looked after following every `migrate`.
"""

from django.db import connections

# The words of a row with their owner's number, on either database; fitted for the names of the columns.
OWNED_WORDS = "replace({words}, ' ', ' ' || {owner} || '_')"
# A tsvector made of the words as they are: no parser of PostgreSQL's splits them once more.
VECTOR = f"array_to_tsvector(string_to_array(btrim({OWNED_WORDS}), ' '))"

NEW, OLD = (OWNED_WORDS.format(words=f"{row}.words", owner=f"{row}.owner_id") for row in ("new", "old"))
ADD = f"INSERT INTO mentoring_contact_index (rowid, words) VALUES (new.id, {NEW});"  # noqa: S608
REMOVE = (
    "INSERT INTO mentoring_contact_index (mentoring_contact_index, rowid, words) "  # noqa: S608
    f"VALUES ('delete', old.id, {OLD});"
)
TRIGGERS = {
    "mentoring_contact_index_added": f"AFTER INSERT ON mentoring_contact BEGIN {ADD} END",
    "mentoring_contact_index_removed": f"AFTER DELETE ON mentoring_contact BEGIN {REMOVE} END",
    "mentoring_contact_index_changed": (
        "AFTER UPDATE OF words, owner_id ON mentoring_contact "
        f"WHEN old.words <> new.words OR old.owner_id <> new.owner_id BEGIN {REMOVE} {ADD} END"
    ),
}


def make(connection) -> None:
    """Make the index and fill it with what is there; on SQLite in place of one that may be out of step."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            vector = VECTOR.format(words="words", owner="owner_id::text")
            cursor.execute(f"CREATE INDEX contact_words ON mentoring_contact USING gin ({vector})")
            return
        drop(connection)
        # To this tokenizer everything but spaces and signs of ASCII belongs to a word, as it should here.
        cursor.execute(
            "CREATE VIRTUAL TABLE mentoring_contact_index "
            "USING fts5(words, content='', tokenize=\"ascii tokenchars '_@'\")"
        )
        owned_words = OWNED_WORDS.format(words="words", owner="owner_id")
        cursor.execute(
            f"INSERT INTO mentoring_contact_index (rowid, words) SELECT id, {owned_words} FROM mentoring_contact"  # noqa: S608
        )
        for name, trigger in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER {name} {trigger}")


def drop(connection) -> None:
    """Take the index away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP INDEX contact_words")
            return
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute("DROP TABLE IF EXISTS mentoring_contact_index")


def look_after(using: str, **kwargs) -> None:
    """Make the index anew where SQLite has lost a trigger of it; called after `migrate`."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", ["%contact_index%"])
        there = {name for (name,) in cursor.fetchall()}
    if "mentoring_contact_index" in there and not there.issuperset(TRIGGERS):
        make(connection)
