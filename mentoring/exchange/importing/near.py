"""The contacts, and the rows of a file, that may be some people: found by their keys in a few queries."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from ...identity.fields import NAMES
from ...identity.likeness import MOST_ALIKE, Person, kin_marks
from ...models import Contact, Import, ImportRow
from ...models.recognition import LONGEST_KEY
from ...models.undo import MADE, name_of, sliced

# Of one name, address or profile so many are looked at, in the order they came: a file that says "Info" fifty
# thousand times would have each of its slices compared with all before it.
MOST_OF_A_KEY = 100


def rows_near(records: QuerySet, people: list[Person]) -> list:
    """The first records that share a profile, an e-mail or a name with any of these, in a few queries."""
    wanted = {
        "profile_key": {person.profile for person in people},
        "name_key": {person.name_key for person in people},
        "email_key": {email for person in people for email in person.emails},
    }
    found: dict = {}
    for column, keys in wanted.items():
        if sought := {key[:LONGEST_KEY] for key in keys if key}:
            of_key = Window(RowNumber(), partition_by=column, order_by="pk")
            some = records.filter(**{f"{column}__among": sorted(sought)})
            some = some.order_by().alias(nth=of_key).filter(nth__lte=MOST_OF_A_KEY)
            found |= {record["pk"] if isinstance(record, dict) else record.pk: record for record in some}
    return [found[pk] for pk in sorted(found)]


def contacts_near(contacts: QuerySet, people: list[Person]) -> dict[int, dict]:
    """Those of the contacts that share a key with any of these, by their own: their fields, without making records."""
    found = {one["pk"]: one for one in rows_near(contacts.values("pk", *NAMES), people)}
    for pks in sliced(sorted(_kin(contacts, people) - set(found))):
        found |= {one["pk"]: one for one in contacts.filter(pk__in=pks).values("pk", *NAMES)}
    return found


def said_near(batch: Import, people: list[Person]) -> list[dict]:
    """The contacts that share a key with any of these: their fields and tags."""
    contacts = Contact.objects.owned_by(batch.owner_id).order_by()
    if batch.confirmed_at:
        contacts = contacts.exclude(made_by(batch))
    found = {pk: one | {"tags": []} for pk, one in contacts_near(contacts, people).items()}
    tagged = Contact.tags.through.objects.values_list("contact_id", "tag__name").order_by("pk")
    for pks in sliced(sorted(found)):
        for pk, tag in tagged.filter(contact__in=pks):
            found[pk]["tags"].append(tag)
    return list(found.values())


def rows_of_name(batch: Import, people: list[Person]) -> Counter[str]:
    """How many rows of the file that are read have the names of these people, by their keys."""
    keys = sorted({person.name_key[:LONGEST_KEY] for person in people} - {""})
    rows = batch.rows.owned_by(batch.owner_id).filter(name_key__among=keys).order_by()
    return Counter(dict(rows.values_list("name_key").annotate(Count("pk"))))


def rows_filling(batch: Import, contacts: Iterable[int]) -> list[ImportRow]:
    """The first rows that are to be added to each of these contacts, in the order of the file."""
    # The import isn't named before: SQLite would look at all rows of it.
    rows = ImportRow.objects.filter(contact__among=sorted(contacts), choice=ImportRow.Choice.FILL)
    of_contact = Window(RowNumber(), partition_by=["batch", "contact"], order_by="pk")
    some = rows.defer("reason").order_by("pk").alias(nth=of_contact).filter(nth__lte=MOST_OF_A_KEY)
    return [row for row in some if row.batch_id == batch.pk]


def made_by(batch: Import) -> Exists:
    """A condition about a contact: the part of the import that is in already made them."""
    return Exists(batch.changes.of(MADE, name_of(Contact)).filter(key=OuterRef("pk")))


def _kin(contacts: QuerySet, people: list[Person]) -> set[int]:
    """The contacts of the same companies whose names are like one of these, a few of each likeness."""
    wanted = {mark: MOST_ALIKE for person in people for mark in person.marks if mark[0] == "kin"}
    found: set[int] = set()
    if not wanted:
        return found
    companies = sorted({mark[1] for mark in wanted})
    some = contacts.filter(company_key__among=companies).values_list("pk", "name_key", "company_key")
    for pk, name, company in some.iterator():
        for mark in kin_marks(name, company):
            if wanted.get(mark):
                wanted[mark] -= 1
                found.add(pk)
    return found
