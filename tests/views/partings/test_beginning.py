"""Where the goals stand at the beginning, and what the end says of that."""

import pytest

from mentoring import letters
from tests.factories import MentorAgreementFactory, ProspectFactory
from tests.markup import forms_of
from tests.pages import html_of
from tests.views.meetings.talks import DAY, NOW, days


@pytest.fixture
def draft(alice, agreement):
    """A draft with Ruth about the same two goals, in which nothing is missing."""
    goals = list(agreement.goals.all())
    goals[0].record(success="Four Mondays in a row, we end on time.")
    for goal in goals:
        goal.steps.create(owner=alice, text="A step")
    return MentorAgreementFactory(
        owner=alice,
        mentor=ProspectFactory(owner=alice, name="Ruth Osei"),
        goals=goals,
        starts_on=DAY,
        ends_on=DAY + days(180),
    )


def links(agreement):
    return list(agreement.agreement_goals.order_by("goal__number"))


def rated(agreement):
    return [link.then_rated for link in links(agreement)]


def stands(agreement, first, second):
    """What the page asks about the goals, answered."""
    rows = {"goal-TOTAL_FORMS": "2", "goal-INITIAL_FORMS": "2"}
    for number, (link, rating) in enumerate(zip(links(agreement), (first, second), strict=True)):
        rows |= {f"goal-{number}-id": str(link.pk), f"goal-{number}-then_rated": rating}
    return rows


KEY = "Compared with your own words. 1: nothing like it, 3: half the time, 5: exactly that."


def test_the_yes_asks_where_each_goal_stands_against_its_own_words(client_alice, draft):
    page = html_of(client_alice.get(f"/agreements/{draft.pk}/"))
    assert "Four Mondays in a row, we end on time." in page
    assert page.count(KEY) == 1
    assert page.count('aria-describedby="scale-key"') == 2

    client_alice.post(
        f"/agreements/{draft.pk}/confirmed/", {"how": "mail", "on": ""} | stands(draft, "2", "")
    )

    draft.refresh_from_db()
    assert (draft.confirmed_on, rated(draft)) == (DAY, [2, None])


@pytest.mark.parametrize("rating", ["0", "6", "x"])
def test_a_rating_that_is_none_confirms_nothing(client_alice, draft, rating):
    response = client_alice.post(
        f"/agreements/{draft.pk}/confirmed/", {"how": "mail", "on": ""} | stands(draft, rating, "3")
    )

    draft.refresh_from_db()
    assert response.status_code == 422
    assert (draft.confirmed_on, rated(draft)) == (None, [None, None])
    assert 'href="#id_goal-0-then_rated_0"' in html_of(response)


def test_a_yes_that_comes_without_numbers_is_a_yes(client_alice, draft):
    client_alice.post(f"/agreements/{draft.pk}/confirmed/", {"how": "in_person", "on": ""})

    draft.refresh_from_db()
    assert (draft.confirmed_on, rated(draft)) == (DAY, [None, None])


def test_after_a_yes_that_came_without_numbers_the_first_page_asks(client_alice, draft, freeze):
    draft.confirm(DAY, "mail")
    page, address = f"/agreements/{draft.pk}/", f"/agreements/{draft.pk}/starting-point/"
    assert f'action="{address}"' in html_of(client_alice.get(page))

    response = client_alice.post(address, stands(draft, "1", "4"))

    assert response["Location"] == page
    assert rated(draft) == [1, 4]
    assert f'action="{address}"' not in html_of(client_alice.get(page))
    # Later on it would be no beginning any more, so the end asks for what is missing.
    client_alice.post(address, stands(draft, "1", ""))
    assert f'action="{address}"' in html_of(client_alice.get(page))
    freeze(NOW + days(15))
    assert f'action="{address}"' not in html_of(client_alice.get(page))


def test_a_beginning_names_goals_of_this_agreement_and_is_the_owners(
    client_alice, client_bob, draft, agreement
):
    draft.confirm(DAY, "mail")
    address, theirs = f"/agreements/{draft.pk}/starting-point/", {"goal-0-id": str(links(agreement)[0].pk)}

    refused = client_alice.post(address, stands(draft, "1", "4") | theirs)

    assert refused.status_code == 422
    assert client_bob.post(address, stands(draft, "1", "4")).status_code == 404
    assert rated(draft) == rated(agreement) == [None, None]


def test_a_new_version_begins_where_the_first_one_did(draft):
    draft.confirm(DAY, "mail")
    first, _second = links(draft)
    first.record(then_rated=2)

    assert rated(draft.change()) == [2, None]


def test_the_end_shows_what_was_said_at_the_beginning(client_alice, agreement):
    first, second = links(agreement)
    first.goal.record(success="Four Mondays in a row, we end on time.")
    first.record(then_rated=2)
    address = f"/agreements/{agreement.pk}/completed/"

    page = client_alice.get(address)

    html = html_of(page)
    assert "In January: <b>2</b>. And now?" in html
    assert "Four Mondays in a row, we end on time." in html
    # Nothing was said of the other goal, so both are asked; its title is the measure.
    assert html.count("In January?") == 1
    assert html.count(KEY) == 1
    assert html.count('aria-describedby="scale-key"') == 3
    [form] = [form for form in forms_of(page) if "lessons" in form.fields]
    assert "goal-0-then_rated" not in form.fields
    said = {
        "goal-0-then_rated": "5",
        "goal-0-now_rated": "4",
        "goal-1-then_rated": "",
        "goal-1-now_rated": "",
    }
    client_alice.post(address, form.data(**said))
    first.refresh_from_db()
    second.refresh_from_db()
    assert [(first.then_rated, first.now_rated), (second.then_rated, second.now_rated)] == [
        (2, 4),
        (None, None),
    ]


def test_the_end_names_the_month_in_which_a_goal_was_asked_about(client_alice, alice, agreement):
    """A change takes along what was said in January; what is said anew with it was said in March."""
    first, second = links(agreement)
    first.record(then_rated=2)
    second.record(then_rated=1)
    for goal in agreement.goals.all():
        goal.steps.create(owner=alice, text="A step")
    change = agreement.change()
    change.confirm(DAY, "mail")
    links(change)[1].record(then_rated=3)

    html = html_of(client_alice.get(f"/agreements/{change.pk}/completed/"))

    assert "In January: <b>2</b>. And now?" in html
    assert "In March: <b>3</b>. And now?" in html


def test_where_nothing_was_said_the_end_asks_about_the_beginning(client_alice, alice, agreement):
    for goal in agreement.goals.all():
        goal.steps.create(owner=alice, text="A step")
    change = agreement.change()
    change.confirm(DAY, "mail")

    html = html_of(client_alice.get(f"/agreements/{change.pk}/completed/"))

    assert (html.count("In January?"), html.count("In March?")) == (2, 0)


def test_a_letter_soon_after_the_end_speaks_of_no_long_while(client_alice, alice, agreement):
    agreement.complete(DAY)
    address = f"/contacts/{agreement.mentor_id}/letters/keep-in-touch/"

    soon = html_of(client_alice.get(address))
    [earlier, later] = [
        letters.moment_for_contact(alice, agreement.mentor, DAY + days(number)).compose().message
        for number in (91, 92)
    ]

    thanks = "Thank you once more for the time we worked together. I still use what I learned."
    assert (thanks in soon, "It’s been a while" in soon) == (True, False)
    assert thanks in earlier
    assert (thanks in later, "It’s been a while since we worked together" in later) == (False, True)
