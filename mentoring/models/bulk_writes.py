"""Writing many records at once: new ones as they stand, to each its own values, and everything of one person gone."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.expressions import RawSQL

# Records in one statement, or looked up in one; below what any SQLite takes.
AT_ONCE = 1000


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
    names = [field.attname for field in fields]
    fresh = [
        (field.attname, field.default) for field in fields if field.has_default() and callable(field.default)
    ]
    same = {field.attname: field.get_default() for field in fields} | shared

    def made(**facts: Any) -> models.Model:
        said = same | {name: default() for name, default in fresh} | facts
        return model(*[said[name] for name in names])

    return made


def insert_many(records: Sequence[models.Model]) -> None:
    """Insert new records of one model as they stand, without reading their keys: one statement, prepared once."""
    if not records:
        return
    model = type(records[0])
    fields = [field for field in model._meta.concrete_fields if not (field.primary_key or field.generated)]
    facts = zip(*map(attrgetter(*(field.attname for field in fields)), records), strict=True)
    # Not by the proxy, which looks for the connection of this thread anew each time.
    there = connections[DEFAULT_DB_ALIAS]
    columns = [_prepared(field, values, there) for field, values in zip(fields, facts, strict=True)]
    insert_rows(model, [field.column for field in fields], list(zip(*columns, strict=True)))


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence]) -> None:
    """Insert rows into the table of a model, by the names of its columns; the values are as the database takes them."""
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(insert, rows)


def _prepared(field: models.Field, values: Sequence, connection) -> list:
    """A column of values as the database takes them; what is the same for all is worked out once."""
    first = values[0]
    if all(value is first for value in values):
        return [field.get_db_prep_save(first, connection)] * len(values)
    if isinstance(field, models.JSONField):
        nothing = field.get_db_prep_save([], connection)
        return [nothing if value == [] else field.get_db_prep_save(value, connection) for value in values]
    if isinstance(field, (models.CharField, models.TextField)):
        return list(values)
    return [field.get_db_prep_save(value, connection) for value in values]


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
        [
            *(field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields),
            record.pk,
        ]
        for record in records
    ]
    update = f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(update, rows)


def among_texts(texts: Iterable[str]) -> RawSQL:
    """Texts to look up with `__in`, however many: one parameter, where a list is prepared text by text."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT jsonb_array_elements_text(%s::jsonb)", [json.dumps(sorted(texts))])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(sorted(texts))])


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
