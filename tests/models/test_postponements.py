import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from mentoring.models import Postponement
from tests.factories import PostponementFactory

TODAY = dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("until_on", "hides"),
    [
        (None, True),
        (TODAY + dt.timedelta(days=1), True),
        (TODAY, False),
        (TODAY - dt.timedelta(days=1), False),
    ],
)
def test_postponement_hides_until_its_day(alice, until_on, hides):
    PostponementFactory(owner=alice, until_on=until_on)

    assert Postponement.objects.owned_by(alice).in_force(TODAY).exists() is hides


def test_postponement_reads_as_its_action(alice):
    assert str(PostponementFactory(owner=alice, action="goal.target:7")) == "goal.target:7"


def test_postponement_once_per_owner_and_action(alice, bob):
    PostponementFactory(owner=alice, action="goal.target:7")
    PostponementFactory(owner=bob, action="goal.target:7")
    other = PostponementFactory(owner=alice, action="goal.target:8")

    with pytest.raises(IntegrityError), transaction.atomic():
        Postponement.objects.filter(pk=other.pk).update(action="goal.target:7")


def test_postponement_without_action_is_refused(alice):
    postponement = PostponementFactory(owner=alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        Postponement.objects.filter(pk=postponement.pk).update(action="")


def test_postponement_made_once_from_one_form(alice):
    first, second = PostponementFactory(owner=alice), PostponementFactory(owner=alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        Postponement.objects.filter(pk=second.pk).update(form_key=first.form_key)
