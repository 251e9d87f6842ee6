"""Writing many records at once: new ones as they stand, to each its own values, and everything of one person gone."""

import time
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count, islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

# Records in one statement, or looked up in one; below what any SQLite takes.
AT_ONCE = 1000
# Rows that one statement inserts on SQLite, where the index of words puts away what it has after each statement.
TOGETHER = 50
# Seconds after which whoever waits to write looks again at the latest: SQLite's own waiting sleeps up to 100 ms.
LOOKS_AGAIN = 0.11
# What either database takes as Python has it.
AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey)


class _AsTheyStand(models.QuerySet):
    """Inserts what stands in the fields: no moment is set to now, nothing is counted up."""

    def _insert(self, objs, fields, **how):
        return super()._insert(objs, fields, **how | {"raw": True})


def insert_as_they_stand(records: list, ignore_conflicts: bool = False) -> None:
    """Insert new records of one model, whatever it computes in `save()`; each has its key afterwards."""
    if records:
        rows: models.QuerySet = _AsTheyStand(type(records[0]))
        rows.bulk_create(records, batch_size=AT_ONCE, ignore_conflicts=ignore_conflicts)


def maker_of(model: type[models.Model], **shared: Any) -> Callable[..., Any]:
    """What makes new records of one model by the names of their columns; all have what is `shared` as it stands.

    Django looks up every field of a record that is made by names; here that is done once for all of them.
    """
    fields = model._meta.concrete_fields
    fresh = [
        (
            field.attname,
            partial(next, _keys_in_a_row()) if isinstance(field, models.UUIDField) else field.default,
        )
        for field in fields
        if field.has_default() and callable(field.default)
    ]
    same = {field.attname: field.get_default() for field in fields} | shared

    def made(**facts: Any) -> models.Model:
        said = same | {name: default() for name, default in fresh} | facts
        record = model.from_db(None, said.keys(), said.values())
        record._state.adding = True
        return record

    return made


def insert_many(records: Sequence[models.Model]) -> None:
    """Insert new records of one model as they stand, without reading their keys."""
    if records:
        insert_facts(type(records[0]), [vars(record) for record in records])


def insert_facts(model: type[models.Model], facts: Sequence[Mapping[str, Any]], **shared: Any) -> None:
    """Insert new records by what stands in them, without making any: by the names of columns, as `maker_of` has them.

    What is `shared` stands in all of them, and what none of them names has its default.
    """
    if not facts:
        return
    fields = [field for field in model._meta.concrete_fields if not (field.primary_key or field.generated)]
    named = set().union(*facts)
    # Not by the proxy, which looks for the connection of this thread anew each time.
    there = connections[DEFAULT_DB_ALIAS]
    columns = [_prepared(field, _column_of(field, facts, named, shared), there) for field in fields]
    insert_rows(model, [field.column for field in fields], list(zip(*columns, strict=True)))


def _column_of(
    field: models.Field, facts: Sequence[Mapping], named: Collection[str], shared: Mapping
) -> Sequence:
    """A column of values as records would have them."""
    name, number = field.attname, len(facts)
    if name in shared:
        return [shared[name]] * number
    if name in named:
        default = field.get_default()
        return [one.get(name, default) for one in facts]
    if isinstance(field, models.UUIDField) and field.has_default():
        return list(islice(_keys_in_a_row(), number))
    return [field.get_default()] * number


def _keys_in_a_row() -> Iterator[uuid.UUID]:
    """New keys without end: from the first on, which is by chance, each follows the last, as an index likes it."""
    first = uuid.uuid4().int
    return (uuid.UUID(int=(first + at) % 2**128) for at in count())


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence]) -> None:
    """Insert rows into the table of a model, by the names of its columns; the values are as the database takes them.

    On PostgreSQL a copy, after which triggers follow once and not for each row; on SQLite a statement that is prepared
    once for every so many rows, and one for those that are left.
    """
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places, whole = f"({', '.join(['%s'] * len(columns))})", len(rows) - len(rows) % TOGETHER
            for some in filter(None, (rows[:whole], rows[whole:])):
                size = min(len(some), TOGETHER)
                values = [[*chain.from_iterable(some[at : at + size])] for at in range(0, len(some), size)]
                insert = f"INSERT INTO {table} ({names}) VALUES {', '.join([places] * size)}"  # noqa: S608
                cursor.executemany(insert, values)


def _prepared(field: models.Field, values: Sequence, connection) -> list:
    """A column of values as the database takes them; what is the same for several is worked out once."""
    first = values[0]
    if isinstance(field, AS_THEY_ARE):
        return list(values)
    if len(set(map(id, values))) == 1:
        return [field.get_db_prep_save(first, connection)] * len(values)
    if isinstance(field, models.JSONField):
        known: dict[int, Any] = {}
        for value in values:
            if (key := _same(value)) not in known:
                known[key] = field.get_db_prep_save(value, connection)
        return [known[_same(value)] for value in values]
    return [field.get_db_prep_save(value, connection) for value in values]


def _same(value: Any) -> int:
    """By what one tells that two values are one: all empty lists are."""
    return 0 if value == [] else id(value)


def write_each(records: Iterable[models.Model], names: Collection[str]) -> None:
    """Write these fields of many records of one model, to each its own values.

    One statement, prepared once: `bulk_update` makes a long one of cases, which takes longer to read than to do.
    """
    records = list(records)
    if not records or not names:
        return
    meta, quote = type(records[0])._meta, connection.ops.quote_name
    known = {field.name: field for field in meta.concrete_fields}
    fields = [known[name] for name in names]
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    rows = [
        [*(field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields), record.pk]
        for record in records
    ]
    update = f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(update, rows)


def remove(records: models.QuerySet) -> int:
    """Delete records without reading them, and say how many there were.

    What points to them must be gone too when the transaction ends.
    """
    return records._raw_delete(records.db)


def remove_all_of(owner_id: int, owned: Collection[type[models.Model]]) -> None:
    """Delete every record of somebody, table by table; `owned` are the models that have an owner.

    In which order does not matter: the databases look when the transaction ends whether anything still points to
    what is gone.
    """
    for model in owned:
        for many in model._meta.many_to_many:
            through = many.remote_field.through
            if through._meta.auto_created:
                remove(through._base_manager.filter(**{f"{many.m2m_field_name()}__owner": owner_id}))
    for model in owned:
        remove(model._base_manager.filter(owner=owner_id))


def let_others_write() -> None:
    """Between two slices of long work, outside a transaction: everybody who waits to write gets a turn.

    PostgreSQL lets them queue. On SQLite whoever waits only looks again from time to time, so that slices without a
    pause would pass by the same person again and again.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(LOOKS_AGAIN)
