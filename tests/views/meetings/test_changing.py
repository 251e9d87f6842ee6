"""A meeting is moved, cancelled or deleted."""

import datetime as dt

from mentoring.models import Contact, Meeting
from mentoring.models.meeting_facts import THANKED
from tests.factories import MeetingFactory
from tests.pages import flashes, html_of, undo_of
from tests.views.meetings.talks import DAY, INDEX, days, plan


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
