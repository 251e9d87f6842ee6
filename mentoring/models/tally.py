"""How many contacts, introducers and prospects a person has: kept by triggers, so that no page counts them.

No verb writes here. SQLite counts row by row, PostgreSQL once for a statement; both only when a number changes, so
that a day in touch locks nothing. On PostgreSQL the row of a person is locked by whoever changes a number: verbs
that change contacts lock the person first, or two of them could wait for each other.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import connections, models
from django.utils.translation import gettext_lazy as _

from .contacts import IS_OPEN, Contact


class ContactTally(models.Model):
    """The numbers of one person; somebody without a row has no contacts yet."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+", editable=False
    )
    contacts = models.IntegerField(default=0)
    introducers = models.IntegerField(default=0)
    prospects = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("tally of contacts")
        verbose_name_plural = _("tallies of contacts")
        ordering = ["owner"]

    def __str__(self):
        return f"{self.contacts}, {self.introducers}, {self.prospects}"


class Numbers(NamedTuple):
    """What is counted of one person."""

    contacts: int = 0
    introducers: int = 0
    prospects: int = 0


# The same as aggregates of a queryset.
COUNTED = {
    "contacts": models.Count("pk"),
    "introducers": models.Count("pk", filter=models.Q(may_introduce=True)),
    "prospects": models.Count("pk", filter=IS_OPEN),
}
TABLE = "mentoring_contacttally"
# What one contact adds to each number, as conditions over its row; an archived contact adds nothing.
ADDS = {
    "contacts": "{row}.archived_on IS NULL",
    "introducers": "{row}.archived_on IS NULL AND {row}.may_introduce",
    "prospects": "{row}.archived_on IS NULL AND {row}.prospect_on IS NOT NULL AND {row}.closed_on IS NULL",
}
MORE = ", ".join(f"{name} = {TABLE}.{name} + excluded.{name}" for name in ADDS)
NAMES = ", ".join(ADDS)


def adds(row: str) -> list[str]:
    """What the contact in this row adds to each number, 1 or 0."""
    return [f"CASE WHEN {condition.format(row=row)} THEN 1 ELSE 0 END" for condition in ADDS.values()]


def sqlite_triggers() -> dict[str, str]:
    """By name, what follows each change of a contact on SQLite."""
    new, old = adds("new"), adds("old")
    add = (
        f"INSERT INTO {TABLE} (owner_id, {NAMES}) VALUES (new.owner_id, {', '.join(new)}) "  # noqa: S608
        f"ON CONFLICT (owner_id) DO UPDATE SET {MORE};"
    )
    # Only ever less than there is: a person who is being deleted gets no new row.
    less = ", ".join(f"{name} = {name} - ({value})" for name, value in zip(ADDS, old, strict=True))
    remove = f"UPDATE {TABLE} SET {less} WHERE owner_id = old.owner_id;"  # noqa: S608
    changed = " OR ".join(f"{a} <> {b}" for a, b in zip(new, old, strict=True))
    return {
        f"{TABLE}_added": f"AFTER INSERT ON mentoring_contact BEGIN {add} END",
        f"{TABLE}_removed": f"AFTER DELETE ON mentoring_contact BEGIN {remove} END",
        f"{TABLE}_changed": (
            "AFTER UPDATE OF owner_id, archived_on, prospect_on, closed_on, may_introduce ON mentoring_contact "
            f"WHEN new.owner_id <> old.owner_id OR {changed} BEGIN {remove} {add} END"
        ),
    }


def counted(table: str, sign: str = "") -> str:
    """A query of what the contacts in a table add up to, by owner."""
    sums = ", ".join(
        f"{sign}SUM({value})::int AS {name}" for name, value in zip(ADDS, adds("c"), strict=True)
    )
    return f"SELECT owner_id, {sums} FROM {table} c GROUP BY owner_id"  # noqa: S608


def postgres_triggers() -> dict[str, tuple[str, str]]:
    """By name, when a function is called on PostgreSQL, and what it does."""
    add = f"INSERT INTO {TABLE} (owner_id, {NAMES}) "
    on_top = f"ON CONFLICT (owner_id) DO UPDATE SET {MORE};"
    less = ", ".join(f"{name} = {TABLE}.{name} - gone.{name}" for name in ADDS)
    sums = ", ".join(f"SUM({name}) AS {name}" for name in ADDS)
    some = " OR ".join(f"SUM({name}) <> 0" for name in ADDS)
    both = f"{counted('added')} UNION ALL {counted('removed', '-')}"
    change = f"SELECT owner_id, {sums} FROM ({both}) d GROUP BY owner_id HAVING {some} ORDER BY owner_id"  # noqa: S608
    new, old = "NEW TABLE AS added", "OLD TABLE AS removed"
    return {
        f"{TABLE}_added": (
            f"AFTER INSERT ON mentoring_contact REFERENCING {new}",
            f"{add} {counted('added')} ORDER BY owner_id {on_top}",
        ),
        f"{TABLE}_removed": (
            f"AFTER DELETE ON mentoring_contact REFERENCING {old}",
            # As on SQLite: a person who is being deleted gets no new row.
            f"UPDATE {TABLE} SET {less} FROM ({counted('removed')}) gone WHERE {TABLE}.owner_id = gone.owner_id;",  # noqa: S608
        ),
        f"{TABLE}_changed": (
            f"AFTER UPDATE ON mentoring_contact REFERENCING {new} {old}",
            f"{add} {change} {on_top}",
        ),
    }


def statements(vendor: str) -> Iterator[str]:
    """The SQL that lays the triggers, whether they are there or not."""
    if vendor == "sqlite":
        for name, trigger in sqlite_triggers().items():
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"CREATE TRIGGER {name} {trigger}"
        return
    for name, (event, body) in postgres_triggers().items():
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {body} RETURN NULL; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {name} ON mentoring_contact"
        yield f"CREATE TRIGGER {name} {event} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"


def lay(using: str, **kwargs) -> None:
    """Lay the triggers and count anew; called after `migrate`, which may have made the table of contacts anew."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return  # migrated back to an earlier release
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)
    recount()


def recount() -> dict[int, tuple[Numbers, Numbers]]:
    """Put right what the tally says; by the key of a person what it said and what there is, where they differed."""
    said = {
        row.owner_id: Numbers(row.contacts, row.introducers, row.prospects)
        for row in ContactTally.objects.all()
    }
    people = Contact.objects.current().order_by().values_list("owner")
    there = {owner: Numbers(*numbers) for owner, *numbers in people.annotate(**COUNTED)}
    wrong = {
        owner: (said.get(owner, Numbers()), there.get(owner, Numbers()))
        for owner in sorted(said.keys() | there.keys())
        if said.get(owner, Numbers()) != there.get(owner, Numbers())
    }
    for owner, (_said, numbers) in wrong.items():
        ContactTally.objects.update_or_create(owner_id=owner, defaults=numbers._asdict())
    return wrong
