"""Fit is counted, unknown is never a no, and what was found out is written down together."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mentoring.models import Answer, Assessment, Contact, MentorCriterion
from mentoring.models.assessments import Finding, best_fitting, find_out, fits, who_qualifies_without
from tests.factories import AssessmentFactory, ContactFactory, MentorCriterionFactory, ProspectFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 12)


def facts_of(contact):
    """What stands about a contact: answer, evidence, source and day by the text of the criterion."""
    found = contact.assessments.values_list("criterion__text", "answer", "evidence", "source", "on")
    return {text: tuple(facts) for text, *facts in found}


@pytest.fixture
def must(alice):
    return MentorCriterionFactory(owner=alice, text="Reads a balance sheet", importance="must")


@pytest.fixture
def nice(alice):
    return MentorCriterionFactory(owner=alice, text="Close enough to meet")


@pytest.fixture
def daniel(alice):
    return ProspectFactory(owner=alice, name="Daniel Osei")


# Writing down what was found out


def test_find_out_keeps_new_answers_together(daniel, must, nice):
    changed = find_out(
        daniel, {must.pk: Finding("meets", "Chartered", "profile"), nice.pk: Finding("does_not")}, DAY
    )

    assert changed == 2
    assert facts_of(daniel) == {
        "Reads a balance sheet": ("meets", "Chartered", "profile", DAY),
        "Close enough to meet": ("does_not", "", "", DAY),
    }
    assert {assessment.owner for assessment in daniel.assessments.all()} == {daniel.owner}


def test_find_out_gives_only_what_changed_a_new_day(daniel, must, nice):
    find_out(daniel, {must.pk: Finding("meets"), nice.pk: Finding("meets")}, DAY)
    later = DAY + dt.timedelta(days=9)

    changed = find_out(daniel, {must.pk: Finding("meets"), nice.pk: Finding("meets", "Leeds")}, later)

    assert changed == 1
    assert facts_of(daniel) == {
        "Reads a balance sheet": ("meets", "", "", DAY),
        "Close enough to meet": ("meets", "Leeds", "", later),
    }
    assert list(daniel.assessments.order_by("on").values_list("revision", flat=True)) == [1, 2]


def test_find_out_takes_an_answer_away_when_nothing_is_known(daniel, must, nice):
    find_out(daniel, {must.pk: Finding("meets"), nice.pk: Finding("meets")}, DAY)

    changed = find_out(daniel, {must.pk: Finding(), nice.pk: Finding("unknown", "Ask Ben")}, DAY)

    assert changed == 2
    assert facts_of(daniel) == {"Close enough to meet": ("unknown", "Ask Ben", "", DAY)}


def test_find_out_makes_no_row_for_nothing(daniel, must):
    assert find_out(daniel, {must.pk: Finding("unknown", "", "profile")}, DAY) == 0

    assert not Assessment.objects.exists()


def test_find_out_passes_over_criteria_that_are_gone_or_somebody_elses(daniel, must, bob):
    foreign = MentorCriterionFactory(owner=bob)
    gone = must.pk
    must.delete()

    assert find_out(daniel, {gone: Finding("meets"), foreign.pk: Finding("meets")}, DAY) == 0

    assert not Assessment.objects.exists()


def test_find_out_takes_the_same_queries_for_one_and_for_three(alice, daniel):
    criteria = [MentorCriterionFactory(owner=alice) for _ in range(3)]
    find_out(daniel, {criteria[0].pk: Finding("does_not")}, DAY)
    other = ProspectFactory(owner=alice)
    find_out(other, {criterion.pk: Finding("does_not") for criterion in criteria}, DAY)

    counts = []
    for contact, asked in ((daniel, criteria[:1]), (other, criteria)):
        with CaptureQueriesContext(connection) as queries:
            find_out(contact, {criterion.pk: Finding("meets") for criterion in asked}, DAY)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# Counting


def test_fit_counts_unknown_neither_as_met_nor_as_missed(alice, daniel, must, nice):
    late = MentorCriterionFactory(owner=alice, importance="must", text="Has an hour a month")
    find_out(daniel, {must.pk: Finding("does_not"), nice.pk: Finding("meets")}, DAY)

    [fit] = fits([daniel], MentorCriterion.objects.must_haves_first())

    assert [cell.answer for cell in fit.cells] == ["does_not", "unknown", "meets"]
    assert (fit.must_met, fit.must_missed, fit.must_unknown, fit.nice_met) == (0, 1, 1, 1)
    assert [cell.criterion for cell in fit.unknown] == [late]
    assert not fit.meets_every_must


def test_fit_meets_every_must_only_when_there_is_one_and_all_are_met(daniel, must, nice):
    find_out(daniel, {must.pk: Finding("meets")}, DAY)

    assert fits([daniel], [must, nice])[0].meets_every_must
    assert not fits([daniel], [nice])[0].meets_every_must


def test_fits_order_is_fewest_missed_then_most_met_then_nice_then_name(alice, must, nice):
    another = MentorCriterionFactory(owner=alice, importance="must")
    answers = {
        "Zoe": {must: "meets", another: "meets"},
        "Yan": {must: "meets", nice: "meets"},
        "Xia": {must: "meets"},
        "Bea": {},
        "Abe": {must: "does_not", another: "meets", nice: "meets"},
        "abel": {must: "does_not", another: "meets", nice: "meets"},
    }
    for name, known in answers.items():
        contact = ProspectFactory(owner=alice, name=name)
        for criterion, answer in known.items():
            AssessmentFactory(contact=contact, criterion=criterion, answer=answer)
    prospects = Contact.objects.owned_by(alice).prospects()

    counted = [fit.contact.name for fit in fits(prospects, [must, another, nice])]

    assert counted == ["Zoe", "Yan", "Xia", "Bea", "Abe", "abel"]
    assert [contact.name for contact in best_fitting(prospects)] == counted


def test_fit_without_a_criterion_forgets_its_cell(daniel, must, nice):
    find_out(daniel, {must.pk: Finding("does_not")}, DAY)
    [fit] = fits([daniel], [must, nice])

    assert fit.without(must).must_missed == 0
    assert [cell.criterion for cell in fit.without(must).cells] == [nice]


def test_who_qualifies_without_names_only_those_whom_nothing_else_rules_out(alice, must, nice):
    another = MentorCriterionFactory(owner=alice, importance="must")
    only, both, other_one, unknown = (ProspectFactory(owner=alice) for _ in range(4))
    for contact, criterion in (
        (only, must),
        (only, nice),
        (both, must),
        (both, another),
        (other_one, another),
    ):
        AssessmentFactory(contact=contact, criterion=criterion, answer="does_not")
    AssessmentFactory(contact=unknown, criterion=must, answer="unknown", evidence="Ask")

    prospects = Contact.objects.owned_by(alice).prospects()

    assert list(who_qualifies_without(prospects, must)) == [only]
    assert list(who_qualifies_without(prospects, another)) == [other_one]


def test_known_leaves_out_what_is_not_known(daniel, must, nice):
    find_out(daniel, {must.pk: Finding("unknown", "Ask Ben"), nice.pk: Finding("does_not")}, DAY)

    assert [assessment.criterion for assessment in Assessment.objects.known()] == [nice]


# What the database refuses


def test_assessment_answer_is_refused_by_the_database_when_unheard_of(daniel, must):
    assessment = AssessmentFactory(contact=daniel, criterion=must, answer=Answer.MEETS)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=assessment.pk).update(answer="maybe")


def test_assessment_is_refused_by_the_database_a_second_time(daniel, must):
    AssessmentFactory(contact=daniel, criterion=must)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.bulk_create(
            [Assessment(owner=daniel.owner, contact=daniel, criterion=must, on=DAY)]
        )


def test_assessment_form_key_is_refused_by_the_database_twice(daniel, must, nice):
    first = AssessmentFactory(contact=daniel, criterion=must)
    second = AssessmentFactory(contact=daniel, criterion=nice)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=second.pk).update(form_key=first.form_key)


def test_assessments_go_with_their_contact_and_their_criterion(alice, daniel, must, nice):
    find_out(daniel, {must.pk: Finding("meets"), nice.pk: Finding("meets")}, DAY)
    must.delete()

    assert set(facts_of(daniel)) == {"Close enough to meet"}

    daniel.delete()
    assert not Assessment.objects.exists()
    assert not ContactFactory._meta.model.objects.exists()
