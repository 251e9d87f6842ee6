"""Whom a row of a file may be, what is chosen for it, and that nothing it says is lost."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mentoring.exchange import importing
from mentoring.exchange.formats import looked_at
from mentoring.exchange.formats.rows import Row
from mentoring.exchange.importing import candidates, matching, near, reading
from mentoring.exchange.importing.values import added, changes, joined_notes, joined_row, taken_over
from mentoring.identity.fields import COLUMNS, FIELDS, NAMES
from mentoring.identity.likeness import Level, Person
from mentoring.models import Contact, ImportRow
from tests import factories as make

pytestmark = pytest.mark.django_db
HEADINGS = {field.name: field.heading for field in FIELDS} | {"tags": "Tags"}
MIA = {"name": "Mia Torres"}
PROFILE = "https://www.linkedin.com/in/mia"
CONNECTED = "Connected on LinkedIn since"

Kind = ImportRow.Kind


def table(*people: dict, columns=COLUMNS) -> bytes:
    """Our own table, which needs no choosing of columns; in another order it is whoever else's."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([HEADINGS[name] for name in columns])
    writer.writerows([[person.get(name, "") for name in columns] for person in people])
    return out.getvalue().encode()


@pytest.fixture
def batch_of(alice):
    """A file of these people, read to its end."""

    def read(*people: dict):
        data = table(*people, columns=COLUMNS[::-1])
        batch = importing.begin_import(alice, "people.csv", data)
        reading.choose(batch, {column.index: column.guess for column in looked_at(data).columns})
        while batch.state == "reading":
            batch = importing.read_slice(batch, timezone.now())
        return batch

    return read


def kinds(batch) -> list[tuple]:
    return [(row.kind, row.choice) for row in batch.rows.order_by("line")]


def confirm(batch):
    return importing.confirm_import(batch, timezone.now())


@pytest.mark.parametrize(
    ("here", "row", "line"),
    [
        ({"phone": "0170 5550100"}, {"phone": "+43 170 5550100"}, "Phone: +43 170 5550100"),
        (
            {"name": "Mia Torres (she/her)"},
            {"name": "Mia Torres (they/them)"},
            "Name: Mia Torres (they/them)",
        ),
        ({}, {"name": "Mia Torres (she/her)"}, "Name: Mia Torres (she/her)"),
        ({"phone": "+43 170 5550100"}, {"phone": "0170 5550100"}, ""),
        ({"name": "Mia Torres (she/her)"}, {"name": "Mia Torres (She, Her)"}, ""),
        ({"name": "Mia Torres (she/her)"}, {"name": "Mia Torres [She/Her]"}, ""),
        ({"name": "Mia Torres (she/her)"}, {}, ""),
    ],
)
def test_what_says_more_than_what_stands_becomes_a_line_once(alice, batch_of, here, row, line):
    """A country code, and how one speaks of somebody; two such rows of one file are joined with both."""
    same = {"email": "mia@t.example", "company": "Acme"}
    mia = make.ContactFactory(owner=alice, **MIA | same | here)

    confirm(batch_of(MIA | same | row))
    mia.refresh_from_db()

    assert (mia.notes, mia.name, mia.phone) == (line, here.get("name", MIA["name"]), here.get("phone", ""))
    assert kinds(batch_of(MIA | same | row)) == [LEFT_OUT]
    Contact.objects.owned_by(alice).delete()
    both = batch_of(MIA | same | here, MIA | same | row)
    assert line in both.rows.order_by("line")[0].values.get("notes", "")


NEW, KNOWN, ASKED, FILLED, LEFT_OUT = (
    ("new", "add"),
    ("known", "fill"),
    ("doubtful", "add"),
    ("doubtful", "fill"),
    ("same", "skip"),
)


@pytest.mark.parametrize(
    ("here", "row", "kind"),
    [
        (MIA | {"email": "mia@t.example"}, MIA | {"email": "mia@t.example", "role": "Buyer"}, KNOWN),
        (MIA | {"email": "mia@t.example", "role": "Buyer"}, MIA | {"email": "MIA@t.example"}, LEFT_OUT),
        (MIA | {"company": "Acme"}, MIA | {"company": "Acme Ltd", "phone": "+1 555 010 01"}, FILLED),
        (MIA | {"company": "Acme"}, {"name": "TORRES, Mía", "company": "Acme Ltd"}, LEFT_OUT),
        (MIA | {"company": "Acme"}, MIA, LEFT_OUT),
        (MIA, MIA | {"company": "Acme"}, FILLED),
        (MIA | {"company": "Acme"}, MIA | {"company": "Borg"}, ASKED),
        (MIA | {"company": "Acme", "email": "m1@a.example"}, MIA | {"company": "Acme", "email": "m2@a.example"}, ASKED),
        ({"name": "Łukasz Wójcik", "company": "Acme"}, {"name": "Lukasz Wojcik", "company": "Acme"}, FILLED),
        (MIA | {"how_known": f"{CONNECTED} 1 May 2019"}, MIA | {"how_known": f"{CONNECTED} 2 June 2021"}, ASKED),
        ({"name": "Paul Quast", "email": "info@a.example"}, MIA | {"email": "info@a.example"}, ASKED),
        ({"name": "Paul Quast"}, MIA, NEW),
        ({"name": "이수진", "company": "Acme"}, {"name": "이진수", "company": "Acme", "role": "Buyer"}, NEW),
        ({"name": "Herr Weber", "company": "Acme"}, {"name": "Frau Weber", "company": "Acme"}, NEW),
        ({"name": "Mrs Weber", "company": "Acme"}, {"name": "Ms Weber", "company": "Acme"}, LEFT_OUT),
        ({"name": "Weber, Kim", "email": "w@t.example"}, {"name": "Frau Kim Weber", "email": "w@t.example"}, KNOWN),
        (
            {"name": "Kim Weber", "email": "w@t.example", "notes": "Name: Frau Kim Weber"},
            {"name": "Frau Kim Weber", "email": "w@t.example"},
            LEFT_OUT,
        ),
        (
            MIA | {"email": "mia@t.example", "phone": "(212) 555-0100"},
            MIA | {"email": "mia@t.example", "phone": "(312) 555-0100"},
            KNOWN,
        ),
    ],
)  # fmt: skip
def test_a_row_beside_a_contact_is_treated_by_how_sure_it_is(alice, batch_of, here, row, kind):
    make.ContactFactory(owner=alice, **here)

    assert kinds(batch_of(row)) == [kind]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (MIA | {"email": "mia@t.example"}, MIA | {"email": "mia@t.example", "role": "Buyer"}, LEFT_OUT),
        (MIA | {"company": "Acme"}, MIA | {"company": "Acme"}, LEFT_OUT),
        (MIA | {"company": "Acme"}, MIA | {"company": "Acme", "role": "Buyer"}, ASKED),
        (MIA | {"place": "Leeds"}, MIA | {"place": "Leeds"}, NEW),
        (MIA, MIA, NEW),
        (
            MIA | {"email": "family@t.example"},
            {"name": "Tom Torres", "email": "family@t.example"},
            ASKED,
        ),
        ({"name": "김민정", "company": "Acme"}, {"name": "김정민", "company": "Acme"}, NEW),
        ({"name": "王国建", "phone": "010 5550100"}, {"name": "王建国", "phone": "010 5550100"}, NEW),
        ({"name": "Mr Smith", "email": "s@t.example"}, {"name": "Mrs Smith", "email": "s@t.example"}, ASKED),
        (MIA | {"phone": "(212) 555-0100"}, MIA | {"phone": "(312) 555-0100"}, NEW),
    ],
)
def test_a_row_beside_an_earlier_one_is_joined_only_where_that_is_sure(batch_of, first, second, kind):
    assert kinds(batch_of(first, second)) == [NEW, kind]


def test_of_two_contacts_the_one_about_whom_least_is_new_comes_first(alice):
    mia, other = (make.ContactFactory(owner=alice, **MIA | facts) for facts in ({}, {"role": "Buyer"}))

    def chosen_for(**said):
        [row], _learnt = matching.place(make.ImportFactory(owner=alice), [(1, MIA | said)])
        return row.contact_id

    # What a row says otherwise counts as two things that are new.
    assert chosen_for(role="Cook") == mia.pk
    other.record(company="Acme", place="Leeds")
    assert chosen_for(role="Cook", company="Acme", place="Leeds") == other.pk
    mia.record(role="Buyer")
    other.record(role="", company="", place="")
    assert chosen_for(role="Cook") == other.pk


WROTE = {"sent": 2, "received": 1}


@pytest.mark.parametrize(
    ("here", "said", "kind"),
    [
        ([], MIA, ("offered", "skip")),
        ([MIA], MIA, LEFT_OUT),
        ([MIA], {"name": "Torres Mia"}, ("doubtful", "skip")),
        ([MIA], {"name": "Torres Mia", "tie": {"sent": 3}}, ("offered", "skip")),
        ([MIA], MIA | {"company": "Acme"}, ("doubtful", "skip")),
        ([MIA | {"linkedin": PROFILE}], {"name": "Torres Mia", "linkedin": PROFILE}, LEFT_OUT),
        ([MIA | {"linkedin": PROFILE}], MIA | {"linkedin": PROFILE, "role": "Buyer"}, KNOWN),
        ([MIA, MIA], MIA, LEFT_OUT),
        (
            [MIA | {"linkedin": PROFILE}] * 2,
            MIA | {"linkedin": PROFILE, "role": "Buyer"},
            ("doubtful", "skip"),
        ),
    ],
)
def test_who_is_no_connection_is_left_out_unless_they_surely_are_a_contact(alice, here, said, kind):
    for facts in here:
        make.ContactFactory(owner=alice, **facts)
    values = {"tie": WROTE} | said | {"offered": True}

    [row], learnt = matching.place(make.ImportFactory(owner=alice), [(1, values)])

    assert ((row.kind, row.choice), learnt) == (kind, [])
    # Of two who fit equally well nobody knows with whom LinkedIn counted.
    assert ("tie" in row.values) is (here != [MIA, MIA])


ADA = {"name": "Ada Berg"}
ADAS = ADA | {"email": "ada@t.example", "role": "Buyer"}


@pytest.mark.parametrize(
    ("here", "first", "then", "kind"),
    [
        # What is added to somebody who probably is the same is known of them as well.
        (ADA | {"company": "Acme"}, ADA | {"company": "Acme", "email": "b@t.example"},
         {"name": "Zoe Ek", "email": "b@t.example"}, ASKED),
        (ADAS, ADAS | {"role": "Cook", "emails": ["b@t.example"]}, {"name": "Zoe Ek", "email": "b@t.example"}, ASKED),
        (ADAS, ADAS | {"phone": "030 5550100"}, ADA | {"phone": "030 5550100"}, LEFT_OUT),
    ],
)  # fmt: skip
def test_what_a_row_says_of_a_contact_is_known_to_the_next_one(alice, here, first, then, kind):
    make.ContactFactory(owner=alice, **here)

    [_first, row], _learnt = matching.place(make.ImportFactory(owner=alice), [(1, first), (2, then)])

    assert (row.kind, row.choice) == kind


def test_a_tag_that_a_contact_has_is_nothing_new(alice, batch_of):
    ada = make.ContactFactory(owner=alice, name="Ada Berg", email="ada@t.example")
    ada.tags.add(make.TagFactory(owner=alice, name="Board"))
    row = {"name": "Ada Berg", "email": "ada@t.example"}

    batch = batch_of(row | {"tags": "board"})
    assert kinds(batch) == [LEFT_OUT]
    assert kinds(batch_of(row | {"tags": "Choir"})) == [KNOWN]


@pytest.mark.parametrize("slice_", [1, 2000])
@pytest.mark.parametrize("here", [False, True])
def test_whoever_took_in_a_son_is_not_the_father(alice, batch_of, monkeypatch, slice_, here):
    monkeypatch.setattr(reading, "SLICE", slice_)
    names = ["Paul Quast", "Paul Quast jr.", "Paul Quast, Sr.", "Paul Quast II"]
    rows = [{"name": name, "email": "q@t.example"} for name in names]
    if here:
        make.ContactFactory(owner=alice, **rows.pop(0), notes="Name: Paul Quast jr.")

    batch = batch_of(*rows)

    assert kinds(batch) == [*([] if here else [NEW]), LEFT_OUT, ASKED, ASKED]


def test_of_two_earlier_rows_the_likelier_one_is_named(batch_of):
    family, acme = {"email": "family@t.example"}, {"company": "Acme"}

    batch = batch_of({"name": "Tom Torres"} | family, MIA | acme, MIA | acme | family | {"role": "Buyer"})

    assert kinds(batch) == [NEW, NEW, ASKED]
    _tom, mia, buyer = batch.rows.order_by("line")
    assert (buyer.twin_line, buyer.why) == (mia.line, ["name", "company"])


def test_a_name_of_one_word_at_one_company_is_not_joined(batch_of):
    assert kinds(batch_of(*[{"name": "Ada", "company": "Acme"}] * 2)) == [NEW, ASKED]


@pytest.mark.parametrize(
    ("names", "said", "level", "is_another"),
    [
        ([], {"name": "Ada Berg", "email": "a@t.example"}, Level.SAME, False),
        (["Ada Berg"], {"name": "Ada Berg", "email": "a@t.example"}, Level.SAME, False),
        (["Ada Berg", "Zoe Ek"], {"name": "Ada Berg", "email": "a@t.example"}, Level.MAYBE, True),
        (["Zoe Ek"], {"name": "a@t.example", "email": "a@t.example"}, Level.SAME, False),
        (["Zoe Ek"], {"name": "Ada Berg", "linkedin": PROFILE}, Level.SAME, False),
        (["Zoe Ek"], {"name": "Ada Berg"}, Level.MAYBE, False),
    ],
)
def test_whoever_learnt_of_rows_is_none_but_those(names, said, level, is_another):
    stands = {"name": "Ada Berg", "email": "a@t.example", "linkedin": PROFILE if "linkedin" in said else ""}
    candidate = matching.Candidate(stands, Person.of(stands))
    for name in names:
        candidate.learn({"name": name}, stands)

    verdict = candidate.compared(Person.of(said), False)

    assert (verdict.level, "other_name" in verdict.against) == (level, is_another)


def test_of_two_earlier_rows_the_surer_one_is_joined(batch_of):
    mail = MIA | {"email": "mia@t.example"}

    batch = batch_of(MIA | {"company": "Acme"}, mail, mail | {"company": "Acme", "phone": "+1 555 010 01"})

    assert kinds(batch) == [NEW, NEW, LEFT_OUT]
    assert [row.values.get("phone", "") for row in batch.rows.order_by("line")[:2]] == ["", "+1 555 010 01"]


def test_what_fits_two_contacts_is_asked_about_unless_it_says_nothing_new(alice, batch_of):
    for company, email in (("Acme", "mia@t.example"), ("Borg", "mia@t.example")):
        make.ContactFactory(owner=alice, company=company, email=email, **MIA)
    mail = MIA | {"email": "mia@t.example"}

    batch = batch_of(mail | {"phone": "+1 555 0100"}, mail | {"company": "Borg"})

    assert kinds(batch) == [ASKED, LEFT_OUT]
    first, second = batch.rows.order_by("line")
    assert first.why == ["email", "two"]
    assert second.contact.company == "Borg"


def test_a_profile_is_surer_than_an_address(alice, batch_of):
    make.ContactFactory(owner=alice, email="mia@t.example", **MIA)
    profile = make.ContactFactory(owner=alice, linkedin="https://www.linkedin.com/in/mia-t", **MIA)

    batch = batch_of(MIA | {"email": "mia@t.example", "linkedin": "linkedin.com/in/mia-t"})

    assert kinds(batch) == [KNOWN]
    assert batch.rows.get().contact == profile


def test_a_row_that_is_joined_leaves_everything_behind(alice, batch_of):
    rows = [
        MIA | {"email": "mia@t.example", "company": "Acme", "notes": "Met at the fair", "tags": "Board"},
        MIA | {"email": "mia@t.example; mia@u.example", "phone": "+1 555 010 01", "role": "Buyer", "tags": "Sailing"},
        {
            "name": "Mia Torres-Hahn", "email": "mia@u.example", "phone": "+1 555 020 02", "role": "Chair",
            "company": "Borg", "place": "Leeds", "how_known": "School", "notes": "Daughter studies law",
        },
        {"name": "mia@u.example", "email": "mia@u.example", "role": "Chair", "tags": "board"},
    ]  # fmt: skip

    batch = batch_of(*rows)
    assert kinds(batch) == [NEW, LEFT_OUT, ASKED, ASKED]
    batch = batch_of(*(row | {"linkedin": "linkedin.com/in/mia-t"} for row in rows))
    assert kinds(batch) == [NEW, LEFT_OUT, LEFT_OUT, LEFT_OUT]
    confirm(batch)

    contact = Contact.objects.owned_by(alice).get()
    facts = [getattr(contact, name) for name in NAMES]
    assert facts[:7] == [
        "Mia Torres", "Buyer", "Acme", "Leeds", "mia@t.example", "+1 555 010 01",
        "https://www.linkedin.com/in/mia-t",
    ]  # fmt: skip
    assert contact.how_known == "School"
    assert sorted(filter(None, contact.notes.splitlines())) == [
        "Company: Borg", "Daughter studies law", "Email: mia@u.example", "Met at the fair",
        "Name: Mia Torres-Hahn", "Phone: +1 555 020 02", "Role: Chair",
    ]  # fmt: skip
    assert sorted(tag.name for tag in contact.tags.all()) == ["Board", "Sailing"]


def test_a_row_is_not_joined_where_there_is_no_room_for_what_it_says(batch_of):
    mail = MIA | {"email": "mia@t.example"}

    batch = batch_of(mail | {"notes": "a" * 49_000}, mail | {"notes": "b" * 2_000})

    assert kinds(batch) == [NEW, ASKED]


def test_a_row_like_somebody_here_and_like_an_earlier_row_goes_to_the_earlier_row(alice, batch_of):
    make.ContactFactory(owner=alice, company="Acme", **MIA)
    row = MIA | {"company": "Borg", "linkedin": "linkedin.com/in/mia-t"}

    batch = batch_of(row, row | {"phone": "+1 555 010 01"})

    assert kinds(batch) == [ASKED, LEFT_OUT]
    assert batch.rows.order_by("line")[0].values["phone"] == "+1 555 010 01"


@pytest.mark.parametrize("slice_", [1, 2000])
def test_whom_an_earlier_row_learnt_of_is_known_to_later_rows(batch_of, monkeypatch, slice_):
    monkeypatch.setattr(reading, "SLICE", slice_)
    profile = {"linkedin": "linkedin.com/in/mia-t"}

    batch = batch_of(
        MIA | profile,
        MIA | profile | {"email": "mia@t.example", "tags": "one"},
        {"name": "mia@t.example", "email": "mia@t.example", "tags": "two"},
    )

    assert kinds(batch) == [NEW, LEFT_OUT, LEFT_OUT]
    assert batch.rows.order_by("line")[0].values["tags"] == ["one", "two"]


TOM, ANN, LEE = (
    {"name": "Tom Berg"},
    {"name": "Ann Lee", "email": "ann@t.example"},
    {"email": "lee@t.example"},
)
MIA_OF_ACME = MIA | {"company": "Acme"}


@pytest.mark.parametrize("slice_", [1, pytest.param(2000, marks=pytest.mark.any_database)])
@pytest.mark.parametrize(
    ("here", "first", "second", "found"),
    [
        (TOM, TOM | {"company": "Acme"}, TOM | {"company": "Borg"}, [ASKED, ASKED]),
        (TOM | {"company": "Acme"}, TOM, TOM | {"phone": "030 5550177"}, [LEFT_OUT, ASKED]),
        (
            MIA_OF_ACME,
            MIA_OF_ACME | {"email": "m1@t.example"},
            MIA_OF_ACME | {"email": "m2@t.example"},
            [FILLED, ASKED],
        ),
        (MIA_OF_ACME, MIA_OF_ACME | {"role": "Buyer"}, MIA_OF_ACME | {"role": "Chair"}, [FILLED, ASKED]),
        (
            LEE | {"name": "A. B. Lee"},
            LEE | {"name": "Ann B. Lee", "phone": "030 5550100"},
            LEE | {"name": "Anton B. Lee", "role": "Chair"},
            [FILLED, ASKED],
        ),
        (
            LEE | {"name": "lee@t.example"},
            LEE | {"name": "Ann Lee", "company": "Acme"},
            LEE | {"name": "Anton Lee", "company": "Borg"},
            [KNOWN, ASKED],
        ),
        (ANN, ANN | {"company": "Acme", "role": "Chair"}, ANN | {"company": "Borg", "role": "Buyer"}, [KNOWN, KNOWN]),
    ],
)  # fmt: skip
def test_rows_that_go_into_one_contact_see_each_other(
    alice, batch_of, monkeypatch, slice_, here, first, second, found
):
    monkeypatch.setattr(reading, "SLICE", slice_)
    make.ContactFactory(owner=alice, **here)

    batch = batch_of(first, second)

    assert kinds(batch) == found


@pytest.mark.parametrize("slice_", [1, pytest.param(1000, marks=pytest.mark.any_database)])
@pytest.mark.parametrize("choice", ["fill", "take"])
def test_rows_of_several_that_are_chosen_for_one_contact_lose_nothing(
    alice, batch_of, monkeypatch, slice_, choice
):
    monkeypatch.setattr(importing.applying, "SLICE", slice_)
    make.ContactFactory(owner=alice, name="lee@t.example", **LEE)
    ann, anton = {"name": "Ann Lee", "company": "Acme"}, {"name": "Anton Lee", "company": "Borg"}
    batch = batch_of(LEE | ann | {"how_known": "School"}, LEE | anton | {"how_known": "Work"})
    here = Contact.objects.get()
    batch.rows.update(choice=choice, fills=["name", "company", "how_known"], contact=here)
    while batch.state != "done":
        batch = confirm(batch)

    here.refresh_from_db()
    kept, noted = (ann, anton) if choice == "fill" else (anton, ann)
    assert (here.name, here.company, here.how_known) == (kept["name"], kept["company"], "School")
    assert set(here.notes.splitlines()) == {
        f"Name: {noted['name']}", f"Company: {noted['company']}", "How you know each other: Work",
    }  # fmt: skip


@pytest.mark.parametrize("choice", ["fill", "take"])
def test_no_import_makes_notes_longer_than_they_may_be(client_alice, alice, batch_of, choice):
    here = make.ContactFactory(owner=alice, notes="n" * 49_960, **ANN)
    batch = batch_of(ANN | {"role": "Chair", "notes": "m" * 30}, TOM, ANN | {"notes": "o" * 40})
    assert kinds(batch) == [KNOWN, NEW, ASKED]
    batch.rows.filter(contact=here).update(choice=choice, fills=["notes"])

    answer = client_alice.post(reverse("imports.confirmed", args=[batch.pk]), follow=True)

    assert "the notes would be longer than 50,000 characters" in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.state, batch.reached, kinds(batch)) == ("waiting", 2, [ASKED])
    here.refresh_from_db()
    assert (len(here.notes), here.role) == (49_992, "Chair")
    confirm(batch)
    assert sorted(Contact.objects.values_list("name", flat=True)) == ["Ann Lee", "Ann Lee", "Tom Berg"]


@pytest.mark.parametrize("slice_", [1, 2000])
def test_a_row_of_two_addresses_is_found_by_the_first_one(batch_of, monkeypatch, slice_):
    monkeypatch.setattr(reading, "SLICE", slice_)

    batch = batch_of(
        MIA | {"email": "m1@t.example; m2@t.example"}, {"name": "Torres Mia", "email": "m1@t.example"}
    )

    assert kinds(batch) == [NEW, LEFT_OUT]


@pytest.mark.parametrize("shared", [{"email": "m2@t.example"}, {"phone": "+1 555 020 02"}])
def test_a_third_row_is_known_by_the_second_address_or_number_of_the_second(batch_of, shared):
    mail = {"email": "m1@t.example"}
    second = {"email": "m1@t.example; m2@t.example", "phone": "+1 555 010 01; +1 555 020 02", "tags": "one"}

    batch = batch_of(MIA | mail, MIA | second, MIA | shared | {"tags": "one; two"})

    kind = LEFT_OUT if "email" in shared else ASKED
    assert kinds(batch) == [NEW, LEFT_OUT, kind]
    assert batch.rows.order_by("line")[0].values["tags"] == (["one", "two"] if "email" in shared else ["one"])


@pytest.mark.parametrize("fact", [{"company": "Acme"}, {"place": "Leeds"}])
def test_the_thirteenth_of_one_name_is_found_by_company_or_place(alice, batch_of, fact):
    for number in range(13):
        make.ContactFactory(owner=alice, company=f"Mercer {number}", place=f"Town {number}", **MIA)
    last = make.ContactFactory(
        owner=alice, **MIA | {"company": "Borg", "place": "York", "role": "Chair"} | fact
    )

    [row] = batch_of(MIA | fact).rows.all()

    assert (row.contact, row.kind) == (last, "same")


# Values, without a database


def test_a_further_address_is_no_difference_and_another_one_is_told():
    values = MIA | {"email": "m1@t.example", "emails": ["M2@t.example"], "phone": "+49 170 5550100"}

    for here in ("m1@T.example", "m2@t.example"):
        assert changes(values, MIA | {"email": here, "phone": "0170 555 0100"})[1] == []
    assert changes(values, MIA | {"email": "m3@t.example"}) == (["phone", "notes"], ["email"])
    assert changes(values, MIA | {"phone": "0170 555 0177"}) == (["email", "notes"], ["phone"])
    assert changes(values, MIA | {"email": "m3@t.example", "notes": "Email: m1@t.example"})[1] == []


def test_what_is_new_is_added_once_and_nothing_is_replaced():
    values = MIA | {
        "role": "Buyer", "company": "Acme", "email": "m2@t.example", "notes": "Likes boats\n\nMet at the fair",
    }  # fmt: skip
    stands = {"name": "Mia Torres", "role": "Chair", "email": "m1@t.example", "notes": "Met at the fair"}

    facts = added(values, stands)

    assert facts == {"company": "Acme", "notes": "Met at the fair\n\nLikes boats\n\nEmail: m2@t.example"}
    assert added(values, stands | facts) == {}
    assert added(MIA, {"name": "mia@t.example"}) == MIA
    assert added({"name": "mia@t.example"}, MIA) == {}
    assert added({"name": "Mrs Mia Torres"}, MIA) == {"notes": "Name: Mrs Mia Torres"}
    assert added({"name": "Mia Torres jr."}, MIA | {"notes": "Name: Mia Torres jr."}) == {}


def test_what_the_file_says_is_taken_over_and_an_address_stays_in_the_notes():
    values = MIA | {"role": "Buyer", "email": "m2@t.example", "how_known": "School"}
    stands = {"name": "M. Torres", "role": "Chair", "email": "m1@t.example", "how_known": "Work"}

    assert taken_over(values, stands) == {
        "name": "Mia Torres", "role": "Buyer", "email": "m2@t.example", "notes": "Email: m1@t.example",
    }  # fmt: skip
    assert joined_row(values, stands)["notes"] == (
        "Email: m2@t.example\n\nName: Mia Torres\nRole: Buyer\nHow you know each other: School"
    )


def test_notes_that_stand_there_are_not_added_again():
    assert joined_notes("Met in Leeds\n\nLikes boats", "Met in Leeds") == "Met in Leeds\n\nLikes boats"
    assert joined_notes("Met in Leeds", "Likes boats") == "Met in Leeds\n\nLikes boats"
    assert joined_notes("", "Likes boats") == "Likes boats"


# As the pages show it


def test_a_row_no_contact_can_hold_is_kept_with_its_reason(batch_of):
    batch = batch_of({"name": "Mia Torres"})

    made, learnt = matching.match(batch, [Row(7, "\u200b", company="Acme"), Row(8, "Ben Quast")])

    assert [(row.line, row.kind, row.reason) for row in made] == [
        (7, Kind.UNREADABLE, "There’s no name we can use"),
        (8, Kind.NEW, ""),
    ]
    assert learnt == []


def test_every_row_of_a_file_stands_on_a_page_with_whom_and_why(client_alice, alice, batch_of):
    make.ContactFactory(owner=alice, email="mia@t.example", **MIA)
    twin = {"name": "Ole Nord", "linkedin": "linkedin.com/in/ole"}

    batch = batch_of(MIA | {"email": "mia@t.example"}, twin, twin, {"role": "Buyer"})
    address = reverse("imports.rows", args=[batch.pk, "same"])

    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()
    assert address in page
    assert "There’s no name in it: Buyer" in page
    rows = client_alice.get(address).content.decode()
    for words in ("You have Mia Torres. Same email", "Same LinkedIn profile, joined with row 3"):
        assert words in rows
    broken = client_alice.get(reverse("imports.rows", args=[batch.pk, "unreadable"])).content.decode()
    assert "Row 5: There’s no name in it: Buyer" in broken


# Between reading and confirming


def test_a_contact_that_is_gone_or_changed_since_is_compared_again(alice, batch_of):
    gone = make.ContactFactory(owner=alice, name="Ann Lee", email="ann@t.example")
    same = make.ContactFactory(owner=alice, name="Ben Ek", email="ben@t.example")
    changed = make.ContactFactory(owner=alice, email="mia@t.example", **MIA)
    still = make.ContactFactory(owner=alice, name="Ole Nord", email="ole@t.example")
    batch = batch_of(
        {"name": "Ann Lee", "email": "ann@t.example", "role": "Buyer"},
        {"name": "Ben Ek", "email": "ben@t.example"},
        MIA | {"email": "mia@t.example", "role": "Buyer"},
        {"name": "Ole Nord", "email": "ole@t.example", "role": "Buyer"},
    )
    assert kinds(batch) == [KNOWN, LEFT_OUT, KNOWN, KNOWN]
    gone.delete()
    same.delete()
    changed.record(role="Chair")
    still.record(may_introduce=True)

    with pytest.raises(ValidationError):
        confirm(batch)

    assert kinds(batch) == [NEW, NEW, KNOWN, KNOWN]
    assert batch.rows.get(contact=changed).differs == ["role"]
    confirm(batch)
    found = {one.name: one.role for one in Contact.objects.owned_by(alice)}
    assert found == {"Ann Lee": "Buyer", "Ben Ek": "", "Mia Torres": "Chair", "Ole Nord": "Buyer"}


def test_whoever_got_the_address_of_a_row_meanwhile_is_seen(alice, batch_of):
    here = make.ContactFactory(owner=alice, name="Ann Lee")
    batch = batch_of({"name": "Ole Nord", "email": "ole@t.example"})
    here.record(email="ole@t.example")

    with pytest.raises(ValidationError, match="have changed"):
        confirm(batch)

    assert kinds(batch) == [ASKED]


def test_a_slice_is_compared_again_only_where_somebody_came_or_went_meanwhile(alice, batch_of):
    known = make.ContactFactory(owner=alice, email="mia@t.example", **MIA)
    batch = batch_of(MIA | {"email": "mia@t.example", "role": "Buyer"}, {"name": "Ole Nord"})
    rows = list(batch.rows.all())
    began = timezone.now()

    assert not reading._is_outdated(batch, rows, began)
    assert not reading._is_outdated(batch, [], began)
    make.ContactFactory(owner=make.UserFactory())
    assert not reading._is_outdated(batch, rows, began)
    other = make.ContactFactory(owner=alice, name="Ann Lee")
    assert reading._is_outdated(batch, rows, began)
    other.delete()
    assert not reading._is_outdated(batch, rows, began)
    known.delete()
    assert reading._is_outdated(batch, rows, began)


@pytest.mark.any_database
def test_of_those_with_a_like_name_at_the_same_company_a_few_are_looked_at(alice):
    berg = Person.of({"name": "A. Berg", "company": "Acme"})
    alike = [make.ContactFactory(owner=alice, name=f"Ada{n} Berg", company="Acme") for n in "abcdefghijklmn"]
    make.ContactFactory(owner=alice, name="Ada Berg", company="Borg")
    make.ContactFactory(owner=alice, name="Cy Berg", company="Acme")

    found = near.contacts_near(Contact.objects.owned_by(alice).order_by("pk"), [berg])

    assert list(found) == [contact.pk for contact in alike[:12]]
    nobody = Person.of({"name": "Zoe Ek"})
    assert near.contacts_near(Contact.objects.owned_by(alice), [nobody]) == {}


@pytest.mark.parametrize("here", [{}, ANN])
def test_so_many_rows_go_into_one_person_and_the_others_are_asked_about(alice, batch_of, monkeypatch, here):
    monkeypatch.setattr(candidates, "MOST_INTO_ONE", 2)
    if here:
        make.ContactFactory(owner=alice, **here)

    found = kinds(batch_of(*(ANN | {"phone": f"030 555017{digit}"} for digit in range(4)), ANN))

    first = [KNOWN, KNOWN] if here else [NEW, LEFT_OUT, LEFT_OUT]
    assert found == [*first, ASKED, *[LEFT_OUT] * (4 - len(first))]


def test_a_crowd_costs_no_more_comparisons_than_it_has_rows(batch_of, monkeypatch):
    """A thousand who share a mailbox or nothing but a name would each be read beside twelve others."""
    compared: list[str] = []
    monkeypatch.setattr(candidates, "changes", lambda *both: compared.append("values") or changes(*both))
    people = [{"name": f"P{one} Q{one}", "email": "info@t.example"} for one in range(20)]

    assert kinds(batch_of(*people, *[{"name": "A B"}] * 20)) == [NEW, *[ASKED] * 19, *[NEW] * 20]
    assert compared == []


@pytest.mark.any_database
def test_many_of_one_name_are_not_all_compared_with_each_further_row(alice, batch_of, monkeypatch):
    """Fifty thousand rows that say "Info" would cost the square of it."""
    monkeypatch.setattr(near, "MOST_OF_A_KEY", 3)
    looked_up = []
    monkeypatch.setattr(Person, "of", lambda said, of=Person.of: looked_up.append(said) or of(said))
    make.ContactFactory.create_batch(5, owner=alice, name="Info")
    batch = batch_of(*[{"name": "Desk"}] * 8)
    people = [Person.of({"name": "Info"}), Person.of({"name": "Desk"})]
    looked_up.clear()

    some = matching._Slice(batch, people)
    some.know_earlier(people)

    assert [said["name"] for said in looked_up] == ["Info"] * 3 + ["Desk"] * 3
    assert kinds(batch) == [NEW] * 8
