"""A change and a longer term, on the mentor's page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.dates.days import plain_day, whole_day
from mentoring.models import MentorAgreement, MentorMessage, ShareLink
from tests.factories import MeetingFactory, ShareLinkFactory
from tests.markup import forms_of
from tests.models.test_agreements import ready
from tests.views.mentors_term.mentors_page import DAY, page_of, press, text_on

pytestmark = pytest.mark.django_db


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


def test_a_link_of_before_shows_its_one_version_and_no_more(client, link, alice, running, session):
    old = ShareLinkFactory(owner=alice, agreement=running, shows_one_version=True)

    page = text_on(client, old)

    assert "Your next session" not in page
    assert "Mill Street" not in page
    assert forms_of(page_of(client, old)) == []
    sent = client.post(reverse("shared.messaged", args=[old.token]), {"kind": "point", "text": "Hello"})
    assert sent.status_code == 422
    assert not MentorMessage.objects.exists()


@pytest.mark.parametrize("planned", [True, False])
def test_a_yes_that_was_noted_by_hand_is_not_said_to_be_theirs_nor_hides_what_they_suggested(
    client, alice, offer, today, planned
):
    form = next(form for form in forms_of(page_of(client, offer)) if "name" in form.data())
    client.post(
        form.action, form.data(name="D", kind="almost", note="Only twice", clause_boundaries="No calls")
    )
    agreement = MentorAgreement.objects.get()
    agreement.confirm(today, "in_person")
    if planned:
        MeetingFactory(
            owner=alice, contact=agreement.mentor, kind="session", starts_at=timezone.now() + 3 * DAY
        )

    text = text_on(client, offer)

    assert "You said yes" not in text
    assert ("Alice noted your yes on" in text) != planned
    assert "that you agreed to the words as they stand. Only twice No calls" in text
