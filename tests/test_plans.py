"""No page looks through all contacts of everybody, or sorts all of one person's: asked of the databases themselves."""

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.models import Contact, Tie
from tests import stories
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

# How many contacts each of the others has.
THEIRS = 500
# How many rows may be sorted: prospects and what hangs on them, but never a network.
MOST_SORTED = 1000
NETWORK = ("mentoring_contact", "mentoring_tie")
# Counting all that a filter finds looks through one person's contacts; nothing is sorted for it.
PAGES = [
    "/",
    "/contacts/",
    "/contacts/?page=last",
    "/contacts/?sort=name",
    "/contacts/?sort=name&page=last",
    "/contacts/?sort=touch&page=last",
    "/contacts/?sort=fit",
    "/contacts/?sort=fit&page=last",
    "/contacts/?who=prospects",
    "/contacts/?who=introducers&sort=name",
    "/contacts/?who=neither&page=last",
    "/contacts/?who=archived",
    "/contacts/?q=treasurer",
    "/contacts/?q=treasurer&sort=name",
    "/contacts/?stage=2",
    "/search/?q=treasurer",
    "/contacts/known/",
    "/contacts/known/?list=now&page=last",
    "/contacts/known/?list=once&page=last",
    "/contacts/known/?list=vouched&page=last",
    "/contacts/{prospect}/",
    "/trade-offs/",
    "/introductions/",
    "/meetings/",
    "/goals/",
    "/criteria/",
]


def fill(owner, number: int) -> None:
    """Give somebody so many contacts; one in a hundred is a treasurer, one in three was met; fifty
    of 20,000 work at one company.

    LinkedIn counted something with each: of four one wrote, of thirty one vouched for the person.
    """
    Contact.objects.bulk_create(
        (
            Contact(
                owner=owner,
                name=f"Person {at * 7919 % number}",
                sort_key=f"person {at * 7919 % number}",
                company_key=f"company{at % 400}",
                role="Treasurer" if at % 100 == 7 else "Manager",
                may_introduce=at % 5 == 0,
                last_touch_on=dt.date(2020, 1, 1) + dt.timedelta(days=at % 1000) if at % 3 == 0 else None,
            )
            for at in range(number)
        ),
        batch_size=5000,
    )
    keys = list(Contact.objects.owned_by(owner).order_by("pk").values_list("pk", flat=True))
    Tie.objects.bulk_create(
        (Tie(owner=owner, contact_id=key, **counted(at)) for at, key in enumerate(keys)), batch_size=5000
    )


def counted(at: int) -> dict:
    """What LinkedIn counted with one of them, in twelve years."""
    last_on = dt.date(2026, 3, 1) - dt.timedelta(days=at * 7919 % 4380)
    wrote = {"sent": at % 30 + 1, "received": at % 7, "days": 1, "first_on": last_on, "last_on": last_on}
    vouched = {"endorsed_me": at % 5 + 1, "last_endorsed_on": last_on}
    return {"connected_on": last_on} | (wrote if at % 4 == 0 else {}) | (vouched if at % 30 == 0 else {})


def wrong_on_sqlite(sql: str) -> list[str]:
    """What is wrong with how SQLite goes about a query."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = [row[3] for row in cursor.fetchall()]
    of_contacts = [line for line in plan if re.search(r"\bmentoring_contact\b", line)]
    found = [line for line in plan if re.match(r"SCAN mentoring_(contact|tie)\b", line)]
    # Read in the order in which they are sorted are those of the first line; a few prospects, or one by its key.
    if of_contacts and any("TEMP B-TREE FOR ORDER BY" in line for line in plan):
        found += [
            line
            for line in of_contacts[:1]
            if not re.search(r"contact_prospects|_key=\?|rowid|PRIMARY KEY", line)
        ]
    return found


def wrong_on_postgresql(sql: str) -> list[str]:
    """What is wrong with how PostgreSQL goes about a query."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        [[plan]] = cursor.fetchall()
    found, nodes = [], [(plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        # Whether somebody has any of a kind is answered by the first row of theirs, wherever it lies.
        is_whole = node["Node Type"] == "Seq Scan" and not sql.endswith("LIMIT 1")
        if is_whole and node["Relation Name"] in NETWORK:
            found.append(f"scans {node['Relation Name']}")
        if node["Node Type"] in ("Sort", "Incremental Sort") and node["Plan Rows"] > MOST_SORTED:
            found.append(f"sorts {node['Plan Rows']} rows")
    return found


@pytest.mark.parametrize(
    ("many", "others"),
    [
        # So few that PostgreSQL rightly reads them all.
        pytest.param(2_000, 10, marks=pytest.mark.any_database),
        # So many others that whoever reads them all is wrong: of a table that is mostly one person's it would be right.
        pytest.param(20_000, 100, marks=pytest.mark.long),
    ],
)
def test_no_page_looks_through_all_contacts(client_alice, alice, freeze, many, others):
    freeze(stories.MARCH)
    stories.march(alice)
    fill(alice, many)
    for _other in range(others):
        fill(UserFactory(), THEIRS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    wrong = wrong_on_sqlite if connection.vendor == "sqlite" else wrong_on_postgresql

    found = {}
    prospect = Contact.objects.owned_by(alice).prospects().first()
    for path in PAGES:
        with CaptureQueriesContext(connection) as asked:
            assert client_alice.get(path.format(prospect=prospect.pk)).status_code == 200
        for query in asked:
            if query["sql"].startswith("SELECT") and (faults := wrong(query["sql"])):
                found.setdefault(path, []).append((faults, query["sql"][:300]))

    assert found == {}
