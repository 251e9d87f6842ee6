"""After a meeting: how it went, and thanks."""

import datetime as dt

import pytest

from mentoring.models import Contact, Introduction, Meeting
from mentoring.models.meeting_facts import THANKED
from tests.factories import AssessmentFactory, MeetingFactory, MentorAgreementFactory, MentorCriterionFactory
from tests.pages import flashes, html_of, undo_of
from tests.views.meetings.talks import DAY, INDEX, NOW, days, made, write_down


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
