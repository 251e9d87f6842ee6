"""The list of meetings."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import IntroductionFactory, MeetingFactory
from tests.pages import html_of
from tests.views.meetings.talks import DAY, INDEX, NOW, days


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


def test_meeting_now_is_the_moment_it_begins(client_alice, alice, margaret):
    meeting = MeetingFactory(owner=alice, contact=margaret, starts_at=timezone.now())

    assert client_alice.get(INDEX).context["to_write_down"] == [meeting]
