"""The agreement is written in parts, read as paper, confirmed on a day, changed and ended."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring.models import GoalStep, MentorAgreement
from tests.factories import (
    GoalFactory,
    GoalStepFactory,
    HelpGivenFactory,
    MeetingFactory,
    MentorAgreementFactory,
    ProspectFactory,
)
from tests.markup import forms_of
from tests.models.test_agreements import CONFIRMED, ready

pytestmark = pytest.mark.django_db

POSTS = ["shared", "changed", "reviewed", "close_planned"]
PAGES = ["detail", "delete", "completed", "ended"]


def address(name, agreement, *more):
    room = "drafting" if name in ("part", "shared") else "agreements"
    return reverse(f"{room}.{name}", args=[agreement.pk, *more])


def test_index_is_empty_at_first(client_alice):
    page = client_alice.get(reverse("agreements.index"))

    assert page.status_code == 200
    assert "After a meeting that fits, write it down together." in page.content.decode()


def test_index_lists_only_the_owners(client_alice, alice, bob):
    MentorAgreementFactory(owner=alice, mentor__name="Margaret Lindqvist")
    MentorAgreementFactory(owner=bob, mentor__name="Ruth Abernethy")

    text = client_alice.get(reverse("agreements.index")).content.decode()

    assert "Margaret Lindqvist" in text
    assert "Ruth Abernethy" not in text


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({}, "Draft"),
        ({"shared_on": CONFIRMED["confirmed_on"]}, "Shared"),
        (CONFIRMED, "0 of 6 held"),
        (CONFIRMED | {"completed_on": CONFIRMED["confirmed_on"]}, "Completed"),
        (CONFIRMED | {"ended_on": CONFIRMED["confirmed_on"]}, "Ended early"),
    ],
)
def test_the_list_says_in_which_state_each_is(client_alice, alice, facts, word):
    MentorAgreementFactory(owner=alice, starts_on=CONFIRMED["confirmed_on"], **facts)

    text = client_alice.get(reverse("agreements.index")).content.decode()

    assert f"{word}</span>" in text


def test_starting_a_draft_fills_in_every_clause(client_alice, alice, freeze):
    freeze(dt.date(2026, 3, 9))
    mentor = ProspectFactory(owner=alice, name="Margaret Lindqvist")

    answer = client_alice.post(reverse("agreements.new"), {"mentor": mentor.pk})

    agreement = MentorAgreement.objects.get()
    assert answer.url == address("detail", agreement)
    assert (agreement.owner, agreement.mentor, agreement.status) == (alice, mentor, "draft")
    assert (agreement.starts_on, agreement.ends_on) == (dt.date(2026, 3, 23), dt.date(2026, 9, 23))
    for clause in (
        "where",
        "confidentiality",
        "exceptions",
        "boundaries",
        "mentee_commits",
        "mentor_commits",
        "ending",
    ):
        assert getattr(agreement, clause), clause


@pytest.mark.parametrize("way", ["/", "/contacts/{}/", "/search/?q=margaret"])
def test_the_way_from_a_mentor_who_is_known_leads_straight_to_the_draft(client_alice, alice, today, way):
    """From the first page, the contact's page and the box: one press, and nobody has to be chosen."""
    margaret = ProspectFactory(owner=alice, name="Margaret Lindqvist")
    MeetingFactory(
        owner=alice, contact=margaret, starts_at=timezone.now() - dt.timedelta(days=9), recorded_on=today,
        held_on=today - dt.timedelta(days=9), outcome="good_fit", thanked_on=today,
    )  # fmt: skip
    GoalFactory(owner=alice, title="Run a weekly meeting")

    forms = forms_of(client_alice.get(way.format(margaret.pk)))
    form = next(form for form in forms if form.action.startswith("/agreements/new/"))
    answer = client_alice.post(form.action, form.data())

    agreement = MentorAgreement.objects.get()
    assert agreement.mentor == margaret
    assert answer["Location"] == reverse("agreements.detail", args=[agreement.pk])


def test_a_mail_leads_to_a_page_that_names_the_mentor_and_asks_for_nobody(client_alice, alice, bob):
    margaret, theirs = ProspectFactory(owner=alice, name="Margaret Lindqvist"), ProspectFactory(owner=bob)

    page = client_alice.get(reverse("agreements.new"), {"with": margaret.pk})
    another = client_alice.get(reverse("agreements.new"), {"with": theirs.pk})

    assert "Write an agreement with Margaret" in page.content.decode()
    assert "<select" not in page.content.decode()
    [form] = [form for form in forms_of(page) if "mentor" in form.fields]
    assert form.data()["mentor"] == [str(margaret.pk)]
    assert "<select" in another.content.decode()


def test_a_draft_is_not_started_with_somebody_elses_contact(client_alice, bob):
    answer = client_alice.post(reverse("agreements.new"), {"mentor": ProspectFactory(owner=bob).pk})

    assert answer.status_code == 422
    assert answer.context["form"].errors["mentor"]
    assert not MentorAgreement.objects.exists()


def test_a_draft_is_not_started_with_somebody_who_said_no(client_alice, alice, today):
    mentor = ProspectFactory(owner=alice, closed_on=today, closed_because="said_no")

    answer = client_alice.post(reverse("agreements.new"), {"mentor": mentor.pk})

    assert answer.status_code == 422
    assert not MentorAgreement.objects.exists()


@pytest.mark.parametrize("facts", [{}, CONFIRMED])
def test_a_second_agreement_with_one_mentor_leads_to_the_first(client_alice, alice, facts):
    first = MentorAgreementFactory(owner=alice, starts_on=CONFIRMED["confirmed_on"], **facts)

    answer = client_alice.post(reverse("agreements.new"), {"mentor": first.mentor_id})

    assert answer.status_code == 422
    assert address("detail", first) in answer.content.decode()
    assert MentorAgreement.objects.count() == 1


@pytest.mark.parametrize("junk", ["", "0", "-1", "x", "9" * 30, "1\x00"])
def test_junk_as_mentor_is_a_form_error(client_alice, junk):
    answer = client_alice.post(reverse("agreements.new"), {"mentor": junk})

    assert answer.status_code == 422
    assert client_alice.get(reverse("agreements.new"), {"with": junk}).status_code == 200


def post_part(client, agreement, part, **typed):
    return client.post(address("part", agreement, part), {"opened_at": agreement.revision} | typed)


def test_saving_goals_names_them_and_writes_missing_steps(client_alice, alice):
    with_step, without = GoalFactory(owner=alice), GoalFactory(owner=alice)
    GoalStepFactory(goal=with_step)
    agreement = MentorAgreementFactory(owner=alice)

    answer = post_part(
        client_alice, agreement, "goals",
        chosen=[with_step.pk, without.pk], **{f"step_{without.pk}": "List our unit’s costs"},
    )  # fmt: skip

    agreement.refresh_from_db()
    assert answer.url == address("detail", agreement) + "#goals"
    assert list(agreement.goals.all()) == [with_step, without]
    assert GoalStep.objects.get(goal=without).text == "List our unit’s costs"


def test_a_chosen_goal_without_a_step_is_sent_back(client_alice, alice):
    goal = GoalFactory(owner=alice)
    agreement = MentorAgreementFactory(owner=alice)

    answer = post_part(client_alice, agreement, "goals", chosen=[goal.pk])

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        f"step_{goal.pk}": ["Give this goal a first step, or leave the goal out"]
    }
    agreement.refresh_from_db()
    assert agreement.goals.count() == 0


def test_somebody_elses_goal_cannot_be_named(client_alice, alice, bob):
    agreement = MentorAgreementFactory(owner=alice)

    answer = post_part(client_alice, agreement, "goals", chosen=[GoalFactory(owner=bob).pk])

    assert answer.status_code == 422
    assert "chosen" in answer.context["form"].errors
    assert agreement.goals.count() == 0


TIME = {
    "starts_on": "2027-03-30", "ends_on": "2027-09-30", "review_on": "2027-06-30",
    "cadence": "monthly", "minutes": "60",
}  # fmt: skip


def test_saving_time_comes_back_to_its_heading(client_alice, alice):
    agreement = MentorAgreementFactory(owner=alice)

    answer = post_part(client_alice, agreement, "time", **TIME)

    agreement.refresh_from_db()
    assert answer.url == address("detail", agreement) + "#time"
    assert (agreement.starts_on, agreement.ends_on) == (dt.date(2027, 3, 30), dt.date(2027, 9, 30))


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"ends_on": ""}, "ends_on", "Choose a last day: every agreement has one"),
        ({"ends_on": "2027-03-30"}, "ends_on", "Choose a last day after 30 March 2027"),
        ({"ends_on": "2027-03-01"}, "ends_on", "Choose a last day after 30 March 2027"),
        ({"ends_on": "2029-03-31"}, "ends_on", "Choose a last day within 24 months of the first"),
        ({"review_on": "2027-10-01"}, "review_on", "Choose a review between the first day and the last"),
        ({"starts_on": "0001-01-01"}, "starts_on", "Choose a year between 1950 and 2100"),
        ({"ends_on": "9999-12-31"}, "ends_on", "Choose a year between 1950 and 2100"),
    ],
)
def test_time_is_sent_back_with_the_reason_at_the_field(client_alice, alice, typed, field, reason):
    agreement = MentorAgreementFactory(owner=alice)
    before = (agreement.starts_on, agreement.ends_on)

    answer = post_part(client_alice, agreement, "time", **TIME | typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [reason]}
    for name, value in (TIME | typed).items():
        assert answer.context["form"][name].value() == value
    agreement.refresh_from_db()
    assert (agreement.starts_on, agreement.ends_on) == before


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("meetings", "arrangements"),
        ("confidentiality", "confidentiality"),
        ("boundaries", "boundaries"),
        ("commitments", "mentor_commits"),
        ("ending", "ending"),
    ],
)
@pytest.mark.parametrize("typed", ["", " \u200b\u2060 ", "x" * 100_000, "a\x00b"])
def test_a_clause_that_says_nothing_or_too_much_is_sent_back(client_alice, alice, part, field, typed):
    agreement = MentorAgreementFactory(owner=alice)

    answer = post_part(
        client_alice,
        agreement,
        part,
        **{"where": "here", "mentee_commits": "a", "mentor_commits": "b", field: typed},
    )

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_going_through_all_leads_from_part_to_part(client_alice, alice):
    agreement = MentorAgreementFactory(owner=alice)

    def through(part, **typed):
        agreement.refresh_from_db()
        there = address("part", agreement, part) + "?all=1"
        return client_alice.post(there, {"opened_at": agreement.revision} | typed).url

    assert (
        through("confidentiality", confidentiality="Between us.")
        == address("part", agreement, "boundaries") + "?all=1"
    )
    assert through("ending", ending="Whenever.") == address("detail", agreement) + "#ending"
    agreement.refresh_from_db()
    assert agreement.confidentiality == "Between us."


def test_a_second_window_is_told_and_overwrites_nothing(client_alice, alice):
    agreement = MentorAgreementFactory(owner=alice, confidentiality="First")
    opened_at = agreement.revision
    post_part(client_alice, agreement, "confidentiality", confidentiality="Saved in one window")

    answer = client_alice.post(
        address("part", agreement, "confidentiality"),
        {"opened_at": opened_at, "confidentiality": "Typed in another"},
    )

    agreement.refresh_from_db()
    assert answer.status_code == 422
    assert agreement.confidentiality == "Saved in one window"
    text = answer.content.decode()
    assert "Typed in another" in text
    assert "Saved in one window" in text


def test_the_paper_is_escaped(client_alice, alice):
    agreement = MentorAgreementFactory(owner=alice, boundaries="<script>alert(1)</script>")

    text = client_alice.get(address("detail", agreement)).content.decode()

    assert "<script>alert(1)</script>" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_draft_with_something_missing_is_not_shared_and_says_why_in_that_part(client_alice, alice):
    agreement = MentorAgreementFactory(owner=alice)

    answer = client_alice.post(address("shared", agreement))

    assert answer.status_code == 422
    assert '<a href="#goals">Choose at least one goal</a>' in answer.content.decode()
    client_alice.post(address("confirmed", agreement), {"how": "mail"})
    agreement.refresh_from_db()
    assert agreement.status == "draft"


def test_sharing_can_be_taken_back(client_alice, alice, today):
    agreement = ready(alice, starts_on=today, ends_on=today + dt.timedelta(days=180))

    client_alice.post(address("shared", agreement))
    agreement.refresh_from_db()
    assert (agreement.status, agreement.shared_on) == ("shared", today)

    client_alice.post(address("forgotten", agreement, "shared_on"))
    agreement.refresh_from_db()
    assert (agreement.status, agreement.shared_on) == ("draft", None)


def test_confirming_on_a_past_day(client_alice, alice, today):
    agreement = ready(alice)
    yesterday = today - dt.timedelta(days=1)

    client_alice.post(address("confirmed", agreement), {"how": "in_person", "on": yesterday})

    agreement.refresh_from_db()
    assert (agreement.status, agreement.confirmed_on, agreement.confirmed_how) == (
        "confirmed",
        yesterday,
        "in_person",
    )


@pytest.mark.parametrize(
    "typed", [{}, {"how": "pigeon"}, {"how": "mail", "on": "2999-01-01"}, {"how": "mail", "on": "x"}]
)
def test_confirming_needs_a_way_and_a_day(client_alice, alice, typed):
    agreement = ready(alice)

    answer = client_alice.post(address("confirmed", agreement), typed)

    agreement.refresh_from_db()
    assert answer.status_code == 422
    assert agreement.status == "draft"


def test_a_confirmed_version_has_no_form_and_what_is_sent_to_it_is_a_proposal(client_alice, alice):
    agreement = ready(alice)
    agreement.confirm(agreement.starts_on, "mail")

    assert client_alice.get(address("part", agreement, "time")).url == address("detail", agreement)
    answer = post_part(client_alice, agreement, "time", **TIME)

    agreement.refresh_from_db()
    proposal = MentorAgreement.objects.drafts().get()
    assert answer.url == address("detail", proposal) + "#time"
    assert (agreement.ends_on, proposal.ends_on) == (dt.date(2026, 9, 30), dt.date(2027, 9, 30))


def test_a_change_makes_one_new_version(client_alice, alice):
    agreement = ready(alice)
    agreement.confirm(agreement.starts_on, "mail")

    answer = client_alice.post(address("changed", agreement))
    client_alice.post(address("changed", agreement))

    new = MentorAgreement.objects.get(number=2)
    assert answer.url == address("detail", new)
    assert MentorAgreement.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "fact"), [("reviewed", "reviewed_on"), ("close_planned", "close_planned_on")]
)
def test_way_marks_are_ticked_and_taken_back(client_alice, alice, today, name, fact):
    agreement = ready(alice)
    agreement.confirm(agreement.starts_on, "mail")

    client_alice.post(address(name, agreement))
    agreement.refresh_from_db()
    assert getattr(agreement, fact) == today

    client_alice.post(address("forgotten", agreement, fact))
    agreement.refresh_from_db()
    assert getattr(agreement, fact) is None


@pytest.mark.parametrize(("name", "status"), [("completed", "completed"), ("ended", "ended")])
def test_ending_is_asked_for_on_a_page_of_its_own(client_alice, alice, name, status):
    agreement = ready(alice)
    agreement.confirm(agreement.starts_on, "mail")

    assert client_alice.get(address(name, agreement)).status_code == 200
    agreement.refresh_from_db()
    assert agreement.status == "confirmed"
    assert client_alice.post(address(name, agreement), {"on": "2999-01-01"}).status_code == 422
    [link] = agreement.agreement_goals.all()
    rows = {"goal-TOTAL_FORMS": "1", "goal-INITIAL_FORMS": "1", "goal-0-id": str(link.pk)}
    client_alice.post(address(name, agreement), rows)

    agreement.refresh_from_db()
    assert agreement.status == status


def test_deleting_a_draft_is_asked_first(client_alice, alice):
    agreement = MentorAgreementFactory(owner=alice)

    client_alice.get(address("delete", agreement))
    assert MentorAgreement.objects.exists()
    client_alice.post(address("delete", agreement))

    assert not MentorAgreement.objects.exists()


@pytest.mark.parametrize("name", PAGES)
def test_bob_sees_no_page(client_bob, alice, name):
    assert client_bob.get(address(name, MentorAgreementFactory(owner=alice))).status_code == 404


@pytest.mark.parametrize("name", [*POSTS, "confirmed", "completed", "ended", "delete"])
def test_bob_changes_nothing(client_bob, alice, name):
    agreement = ready(alice)

    answer = client_bob.post(address(name, agreement), {"how": "mail"})

    assert answer.status_code == 404
    assert MentorAgreement.objects.get().status == "draft"


@pytest.mark.parametrize("part", MentorAgreement.Part.values)
def test_every_part_is_a_page_and_not_bobs(client_alice, client_bob, alice, part):
    agreement = MentorAgreementFactory(owner=alice)

    assert client_alice.get(address("part", agreement, part)).status_code == 200
    assert client_bob.get(address("part", agreement, part)).status_code == 404
    assert client_alice.get(address("part", agreement, "nonsense")).status_code == 404


def test_the_list_costs_the_same_with_one_and_with_three(client_alice, alice, django_assert_num_queries):
    def one_more():
        goals = [GoalFactory(owner=alice)]
        MentorAgreementFactory(owner=alice)
        running = MentorAgreementFactory(
            owner=alice, starts_on=CONFIRMED["confirmed_on"], goals=goals, **CONFIRMED
        )
        HelpGivenFactory(link=running.agreement_goals.get())

    one_more()
    with CaptureQueriesContext(connection) as one:
        client_alice.get(reverse("agreements.index"))
    one_more()
    one_more()

    with django_assert_num_queries(len(one)):
        client_alice.get(reverse("agreements.index"))
