"""One click each: what the row offers is recorded, and taken back."""

import datetime as dt
import re

import pytest
from django.contrib.messages import get_messages

from tests.pages import html_of
from tests.views.introductions.walking import (
    INDEX,
    VERBS,
    ask,
    flash,
    url,
)

pytestmark = pytest.mark.django_db


# One click each: what the row offers


def test_silent_person_is_followed_up_from_the_row(client_alice, alice, elena, ruth, today):
    day = today - dt.timedelta(days=20)
    introduction = ask(
        alice, today, 30, introducer=elena, prospect=ruth, made_on=day, written_on=day, thanked_on=day
    )

    page = html_of(client_alice.get(INDEX))

    assert re.search(r'<a class="btn btn-primary btn-sm" href="[^"]+/follow-up/">Follow up with Ruth<', page)
    assert "I’ve followed up with Ruth<" in page
    assert re.search(r'<button class="btn btn-secondary btn-sm" type="submit">Ruth answered<', page)
    client_alice.post(url("answered", introduction))
    assert "Plan the first meeting" in html_of(client_alice.get(INDEX))


def test_history_tells_every_message(client_alice, alice, elena, ruth, today):
    facts = ("checked_on", "made_on", "written_on", "followed_up_on", "followed_up_again_on", "answered_on")
    introduction = ask(alice, today, 9, introducer=elena, prospect=ruth, **dict.fromkeys(facts, today))

    page = html_of(client_alice.get(url("detail", introduction)))

    for sentence in (
        "Elena checked with Ruth",
        "You followed up with Ruth",
        "You wrote to Ruth once more",
        "Ruth answered",
    ):
        assert f"<span>{sentence}</span>" in page


# One click each


@pytest.mark.parametrize(
    ("verb", "facts"),
    [
        ("asked", {"asked_on": None, "pledged_on": dt.date(2026, 1, 1), "write_by": dt.date(2099, 1, 1)}),
        ("nudged", {}),
        ("agreed", {}),
        ("checked", {}),
        ("made", {}),
        ("written", {"made_on": True}),
        ("followed_up", {"made_on": True, "written_on": True}),
        ("followed_up_again", {"made_on": True, "written_on": True, "followed_up_on": True}),
        ("answered", {"made_on": True, "written_on": True}),
        ("thanked", {"made_on": True}),
        ("met", {"made_on": True}),
        ("introducer_informed", {"made_on": True, "met_on": True}),
    ],
)
def test_click_records_today_and_can_be_undone(client_alice, alice, today, verb, facts):
    day = today - dt.timedelta(days=5)
    facts = {name: day if value is True else value for name, value in facts.items()}
    introduction = ask(alice, today, 9, **facts)
    name = f"{verb}_on"

    response = client_alice.post(url(verb, introduction))

    assert response.url == f"{INDEX}#introduction-{introduction.pk}"
    introduction.refresh_from_db()
    assert getattr(introduction, name) == today
    page = html_of(client_alice.get(INDEX, {"show": "all"}))
    assert f'action="{url("forgotten", introduction, name)}"' in page

    client_alice.post(url("forgotten", introduction, name))
    introduction.refresh_from_db()
    assert getattr(introduction, name) is None


def test_click_can_be_set_back(client_alice, alice, today):
    introduction = ask(alice, today, 9)
    day = today - dt.timedelta(days=4)

    client_alice.post(url("made", introduction), {"on": day.isoformat(), "next": url("detail", introduction)})

    introduction.refresh_from_db()
    assert introduction.made_on == day


@pytest.mark.parametrize("on", ["2999-01-01", "0001-01-01", "soon", "\x00"])
def test_impossible_day_changes_nothing(client_alice, alice, today, on):
    introduction = ask(alice, today)

    response = client_alice.post(url("made", introduction), {"on": on})

    assert response.status_code == 302
    introduction.refresh_from_db()
    assert introduction.made_on is None
    assert "alert-warning" in html_of(client_alice.get(INDEX))


def test_fact_out_of_order_is_refused_kindly(client_alice, alice, today):
    introduction = ask(alice, today, 2)

    client_alice.post(url("made", introduction), {"on": (today - dt.timedelta(days=3)).isoformat()})

    assert "The introduction comes after the ask" in flash(client_alice)
    introduction.refresh_from_db()
    assert introduction.made_on is None


def test_stale_click_does_not_move_the_day(client_alice, alice, today):
    day = today - dt.timedelta(days=2)
    introduction = ask(alice, today, 9, made_on=day)

    client_alice.post(url("made", introduction))

    introduction.refresh_from_db()
    assert introduction.made_on == day
    assert "You’ve already noted that" in flash(client_alice)


def test_a_stale_click_on_what_is_closed_offers_the_undo_it_asks_for(client_alice, alice, ruth, today):
    introduction = ask(alice, today, 9, prospect=ruth)
    introduction.close(today, "introducer_declined")

    refused = client_alice.post(url("made", introduction))

    [message] = get_messages(refused.wsgi_request)
    assert str(message) == "This introduction is closed. Undo that first."
    client_alice.post(message.extra_tags)
    introduction.refresh_from_db()
    assert introduction.closed_on is None


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_answer_only_posts(client_alice, alice, today, verb):
    introduction = ask(alice, today)

    assert client_alice.get(url(verb, introduction)).status_code == 405
    assert client_alice.get(url("forgotten", introduction, "asked_on")).status_code == 405


def test_undo_is_refused_while_later_facts_rest_on_it(client_alice, alice, today):
    introduction = ask(alice, today, 9, made_on=today)

    client_alice.post(url("forgotten", introduction, "asked_on"))

    assert "First undo what came after it: introduced" in flash(client_alice)
    introduction.refresh_from_db()
    assert introduction.asked_on


@pytest.mark.parametrize("fact", ["purpose", "owner_id", "introducer_informed_on"])
def test_undo_of_nothing_changes_nothing(client_alice, alice, today, fact):
    introduction = ask(alice, today)

    client_alice.post(url("forgotten", introduction, fact))

    assert "There’s nothing to undo" in flash(client_alice)
