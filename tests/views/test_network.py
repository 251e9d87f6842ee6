"""The network on one page, and the paths to a prospect on their page and on the ask page."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.models import Contact
from tests.factories import ContactFactory, IntroductionFactory, MeetingFactory, ProspectFactory

ASKED = dt.date(2026, 3, 3)
MADE = {"asked_on": ASKED, "made_on": ASKED}


@pytest.fixture(autouse=True)
def march(freeze):
    freeze(dt.date(2026, 3, 12))


def text(response, part: str = "") -> str:
    """The words of the page (from the section with this id), without markup."""
    page = response.content.decode()
    if part:
        page = page.split(f'aria-labelledby="{part}"', 1)[1].split("</section>", 1)[0].partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def rows(response) -> set[tuple[str, ...]]:
    """The facts of the table: introducer, person and state with their addresses."""
    body = response.content.decode().split("<tbody", 1)[1]
    return {tuple(re.findall(r'<a [^>]*href="([^"]+)"', row)) for row in body.split("<tr ")[1:]}


# The network


def test_network_is_for_those_who_signed_in(client, db):
    assert client.get("/network/").status_code == 302


def test_empty_network_says_how_it_grows(client_alice):
    response = client_alice.get("/network/")

    assert response.status_code == 200
    assert "Your network grows with the first ask" in text(response)
    assert b"<table" not in response.content


def test_every_line_says_all_of_itself_and_a_name_that_is_repeated_is_only_heard(client_alice, alice):
    ben = ContactFactory(owner=alice, name="Ben Whitlock")
    ruth = ProspectFactory(owner=alice, name="Ruth Abernethy")
    to_ruth = IntroductionFactory(owner=alice, introducer=ben, prospect=ruth, **MADE)
    to_anyone = IntroductionFactory(owner=alice, introducer=ben, prospect=None)

    response = client_alice.get("/network/")

    about_ben, about_ruth = f"/contacts/{ben.pk}/", f"/contacts/{ruth.pk}/"
    first, second = f"/introductions/{to_ruth.pk}/", f"/introductions/{to_anyone.pk}/"
    assert rows(response) == {(about_ben, first, about_ruth), (second, second)}
    page = response.content.decode()
    assert '<tr role="row" class="is-made">' in page
    assert '<tr role="row" class="is-draft is-same">' in page
    assert '<span class="visually-hidden">Ben Whitlock</span>' in page
    table = text(response).partition("Introducer How far To ")[2]
    assert table.startswith("Ben Whitlock Introduced Ruth Abernethy Ben Whitlock Draft Anyone who fits")


def test_network_shows_nobody_else_s_people(client_alice, alice, bob):
    IntroductionFactory(owner=bob, introducer=ContactFactory(owner=bob, name="Secret Person"), **MADE)
    IntroductionFactory(owner=alice, introducer=ContactFactory(owner=alice, name="Ben Whitlock"))

    page = text(client_alice.get("/network/"))

    assert "Ben Whitlock" in page
    assert "Secret Person" not in page
    assert "1 introduction, through 1 introducer." in page


def test_hostile_names_are_escaped(client_alice, alice):
    IntroductionFactory(owner=alice, introducer=ContactFactory(owner=alice, name="<script>alert(1)</script>"))

    assert b"<script>alert" not in client_alice.get("/network/").content


def test_queries_of_the_network_stay_the_same(client_alice, alice):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client_alice.get("/network/")
        return len(captured)

    IntroductionFactory(owner=alice, **MADE)
    with_one = queries()
    for _number in range(30):
        IntroductionFactory(owner=alice, **MADE)

    assert queries() == with_one <= 10


def test_network_belongs_to_the_third_step(client_alice, alice):
    IntroductionFactory(owner=alice)

    page = client_alice.get("/network/").content.decode()

    assert '<a class="rail-link" href="/contacts/" aria-current="step">' in page


def test_contacts_lead_to_the_network(client_alice, alice):
    IntroductionFactory(owner=alice)

    assert b'href="/network/"' in client_alice.get("/contacts/").content


# Paths


@pytest.fixture
def daniel(alice):
    return ProspectFactory(owner=alice, name="Daniel Osei", company="Kestrel Cold Chain")


def test_prospect_s_page_says_who_could_introduce(client_alice, alice, daniel):
    ben = ContactFactory(owner=alice, name="Ben Whitlock", company="Kestrel Cold Chain Ltd")
    eve = ContactFactory(owner=alice, name="Eve Gold", company="Kestrel Cold Chain")
    declined = {"asked_on": ASKED, "closed_on": ASKED, "closed_because": "introducer_declined"}
    IntroductionFactory(owner=alice, introducer=eve, prospect=daniel, **declined)

    response = client_alice.get(f"/contacts/{daniel.pk}/")

    section = text(response, "paths-h")
    assert section.startswith("Who could introduce you to Daniel?")
    assert "Ben Whitlock Also at Kestrel Cold Chain Ltd. Ask Ben" in section
    assert "Eve said no on 3 March." in section
    assert "Ask Eve" not in section
    assert f'href="/introductions/new/?from={ben.pk}&amp;to={daniel.pk}"' in response.content.decode()


def test_nobody_who_could_introduce_is_said_plainly(client_alice, alice, daniel):
    section = text(client_alice.get(f"/contacts/{daniel.pk}/"), "paths-h")

    assert "No one you know leads to Daniel yet" in section
    assert section.endswith("Ask for an introduction")


def test_many_paths_are_folded(client_alice, alice, daniel):
    for number in range(30):
        ContactFactory(owner=alice, name=f"Colleague {number}", company="Kestrel Cold Chain")

    response = client_alice.get(f"/contacts/{daniel.pk}/")

    section = text(response, "paths-h")
    assert section.count("Also at") == 20
    assert "Show more people" in section
    assert b'href="/contacts/?q=Kestrel%20Cold%20Chain"' in response.content


@pytest.mark.parametrize("why", ["contact", "closed", "archived", "introduced", "met"])
def test_no_path_is_shown_where_none_is_needed(client_alice, alice, daniel, why):
    if why == "contact":
        daniel.unmark_prospect()
    elif why == "closed":
        daniel.close(ASKED, Contact.ClosedBecause.SAID_NO)
    elif why == "archived":
        daniel.archive(ASKED)
    elif why == "introduced":
        IntroductionFactory(owner=alice, prospect=daniel, **MADE)
    else:
        MeetingFactory(owner=alice, contact=daniel, held_on=ASKED, recorded_on=ASKED, outcome="good_fit")

    assert b"Who could introduce you" not in client_alice.get(f"/contacts/{daniel.pk}/").content


def test_path_is_shown_again_when_an_introduction_led_nowhere(client_alice, alice, daniel):
    facts = MADE | {"closed_on": ASKED, "closed_because": "no_answer"}
    IntroductionFactory(owner=alice, prospect=daniel, **facts)

    assert b"Who could introduce you" in client_alice.get(f"/contacts/{daniel.pk}/").content


def test_ask_page_offers_paths_until_an_introducer_is_chosen(client_alice, alice, daniel):
    ben = ContactFactory(owner=alice, name="Ben Whitlock", company="Kestrel Cold Chain")

    without = client_alice.get(f"/introductions/new/?to={daniel.pk}")
    chosen = client_alice.get(f"/introductions/new/?from={ben.pk}&to={daniel.pk}")

    assert "Ask Ben" in text(without, "paths-h")
    assert b"Who could introduce you to Daniel" not in chosen.content
    assert b"Who could introduce you to" not in client_alice.get("/introductions/new/").content


def test_ask_page_offers_no_paths_to_somebody_else_s_prospect(client_alice, bob):
    his = ProspectFactory(owner=bob, name="Daniel Osei")

    assert b"Daniel" not in client_alice.get(f"/introductions/new/?to={his.pk}").content


def test_names_on_a_path_are_escaped(client_alice, alice):
    prospect = ProspectFactory(owner=alice, name="<b>Daniel</b>", company="<i>K</i>")
    ContactFactory(owner=alice, name="<u>Ben</u>", company="<i>K</i>", notes="<s>k</s>")

    page = client_alice.get(f"/contacts/{prospect.pk}/").content.decode()

    assert not re.search(r"<b>Daniel|<i>K|<u>Ben|<s>k", page)
    assert "Also at &lt;i&gt;K&lt;/i&gt;." in page


def test_queries_of_a_prospect_s_page_stay_the_same(client_alice, alice, daniel):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client_alice.get(f"/contacts/{daniel.pk}/")
        return len(captured)

    def add(number):
        for _number in range(number):
            ben = ContactFactory(owner=alice, company="Kestrel Cold Chain")
            IntroductionFactory(owner=alice, introducer=ben, **MADE)

    add(1)
    with_one = queries()
    add(9)

    assert queries() == with_one
