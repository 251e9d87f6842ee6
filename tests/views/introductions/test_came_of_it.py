"""Anyone who fits turns into somebody, and somebody else comes of the same ask."""

import datetime as dt

import pytest

from mentoring.models import Contact, Introduction
from mentoring.models.introduction_facts import WRITTEN
from tests.factories import (
    ContactFactory,
    ProspectFactory,
)
from tests.pages import html_of
from tests.views.introductions.walking import (
    INDEX,
    ask,
    url,
)

pytestmark = pytest.mark.django_db


# Anyone who fits turns into somebody


def test_made_for_anyone_asks_who_it_was(client_alice, alice, elena, today):
    introduction = ask(alice, today, introducer=elena, prospect=None)

    page = html_of(client_alice.get(url("made", introduction)))

    assert "Who did Elena introduce you to?" in page
    assert f'value="{elena.pk}"' not in page


def test_made_names_one_of_the_contacts_and_undo_forgets_them(client_alice, alice, ruth, today):
    introduction = ask(alice, today, prospect=None)

    client_alice.post(url("made", introduction), {"person": ruth.pk})

    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.made_on, introduction.status) == (ruth, today, "made")
    undo = f"{url('forgotten', introduction, 'made_on')}?anyone=1"
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))
    client_alice.post(undo)
    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.status) == (None, "asked")


def test_made_names_somebody_new_once(client_alice, alice, today):
    introduction = ask(alice, today, prospect=None)
    before = Contact.objects.count()

    client_alice.post(url("made", introduction), {"name": " Daniel Osei "})
    client_alice.post(url("made", introduction), {"name": " Daniel Osei "})

    introduction.refresh_from_db()
    daniel = introduction.prospect
    assert (daniel.name, daniel.owner, daniel.prospect_on) == ("Daniel Osei", alice, today)
    assert Contact.objects.count() == before + 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "person"),
        ({"name": "\u200b"}, "person"),
        ({"name": "x" * 121}, "name"),
        ({"name": "x\x00"}, "name"),
        ({"person": "9" * 30}, "person"),
        ({"person": "abc"}, "person"),
        ({"name": "Daniel", "on": "2999-01-01"}, "on"),
        ({"name": "Daniel", "on": "1999-01-01"}, "on"),
    ],
)
def test_made_says_what_is_missing(client_alice, alice, today, typed, field):
    introduction = ask(alice, today, prospect=None)
    before = Contact.objects.count()

    response = client_alice.post(url("made", introduction), typed)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    introduction.refresh_from_db()
    assert (introduction.made_on, Contact.objects.count()) == (None, before)


def test_made_takes_either_a_contact_or_a_name(client_alice, alice, ruth, today):
    introduction = ask(alice, today, prospect=None)

    response = client_alice.post(url("made", introduction), {"person": ruth.pk, "name": "Daniel"})

    assert response.status_code == 422


def test_made_takes_nobody_of_somebody_else(client_alice, alice, bob, today):
    introduction = ask(alice, today, prospect=None)

    response = client_alice.post(url("made", introduction), {"person": ContactFactory(owner=bob).pk})

    assert "person" in response.context["form"].errors


@pytest.mark.parametrize(
    ("view", "fact", "undo"),
    [
        ("named", "agreed_on", "agreed_on/?anyone=1"),
        ("checked", "checked_on", "checked_on/?anyone=1"),
        ("made", "made_on", "made_on/?anyone=1"),
    ],
)
def test_anyone_becomes_somebody_and_anyone_again(client_alice, alice, elena, ruth, today, view, fact, undo):
    introduction = ask(alice, today, 9, introducer=elena, prospect=None)
    day = today - dt.timedelta(days=2)
    assert "Elena" in html_of(client_alice.get(url(view, introduction)))

    response = client_alice.post(url(view, introduction), {"person": ruth.pk, "on": day.isoformat()})

    assert response.url == f"{INDEX}#introduction-{introduction.pk}"
    introduction.refresh_from_db()
    assert (introduction.prospect, getattr(introduction, fact)) == (ruth, day)
    undo = f"/introductions/{introduction.pk}/forgotten/{undo}"
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))
    client_alice.post(undo)
    introduction.refresh_from_db()
    assert (introduction.prospect, getattr(introduction, fact)) == (None, None)


def test_name_given_after_a_yes_is_undone_by_itself(client_alice, alice, ruth, today):
    introduction = ask(alice, today, 9, prospect=None, agreed_on=today)

    client_alice.post(url("named", introduction), {"person": ruth.pk})

    undo = url("forgotten", introduction, "prospect")
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))
    client_alice.post(undo)
    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.agreed_on) == (None, today)


def test_whom_it_cannot_be_is_said_at_the_person(client_alice, alice, elena, ruth, today):
    ask(alice, today, 9, introducer=elena, prospect=ruth)
    said_no = ProspectFactory(owner=alice, name="Daniel Osei", closed_on=today, closed_because="said_no")
    introduction = ask(alice, today, 9, introducer=elena, prospect=None)

    asked_before = client_alice.post(url("named", introduction), {"person": ruth.pk})
    refused = client_alice.post(url("named", introduction), {"person": said_no.pk})

    assert asked_before.status_code == refused.status_code == 422
    assert asked_before.context["form"].errors["person"] == [
        "You’ve already asked this introducer about this person"
    ]
    assert refused.context["form"].errors["person"] == ["Daniel said no. Take no for an answer."]


def test_detail_of_an_ask_to_anyone_offers_to_name_them(client_alice, alice, elena, today):
    introduction = ask(alice, today, introducer=elena, prospect=None)

    page = html_of(client_alice.get(url("detail", introduction)))

    for view, label in (
        ("named", "Elena came up with someone"),
        ("checked", "Elena checked with someone first"),
        ("made", "Elena introduced me to someone"),
    ):
        assert page.count(f'href="{url(view, introduction)}">{label}<') == 1


# Somebody else came of the same ask


def test_somebody_else_is_introduced_beside_the_first(client_alice, alice, elena, ruth, today):
    first = ask(alice, today, 9, introducer=elena, prospect=ruth, made_on=today)
    day = today - dt.timedelta(days=1)
    assert f'href="{url("further", first)}">Someone else came up, too</a>' in html_of(
        client_alice.get(url("detail", first))
    )

    response = client_alice.post(url("further", first), {"name": "Daniel Osei", "on": day.isoformat()})

    second = Introduction.objects.get(came_from=first)
    assert response.url == url("detail", second)
    assert (second.prospect.name, second.status, second.made_on) == ("Daniel Osei", "made", day)
    page = html_of(client_alice.get(response.url))
    assert "From the same ask" in page
    assert f'href="{url("detail", first)}">Elena Petrova to Ruth Abernethy</a>' in page
    assert f'href="{url("detail", second)}">Elena Petrova to Daniel Osei</a>' in html_of(
        client_alice.get(url("detail", first))
    )


def test_somebody_else_is_taken_back_in_one_click(client_alice, alice, today):
    first = ask(alice, today, 9, made_on=today)
    client_alice.post(url("further", first), {"name": "Daniel Osei"})
    second = Introduction.objects.get(came_from=first)
    undo = url("taken_back", second)
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))

    response = client_alice.post(undo)

    assert response.url == url("detail", first)
    assert list(Introduction.objects.all()) == [first]


def test_somebody_else_stays_once_something_followed(client_alice, alice, today):
    first = ask(alice, today, 9, made_on=today)
    second = first.lead_to(today, ContactFactory(owner=alice))
    second.mark(WRITTEN, today)

    for introduction in (first, second):
        assert client_alice.post(url("taken_back", introduction)).url == url("detail", introduction)

    assert Introduction.objects.count() == 2


def test_same_somebody_sent_twice_is_one(client_alice, alice, ruth, today):
    first = ask(alice, today, 9, made_on=today)

    client_alice.post(url("further", first), {"person": ruth.pk})
    again = client_alice.post(url("further", first), {"person": ruth.pk})

    assert again.status_code == 422
    assert "person" in again.context["form"].errors
    assert Introduction.objects.count() == 2


def test_nobody_else_comes_of_an_ask_without_an_introduction(client_alice, alice, ruth, today):
    introduction = ask(alice, today)

    response = client_alice.post(url("further", introduction), {"person": ruth.pk})

    assert response.url == url("detail", introduction)
    assert Introduction.objects.count() == 1
