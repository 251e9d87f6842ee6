"""Files that nobody should send, and how much is held of a large one."""

import datetime as dt
import io
import tracemalloc
import zipfile

import pytest

from mentoring.exchange.formats import Unreadable, archive_counts, archive_files
from mentoring.exchange.importing import words
from tests import linkedin
from tests.exchange.linkedin_archive.made import (
    ARCHIVES,
    BEN,
    CLEO,
    DAN,
    ME,
    TODAY,
    ZIGA,
    day,
    file_of,
    message,
    packed,
    read,
    ties,
    waiting,
    wrote,
)
from tests.linkedin import SECRET
from tests.slices import brought_in

pytestmark = pytest.mark.django_db


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
        told = " ".join(words.archive_read(batch).missing)
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
