"""What one goes in with and what one writes down: questions that are kept, a debrief, the steps of a session."""

import datetime as dt

import pytest

from mentoring.models import GoalStep, Meeting
from tests.factories import (
    AssessmentFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.pages import html_of
from tests.views.meetings.talks import DAY, NOW, days

OWN = "What would you do differently?\n- Has an hour a month?"
WHO_ELSE = "Who else should I talk to?"


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    freeze(NOW)


@pytest.fixture
def margaret(alice):
    return ProspectFactory(owner=alice, name="Margaret Lindqvist", prospect_on=DAY - days(30))


@pytest.fixture
def first(alice, margaret):
    """A first meeting yesterday with one must-have unknown."""
    MentorCriterionFactory(owner=alice, text="Has an hour a month", importance="must")
    return MeetingFactory(owner=alice, contact=margaret, starts_at=NOW - days(1))


@pytest.fixture
def session(alice, margaret):
    """A session this morning, under an agreement with one goal of two steps."""
    goal = GoalFactory(owner=alice, title="Run a weekly meeting")
    for text in ("End on time", "Ask two people"):
        GoalStepFactory(goal=goal, text=text)
    MentorAgreementFactory(
        owner=alice,
        mentor=margaret,
        goals=[goal],
        starts_on=DAY - days(9),
        confirmed_on=DAY - days(9),
        confirmed_how="mail",
        confirmed_words=[],
    )
    return MeetingFactory(
        owner=alice, contact=margaret, kind="session", starts_at=NOW - dt.timedelta(hours=3)
    )


# A first meeting: the pack


def test_own_questions_are_kept_and_new_unknowns_pointed_out(client_alice, alice, first):
    address = f"/meetings/{first.pk}/prepare/"
    client_alice.post(address, {"questions": OWN})
    kept = client_alice.get(address)
    MentorCriterionFactory(owner=alice, text="Direct, and kind about it")
    grown = client_alice.get(address)

    first.refresh_from_db()
    assert (first.questions, first.questions_proposed) == (OWN, f"Has an hour a month\n{WHO_ELSE}")
    assert kept.context["form"].asked == ["What would you do differently?", "Has an hour a month?"]
    # Said with a question mark it's the same.
    assert kept.context["form"].new_questions == []
    assert grown.context["form"].new_questions == ["Direct, and kind about it"]
    assert "1 more question since you wrote yours" in html_of(grown)

    client_alice.post(address, {"questions": OWN, "preparation": "Ask about the hub"})
    assert client_alice.get(address).context["form"].new_questions == ["Direct, and kind about it"]


def test_questions_are_added_or_reset_on_the_page_and_kept_only_when_saved(client_alice, alice, first):
    address = f"/meetings/{first.pk}/prepare/"
    client_alice.post(address, {"questions": OWN})
    MentorCriterionFactory(owner=alice, text="Direct, and kind about it")
    first.refresh_from_db()
    typed = {"questions": OWN, "opened_at": str(first.revision), "preparation": "Not to be lost"}

    added = client_alice.post(address, typed | {"questions_from": "new"})
    reset = client_alice.post(address, typed | {"questions_from": "proposed"})

    assert added.status_code == reset.status_code == 200
    assert added.context["form"].asked[-1] == "Direct, and kind about it"
    assert reset.context["form"].asked == ["Has an hour a month", "Direct, and kind about it", WHO_ELSE]
    assert "Not to be lost" in html_of(reset)
    assert Meeting.objects.get().questions == OWN

    client_alice.post(address, typed | {"questions": "\n".join(reset.context["form"].asked)})

    first.refresh_from_db()
    assert (first.questions, first.questions_proposed) == ("", "")


def test_the_purpose_is_that_of_the_introduction(client_alice, alice, first):
    introduction = IntroductionFactory(owner=alice, prospect=first.contact, purpose="Learn to end on time")
    first.record(introduction=introduction)

    html = client_alice.get(f"/meetings/{first.pk}/prepare/").content.decode()

    assert f"What you asked {introduction.introducer.first_name} for: Learn to end on time" in html


@pytest.mark.parametrize(
    ("field", "value"),
    [("questions", "x" * 4001), ("questions", "a\x00b")],
)
def test_a_preparation_that_makes_no_sense_comes_back(client_alice, first, field, value):
    response = client_alice.post(f"/meetings/{first.pk}/prepare/", {field: value, "preparation": "Kept"})

    first.refresh_from_db()
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert first.preparation == ""
    assert "Kept" in html_of(response)


# A first meeting: what was once rated


def test_what_was_rated_once_is_read_on_the_page_of_the_person(client_alice, first):
    first.write_down(first.day, outcome="good_fit")
    first.record(rated_expertise=5, rated_trust=1, debrief="Laughed.")

    client_alice.post(f"/meetings/{first.pk}/record/", {"outcome": "good_fit", "one_thing": "End on time"})
    html = html_of(client_alice.get(f"/contacts/{first.contact_id}/"))

    first.refresh_from_db()
    assert (first.rated_expertise, first.rated_trust, first.debrief) == (5, 1, "Laughed.")
    assert "Expertise for your goals 5, trust 1 (out of 5). Laughed." in html


# A session

# How many rows for new steps the page had.
NEW_STEPS = {"new-TOTAL_FORMS": "3", "new-INITIAL_FORMS": "0"}


def test_a_session_ticks_steps_and_agrees_on_new_ones_once(client_alice, alice, session):
    done, later = GoalStep.objects.order_by("pk")
    address = f"/meetings/{session.pk}/record/"
    said = {
        "notes": "Start with the decision.",
        f"step_{done.pk}": "done",
        f"step_{later.pk}": "next",
        **NEW_STEPS,
        "new-0-text": "Send the agenda",
        "new-0-due": "2026-03-20",
        "one_thing": "Agenda first",
    }

    client_alice.post(address, said)
    session.refresh_from_db()
    client_alice.post(address, said | {"opened_at": str(session.revision)})

    done.refresh_from_db()
    new = GoalStep.objects.get(text="Send the agenda")
    session.refresh_from_db()
    assert (done.done_on, new.goal, new.due_on, new.owner) == (DAY, done.goal, dt.date(2026, 3, 20), alice)
    assert set(session.agreed_steps.all()) == {later, new}
    assert (session.notes, session.one_thing, session.recorded_on) == (
        "Start with the decision.",
        "Agenda first",
        DAY,
    )


def test_the_next_session_begins_where_the_last_one_ended(client_alice, alice, session):
    step, other = GoalStep.objects.order_by("pk")
    session.write_down(DAY, notes="Start with the decision.", one_thing="Agenda first")
    session.agreed_steps.set([step])
    coming = MeetingFactory(owner=alice, contact=session.contact, kind="session", starts_at=NOW + days(20))

    response = client_alice.get(f"/meetings/{coming.pk}/prepare/")

    html = html_of(response)
    assert response.context["last"] == session
    assert response.context["steps"] == [step]
    for words in ("Start with the decision.", "Agenda first", step.text, "Your steps since"):
        assert words in html
    assert other.text not in html
    assert f'href="/agreements/{response.context["agreement"].pk}/"' in html
    assert "What you agreed on" in html_of(client_alice.get(f"/meetings/{session.pk}/record/"))


def test_every_session_offers_to_ask_who_else(client_alice, session):
    assert f"And before you part: “{WHO_ELSE}”" in html_of(
        client_alice.get(f"/meetings/{session.pk}/prepare/")
    )


def test_a_step_of_somebody_else_is_not_asked_about(client_alice, bob, session):
    theirs = GoalStepFactory(goal=GoalFactory(owner=bob))

    client_alice.post(
        f"/meetings/{session.pk}/record/",
        {
            f"step_{theirs.pk}": "done",
            **NEW_STEPS,
            "new-0-text": "Mine",
            "new-0-goal": str(theirs.goal_id),
        },
    )

    theirs.refresh_from_db()
    session.refresh_from_db()
    assert theirs.done_on is None
    assert not GoalStep.objects.filter(text="Mine").exists()
    assert session.recorded_on is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("new-0-text", "x" * 201),
        ("new-1-text", "\u3164"),
        ("new-0-due", "soon"),
        ("new-0-due", "0001-01-01"),
        ("new-2-goal", "9" * 400),
        ("one_thing", "x" * 301),
    ],
)
def test_a_session_that_makes_no_sense_comes_back(client_alice, session, field, value):
    steps = GoalStep.objects.count()

    response = client_alice.post(
        f"/meetings/{session.pk}/record/", {"notes": "Long talk", **NEW_STEPS, field: value}
    )

    session.refresh_from_db()
    assert response.status_code == 422
    assert f'<li><a href="#id_{field}">' in html_of(response)
    assert (session.recorded_on, GoalStep.objects.count()) == (None, steps)
    assert "Long talk" in html_of(response)


def test_a_session_without_an_agreement_has_notes_only(client_alice, alice):
    loose = MeetingFactory(owner=alice, kind="session", starts_at=NOW - days(1))
    AssessmentFactory(contact=loose.contact, criterion=MentorCriterionFactory(owner=alice), answer="unknown")

    response = client_alice.get(f"/meetings/{loose.pk}/record/")

    assert (response.context["form"].step_rows, response.context["form"].new_steps) == ([], None)
    assert "What you agreed on" not in html_of(response)


@pytest.mark.parametrize(
    ("kind", "where"), [("first", "prepare"), ("session", "prepare"), ("session", "record")]
)
def test_a_page_opened_before_the_last_change_is_told(client_alice, alice, kind, where):
    meeting = MeetingFactory(owner=alice, kind=kind, starts_at=NOW - days(1), preparation="As it stands")
    typed = {"notes": "Typed here", "preparation": "Typed here", "opened_at": "-1"}

    response = client_alice.post(f"/meetings/{meeting.pk}/{where}/", typed)

    assert response.status_code == 422
    assert "This was changed in another window" in response.content.decode()
    meeting.refresh_from_db()
    assert (meeting.preparation, meeting.notes) == ("As it stands", "")
