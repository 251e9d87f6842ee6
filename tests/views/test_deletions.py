"""Where one comes back to after a deletion: to the same page of the list, and never to another site."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import addresses
from tests import factories as make
from tests.markup import forms_of

pytestmark = pytest.mark.django_db

DELETIONS = sorted(
    name for name in addresses.pages() if name.endswith(".delete") and name != "account.delete"
)


def asking(page):
    """The form with the red button."""
    [form] = [form for form in forms_of(page) if form.action.endswith("delete/")]
    return form


def question(client, address: str):
    """The same of the page at an address."""
    return asking(client.get(address))


def links(page) -> list[str]:
    """The addresses that ask before something of this page is deleted."""
    found = re.findall(r'href="([^"]*/delete/[^"]*)"', page.content.decode())
    return [link.replace("&amp;", "&") for link in found]


@pytest.mark.parametrize("name", DELETIONS)
def test_a_deletion_leads_back_to_the_same_page_of_the_list(client_alice, alice, name):
    address = addresses.World(alice, "Quillwort").address(name)
    [there] = question(client_alice, address).fields["next"].values
    plain, _hash, place = there.partition("#")

    form = question(client_alice, f"{address}?next={plain}%3Fq%3Dcher%26page%3D2")
    answer = client_alice.post(form.action, form.data())

    assert answer.url == f"{plain}?q=cher&page=2" + (f"#{place}" if place else "")


@pytest.mark.parametrize(
    "asked",
    [
        "https://evil.example/?page=2",
        "//evil.example/contacts/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http://[",
        "/goals/?page=2",
        "",
    ],
)
def test_what_is_not_the_list_leads_nowhere_else(client_alice, alice, asked):
    address = reverse("contacts.delete", args=[make.ContactFactory(owner=alice).pk])
    page = client_alice.get(address, {"next": asked})

    assert asking(page).fields["next"].values == ["/contacts/"]
    assert client_alice.post(address, {"next": asked}).url in ("/contacts/", "/goals/?page=2")


def test_a_page_that_is_empty_now_is_the_last_one(client_alice, alice):
    made = {"owner": alice, "recorded_on": dt.date(2026, 3, 1), "held_on": dt.date(2026, 3, 1)}
    past = timezone.now() - dt.timedelta(days=400)
    for _number in range(21):
        make.MeetingFactory(**made, starts_at=past, outcome="good_fit")
    [link] = links(client_alice.get("/meetings/?page=2"))
    form = question(client_alice, link)

    answer = client_alice.post(form.action, form.data(), follow=True)

    assert answer.redirect_chain == [("/meetings/?page=2", 302)]
    assert len(links(answer)) == 20


def test_a_contact_is_deleted_on_their_own_page_and_the_list_is_where_it_was(client_alice, alice):
    page, home = make.ContactFactory(owner=alice).pk, "/contacts/?q=cher&page=2"
    address = reverse("contacts.detail", args=[page])

    def asked(referer: str) -> str:
        [link] = links(client_alice.get(address, headers={"referer": referer}))
        return question(client_alice, link).fields["next"].values[0]

    assert asked(f"http://testserver{home}") == home
    assert asked("http://testserver/introductions/?page=2") == "/contacts/"
    assert asked("http://[") == asked("") == "/contacts/"
