"""Where one comes back to after a deletion; and several contacts deleted at once, asked, undone and erased."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.models import BulkDeed, Contact
from tests import addresses
from tests import factories as make
from tests.markup import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]

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
@pytest.mark.any_database
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
@pytest.mark.any_database
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


# Several contacts at once

CHANGED = reverse("several.changed")
LIST_CHANGED = "The list has changed since you opened it"


def asked(client, **post):
    """The page that asks, and its form."""
    page = client.post(CHANGED, {"deed": "delete", "where": "contacts"} | post)
    return page, [form for form in forms_of(page) if form.action == reverse("several.deleted")]


def names() -> set[str]:
    return set(Contact.objects.values_list("name", flat=True))


def test_the_page_asks_who_goes_and_what_goes_with_them(client_alice, alice):
    ada, bo, cher = (
        make.ContactFactory(owner=alice, name=name) for name in ("Ada Berg", "Bo Brandt", "Cher")
    )
    make.InteractionFactory(contact=ada)
    make.IntroductionFactory(owner=alice, introducer=ada, prospect=bo)
    make.MentorAgreementFactory(owner=alice, mentor=cher)
    with addresses.writes() as written:
        page, [form] = asked(client_alice, contact=[ada.pk, bo.pk, cher.pk], next="/contacts/?page=2")
    text = page.content.decode()

    assert not any("mentoring_" in statement for statement in written)
    for words in (
        "Delete 2 contacts?",
        "Ada Berg, Bo Brandt</p>",
        "Not deleted, because they’re part of an agreement: Cher.",
        "one note",
        "one introduction",
        "You can undo this until",
        "Backups made before this still have them",
    ):
        assert words in text
    assert 'href="/contacts/?page=2">Cancel' in text

    answer = client_alice.post(form.action, form.data(), follow=True)

    assert answer.redirect_chain == [("/contacts/?page=2", 302)]
    assert names() == {"Cher"}
    assert "2 contacts were deleted. Until" in answer.content.decode()
    back = reverse("several.taken_back", args=[BulkDeed.objects.get().pk])
    assert f'action="{back}"' in answer.content.decode()
    undone = client_alice.post(back, follow=True)
    assert "Undone for 2 contacts." in undone.content.decode()
    assert names() == {"Ada Berg", "Bo Brandt", "Cher"}


def test_the_same_form_sent_twice_is_told_kindly(client_alice, alice):
    one = make.ContactFactory(owner=alice, name="Ada Berg")
    _page, [form] = asked(client_alice, contact=[one.pk])
    client_alice.post(form.action, form.data())

    again = client_alice.post(form.action, form.data())

    assert again.status_code == 422
    assert LIST_CHANGED in again.content.decode()
    assert BulkDeed.objects.count() == 1


def test_everybody_found_is_deleted_and_nobody_who_came_since(client_alice, alice):
    make.ContactFactory.create_batch(25, owner=alice, company="Northgate")
    make.ContactFactory(owner=alice, name="Other")
    everybody = {"everybody": "on", "number": "25", "asked": "q=northgate"}
    page, [form] = asked(client_alice, **everybody)
    assert "Delete 25 contacts?" in page.content.decode()
    assert "and 5 more" in page.content.decode()

    late = make.ContactFactory(owner=alice, company="Northgate")
    refused = client_alice.post(form.action, form.data())
    assert refused.status_code == 422
    assert LIST_CHANGED in refused.content.decode()
    late.delete()

    client_alice.post(form.action, form.data())
    assert names() == {"Other"}


@pytest.mark.parametrize("change", ["going", "deed", "agreement", "gone"])
def test_what_the_page_did_not_say_is_not_done(client_alice, alice, change):
    ada, bo = (make.ContactFactory(owner=alice, name=name) for name in ("Ada", "Bo"))
    _page, [form] = asked(client_alice, contact=[ada.pk, bo.pk])
    data = form.data(**{"going": {"going": "1"}, "deed": {"deed": "archive"}}.get(change, {}))
    if change == "agreement":
        make.MentorAgreementFactory(owner=alice, mentor=ada)
    elif change == "gone":
        ada.delete()

    assert client_alice.post(form.action, data).status_code == 422
    assert not BulkDeed.objects.exists()
    assert "Bo" in names()


def test_whom_an_agreement_names_stays_and_the_page_has_no_button(client_alice, alice):
    mentor = make.ContactFactory(owner=alice, name="Cher")
    make.MentorAgreementFactory(owner=alice, mentor=mentor)

    page, found = asked(client_alice, contact=mentor.pk)

    assert "They stay, because of your agreements" in page.content.decode()
    assert found == []


def test_deleted_contacts_are_listed_undone_or_erased(client_alice, client_bob, alice, freeze):
    freeze(dt.date(2026, 3, 1))
    for name in ("Ada Berg", "Bo Brandt"):
        contact = make.ContactFactory(owner=alice, name=name)
        _page, [form] = asked(client_alice, contact=contact.pk)
        client_alice.post(form.action, form.data())
    index = reverse("deletions.index")
    assert index in client_alice.get("/contacts/").content.decode()
    page = client_alice.get(index)
    assert "Ada Berg" in page.content.decode()
    assert "You can undo this until 31 March." in page.content.decode()
    assert "Ada" not in client_bob.get(index).content.decode()
    later, first = links(page)

    assert "Erase 1 contact for good?" in client_alice.get(first).content.decode()
    assert BulkDeed.objects.count() == 2
    assert client_bob.post(first).status_code == 404
    client_alice.post(first)
    assert BulkDeed.objects.count() == 1
    freeze(dt.date(2026, 4, 2))
    client_alice.force_login(alice)

    assert later not in links(client_alice.get(index))
    gone = client_alice.post(reverse("several.taken_back", args=[BulkDeed.objects.get().pk]))
    assert (gone.status_code, names()) == (404, set())
