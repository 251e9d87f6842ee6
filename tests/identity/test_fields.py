"""One description of a contact: every field goes out under a heading that is known when it comes in again."""

import pytest
from django.utils.translation import override

from mentoring.exchange.exporting import csv_of, vcards_of
from mentoring.exchange.formats import FIELDS as CHOICES
from mentoring.exchange.formats import looked_at, read
from mentoring.exchange.formats.tables import field_of
from mentoring.identity.fields import COLUMNS, FIELDS, LABELS, NAMES, PARTS
from mentoring.models import Contact
from tests.factories import ContactFactory


def test_no_heading_means_two_fields():
    headings = [heading for row in (*FIELDS, *PARTS) for heading in row.headings.split("|")]

    assert sorted(headings) == sorted(set(headings))
    assert all(field_of(str(label)) == name for name, label in LABELS.items())
    assert set(CHOICES) == {*NAMES, "first_name", "last_name", "known_since", "tags"}


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("E-mail 2 Address", "email"),
        ("E-Mail 2: Adresse", "email"),
        ("email_address", "email"),
        ("EmailAddress", "email"),
        ("Email Address [Required]", "email"),
        ("E\u2011mail", "email"),
        ("First\u00a0Name", "first_name"),
        ("LinkedIn URL", "linkedin"),
        ("linkedin_url", "linkedin"),
        ("Phone 1 - Value", "phone"),
        ("Home Phone 2", "phone"),
        ("Associated Company", "company"),
        ("job_title", "role"),
        ("Verbunden am", "known_since"),
        ("Weitere Vornamen", "middle_name"),
        ("Nonsense", ""),
        ("2", ""),
    ],
)
def test_headings_are_known_however_they_are_spelled(heading, name):
    assert field_of(heading) == name


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_field_goes_out_and_comes_in_again(alice, language):
    facts = {name: f"{name} of Ada" for name in NAMES}
    facts |= {
        "email": "ada@t.example",
        "phone": "+1 555 010 01",
        "linkedin": "https://www.linkedin.com/in/ada",
    }
    ContactFactory(owner=alice, **facts)
    contacts = Contact.objects.owned_by(alice)

    with override(language):
        table = "".join(csv_of(contacts))
        assert [field_of(cell) for cell in table.splitlines()[0].removeprefix("\ufeff").split(",")] == list(
            COLUMNS
        )
        rows = [*read(table.encode()).rows, *read("".join(vcards_of(contacts)).encode()).rows]

    assert [{name: getattr(row, name) for name in NAMES} for row in rows] == [facts, facts]


def test_a_column_that_is_kept_as_it_was_guessed_is_the_part_its_heading_says():
    headings = "Vorname;Weitere Vornamen;Nachname;Abteilung;Ort privat;Ort geschäftlich;Land privat"
    data = f"{headings}\nAda;Maria;Berg;Netze;Köln;Bonn;DE\n"
    guessed = {column.index: column.guess for column in looked_at(data.encode()).columns}

    [row] = read(data.encode(), guessed).rows

    assert set(guessed.values()) == {"first_name", "last_name", "notes", "place"}
    assert (row.name, row.place) == ("Ada Maria Berg", "Köln, DE")
    assert row.notes == "Department: Netze\nAddress: Bonn"
