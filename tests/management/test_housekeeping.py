"""What is kept for a while only is forgotten once that is over, and one line says how much it was."""

import datetime as dt
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.accounts.adapter import delete_account
from mentoring.models import Import, Invitation, Merge, UnsentForm, erasing
from tests import factories as make

DAY = dt.timedelta(days=1)


def make_one_of_each(owner) -> None:
    """A file that waits, a merge that can be undone, a session, a form that was not sent, and an invitation."""
    make.ImportFactory(owner=owner)
    make.MergeFactory(owner=owner, kept=make.ContactFactory(owner=owner), undo=[{"kind": "changed"}])
    make.UnsentFormFactory(owner=owner)
    make.InvitationFactory(expires_at=timezone.now() + 7 * DAY)
    SessionStore().create()


def left() -> list[int]:
    """How many there still are of each."""
    kinds = (
        Import.objects,
        Merge.objects.exclude(undo=[]),
        Session.objects,
        UnsentForm.objects,
        Invitation.objects,
    )
    return [kind.count() for kind in kinds]


@pytest.mark.parametrize("command", ["timed", "clear_imports"])
def test_one_line_says_what_was_forgotten(alice, freeze, capsys, command):
    now = timezone.now()
    freeze(now - 31 * DAY)
    make_one_of_each(alice)
    freeze(now)
    make_one_of_each(alice)

    call_command(command)
    call_command(command)

    assert capsys.readouterr().out == (
        "Cleared: 1 file that nobody confirmed, 1 way back from 30 days ago, 1 session that is over, "
        "1 form that was not sent, 1 invitation.\n"
    )
    assert left() == [1, 1, 1, 1, 1]


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
def test_the_file_is_written_anew_once_a_day_and_holds_nothing_of_an_erased_account(
    alice, freeze, monkeypatch
):
    def rewritten() -> int:
        with CaptureQueriesContext(connection) as asked:
            call_command("timed")
        return sum(query["sql"] == "VACUUM" for query in asked)

    on_sqlite = int(connection.vendor == "sqlite")
    now = dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)
    freeze(now)
    bob = make.UserFactory()
    for number in range(90):  # side by side, so that pages lose some of their rows
        make.ContactFactory(owner=(alice, bob)[number % 2], name=f"Zqk{number} Canary")
    delete_account(alice)

    assert rewritten() == on_sqlite
    if on_sqlite:
        data = Path(connection.settings_dict["NAME"]).read_bytes()
        assert not [at for at in range(0, 90, 2) if f"Zqk{at} Canary".encode() in data]
        assert b"Zqk1 Canary" in data
    assert rewritten() == 0
    freeze(now + DAY)
    monkeypatch.setattr(erasing, "MOST_REWRITTEN", 1)
    assert rewritten() == 0
    freeze(now + 2 * DAY)
    monkeypatch.setattr(erasing, "MOST_REWRITTEN", 10**9)
    assert rewritten() == on_sqlite
