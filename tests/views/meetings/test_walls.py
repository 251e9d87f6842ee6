"""Alice owns, Bob is refused; and what a page costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.models import Meeting
from tests.factories import AssessmentFactory, GoalFactory, MentorCriterionFactory
from tests.views.meetings.talks import plan

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
