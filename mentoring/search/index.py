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


_VECTOR_OF_CONTACTS = VECTOR.format(words="words", owner="owner_id::text")
_WORDS_OF_CONTACTS = OWNED_WORDS.format(words="words", owner="owner_id")
DROP = {
    "postgresql": ["DROP INDEX contact_words"],
    "sqlite": [
        *(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS),
        "DROP TABLE IF EXISTS mentoring_contact_index",
    ],
}
MAKE = {
    "postgresql": [f"CREATE INDEX contact_words ON mentoring_contact USING gin ({_VECTOR_OF_CONTACTS})"],
    "sqlite": [
        *DROP["sqlite"],
        # To this tokenizer everything but spaces and signs of ASCII belongs to a word, as it should here.
        "CREATE VIRTUAL TABLE mentoring_contact_index "
        "USING fts5(words, content='', tokenize=\"ascii tokenchars '_@'\")",
        "INSERT INTO mentoring_contact_index (rowid, words) "  # noqa: S608
        f"SELECT id, {_WORDS_OF_CONTACTS} FROM mentoring_contact",
        *(f"CREATE TRIGGER {name} {trigger}" for name, trigger in TRIGGERS.items()),
    ],
}


def make(connection) -> None:
    """Make the index and fill it with what is there; on SQLite in place of one that may be out of step."""
    _execute(connection, MAKE[connection.vendor])


def drop(connection) -> None:
    """Take the index away."""
    _execute(connection, DROP[connection.vendor])


def _execute(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


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
