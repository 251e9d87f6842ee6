"""A file of contacts on its way in: looked at, confirmed once, undone to the letter."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from mentoring.exchange.formats import ENDINGS
from mentoring.exchange.merging import merge
from mentoring.forms.imports import ChoicesForm
from mentoring.models import Archive, Contact, Import, ImportRow, Tag
from tests import addresses
from tests import factories as make
from tests.slices import pressed_on

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]

NOTES = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing,
as members choose who may see them."

"""
HEADING = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]


def linkedin(people) -> bytes:
    """LinkedIn's file as it comes: notes that wrap, CRLF, a byte order mark."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADING, *people])
    return b"\xef\xbb\xbf" + (NOTES.replace("\n", "\r\n") + out.getvalue()).encode()


def person(number: int, **other) -> list[str]:
    """One connection of many, with a profile of their own."""
    values = {
        "first": f"Amara{number % 97}",
        "last": f"Nwosu{number % 53}",
        "url": f"https://www.linkedin.com/in/amara-{number}",
        "email": f"amara{number}@example.org" if number % 10 == 0 else "",
        "company": f"Mercer Haulage {number % 211}",
        "role": "Logistics Analyst",
        "on": "12 Mar 2024",
    }
    return list((values | other).values())


def upload(client, data: bytes, name="Connections.csv"):
    """Choose a file, and read it to its end as a person without a script does: by pressing Go on."""
    answer = client.post(reverse("imports.index"), {"file": SimpleUploadedFile(name, data)})
    while answer.status_code == 302 and answer["Location"].endswith("/reading/"):
        page = client.get(answer["Location"])
        assert b"<progress" in page.content
        answer = client.post(answer["Location"].replace("/reading/", "/read-on/"))
    return answer


def confirm(client, batch, **data):
    return pressed_on(client, client.post(reverse("imports.confirmed", args=[batch.pk]), data))


def dump(but=("Import", "ImportRow", "Change")) -> dict:
    """Everything that is kept, except the records of the imports themselves."""
    return {name: rows for name, rows in addresses.rows().items() if name not in but}


@pytest.fixture
def batch_of(client_alice, alice):
    """The file that a person has just uploaded."""

    def read(data: bytes, name="Connections.csv") -> Import:
        answer = upload(client_alice, data, name)
        assert answer.status_code == 302, answer.content.decode()
        return Import.objects.owned_by(alice).latest("pk")

    return read


def test_a_long_file_comes_in_once_and_goes_again(client_alice, alice, batch_of):
    known = make.ContactFactory(owner=alice, name="Amara7 Nwosu7", linkedin="linkedin.com/in/Amara-7/?x=1")
    known.tags.add(make.TagFactory(owner=alice, name="alumni"))
    file = linkedin(
        [*(person(number) for number in range(1_100)), [""] * 7, [""] * 7, ["", "", "x", *[""] * 4]]
    )
    before = dump()

    batch = batch_of(file)
    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()

    assert dump() == before
    assert '>New people <span class="count">1,099</span>' in page
    assert "Import 1,099 people, update 1" in page
    assert (batch.total, batch.empty_rows) == (1_101, 2)
    assert list(batch.rows.unreadable().values_list("line", flat=True)) == [1_108]

    answers = [confirm(client_alice, batch, tag_names="LinkedIn, Alumni") for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Contact.objects.owned_by(alice).count() == 1_100
    known.refresh_from_db()
    assert (known.company, known.role) == ("Mercer Haulage 7", "Logistics Analyst")
    assert known.how_known == "Connected on LinkedIn since 12 March 2024"
    assert sorted(tag.name for tag in known.tags.all()) == ["LinkedIn", "alumni"]
    assert Tag.objects.owned_by(alice).count() == 2
    batch.refresh_from_db()
    assert (batch.state, batch.added, batch.updated, batch.data) == ("done", 1_099, 1, None)

    imported = dump()
    again = batch_of(file)
    page = client_alice.get(reverse("imports.detail", args=[again.pk])).content.decode()

    assert "1,100 rows say nothing new about people you have<" in page
    assert "Nothing to import" in page
    confirm(client_alice, again)
    again.refresh_from_db()
    assert (again.added, again.updated) == (0, 0)
    assert dump() == imported

    pressed_on(client_alice, client_alice.post(reverse("imports.undo", args=[batch.pk])))

    assert dump() == before
    batch.refresh_from_db()
    assert (batch.state, batch.stayed, batch.rows.count()) == ("undone", 0, 0)
    assert not batch.changes.exists()


def test_columns_with_nothing_in_them_stand_apart_and_those_that_fill_late_in_the_open(
    client_alice, batch_of
):
    batch = batch_of(
        b"Name,Fax,Email,Empty\n" + b"Ada Berg,,ada@example.org,\n" * 15 + b"Bo Dahl,030 555 0199,,\n",
        "a.csv",
    )
    page = client_alice.get(reverse("imports.columns", args=[batch.pk]))
    form = page.context["form"]

    assert [field.label for _column, field in form.rows()] == ["Name", "Fax", "Email"]
    assert "One more column, with nothing in its first rows" in page.content.decode()
    client_alice.post(
        reverse("imports.columns", args=[batch.pk]), {name: form[name].value() for name in form.fields}
    )
    assert batch.rows.get(values__name="Bo Dahl").values["notes"] == "Fax: 030 555 0199"


@pytest.mark.parametrize(
    ("table", "notes"),
    [
        ("Title,First Name,Last Name,Email\nMr,Kim,Po,k@w.example\nMrs,Kim,Po,k@w.example\n", ["Mr", "Mrs"]),
        ("Title,Name,Company,Email\nMr,Kim Po,A,k@w.example\nMrs,Kim Po,A,k@w.example\n", ["Mr", "Mrs"]),
        (
            "Anrede,Titel,Name,Email\nHerr,Dr.,Kim Po,k@w.example\nFrau,Dr.,Kim Po,k@w.example\n",
            ["Herr Dr.", "Frau Dr."],
        ),
    ],
)
def test_two_of_one_mailbox_whom_their_titles_tell_apart_are_two(client_alice, alice, batch_of, table, notes):
    batch = batch_of(table.encode(), "a.csv")
    page = reverse("imports.columns", args=[batch.pk])
    form = client_alice.get(page).context["form"]
    client_alice.post(page, {f"column-{column.index}": field.value() for column, field in form.rows()})

    confirm(client_alice, batch)

    contacts = Contact.objects.owned_by(alice).filter(email="k@w.example").order_by("pk")
    assert [(contact.name, contact.role, contact.notes) for contact in contacts] == [
        ("Kim Po", "", f"Title: {title}") for title in notes
    ]


def test_what_no_heading_means_is_a_note_and_what_is_left_out_is_told(client_alice, batch_of):
    table = b"Name,Email,Current Mood,Email 2\n" + b"Bo Dahl,bo@example.org,,\n" * 15
    batch = batch_of(table + b"Ada Berg,ada@example.org,Late,late@example.org\n", "a.csv")
    page = reverse("imports.columns", args=[batch.pk])
    form = client_alice.get(page).context["form"]

    assert [field.value() for _column, field in form.rows()] == ["name", "email", "notes", "email"]
    client_alice.post(page, {"column-0": "name", "column-1": "email", "column-2": "", "column-3": "email"})

    told = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()
    assert "One column is left out: Current Mood." in told


def test_a_file_without_anyone_is_not_said_to_be_known(client_alice, batch_of):
    batch = batch_of(b"BEGIN:VCARD\nVERSION:3.0\nKIND:org\nFN:Acme\nEND:VCARD\n", "a.vcf")

    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()

    assert "Nothing to import: we couldn’t read anyone in this file." in page
    assert "already among your contacts" not in page


def test_a_first_row_that_may_be_a_person_is_shown_and_chosen(client_alice, batch_of):
    batch = batch_of(b"Sponsor,Company\nAda Berg,Tallow\n", "a.csv")
    page = reverse("imports.columns", args=[batch.pk])

    assert "It says: Sponsor, Company. If it’s a person" in client_alice.get(page).content.decode()
    client_alice.post(page, {"column-0": "name", "column-1": "company", "is_person": "on"})

    assert [row.name for row in batch.rows.all()] == ["Sponsor", "Ada Berg"]


def test_a_doubtful_row_says_what_its_contact_is_known_by(client_alice, alice, batch_of):
    make.ContactFactory(owner=alice, name="John Smith", company="Barking Bank", email="j@barking.example")
    batch = batch_of(linkedin([["John", "Smith", "", "john@hasbrook.example", "Hasbrook Bank", "", ""]]))

    page = " ".join(client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode().split())
    assert "John Smith, Barking Bank, j@barking.example" in page


def test_what_was_written_by_hand_is_only_changed_by_choice(client_alice, alice, batch_of):
    hand = {"owner": alice, "role": "Product Lead", "notes": "Met in Leeds"}
    priya = make.ContactFactory(name="Priya Raman", email="PRIYA@example.org", **hand)
    ben = make.ContactFactory(name="Ben Whitlock", linkedin="https://uk.linkedin.com/in/ben-w", **hand)
    table = (
        b"Name,Email,LinkedIn,Role,Company,Notes\n"
        b"Priya Raman,priya@example.org,linkedin.com/in/priya-r,Group Product Lead,Tallow & Finch,New\n"
        b"Ben Whitlock,,linkedin.com/in/ben-w,Group Product Lead,,New\n"
    )

    batch = batch_of(table, "people.csv")
    columns = reverse("imports.columns", args=[batch.pk])
    page = client_alice.get(columns)
    assert b"Group Product Lead" in page.content
    form = page.context["form"]
    client_alice.post(columns, {name: form[name].value() for name in form.fields})
    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()

    assert "Adds company, LinkedIn address and notes" in page
    assert "another role: Group Product Lead" in page
    assert "Update 2 people" in page
    row = batch.rows.get(contact=ben)
    confirm(client_alice, batch, **{f"row-{row.pk}": "take"})

    priya.refresh_from_db()
    ben.refresh_from_db()
    assert (priya.role, priya.company, priya.notes) == (
        "Product Lead",
        "Tallow & Finch",
        "Met in Leeds\n\nNew",
    )
    assert (priya.linkedin, priya.revision) == ("https://www.linkedin.com/in/priya-r", 2)
    assert (ben.role, ben.notes) == ("Group Product Lead", "Met in Leeds\n\nNew")


def test_the_ladder_sorts_the_sure_from_the_doubtful(alice, batch_of):
    make.ContactFactory(owner=alice, name="Dana Lee", company="Acme Ltd")
    make.ContactFactory(owner=alice, name="Sam Vega")
    make.ContactFactory(owner=alice, name="Eva Ros", linkedin="https://www.linkedin.com/in/eva-1")
    make.ContactFactory(owner=alice, name="Front Desk", email="desk@acme.example")
    bob = make.ContactFactory(name="Ola Nord", email="ola@example.org")

    batch = batch_of(
        linkedin([
            person(1, first="Dana", last="Lee, PMP", company="ACME", email=""),
            person(2, first="Sam", last="Vega"),
            person(3, first="Eva", last="Ros"),
            person(4, first="Ida", last="Holm", email="Desk@acme.example"),
            person(5, first="Ola", last="Nord", email="ola@example.org"),
            person(6, first="Kim", last="Twin"),
            person(6, first="Kim", last="Twin", email="kim@example.org"),
            person(7, first="Lee", last="Same", url="", email=""),
            person(7, first="Lee", last="Same", url="", email="", role="Baker"),
        ])
    )  # fmt: skip

    found = [(row.name, row.kind, row.choice, row.why) for row in batch.rows.order_by("line")]
    assert found == [
        ("Dana Lee, PMP", "doubtful", "fill", ["name", "company"]),
        ("Sam Vega", "doubtful", "fill", ["name", "unknown"]),
        ("Eva Ros", "new", "add", []),
        ("Ida Holm", "doubtful", "add", ["email", "other_name"]),
        ("Ola Nord", "new", "add", []),
        ("Kim Twin", "new", "add", []),
        ("Kim Twin", "same", "skip", ["profile"]),
        ("Lee Same", "new", "add", []),
        ("Lee Same", "doubtful", "add", ["name", "company", "other_role"]),
    ]
    assert batch.rows.get(kind="new", values__name="Kim Twin").values["email"] == "kim@example.org"
    assert not batch.rows.filter(contact=bob).exists()


def test_a_similar_name_at_the_same_company_is_doubtful(alice, bob, batch_of):
    at = {"owner": alice, "company": "Kestrel Cold Chain Ltd"}
    daniel = make.ContactFactory(name="Daniel Osei", role="Director of Operations", **at)
    sam = make.ContactFactory(name="Sam Kowalski", role="Buyer", **at)
    make.ContactFactory(name="Ruth Abernethy", role="Buyer", linkedin="https://linkedin.com/in/ruth", **at)
    make.ContactFactory(name="Zoe Adler", owner=bob, company="Kestrel Cold Chain")
    rows = [
        person(1, first="D.", last="Osei", company="Kestrel Cold Chain", role="Director of Operations"),
        person(2, first="Samuel", last="Kowalski", company="Kestrel Cold Chain", role="Planner"),
        person(3, first="R.", last="Abernethy", company="Kestrel Cold Chain", role="Buyer"),
        person(4, first="Z.", last="Adler", company="Kestrel Cold Chain"),
        person(5, first="Danielle", last="Osei", company="Another"),
        person(6, first="Paul", last="Osei", company="Kestrel Cold Chain"),
    ]

    batch = batch_of(linkedin(rows))

    found = [(row.contact_id, row.kind, row.choice, row.why) for row in batch.rows.order_by("line")]
    assert found[:2] == [
        (daniel.pk, "doubtful", "add", ["similar", "company", "role"]),
        (sam.pk, "doubtful", "add", ["similar", "company", "other_role"]),
    ]
    assert {(contact, kind) for contact, kind, _choice, _why in found[2:]} == {(None, "new")}


def test_choices_wait_across_sessions_and_hold_for_all(client_alice, alice, batch_of):
    for number in range(13):
        make.ContactFactory(owner=alice, name=f"Sam Vega{number}", company="Mercer")
    batch = batch_of(
        linkedin([person(n, first="Sam", last=f"Vega{n}", company="Mercer", role="") for n in range(13)])
    )
    chosen, rows = (reverse(f"imports.{name}", args=args) for name, args in (
        ("chosen", [batch.pk]), ("rows", [batch.pk, "maybe"])
    ))  # fmt: skip
    first = batch.rows.maybe_here()[0]

    assert "Show the other 3" in client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()
    answer = client_alice.post(chosen, {f"row-{first.pk}": "skip", "tag_names": "work", "next": rows})
    assert answer["Location"] == rows
    client_alice.logout()
    client_alice.force_login(alice)
    page = client_alice.get(reverse("imports.detail", args=[batch.pk])).content.decode()
    assert "Update 12 people" in page
    assert 'value="work"' in page
    client_alice.post(chosen, {"every": "add"})
    assert set(batch.rows.values_list("choice", flat=True)) == {"add"}
    client_alice.post(chosen, {"every": "take"})
    assert set(batch.rows.values_list("choice", flat=True)) == {"fill"}

    for wrong in ({f"row-{first.pk}": "rain"}, {"row-999999": "skip"}, {"tag_names": "x" * 41}):
        assert client_alice.post(chosen, wrong).status_code == 422
        assert confirm(client_alice, batch, **wrong).status_code == 422
    assert Contact.objects.owned_by(alice).count() == 13


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("choosing", "Say which column is what"),
        ("reading", "LinkedIn, 1,318 rows, 600 of them read"),
        ("waiting", "LinkedIn, 1,318 rows. Check it, then import"),
    ],
)
def test_a_file_under_way_says_what_it_waits_for(client_alice, alice, state, words):
    make.ImportFactory(owner=alice, state=state, total=1318, read_to=600)

    assert f">{words}<" in client_alice.get(reverse("imports.index")).content.decode()


def test_a_file_that_is_put_away_leaves_nothing_behind(client_alice, batch_of):
    before = addresses.rows()
    batch = batch_of(linkedin([person(1)]))

    answer = client_alice.post(reverse("imports.cancelled", args=[batch.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("imports.index"), 302)]
    assert "Nothing from Connections.csv was saved." in answer.content.decode()
    assert addresses.rows() == before


def test_an_import_belongs_to_one_person_and_is_forgotten_after_a_day(
    client_alice, client_bob, alice, batch_of, capsys
):
    batch = batch_of(linkedin([person(1)]))
    other = make.ImportRowFactory()
    make.ArchiveFactory(owner=alice)

    for name in ("detail", "reading", "columns", "undo"):
        assert client_bob.get(reverse(f"imports.{name}", args=[batch.pk])).status_code == 404
    for name in ("chosen", "confirmed", "cancelled", "read_on", "undo"):
        assert client_bob.post(reverse(f"imports.{name}", args=[batch.pk])).status_code == 404
    assert confirm(client_alice, batch, **{f"row-{other.pk}": "skip"}).status_code == 422

    with time_machine.travel(timezone.now() + dt.timedelta(hours=25), tick=False):
        client_alice.force_login(alice)
        assert client_alice.get(reverse("imports.detail", args=[batch.pk])).status_code == 404
        assert confirm(client_alice, batch).status_code == 404
        assert Import.objects.filter(pk=batch.pk).exists()
        call_command("clear_imports")
        call_command("clear_imports")
    assert capsys.readouterr().out == "Cleared: 3 files that nobody confirmed.\n"
    assert not Archive.objects.exists()
    assert not Import.objects.filter(pk=batch.pk).exists()
    assert not ImportRow.objects.filter(owner=alice).exists()
    assert not Contact.objects.owned_by(alice).exists()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("google", "Google Contacts, one row. Check it, then import"),
        ("waymark", "Waymark, one row. Check it, then import"),
        ("table", "A table, one row. Check it, then import"),
        ("of-yesterday", "of-yesterday, one row. Check it, then import"),
    ],
)
def test_a_file_that_waits_is_called_by_its_format_or_by_its_key_if_that_is_gone(
    client_alice, alice, key, words
):
    make.ImportFactory(owner=alice, format=key, total=1, read_to=1)

    assert words in client_alice.get(reverse("imports.index")).content.decode()


def test_whatever_can_be_read_can_be_chosen(client_alice):
    page = client_alice.get(reverse("imports.index")).content.decode()

    assert {".csv", ".vcf", ".zip", *ENDINGS} <= set(re.search(r'accept="(.+?)"', page)[1].split(","))
    assert re.search(r"CSV, .*\bvCard\b.* or LinkedIn’s ZIP, up to 20 MB", page)


def test_somebody_added_meanwhile_is_looked_at_again(client_alice, alice, batch_of):
    file = linkedin([person(1), person(2)])
    one, other = batch_of(file), batch_of(file)

    confirm(client_alice, one)
    answer = confirm(client_alice, other)

    assert answer["Location"] == reverse("imports.detail", args=[other.pk])
    assert "Nothing to import" in client_alice.get(answer["Location"]).content.decode()
    assert Contact.objects.owned_by(alice).count() == 2


def flashes(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_second_press_while_the_first_is_under_way_says_the_same(
    client_alice, alice, batch_of, monkeypatch
):
    make.ContactFactory(owner=alice, name="Amara0 Nwosu0", email="amara0@example.org")
    batch = batch_of(linkedin([person(number) for number in range(3)]))
    [row] = batch.rows.maybe_here()
    choices = {f"row-{row.pk}": "fill"}
    done = "2 people added, 1 updated, counts of one person updated."
    keep = ChoicesForm.keep

    def after_the_first(form):
        monkeypatch.setattr(ChoicesForm, "keep", keep)
        assert flashes(confirm(client_alice, batch, **choices)) == [done]
        return keep(form)

    monkeypatch.setattr(ChoicesForm, "keep", after_the_first)
    second = client_alice.post(reverse("imports.confirmed", args=[batch.pk]), choices)
    third = client_alice.post(reverse("imports.confirmed", args=[batch.pk]), choices)

    for answer in (second, third):
        assert answer["Location"] == reverse("contacts.index")
        assert flashes(answer) == [done]
    assert client_alice.get(second["Location"]).content.decode().count(done) == 1
    assert Contact.objects.owned_by(alice).count() == 3


PEOPLE = ["Ann Lee", "Bob Bo", "Cy Coe"]
WAITING = (
    "Name,Company,Email\nAnn Lee,Acme,ann@a.example\nBob Bo,,bob@a.example\nCy Coe,Beta,cy@a.example\n"
    "Di Dee,,di@a.example\nEd Eck,,ed@a.example\n"
)


@pytest.fixture
def waiting(client_alice, alice, batch_of):
    """A file in which Ann and Cy have news, Bob has none, and two are new."""
    for name in PEOPLE:
        make.ContactFactory(owner=alice, name=name, email=f"{name[:3].strip().lower()}@a.example")
    batch = batch_of(WAITING.encode())
    client_alice.post(reverse("imports.columns", args=[batch.pk]), {
        "column-0": "name", "column-1": "company", "column-2": "email",
    })  # fmt: skip
    return batch


def button(page) -> str:
    return re.search(r'btn-primary btn-lg" type="submit">([^<]+)<', page.content.decode())[1]


CHANGED = "Your contacts have changed since this file was read. Check the numbers again."


def test_whoever_was_deleted_meanwhile_is_offered_as_new_when_the_page_was_refused(
    client_alice, alice, waiting
):
    address = reverse("imports.detail", args=[waiting.pk])
    assert button(client_alice.get(address)) == "Import 2 people, update 2"
    choices = {f"row-{row.pk}": "fill" for row in waiting.rows.maybe_here()}
    assert len(choices) == 2
    Contact.objects.owned_by(alice).delete()

    refused = client_alice.post(reverse("imports.confirmed", args=[waiting.pk]), choices)

    assert (refused["Location"], flashes(refused)) == (address, [CHANGED])
    page = client_alice.get(address)
    assert button(page) == "Import 5 people"
    assert "Nothing changes" not in page.content.decode()
    assert [(row.kind, row.choice) for row in waiting.rows.all()] == [("new", "add")] * 5
    assert flashes(confirm(client_alice, waiting))[-1] == "5 people added."


def test_whoever_was_left_out_stays_out_when_their_contact_goes(client_alice, alice, waiting):
    """Also where another row was to update a contact that went too, and once more when the page is shown."""
    first, second = (row for row in waiting.rows.maybe_here().order_by("line"))
    Contact.objects.owned_by(alice).filter(pk__in=[first.contact_id, second.contact_id]).delete()
    confirmed = reverse("imports.confirmed", args=[waiting.pk])

    client_alice.post(confirmed, {f"row-{first.pk}": "skip", f"row-{second.pk}": "fill"})

    page = client_alice.get(reverse("imports.detail", args=[waiting.pk]))
    choices = dict(waiting.rows.values_list("line", "choice"))
    assert (choices[first.line], choices[second.line]) == ("skip", "add")
    assert flashes(page) == [CHANGED]
    confirm(client_alice, waiting)
    assert not Contact.objects.owned_by(alice).filter(name=first.values["name"]).exists()
    assert Contact.objects.owned_by(alice).filter(name=second.values["name"]).exists()


def test_whoever_was_chosen_to_be_updated_is_still_when_their_contact_changed(client_alice, alice, batch_of):
    there = make.ContactFactory(owner=alice, name="Ann Lee", company="Acme", email="ann@a.example")
    batch = batch_of(b"BEGIN:VCARD\nFN:Ann Lee\nORG:Beta\nTITLE:Lead\nEMAIL:ann@b.example\nEND:VCARD\n")
    [row] = batch.rows.all()
    client_alice.post(reverse("imports.chosen", args=[batch.pk]), {f"row-{row.pk}": "take"})
    there.refresh_from_db()
    there.record(role="Lead")

    client_alice.get(reverse("imports.detail", args=[batch.pk]))
    confirm(client_alice, batch)

    assert Contact.objects.get().company == "Beta"


def test_whoever_was_deleted_meanwhile_is_offered_as_new_when_the_page_is_shown(
    client_alice, alice, batch_of
):
    for name in PEOPLE:
        make.ContactFactory(owner=alice, name=name, email="", company="Acme")
    batch = batch_of(
        b"BEGIN:VCARD\nFN:Ann Lee\nORG:Acme\nEND:VCARD\nBEGIN:VCARD\nFN:Bob Bo\nORG:Acme\nEND:VCARD\n"
    )
    address = reverse("imports.detail", args=[batch.pk])
    assert "Nothing to import: everyone" in client_alice.get(address).content.decode()
    Contact.objects.owned_by(alice).delete()

    page = client_alice.get(address)

    assert button(page) == "Import 2 people"
    assert flashes(page) == [CHANGED]
    assert flashes(client_alice.get(address)) == []
    assert flashes(confirm(client_alice, batch)) == ["2 people added."]


def test_a_row_that_is_added_in_any_case_is_told_as_it_is_now(client_alice, alice, batch_of):
    there = make.ContactFactory(owner=alice, name="Ann Lee", company="Acme", email="ann@a.example")
    batch = batch_of(b"BEGIN:VCARD\nFN:Ann Lee\nORG:Beta\nEMAIL:ann@b.example\nEND:VCARD\n")
    [row] = batch.rows.all()
    assert (row.kind, row.choice, row.contact) == ("doubtful", "add", there)
    there.delete()

    client_alice.get(reverse("imports.rows", args=[batch.pk, "maybe"]))

    [row] = batch.rows.all()
    assert (row.kind, row.choice, row.why) == ("new", "add", [])


def test_whoever_was_merged_or_edited_meanwhile_is_compared_anew_when_the_page_is_shown(
    client_alice, alice, waiting
):
    ann, bob, cy = (Contact.objects.get(name=name) for name in PEOPLE)
    other = make.ContactFactory(owner=alice, name="Ann Lee", company="Acme", email="ann@a.example")
    merge(other, ann)
    cy.record(company="Beta")

    page = client_alice.get(reverse("imports.detail", args=[waiting.pk]))

    assert flashes(page) == [CHANGED]
    assert button(page) == "Import 2 people"
    assert [(row.name, row.kind, row.contact) for row in waiting.rows.order_by("line")][:3] == [
        ("Ann Lee", "same", other), ("Bob Bo", "same", bob), ("Cy Coe", "same", cy),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("BEGIN:VCARD\nTEL:030 5550100\nEND:VCARD\n", "we couldn’t read anyone in this file."),
        ("BEGIN:VCARD\nEND:VCARD\n", "we couldn’t read anyone in this file."),
        (
            "BEGIN:VCARD\nFN:Ann Lee\nEND:VCARD\nBEGIN:VCARD\nTEL:030 5550100\nEND:VCARD\n",
            "everyone we could read is already among your contacts.",
        ),
        ("BEGIN:VCARD\nFN:Ann Lee\nEND:VCARD\n", "everyone in this file is already among your contacts."),
    ],
)
def test_a_file_of_which_nothing_comes_in_says_why(client_alice, alice, batch_of, data, said):
    make.ContactFactory(owner=alice, name="Ann Lee")

    page = client_alice.get(reverse("imports.detail", args=[batch_of(data.encode()).pk])).content.decode()

    assert f"Nothing to import: {said}" in page


def test_undo_leaves_what_was_used_and_says_why(client_alice, alice, batch_of, today):
    known = make.ContactFactory(owner=alice, name="Amara5 Nwosu5", company="Mercer Haulage 5")
    batch = batch_of(linkedin([person(number) for number in range(7)]))
    confirm(client_alice, batch, tag_names="work")
    by_name = {contact.name: contact for contact in Contact.objects.owned_by(alice)}
    make.InteractionFactory(contact=by_name["Amara0 Nwosu0"], on=today)
    by_name["Amara1 Nwosu1"].mark_prospect(today)
    by_name["Amara2 Nwosu2"].tags.clear()
    make.IntroductionFactory(owner=alice, introducer=by_name["Amara3 Nwosu3"], prospect=None)
    by_name["Amara6 Nwosu6"].record(notes="Met in Leeds")
    known.refresh_from_db()
    known.record(company="Northgate")

    page = client_alice.get(reverse("imports.undo", args=[batch.pk])).content.decode()
    for reason in ("a note", "you changed it", "you changed its tags", "an introduction"):
        assert reason in page
    for _time in range(2):
        client_alice.post(reverse("imports.undo", args=[batch.pk]))

    batch.refresh_from_db()
    known.refresh_from_db()
    assert batch.stayed == 5
    left = sorted(Contact.objects.owned_by(alice).values_list("name", flat=True))
    assert left == [f"Amara{number} Nwosu{number}" for number in (0, 1, 2, 3, 5, 6)]
    # What the person wrote since stays; what the file had filled in goes again.
    assert (known.company, known.role, known.linkedin, list(known.tags.all())) == ("Northgate", "", "", [])


def test_undo_names_who_is_part_of_somebody_else(client_alice, alice, batch_of):
    here = make.ContactFactory(owner=alice, name="Bob Bo")
    batch = batch_of(linkedin([person(number) for number in range(2)]))
    confirm(client_alice, batch, tag_names="work")
    merge(here, Contact.objects.get(name="Amara0 Nwosu0"))

    page = client_alice.get(reverse("imports.undo", args=[batch.pk])).content.decode()
    answer = client_alice.post(reverse("imports.undo", args=[batch.pk]), follow=True)

    assert "Who stays, because they’re part of another contact" in page
    assert ">Amara0 Nwosu0</a>" in page
    assert "part of Bob Bo now, with " in page
    assert "was undone, except for people you’ve used or merged since." in answer.content.decode()


HOSTILE = {
    "nothing": b"",
    "spaces": b" \r\n \r\n",
    "a page": b"<!doctype html><html><body>Sign in</body></html>",
    "zeros": b"\0" * 5000,
    "one line": b"x" * 3_000_000,
    "columns": b"," * 400_000 + b"\nname\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "half a zip": b"PK\x03\x04" + b"\0" * 200,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.any_database
def test_what_is_no_list_of_contacts_is_refused_in_one_sentence(client_alice, data):
    before = addresses.rows()

    answer = upload(client_alice, data)

    assert answer.status_code == 422
    assert b"invalid-feedback" in answer.content
    assert addresses.rows() == before


def test_a_file_too_large_is_not_even_read(client_alice):
    answer = upload(client_alice, b"x" * (20 * 1024 * 1024 + 1))

    assert answer.status_code == 422
    assert "larger than 20 MB" in answer.content.decode()


def test_markup_and_formulas_are_only_text(client_alice, alice, batch_of):
    script, formula = "<script>alert(1)</script>", '=HYPERLINK("http://evil.example","x")'
    make.ContactFactory(owner=alice, name="Eva Ros", company="Acme")
    batch = batch_of(
        linkedin([
            [script, formula, "javascript:alert(1)", script, script, formula, script],
            ["Eva", "Ros", "", "", "Acme", script, formula],
        ]),
        f"{script}.csv",
    )  # fmt: skip
    detail = client_alice.get(reverse("imports.detail", args=[batch.pk]))
    confirm(client_alice, batch, tag_names=script)
    contact = Contact.objects.owned_by(alice).latest("pk")

    pages = [detail] + [
        client_alice.get(address)
        for address in (
            reverse("imports.index"),
            reverse("imports.undo", args=[batch.pk]),
            reverse("contacts.detail", args=[contact.pk]),
            reverse("contacts.index"),
            reverse("duplicates.index"),
        )
    ]

    assert [page.status_code for page in pages] == [200] * 6
    assert not any(script in page.content.decode() for page in pages)
    assert "javascript:" not in contact.linkedin
