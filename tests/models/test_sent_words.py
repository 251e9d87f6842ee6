"""What one of the two said or was sent: which session it is about, and what a letter holds."""

import datetime as dt

import pytest
from django.utils import timezone

from mentoring.models import Meeting, MentorAgreement, MentorMessage
from mentoring.models.mentor_messages import sign_of
from mentoring.models.sent_words import holds

NOON = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("letter", "words", "is_held"),
    [
        ("Thank you.\nCall  Ruth on\nMonday, please", "call Ruth on Monday.", True),
        ("Thank you.", "Call Ruth", False),
        ("Thank you.", "", False),
        ("Thank you.", " . ", False),
    ],
)
def test_a_letter_holds_words_whatever_their_breaks_and_capitals(letter, words, is_held):
    assert holds(letter, words) is is_held


def test_what_was_not_sent_is_empty_and_what_was_shown_goes_with_its_last_word():
    meeting = Meeting(sent_words={"ask": "Budget"})
    agreement = MentorAgreement(closing_words={"learned": "To listen", "thanks": "", "goals": []})

    assert meeting.words_sent == {"ask": "Budget", "agenda": "", "advice": "", "outcome": "", "steps": []}
    assert meeting.with_words_sent(agenda="Plan")["agenda"] == "Plan"
    assert Meeting().words_sent["ask"] == ""
    assert agreement.with_words_shown(thanks="Thank you")["learned"] == "To listen"
    assert agreement.with_words_shown(learned="") is None
    assert MentorAgreement().words_shown == {"learned": "", "thanks": "", "goals": []}


def test_a_message_is_about_a_session_on_the_day_it_had_then():
    session = Meeting(pk=7, starts_at=NOON)
    message = MentorMessage(meeting=session, session_at=NOON, kind="works")

    assert message.is_about(session)
    assert not message.is_about(Meeting(pk=8, starts_at=NOON))
    assert not message.is_about(Meeting(pk=7, starts_at=NOON + HOUR))
    assert not message.is_about(None)
    assert (sign_of(session), sign_of(None)) == ("7@2026-03-12T12:00:00+00:00", "")
    assert (str(message), str(MentorMessage(kind="point", text="The budget"))) == ("That works", "The budget")


@pytest.mark.parametrize(
    ("kind", "session", "may_move"),
    [
        ("other_time", {}, True),
        ("works", {}, False),
        ("other_time", {"starts_at": -HOUR}, False),
        ("other_time", {"cancelled_on": NOON.date()}, False),
        ("other_time", None, False),
    ],
)
def test_another_time_moves_a_session_that_has_not_begun(kind, session, may_move):
    facts = {"starts_at": HOUR} | (session or {})
    meeting = Meeting(**facts | {"starts_at": timezone.now() + facts["starts_at"]})

    message = MentorMessage(kind=kind, meeting=None if session is None else meeting)

    assert message.may_move is may_move
