"""Step 1 in the browser's words: the list, one goal, adding, changing, and what becomes of it."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import Goal
from mentoring.views.goals import distance_in_words
from tests.factories import (
    GoalFactory,
    GoalStepFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.pages import html_of

pytestmark = pytest.mark.any_database

INDEX = "/goals/"
NEW = "/goals/new/"


# The list


def test_goals_index_shows_checks_and_progress(client_alice, alice, today):
    target_on = today + dt.timedelta(days=30)
    goal = GoalFactory(owner=alice, area="skill", success="We end on time", target_on=target_on)
    GoalStepFactory(goal=goal, done_on=today)
    GoalStepFactory(goal=goal)

    html = html_of(client_alice.get(INDEX))

    assert "1 of 1 specific enough" in html
    assert "1 of 2 steps" in html
    assert "We end on time" in html
    assert f"By {target_on.day} {target_on:%B %Y}" in html
    # What holds and is not one of the three is not said in the list.
    assert "Says what you’ll do" not in html
    assert "A first step" not in html


def test_goals_index_links_each_missing_check_to_the_field_that_mends_it(client_alice, alice):
    goal = GoalFactory(owner=alice, title="Be better")

    html = html_of(client_alice.get(INDEX))

    edit = f"/goals/{goal.pk}/edit/"
    for field in ("area", "title", "success", "target_on"):
        assert f'href="{edit}?field={field}&amp;next=/goals/#id_{field}"' in html
    assert f'href="/goals/{goal.pk}/#id_text"' in html
    assert "0 of 1 specific enough" in html


def test_goals_index_is_empty_with_a_question(client_alice):
    html = html_of(client_alice.get(INDEX))

    assert 'class="empty"' in html
    assert "specific enough</p>" not in html


def test_goals_index_warns_gently_from_the_fourth_active_goal(client_alice, alice, today):
    GoalFactory.create_batch(3, owner=alice)
    GoalFactory(owner=alice, parked_on=today)
    assert "alert-warning" not in html_of(client_alice.get(INDEX))

    GoalFactory(owner=alice)

    assert "alert-warning" in html_of(client_alice.get(INDEX))


def test_goals_index_keeps_achieved_and_parked_goals_at_the_end(client_alice, alice, today):
    GoalFactory(owner=alice, title="Speak on stage", achieved_on=today)
    parked = GoalFactory(owner=alice, title="Learn Finnish grammar", parked_on=today)

    html = html_of(client_alice.get(INDEX))

    assert html.index("Achieved and parked") < html.index("Speak on stage")
    assert f'action="/goals/{parked.pk}/taken-up/"' in html


def test_goals_index_shows_nothing_of_somebody_else(client_bob, alice):
    GoalFactory(owner=alice, title="A secret of Alice")

    assert "secret" not in html_of(client_bob.get(INDEX))


def test_goals_index_takes_an_idea_from_the_address(client_alice):
    response = client_alice.get(INDEX, {"title": "Read the balance sheet", "area": "business"})

    assert response.context["form"].initial == {
        "title": "Read the balance sheet",
        "area": "business",
        "form_key": response.context["form"].initial["form_key"],
    }
    assert "Which number or document do you want to read?" in html_of(response)


@pytest.mark.parametrize("query", ["area=fame", "title=%00", "title=" + "x" * 5000, "area=%00&page=abc"])
@pytest.mark.parametrize("address", [INDEX, NEW])
def test_goals_pages_ignore_a_strange_address(client_alice, address, query):
    assert client_alice.get(f"{address}?{query}").status_code == 200


def test_goals_index_costs_the_same_with_one_goal_and_with_three(client_alice, alice):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client_alice.get(INDEX)
        return len(captured)

    GoalStepFactory(goal=GoalFactory(owner=alice))
    one = queries()
    for goal in GoalFactory.create_batch(2, owner=alice):
        GoalStepFactory.create_batch(2, goal=goal)

    assert queries() == one


# Adding


def test_goals_new_adds_a_goal_with_its_title_alone(client_alice, alice):
    response = client_alice.post(NEW, {"title": "  Run the monthly meeting "})

    goal = Goal.objects.get()
    assert (goal.owner, goal.title, goal.number, goal.area, goal.target_on) == (
        alice,
        "Run the monthly meeting",
        1,
        "",
        None,
    )
    assert (response.status_code, response.url) == (302, INDEX)


def test_goals_new_adds_everything_that_is_said(client_alice):
    said = {
        "title": "Run the monthly meeting",
        "area": "skill",
        "target_on": "2030-05-29",
        "success": "On time",
        "why": "I lead now",
    }

    client_alice.post(NEW, said)

    assert Goal.objects.values("title", "area", "target_on", "success", "why").get() == {
        **said,
        "target_on": dt.date(2030, 5, 29),
    }


def test_goals_new_sent_twice_makes_one_goal(client_alice):
    said = {"title": "Run the monthly meeting", "form_key": str(uuid.uuid4())}

    client_alice.post(NEW, said)
    again = client_alice.post(NEW, said)

    assert again.status_code == 302
    assert Goal.objects.count() == 1


def test_goals_forms_carry_the_key_and_the_revision(client_alice, alice):
    goal = GoalFactory(owner=alice)

    assert 'name="form_key" value="' in html_of(client_alice.get(INDEX))
    assert 'name="form_key" value="' in html_of(client_alice.get(NEW))
    assert 'name="opened_at" value="1"' in html_of(client_alice.get(f"/goals/{goal.pk}/edit/"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "\u200b\u2800"}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"title": "x" * 100_000}, "title"),
        ({"area": "fame"}, "area"),
        ({"target_on": "soon"}, "target_on"),
        ({"target_on": "0001-01-01"}, "target_on"),
        ({"target_on": "9999-12-31"}, "target_on"),
        ({"success": "x" * 100_000}, "success"),
        ({"why": "a\x00b"}, "why"),
    ],
)
def test_goals_new_gives_bad_input_back_with_the_reason_at_the_field(client_alice, wrong, field):
    said = {"title": "Run the monthly meeting", "success": "On time", "area": "skill"} | wrong

    response = client_alice.post(NEW, said)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in html_of(response)
    assert response.context["form"]["success"].value() == said["success"]
    assert not Goal.objects.exists()


# One goal


def test_goals_detail_tells_everything(client_alice, alice, today):
    goal = GoalFactory(owner=alice, why="I sign off spending", target_on=today + dt.timedelta(weeks=20))
    step = GoalStepFactory(
        goal=goal, text="List our costs", note="One page", due_on=today - dt.timedelta(days=2)
    )
    GoalStepFactory(goal=goal, text="Get the accounts", done_on=today)
    MentorCriterionFactory(owner=alice, text="Reads a balance sheet", importance="must").goals.add(goal)
    mentor = ProspectFactory(owner=alice, name="Margaret Lindqvist")
    agreement = MentorAgreementFactory(owner=alice, mentor=mentor, goals=[goal])

    html = html_of(client_alice.get(f"/goals/{goal.pk}/"))

    assert "I sign off spending" in html
    assert '<span class="due is-late">2 days late</span>' in html
    assert "1 of 2 done" in html
    assert f'action="/steps/{step.pk}/ticked/"' in html
    assert "Reads a balance sheet" in html
    assert "(20 weeks)" in html
    assert f'<a href="/agreements/{agreement.pk}/">Margaret Lindqvist</a>, draft' in html
    assert "Describe success" in html


def test_goals_detail_of_somebody_else_is_not_found(client_bob, alice):
    goal = GoalFactory(owner=alice)

    for name in ("detail", "edit", "delete"):
        assert client_bob.get(reverse(f"goals.{name}", args=[goal.pk])).status_code == 404
        assert client_bob.get(reverse(f"goals.{name}", args=[10**30])).status_code == 404


@pytest.mark.parametrize(
    ("days", "words"), [(-1, ""), (0, "0 days"), (1, "1 day"), (13, "13 days"), (141, "20 weeks")]
)
def test_goals_distance_is_said_in_days_then_weeks(days, words):
    assert distance_in_words(days) == words


# Changing


def test_goals_edit_changes_the_goal_and_returns(client_alice, alice):
    goal = GoalFactory(owner=alice, area="skill")

    response = client_alice.post(
        f"/goals/{goal.pk}/edit/", {"title": "Read the balance sheet", "area": "business", "opened_at": 1}
    )

    goal.refresh_from_db()
    assert (goal.title, goal.area, goal.revision) == ("Read the balance sheet", "business", 2)
    assert response.url == f"/goals/{goal.pk}/"


def test_goals_edit_from_the_list_returns_to_the_list_and_nowhere_else(client_alice, alice):
    goal = GoalFactory(owner=alice)
    address = f"/goals/{goal.pk}/edit/"
    assert 'name="next" value="/goals/"' in html_of(client_alice.get(address, {"next": INDEX}))

    kept = client_alice.post(address, {"title": "Read the sheet", "opened_at": 1, "next": INDEX})
    away = client_alice.post(address, {"title": "Read it", "opened_at": 2, "next": "https://evil.example/"})

    assert kept.url == INDEX
    assert away.url == f"/goals/{goal.pk}/"


def test_goals_edit_shows_the_prompts_of_its_area_and_puts_the_cursor_where_asked(client_alice, alice):
    goal = GoalFactory(owner=alice, area="balance")

    html = html_of(client_alice.get(f"/goals/{goal.pk}/edit/", {"field": "target_on"}))

    assert "Which hours do you want back?" in html
    assert "autofocus" in html[html.index('id="id_target_on"') - 200 : html.index('id="id_target_on"') + 60]


def test_goals_edit_never_overwrites_another_window_silently(client_alice, alice):
    goal = GoalFactory(owner=alice, title="Read the balance sheet")
    goal.record(title="Read the cash flow")

    response = client_alice.post(f"/goals/{goal.pk}/edit/", {"title": "Read both sheets", "opened_at": 1})

    goal.refresh_from_db()
    assert response.status_code == 422
    assert goal.title == "Read the cash flow"
    assert "Read the cash flow" in html_of(response)
    assert "Read both sheets" in html_of(response)


# What becomes of it


@pytest.mark.parametrize(
    ("verb", "status"), [("achieved", "achieved"), ("parked", "parked"), ("taken_up", "active")]
)
def test_goals_verbs_turn_a_goal_and_offer_the_way_back(client_alice, alice, today, verb, status):
    day = today - dt.timedelta(days=40)
    goal = GoalFactory(owner=alice, **({"achieved_on": day} if verb == "taken_up" else {}))
    before = goal.status

    turned = client_alice.post(reverse(f"goals.{verb}", args=[goal.pk]), follow=True)
    goal.refresh_from_db()
    assert goal.status == status

    undo = next(iter(turned.context["messages"])).extra_tags
    client_alice.post(undo)
    goal.refresh_from_db()
    assert goal.status == before
    assert goal.achieved_on == (day if verb == "taken_up" else None)


def test_goals_achieved_on_a_past_day_but_never_ahead(client_alice, alice, today):
    goal = GoalFactory(owner=alice)
    address = f"/goals/{goal.pk}/achieved/"

    client_alice.post(address, {"on": today + dt.timedelta(days=3)})
    goal.refresh_from_db()
    assert goal.achieved_on is None

    client_alice.post(address, {"on": today - dt.timedelta(days=3)})
    goal.refresh_from_db()
    assert goal.achieved_on == today - dt.timedelta(days=3)


@pytest.mark.parametrize("verb", ["achieved", "parked", "taken_up"])
def test_goals_verbs_are_posts_and_refuse_others(client_alice, client_bob, alice, verb):
    goal = GoalFactory(owner=alice)
    address = reverse(f"goals.{verb}", args=[goal.pk])

    assert client_alice.get(address).status_code == 405
    assert client_bob.post(address).status_code == 404
    goal.refresh_from_db()
    assert (goal.status, goal.revision) == ("active", 1)


# Deleting


def test_goals_delete_says_what_goes_with_it_then_deletes(client_alice, alice):
    goal, other = GoalFactory(owner=alice), GoalFactory(owner=alice)
    GoalStepFactory.create_batch(3, goal=goal)
    criterion = MentorCriterionFactory(owner=alice)
    criterion.goals.set([goal, other])
    address = f"/goals/{goal.pk}/delete/"

    html = html_of(client_alice.get(address))
    assert "Its 3 steps go with it." in html
    assert "One criterion stays" in html
    assert Goal.objects.count() == 2

    response = client_alice.post(address)
    assert response.url == INDEX
    assert list(Goal.objects.all()) == [other]
    assert list(criterion.goals.all()) == [other]


def test_goals_delete_is_refused_kindly_while_an_agreement_names_it(client_alice, alice):
    goal = GoalFactory(owner=alice)
    agreement = MentorAgreementFactory(owner=alice, goals=[goal])
    address = f"/goals/{goal.pk}/delete/"

    for response in (client_alice.get(address), client_alice.post(address)):
        html = html_of(response)
        assert "This goal can’t be deleted" in html
        assert f'href="/agreements/{agreement.pk}/"' in html
        assert f'action="/goals/{goal.pk}/parked/"' in html
    assert response.status_code == 422
    assert Goal.objects.filter(pk=goal.pk).exists()


def test_goals_edit_and_delete_by_somebody_else_change_nothing(client_bob, alice):
    goal = GoalFactory(owner=alice)

    assert client_bob.post(f"/goals/{goal.pk}/edit/", {"title": "Taken", "opened_at": 1}).status_code == 404
    assert client_bob.post(f"/goals/{goal.pk}/delete/").status_code == 404

    goal.refresh_from_db()
    assert (goal.title, goal.revision) == ("Run a weekly operations meeting people find useful", 1)
