"""Somebody who isn’t here yet is typed in place, and is here with the ask."""

import uuid

import pytest

from mentoring.models import Contact, Introduction
from tests.factories import (
    ContactFactory,
    GoalFactory,
    IntroductionFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.pages import html_of
from tests.views.introductions.walking import NEW, ask, composer, filled, url

pytestmark = pytest.mark.django_db


def test_without_contacts_a_name_is_written_in_place(client_alice):
    page = html_of(client_alice.get(NEW))

    assert '<label class="form-label" for="id_new_name">Who could introduce you?' in page
    assert 'id="id_introducer"' not in page
    assert 'id="id_prospect"' not in page
    assert '<input type="hidden" name="introducer" value="new">' in page
    assert "Or bring in your contacts." in page


@pytest.mark.parametrize("button", ["sent", "draft"])
def test_somebody_new_comes_with_the_ask_and_only_once(client_alice, alice, elena, today, button):
    typed = filled(elena, today, introducer="new", new_name=" Grace  Mbeki ", new_company="Halden")
    typed[button] = "1"

    client_alice.post(NEW, typed)
    client_alice.post(NEW, typed)

    grace = Contact.objects.get(name="Grace Mbeki")
    assert (grace.owner, grace.company, grace.may_introduce) == (alice, "Halden", True)
    assert Introduction.objects.get().introducer == grace


def test_somebody_new_is_named_in_the_words_at_once(client_alice, today):
    page = client_alice.post(NEW, composer(client_alice.get(NEW)).data(update="1", new_name="Grace Mbeki"))

    assert "“Grace, may I ask you something?" in html_of(page)
    assert '<h1 id="title">Ask Grace for an introduction</h1>' in html_of(page)
    assert not Contact.objects.exists()


def test_nobody_comes_without_the_ask(client_alice, elena, today):
    typed = filled(elena, today, introducer="new", new_name="Grace Mbeki", sent="1", purpose="")

    response = client_alice.post(NEW, typed)

    assert response.status_code == 422
    assert 'value="Grace Mbeki"' in html_of(response)
    assert list(Contact.objects.all()) == [elena]


@pytest.mark.parametrize("button", ["sent", "draft"])
def test_somebody_who_may_be_there_already_is_pointed_out(client_alice, elena, today, button):
    typed = filled(elena, today, introducer="new", new_name="Elena Petrova") | {button: "1"}

    warned = client_alice.post(NEW, typed)

    assert warned.status_code == 422
    assert "You may already know Elena Petrova" in html_of(warned)
    assert Contact.objects.count() == 1
    client_alice.post(NEW, typed | {"overrule": "on"})
    assert Contact.objects.count() == 2


def test_a_name_that_stands_twice_is_pointed_out_as_well(client_alice, alice, elena, today):
    ContactFactory(owner=alice, name="Elena Petrova", company="Northern Foods")

    warned = client_alice.post(
        NEW, filled(elena, today, introducer="new", new_name="Elena Petrova", draft="1")
    )

    assert warned.status_code == 422
    assert "You may already know Elena Petrova" in html_of(warned)
    assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    ("verb", "facts"),
    [("named", {"prospect": None}), ("made", {"prospect": None}), ("further", {"made": True})],
)
def test_a_new_name_that_is_there_already_is_pointed_out(client_alice, alice, elena, today, verb, facts):
    if facts.pop("made", False):
        facts = {"made_on": today}
    introduction = IntroductionFactory(owner=alice, introducer=elena, asked_on=today, **facts)
    ContactFactory(owner=alice, name="Ruth Abernethy", company="Northern Foods")
    typed, before = {"name": "ruth abernethy", "form_key": str(uuid.uuid4())}, Contact.objects.count()

    warned = client_alice.post(url(verb, introduction), typed)

    assert warned.status_code == 422
    assert "You may already know Ruth Abernethy" in html_of(warned)
    assert "They’re someone else" in html_of(warned)
    assert 'value="ruth abernethy"' in html_of(warned)
    assert Contact.objects.count() == before
    assert client_alice.post(url(verb, introduction), typed | {"overrule": "on"}).status_code == 302
    assert (
        client_alice.post(url(verb, introduction), typed).status_code == 302
    )  # the same form, pressed twice
    assert Contact.objects.count() == before + 1


def test_a_name_beside_a_chosen_contact_counts_for_nothing(client_alice, elena, today):
    client_alice.post(NEW, filled(elena, today, new_name="Grace Mbeki", draft="1"))

    assert Introduction.objects.get().introducer == elena
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("field", ["introducer", "prospect", "criteria", "goal"])
def test_records_of_somebody_else_are_no_choice(client_alice, bob, elena, today, field):
    theirs = {
        "introducer": ContactFactory(owner=bob),
        "prospect": ProspectFactory(owner=bob),
        "criteria": MentorCriterionFactory(owner=bob),
        "goal": GoalFactory(owner=bob),
    }[field]

    for button in ("sent", "draft", "update"):
        response = client_alice.post(NEW, filled(elena, today) | {field: theirs.pk, button: "1"})

        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert str(theirs) not in html_of(response)
    assert not Introduction.objects.exists()


def test_nobody_introduces_to_themselves(client_alice, elena, today):
    typed = filled(elena, today, prospect=elena.pk)

    response = client_alice.post(NEW, typed)

    assert response.status_code == 422
    assert "Nobody can introduce you to themselves" in html_of(response)


def test_no_of_a_prospect_is_taken(client_alice, elena, ruth, today):
    ruth.close(today, Contact.ClosedBecause.SAID_NO)

    response = client_alice.post(NEW, filled(elena, today, prospect=ruth.pk))

    assert response.status_code == 422
    assert "Ruth said no. Take no for an answer." in html_of(response)


def test_same_open_ask_is_refused_at_the_prospect(client_alice, alice, elena, ruth, today):
    ask(alice, today, introducer=elena, prospect=ruth)
    typed = filled(elena, today, prospect=ruth.pk, sent="1", overrule="on")

    response = client_alice.post(NEW, typed)

    assert response.context["form"].errors["prospect"] == [
        "You’ve already asked this introducer about this person"
    ]
    assert Introduction.objects.count() == 1


def test_form_sent_twice_makes_one_introduction(client_alice, elena, today):
    typed = filled(elena, today, sent="1")

    client_alice.post(NEW, typed)
    client_alice.post(NEW, typed)

    assert Introduction.objects.count() == 1


def test_draft_is_kept_without_a_pledge_and_carried_on(client_alice, elena, today):
    typed = filled(elena, today, draft="1", purpose="", write_by="")
    del typed["pledge"]

    response = client_alice.post(NEW, typed)

    draft = Introduction.objects.get()
    assert response.url == url("edit", draft)
    assert (draft.status, draft.pledged_on, draft.message) == (
        "draft",
        None,
        "Hi Elena,\n\nWould you introduce us?",
    )
    assert "Would you introduce us?" in html_of(client_alice.get(response.url))


def test_draft_sent_from_another_window_is_not_lost(client_alice, elena, today):
    typed = filled(elena, today)
    client_alice.post(NEW, typed | {"draft": "1"})

    response = client_alice.post(NEW, typed | {"sent": "1"})

    assert response.url == url("edit", Introduction.objects.get())
    assert Introduction.objects.get().status == "draft"


def test_edit_sends_a_draft(client_alice, alice, elena, today):
    draft = IntroductionFactory(owner=alice, introducer=elena, prospect=None, message="Hi")
    typed = filled(elena, today, sent="1", opened_at=draft.revision, message="Hi there")

    client_alice.post(url("edit", draft), typed)

    draft.refresh_from_db()
    assert (draft.status, draft.message) == ("asked", "Hi there")
    assert client_alice.get(url("edit", draft)).url == url("detail", draft)


def test_edit_in_two_windows_tells_the_second(client_alice, alice, elena, today):
    draft = IntroductionFactory(owner=alice, introducer=elena, prospect=None, message="Hi")
    opened = filled(elena, today, opened_at=draft.revision)
    client_alice.post(url("edit", draft), opened | {"message": "First window"})

    response = client_alice.post(url("edit", draft), opened | {"message": "Second window"})

    assert response.status_code == 422
    assert "changed in another window" in html_of(response)
    assert "First window" in html_of(response)
    assert "Second window" in html_of(response)
    draft.refresh_from_db()
    assert draft.message == "First window"


def test_archived_introducer_of_a_draft_stays(client_alice, alice, elena, today):
    draft = IntroductionFactory(owner=alice, introducer=elena, prospect=None)
    elena.archive(today)

    response = client_alice.post(url("edit", draft), filled(elena, today, opened_at=draft.revision))

    assert response.status_code == 302
