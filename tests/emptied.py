"""What a test committed is taken away again, and only from tables that hold something.

Django's own way empties every table, does what follows each `migrate`, and so fills some of them anew. That costs ten
times as much, and all of it is there already.
"""

from django.db import connection, transaction

# Filled by `migrate`, and changed by no test.
FILLED = {"auth_permission", "django_content_type"}


def filled_tables() -> list[str]:
    """The tables of models that hold a row, other than what `migrate` fills."""
    there = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in sorted({*there} - FILLED)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


def forget_rows(test_case) -> None:
    """Take away every row; in place of `TransactionTestCase._fixture_teardown`."""
    # A trigger may still write what belongs to a row that goes.
    while tables := filled_tables():
        with transaction.atomic(), connection.cursor() as cursor:
            for name in tables:
                cursor.execute(f'DELETE FROM "{name}"')
