"""The mentor's page once the term is over."""

import pytest
from django.urls import reverse

from mentoring.models.meeting_facts import ADVICE_SHOWN, REPORTED_BACK
from tests.factories import ContactFactory
from tests.markup import forms_of, words_on
from tests.views.mentors_term.mentors_page import (
    actions_of,
    held_session,
    letter_of,
    page_of,
    press,
    seen_on,
    text_on,
)

pytestmark = pytest.mark.django_db


def test_afterwards_only_what_the_mentee_chose_to_show(client, client_alice, link, running, today):
    goal = running.goals.get()
    goal.record(success="We end on time.", achieved_on=today)
    running.complete(today, lessons="Start from cash.", thanks_words="Dear Margaret, thank you")
    before = text_on(client, link)
    client_alice.post(reverse("agreements.learned_shown", args=[running.pk]))
    chosen = text_on(client, link)
    client_alice.post(reverse("agreements.thanks_sent", args=[running.pk]))
    sent = text_on(client, link)
    goal.record(success="Something else.", title="Quietly", achieved_on=None)
    changed = text_on(client, link)
    over = client_alice.get(reverse("agreements.detail", args=[running.pk]))
    form = next(form for form in forms_of(over) if "learned-hidden" in form.action)
    client_alice.post(form.action, form.data())
    hidden = text_on(client, link)

    assert "Thank you for your time with" in before
    assert forms_of(page_of(client, link)) == []
    assert ["We end on time." in page for page in (before, chosen)] == [False, True]
    assert ["Start from cash." in page for page in (before, chosen)] == [False, True]
    assert ["Dear Margaret" in page for page in (before, chosen, sent)] == [False, False, True]
    assert changed == sent
    assert [text in hidden for text in ("We end on time.", "Start from cash.", "Dear Margaret")] == [
        False
    ] * 3


@pytest.mark.parametrize("stands", [True, False])
def test_after_the_end_only_a_session_that_still_stands_asks_for_what_was_said_of_it(
    client, client_alice, alice, link, running, session, today, stands
):
    press(client, link, "other_time", "Thursday?")
    press(client, link, "point", "The budget.")
    before = actions_of(alice, today)
    if not stands:
        session.cancel(today)
    running.end_early(today)

    page = words_on(client_alice.get(reverse("agreements.detail", args=[running.pk])))
    after = actions_of(alice, today)

    assert before == after if stands else (before and after == {})
    assert ["Thursday?" in page, "The budget." in page] == [stands, stands]


def test_the_end_points_out_names_and_says_what_is_shown(client, client_alice, alice, link, running, today):
    ContactFactory(owner=alice, name="Ben Whitlock")
    running.goals.get().record(success="Ben comes to us.")
    close = reverse("agreements.completed", args=[running.pk])
    typed = letter_of(client_alice, close, lessons="Ask early.", **{"goal-0-achieved": "on"})
    typed |= {"goal-0-then_rated": "2", "goal-0-now_rated": "4"}
    typed = {name: said for name, said in typed.items() if name not in ("later", "update")}
    told = client_alice.post(close, typed)
    running.refresh_from_db()
    over = running.over_on
    unticked = {name: said for name, said in typed.items() if name != "learned_shown"}
    client_alice.post(close, unticked)
    unshown = text_on(client, link)
    client_alice.post(reverse("agreements.forgotten", args=[running.pk, "completed_on"]))
    running.refresh_from_db()
    opened = letter_of(client_alice, close).get("opened_at", "")
    client_alice.post(close, typed | seen_on(told) | {"opened_at": opened})

    page = words_on(told)
    assert "Show this to Margaret: what I learned, each goal I reached with what success means" in page
    assert "Ben comes to us. (Ben Whitlock)" in page
    assert "Nothing is saved yet" in page
    assert over is None
    assert "Ask early." not in unshown
    assert [text in text_on(client, link) for text in ("Ask early.", "Ben comes to us.", "Dear")] == [
        True, True, False,
    ]  # fmt: skip


def test_a_term_that_ended_early_blames_nobody(client, link, running, today):
    running.end_early(today, by="mentor")

    page = text_on(client, link)

    assert "You and" in page
    assert "finished on" in page
    assert "early" not in page.lower().replace("or earlier", "")


def test_afterwards_no_line_is_pointed_out_that_is_not_there(
    client, client_alice, alice, link, running, today
):
    ContactFactory(owner=alice, name="Elena Rossi")
    last = held_session(alice, running, one_thing="Ask Elena", came_of_it="Elena knew.")
    last.mark(REPORTED_BACK, today)
    last.mark(ADVICE_SHOWN, today)
    look = reverse("mentor_messages.look", args=[running.pk])
    during = words_on(client_alice.get(look))
    running.complete(today, lessons="Start from cash.")
    afterwards = words_on(client_alice.get(look))

    assert ["in what this page shows" in page for page in (during, afterwards)] == [True, False]
    assert "Elena" not in afterwards + text_on(client, link)
