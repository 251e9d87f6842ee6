"""The mentor's page through the term shows what was sent, and as it was sent."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.models.meeting_facts import ADVICE_SHOWN, AGENDA_SENT, AGENDA_SHOWN, REPORTED_BACK, STEPS_SHOWN
from tests.factories import ContactFactory, GoalStepFactory
from tests.markup import forms_of, words_on
from tests.views.mentors_term.mentors_page import held_session, letter_of, page_of, seen_on, send, text_on

pytestmark = pytest.mark.django_db


def test_the_next_session_shows_and_what_is_asked_once_it_is_sent(client, client_alice, link, session):
    before = text_on(client, link)
    send(client_alice, reverse("meetings.prepare", args=[session.pk]))
    sent = text_on(client, link)
    session.refresh_from_db()
    session.record(asks_for="Something that I only thought of later")
    changed = text_on(client, link)
    client_alice.post(reverse("agendas.shown", args=[session.pk]))
    shown = text_on(client, link)
    client_alice.post(reverse("agendas.hidden", args=[session.pk]))
    hidden = text_on(client, link)

    assert "Your next session with" in before
    assert "Mill Street Café, Harrogate" in before
    assert ["one page?" in page for page in (before, sent, changed, shown, hidden)] == [
        False, True, True, True, False,
    ]  # fmt: skip
    assert ["thought of later" in page for page in (before, sent, changed, shown, hidden)] == [
        False, False, False, True, False,
    ]  # fmt: skip


def test_what_is_not_sent_after_all_is_not_shown_either(client, client_alice, link, session):
    send(client_alice, reverse("meetings.prepare", args=[session.pk]))
    assert "one page?" in text_on(client, link)
    client_alice.post(reverse("agendas.unsent", args=[session.pk]))

    assert "one page?" not in text_on(client, link)


def test_without_a_session_the_page_says_who_suggests_one(client, link, alice):
    page = text_on(client, link)

    assert f"You and {alice.first_name}" in page
    assert f"{alice.first_name} will suggest a day." in page
    assert "What became of your advice" not in page
    assert [form.data()["kind"] for form in forms_of(page_of(client, link))] == [["point"]]


def test_a_button_alone_shows_nothing_because_nobody_knows_the_letter(client, client_alice, link, session):
    client_alice.post(reverse("agendas.sent", args=[session.pk]))

    session.refresh_from_db()
    assert session.agenda_sent_on
    assert "one page?" not in text_on(client, link)
    look = words_on(client_alice.get(reverse("mentor_messages.look", args=[link.agreement_id])))
    assert "Not shown to Margaret yet" in look


@pytest.mark.every_database
def test_what_was_taken_out_of_the_agenda_is_not_shown_beside_it(client, client_alice, link, session):
    prepare = reverse("meetings.prepare", args=[session.pk])
    send(client_alice, prepare, asks_for="Should I tell them about Ben?", message="Hi, see you on Monday.")

    page = text_on(client, link)

    assert "see you on Monday" in page
    assert "about Ben" not in page


def test_names_in_an_agenda_are_pointed_out_before_it_is_shown(client, client_alice, alice, link, session):
    ContactFactory(owner=alice, name="Elena Rossi")
    prepare = reverse("meetings.prepare", args=[session.pk])
    typed = letter_of(client_alice, prepare, message="Shall I ask Elena?", sent="1")
    told = client_alice.post(prepare, typed)
    session.refresh_from_db()
    unsent = session.agenda_sent_on
    changed = client_alice.post(prepare, typed | seen_on(told) | {"message": "Shall I ask Elena now?"})
    kept_back = client_alice.post(prepare, typed | seen_on(told) | {"sent": "unshown"})
    hidden = text_on(client, link)
    client_alice.post(reverse("agendas.unsent", args=[session.pk]))
    send(client_alice, prepare, message="Shall I ask Elena?", **seen_on(told))

    assert "Shall I ask Elena? (Elena Rossi)" in words_on(told)
    assert "don’t show it" in words_on(told)
    assert unsent is None
    assert "Shall I ask Elena now? (Elena Rossi)" in words_on(changed)
    assert kept_back.status_code == 302
    assert "Elena" not in hidden
    assert "Shall I ask Elena?" in text_on(client, link)


@pytest.mark.every_database
def test_a_report_back_shows_what_its_letter_holds(client, client_alice, link, alice, running):
    ContactFactory(owner=alice, name="Ben Whitlock")
    last = held_session(alice, running, one_thing="Start from cash.")
    report = reverse("letters.report_back", args=[last.pk])
    told = send(
        client_alice, report, one_thing="Ben was angry", message="I did start from cash. Ben was angry."
    )
    before = text_on(client, link)
    send(client_alice, report, one_thing="Ben was angry", message="Hi, I did start from cash, and it helped.")
    after = text_on(client, link)
    client_alice.post(reverse("debriefs.hidden", args=[last.pk]))
    last.refresh_from_db()

    assert "Ben was angry (Ben Whitlock)" in words_on(told)
    assert "It keeps the line at the top" in words_on(told)
    assert "came of it, as far as this letter says it" in words_on(told)
    assert "doesn’t store" not in words_on(told)
    assert "Start from cash" not in before
    assert ("Start from cash" in after, "Ben was angry" in after) == (True, False)
    assert "Start from cash" not in text_on(client, link)
    assert (last.reported_back_on, last.came_of_it) == (timezone.localdate(), "Ben was angry")


@pytest.mark.every_database
def test_an_outcome_that_the_letter_doesn_t_say_yet_is_put_into_it_before_it_counts_as_sent(
    client, client_alice, link, alice, running
):
    last = held_session(alice, running, one_thing="Start from cash.")
    report = reverse("letters.report_back", args=[last.pk])

    asked = send(client_alice, report, one_thing="We end on time")
    before = text_on(client, link)
    last.refresh_from_db()
    noted_before = last.reported_back_on
    [form] = [form for form in forms_of(asked) if "message" in form.data()]
    again = {name: said for name, said in form.data().items() if name not in ("keep", "update")}
    client_alice.post(report, again | {"sent": "1"})

    assert asked.status_code == 422
    assert "Your letter didn’t say this yet. Now it does" in words_on(asked)
    assert "Here’s what came of it: We end on time." in form.data()["message"][0]
    assert noted_before is None
    assert "Start from cash" not in before
    last.refresh_from_db()
    assert last.came_of_it == "We end on time"
    assert "Start from cash. We end on time" in text_on(client, link)


@pytest.mark.every_database
def test_steps_agreed_on_are_shown_as_the_summary_held_them(
    client, client_alice, link, alice, running, session, today
):
    ContactFactory(owner=alice, name="Grace Okafor")
    last, goal = held_session(alice, running), running.goals.get()
    kept, left_out, naming = (
        GoalStepFactory(goal=goal, text=text) for text in ("Draft it", "Quit quietly", "Talk to Grace")
    )
    last.agreed_steps.add(kept, left_out, naming)
    unsent = text_on(client, link)
    summary = reverse("letters.summary", args=[last.pk])
    letter = "I’ll do this:\n- Draft it\n- Talk to Grace"
    told = send(client_alice, summary, message=letter)
    send(client_alice, summary, message=letter, **seen_on(told))
    sent = text_on(client, link)
    kept.record(text="Apply elsewhere")
    naming.record(done_on=today)
    naming.delete()
    edited = text_on(client, link)
    kept.record(done_on=today)
    done = text_on(client, link)
    look = client_alice.get(reverse("mentor_messages.look", args=[running.pk]))
    client_alice.post(reverse("summaries.hidden", args=[last.pk]))

    assert "Draft it" not in unsent
    assert "Talk to Grace (Grace Okafor)" in words_on(told)
    assert "the steps that stand in it" in words_on(told)
    assert [text in sent for text in ("Draft it", "Talk to Grace", "Quit quietly")] == [True, True, False]
    assert [text in edited for text in ("Draft it", "Talk to Grace", "Apply elsewhere")] == [
        True,
        False,
        False,
    ]
    assert "Done since" in done
    assert "Draft it" in done
    assert "Apply elsewhere Quit quietly" in " ".join(words_on(look).split())
    assert "Draft it" not in text_on(client, link)


@pytest.mark.every_database
def test_steps_and_advice_that_are_shown_stay_as_they_were(
    client, client_alice, link, alice, running, session, today
):
    last = held_session(alice, running, one_thing="Start from cash", came_of_it="Half as long now.")
    goal = running.goals.get()
    done, still, other = (
        GoalStepFactory(goal=goal, text=text) for text in ("Got the split", "Draft it", "Quietly")
    )
    done.record(done_on=today)
    last.agreed_steps.add(done, still)
    session.agreed_steps.add(other)
    before = text_on(client, link)
    last.mark(REPORTED_BACK, today)
    for shown in ("debriefs.shown", "summaries.shown"):
        client_alice.post(reverse(shown, args=[last.pk]))
    last.refresh_from_db()
    last.record(one_thing="Rewritten later")

    after = text_on(client, link)

    assert ("Got the split" in before, "Draft it" in before) == (False, False)
    assert ("Got the split" in after, "Draft it" in after, "Quietly" in after) == (True, True, False)
    assert ("Start from cash" in before, "Half as long" in before) == (False, False)
    assert ("Start from cash" in after, "Half as long" in after, "Rewritten" in after) == (True, True, False)


def test_a_session_that_was_called_off_shows_no_agenda(client_alice, link, session, today):
    session.cancel(today)
    client_alice.post(reverse("agendas.shown", args=[session.pk]))

    session.refresh_from_db()
    assert session.agenda_shown_on is None


def test_the_page_costs_the_same_whatever_there_is(
    client, link, alice, running, session, django_assert_max_num_queries
):
    for number in range(3):
        one = held_session(alice, running, one_thing=f"Advice {number}")
        one.agreed_steps.add(GoalStepFactory(goal=running.goals.get()))
        one.mark(REPORTED_BACK, timezone.localdate())
        one.mark(ADVICE_SHOWN, timezone.localdate())
        one.mark(STEPS_SHOWN, timezone.localdate())

    with django_assert_max_num_queries(11):
        page_of(client, link)


def test_what_was_shown_before_a_letter_went_stays_shown_when_it_did_not_go(session, today):
    session.record(asks_for="Who speaks first?")
    session.mark(AGENDA_SHOWN, today - dt.timedelta(days=1))
    session.mark(AGENDA_SENT, today)
    session.forget(AGENDA_SENT)
    shown_earlier = session.agenda_shown_on, session.words_sent["ask"]

    session.mark(AGENDA_SENT, today)
    session.record(agenda_shown_on=today)
    session.forget(AGENDA_SENT)

    assert shown_earlier == (today - dt.timedelta(days=1), "Who speaks first?")
    assert (session.agenda_shown_on, session.words_sent["ask"]) == (None, "")
