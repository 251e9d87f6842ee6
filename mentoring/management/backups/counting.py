"""How many rows each table has: what a backup says of itself, and what a restored one is compared with."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper


def rows_in(database: BaseDatabaseWrapper, names: Iterable[str] = ()) -> dict[str, int]:
    """The number of rows of each of these tables, or of all that the product and its packages have there."""
    counted: dict[str, Any] = {}
    with database.cursor() as cursor:
        there = set(database.introspection.table_names(cursor))
        ours = {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed
        }
        for name in sorted(names or there & ours):
            cursor.execute(f"SELECT COUNT(*) FROM {database.ops.quote_name(name)}")  # noqa: S608
            counted[name] = cursor.fetchone()[0]
    return counted
