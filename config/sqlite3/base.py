"""The connection: Django looks for `%s` in each query letter by letter, which takes longer than to ask a wide one."""

import datetime as dt
from functools import lru_cache

from django.db.backends.sqlite3 import base, operations

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


class DatabaseOperations(operations.DatabaseOperations):
    """Reads a moment without asking the settings about each: a page reads seventy."""

    def convert_datetimefield_value(self, value, expression, connection):
        """The moment, aware; the driver has read it from its column already."""
        if type(value) is dt.datetime and value.tzinfo is None:
            return value.replace(tzinfo=dt.UTC)
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with such cursors and moments."""

    ops_class = DatabaseOperations

    def create_cursor(self, name=None):
        """A cursor of the connection."""
        return self.connection.cursor(factory=Cursor)
