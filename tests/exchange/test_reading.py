"""Files of contacts, byte for byte as programs write them, and as nobody should."""

import base64
import contextlib
import gzip
import io
import tracemalloc
import unicodedata
import zipfile
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mentoring.exchange.exporting import csv_of, vcards_of
from mentoring.exchange.formats import (
    FIELDS,
    FORMATS,
    TABLE,
    Row,
    Trouble,
    Unreadable,
    looked_at,
    read,
    tables,
)
from mentoring.exchange.formats import reading as reading_of_files
from mentoring.exchange.formats.cleaning import clean
from mentoring.exchange.formats.rows import MOST_BYTES
from mentoring.identity.fields import LONGEST, LONGEST_TAG
from mentoring.models import Contact, Import, Tag
from tests.exchange.accounts import AWKWARD
from tests.exchange.expected import EXPECTED
from tests.factories import ContactFactory, TagFactory

SAMPLES = Path(__file__).parent / "samples"
HEADING = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def said(entry) -> dict:
    values = {name: value for name, value in entry._asdict().items() if value not in ("", (), None)}
    return {"kind": type(entry).__name__} | values


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_gives_exactly_these_rows(name):
    reading = read((SAMPLES / name).read_bytes())

    assert (reading.format, [said(entry) for entry in reading.entries()]) == EXPECTED[name]
    assert reading.total == len(EXPECTED[name][1])


def test_every_sample_is_expected():
    assert {path.name for path in SAMPLES.iterdir()} == {*EXPECTED, "linkedin.zip"}


def test_every_format_has_a_name_of_its_own_that_is_kept_and_a_sample():
    keys = [row.key for row in (TABLE, *FORMATS)]

    assert len(keys) == len(set(keys)) == len({str(row.label) for row in (TABLE, *FORMATS)})
    assert max(map(len, keys)) <= Import._meta.get_field("format").max_length
    # Waymark's own is tried by contacts that go out and come in again.
    assert {form for form, _entries in EXPECTED.values()} == set(keys) - {"waymark", "waymark-cards"}


def test_linkedins_zip_is_opened_by_what_is_in_it():
    packed = read((SAMPLES / "linkedin.zip").read_bytes())

    assert [said(entry) for entry in packed.entries()] == EXPECTED["linkedin.csv"][1]
    assert packed.notes


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["table.csv", "phone.vcf"], "vcard"),
        (["google.csv", "outlook.csv", "linkedin.csv"], "linkedin"),
        (["outlook.csv", "google.csv", "phone.vcf"], "outlook"),
    ],
)
def test_of_several_files_in_a_zip_linkedins_is_read_and_else_the_first_that_is_known(names, chosen):
    assert read(packed({name: (SAMPLES / name).read_bytes() for name in names})).format == chosen


@pytest.mark.parametrize("name", EXPECTED)
def test_a_slice_is_the_same_as_that_part_of_the_whole(name):
    whole = list(read((SAMPLES / name).read_bytes()).entries())

    parts = [list(read((SAMPLES / name).read_bytes()).entries(at, at + 2)) for at in range(0, len(whole), 2)]

    assert [entry for part in parts for entry in part] == whole


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_sign_between_cells_is_told_from_the_content(encoding, delimiter):
    text = "Vorname,Nachname,Firma\r\nZoë,Weiß,Straßenbau\r\n".replace(",", delimiter)

    [row] = read(text.encode(encoding)).rows

    assert (row.name, row.company) == ("Zoë Weiß", "Straßenbau")


def test_columns_are_offered_with_the_likely_choice_and_may_be_chosen_otherwise():
    data = b"Who,Works at,Mail\nAda,Tallow,ada@example.org\nBen,Kestrel,ben@example.org\n"

    offered = looked_at(data).columns

    assert [(column.heading, column.samples, column.guess) for column in offered] == [
        ("Who", ("Ada", "Ben"), "name"),
        ("Works at", ("Tallow", "Kestrel"), "notes"),
        ("Mail", ("ada@example.org", "ben@example.org"), "email"),
    ]
    rows = read(data, columns={0: "name", 1: "company", 7: "notes", 2: "nonsense"}).rows
    assert [(row.name, row.company, row.email) for row in rows] == [
        ("Ada", "Tallow", ""),
        ("Ben", "Kestrel", ""),
    ]
    assert not any(looked_at((SAMPLES / "google.csv").read_bytes()))


@pytest.mark.parametrize(
    ("data", "first_row", "is_person"),
    [
        ("Ada,ada@example.org\nBen,ben@example.org\n", "Ada, ada@example.org", True),
        ("Ada;0170 5550100\nBen;0170 5550101\n", "Ada, 0170 5550100", True),
        ("Ada, <ada@example.org>\nBen, <ben@example.org>\n", "Ada, <ada@example.org>", True),
        ("Ada,Tallow\nBen,Kestrel\n", "Ada, Tallow", True),
        ("Kdo,Kde,Telefonem\nBen,Kestrel,0170 5550101\n", "Kdo, Kde, Telefonem", False),
        ("Who,What\nBen Cole,Kestrel\n", "", False),
        ("Sponsor,Company\nBen,Kestrel\n", "Sponsor, Company", False),
        ("Name,Company\nBen,Kestrel\n", "", False),
    ],
)
def test_the_first_row_is_a_person_unless_it_heads_what_stands_below_it(data, first_row, is_person):
    look = looked_at(data.encode())

    assert look[2:] == (first_row, is_person)
    names = [row.name for row in read(data.encode(), {0: "name"}).rows]
    assert [name.split()[0] for name in names] == (["Ada", "Ben"] if is_person else ["Ben"])
    if first_row:
        assert len(read(data.encode(), {0: "name"}, is_person=not is_person).rows) == (1 if is_person else 2)


def test_what_a_contact_cannot_hold_goes_to_the_notes_and_is_said():
    data = HEADING + b"Ada," + b"x" * 200 + b",,no address," + b"y" * 200 + b",Lead,\n"

    [row] = read(data).rows

    assert (len(row.name), len(row.company), row.email) == (120, 120, "")
    assert "y" * 200 in row.notes
    assert "no address" in row.notes
    assert len(row.remarks) == 3


def test_no_row_is_longer_than_what_a_contact_holds():
    assert {name: Contact._meta.get_field(name).max_length for name in LONGEST} == LONGEST
    assert Tag._meta.get_field("name").max_length == LONGEST_TAG


def test_a_name_is_kept_as_typed_and_one_that_cannot_be_seen_is_none():
    data = HEADING + 'Dana,"Lee, PMP",,,,,\n\u200b,\u3164,,,,Tallow,\n'.encode()

    [row], [trouble] = read(data).rows, read(data).troubles

    assert row.name == "Dana Lee, PMP"
    assert trouble == Trouble(3, "There’s no name in it: Tallow")


# Hostile files


def packed(members: dict[str, bytes], **options) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", options.pop("how", zipfile.ZIP_DEFLATED)) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def hostile() -> dict[str, bytes]:
    bomb = HEADING + b"a" * (MOST_BYTES + 1)
    lying = bytearray(packed({"Connections.csv": HEADING + b"Ada,Lovelace,,,,,\n" * 1_300_000}))
    entry = lying.rindex(b"PK\x01\x02")
    lying[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    locked = bytearray(packed({"Connections.csv": HEADING}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    return {
        "an empty file": b"",
        "spaces": b"  \r\n\n ",
        "a page named csv": b"\n <!DOCTYPE html><html><body>Name,Email</body></html>",
        "a page in another encoding": "<html>a,b".encode("utf-16"),
        "a PDF": b"%PDF-1.7\n1,2,3\n",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "zero bytes": b"Name,Email\0\n",
        "a Waymark export": b'{"format": "waymark"}',
        "only a heading": HEADING,
        "a heading of nobody": b"Colour,Size\nred,4\n",
        "a word": b"hello",
        "a file that is too large": b"a" * (MOST_BYTES + 1),
        "one line": b"a" * MOST_BYTES,
        "one line of commas": HEADING + b"," * 1_000_000,
        "a million columns": b",".join([b"c"] * 1_000_000) + b"\n1\n",
        "columns in short lines": b"Name,Email" + b",\n" * 600 + b"," * 600,
        "a quotation mark that never ends": HEADING + b'"' + b"a,b\n" * 1_000_000,
        "rows without end": b"Name,Email\n" + b"a,b\n" * 60_000,
        "blank lines without end": b"Name,Email\n" + b"\n" * 1_000_000,
        "cards without end": b"BEGIN:VCARD\nEND:VCARD\n" * 60_000,
        "folds without end": b"BEGIN:VCARD\nFN:Ada" + b"\n a" * 2_100_000,
        "a compressed file": gzip.compress(HEADING),
        "a bomb": packed({"Connections.csv": bomb}),
        "a bomb that lies about its size": bytes(lying),
        "a bomb of another kind": packed({"Connections.csv": HEADING + b"Ada,,,,,,\n"}, how=zipfile.ZIP_LZMA),
        "a ZIP in a ZIP": packed({"Connections.csv": packed({"Connections.csv": HEADING + b"Ada,,,,,,\n"})}),
        "a ZIP of nothing": packed({}),
        "a ZIP of other things": packed({"messages.csv": b"FROM,TO\na,b\n"}),
        "a ZIP of many things": packed({f"{number}.csv": b"" for number in range(1_000)}),
        "a ZIP that is cut": packed({"Connections.csv": HEADING})[:-30],
        "a ZIP that is locked": bytes(locked),
        "a spreadsheet": packed({"xl/workbook.xml": b"<workbook/>", "Connections.csv": HEADING}),
    }


def test_a_hostile_file_is_refused_with_one_sentence():
    reasons = {}

    for name, data in hostile().items():
        with pytest.raises(Unreadable) as refusal:
            read(data)
        reasons[name] = str(refusal.value)

    assert all(0 < len(reason) < 130 for reason in reasons.values())


@pytest.mark.long
def test_a_hostile_file_is_refused_in_little_memory():
    peaks = {}

    for name, data in hostile().items():
        tracemalloc.start()
        with contextlib.suppress(Unreadable):
            read(data)
        peaks[name] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert {name: peak for name, peak in peaks.items() if peak > 100 * 1024 * 1024} == {}


def test_a_card_of_hostile_lines_is_read_in_time_that_grows_with_its_length():
    lines = [
        b"TEL;A" + b"," * 500_000,
        b"TEL;" + b'"' * 500_000 + b":1",
        b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=41=\n" * 100_000,
        b"NOTE:" + b"\n " * 400_000,
        b"NOTE:" + b"\\" * 500_000,
        b"PHOTO;ENCODING=b:" + b"\n AAAA" * 200_000,
        b"N;CHARSET=zlib;ENCODING=QUOTED-PRINTABLE:=78",
        b"N;ENCODING=QUOTED-PRINTABLE,8BIT:=78",
        b"a.b.c;;;===:\n" * 5_000,
    ]
    cards = b"".join(b"BEGIN:VCARD\nFN:Ada\n" + line + b"\nEND:VCARD\n" for line in lines)

    entries = list(read(cards).entries())

    assert len(entries) == len(lines)
    assert all(isinstance(entry, Row | Trouble) for entry in entries)


def everything_read(data: bytes) -> None:
    try:
        reading = read(data)
        assert len(list(reading.entries())) == reading.total
        looked_at(data)
    except Unreadable:
        pass


PIECES = [
    *(HEADING, b"Name,Email\n", b"BEGIN:VCARD\n", b"END:VCARD\n", b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3"),
    b"FN:Ada\n",
    *(b"TEL;VALUE=uri:tel:+1;2\n", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"PK\x05\x06"), b'"', b",,",
    *(b"\r", b"\n ", b"\0", b" ::: ", b"KIND:group\n", b"ada@example.org", b"12 Mar 2024", b"31 Feb 9999", b"sep=;\n"),
]  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=30), max_size=12).map(b"".join))
@example(b"PK\x05\x06" + b"\0" * 18)
def test_no_bytes_make_the_readers_raise_anything_of_their_own(data):
    everything_read(data)


@settings(max_examples=100)
@given(
    st.sampled_from([*sorted(EXPECTED), "linkedin.zip"]),
    st.integers(0),
    st.binary(max_size=4),
    st.integers(0, 9),
)
def test_no_damage_to_a_sample_makes_the_readers_raise_anything_of_their_own(name, at, bytes_put, cut):
    data = (SAMPLES / name).read_bytes()
    at %= len(data)

    everything_read(data[:at] + bytes_put + data[at + cut :])


# Out and in again


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de"])
def test_contacts_that_went_out_come_in_again(alice, language):
    texts = [text.split("\r")[0].split("\t")[0].strip("\u202e\x01") for text in AWKWARD]
    for number, text in enumerate(texts):
        contact = ContactFactory(
            owner=alice, name=f"{number} {text}"[:120], role=text, company=text[:40], place="Leeds, UK",
            email=f"a{number}@example.org", phone="+49 170 1", linkedin=f"https://www.linkedin.com/in/ada-{number}",
            how_known="'=1", greeting="Dr. One; =x",
            notes="one\nBo,bo@example.org,x" + "\ntwo, three" * (0 if number else 3000),
        )  # fmt: skip
        names = [f"{number}, x; y", *(f"z{tag}" for tag in range(10, 0 if number else 60))]
        contact.tags.set([TagFactory(owner=alice, name=name) for name in names])

    with override(language):
        table = "".join(csv_of(Contact.objects.owned_by(alice).order_by("pk"))).encode()
        read_table = read(table)
    cards = "".join(vcards_of(Contact.objects.owned_by(alice).order_by("pk"))).encode()

    assert [read_table.format, read(cards).format] == ["waymark", "waymark-cards"]
    fields = [name for name in FIELDS if name in LONGEST and name not in ("name", "role", "company")]
    for reading in (read_table, read(cards)):
        assert len(reading.rows) == len(texts)
        for number, row in enumerate(reading.rows):
            contact = Contact.objects.owned_by(alice).get(email=row.email)
            assert [getattr(row, name) for name in fields] == [getattr(contact, name) for name in fields]
            assert set(row.tags) == {tag.name for tag in contact.tags.all()}
            assert len(row.tags) == (1 if number else 51)
            assert row.remarks == ()
    assert max(map(len, cards.split(b"\r\n"))) <= 75


# Work in proportion to what was sent


def test_thousands_of_accents_on_one_letter_are_put_together_in_pieces(monkeypatch):
    normalize, longest = unicodedata.normalize, []
    monkeypatch.setattr(
        unicodedata, "normalize", lambda form, text: (longest.append(len(text)), normalize(form, text))[1]
    )

    assert clean("Zoe\u0308 Łęcki") == "Zoë Łęcki"
    clean("a" + "\u0301\u0323" * 40_000)

    assert max(longest) <= 501


def test_empty_rows_are_passed_over_and_counted():
    reading = read(b"Name,Email\nAda,a@b.co\n" + b" ,\r\n" * 5 + b'Bo,"c@d.eu"\n,\n,,\n')

    assert [(row.line, row.name) for row in reading.rows] == [(2, "Ada"), (8, "Bo")]
    assert (reading.total, reading.empty) == (2, 7)


def test_a_zip_with_too_many_people_is_read_no_further(monkeypatch):
    members_read = []
    monkeypatch.setattr(reading_of_files, "MOST_ROWS", 3)
    one = reading_of_files._list_reading
    monkeypatch.setattr(reading_of_files, "_list_reading", lambda *of: (members_read.append(1), one(*of))[1])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as members:
        for number in range(9):
            members.writestr(f"{number}.vcf", "BEGIN:VCARD\nFN:Ada\nEND:VCARD\n" * 2)

    with pytest.raises(Unreadable, match="more than 3 people in this ZIP"):
        read(packed.getvalue())
    assert len(members_read) == 2


def test_headings_are_looked_for_in_no_row_that_is_too_wide(monkeypatch):
    looked = []
    monkeypatch.setattr(tables, "mapping_of", lambda cells: looked.append(len(cells)) or {})
    wide = [";".join(f"Heading {row} {number}" for number in range(499)) for row in range(20)]

    looked_at("\n".join(["a;b", *wide]).encode())
    assert max(looked) <= 200


@pytest.mark.parametrize("letter", ["a", "é", "中", ",", "\n"])
def test_the_longest_notes_come_back_from_a_card_and_longer_ones_are_told_with_their_person(letter):
    def card(length):
        text = ("b" + letter) * (length // 2)
        escaped = text.replace(",", "\\,").replace("\n", "\\n")
        return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Berg\r\nNOTE:{escaped}c\r\nEND:VCARD\r\n".encode()

    [row] = read(card(LONGEST["notes"] - 2)).entries()
    [trouble] = read(card(LONGEST["notes"] + 100)).entries()

    assert (len(row.notes), row.notes[-1], row.remarks) == (LONGEST["notes"] - 1, "c", ())
    assert "Ada Berg are longer than 50,000 characters" in str(trouble.reason)


def test_what_stands_after_a_large_picture_of_an_entry_is_read():
    picture = base64.b64encode(b"x" * 400_000)
    entry = b"dn: cn=Ada Berg\njpegPhoto:: " + picture + b"\ncn: Ada Berg\nmail: ada@example.org\n"

    [row] = read(entry).entries()

    assert (row.name, row.email) == ("Ada Berg", "ada@example.org")
