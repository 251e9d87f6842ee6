"""Writing many records at once: new ones as they stand, to each its own values, and everything of one person gone."""

from collections.abc import Collection, Iterable

from django.db import connection, models

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
