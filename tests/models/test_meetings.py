"""A meeting is planned, held and written down, and what follows from it is kept in order."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentoring.models import Contact, Introduction, Meeting
from mentoring.models.meeting_facts import AGENDA_SENT, PREPARED, REPORTED_BACK, THANKED
from tests.factories import (
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    ProspectFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 12)
NOON = dt.datetime(2026, 3, 12, 12, 0, tzinfo=dt.UTC)


def days(number):
    return dt.timedelta(days=number)


@pytest.fixture
def meeting(alice):
    """A first meeting that took place on the day."""
    contact = ProspectFactory(owner=alice, name="Margaret Lindqvist", prospect_on=DAY - days(30))
    return MeetingFactory(owner=alice, contact=contact, starts_at=NOON)


def closed(contact):
    contact.refresh_from_db()
    return (contact.is_prospect, contact.closed_on, contact.closed_because)


# Phrases


def test_meetings_are_ahead_to_write_down_or_over(alice):
    tomorrow = MeetingFactory(owner=alice, starts_at=NOON + days(1))
    next_week = MeetingFactory(owner=alice, starts_at=NOON + days(7))
    yesterday = MeetingFactory(owner=alice, starts_at=NOON - days(1))
    held = MeetingFactory(owner=alice, starts_at=NOON - days(9))
    held.write_down(DAY, outcome="undecided")
    called_off = MeetingFactory(owner=alice, starts_at=NOON + days(2), cancelled_on=DAY)
    meetings = Meeting.objects.owned_by(alice)

    assert list(meetings.ahead(NOON)) == [tomorrow, next_week]
    assert list(meetings.to_write_down(NOON)) == [yesterday]
    assert list(meetings.over()) == [called_off, held]
    assert list(meetings.planned()) == [yesterday, tomorrow, next_week]
    assert list(meetings.recorded()) == [held]


def test_meeting_takes_place_on_the_day_where_the_person_is(meeting):
    meeting.starts_at = dt.datetime(2026, 3, 12, 23, 30, tzinfo=dt.UTC)

    with timezone.override("Europe/Berlin"):
        assert meeting.day == dt.date(2026, 3, 13)
    with timezone.override("America/New_York"):
        assert meeting.day == dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("place", "where", "words"),
    [
        ("video", "", "by video"),
        ("coffee", "Mill Street Café", "coffee at Mill Street Café"),
        ("office", "", "at the office"),
        ("phone", "01423 1", "by phone: 01423 1"),
        ("lunch", "", "over lunch"),
    ],
)
def test_meeting_says_how_and_where(place, where, words):
    assert Meeting(place=place, where=where).how_and_where == words


# Before


def test_meeting_cancelled_and_reinstated(meeting):
    meeting.cancel(DAY)
    assert (meeting.cancelled_on, meeting.is_planned) == (DAY, False)

    meeting.reinstate()
    assert (meeting.cancelled_on, meeting.is_planned) == (None, True)


def test_meeting_written_down_cannot_be_cancelled(meeting):
    meeting.write_down(DAY, outcome="good_fit")

    with pytest.raises(ValidationError, match="already been written down"):
        meeting.cancel(DAY)


def test_first_meeting_with_somebody_who_said_no_is_not_reinstated(meeting):
    meeting.cancel(DAY)
    meeting.contact.close(DAY, "said_no")

    with pytest.raises(ValidationError, match="Margaret said no"):
        meeting.reinstate()


def test_meeting_prepared_and_not(meeting):
    meeting.mark(PREPARED, DAY)
    assert Meeting.objects.get().prepared_on == DAY

    meeting.forget(PREPARED)
    assert Meeting.objects.get().prepared_on is None


# Writing down


def test_meeting_written_down_keeps_answers_days_and_touch(meeting):
    meeting.write_down(DAY + days(1), outcome="talk_again", up_front="yes", willing="unsure", notes="Laughed")

    stands = Meeting.objects.get()
    assert (stands.held_on, stands.recorded_on) == (DAY, DAY + days(1))
    assert (stands.outcome, stands.up_front, stands.willing, stands.notes) == (
        "talk_again",
        "yes",
        "unsure",
        "Laughed",
    )
    assert stands.contact.last_touch_on == DAY


def test_meeting_ahead_is_not_written_down(meeting):
    with pytest.raises(ValidationError, match="still ahead"):
        meeting.write_down(DAY - days(1), outcome="good_fit")

    assert Meeting.objects.get().recorded_on is None


def test_meeting_that_was_held_is_corrected_wherever_the_person_is_now(meeting):
    meeting.write_down(DAY, outcome="good_fit")

    meeting.write_down(DAY - days(1), outcome="talk_again")

    assert (meeting.held_on, meeting.recorded_on) == (DAY, DAY)


def test_meeting_is_missed_from_its_day_on_and_cancelled_at_any_time(meeting):
    for how in ("no_show_me", "no_show_them"):
        with pytest.raises(ValidationError, match="still ahead"):
            meeting.cancel(DAY - days(1), how)
    meeting.cancel(DAY - days(1), "cancelled_by_them")
    assert not meeting.was_missed

    meeting.cancel(DAY, "no_show_them")

    assert meeting.was_missed


def test_meeting_goes_back_to_the_time_before_the_last_move(meeting):
    with pytest.raises(ValidationError, match="nothing to undo"):
        meeting.move_back()
    for later in (1, 2):
        meeting.remember_moment(meeting.starts_at)
        meeting.starts_at = NOON + days(later)
    assert meeting.earlier_moments == [NOON, NOON + days(1)]

    meeting.move_back()
    assert (meeting.starts_at, meeting.earlier_moments) == (NOON + days(1), [NOON])

    meeting.write_down(DAY + days(1), outcome="good_fit")
    with pytest.raises(ValidationError, match="nothing to undo"):
        meeting.move_back()


def test_session_takes_place_after_all_whatever_they_said_of_being_the_mentor(alice):
    contact = ProspectFactory(owner=alice, closed_on=DAY, closed_because="said_no")
    session = MeetingFactory(owner=alice, contact=contact, kind="session", cancelled_on=DAY)

    session.reinstate()

    assert session.is_planned


@pytest.mark.parametrize(
    ("facts", "prospect_on"),
    [
        ({"prospect_on": None}, DAY),
        ({"prospect_on": DAY - days(9)}, DAY - days(9)),
        ({"prospect_on": DAY - days(9), "not_now_on": DAY}, DAY - days(9)),
        ({"prospect_on": DAY - days(9), "closed_on": DAY, "closed_because": "not_a_fit"}, DAY - days(9)),
    ],
)
def test_whoever_was_met_and_not_ruled_out_is_open_again(alice, facts, prospect_on):
    meeting = MeetingFactory(owner=alice, contact=ContactFactory(owner=alice, **facts), starts_at=NOON)

    meeting.write_down(DAY, outcome="good_fit")

    contact = Contact.objects.get(pk=meeting.contact_id)
    assert (contact.prospect_on, contact.closed_on, contact.not_now_on) == (prospect_on, None, None)


def test_whoever_rested_only_after_the_meeting_still_rests(alice):
    contact = ContactFactory(owner=alice, prospect_on=DAY, not_now_on=DAY + days(1))
    meeting = MeetingFactory(owner=alice, contact=contact, starts_at=NOON)

    meeting.write_down(DAY + days(2), outcome="good_fit")

    assert Contact.objects.get(pk=contact.pk).not_now_on == DAY + days(1)


@pytest.mark.parametrize(("on", "answered"), [(9, 2), (1, 1), (-9, -1)])
def test_whoever_meets_has_answered_by_then_and_not_before_the_letter(alice, on, answered):
    meeting = MeetingFactory(owner=alice, contact=ProspectFactory(owner=alice), starts_at=NOON + days(2))
    facts = {"asked_on": DAY - days(9), "made_on": DAY - days(5), "written_on": DAY - days(1)}
    introduction = IntroductionFactory(owner=alice, prospect=meeting.contact, **facts)

    meeting.note_answer(DAY + days(on))

    introduction.refresh_from_db()
    assert introduction.answered_on == DAY + days(answered)


def test_meeting_cancelled_is_not_written_down(meeting):
    meeting.cancel(DAY)

    with pytest.raises(ValidationError, match="no outcome"):
        meeting.write_down(DAY, outcome="good_fit")


@pytest.mark.parametrize("outcome", ["said_no", "not_a_fit"])
def test_meeting_that_ends_it_closes_the_prospect(meeting, outcome):
    meeting.write_down(DAY, outcome=outcome)

    assert closed(meeting.contact) == (False, DAY, outcome)


@pytest.mark.parametrize("outcome", ["good_fit", "talk_again", "undecided"])
def test_meeting_that_goes_on_makes_a_prospect(alice, outcome):
    meeting = MeetingFactory(owner=alice, contact=ContactFactory(owner=alice), starts_at=NOON)

    meeting.write_down(DAY, outcome=outcome)

    assert closed(meeting.contact) == (True, None, "")
    assert meeting.contact.prospect_on == DAY


def test_meeting_corrected_from_no_to_good_fit_opens_the_prospect_again(meeting):
    meeting.write_down(DAY, outcome="said_no")

    meeting.write_down(DAY + days(3), outcome="good_fit")

    assert closed(meeting.contact) == (True, None, "")
    assert meeting.contact.prospect_on == DAY - days(30)
    assert Meeting.objects.get().recorded_on == DAY


def test_meeting_corrected_from_no_to_not_a_fit_changes_the_reason(meeting):
    meeting.write_down(DAY, outcome="said_no")

    meeting.write_down(DAY, outcome="not_a_fit")

    assert closed(meeting.contact) == (False, DAY, "not_a_fit")


def test_earlier_meeting_written_down_again_does_not_undo_a_later_no(alice, meeting):
    meeting.write_down(DAY, outcome="talk_again")
    second = MeetingFactory(owner=alice, contact=meeting.contact, starts_at=NOON + days(7))
    second.write_down(DAY + days(7), outcome="said_no")
    meeting.refresh_from_db()

    meeting.write_down(DAY + days(8), outcome="talk_again", notes="One thing more")

    assert closed(meeting.contact) == (False, DAY + days(7), "said_no")


def test_meeting_corrected_does_not_open_somebody_who_said_no_at_another_meeting(alice, meeting):
    meeting.write_down(DAY, outcome="not_a_fit")
    second = MeetingFactory(owner=alice, contact=meeting.contact, starts_at=NOON + days(7))
    second.write_down(DAY + days(7), outcome="said_no")
    meeting.refresh_from_db()

    meeting.write_down(DAY + days(8), outcome="good_fit")

    assert closed(meeting.contact) == (False, DAY + days(7), "said_no")


def test_a_no_that_was_said_twice_is_over_once_both_are_taken_back(alice, meeting):
    second = MeetingFactory(owner=alice, contact=meeting.contact, starts_at=NOON + days(7))
    meeting.write_down(DAY, outcome="said_no")
    second.write_down(DAY + days(7), outcome="said_no")

    second.write_down(DAY + days(8), outcome="good_fit")
    assert closed(meeting.contact) == (False, DAY, "said_no")
    meeting.refresh_from_db()
    meeting.write_down(DAY + days(9), outcome="good_fit")

    assert closed(meeting.contact) == (True, None, "")


def test_a_no_is_not_softened_by_a_meeting_that_was_no_fit(alice, meeting):
    meeting.contact.close(DAY - days(1), "said_no")

    meeting.write_down(DAY, outcome="not_a_fit")

    assert closed(meeting.contact) == (False, DAY - days(1), "said_no")


def test_session_needs_no_outcome_and_leaves_the_contact_alone(alice):
    contact = ContactFactory(owner=alice)
    session = MeetingFactory(owner=alice, contact=contact, kind="session", starts_at=NOON)

    session.write_down(DAY, notes="Went through the agenda")

    assert (session.held_on, session.outcome) == (DAY, "")
    assert closed(contact) == (False, None, "")
    assert contact.last_touch_on == DAY


def test_steps_agreed_at_a_session_itself_are_not_those_agreed_before_it(alice):
    contact = ContactFactory(owner=alice)
    earlier, session, later = (
        MeetingFactory(owner=alice, contact=contact, kind="session", starts_at=NOON + days(number))
        for number in (-30, 0, 30)
    )
    with_another = MeetingFactory(owner=alice, kind="session", starts_at=NOON - days(30))
    goal = GoalFactory(owner=alice)
    step, *others = GoalStepFactory.create_batch(4, goal=goal)
    earlier.agreed_steps.set([step])
    for meeting, other in zip((session, later, with_another), others, strict=True):
        meeting.agreed_steps.add(other)

    assert session.steps_since(earlier, None) == [step]


# The introduction it came from


def introduced(alice, meeting, **facts):
    facts = {"asked_on": DAY - days(20), "made_on": DAY - days(10)} | facts
    introduction = IntroductionFactory(owner=alice, prospect=meeting.contact, **facts)
    meeting.record(introduction=introduction)
    return introduction


def test_meeting_written_down_uses_its_introduction(alice, meeting):
    introduction = introduced(alice, meeting, written_on=DAY - days(9))

    meeting.write_down(DAY, outcome="good_fit")

    introduction.refresh_from_db()
    assert (introduction.met_on, introduction.status) == (DAY, Introduction.Status.MET)


def test_meeting_before_the_introduction_was_made_is_not_its_meeting(alice, meeting):
    introduction = introduced(alice, meeting, made_on=DAY + days(2))

    meeting.write_down(DAY + days(3), outcome="good_fit")

    introduction.refresh_from_db()
    assert introduction.met_on is None


def test_meeting_day_of_the_introduction_is_never_before_the_first_letter(alice, meeting):
    introduction = introduced(alice, meeting, written_on=DAY + days(1))

    meeting.write_down(DAY + days(2), outcome="good_fit")

    introduction.refresh_from_db()
    assert introduction.met_on == DAY + days(1)


def test_meeting_on_the_day_of_the_introduction_is_its_meeting(alice, meeting):
    introduction = introduced(alice, meeting, made_on=DAY)

    meeting.write_down(DAY, outcome="good_fit")

    introduction.refresh_from_db()
    assert introduction.met_on == DAY


def test_meeting_keeps_the_day_an_introduction_was_met_before(alice, meeting):
    introduction = introduced(alice, meeting, met_on=DAY - days(5))

    meeting.write_down(DAY, outcome="good_fit")

    introduction.refresh_from_db()
    assert introduction.met_on == DAY - days(5)


def test_meeting_said_no_still_counts_as_met(alice, meeting):
    introduction = introduced(alice, meeting)

    meeting.write_down(DAY, outcome="said_no")

    introduction.refresh_from_db()
    assert introduction.met_on == DAY
    assert closed(meeting.contact) == (False, DAY, "said_no")


# Thanks


def test_meeting_thanked_and_forgotten(meeting):
    meeting.write_down(DAY, outcome="good_fit")

    meeting.mark(THANKED, DAY + days(1))
    assert Meeting.objects.get().thanked_on == DAY + days(1)

    meeting.forget(THANKED)
    assert Meeting.objects.get().thanked_on is None


def test_meeting_is_not_thanked_for_before_it_was_held(meeting):
    with pytest.raises(ValidationError, match="after the meeting"):
        meeting.mark(THANKED, DAY)

    meeting.write_down(DAY, outcome="good_fit")
    with pytest.raises(ValidationError, match="after the meeting"):
        meeting.mark(THANKED, DAY - days(1))


@pytest.mark.parametrize(("shown", "stays"), [(-1, True), (0, False), (1, False)])
def test_what_was_shown_before_it_was_sent_stays_when_the_letter_was_not_sent(shown, stays):
    meeting = Meeting(agenda_sent_on=DAY, agenda_shown_on=DAY + days(shown), sent_words={"agenda": "Budget"})

    withdrawn = AGENDA_SENT.withdrawn(meeting)

    assert withdrawn.get("agenda_shown_on", DAY) == (DAY if stays else None)
    assert ("sent_words" in withdrawn) is not stays


def test_what_was_once_said_from_1_to_5_is_kept_with_its_name():
    assert Meeting(rated_ease=3, rated_trust=1).ratings == [("ease of talking", 3), ("trust", 1)]


# What the database refuses

HELD = {"held_on": DAY, "recorded_on": DAY, "outcome": "good_fit"}


@pytest.mark.parametrize(
    ("stands", "broken"),
    [
        ({}, {"minutes": 4}),
        ({}, {"minutes": 481}),
        (HELD, {"cancelled_on": DAY}),
        ({}, {"outcome": "good_fit"}),
        ({}, {"held_on": DAY}),
        ({}, {"recorded_on": DAY}),
        (HELD, {"outcome": ""}),
        (HELD, {"held_on": None}),
        (HELD, {"recorded_on": None}),
        (HELD, {"recorded_on": DAY - days(1)}),
        (HELD | {"kind": "session"}, {"held_on": None}),
        (HELD, {"outcome": "rain"}),
        ({}, {"thanked_on": DAY}),
        (HELD, {"thanked_on": DAY - days(1)}),
    ],
)
def test_meeting_facts_out_of_order_are_refused_by_the_database(alice, stands, broken):
    meeting = MeetingFactory(owner=alice, **stands)

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**broken)


def test_meeting_form_key_is_refused_by_the_database_twice(alice):
    first, second = MeetingFactory(owner=alice), MeetingFactory(owner=alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=second.pk).update(form_key=first.form_key)


def test_session_without_outcome_is_accepted_by_the_database(alice):
    meeting = MeetingFactory(owner=alice, kind="session")

    Meeting.objects.filter(pk=meeting.pk).update(held_on=DAY, recorded_on=DAY)

    assert Meeting.objects.get().recorded_on == DAY


@pytest.mark.parametrize("fact", [AGENDA_SENT, THANKED, REPORTED_BACK])
def test_what_the_other_person_gets_moves_the_last_touch(meeting, fact):
    meeting.write_down(DAY, outcome="undecided")

    meeting.mark(fact, DAY + days(9))
    assert Contact.objects.get(pk=meeting.contact_id).last_touch_on == DAY + days(9)

    meeting.forget(fact)
    assert Contact.objects.get(pk=meeting.contact_id).last_touch_on == DAY
