"""How an introduction is over, and that none of it is for anybody else."""

import re

import pytest

from mentoring.models import Introduction
from tests.factories import (
    IntroductionFactory,
    ProspectFactory,
)
from tests.pages import html_of
from tests.views.introductions.walking import INDEX, VERBS, ask, url

pytestmark = pytest.mark.django_db


# Over


def test_a_no_of_the_person_asks_for_a_kind_word_to_them_too(client_alice, alice, elena, today):
    introduction = ask(
        alice, today, 9, introducer=elena, prospect=ProspectFactory(owner=alice, name="Ruth Ash")
    )

    page = client_alice.post(url("closed", introduction), {"because": "prospect_declined"}, follow=True)

    assert "A kind word to Ruth keeps the door open." in html_of(page)


def test_said_no_closes_in_one_click_and_asks_for_thanks(client_alice, alice, elena, today):
    introduction = ask(alice, today, introducer=elena)

    response = client_alice.post(url("closed", introduction), {"because": "introducer_declined"})

    assert response.url == url("detail", introduction)
    introduction.refresh_from_db()
    assert (introduction.status, introduction.closed_on) == ("closed", today)
    page = html_of(client_alice.get(response.url))
    assert "One courtesy is left: Thank Elena, by tomorrow." in page
    assert "I’ve thanked Elena" in page
    assert "Thank Elena for answering, by tomorrow" in page


def test_closed_page_offers_the_reasons_that_are_possible(client_alice, alice, elena, ruth, today):
    introduction = ask(alice, today, introducer=elena, prospect=ruth, made_on=today)

    page = html_of(client_alice.get(url("closed", introduction)))

    labels = re.findall(r'<label class="form-check-label" for="id_because_\d">(.*?)</label>', page)
    assert labels == ["No answer", "Ruth said no", "Withdrawn"]


@pytest.mark.parametrize(
    "typed", [{}, {"because": "introducer_declined"}, {"because": "withdrawn", "on": "1999-01-01"}]
)
def test_closed_says_what_is_missing(client_alice, alice, today, typed):
    introduction = ask(alice, today, made_on=today)

    response = client_alice.post(url("closed", introduction), typed)

    assert response.status_code == 422
    introduction.refresh_from_db()
    assert introduction.closed_on is None


def test_draft_and_closed_one_have_no_closing_page(client_alice, alice, today):
    draft = IntroductionFactory(owner=alice)
    over = ask(alice, today, closed_on=today, closed_because="withdrawn")

    for introduction in (draft, over):
        assert client_alice.get(url("closed", introduction)).url == url("detail", introduction)


# Bob


@pytest.mark.parametrize(
    "view", ["detail", "edit", "delete", "named", "checked", "made", "further", "dates", "closed"]
)
def test_pages_of_somebody_else_do_not_exist(client_bob, alice, today, view):
    introduction = IntroductionFactory(owner=alice) if view == "edit" else ask(alice, today)

    assert client_bob.get(url(view, introduction)).status_code == 404
    assert client_bob.post(url(view, introduction)).status_code == 404
    assert Introduction.objects.filter(pk=introduction.pk, made_on=None, closed_on=None).exists()


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_of_somebody_else_do_not_exist(client_bob, alice, today, verb):
    introduction = ask(alice, today)
    revision = introduction.revision

    assert client_bob.post(url(verb, introduction)).status_code == 404
    assert client_bob.post(url("forgotten", introduction, "asked_on")).status_code == 404
    introduction.refresh_from_db()
    assert introduction.revision == revision


def test_index_shows_nothing_of_somebody_else(client_bob, alice, today):
    ask(alice, today)

    assert "Pick someone who knows people you don’t" in html_of(client_bob.get(INDEX))
