"""Meetings as a person uses them: plan, prepare, hold, write down, thank."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.models import Assessment, Contact, Introduction, Meeting
from mentoring.models.meeting_facts import THANKED
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    GoalFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.pages import flashes, html_of, undo_of

INDEX = "/meetings/"
NEW = "/meetings/new/"
NOW = dt.datetime(2026, 3, 12, 12, 0, tzinfo=dt.UTC)
DAY = NOW.date()


def days(number):
    return dt.timedelta(days=number)


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    freeze(NOW)


@pytest.fixture
def margaret(alice):
    return ProspectFactory(owner=alice, name="Margaret Lindqvist", prospect_on=DAY - days(30))


@pytest.fixture
def ahead(alice, margaret):
    """A first meeting five days from now."""
    return MeetingFactory(owner=alice, contact=margaret, starts_at=NOW + days(5), place="video")


@pytest.fixture
def held(alice, margaret):
    """A first meeting a week ago, not written down yet."""
    return MeetingFactory(
        owner=alice, contact=margaret, starts_at=NOW - days(7), where="Mill Street Café", place="coffee"
    )


def plan(**facts):
    return {
        "kind": "first",
        "starts_at": "2026-03-17T12:30",
        "minutes": "30",
        "place": "video",
        "where": "",
    } | facts


# The list


def test_meetings_index_sorts_them(client_alice, alice, ahead, held):
    done = MeetingFactory(owner=alice, contact__name="Grace Mbeki", starts_at=NOW - days(20))
    done.write_down(DAY - days(19), outcome="good_fit")
    MeetingFactory(owner=alice, contact__name="Ruth Abernethy", cancelled_on=DAY)

    response = client_alice.get(INDEX)

    html = html_of(response)
    assert response.context["ahead"] == [ahead]
    assert response.context["to_write_down"] == [held]
    assert [str(meeting.contact) for meeting in response.context["page"]] == ["Ruth Abernethy", "Grace Mbeki"]
    assert "First meeting: Tuesday 17 March, 12:00 UTC, by video" in html
    assert "First meeting: Thursday 5 March, 12:00 UTC, coffee at Mill Street Café" in html
    assert f'action="/meetings/{done.pk}/thanked/"' in html
    assert "I’ve thanked Grace" in html
    assert ">Cancelled<" in html


def test_meetings_index_says_what_will_be_here(client_alice):
    html = html_of(client_alice.get(INDEX))

    assert "Your first coffee will show up here" in html
    assert html.count('href="/meetings/new/"') == 1


def test_meetings_index_shows_times_where_the_person_is(client_alice, alice, ahead):
    alice.time_zone = "Asia/Tokyo"
    alice.save()

    assert "Tuesday 17 March, 21:00 Tokyo time, by video" in html_of(client_alice.get(INDEX))


def test_meetings_index_pages_through_the_past(client_alice, alice, margaret):
    for number in range(21):
        MeetingFactory(owner=alice, contact=margaret, starts_at=NOW - days(number), cancelled_on=DAY)

    first, second = client_alice.get(INDEX), client_alice.get(f"{INDEX}?page=2")

    assert (len(first.context["page"]), len(second.context["page"])) == (20, 1)
    for odd in ("x", "0", "-1", "9" * 40, "%00"):
        assert client_alice.get(f"{INDEX}?page={odd}").status_code == 200


def test_meetings_index_shows_only_ones_own(client_bob, ahead, held):
    response = client_bob.get(INDEX)

    assert "Margaret" not in html_of(response)


def test_meetings_index_takes_the_same_queries_for_one_and_for_three(client_alice, alice):
    def one_of_each():
        introduction = IntroductionFactory(owner=alice)
        for starts_at, facts in ((NOW + days(1), {}), (NOW - days(1), {}), (NOW, {"cancelled_on": DAY})):
            MeetingFactory(owner=alice, starts_at=starts_at, introduction=introduction, **facts)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client_alice.get(INDEX)
        return len(queries)

    one_of_each()
    before = count()
    one_of_each()
    one_of_each()

    assert count() == before


# Planning


def test_meeting_is_planned(client_alice, alice, margaret):
    response = client_alice.post(NEW, plan(contact=margaret.pk, where="Whereby"))

    meeting = Meeting.objects.get()
    assert response["Location"] == f"/meetings/{meeting.pk}/prepare/"
    assert (meeting.owner, meeting.contact, meeting.kind) == (alice, margaret, "first")
    assert meeting.starts_at == dt.datetime(2026, 3, 17, 12, 30, tzinfo=dt.UTC)
    assert (meeting.minutes, meeting.place, meeting.where) == (30, "video", "Whereby")
    assert flashes(response)[0] == "Planned: you’re meeting Margaret on Tuesday 17 March."


def test_meeting_time_is_the_persons_own(client_alice, alice, margaret):
    alice.time_zone = "America/New_York"
    alice.save()

    client_alice.post(NEW, plan(contact=margaret.pk))

    assert Meeting.objects.get().starts_at == dt.datetime(2026, 3, 17, 16, 30, tzinfo=dt.UTC)
    assert 'value="2026-03-17T12:30"' in html_of(
        client_alice.get(f"/meetings/{Meeting.objects.get().pk}/edit/")
    )


def test_meeting_in_the_past_is_written_down_next(client_alice, margaret):
    response = client_alice.post(NEW, plan(contact=margaret.pk, starts_at="2026-03-11T09:00"))

    assert response["Location"] == f"/meetings/{Meeting.objects.get().pk}/record/"


WROTE = {"asked_on": DAY - days(9), "made_on": DAY - days(6), "written_on": DAY - days(5)}


@pytest.mark.parametrize(
    ("starts_at", "answered_on"),
    [
        ("2026-03-17T12:30", DAY),
        ("2026-03-10T12:30", DAY - days(2)),
        # A meeting before the letter: the day they met is no day on which they answered it.
        ("2026-03-01T12:30", DAY - days(5)),
    ],
)
def test_whoever_is_met_has_answered(client_alice, alice, margaret, starts_at, answered_on):
    through = [IntroductionFactory(owner=alice, prospect=margaret, **WROTE) for _number in range(2)]

    client_alice.post(NEW, plan(contact=margaret.pk, starts_at=starts_at))

    for introduction in through:
        introduction.refresh_from_db()
        assert (introduction.answered_on, introduction.status) == (answered_on, "in_touch")


def test_answer_that_was_noted_stays(client_alice, alice, margaret):
    facts = WROTE | {"answered_on": DAY - days(4)}
    answered = IntroductionFactory(owner=alice, prospect=margaret, **facts)
    unwritten = IntroductionFactory(owner=alice, prospect=margaret, asked_on=DAY, made_on=DAY)
    other = IntroductionFactory(owner=alice, **WROTE)

    client_alice.post(NEW, plan(contact=margaret.pk))

    for introduction, answered_on in ((answered, DAY - days(4)), (unwritten, None), (other, None)):
        introduction.refresh_from_db()
        assert introduction.answered_on == answered_on


def test_meeting_that_is_refused_notes_no_answer(client_alice, alice, margaret):
    introduction = IntroductionFactory(owner=alice, prospect=margaret, **WROTE)

    response = client_alice.post(NEW, plan(contact=margaret.pk, starts_at="soon"))

    assert response.status_code == 422
    introduction.refresh_from_db()
    assert introduction.answered_on is None


@pytest.mark.parametrize(("kind", "minutes"), [("first", 30), ("session", 60)])
def test_meeting_without_minutes_takes_what_is_usual(client_alice, margaret, kind, minutes):
    client_alice.post(NEW, plan(contact=margaret.pk, kind=kind, minutes=""))

    assert Meeting.objects.get().minutes == minutes


def test_meeting_form_is_filled_from_the_address(client_alice, alice, margaret):
    chosen = client_alice.get(f"{NEW}?with={margaret.pk}").context["form"].initial
    session = client_alice.get(f"{NEW}?with={margaret.pk}&kind=session").context["form"].initial
    MentorAgreementFactory(
        owner=alice, mentor=margaret, confirmed_on=DAY, confirmed_how="mail", confirmed_words=[]
    )
    agreed = client_alice.get(f"{NEW}?with={margaret.pk}").context["form"].initial

    assert (chosen["contact"], chosen["kind"], chosen["minutes"]) == (margaret, "first", 30)
    assert (session["kind"], session["minutes"]) == ("session", 60)
    assert (agreed["kind"], agreed["minutes"]) == ("session", 60)


@pytest.mark.parametrize("value", ["x", "", "-1", "9" * 40, "%00", "999999999999999999"])
def test_meeting_form_passes_over_odd_addresses(client_alice, margaret, value):
    response = client_alice.get(f"{NEW}?with={value}&introduction={value}&kind={value}")

    assert response.status_code == 200
    assert response.context["form"].initial["contact"] is None


def test_meeting_form_does_not_know_somebody_elses_contact(client_bob, margaret, alice):
    introduction = IntroductionFactory(owner=alice, prospect=margaret)

    response = client_bob.get(f"{NEW}?with={margaret.pk}&introduction={introduction.pk}")

    assert response.context["form"].initial["contact"] is None
    assert "Margaret" not in html_of(response)


def test_meeting_with_somebody_elses_contact_is_a_form_error(client_alice, bob):
    foreign = ContactFactory(owner=bob)

    response = client_alice.post(NEW, plan(contact=foreign.pk))

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"contact"}
    assert not Meeting.objects.exists()


def test_meeting_with_somebody_elses_introduction_is_a_form_error(client_alice, margaret, bob):
    foreign = IntroductionFactory(owner=bob)

    response = client_alice.post(NEW, plan(contact=margaret.pk, introduction=foreign.pk))

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"introduction"}


def test_meeting_with_an_archived_contact_is_a_form_error(client_alice, alice):
    archived = ContactFactory(owner=alice, archived_on=DAY)

    response = client_alice.post(NEW, plan(contact=archived.pk))

    assert response.context["form"].errors.keys() == {"contact"}


def test_first_meeting_with_somebody_who_said_no_is_refused(client_alice, margaret):
    margaret.close(DAY, "said_no")

    response = client_alice.post(NEW, plan(contact=margaret.pk))

    assert response.status_code == 422
    assert "Margaret said no, and we take no for an answer" in response.context["form"].errors["contact"][0]
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact", ""),
        ("contact", "9" * 40),
        ("contact", "\x00"),
        ("kind", "party"),
        ("starts_at", ""),
        ("starts_at", "tomorrow"),
        ("starts_at", "0001-01-01T00:00"),
        ("starts_at", "9999-12-31T23:59"),
        ("starts_at", "2101-01-01T00:00"),
        ("starts_at", "\x00"),
        ("minutes", "0"),
        ("minutes", "481"),
        ("minutes", "-30"),
        ("minutes", "9" * 40),
        ("minutes", "soon"),
        ("place", "moon"),
        ("where", "x" * 201),
        ("where", "a\x00b"),
        ("where", "x" * 100_000),
    ],
)
def test_meeting_that_makes_no_sense_comes_back_with_its_reason(client_alice, margaret, field, value):
    response = client_alice.post(NEW, plan(contact=margaret.pk, minutes="45") | {field: value})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    if field != "minutes":
        assert 'value="45"' in html_of(response)
    assert not Meeting.objects.exists()


def test_meeting_time_that_the_clock_skips_is_refused(client_alice, alice, margaret):
    alice.time_zone = "Europe/Berlin"
    alice.save()

    response = client_alice.post(NEW, plan(contact=margaret.pk, starts_at="2026-03-29T02:30"))

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"starts_at"}


def test_meeting_form_sent_twice_makes_one_meeting(client_alice, margaret):
    posted = plan(contact=margaret.pk, form_key=str(uuid.uuid4()))

    first, second = client_alice.post(NEW, posted), client_alice.post(NEW, posted)

    assert Meeting.objects.count() == 1
    assert first["Location"] == second["Location"]
    assert 'name="form_key"' in html_of(client_alice.get(NEW))


def test_empty_post_is_refused(client_alice):
    response = client_alice.post(NEW)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"contact", "kind", "starts_at", "place"}


# The introduction it uses


def made(alice, prospect, **facts):
    return IntroductionFactory(
        owner=alice, prospect=prospect, **({"asked_on": DAY - days(20), "made_on": DAY - days(9)} | facts)
    )


def test_first_meeting_finds_the_introduction_that_was_made(client_alice, alice, margaret):
    made(alice, margaret, closed_on=DAY, closed_because="withdrawn")
    made(alice, margaret, met_on=DAY)
    IntroductionFactory(owner=alice, prospect=margaret, asked_on=DAY)
    introduction = made(alice, margaret)

    client_alice.post(NEW, plan(contact=margaret.pk))

    assert Meeting.objects.get().introduction == introduction


def test_session_uses_no_introduction(client_alice, alice, margaret):
    made(alice, margaret)

    client_alice.post(NEW, plan(contact=margaret.pk, kind="session"))

    assert Meeting.objects.get().introduction is None


def test_meeting_from_an_introduction_is_filled_and_keeps_it(client_alice, alice, margaret):
    named = made(alice, margaret, made_on=DAY - days(15))
    made(alice, margaret)

    initial = client_alice.get(f"{NEW}?introduction={named.pk}").context["form"].initial
    client_alice.post(NEW, plan(contact=margaret.pk, introduction=named.pk))

    assert (initial["contact"], initial["introduction"]) == (margaret, named)
    assert Meeting.objects.get().introduction == named


def test_meeting_with_somebody_else_forgets_the_named_introduction(client_alice, alice, margaret):
    named = made(alice, margaret)
    other = ProspectFactory(owner=alice)

    client_alice.post(NEW, plan(contact=other.pk, introduction=named.pk))

    assert Meeting.objects.get().introduction is None


# Changing, cancelling, deleting


def test_meeting_is_moved(client_alice, ahead):
    html = html_of(client_alice.get(f"/meetings/{ahead.pk}/edit/"))
    response = client_alice.post(
        f"/meetings/{ahead.pk}/edit/", plan(starts_at="2026-03-20T09:15", place="phone", opened_at="1")
    )

    ahead.refresh_from_db()
    assert 'name="contact"' not in html
    assert 'name="opened_at"' in html
    assert response["Location"] == f"/meetings/{ahead.pk}/prepare/"
    assert ahead.starts_at == dt.datetime(2026, 3, 20, 9, 15, tzinfo=dt.UTC)
    assert (ahead.place, ahead.revision) == ("phone", 2)


def test_meeting_moved_in_two_windows_tells_the_second(client_alice, ahead):
    address = f"/meetings/{ahead.pk}/edit/"
    client_alice.post(address, plan(starts_at="2026-03-20T09:15", opened_at="1"))

    told = client_alice.post(address, plan(starts_at="2026-03-21T09:15", opened_at="1"))

    assert told.status_code == 422
    assert "changed in another window" in html_of(told)
    ahead.refresh_from_db()
    assert ahead.day == dt.date(2026, 3, 20)


def test_meeting_that_was_held_stays_in_the_past(client_alice, held):
    held.write_down(DAY - days(5), outcome="good_fit")
    held.mark(THANKED, DAY - days(6))
    address = f"/meetings/{held.pk}/edit/"
    posted = {"minutes": "30", "place": "coffee"}

    late = client_alice.post(address, posted | {"starts_at": "2026-03-07T12:00"})
    moved = client_alice.post(address, posted | {"starts_at": "2026-03-04T12:00"})

    assert late.status_code == 422
    assert "Choose 6 March or an earlier day" in late.context["form"].errors["starts_at"][0]
    assert moved["Location"] == f"/meetings/{held.pk}/record/"
    held.refresh_from_db()
    assert (held.held_on, held.kind, held.outcome) == (dt.date(2026, 3, 4), "first", "good_fit")
    # The thanks came later than the day the meeting is moved to.
    assert held.contact.last_touch_on == held.thanked_on == dt.date(2026, 3, 6)


def test_session_does_not_become_a_first_meeting_after_a_no(client_alice, alice, margaret):
    session = MeetingFactory(owner=alice, contact=margaret, kind="session")
    margaret.close(DAY, "said_no")

    response = client_alice.post(f"/meetings/{session.pk}/edit/", plan())

    assert response.status_code == 422
    assert "we take no for an answer" in response.context["form"].errors["kind"][0]


def test_meeting_cancelled_and_undone(client_alice, ahead):
    response = client_alice.post(f"/meetings/{ahead.pk}/cancelled/")
    ahead.refresh_from_db()
    assert (ahead.cancelled_on, response["Location"]) == (DAY, INDEX)
    assert flashes(response) == ["Cancelled the meeting with Margaret."]

    back_again = client_alice.post(undo_of(response))
    ahead.refresh_from_db()
    assert ahead.cancelled_on is None

    client_alice.post(undo_of(back_again))
    ahead.refresh_from_db()
    assert ahead.cancelled_on == DAY


def test_meeting_written_down_is_not_cancelled(client_alice, held):
    held.write_down(DAY, outcome="good_fit")

    response = client_alice.post(f"/meetings/{held.pk}/cancelled/")

    held.refresh_from_db()
    assert held.cancelled_on is None
    assert flashes(response) == ["This meeting has already been written down"]


def test_meeting_is_deleted_on_a_page_of_its_own(client_alice, held):
    held.write_down(DAY, outcome="good_fit")
    asked = client_alice.get(f"/meetings/{held.pk}/delete/")
    assert "Your preparation, your notes and the outcome go with it." in html_of(asked)
    assert Meeting.objects.exists()

    response = client_alice.post(f"/meetings/{held.pk}/delete/")

    assert response["Location"] == INDEX
    assert not Meeting.objects.exists()
    assert Contact.objects.get().last_touch_on is None


# Before


def test_prepare_composes_what_to_say_from_the_goals(client_alice, alice, ahead):
    weekly = GoalFactory(owner=alice, title="Run a weekly meeting people find useful")
    GoalFactory(owner=alice, title="OKRs that people understand")
    GoalFactory(owner=alice, title="Parked one", parked_on=DAY)
    ahead.record(introduction=made(alice, ahead.contact, introducer__name="Priya Raman", goal=weekly))

    html = html_of(client_alice.get(f"/meetings/{ahead.pk}/prepare/"))

    assert "Prepare to meet Margaret" in html
    assert "Tuesday 17 March, 12:00 UTC, by video." in html
    assert (
        "Priya introduced us. My goal at the moment is this: run a weekly meeting people find useful. "
        "I’m looking for a mentor for about six months, an hour a month." in html
    )
    assert "Priya Raman introduced you</a> on 3 March." in html
    assert "a no is fine, too" in html


def test_prepare_puts_one_goal_on_the_table_and_the_words_follow_it(client_alice, alice, ahead):
    """The goal whose must-haves are least known of the person, until another one is chosen."""
    first = GoalFactory(owner=alice, title="Sleep well")
    balance = GoalFactory(owner=alice, title="Read a balance sheet")
    MentorCriterionFactory(owner=alice, text="Has an hour", importance="must").goals.add(balance)
    parked = GoalFactory(owner=alice, title="Parked one", parked_on=DAY)
    address = f"/meetings/{ahead.pk}/prepare/"
    shown = client_alice.get(address).context
    assert (shown["goal"], "read a balance sheet" in shown["form"]["up_front_words"].value()) == (
        balance,
        True,
    )

    sent = {"up_front_words": shown["form"]["up_front_words"].value()}
    client_alice.post(address, sent | {"main_goal": str(first.pk)})
    shown = client_alice.get(address).context
    assert (shown["goal"], "sleep well" in shown["form"]["up_front_words"].value()) == (first, True)

    assert client_alice.post(address, {"main_goal": str(parked.pk)}).status_code == 422


@pytest.mark.parametrize(
    ("answer", "starts"),
    [("replace", "My goal at the moment is this: read a b"), ("keep", "My own words.")],
)
def test_another_goal_asks_before_it_replaces_ones_own_words(client_alice, alice, ahead, answer, starts):
    first, balance = (
        GoalFactory(owner=alice, title=title) for title in ("Sleep well", "Read a balance sheet")
    )
    address, own = f"/meetings/{ahead.pk}/prepare/", {"up_front_words": "My own words.", "preparation": "Tea"}
    client_alice.post(address, own | {"main_goal": str(first.pk)})
    moved = own | {"main_goal": str(balance.pk), "preparation": "Coffee"}

    asked = client_alice.post(address, moved)
    ahead.refresh_from_db()
    assert (asked.status_code, asked.context["goal"]) == (200, balance)
    assert "Replace your edits?" in html_of(asked)
    assert "Coffee" in html_of(asked)
    assert (ahead.main_goal, ahead.up_front_words, ahead.preparation) == (first, "My own words.", "Tea")

    client_alice.post(address, moved | {"early": answer})
    shown = client_alice.get(address).context
    assert shown["goal"] == balance
    assert shown["form"]["up_front_words"].value().startswith(starts)
    assert shown["meeting"].preparation == "Coffee"


def test_prepare_turns_what_is_unknown_into_questions_must_haves_first(client_alice, alice, ahead):
    nice = MentorCriterionFactory(owner=alice, text="direct, and kind about it.", find_out="meeting")
    MentorCriterionFactory(
        owner=alice,
        text="Has an hour a month",
        importance="must",
        kind="practicality",
        question="Could you spare an hour a month?",
    )
    known = MentorCriterionFactory(owner=alice, text="Close enough to meet", importance="must")
    AssessmentFactory(contact=ahead.contact, criterion=known, answer="does_not")
    AssessmentFactory(contact=ahead.contact, criterion=nice, answer="unknown", evidence="Ben isn’t sure")

    response = client_alice.get(f"/meetings/{ahead.pk}/prepare/")

    assert response.context["find_out"] == [
        {
            "question": "Could you spare an hour a month?",
            "hint": "Has an hour a month",
            "is_must": True,
        },
        # Nothing is made up: it says what the criterion says, and somebody is asked to phrase it.
        {
            "question": "direct, and kind about it.",
            "hint": "So far: Ben isn’t sure",
            "is_must": False,
        },
    ]
    html = html_of(response)
    assert html.count("isn’t a question yet") == 1
    assert f"/criteria/{nice.pk}/edit/?next=/meetings/{ahead.pk}/prepare/#id_question" in html
    assert "0 of 2 must-have" in html_of(response)


def test_prepare_asks_five_questions_and_always_who_else(client_alice, alice, ahead):
    address = f"/meetings/{ahead.pk}/prepare/"
    nothing = client_alice.get(address)
    for number in range(7):
        MentorCriterionFactory(owner=alice, text=f"Nice {number}", question=f"What of {number}?")
    MentorCriterionFactory(owner=alice, text="Must", question="Could you?", importance="must")

    full = client_alice.get(address)

    assert nothing.context["form"].asked == ["Who else should I talk to?"]
    assert full.context["form"].asked == [
        "Could you?",
        *(f"What of {number}?" for number in range(4)),
        "Who else should I talk to?",
    ]
    assert "isn’t a question yet" not in html_of(full)


def test_prepare_keeps_own_words_and_notes(client_alice, ahead):
    address = f"/meetings/{ahead.pk}/prepare/"
    response = client_alice.post(
        address, {"up_front_words": "I run a depot.", "preparation": "Ask about the hub", "opened_at": "1"}
    )

    ahead.refresh_from_db()
    assert response["Location"] == address
    assert (ahead.up_front_words, ahead.preparation) == ("I run a depot.", "Ask about the hub")
    assert '<p class="eg mb-0">I run a depot.</p>' in html_of(client_alice.get(address))


def test_prepare_lets_composed_words_follow_the_goals(client_alice, alice, ahead):
    address = f"/meetings/{ahead.pk}/prepare/"
    composed = client_alice.get(address).context["form"]["up_front_words"].value()

    client_alice.post(address, {"up_front_words": composed, "preparation": "Notes"})

    ahead.refresh_from_db()
    assert (ahead.up_front_words, ahead.preparation) == ("", "Notes")


@pytest.mark.parametrize("field", ["up_front_words", "preparation"])
def test_prepare_refuses_what_is_too_long_and_keeps_it(client_alice, ahead, field):
    response = client_alice.post(f"/meetings/{ahead.pk}/prepare/", {field: "x" * 10_001})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert "x" * 10_001 in html_of(response)


def test_prepared_by_the_second_button_saves_the_notes_too(client_alice, ahead):
    response = client_alice.post(
        f"/meetings/{ahead.pk}/prepare/", {"preparation": "Ask about the hub", "prepared": "1"}
    )

    ahead.refresh_from_db()
    assert (ahead.preparation, ahead.prepared_on) == ("Ask about the hub", DAY)
    assert flashes(response) == ["You’re ready to meet Margaret."]


def test_prepared_and_undone(client_alice, ahead):
    response = client_alice.post(f"/meetings/{ahead.pk}/prepared/", {"next": INDEX})
    ahead.refresh_from_db()
    assert (ahead.prepared_on, response["Location"]) == (DAY, INDEX)

    client_alice.post(undo_of(response))
    ahead.refresh_from_db()
    assert ahead.prepared_on is None


def test_prepare_a_session_asks_for_nothing_up_front(client_alice, alice, margaret):
    session = MeetingFactory(owner=alice, contact=margaret, kind="session")

    html = html_of(client_alice.get(f"/meetings/{session.pk}/prepare/"))

    assert "Prepare the session with Margaret" in html
    assert "Say it early" not in html
    assert "a no is fine, too" not in html


# After


def write_down(client, meeting, **answers):
    return client.post(f"/meetings/{meeting.pk}/record/", {"outcome": "undecided"} | answers)


def test_record_asks_how_it_ended_first_and_nothing_twice(client_alice, alice, held):
    unknown = MentorCriterionFactory(owner=alice, text="Known for meetings that end on time")
    known = MentorCriterionFactory(owner=alice, text="At least 20 years")
    AssessmentFactory(contact=held.contact, criterion=known, answer="meets")
    asked = [
        MentorCriterionFactory(owner=alice, text=f"About {key}", suggestion=key)
        for key in ("time", "personality", "approach")
    ]

    html = html_of(client_alice.get(f"/meetings/{held.pk}/record/"))

    words = [
        "How did it go with Margaret?",
        "How did it end?",
        "We’re a good fit",
        "Let’s talk again",
        "Not now",
        "Ask again from",
        "Not a fit",
        "Margaret said no",
        "Not sure yet",
        "Notes",
        "The one thing I’ll act on",
        "Think it over",
        "Does Margaret have an hour a month?",
        "Could you learn from how Margaret works?",
        unknown.text,
    ]
    places = [html.index(word) for word in words]
    assert places == sorted(places)
    assert '<details class="disclose mt-4" data-unfold><summary>' in html
    for gone in (known.text, *(criterion.text for criterion in asked), "thank-you</label>", "rated_"):
        assert gone not in html
    assert '<input type="radio" class="form-check-input is-unknown" name="up_front" value="unsure"' in html


def test_record_writes_everything_down(client_alice, held):
    response = write_down(
        client_alice,
        held,
        outcome="good_fit",
        up_front="yes",
        has_time="unsure",
        willing="yes",
        backgrounds="no",
        personality="yes",
        approach="yes",
        notes="Started on the line at 19.",
        one_thing="Ask what to stop",
    )

    held.refresh_from_db()
    assert response["Location"] == f"/agreements/new/?with={held.contact_id}"
    assert [getattr(held, name) for name in Meeting.QUESTIONS] == ["yes", "unsure", "yes", "no", "yes", "yes"]
    assert (held.outcome, held.notes) == ("good_fit", "Started on the line at 19.")
    assert (held.held_on, held.recorded_on, held.thanked_on) == (DAY - days(7), DAY, None)
    assert flashes(response) == ["Saved. Margaret is a good fit: now write it down together."]


def test_record_uses_the_introduction(client_alice, alice, held):
    introduction = made(alice, held.contact)
    held.record(introduction=introduction)

    write_down(client_alice, held)

    introduction.refresh_from_db()
    assert (introduction.met_on, introduction.status) == (DAY - days(7), Introduction.Status.MET)


@pytest.mark.parametrize(
    ("outcome", "there"),
    [
        ("good_fit", "/agreements/new/?with={contact}"),
        ("talk_again", "/meetings/new/?with={contact}&kind=first"),
        ("not_now", "/"),
        ("not_a_fit", "/meetings/{meeting}/letters/after-meeting/"),
        ("said_no", "/meetings/{meeting}/letters/take-no/"),
        ("undecided", "/"),
    ],
)
def test_record_goes_on_to_what_comes_next(client_alice, held, outcome, there):
    response = write_down(client_alice, held, outcome=outcome)

    assert response["Location"] == there.format(contact=held.contact_id, meeting=held.pk)


def test_record_goes_on_to_nothing_that_is_there_already(client_alice, alice, held):
    MentorAgreementFactory(owner=alice, mentor=held.contact)
    MeetingFactory(owner=alice, contact=held.contact)
    held.write_down(DAY, outcome="undecided")
    held.mark(THANKED, DAY)

    for outcome in ("good_fit", "talk_again", "not_a_fit", "said_no"):
        assert write_down(client_alice, held, outcome=outcome)["Location"] == "/"


def test_a_not_now_saved_again_beside_an_agreement_promises_nothing(client_alice, alice, held):
    first = write_down(client_alice, held, outcome="not_now", ask_again_on="2026-10-01")
    assert flashes(first)[-1].startswith("Saved: not now. On 1 October")
    held.contact.refresh_from_db()
    held.contact.ask_again()
    MentorAgreementFactory(
        owner=alice, mentor=held.contact, confirmed_on=DAY, confirmed_how="mail", confirmed_words=[]
    )

    again = write_down(client_alice, held, outcome="not_now", ask_again_on="2026-10-01", notes="Kind")

    assert flashes(again)[-1] == f"Saved how it went with {held.contact.first_name}."
    held.contact.refresh_from_db()
    assert held.contact.not_now_on is None


def test_record_of_a_not_now_takes_its_day(client_alice, held):
    shown = client_alice.get(f"/meetings/{held.pk}/record/").context["form"]
    assert shown["ask_again_on"].value() == dt.date(2026, 9, 12)

    response = write_down(client_alice, held, outcome="not_now", ask_again_on="2026-10-01")
    contact = Contact.objects.get()
    assert (contact.not_now_on, contact.ask_again_on) == (DAY - days(7), dt.date(2026, 10, 1))
    assert flashes(response) == ["Saved: not now. On 1 October you’ll be reminded to ask Margaret again."]
    again = client_alice.get(f"/meetings/{held.pk}/record/").context["form"]
    assert (again["outcome"].value(), again["ask_again_on"].value()) == ("not_now", dt.date(2026, 10, 1))

    write_down(client_alice, held, outcome="not_now", ask_again_on="")
    assert Contact.objects.get().ask_again_on is None
    refused = write_down(client_alice, held, outcome="not_now", ask_again_on="2026-03-12")
    assert (refused.status_code, refused.context["form"].errors) == (
        422,
        {"ask_again_on": ["Choose a day after today"]},
    )
    write_down(client_alice, held, outcome="talk_again", ask_again_on="2026-10-01")
    contact = Contact.objects.get()
    assert (contact.is_prospect, contact.not_now_on, contact.ask_again_on) == (True, None, None)


def test_record_needs_an_outcome(client_alice, held):
    response = client_alice.post(f"/meetings/{held.pk}/record/", {"notes": "Long talk", "has_time": "no"})

    html = html_of(response)
    assert response.status_code == 422
    assert response.context["form"].errors == {"outcome": ["Choose how it ended"]}
    assert '<a href="#id_outcome_0">' in html
    assert '<details class="disclose mt-4" data-unfold open>' in html
    assert "Long talk" in html
    assert 'name="has_time" value="no" id="id_has_time_1" checked' in html
    held.refresh_from_db()
    assert held.recorded_on is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outcome", "rain"),
        ("up_front", "maybe"),
        ("notes", "x" * 10_001),
        ("notes", "a\x00b"),
        ("outcome", "\x00"),
    ],
)
def test_record_that_makes_no_sense_comes_back(client_alice, held, field, value):
    response = write_down(client_alice, held, **{field: value})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    held.refresh_from_db()
    assert held.recorded_on is None


def test_a_no_is_taken(client_alice, held):
    response = write_down(client_alice, held, outcome="said_no")

    contact = Contact.objects.get()
    assert (contact.is_prospect, contact.closed_on, contact.closed_because) == (False, DAY, "said_no")
    assert flashes(response) == ["Saved. Say thank you to Margaret, and ask who else comes to mind."]
    assert "I’ve thanked Margaret" in html_of(client_alice.get(INDEX))


def test_record_corrected_opens_the_prospect_again(client_alice, held):
    write_down(client_alice, held, outcome="said_no")

    write_down(client_alice, held, outcome="good_fit")

    contact = Contact.objects.get()
    held.refresh_from_db()
    assert (contact.is_prospect, contact.closed_because, held.outcome) == (True, "", "good_fit")


def test_record_in_two_windows_tells_the_second(client_alice, held):
    write_down(client_alice, held, opened_at="1", outcome="good_fit")

    told = write_down(client_alice, held, opened_at="1", outcome="said_no")

    assert told.status_code == 422
    assert "changed in another window" in html_of(told)
    held.refresh_from_db()
    assert (held.outcome, Contact.objects.get().is_prospect) == ("good_fit", True)


@pytest.fixture
def session(alice, margaret):
    return MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=NOW - days(7))


def test_record_of_a_session_takes_thanks_back(client_alice, session):
    write_down(client_alice, session, thanked="on")
    write_down(client_alice, session)

    session.refresh_from_db()
    assert session.thanked_on is None


def test_record_of_a_session_keeps_the_day_of_thanks(client_alice, session):
    session.write_down(DAY - days(6))
    session.mark(THANKED, DAY - days(6))

    write_down(client_alice, session, thanked="on")

    session.refresh_from_db()
    assert session.thanked_on == DAY - days(6)


# What was found out


def found(contact):
    rows = contact.assessments.values_list("criterion__text", "answer", "evidence", "source", "on")
    return {text: tuple(facts) for text, *facts in rows}


def test_record_puts_what_was_found_out_into_the_fit(client_alice, alice, held):
    first = MentorCriterionFactory(owner=alice, text="Ends on time")
    second = MentorCriterionFactory(owner=alice, text="Led peers")
    third = MentorCriterionFactory(owner=alice, text="Is near")
    AssessmentFactory(
        contact=held.contact,
        criterion=third,
        answer="unknown",
        evidence="Ask",
        source="introducer",
        on=DAY - days(9),
    )

    write_down(
        client_alice,
        held,
        **{
            f"answer_{first.pk}": "meets",
            f"evidence_{first.pk}": "Twenty minutes sharp",
            f"answer_{second.pk}": "unknown",
            f"answer_{third.pk}": "unknown",
            f"evidence_{third.pk}": "Ask",
        },
    )

    assert found(held.contact) == {
        "Ends on time": ("meets", "Twenty minutes sharp", "meeting", DAY - days(7)),
        "Is near": ("unknown", "Ask", "introducer", DAY - days(9)),
    }


def test_record_answers_fill_the_criteria_that_ask_for_them(client_alice, alice, held):
    for suggestion, text in (("time", "Has an hour"), ("personality", "Kind"), ("approach", "Works like me")):
        MentorCriterionFactory(owner=alice, suggestion=suggestion, text=text)

    write_down(client_alice, held, has_time="yes", personality="no", approach="unsure", willing="yes")

    words = "At the meeting on 5 March"
    assert found(held.contact) == {
        "Has an hour": ("meets", words, "meeting", DAY - days(7)),
        "Kind": ("does_not", words, "meeting", DAY - days(7)),
    }


def test_record_takes_no_second_answer_to_the_same_question(client_alice, alice, held):
    time = MentorCriterionFactory(owner=alice, suggestion="time", text="Has an hour")

    write_down(client_alice, held, has_time="yes", **{f"answer_{time.pk}": "does_not"})

    assert found(held.contact)["Has an hour"][0] == "meets"


def test_record_replaces_what_was_believed_before(client_alice, alice, held):
    time = MentorCriterionFactory(owner=alice, suggestion="time", text="Has an hour")
    AssessmentFactory(contact=held.contact, criterion=time, answer="meets", evidence="Ben thinks so")

    write_down(client_alice, held, has_time="no")

    assert found(held.contact)["Has an hour"][0] == "does_not"


def test_record_written_again_leaves_a_later_correction_alone(client_alice, alice, held):
    time = MentorCriterionFactory(owner=alice, suggestion="time", text="Has an hour")
    write_down(client_alice, held, has_time="yes")
    Assessment.objects.get(criterion=time).record(answer="does_not", evidence="New job")

    write_down(client_alice, held, has_time="yes", notes="One more thing")

    assert found(held.contact)["Has an hour"][:2] == ("does_not", "New job")


def test_record_that_is_refused_writes_nothing_anywhere(client_alice, alice, held):
    introduction = made(alice, held.contact)
    held.record(introduction=introduction)
    criterion = MentorCriterionFactory(owner=alice)

    response = write_down(
        client_alice,
        held,
        outcome="said_no",
        has_time="yes",
        **{f"answer_{criterion.pk}": "meets", f"evidence_{criterion.pk}": "x" * 301},
    )

    introduction.refresh_from_db()
    assert response.status_code == 422
    assert not Assessment.objects.exists()
    assert introduction.met_on is None
    assert Contact.objects.get(pk=held.contact_id).is_prospect


def test_record_ignores_somebody_elses_criterion(client_alice, held, bob):
    foreign = MentorCriterionFactory(owner=bob, suggestion="time")

    write_down(client_alice, held, has_time="yes", **{f"answer_{foreign.pk}": "meets"})

    assert not Assessment.objects.exists()


def test_record_ahead_is_refused_kindly(client_alice, ahead):
    shown = html_of(client_alice.get(f"/meetings/{ahead.pk}/record/"))
    response = write_down(client_alice, ahead, notes="Too early")

    assert "This meeting is still ahead" in shown
    assert f'href="/meetings/{ahead.pk}/prepare/"' in shown
    assert 'name="outcome"' not in shown
    assert response.status_code == 422
    assert "This meeting is still ahead" in html_of(response)
    assert "Too early" in html_of(response)
    ahead.refresh_from_db()
    assert ahead.recorded_on is None


def test_record_of_a_cancelled_meeting_is_refused_kindly(client_alice, held):
    held.cancel(DAY)

    assert "It’s going ahead after all" in html_of(client_alice.get(f"/meetings/{held.pk}/record/"))
    assert write_down(client_alice, held).status_code == 422
    held.refresh_from_db()
    assert held.recorded_on is None


def test_record_of_a_session_needs_no_outcome(client_alice, alice, margaret):
    session = MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=NOW - days(1))
    html = html_of(client_alice.get(f"/meetings/{session.pk}/record/"))

    response = client_alice.post(f"/meetings/{session.pk}/record/", {"notes": "Agenda done"})

    session.refresh_from_db()
    assert 'name="outcome"' not in html
    assert "up-front" not in html
    assert response["Location"] == INDEX
    assert (session.held_on, session.notes, session.outcome) == (DAY - days(1), "Agenda done", "")


# Thanks


def test_thanked_and_undone_with_its_day(client_alice, held):
    held.write_down(DAY - days(6), outcome="good_fit")

    thanked = client_alice.post(f"/meetings/{held.pk}/thanked/", {"on": "2026-03-08"})
    held.refresh_from_db()
    assert (held.thanked_on, thanked["Location"]) == (dt.date(2026, 3, 8), INDEX)
    assert flashes(thanked) == ["You thanked Margaret."]

    forgotten = client_alice.post(undo_of(thanked))
    held.refresh_from_db()
    assert held.thanked_on is None

    client_alice.post(undo_of(forgotten))
    held.refresh_from_db()
    assert held.thanked_on == dt.date(2026, 3, 8)


@pytest.mark.parametrize("on", ["2026-03-13", "2026-03-01", "9999-12-31", "x", "\x00"])
def test_thanked_on_a_day_that_cannot_be_is_refused(client_alice, held, on):
    held.write_down(DAY, outcome="good_fit")

    response = client_alice.post(f"/meetings/{held.pk}/thanked/", {"on": on})

    held.refresh_from_db()
    assert (response.status_code, held.thanked_on) == (302, None)
    assert len(flashes(response)) == 1


def test_thanked_before_it_was_written_down_is_refused(client_alice, held):
    response = client_alice.post(f"/meetings/{held.pk}/thanked/")

    assert flashes(response) == ["Thanks come after the meeting"]


# Alice owns, Bob is refused

PAGES = ["edit", "prepare", "record", "delete"]
VERBS = ["prepared", "unprepared", "cancelled", "reinstated", "thanked", "thanks-forgotten"]


@pytest.mark.parametrize("name", PAGES)
def test_somebody_elses_meeting_is_not_there(client_bob, held, name):
    before = Meeting.objects.values().get()

    assert client_bob.get(f"/meetings/{held.pk}/{name}/").status_code == 404
    assert client_bob.post(f"/meetings/{held.pk}/{name}/", plan(outcome="said_no")).status_code == 404
    assert Meeting.objects.values().get() == before


@pytest.mark.parametrize("name", VERBS)
def test_verbs_are_posts_of_the_owner_only(client_alice, client_bob, held, name):
    before = Meeting.objects.values().get()

    assert client_bob.post(f"/meetings/{held.pk}/{name}/").status_code == 404
    assert client_alice.get(f"/meetings/{held.pk}/{name}/").status_code == 405
    assert Meeting.objects.values().get() == before


@pytest.mark.parametrize("name", PAGES + VERBS)
def test_meeting_that_never_was_is_not_found(client_alice, name):
    assert client_alice.post(f"/meetings/{'9' * 18}/{name}/").status_code == 404


@pytest.mark.parametrize("name", ["prepare", "record"])
def test_meeting_pages_take_the_same_queries_for_one_and_for_three(client_alice, alice, held, name):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client_alice.get(f"/meetings/{held.pk}/{name}/").status_code == 200
        return len(queries)

    def more():
        GoalFactory(owner=alice)
        MentorCriterionFactory(owner=alice)
        AssessmentFactory(contact=held.contact, answer="meets")

    more()
    before = count()
    more()
    more()

    assert count() == before


def test_meeting_now_is_the_moment_it_begins(client_alice, alice, margaret):
    meeting = MeetingFactory(owner=alice, contact=margaret, starts_at=timezone.now())

    assert client_alice.get(INDEX).context["to_write_down"] == [meeting]


def test_meeting_form_offers_prospects_first_and_whoever_was_chosen(client_alice, alice, margaret):
    ContactFactory.create_batch(301, owner=alice, name="Abe Adler")
    last = ContactFactory(owner=alice, name="Zoe Zimmer")

    html = html_of(client_alice.get(f"{NEW}?with={last.pk}"))
    wrong = html_of(client_alice.post(NEW, plan(contact=last.pk, starts_at="")))

    assert html.index("Margaret Lindqvist</option>") < html.index("Abe Adler</option>")
    assert html.count("<option") < 330
    for shown in (html, wrong):
        assert f'<option value="{last.pk}" selected>Zoe Zimmer</option>' in shown
