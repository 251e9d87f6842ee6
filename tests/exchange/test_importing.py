"""What a row of a file says and changes, which words tell it, and what taking an import back leaves standing."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.exchange import importing
from mentoring.exchange.formats import Row
from mentoring.exchange.importing import reading, words
from mentoring.exchange.importing.undoing import outlook
from mentoring.exchange.importing.values import (
    added,
    changes,
    has_room,
    joined_notes,
    joined_row,
    learnt,
    taken_over,
    values_of_row,
)
from mentoring.exchange.merging import merge, take_apart
from mentoring.models import BulkDeed, Contact, Import, ImportRow, Tag, Tie, User
from tests import factories as make
from tests.exchange.test_matching import MIA, table

DAY = dt.timedelta(days=1)


# What a row says


@pytest.mark.parametrize(
    ("facts", "values"),
    [
        ({}, {}),
        ({"role": "Buyer"}, {"role": "Buyer"}),
        (
            {"emails": ("a@t.example", "b@t.example"), "email": "a@t.example"},
            {"email": "a@t.example", "emails": ["b@t.example"]},
        ),
        ({"phones": ("1", "2", "3"), "phone": "1"}, {"phone": "1", "phones": ["2", "3"]}),
        ({"tags": ("Board", " board  ", "\u200b", "x" * 41)}, {"tags": ["board", "x" * 40]}),
        ({"remarks": ("cut",)}, {"remarks": ["cut"]}),
        (
            {"known_since_text": "2019-05-01", "known_since": dt.date(2019, 5, 1)},
            {"how_known": "Connected on LinkedIn since 1 May 2019"},
        ),
        ({"known_since_text": "May 2019"}, {"how_known": "Connected on LinkedIn since May 2019"}),
        ({"known_since_text": "May 2019", "how_known": "School"}, {"how_known": "School"}),
        # What a contact cannot hold stands in the notes.
        ({"email": "nobody"}, {"notes": "email: nobody"}),
        ({"email": "nobody", "notes": "Tall"}, {"notes": "Tall\nemail: nobody"}),
        ({"linkedin": "javascript:alert(1)"}, {"notes": "LinkedIn address: javascript:alert(1)"}),
        ({"linkedin": "https://mia.example/"}, {"linkedin": "https://mia.example/"}),
        (
            {"linkedin": "https://www.linkedin.com/in/a b"},
            {"notes": "LinkedIn address: https://www.linkedin.com/in/a b"},
        ),
        ({"role": "r" * 121}, {"notes": "role: " + "r" * 121}),
        ({"role": "r" * 120}, {"role": "r" * 120}),
    ],
)
def test_row_becomes_what_a_contact_would_hold(facts, values):
    assert values_of_row(Row(5, "Mia Torres", **facts)) == MIA | values


def test_a_fact_as_long_as_there_is_room_for_it_is_kept_in_its_place():
    assert values_of_row(Row(5, "Mia Torres", role="x" * 120)) == MIA | {"role": "x" * 120}
    assert values_of_row(Row(5, "Mia Torres", role="x" * 121))["notes"].endswith("x" * 121)
    profile = "https://www.linkedin.com/in/".ljust(300, "x")
    assert values_of_row(Row(5, "Mia Torres", linkedin=profile)) == MIA | {"linkedin": profile}
    assert "linkedin" not in values_of_row(Row(5, "Mia Torres", linkedin=profile + "x"))


def test_notes_of_both_have_room_up_to_the_longest():
    assert has_room({"notes": "n" * 49_997}, {"notes": "x"})
    assert not has_room({"notes": "n" * 49_998}, {"notes": "x"})


def test_row_whose_notes_have_no_room_for_the_rest_is_told_and_not_cut():
    with pytest.raises(ValidationError, match="longer than 50,000"):
        values_of_row(Row(5, "Mia Torres", email="nobody", notes="n" * 49_987))
    whole = values_of_row(Row(5, "Mia Torres", email="nobody", notes="n" * 49_986))["notes"]
    assert whole == "n" * 49_986 + "\nemail: nobody"


@pytest.mark.parametrize(
    ("name", "is_one"), [("", False), ("\u200b", False), ("x" * 120, True), ("x" * 121, False)]
)
def test_row_needs_a_name_that_a_contact_can_have(name, is_one):
    if is_one:
        assert values_of_row(Row(5, name))["name"] == name
    else:
        with pytest.raises(ValidationError, match="There’s no name we can use"):
            values_of_row(Row(5, name))


# What it changes


@pytest.mark.parametrize(
    ("said", "stands", "told"),
    [
        ({"tags": ["Board"]}, {"tags": ["board"]}, ([], [])),
        ({"tags": ["Board", "Sea"]}, {"tags": ["board"]}, (["tags"], [])),
        ({"notes": "Tall"}, {"notes": "Kind"}, (["notes"], [])),
        ({"how_known": "School"}, {"how_known": "Work"}, ([], [])),
        ({"role": "Buyer"}, {}, (["role"], [])),
        ({}, {"role": "Buyer"}, ([], [])),
        ({"role": "BUYER"}, {"role": "Buyer"}, ([], [])),
        ({"role": "Chair"}, {"role": "Buyer"}, ([], ["role"])),
        ({"phone": "030 5550100"}, {"phone": "030 5550177"}, (["notes"], ["phone"])),
        ({"name": "mia@t.example"}, {"name": "Mia Torres"}, ([], [])),
        ({"name": "Mia Hahn"}, {"name": "Mia Torres"}, ([], ["name"])),
        ({"name": "TORRES Mia"}, {"name": "Mia Torres"}, ([], [])),
    ],
)
def test_row_tells_what_it_fills_and_where_it_says_otherwise(said, stands, told):
    assert changes(MIA | said, MIA | stands) == told


@pytest.mark.parametrize(
    ("said", "stands", "notes"),
    [
        ("Tall", "", "Tall"),
        ("Tall\n\nKind", "Kind", "Kind\n\nTall"),
        ("Tall\nKind", "Kind", "Kind\n\nTall\nKind"),
        ("Tall\n\n\n\nKind", "x", "x\n\nTall\n\nKind"),
        ("Tall\n\n \n\nKind", "x", "x\n\nTall\n\nKind"),
        # Lines of a list come one by one, and not where their value stands in its field.
        ("Website: a.example\nBirthday: 1 May", "Birthday: 1 May", "Birthday: 1 May\n\nWebsite: a.example"),
        ("Email: mia@t.example\nWebsite: a.example", "x", "x\n\nWebsite: a.example"),
        ("Email: MIA@t.example", "x", None),
        ("Assistant: mia@t.example", "x", "x\n\nAssistant: mia@t.example"),
        ("likes dogs", "no cats, likes dogs a lot", "no cats, likes dogs a lot\n\nlikes dogs"),
        ("Role: Tall", "x", "x\n\nRole: Tall"),
        ("Website: x", "x", "x\n\nWebsite: x"),
    ],
)
def test_notes_add_only_what_is_not_there(said, stands, notes):
    found = added(MIA | {"notes": said}, MIA | {"email": "mia@t.example", "role": "Tall", "notes": stands})

    assert found == ({} if notes is None else {"notes": notes})


@pytest.mark.parametrize(
    ("standing", "said", "notes"),
    [
        ("", "Tall", "Tall"),
        ("Tall", "Tall", "Tall"),
        ("Tall", "", "Tall"),
        ("Tall", "Kind", "Tall\n\nKind"),
        ("x" * 49_997, "yyyy", "x" * 49_997 + "\n\nyyyy"),  # whoever keeps them asks whether there is room
    ],
)
def test_notes_are_joined_whole(standing, said, notes):
    assert joined_notes(standing, said) == notes


def test_address_and_number_of_several_become_lines_and_are_known_from_them():
    stands = MIA | {"email": "a@t.example", "emails": ["b@t.example"], "notes": "Email: c@t.example"}

    for email in ("A@t.example", "B@t.example", "C@t.example"):
        assert added(MIA | {"email": email}, stands) == {}
        assert changes(MIA | {"email": email, "emails": ["a@t.example"]}, stands) == ([], [])
    assert added(MIA | {"email": "d@t.example"}, stands) == {
        "notes": "Email: c@t.example\n\nEmail: d@t.example"
    }
    # A number is the same there however it is written.
    noted = MIA | {"phone": "030 1", "notes": "Phone: +49 170 5550100"}
    assert added(MIA | {"phone": "0170 555 0100"}, noted) == {}
    # Another field's line is no place of an address, and what is not one of several has no line.
    assert added(MIA | {"role": "Chair"}, MIA | {"role": "Buyer", "notes": "Role: Chair"}) == {}
    assert changes(MIA | {"role": "Chair"}, MIA | {"role": "Buyer", "notes": "Role: Chair"})[1] == ["role"]


def test_name_comes_in_place_of_an_address_and_not_the_other_way():
    address = {"name": "mia@t.example"}

    assert added(MIA, address) == MIA
    assert changes(MIA, address) == (["name"], [])
    assert added(MIA | {"company": "Acme"}, MIA | {"company": "sales@acme.example"}) == {}
    assert added(address, MIA) == added(address, {"name": "other@t.example"}) == {}


def test_file_that_counts_replaces_what_says_otherwise():
    stands = MIA | {"role": "Buyer", "phone": "030 5550100", "place": "Leeds", "notes": "Tall"}
    said = {"role": "Chair", "phone": "030 5550177", "place": "LEEDS", "company": "Acme"}

    assert taken_over(MIA | said, stands) == {
        "role": "Chair", "phone": "030 5550177", "company": "Acme", "notes": "Tall\n\nPhone: 030 5550100",
    }  # fmt: skip


def test_everything_learnt_is_kept_once_in_the_order_it_came():
    said = MIA | {"emails": ["B@t.example", "c@t.example"], "tags": ["Board", "sea"]}
    stands = MIA | {"emails": ["a@t.example", "b@t.example"], "tags": ["board"]}

    found = learnt(said, stands)

    assert found["tags"] == ["board", "sea"]
    assert found["emails"] == ["a@t.example", "b@t.example", "c@t.example"]
    assert "phones" not in found


@pytest.mark.parametrize(
    ("earlier", "said", "notes"),
    [
        ({}, {}, None),
        ({"role": "Buyer"}, {"role": "Chair"}, "Role: Chair"),
        ({"role": "Buyer", "notes": "Role: chair"}, {"role": "Chair"}, "Role: chair"),
        ({"role": "Buyer", "notes": "Tall"}, {"role": "Chair"}, "Tall\n\nRole: Chair"),
        ({"role": "Buyer", "notes": "n" * 49_987}, {"role": "Chair"}, "n" * 49_987 + "\n\nRole: Chair"),
    ],
)
def test_earlier_row_has_all_of_the_later_one(earlier, said, notes):
    assert joined_row(MIA | said, MIA | earlier) == MIA | earlier | ({"notes": notes} if notes else {})


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        ({"role": "Buyer", "notes": "n" * 49_988}, {"role": "Chair"}),
        ({"notes": "n" * 49_990}, {"notes": "m" * 90}),
    ],
)
def test_earlier_row_without_room_takes_nothing(earlier, said):
    assert joined_row(MIA | said, MIA | earlier) is None


# In words


@pytest.mark.parametrize(
    ("adding", "updating", "deed", "done"),
    [
        (0, 0, "", "0 people added"),
        (1, 0, "Import one person", "One person added"),
        (1291, 0, "Import 1,291 people", "1,291 people added"),
        (0, 1, "Update one person", "One person updated"),
        (0, 1019, "Update 1,019 people", "1,019 people updated"),
        (1, 1, "Import one person, update 1", "One person added, 1 updated"),
        (2, 1019, "Import 2 people, update 1,019", "2 people added, 1,019 updated"),
    ],
)
def test_deed_is_said_in_full_before_and_after(adding, updating, deed, done):
    batch = Import(added=adding, updated=updating)

    assert (words.deed(adding, updating), words.what_was_done(batch)) == (deed, done)


@pytest.mark.parametrize(
    ("adding", "updating", "counted", "deed", "done"),
    [
        (0, 0, 1, "Update counts of one person", "Counts of one person updated"),
        (0, 0, 1148, "Update counts of 1,148 people", "Counts of 1,148 people updated"),
        (1, 0, 1, "Import one person, update counts of one person", "One person added, counts of one person updated"),
        (0, 2, 3, "Update 2 people, update counts of 3 people", "2 people updated, counts of 3 people updated"),
        (
            4, 2, 3,
            "Import 4 people, update 2, update counts of 3 people",
            "4 people added, 2 updated, counts of 3 people updated",
        ),
    ],
)  # fmt: skip
def test_counts_that_change_are_said_beside_the_rest(adding, updating, counted, deed, done):
    batch = Import(added=adding, updated=updating, told={"counted": counted})

    assert (words.deed(adding, updating, counted), words.what_was_done(batch)) == (deed, done)


@pytest.mark.parametrize(
    ("state", "total", "waits"),
    [
        ("choosing", 0, "Say which column is what"),
        ("going", 3000, "It’s only partly undone. Continue"),
        ("reading", 3000, "LinkedIn, 3,000 rows, 2,000 of them read"),
        ("waiting", 3000, "LinkedIn, 3,000 rows. Check it, then import"),
        ("waiting", 1, "LinkedIn, one row. Check it, then import"),
    ],
)
def test_file_says_what_it_waits_for(state, total, waits):
    assert words.what_waits(Import(format="linkedin", state=state, total=total, read_to=2000)) == waits


@pytest.mark.parametrize(
    ("reached", "waits"),
    [(1, "One row is in. Continue, or undo it"), (2000, "2,000 rows are in. Continue, or undo it")],
)
def test_file_that_is_half_way_says_how_far_it_is(reached, waits):
    batch = Import(
        state="coming", reached=reached, confirmed_at=timezone.now(), format="linkedin", total=3000
    )

    assert words.what_waits(batch) == waits


@pytest.mark.parametrize(
    ("told", "read", "missing"),
    [
        ({"files": ["connections"], "connections": 1}, ["Connections: one person"], []),
        ({"files": ["connections"], "connections": 1148}, ["Connections: 1,148 people"], []),
        (
            {"files": ["invitations", "messages"], "wrote": 1, "vouched": 7},
            ["Messages and invitations: who, when and how often, for one person"],
            [],
        ),
        (
            {
                "files": ["endorsements_given", "recommendations_given", "recommendations_received"],
                "vouched": 1148,
            },
            ["Recommendations and endorsements: who and when, for 1,148 people"],
            [],
        ),
        (
            {"files": ["connections", "messages", "endorsements_given"]},
            [
                "Connections: 0 people",
                "Messages: who, when and how often, for 0 people",
                "Endorsements: who and when, for 0 people",
            ],
            [],
        ),
        ({"unread": [["messages.csv", "too large"]]}, [], ["messages.csv: too large."]),
        (
            {"missing": [["a.csv", ["From"]], ["b.csv", ["To", "Date"]]]},
            [],
            ["a.csv has no column “From”.", "b.csv has no columns “To”, “Date”."],
        ),
        (
            {"files": ["connections"], "connections": 0, "undated": [["a.csv", 1], ["b.csv", 1148]]},
            ["Connections: 0 people"],
            [
                "a.csv: one row has no day we can read, so it isn’t counted.",
                "b.csv: 1,148 rows have no day we can read, so they aren’t counted.",
            ],
        ),
    ],
)
def test_archive_says_what_was_read_and_what_was_missing(told, read, missing):
    assert words.archive_read(Import(told=told)) == words.ArchiveRead(read, missing)
    assert words.archive_read(Import(told={"notes": []})) is None


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (2, "Ada Berg, Mia Torres"),
        (3, "Ada Berg, Mia Torres and one more"),
        (1150, "Ada Berg, Mia Torres and 1,148 more"),
    ],
)
def test_the_first_of_many_rows_are_named_once_each(number, names):
    rows = [ImportRow(values={"name": name}) for name in ("Ada Berg", "Mia Torres", "Ada Berg")]

    assert words.first_names_of(rows, number) == names


def test_what_linkedin_counts_is_said_of_a_row():
    tie = {"sent": 8, "received": 6, "last_on": "2026-05-04"}
    row = ImportRow(contact=Contact(name="Mia Torres"), values=MIA | {"tie": tie})
    today = dt.date(2026, 11, 28)

    assert words.briefly_tied(row, today) == "14 messages, last in May"
    assert words.briefly_tied(ImportRow(values=MIA), today) == ""
    assert words.counted_anew(row, None, today) == "You wrote to each other 14 times, last in May."
    stands = Tie(contact=row.contact, sent=1, last_on=dt.date(2026, 3, 2), endorsed_me=2)
    assert words.counted_anew(row, stands, today) == (
        "You wrote to each other 14 times, last in May. Until now: You wrote to Mia once, in March."
    )
    assert words.counted_anew(row, words.taught(stands, row), today) == "A number or a date has changed."


@pytest.mark.parametrize(
    ("facts", "why", "then"),
    [
        ({"kind": "doubtful", "twin_line": 7, "choice": "add"}, "Same email as row 7", "Adds someone new"),
        ({"kind": "doubtful", "differs": ["role"]}, "Same email", "Nothing changes"),
        (
            {"kind": "known", "contact_id": 1, "values": MIA | {"tie": {"sent": 1}}},
            "Same email",
            "Updates what LinkedIn counted",
        ),
        ({"kind": "same", "twin_line": 7}, "Same email, joined with row 7", "Nothing changes"),
        ({"kind": "known", "contact_id": 1, "choice": "skip"}, "Same email", "Nothing changes"),
        ({"kind": "known", "contact_id": 1, "choice": "take", "fills": ["role"]}, "Same email", "Adds role"),
        ({"kind": "known", "contact_id": 1}, "Same email", "Nothing to add"),
        ({"kind": "known", "contact_id": 1, "fills": ["role", "tags"]}, "Same email", "Adds role and tags"),
        (
            {"kind": "known", "contact_id": 1, "fills": ["email"], "differs": ["role"]},
            "Same email. The file has another role: Baker",
            "Adds email. Your role stays",
        ),
        (
            {"kind": "known", "contact_id": 1, "differs": ["role", "place"]},
            "Same email. The file has another role: Baker and another place: Bonn",
            "Your role and place stay",
        ),
        (
            {"kind": "known", "contact_id": 1, "differs": ["role", "place"], "choice": "take"},
            "Same email. The file has another role: Baker and another place: Bonn",
            "Takes role and place from the file",
        ),
    ],
)
def test_row_says_why_and_what_becomes_of_it(facts, why, then):
    values = MIA | {"role": "Baker", "place": "Bonn"}
    row = ImportRow(**{"choice": "fill", "why": ["email"], "values": values} | facts)

    assert (words.why(row), words.then(row)) == (why, then)


def test_rows_that_cannot_be_read_stand_together_by_their_reason():
    rows = [ImportRow(line=line, reason=reason) for line, reason in ((3, "a"), (5, "b"), (9, "a"))]

    assert words.by_reason(rows) == [("Rows 3 and 9", "a"), ("Row 5", "b")]


# Reading


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file_name", "kept"),
    [
        ("people.csv", "people.csv"),
        (" \x00peo\nple.csv ", "people.csv"),
        ("", "A file"),
        ("x" * 130 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_name_of_a_file_is_only_shown(alice, file_name, kept):
    assert importing.begin_import(alice, file_name, table(MIA)).file_name == kept


@pytest.mark.django_db
def test_file_is_read_in_slices_and_waits_when_all_is_read(alice, monkeypatch):
    monkeypatch.setattr(reading, "SLICE", 2)
    people = [{"name": f"Ada {letter * 3}"} for letter in "bcd"]
    batch = importing.begin_import(alice, "people.csv", table(*people, {}))
    assert (batch.state, batch.read_to, batch.total) == ("reading", 2, 3)

    batch = importing.read_slice(batch, timezone.now())
    again = importing.read_slice(batch, timezone.now() + 9 * DAY)

    assert (batch.state, batch.read_to) == (again.state, again.read_to) == ("waiting", 3)
    assert (batch.rows.count(), batch.empty_rows) == (3, 1)


@pytest.mark.django_db
def test_file_is_forgotten_after_a_day(alice, monkeypatch):
    monkeypatch.setattr(reading, "SLICE", 1)
    batch = importing.begin_import(alice, "people.csv", table(MIA, {"name": "Paul Quast"}))

    with pytest.raises(ValidationError, match="waited for more than a day"):
        importing.read_slice(batch, batch.created_at + DAY)
    batch = importing.read_slice(batch, batch.created_at + DAY - dt.timedelta(seconds=1))
    with pytest.raises(ValidationError, match="waited for more than a day"):
        importing.confirm_import(batch, batch.created_at + DAY)
    assert not Contact.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("happens", ["comes", "goes", "nothing"])
def test_whoever_comes_or_goes_while_a_slice_is_compared_is_seen(alice, monkeypatch, happens):
    monkeypatch.setattr(reading, "SLICE", 1)
    paul = (
        None
        if happens == "comes"
        else make.ContactFactory(owner=alice, name="Paul Quast", email="p@t.example")
    )
    batch = importing.begin_import(
        alice, "people.csv", table(MIA, {"name": "Paul Quast", "email": "p@t.example"})
    )
    lock = User.lock

    def lock_later(user):
        monkeypatch.setattr(User, "lock", lock)
        if happens == "comes":
            make.ContactFactory(owner=alice, name="Paul Quast", email="p@t.example")
        elif happens == "goes":
            paul.delete()
        lock(user)

    monkeypatch.setattr(User, "lock", lock_later)
    importing.read_slice(batch, timezone.now())

    row = batch.rows.get(values__name="Paul Quast")
    assert (row.kind, row.contact) == (
        ("new", None) if happens == "goes" else ("same", Contact.objects.get())
    )


@pytest.mark.django_db
def test_columns_chosen_anew_read_the_file_anew(alice):
    batch = importing.begin_import(alice, "people.csv", b"Who;What\nMia Torres;Buyer\n;x\n")
    assert (batch.state, batch.format, batch.rows.count()) == ("choosing", "table", 0)

    reading.choose(batch, {0: "name"})
    reading.choose(batch, {0: "name", 1: "role"})

    assert (batch.state, batch.columns) == ("waiting", {"0": "name", "1": "role"})
    assert [row.values for row in batch.rows.order_by("line")] == [MIA | {"role": "Buyer"}, {}]


@pytest.mark.django_db
def test_every_step_waits_for_the_other_window(alice, person_first, monkeypatch):
    monkeypatch.setattr(reading, "SLICE", 1)
    with person_first():
        batch = importing.begin_import(alice, "people.csv", b"Who;What\nMia Torres;Buyer\nPaul Quast;x\n")
    with person_first():
        reading.choose(batch, {0: "name"})
    importing.read_slice(batch, timezone.now())  # is compared first, so that nobody waits for that
    with person_first():
        batch = importing.confirm_import(batch, timezone.now())
    with person_first():
        importing.undo(batch, timezone.now())


# Taking it back


@pytest.fixture
def brought_in(alice):
    """Three people brought in with a tag, beside one who was here and one whom the file knew better."""
    make.ContactFactory(owner=alice, name="Una Rae")
    make.ContactFactory(owner=alice, name="Ole Nord", email="ole@t.example")
    people = [{"name": name, "tags": "Sea"} for name in ("Ada Berg", "Ben Ek", "Cy Holm")]
    people.append({"name": "Ole Nord", "email": "ole@t.example", "role": "Chair"})
    batch = importing.begin_import(alice, "people.csv", table(*people))
    return importing.confirm_import(batch, timezone.now())


def stays(batch) -> dict[str, list[str]]:
    return {contact.name: why for contact, why in outlook(batch).stays}


@pytest.mark.django_db
def test_untouched_import_goes_as_a_whole(brought_in):
    found = outlook(brought_in)

    assert (found.gone, found.restored, found.stays) == (3, 1, [])
    importing.undo(brought_in, timezone.now())
    assert sorted(Contact.objects.values_list("name", "role")) == [("Ole Nord", ""), ("Una Rae", "")]
    assert not Tag.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda ben: ben.record(role="Buyer"), ["you changed it"]),
        (lambda ben: Contact.objects.filter(pk=ben.pk).update(may_introduce=True), ["you changed it"]),
        (
            lambda ben: Contact.objects.filter(pk=ben.pk).update(prospect_on=dt.date(2026, 3, 1)),
            ["you changed it"],
        ),
        (
            lambda ben: Contact.objects.filter(pk=ben.pk).update(archived_on=dt.date(2026, 3, 1)),
            ["you changed it"],
        ),
        (lambda ben: ben.tags.clear(), ["you changed its tags"]),
        (lambda ben: ben.tags.add(make.TagFactory(owner=ben.owner, name="Board")), ["you changed its tags"]),
        (lambda ben: make.ReminderFactory(contact=ben), ["a reminder"]),
        (
            lambda ben: [
                make.InteractionFactory(contact=ben),
                make.InteractionFactory(contact=ben),
                ben.tags.clear(),
            ],
            ["a note", "you changed its tags"],
        ),
    ],
)
def test_whoever_was_used_or_changed_stays(alice, brought_in, change, why):
    change(Contact.objects.get(name="Ben Ek"))
    Contact.objects.filter(name="Ben Ek").update(last_touch_on=None)

    assert stays(brought_in) == {"Ben Ek": why}
    importing.undo(brought_in, timezone.now())
    assert {"Ben Ek", "Una Rae"} <= set(Contact.objects.values_list("name", flat=True))
    assert not Contact.objects.filter(name__in=["Ada Berg", "Cy Holm"]).exists()


def told(found) -> list[tuple[str, str, str]]:
    return [(name, contact.name, why) for name, contact, why in found]


@pytest.mark.django_db
def test_whoever_is_within_somebody_else_stays_and_is_named(alice, brought_in):
    """The import undone before the merge leaves them; the merge undone first, it leaves nobody."""
    una, ole = Contact.objects.get(name="Una Rae"), Contact.objects.get(name="Ole Nord")
    merges = [merge(una, Contact.objects.get(name="Ben Ek")), merge(una, ole)]

    found = outlook(brought_in)

    assert (found.gone, found.stays) == (2, [])
    assert told(found.within) == [
        ("Ben Ek", "Una Rae", "part of Una Rae now, with tags"),
        ("Ole Nord", "Una Rae", "part of Una Rae now, with role and email"),
    ]
    importing.undo(brought_in, timezone.now())
    brought_in.refresh_from_db()
    assert (brought_in.state, brought_in.stayed) == ("undone", 1)
    assert [[tag.name for tag in one.tags.all()] for one in Contact.objects.all()] == [["Sea"]]
    for one in reversed(merges):
        take_apart(one)
    assert Contact.objects.count() == 3


@pytest.mark.django_db
def test_whoever_is_apart_again_goes_with_the_import(brought_in):
    una = Contact.objects.get(name="Una Rae")
    take_apart(merge(una, Contact.objects.get(name="Ben Ek")))

    importing.undo(brought_in, timezone.now())

    assert outlook(brought_in).within == []
    assert sorted(Contact.objects.values_list("name", "role")) == [("Ole Nord", ""), ("Una Rae", "")]


@pytest.mark.django_db
def test_what_a_later_import_added_to_stays_and_is_named(alice):
    ann = make.ContactFactory(owner=alice, name="Ann Lee", email="ann@t.example", notes="Tall")
    facts = {"name": "Ann Lee", "email": "ann@t.example"}
    files = []
    for number, more in enumerate([{"notes": "Sails", "role": "Cook", "place": "Leeds"}, {"notes": "Sings"}]):
        batch = importing.begin_import(alice, f"{number}.csv", table(facts | more))
        files.append(importing.confirm_import(batch, timezone.now()))
    ann.refresh_from_db()
    ann.record(role="Chef")
    first, second = files

    assert told(outlook(first).written_since) == [
        ("Ann Lee", "Ann Lee", "role, changed since; notes, changed by the later import of 1.csv")
    ]
    assert outlook(second).written_since == []
    importing.undo(second, timezone.now())
    assert told(outlook(first).written_since) == [("Ann Lee", "Ann Lee", "role, changed since")]
    importing.undo(first, timezone.now())
    ann.refresh_from_db()
    assert (ann.notes, ann.role, ann.place) == ("Tall", "Chef", "")


@pytest.mark.django_db
def test_tag_that_is_deleted_or_renamed_keeps_nobody(brought_in):
    Tag.objects.get(name="Sea").delete()

    assert stays(brought_in) == {}


@pytest.mark.django_db
def test_what_an_import_did_comes_back_with_nobody_who_was_deleted_since(alice, brought_in):
    make.InteractionFactory(contact=Contact.objects.get(name="Ben Ek"))
    ole = Contact.objects.get(name="Ole Nord")
    ole.tags.add(Tag.objects.get(name="Sea"))
    ole.record(place="Leeds")
    deed = BulkDeed.do(Contact.objects.owned_by(alice), BulkDeed.Kind.DELETE, timezone.localdate(), None)
    importing.undo(brought_in, timezone.now())

    deed.refresh_from_db()
    assert deed.take_back() == 3
    # Ben was used.
    found = [(one.name, one.role, one.place) for one in Contact.objects.order_by("name")]
    assert found == [("Ben Ek", "", ""), ("Ole Nord", "", "Leeds"), ("Una Rae", "", "")]


@pytest.mark.django_db
def test_whoever_was_deleted_since_is_neither_gone_nor_restored(brought_in):
    Contact.objects.filter(name__in=["Ada Berg", "Ole Nord"]).delete()

    found = outlook(brought_in)

    assert (found.gone, found.restored) == (2, 0)


@pytest.mark.django_db
def test_undo_sent_twice_happens_once_and_not_after_thirty_days(brought_in, freeze):
    late = brought_in.confirmed_at + 30 * DAY + dt.timedelta(hours=1)
    freeze(late)
    with pytest.raises(ValidationError, match="30 days"):
        importing.undo(brought_in, late)

    freeze(late - dt.timedelta(hours=2))
    importing.undo(brought_in, timezone.now())
    again = importing.undo(brought_in, timezone.now())

    brought_in.refresh_from_db()
    assert (brought_in.state, brought_in.stayed, again.state) == ("undone", 0, "undone")


def test_no_end_of_notes_is_cut_in_silence(alice):
    """A row whose notes do not fit beside those of its contact is offered as somebody new, and says why."""
    here = make.ContactFactory(owner=alice, name="Mia Stern", email="mia@example.org", notes="n" * 49_990)
    data = b"BEGIN:VCARD\nFN:Mia Stern\nEMAIL:mia@example.org\nNOTE:%s\nEND:VCARD\n" % (b"m" * 90)

    [row] = importing.begin_import(alice, "a.vcf", data).rows.all()

    assert (row.kind, row.choice, row.contact) == ("doubtful", "add", here)
    assert row.remarks == [
        "Together, the notes would be longer than 50,000 characters, so not all of them fit."
    ]
    other = make.ContactFactory(owner=alice, name="Mia Stern", notes="m" * 90)
    with pytest.raises(ValidationError, match="Shorten them first, or keep just one"):
        merge(here, other, {"notes": "both"})
    assert merge(here, other, {"notes": "kept"}).kept == here
