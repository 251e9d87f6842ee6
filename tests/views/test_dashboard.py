import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.models import Goal
from tests import stories
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    PostponementFactory,
    ProspectFactory,
    TagFactory,
)
from tests.stories import JUNE, MARCH, at, day

HOME = "/"


def page(client, query=""):
    """The first page with its white space evened out."""
    response = client.get(HOME + query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def words(html):
    """What is read of a piece of HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_stranger_sees_the_landing_page(db):
    response = Client().get(HOME)

    assert response.status_code == 200
    assert next(template.name for template in response.templates) == "mentoring/dashboard/landing.html"


@pytest.mark.parametrize(("name", "welcome"), [("Alice Adler", "Welcome, Alice"), ("", "Welcome")])
def test_new_account_sees_one_question(client_alice, alice, name, welcome):
    alice.name = name
    alice.save()

    html = page(client_alice)

    assert f'<p class="eyebrow">{welcome}</p>' in html
    assert '<h1><label for="id_title">What do you want to be able to do?</label></h1>' in html
    assert f'<form method="post" action="{reverse("goals.new")}"' in html
    assert html.count('<button type="submit" name="title"') == 3
    assert html.count("Does your employer have a mentoring programme? Look there first.") == 1
    for left_out in ('class="trail"', 'class="rail-sub"', 'class="rail-find"', 'class="thumb', "data-find"):
        assert left_out not in html


@pytest.mark.parametrize(
    "query",
    [
        "?title=%00%00",
        "?title=" + "x" * 5000,
        "?area=nonsense",
        "?title=%22%3E%3Cscript%3E",
        "?title=a&title=b&area",
    ],
)
def test_strange_address_is_harmless(client_alice, query):
    html = page(client_alice, query)

    assert "<script>" not in html
    assert "\x00" not in html


def test_first_goal_comes_from_the_page(client_alice, alice):
    form = client_alice.get(HOME).context["form"]
    sent = {"title": "Run meetings", "form_key": str(form["form_key"].value())}

    responses = [client_alice.post(reverse("goals.new"), sent) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert [goal.title for goal in Goal.objects.owned_by(alice)] == ["Run meetings"]
    assert {response.url for response in responses} == {f"/goals/{Goal.objects.get().pk}/#coach"}


def test_search_under_way_is_shown_in_the_order_of_the_page(client_alice, alice, freeze):
    freeze(MARCH)
    stories.march(alice)

    html = page(client_alice)

    order = [
        "Thursday 12 March",
        "You’ve met Margaret, and your agreement is in draft.</h1>",
        "What to do next",
        'id="next-today" tabindex="-1">Today <span class="count">2',
        "This week",
        "Later <span",
        'class="trail"',
        '<h2 id="goals-h">Goals</h2>',
        "Best fits",
        "Compare all 5",
        "4 of 4 must-have",
        "In twelve weeks: five asks, three introductions, one meeting.",
    ]
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert html.count('<li class="next-item') == 7
    assert html.count('<li class="next-item is-late"') == 1
    assert "Here now: </span> <a" in html


def test_rows_are_forms_and_what_takes_longer_is_a_link(client_alice, alice, freeze):
    freeze(MARCH)
    story = stories.march(alice)

    html = page(client_alice)

    thank = reverse("introductions.thanked", args=[story.introductions[1].pk])
    assert f'<form method="post" action="{thank}">' in html
    assert 'aria-label="Record as done: Thank Priya for introducing Tomás"' in html
    # Neither the agreement nor the goal is done by one click.
    assert html.count('class="tick" aria-label="Record as done:') == 6
    assert html.count('<div class="next-answers">') == 1
    assert html.count("Remind me tomorrow") == 7
    assert 'aria-label="More for: Write to Daniel"' in html


def test_tick_records_the_courtesy_and_comes_back_with_undo(client_alice, alice, freeze):
    freeze(MARCH)
    introduction = stories.march(alice).introductions[1]

    response = client_alice.post(
        reverse("introductions.thanked", args=[introduction.pk]), {"next": HOME}, follow=True
    )

    introduction.refresh_from_db()
    html = response.content.decode()
    assert introduction.thanked_on == MARCH
    assert response.redirect_chain == [(HOME, 302)]
    assert "Thank Priya for introducing Tomás" not in html
    assert f'action="{reverse("introductions.forgotten", args=[introduction.pk, "thanked_on"])}' in html


def test_every_tick_of_the_page_leads_back_to_it(client_alice, alice, freeze):
    freeze(MARCH)
    stories.march(alice)

    def listed():
        groups = client_alice.get(HOME).context["standing"].groups
        return [action for group in groups for action in group.actions]

    actions = listed()

    for action in actions:
        if action.done_url:
            response = client_alice.post(action.done_url, action.done_fields | {"next": HOME})
            assert (response.status_code, response.url) == (302, HOME)

    left = [action.key for action in listed()]
    assert not {action.key for action in actions if action.done_url} & set(left)


def test_every_link_of_the_page_leads_somewhere(client_alice, alice, freeze):
    for today, story in ((MARCH, stories.march), (JUNE, None)):
        freeze(today)
        if story:
            story(alice)
        html = page(client_alice)
        for address in set(re.findall(r'href="(/[^"#]*)', html.split("<main", 1)[1])):
            assert client_alice.get(address.replace("&amp;", "&")).status_code == 200, address


def test_working_together_is_shown_with_its_numbers(client_alice, alice, freeze):
    freeze(JUNE)
    story = stories.june(alice)

    html = page(client_alice)

    assert "You’re working with Margaret, and looking for someone for one more goal.</h1>" in html
    assert "Still looking: “Settle into leading people who were my peers”</h2>" in html
    assert '<span class="big">15 <small>weeks left</small></span>' in html
    assert 'value="3" max="7" aria-label="3 of 7 sessions held"' in html
    assert f'href="{reverse("agreements.detail", args=[story.agreement.pk])}">Open the agreement</a>' in html
    assert "Your search is paused." not in html
    story.peers.park(JUNE)
    html = page(client_alice)
    assert "You’re working with Margaret.</h1>" in html
    assert "Your search is paused." in html
    assert 'class="trail"' not in html


def test_answers_in_the_row_are_one_click_with_undo(client_alice, alice, freeze):
    freeze(MARCH)
    asked = stories.march(alice).introductions[3]
    html = page(client_alice)
    made, closed = (reverse(f"introductions.{verb}", args=[asked.pk]) for verb in ("made", "closed"))
    assert f'<form method="post" action="{made}">' in html
    assert 'Sam introduced us<span class="visually-hidden">: Nudge Sam about Ruth</span>' in html

    yes = client_alice.post(made, {"next": "/#next"})
    client_alice.post(reverse("introductions.forgotten", args=[asked.pk, "made_on"]))
    no = client_alice.post(closed, {"next": "/#next", "because": "introducer_declined"})

    assert (yes.url, no.url) == ("/#next", "/#next")
    asked.refresh_from_db()
    assert (asked.made_on, asked.closed_because) == (None, "introducer_declined")


def test_no_of_a_prospect_is_taken_and_thanked_for(client_alice, alice, freeze):
    freeze(MARCH)
    daniel = ProspectFactory(owner=alice, name="Daniel Osei")
    facts = {"asked_on": day(3, 1), "made_on": day(3, 2), "written_on": day(3, 3), "thanked_on": day(3, 3)}
    introduction = IntroductionFactory(owner=alice, prospect=daniel, **facts)
    closed = reverse("introductions.closed", args=[introduction.pk])

    client_alice.post(closed, {"next": "/#next", "because": "prospect_declined"})
    html = page(client_alice)

    daniel.refresh_from_db()
    assert daniel.said_no
    assert "Thank Daniel anyway" in html
    assert "meeting with Daniel" not in html
    assert "Prepare to meet Daniel" not in html
    note = re.search(r'action="(/contacts/\d+/notes/new/)".*?name="form_key" value="([^"]+)"', html)
    pressed = {"kind": "wrote", "on": MARCH.isoformat(), "form_key": note[2], "next": "/#next"}
    for _ in range(2):
        answer = client_alice.post(note[1], pressed, follow=True).content.decode()
    assert "Noted for Daniel." in answer
    assert "/taken-back/" in answer
    assert daniel.interactions.count() == 1
    assert "Thank Daniel anyway" not in page(client_alice)


def test_nothing_due_says_so(client_alice, alice, freeze):
    freeze(MARCH)
    stories.with_network(alice)
    PostponementFactory(owner=alice, action="network.ask")
    goal = Goal.objects.get(target_on=None)
    goal.record(target_on=day(9, 1))

    html = page(client_alice)

    assert "Nothing to do today. You’re up to date with everyone." in html
    assert "This week" not in html


def test_names_are_escaped(client_alice, alice):
    GoalFactory(owner=alice, title="<b>Goal</b>")
    MentorCriterionFactory(owner=alice)
    ProspectFactory(owner=alice, name="<i>Eve</i> X")
    MentorAgreementFactory(owner=alice, mentor__name="<u>Mallory</u>")

    html = page(client_alice)

    assert "<b>Goal" not in html
    assert "<i>Eve" not in html
    assert "<u>Mallory" not in html


def test_page_shows_nothing_of_somebody_else(client_bob, alice):
    stories.march(alice)

    html = page(client_bob)

    assert "Welcome, Bob" in html
    assert "Margaret" not in html


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Europe/Berlin", "America/Los_Angeles"])
def test_today_is_the_persons_own(client_alice, alice, freeze, zone):
    # Half past eleven in the evening of Thursday 12 March, wherever the person is.
    freeze(dt.datetime(2026, 3, 12, 23, 30, tzinfo=ZoneInfo(zone)))
    alice.time_zone = zone
    alice.save()
    goal = GoalFactory(owner=alice)
    MentorCriterionFactory(owner=alice).goals.add(goal)
    for number, due_on in enumerate((day(3, 11), MARCH, day(3, 13))):
        GoalStepFactory(goal=goal, text=f"Write agenda {number + 1}", due_on=due_on)
    asked = IntroductionFactory(owner=alice, asked_on=MARCH)

    html = page(client_alice)

    assert "Thursday 12 March" in html
    rows = [words(row) for row in re.findall(r'<li class="next-item.*?</li>', html)]
    assert ["Planned for 11 March" in row for row in rows[:3]] == [True, False, False]
    assert ["Tomorrow" in row for row in rows[:3]] == [False, False, True]
    # The ask of this evening has happened.
    assert "In twelve weeks: one ask." in html
    assert asked.asked_on == MARCH
    assert "So far: 1 ask" in words(client_alice.get("/progress/").content.decode())


def test_an_hour_later_it_is_the_next_day(client_alice, alice, freeze):
    freeze(dt.datetime(2026, 3, 13, 0, 30, tzinfo=ZoneInfo("Pacific/Auckland")))
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    GoalFactory(owner=alice)

    assert "Friday 13 March" in page(client_alice)


def test_script_is_not_needed(client_alice, alice, freeze):
    freeze(MARCH)
    stories.march(alice)

    html = page(client_alice)

    # Files that add comfort, read once the page stands; nothing of them is in it.
    files = re.findall(r'<script src="/static/[^"]+\.js" defer></script>', html)
    assert len(files) == html.count("<script") > 0
    assert "style=" not in html
    assert "onclick" not in html


def one_of_each(alice):
    """A record of every kind that the page looks at."""
    goal = GoalFactory(owner=alice)
    GoalStepFactory(goal=goal, due_on=MARCH)
    criterion = MentorCriterionFactory(owner=alice)
    criterion.goals.add(goal)
    prospect = ProspectFactory(owner=alice)
    prospect.tags.add(TagFactory(owner=alice))
    ContactFactory(owner=alice)
    AssessmentFactory(contact=prospect, criterion=criterion, answer="meets")
    IntroductionFactory(owner=alice, asked_on=day(3, 1), made_on=day(3, 2))
    IntroductionFactory(
        owner=alice, asked_on=day(3, 1), closed_on=day(3, 2), closed_because="introducer_declined"
    )
    MeetingFactory(owner=alice, contact=prospect, starts_at=at(3, 15))
    MentorAgreementFactory(owner=alice, mentor=prospect, goals=[goal])
    PostponementFactory(owner=alice)


@pytest.mark.parametrize("times", [1, 3, 8])
def test_searching_costs_the_same_few_queries(client_alice, alice, freeze, django_assert_num_queries, times):
    freeze(MARCH)
    for _ in range(times):
        one_of_each(alice)

    with django_assert_num_queries(12):
        client_alice.get(HOME)


@pytest.mark.parametrize("times", [1, 3, 8])
def test_working_together_costs_the_same_few_queries(
    client_alice, alice, freeze, django_assert_num_queries, times
):
    freeze(JUNE)
    stories.june(alice)
    for _ in range(times):
        one_of_each(alice)

    with django_assert_num_queries(13):
        client_alice.get(HOME)


def test_new_account_costs_few_queries(client_alice, django_assert_num_queries):
    with django_assert_num_queries(5):
        client_alice.get(HOME)
