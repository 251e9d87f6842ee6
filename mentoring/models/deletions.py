"""Deleting many at once so that it can be undone exactly: with everything that goes with them, as differences.

What only points to a record that goes lets go of it first, and points to it again at the end of the way back, if it is
there. So it makes no difference which of two that go names the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from .bulk_writes import remove
from .undo import (
    CHANGED,
    COUNTING,
    MADE,
    REMOVED,
    Difference,
    diff,
    image,
    is_use,
    model_of,
    name_of,
    named_in,
    pointers,
    relations,
    sliced,
    without,
)

Keys = dict[type[models.Model], set[int]]


def delete_with_all(model: type[models.Model], pks: Iterable[int]) -> list[Difference]:
    """Delete these records and everything that goes with them; returns every difference that it made.

    Nothing may stand in the way (RESTRICT): whoever calls this has left those records out.
    """
    going, pointing = _reach(model, set(pks))
    letting_go = [_let_go(one, columns) for one, columns in pointing.items()]
    before = image(*_records(going))
    for records in _records(going):
        remove(records)
    return [change for changes in (*letting_go, diff(before, {})) for change in changes]


def way_back(changes: list[Difference]) -> Iterator[list[Difference]]:
    """The parts in which it is undone, one after the other: the records, what joins them, who points to them again."""
    removed = [change for change in changes if change["kind"] == REMOVED]
    joins = [change for change in removed if model_of(change["model"])._meta.auto_created]
    yield [change for change in removed if not model_of(change["model"])._meta.auto_created]
    yield joins
    yield list(_pointing_to_what_is_still_there(change for change in changes if change["kind"] == CHANGED))


def without_undone(kept: list[Difference], undone: Iterable[Difference]) -> list[Difference]:
    """What a deletion keeps once something done before is undone: not what that made and nobody used or changed since,
    and of what that changed what stood before.
    """
    removed = {(one["model"], one["pk"]): one["columns"] for one in kept if one["kind"] == REMOVED}
    going: dict[type[models.Model], set[int]] = defaultdict(set)
    for change in undone:
        stood = removed.get((change["model"], change["pk"]), {})
        written = {name: both for name, both in change["columns"].items() if name in stood}
        if not written:
            continue
        as_written = {name for name, (_old, new) in written.items() if stood[name][0] == new}
        if change["kind"] == MADE and len(as_written) == len(written):
            going[model_of(change["model"])].add(change["pk"])
        elif change["kind"] == CHANGED:
            back = as_written - {*COUNTING} if as_written < written.keys() else as_written
            stood.update({name: [written[name][0], None] for name in back})
    for model, pks in going.items():
        needing = [one for one in kept if (one["model"], one["kind"]) in _needing(model)]
        kept = without(kept, model, pks - named_in(needing, model))
    return kept


def _needing(model: type[models.Model]) -> set[tuple[str, str]]:
    """The removed records by their models that need one of these."""
    return {(name_of(one.related_model), REMOVED) for one in relations(model) if is_use(one)}


def _reach(
    model: type[models.Model], pks: set[int]
) -> tuple[Keys, dict[type[models.Model], dict[str, set[int]]]]:
    """The keys of all that goes, by model; and by model the columns that only point to what goes, of which records."""
    going: Keys = defaultdict(set, {model: pks})
    pointing: dict[Any, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    new = [(model, pks)]
    while new:
        named, keys = new.pop()
        for relation in relations(named):
            one, found = relation.related_model, _found_by(relation, keys)
            if relation.on_delete is models.SET_NULL:
                pointing[one][relation.field.attname] |= found
            elif found := found - going[one]:
                going[one] |= found
                new.append((one, found))
    return going, pointing


def _found_by(relation: Any, keys: set[int]) -> set[int]:
    """The keys of the records that name one of these by a relation."""
    records = relation.related_model._base_manager.order_by()
    return {
        pk
        for some in sliced(sorted(keys))
        for pk in records.filter(**{f"{relation.field.name}__in": some}).values_list("pk", flat=True)
    }


def _records(keys: Keys) -> Iterator[models.QuerySet]:
    for model, pks in keys.items():
        for some in sliced(sorted(pks)):
            yield model._base_manager.filter(pk__in=some)


def _let_go(model: type[models.Model], columns: dict[str, set[int]]) -> list[Difference]:
    """Empty columns, each of its records; returns the differences."""
    everybody = list(_records({model: set().union(*columns.values())}))
    before = image(*everybody, only=columns)
    for column, pks in columns.items():
        for records in _records({model: pks}):
            records.update(**{column: None})
    return diff(before, image(*everybody, only=columns))


def _pointing_to_what_is_still_there(changes: Iterable[Difference]) -> Iterator[Difference]:
    """The changes without the columns whose old value names a record that isn't there."""
    changes = list(changes)
    for name in sorted({change["model"] for change in changes}):
        mine = [change for change in changes if change["model"] == name]
        for field in pointers(model_of(name)):
            named = {
                change["columns"][field.attname][0] for change in mine if field.attname in change["columns"]
            }
            there = _still_there(field.related_model, named)
            for change in mine:
                if change["columns"].get(field.attname, [None])[0] not in {None, *there}:
                    del change["columns"][field.attname]
        yield from mine


def _still_there(model: type[models.Model], pks: set[int]) -> set[int]:
    found = model._base_manager.order_by()
    return {
        pk for some in sliced(sorted(pks)) for pk in found.filter(pk__in=some).values_list("pk", flat=True)
    }
