"""The file with everything: nothing is lost on the way, nothing hostile gets in."""

import random

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mentoring.exchange.archive import archive_of
from mentoring.exchange.bringing_back import bring_back
from mentoring.models import User
from tests.exchange.accounts import awkward_account
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def whole(owner) -> str:
    return "".join(archive_of(owner))


@settings(max_examples=12, phases=[Phase.generate])
@given(chance=st.integers(0, 2**32).map(random.Random))
def test_a_whole_account_comes_back_to_the_letter(alice, chance):
    with transaction.atomic():
        awkward_account(alice, chance.choice)
        before = whole(alice)
        new = UserFactory()

        outcome = bring_back(new, [before])

        assert whole(User.objects.get(pk=new.pk)).splitlines() == before.splitlines()
        assert whole(alice) == before
        assert outcome.into_empty
        assert outcome.left_out_count == 0
        transaction.set_rollback(True)
