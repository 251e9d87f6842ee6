"""Long work lets others write in between; secrets are as long as they are meant to be."""

import time
from types import SimpleNamespace

import pytest

from mentoring.models import Invitation, bulk_writes, erasing
from mentoring.models.share_links import new_salt


@pytest.mark.parametrize(
    ("vendor", "within", "pauses"),
    [("sqlite", False, [0.11]), ("sqlite", True, []), ("postgresql", False, []), ("postgresql", True, [])],
)
def test_sqlite_makes_a_pause_outside_a_transaction(monkeypatch, vendor, within, pauses):
    made = []
    monkeypatch.setattr(time, "sleep", made.append)
    monkeypatch.setattr(bulk_writes, "connection", SimpleNamespace(vendor=vendor, in_atomic_block=within))

    bulk_writes.let_others_write()

    assert made == pauses


class Cursor:
    """A cursor of a file of this size, which notes what it is asked."""

    def __init__(self, size: int):
        self.size, self.asked = size, []

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        """Nothing is open."""

    def execute(self, sql):
        self.asked.append(sql.split()[0])

    def fetchone(self):
        return [self.size]


@pytest.mark.parametrize(
    ("vendor", "within", "size", "asked"),
    [
        ("sqlite", False, erasing.MOST_REWRITTEN, ["SELECT", "VACUUM"]),
        ("sqlite", False, erasing.MOST_REWRITTEN + 1, ["SELECT"]),
        ("sqlite", True, 1, []),
        ("postgresql", False, 1, []),
    ],
)
def test_a_file_that_is_not_too_large_is_written_anew_outside_a_transaction(
    monkeypatch, vendor, within, size, asked
):
    cursor, emptied = Cursor(size), []
    there = SimpleNamespace(vendor=vendor, in_atomic_block=within, cursor=lambda: cursor)
    monkeypatch.setattr(erasing, "connection", there)
    monkeypatch.setattr(erasing, "_empty_the_log", lambda: emptied.append(True))

    erasing.rewrite_file()

    assert cursor.asked == asked
    assert bool(emptied) is ("VACUUM" in asked)


@pytest.mark.django_db
def test_a_secret_has_as_many_letters_as_are_kept(alice, freeze, today):
    alice.renew_calendar()

    assert (len(alice.calendar_salt), len(new_salt())) == (32, 22)
    freeze(today)
    assert len(Invitation.objects.make("", alice.date_joined)) == 32
    assert (Invitation.objects.get().expires_at - alice.date_joined).days == 7
