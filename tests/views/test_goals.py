"""Step 1 in the browser's words: the list, one goal, adding, changing, and what becomes of it."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.dates.days import add_months
from mentoring.forms.coach import next_sunday
from mentoring.models import Goal, GoalStep, MentorCriterion
from tests.factories import (
    GoalFactory,
    GoalStepFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.pages import html_of

INDEX = "/goals/"
NEW = "/goals/new/"
TODAY = dt.date(2026, 11, 28)


# The list


def test_goals_index_says_in_one_line_where_a_goal_stands(client_alice, alice, today):
    target_on = today + dt.timedelta(days=30)
    goal = GoalFactory(owner=alice, area="skill", success="We end on time", target_on=target_on)
    GoalStepFactory(goal=goal, done_on=today)
    GoalStepFactory(goal=goal)

    html = html_of(client_alice.get(INDEX))

    assert "Specific enough" in html
    assert "1 of 2 steps" in html
    assert "We end on time" in html
    assert f"By {target_on.day} {target_on:%B %Y}" in html


KIND_AND_TEST = {"title": "Read the balance sheet", "area": "skill", "success": "They say so"}


@pytest.mark.parametrize(
    ("facts", "steps", "left", "question"),
    [
        ({"title": "Be better"}, 0, "Five questions left. Next: what kind of help?", "kind"),
        ({"area": "role"}, 0, "Three questions left. Next: how could someone else tell?", "success"),
        (KIND_AND_TEST, 0, "Two questions left. Next: by when?", "date"),
        (KIND_AND_TEST, 1, "One question left: by when?", "date"),
    ],
)
def test_goals_index_leads_to_the_first_question_left(client_alice, alice, facts, steps, left, question):
    goal = GoalFactory(owner=alice, **facts)
    GoalStepFactory.create_batch(steps, goal=goal)

    assert f'href="/goals/{goal.pk}/?q={question}#coach">{left}</a>' in html_of(client_alice.get(INDEX))


def test_goals_index_names_the_mentor_with_whom_a_goal_is_worked_on(client_alice, alice, today):
    goal = GoalFactory(owner=alice)
    mentor = ProspectFactory(owner=alice, name="Margaret Lindqvist")
    agreement = MentorAgreementFactory(owner=alice, mentor=mentor, goals=[goal])
    assert "With Margaret" not in html_of(client_alice.get(INDEX))

    agreement.record(confirmed_on=today, confirmed_how="in_person", confirmed_words=[])

    assert "With Margaret" in html_of(client_alice.get(INDEX))


def test_goals_index_without_any_asks_the_first_question(client_alice):
    html = html_of(client_alice.get(INDEX))

    assert '<label for="id_title">What do you want to be able to do?</label></h1>' in html
    assert html.count('name="title" value="') == 3  # the examples; the field itself is empty


def test_goals_index_leads_on_to_what_a_mentor_should_bring_until_there_is_a_criterion(client_alice, alice):
    GoalFactory(owner=alice)
    assert "Next: what a mentor should bring" in html_of(client_alice.get(INDEX))

    MentorCriterionFactory(owner=alice)

    assert "Next: what a mentor should bring" not in html_of(client_alice.get(INDEX))


def test_goals_index_warns_gently_from_the_fourth_active_goal(client_alice, alice, today):
    GoalFactory.create_batch(3, owner=alice)
    GoalFactory(owner=alice, parked_on=today)
    assert "alert-warning" not in html_of(client_alice.get(INDEX))

    fourth = GoalFactory(owner=alice)

    html = html_of(client_alice.get(INDEX))
    assert "Four goals is a lot for one mentor. Park one?" in html
    assert f'action="/goals/{fourth.pk}/parked/"' in html


def test_goals_index_keeps_achieved_and_parked_goals_at_the_end(client_alice, alice, today):
    GoalFactory(owner=alice, title="Speak on stage", achieved_on=today)
    parked = GoalFactory(owner=alice, title="Learn Finnish grammar", parked_on=today)

    html = html_of(client_alice.get(INDEX))

    assert html.index("Achieved and parked") < html.index("Speak on stage")
    assert f'action="/goals/{parked.pk}/taken-up/"' in html


def test_goals_index_shows_nothing_of_somebody_else(client_bob, alice):
    GoalFactory(owner=alice, title="A secret of Alice")

    assert "secret" not in html_of(client_bob.get(INDEX))


@pytest.mark.parametrize("address", ["/", INDEX, NEW])
def test_goals_question_is_filled_with_an_example_that_was_pressed(client_alice, address):
    assert "autofocus" not in html_of(client_alice.get(address))

    html = html_of(client_alice.get(address, {"title": "Read the balance sheet"}))

    field = html[html.index('id="id_title"') - 300 : html.index('id="id_title"') + 60]
    assert 'value="Read the balance sheet"' in field
    assert "autofocus" in field


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


def test_goals_new_adds_a_goal_and_leads_to_its_questions(client_alice, alice):
    response = client_alice.post(NEW, {"title": "  Run the monthly meeting "})

    goal = Goal.objects.get()
    assert (goal.owner, goal.title, goal.number, goal.area, goal.target_on) == (
        alice,
        "Run the monthly meeting",
        1,
        "",
        None,
    )
    assert (response.status_code, response.url) == (302, f"/goals/{goal.pk}/#coach")


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


@pytest.mark.parametrize("title", ["", "\u200b\u2800", "a\x00b", "x" * 100_000])
def test_goals_new_gives_bad_input_back_with_the_reason_at_the_field(client_alice, title):
    response = client_alice.post(NEW, {"title": title})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["title"]
    assert 'id="id_title_error"' in html_of(response)
    assert not Goal.objects.exists()


# One goal


@pytest.fixture
def specific(alice, today):
    """A goal of Alice's to which nothing is left to ask."""
    goal = GoalFactory(
        owner=alice,
        area="skill",
        success="Four Mondays in a row, we end on time.",
        target_on=dt.date(2027, 2, 13),
    )
    GoalStepFactory(
        goal=goal, text="Ask Beth", due_on=today - dt.timedelta(days=2), obstacle="she is away", then="call"
    )
    GoalStepFactory(goal=goal, text="Get the agenda", done_on=today)
    return goal


def test_goals_detail_of_a_specific_one_says_it_in_two_sentences(client_alice, alice, specific):
    MentorCriterionFactory(owner=alice, text="Reads a balance sheet", importance="must").goals.add(specific)
    MentorCriterionFactory(owner=alice, text="Serves another goal")

    with time_machine.travel(dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)):
        html = html_of(client_alice.get(f"/goals/{specific.pk}/"))

    assert "I want to run a weekly operations meeting people find useful, by 13 February 2027." in html
    assert "The test: four Mondays in a row, we end on time." in html
    assert "If she is away, I’ll call." in html
    assert "1 of 2 done" in html
    assert "Reads a balance sheet" in html
    assert "Serves another goal" not in html


@pytest.mark.parametrize(
    ("question", "sent", "column", "kept", "following"),
    [
        ("kind", {"area": "role"}, "area", "role", "success"),
        ("success", {"success": "They say so"}, "success", "They say so", "date"),
        ("date", {"within": "6"}, "target_on", add_months(TODAY, 6), "step"),
        ("date", {"within": "day", "target_on": "2027-03-01"}, "target_on", dt.date(2027, 3, 1), "step"),
        ("wording", {"title": "Read the balance sheet"}, "title", "Read the balance sheet", "kind"),
    ],
)
@time_machine.travel(dt.datetime.combine(TODAY, dt.time(9), dt.UTC), tick=False)
def test_goals_questions_are_kept_each_by_itself(
    client_alice, alice, question, sent, column, kept, following
):
    goal = GoalFactory(owner=alice, title="Be better", why="I lead now")
    before = {name: getattr(goal, name) for name in ("title", "area", "success", "why", "target_on")}

    response = client_alice.post(f"/goals/{goal.pk}/?q={question}", {**sent, "opened_at": 1})

    assert response.url == f"/goals/{goal.pk}/?q={following}#coach"
    assert Goal.objects.values(*before).get() == before | {column: kept}


@time_machine.travel(dt.datetime.combine(TODAY, dt.time(9), dt.UTC), tick=False)
def test_goals_question_of_a_step_makes_one_for_this_week_with_its_plan(client_alice, alice):
    goal = GoalFactory(owner=alice)
    said = {"text": "Ask Beth", "obstacle": "the week fills up", "then": "do it on the train"}

    client_alice.post(f"/goals/{goal.pk}/?q=step", said)

    assert GoalStep.objects.values("goal", "due_on", *said).get() == {
        **said,
        "goal": goal.pk,
        "due_on": dt.date(2026, 11, 29),
    }


@pytest.mark.parametrize(
    ("day", "sunday"),
    [("2026-11-28", "2026-11-29"), ("2026-11-29", "2026-12-06"), ("2026-11-30", "2026-12-06")],
)
def test_goals_first_step_is_due_on_the_next_sunday(day, sunday):
    assert next_sunday(dt.date.fromisoformat(day)) == dt.date.fromisoformat(sunday)


@pytest.mark.parametrize(
    ("question", "sent", "field"),
    [
        ("kind", {}, "area"),
        ("kind", {"area": "fame"}, "area"),
        ("success", {"success": " \u200b"}, "success"),
        ("success", {"success": "x" * 5000}, "success"),
        ("date", {}, "within"),
        ("date", {"within": "7"}, "within"),
        ("date", {"within": "day"}, "target_on"),
        ("date", {"within": "day", "target_on": "soon"}, "target_on"),
        ("date", {"within": "day", "target_on": "2020-01-01"}, "target_on"),
        ("step", {"text": ""}, "text"),
        ("step", {"text": "Ask Beth", "obstacle": "she is away"}, "then"),
        ("step", {"text": "Ask Beth", "then": "call her"}, "obstacle"),
        ("wording", {"title": ""}, "title"),
    ],
)
def test_goals_questions_give_bad_input_back_with_the_reason_at_the_field(
    client_alice, alice, question, sent, field
):
    goal = GoalFactory(owner=alice, title="Be better")

    response = client_alice.post(f"/goals/{goal.pk}/?q={question}", sent)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert all(response.context["form"][name].value() == typed for name, typed in sent.items())
    assert Goal.objects.values("title", "area", "success", "target_on", "revision").get() == {
        "title": "Be better",
        "area": "",
        "success": "",
        "target_on": None,
        "revision": 1,
    }
    assert not GoalStep.objects.exists()


def test_goals_question_asks_once_about_a_day_more_than_a_year_away(client_alice, alice, today):
    goal = GoalFactory(owner=alice)
    address, far = f"/goals/{goal.pk}/?q=date", today + dt.timedelta(days=500)

    asked = client_alice.post(address, {"within": "day", "target_on": far})
    kept = client_alice.post(address, {"within": "day", "target_on": far, "overrule": "on"})

    assert asked.status_code == 422
    assert "What could you do sooner?" in html_of(asked)
    assert kept.status_code == 302
    assert Goal.objects.get().target_on == far


def test_goals_question_in_a_stale_window_is_told_and_loses_nothing(client_alice, alice):
    goal = GoalFactory(owner=alice)
    page = client_alice.get(f"/goals/{goal.pk}/?q=success").context["form"]
    stale = {
        "success": "Mine",
        "opened_at": page["opened_at"].value(),
        "opened_as": page["opened_as"].value(),
    }
    goal.record(success="Theirs")

    refused = client_alice.post(f"/goals/{goal.pk}/?q=success", stale)

    assert refused.status_code == 422
    assert "Theirs" in html_of(refused)
    assert refused.context["form"]["success"].value() == "Mine"
    goal.refresh_from_db()
    assert goal.success == "Theirs"


def test_goals_question_takes_along_what_another_window_answered_meanwhile(client_alice, alice):
    goal = GoalFactory(owner=alice)
    page = client_alice.get(f"/goals/{goal.pk}/?q=success").context["form"]
    goal.record(area="role")

    client_alice.post(
        f"/goals/{goal.pk}/?q=success",
        {"success": "Mine", "opened_at": page["opened_at"].value(), "opened_as": page["opened_as"].value()},
    )

    goal.refresh_from_db()
    assert (goal.success, goal.area) == ("Mine", "role")


def test_goals_questions_lead_on_past_what_is_skipped_and_end_with_the_sentence(
    client_alice, alice, specific
):
    specific.record(area="", target_on=None)
    address = f"/goals/{specific.pk}/"

    assert client_alice.get(address).context["coach"].open.slug == "kind"
    assert client_alice.get(address).context["coach"].skip_url == f"{address}?q=date#coach"
    assert client_alice.get(f"{address}?q=date").context["coach"].skip_url == f"{address}?q=kind#coach"

    client_alice.post(f"{address}?q=date", {"within": "3"})
    last = client_alice.post(f"{address}?q=kind", {"area": "skill"}, follow=True)

    assert last.redirect_chain == [(f"{address}#coach", 302)]
    assert [str(message) for message in last.context["messages"]][-1] == "That’s specific."
    assert last.context["coach"].open is None


def test_goals_wording_is_asked_only_where_the_title_says_no_more_than_a_wish(client_alice, alice):
    plain, wish = GoalFactory(owner=alice), GoalFactory(owner=alice, title="Get promoted")

    assert [
        line.question.slug for line in client_alice.get(f"/goals/{plain.pk}/").context["coach"].lines
    ] == [
        "kind",
        "success",
        "date",
        "step",
    ]
    assert client_alice.get(f"/goals/{wish.pk}/?q=wording").context["coach"].here.number == 5


def test_goals_wording_in_a_stale_window_is_told_and_loses_nothing(client_alice, alice):
    goal = GoalFactory(owner=alice, title="Get promoted")
    address = f"/goals/{goal.pk}/?q=wording"
    page = client_alice.get(address).context["form"]
    stale = {name: page[name].value() for name in ("opened_at", "opened_as")}
    goal.record(title="Present our numbers to the board every quarter")

    refused = client_alice.post(address, {"title": "Lead a team of five by June", **stale})

    assert refused.status_code == 422
    assert refused.context["form"]["title"].value() == "Lead a team of five by June"
    goal.refresh_from_db()
    assert goal.title == "Present our numbers to the board every quarter"


@pytest.mark.parametrize("fact", ["achieved_on", "parked_on"])
def test_goals_that_rest_ask_nothing(client_alice, alice, today, fact):
    goal = GoalFactory(owner=alice, **{fact: today})
    address = f"/goals/{goal.pk}/"

    assert client_alice.get(address).context["coach"].open is None
    assert client_alice.post(address, {"area": "skill"}).url == address
    goal.refresh_from_db()
    assert goal.area == ""


def test_goals_detail_offers_what_its_kind_suggests_three_at_a_time(client_alice, alice):
    goal = GoalFactory(owner=alice)
    address = f"/goals/{goal.pk}/"
    assert client_alice.get(address).context["offers"] == []

    goal.record(area="skill")
    first, second, third = client_alice.get(address).context["offers"]
    sent = {
        "key": first.suggestion.key,
        "importance": "must",
        "goals": goal.pk,
        "next": f"{address}#criteria",
    }
    added = client_alice.post("/criteria/suggested/", sent)

    assert added.url == f"{address}#criteria"
    now = client_alice.get(address)
    assert [str(criterion) for criterion in now.context["criteria"]] == [str(first.suggestion.text)]
    assert [offer.suggestion.key for offer in now.context["offers"]][:2] == [
        second.suggestion.key,
        third.suggestion.key,
    ]
    assert len(now.context["offers"]) == 3

    client_alice.post(next(iter(now.context["messages"])).extra_tags)
    assert not MentorCriterion.objects.exists()


def test_goals_detail_of_somebody_else_is_not_found(client_bob, alice):
    goal = GoalFactory(owner=alice)

    for name in ("detail", "edit", "delete"):
        assert client_bob.get(reverse(f"goals.{name}", args=[goal.pk])).status_code == 404
        assert client_bob.get(reverse(f"goals.{name}", args=[10**30])).status_code == 404


# Changing


EDITED = {"title": "Read the balance sheet", "opened_at": 1}


def test_goals_edit_changes_the_goal_and_returns(client_alice, alice):
    goal = GoalFactory(owner=alice, area="skill")

    response = client_alice.post(f"/goals/{goal.pk}/edit/", EDITED | {"why": "I sign off spending"})

    goal.refresh_from_db()
    assert (goal.title, goal.why, goal.area, goal.revision) == (
        EDITED["title"],
        "I sign off spending",
        "skill",
        2,
    )
    assert response.url == f"/goals/{goal.pk}/"


def test_goals_edit_from_the_list_returns_to_the_list_and_nowhere_else(client_alice, alice):
    goal = GoalFactory(owner=alice)
    address = f"/goals/{goal.pk}/edit/"
    assert 'name="next" value="/goals/"' in html_of(client_alice.get(address, {"next": INDEX}))

    kept = client_alice.post(address, EDITED | {"next": INDEX})
    away = client_alice.post(address, EDITED | {"opened_at": 2, "next": "https://evil.example/"})

    assert kept.url == INDEX
    assert away.url == f"/goals/{goal.pk}/"


def test_goals_edit_never_overwrites_another_window_silently(client_alice, alice):
    goal = GoalFactory(owner=alice, title="Read the balance sheet")
    goal.record(title="Read the cash flow")

    response = client_alice.post(f"/goals/{goal.pk}/edit/", EDITED | {"title": "Read both sheets"})

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

    assert client_bob.post(f"/goals/{goal.pk}/edit/", EDITED).status_code == 404
    assert client_bob.post(f"/goals/{goal.pk}/delete/").status_code == 404
    assert client_bob.post(f"/goals/{goal.pk}/?q=kind", {"area": "role"}).status_code == 404

    goal.refresh_from_db()
    assert (goal.title, goal.revision) == ("Run a weekly operations meeting people find useful", 1)
