"""A whole network in the browser: thousands of connections looked at, brought in, brought in again and undone."""

import re

import pytest
from playwright.sync_api import expect

from mentoring.models import Contact
from tests import factories as make
from tests.views.test_imports import dump, linkedin, person

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 180_000  # milliseconds, on a machine that does other things as well


@pytest.fixture
def choose(base_url):
    """Choose a file on a page, and look at it."""

    def upload(page, data, name="Connections.csv"):
        page.goto(f"{base_url}/contacts/import/")
        page.get_by_label("Your file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
        page.get_by_role("button", name="See who’s in it").click()

    return upload


# More than one slice, so that there is something to wait for.
@pytest.mark.parametrize("people", [1_100, pytest.param(10_000, marks=pytest.mark.long)])
def test_thousands_of_people_in_the_browser(page, sign_in, alice, base_url, choose, axe, people):
    make.ContactFactory(owner=alice, name="Amara7 Nwosu7", linkedin="https://linkedin.com/in/amara-7")
    file = linkedin([*(person(number) for number in range(people)), [""] * 7])
    page.set_default_timeout(PATIENCE)
    sign_in(page, alice)
    before = dump()

    choose(page, file)
    expect(page.get_by_role("progressbar")).to_be_visible()
    heading = page.get_by_role("heading", name="Check before you import")
    expect(heading).to_be_visible(timeout=PATIENCE)
    # The empty row at the end is said, and is not one of the rows.
    expect(page.get_by_text(f"From Connections.csv, {people:,} rows. Nothing is saved yet.")).to_be_visible()
    axe(page)
    assert dump() == before
    page.get_by_role(
        "button", name=f"Import {people - 1:,} people, update 1, update counts of one person", exact=True
    ).click()
    expect(page.get_by_role("progressbar", name="How far it’s got")).to_be_visible()
    said = page.locator("#flash")
    expect(said).to_contain_text(f"{people - 1:,} people added, 1 updated", timeout=PATIENCE)
    assert Contact.objects.count() == people
    imported = dump()

    choose(page, file)
    expect(heading).to_be_visible(timeout=PATIENCE)
    expect(
        page.get_by_text("Nothing to import: everyone in this file is already among your contacts.")
    ).to_be_visible()
    page.get_by_role("button", name="Cancel, and save nothing").click()
    assert dump() == imported

    page.get_by_role("link", name="Undo…").click()
    expect(page.get_by_text(f"{people - 1:,} people it added will be removed.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Undo the import").click()
    expect(said).to_contain_text("was undone", timeout=PATIENCE)
    assert dump() == before


def test_the_button_follows_the_choices(page, sign_in, alice, choose):
    make.ContactFactory(owner=alice, name="Amara1 Nwosu1", company="Mercer Haulage 1")
    sign_in(page, alice)

    choose(page, linkedin([person(1), person(2)]))
    page.get_by_label("What to do with Amara1 Nwosu1").select_option("Leave it out")

    page.get_by_role("button", name="Import one person", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("One person added")


def test_a_table_comes_in_and_two_are_merged_without_a_script(page_plain, sign_in, alice, choose):
    page = page_plain
    make.ContactFactory(owner=alice, name="Ada Adler", company="Mercer")
    sign_in(page, alice)

    choose(page, "Who;Mail;Works at\nAda Adler;ada@example.org;Calder\n".encode("utf-16"), "people.txt")
    page.get_by_label("What Who becomes").select_option("Name")
    page.get_by_label("What Mail becomes").select_option("Email")
    page.get_by_label("What Works at becomes").select_option("Company")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("Same name, another company")).to_be_visible()
    page.get_by_role("button", name="Import one person").click()
    page.get_by_role("link", name="Possible duplicates").click()
    page.get_by_role("link", name=re.compile("Merge…")).click()
    page.get_by_label("Calder").check()
    page.get_by_role("button", name="Merge into one").click()

    expect(page.get_by_role("status")).to_contain_text("are one contact now")
    merged = Contact.objects.get()
    assert (merged.company, merged.email) == ("Calder", "ada@example.org")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("is a contact of their own again")
    assert Contact.objects.count() == 2
