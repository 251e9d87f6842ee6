"""Days that are set right, and facts that are taken back."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.models import Contact, Introduction
from mentoring.models.introduction_facts import MADE
from tests.factories import ContactFactory, IntroductionFactory, ProspectFactory
from tests.models.introductions.asks import DAY, Because, ask, day

pytestmark = pytest.mark.django_db


def test_days_are_corrected_as_a_whole(alice):
    introduction = ask(alice, made_on=day(5), written_on=day(6))

    with pytest.raises(ValidationError):
        introduction.correct(written_on=day(2))
    introduction.correct(written_on=day(2), made_on=day(1))

    introduction.refresh_from_db()
    assert (introduction.made_on, introduction.written_on) == (day(1), day(2))
    assert Contact.objects.get(pk=introduction.prospect_id).last_touch_on == day(2)


@pytest.mark.parametrize("days", [{"met_on": DAY}, {"made_on": None}, {"write_by": DAY}])
def test_correcting_adds_nothing_and_undoes_nothing(alice, days):
    introduction = ask(alice, made_on=day(5))

    with pytest.raises(ValidationError, match="only correct the day"):
        introduction.correct(**days)


def test_correcting_a_no_moves_the_day_of_the_prospect(alice):
    introduction = ask(alice, made_on=day(1))
    introduction.close(day(3), Because.PROSPECT_DECLINED)

    introduction.correct(closed_on=day(2))

    prospect = Contact.objects.get(pk=introduction.prospect_id)
    assert (prospect.closed_on, prospect.said_no) == (day(2), True)
    introduction.forget("closed_on")
    prospect.refresh_from_db()
    assert prospect.is_prospect


def test_forget_undoes_one_fact(alice):
    introduction = ask(alice, made_on=day(1), written_on=day(2))

    introduction.forget("written_on")

    introduction.refresh_from_db()
    assert (introduction.written_on, introduction.status) == (None, "made")


def test_forget_names_what_rests_on_the_fact(alice):
    introduction = ask(alice, made_on=day(1), written_on=day(2))

    with pytest.raises(ValidationError, match="introduced and wrote"):
        introduction.forget("asked_on")

    introduction.refresh_from_db()
    assert introduction.asked_on == DAY


def test_forget_of_closing_waits_for_the_thanks_that_rest_on_it(alice):
    introduction = ask(alice, closed_on=day(2), closed_because="introducer_declined", thanked_on=day(2))

    with pytest.raises(ValidationError, match="thanked"):
        introduction.forget("closed_on")


@pytest.mark.parametrize("fact", ["purpose", "nonsense", "made_on"])
def test_forget_of_what_was_not_told_is_refused(alice, fact):
    with pytest.raises(ValidationError, match="nothing to undo"):
        ask(alice).forget(fact)


def test_forget_can_go_back_to_anyone_who_fits(alice):
    introduction = ask(alice, prospect=None)
    introduction.mark(MADE, day(1), prospect=ContactFactory(owner=alice))

    introduction.forget("made_on", to_anyone=True)

    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.status) == (None, "asked")


def test_nothing_comes_along_with_a_person_who_is_forgotten(alice):
    introduction = ask(alice, prospect=ContactFactory(owner=alice))

    introduction.forget("prospect", brought=("asked_on",))

    assert (introduction.prospect, introduction.asked_on) == (None, DAY)


def test_a_further_introduction_to_nobody_any_more_is_taken_back(alice):
    first = IntroductionFactory(owner=alice, asked_on=DAY, made_on=day(1))
    further = first.lead_to(day(2), ProspectFactory(owner=alice))
    further.forget("made_on", to_anyone=True)

    further.take_back()

    assert list(Introduction.objects.all()) == [first]
