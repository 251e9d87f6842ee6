"""A backup holds one moment, stands there whole or not at all, and comes back as it was; what was open is ended."""

import datetime as dt
import os
import re
import shutil
import smtplib
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as operators
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from mentoring.management import backups, running
from mentoring.management.backups import archive
from mentoring.management.backups.keep import prove
from mentoring.models import CommandRun, Contact, Mailing, ShareLink, User
from tests import addresses
from tests import factories as make
from tests.addresses import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def alone(db):
    """Nobody else is connected: what earlier tests left open ends, and is waited for."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )


@pytest.fixture
def hers(alice):
    """Alice's records, one of every kind."""
    return World(alice, "Quillwort")


@pytest.fixture
def file(hers, bob, tmp_path, capsys) -> Path:
    """A backup of what Alice and Bob have."""
    call_command("backup", tmp_path / "one.zip")
    return tmp_path / "one.zip"


@pytest.fixture
def restore(capsys):
    """Bring a backup back in the place of what is here; what the command says."""

    def bring_back(file: Path, **options) -> list[str]:
        capsys.readouterr()
        call_command("restore", file, replace=True, **options)
        return capsys.readouterr().out.splitlines()

    yield bring_back
    for left in operators.DATA_DIR.glob("before-restore-*"):
        left.unlink()


def refused(sentence: str, *words, **options) -> None:
    """A command that changes nothing and says why."""
    before = addresses.rows()
    with pytest.raises(CommandError) as caught:
        call_command(*words, **options)
    assert re.fullmatch(sentence, str(caught.value)), caught.value
    assert addresses.rows() == before


def kept_rows() -> dict:
    """Everything people have; when commands ran is about the machine."""
    return {name: rows for name, rows in addresses.rows().items() if name not in {"CommandRun", "Mailing"}}


# Writing


@pytest.mark.any_database
def test_backup_says_what_is_in_it_and_that_the_key_is_not(alice, bob, tmp_path, capsys):
    call_command("backup", tmp_path / "one.zip")

    said = capsys.readouterr().out
    assert re.match(
        rf"Wrote {tmp_path}/one\.zip \(\d\.\d MB\) with 2 accounts, and looked at all of it\.\n", said
    )
    assert "The secret key is not in it. Keep SECRET_KEY in another place" in said
    with zipfile.ZipFile(tmp_path / "one.zip") as kept:
        everything = b"".join(kept.read(name) for name in kept.namelist())
        assert sorted(kept.namelist()) == ["contents.json", "database"]
    assert b"alice@example.org" in everything
    assert operators.SECRET_KEY.encode() not in everything


def test_backup_is_for_its_owner_only_and_leaves_nothing_beside_it(file):
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.any_database
def test_backup_never_stands_where_everyone_is_served(alice, tmp_path):
    (tmp_path / "outside").symlink_to(operators.STATIC_ROOT)
    for folder in (operators.STATIC_ROOT, operators.BASE_DIR / "static" / "vendor", tmp_path / "outside"):
        served = ".* is served to everyone: choose a folder outside the static files."
        refused(served, "backup", folder / "one.zip")
        assert not (folder / "one.zip").exists()


@pytest.mark.any_database
def test_backup_replaces_nothing_and_needs_a_folder(file):
    before = file.read_bytes()

    refused(rf"{file} is there already; choose another name\.", "backup", file)
    refused(rf"{file.parent} must be a new file in a folder that is there\.", "backup", file.parent)
    refused(".* must be a new file in a folder that is there.", "backup", file.parent / "none" / "one.zip")
    refused("(?s).* can’t be written: File name too long.", "backup", file.with_name("x" * 300))

    assert file.read_bytes() == before


@pytest.mark.any_database
@pytest.mark.parametrize("step", ["pack", "put_in_place"])
def test_half_a_file_never_stands_under_the_name(alice, tmp_path, monkeypatch, step):
    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"mentoring.management.backups.write.{step}", fail)

    refused(".*one.zip can’t be written: No space left on device.", "backup", tmp_path / "one.zip")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.any_database
def test_backup_is_read_again_after_it_was_written(alice, tmp_path, monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "testzip", lambda self: "database")

    refused("What was written cannot be read back: look after the disk.", "backup", tmp_path / "one.zip")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.any_database
def test_damaged_database_gives_no_backup(alice, tmp_path, monkeypatch):
    broken = tmp_path / "broken.sqlite3"
    connection.close()
    with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(broken) as target:
        source.backup(target)
    data = bytearray(broken.read_bytes())
    for page in range(8, len(data) // 4096, 3):
        data[page * 4096 + 100 : page * 4096 + 2000] = os.urandom(1900)
    broken.write_bytes(data)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(broken))

    with pytest.raises(CommandError, match=r"The copy is damaged|can’t be copied"):
        call_command("backup", tmp_path / "one.zip")

    assert not (tmp_path / "one.zip").exists()
    connection.close()


# Bringing back


def test_restored_is_equal_to_the_moment(hers, file, restore):
    before = kept_rows()
    Contact.objects.filter(pk=hers.unmarked.pk).delete()
    make.ContactFactory(owner=hers.owner, name="Came later")
    hers.goal.record(title="Changed later")

    restore(file, keep_links=True)

    assert kept_rows() == before
    found = Contact.objects.owned_by(hers.owner).filter(name__startswith="Quillwort").count()
    assert found == len([row for row in before["Contact"] if row["name"].startswith("Quillwort")])
    make.ContactFactory(owner=hers.owner, name="Added after")  # numbers go on where they were
    with pytest.raises(Exception, match=r"sharelink_shows_one_agreement"):
        ShareLink.objects.filter(pk=hers.link.pk).update(expires_at=timezone.now() + dt.timedelta(days=99))


def test_restore_into_an_empty_database_needs_no_permission(hers, file, capsys):
    rows = kept_rows()
    User.objects.all().delete()

    call_command("restore", file, keep_links=True)

    said = capsys.readouterr().out.splitlines()
    assert re.match(r"Restored: 2 accounts, as of 20\d\d-\d\d-\d\d \d\d:\d\d UTC\.", said[-4])
    assert kept_rows() == rows


@pytest.mark.any_database
def test_restore_over_people_is_refused_and_with_permission_backed_up_first(hers, file, restore, tmp_path):
    refused("The database here isn’t empty: with --replace .*", "restore", file)
    make.ContactFactory(owner=hers.owner, name="Came later")

    said = restore(file)

    saved = Path(re.fullmatch(r"What was here is kept in (.*)\.", said[0])[1])
    assert not Contact.objects.filter(name="Came later").exists()
    restore(saved)
    assert Contact.objects.filter(name="Came later").exists()


@pytest.mark.any_database
def test_half_a_file_is_refused(file, tmp_path):
    whole, half = file.read_bytes(), tmp_path / "half.zip"
    sentence = f"{half} is no backup of Waymark, or only a part of one."
    for part in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        half.write_bytes(whole[:part])
        refused(sentence, "restore", half, replace=True)

    # A single bit may make no difference: one of many ways to write the same zeros.
    middle = len(whole) // 2
    half.write_bytes(
        whole[:middle] + bytes(byte ^ 255 for byte in whole[middle : middle + 64]) + whole[middle + 64 :]
    )
    refused(sentence, "restore", half, replace=True)
    with zipfile.ZipFile(half, "w") as other:
        other.writestr("contents.json", "{}")
        other.writestr("database", "")
    refused(sentence, "restore", half, replace=True)
    refused(f"There is no {tmp_path}/none.zip.", "restore", tmp_path / "none.zip", replace=True)


def changed(file: Path, **facts) -> Path:
    """The same backup, saying something else of itself."""
    with archive.draft_folder(file.parent) as folder:
        contents, copy = archive.unpack(file, folder)
        target = file.with_name("changed.zip")
        target.unlink(missing_ok=True)
        archive.pack(copy, contents._replace(**facts), target)
    return target


@pytest.mark.any_database
def test_backup_that_tells_nonsense_of_itself_is_none(file):
    for fact, said in (
        ("rows", {}), ("rows", []), ("migrations", "none"), ("migrations", [[1, 2]]), ("database", ["x"]),
    ):  # fmt: skip
        wrong = changed(file, **{fact: said})
        refused(".*changed.zip is no backup of Waymark, or only a part .*", "restore", wrong)


@pytest.mark.any_database
def test_what_does_not_fit_is_refused(file):
    newer = changed(
        file, release="9.0.0", migrations=[["mentoring", "0001_initial"], ["mentoring", "9999_later"]]
    )
    sentence = "This backup is from a newer Waymark, 9.0.0: install that one first. Here is .*"
    refused(sentence, "restore", newer, replace=True)

    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    refused(
        "This backup is of .*, and DATABASE_URL names .*",
        "restore",
        changed(file, database=other),
        replace=True,
    )


@pytest.mark.any_database
def test_backup_of_version_one_is_not_taken_for_a_newer_one(file, restore):
    before = kept_rows()
    applied = [["mentoring", "0002_ask_well"], ["gone_app", "0001_initial"]]

    restore(changed(file, migrations=applied), keep_links=True)

    assert kept_rows() == before


@pytest.mark.any_database
def test_nothing_is_restored_while_waymark_runs(file):
    with running.beside_the_server():
        refused(
            "Waymark is running here: stop the server and the timer first.", "restore", file, replace=True
        )

    with running.alone():
        refused("A backup is being restored; nothing was done.", "timed")


@pytest.mark.postgres
def test_nothing_is_restored_while_others_are_connected(file):
    other = connection.copy()
    other.connect()
    try:
        refused("1 others are connected to the database: stop every .*", "restore", file, replace=True)
    finally:
        other.close()


@pytest.mark.any_database
@pytest.mark.parametrize(
    "told", [{"mentoring_contact": 99}, pytest.param({"mentoring_no_such": 1}, marks=pytest.mark.long)]
)
def test_backup_that_does_not_hold_what_it_says_replaces_nothing(file, told):
    with archive.draft_folder(file.parent) as folder:
        rows = archive.unpack(file, folder)[0].rows
    before = kept_rows()

    with pytest.raises(CommandError):
        call_command("restore", changed(file, rows=rows | told), replace=True)

    assert kept_rows() == before
    assert not list(operators.DATA_DIR.glob("before-restore-*"))


def test_failed_restore_leaves_what_was_there(file, monkeypatch):
    wrong = changed(file)
    with archive.draft_folder(file.parent) as folder:
        contents, copy = archive.unpack(file, folder)
        data = copy.read_bytes()
        copy.write_bytes(data[: len(data) // 2])
        wrong.unlink()
        archive.pack(copy, contents, wrong)
    before = kept_rows()

    with pytest.raises(CommandError):
        call_command("restore", wrong, replace=True)

    for left in operators.DATA_DIR.glob("before-restore-*"):
        left.unlink()
    assert kept_rows() == before


# What a restore ends


@pytest.mark.any_database
def test_restore_ends_sessions_and_invitations(alice, client_alice, tmp_path, restore, capsys):
    call_command("invite")
    path = capsys.readouterr().out.split("http://localhost:8000")[1].strip()
    call_command("backup", tmp_path / "one.zip")
    assert client_alice.get("/").status_code == 200

    said = restore(tmp_path / "one.zip")

    assert "Ended: 1 session and 1 invitation; everyone signs in again." in said
    assert not Session.objects.exists()
    assert client_alice.get("/settings/").status_code == 302
    assert Client().get(path).status_code == 404


@pytest.mark.any_database
def test_restore_switches_off_private_links_unless_they_are_kept(hers, file, restore):
    address = hers.address("shared.detail")

    links = ShareLink.objects.live(timezone.now()).count()
    told = f"Still working, because of --keep-links: {links} private links of mentors."
    assert told in restore(file, keep_links=True)
    assert Client().get(address).status_code == 200

    said = restore(file)

    assert f"Switched off: {links} private links of mentors. Whoever shared one can make another." in said
    assert not ShareLink.objects.live(timezone.now()).exists()
    assert Client().get(address).status_code == 404


@pytest.mark.any_database
def test_mail_that_was_due_before_is_not_sent_after_a_restore(alice, tmp_path, restore, freeze, settings):
    settings.MAIL_ENABLED = True
    noon = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
    freeze(noon)
    User.objects.filter(pk=alice.pk).update(reminder_rhythm="daily", reminder_hour=7)
    make.ReminderFactory(owner=alice, contact=make.ContactFactory(owner=alice), due_on=noon.date())
    Mailing.objects.create(owner=alice, slot_on=noon.date() - dt.timedelta(days=1), claimed_at=noon)
    call_command("backup", tmp_path / "one.zip")

    assert "Counted as sent: 2 reminder emails due until now." in restore(tmp_path / "one.zip")

    call_command("send_reminders")
    assert mail.outbox == []
    assert not Mailing.objects.unfinished().exists()
    freeze(noon + dt.timedelta(days=1))
    call_command("send_reminders")
    assert [message.to for message in mail.outbox] == [["alice@example.org"]]


@pytest.mark.any_database
def test_restore_says_where_the_key_is_another(file, restore):
    assert not [line for line in restore(file) if "secret key" in line]

    assert [line for line in restore(changed(file, key="0" * 16)) if "secret key here is another" in line]


# PostgreSQL's programs


@pytest.mark.postgres
def test_no_password_stands_in_arguments(alice, tmp_path, monkeypatch):
    told, run = [], subprocess.run

    def watched(command, env, **options):
        told.append((command, env))
        return run(command, env=env, **options)

    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "sesame")
    monkeypatch.setattr(subprocess, "run", watched)

    call_command("backup", tmp_path / "one.zip")

    assert [Path(command[0]).name for command, _env in told] == ["pg_dump", "pg_restore"]
    assert all(env["PGPASSWORD"] == "sesame" for _command, env in told)
    assert "sesame" not in " ".join(word for command, _env in told for word in command)


@pytest.mark.postgres
def test_programs_that_are_missing_are_named(alice, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter(()))

    refused("pg_dump was not found: install the programs of PostgreSQL .*", "backup", tmp_path / "one.zip")


# What the timer does


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    """Where the timer keeps its backups."""
    settings.BACKUP_DIR, settings.BACKUPS_KEPT = tmp_path, 2
    return tmp_path


@pytest.mark.any_database
def test_timer_writes_a_backup_a_day_and_keeps_so_many(alice, folder, freeze, capsys):
    (folder / "my-own.zip").write_text("not the timer's")
    for day in (1, 1, 2, 3, 4):
        freeze(dt.date(2026, 12, day))
        call_command("timed")

    names = sorted(path.name for path in folder.iterdir())
    assert names == ["my-own.zip", "waymark-2026-12-03.zip", "waymark-2026-12-04.zip"]
    assert capsys.readouterr().out.splitlines() == [
        f"Wrote {folder}/waymark-2026-12-01.zip; 1 are kept.",
        f"Restored {folder}/waymark-2026-12-01.zip for trial: all of it came back.",
        f"Wrote {folder}/waymark-2026-12-02.zip; 2 are kept.",
        f"Wrote {folder}/waymark-2026-12-03.zip; 2 are kept.",
        f"Wrote {folder}/waymark-2026-12-04.zip; 2 are kept.",
    ]


@pytest.mark.any_database
def test_two_timers_at_once_write_one_backup_and_neither_failed(alice, folder, monkeypatch):
    def after_another(target):
        backups.write_backup(target)
        backups.write_backup(target)

    monkeypatch.setattr("mentoring.management.backups.keep.write_backup", after_another)

    call_command("timed")

    assert len(list(folder.glob("*.zip"))) == 1
    assert {run.failure for run in CommandRun.objects.all()} == {""}


@pytest.mark.any_database
def test_timer_names_the_setting_where_the_folder_is_not_there(alice, folder):
    folder.rmdir()

    with pytest.raises(CommandError, match=rf"^BACKUP_DIR must be a folder that is there: make {folder}\.$"):
        call_command("timed")

    assert CommandRun.objects.get(kind="backup").failure.startswith("BACKUP_DIR must be")


@pytest.mark.any_database
def test_timer_restores_one_for_trial_each_week(alice, folder, freeze, capsys):
    for day in (1, 7, 8, 9):
        freeze(dt.date(2026, 12, day))
        call_command("timed")

    tried = [line for line in capsys.readouterr().out.splitlines() if "trial" in line]
    assert tried == [
        f"Restored {folder}/waymark-2026-12-{day}.zip for trial: all of it came back." for day in ("01", "08")
    ]
    proven = CommandRun.objects.get(kind="trial")
    assert (proven.succeeded_at.date(), proven.failure) == (dt.date(2026, 12, 8), "")


@pytest.mark.any_database
def test_backup_that_is_not_what_it_was_is_told(alice, folder, freeze, capsys):
    freeze(dt.date(2026, 12, 1))
    backups.write_backup(folder / "waymark-2026-12-01.zip")
    wrong = changed(folder / "waymark-2026-12-01.zip", rows={"mentoring_user": 7})
    os.replace(wrong, folder / "waymark-2026-12-01.zip")

    with pytest.raises(CommandError, match="was restored for trial and isn’t what was kept"):
        call_command("timed")

    failed = CommandRun.objects.get(kind="trial")
    assert failed.succeeded_at is None
    assert "isn’t what was kept" in failed.failure
    assert "isn’t what was kept" in CommandRun.objects.get(kind="timed").failure


@pytest.mark.postgres
def test_trial_loads_a_backup_and_says_when_it_may_only_read(alice, file):
    assert prove(file) == f"Restored {file} for trial: all of it came back."
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE ROLE modest; GRANT ALL ON ALL TABLES IN SCHEMA public TO modest; SET ROLE modest"
        )
        try:
            assert "may not make a database for that" in prove(file)
        finally:
            cursor.execute("RESET ROLE; DROP OWNED BY modest; DROP ROLE modest")


@pytest.mark.any_database
def test_timer_goes_on_where_the_backup_fails(alice, folder, capsys, monkeypatch):
    make.InvitationFactory(expires_at=timezone.now() - dt.timedelta(days=1))

    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mentoring.management.backups.write.pack", fail)

    with pytest.raises(CommandError, match="can’t be written: No space left on device"):
        call_command("timed")

    assert capsys.readouterr().out == "Cleared: 1 invitation.\n"
    assert "No space left" in CommandRun.objects.get(kind="backup").failure
    assert list(folder.iterdir()) == []


@pytest.mark.any_database
def test_timer_sends_what_is_due_and_notes_no_address_where_that_fails(alice, settings, monkeypatch, capsys):
    settings.MAIL_ENABLED = True
    User.objects.filter(pk=alice.pk).update(reminder_rhythm="daily", reminder_hour=0)
    make.ReminderFactory(owner=alice, contact=make.ContactFactory(owner=alice), due_on=timezone.localdate())
    with monkeypatch.context() as patch:
        refused = smtplib.SMTPRecipientsRefused({alice.email: (550, b"no such user")})
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails(refused))
        with pytest.raises(CommandError, match=r"alice@example\.org"):
            call_command("timed")
    assert CommandRun.objects.get().failure == "Not sent: 1"

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16), tick=False):
        call_command("timed")

    assert capsys.readouterr().out == "Sent 1; nothing was due for 0.\n"
    assert [message.to for message in mail.outbox] == [[alice.email]]
    assert CommandRun.objects.get().failure == ""


def fails(failure: Exception):
    """Something that always fails so."""

    def fail(*args, **kwargs):
        raise failure

    return fail


@pytest.mark.any_database
def test_timer_is_silent_where_there_is_nothing_to_do(alice, capsys):
    call_command("timed")

    assert capsys.readouterr().out == ""
    assert CommandRun.objects.get().failure == ""
