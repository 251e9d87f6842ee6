"""What every test stands on: a known environment, one of two databases, two people and a clock."""

import contextlib
import datetime as dt
import gc
import os
import re
import shutil
import signal
import tempfile
from pathlib import Path

import hypothesis
import pytest
import time_machine

from tests import migrated, postgres
from tests.browser.chromium import find_chromium

# Every variable the settings read, so that neither the shell nor a .env file changes what is tested.
# An empty value counts as not set.
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "only-for-tests-" * 4,
    "TIME_ZONE": "UTC",
    "DATABASE_URL": "",
    "BASE_URL": "",
    "HOST": "",
    "PORT": "",
    "WORKERS": "",
    "LANGUAGE_CODE": "",
    "DEBUG": "",
    "EMAIL_URL": "",
    "DEFAULT_FROM_EMAIL": "",
    "SIGNUP_OPEN": "",
    "FIRST_ACCOUNT_EMAIL": "",
    "BACKUP_DIR": "",
    "BACKUPS_KEPT": "",
    "ADMIN_ENABLED": "",
    "TRUSTED_PROXY_COUNT": "",
}

# Folders about what is read of records that are there, how it is said and where a button leads. They ask PostgreSQL
# nothing of its own that the other folders and the tests of every address don't ask it as well, so they run on SQLite
# alone, but for what is marked `every_database`: search, lists in an order, names however written, many at once.
SAYING = {"advice", "letters", "pages", "status", "templatetags", "views"}

hypothesis.settings.register_profile(
    "waymark",
    deadline=None,
    derandomize=True,  # a failure is the same failure on every machine
    database=None,
    # A fixture lives through all examples of a test; tests with records roll back between them.
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture, hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("waymark")


# The environment, the database and what is missing


def required(name: str) -> bool:
    """Whether what this variable names may not be skipped: REQUIRE_POSTGRES=1, REQUIRE_BROWSER=1."""
    return os.environ.get(name) == "1"


def prepare_environment(resources: contextlib.ExitStack) -> list[str]:
    """Set the variables before the settings are read; returns a sentence for all that cannot be tested."""
    missing = []
    data = tempfile.mkdtemp(prefix="waymark-test-")
    resources.callback(shutil.rmtree, data, ignore_errors=True)
    os.environ.update(ENVIRONMENT, DATA_DIR=data)
    if not find_chromium():
        missing.append("Nothing was tried in a browser: Chromium was not found.")
        if required("REQUIRE_BROWSER"):
            pytest.exit(missing[-1], returncode=1)
    if os.environ.get("TEST_DATABASE") == "postgres":
        url, binaries = os.environ.get("TEST_DATABASE_URL"), postgres.find_binaries()
        if not url and not binaries:
            missing.append(
                "Nothing was tried on PostgreSQL: its server was not found, TEST_DATABASE_URL is not set."
            )
            pytest.exit(
                "\n\nNOT TESTED\n" + "\n".join(missing) + "\n", returncode=required("REQUIRE_POSTGRES")
            )
        os.environ["DATABASE_URL"] = url or resources.enter_context(postgres.cluster(binaries))
    else:
        migrated.sqlite_file(Path(data))
    return missing


def pytest_configure(config):
    """Prepare the machine once (pytest-xdist's workers inherit it), then the settings in each process."""
    gc.set_threshold(50_000, 20, 100)
    if not hasattr(config, "workerinput"):
        # Whoever ends the run from outside ends it like Ctrl-C, so that the database server goes with it.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        resources = contextlib.ExitStack()
        config.add_cleanup(resources.close)
        config.waymark_missing = prepare_environment(resources)

    from django.conf import settings  # not at the top: only now may the settings be read

    # Argon2 is slow on purpose; the plain file storage needs no collectstatic.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)

    from django.test import TransactionTestCase

    from tests.emptied import forget_rows

    TransactionTestCase._fixture_teardown = forget_rows


def pytest_collection_finish():
    """What was loaded for the tests stays to their end: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()


def needs_database(item) -> bool:
    """Whether a test may see the database at all."""
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


def is_same_on_every_database(item) -> bool:
    """Whether PostgreSQL could not answer otherwise: marked so, about what is said, or without records at all."""
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    is_about_words = folder in SAYING and not item.get_closest_marker("every_database")
    return bool(item.get_closest_marker("any_database") or is_about_words or not needs_database(item))


def pytest_collection_modifyitems(config, items):
    """Leave out what runs long unless it is asked for, and what is about the other database."""
    left_out = []
    if not re.search(r"\blong\b", config.option.markexpr):
        left_out += [item for item in items if item.get_closest_marker("long")]
    if os.environ["DATABASE_URL"]:
        left_out += [item for item in items if is_same_on_every_database(item)]
    else:
        left_out += [item for item in items if item.get_closest_marker("postgres")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_sessionfinish(session):
    """Where nothing may be missing, a single skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    strict = required("REQUIRE_POSTGRES") and required("REQUIRE_BROWSER")
    if strict and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    """Say how many acts tasks took; and last, and loudly, which database was used and what could not be tried."""
    told = [said for report in terminalreporter.stats.get("passed", []) for said in report.user_properties]
    if acts := sorted(words for name, words in told if name == "acts"):
        terminalreporter.section("what a person does for a task")
        terminalreporter.write_line("\n".join(acts))
    database = "PostgreSQL" if os.environ["DATABASE_URL"] else "SQLite"
    terminalreporter.section(f"tested on {database}")
    for sentence in config.waymark_missing:
        terminalreporter.write_line(f"NOT TESTED: {sentence}", red=True, bold=True)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The file that SQLite begins with is there already, and goes with the data folder of the run."""
    return not os.environ["DATABASE_URL"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Every process begins with a copy of the database that was migrated once (`migrated.py`).

    SQLite lives in a file, as in the product: the browser tests reach it from several threads. No connection outlives
    its request, or one that the browser left open stops the database from being dropped.
    """
    from django.conf import settings
    from django.db import connection

    connection.settings_dict["CONN_MAX_AGE"] = 0
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        test["NAME"] = tempfile.mkdtemp(dir=settings.DATA_DIR) + "/test.sqlite3"
        shutil.copy(settings.DATA_DIR / migrated.FILE, test["NAME"])
        connection.settings_dict["OPTIONS"]["init_command"] = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON"
        )
    if not os.environ.get("TEST_DATABASE_URL"):
        # No migration is run again, only what follows every `migrate`.
        test |= {"TEMPLATE": connection.settings_dict["NAME"], "MIGRATE": False}


@pytest.fixture(scope="module")
def shared_database(django_db_setup, django_db_blocker):
    """For records that all tests of a file share: each test goes back to them, the file leaves nothing behind.

    Only where no test of the file commits (`transaction=True`), and none changes such a record in memory.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


# People


@pytest.fixture
def alice(db):
    """The person whose records a test is about."""
    from tests.factories import UserFactory

    return UserFactory(name="Alice Adler", email="alice@example.org", time_zone="")


@pytest.fixture
def bob(db):
    """Somebody else with an account, who must not get at anything of Alice's."""
    from tests.factories import UserFactory

    return UserFactory(name="Bob Brandt", email="bob@example.org", time_zone="")


@pytest.fixture
def client_alice(alice):
    """Alice, signed in."""
    from django.test import Client

    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def client_bob(bob):
    """Bob, signed in."""
    from django.test import Client

    client = Client()
    client.force_login(bob)
    return client


@pytest.fixture
def still_rail(monkeypatch):
    """The rail beside every page is computed once: for tests that read hundreds of pages."""
    from mentoring.pages import dashboard

    compute, computed = dashboard.rail_of, []

    def rail(*args, **calm):
        if not computed:
            computed.append(compute(*args, **calm))
        return computed[0]

    monkeypatch.setattr(dashboard, "rail_of", rail)


# The clock


@pytest.fixture
def today() -> dt.date:
    """The day it is, as the product sees it for somebody without a time zone of their own."""
    from django.utils import timezone

    return timezone.localdate()


@pytest.fixture
def freeze():
    """Stop the clock until the test ends: `freeze(date(2026, 3, 1))` is noon of that day, UTC."""
    with contextlib.ExitStack() as travels:

        def stop(moment: dt.date) -> None:
            if not isinstance(moment, dt.datetime):
                moment = dt.datetime.combine(moment, dt.time(12), tzinfo=dt.UTC)
            travels.enter_context(time_machine.travel(moment, tick=False))

        yield stop


@pytest.fixture
def person_first():
    """A block in which the person is locked before anything else is read, so that two windows wait in one order."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextlib.contextmanager
    def block():
        with CaptureQueriesContext(connection) as queries:
            yield
        assert 'FROM "mentoring_user"' in next(one["sql"] for one in queries if " FROM " in one["sql"])

    return block
