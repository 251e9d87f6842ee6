"""Meetings that are moved, called off or missed, agendas that are sent, and advice that is reported back."""

import datetime as dt

import pytest

from mentoring.models import Introduction, Meeting
from mentoring.models.meeting_facts import THANKED
from mentoring.status import next_actions
from mentoring.status.next_actions import Group
from tests.factories import IntroductionFactory, MeetingFactory, MentorAgreementFactory, ProspectFactory
from tests.pages import flashes, html_of, undo_of
from tests.views.meetings.talks import DAY, NOW, days

INDEX = "/meetings/"


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    freeze(NOW)


@pytest.fixture
def margaret(alice):
    return ProspectFactory(owner=alice, name="Margaret Lindqvist", prospect_on=DAY - days(30))


@pytest.fixture
def passed(alice, margaret):
    """A first meeting yesterday, through an introduction, not written down."""
    introduction = IntroductionFactory(
        owner=alice,
        prospect=margaret,
        asked_on=DAY - days(20),
        made_on=DAY - days(10),
        written_on=DAY - days(9),
        thanked_on=DAY - days(9),
        answered_on=DAY - days(5),
    )
    return MeetingFactory(owner=alice, contact=margaret, introduction=introduction, starts_at=NOW - days(1))


@pytest.fixture
def session(alice, margaret):
    """A session the day after tomorrow, under a running agreement."""
    MentorAgreementFactory(
        owner=alice,
        mentor=margaret,
        starts_on=DAY - days(9),
        confirmed_on=DAY - days(9),
        confirmed_how="mail",
        confirmed_words=[],
    )
    return MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=NOW + days(2))


def told(alice, today=DAY):
    return {action.title: action for action in next_actions.for_user(alice, today)}


def put_down_on(session, moment):
    Meeting.objects.filter(pk=session.pk).update(created_at=moment)


def test_a_moved_meeting_remembers_its_days_and_moves_back(client_alice, session):
    put_down_on(session, NOW - days(1))
    address = f"/meetings/{session.pk}/edit/"
    moved = {"kind": "session", "minutes": "60", "place": "video"}
    client_alice.post(address, moved | {"starts_at": "2026-03-18T09:00"})
    response = client_alice.post(address, moved | {"starts_at": "2026-03-20T09:00", "opened_at": "2"})

    session.refresh_from_db()
    assert session.earlier_moments == [NOW + days(2), dt.datetime(2026, 3, 18, 9, tzinfo=dt.UTC)]
    html = html_of(client_alice.get(f"/meetings/{session.pk}/prepare/"))
    assert "Moved from Wednesday 18 March, 09:00. Moved 2 times in all." in html
    assert "Moved from Wednesday 18 March, 09:00." in html_of(client_alice.get(INDEX))

    for earlier in (dt.datetime(2026, 3, 18, 9, tzinfo=dt.UTC), NOW + days(2)):
        client_alice.post(undo_of(response))
        session.refresh_from_db()
        assert session.starts_at == earlier
    assert session.moved_from == []
    assert flashes(client_alice.post(undo_of(response)))[-1] == "There’s nothing to undo"


def test_a_day_that_was_mistyped_is_no_move(client_alice, session):
    put_down_on(session, NOW.replace(hour=0))
    facts = {"kind": "session", "minutes": "60", "place": "video", "starts_at": "2026-03-18T09:00"}
    response = client_alice.post(f"/meetings/{session.pk}/edit/", facts)

    session.refresh_from_db()
    assert (session.day, session.moved_from, undo_of(response)) == (dt.date(2026, 3, 18), [], "")


def test_another_place_is_no_move(client_alice, session):
    facts = {"kind": "session", "minutes": "60", "place": "phone", "starts_at": "2026-03-14T12:00"}
    response = client_alice.post(f"/meetings/{session.pk}/edit/", facts)

    session.refresh_from_db()
    assert (session.place, session.moved_from, undo_of(response)) == ("phone", [], "")


@pytest.mark.parametrize(
    ("how", "tag", "why"),
    [
        (
            "no-show-them",
            "They didn’t come",
            "Margaret didn’t come yesterday. Assume a good reason, and offer two days.",
        ),
        ("no-show-me", "You didn’t make it", "You didn’t make it yesterday. Say sorry, and offer two days."),
        ("cancelled-by-them", "They cancelled", "Margaret cancelled today. It happens to the best of us."),
        ("cancelled-by-me", "You cancelled", "You cancelled today. Offer two days that suit you."),
    ],
)
def test_a_meeting_that_fell_through_was_no_meeting_and_asks_for_a_new_day(
    client_alice, alice, margaret, passed, how, tag, why
):
    response = client_alice.post(f"/meetings/{passed.pk}/fell-through/{how}/")

    passed.refresh_from_db()
    introduction = Introduction.objects.get()
    margaret.refresh_from_db()
    action = told(alice)["Find a new day with Margaret"]
    assert (passed.fell_through, passed.cancelled_on, passed.held_on) == (how.replace("-", "_"), DAY, None)
    assert (introduction.met_on, introduction.status) == (None, Introduction.Status.IN_TOUCH)
    assert f">{tag}<" in html_of(client_alice.get(INDEX))
    assert (action.why, action.group(DAY)) == (why, Group.LATER)
    assert action.due_on == DAY + days(13 if "no-show" in how else 14)
    assert action.url == f"/meetings/new/?with={margaret.pk}&kind=first"
    assert "Plan a first meeting with Margaret" not in told(alice)
    assert "Write down how it went with Margaret" not in told(alice)

    client_alice.post(undo_of(response))

    passed.refresh_from_db()
    assert (passed.fell_through, passed.cancelled_on) == ("", None)
    assert "Write down how it went with Margaret" in told(alice)


def test_bringing_it_back_is_undone_with_its_reason(client_alice, passed):
    client_alice.post(f"/meetings/{passed.pk}/fell-through/no-show-them/")
    response = client_alice.post(f"/meetings/{passed.pk}/reinstated/")
    client_alice.post(undo_of(response))

    passed.refresh_from_db()
    assert (passed.fell_through, passed.cancelled_on) == ("no_show_them", DAY)


def test_a_new_day_settles_it(client_alice, alice, margaret, passed):
    client_alice.post(f"/meetings/{passed.pk}/fell-through/no-show-them/")
    MeetingFactory(owner=alice, contact=margaret, starts_at=NOW + days(5))

    assert "Find a new day with Margaret" not in told(alice)


def test_a_talk_held_later_settles_it_too(client_alice, alice, margaret, passed):
    client_alice.post(f"/meetings/{passed.pk}/fell-through/no-show-them/")
    later = MeetingFactory(owner=alice, contact=margaret, starts_at=NOW - dt.timedelta(hours=3))

    later.write_down(DAY, outcome="talk_again")

    assert "Find a new day with Margaret" not in told(alice)


def test_nobody_is_missed_before_the_day_nor_after_it_was_written_down(client_alice, passed, session):
    ahead = client_alice.post(f"/meetings/{session.pk}/fell-through/no-show-them/")
    passed.write_down(DAY, outcome="undecided")
    written = client_alice.post(f"/meetings/{passed.pk}/fell-through/cancelled-by-me/")

    for meeting in (passed, session):
        meeting.refresh_from_db()
        assert meeting.cancelled_on is None
    assert flashes(ahead) == ["This meeting is still ahead"]
    assert flashes(written)[-1] == "This meeting has already been written down"


@pytest.mark.parametrize("how", ["rain", "no-show-them-again", "x" * 300])
def test_no_other_way_to_fall_through_is_known(client_alice, passed, how):
    answer = client_alice.post(f"/meetings/{passed.pk}/fell-through/{how}/")

    passed.refresh_from_db()
    assert (answer.status_code, passed.fell_through, passed.cancelled_on) == (404, "", None)


def test_a_session_that_fell_through_asks_for_one_thing_only(client_alice, alice, session):
    client_alice.post(f"/meetings/{session.pk}/fell-through/cancelled-by-me/")

    titles = told(alice)

    assert "Find a new day with Margaret" in titles
    assert not any(title.startswith("Plan your") for title in titles)


def test_a_running_agreement_without_sessions_is_not_late(client_alice, alice, session):
    session.delete()

    action = told(alice, DAY + days(30))["Plan your sessions with Margaret"]

    assert (action.group(DAY + days(30)), action.due_on) == (Group.TODAY, DAY + days(30))
    assert action.url.endswith("/sessions/new/")


def test_an_agenda_is_sent_before_a_session_and_the_sending_undone(client_alice, alice, session):
    address = f"/meetings/{session.pk}/prepare/"
    before = told(alice)
    response = client_alice.post(
        address,
        {"asks_for": "A look at my page", "prepared": "1"},
    )
    action = told(alice)["Send Margaret your agenda"]
    html = html_of(client_alice.get(address))
    response = client_alice.post(action.done_url)

    session.refresh_from_db()
    assert "Send Margaret your agenda" not in before
    assert (action.due_on, session.agenda_sent_on, session.prepared_on) == (DAY + days(1), DAY, DAY)
    assert "What I’d like to ask: A look at my page" in html
    assert "Send Margaret your agenda" not in told(alice)

    client_alice.post(undo_of(response))
    session.refresh_from_db()
    assert session.agenda_sent_on is None


@pytest.mark.parametrize(
    "facts",
    [
        {"cancelled_on": DAY},
        {"starts_at": NOW + dt.timedelta(hours=2), "held_on": DAY, "recorded_on": DAY},
        {"starts_at": NOW - days(1)},
        {"starts_at": NOW + days(60)},
    ],
)
def test_a_session_that_is_settled_or_far_off_asks_for_no_agenda(alice, session, facts):
    session.record(prepared_on=DAY)
    assert "Send Margaret your agenda" in told(alice)

    session.record(**facts)

    assert "Send Margaret your agenda" not in told(alice)


def test_the_button_that_says_it_is_sent_keeps_what_was_typed(client_alice, session):
    typed = {"subject": "Two things", "message": "The balance sheet", "sent": "1"}
    client_alice.post(f"/meetings/{session.pk}/prepare/", typed)

    session.refresh_from_db()
    assert (session.agenda_subject, session.agenda) == ("Two things", "The balance sheet")
    assert (session.agenda_sent_on, session.prepared_on) == (DAY, DAY)


def test_advice_is_reported_back_within_four_weeks(client_alice, alice, passed):
    passed.write_down(DAY, outcome="undecided", one_thing="I’ll send the agenda two days before")
    passed.mark(THANKED, DAY)
    held_on = DAY - days(1)

    early = told(alice, held_on + days(13))
    action = told(alice, held_on + days(14))["Tell Margaret what came of the advice"]
    response = client_alice.post(action.done_url)

    passed.refresh_from_db()
    assert "Tell Margaret what came of the advice" not in early
    assert (action.due_on, action.why) == (
        held_on + days(28),
        "You wanted to act on this: I’ll send the agenda two days before",
    )
    assert passed.reported_back_on == DAY
    assert "Tell Margaret what came of the advice" not in told(alice, held_on + days(14))

    client_alice.post(undo_of(response))
    passed.refresh_from_db()
    assert passed.reported_back_on is None


def test_the_one_thing_goes_into_the_letter_and_back(client_alice, passed):
    passed.write_down(DAY, outcome="good_fit", one_thing="I’ll send the agenda two days before")
    address = f"/meetings/{passed.pk}/letters/after-meeting/"

    html = html_of(client_alice.get(address))
    client_alice.post(address, {"one_thing": "I’ll end on time", "message": "Hi", "sent": "1"})

    passed.refresh_from_db()
    assert "The one thing I’m taking away: I’ll send the agenda two days before." in html
    assert (passed.one_thing, passed.thanked_on) == ("I’ll end on time", DAY)


@pytest.mark.parametrize(
    "verb",
    [
        "fell-through/cancelled-by-me",
        "moved-back",
        "agenda-sent",
        "agenda-unsent",
        "reported-back",
        "report-forgotten",
    ],
)
def test_somebody_else_presses_in_vain(client_bob, session, verb):
    assert client_bob.post(f"/meetings/{session.pk}/{verb}/").status_code == 404

    before = session.revision
    session.refresh_from_db()
    assert session.revision == before
