"""The first page of a new account."""

from tests.factories import ContactFactory, IntroductionFactory
from tests.pages.dashboard.standing import stand
from tests.stories import day


def test_new_account_is_asked_one_question(alice):
    found = stand(alice)

    assert (found.variant, found.title) == ("new", "What do you want to be able to do?")


def test_new_account_with_contacts_is_still_asked_for_a_goal(alice):
    ContactFactory(owner=alice)

    found = stand(alice)

    assert found.variant == "new"
    assert not found.rail.is_new


def test_introduction_without_a_goal_is_not_hidden_by_the_welcome(alice):
    IntroductionFactory(owner=alice, asked_on=day(3, 1))

    assert stand(alice).variant == "searching"
