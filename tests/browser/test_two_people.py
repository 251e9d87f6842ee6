"""Two accounts in two browsers: nothing of one is ever visible to the other, whatever is typed.

`tests/test_access.py` asks the same of every address, form and parameter in each `make test`, without a browser.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mentoring.models import Contact, User
from tests import addresses
from tests.addresses import World

pytestmark = pytest.mark.long

PASSWORD = "three random words"
WORD = "Quillwort"

# Records that an address may name behind its question mark, by what they are called in World.
QUERIES = {
    "criteria.index": ["goal=goal"],
    "contacts.index": ["tag=tag"],
    "assessments.index": ["people=prospect", "without=criterion"],
    "introductions.new": ["from=contact", "to=prospect", "goal=goal"],
    "meetings.new": ["with=prospect", "introduction=made"],
    "agreements.new": ["with=mentor"],
}

# The forms that offer records, the field, the record of the other to put there, and what sends the form.
CHOICES = [
    ("introductions.new", "Who could introduce you?", "contact", "Save as a draft"),
    ("introductions.new", "What you’re working on", "goal", "Save as a draft"),
    ("meetings.new", "With whom", "prospect", "Plan the meeting"),
    ("agreements.new", "Your mentor", "mentor", "Start the draft"),
]


@pytest.fixture
def alice_and_bob(new_context, base_url, settings):
    """Two people who each signed up in a browser of their own."""
    settings.SIGNUP_OPEN = True
    return [sign_up(new_context().new_page(), base_url, name) for name in ("Alice", "Bob")]


def sign_up(page, base_url, name):
    """Make an account by the form; gives the page, signed in."""
    page.goto(f"{base_url}/accounts/signup/")
    page.get_by_label("What should we call you?").fill(name)
    page.get_by_label("Email").fill(f"{name.lower()}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text(f"Signed in as {name}")).to_be_visible()
    return page


def test_nothing_of_one_person_is_visible_to_another(alice_and_bob, base_url):
    page_alice, page_bob = alice_and_bob
    hers = World(User.objects.get(name="Alice"), WORD)
    his = World(User.objects.get(name="Bob"), "Brambling")

    def reads(page, address):
        """Whether anything of Alice's is in what the server sends this browser for this address."""
        return WORD in page.request.get(base_url + address).text()

    others = addresses.FILES | addresses.BY_SECRET
    pages = [name for name in addresses.pages() if name not in others]
    hers_by_address = [hers.address(name) for name in pages if addresses.STANDS_BEHIND[name]]
    hers_by_query = [
        f"{reverse(name)}?{key}={hers.argument(record)}"
        for name, queries in QUERIES.items()
        for key, record in (query.split("=") for query in queries)
    ]
    cell = f"{reverse('assessments.index')}?edit={hers.prospect.pk}-{hers.criterion.pk}"
    his_own = [his.address(name) for name in pages]

    assert all(reads(page_alice, address) for address in hers_by_address)
    walked = [*hers_by_address, *hers_by_query, cell, *his_own]
    assert [address for address in walked if reads(page_bob, address)] == []
    page_bob.goto(f"{base_url}{reverse('contacts.index')}?q={WORD}")
    expect(page_bob.get_by_role("heading", name=f"Nobody matches “{WORD}”")).to_be_visible()


@pytest.mark.parametrize(("name", "label", "record", "button"), CHOICES)
def test_records_of_another_person_cannot_be_chosen(alice_and_bob, base_url, name, label, record, button):
    _page_alice, page = alice_and_bob
    hers = World(User.objects.get(name="Alice"), WORD)
    bob = User.objects.get(name="Bob")
    Contact.objects.create(owner=bob, name="Bea Brandt")

    page.goto(base_url + reverse(name))
    field = page.get_by_label(label)
    field.evaluate(
        """(field, pk) => {
            field.append(new Option('typed by hand', pk));
            for (let part = field; (part = part.parentElement?.closest("details")); ) part.open = true;
        }""",
        str(hers.argument(record)),
    )
    field.select_option("typed by hand")
    page.get_by_role("button", name=button).click()

    expect(field).to_have_attribute("aria-invalid", "true")
    assert WORD not in page.content()
