"""The two letters of a session: the agenda before it, which follows until somebody changes it; the summary after it."""

import datetime as dt

import pytest

from mentoring.models import Meeting, MentorAgreement
from mentoring.models.goals import DONE
from mentoring.models.meeting_facts import THANKED
from mentoring.status import next_actions
from tests.factories import (
    GoalFactory,
    GoalStepFactory,
    MeetingFactory,
    MentorAgreementFactory,
    ProspectFactory,
    ReviewFactory,
)
from tests.pages import html_of, undo_of
from tests.views.meetings.talks import DAY, NOW, days

PROMISED = "Alice sends questions a day ahead and a short summary the day after."
ASKED = "Would you look at my one page?"


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    freeze(NOW)


@pytest.fixture
def margaret(alice):
    return ProspectFactory(owner=alice, name="Margaret Lindqvist", email="margaret@example.com")


@pytest.fixture
def agreement(alice, margaret):
    """One that runs, with the halfway review in five days and a step for its goal."""
    goal = GoalFactory(owner=alice, title="Read the balance sheet")
    GoalStepFactory(goal=goal, text="Draft the quarter", due_on=DAY + days(10))
    return MentorAgreementFactory(
        owner=alice,
        mentor=margaret,
        goals=[goal],
        starts_on=DAY - days(40),
        review_on=DAY + days(5),
        confirmed_on=DAY - days(40),
        confirmed_how="mail",
        confirmed_words=[],
        arrangements=PROMISED,
    )


@pytest.fixture
def last(alice, agreement):
    """The session before, yesterday, at which a step was agreed on."""
    step = agreement.goals.get().steps.get()
    talk = MeetingFactory(
        owner=alice, contact=agreement.mentor, kind="session", starts_at=NOW - days(1), minutes=60
    )
    talk.write_down(DAY, notes="A long talk.\n\nThree depots.", one_thing="Put cash on the first line.")
    talk.agreed_steps.add(step)
    return talk


@pytest.fixture
def coming(alice, last):
    """The next one, on the day of the halfway review."""
    return MeetingFactory(
        owner=alice,
        contact=last.contact,
        kind="session",
        starts_at=NOW + days(5),
        place="coffee",
        where="Mill Street",
    )


def prepared(client, meeting, **typed):
    """What the page shows, and what is sent with it."""
    form = client.get(f"/meetings/{meeting.pk}/prepare/").context["form"]
    shown = {name: form[name].value() or "" for name in ("subject", "message", "composed", "asks_for")}
    return client.post(f"/meetings/{meeting.pk}/prepare/", shown | typed)


def titles(user, today=DAY):
    return {action.title: action for action in next_actions.for_user(user, today)}


# Before


def test_the_agenda_is_composed_of_what_is_known(client_alice, agreement, coming):
    agreement.goals.get().steps.get().mark(DONE, DAY)
    coming.record(asks_for=ASKED)

    page = client_alice.get(f"/meetings/{coming.pk}/prepare/")

    letter = page.context["form"].letter
    assert letter.subject == "Tuesday 17 March: one question, and a look back"
    assert letter.message.split("\n\n") == [
        "Hi Margaret,",
        "We’re meeting on Tuesday 17 March at 12:00, coffee at Mill Street.",
        "What I’ve done since we last talked:\n- Draft the quarter",
        f"What I’d like to ask:\n{ASKED}",
        "And as we’re halfway: what should we do differently?",
        "Thank you, and see you then.\nAlice",
    ]
    html = html_of(page)
    for words in (
        "Your steps since 11 March",
        "Halfway review.",
        "Session 2 of",
        "mailto:margaret@example.com",
    ):
        assert words in html


def test_the_letter_follows_what_is_asked_for_and_nothing_of_it_is_kept(client_alice, coming):
    prepared(client_alice, coming, asks_for=ASKED)
    shown = prepared(client_alice, coming, asks_for="Something else?", update="1")

    coming.refresh_from_db()
    assert (coming.asks_for, coming.agenda, coming.agenda_subject) == (ASKED, "", "")
    assert "Something else?" in shown.context["form"].letter.message


def test_own_words_are_kept_and_never_written_over(client_alice, coming):
    own = {"subject": "One thing", "message": "Dear Margaret, just one thing."}
    asked = prepared(client_alice, coming, **own, asks_for=ASKED, update="1")
    prepared(client_alice, coming, **own, asks_for=ASKED)
    again = client_alice.get(f"/meetings/{coming.pk}/prepare/").context["form"].letter
    replaced = prepared(client_alice, coming, update="replace")

    coming.refresh_from_db()
    assert asked.context["asks_to_replace"]
    assert asked.context["form"].letter.message == own["message"]
    assert (coming.agenda_subject, coming.agenda) == (again.subject, again.message) == tuple(own.values())
    assert ASKED in replaced.context["form"].letter.message


def test_what_was_sent_is_kept_as_it_was(client_alice, agreement, coming):
    sent = prepared(client_alice, coming, asks_for=ASKED, sent="1")
    coming.refresh_from_db()
    agreement.goals.get().steps.get().mark(DONE, DAY)
    shown = client_alice.get(f"/meetings/{coming.pk}/prepare/").context["form"].letter

    assert (coming.agenda_sent_on, coming.prepared_on) == (DAY, DAY)
    assert ASKED in coming.agenda
    assert "Draft the quarter" not in coming.agenda
    assert shown.message == coming.agenda
    client_alice.post(undo_of(sent))
    assert Meeting.objects.get(pk=coming.pk).agenda_sent_on is None


def test_points_written_before_there_were_letters_go_into_the_letter(client_alice, coming):
    coming.record(agenda="The quarter\nWhat to stop")

    prepared(client_alice, coming, preparation="Mine")

    coming.refresh_from_db()
    assert coming.agenda == "The quarter\nWhat to stop"
    letter = client_alice.get(f"/meetings/{coming.pk}/prepare/").context["form"].letter
    assert "What I’d like to talk about:\nThe quarter\nWhat to stop" in letter.message


@pytest.mark.parametrize("many", [1, 4])
def test_the_page_of_a_session_takes_as_many_queries_for_many_steps(
    client_alice, agreement, last, coming, many, django_assert_num_queries
):
    for number in range(many):
        last.agreed_steps.add(GoalStepFactory(goal=agreement.goals.get(), text=f"Step {number}"))
    client_alice.get(f"/meetings/{coming.pk}/prepare/")

    with django_assert_num_queries(14):
        client_alice.get(f"/meetings/{coming.pk}/prepare/")
    with django_assert_num_queries(16):
        client_alice.post(f"/meetings/{coming.pk}/prepare/", {"asks_for": ASKED})


@pytest.mark.parametrize(
    ("field", "value"), [("message", "x" * 10_001), ("subject", "x" * 201), ("asks_for", "a\x00")]
)
def test_an_agenda_that_cannot_be_comes_back_with_all_that_was_typed(client_alice, coming, field, value):
    answer = prepared(client_alice, coming, preparation="Kept", **{field: value})

    coming.refresh_from_db()
    assert (answer.status_code, coming.preparation) == (422, "")
    assert answer.context["form"].errors.keys() == {field}
    assert "Kept" in html_of(answer)


# After


def test_the_summary_says_what_stays_and_what_comes(client_alice, client_bob, agreement, last, coming):
    ReviewFactory(
        agreement=agreement,
        kind="trial",
        held_on=last.day,
        decision="change",
        to_change="begin with the steps",
    )
    url = f"/meetings/{last.pk}/summary/"

    page = client_alice.get(url)

    letter = page.context["form"].letter
    assert letter.subject == "Our session on Wednesday 11 March"
    assert letter.message.split("\n\n") == [
        "Hi Margaret,",
        "Thank you for our session on Wednesday 11 March. What I’m taking away:",
        "Put cash on the first line.",
        "What I’ll do before next time:\n- Draft the quarter, by 22 March",
        "Trial review: carry on, and change something. Begin with the steps.",
        "Next time: Tuesday 17 March at 12:00.",
        "All the best,\nAlice",
    ]
    assert "You agreed on a short summary the day after." in html_of(page)
    assert client_bob.get(url).status_code == client_bob.post(url, {"sent": "1"}).status_code == 404


def test_without_the_one_thing_the_first_notes_stand_for_it(client_alice, last):
    last.record(one_thing="")

    letter = client_alice.get(f"/meetings/{last.pk}/summary/").context["form"].letter

    assert "away:\n\nA long talk.\nThree depots.\n\n" in letter.message


def test_a_session_that_is_written_down_leads_to_its_summary(client_alice, alice, agreement):
    talk = MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=NOW - days(1))

    answer = client_alice.post(
        f"/meetings/{talk.pk}/record/", {"notes": "Long", "new-TOTAL_FORMS": "0", "new-INITIAL_FORMS": "0"}
    )

    assert answer["Location"] == f"/meetings/{talk.pk}/summary/"
    assert client_alice.get(f"/meetings/{talk.pk}/summary/").status_code == 200


def test_a_summary_that_was_agreed_on_is_the_next_thing_and_thanks_too(client_alice, alice, last):
    before = titles(alice)
    action = before["Send Margaret the summary"]
    sent = client_alice.post(action.url, {"message": "Dear Margaret", "sent": "1"})

    last.refresh_from_db()
    assert (action.due_on, action.url) == (DAY, f"/meetings/{last.pk}/summary/")
    assert "Thank Margaret for meeting you" not in before
    assert (last.summary_sent_on, last.thanked_on) == (DAY, DAY)
    assert last.contact.last_touch_on is None or last.contact.last_touch_on <= DAY
    assert not {"Send Margaret the summary", "Thank Margaret for meeting you"} & titles(alice).keys()
    assert client_alice.post(action.url, {"message": "Again", "sent": "1"}).status_code == 422

    client_alice.post(undo_of(sent))
    last.refresh_from_db()
    assert last.summary_sent_on is None
    assert "Send Margaret the summary" in titles(alice)


@pytest.mark.parametrize("words", ["If one of us can’t make it, we say so.", "No summary is needed.", ""])
def test_where_no_summary_is_agreed_on_nobody_asks_for_one(alice, agreement, last, words):
    MentorAgreement.objects.filter(pk=agreement.pk).update(arrangements=words)

    assert "Send Margaret the summary" not in titles(alice)
    assert "Thank Margaret for meeting you" in titles(alice)


def test_a_summary_is_asked_for_two_weeks_and_of_the_last_session_only(alice, last, coming):
    assert "Send Margaret the summary" in titles(alice, last.held_on + days(14))
    assert "Send Margaret the summary" not in titles(alice, last.held_on + days(15))

    # Nor does it come back as thanks that are late.
    assert "Thank Margaret for meeting you" not in titles(alice, last.held_on + days(15))

    coming.record(starts_at=NOW - dt.timedelta(hours=2))
    coming.write_down(DAY)
    assert titles(alice)["Send Margaret the summary"].url == f"/meetings/{coming.pk}/summary/"
    assert "Thank Margaret for meeting you" not in titles(alice)


@pytest.mark.parametrize("end", ["completed", "ended"])
def test_after_the_end_the_letter_thanks_for_the_last_session_too(alice, agreement, last, end):
    assert "Send Margaret the summary" in titles(alice)

    agreement.record(**{f"{end}_on": DAY, "lessons": "Cash first."})

    assert "Send Margaret your thank-you letter" in titles(alice)
    assert not {"Send Margaret the summary", "Thank Margaret for meeting you"} & titles(alice).keys()


def test_of_two_talks_only_the_last_one_is_thanked_for(alice, agreement, last):
    MentorAgreement.objects.filter(pk=agreement.pk).update(arrangements="")
    earlier = MeetingFactory(
        owner=alice, contact=last.contact, kind="session", starts_at=NOW - days(30), minutes=60
    )
    earlier.write_down(DAY, notes="A short talk.")

    thanks = [one for one in next_actions.for_user(alice, DAY) if one.key.verb == "thanked"]
    assert [one.key.pk for one in thanks] == [last.pk]

    last.mark(THANKED, DAY)
    assert "Thank Margaret for meeting you" not in titles(alice)
