"""`manage.py send_reminders` against a real mail server: two at once, one killed, the server down and up again."""

import datetime as dt
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import connection

from mentoring.accounts.adapter import delete_account
from mentoring.models import Mailing, Reminder, ReminderRun, User
from mentoring.models.mailings import STALE_AFTER
from mentoring.notifications.mail import sending
from tests.factories import ReminderFactory, UserFactory
from tests.mailserver import PATIENCE, MailServer

NEVER_TOO_EARLY = {"reminder_rhythm": "daily", "reminder_hour": 0}


@pytest.fixture
def server(settings):
    """A mail server, and the product told to use it."""
    server = MailServer()
    server.start()
    settings.MAIL_ENABLED = True
    settings.EMAIL_BACKEND = "mentoring.notifications.mail.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 10
    yield server
    server.stop()


def waiting(*names) -> list[User]:
    """People who want a mail a day and have something due."""
    people = [UserFactory(name=name, email=f"{name}@example.org", **NEVER_TOO_EARLY) for name in names]
    for person in people:
        ReminderFactory(contact__owner=person, words=f"ask for {person.name}")
    return people


def run(**options) -> None:
    """The command in this process."""
    call_command("send_reminders", verbosity=0, **options)


def start(server) -> subprocess.Popen:
    """The command in a process of its own, on the database of this test."""
    name = connection.settings_dict["NAME"]
    url = os.environ["DATABASE_URL"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        head, _slash, _name = url.partition("?")[0].rpartition("/")
        url = f"{head}/{name}?{url.partition('?')[2]}".rstrip("?")
    environment = {"DATABASE_URL": url, "EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_reminders"],
        cwd=project.BASE_DIR,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
def test_two_runners_at_once_send_each_mail_once(server):
    waiting("alice", "bob", "cleo")
    server.hold()

    first = start(server)
    try:
        assert server.held.wait(PATIENCE)
        run()  # the second one, while the first is in the middle of its first mail
        by_the_second = server.recipients
        server.release()
        said, _none = first.communicate(timeout=PATIENCE)
    finally:
        first.kill()
        first.communicate()

    assert (by_the_second, first.returncode) == (["bob@example.org", "cleo@example.org"], 0)
    assert said == "Sent 1; nothing was due for 0.\n"
    assert server.recipients == ["alice@example.org", "bob@example.org", "cleo@example.org"]
    assert [mailing.attempts for mailing in Mailing.objects.filter(sent_at__isnull=False)] == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_killed_runner_loses_nothing(server):
    alice, _bob = waiting("alice", "bob")
    server.hold()

    killed = start(server)
    try:
        assert server.held.wait(PATIENCE)
        killed.send_signal(signal.SIGKILL)
        killed.communicate(timeout=PATIENCE)
    finally:
        killed.kill()
        killed.communicate()
    server.release()
    run()
    soon_after = server.recipients
    Mailing.objects.filter(owner=alice, sent_at=None).update(claimed_at=dt.datetime.now(dt.UTC) - STALE_AFTER)
    run()
    run()

    assert soon_after == ["bob@example.org"]
    assert server.recipients == ["alice@example.org", "bob@example.org"]
    retaken = Mailing.objects.get(owner=alice)
    assert (retaken.attempts, retaken.sent_at is None) == (2, False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("happens", ["stopped", "closed", "deleted"])
def test_whoever_stops_the_mails_while_a_run_is_under_way_gets_none(server, monkeypatch, happens):
    _alice, bob = waiting("alice", "bob")
    send = sending.Postman.send

    def send_then(postman, message):
        send(postman, message)
        person = User.objects.get(pk=bob.pk)
        if happens == "stopped":
            person.choose_reminders(User.Rhythm.NEVER, dt.datetime.now(dt.UTC))
        elif happens == "closed":
            User.objects.filter(pk=bob.pk).update(is_active=False)
        else:
            delete_account(person)

    monkeypatch.setattr(sending.Postman, "send", send_then)
    run()

    assert server.recipients == ["alice@example.org"]
    assert not Mailing.objects.filter(owner=bob.pk, finished_at=None).exists()


@pytest.mark.django_db
def test_server_that_is_down_is_tried_again_later(server, capsys):
    alice, bob = waiting("alice", "bob")
    server.stop()

    with pytest.raises(CommandError) as refusal:
        run()
    failed = list(Mailing.objects.order_by("owner"))
    server.start()
    run()
    too_early = server.recipients
    for mailing in failed:
        Mailing.objects.filter(pk=mailing.pk).update(retry_at=mailing.retry_at - dt.timedelta(minutes=15))
    run()
    run()

    assert refusal.value.returncode == 1
    told = str(refusal.value).splitlines()
    assert told[0] == "Not sent: 2"
    assert told[1].startswith(f"account {alice.pk}, attempt 1: ConnectionRefusedError: ")
    assert told[2].startswith(f"account {bob.pk}, attempt 1: ConnectionRefusedError: ")
    assert "ask for" not in str(refusal.value)
    assert [(mailing.has_failed, mailing.finished_at) for mailing in failed] == [(True, None)] * 2
    assert too_early == []
    assert server.recipients == ["alice@example.org", "bob@example.org"]
    assert [(one.attempts, one.has_failed) for one in Mailing.objects.all()] == [(2, False)] * 2
    run_row = ReminderRun.objects.get()
    assert (run_row.sent, run_row.failed) == (0, 0)


@pytest.mark.django_db
def test_one_mail_the_server_refuses_keeps_no_other_back(server, monkeypatch):
    waiting("alice", "bob")
    take = server.handle_RCPT

    async def refuse_alice(smtp, session, envelope, address, options):
        if address.startswith("alice"):
            return "550 5.1.1 No such user"
        return await take(smtp, session, envelope, address, options)

    monkeypatch.setattr(server, "handle_RCPT", refuse_alice)

    with pytest.raises(CommandError, match="SMTPRecipientsRefused"):
        run()

    assert server.recipients == ["bob@example.org"]


@pytest.mark.django_db
def test_mail_that_cannot_be_written_keeps_no_other_back(server, monkeypatch, caplog):
    alice, _bob = waiting("alice", "bob")
    compose = sending.compose

    def broken(user, *args):
        if user == alice:
            raise KeyError("a private word")
        return compose(user, *args)

    monkeypatch.setattr(sending, "compose", broken)

    with pytest.raises(CommandError) as refusal:
        run()

    assert server.recipients == ["bob@example.org"]
    assert "KeyError" in str(refusal.value)
    assert "private" not in str(refusal.value) + Mailing.objects.get(owner=alice).last_error


HEADERS = {
    "Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID", "List-Unsubscribe",
    "List-Unsubscribe-Post", "Auto-Submitted",
}  # fmt: skip
LONG = "Grüße an Zoë 🌱 schreiben, mit vielen Umlauten äöüß und noch mehr Wörtern für die Faltung"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (LONG, LONG),
        ("ask\r\nBcc: everybody@example.com\r\n\r\nHello", "Ask Bcc: everybody@example.com Hello"),
        ("ask\u2028X-Evil: 1\x0b\x85", "Ask X-Evil: 1"),
        ("=?utf-8?q?evil?= <b>& it</b>", "= ?utf-8?q?evil?= <b>& it</b>"),
        ("w" * 200, "W" + "w" * 103 + "…"),
        ("\u202eask", "ask"),
    ],
)
def test_headers_hold_whatever_people_type(server, words, shown):
    [alice] = waiting("alice")
    User.objects.filter(pk=alice.pk).update(name="Eve\r\nBcc: everybody@example.com")
    Reminder.objects.update(words=words)

    run()

    [mail] = server.mails
    head = server.contents[0].partition(b"\r\n\r\n")[0]
    # A long word begins on a line of its own, and the blank before it is not part of the subject.
    assert mail["Subject"].strip() == f"1 thing to do: {shown}"
    assert set(mail.keys()) == HEADERS
    assert mail["To"] == "alice@example.org"
    assert head.isascii()
    assert max(len(line) for line in head.splitlines() if b"Subject" in line or line[:2] == b" =") <= 80
    assert "<b>" not in mail.get_body(("html",)).get_content()
    assert server.contents[0].count(b"everybody@example.com") <= 3  # the subject and the two bodies


@pytest.mark.django_db
def test_without_mail_the_operator_is_told_what_to_set():
    with pytest.raises(CommandError, match="set EMAIL_URL"):
        run()
    assert not ReminderRun.objects.exists()
