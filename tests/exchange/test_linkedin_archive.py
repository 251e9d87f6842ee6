"""LinkedIn's archive: counts and days of each person, exactly, and never a word that anybody wrote."""

import base64
import datetime as dt
import gzip
import io
import json
import logging
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse
from django.utils import timezone

from mentoring.exchange import importing
from mentoring.exchange.formats import Unreadable, archive_counts, archive_files, taken_apart
from mentoring.exchange.formats.archive_cells import ordinal
from mentoring.exchange.formats.archive_counts import key_of_name, key_of_profile
from mentoring.exchange.merging import merge, take_apart
from mentoring.models import Contact, Import, Tie
from tests import factories as make
from tests import linkedin
from tests.addresses import rows
from tests.canary import kept_anywhere, unpacked
from tests.linkedin import NOTHING, SECRET
from tests.markup import words_on
from tests.slices import brought_in, pressed_on, taken_back

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 28)
ARCHIVES = Path(__file__).parent / "archives"


@pytest.fixture(autouse=True)
def _today(freeze):
    freeze(TODAY)


def packed(**files: bytes | str) -> bytes:
    """Files as a ZIP, by their names with two underscores for the dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return file.getvalue()


def sample(name: str, *but: str) -> bytes:
    """A small archive of tests/exchange/archives, without some of its files."""
    files = {path.name.replace(".", "__"): path.read_bytes() for path in (ARCHIVES / name).iterdir()}
    return packed(**{name: data for name, data in files.items() if name.replace("__", ".") not in but})


def read(data: bytes, name: str = "archive.zip"):
    return taken_apart(io.BytesIO(data), name, TODAY)


def waiting(owner, data: bytes, name: str = "archive.zip") -> Import:
    """An archive that was read to its end and waits for a yes."""
    batch = importing.begin_import(owner, name, data)
    while batch.state == Import.State.READING:
        batch = importing.read_slice(batch, timezone.now())
    return batch


def ties(owner) -> dict[str, dict]:
    """By the names of contacts what their ties say, without what is nothing."""
    found = Tie.objects.owned_by(owner).select_related("contact")
    return {tie.contact.name: {name: value for name, value in tie.counts().items() if value} for tie in found}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# What is right


EMRE = {
    "sent": 2, "received": 1, "days": 2, "first_on": day("2013-02-11"), "last_on": day("2013-02-12"),
    "connected_on": day("2013-02-03"), "invited_by": "me",
}  # fmt: skip
NORA = {
    "sent": 1, "received": 2, "days": 2, "first_on": day("2025-06-01"), "last_on": day("2025-06-03"),
    "connected_on": day("2025-05-30"), "invited_by": "them",
}  # fmt: skip
ZIGA, KIM = {"connected_on": day("2015-10-12")}, {"connected_on": day("2020-01-01")}
CHLOE = {"received": 1, "days": 1, "first_on": day("2024-12-24"), "last_on": day("2024-12-24")}


def test_an_early_archive_without_addresses_in_its_invitations(alice):
    batch = brought_in(waiting(alice, sample("early")))

    assert ties(alice) == {"Emre Aydin": EMRE, "Nora Castell": NORA, "Žiga Kovač": ZIGA, "Kim Sato": KIM}
    assert sorted(batch.told["files"]) == ["connections", "invitations", "messages"]
    assert batch.told["missing"] == [["Invitations.csv", ["inviter profile url", "invitee profile url"]]]


def test_a_late_archive_all_quoted_with_drafts_endorsements_and_recommendations(alice):
    brought_in(waiting(alice, sample("late")))

    assert ties(alice) == {
        "Emre Aydin": EMRE | {"endorsed_me": 2, "last_endorsed_on": day("2019-03-04")},
        "Nora Castell": NORA | {"recommended_me_on": day("2025-06-15"), "endorsed_them": 1},
        "Žiga Kovač": ZIGA | {"recommended_them_on": day("2016-03-01")},
        "Kim Sato": KIM,
        "Chloë Lambert": CHLOE | {"connected_on": day("2026-01-29"), "invited_by": "them"},
    }


@pytest.mark.parametrize(
    "variant",
    [
        {"columns": 9, "is_quoted": False, "has_addresses": False, "bom": True},
        {"columns": 10},
        {"columns": 13, "is_quoted": False},
    ],
)
def test_of_an_archive_of_twelve_years_every_count_is_as_its_maker_says(variant):
    archive = linkedin.archive(seed=3, ties=150, today=TODAY, **variant)

    counts = read(archive.zipped()).ties["counts"]

    found = {}
    for person in archive.people:
        told = counts.get(key_of_profile(person.url) or key_of_name(person.name), {})
        # The day of a connection stands in the list itself.
        found[person.name] = NOTHING | {name: _value(value) for name, value in told.items()}
        found[person.name] |= {"connected_on": person.counts["connected_on"]}
    assert {name: found[name] for name in archive.facts} == archive.facts


def _value(said):
    return dt.date.fromisoformat(said) if isinstance(said, str) and said[:1] == "2" else said


@pytest.mark.any_database
def test_a_whole_archive_comes_in_and_goes_again_to_the_letter(alice, bob):
    archive = linkedin.archive(ties=300, today=TODAY)
    known = next(person for person in archive.people if person.counts["sent"] and person.slug)
    old = make.ContactFactory(owner=alice, name=known.name, linkedin=known.url, how_known="School")
    make.TieFactory(contact=old, sent=1, received=1, days=1, endorsed_them=9)
    make.TieFactory(contact=make.ContactFactory(owner=bob, name=known.name, linkedin=known.url))
    before = rows()

    batch = waiting(alice, archive.zipped())
    batch.rows.offered().filter(values__name="Ines Stranger 0").update(choice="add")
    batch = brought_in(batch)

    offered = {person.name for person in archive.people if not person.is_connection}
    here = {
        name: told
        for name, counts in archive.facts.items()
        if name not in offered - {"Ines Stranger 0"}
        and (told := {column: value for column, value in counts.items() if value})
    }
    if not known.counts["endorsed_them"]:
        here[known.name]["endorsed_them"] = 9
    twins = {"Alex Twin"}
    assert {name: told for name, told in ties(alice).items() if name not in twins} == here
    assert set(Tie.objects.owned_by(alice).values_list("came_with", flat=True)) == {batch.pk}
    assert batch.added == 302

    batch = taken_back(batch)

    after = rows()
    assert after.pop("Import") != before.pop("Import")
    assert after == before


# Who is who


def message(sender: tuple[str, str], to: tuple[str, str], on: str = "2024-05-06", **more) -> dict[str, str]:
    row = {"FROM": sender[0], "SENDER PROFILE URL": sender[1], "TO": to[0], "RECIPIENT PROFILE URLS": to[1]}
    return row | {"CONVERSATION ID": "2-x", "DATE": f"{on} 10:00:00 UTC", "CONTENT": SECRET} | more


def file_of(rows: list[dict], headings=linkedin.MESSAGES[:10]) -> bytes:
    archive = linkedin.Archive({"messages.csv": headings}, {"messages.csv": rows}, [])
    return archive.text("messages.csv").encode()


ME, BEN = ("Ana Prates", "https://www.linkedin.com/in/ana"), ("Ben Ok", "https://www.linkedin.com/in/ben")
CLEO, DAN = ("Cleo Vu", "https://www.linkedin.com/in/cleo"), ("Dan Wu", "https://www.linkedin.com/in/dan")


def wrote(data: bytes, name: str = "messages.csv") -> dict[str, tuple]:
    counts = read(data, name).ties["counts"]
    return {key: (told["sent"], told["received"]) for key, told in counts.items() if told.get("days")}


def test_messages_alone_are_of_whoever_has_a_part_in_all_of_them():
    both = [message(ME, BEN), message(BEN, ME), message(CLEO, ME)]

    assert wrote(file_of(both)) == {"ben": (1, 1), "cleo": (0, 1)}
    # Whatever the file is called.
    assert wrote(file_of(both), "export (3).csv") == {"ben": (1, 1), "cleo": (0, 1)}
    with pytest.raises(Unreadable, match="which of the names is yours"):
        read(file_of([message(ME, BEN), message(BEN, ME)]), "messages.csv")


def test_the_owner_is_who_invited_else_who_is_called_like_the_profile():
    files = {"messages__csv": file_of([message(ME, BEN)]), "Profile__csv": "First Name,Last Name\nBen,Ok\n"}
    heading = ",".join(linkedin.INVITATIONS)
    mine = f'{heading}\nAna Prates,Cleo Vu,"1/29/26, 2:37 PM",{SECRET},OUTGOING,{ME[1]},{CLEO[1]}\n'

    assert wrote(packed(**files)) == {"ana": (0, 1)}
    assert wrote(packed(**files, Invitations__csv=mine)) == {"ben": (1, 0)}


@pytest.mark.parametrize(
    "left_out",
    [
        {"FOLDER": "SPAM"},
        {"FOLDER": "DRAFT"},
        {"IS MESSAGE DRAFT": "Yes"},
        {"IS CONVERSATION DRAFT": "true"},
        {"SENDER PROFILE URL": ""},
        {"SENDER PROFILE URL": "https://www.linkedin.com/in/spinmail-12"},
        {"SENDER PROFILE URL": "https://www.linkedin.com/company/acme"},
        {"FROM": "LinkedIn Member", "SENDER PROFILE URL": ""},
        {"DATE": "some day"},
        {"DATE": "2031-01-01 10:00:00 UTC"},
        {"DATE": "1999-01-01 10:00:00 UTC"},
        {"RECIPIENT PROFILE URLS": f"{ME[1]},{DAN[1]}", "TO": "Ana Prates,Dan Wu"},
        {"RECIPIENT PROFILE URLS": "", "TO": "Ana Prates,Dan Wu"},
    ],
)
def test_what_does_not_count(left_out):
    said = [message(ME, CLEO), message(ME, DAN), message(BEN, ME, **{"CONVERSATION ID": "2-y"} | left_out)]

    assert wrote(file_of(said, linkedin.MESSAGES)) == {"cleo": (1, 0), "dan": (1, 0)}


def test_a_conversation_that_becomes_a_group_is_none_of_two():
    group = {
        "RECIPIENT PROFILE URLS": f"{ME[1]},{DAN[1]}",
        "TO": "Ana Prates,Dan Wu",
        "CONVERSATION ID": "2-g",
    }
    said = [message(ME, CLEO), message(ME, DAN), message(BEN, ME, **{"CONVERSATION ID": "2-g"})]

    assert wrote(file_of([*said, message(BEN, ME, **group)])) == {"cleo": (1, 0), "dan": (1, 0)}


def test_a_name_without_an_address_counts_for_whoever_alone_has_it():
    sam, twin, cleo = ("Sam Rey", ""), ("Alex Twin", ""), ("Cleo Vu, PMP", "")
    said = [message(ME, one) for one in (sam, sam, twin, cleo, CLEO, BEN)]
    heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    lists = f"{heading}Sam,Rey,,,,,\nAlex,Twin,,,Acme,,\nAlex,Twin,,,Borg,,\nCleo,Vu,{CLEO[1]},,,,\n"

    found = wrote(packed(messages__csv=file_of(said), Connections__csv=lists))

    assert found == {key_of_name("Sam Rey"): (2, 0), "cleo": (2, 0), "ben": (1, 0)}


def test_the_same_words_in_another_order_are_another_name(alice):
    make.ContactFactory(owner=alice, name="James Martin")
    row = 'Martin,James,,,,"06/15/25, 07:30 AM",V'
    recommended = f"First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n{row}\n"
    heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    lists = f"{heading}\nJames,Martin,{BEN[1]},,,,\nCleo,Vu,,,,,\n"

    for beside in ({"Connections__csv": lists}, {"Invitations__csv": ",".join(linkedin.INVITATIONS)}):
        brought_in(waiting(alice, packed(Recommendations_Received__csv=recommended, **beside)))

    assert ties(alice) == {}


def test_somebody_who_was_called_otherwise_is_the_same_and_has_the_latest_name(alice):
    then = ("Cleo Brandt", CLEO[1])
    said = [message(then, ME, "2015-01-02"), message(ME, CLEO, "2024-01-02"), message(ME, BEN)]

    batch = waiting(alice, file_of(said), "messages.csv")

    [row] = batch.rows.all()
    assert (row.name, row.kind, row.choice, row.values["linkedin"]) == ("Cleo Vu", "offered", "skip", CLEO[1])
    assert row.values["tie"] == {
        "sent": 1, "received": 1, "days": 2, "first_on": "2015-01-02", "last_on": "2024-01-02",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2025-06-01 14:03:22 UTC", "2025-06-01"),
        ("2019/03/04 10:11:12 UTC", "2019-03-04"),
        ("1/29/26, 2:37 PM", "2026-01-29"),
        ("06/15/25, 07:30 AM", "2025-06-15"),
        ("1/29/2026", "2026-01-29"),
        ("12 Mar 2024", "2024-03-12"),
        ("31/12/25, 2:37 PM", None),
        ("2025/02/30 10:00:00 UTC", None),
        ("", None),
    ],
)
def test_both_ways_to_write_a_day(text, on):
    assert ordinal(text) == (day(on).toordinal() if on else 0)


# What is offered, and what a contact who is no connection gets


def test_whoever_one_wrote_with_is_offered_and_comes_in_only_when_chosen(client_alice, alice):
    said = [message(ME, BEN), message(BEN, ME), message(ME, CLEO), message(CLEO, ME), message(DAN, ME)]
    batch = waiting(alice, file_of(said), "messages.csv")
    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()

    assert {row.name for row in batch.rows.offered()} == {"Ben Ok", "Cleo Vu"}
    assert "You wrote to each other" in page
    assert "With these choices, nothing changes." in page
    ben = batch.rows.get(values__name="Ben Ok")
    chosen = {f"row-{ben.pk}": "add"}
    client_alice.post(reverse("imports.confirmed", args=[batch.pk]), chosen)

    assert list(Contact.objects.owned_by(alice).values_list("name", "linkedin")) == [BEN]
    assert ties(alice)["Ben Ok"]["sent"] == 1


def test_a_contact_gets_the_counts_without_being_a_connection(alice, bob):
    for owner in (alice, bob):
        make.ContactFactory(owner=owner, name="Ben Ok", linkedin=BEN[1])
    make.ContactFactory(owner=alice, name="Dan Wu")
    said = [message(BEN, ME), message(DAN, ME), message(ME, CLEO), message(CLEO, ME)]

    batch = brought_in(waiting(alice, file_of(said), "messages.csv"))

    # Dan may be another one of the name, and only wrote once: nobody is asked about that.
    assert ties(alice) == {
        "Ben Ok": {"received": 1, "days": 1} | dict.fromkeys(["first_on", "last_on"], day("2024-05-06"))
    }
    assert ties(bob) == {}
    assert (batch.added, batch.updated, batch.told["counted"]) == (0, 0, 1)


def test_a_bare_name_that_two_contacts_have_tells_of_neither(alice):
    for company in ("Acme", "Borg"):
        make.ContactFactory(owner=alice, name="Sam Rey", company=company)
    said = [message(ME, ("Sam Rey", "")), message(ME, CLEO), message(CLEO, ME)]

    brought_in(waiting(alice, file_of(said), "messages.csv"))

    assert ties(alice) == {}


# Later archives


def test_each_file_replaces_what_it_tells_and_a_missing_one_leaves_its_counts(alice):
    first = brought_in(waiting(alice, sample("late")))
    before = rows()["Tie"]
    later = [
        message(("Emre Aydin", "https://www.linkedin.com/in/emreaydin"), ME, "2026-02-02"),
        message(ME, BEN),
    ]

    second = brought_in(waiting(alice, file_of(later), "messages.csv"))

    emre = ties(alice)["Emre Aydin"]
    wrote = {"received": 1, "days": 1, "first_on": day("2026-02-02"), "last_on": day("2026-02-02")}
    stays = {name: EMRE[name] for name in ("connected_on", "invited_by")}
    assert emre == stays | wrote | {"endorsed_me": 2, "last_endorsed_on": day("2019-03-04")}
    changed = Tie.objects.get(contact__name="Emre Aydin")
    assert changed.came_with == second

    taken_back(second)

    assert rows()["Tie"] == before
    taken_back(first)
    assert not Tie.objects.exists()


def test_counts_that_change_are_told_named_and_go_back(client_alice, alice, bob):
    brought_in(waiting(alice, sample("late")))
    before, known = rows()["Tie"], Contact.objects.owned_by(alice)
    make.TieFactory(contact=make.ContactFactory(owner=bob, name="Emre Aydin"))
    make.ContactFactory(owner=alice, name="Ben Ok", linkedin=BEN[1])
    emre = ("Emre Aydin", "https://www.linkedin.com/in/emreaydin")
    later = [message(emre, ME, "2026-02-02"), message(BEN, ME), message(ME, BEN), message(ME, CLEO)]
    heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    lists = f"{heading}Emre,Aydin,{emre[1]},,,,03 Feb 2013\nDan,Wu,{DAN[1]},,,,\n"
    batch = waiting(alice, packed(messages__csv=file_of(later), Connections__csv=lists))

    address = reverse("imports.detail", args=[batch.pk])
    page = words_on(client_alice.get(address))
    changing = words_on(client_alice.get(reverse("imports.rows", args=[batch.pk, "counted"])))
    client_alice.post(reverse("imports.confirmed", args=[batch.pk]))
    done = words_on(client_alice.get(reverse("contacts.index")))
    undo = words_on(client_alice.get(reverse("imports.undo", args=[batch.pk])))
    taken_back(batch)

    assert "LinkedIn’s counts change for 2 people you have Emre Aydin, Ben Ok Show what changes" in page
    assert "Import one person, update counts of 2 people" in page
    assert "nothing new" not in page
    assert "Emre wrote to you once, in February. Until now: You wrote to each other three times" in changing
    assert "Ben Ok" in changing
    assert "Dan Wu" not in changing
    assert "One person added, counts of 2 people updated." in done
    assert "One person it added will be removed. The counts for one person will go." in undo
    assert "The counts for one person will be as they were before." in undo
    assert [one for one in rows()["Tie"] if one in before] == before
    assert known.count() == 6


def test_the_same_archive_again_says_nothing_new(client_alice, alice):
    brought_in(waiting(alice, sample("late")))
    again = waiting(alice, sample("late"))

    page = client_alice.get(reverse("imports.detail", args=[again.pk])).content.decode()

    assert "Nothing to import" in page
    assert again.rows.tied().count() == 0


@pytest.mark.any_database
def test_an_import_between_a_merge_and_its_undo_leaves_nobody_with_the_counts_of_another(alice):
    brought_in(waiting(alice, sample("late")))
    emre, nora = (Contact.objects.get(name=name) for name in ("Emre Aydin", "Nora Castell"))
    nora.record(company="")
    before = ties(alice)
    merged = merge(nora, emre)
    assert ties(alice)["Nora Castell"]["sent"] == EMRE["sent"]
    again = brought_in(waiting(alice, sample("late")))
    assert ties(alice)["Nora Castell"]["sent"] == NORA["sent"]
    emre_again = Contact.objects.get(name="Emre Aydin")

    take_apart(merged)
    taken_back(again)

    assert not Contact.objects.filter(pk=emre_again.pk).exists()
    assert ties(alice) == before
    nora.refresh_from_db()
    assert nora.company == ""


# Nothing of what was written is kept


def everything_written(folders: list[Path], log) -> str:
    """All bytes in these folders, SQLite's log beside its file included, and all that was logged."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    data = b"".join(path.read_bytes() for path in files)
    return data.decode("latin-1").casefold() + log.text.casefold()


@pytest.mark.django_db(transaction=True)
@pytest.mark.any_database
@pytest.mark.parametrize("kind", ["zip", "messages", "invitations"])
def test_no_word_that_anybody_wrote_is_anywhere(client_alice, alice, caplog, monkeypatch, tmp_path, kind):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    archive = linkedin.archive(ties=60, today=TODAY, columns=13)
    data = archive.zipped(Rich_Media__csv=SECRET.encode(), SearchQueries__csv=SECRET.encode())
    name = "archive.zip"
    if kind != "zip":
        name = {"messages": "messages.csv", "invitations": "Invitations.csv"}[kind]
        data = archive.text(name).encode()
    settings_folder = Path(settings.DATA_DIR)

    def look() -> None:
        assert SECRET not in kept_anywhere()
        assert SECRET not in everything_written([settings_folder, tmp_path], caplog)
        assert [*tmp_path.iterdir()] == []

    # Beyond 2.5 MB Django writes what is sent to a file.
    monkeypatch.setattr("django.conf.settings.FILE_UPLOAD_MAX_MEMORY_SIZE", 1000)
    answer = client_alice.post(reverse("imports.index"), {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302
    while answer["Location"].endswith("/reading/"):
        answer = client_alice.post(answer["Location"].replace("/reading/", "/read-on/"))
    batch = Import.objects.get()
    look()
    rows_of = batch.rows.offered()
    if kind == "messages":
        assert rows_of.exists()
    rows_of.update(choice="add")
    pressed_on(client_alice, client_alice.post(reverse("imports.confirmed", args=[batch.pk]), {}))
    look()
    pressed_on(client_alice, client_alice.post(reverse("imports.undo", args=[batch.pk])))
    look()


@pytest.mark.parametrize(
    "kept",
    [
        lambda data: data,
        lambda data: memoryview(gzip.compress(data)),
        lambda data: packed(archive__zip=data),
        lambda data: json.dumps({"file": data.decode("latin-1")}),
        lambda data: json.dumps([{"file": base64.b64encode(data).decode()}]),
        lambda data: {"file": base64.b64encode(gzip.compress(data)).decode()},
    ],
    ids=["bytes", "gzip", "zip in a zip", "text in JSON", "base64 in JSON", "gzip as base64"],
)
def test_whoever_looks_for_a_word_finds_it_in_a_zip_however_that_is_kept(kept):
    """What is looked for above would be found, had it been kept packed."""
    data = packed(messages__csv=f"FROM,CONTENT\r\nBen,{SECRET}")

    assert SECRET.encode() not in data
    assert SECRET in repr(unpacked(kept(data)))


def test_what_is_refused_leaves_no_file_behind(client_alice, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("django.conf.settings.FILE_UPLOAD_MAX_MEMORY_SIZE", 1000)
    kept = []
    begin = TemporaryUploadedFile.__init__
    monkeypatch.setattr(
        TemporaryUploadedFile, "__init__", lambda self, *how: (begin(self, *how), kept.append(self))[0]
    )
    for data in (
        b"x" * 3_000_000,
        packed(messages__csv=SECRET * 1000),
        b"PK\x03\x04" + SECRET.encode() * 500,
    ):
        answer = client_alice.post(reverse("imports.index"), {"file": SimpleUploadedFile("a.zip", data)})
        assert answer.status_code == 422

    assert len(kept) >= 2
    assert [*tmp_path.iterdir()] == []


# Files that nobody should send


def test_a_file_that_cannot_be_read_counts_for_nothing_and_says_so(alice, monkeypatch):
    wide = ",".join(["FROM", *map(str, range(600))]).encode()
    late = {"Connections__csv": (ARCHIVES / "late/Connections.csv").read_bytes()}
    late |= {"Invitations__csv": (ARCHIVES / "late/Invitations.csv").read_bytes()}
    messages = (ARCHIVES / "late/messages.csv").read_bytes()
    for bad, reason in (
        (messages + wide + b"\r\n", "500 columns"),
        (messages + b"".join(b"%d" % (n * n) for n in range(40_000)), "longer than"),
        (messages.replace(b"DATE", b"WHEN"), "no column “date”"),
    ):
        batch = waiting(alice, packed(**late, messages__csv=bad))
        told = " ".join(importing.words.archive_read(batch).missing)
        assert reason in told
        assert not any("sent" in row.values.get("tie", {}) for row in batch.rows.all())
    monkeypatch.setattr(archive_files, "FIRST_ROWS", 0)
    monkeypatch.setattr(archive_files, "SHORTEST_ROW", 1000)
    [[name, reason]] = [
        one for one in read(packed(**late, messages__csv=messages)).told["unread"] if "mess" in one[0]
    ]
    assert (name, reason) == ("messages.csv", "It has more than 0 rows")


def test_more_people_than_there_are_is_refused(monkeypatch):
    monkeypatch.setattr(archive_counts, "MOST_PEOPLE", 3)

    with pytest.raises(Unreadable, match="more than 3 people"):
        read(
            file_of([message(ME, (f"P {n}", f"https://www.linkedin.com/in/p{n}")) for n in range(9)]),
            "messages.csv",
        )


@pytest.mark.parametrize(
    ("spoil", "stays"),
    [
        (lambda text: text.replace('"Hello', '"Hello, "'), True),
        (lambda text: '"\n' + text, True),
        (lambda text: text.replace("\r\n", "\n"), True),
        (lambda text: text.replace(",", ";"), True),
    ],
)
def test_quotes_and_signs_out_of_place_lose_a_row_at_most(spoil, stays):
    said = [message(ME, BEN, CONTENT="Hello, you"), message(BEN, ME), message(ME, CLEO)]
    text = file_of(said).decode()

    found = wrote(spoil(text).encode())

    assert found["cleo"] == (1, 0)
    assert found["ben"][1] == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_read(encoding):
    zoe = ("Zoë Ok", BEN[1])

    assert wrote(file_of([message(ME, zoe), message(CLEO, ME)]).decode().encode(encoding)) == {
        "ben": (1, 0),
        "cleo": (0, 1),
    }


def test_bytes_that_are_no_letters_within_a_file_spoil_no_count():
    data = file_of([message(ME, BEN), message(CLEO, ME, CONTENT="x" * 20_000 + "HERE")])

    assert wrote(data.replace(b"HERE", b"\xff\xfe\xe9")) == {"ben": (1, 0), "cleo": (0, 1)}


def test_a_bomb_is_refused_before_it_is_read():
    bomb = packed(messages__csv=file_of([message(ME, BEN)]) + b" " * 9_000_000)

    with pytest.raises(Unreadable, match="It’s packed tighter than text can be"):
        read(bomb)


def test_a_group_with_somebody_who_left_is_no_tie():
    """Of two who were written to, one has no address any more."""
    for names in ("Ben O,LinkedIn Member", "Ben O,Zoe X"):
        group = message(ME, (names, BEN[1]), **{"CONVERSATION ID": "2-group"})

        assert wrote(file_of([group, message(ME, CLEO), message(ME, DAN)])) == {"cleo": (1, 0), "dan": (1, 0)}
    credentials = message(ME, ("Dana Lee, PMP", BEN[1]))
    assert wrote(file_of([credentials, message(ME, DAN)])) == {"ben": (1, 0), "dan": (1, 0)}


def test_other_files_of_an_archive_are_neither_read_nor_kept(alice):
    other = {"Ad_Targeting__csv": SECRET, "Rich_Media__csv": SECRET, "Registration__csv": SECRET}

    batch = waiting(alice, packed(Connections__csv=(ARCHIVES / "late/Connections.csv").read_bytes(), **other))

    assert bytes(batch.data) == (ARCHIVES / "late/Connections.csv").read_bytes()
    assert batch.format == "linkedin"


def test_single_files_of_the_archive_are_read(alice):
    brought_in(waiting(alice, (ARCHIVES / "late/Connections.csv").read_bytes(), "Connections.csv"))
    for name in ("Endorsement_Received_Info", "Recommendations_Given", "Invitations"):
        brought_in(waiting(alice, (ARCHIVES / f"late/{name}.csv").read_bytes(), f"{name} (1).csv"))

    found = ties(alice)
    assert (found["Emre Aydin"]["endorsed_me"], found["Chloë Lambert"]["invited_by"]) == (2, "them")
    assert found["Žiga Kovač"] == ZIGA | {"recommended_them_on": day("2016-03-01")}


# What the page says


def test_the_page_says_file_by_file_what_was_read(client_alice, alice):
    batch = waiting(alice, sample("late"))

    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()

    for line in (
        "Read from your LinkedIn archive",
        "Connections: 5 people",
        "Messages and invitations: who, when and how often, for 3 people",
        "Recommendations and endorsements: who and when, for 3 people",
        "What was written is never read or kept",
        "Three messages, last in June 2025",
        "Connected since 2020",
        "no email",
    ):
        assert line in page
    answer = client_alice.post(reverse("imports.confirmed", args=[batch.pk]))
    assert answer["Location"] == reverse("ties.index")
    assert "5 people added." in client_alice.get(answer["Location"]).content.decode()


def told_on_the_page(client, owner, **files) -> str:
    """What the page says of an archive of these files."""
    batch = waiting(owner, packed(**files))
    return words_on(client.get(reverse("imports.detail", args=[batch.pk])))


def test_a_file_that_cannot_be_counted_is_told(client_alice, alice):
    here = (ARCHIVES / "late/Connections.csv").read_bytes()
    other = b"KONVERSATION,VON,AN,DATUM\n1,Ana,Ben,2024\n"

    for messages in (other, b"", b"\x00\x01\x02" * 99):
        page = told_on_the_page(client_alice, alice, Connections__csv=here, messages__csv=messages)
        assert "Connections: 5 people" in page
        assert "messages.csv: We don’t know its columns." in page
    long = file_of([message(ME, BEN, CONTENT="".join(map(str, range(50_000))))])
    page = told_on_the_page(client_alice, alice, Connections__csv=here, messages__csv=long)
    assert "messages.csv: Line 2 is longer than 200,000 characters. No list has such a line. " in page
    # A ZIP of something else may have a file of that name.
    assert read(packed(friends__vcf=b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", messages__csv=other)).told == {}


def test_connections_that_cannot_be_read_are_told_and_nobody_is_called_none(client_alice, alice):
    broken = b"First Name,Last Name,URL\n\x00\nBen,Ok,x\n"
    said = file_of([message(ME, BEN), message(BEN, ME), message(ME, CLEO), message(CLEO, ME)])

    page = told_on_the_page(client_alice, alice, Connections__csv=broken, messages__csv=said)

    assert "Connections.csv: We can’t find a list of people in it." in page
    assert "They’re left out unless you add them." in page
    assert "no connections of yours" not in page
    with pytest.raises(Unreadable, match=r"Connections\.csv: We can’t find a list of people in it"):
        read(packed(Connections__csv=broken))


def test_rows_without_a_day_that_can_be_read_are_told(client_alice, alice):
    said = [message(ME, BEN), message(BEN, ME), message(ME, CLEO), message(ME, DAN, DATE="15/06/25, 07:30")]
    row = 'Ben,Ok,,,,"Jun, 2025",V'
    recommended = f"First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n{row}\n{row}\n"

    page = told_on_the_page(
        client_alice, alice, messages__csv=file_of(said), Recommendations_Given__csv=recommended
    )

    assert "messages.csv: one row has no day we can read, so it isn’t counted." in page
    assert "Recommendations_Given.csv: 2 rows have no day we can read, so they aren’t counted." in page
    with pytest.raises(Unreadable, match=r"Recommendations_Given\.csv has no day that we can read"):
        read(packed(Recommendations_Given__csv=recommended))


def test_a_list_of_connections_has_no_panel_and_leads_to_the_contacts(client_alice, alice):
    batch = waiting(alice, (ARCHIVES / "late/Connections.csv").read_bytes(), "Connections.csv")

    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()

    assert "Read from your LinkedIn archive" not in page
    assert "From Connections.csv, 5 rows. Nothing is saved yet." in page
    answer = client_alice.post(reverse("imports.confirmed", args=[batch.pk]))
    assert answer["Location"] == reverse("contacts.index")
    assert ties(alice)["Kim Sato"] == KIM


@pytest.mark.any_database
def test_the_counts_are_removed_for_good_and_the_people_stay(client_alice, client_bob, alice, bob):
    theirs = make.TieFactory(contact=make.ContactFactory(owner=bob))
    batch = brought_in(waiting(alice, sample("late")))
    people = Contact.objects.owned_by(alice).count()
    where = reverse("ties.delete")

    assert (
        "Removes counts and dates of 5 people. The people stay." in client_alice.get(where).content.decode()
    )
    answer = client_alice.post(where)

    assert answer["Location"] == reverse("contacts.index")
    assert (ties(alice), Contact.objects.owned_by(alice).count()) == ({}, people)
    assert not batch.changes.filter(model="tie").exists()
    assert list(Tie.objects.all()) == [theirs]
    assert "There are no counts." in client_alice.get(where).content.decode()
    taken_back(batch)
    assert list(Tie.objects.all()) == [theirs]


@pytest.mark.long
def test_two_hundred_thousand_messages_are_never_held_at_once():
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("messages.csv", "w") as out,
    ):
        out.write(f"{','.join(linkedin.MESSAGES[:10])}\r\n".encode())
        for number in range(200_000):
            other = f"Person {number % 3_000}", f"https://www.linkedin.com/in/person-{number % 3_000}"
            sender, to = (ME, other) if number % 2 else (other, ME)
            on = TODAY - dt.timedelta(days=number % 4_000)
            names = f'"{sender[0]}","{sender[1]}","{to[0]}","{to[1]}"'
            text = f"{number} words, and\nmore of them " * 9
            out.write(f'"2-{number % 3_000}","",{names},"{on} 10:00:00 UTC","","{text}","INBOX"\r\n'.encode())

    tracemalloc.start()
    counts = read(file.getvalue()).ties["counts"]
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sum(told["sent"] + told["received"] for told in counts.values()) == 200_000
    assert most < 250_000_000
