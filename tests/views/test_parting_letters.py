"""The end of working together: a letter from what was reached, kept for later, sent once, and the introducer told."""

import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import MentorAgreement
from mentoring.status import next_actions
from tests.factories import (
    ContactFactory,
    GoalFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    PostponementFactory,
    ProspectFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 12)
STARTED, MET = dt.date(2025, 12, 15), dt.date(2025, 11, 20)


@pytest.fixture(autouse=True)
def on_the_day(freeze):
    freeze(dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC))


@pytest.fixture
def agreement(alice):
    margaret = ProspectFactory(owner=alice, name="Margaret Lindqvist", email="margaret@example.com")
    goal = GoalFactory(
        owner=alice, title="Run a weekly meeting", success="Four Mondays in a row, we end on time."
    )
    MeetingFactory(
        owner=alice, contact=margaret, starts_at=dt.datetime(2025, 11, 20, 12, tzinfo=dt.UTC),
        held_on=MET, recorded_on=MET, outcome="good_fit", one_thing="cut the round of updates.",
    )  # fmt: skip
    return MentorAgreementFactory(
        owner=alice, mentor=margaret, goals=[goal], starts_on=STARTED, ends_on=dt.date(2026, 6, 15),
        confirmed_on=STARTED, confirmed_how="mail",
        confirmed_words=[{"key": "goals", "title": "Goals", "lines": []}],
    )  # fmt: skip


def page(agreement, name="completed"):
    return reverse(f"agreements.{name}", args=[agreement.pk])


def said(agreement, form, **more):
    """What the page sends as it stands, with some of it changed."""
    [link] = agreement.agreement_goals.all()
    return {
        "goal-TOTAL_FORMS": "1",
        "goal-INITIAL_FORMS": "1",
        "goal-0-id": str(link.pk),
        "lessons": form["lessons"].value(),
        "subject": form["subject"].value(),
        "message": form["message"].value(),
        "composed": form["composed"].value(),
        "touch_after_months": form["touch_after_months"].value(),
        "touch_every_months": form["touch_every_months"].value(),
    } | more


def test_the_letter_follows_what_is_ticked_until_somebody_changes_it(client_alice, agreement):
    form = client_alice.get(page(agreement)).context["form"]
    assert form["learned_shown"].value() is True
    assert form["message"].value() == (
        "Dear Margaret,\n\nWe began in December, and I’ve come a good way since then. You had a part in it.\n\n"
        "What I’ll keep from the beginning: cut the round of updates.\n\n"
        "Thank you for your time, your patience and your straight answers. "
        "I’ll write to you in June to tell you how it goes.\n\nAlice"
    )

    ticked = said(agreement, form, **{"goal-0-achieved": "on", "touch_after_months": "0", "update": "1"})
    form = client_alice.post(page(agreement), ticked).context["form"]
    assert "When we began in December, this was what I wanted to be able to say:" in form["message"].value()
    assert "- Four Mondays in a row, we end on time." in form["message"].value()
    assert "I’ll write to you" not in form["message"].value()

    own = said(agreement, form, message="Thanks!", update="1")
    response = client_alice.post(page(agreement), own)
    assert response.context["form"]["message"].value() == "Thanks!"
    assert response.context["asks_to_replace"]
    assert not MentorAgreement.objects.exclude(thanks_words="").exists()


def test_what_is_saved_for_later_is_there_again_and_ends_nothing(client_alice, agreement):
    form = client_alice.get(page(agreement)).context["form"]
    half = {
        "goal-0-now_rated": "4",
        "lessons": "Start from cash.",
        "message": "Dear Margaret, thanks!",
        "later": "1",
    }

    client_alice.post(page(agreement), said(agreement, form, **half))

    agreement.refresh_from_db()
    assert (agreement.status, agreement.lessons, agreement.learned_shown) == (
        "confirmed",
        "Start from cash.",
        False,
    )
    for name in ("completed", "ended"):
        form = client_alice.get(page(agreement, name)).context["form"]
        assert form["message"].value() == "Dear Margaret, thanks!"
        assert form["learned_shown"].value() is False
        assert [row["now_rated"].value() for row in form.goals] == [4]


def test_after_the_end_the_letter_is_sent_then_the_introducer_hears(client_alice, alice, agreement):
    grace = ContactFactory(owner=alice, name="Grace Mbeki", may_introduce=True)
    IntroductionFactory(
        owner=alice, introducer=grace, prospect=agreement.mentor, asked_on=MET, made_on=MET,
        written_on=MET, thanked_on=MET, met_on=MET, introducer_informed_on=MET,
    )  # fmt: skip
    form = client_alice.get(page(agreement)).context["form"]
    client_alice.post(
        page(agreement), said(agreement, form, **{"goal-0-achieved": "on", "learned_shown": "on"})
    )
    agreement.refresh_from_db()
    assert agreement.thanks_subject == "Thank you, Margaret"
    assert "- Four Mondays in a row, we end on time." in agreement.thanks_words

    def due():
        found = next_actions.for_user(alice, DAY + dt.timedelta(days=2))
        return [one.title for one in found if one.key.kind == "agreement"]

    assert due() == ["Send Margaret your thank-you letter"]
    letter = client_alice.get(reverse("term_letters.thanks", args=[agreement.pk])).context["form"]
    assert letter["message"].value() == agreement.thanks_words
    sent = {"subject": "Thank you", "message": "Dear Margaret", "sent": "1"}
    client_alice.post(reverse("term_letters.thanks", args=[agreement.pk]), sent)
    agreement.refresh_from_db()
    agreement.mentor.refresh_from_db()
    assert (agreement.thanks_sent_on, agreement.thanks_words) == (DAY, "Dear Margaret")
    assert agreement.mentor.last_touch_on == DAY

    assert due() == ["Tell Grace what came of it with Margaret"]
    outcome = reverse("term_letters.outcome", args=[agreement.pk])
    html = client_alice.get(outcome).content.decode()
    assert "You introduced me to Margaret, and we’ve worked together since December." in html
    client_alice.post(outcome, {"sent": "1", "message": "x"})
    agreement.refresh_from_db()
    assert agreement.outcome_sent_on == DAY
    assert due() == []

    client_alice.post(reverse("agreements.forgotten", args=[agreement.pk, "thanks_sent_on"]))
    agreement.mentor.refresh_from_db()
    assert agreement.mentor.last_touch_on == MET
    assert due() == ["Send Margaret your thank-you letter"]


@pytest.mark.parametrize("done", ["sent", "not needed"])
def test_what_came_of_the_advice_waits_for_the_letter_of_thanks(client_alice, alice, agreement, done):
    def due():
        found = {one.title: one for one in next_actions.for_user(alice, DAY)}
        return {title: one for title, one in found.items() if "Margaret" in title}

    advice = "Tell Margaret what came of the advice"
    agreement.mentor.meetings.update(thanked_on=MET)
    assert advice in due()
    agreement.complete(DAY)
    assert list(due()) == ["Send Margaret your thank-you letter"]

    if done == "sent":
        client_alice.post(reverse("agreements.thanks_sent", args=[agreement.pk]))
    else:
        key = due()["Send Margaret your thank-you letter"].key
        PostponementFactory(owner=alice, action=key)
    assert list(due()) == [advice]


def test_a_letter_is_for_an_agreement_that_was_confirmed(client_alice, client_bob, agreement):
    for name in ("term_letters.thanks", "term_letters.outcome"):
        assert client_bob.get(reverse(name, args=[agreement.pk])).status_code == 404
    # It runs: nobody is told how it ended; and nobody introduced the two.
    assert client_alice.get(reverse("term_letters.outcome", args=[agreement.pk])).status_code == 404
    agreement.complete(DAY)
    assert client_alice.get(reverse("term_letters.outcome", args=[agreement.pk])).status_code == 404


def test_nobody_reads_that_it_has_been_a_while_on_the_day_it_ended(client_alice, agreement):
    agreement.complete(DAY)

    html = client_alice.get(reverse("letters.keep_in_touch", args=[agreement.mentor_id])).content.decode()

    assert "been a while" not in html
