"""Queries that every page asks: their SQL is worked out once in a process and only filled in for each person.

Putting together a wide query takes Django longer than the database needs to answer it. Where a page asks the same
again and again, `prepared` keeps the SQL and what turns its rows into records. Nothing of a person is kept.
"""

import copy
import datetime as dt
import inspect
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.query import ModelIterable, get_related_populators

# By the type of a parameter a value that no person has, another one for each number from 0 on: where the SQL for two
# of them differs, a value is filled in.
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: ~number,
    dt.datetime: lambda number: dt.datetime.min.replace(tzinfo=dt.UTC) + dt.timedelta(number),
    dt.date: lambda number: dt.date.min + dt.timedelta(number),
    list: lambda number: [~number, *range(number)],
}


@models.ForeignKey.register_lookup
@models.Field.register_lookup
class Among(models.Lookup):
    """`pk__among=keys`: one of a list of numbers, texts or form keys, in the same SQL however many there are."""

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        """The list as one parameter."""
        return "%s", [adapted(value, connection, list)]

    def as_sql(self, compiler, connection):
        """SQLite unpacks the list from JSON, PostgreSQL takes it as it is."""
        left, params = self.process_lhs(compiler, connection)
        right, also = self.process_rhs(compiler, connection)
        among = "IN (SELECT value FROM json_each({}))" if connection.vendor == "sqlite" else "= ANY({})"
        return f"{left} {among.format(right)}", [*params, *also]


class Shape(NamedTuple):
    """How a row becomes a record, which Django works out anew for each query it asks."""

    model: type[models.Model]
    columns: slice
    names: list[str]
    related: list[Any]
    annotations: list[tuple[str, int]]


class Plan(NamedTuple):
    """One query as one kind of database is asked it; without a shape its rows are no records."""

    queryset: Any
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, str, type], ...]
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]
    shape: Shape | None


@dataclass(frozen=True)
class Sliceable:
    """A prepared query with its values, of which a part is asked for by its places."""

    query: "Prepared"
    values: dict[str, Any]

    def __getitem__(self, part: slice) -> list[Any]:
        """The rows from `part.start` up to `part.stop`."""
        return self.query(part=part, **self.values)


class Prepared:
    """What `prepared` makes of a function: called like it, but answers with a list."""

    # Every one there is, so that a test can hold each to its plain queryset.
    known: list["Prepared"] = []

    def __init__(self, plain: Callable[..., models.QuerySet]):
        self.plain = plain
        self.__doc__, self.__name__ = plain.__doc__, plain.__name__
        types = inspect.signature(plain).parameters.values()
        numbers = count()
        self.stand_ins = {
            one.name: [STAND_INS[one.annotation](next(numbers)) for _side in "ab"] for one in types
        }
        self.plans: dict[str, Plan] = {}
        self.known.append(self)

    def __call__(self, owner: int, part: slice = slice(None), **values: Any) -> list[Any]:
        """The rows of `owner`, a key, or a part of them. TypeError when a value is missing, unknown or None."""
        values["owner"] = owner
        if values.keys() != self.stand_ins.keys() or None in values.values():
            raise TypeError(f"{self.__name__} needs {', '.join(self.stand_ins)}, got {values}")
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self.plans.get(connection.vendor)
        if plan is None:
            plan = self.plans[connection.vendor] = self.worked_out(connection)
        return list(rows(plan, connection, values, part))

    def of(self, owner: int, **values: Any) -> "Sliceable":
        """The rows of `owner` for whoever asks for a part of them only: `contacts.of(owner)[20:40]`."""
        return Sliceable(self, {"owner": owner, **values})

    def worked_out(self, connection) -> Plan:
        """The SQL and which of its parameters are filled in; TypeError where one is computed from a value.

        Worked out for two sets of values: what differs between them must be one of the values as it is.
        """
        one: Any
        one, other = (
            self.plain(**dict(zip(self.stand_ins, values, strict=True)))
            for values in zip(*self.stand_ins.values(), strict=True)
        )
        if one._prefetch_related_lookups:
            raise TypeError(f"{self.__name__} prefetches: ask for that with a query of its own")
        compiler = one.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        also, others = other.query.get_compiler(connection=connection).as_sql()
        if sql != also:
            raise TypeError(f"{self.__name__} asks other people another question")
        slots = tuple(
            (at, *self.slot(before, after, connection))
            for at, (before, after) in enumerate(zip(params, others, strict=True))
            if before != after
        )
        converters = compiler.get_converters([column for column, _sql, _name in compiler.select])
        shape = shape_of(compiler) if one._iterable_class is ModelIterable else None
        return Plan(one, compiler, sql, tuple(params), slots, converters, shape)

    def slot(self, before: Any, after: Any, connection) -> tuple[str, type]:
        """Which value stands at a place where the SQL of two people differs, and as what."""
        for name, values in self.stand_ins.items():
            if [before, after] == [adapted(value, connection, type(before)) for value in values]:
                return name, type(before)
        raise TypeError(f"{self.__name__} computes with a value: pass the result instead")


def prepared(plain: Callable[..., models.QuerySet]) -> Prepared:
    """Work out the queryset of a function once: `@prepared`, parameters `owner: int` and others with their types.

    What depends on the day or the person is a parameter; a list of keys is asked for with `__among`.
    """
    return Prepared(plain)


def adapted(value: Any, connection, kind: type) -> Any:
    """A value as a parameter: SQLite has days, lists and the form keys in them as text, PostgreSQL numbers by size."""
    if isinstance(value, list):
        return json.dumps(value, default=attrgetter("hex")) if connection.vendor == "sqlite" else value
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    return kind(value) if issubclass(kind, int) else value


def shape_of(compiler) -> Shape:
    """The shape of the rows of a query for records, once its SQL is worked out."""
    places = compiler.klass_info["select_fields"]
    columns = slice(places[0], places[-1] + 1)
    return Shape(
        compiler.klass_info["model"],
        columns,
        [column.target.attname for column, _sql, _name in compiler.select[columns]],
        get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg] # of a later Django
        list((compiler.annotation_col_map or {}).items()),
    )


def rows(plan: Plan, connection, values: dict[str, Any], part: slice = slice(None)) -> Iterator[Any]:
    """Ask the database, and turn the rows into what the queryset would give."""
    params = list(plan.params)
    for at, name, kind in plan.slots:
        params[at] = adapted(values[name], connection, kind)
    sql = plan.sql
    if part.stop is not None:
        # Written out: given as a parameter, the database would plan for the whole.
        sql += f" LIMIT {part.stop - (part.start or 0):d} OFFSET {part.start or 0:d}"
    if plan.shape:
        return records(plan, plan.shape, connection, sql, params)
    return iter(other_rows(plan, connection, sql, params))


def records(plan: Plan, shape: Shape, connection, sql: str, params: list[Any]) -> Iterator[Any]:
    """The records that a query finds, as `ModelIterable` gives them."""
    model, columns, names, related, annotations = shape
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = cursor.fetchall()
    for row in map(list, found):
        for at, (functions, expression) in plan.converters.items():
            # Nothing stays nothing, and most days have not come yet.
            if row[at] is not None:
                for function in functions:
                    row[at] = function(row[at], expression, connection)
        record = model.from_db(DEFAULT_DB_ALIAS, names, row[columns])
        for one in related:
            one.populate(row, record)
        for name, at in annotations:
            setattr(record, name, row[at])
        yield record


def other_rows(plan: Plan, connection, sql: str, params: list[Any]) -> Iterable[Any]:
    """What a query finds that asks for less than records: tuples, dictionaries or plain values."""
    # A compiler knows its columns once it has worked out its SQL. The copy belongs to this thread's connection.
    compiler = copy.copy(plan.compiler)
    compiler.connection = connection
    compiler.as_sql = lambda: (sql, params)
    compiler.get_converters = lambda columns: plan.converters
    asked: Any = SimpleNamespace(
        db=DEFAULT_DB_ALIAS,
        query=SimpleNamespace(
            get_compiler=lambda *args, **kwargs: compiler,
            selected=plan.queryset.query.selected,
        ),
        _fields=plan.queryset._fields,
    )
    return plan.queryset._iterable_class(asked)
