"""What each deed on a whole network costs: `python benchmarks/fifty_thousand.py [number of contacts]`.

Runs in a throw-away database beside that of DATABASE_URL (SQLite without it) and prints for each deed how long it
took, how much of that this process and PostgreSQL's worked (a loaded machine makes the clock a poor judge), the
most memory so far and the number of statements.
"""

import csv
import datetime as dt
import io
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from mentoring.accounts.adapter import delete_account  # noqa: E402
from mentoring.exchange import importing  # noqa: E402
from mentoring.exchange.account_file import read, waiting, write  # noqa: E402
from mentoring.models import BulkDeed, Contact, Import, Tag, User  # noqa: E402

SYLLABLES = ["al", "ben", "car", "dor", "el", "fin", "gar", "hol", "is", "jor", "kel", "lam", "mor", "ro"]
ROLES = ["Operations Director", "Plant Manager", "Sales Manager", "Teacher", "Civil Engineer", "Treasurer"]
STATE = {"tick": os.sysconf("SC_CLK_TCK"), "backend": 0}


def word(chance: random.Random, syllables: int) -> str:
    """A made-up name."""
    return "".join(chance.choice(SYLLABLES) for _syllable in range(syllables)).title()


def linkedin(number: int, change: str = "") -> bytes:
    """A file of connections, the same on every machine; one in fifty shares a name, one in a hundred a profile."""
    chance = random.Random(number)  # noqa: S311 not a secret
    text = io.StringIO()
    write = csv.writer(text)
    text.write("First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n")
    companies = [f"{word(chance, 3)} Ltd" for _company in range(number // 20 + 1)]
    names = [(word(chance, 2), word(chance, 4)) for _name in range(number)]
    for at in range(number):
        first, last = names[at - 1] if at % 50 == 49 else names[at]
        email = f"{first}.{last}{at}@example.org".lower() if at % 5 == 0 else ""
        url = f"https://www.linkedin.com/in/{first}-{last}-{at}".lower() if at % 50 != 49 else ""
        company, role = chance.choice(companies), chance.choice(ROLES) + change
        write.writerow([first, last, url, email, company, role, "04 Mar 2021"])
    return text.getvalue().encode()


def server_seconds() -> float:
    """How long PostgreSQL's process for this connection has worked; 0 where that cannot be seen."""
    try:
        facts = Path(f"/proc/{STATE['backend']}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(facts[11]) + int(facts[12])) / STATE["tick"]


@contextmanager
def measured(deed: str) -> Iterator[None]:
    """Print what the block cost."""
    asked = 0

    def count(execute, sql, params, many, context):
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    clock, work, server = time.perf_counter(), time.process_time(), server_seconds()
    with connection.execute_wrapper(count):
        yield
    clock, work, server = (
        time.perf_counter() - clock,
        time.process_time() - work,
        server_seconds() - server,
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{deed:44}{clock:>8.2f} s{work:>9.2f} s{server:>9.2f} s{memory:>6} MB{asked:>8,}\n")
    sys.stdout.flush()


def brought_in(owner: User, data: bytes) -> Import:
    """Read a file to its end."""
    batch = importing.begin_import(owner, "Connections.csv", data)
    while batch.state == Import.State.READING:
        batch = importing.read_slice(batch, timezone.now())
    batch.tag_names = "linkedin, 2021"
    batch.save()
    return batch


def to_the_end(step: Callable, batch: Import) -> Import:
    """Slice after slice, as the page does it."""
    batch = step(batch, timezone.now())
    while batch.is_half_way:
        batch = step(batch, timezone.now())
    return batch


def pages(owner: User) -> None:
    """The pages that look at everybody."""
    client = Client()
    client.force_login(owner)
    client.get("/contacts/?q=nobodyatall")  # what only the first page has to do
    for path in (
        "/contacts/",
        "/contacts/?page=2000",
        "/contacts/?sort=name",
        "/contacts/?sort=touch",
        "/contacts/?sort=fit",
        "/contacts/?q=manager",
        "/contacts/?q=plant+manager&sort=name",
        "/contacts/?q=treasurer",
        "/contacts/?who=neither",
        "/contacts/duplicates/",
        "/contacts/duplicates/?page=20",
        "/",
    ):
        with measured(f"GET {path}"):
            response = client.get(path)
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}")


def deeds(owner: User, today: dt.date) -> None:
    """What can be done to everybody at once."""
    for kind in BulkDeed.Kind.values:
        tag = Tag.objects.get_or_create(owner=owner, name="everybody")[0] if "tag" in kind else None
        with measured(f"{kind} everybody"):
            deed = BulkDeed.do(Contact.objects.owned_by(owner).current(), kind, today, tag)
        if kind == "tag":
            continue
        with measured(f"  taken back ({deed.number:,})"):
            deed.take_back()
    deed = BulkDeed.objects.owned_by(owner).get(kind="tag")
    with measured(f"  tag taken back ({deed.number:,})"):
        deed.take_back()


def main() -> None:
    """One person's network in, looked at, changed, out, in again, and gone."""
    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}  # needs no collectstatic
    connection.creation.create_test_db(verbosity=0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            STATE["backend"] = cursor.fetchone()[0]
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    now = timezone.now()
    owner, other = (User.objects.create_user(email=f"{name}@example.org") for name in ("ann", "ben"))
    sys.stdout.write(
        f"{connection.vendor}, {number:,} rows\n{'':44}{'clock':>8}  {'here':>9}  {'there':>9}  memory  asked\n"
    )
    with measured("a file is read and matched"):
        batch = brought_in(owner, linkedin(number))
    with measured("the import is confirmed"):
        to_the_end(importing.confirm_import, batch)
    with measured("the way back is looked at"):
        found = importing.outlook(batch)
    with measured(f"the import is undone ({found.gone:,})"):
        to_the_end(importing.undo, batch)
    batch = brought_in(owner, linkedin(number))
    to_the_end(importing.confirm_import, batch)
    with measured("a changed file is read again"):
        again = brought_in(owner, linkedin(number, " (retired)"))
        again.rows.exclude(contact=None).update(choice="take")
    with measured("and confirmed"):
        again = to_the_end(importing.confirm_import, again)
    with measured(f"and undone ({again.updated:,} updated)"):
        to_the_end(importing.undo, again)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pages(owner)
    deeds(owner, now.date())
    with measured("everything goes into one file"):
        data = waiting.packed(piece.encode() for piece in write.archive_of(owner))
    with measured("it is looked at in another account"):
        read.preview(other, waiting.unpacked(data))
    with measured("it is brought back there"):
        read.bring_back(other, waiting.unpacked(data))
    with measured("the same is brought back once more"):
        read.bring_back(other, waiting.unpacked(data))
    for person in (owner, other):
        with measured(f"the account of {person} is deleted"):
            delete_account(person)
    connection.creation.destroy_test_db(
        ":memory:" if connection.vendor == "sqlite" else "waymark", verbosity=0
    )


if __name__ == "__main__":
    main()
