"""The thanks after a meeting, and a word after months."""

import pytest
from django.urls import reverse

from mentoring.models import Interaction, Meeting
from tests.factories import GoalFactory, MeetingFactory, MentorAgreementFactory
from tests.pages import html_of
from tests.views.letters.writing import TODAY, day, meeting_url, shown, typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "subject", "words"),
    [
        (
            {},
            "Thank you for meeting me",
            "Thank you for meeting me yesterday. I got a lot out of it, and I’ll let you know what I "
            "do with it.",
        ),
        (
            {"outcome": "good_fit"},
            "Thank you for meeting me",
            "Thank you for meeting me yesterday. I got a lot out of it, and I’ll let you know what I "
            "do with it.\n\nI’d be glad to talk again, if you would too.",
        ),
        (
            {"kind": Meeting.Kind.SESSION, "outcome": ""},
            "Thank you for our session",
            "Thank you for our session yesterday. I got a lot out of it, and I’ll let you know what "
            "I do with it.",
        ),
    ],
)
def test_thanks_after_a_meeting(client_alice, meeting, facts, subject, words):
    page = client_alice.get(meeting_url(meeting(**facts)))

    assert shown(page) == (subject, f"Hi Daniel,\n\n{words}\n\nAll the best,\nAlice")


def test_no_after_a_meeting_is_taken(client_alice, meeting):
    page = client_alice.get(meeting_url(meeting(outcome="said_no"), "take-no"))

    assert shown(page) == (
        "Thank you for your answer",
        "Hi Daniel,\n\nThank you for meeting me yesterday, and for a clear answer. I understand, and "
        "I’ll leave it at that.\n\nI got a lot out of our talk. If I can ever return the favour, "
        "please let me know.\n\nAll the best,\nAlice",
    )
    assert "Ragins, Cotton" in html_of(page)


def test_one_thing_goes_into_the_letter(client_alice, meeting):
    there = meeting_url(meeting())
    form = typed(client_alice.get(there), update="1", one_thing=" stopping the Monday round. ")

    page = client_alice.post(there, form)

    assert page.status_code == 200
    assert (
        "The one thing I’m taking away: stopping the Monday round. I’ll let you know how it goes."
        in shown(page)[1]
    )


def test_one_thing_never_replaces_own_words_unasked(client_alice, meeting):
    there = meeting_url(meeting())
    form = typed(client_alice.get(there), one_thing="less talk", message="My own words")

    asked = client_alice.post(there, form | {"update": "1"})
    replaced = client_alice.post(there, form | {"update": "replace"})

    assert shown(asked)[1] == "My own words"
    assert "Replace your edits?" in html_of(asked)
    assert "The one thing I’m taking away: less talk." in shown(replaced)[1]


def test_thanks_for_a_meeting_are_recorded(client_alice, meeting):
    held = meeting()
    there = meeting_url(held)

    answer = client_alice.post(there, typed(client_alice.get(there), sent="1"))

    held.refresh_from_db()
    assert answer.url == reverse("meetings.index")
    assert held.thanked_on == TODAY
    again = client_alice.post(there, {"sent": "1", "message": "Mine"})
    assert again.status_code == 422
    client_alice.post(reverse("meetings.thanks_forgotten", args=[held.pk]))
    held.refresh_from_db()
    assert held.thanked_on is None


def test_meeting_that_was_not_held_has_no_letter(client_alice, alice, daniel, meeting):
    ahead = MeetingFactory(owner=alice, contact=daniel)
    thanked = meeting(thanked_on=TODAY)

    for record in (ahead, thanked):
        assert client_alice.get(meeting_url(record)).url == reverse("meetings.record", args=[record.pk])
    refused = client_alice.post(meeting_url(ahead), {"sent": "1"})
    assert refused.status_code == 422
    assert client_alice.get(meeting_url(thanked, "take-no")).status_code == 404
    assert client_alice.get(meeting_url(thanked, "first")).status_code == 404


def test_word_after_months(client_alice, alice, daniel):
    GoalFactory(owner=alice, title="Run a weekly meeting.")
    there = reverse("letters.keep_in_touch", args=[daniel.pk])

    page = client_alice.get(there)

    assert shown(page) == (
        "Hello from Alice",
        "Hi Daniel,\n\nIt’s been a while, and I wanted to tell you how things are going.\n\nWhat I’m "
        "working on: Run a weekly meeting.\n\nHow are you? If there’s anything I can do for you, just "
        "say.\n\nAll the best,\nAlice",
    )
    client_alice.post(there, typed(page, sent="1"))
    assert Interaction.objects.get().text == "Keeping in touch"


def test_word_to_a_former_mentor(client_alice, alice, daniel):
    MentorAgreementFactory(
        owner=alice, mentor=daniel, starts_on=day(1, 1), ends_on=day(3, 1), touch_after_months=1,
        shared_on=day(1, 1), confirmed_on=day(1, 1), confirmed_how="in_person", confirmed_words=[],
        completed_on=day(2, 2),
    )  # fmt: skip

    page = client_alice.get(reverse("letters.keep_in_touch", args=[daniel.pk]))

    assert "It’s been a while since we worked together, and I still use what I learned." in shown(page)[1]
