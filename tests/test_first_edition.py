"""What version 1.0 wrote is read to the last row: its database is migrated, its account file is taken back.

tests/first_edition/ holds a database for SQLite and the same for PostgreSQL, with every kind of record in every state,
and the account file of the person in it. Both were written by version 1.0 itself.
"""

import datetime as dt
import gzip
import importlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urlencode

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg.rows import dict_row

from mentoring.exchange.account_file.read import bring_back
from mentoring.exchange.account_file.schema import kinds
from mentoring.exchange.account_file.versions import VERSION, as_today
from mentoring.exchange.account_file.write import archive_of
from mentoring.models import User
from mentoring.models.not_now import changes_as_today, decisions_as_today
from tests.factories import UserFactory

ROOT = Path(__file__).resolve().parent.parent
FIRST = ROOT / "tests/first_edition"
ACCOUNT = FIRST / "account-v1.json"
SECOND = FIRST / "account-v2.json"  # the same account, as version 2 wrote it
THIRD = FIRST / "account-v3.json"
FOURTH = FIRST / "account-v4.json"
FIFTH = FIRST / "account-v5.json"
SIXTH = FIRST / "account-v6.json"
ALICE = "alice@example.org"
MODELS = list(apps.get_app_config("mentoring").get_models())

# Computed from other columns, and anew where the way to do it has changed.
DERIVED = {"name_key", "company_key", "email_key", "profile_key", "words", "sort_key"}

# What came later. The names in what was confirmed are those of the day on which they began to be kept.
LATER = {
    "decided",
    "mentee_name",
    "mentor_name",
    "reached",
    "greeting",
    "acted_on",
    "came_of_it",
    "agenda_subject",
    "summary_sent_on",
    "main_goal_id",
    "learned_shown",
    "thanks_subject",
    "thanks_sent_on",
    "outcome_sent_on",
    "answer_by",
    "obstacle",
    "then",
    "ties",
    "told",
    "agenda_shown_on",
    "steps_shown_on",
    "advice_shown_on",
    "closing_words",
    "sent_words",
    "language",
    "first_version_id",
    "shared_words",
}
LATER_IN = {"mentoring_mentoranswer": {"agreement_id"}}
# Which links were switched off stays as it is in a database, and is in no account file any more.
SWITCHED_OFF = "SELECT id, revoked_at FROM mentoring_sharelink ORDER BY 1"

# The same in an account file, by kind of record.
NEW: dict[str, dict] = {
    "contact": {"greeting": ""},
    "goalstep": {"obstacle": "", "then": ""},
    "introduction": {"decided": {}, "answer_by": None},
    "meeting": {
        "decided": {},
        "acted_on": None,
        "came_of_it": "",
        "agenda_subject": "",
        "summary_sent_on": None,
        "main_goal": None,
        "agenda_shown_on": None,
        "steps_shown_on": None,
        "advice_shown_on": None,
        "sent_words": None,
    },
    "mentoragreement": {
        "learned_shown": False,
        "closing_words": None,
        "thanks_subject": "",
        "thanks_sent_on": None,
        "outcome_sent_on": None,
        "first_version": None,
        "shared_words": None,
    },
    "mentoranswer": {"decided": {}},
}

# How to undo is kept in another shape, and only where it was written in the last 30 days; tests of undo look at it.
CONVERTED = {"undo", "tags_made", "before"}
# The rows of a file go once it is confirmed; what version 1.0 kept of them is converted as well.
ONLY = {
    "mentoring_importrow": "WHERE batch_id IN (SELECT id FROM mentoring_import WHERE confirmed_at IS NULL)"
}
# A bulk edit that is too old to be undone goes; of a change by an import nothing was kept in a table of its own.
CHANGED = {"mentoring_bulkdeed", "mentoring_change"}
CAME_LATER = {
    f"mentoring_{name}"
    for name in (
        "commandrun",
        "contacttally",
        "helpgiven",
        "helpwanted",
        "invitation",
        "lookback",
        "mentormessage",
        "tie",
        "unsentform",
    )
}
NOT_COMPARED = CHANGED | CAME_LATER
KINDS = {f"mentoring_{kind.name}": kind.name for kind in kinds()}
COLUMNS = {
    "sqlite": "SELECT name FROM pragma_table_xinfo('{table}')",
    "postgresql": "SELECT column_name AS name FROM information_schema.columns WHERE table_name = '{table}'",
}

# The address of a database, and how to ask it: SQL to rows by column.
Database = tuple[str, Callable[[str], list[dict]]]


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Database]:
    """The database of version 1.0 as a file."""
    file = folder / "first.sqlite3"
    file.write_bytes(gzip.decompress((FIRST / "database-v1.sqlite3.gz").read_bytes()))

    def ask(statement):
        with closing(sqlite3.connect(file)) as database:
            rows = database.execute(statement)
            names = [column[0] for column in rows.description]
            return [dict(zip(names, row, strict=True)) for row in rows]

    yield f"sqlite:///{file}", ask


@contextmanager
def on_postgres(_folder: Path) -> Iterator[Database]:
    """The same on the PostgreSQL server of the tests, in a database of its own that goes afterwards."""
    tests = connection.get_connection_params()
    reach = {part: tests[part] for part in ("host", "port", "user", "password") if tests.get(part)}
    name = f"{tests['dbname']}_first"
    with psycopg.connect(dbname="postgres", autocommit=True, **reach) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            with psycopg.connect(dbname=name, autocommit=True, **reach) as database:
                database.execute(gzip.decompress((FIRST / "database-v1.sql.gz").read_bytes()))

            def ask(statement):
                with psycopg.connect(dbname=name, row_factory=dict_row, **reach) as database:
                    return database.execute(statement).fetchall()

            person = ":".join(quote(reach[part]) for part in ("user", "password") if part in reach)
            host = {part: reach[part] for part in ("host", "port") if part in reach}
            yield f"postgres://{person}@/{name}?{urlencode(host)}".replace("%2F", "/"), ask
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def first(db, tmp_path) -> Iterator[Database]:
    """The database of version 1.0, of the kind that the tests run on."""
    with (on_postgres if connection.vendor == "postgresql" else on_sqlite)(tmp_path) as database:
        yield database


def manage(address: str, *words: str) -> str:
    """What a command of the product prints, on the database at this address."""
    run = [sys.executable, "-W", "ignore", "manage.py", *words]
    environment = os.environ | {"DATABASE_URL": address}
    return subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def everything(ask, version: int = VERSION) -> dict[str, list[dict]]:
    """All rows of all tables, without what is derived or converted, in the words of the present version."""
    found = {}
    for table in sorted({model._meta.db_table for model in MODELS} - NOT_COMPARED):
        rows = ask(f'SELECT * FROM "{table}" {ONLY.get(table, "")} ORDER BY 1')
        left_out = DERIVED | CONVERTED | LATER | LATER_IN.get(table, set())
        kept = [{name: row[name] for name in row if name not in left_out} for row in rows]
        found[table] = [as_today(version, KINDS.get(table, ""), row) for row in kept]
    for link, switched_off in zip(found["mentoring_sharelink"], ask(SWITCHED_OFF), strict=True):
        link |= switched_off
    return found


def account(file: Path = ACCOUNT) -> dict:
    """An account file of an older version in the words of the present one."""
    said = json.loads(file.read_text())
    for kind, records in said["records"].items():
        records[:] = [as_today(said["version"], kind, record) for record in records]
        for record in records:
            record |= {name: value for name, value in NEW.get(kind, {}).items() if name not in record}
    named = {link["id"]: link["agreement"] for link in said["records"]["sharelink"]}
    for answer in said["records"]["mentoranswer"]:
        answer["agreement"] = named[answer["link"]]
    names = {contact["id"]: contact["name"] for contact in said["records"]["contact"]}
    for one in said["records"]["mentoragreement"]:
        is_kept = one["confirmed_on"] is not None
        one["mentee_name"] = said["person"]["name"] if is_kept else ""
        one["mentor_name"] = names[one["mentor"]] if is_kept else ""
    for kind in kinds():
        said["records"].setdefault(kind.name, [])
    said["person"].setdefault("language", "")
    return said | {"version": VERSION}


WRITE_ACCOUNT = f"""
import sys
from mentoring.exchange.account_file.write import archive_of
from mentoring.models import User
sys.stdout.writelines(archive_of(User.objects.get(email="{ALICE}")))
"""


def test_a_database_of_version_one_goes_on_to_the_last_row(first):
    address, ask = first
    before = everything(ask, version=1)

    manage(address, "migrate", "--verbosity", "0")

    assert everything(ask) == before
    assert json.loads(manage(address, "shell", "-v", "0", "-c", WRITE_ACCOUNT)) == account()
    # And it has the tables of a fresh one.
    assert manage(address, "migrate", "--check", "--verbosity", "0") == ""
    for model in MODELS:
        columns = {row["name"] for row in ask(COLUMNS[connection.vendor].format(table=model._meta.db_table))}
        assert columns == {field.column for field in model._meta.concrete_fields}


@pytest.mark.parametrize("file", [ACCOUNT, SECOND, THIRD, FOURTH, FIFTH, SIXTH], ids=lambda file: file.stem)
@pytest.mark.django_db
def test_an_account_file_of_an_older_version_comes_back_whole(file):
    new = UserFactory()

    outcome = bring_back(new, [file.read_text()])

    assert (outcome.into_empty, outcome.left_out) == (True, [])
    again = "".join(archive_of(User.objects.get(pk=new.pk)))
    assert json.loads(again) == account(file)


def test_the_way_back_of_a_merge_names_no_table_that_is_gone():
    """Version 1.0 had a table of the contacts of each bulk edit; both of a merge may have stood in it."""
    links = [{"id": "7", "bulkdeed_id": "1", "contact_id": "2"}]
    contact = {"id": "1", "name": "Ada Berg"}
    undo = {"before": contact, "after": contact, "removed": contact | {"id": "2"}, "kept_key": 1}
    undo |= {"moved": {"BulkDeed_contacts.contact": [8]}, "dropped": {"BulkDeed_contacts": links}}

    migration = importlib.import_module("mentoring.migrations.0005_undo_data")
    changes = migration._differences(apps, SimpleNamespace(undo=undo, removed_key=2))

    assert {change["model"] for change in changes} == {"contact"}


NOW, THEN, NEVER = "2026-03-05", "2026-03-02", [None, None]


@pytest.mark.parametrize(
    ("kind", "columns", "stands", "today"),
    [
        # A merge opened somebody again, closed them for good, took over that it isn't the time.
        (
            "changed",
            {"closed_on": [THEN, None], "closed_because": ["not_now", ""]},
            {},
            {"not_now_on": [THEN, None]},
        ),
        (
            "changed",
            {"closed_because": ["not_now", "said_no"]},
            {"closed_on": THEN, "closed_because": "said_no"},
            {"closed_on": [None, THEN], "closed_because": ["", "said_no"], "not_now_on": [THEN, None]},
        ),
        (
            "changed",
            {"closed_on": [THEN, NOW], "closed_because": ["not_a_fit", "not_now"]},
            {},
            {"closed_on": [THEN, None], "closed_because": ["not_a_fit", ""], "not_now_on": [None, NOW]},
        ),
        # Somebody deleted comes back, and whoever was closed otherwise is as before.
        (
            "removed",
            {"closed_on": [THEN, None], "closed_because": ["not_now", None]},
            {},
            {
                "closed_on": NEVER,
                "closed_because": ["", None],
                "not_now_on": [THEN, None],
                "ask_again_on": NEVER,
            },
        ),
        (
            "changed",
            {"closed_on": [None, NOW], "closed_because": ["", "said_no"]},
            {},
            {"closed_on": [None, NOW], "closed_because": ["", "said_no"]},
        ),
    ],
)
def test_what_can_be_undone_says_not_now_as_today(kind, columns, stands, today):
    change = {"kind": kind, "model": "contact", "pk": 7, "columns": {"name": ["a", "b"], **columns}}
    merge = {"kind": "removed", "model": "merge", "pk": 8, "columns": {"undo": [[change], None]}}

    for one in changes_as_today([change], {7: stands}):
        assert one == change | {"columns": {"name": ["a", "b"], **today}}
    [nested] = changes_as_today([merge], {7: stands})
    assert nested["columns"]["undo"] == [changes_as_today([change], {7: stands}), None]


def test_what_was_decided_says_not_now_as_today():
    was = {"prospect_on": [THEN, THEN], "closed_on": [THEN, NOW], "closed_because": ["not_now", "said_no"]}
    asked = {"may_introduce": [False, True]}
    decided = decisions_as_today({"outcome": was, "asked_on": asked})

    assert decided["asked_on"] == asked
    assert decided["outcome"] == {
        "prospect_on": [THEN, THEN],
        "closed_on": [None, NOW],
        "closed_because": ["", "said_no"],
        "not_now_on": [THEN, None],
        "ask_again_on": NEVER,
    }
    for other in ([], "x", {"outcome": 1}, {"outcome": was | {"closed_on": 3}}):
        assert decisions_as_today(other) == other


class Rows(list):
    """Rows that a query would give, whatever it asks for."""

    def _asked(self, *_conditions, **_more):
        return self

    filter = exclude = order_by = values_list = iterator = _asked


def merged_before(before: dict, moved: dict, dropped: dict):
    """What the migration knows of one merge of version 1.0: contact 2 went into contact 1."""
    undo = {"before": before, "removed": {"form_key": "abc"}, "kept_key": 1, "made": {}}
    undo |= {"moved": moved, "dropped": dropped, "let_go": {"ImportRow.contact": [5]}}
    links = {"BulkDeed": Rows([7]), "Contact": Rows([(9, 3)])}
    through = {name: SimpleNamespace(through=SimpleNamespace(objects=rows)) for name, rows in links.items()}
    models = {
        "Merge": SimpleNamespace(objects=Rows([(undo, 2)])),
        "BulkDeed": SimpleNamespace(contacts=through["BulkDeed"]),
        "Contact": SimpleNamespace(tags=through["Contact"]),
    }
    migration = importlib.import_module("mentoring.migrations.0005_undo_data")
    return migration, migration._Merged(SimpleNamespace(get_model=lambda _app, name: models[name]))


DEED = SimpleNamespace(pk=7, kind="prospect", on=dt.date(2026, 3, 1), tag_id=3, made_tag=False)


@pytest.mark.parametrize(("day", "had_it"), [(None, False), ("2026-03-01", True), ("2026-02-01", False)])
def test_a_deed_knows_whom_it_was_done_to_before_they_were_merged_away(day, had_it):
    """The kept one stays in it only if the merge made them as the deed had made the other."""
    migration, merged = merged_before({"prospect_on": day}, {"BulkDeed_contacts.contact": [8]}, {})

    (gone, (kept, before)) = next(iter(merged.by_deed[7].items()))
    assert (gone, kept, merged.by_form_key, merged.by_row) == (2, 1, {"abc": 2}, {5: 2})
    assert migration._had_it(DEED, before, gone, merged) == had_it
    changes = migration._of_deed(apps, DEED, [1, 2], merged)
    assert [(change["pk"], change["columns"]["prospect_on"]) for change in changes] == [
        (1, [None, "2026-03-01"]),
        (2, [None, "2026-03-01"]),
    ]


def test_a_tag_given_to_somebody_merged_away_goes_with_the_deed(db):
    """A link that moved stands with the kept contact, or with the other again; one that was dropped comes back."""
    tagged = SimpleNamespace(**vars(DEED) | {"kind": "tag"})
    moved = {"BulkDeed_contacts.contact": [8], "Contact_tags.contact": [9]}
    migration, merged = merged_before({}, moved, {})
    [link] = [one for one in migration._of_deed(apps, tagged, [2], merged) if one["kind"] == "made"]
    dropped = {"Contact_tags": [{"id": "12", "contact_id": "2", "tag_id": "3"}]}
    _migration, merged = merged_before({}, {"Contact_tags.contact": []}, dropped)
    merged.links |= {(2, 3): (12, False)}
    [other] = [one for one in migration._of_deed(apps, tagged, [2], merged) if one["kind"] == "made"]

    assert (link["pk"], link["columns"]) == (9, {"tag_id": [None, 3]})
    assert (other["pk"], other["columns"]) == (12, {"contact_id": [None, 2], "tag_id": [None, 3]})
    assert migration._had_it(tagged, {}, 2, merged)
