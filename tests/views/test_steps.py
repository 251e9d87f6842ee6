"""Steps in the browser's words: added, ticked, moved and deleted from the goal's page."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import GoalStep
from mentoring.models.goals import DONE
from tests.factories import GoalFactory, GoalStepFactory
from tests.pages import html_of


@pytest.fixture
def goal(alice):
    return GoalFactory(owner=alice)


@pytest.fixture
def three(goal):
    return [GoalStepFactory(goal=goal, text=text) for text in ("First", "Second", "Third")]


def texts(goal):
    return [step.text for step in goal.steps.all()]


# Adding and changing


def test_steps_new_adds_to_the_end(client_alice, alice, goal, three):
    response = client_alice.post(
        f"/goals/{goal.pk}/steps/new/", {"text": "Fourth", "due_on": "2030-05-04", "note": "With Elena"}
    )

    step = goal.steps.last()
    assert (step.owner, step.text, step.due_on, step.note) == (
        alice,
        "Fourth",
        dt.date(2030, 5, 4),
        "With Elena",
    )
    assert texts(goal) == ["First", "Second", "Third", "Fourth"]
    assert response.url == f"/goals/{goal.pk}/#steps"


def test_steps_new_sent_twice_makes_one_step(client_alice, goal):
    said = {"text": "Ask Elena", "form_key": str(uuid.uuid4())}

    client_alice.post(f"/goals/{goal.pk}/steps/new/", said)
    client_alice.post(f"/goals/{goal.pk}/steps/new/", said)

    assert texts(goal) == ["Ask Elena"]


def test_steps_add_line_and_pages_carry_the_key_and_the_revision(client_alice, goal, three):
    assert 'name="form_key" value="' in html_of(client_alice.get(f"/goals/{goal.pk}/"))
    assert 'name="form_key" value="' in html_of(client_alice.get(f"/goals/{goal.pk}/steps/new/"))
    assert 'name="opened_at" value="1"' in html_of(client_alice.get(f"/steps/{three[0].pk}/edit/"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "\u200b"}, "text"),
        ({"text": "a\x00"}, "text"),
        ({"text": "x" * 100_000}, "text"),
        ({"due_on": "0001-01-01"}, "due_on"),
        ({"due_on": "9999-12-31"}, "due_on"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_steps_new_gives_bad_input_back_with_the_reason_at_the_field(client_alice, goal, wrong, field):
    said = {"text": "Ask Elena", "note": "By phone"} | wrong

    response = client_alice.post(f"/goals/{goal.pk}/steps/new/", said)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["note"].value() == said["note"]
    assert not GoalStep.objects.exists()


def test_steps_edit_changes_the_step(client_alice, goal, three):
    response = client_alice.post(f"/steps/{three[1].pk}/edit/", {"text": "Second, better", "opened_at": 1})

    assert texts(goal) == ["First", "Second, better", "Third"]
    assert response.url == f"/goals/{goal.pk}/#steps"


def test_steps_edit_never_overwrites_another_window_silently(client_alice, goal, three):
    three[0].record(text="First, elsewhere")

    response = client_alice.post(f"/steps/{three[0].pk}/edit/", {"text": "First, here", "opened_at": 1})

    assert response.status_code == 422
    assert texts(goal)[0] == "First, elsewhere"


# Ticking


def test_steps_ticked_today_with_the_way_back(client_alice, three, today):
    response = client_alice.post(f"/steps/{three[0].pk}/ticked/", follow=True)

    three[0].refresh_from_db()
    assert three[0].done_on == today
    assert f'action="/steps/{three[0].pk}/unticked/"' in html_of(response)
    assert "1 of 3 done" in html_of(response)


def test_steps_ticked_returns_to_the_page_it_was_pressed_on(client_alice, three):
    assert client_alice.post(f"/steps/{three[0].pk}/ticked/", {"next": "/"}).url == "/"


def test_steps_ticked_is_refused_for_a_day_ahead(client_alice, three, today):
    client_alice.post(f"/steps/{three[0].pk}/ticked/", {"on": today + dt.timedelta(days=1)})

    three[0].refresh_from_db()
    assert three[0].done_on is None


def test_steps_unticked_can_be_undone_to_the_day_it_was_done(client_alice, three, today):
    day = today - dt.timedelta(days=9)
    three[0].mark(DONE, day)

    response = client_alice.post(f"/steps/{three[0].pk}/unticked/", follow=True)
    three[0].refresh_from_db()
    assert three[0].done_on is None

    client_alice.post(next(iter(response.context["messages"])).extra_tags)
    three[0].refresh_from_db()
    assert three[0].done_on == day


# Moving


def test_steps_move_up_and_down(client_alice, goal, three):
    client_alice.post(f"/steps/{three[2].pk}/moved-up/")
    assert texts(goal) == ["First", "Third", "Second"]

    client_alice.post(f"/steps/{three[0].pk}/moved-down/")
    assert texts(goal) == ["Third", "First", "Second"]


def test_steps_at_the_end_stay_where_they_are(client_alice, goal, three):
    client_alice.post(f"/steps/{three[0].pk}/moved-up/")
    client_alice.post(f"/steps/{three[2].pk}/moved-down/")

    assert texts(goal) == ["First", "Second", "Third"]


def test_steps_page_offers_only_the_moves_there_are(client_alice, goal, three):
    html = html_of(client_alice.get(f"/goals/{goal.pk}/"))

    assert f"/steps/{three[0].pk}/moved-up/" not in html
    assert f"/steps/{three[0].pk}/moved-down/" in html
    assert f"/steps/{three[2].pk}/moved-down/" not in html


# Deleting


def test_steps_delete_asks_first(client_alice, goal, three):
    address = f"/steps/{three[1].pk}/delete/"

    assert "Delete this step?" in html_of(client_alice.get(address))
    assert len(texts(goal)) == 3

    assert client_alice.post(address).url == f"/goals/{goal.pk}/#steps"
    assert texts(goal) == ["First", "Third"]


# Others


@pytest.mark.parametrize("verb", ["ticked", "unticked", "moved_up", "moved_down"])
def test_steps_verbs_are_posts_and_refuse_others(client_alice, client_bob, goal, three, verb):
    address = reverse(f"steps.{verb}", args=[three[1].pk])

    assert client_alice.get(address).status_code == 405
    assert client_bob.post(address).status_code == 404
    assert list(goal.steps.values_list("text", "revision")) == [("First", 1), ("Second", 1), ("Third", 1)]


def test_steps_pages_refuse_others(client_bob, goal, three):
    for address in (
        f"/goals/{goal.pk}/steps/new/",
        f"/steps/{three[0].pk}/edit/",
        f"/steps/{three[0].pk}/delete/",
    ):
        assert client_bob.get(address).status_code == 404
        assert client_bob.post(address, {"text": "Mine", "opened_at": 1}).status_code == 404
    assert texts(goal) == ["First", "Second", "Third"]


def test_goal_page_costs_the_same_with_one_step_and_with_three(client_alice, goal):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client_alice.get(f"/goals/{goal.pk}/")
        return len(captured)

    GoalStepFactory(goal=goal)
    one = queries()
    GoalStepFactory.create_batch(2, goal=goal)

    assert queries() == one
