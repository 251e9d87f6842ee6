"""The connection: Django looks for `%s` in each query letter by letter, which takes longer than to ask a wide one."""

from functools import lru_cache

from django.db.backends.sqlite3 import base

# Longer ones write many rows at once and are hardly ever the same again.
LONGEST_KEPT = 10_000


@lru_cache(maxsize=500)
def with_question_marks(query: str) -> str:
    """A query as the driver reads it; its values are no part of it."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    """Asks what was asked before without another look at the words."""

    def convert_query(self, query, *, param_names=None):
        """The query with the driver's own placeholders."""
        if param_names is None and len(query) <= LONGEST_KEPT:
            return with_question_marks(query)
        return super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with such cursors."""

    def create_cursor(self, name=None):
        """A cursor of the connection."""
        return self.connection.cursor(factory=Cursor)
