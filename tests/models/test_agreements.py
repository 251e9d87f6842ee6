"""An agreement is never open-ended, never doubled, and what was confirmed is kept word for word."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from mentoring.models import AgreementGoal, Contact, HelpGiven, MentorAgreement
from mentoring.models.agreement_facts import COMPLETED, SHARED
from mentoring.models.agreement_facts import CONFIRMED as YES
from tests.factories import (
    AgreementGoalFactory,
    GoalFactory,
    GoalStepFactory,
    HelpGivenFactory,
    MeetingFactory,
    MentorAgreementFactory,
    ProspectFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 30)
END = dt.date(2026, 9, 30)


def ready(owner, **facts):
    """A draft that may be shared and confirmed: a goal with a step."""
    goal = GoalFactory(owner=owner)
    GoalStepFactory(goal=goal)
    return MentorAgreementFactory(owner=owner, **{"starts_on": DAY, "ends_on": END, "goals": [goal]} | facts)


def refused(agreement, **facts):
    """Whether the database itself refuses these facts, whatever the application thinks."""
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorAgreement.objects.filter(pk=agreement.pk).update(**facts)


CONFIRMED = {"confirmed_on": DAY, "confirmed_how": "mail", "confirmed_words": []}


@pytest.mark.parametrize(
    "facts",
    [
        {"ends_on": None},
        {"starts_on": None},
        {"ends_on": DAY},
        {"ends_on": DAY - dt.timedelta(days=1)},
        {"review_on": DAY - dt.timedelta(days=1)},
        {"review_on": END + dt.timedelta(days=1)},
        {"cadence": "daily"},
        {"minutes": 61},
        {"confirmed_on": DAY},
        {"confirmed_how": "mail"},
        {"confirmed_words": []},
        CONFIRMED | {"confirmed_words": None},
        CONFIRMED | {"confirmed_how": ""},
        CONFIRMED | {"shared_on": DAY + dt.timedelta(days=1)},
        {"completed_on": DAY},
        {"ended_on": DAY},
        {"replaced_on": DAY},
        {"reviewed_on": DAY},
        CONFIRMED | {"completed_on": DAY - dt.timedelta(days=1)},
        CONFIRMED | {"ended_on": DAY - dt.timedelta(days=1)},
        CONFIRMED | {"replaced_on": DAY - dt.timedelta(days=1)},
        CONFIRMED | {"reviewed_on": DAY - dt.timedelta(days=1)},
        CONFIRMED | {"completed_on": DAY, "ended_on": DAY},
    ],
)
def test_database_refuses_facts_out_of_order(alice, facts):
    refused(MentorAgreementFactory(owner=alice, starts_on=DAY, ends_on=END), **facts)


def test_database_refuses_a_second_draft_with_one_mentor(alice):
    first = MentorAgreementFactory(owner=alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        MentorAgreementFactory(owner=alice, mentor=first.mentor)


def test_database_refuses_a_second_running_agreement_with_one_mentor(alice):
    first = MentorAgreementFactory(owner=alice, **CONFIRMED)
    second = MentorAgreementFactory(owner=alice, mentor=first.mentor)

    refused(second, **CONFIRMED)


def test_database_refuses_a_form_used_twice(alice):
    first = MentorAgreementFactory(owner=alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        MentorAgreementFactory(owner=alice, form_key=first.form_key)


def test_database_refuses_a_goal_named_twice(alice):
    goal = GoalFactory(owner=alice)
    agreement = MentorAgreementFactory(owner=alice, goals=[goal])

    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementGoalFactory(owner=alice, agreement=agreement, goal=goal)


def test_mentor_and_goal_of_an_agreement_cannot_be_deleted_but_the_account_can(alice):
    agreement = ready(alice)

    with pytest.raises(RestrictedError):
        agreement.mentor.delete()
    with pytest.raises(RestrictedError):
        agreement.goals.get().delete()
    alice.delete()

    assert not MentorAgreement.objects.exists()
    assert not AgreementGoal.objects.exists()


def test_missing_names_the_goal_without_a_step(alice):
    goal = GoalFactory(owner=alice, title="Read the balance sheet")

    assert MentorAgreementFactory(owner=alice).missing() == ["Choose at least one goal"]
    assert MentorAgreementFactory(owner=alice, goals=[goal]).missing() == [
        "Give “Read the balance sheet” at least one step"
    ]


def test_an_incomplete_draft_is_neither_shared_nor_confirmed(alice):
    agreement = MentorAgreementFactory(owner=alice)

    with pytest.raises(ValidationError):
        agreement.mark(SHARED, DAY)
    with pytest.raises(ValidationError):
        agreement.confirm(DAY, "mail")

    agreement.refresh_from_db()
    assert (agreement.status, agreement.shared_on, agreement.confirmed_on) == ("draft", None, None)


def test_confirming_keeps_the_words(alice):
    agreement = ready(alice, confidentiality="Between us.")
    agreement.confirm(DAY, "in_person")
    confirmed = agreement.words()

    agreement.goals.update(title="Something else entirely")
    MentorAgreement.objects.filter(pk=agreement.pk).update(confidentiality="Tell everyone")

    agreement.refresh_from_db()
    assert agreement.status == "confirmed"
    assert agreement.words() == confirmed
    assert "Between us." in str(confirmed)


def test_whoever_says_yes_is_a_prospect_from_that_day_and_whoever_was_one_stays_so(alice):
    later = DAY + dt.timedelta(days=9)
    facts = ({"prospect_on": None}, {"prospect_on": DAY}, {"prospect_on": DAY, "not_now_on": DAY})
    mentors = [ProspectFactory(owner=alice, **one) for one in facts]

    for mentor in mentors:
        ready(alice, mentor=mentor).confirm(later, "mail")

    found = Contact.objects.in_bulk([mentor.pk for mentor in mentors])
    assert [found[mentor.pk].prospect_on for mentor in mentors] == [later, DAY, DAY]
    assert not any(mentor.said_not_now for mentor in found.values())


def test_a_confirmed_agreement_is_neither_edited_nor_confirmed_again(alice):
    agreement = ready(alice)
    agreement.confirm(DAY, "mail")

    with pytest.raises(ValidationError):
        agreement.confirm(DAY, "in_person")
    with pytest.raises(ValidationError):
        agreement.mark(SHARED, DAY)
    with pytest.raises(ValidationError):
        agreement.lengthen({})

    agreement.refresh_from_db()
    assert agreement.confirmed_how == "mail"


def test_the_clauses_of_the_long_form_are_kept_while_it_is_not_chosen(alice):
    agreement = ready(alice)

    agreement.lengthen({"purpose": "To lead well", "scope": ""})
    assert "To lead well" in str(agreement.words())
    assert next(section["key"] for section in agreement.words()) == "purpose"
    agreement.shorten()
    assert "To lead well" not in str(agreement.words())

    agreement.lengthen({"purpose": "Something else"})
    agreement.refresh_from_db()
    assert (agreement.is_long, agreement.purpose) == (True, "To lead well")


def test_a_change_is_a_new_version_that_replaces_the_old_one_once_confirmed(alice):
    old = ready(alice, where="at Mill Street Café")
    old.confirm(DAY, "mail")

    new = old.change()

    old.refresh_from_db()
    assert (old.status, new.status, new.number) == ("confirmed", "draft", 2)
    assert (new.where, list(new.goals.all())) == ("at Mill Street Café", list(old.goals.all()))

    new.confirm(DAY + dt.timedelta(days=30), "mail")

    old.refresh_from_db()
    assert (old.status, old.replaced_on, new.status) == ("replaced", DAY + dt.timedelta(days=30), "confirmed")


def test_a_new_version_cannot_be_confirmed_before_the_old_one(alice):
    old = ready(alice)
    old.confirm(DAY, "mail")
    new = old.change()

    with pytest.raises(ValidationError):
        new.confirm(DAY - dt.timedelta(days=1), "mail")

    old.refresh_from_db()
    assert old.status == "confirmed"


@pytest.mark.parametrize(("verb", "status"), [("complete", "completed"), ("end_early", "ended")])
def test_an_agreement_ends_one_way_only(alice, verb, status):
    agreement = ready(alice)
    agreement.confirm(DAY, "mail")

    getattr(agreement, verb)(END)

    assert agreement.status == status
    with pytest.raises(ValidationError):
        agreement.complete(END)
    with pytest.raises(ValidationError):
        agreement.end_early(END)


def test_taking_back_the_end_makes_it_run_again_unless_another_runs(alice):
    agreement = ready(alice)
    agreement.confirm(DAY, "mail")
    agreement.complete(END)

    agreement.forget(COMPLETED)

    assert agreement.status == "confirmed"
    agreement.complete(END)
    successor = ready(alice, mentor=agreement.mentor)
    successor.confirm(END, "mail")
    with pytest.raises(ValidationError):
        agreement.forget(COMPLETED)
    assert agreement.completed_on == END
    agreement.refresh_from_db()
    assert agreement.status == "completed"


def test_the_end_is_not_taken_back_once_something_has_come_after_it(alice):
    over, other = ready(alice), ready(alice)
    for one in (over, other):
        one.confirm(DAY, "mail")
    over.change()  # a version of its own stands in no way
    over.complete(DAY)
    mentor = over.mentor

    def said():
        agreement = MentorAgreement.objects.get(pk=over.pk)
        with pytest.raises(ValidationError) as refusal:
            agreement.forget(COMPLETED)
        agreement.refresh_from_db()
        assert agreement.completed_on == DAY
        return refusal.value.messages[0]

    mentor.archive(DAY)
    assert "archived" in said()
    mentor.restore()
    mentor.close(DAY, "said_no")
    assert "You’ve noted since" in said()
    mentor.mark_prospect(DAY)
    MentorAgreement.objects.filter(first_version=over.pk).delete()
    new = MentorAgreementFactory(
        owner=alice, mentor=mentor, starts_on=DAY, ends_on=END, goals=[*over.goals.all()]
    )
    assert (
        said()
        == f"You’ve begun a new agreement with {mentor.first_name} since. Delete that draft first, then undo."
    )
    new.confirm(DAY, "mail")
    new.complete(DAY)
    assert "made a new agreement" in said()
    new.forget(COMPLETED)
    new.refresh_from_db()
    assert new.is_running


def test_the_end_is_taken_back_beside_a_change_of_its_own(alice):
    over = ready(alice)
    over.confirm(DAY, "mail")
    over.change()
    over.complete(DAY)

    over.forget(COMPLETED)

    over.refresh_from_db()
    assert over.is_running


def test_nobody_with_whom_an_agreement_runs_is_archived(alice):
    agreement = ready(alice)
    mentor = agreement.mentor
    mentor.archive(DAY)

    agreement.confirm(DAY, "mail")
    mentor.refresh_from_db()
    assert mentor.archived_on is None
    with pytest.raises(ValidationError, match="End the agreement first"):
        mentor.archive(DAY)
    mentor.refresh_from_db()
    assert mentor.archived_on is None

    agreement.complete(DAY)
    mentor.archive(DAY)
    mentor.refresh_from_db()
    assert mentor.archived_on == DAY


def test_a_confirmation_cannot_be_taken_back(alice):
    agreement = ready(alice)
    agreement.confirm(DAY, "mail")

    with pytest.raises(ValidationError):
        agreement.forget(YES)

    agreement.refresh_from_db()
    assert agreement.status == "confirmed"


@pytest.mark.parametrize(
    ("cadence", "minutes", "sessions", "hours"),
    [("monthly", 60, 7, 7), ("fortnightly", 30, 14, 7), ("weekly", 90, 27, 40.5)],
)
def test_sessions_and_hours_follow_from_the_rhythm(alice, cadence, minutes, sessions, hours):
    agreement = MentorAgreementFactory(
        owner=alice, starts_on=DAY, ends_on=END, cadence=cadence, minutes=minutes
    )

    assert (agreement.sessions, agreement.hours) == (sessions, hours)


@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        (DAY - dt.timedelta(days=3), 26),
        (DAY + dt.timedelta(days=15), 24),
        (dt.date(2026, 6, 18), 15),
        (END - dt.timedelta(days=14), 2),
        (END - dt.timedelta(days=1), 1),
        (END, 0),
        (END + dt.timedelta(days=8), 0),
    ],
)
def test_weeks_left_and_gone_add_up_to_the_term(alice, today, weeks):
    agreement = MentorAgreementFactory(owner=alice, starts_on=DAY, ends_on=END)

    assert agreement.weeks_left(today) == weeks
    if agreement.ends_on - today >= dt.timedelta(days=14):
        assert agreement.weeks_gone(today) + weeks == agreement.weeks == 26


def test_an_agreement_of_more_than_two_years_is_refused(alice):
    agreement = MentorAgreementFactory.build(
        owner=alice, mentor=ProspectFactory(owner=alice), starts_on=DAY, ends_on=dt.date(2028, 3, 31)
    )

    with pytest.raises(ValidationError) as refusal:
        agreement.full_clean()

    assert refusal.value.message_dict["ends_on"] == ["Choose a last day within 24 months of the first"]


def test_words_say_dates_rhythm_and_who_does_what(alice):
    goal = GoalFactory(owner=alice, title="Run a weekly meeting", target_on=dt.date(2026, 5, 29))
    agreement = MentorAgreementFactory(
        owner=alice,
        mentor=ProspectFactory(owner=alice, name="Margaret Lindqvist"),
        starts_on=DAY,
        ends_on=END,
        review_on=dt.date(2026, 6, 30),
        where="at Mill Street Café",
        mentor_commits="listens",
        goals=[goal],
    )

    words = {section["key"]: section["lines"] for section in agreement.words()}

    assert words["goals"][0]["text"] == "Run a weekly meeting, by 29 May 2026."
    assert words["time"][0]["text"] == (
        "We’ll work together from 30 March to 30 September 2026. "
        "On 30 June we’ll ask each other whether it’s working, and change what isn’t."
    )
    assert words["time"][1]["text"] == (
        "We’ll meet every month for 60 minutes: seven sessions in all, about seven hours."
    )
    assert words["meetings"][0]["text"] == "We meet at Mill Street Café."
    assert words["commitments"][0] == {"text": "listens", "who": "Margaret", "is_item": True}


@pytest.mark.parametrize(
    ("facts", "states", "last"),
    [
        ({}, ["done", "now", "ahead", "ahead"], "Completed"),
        ({"shared_on": DAY}, ["done", "done", "now", "ahead"], "Completed"),
        (CONFIRMED, ["done", "done", "now", "ahead"], "Completed"),
        (CONFIRMED | {"shared_on": DAY, "completed_on": END}, ["done"] * 4, "Completed"),
        (CONFIRMED | {"ended_on": END}, ["done"] * 4, "Ended early"),
    ],
)
def test_the_track_says_how_far_an_agreement_is(alice, facts, states, last):
    track = MentorAgreementFactory(owner=alice, starts_on=DAY, ends_on=END, **facts).track()

    assert [point["state"] for point in track] == states
    assert [point["name"] for point in track] == ["Draft", "Shared", "Confirmed", last]


def test_session_belongs_to_the_agreement_that_had_begun_on_its_day(alice):
    mentor = ProspectFactory(owner=alice)
    first = ready(alice, mentor=mentor, **CONFIRMED, completed_on=END)
    second = ready(alice, mentor=mentor, starts_on=END, ends_on=END + dt.timedelta(days=90), **CONFIRMED)
    noon = dt.datetime.combine(DAY, dt.time(12), tzinfo=dt.UTC)
    agreements = MentorAgreement.objects.owned_by(alice)

    found = {}
    for number in (-1, 0, 183, 184, 300):
        starts_at = noon + dt.timedelta(days=number)
        session = MeetingFactory(owner=alice, contact=mentor, kind="session", starts_at=starts_at)
        found[session.day] = agreements.of_session(session)

    assert found == {
        dt.date(2026, 3, 29): first,
        DAY: first,
        dt.date(2026, 9, 29): first,
        END: second,
        dt.date(2027, 1, 24): second,
    }


def test_phrases_find_drafts_running_and_over(alice, bob):
    draft = MentorAgreementFactory(owner=alice)
    running = MentorAgreementFactory(owner=alice, **CONFIRMED)
    over = MentorAgreementFactory(owner=alice, completed_on=DAY, **CONFIRMED)
    MentorAgreementFactory(owner=bob)

    mine = MentorAgreement.objects.owned_by(alice)
    assert list(mine.drafts()) == [draft]
    assert list(mine.running()) == [running]
    assert list(mine.over()) == [over]


def test_next_version_takes_over_the_help_that_is_given(alice):
    agreement = MentorAgreementFactory(owner=alice, goals=[GoalFactory(owner=alice)])
    link = agreement.agreement_goals.get()
    for kind in ("teach", "hold"):
        HelpGivenFactory(link=link, kind=kind)
    agreement.record(confirmed_on=agreement.starts_on, confirmed_how="mail", confirmed_words=[])

    draft = agreement.change()

    given = HelpGiven.objects.owned_by(alice).order_by("pk").values_list("link__agreement", "kind")
    assert list(given) == [
        (agreement.pk, "teach"),
        (agreement.pk, "hold"),
        (draft.pk, "teach"),
        (draft.pk, "hold"),
    ]
