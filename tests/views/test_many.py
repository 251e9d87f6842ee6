"""Step 3: people written down one a line: who is new, what is remarked, and that all of it can be taken back."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.exchange.formats.lines import read_lines
from mentoring.models import BulkDeed, Contact
from tests.factories import ContactFactory, ProspectFactory

pytestmark = pytest.mark.every_database

MANY = reverse("many.new")
DAY = dt.date(2026, 3, 1)
FIVE = """Marta Nowak, Site Manager, Mercer Haulage
Beth Sinclair, Shift Lead, Northgate Foods
 • Jonas Bergström, Category Buyer at Halden Packaging;

4. Oliver Grant
Aisha Bello, Warehouse Supervisor, Northgate Foods"""


def looked_at(client, lines, **more):
    return client.post(MANY, {"lines": lines, "show": "1", **more})


def saved(client, page, lines, **more):
    """Press Save on a page that shows the list."""
    form = page.context["form"]
    post = {"lines": lines, "save": "1", "seen": form.now_seen, "form_key": str(form.new_key), **more}
    return client.post(MANY, post, follow=True)


def remarks(page) -> dict[str, list[str]]:
    return {one.person.key: one.person.remarks for one in page.context["form"].people}


def flash_of(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_a_first_visit_has_the_box_and_one_button(client_alice, alice):
    page = client_alice.get(MANY)

    assert page.status_code == 200
    main = page.content.decode().partition("<main")[2]
    assert re.findall(r'type="submit"[^>]*>([^<]+)<', main) == ["Continue"]
    assert "<table" not in main


def test_five_lines_are_shown_with_remarks_and_saved_with_their_ticks(client_alice, alice, today):
    ContactFactory(owner=alice, name="Grace Mbeki", company="Northgate Foods Ltd", role="Head of People")
    ContactFactory(owner=alice, name="Marta Nowak", company="Calder Mutual")
    aisha = ContactFactory(owner=alice, name="Aisha Bello", company="Northgate Foods")

    page = looked_at(client_alice, FIVE)

    form = page.context["form"]
    assert (form.title, form.button) == ("Four new people, and one you have", "Save all five")
    assert [(one.person.line.name, one.person.role_and_company) for one in form.people] == [
        ("Marta Nowak", "Site Manager, Mercer Haulage"),
        ("Beth Sinclair", "Shift Lead, Northgate Foods"),
        ("Jonas Bergström", "Category Buyer, Halden Packaging"),
        ("Oliver Grant", ""),
        ("Aisha Bello", "Warehouse Supervisor, Northgate Foods"),
    ]
    assert remarks(page) == {
        "Marta Nowak": ["Another Marta Nowak is at Calder Mutual"],
        "Beth Sinclair": ["Works where Grace works"],
        "Jonas Bergström": [],
        "Oliver Grant": [],
        "Aisha Bello": ["Already in your contacts"],
    }
    assert Contact.objects.count() == 3

    ticks = {"mentor": ["Marta Nowak"], "introduce": ["Beth Sinclair", "Jonas Bergström", "Aisha Bello"]}
    page = saved(client_alice, page, FIVE, **ticks)

    assert flash_of(page) == ["Added four people. One could be your mentor, three could introduce you."]
    new = Contact.objects.exclude(name="Grace Mbeki").exclude(company="Calder Mutual").order_by("pk")
    assert [(one.name, one.prospect_on, one.may_introduce) for one in new] == [
        ("Aisha Bello", None, True),
        ("Marta Nowak", today, False),
        ("Beth Sinclair", None, True),
        ("Jonas Bergström", None, True),
        ("Oliver Grant", None, False),
    ]
    aisha.refresh_from_db()
    assert (aisha.role, aisha.company, aisha.revision) == ("Warehouse Supervisor", "Northgate Foods", 2)
    assert set(Contact.objects.owned_by(alice).search("warehouse")) == {aisha}
    assert Contact.objects.owned_by(alice).search("halden").get().name == "Jonas Bergström"

    undone = client_alice.post(reverse("several.taken_back", args=[BulkDeed.objects.get().pk]), follow=True)

    assert flash_of(undone) == ["Undone for 5 contacts."]
    aisha.refresh_from_db()
    assert (aisha.role, aisha.may_introduce, aisha.revision) == ("", False, 1)
    assert Contact.objects.count() == 3


def test_what_was_used_since_stays_when_it_is_undone(client_alice, alice):
    saved(client_alice, looked_at(client_alice, "Ada Adler\nBo Brandt"), "Ada Adler\nBo Brandt")
    Contact.objects.get(name="Ada Adler").mark_introducer()

    undone = client_alice.post(reverse("several.taken_back", args=[BulkDeed.objects.get().pk]), follow=True)

    assert flash_of(undone) == ["Undone for 1 contact. 1 has changed since, and stays as it is."]
    assert Contact.objects.get().name == "Ada Adler"


@pytest.mark.parametrize(
    ("there", "line", "remark", "is_known"),
    [
        ({"name": "Mia Torres"}, "Mia Torres", "Already in your contacts", True),
        ({"name": "이수진", "company": "Acme"}, "이진수, Acme", "Works where 이수진 works", False),
        ({"name": "Mr Smith", "company": "Acme"}, "Mrs Smith, Acme", "Works where Mr Smith works", False),
        ({"name": "Mia Torres"}, "mia torres, Buyer, Acme", "Already in your contacts", True),
        (
            {"name": "Jürgen Groß", "company": "Acme"},
            "Juergen Gross, Buyer",
            "Already in your contacts",
            True,
        ),
        (
            {"name": "Mia Torres", "company": "Acme", "role": "Cook"},
            "Mia Torres, Buyer, Acme GmbH",
            "Already in your contacts, as Cook, Acme",
            True,
        ),
        (
            {"name": "Mia Torres", "company": "Acme"},
            "Mia Torres, Buyer, Borg",
            "Another Mia Torres is at Acme",
            False,
        ),
        ({"name": "Mia"}, "Mia", "Already in your contacts", True),
        ({"name": "Mia"}, "Mia, Buyer, Acme", "Another Mia is in your contacts", False),
        (
            {"name": "Samuel Kowalski", "company": "Acme"},
            "Sam Kowalski, Buyer, Acme",
            "Perhaps Samuel Kowalski: similar name, same company",
            False,
        ),
        ({"name": "Michal Gross", "company": "Acme"}, "Michael Gross, Buyer, Borg", None, False),
        (
            {"name": "Mia Torres", "archived_on": DAY},
            "Mia Torres",
            "Archived. Saving brings them back",
            True,
        ),
        (
            {"name": "Mia Torres", "prospect_on": DAY, "closed_on": DAY, "closed_because": "said_no"},
            "Mia Torres",
            "Already in your contacts: Said no",
            True,
        ),
    ],
)
def test_who_is_a_contact_already_and_who_is_only_alike(client_alice, alice, there, line, remark, is_known):
    contact = ContactFactory(owner=alice, **there)

    page = looked_at(client_alice, line)

    [one] = page.context["form"].people
    assert one.person.remarks == ([remark] if remark else [])
    assert (one.person.known == contact) is is_known
    saved(client_alice, page, line, mentor=[one.person.key])
    assert Contact.objects.count() == (1 if is_known else 2)
    contact.refresh_from_db()
    assert contact.archived_on is None
    assert contact.closed_because == there.get("closed_because", "")


def test_two_of_one_name_are_never_filled_in(client_alice, alice):
    for company in ("Acme", "Borg"):
        ContactFactory(owner=alice, name="Mia Torres", company=company)

    page = looked_at(client_alice, "Mia Torres, Buyer")

    assert remarks(page) == {"Mia Torres": ["Another Mia Torres is at Acme"]}
    saved(client_alice, page, "Mia Torres, Buyer")
    assert Contact.objects.filter(role="Buyer").get().company == ""


def test_a_contact_is_one_line_and_whoever_else_is_called_so_is_told(client_alice, alice):
    mia = ContactFactory(owner=alice, name="Mia Torres", company="Acme")
    lines = "Mia Torres, Buyer\nMia Torres, Cook, Acme"

    page = looked_at(client_alice, lines)

    assert remarks(page) == {
        "Mia Torres": ["Another Mia Torres is at Acme"],
        "Mia Torres,2": ["Already in your contacts"],
    }
    assert [one.person.known for one in page.context["form"].people] == [None, mia]


def test_a_colleague_is_whoever_works_there_and_was_in_touch_last(client_alice, alice):
    for name, touched in (("Grace Mbeki", None), ("Ada Adler", DAY), ("Zoe Ek", DAY - dt.timedelta(days=1))):
        ContactFactory(owner=alice, name=name, company="Acme", last_touch_on=touched)

    assert remarks(looked_at(client_alice, "Bo Brandt, Buyer, Acme Ltd\nCy Cole, Cook, Borg")) == {
        "Bo Brandt": ["Works where Ada works"],
        "Cy Cole": [],
    }


def test_equal_lines_are_one_and_others_of_that_name_are_told(client_alice, alice):
    lines = "Mia Torres, Buyer, Acme\nmia torres,  buyer, ACME Ltd\nMia Torres, Cook at Borg"

    page = looked_at(client_alice, lines, mentor=["Mia Torres,2"])

    assert remarks(page) == {
        "Mia Torres": ["Written more than once"],
        "Mia Torres,2": ["Another Mia Torres is on line 1"],
    }
    saved(client_alice, page, lines, mentor=["Mia Torres,2"])
    marked = {contact.company: contact.is_prospect for contact in Contact.objects.all()}
    assert marked == {"Acme": False, "Borg": True}


def test_a_tick_marks_one_of_several_of_a_name(client_alice, alice):
    lines = "Kim Lee\nKim Lee, CFO\nKim Lee (2)"
    page = client_alice.post(reverse("many.new"), {"lines": lines, "show": "1"})
    keys = [one.person.key for one in page.context["form"].people]

    assert len(set(keys)) == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("王五，经理，公司", ("王五", "经理", "公司")),
        ("أمل، مدير، شركة", ("أمل", "مدير", "شركة")),
        ("Anna Weiss (CTO, Bar)", ("Anna Weiss", "CTO", "Bar")),
        ("Bo, Head since 2019-2024", ("Bo", "Head since 2019-2024", "")),
        ('Mia "Mimi" Torres', ('Mia "Mimi" Torres', "", "")),
        ("Anna Weiss <anna@example.org>, CTO, Bar", ("Anna Weiss", "CTO", "Bar", "anna@example.org")),
        ("Cy Dee, Cook at Bar, cy@example.org", ("Cy Dee", "Cook", "Bar", "cy@example.org")),
        ("anna@example.org", ("anna@example.org", "", "", "anna@example.org")),
        ("Di Fox\t0170 5550100", ("Di Fox", "", "", "", "0170 5550100")),
        (
            "4. Ada Berg (+49 170 5550100) linkedin.com/in/ada-b",
            ("Ada Berg", "", "", "", "+49 170 5550100", "https://www.linkedin.com/in/ada-b"),
        ),
    ],
)
def test_whatever_sets_apart_and_whatever_reaches_somebody_is_understood(line, told):
    [read] = read_lines(line)

    assert (read.name, *read.facts.values()) == (*told, *("", "", "")[: 6 - len(told)])


TWO = "Ann Lee ann@a.example / Bob Stone bob@b.example"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ann@a.example, bob@b.example, cy@c.example", "ann@a.example / bob@b.example / cy@c.example"),
        ("- mailto:ann@a.example; <bob@b.example>;", "ann@a.example / bob@b.example"),
        ("ann@a.example bob@b.example", "ann@a.example / bob@b.example"),
        ("Ann Lee ann@a.example; Bob Stone bob@b.example", TWO),
        ("Ann Lee ann@a.example, Bob Stone bob@b.example", TWO),
        ("Ann Lee, ann@a.example, Bob Stone, bob@b.example", TWO),
        ("Ann Lee\tann@a.example\tBob Stone\tbob@b.example", TWO),
        ("Ann Lee, ann@a.example; Bob Stone, bob@b.example", TWO),
        ('"Lee, Ann" <ann@a.example>, "Stone, Bob" <bob@b.example>', TWO),
        ("Ann Lee <ann@a.example>; bob@b.example", "Ann Lee ann@a.example / bob@b.example"),
        ("Ann <ann@a.example>, CTO, Acme; Bob <bob@b.example>", "Ann CTO, Acme ann@a.example / Bob bob@b.example"),
        ("<solo@s.example>", "solo@s.example"),
        ("E-Mail: MAILTO:ma@m.example?subject=Hi", "ma@m.example"),
        ("(0170 5550100)", "0170 5550100"),
        ("Ann (0170 5550100), CTO", "Ann CTO 0170 5550100"),
        ("Ann Lee ann@a.example b@a.example 0170 5550100 0171 5550101",
         "Ann Lee ann@a.example, 0170 5550100 Email: b@a.example Phone: 0171 5550101"),
        ("Ann, CTO, Acme, ann@a.example, work b@b.example", "Ann CTO, Acme ann@a.example Email: b@b.example"),
        ("Ann, CTO, ann@a.example, b@b.example", "Ann CTO ann@a.example Email: b@b.example"),
        ("Ann; ann@a.example; b@b.example", "Ann ann@a.example Email: b@b.example"),
        # Words that are no name, a fax, the same address once more.
        ("Ann Lee, ann@a.example, works with bob@b.example", "Ann Lee ann@a.example Works with: bob@b.example"),
        ("Ann Lee <ann@a.example>, works with bob@b.example", "Ann Lee ann@a.example Works with: bob@b.example"),
        ("Ann Lee, tel. 0170 5550100, or ann@a.example; her assistant is bob@a.example",
         "Ann Lee or ann@a.example, 0170 5550100 Her assistant is: bob@a.example"),
        ("Ann Lee, ann@a.example, 王五 bob@b.example", "Ann Lee ann@a.example / 王五 bob@b.example"),
        ("ann lee ann@a.example, bob stone bob@b.example", "ann lee ann@a.example / bob stone bob@b.example"),
        ("Ann Lee, 0221 5550199, fax 0221 5550100", "Ann Lee 0221 5550199 Fax: 0221 5550100"),
        ("Ann Lee, Fax: 0221 5550100", "Ann Lee Fax: 0221 5550100"),
        ("ann@a.example, ann@a.example, ANN@a.example", "ann@a.example"),
        ("Ann Lee <ann@a.example>, ANN@a.example", "Ann Lee ann@a.example"),
        ("Ann (ann@a.example, b@a.example)", "Ann ann@a.example Email: b@a.example"),
        ("Ann +49 170 555 0100 / 030 555 0101 (0172) 555 0102",
         "Ann +49 170 555 0100 Phone: 030 555 0101 Phone: (0172) 555 0102"),
    ],
)  # fmt: skip
def test_several_addresses_are_several_people_and_second_ones_of_somebody_are_kept(line, told):
    people = [
        [one.name, one.role, one.company, one.email if one.email != one.name else "",
         one.phone if one.phone != one.name else "", *one.notes.splitlines()]
        for one in read_lines(line)
    ]  # fmt: skip
    shown = [
        " ".join(
            filter(
                None, [name, ", ".join(filter(None, (role, company))), ", ".join(filter(None, reach)), *notes]
            )
        )
        for name, role, company, *reach, notes in [[*one[:5], one[5:]] for one in people]
    ]

    assert " / ".join(shown) == told


def test_a_second_address_is_seen_and_goes_to_the_notes_whoever_it_is(client_alice, alice):
    there = ContactFactory(
        owner=alice, name="Bo Dahl", email="bo@example.org", notes="Tall\n\nPhone: 0171 5550101"
    )
    lines = "Ann Lee ann@a.example b@a.example\nBo Dahl bo@example.org c@a.example 0170 5550100 0171 5550101"

    page = looked_at(client_alice, lines)
    assert "ann@a.example, b@a.example" in page.content.decode()
    saved(client_alice, page, lines)

    there.refresh_from_db()
    assert (there.phone, there.notes) == ("0170 5550100", "Tall\n\nPhone: 0171 5550101\n\nEmail: c@a.example")
    assert Contact.objects.get(name="Ann Lee").notes == "Email: b@a.example"


def test_people_of_a_mail_come_with_their_addresses(client_alice, alice):
    there = ContactFactory(owner=alice, name="Hal Ito", role="Cook", email="")
    ContactFactory(owner=alice, name="Di Fox", email="di@example.org")
    lines = '"Eve, Gil" <eve@example.org>; Hal Ito <hal@example.org>, Di Fox <fox@example.org>'

    page = looked_at(client_alice, lines)
    saved(client_alice, page, lines)

    assert remarks(page)["Di Fox"] == ["Already in your contacts, with di@example.org"]
    there.refresh_from_db()
    assert (there.email, there.email_key) == ("hal@example.org", "hal@example.org")
    assert Contact.objects.get(name="Gil Eve").email == "eve@example.org"


def test_a_company_alone_is_known_by_others_who_work_there(client_alice, alice):
    ContactFactory(owner=alice, name="Grace Mbeki", company="Northgate Foods")

    page = looked_at(
        client_alice,
        "Ada Adler, Northgate Foods\nBo Brandt, Painter\nCy Cole, Joiner, Woodworks\nDi, woodworks",
    )

    assert [(one.person.line.role, one.person.line.company) for one in page.context["form"].people] == [
        ("", "Northgate Foods"),
        ("Painter", ""),
        ("Joiner", "Woodworks"),
        ("", "woodworks"),
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("", "Write down at least one person"),
        ("Ada\n" + "x" * 121, "Line 2: the name is longer than 120 characters"),
        ("Ada\n\nBo, " + "x" * 121, "Line 3: the role is longer than 120 characters"),
        ("Ada, Buyer, " + "x" * 121, "Line 1: the company is longer than 120 characters"),
        ("Ada\n\u200b, Buyer", "Line 2 has no name"),
        (
            "\n".join(f"Ada Nr{number}" for number in range(201)),
            "Write down at most 200 people at once; these are 201",
        ),
    ],
)
def test_lines_that_no_contact_can_hold_are_named(client_alice, alice, lines, reason):
    page = looked_at(client_alice, lines)

    assert page.status_code == 422
    assert page.context["form"].errors == {"lines": [reason]}
    assert page.context["form"]["lines"].value() == lines


def test_what_was_not_seen_is_not_saved(client_alice, alice):
    page = looked_at(client_alice, "Mia Torres, Buyer, Acme")
    ContactFactory(owner=alice, name="Mia Torres", company="Acme")

    again = saved(client_alice, page, "Mia Torres, Buyer, Acme", introduce=["Mia Torres"])

    assert again.status_code == 422
    assert remarks(again) == {"Mia Torres": ["Already in your contacts"]}
    assert again.context["form"].people[0].could_introduce
    saved(client_alice, again, "Mia Torres, Buyer, Acme", introduce=["Mia Torres"])
    assert Contact.objects.get().may_introduce


def test_the_same_page_sent_twice_adds_nobody_twice(client_alice, alice):
    ContactFactory(owner=alice, name="Mia Torres", company="Borg")
    page = looked_at(client_alice, "Mia Torres, Buyer, Acme")

    saved(client_alice, page, "Mia Torres, Buyer, Acme")
    saved(client_alice, page, "Mia Torres, Buyer, Acme")

    assert Contact.objects.count() == 2


def test_bobs_contacts_are_nobody(client_alice, alice, bob):
    ProspectFactory(owner=bob, name="Mia Torres", company="Acme")

    page = looked_at(client_alice, "Mia Torres, Buyer, Acme\nAda Adler, Acme")

    assert remarks(page) == {"Mia Torres": [], "Ada Adler": []}
    saved(client_alice, page, "Mia Torres, Buyer, Acme\nAda Adler, Acme")
    assert Contact.objects.owned_by(alice).count() == 2
    assert Contact.objects.owned_by(bob).get().revision == 1


def test_the_list_costs_the_same_for_one_and_for_two_hundred(client_alice, alice):
    for number in range(30):
        ContactFactory(owner=alice, name=f"Ada Nr{number}", company=f"Acme {number}")
    with CaptureQueriesContext(connection) as few:
        looked_at(client_alice, "Ada Nr1, Buyer, Acme 1")
    with CaptureQueriesContext(connection) as lots:
        looked_at(client_alice, "\n".join(f"Ada Nr{number}, Buyer, Acme {number}" for number in range(200)))

    assert len(lots) == len(few)
