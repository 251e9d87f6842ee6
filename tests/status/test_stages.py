"""How far each prospect has come: one test for every stage, and what does not count."""

import datetime as dt

import pytest

from mentoring.models import Contact
from mentoring.status.stages import Stage, with_stage
from tests.factories import (
    ContactFactory,
    DirectFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    ProspectFactory,
)

DAY = dt.date(2026, 3, 1)


def stage_of(contact) -> int:
    return with_stage(Contact.objects.filter(pk=contact.pk)).get().stage


def test_stage_of_somebody_who_is_no_prospect_is_none(alice):
    contact = ContactFactory(owner=alice)
    IntroductionFactory(owner=alice, prospect=contact, asked_on=DAY, made_on=DAY)

    assert stage_of(contact) == Stage.NONE


def test_stage_of_a_new_prospect_is_prospect(alice):
    prospect = ProspectFactory(owner=alice)
    IntroductionFactory(owner=alice, prospect=prospect)  # a draft asks for nothing yet

    assert stage_of(prospect) == Stage.PROSPECT


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({"asked_on": DAY}, Stage.ASKED),
        ({"asked_on": DAY, "closed_on": DAY, "closed_because": "no_answer"}, Stage.ASKED),
        ({"asked_on": DAY, "made_on": DAY}, Stage.INTRODUCED),
        ({"asked_on": DAY, "made_on": DAY, "written_on": DAY}, Stage.INTRODUCED),
        ({"asked_on": DAY, "made_on": DAY, "met_on": DAY}, Stage.MET),
    ],
)
def test_stage_follows_the_introduction(alice, facts, stage):
    prospect = ProspectFactory(owner=alice)
    IntroductionFactory(owner=alice, prospect=prospect, **facts)

    assert stage_of(prospect) == stage


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({"pledged_on": DAY}, Stage.PROSPECT),
        ({"written_on": DAY}, Stage.PROSPECT),
        ({"written_on": DAY, "met_on": DAY}, Stage.MET),
    ],
)
def test_nobody_is_introduced_by_being_written_to(alice, facts, stage):
    prospect = ProspectFactory(owner=alice)
    DirectFactory(owner=alice, prospect=prospect, **facts)

    assert stage_of(prospect) == stage


def test_stage_of_the_introducer_stays_where_it_is(alice):
    introducer = ProspectFactory(owner=alice)
    IntroductionFactory(owner=alice, introducer=introducer, asked_on=DAY, made_on=DAY, met_on=DAY)

    assert stage_of(introducer) == Stage.PROSPECT


def test_stage_after_a_recorded_meeting_is_met(alice):
    prospect = ProspectFactory(owner=alice)
    MeetingFactory(owner=alice, contact=prospect, held_on=DAY, recorded_on=DAY, outcome="undecided")

    assert stage_of(prospect) == Stage.MET


def test_stage_before_a_planned_meeting_is_prospect(alice):
    prospect = ProspectFactory(owner=alice)
    MeetingFactory(owner=alice, contact=prospect)

    assert stage_of(prospect) == Stage.PROSPECT


def test_stage_with_a_confirmed_agreement_is_agreed_even_once_it_is_over(alice):
    prospect = ProspectFactory(owner=alice)
    MentorAgreementFactory(
        owner=alice,
        mentor=prospect,
        confirmed_on=DAY,
        confirmed_how="in_person",
        confirmed_words=[],
        ended_on=DAY,
    )

    assert stage_of(prospect) == Stage.AGREED


def test_stage_with_a_draft_agreement_is_not_agreed(alice):
    prospect = ProspectFactory(owner=alice)
    MentorAgreementFactory(owner=alice, mentor=prospect)

    assert stage_of(prospect) == Stage.PROSPECT


def test_stages_of_many_contacts_cost_one_query(alice, django_assert_num_queries):
    ProspectFactory.create_batch(3, owner=alice)
    ContactFactory.create_batch(3, owner=alice)

    with django_assert_num_queries(1):
        stages = [contact.stage for contact in with_stage(Contact.objects.owned_by(alice))]

    assert sorted(stages) == [0, 0, 0, 1, 1, 1]
