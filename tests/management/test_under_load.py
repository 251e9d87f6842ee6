"""Eight people write without a pause: every backup holds one moment, and a server that is killed loses nothing."""

import contextlib
import http.client
import itertools
import os
import re
import signal
import threading
import time
import urllib.parse
import uuid

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from mentoring.management.backups import archive, write_backup
from mentoring.management.backups.counting import rows_in
from mentoring.management.backups.write import engine
from mentoring.models import Contact, ContactTally, Interaction, User
from tests import factories as make
from tests import serving
from tests.mailserver import free_port

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
EIGHT = range(8)


class Writer(threading.Thread):
    """Adds a contact with a note, again and again, each time in one transaction, and knows how many were taken."""

    def __init__(self, owner, number: int, over: threading.Event):
        super().__init__()
        self.owner, self.number, self.over = owner, number, over
        self.begun = self.taken = 0

    def run(self):
        """Write until it is over."""
        with contextlib.closing(connection):
            while not self.over.is_set():
                self.begun += 1
                with transaction.atomic():
                    self.owner.lock()
                    contact = make.ContactFactory(owner=self.owner, name=f"W{self.number} {self.begun}")
                    make.InteractionFactory(contact=contact, text=contact.name)
                self.taken = self.begun


def test_fifty_backups_under_eight_writers_hold_one_moment_each(tmp_path):
    over = threading.Event()
    writers = [Writer(make.UserFactory(), number, over) for number in EIGHT]
    moments = []
    for writer in writers:
        writer.start()
    try:
        for number in range(50):
            before = [writer.taken for writer in writers]
            contents = write_backup(tmp_path / f"{number}.zip")
            moments.append((contents, before, [writer.begun for writer in writers]))
    finally:
        over.set()
        for writer in writers:
            writer.join()

    assert sum(writer.taken for writer in writers) > 50
    for number, (contents, before, after) in enumerate(moments):
        with archive.draft_folder(tmp_path) as folder:
            told, copy = archive.unpack(tmp_path / f"{number}.zip", folder)
            engine().load(copy)
        assert told == contents
        assert rows_in(connection, told.rows) == told.rows
        assert_one_moment(writers, before, after)


def assert_one_moment(writers, before: list[int], after: list[int]) -> None:
    """What each writer had written by then, whole and in order, and nothing of later."""
    for writer, least, most in zip(writers, before, after, strict=True):
        names = list(Contact.objects.owned_by(writer.owner).order_by("pk").values_list("name", flat=True))
        assert names == [f"W{writer.number} {count}" for count in range(1, len(names) + 1)]
        assert least <= len(names) <= most
        notes = Interaction.objects.owned_by(writer.owner).order_by("pk")
        assert list(notes.values_list("text", flat=True)) == names
        tally = ContactTally.objects.filter(owner=writer.owner).values_list("contacts", flat=True)
        assert (list(tally) or [0]) == [len(names)]


# A server that is killed


class Typist(threading.Thread):
    """Somebody who adds contacts by the form, and presses again where the answer didn't come."""

    def __init__(self, port: int, session: str, over: threading.Event):
        super().__init__()
        self.port, self.over, self.taken = port, over, []
        self.token = "t" * 32
        cookies = {f"waymark_{port}_session": session, f"waymark_{port}_csrf": self.token}
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def run(self):
        """Type until it is over; each form is sent until it is taken."""
        for count in itertools.count():
            name, key = f"{self.name} {count}", uuid.uuid4()
            while not self.sent(name, key):
                if self.over.is_set():
                    return
            self.taken.append(name)
            if self.over.is_set():
                return

    def sent(self, name: str, key: uuid.UUID) -> bool:
        """Whether the form was acknowledged."""
        form = {"name": name, "form_key": key, "csrfmiddlewaretoken": self.token}
        body = urllib.parse.urlencode(form)
        try:
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
                line.request("POST", "/contacts/new/", body, self.headers)
                answer = line.getresponse()
                answer.read()
        except (OSError, http.client.HTTPException):
            return False
        assert answer.status in {302, 503}, answer.status
        return (
            answer.status == 302 and re.fullmatch(r"/contacts/\d+/", answer.headers["Location"]) is not None
        )


def family(pid: int) -> set[int]:
    """A process and all that came of it."""
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        return {pid}.union(*(family(int(child)) for child in children.read().split()))


def signed_in(user: User) -> str:
    """The session of somebody who has just signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def database_url() -> str:
    """Where the server finds the database of this test."""
    there = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{there['NAME']}"
    return os.environ["DATABASE_URL"].replace("@/waymark?", f"@/{there['NAME']}?")


def test_killed_server_loses_nothing_and_doubles_nothing(tmp_path, record_property):
    port, over, people = free_port(), threading.Event(), [make.UserFactory() for _number in EIGHT]
    env = serving.environment(port, tmp_path) | {"DATABASE_URL": database_url()}
    typists = [Typist(port, signed_in(person), over) for person in people]
    server, waited = serving.start(env), []
    serving.wait_for(f"http://127.0.0.1:{port}/healthz")
    for typist in typists:
        typist.start()
    try:
        for _round in range(20):
            so_far = [len(typist.taken) for typist in typists]
            while any(len(typist.taken) <= count for typist, count in zip(typists, so_far, strict=True)):
                over.wait(0.01)
            for pid in family(server.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            server.communicate()
            began = time.monotonic()
            server = serving.start(env)
            serving.wait_for(f"http://127.0.0.1:{port}/healthz")
            waited.append(time.monotonic() - began)
    finally:
        over.set()
        for typist in typists:
            typist.join()
        server.terminate()
        server.communicate()

    record_property("back", f"after {sorted(waited)[10]:.1f} s in the middle, {max(waited):.1f} s at most")
    for person, typist in zip(people, typists, strict=True):
        kept = sorted(Contact.objects.owned_by(person).values_list("name", flat=True))
        assert len(kept) == len(set(kept))
        assert set(typist.taken) <= set(kept)
        assert len(kept) - len(typist.taken) <= 1  # what was taken when it was over, and not acknowledged
