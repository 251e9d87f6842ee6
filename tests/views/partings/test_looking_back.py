"""Looking back together: reviews, and when the next one is asked for."""

import uuid

import pytest

from mentoring.models import Review
from mentoring.pages import parting
from tests.factories import MeetingFactory, ProspectFactory, ReviewFactory
from tests.markup import forms_of
from tests.pages import html_of
from tests.views.meetings.talks import DAY, NOW, days
from tests.views.partings.terms import LOOKED_BACK, WORDS, confirmed, told


def test_a_review_is_kept_once_and_corrected_later(client_alice, alice, agreement):
    address = f"/agreements/{agreement.pk}/reviews/midpoint/"
    key = client_alice.get(address).context["form"]["form_key"].value()
    sent = LOOKED_BACK | {"form_key": str(key)}
    before = told(alice)["Review the agreement together"]

    for _time in range(2):
        response = client_alice.post(address, sent)
    corrected = client_alice.post(
        address, LOOKED_BACK | {"works": "Plain words, and coffee", "opened_at": "2"}
    )

    review = Review.objects.get()
    agreement.refresh_from_db()
    assert before.url == address
    assert response["Location"] == corrected["Location"] == f"/agreements/{agreement.pk}/"
    assert (review.owner, review.kind, review.held_on, review.works) == (
        alice,
        "midpoint",
        DAY,
        "Plain words, and coffee",
    )
    assert (agreement.reviewed_on, agreement.confirmed_words) == (DAY, WORDS)
    assert "Review the agreement together" not in told(alice)
    html = html_of(client_alice.get(f"/agreements/{agreement.pk}/"))
    assert "Plain words, and coffee" in html
    assert "Earlier" in html


def test_a_review_names_the_mentor_where_there_is_more_than_one(alice, agreement):
    other = confirmed(alice, DAY - days(60), DAY + days(60), DAY - days(30), DAY)
    other.mentor.record(name="Daniel Osei")
    both = {"Review the agreement with Margaret", "Review the agreement with Daniel"}

    assert both < told(alice).keys()
    other.end_early(DAY)
    assert "Review the agreement together" in told(alice)
    assert not both & told(alice).keys()


def test_a_review_kept_in_another_window_is_told(client_alice, agreement):
    address = f"/agreements/{agreement.pk}/reviews/trial/"
    ReviewFactory(agreement=agreement, kind="trial", held_on=DAY, works="Theirs")

    response = client_alice.post(address, LOOKED_BACK | {"form_key": "3b9d5d1e-0a3f-4a57-9d8e-7f3b0c0d8a11"})

    assert response.status_code == 422
    assert "This was changed in another window" in html_of(response)
    assert Review.objects.get().works == "Theirs"


@pytest.mark.parametrize(
    ("decision", "leads_to"),
    [("change", "/agreements/{}/"), ("stop", "/agreements/{}/ended/"), ("continue", "/agreements/{}/")],
)
def test_a_review_leads_on(client_alice, agreement, decision, leads_to):
    response = client_alice.post(
        f"/agreements/{agreement.pk}/reviews/trial/", LOOKED_BACK | {"decision": decision}
    )

    assert response["Location"] == leads_to.format(agreement.pk)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", "2026-03-13"),
        ("held_on", "2026-01-10"),
        ("held_on", "soon"),
        ("decision", ""),
        ("decision", "party"),
        ("works", "x" * 4001),
        ("to_change", "a\x00b"),
    ],
)
def test_a_review_that_makes_no_sense_comes_back(client_alice, agreement, field, value):
    response = client_alice.post(f"/agreements/{agreement.pk}/reviews/trial/", LOOKED_BACK | {field: value})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert not Review.objects.exists()


def test_the_last_look_back_asks_whether_it_ends_as_planned(client_alice, agreement):
    address, page = f"/agreements/{agreement.pk}/reviews/last/", f"/agreements/{agreement.pk}/"
    choices = client_alice.get(address).context["form"].fields["decision"].choices
    refused = client_alice.post(address, LOOKED_BACK | {"decision": "stop"})
    client_alice.post(address, LOOKED_BACK | {"decision": "continue"})

    assert choices == [("continue", "Finish as planned"), ("change", "Carry on after the last day")]
    assert refused.status_code == 422
    assert "Finish as planned" in client_alice.get(page).content.decode()
    Review.objects.update(decision="stop")  # as it could be chosen once
    stopped = client_alice.get(address).context["form"].fields["decision"].choices
    assert [value for value, _words in stopped] == ["continue", "change", "stop"]


def test_the_look_back_that_comes_next_is_asked_for_up_to_the_last_day(alice, agreement):
    last_day = agreement.ends_on

    assert told(alice, DAY - days(25))["Look back on the trial with Margaret"].due_on == DAY - days(30)
    assert "Look back on the trial with Margaret" not in told(alice)
    assert told(alice, last_day)["Look back with Margaret one last time"].due_on == last_day
    ReviewFactory(agreement=agreement, kind="last", held_on=last_day)
    assert "Look back with Margaret one last time" not in told(alice, last_day)


def test_a_review_stands_on_the_day_of_the_session_that_carries_it(client_alice, alice):
    """The trial review was due days before the next session: both lists of the page name that day, and no other."""
    agreement = confirmed(alice, DAY - days(20), DAY + days(160), DAY + days(3), DAY + days(70))
    MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=NOW + days(10))
    page = client_alice.get(f"/agreements/{agreement.pk}/")

    [coming] = [one for one in page.context["term"].shown if one.is_next]
    trial, midpoint, _last = page.context["stops"]
    assert coming.words == "Trial review"
    assert (trial.label, trial.due_on) == ("Trial review", DAY + days(10))
    assert midpoint.due_on == DAY + days(70)


def test_an_agreement_that_ends_before_its_first_day_has_no_looks_back(client_alice, alice):
    agreement = confirmed(alice, DAY + days(14), DAY + days(180), DAY + days(44), DAY + days(90))
    client_alice.post(f"/agreements/{agreement.pk}/ended/", {"on": "2026-03-12", "form_key": uuid.uuid4()})
    agreement.refresh_from_db()
    html = html_of(client_alice.get(f"/agreements/{agreement.pk}/"))

    assert agreement.ended_on == DAY
    assert "Trial review" not in html
    assert "Last review" not in html
    letter = (
        client_alice.get(f"/agreements/{agreement.pk}/letters/thanks/").context["form"]["message"].value()
    )
    assert "We won’t begin after all, and I’m glad we could say so to each other." in letter
    assert "March" not in letter
    introducer = ProspectFactory(owner=alice, name="Grace Mbeki")
    outcome = parting.letter_of_outcome(alice, agreement, introducer, DAY).compose().message
    assert "We agreed to work together, and won’t begin after all." in outcome


def test_completed_before_its_first_day_the_letter_shown_is_the_one_kept(client_alice, alice):
    """Whatever was ticked by then: nothing was reached together."""
    agreement = confirmed(alice, DAY + days(14), DAY + days(180), DAY + days(44), DAY + days(90))
    first, second = agreement.agreement_goals.order_by("goal__number")
    first.goal.achieve(DAY)
    page = client_alice.get(f"/agreements/{agreement.pk}/completed/")
    [form] = [form for form in forms_of(page) if "message" in form.data()]
    shown = page.context["form"]["message"].value()

    rated = dict.fromkeys(("goal-0-then_rated", "goal-0-now_rated", "goal-1-then_rated"), "")
    client_alice.post(form.action, form.data(**rated, **{"goal-1-achieved": "on", "goal-1-now_rated": "4"}))

    agreement.refresh_from_db()
    second.goal.refresh_from_db()
    assert "We won’t begin after all" in shown
    assert (agreement.completed_on, agreement.thanks_words) == (DAY, shown)
    assert second.goal.achieved_on == DAY


def test_whose_agreement_is_over_is_not_called_agreed(client_alice, agreement):
    def head():
        return html_of(client_alice.get(f"/contacts/{agreement.mentor_id}/")).partition('<div class="cols">')[
            0
        ]

    assert "Agreed" in head()
    agreement.end_early(DAY)
    assert "Agreed" not in head()
    assert '<span class="pill">Ended early</span>' in head()


def test_a_review_of_a_version_that_was_replaced_still_counts(alice, agreement):
    ReviewFactory(agreement=agreement, kind="midpoint", held_on=DAY - days(1))
    for goal in agreement.goals.all():
        goal.steps.create(owner=alice, text="A step")
    agreement.change().confirm(DAY, "mail")

    assert "Review the agreement together" not in told(alice)
