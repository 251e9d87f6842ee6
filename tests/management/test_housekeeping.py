"""What is kept for a while only is forgotten once that is over, and one line says how much it was."""

import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from mentoring.models import Import, Invitation, Merge, UnsentForm
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
