"""What pages cost beside a floor, the least a signed-in Django page can cost here: `make bench`.

Serves the floor and the product with the product's own server and number of workers, once for each number of
contacts, and has them take turns in one run. Figures of a shared machine say little alone: read the ratios.

Environment: BENCH_SIZES ("100,10000,100000"), BENCH_CROWD (1 adds 1,000 other accounts of 1,000 contacts each),
BENCH_PAGES (names with commas, all of them without it), BENCH_DATABASE_URL (a PostgreSQL server's address without a
database name; SQLite without it), BENCH_ROUNDS, BENCH_OUT (where the JSON goes).
"""

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "100,10000,100000").split(",")]
SERVER = os.environ.get("BENCH_DATABASE_URL", "")
PORT = int(os.environ.get("BENCH_PORT", "8610"))
# What is measured: by name, the address and a word that only the right page has.
PAGES = {
    "dashboard": ("/", "What to do next"),
    "contacts": ("/contacts/", "Who do you know"),
    "last": ("/contacts/?page=last", "Who do you know"),
    "search": ("/contacts/?q=manager", "Who do you know"),
    "contact": ("/contacts/{prospect}/", "Assess"),
    "compare": ("/trade-offs/", "Compare"),
    "introductions": ("/introductions/", "Introductions"),
    "meetings": ("/meetings/", "Meetings"),
    "goals": ("/goals/", "Goals"),
    "criteria": ("/criteria/", "Criteria"),
    "settings": ("/settings/", "Settings"),
}
ASKED = os.environ.get("BENCH_PAGES", ",".join(PAGES)).split(",")
# The list is held against the floor's list, everything else against its page.
LISTS = {"contacts", "last", "search"}

FILL = """
import datetime as dt, random, sys
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from mentoring.models import Contact, User
size, crowd = int(sys.argv[1]), int(sys.argv[2])
call_command("load_demo", "ann@example.org", verbosity=0)
ann = User.objects.get(email="ann@example.org")
chance = random.Random(1)
first = "Ada Ben Chidi Dana Farid Grace Hana Kofi Niamh Priya".split()
roles = ["Operations Director", "Plant Manager", "Sales Manager", "Teacher", "Civil Engineer", ""]
def people(owner, number):
    for at in range(number):
        touch = dt.date(2026, 1, 1) + dt.timedelta(days=at % 300) if at % 3 == 0 else None
        yield Contact(owner=owner, name=f"{chance.choice(first)} {chance.choice(first)}son {at}",
            role=chance.choice(roles), company=f"Company {at % 97}", may_introduce=at % 7 == 0, last_touch_on=touch)
def fill(owner, number):
    some = list(people(owner, number))
    for start in range(0, number, 5000):
        Contact.objects.bulk_create(some[start:start + 5000], batch_size=1000)
fill(ann, size - Contact.objects.filter(owner=ann).count())
others = [User.objects.create_user(email=f"other{at}@example.org") for at in range(crowd)]
fill(others[0], 1000) if others else None
# The others have the same people: made one by one they would take longer than all that is measured.
same = ", ".join(field.column for field in Contact._meta.concrete_fields if field.name not in ("id", "owner"))
with connection.cursor() as cursor:
    for other in others[1:]:
        cursor.execute(f"INSERT INTO mentoring_contact (owner_id, {same}) SELECT %s, {same} "
            "FROM mentoring_contact WHERE owner_id = %s", [other.pk, others[0].pk])
    cursor.execute("ANALYZE")
session = SessionStore()
session[SESSION_KEY] = str(ann.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = ann.get_session_auth_hash()
session.save()
prospect = Contact.objects.filter(owner=ann).prospects().order_by("pk").first().pk
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key} {prospect}")
"""


def run(command: list[str], env: dict, **kwargs) -> str:
    """Run to the end; what it printed."""
    done = subprocess.run(command, env=os.environ | env, check=True, capture_output=True, text=True, **kwargs)  # noqa: S603
    return done.stdout


@contextmanager
def serving(command: list[str], env: dict, address: str, cwd: Path):
    """The main process of a server that answers at an address; stopped in the end."""
    server = subprocess.Popen(command, env=os.environ | env, cwd=cwd)  # noqa: S603
    try:
        for _try in range(200):
            try:
                with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                    break
            except OSError:
                time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


# The floor under the product's own server, with as many workers.
FLOOR = """
import socket, sys
sys.path.append(sys.argv[1])
from config.workers import Server

def load(target):
    from floorapp.wsgi import application
    return application

door = socket.create_server(("127.0.0.1", int(sys.argv[2])), backlog=1024)
Server(door.fileno(), 2).serve(target_loader=load)
"""


def floor(folder: Path, port: int, stack: ExitStack) -> list[dict]:
    """Serve the floor; its page and its list as targets."""
    env = {
        "FLOOR_RUN": str(folder),
        "PYTHONPATH": str(HERE / "floor"),
        "DJANGO_SETTINGS_MODULE": "floorapp.settings",
    }
    if SERVER:
        env["FLOOR_DATABASE_URL"] = made(SERVER, "waymark_floor")
    run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env)
    cookie = run([sys.executable, "-m", "django", "seed", "1000"], env).strip()
    command = [sys.executable, "-c", FLOOR, str(ROOT), str(port)]
    pid = stack.enter_context(serving(command, env, f"http://127.0.0.1:{port}/raw/", HERE / "floor"))
    at = f"http://127.0.0.1:{port}"
    return [
        {"name": "page5", "url": f"{at}/page/5/", "cookie": cookie, "expect": "Dashboard", "pid": pid},
        {"name": "list", "url": f"{at}/list/", "cookie": cookie, "expect": "in all", "pid": pid},
    ]


def product(folder: Path, size: int, crowd: int, port: int, stack: ExitStack) -> list[dict]:
    """Serve the product with one account of so many contacts; its pages as targets."""
    data = folder / f"data-{size}-{crowd}"
    data.mkdir(mode=0o700)
    env = {
        "DATA_DIR": str(data),
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": "",
    }
    if SERVER:
        env["DATABASE_URL"] = made(SERVER, f"waymark_{size}_{crowd}")
    run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env, cwd=ROOT)
    filled = run([sys.executable, "-c", f"import django; django.setup()\n{FILL}", str(size), str(crowd)],
                 env | {"DJANGO_SETTINGS_MODULE": "config.settings"}, cwd=ROOT)  # fmt: skip
    cookie, prospect = filled.split()[-2:]
    pid = stack.enter_context(
        serving([sys.executable, "-m", "config.server"], env, f"http://127.0.0.1:{port}/healthz", ROOT)
    )
    name = f"{size}" + ("-crowd" if crowd else "")
    return [
        {"name": f"{page}@{name}", "url": f"http://127.0.0.1:{port}{path.format(prospect=prospect)}",
         "cookie": cookie, "expect": expect, "pid": pid}
        for page, (path, expect) in PAGES.items()
    ]  # fmt: skip


def made(server: str, name: str) -> str:
    """The address of an empty database on a PostgreSQL server."""
    for verb in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}"):
        run(["psql", f"{server}/postgres", "-c", verb], {})
    return f"{server}/{name}"


def compared(folder: Path, targets: list[dict], baseline: str) -> dict:
    """Let targets take turns in one run; what was measured."""
    config, out = folder / "targets.json", folder / "measured.json"
    config.write_text(json.dumps({"baseline": baseline, "targets": targets}))
    command = [
        sys.executable,
        str(HERE / "floor" / "bench_http.py"),
        "--config",
        str(config),
        "--out",
        str(out),
    ]
    rounds = os.environ.get("BENCH_ROUNDS", "5")
    sys.stdout.write(run([*command, "--rounds", rounds, "--requests", "30", "--load-rounds", "1"], {}))
    sys.stdout.flush()
    return json.loads(out.read_text())


def main() -> None:
    """Fill, serve, measure; a table for each page, and all of it as JSON."""
    sys.path.insert(0, str(ROOT))
    measured = {
        "on": dt.datetime.now(dt.UTC).date().isoformat(),
        "database": "postgresql" if SERVER else "sqlite",
        "runs": [],
    }
    with tempfile.TemporaryDirectory(prefix="waymark-bench-") as place, ExitStack() as stack:
        folder = Path(place)
        targets = floor(folder, PORT, stack)
        for at, size in enumerate(SIZES):
            targets += product(folder, size, 0, PORT + 1 + at, stack)
        if os.environ.get("BENCH_CROWD") == "1":
            targets += product(folder, SIZES[0], 1000, PORT + 9, stack)
        for page in ASKED:
            base = "list" if page in LISTS else "page5"
            these = [one for one in targets if one["name"] == base or one["name"].startswith(f"{page}@")]
            measured["runs"].append({"page": page, **compared(folder, these, base)})
    if out := os.environ.get("BENCH_OUT"):
        Path(out).write_text(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
