"""Long work lets others write in between; secrets are as long as they are meant to be."""

import time
from types import SimpleNamespace

import pytest

from mentoring.models import Invitation, bulk_writes
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


@pytest.mark.django_db
def test_a_secret_has_as_many_letters_as_are_kept(alice, freeze, today):
    alice.renew_calendar()

    assert (len(alice.calendar_salt), len(new_salt())) == (32, 22)
    freeze(today)
    assert len(Invitation.objects.make("", alice.date_joined)) == 32
    assert (Invitation.objects.get().expires_at - alice.date_joined).days == 7
