"""An index in which what has no day comes last, on either database."""

from django.db import models
from django.db.backends.ddl_references import Expressions


class _WithoutNulls(Expressions):
    """The columns of an index as SQLite takes them: what is unknown comes last in a descending one by itself."""

    def __str__(self):
        return super().__str__().replace(" NULLS LAST", "")


class LatestFirst(models.Index):
    """An index over `F("day").desc(nulls_last=True)`: SQLite sorts so, but refuses the words in an index."""

    def create_sql(self, model, schema_editor, using="", **kwargs):
        """The statement that makes it."""
        statement = super().create_sql(model, schema_editor, using, **kwargs)
        if schema_editor.connection.vendor == "sqlite":
            found = statement.parts["columns"]
            statement.parts["columns"] = _WithoutNulls(
                found.table, found.expressions, found.compiler, found.quote_value
            )
        return statement
