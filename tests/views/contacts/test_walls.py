"""Bob gets nothing of Alice's contacts, and no nonsense gets through."""

import pytest

from mentoring.models import Contact
from tests.factories import ContactFactory, ProspectFactory
from tests.views.contacts.people import HUGE, url

pytestmark = pytest.mark.every_database

VERBS = [
    "marked_prospect",
    "unmarked_prospect",
    "marked_introducer",
    "unmarked_introducer",
    "archived",
    "restored",
]


@pytest.mark.parametrize("name", ["detail", "edit", "delete", *VERBS])
@pytest.mark.any_database
def test_bob_gets_nothing_of_alices_contact(client_bob, alice, name):
    contact = ProspectFactory(owner=alice)
    before = Contact.objects.values().get()

    for answer in (client_bob.get, client_bob.post):
        status = answer(url(name, contact)).status_code
        assert status == (405 if name in VERBS and answer == client_bob.get else 404)

    assert Contact.objects.values().get() == before


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.any_database
def test_verbs_refuse_to_be_read(client_alice, alice, name):
    assert client_alice.get(url(name, ContactFactory(owner=alice))).status_code == 405


def test_verbs_do_not_lead_to_other_sites(client_alice, alice):
    contact = ContactFactory(owner=alice)

    page = client_alice.post(url("marked_introducer", contact), {"next": "https://evil.example/"})

    assert page.url == url("detail", contact)


def test_a_page_of_a_number_too_large_is_not_found(client_alice):
    assert client_alice.get(f"/contacts/{HUGE}/").status_code == 404
