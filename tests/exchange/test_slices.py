"""An import in slices: whatever interrupts it, it goes on or is taken back, and nobody is lost or there twice."""

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from mentoring.exchange import importing
from mentoring.models import Change, Contact, Import, ImportRow, Tag, User
from tests import addresses
from tests import factories as make
from tests.exchange.test_matching import table
from tests.slices import brought_in, pressed_on, taken_back

HERE = ["Ada Berg", "Ben Ek"]
NEW = ["Cy Holm", "Di Lund", "Eva Ros", "Flo Nord", "Gus Rae"]


class Killed(Exception):
    """What stands for the end of a process in the middle of its work."""


@contextlib.contextmanager
def killed_after(number: int):
    """A block that ends once it has asked the database so often; what was not saved until then is not kept."""
    left = [number]

    def count(execute, sql, params, many, context):
        left[0] -= 1
        if left[0] < 0 and not sql.startswith("ROLLBACK"):
            raise Killed
        return execute(sql, params, many, context)

    with contextlib.suppress(Killed), connection.execute_wrapper(count):
        yield


def kept() -> dict:
    """Everything that is kept, but for the imports themselves."""
    return {name: rows for name, rows in addresses.rows().items() if name != "Import"}


@pytest.fixture
def small_slices(monkeypatch):
    monkeypatch.setattr(importing.applying, "SLICE", 2)
    monkeypatch.setattr(importing.undoing, "AT_ONCE", 3)


def test_what_another_window_reads_anew_is_not_compared_again(alice, monkeypatch, small_slices):
    here = make.ContactFactory(owner=alice, name="Ann Lee")
    batch = importing.begin_import(alice, "people.csv", table(*({"name": name} for name in NEW)))
    here.record(name=NEW[0])
    compare = importing.comparing._others

    def meanwhile(*what):
        Import.objects.filter(pk=batch.pk).update(state=Import.State.CHOOSING)
        return compare(*what)

    monkeypatch.setattr(importing.comparing, "_others", meanwhile)

    assert importing.confirm_import(batch, timezone.now()).state == Import.State.CHOOSING
    assert {row.kind for row in batch.rows.all()} == {"new"}


@pytest.fixture
def half_in(alice, small_slices):
    """A file whose first slice changed Ada as chosen; its last row says that again, and where she lives."""
    ada = {"name": "Ada Berg", "email": "ada@t.example"}
    make.ContactFactory(owner=alice, role="Buyer", **ada)
    rows = [
        ada | {"role": "Cook"},
        *({"name": name} for name in NEW[:3]),
        ada | {"role": "Cook", "place": "Leeds"},
    ]
    batch = importing.begin_import(alice, "people.csv", table(*rows))
    batch.rows.filter(pk=batch.rows.earliest("line").pk).update(choice="take")
    return importing.confirm_import(batch, timezone.now())


def test_what_an_import_did_itself_is_no_news_to_it(alice, half_in):
    make.ContactFactory(owner=alice, name=NEW[2])

    with pytest.raises(importing.Stale):
        importing.next_slice(half_in, timezone.now())

    assert list(half_in.rows.order_by("line").values_list("kind", "differs")) == [
        ("new", []),
        ("same", []),
        ("known", ["role"]),
    ]


def test_what_somebody_wrote_since_of_whom_an_import_changed_is_news(half_in):
    ada = Contact.objects.get(name="Ada Berg")
    assert ada.role == "Cook"
    ada.record(place="Bonn")

    with pytest.raises(importing.Stale):
        importing.next_slice(half_in, timezone.now())

    assert half_in.rows.latest("line").differs == ["place"]


def test_between_two_slices_others_may_write(alice, monkeypatch, small_slices):
    pauses = []
    for step in (importing.reading, importing.applying, importing.undoing):
        monkeypatch.setattr(step, "let_others_write", lambda: pauses.append(1))
    monkeypatch.setattr(importing.reading, "SLICE", 3)

    batch = importing.begin_import(alice, "people.csv", table(*({"name": name} for name in HERE + NEW)))
    while batch.state == Import.State.READING:
        batch = importing.read_slice(batch, timezone.now())
    assert len(pauses) == 2
    batch = brought_in(batch)
    assert len(pauses) == 2 + 3
    taken_back(batch)

    assert len(pauses) == 2 + 3 + 2


@pytest.fixture
def batch(alice, small_slices) -> Import:
    """A file that waits: two who are here already learn something, five are new, one can't be read."""
    for name in HERE:
        make.ContactFactory(owner=alice, name=name, email=f"{name.split()[0]}@t.example", notes="By hand")
    people = [{"name": name, "email": f"{name.split()[0]}@t.example", "role": "Baker"} for name in HERE + NEW]
    batch = importing.begin_import(alice, "people.csv", table(*people, {"name": "", "role": "Nobody"}))
    batch.record(tag_names="Fair")
    return batch


def names(owner) -> list[str]:
    return sorted(Contact.objects.owned_by(owner).values_list("name", flat=True))


def every_other_everywhere(places: range) -> list:
    """All of them on SQLite, half of them on PostgreSQL as well."""
    return [
        place if number % 2 else pytest.param(place, marks=pytest.mark.any_database)
        for number, place in enumerate(places)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("at", every_other_everywhere(range(3, 120, 23)))
@pytest.mark.parametrize("then", ["goes on", "goes back"])
def test_whatever_is_interrupted_goes_on_or_back(alice, batch, then, at):
    rows = ImportRow.objects.all()
    before = {name: told for name, told in kept().items() if name != "ImportRow"}
    with killed_after(at):
        brought_in(batch)
    batch.refresh_from_db()

    assert batch.added + 2 * (batch.reached > 0) >= batch.reached - 1
    if then == "goes on":
        done = brought_in(batch)
        assert (done.state, done.added, done.updated, rows.count()) == ("done", 5, 2, 0)
        assert names(alice) == sorted(HERE + NEW)
        assert Tag.objects.get().contacts.count() == 7
    elif batch.is_half_way or batch.state == "done":
        assert taken_back(batch).state == "undone"
        assert {name: told for name, told in kept().items() if name != "ImportRow"} == before


@pytest.mark.django_db
@pytest.mark.parametrize("at", every_other_everywhere(range(3, 160, 31)))
def test_an_undo_that_is_interrupted_goes_on(alice, batch, at):
    before = {name: told for name, told in kept().items() if name != "ImportRow"}
    done = brought_in(batch)
    with killed_after(at):
        taken_back(done)
    done.refresh_from_db()

    assert taken_back(done).state == "undone"
    assert (done.rows.count(), Change.objects.count()) == (0, 0)
    assert {name: told for name, told in kept().items() if name != "ImportRow"} == before


@pytest.mark.django_db
def test_the_page_goes_on_and_takes_back_by_buttons_alone(client_alice, alice, batch):
    address = reverse("imports.coming", args=[batch.pk])
    answer = client_alice.post(reverse("imports.confirmed", args=[batch.pk]))
    assert answer["Location"] == address
    page = client_alice.get(address).content.decode()
    assert "2 of 8 rows of people.csv are in." in page
    assert ">Go on<" in page
    assert ">Undo it<" in page
    # Whatever leads to the file leads there now.
    for name in ("detail", "reading"):
        assert client_alice.get(reverse(f"imports.{name}", args=[batch.pk]))["Location"] == address
    assert client_alice.post(reverse("imports.confirmed", args=[batch.pk]))["Location"] == address
    assert (
        "2 rows are in. Continue, or undo it" in client_alice.get(reverse("imports.index")).content.decode()
    )

    client_alice.post(reverse("imports.carry_on", args=[batch.pk]))
    answer = client_alice.post(reverse("imports.undo", args=[batch.pk]))
    page = client_alice.get(answer["Location"]).content.decode()
    assert "changes from people.csv are undone" in page
    assert ">Undo it<" not in page
    answer = pressed_on(client_alice, answer)

    assert answer["Location"] == reverse("imports.index")
    assert "The import of people.csv was undone." in client_alice.get(answer["Location"]).content.decode()
    assert names(alice) == HERE
    assert client_alice.post(reverse("imports.carry_on", args=[batch.pk]))["Location"] == reverse(
        "imports.index"
    )


@pytest.mark.django_db
def test_what_stands_half_way_is_never_forgotten_and_named_after_a_day(
    client_alice, alice, batch, capsys, freeze
):
    batch = importing.confirm_import(batch, timezone.now())
    call_command("clear_imports")
    assert capsys.readouterr().out == ""
    freeze(timezone.now() + dt.timedelta(days=40))
    client_alice.force_login(alice)

    call_command("clear_imports")

    told = capsys.readouterr().out
    assert (
        told == "Cleared: 1 session that is over.\n"
        f"Half-way since {batch.updated_at:%Y-%m-%d %H:%M} UTC: import {batch.pk} of account {alice.pk}\n"
    )
    assert client_alice.get(reverse("imports.coming", args=[batch.pk])).status_code == 200
    taken_back(batch)
    assert names(alice) == HERE


@pytest.mark.django_db
def test_a_contact_that_changed_half_way_is_shown_before_anything_else_comes_in(client_alice, alice, batch):
    ada, ben = Contact.objects.order_by("pk")
    ImportRow.objects.filter(contact=ben).update(choice="take", line=99)
    importing.confirm_import(batch, timezone.now())
    ada.refresh_from_db()
    ada.record(place="Leeds")  # her row is in already
    ben.record(role="Chair")

    answer = client_alice.post(reverse("imports.carry_on", args=[batch.pk]))
    while answer["Location"].endswith("/coming/"):
        answer = client_alice.post(reverse("imports.carry_on", args=[batch.pk]))

    assert answer["Location"] == reverse("imports.detail", args=[batch.pk])
    page = client_alice.get(answer["Location"]).content.decode()
    assert "rows of people.csv are in. This is what’s left of it." in page
    assert "another role: Baker" in page
    assert ">Undo it<" in page
    ben.refresh_from_db()
    assert ben.role == "Chair"
    cancelled = client_alice.post(reverse("imports.cancelled", args=[batch.pk]), follow=True)
    assert "It’s already being imported" in cancelled.content.decode()
    confirmed = client_alice.post(reverse("imports.confirmed", args=[batch.pk]))
    assert pressed_on(client_alice, confirmed)["Location"] == reverse("contacts.index")
    ben.refresh_from_db()
    assert (ben.role, names(alice)) == ("Chair", sorted(HERE + NEW))


@pytest.mark.django_db
@pytest.mark.parametrize("at_once", [1, 1000], ids=["more than are compared at once", "few"])
def test_whoever_came_half_way_is_compared_with_all_that_is_left(alice, batch, monkeypatch, at_once):
    monkeypatch.setattr(importing.comparing, "AT_ONCE", at_once)
    importing.confirm_import(batch, timezone.now())
    make.ContactFactory(owner=alice, name="Zoe Adler", email="zoe@t.example")
    batch = importing.confirm_import(batch, timezone.now())
    assert batch.reached == 4
    here = [make.ContactFactory(owner=alice, name=name, email=f"{name[:3]}@t.example") for name in NEW[3:]]

    with pytest.raises(importing.Stale):
        importing.confirm_import(batch, timezone.now())

    batch.refresh_from_db()
    assert (batch.state, batch.reached) == ("waiting", 4)
    rows = batch.rows.filter(contact__isnull=False).values_list("contact", "kind", "choice")
    assert sorted(rows) == [(contact.pk, "known", "fill") for contact in here]
    assert brought_in(batch).state == "done"
    assert names(alice) == sorted([*HERE, *NEW, "Zoe Adler"])


def test_a_file_put_away_while_it_comes_in_leads_to_where_it_stands(client_alice, batch):
    importing.confirm_import(batch, timezone.now())

    answer = client_alice.post(reverse("imports.cancelled", args=[batch.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("imports.coming", args=[batch.pk]), 302)]
    assert "You can still undo it." in answer.content.decode()


@pytest.mark.django_db
def test_twins_of_one_file_both_come_in_although_slices_lie_between(alice, small_slices):
    people = [{"name": "Lee Same", "company": company} for company in ("Acme", "Bolt", "Crux", "Dyno")]
    batch = importing.begin_import(alice, "people.csv", table(*people))
    ImportRow.objects.update(choice="add", kind="new")

    assert brought_in(batch).added == 4
    assert names(alice) == ["Lee Same"] * 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", ["go on", "both"])
def test_two_windows_drive_one_import(alice, batch, deed):
    """Both lock the person first: each slice happens once, in whichever window, and nobody waits for ever."""
    importing.confirm_import(batch, timezone.now())
    start, failures = threading.Barrier(2), []

    def drive(step):
        try:
            start.wait(10)
            mine = Import.objects.select_related("owner").get(pk=batch.pk)
            for _time in range(12):
                mine = step(mine, timezone.now())
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    steps = [importing.next_slice, importing.next_slice if deed == "go on" else importing.undo]
    threads = [threading.Thread(target=drive, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    batch.refresh_from_db()
    assert failures == []
    assert (batch.state, names(alice)) == (
        ("done", sorted(HERE + NEW)) if deed == "go on" else ("undone", HERE)
    )


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
def test_whoever_waits_to_write_gets_a_turn_between_two_slices(alice, batch, monkeypatch):
    pauses: list[float] = []
    monkeypatch.setattr("mentoring.models.bulk_writes.time.sleep", pauses.append)
    monkeypatch.setattr(importing.reading, "SLICE", 3)
    a_pause = [0.11] if connection.vendor == "sqlite" else []

    read = importing.begin_import(alice, "others.csv", table(*({"name": f"Ida Ny{at}"} for at in range(4))))
    assert (read.state, pauses) == ("reading", a_pause)
    assert (importing.read_slice(read, timezone.now()).state, pauses) == ("waiting", a_pause)

    brought_in(batch)
    assert pauses == a_pause * 4  # seven rows, two at a time, and none after the last
    pauses.clear()
    taken_back(batch)
    assert pauses == a_pause * 3
    with transaction.atomic():
        importing.begin_import(alice, "third.csv", table(*({"name": f"Ida Al{at}"} for at in range(4))))
    assert pauses == a_pause * 3  # nobody else could write yet


# A process of its own, which is killed

STEPS = """
import json, resource, sys, time
import django
django.setup()
from django.utils import timezone
from mentoring.exchange import importing
from mentoring.models import Import
batch = Import.objects.select_related("owner").get(pk=int(sys.argv[1]))
step = {"read": importing.read_slice, "in": importing.confirm_import, "back": importing.undo}[sys.argv[2]]
ends = {"read": "waiting", "in": "done", "back": "undone"}[sys.argv[2]]
worst = 0
while batch.state != ends:
    began = time.process_time()
    batch = step(batch, timezone.now())
    worst = max(worst, time.process_time() - began)
    print(batch.read_to, batch.reached, flush=True)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"worst": worst, "memory": memory}), flush=True)
"""


def driver(batch: Import, deed: str) -> subprocess.Popen:
    """A process that does slice after slice on the database of this test."""
    name, url = connection.settings_dict["NAME"], os.environ["DATABASE_URL"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        head, _slash, _name = url.partition("?")[0].rpartition("/")
        url = f"{head}/{name}?{url.partition('?')[2]}".rstrip("?")
    return subprocess.Popen(
        [sys.executable, "-c", STEPS, str(batch.pk), deed],
        cwd=project.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
    )


def run(batch: Import, deed: str, kill_after: int = 0) -> dict:
    """Drive an import to its end, or kill whoever drives it after so many slices; what it cost."""
    process = driver(batch, deed)
    told = "{}"
    try:
        for number, line in enumerate(process.stdout, 1):
            told = line
            if number == kill_after:
                process.kill()
                break
    finally:
        process.communicate()
    batch.refresh_from_db()
    return json.loads(told) if told.startswith("{") else {}


def crowd(number: int) -> bytes:
    """A file of so many people, each with a profile of their own."""
    heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    url = "https://www.linkedin.com/in/amara"
    rows = (
        f"Amara{at % 997},Nwosu{at % 811},{url}-{at},,Mercer {at % 2111},Analyst,12 Mar 2024\n"
        for at in range(number)
    )
    return (heading + "".join(rows)).encode()


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_fifty_thousand_come_in_and_go_while_somebody_else_writes(record_property):
    """Killed at ten points, five of them on the way in and five on the way back."""
    number = 50_000
    alice, bob = make.UserFactory(), make.UserFactory()
    over, failures, written, waited = threading.Event(), [], [], []

    def write():
        try:
            while not over.wait(0.1):
                began = time.monotonic()
                with transaction.atomic():
                    User.objects.get(pk=bob.pk).lock()
                    written.append(make.ContactFactory(owner=bob))
                waited.append(time.monotonic() - began)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        batch = importing.begin_import(alice, "people.csv", crowd(number))
        costs = [run(batch, "read")]
        for slices in (1, 4, 9, 12, 16):
            run(batch, "in", kill_after=slices)
            assert Contact.objects.owned_by(alice).count() == batch.added == batch.reached
        costs.append(run(batch, "in"))
        assert (batch.state, batch.added) == ("done", number)
        people = Contact.objects.owned_by(alice)
        assert (people.count(), people.values("profile_key").distinct().count()) == (number, number)
        for slices in (1, 3, 8, 14, 19):
            run(batch, "back", kill_after=slices)
            assert batch.state == "going"
        costs.append(run(batch, "back"))
    finally:
        over.set()
        writer.join(60)

    record_property("costs", costs)
    record_property("longest wait of the other", f"{max(waited):.2f} s of {len(waited)}")
    assert (batch.state, batch.stayed, Contact.objects.owned_by(alice).count()) == ("undone", 0, 0)
    assert failures == []
    assert Contact.objects.owned_by(bob).count() == len(written) > 10
    assert max(cost["memory"] for cost in costs) < 250
    # Nobody waits longer than a slice takes: in seconds of work, whatever else the machine does.
    assert max(cost["worst"] for cost in costs) < 2
