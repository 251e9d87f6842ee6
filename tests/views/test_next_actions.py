import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import Introduction, Postponement
from tests import stories
from tests.factories import PostponementFactory
from tests.pages import flashes_with_undo
from tests.stories import MARCH

LATER = reverse("next_actions.postponed")


@pytest.fixture(autouse=True)
def stopped(freeze):
    freeze(MARCH)


@pytest.fixture
def key(alice):
    """The key of a row on Alice's list: prepare to meet Tomás."""
    return f"meeting.prepared:{stories.march(alice).coming.pk}"


def keys(client):
    """The keys of everything on the list."""
    groups = client.get("/").context["standing"].groups
    return [action.key for group in groups for action in (*group.actions, *group.more)]


@pytest.mark.parametrize(
    ("sent", "until_on", "flash"),
    [
        ({"days": "1"}, MARCH + dt.timedelta(days=1), "You’ll be reminded on Fri 13 March."),
        ({"days": "7"}, MARCH + dt.timedelta(days=7), "You’ll be reminded on Thu 19 March."),
        ({"not_needed": "1"}, None, "Removed from your list."),
    ],
)
def test_postponed_hides_the_row_with_a_way_back(client_alice, alice, key, sent, until_on, flash):
    response = client_alice.post(LATER, {"key": key} | sent)

    (postponement,) = Postponement.objects.all()
    assert (response.status_code, response.url) == (302, "/")
    assert flashes_with_undo(response) == [
        (flash, reverse("next_actions.taken_back", args=[postponement.pk]))
    ]
    assert (postponement.owner, postponement.action, postponement.until_on) == (alice, key, until_on)
    assert key not in keys(client_alice)


def test_postponed_row_returns_on_its_day(client_alice, key, freeze):
    client_alice.post(LATER, {"key": key, "days": "1"})

    the_day_before = keys(client_alice)
    freeze(MARCH + dt.timedelta(days=1))
    on_the_day = keys(client_alice)

    assert key not in the_day_before
    assert key in on_the_day


def test_postponed_twice_keeps_one_record(client_alice, key):
    client_alice.post(LATER, {"key": key, "days": "7"})
    client_alice.post(LATER, {"key": key, "not_needed": "1"})

    assert [(p.action, p.until_on) for p in Postponement.objects.all()] == [(key, None)]


def test_postponed_again_after_its_day(client_alice, alice, key):
    PostponementFactory(owner=alice, action=key, until_on=MARCH)

    client_alice.post(LATER, {"key": key, "days": "7"})

    assert Postponement.objects.get().until_on == MARCH + dt.timedelta(days=7)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"days": "2", "not_needed": "1"},
        {"days": "4"},
        {"days": "abc"},
        {"days": "9" * 40},
        {"days": "\x00"},
    ],
)
def test_postponed_without_a_sensible_time_is_refused(client_alice, key, sent):
    response = client_alice.post(LATER, {"key": key} | sent)

    assert response.status_code == 302
    assert len(flashes_with_undo(response)) == 1
    assert not Postponement.objects.exists()


@pytest.mark.parametrize("strange", ["", "nothing.known:1", "x" * 5000, "\x00", "meeting.prepared:999999"])
def test_postponed_needs_a_row_of_the_list(client_alice, key, strange):
    response = client_alice.post(LATER, {"key": strange, "days": "7"})

    assert response.status_code == 302
    assert len(flashes_with_undo(response)) == 1
    assert not Postponement.objects.exists()


def test_postponed_of_a_row_that_is_done_says_so(client_alice, alice, key):
    response = client_alice.post(LATER, {"key": "introduction.written:999", "days": "7"})

    assert flashes_with_undo(response) == [("That’s already done, or no longer needed.", "")]


def test_postponed_never_reaches_somebody_elses_rows(client_bob, key):
    response = client_bob.post(LATER, {"key": key, "days": "7"})

    assert response.status_code == 302
    assert not Postponement.objects.exists()


def test_postponed_comes_back_to_where_one_was(client_alice, key):
    here = client_alice.post(LATER, {"key": key, "days": "2", "next": "/goals/"})
    elsewhere = client_alice.post(LATER, {"key": key, "days": "2", "next": "https://example.com/"})

    assert (here.url, elsewhere.url) == ("/goals/", "/")


def test_taken_back_shows_the_row_again(client_alice, alice, key):
    postponement = PostponementFactory(owner=alice, action=key)

    response = client_alice.post(reverse("next_actions.taken_back", args=[postponement.pk]))

    assert (response.status_code, response.url) == (302, "/")
    assert flashes_with_undo(response) == [("It’s back on your list.", "")]
    assert not Postponement.objects.exists()
    assert key in keys(client_alice)


def test_what_was_put_off_is_listed_and_can_be_put_back(client_alice, alice):
    story = stories.march(alice)
    meeting = f"meeting.prepared:{story.coming.pk}"
    hidden = (
        f"introduction.thanked:{story.introductions[2].pk}"  # behind the letter to Daniel, which comes first
    )
    day = PostponementFactory(owner=alice, action=meeting, until_on=MARCH + dt.timedelta(days=4))
    for_good = PostponementFactory(owner=alice, action=hidden)
    PostponementFactory(owner=alice, action="introduction.written:999")
    over = PostponementFactory(owner=alice, action=f"agreement.shared:{story.draft.pk}", until_on=MARCH)

    page = client_alice.get(reverse("next_actions.put_off"))

    assert [(row["title"], row["row"]) for row in page.context["rows"]] == [
        ("Prepare to meet Tomás", day),
        ("Thank Ben for introducing Daniel", for_good),
    ]
    html = page.content.decode()
    assert "Back on Mon 16 March" in html
    assert "Not needed" in html
    assert reverse("next_actions.taken_back", args=[over.pk]) not in html
    assert reverse("next_actions.put_off") in client_alice.get("/").content.decode()


def test_nothing_put_off_shows_no_link(client_alice, key):
    assert reverse("next_actions.put_off") not in client_alice.get("/").content.decode()


def test_taken_back_refuses_somebody_else(client_bob, alice):
    postponement = PostponementFactory(owner=alice)

    response = client_bob.post(reverse("next_actions.taken_back", args=[postponement.pk]))

    assert response.status_code == 404
    assert Postponement.objects.get() == postponement


def test_verbs_are_not_read(client_alice, alice):
    postponement = PostponementFactory(owner=alice)

    assert client_alice.get(LATER).status_code == 405
    assert client_alice.get(reverse("next_actions.taken_back", args=[postponement.pk])).status_code == 405
    assert Postponement.objects.count() == 1


# Done on another day, and later on a day of one's own


def address(name, key):
    return reverse(f"next_actions.{name}", args=[key])


def test_done_on_another_day_goes_on_to_the_verb_with_it(client_alice, alice):
    stories.march(alice)
    key = next(key for key in keys(client_alice) if key.startswith("introduction.thanked"))
    pk = int(key.partition(":")[2])

    page = client_alice.get(address("done", key))
    ahead = client_alice.post(address("done", key), {"on": "2026-03-13", "next": "/"})
    response = client_alice.post(address("done", key), {"on": "2026-03-10", "next": "/"}, follow=True)

    assert page.status_code == 200
    assert ahead.status_code == 422
    assert "Choose today or an earlier day" in ahead.content.decode()
    assert 'value="2026-03-13"' in ahead.content.decode()
    assert response.redirect_chain[0] == (f"/introductions/{pk}/thanked/", 307)
    assert response.redirect_chain[1][0] == "/"
    assert Introduction.objects.get(pk=pk).thanked_on == dt.date(2026, 3, 10)


def test_later_takes_a_day_of_ones_own(client_alice, alice, key):
    today = client_alice.post(address("later", key), {"on": MARCH.isoformat()})
    nothing = client_alice.post(address("later", key), {"on": ""})
    refused = Postponement.objects.exists()

    response = client_alice.post(address("later", key), {"on": "2026-03-20"})

    (postponement,) = Postponement.objects.all()
    assert (today.status_code, nothing.status_code, refused) == (422, 422, False)
    assert "Choose a day after today" in today.content.decode()
    assert (postponement.owner, postponement.until_on) == (alice, dt.date(2026, 3, 20))
    assert flashes_with_undo(response) == [
        ("You’ll be reminded on Fri 20 March.", reverse("next_actions.taken_back", args=[postponement.pk]))
    ]


@pytest.mark.parametrize("name", ["done", "later"])
def test_row_that_is_gone_or_somebody_elses_leads_back(client_alice, client_bob, key, name):
    for client, asked in ((client_alice, "meeting.prepared:999"), (client_bob, key), (client_bob, "x" * 300)):
        for answer in (
            client.get(address(name, asked)),
            client.post(address(name, asked), {"on": "2026-03-10"}),
        ):
            assert (answer.status_code, answer.url) == (302, "/")
    assert not Postponement.objects.exists()


def test_menu_offers_another_day_only_where_the_verb_takes_one(client_alice, key):
    html = client_alice.get("/").content.decode()

    assert address("later", key) in html
    assert address("done", key) not in html
    assert client_alice.get(address("done", key)).status_code == 302
