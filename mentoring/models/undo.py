"""One undo for merges, deeds on several and imports: an image before, one after, their difference, and the way back.

A difference is plain JSON: `made`, `changed` or `removed`, the model, the key, and for each column what stood there
before and after. A column goes back when it still holds what was written and nothing rests on it; what was made goes
when it is as it was made and nothing points to it; what was removed comes back when everything it points to is there.

A model may say more about itself: DERIVED names the columns that are computed from others and stand in no image,
MADE_FROM the columns they are computed from, `derive(pks)` computes them. RESTS_ON names for a column the columns and
relations that need it. GOES_ALONG says that a record which points to another makes no use of it.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypedDict

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from .bulk_writes import AT_ONCE, insert_as_they_stand, remove, write_each

# How long the way back is kept; then `manage.py clear_imports` removes it.
KEPT_FOR = dt.timedelta(days=30)

MADE, CHANGED, REMOVED = "made", "changed", "removed"
# These two follow the other columns: they go back only with all of them.
COUNTING = ("revision", "updated_at")

Image = Mapping[tuple[str, int], dict[str, Any]]


class Difference(TypedDict):
    """What happened to one record: each of its columns with what stood there before and after."""

    kind: str
    model: str
    pk: int
    columns: dict[str, list[Any]]


def image(*querysets: models.QuerySet, only: Collection[str] = ()) -> dict[tuple[str, int], dict[str, Any]]:
    """What stands in these records, by model and key, without what is derived; of `only` these columns if given."""
    found = {}
    for records in querysets:
        name, key = name_of(records.model), records.model._meta.pk.attname
        columns = [column for column in _columns(records.model) if not only or column in {key, *only}]
        for row in records.order_by().values(*columns).iterator(chunk_size=AT_ONCE):
            found[name, row[key]] = {column: as_json(value) for column, value in row.items()}
    return found


def diff(before: Image, after: Image) -> list[Difference]:
    """What was made, changed and removed between two images."""
    found = []
    for name, pk in sorted({*before, *after}):
        old, new = before.get((name, pk)), after.get((name, pk))
        kind = MADE if old is None else REMOVED if new is None else CHANGED
        stood, stands = old or {}, new or {}
        columns = {
            column: [stood.get(column), stands.get(column)]
            for column in {**stood, **stands}
            if kind != CHANGED or stood.get(column) != stands.get(column)
        }
        if columns:
            found.append(Difference(kind=kind, model=name, pk=pk, columns=columns))
    return found


def put_back(changes: Iterable[Difference], since: dt.datetime) -> None:
    """Undo what was done then by the rule above, in one transaction, some records at a time."""
    with transaction.atomic():
        _WayBack(list(changes), since).go()


def uses(model: type[models.Model], pks: Collection[int]) -> dict[int, set[type[models.Model]]]:
    """The kinds of records that need one of these records, by its key; those that need none are left out."""
    found: dict[int, set[type[models.Model]]] = defaultdict(set)
    for relation in _relations(model):
        if _is_use(relation):
            for some in sliced(pks):
                pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": some})
                for pk in pointing.order_by().values_list(relation.field.attname, flat=True).distinct():
                    found[pk].add(relation.related_model)
    return dict(found)


def without(changes: list[Difference], model: type[models.Model], pk: int) -> list[Difference]:
    """The changes that neither are about this record nor name it."""
    name = name_of(model)
    return [
        change
        for change in changes
        if (change["model"], change["pk"]) != (name, pk)
        and not any(
            field.related_model is model and pk in change["columns"].get(field.attname, ())
            for field in _pointers(change["model"])
        )
    ]


def name_of(model: type[models.Model]) -> str:
    """How a difference calls a model."""
    return str(model._meta.model_name)


def model_of(name: str) -> type[models.Model]:
    """The model of this name."""
    return apps.get_model("mentoring", name)


def as_json(value: Any) -> Any:
    """A value as JSON has it, exact to the microsecond."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def sliced(values: Collection[Any]) -> Iterator[list[Any]]:
    """The values in their order, as many at a time as one statement takes."""
    values = list(values)
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def _columns(model: type[models.Model]) -> dict[str, models.Field]:
    derived = getattr(model, "DERIVED", ())
    fields = model._meta.concrete_fields
    return {field.attname: field for field in fields if not (field.generated or field.name in derived)}


@cache
def _pointers(name: str) -> list[Any]:
    return [field for field in _columns(model_of(name)).values() if field.is_relation]


def _relations(model: type[models.Model]) -> list[Any]:
    relations: Any = model._meta.get_fields(include_hidden=True)
    return [one for one in relations if one.auto_created and not one.concrete and one.one_to_many]


def _is_use(relation: Any) -> bool:
    """Whether a record that points by this relation needs the other: neither its own link nor a mere hint."""
    pointing = relation.related_model
    return not (
        relation.on_delete is models.SET_NULL
        or pointing._meta.auto_created is relation.model
        or getattr(pointing, "GOES_ALONG", False)
    )


def take_away(model: type[models.Model], pks: Collection[int]) -> None:
    """Delete records that nothing uses, without reading them; their own links and mere hints go first."""
    for some in sliced(pks):
        for relation in _relations(model):
            pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": some})
            if relation.on_delete is models.SET_NULL:
                pointing.update(**{relation.field.name: None})
            elif not _is_use(relation):
                remove(pointing)
        remove(model._base_manager.filter(pk__in=some))


class _WayBack:
    """One walk back: knows which records are there again, and from which something has to be derived anew."""

    def __init__(self, changes: list[Difference], since: dt.datetime):
        self.changes = changes
        self.since = since
        self.there: dict[type[models.Model], dict[int, bool]] = defaultdict(dict)
        self.touched: dict[type[models.Model], set[int]] = defaultdict(set)

    def go(self) -> None:
        """First the removed records that others name, then the made, the changed and the other removed ones."""
        named = {
            (field.related_model, change["columns"][field.attname][0])
            for change in self.changes
            if change["kind"] != MADE
            for field in _pointers(change["model"])
            if field.attname in change["columns"]
        }
        first: list[Difference] = []
        rest: list[Difference] = []
        for change in self.changes:
            (first if (model_of(change["model"]), change["pk"]) in named else rest).append(change)
        self._each(REMOVED, first, self._bring)
        self._each(MADE, self.changes, self._take)
        self._each(CHANGED, self.changes, self._change)
        self._each(REMOVED, rest, self._bring)
        for model, pks in self.touched.items():
            if derive := getattr(model, "derive", None):
                derive(sorted(pks))

    def _each(self, kind: str, changes: list[Difference], step) -> None:
        """The changes of one kind, model by model: links first, and last what others rest on."""
        by_model: dict[type[models.Model], list[Difference]] = defaultdict(list)
        for change in changes:
            if change["kind"] == kind:
                by_model[model_of(change["model"])].append(change)
        order = sorted(by_model, key=lambda one: (not one._meta.auto_created, hasattr(one, "RESTS_ON")))
        for model in order:
            for some in sliced(by_model[model]):
                step(model, some)

    def _bring(self, model: type[models.Model], some: list[Difference]) -> None:
        """Insert removed records again, as they stood, where everything they point to is there."""
        rows = [{name: old for name, (old, _new) in change["columns"].items()} for change in some]
        for field in _pointers(name_of(model)):
            there = self._there(field.related_model, {row.get(field.attname) for row in rows})
            rows = [row for row in rows if row.get(field.attname) in there]
        records = [_record_of(model, row) for row in rows]
        insert_as_they_stand(records, ignore_conflicts=bool(model._meta.auto_created))
        self.there[model] |= {record.pk: True for record in records}
        self.touched[model] |= {record.pk for record in records}
        self._touch(model, some)

    def _take(self, model: type[models.Model], some: list[Difference]) -> None:
        """Delete made records that are as they were made and that nothing uses."""
        name = name_of(model)
        made = {column for change in some for column in change["columns"]}
        now = image(model._base_manager.filter(pk__in=[change["pk"] for change in some]), only=made)
        as_made = {
            change["pk"]
            for change in some
            if (row := now.get((name, change["pk"])))
            and all(row[column] == new for column, (_old, new) in change["columns"].items() if column in row)
        }
        take_away(model, as_made.difference(uses(model, as_made)))
        self._touch(model, some)

    def _change(self, model: type[models.Model], some: list[Difference]) -> None:
        """Write back the columns that hold what was written; the counting ones follow."""
        known: dict[str, Any] = _columns(model)
        made_from: Collection[str] = getattr(model, "MADE_FROM", ())
        columns = {name for change in some for name in change["columns"] if name in known}
        rests_on: Mapping[str, Collection[str]] = getattr(model, "RESTS_ON", {})
        needing = {name for column in columns for name in rests_on.get(column, ()) if name in known}
        locked = model._base_manager.select_for_update().only(*columns, *needing)
        records: dict[int, Any] = locked.in_bulk([change["pk"] for change in some])
        some = [change for change in some if change["pk"] in records]
        for change, back in zip(some, self._going_back(model, some, records), strict=True):
            record = records[change["pk"]]
            for name in back:
                setattr(record, name, known[name].to_python(change["columns"][name][0]))
            _count_back(record, change, back == {*change["columns"]}.intersection(known).difference(COUNTING))
            if back.intersection(made_from):
                self.touched[model].add(record.pk)
        write_each(records.values(), sorted(known[name].name for name in columns))
        self._touch(model, some)

    def _going_back(
        self, model: type[models.Model], some: list[Difference], records: Mapping[int, Any]
    ) -> list[set[str]]:
        """For each change the columns that hold what it wrote, point to something there, and nothing rests on."""
        known = _columns(model)
        going = [
            {
                name
                for name, (_old, new) in change["columns"].items()
                if name in known
                and name not in COUNTING
                and as_json(getattr(records[change["pk"]], name)) == new
            }
            for change in some
        ]
        for field in _pointers(name_of(model)):
            old = [change["columns"].get(field.attname, [None])[0] for change in some]
            there = self._there(field.related_model, old)
            for back, pk in zip(going, old, strict=True):
                back -= {field.attname} if pk not in there else set()
        for column, resting in getattr(model, "RESTS_ON", {}).items():
            emptied = {
                change["pk"]: back
                for change, back in zip(some, going, strict=True)
                if column in back and not change["columns"][column][0]
            }
            for name in resting if emptied else ():
                for pk in self._resting(model._meta.get_field(name), emptied, records):
                    emptied[pk].discard(column)
        return going

    def _resting(
        self, field: Any, emptied: Mapping[int, set[str]], records: Mapping[int, Any]
    ) -> Collection[int]:
        """Which of the records have what needs a column: another column, or a record that was made since."""
        if field.concrete:
            name = field.attname
            return [pk for pk, back in emptied.items() if name not in back and getattr(records[pk], name)]
        pointing = field.related_model._base_manager.filter(
            **{f"{field.field.name}__in": list(emptied)}, created_at__gte=self.since
        )
        return set(pointing.order_by().values_list(field.field.attname, flat=True))

    def _there(self, model: type[models.Model], pks: Iterable[int | None]) -> set[int | None]:
        """Which of these keys are those of records; None, which points to nothing, is always there."""
        known, asked = self.there[model], {pk for pk in pks if pk is not None}
        for some in sliced(asked.difference(known)):
            found = set(model._base_manager.filter(pk__in=some).values_list("pk", flat=True))
            known |= {pk: pk in found for pk in some}
        return {None} | {pk for pk in asked if known[pk]}

    def _touch(self, model: type[models.Model], some: list[Difference]) -> None:
        """Note the records to which these point or pointed: what they derive may differ now."""
        for field in _pointers(name_of(model)):
            if hasattr(field.related_model, "derive"):
                pks = {pk for change in some for pk in change["columns"].get(field.attname, ())}
                self.touched[field.related_model] |= pks - {None}


def _count_back(record: Any, change: Difference, whole: bool) -> None:
    """All columns are back and nobody wrote since: so are revision and moment. Else this is one more change."""
    counted = {name: change["columns"][name] for name in COUNTING if name in change["columns"]}
    if "revision" not in counted:
        return
    if whole and record.revision == counted["revision"][1]:
        for name, (old, _new) in counted.items():
            setattr(record, name, record._meta.get_field(name).to_python(old))
    else:
        record.revision, record.updated_at = record.revision + 1, timezone.now()


def _record_of(model: type[models.Model], row: Mapping[str, Any]) -> Any:
    """The record of these columns; a column that came later has its default, one that is gone is left out."""
    known = _columns(model)
    return model(**{name: known[name].to_python(value) for name, value in row.items() if name in known})
