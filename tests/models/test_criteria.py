"""Criteria: must-have and nice-to-have, their order, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from mentoring.models import MentorCriterion
from tests.factories import MentorCriterionFactory


def refused(criterion, **values):
    """The database, asked past every model and form, says no."""
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorCriterion.objects.filter(pk=criterion.pk).update(**values)


def test_criteria_stand_must_haves_first_then_in_the_order_of_adding(alice, bob):
    nice = MentorCriterionFactory(owner=alice, importance="nice")
    must = MentorCriterionFactory(owner=alice, importance="must")
    later = MentorCriterionFactory(owner=alice, importance="must")
    MentorCriterionFactory(owner=bob)
    criteria = MentorCriterion.objects.owned_by(alice)

    assert list(criteria.must_haves_first()) == list(criteria) == [must, later, nice]
    assert list(criteria.must_haves()) == [must, later]
    assert list(criteria.nice_to_haves()) == [nice]


def test_criteria_practicalities_are_those_of_that_kind(alice):
    MentorCriterionFactory(owner=alice, kind="values")
    near = MentorCriterionFactory(owner=alice, kind="practicality")

    assert list(MentorCriterion.objects.owned_by(alice).practicalities()) == [near]


def test_criterion_moves_between_must_and_nice(alice):
    criterion = MentorCriterionFactory(owner=alice)

    criterion.make_must()
    assert (criterion.is_must, criterion.importance_rank, criterion.revision) == (True, 1, 2)

    criterion.make_nice()
    assert (criterion.is_must, criterion.importance_rank, criterion.revision) == (False, 0, 3)


def test_criterion_said_twice_in_any_case_is_refused_by_the_database(alice, bob):
    MentorCriterionFactory(owner=alice, text="Direct")
    second, other = MentorCriterionFactory(owner=alice), MentorCriterionFactory(owner=bob)

    refused(second, text="DIRECT")
    MentorCriterion.objects.filter(pk=other.pk).update(text="Direct")


def test_criterion_without_a_text_is_refused_by_the_database(alice):
    refused(MentorCriterionFactory(owner=alice), text="")


def test_criterion_of_an_unknown_importance_is_refused_by_the_database(alice):
    refused(MentorCriterionFactory(owner=alice), importance="meh")


def test_criterion_of_an_unknown_kind_is_refused_by_the_database(alice):
    refused(MentorCriterionFactory(owner=alice), kind="looks")


def test_criterion_of_a_form_sent_twice_is_refused_by_the_database(alice):
    first, second = MentorCriterionFactory(owner=alice), MentorCriterionFactory(owner=alice)

    refused(second, form_key=first.form_key)
