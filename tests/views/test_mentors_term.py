"""The mentor's page through the term and afterwards: it shows what was sent, and takes three small messages."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.urls import reverse
from django.utils import timezone

from mentoring.dates.days import plain_day, whole_day
from mentoring.models import MentorAgreement, MentorMessage, ShareLink
from mentoring.models.base import Owned
from mentoring.models.meeting_facts import ADVICE_SHOWN, AGENDA_SENT, AGENDA_SHOWN, REPORTED_BACK, STEPS_SHOWN
from mentoring.models.mentor_messages import MOST_A_DAY, send_message, sign_of
from mentoring.pages.mentors_page import lines_that_name
from mentoring.status import next_actions
from mentoring.status.records import Records
from mentoring.status.stuck import between
from tests import addresses
from tests.factories import (
    ContactFactory,
    GoalStepFactory,
    InteractionFactory,
    MeetingFactory,
    ShareLinkFactory,
)
from tests.markup import forms_of, text_of, words_on
from tests.models.test_agreements import ready

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def link(alice, today):
    """A link to an agreement that has run for thirty days, with a session in three."""
    agreement = ready(
        alice,
        mentor__name="Margaret Lindqvist",
        starts_on=today - 30 * DAY,
        ends_on=today + 150 * DAY,
        boundaries="No job references.",
    )
    link = ShareLink.objects.make(agreement, 90, timezone.now())
    agreement.confirm(today, "in_person")
    return link


@pytest.fixture
def running(link):
    return MentorAgreement.objects.select_related("mentor", "owner").get(confirmed_on__isnull=False)


@pytest.fixture
def session(alice, running):
    return MeetingFactory(
        owner=alice,
        contact=running.mentor,
        kind="session",
        starts_at=timezone.now() + 3 * DAY,
        where="Mill Street Café, Harrogate",
        asks_for="Would you look at my one page?",
    )


def page_of(client, link, **asked):
    return client.get(reverse("shared.detail", args=[link.token]), asked)


def text_on(client, link, **asked) -> str:
    return words_on(page_of(client, link, **asked))


def form_on(client, link, kind, **asked):
    """One of the small forms as it stands on the page."""
    found = forms_of(page_of(client, link, **asked))
    return next(form for form in found if form.data().get("kind") == [kind] and "name" not in form.data())


def press(client, link, kind, text="", form=None, **asked):
    form = form or form_on(client, link, kind, **asked)
    return client.post(form.action, form.data(**({"text": text} if text else {})))


def actions_of(alice, today) -> dict[str, str]:
    found = next_actions.for_user(alice, today)
    return {
        action.key.kind + "." + action.key.verb: action.title
        for action in found
        if action.key.kind == "message"
    }


# What stands there ------------------------------------------------------------------------------------


# What else may be pressed on the page of a letter.
BUTTONS = {"sent", "keep", "update", "show", "prepared"}


def letter_of(client_alice, address, **typed):
    """The form with the letter on this page, and what it holds with this typed into it."""
    [form] = [form for form in forms_of(client_alice.get(address)) if "message" in form.data()]
    data = form.data(**typed)
    return {name: said for name, said in data.items() if name in typed or name not in BUTTONS}


def send(client_alice, address, **typed):
    """Press “I’ve sent it” on the page of a letter."""
    return client_alice.post(address, letter_of(client_alice, address, **{"sent": "1", **typed}))


def seen_on(told) -> dict[str, str]:
    """What the form says once names were pointed out in it."""
    return {"seen": next(form.data()["seen"][0] for form in forms_of(told) if "seen" in form.data())}


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


def held_session(alice, running, **facts):
    return MeetingFactory(
        owner=alice,
        contact=running.mentor,
        kind="session",
        starts_at=timezone.now() - 10 * DAY,
        held_on=timezone.localdate() - 10 * DAY,
        recorded_on=timezone.localdate() - 10 * DAY,
        **facts,
    )


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


def test_a_change_is_asked_for_above_what_was_sent_meanwhile(client, link, running, session, today):
    draft = running.change()
    draft.record(boundaries="All new.")
    unseen = text_on(client, link)
    draft.share(today)
    shared = text_on(client, link)

    answer = press(client, link, "point", "About the change.")

    assert ("All new." in unseen, "suggests a change" in unseen) == (False, False)
    assert ("All new." in shared, "suggests a change" in shared, "Your next session with" in shared) == (
        True,
    ) * 3
    assert answer.status_code == 302
    assert MentorMessage.objects.get().agreement == running


def test_a_suggested_change_says_what_changes_and_what_stays_in_force(client, link, running, today):
    change = running.change(ends_on=running.ends_on + 20 * DAY)
    change.record(boundaries="All new.")
    change.share(today)

    page = text_on(client, link)

    marked = page.split("What would change")[1].split("Mentoring agreement")[0]
    assert f"What you agreed on {plain_day(today, today)} stays in force until you say yes" in page
    assert "What it asks of you" not in page
    assert "No job references." in marked
    assert "All new." in marked
    assert whole_day(change.ends_on) in marked
    assert "Preparing" not in marked


@pytest.mark.every_database
def test_a_change_is_answered_through_the_link_of_the_first_yes(client, alice, today):
    """Yes, a change, yes, an extension and yes again, all on one page."""
    link = ShareLink.objects.make(
        ready(alice, starts_on=today, ends_on=today + 150 * DAY), 90, timezone.now()
    )
    for number in range(3):
        form = next(form for form in forms_of(page_of(client, link)) if "name" in form.data())
        answer = client.post(form.action, form.data(kind="yes", name="Margaret"))
        agreed = MentorAgreement.objects.running().get()
        assert (answer.status_code, agreed.number, agreed.confirmed_by) == (302, number + 1, "Margaret")
        change = agreed.change(ends_on=agreed.ends_on + 20 * DAY if number else None)
        change.record(boundaries=f"Change {number}.")
        change.share(today)

    assert "suggests a change" in text_on(client, link)


@pytest.mark.parametrize("kind", ["no", "not_now"])
def test_after_a_no_to_a_change_the_page_of_what_runs_is_back(client, link, running, session, today, kind):
    change = running.change()
    change.record(boundaries="All new.")
    change.share(today)
    form = next(form for form in forms_of(page_of(client, link)) if "name" in form.data())
    client.post(form.action, form.data(kind=kind, name="Margaret"))

    page = text_on(client, link)
    anew = text_on(client, link, again="1")

    assert "again" not in form.data()
    assert "What you agreed stays as it is." in page
    assert "Your next session with" in page
    assert ["No job references." in words for words in (page, anew)] == [True, True]
    assert ["All new." in words for words in (page, anew)] == [False, True]
    assert "Send my answer" not in text_on(client, link, again="day")


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


def test_a_session_that_was_called_off_shows_no_agenda(client_alice, link, session, today):
    session.cancel(today)
    client_alice.post(reverse("agendas.shown", args=[session.pk]))

    session.refresh_from_db()
    assert session.agenda_shown_on is None


def test_a_link_of_before_shows_its_one_version_and_no_more(client, link, alice, running, session):
    old = ShareLinkFactory(owner=alice, agreement=running, shows_one_version=True)

    page = text_on(client, old)

    assert "Your next session" not in page
    assert "Mill Street" not in page
    assert forms_of(page_of(client, old)) == []
    sent = client.post(reverse("shared.messaged", args=[old.token]), {"kind": "point", "text": "Hello"})
    assert sent.status_code == 200
    assert not MentorMessage.objects.exists()


def test_a_term_that_ended_early_blames_nobody(client, link, running, today):
    running.end_early(today, by="mentor")

    page = text_on(client, link)

    assert "You and" in page
    assert "finished on" in page
    assert "early" not in page.lower().replace("or earlier", "")


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


# What the mentor sends --------------------------------------------------------------------------------


@pytest.mark.every_database
def test_that_works_is_kept_and_changes_nothing_else(client, client_alice, link, session, alice, today):
    before = addresses.rows()

    answer = press(client, link, "works")

    changed = {name for name, rows in addresses.rows().items() if rows != before[name]}
    [message] = MentorMessage.objects.all()
    assert answer.url == reverse("shared.detail", args=[link.token])
    assert changed == {"MentorMessage"}
    assert (message.kind, message.text, message.meeting, message.session_at) == (
        "works",
        "",
        session,
        session.starts_at,
    )
    assert (message.sent_on, message.number, message.opened_on) == (today, 1, None)
    assert "You said that works, on" in text_on(client, link)
    assert [form.data()["kind"] for form in forms_of(page_of(client, link))] == [["point"]]
    assert len(forms_of(page_of(client, link, again="day"))) == 3
    assert actions_of(alice, today) == {"message.opened": "Read what Margaret says about the day"}
    assert "“That works”" in words_on(
        client_alice.get(reverse("agreements.detail", args=[message.agreement_id]))
    )

    client_alice.post(reverse("mentor_messages.noticed", args=[message.pk]))

    message.refresh_from_db()
    assert message.opened_on == today
    assert actions_of(alice, today) == {}


@pytest.mark.every_database
def test_a_later_one_replaces_what_nobody_opened(client, client_alice, link, session, alice, today):
    press(client, link, "works")
    press(client, link, "other_time", "Tuesday at nine?", again="day")
    press(client, link, "other_time", "Wednesday at ten?", again="day")
    press(client, link, "point", "Bring the split.")
    first = press(client, link, "point", "Bring the split by depot.", again="point")
    stand = list(MentorMessage.objects.unopened().values_list("kind", "text"))
    point = MentorMessage.objects.unopened().get(kind="point")
    client_alice.post(reverse("mentor_messages.noticed", args=[point.pk]))
    press(client, link, "point", "And the budget.")

    assert first.status_code == 302
    assert sorted(stand) == [("other_time", "Wednesday at ten?"), ("point", "Bring the split by depot.")]
    assert MentorMessage.objects.filter(replaced_at__isnull=False).count() == 3
    assert not MentorMessage.objects.filter(replaced_at__isnull=False).exclude(text="").exists()
    assert list(
        MentorMessage.objects.filter(kind="point", replaced_at=None).values_list("text", flat=True)
    ) == [
        "And the budget.",
        "Bring the split by depot.",
    ]
    page = words_on(client_alice.get(reverse("meetings.prepare", args=[session.pk])))
    assert "Bring the split by depot." in page
    assert "And the budget." in page
    # The one is answered where the session is prepared, the other on the page of the agreement.
    actions = [one for one in next_actions.for_user(alice, today) if one.key.kind == "message"]
    assert [(one.title, "/prepare/" in one.url) for one in actions] == [
        ("See which other time suits Margaret", False),
        ("Read what Margaret wants to talk about", True),
    ]


@pytest.mark.every_database
def test_a_later_one_replaces_what_was_sent_under_an_earlier_version(
    client, link, running, session, alice, today
):
    press(client, link, "point", "Bring the split.")
    press(client, link, "works")
    change = running.change(ends_on=running.ends_on + 20 * DAY)
    change.share(today)
    change.confirm(today, "in_person")
    press(client, link, "point", "Bring the budget.", again="point")
    press(client, link, "other_time", "Tuesday at nine?", again="day")

    stand = MentorMessage.objects.filter(replaced_at=None).order_by("kind")
    assert [(one.text, one.agreement_id) for one in stand] == [
        ("Tuesday at nine?", change.pk),
        ("Bring the budget.", change.pk),
    ]
    assert "Bring the split." not in text_on(client, link)
    told = [one.title for one in next_actions.for_user(alice, today) if one.key.kind == "message"]
    assert sorted(told) == ["Read what Margaret wants to talk about", "See which other time suits Margaret"]


def test_another_time_for_a_day_that_has_passed_asks_for_no_move(
    client, client_alice, link, running, session, alice, today, freeze
):
    press(client, link, "other_time", "Tuesday at nine?")
    address = reverse("agreements.detail", args=[running.pk])
    move = reverse("meetings.edit", args=[session.pk])

    def asked(day):
        [action] = [one for one in next_actions.for_user(alice, day) if one.key.kind == "message"]
        page = client_alice.get(address)
        links = text_of(page).partition("Tuesday at nine?")[2].partition("</div>")[0]
        return action.title, action.why, move in links, "Tuesday at nine?" in words_on(page)

    before = asked(today)
    freeze(session.starts_at + DAY)
    after = asked(today + 4 * DAY)

    title, why = "See which other time suits Margaret", "Nothing changes until you move the session."
    assert before == (title, why, True, True)
    title, why = (
        "Read what Margaret says about the day",
        "That session isn’t ahead any more, so there’s nothing to move.",
    )
    assert after == (title, why, False, True)


def test_that_works_is_said_of_a_day_and_not_of_the_one_it_was_moved_to(client, link, session):
    form = form_on(client, link, "works")
    press(client, link, "works", form=form)
    session.record(starts_at=session.starts_at + DAY)

    moved = text_on(client, link)
    again = client.post(form.action, form.data(form_key="1" * 32))

    assert "You said that works" not in moved
    assert again.status_code == 422
    assert "changed the day while you were reading" in words_on(again)
    assert MentorMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("point", {"text": ""}),
        ("point", {"text": " \u200b "}),
        ("point", {"text": "x" * 1001}),
        ("point", {"text": "a\x00b"}),
        ("other_time", {"text": "x" * 201}),
        ("point", {"form_key": "x"}),
        ("point", {"kind": "shout"}),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(client, link, session, kind, typed):
    form = form_on(client, link, kind)
    before = addresses.rows()

    answer = client.post(form.action, form.data(**({"text": "Dear <you>"} | typed)))

    assert answer.status_code == 422
    assert "Dear &lt;you&gt;" in answer.content.decode() or "text" in typed
    assert addresses.rows() == before


@pytest.mark.every_database
def test_a_message_counts_as_an_answer_to_what_was_written(link, alice, running, today, freeze):
    for later in (3, 6, 9):
        InteractionFactory(contact=running.mentor, kind="wrote", on=today + later * DAY)
    freeze(timezone.now() + 12 * DAY)
    fading = [stuck_with(alice)]
    send_message(link, running, link.form_key, kind="point", text="Hello", shown="", now=timezone.now())
    fading.append(stuck_with(alice))

    assert fading == ["unanswered", ""]


def stuck_with(alice) -> str:
    """Which of the rules about fading speaks of the one agreement that runs."""
    records = Records(alice, timezone.localdate())
    return between.fading(records, records.running[0])[0]


# Attacked ---------------------------------------------------------------------------------------------


def test_looks_change_nothing(client, link, session):
    press(client, link, "point", "Bring the split.")
    before = addresses.rows()

    found = [
        page_of(client, link, **asked)
        for _time in range(4)
        for asked in ({}, {"again": "day"}, {"kind": "works"})
    ]
    found += [
        client.get(reverse("shared.messaged", args=[link.token]), {"kind": "works"}) for _time in range(4)
    ]

    assert {answer.status_code for answer in found} == {200, 405}
    assert not any(answer.cookies for answer in found)
    assert addresses.rows() == before


@pytest.mark.every_database
def test_what_comes_through_no_link_that_works_is_not_kept(client, link, session, alice, bob):
    form = form_on(client, link, "works")
    theirs = ShareLinkFactory(owner=bob)
    swapped = f"{theirs.pk}-{link.token.partition('-')[2]}"
    wrong = [link.token[:-1] + ("A" if link.token[-1] != "A" else "B"), swapped, "x"]

    refused = [client.post(reverse("shared.messaged", args=[token]), form.data()) for token in wrong]
    link.revoke(timezone.now())
    refused.append(client.post(form.action, form.data()))
    late = ShareLinkFactory(owner=alice, agreement=link.agreement, expires_at=timezone.now() - DAY)
    refused.append(client.post(reverse("shared.messaged", args=[late.token]), form.data()))

    assert {answer.status_code for answer in refused} == {404}
    assert len({answer.content for answer in refused[:4]}) == 1
    assert "has expired" in refused[-1].content.decode()
    assert {answer["Referrer-Policy"] for answer in refused} == {"no-referrer"}
    assert not MentorMessage.objects.exists()
    with pytest.raises(DatabaseError, match="message_through_a_live_link"), transaction.atomic():
        MentorMessage.objects.create(
            owner=alice, link=late, agreement=link.agreement, kind="point", text="x",
            sent_at=timezone.now(), sent_on=timezone.localdate(), number=1,
        )  # fmt: skip


def test_the_same_form_sent_again_is_one_message_also_after_it_was_replaced(client, link, session):
    first = form_on(client, link, "point")
    for text in ("One", "One", "Two"):
        client.post(first.action, first.data(text=text))
    client.post(first.action, first.data(text="One"))

    assert list(MentorMessage.objects.unopened().values_list("text", flat=True)) == ["Two"]
    assert MentorMessage.objects.count() == 2


def test_an_agreement_that_is_over_takes_none(client, link, session, running, today):
    form = form_on(client, link, "point")
    running.complete(today)

    answer = client.post(form.action, form.data(text="Too late"))

    assert answer.status_code == 200
    assert not MentorMessage.objects.exists()


@pytest.mark.every_database
def test_no_message_is_rewritten(alice, link, session):
    message = send_message(
        link, link.agreement, form_key=link.form_key, kind="point", text="One", shown="", now=timezone.now()
    )

    for facts in (
        {"text": "Two"},
        {"kind": "works", "text": "", "session_at": timezone.now()},
        {"number": 2},
    ):
        with pytest.raises(DatabaseError, match="message_stays_as_sent"), transaction.atomic():
            MentorMessage.objects.filter(pk=message.pk).update(**facts)


def test_twenty_a_day_are_kept(client, link, session, freeze):
    facts = {"kind": "point", "shown": "", "now": timezone.now()}
    for number in range(MOST_A_DAY):
        send_message(link, link.agreement, form_key=link.form_key, text=f"Point {number}", **facts)

    answer = press(client, link, "point", "One more", again="point")

    assert answer.status_code == 422
    assert "fits into a day" in words_on(answer)
    assert "One more" in answer.content.decode()
    assert MentorMessage.objects.count() == MOST_A_DAY
    with pytest.raises(ValidationError):
        send_message(link, link.agreement, form_key=link.form_key, text="Once more", **facts)
    tomorrow = facts | {"now": timezone.now() + DAY}
    assert send_message(link, link.agreement, form_key=link.form_key, text="Next day", **tomorrow).number == 1


# Nothing else is there -----------------------------------------------------------------------------------


def canaries(owner, sign="zq") -> dict[str, str]:
    """A word of its own in every text field of every record of a person: by the word, which field it is.

    What the database keeps as it was given stays, and is told by the word of its world.
    """
    planted = {}
    for model in apps.get_app_config("mentoring").get_models():
        if not issubclass(model, Owned):
            continue
        texts = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not (field.generated or field.choices)
            and (field.max_length or 999) >= 60
            and not field.name.endswith(("_key", "fingerprint"))
        ]
        for record in model._default_manager.filter(owner=owner):
            for field in texts:
                word = f"{sign}{len(planted)}z"
                try:
                    with transaction.atomic():
                        model._default_manager.filter(pk=record.pk).update(**{field.name: word})
                except DatabaseError:
                    continue
                planted[word] = f"{model.__name__}.{field.name}"
    return planted


def fields_on(page, planted) -> set[str]:
    """Which fields of which records stand on a page."""
    return {planted[word] for word in re.findall(r"z[qr]\d+z", page.content.decode()) if word in planted}


def test_no_word_is_on_the_page_that_was_not_sent_and_each_that_was(client, client_alice, alice, freeze):
    world = addresses.World(alice, "Quillwort")
    planted = canaries(alice)
    assert len(set(planted.values())) > 75
    first = client.get(reverse("shared.detail", args=[world.term_token]))
    assert fields_on(first, planted) == {"Meeting.where"}
    assert "“Quillwort text”" in words_on(first)  # what the mentor themself sent

    prepare = reverse("meetings.prepare", args=[world.session.pk])
    typed = {"asks_for": "zqask", "message": "zqagenda", "preparation": "zqmine", "subject": "zqsubject"}
    words = ("zqask", "zqagenda", "zqmine", "zqsubject")
    client_alice.post(prepare, letter_of(client_alice, prepare, **typed))
    unsent = client.get(reverse("shared.detail", args=[world.term_token])).content.decode()
    send(client_alice, prepare, **typed)
    sent = client.get(reverse("shared.detail", args=[world.term_token])).content.decode()
    assert [word for word in words if word in unsent] == []
    assert [word for word in words if word in sent] == [
        "zqagenda"
    ]  # the letter doesn’t hold what is asked for

    draft = fields_on(client.get(reverse("shared.detail", args=[world.token])), planted)
    assert {field for field in draft if not field.startswith("MentorAgreement.")} <= {"Goal.title"}

    world.wound_up.agreed_steps.add(world.step)
    client_alice.post(reverse("debriefs.reported_back", args=[world.held.pk]))
    client_alice.post(reverse("summaries.sent", args=[world.wound_up.pk]))
    still = fields_on(client.get(reverse("shared.detail", args=[world.term_token])), planted)
    assert still == {"Meeting.where"}
    client_alice.post(reverse("debriefs.shown", args=[world.held.pk]))
    client_alice.post(reverse("summaries.shown", args=[world.wound_up.pk]))
    now = fields_on(client.get(reverse("shared.detail", args=[world.term_token])), planted)
    assert now == {
        "Meeting.where", "GoalStep.text", "Meeting.one_thing", "Meeting.came_of_it",
    }  # fmt: skip

    after = ShareLinkFactory(owner=alice, agreement=world.over)
    over = reverse("shared.detail", args=[after.token])
    assert fields_on(client.get(over), planted) == set()
    world.goal.record(achieved_on=timezone.localdate())
    client_alice.post(reverse("agreements.learned_shown", args=[world.over.pk]))
    client_alice.post(reverse("agreements.thanks_sent", args=[world.over.pk]))
    assert fields_on(client.get(over), planted) == {
        "Goal.title", "Goal.success", "MentorAgreement.lessons", "MentorAgreement.thanks_words",
    }  # fmt: skip

    # What is edited after it was sent stays as it was sent; the place of the next session is where it is.
    edited = canaries(alice, "zr")
    assert set(edited.values()) == set(planted.values())
    for page in (reverse("shared.detail", args=[world.term_token]), over):
        assert fields_on(client.get(page), edited) <= {"Meeting.where"}
        assert fields_on(client.get(page), planted) == (now - {"Meeting.where"} if page != over else {
            "Goal.title", "Goal.success", "MentorAgreement.lessons", "MentorAgreement.thanks_words",
        })  # fmt: skip


# Where the mentee looks at it ------------------------------------------------------------------------------


def test_a_line_that_names_somebody_is_pointed_out_before_it_is_shown(
    client, client_alice, alice, link, running, session
):
    ContactFactory(owner=alice, name="Dr. Elena Rossi")
    ContactFactory(owner=alice, name="Will Carter")
    session.record(asks_for="I will ask Elena’s team.\nWould that be right, Margaret?")
    look = reverse("mentor_messages.look", args=[running.pk])

    before = words_on(client_alice.get(look))
    seen = text_on(client, link)
    client_alice.post(reverse("agendas.shown", args=[session.pk]), {"next": look})
    after = words_on(client_alice.get(look))

    assert "Not shown to Margaret yet" in before
    assert "I will ask Elena’s team. (Dr. Elena Rossi)" in before
    assert "Will Carter" not in before
    assert "Elena" not in seen
    assert "can be read there" in after
    assert "Elena’s team" in text_on(client, link)


def test_the_page_the_mentee_looks_at_tells_what_the_mentor_can_press_there(client_alice, alice, running):
    look = reverse("mentor_messages.look", args=[running.pk])
    without = words_on(client_alice.get(look))
    MeetingFactory(owner=alice, contact=running.mentor, kind="session", starts_at=timezone.now() + 3 * DAY)
    planned = words_on(client_alice.get(look))

    assert ["Margaret can add a point for next time." in page for page in (without, planned)] == [True, False]
    assert ["can press “That works”" in page for page in (without, planned)] == [False, True]


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

    assert ["can be read there" in page for page in (during, afterwards)] == [True, False]
    assert "Elena" not in afterwards + text_on(client, link)


def test_whoever_writes_too_often_has_the_words_still_before_them(client, link, session):
    for _time in range(12):
        client.post(reverse("shared.messaged", args=[link.token]), {"kind": "point"})

    sent = (
        press(client, link, "point", "Who speaks first?"),
        press(client, link, "other_time", "Friday at ten"),
    )

    for answer, (kind, words) in zip(
        sent, (("point", "Who speaks first?"), ("other_time", "Friday at ten")), strict=True
    ):
        assert answer.status_code == 429
        assert "Nothing is lost: leave this page open and send it in an hour." in answer.content.decode()
        [again] = [form for form in forms_of(answer) if form.data().get("text") == [words]]
        assert again.data()["kind"] == [kind]
    assert not MentorMessage.objects.exists()
    cache.clear()  # an hour later
    assert client.post(again.action, again.data()).status_code == 302
    assert MentorMessage.objects.get().text == "Friday at ten"


def test_another_time_is_not_lost_with_its_session(client, alice, link, session, today):
    form = form_on(client, link, "other_time")
    session.cancel(today)

    answer = press(client, link, "other_time", "Friday at ten", form)

    assert answer.status_code == 422
    assert "Friday at ten" in [form.data().get("text", [""])[0] for form in forms_of(answer)]


def test_the_page_the_mentee_looks_at_says_how_long_the_link_works(client_alice, link, running):
    look = reverse("mentor_messages.look", args=[running.pk])
    page = words_on(client_alice.get(look))
    client_alice.post(reverse("share_links.revoked", args=[link.pk]))

    assert "It works until" in page
    assert "No private link works at the moment" in words_on(client_alice.get(look))


def test_that_works_of_a_session_that_fell_through_is_not_said_of_the_next(
    client, client_alice, link, running, session
):
    press(client, link, "works")
    there = reverse("agreements.detail", args=[running.pk])
    message = MentorMessage.objects.get()
    message.open(timezone.localdate())
    said = words_on(client_alice.get(there))
    MeetingFactory(
        owner=running.owner, contact=running.mentor, kind="session", starts_at=session.starts_at + 30 * DAY
    )
    session.record(cancelled_on=timezone.localdate())

    assert ["Margaret: “That works”" in page for page in (said, words_on(client_alice.get(there)))] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ask Elena", "Elena Rossi"),
        ("ask elena rossi", "Elena Rossi"),
        ("Elena-Marie came", ""),
        ("I will", ""),
        ("Ask Margaret or Rossi", "Elena Rossi"),
        ("问王小明", "王小明"),
    ],
)
def test_which_lines_name_somebody(alice, running, line, names):
    for name in ("Elena Rossi", "Will Carter", "Margaret Other", "王小明"):
        ContactFactory(owner=alice, name=name)

    assert [one.names for one in lines_that_name(alice, running.mentor, [line])] == ([names] if names else [])


def test_sign_of_no_session_is_empty():
    assert sign_of(None) == ""


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
