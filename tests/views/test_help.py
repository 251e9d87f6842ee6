"""Who helps with what: the board under the agreements, five ticks a goal, and ticks in the part about the goals."""

import pytest
from django.urls import reverse

from mentoring.models import HelpGiven, HelpWanted
from tests import factories as make
from tests.markup import forms_of, text_of
from tests.searches import Search, now

pytestmark = pytest.mark.django_db

WANTED, LIST, WHO = (reverse(name) for name in ("help.wanted", "agreements.index", "who.index"))
MEETING, BALANCE = "Run the weekly operations meeting", "Read the balance sheet"


@pytest.fixture
def search(alice, freeze) -> Search:
    freeze(now())
    return Search(alice)


@pytest.fixture
def two(search):
    """The meeting with Margaret and Daniel, the balance sheet with Margaret alone."""
    meeting, balance = search.goal(MEETING), search.goal(BALANCE)
    margaret = search.agreement("Margaret Lindqvist", 30, -150, confirmed=30)
    daniel = search.agreement("Daniel Osei", 20, -80, confirmed=20, goals=[meeting])
    for agreement, goal, kind in [
        (margaret, meeting, "teach"), (margaret, balance, "teach"), (margaret, meeting, "hold"),
        (daniel, meeting, "teach"),
    ]:  # fmt: skip
        make.HelpGivenFactory(link=agreement.agreement_goals.get(goal=goal), kind=kind)
    make.HelpWantedFactory(goal=balance, kind="doors")
    make.HelpWantedFactory(goal=meeting, kind="hold")
    return margaret, daniel, meeting, balance


def board_of(client) -> list[list[str]]:
    """The cells of the board, row by row, as they are read."""
    found = client.get(LIST).context["board"]
    return [[cell.names or ("Still looking" if cell.url else "") for cell in row.cells] for row in found.rows]


def shown(client, to=WANTED) -> dict[int, list[str]]:
    """The ticks of a page by the key of a goal; none where there is no page."""
    page = client.get(to)
    return {row.record.pk: row.shown for row in page.context["form"].goals} if page.status_code == 200 else {}


def send(client, *rows, to=WANTED, before=None, **more):
    """Save these ticks, pairs of a goal's key and the kinds, on the page as it stands or as it was shown `before`."""
    before = shown(client, to) if before is None else before
    body = {"goal-TOTAL_FORMS": len(rows), "goal-INITIAL_FORMS": len(rows)}
    for number, (goal, kinds) in enumerate(rows):
        body |= {f"goal-{number}-goal": goal, f"goal-{number}-kinds": kinds}
        body |= {f"initial-goal-{number}-kinds": before.get(goal, [])}
    return client.post(to, body | more)


def test_list_says_until_when_and_what_comes_next_and_the_board_who_helps(client_alice, search, two):
    search.meet("Margaret Lindqvist", 10, kind="session")
    search.meet("Margaret Lindqvist", -9, kind="session")
    search.meet("Daniel Osei", -4, kind="session")

    answer = client_alice.get(LIST)

    assert [(row.agreement.mentor.name, row.line, row.held) for row in answer.context["running"]] == [
        ("Daniel Osei", "Until 31 May. Next session Monday 16 March", "0 of 4 held"),
        ("Margaret Lindqvist", "Until 9 August. Next session Saturday 21 March", "1 of 6 held"),
    ]
    assert board_of(client_alice) == [
        ["Margaret, Daniel", "", "", "", "Margaret"],
        ["Margaret", "", "Still looking", "", ""],
    ]
    html = answer.content.decode()
    assert (
        f'href="{WHO}?help=doors">Still looking<span class="visually-hidden"> for someone to open doors for me'
        in html
    )
    assert "Mentor or sponsor?" in html
    assert "Who could open doors for you?" in client_alice.get(f"{WHO}?help=doors").content.decode()
    assert client_alice.get(f"{WHO}?help=money").status_code == 200


def test_board_is_there_with_two_goals_or_a_kind_of_help(client_alice, search):
    goal = search.goal(MEETING)
    one = client_alice.get(LIST).context["board"]
    make.HelpWantedFactory(goal=goal, kind="listen")
    wanted = board_of(client_alice)
    HelpWanted.objects.all().delete()
    search.goal(BALANCE, area="career")
    empty = client_alice.get(LIST)

    assert (one, wanted) == (None, [["", "", "", "Still looking", ""]])
    assert empty.context["board"].is_empty
    assert "<table" not in empty.content.decode()
    assert "Mentor or sponsor?" in empty.content.decode()


def test_what_is_over_or_parked_is_not_on_the_board(client_alice, search, two):
    margaret, _daniel, _meeting, balance = two
    margaret.end_early(search.on(0))
    ended = board_of(client_alice)
    balance.park(search.on(0))

    assert ended == [["Daniel", "", "", "", "Still looking"], ["", "", "Still looking", "", ""]]
    assert board_of(client_alice) == [["Daniel", "", "", "", "Still looking"]]


def test_ticks_are_kept_goal_by_goal(client_alice, search, two):
    *_agreements, meeting, balance = two
    hold = HelpWanted.objects.get(goal=meeting)
    page = client_alice.get(WANTED)
    assert [row.initial for row in page.context["form"].goals] == [
        {"goal": meeting.pk, "kinds": ["hold"]},
        {"goal": balance.pk, "kinds": ["doors"]},
    ]

    answer = send(client_alice, (meeting.pk, ["hold", "listen"]), (balance.pk, []))

    assert (answer.status_code, answer.url) == (302, LIST)
    kept = HelpWanted.objects.order_by("pk").values_list("pk", "goal", "kind")
    assert kept[0] == (hold.pk, meeting.pk, "hold")
    assert [row[1:] for row in kept[1:]] == [(meeting.pk, "listen")]


def test_a_goal_that_was_not_shown_keeps_its_ticks(client_alice, search, two):
    *_agreements, meeting, balance = two

    send(client_alice, (meeting.pk, ["teach"]))

    assert set(HelpWanted.objects.values_list("goal", "kind")) == {
        (meeting.pk, "teach"),
        (balance.pk, "doors"),
    }


@pytest.mark.parametrize("kinds", [["money"], ["teach", "x"]])
def test_no_other_kind_is_taken(client_alice, search, two, kinds):
    meeting = two[2]
    before = set(HelpWanted.objects.values_list("goal", "kind"))

    answer = send(client_alice, (meeting.pk, kinds))

    assert answer.status_code == 422
    assert set(HelpWanted.objects.values_list("goal", "kind")) == before


@pytest.mark.parametrize("goal", ["", "x", "0", "9" * 30])
def test_a_row_stands_for_a_goal_of_ones_own_that_is_worked_on(client_alice, client_bob, search, two, goal):
    parked = search.goal("Learn to sail", parked_on=search.on(0))

    answers = [
        send(client_bob, (two[2].pk, ["teach"])),
        send(client_alice, (parked.pk, ["teach"])),
        send(client_alice, (goal, ["teach"])),
        client_alice.post(WANTED, {"goal-TOTAL_FORMS": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert HelpWanted.objects.count() == 2


def test_what_a_mentor_gives_is_ticked_with_the_goals(client_alice, search):
    meeting, balance = search.goal(MEETING), search.goal(BALANCE)
    draft = search.agreement("Margaret Lindqvist", -3, -180, goals=[meeting])
    make.HelpGivenFactory(link=draft.agreement_goals.get(), kind="teach")
    address = reverse("drafting.part", args=[draft.pk, "goals"])

    page = client_alice.get(address)
    given = page.context["form"].initial
    body = {"chosen": [meeting.pk, balance.pk], "revision": draft.revision, "later": "1"}
    saved = client_alice.post(
        address, body | {f"given_{meeting.pk}": ["listen"], f"given_{balance.pk}": ["teach", "hold"]}
    )
    both = set(HelpGiven.objects.values_list("link__goal", "kind"))
    draft.refresh_from_db()
    body |= {"chosen": [meeting.pk], "revision": draft.revision}
    client_alice.post(address, body | {f"given_{balance.pk}": ["teach"]})

    assert "What kind of help is it?" in text_of(page)
    assert (given[f"given_{meeting.pk}"], given[f"given_{balance.pk}"]) == (["teach"], [])
    assert saved.status_code == 302
    assert both == {(meeting.pk, "listen"), (balance.pk, "teach"), (balance.pk, "hold")}
    assert not HelpGiven.objects.exists()


@pytest.mark.every_database
def test_what_a_mentor_gives_is_said_while_the_agreement_runs(client_alice, client_bob, search, two):
    """Beside the board, without a new version; a change that waits for a yes takes the difference along."""
    margaret, daniel, meeting, balance = two
    make.GoalStepFactory(goal=meeting), make.GoalStepFactory(goal=balance)
    change = margaret.change()
    link = change.agreement_goals.get(goal=balance)
    make.HelpGivenFactory(link=link, kind="doors")  # proposed with the change
    address, words = reverse("help.given", args=[margaret.pk]), margaret.words()
    assert f'href="{address}"' in client_alice.get(LIST).content.decode()
    assert f'href="{address}"' in client_alice.get(f"/agreements/{margaret.pk}/").content.decode()
    page = client_alice.get(address)
    assert [row.initial for row in page.context["form"].goals] == [
        {"goal": meeting.pk, "kinds": ["teach", "hold"]},
        {"goal": balance.pk, "kinds": ["teach"]},
    ]

    answer = send(client_alice, (meeting.pk, ["hold"]), (balance.pk, ["teach", "feedback"]), to=address)

    margaret.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, LIST)
    assert board_of(client_alice) == [
        ["Daniel", "", "", "", "Margaret"],
        ["Margaret", "Margaret", "Still looking", "", ""],
    ]
    assert (margaret.words(), margaret.is_running, change.is_draft) == (words, True, True)
    change.confirm(search.on(0), "mail")
    assert board_of(client_alice) == [
        ["Daniel", "", "", "", "Margaret"],
        ["Margaret", "Margaret", "Margaret", "", ""],
    ]
    replaced = send(client_alice, (meeting.pk, ["listen"]), to=address)
    foreign = send(client_bob, (meeting.pk, ["listen"]), to=reverse("help.given", args=[change.pk]))
    other = send(client_alice, (balance.pk, ["listen"]), to=reverse("help.given", args=[daniel.pk]))
    assert (replaced.status_code, foreign.status_code, other.status_code) == (302, 404, 422)
    assert not HelpGiven.objects.filter(kind="listen").exists()
    again = reverse("help.given", args=[change.pk])
    for _time in range(2):
        send(client_alice, (meeting.pk, []), to=again)  # the balance sheet was not shown, and keeps its ticks
    assert board_of(client_alice)[0] == ["Daniel", "", "", "", "Still looking"]
    assert board_of(client_alice)[1] == ["Margaret", "Margaret", "Margaret", "", ""]


def test_a_goal_without_anybody_says_so_on_the_board(client_alice, search, two):
    before = client_alice.get(LIST).content.decode()
    search.goal("Chair a board meeting")

    assert (
        before.count("No mentor yet"),
        client_alice.get(LIST).content.decode().count("No mentor yet"),
    ) == (0, 1)


def test_two_windows_each_change_what_was_ticked_in_them(client_alice, search):
    goal = search.goal(MEETING)
    send(client_alice, (goal.pk, ["teach", "listen"]))
    older = shown(client_alice)

    send(client_alice, (goal.pk, ["teach", "listen", "doors"]))
    send(client_alice, (goal.pk, ["teach", "feedback"]), before=older)

    kinds = HelpWanted.objects.filter(goal=goal).values_list("kind", flat=True)
    assert sorted(kinds) == ["doors", "feedback", "teach"]
    [form] = [form for form in forms_of(client_alice.get(WANTED)) if form.action == WANTED]
    assert sorted(form.data()["initial-goal-0-kinds"]) == ["doors", "feedback", "teach"]
