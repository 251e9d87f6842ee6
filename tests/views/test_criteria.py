"""Step 2 in the browser's words: two lanes, what the goals suggest, the practical side."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import MentorCriterion
from mentoring.views.criteria import effect_in_words
from tests.factories import (
    AssessmentFactory,
    GoalFactory,
    IntroductionFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.pages import html_of

INDEX = "/criteria/"
NEW = "/criteria/new/"
SUGGESTED = "/criteria/suggested/"
SAID = {"text": "Reads a balance sheet", "kind": "skill", "importance": "must"}


# The page


def test_criteria_index_has_two_lanes(client_alice, alice):
    goal = GoalFactory(owner=alice)
    must = MentorCriterionFactory(owner=alice, importance="must")
    must.goals.add(goal)
    nice = MentorCriterionFactory(owner=alice, importance="nice")

    response = client_alice.get(INDEX)

    assert [row.criterion for row in response.context["must"]] == [must]
    assert [row.criterion for row in response.context["nice"]] == [nice]
    assert f'href="/goals/{goal.pk}/" aria-label="G1, the goal it serves">G1</a>' in html_of(response)


def test_every_goal_beside_a_criterion_is_named_below_the_lists(client_alice, alice):
    served, parked = GoalFactory(owner=alice), GoalFactory(owner=alice)
    GoalFactory(owner=alice, title="Chair the board")
    parked.record(status="parked")
    for goal in (served, parked):
        MentorCriterionFactory(owner=alice).goals.add(goal)

    response = client_alice.get(INDEX)

    assert response.context["goals_named"] == [served, parked]
    assert f'<li><span class="goal-no">G1</span> {served}</li>' in html_of(response)
    assert "G3</span> Chair" not in html_of(response)


def test_criteria_index_tells_the_effect_on_todays_prospects(client_alice, alice, bob, today):
    prospects = ProspectFactory.create_batch(5, owner=alice)
    must = MentorCriterionFactory(owner=alice, importance="must")
    nice = MentorCriterionFactory(owner=alice)
    for prospect, answer in zip(prospects, ["meets", "meets", "meets", "does_not", "unknown"], strict=True):
        AssessmentFactory(contact=prospect, criterion=must, answer=answer)
        AssessmentFactory(contact=prospect, criterion=nice, answer=answer)
    closed = ProspectFactory(owner=alice, closed_on=today, closed_because="not_a_fit")
    AssessmentFactory(contact=closed, criterion=must, answer="does_not")
    ProspectFactory(owner=bob)

    response = client_alice.get(INDEX)

    assert [row.effect for row in response.context["must"]] == ["Rules out 1 of 5"]
    assert [row.effect for row in response.context["nice"]] == ["3 of 5 meet it"]
    assert '<span class="late-text">Rules out 1 of 5</span>' in html_of(response)


@pytest.mark.parametrize(
    ("is_must", "people", "meets", "misses", "words"),
    [
        (True, 0, 0, 0, ""),
        (True, 5, 0, 0, "Not known yet"),
        (True, 5, 5, 0, "All 5 meet it"),
        (True, 1, 1, 0, "Your one prospect meets it"),
        (True, 5, 1, 2, "Rules out 2 of 5"),
        (False, 5, 1, 2, "1 of 5 meets it"),
        (False, 5, 4, 1, "4 of 5 meet it"),
        (False, 5, 2, 0, "2 of 5 meet it"),
        (False, 5, 1, 0, "Known for 1 of 5"),
        (False, 5, 0, 2, "Known for 2 of 5"),
        (False, 5, 0, 5, "None of 5 meets it"),
        (False, 1, 0, 1, "Your one prospect doesn’t meet it"),
    ],
)
def test_criteria_effect_never_counts_unknown_as_no(is_must, people, meets, misses, words):
    assert effect_in_words(is_must, people, meets, misses) == words


def test_criteria_index_warns_from_the_sixth_must_have(client_alice, alice):
    MentorCriterionFactory.create_batch(5, owner=alice, importance="must")
    assert "alert-warning" not in html_of(client_alice.get(INDEX))

    MentorCriterionFactory(owner=alice, importance="must")

    assert "6 must-haves narrow the field" in html_of(client_alice.get(INDEX))


def test_criteria_index_without_any_leads_to_the_suggestions_or_to_the_goals(client_alice, alice):
    assert "Criteria come from your goals" in html_of(client_alice.get(INDEX))

    GoalFactory(owner=alice, area="skill")

    assert "Your goals already suggest a few" in html_of(client_alice.get(INDEX))


def test_criteria_index_points_out_what_does_not_match(client_alice, alice):
    served, unserved = GoalFactory(owner=alice), GoalFactory(owner=alice)
    MentorCriterionFactory(owner=alice).goals.add(served)
    loose = MentorCriterionFactory(owner=alice)
    MentorCriterionFactory(owner=alice, kind="practicality")

    response = client_alice.get(INDEX)

    assert response.context["without_criterion"] == [unserved]
    assert response.context["without_goal"] == [loose]
    assert f'href="/criteria/?goal={unserved.pk}#add"' in html_of(response)
    assert f'href="/criteria/{loose.pk}/edit/#div_id_goals"' in html_of(response)


def test_criteria_guide_follows_what_is_added_with_one_click(client_alice, alice):
    GoalFactory(owner=alice, area="skill")

    html = html_of(client_alice.get(INDEX))

    for region in ("suggestions", "add"):
        along = re.search(rf'id="{region}"[^>]*hx-select-oob="([^"]*)"', html)[1]
        assert "#guide" in along.split(",")
    assert html.count('id="guide"') == 1


def test_criteria_index_asks_about_the_practical_side(client_alice, alice):
    MentorCriterionFactory(owner=alice, suggestion="near")

    html = html_of(client_alice.get(INDEX))

    assert "?suggest=time#add" in html
    assert "?suggest=industry#add" in html
    assert "?suggest=near#add" not in html


def test_criteria_index_takes_a_suggestion_and_a_goal_from_the_address(client_alice, alice):
    goal = GoalFactory(owner=alice)

    response = client_alice.get(INDEX, {"suggest": "time", "goal": goal.pk})

    html = html_of(response)
    assert 'value="Has an hour a month for six months"' in html
    assert 'name="suggestion" value="time"' in html
    assert response.context["form"]["goals"].value() == [goal.pk]


@pytest.mark.parametrize(
    "query", ["suggest=riches", "goal=-1", "goal=" + "9" * 40, "goal=%00", "suggest=%00"]
)
@pytest.mark.parametrize("address", [INDEX, NEW])
def test_criteria_pages_ignore_a_strange_address(client_alice, address, query):
    assert client_alice.get(f"{address}?{query}").status_code == 200


def test_criteria_index_shows_nothing_of_somebody_else(client_bob, alice):
    goal = GoalFactory(owner=alice, title="A secret goal", area="skill")
    MentorCriterionFactory(owner=alice, text="A secret criterion")

    assert "secret" not in html_of(client_bob.get(INDEX, {"goal": goal.pk}))


def test_criteria_index_costs_the_same_with_one_criterion_and_with_three(client_alice, alice):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client_alice.get(INDEX)
        return len(captured)

    def one_more():
        goal = GoalFactory(owner=alice, area="skill")
        assessment = AssessmentFactory(contact=ProspectFactory(owner=alice), answer="meets")
        assessment.criterion.goals.add(goal)

    one_more()
    one = queries()
    one_more()
    one_more()

    assert queries() == one


# Adding


def test_criteria_new_adds_everything_that_is_said(client_alice, alice):
    goal = GoalFactory(owner=alice)
    said = SAID | {"goals": [goal.pk], "find_out": "introducer", "search_words": "finance, controller"}

    response = client_alice.post(NEW, said)

    criterion = MentorCriterion.objects.get()
    assert (criterion.owner, criterion.text, criterion.kind, criterion.importance) == (
        alice,
        "Reads a balance sheet",
        "skill",
        "must",
    )
    assert (criterion.find_out, criterion.search_words, criterion.suggestion) == (
        "introducer",
        "finance, controller",
        "",
    )
    assert list(criterion.goals.all()) == [goal]
    assert response.url == INDEX


def test_criteria_new_keeps_the_suggestion_it_came_from(client_alice):
    client_alice.post(NEW, SAID | {"text": "Within 30 km", "suggestion": "near"})

    assert MentorCriterion.objects.get().suggestion == "near"


def test_criteria_new_sent_twice_makes_one_criterion(client_alice):
    said = SAID | {"form_key": str(uuid.uuid4())}

    client_alice.post(NEW, said)
    again = client_alice.post(NEW, said)

    assert again.status_code == 302
    assert MentorCriterion.objects.count() == 1


def test_criteria_forms_carry_the_key_and_the_revision(client_alice, alice):
    criterion = MentorCriterionFactory(owner=alice)

    assert 'name="form_key" value="' in html_of(client_alice.get(INDEX))
    assert 'name="form_key" value="' in html_of(client_alice.get(NEW))
    assert 'name="opened_at" value="1"' in html_of(client_alice.get(f"/criteria/{criterion.pk}/edit/"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "\u200b"}, "text"),
        ({"text": "a\x00"}, "text"),
        ({"text": "x" * 100_000}, "text"),
        ({"text": "DIRECT, and kind"}, "text"),
        ({"kind": "looks"}, "kind"),
        ({"importance": "meh"}, "importance"),
        ({"find_out": "stars"}, "find_out"),
        ({"search_words": "x" * 201}, "search_words"),
        ({"goals": ["999999"]}, "goals"),
        ({"goals": ["\x00"]}, "goals"),
        ({"goals": ["9" * 40]}, "goals"),
        ({"suggestion": "riches"}, "suggestion"),
    ],
)
def test_criteria_new_gives_bad_input_back_with_the_reason_at_the_field(client_alice, alice, wrong, field):
    MentorCriterionFactory(owner=alice, text="Direct, and kind")
    GoalFactory(owner=alice)

    response = client_alice.post(NEW, SAID | {"search_words": "finance"} | wrong)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["search_words"].value() == wrong.get("search_words", "finance")
    assert MentorCriterion.objects.count() == 1


def test_criteria_new_says_at_the_field_that_there_is_one_already(client_alice, alice):
    MentorCriterionFactory(owner=alice, text="Reads a balance sheet")

    response = client_alice.post(NEW, SAID)

    assert response.context["form"].errors == {"text": ["You already have this criterion"]}
    assert 'id="id_text_error"' in html_of(response)


def test_criteria_new_refuses_the_goal_of_somebody_else(client_alice, bob):
    theirs = GoalFactory(owner=bob)

    response = client_alice.post(NEW, SAID | {"goals": [theirs.pk]})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["goals"]
    assert not MentorCriterion.objects.exists()


# One click on a suggestion


def test_criteria_suggested_adds_with_one_click_and_disappears(client_alice, alice):
    goal = GoalFactory(owner=alice, area="business")
    html = html_of(client_alice.get(INDEX))
    assert 'name="key" value="own-budget"' in html

    response = client_alice.post(
        SUGGESTED, {"key": "own-budget", "importance": "must", "goals": [goal.pk]}, follow=True
    )

    criterion = MentorCriterion.objects.get()
    assert (criterion.text, criterion.importance, criterion.suggestion) == (
        "Has managed a budget of their own",
        "must",
        "own-budget",
    )
    assert criterion.question == "Have you had a budget of your own? What was hard about it?"
    assert list(criterion.goals.all()) == [goal]
    assert 'name="key" value="own-budget"' not in html_of(response)


def test_criteria_suggested_twice_makes_one_criterion(client_alice, alice):
    for _click in range(2):
        client_alice.post(SUGGESTED, {"key": "time", "importance": "nice"})

    assert MentorCriterion.objects.owned_by(alice).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "riches"},
        {"key": ""},
        {"key": "\x00"},
        {"importance": "meh"},
        {"goals": ["9" * 40]},
        {"goals": ["x"]},
    ],
)
def test_criteria_suggested_refuses_what_it_does_not_know(client_alice, wrong):
    response = client_alice.post(SUGGESTED, {"key": "time", "importance": "nice"} | wrong)

    assert response.status_code == 422
    assert "alert-warning" in html_of(response)
    assert not MentorCriterion.objects.exists()


def test_criteria_suggested_refuses_the_goal_of_somebody_else(client_alice, bob):
    theirs = GoalFactory(owner=bob, area="business")

    response = client_alice.post(SUGGESTED, {"key": "own-budget", "importance": "must", "goals": [theirs.pk]})

    assert response.status_code == 422
    assert not MentorCriterion.objects.exists()


# Where a list may start

IDEAS = "/criteria/ideas/"


def test_criteria_ideas_add_what_a_situation_calls_for_and_take_it_back(client_alice, client_bob, alice):
    page = client_alice.post("/criteria/ideas/started/", {"situation": "founder"}, follow=True)
    html = html_of(page)
    [undo] = re.findall(r'action="(/criteria/ideas/[0-9a-f-]+/taken-back/)"', html)
    texts = [criterion.text for criterion in MentorCriterion.objects.owned_by(alice)]
    foreign = client_bob.post(undo)
    AssessmentFactory(contact=ProspectFactory(owner=alice), criterion=MentorCriterion.objects.first())

    back = client_alice.post(undo, follow=True)

    assert "Added four criteria." in html
    assert texts == [
        "Has founded a company",
        "Has an hour a month for six months",
        "Has managed a budget of their own",
        "Likes to bring people together",
    ]
    assert "You have these" in html
    assert foreign.status_code == 404
    assert "Undone. One stays, because you’ve used or changed it." in html_of(back)
    assert [criterion.text for criterion in MentorCriterion.objects.all()] == ["Has founded a company"]


def test_criteria_ideas_add_nothing_twice_and_never_ask_for_what_is_optional(client_alice, alice):
    sent = {"situation": "back-from-leave"}
    for _click in range(2):
        said = client_alice.post("/criteria/ideas/started/", sent, follow=True)
    client_alice.post(SUGGESTED, {"key": "working-parent", "importance": "must", "next": IDEAS})

    assert "You have these already." in html_of(said)
    assert MentorCriterion.objects.owned_by(alice).count() == 4
    assert MentorCriterion.objects.get(suggestion="working-parent").importance == "nice"


@pytest.mark.parametrize("situation", ["", "riches", "\x00"])
def test_criteria_ideas_refuse_a_situation_they_do_not_know(client_alice, situation):
    response = client_alice.post("/criteria/ideas/started/", {"situation": situation})

    assert response.status_code == 422
    assert "alert-warning" in html_of(response)
    assert not MentorCriterion.objects.exists()


def test_criteria_ideas_offer_one_or_the_other_and_come_back(client_alice):
    html = html_of(client_alice.get(IDEAS))
    response = client_alice.post(SUGGESTED, {"key": "nurturing", "importance": "must", "next": IDEAS})
    after = html_of(client_alice.get(IDEAS))

    assert response["Location"] == IDEAS
    assert html.index("Empathetic and nurturing") < html.index(
        "Commanding, and unafraid of challenging assignments"
    )
    assert "Add as must-have: Has been a working parent in a demanding job" not in html
    assert "Commanding, and unafraid" not in after


# Changing


def test_criteria_edit_changes_everything_but_where_it_came_from(client_alice, alice):
    old, new = GoalFactory(owner=alice), GoalFactory(owner=alice)
    criterion = MentorCriterionFactory(owner=alice, suggestion="near")
    criterion.goals.add(old)

    response = client_alice.post(
        f"/criteria/{criterion.pk}/edit/",
        SAID | {"goals": [new.pk], "opened_at": 1, "suggestion": "time"},
    )

    criterion.refresh_from_db()
    assert (criterion.text, criterion.importance, criterion.suggestion, criterion.revision) == (
        "Reads a balance sheet",
        "must",
        "near",
        2,
    )
    assert list(criterion.goals.all()) == [new]
    assert response.url == INDEX


def test_criteria_edit_may_keep_its_own_words_and_a_goal_that_rests(client_alice, alice, today):
    parked = GoalFactory(owner=alice, parked_on=today)
    criterion = MentorCriterionFactory(owner=alice, text="Reads a balance sheet")
    criterion.goals.add(parked)
    address = f"/criteria/{criterion.pk}/edit/"
    assert f'value="{parked.pk}" ' in html_of(client_alice.get(address))

    client_alice.post(address, SAID | {"goals": [parked.pk], "opened_at": 1})

    assert list(criterion.goals.all()) == [parked]


def test_criteria_edit_never_overwrites_another_window_silently(client_alice, alice):
    goal = GoalFactory(owner=alice, title="Read the balance sheet")
    criterion = MentorCriterionFactory(owner=alice, text="Direct")
    criterion.goals.add(goal)
    criterion.record(text="Direct, and kind")

    response = client_alice.post(f"/criteria/{criterion.pk}/edit/", SAID | {"opened_at": 1})

    criterion.refresh_from_db()
    assert response.status_code == 422
    assert criterion.text == "Direct, and kind"
    assert dict(response.context["form"].conflicts)["Which goals does it serve?"] == "Read the balance sheet"


def test_criteria_move_with_one_click_and_back(client_alice, alice):
    criterion = MentorCriterionFactory(owner=alice)

    response = client_alice.post(f"/criteria/{criterion.pk}/made-must/", follow=True)
    criterion.refresh_from_db()
    assert criterion.is_must

    client_alice.post(next(iter(response.context["messages"])).extra_tags)
    criterion.refresh_from_db()
    assert not criterion.is_must


def test_a_wish_about_somebodys_own_life_stays_a_wish(client_alice, alice):
    wish, other = (
        MentorCriterionFactory(owner=alice, suggestion=key, importance="nice")
        for key in ("working-parent", "presents-well")
    )
    made_must = reverse("criteria.made_must", args=[wish.pk])
    index = html_of(client_alice.get("/criteria/"))
    sent = SAID | {"importance": "must", "opened_at": wish.revision}

    pressed = client_alice.post(made_must, follow=True)
    edited = client_alice.post(reverse("criteria.edit", args=[wish.pk]), sent)
    added = client_alice.post("/criteria/new/", sent | {"suggestion": "working-parent"})

    assert made_must not in index
    assert reverse("criteria.made_must", args=[other.pk]) in index
    assert [answer.status_code for answer in (edited, added)] == [422, 422]
    assert all("a wish but not a must-have" in html_of(answer) for answer in (pressed, edited, added))
    assert [*MentorCriterion.objects.values_list("importance", flat=True)] == ["nice", "nice"]
    wish.refresh_from_db()
    assert wish.revision == 1


@pytest.mark.parametrize("verb", ["made_must", "made_nice"])
def test_criteria_verbs_are_posts_and_refuse_others(client_alice, client_bob, alice, verb):
    criterion = MentorCriterionFactory(owner=alice)
    address = reverse(f"criteria.{verb}", args=[criterion.pk])

    assert client_alice.get(address).status_code == 405
    assert client_bob.post(address).status_code == 404
    criterion.refresh_from_db()
    assert criterion.revision == 1


def test_criteria_suggested_is_a_post(client_alice):
    assert client_alice.get(SUGGESTED).status_code == 405


def test_criteria_pages_refuse_others(client_bob, alice):
    criterion = MentorCriterionFactory(owner=alice, text="Direct")

    for name in ("edit", "delete"):
        address = reverse(f"criteria.{name}", args=[criterion.pk])
        assert client_bob.get(address).status_code == 404
        assert client_bob.post(address, SAID | {"opened_at": 1}).status_code == 404
    criterion.refresh_from_db()
    assert (criterion.text, criterion.revision) == ("Direct", 1)


# Deleting


def test_criteria_delete_says_whose_assessments_go_with_it(client_alice, alice):
    criterion = MentorCriterionFactory(owner=alice)
    for prospect in ProspectFactory.create_batch(2, owner=alice):
        AssessmentFactory(contact=prospect, criterion=criterion)
    introduction = IntroductionFactory(owner=alice)
    introduction.criteria.add(criterion)
    address = f"/criteria/{criterion.pk}/delete/"

    html = html_of(client_alice.get(address))
    assert "What you know about 2 people’s fit goes with it." in html
    assert "One introduction will no longer name it" in html
    assert MentorCriterion.objects.count() == 1

    assert client_alice.post(address).url == INDEX
    assert not MentorCriterion.objects.exists()
