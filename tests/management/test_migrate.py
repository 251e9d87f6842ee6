"""`migrate` of two servers that start at once: one waits for the other; and an old release keeps off new tables."""

import threading

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from mentoring.management.commands import migrate

pytestmark = pytest.mark.django_db(transaction=True)


def lock():
    """What `migrate` holds while it works."""
    return (
        migrate.locked_file(connection)
        if connection.vendor == "sqlite"
        else migrate.locked_server(connection)
    )


def test_two_at_once_wait_for_each_other():
    done = []

    def second():
        try:
            call_command("migrate", verbosity=0)
            done.append("second")
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with lock():
        other.start()
        other.join(1)
        assert other.is_alive()
        done.append("first")
    other.join(60)

    assert done == ["first", "second"]


def test_old_release_does_not_touch_a_newer_database():
    recorder = MigrationRecorder(connection)
    recorder.record_applied("mentoring", "9999_of_next_year")
    try:
        with pytest.raises(SystemCheckError) as refused:
            call_command("migrate", verbosity=0, skip_checks=False)
    finally:
        recorder.record_unapplied("mentoring", "9999_of_next_year")

    assert "The database is of a newer release: it has 9999_of_next_year." in str(refused.value)
    assert "Install that release again, or restore the backup made before it." in str(refused.value)
