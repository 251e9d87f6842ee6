"""What is shown of it: two at most, nothing twice, and put aside until the facts change."""

import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import Contact, Postponement
from mentoring.pages import dashboard
from mentoring.status import next_actions, stuck
from mentoring.status.records import Records
from mentoring.status.stuck.finding import finding_key
from tests.searches import TODAY
from tests.status.stuck.findings import FIVE, fail, found

PUT_ASIDE = "/stuck/put-aside/"


def test_key_of_a_finding_rests_on_which_records_they_are_in_whatever_order():
    ruth, daniel = Contact(name="Ruth"), Contact(name="Daniel")
    keys = [finding_key("x", [(ruth, True), (daniel, True)]), finding_key("x", ruth)]
    ruth.name = "Ruth Okafor"

    assert keys == [finding_key("x", [(daniel, True), (ruth, True)]), finding_key("x", ruth)]
    others = [("x", [(ruth, True), (daniel, False)]), ("x", [(ruth, True)]), ("x", daniel), ("y", ruth)]
    assert len({*keys, *(finding_key(*other) for other in others)}) == 6


def everything(search):
    """A search in which many rules have something to say."""
    fail(search, ("---", "---", "---"))
    search.goal("Lead former peers", ago=100)
    search.ask("Hannah", "Ruth", write_by=80, asked=95, pledged=95, made=90, thanked=89)
    search.ask("Hannah", "Daniel", asked=95, pledged=95, made=90, written=89, thanked=89)
    for name in FIVE:
        search.ask(name, asked=60, pledged=60)


def test_one_is_shown_and_the_next_comes_when_it_is_put_aside(search, alice, client_alice):
    everything(search)
    order = ["stuck.unused", "stuck.asks", "stuck.must", "stuck.meeting", "stuck.goal", "stuck.step"]
    assert list(found(alice)) == order

    shown = dashboard.standing(alice, TODAY, "/").stuck
    client_alice.post(PUT_ASIDE, {"key": shown.key})

    after = dashboard.standing(alice, TODAY, "/").stuck
    assert [one.key.split(":")[0] for one in (shown, after)] == order[:2]
    progress = client_alice.get("/progress/").context["stuck"]
    assert [one.key.split(":")[0] for one in progress] == order[1:]


def test_nothing_is_said_in_the_words_of_the_next_actions(search, alice):
    everything(search)
    records = Records(alice, TODAY)
    actions = next_actions.gather(records)
    first = stuck.found(records)[0]
    echo = next_actions.Action(key="x", title=first.advice.upper(), why="", url="/")

    words = {words.casefold() for action in actions for words in (action.title, action.why)}

    assert not words & {words.casefold() for one in stuck.found(records) for words in one.words}
    assert stuck.telling(records, [echo])[0].key != first.key


def test_two_findings_never_lead_to_the_same_thing(search, alice):
    search.goal(ago=90)
    search.prospect("Ruth", ago=60)
    search.ask("Sam", "Ruth", asked=50, pledged=50, made=45, written=44, thanked=44, answered=40)
    everywhere = found(alice)

    records = Records(alice, TODAY)
    shown = stuck.telling(records, next_actions.gather(records))

    assert everywhere["stuck.meeting"].url == everywhere["stuck.state"].url
    assert [one.key.split(":")[0] for one in shown][:2] == ["stuck.meeting", "stuck.goal"]
    assert "stuck.state" not in [one.key.split(":")[0] for one in shown]


def test_two_findings_never_advise_in_the_same_words(search, alice, monkeypatch):
    agree, again, other = (
        stuck.Stuck(f"stuck.{key}", key, key, advice, f"/{key}/")
        for key, advice in [("one", "Agree on a day"), ("two", "agree on a day"), ("three", "Write")]
    )
    monkeypatch.setattr(stuck, "found", lambda records: [agree, again, other])

    assert stuck.telling(Records(alice, TODAY), []) == [agree, other]


def test_put_aside_for_thirty_days_with_a_way_back(search, alice, client_alice):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9)
    key = found(alice)["stuck.asks"].key

    page = client_alice.post(PUT_ASIDE, {"key": key, "next": "/"}, follow=True).content.decode()

    [hidden] = Postponement.objects.owned_by(alice)
    assert (hidden.action, hidden.until_on) == (key, TODAY + dt.timedelta(days=30))
    assert found(alice) == {}
    assert "Put aside until Sat 11 April, or until something about it changes." in page
    undo = reverse("next_actions.taken_back", args=[hidden.pk])
    assert undo in page
    client_alice.post(undo)
    assert "stuck.asks" in found(alice)
    # And again after the time is over.
    client_alice.post(PUT_ASIDE, {"key": key})
    later = [Records(alice, TODAY + dt.timedelta(days=days)) for days in (29, 30)]
    assert [key in {one.key for one in stuck.found(records)} for records in later] == [False, True]


def test_put_aside_comes_back_when_the_facts_change(search, alice, client_alice):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9)
    client_alice.post(PUT_ASIDE, {"key": found(alice)["stuck.asks"].key})
    assert found(alice) == {}

    search.ask("Hannah", asked=1, pledged=1)

    one = found(alice)["stuck.asks"]
    assert one.title == "Six asks and no introduction"
    assert one.facts == "From 3 March to 11 March. Six are still waiting for an answer."


def test_put_aside_twice_is_once(search, alice, client_alice):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9)
    key = found(alice)["stuck.asks"].key

    for _ in range(2):
        assert client_alice.post(PUT_ASIDE, {"key": key}).status_code == 302

    assert Postponement.objects.owned_by(alice).count() == 1


@pytest.mark.parametrize(
    "key", ["", "stuck.asks:0", "stuck.\x00", "goal.step:1", "stuck." + "x" * 200, "stuck.a,b"]
)
def test_only_what_is_stuck_can_be_put_aside(search, alice, client_alice, key):
    search.goal()

    assert client_alice.post(PUT_ASIDE, {"key": key, "next": "//evil.example"}).headers["Location"] == "/"

    assert not Postponement.objects.exists()


def test_nobody_else_can_put_it_aside(search, alice, client_bob):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9)

    client_bob.post(PUT_ASIDE, {"key": found(alice)["stuck.asks"].key})

    assert "stuck.asks" in found(alice)
    assert not Postponement.objects.exists()


@pytest.mark.parametrize("address", ["/", "/progress/"])
def test_page_shows_it_escaped_with_its_one_thing_to_do(search, alice, client_alice, address):
    search.goal("<b>Lead</b> former peers", ago=100)
    search.ask("Sam", asked=2, pledged=2)

    page = client_alice.get(address).content.decode()

    assert "Where you’re stuck" in page
    assert "“&lt;b&gt;Lead&lt;/b&gt; former peers”" in page
    assert "<b>Lead" not in page
    assert f'action="{PUT_ASIDE}"' in page


def test_nothing_stuck_shows_no_heading(search, alice, client_alice):
    search.goal()

    assert "Where you’re stuck" not in client_alice.get("/").content.decode()
