"""Before a meeting: what to say and what to ask."""

import pytest

from tests.factories import AssessmentFactory, GoalFactory, MeetingFactory, MentorCriterionFactory
from tests.pages import flashes, html_of, undo_of
from tests.views.meetings.talks import DAY, INDEX, made


def test_prepare_composes_what_to_say_from_the_goals(client_alice, alice, ahead):
    weekly = GoalFactory(owner=alice, title="Run a weekly meeting people find useful")
    GoalFactory(owner=alice, title="OKRs that people understand")
    GoalFactory(owner=alice, title="Parked one", parked_on=DAY)
    ahead.record(introduction=made(alice, ahead.contact, introducer__name="Priya Raman", goal=weekly))

    html = html_of(client_alice.get(f"/meetings/{ahead.pk}/prepare/"))

    assert "Prepare to meet Margaret" in html
    assert "Tuesday 17 March, 12:00 UTC, by video." in html
    assert (
        "Priya introduced us. My goal at the moment is this: run a weekly meeting people find useful. "
        "I’m looking for a mentor for about six months, an hour a month." in html
    )
    assert "Priya Raman introduced you</a> on 3 March." in html
    assert "a no is fine, too" in html


def test_prepare_puts_one_goal_on_the_table_and_the_words_follow_it(client_alice, alice, ahead):
    """The goal whose must-haves are least known of the person, until another one is chosen."""
    first = GoalFactory(owner=alice, title="Sleep well")
    balance = GoalFactory(owner=alice, title="Read a balance sheet")
    MentorCriterionFactory(owner=alice, text="Has an hour", importance="must").goals.add(balance)
    parked = GoalFactory(owner=alice, title="Parked one", parked_on=DAY)
    address = f"/meetings/{ahead.pk}/prepare/"
    shown = client_alice.get(address).context
    assert (shown["goal"], "read a balance sheet" in shown["form"]["up_front_words"].value()) == (
        balance,
        True,
    )

    sent = {"up_front_words": shown["form"]["up_front_words"].value()}
    client_alice.post(address, sent | {"main_goal": str(first.pk)})
    shown = client_alice.get(address).context
    assert (shown["goal"], "sleep well" in shown["form"]["up_front_words"].value()) == (first, True)

    assert client_alice.post(address, {"main_goal": str(parked.pk)}).status_code == 422


@pytest.mark.parametrize(
    ("answer", "starts"),
    [("replace", "My goal at the moment is this: read a b"), ("keep", "My own words.")],
)
def test_another_goal_asks_before_it_replaces_ones_own_words(client_alice, alice, ahead, answer, starts):
    first, balance = (
        GoalFactory(owner=alice, title=title) for title in ("Sleep well", "Read a balance sheet")
    )
    address, own = f"/meetings/{ahead.pk}/prepare/", {"up_front_words": "My own words.", "preparation": "Tea"}
    client_alice.post(address, own | {"main_goal": str(first.pk)})
    moved = own | {"main_goal": str(balance.pk), "preparation": "Coffee"}

    asked = client_alice.post(address, moved)
    ahead.refresh_from_db()
    assert (asked.status_code, asked.context["goal"]) == (200, balance)
    assert "Replace your edits?" in html_of(asked)
    assert "Coffee" in html_of(asked)
    assert (ahead.main_goal, ahead.up_front_words, ahead.preparation) == (first, "My own words.", "Tea")

    client_alice.post(address, moved | {"early": answer})
    shown = client_alice.get(address).context
    assert shown["goal"] == balance
    assert shown["form"]["up_front_words"].value().startswith(starts)
    assert shown["meeting"].preparation == "Coffee"


def test_prepare_turns_what_is_unknown_into_questions_must_haves_first(client_alice, alice, ahead):
    nice = MentorCriterionFactory(owner=alice, text="direct, and kind about it.", find_out="meeting")
    MentorCriterionFactory(
        owner=alice,
        text="Has an hour a month",
        importance="must",
        kind="practicality",
        question="Could you spare an hour a month?",
    )
    known = MentorCriterionFactory(owner=alice, text="Close enough to meet", importance="must")
    AssessmentFactory(contact=ahead.contact, criterion=known, answer="does_not")
    AssessmentFactory(contact=ahead.contact, criterion=nice, answer="unknown", evidence="Ben isn’t sure")

    response = client_alice.get(f"/meetings/{ahead.pk}/prepare/")

    assert response.context["find_out"] == [
        {
            "question": "Could you spare an hour a month?",
            "hint": "Has an hour a month",
            "is_must": True,
        },
        # Nothing is made up: it says what the criterion says, and somebody is asked to phrase it.
        {
            "question": "direct, and kind about it.",
            "hint": "So far: Ben isn’t sure",
            "is_must": False,
        },
    ]
    html = html_of(response)
    assert html.count("isn’t a question yet") == 1
    assert f"/criteria/{nice.pk}/edit/?next=/meetings/{ahead.pk}/prepare/#id_question" in html
    assert "0 of 2 must-have" in html_of(response)


def test_prepare_asks_five_questions_and_always_who_else(client_alice, alice, ahead):
    address = f"/meetings/{ahead.pk}/prepare/"
    nothing = client_alice.get(address)
    for number in range(7):
        MentorCriterionFactory(owner=alice, text=f"Nice {number}", question=f"What of {number}?")
    MentorCriterionFactory(owner=alice, text="Must", question="Could you?", importance="must")

    full = client_alice.get(address)

    assert nothing.context["form"].asked == ["Who else should I talk to?"]
    assert full.context["form"].asked == [
        "Could you?",
        *(f"What of {number}?" for number in range(4)),
        "Who else should I talk to?",
    ]
    assert "isn’t a question yet" not in html_of(full)


def test_prepare_keeps_own_words_and_notes(client_alice, ahead):
    address = f"/meetings/{ahead.pk}/prepare/"
    response = client_alice.post(
        address, {"up_front_words": "I run a depot.", "preparation": "Ask about the hub", "opened_at": "1"}
    )

    ahead.refresh_from_db()
    assert response["Location"] == address
    assert (ahead.up_front_words, ahead.preparation) == ("I run a depot.", "Ask about the hub")
    assert '<p class="eg mb-0">I run a depot.</p>' in html_of(client_alice.get(address))


def test_prepare_lets_composed_words_follow_the_goals(client_alice, alice, ahead):
    address = f"/meetings/{ahead.pk}/prepare/"
    composed = client_alice.get(address).context["form"]["up_front_words"].value()

    client_alice.post(address, {"up_front_words": composed, "preparation": "Notes"})

    ahead.refresh_from_db()
    assert (ahead.up_front_words, ahead.preparation) == ("", "Notes")


@pytest.mark.parametrize("field", ["up_front_words", "preparation"])
def test_prepare_refuses_what_is_too_long_and_keeps_it(client_alice, ahead, field):
    response = client_alice.post(f"/meetings/{ahead.pk}/prepare/", {field: "x" * 10_001})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert "x" * 10_001 in html_of(response)


def test_prepared_by_the_second_button_saves_the_notes_too(client_alice, ahead):
    response = client_alice.post(
        f"/meetings/{ahead.pk}/prepare/", {"preparation": "Ask about the hub", "prepared": "1"}
    )

    ahead.refresh_from_db()
    assert (ahead.preparation, ahead.prepared_on) == ("Ask about the hub", DAY)
    assert flashes(response) == ["You’re ready to meet Margaret."]


def test_prepared_and_undone(client_alice, ahead):
    response = client_alice.post(f"/meetings/{ahead.pk}/prepared/", {"next": INDEX})
    ahead.refresh_from_db()
    assert (ahead.prepared_on, response["Location"]) == (DAY, INDEX)

    client_alice.post(undo_of(response))
    ahead.refresh_from_db()
    assert ahead.prepared_on is None


def test_prepare_a_session_asks_for_nothing_up_front(client_alice, alice, margaret):
    session = MeetingFactory(owner=alice, contact=margaret, kind="session")

    html = html_of(client_alice.get(f"/meetings/{session.pk}/prepare/"))

    assert "Prepare the session with Margaret" in html
    assert "Say it early" not in html
    assert "a no is fine, too" not in html
