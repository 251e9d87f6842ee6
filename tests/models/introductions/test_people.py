"""What an introduction says of its people, and which lists it stands in."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import OuterRef

from mentoring.models import Contact, Introduction
from mentoring.models.introduction_facts import AGREED, ASKED, MADE, NUDGED, WRITTEN
from mentoring.models.introductions import introducer_of
from tests.factories import (
    ContactFactory,
    DirectFactory,
    IntroductionFactory,
    MentorAgreementFactory,
    ProspectFactory,
)
from tests.models.introductions.asks import DAY, Because, ask, day

pytestmark = pytest.mark.django_db


def test_two_work_together_while_their_agreement_runs(alice):
    introduction = ask(alice, made_on=day(1))
    facts = {"confirmed_on": DAY, "confirmed_how": "mail", "confirmed_words": []}
    agreement = MentorAgreementFactory(owner=alice, mentor=introduction.prospect, **facts)

    assert Introduction.objects.get().works_together
    agreement.record(ended_on=DAY)
    assert not Introduction.objects.get().works_together
    assert not ask(alice, prospect=None).works_together


def test_who_introduced_somebody_is_the_first_who_did(alice):
    ruth = ProspectFactory(owner=alice)
    ask(alice, prospect=ruth)
    DirectFactory(owner=alice, prospect=ruth)
    first = ask(alice, prospect=ruth, made_on=day(2)).introducer
    first.record(greeting="Ellie")
    ask(alice, prospect=ruth, made_on=day(1))

    found = Contact.objects.annotate(**introducer_of(OuterRef("pk"))).get(pk=ruth.pk)

    assert (found.introducer_pk, found.introducer_name) == (first.pk, first.name)
    assert found.introducer_greeting == "Ellie"


def test_facts_keep_the_last_touch_of_both_people(alice):
    introduction = ask(alice, made_on=day(1))

    introduction.mark(WRITTEN, day(4))
    assert Contact.objects.get(pk=introduction.prospect_id).last_touch_on == day(4)

    introduction.forget("written_on")
    assert Contact.objects.get(pk=introduction.prospect_id).last_touch_on == day(1)
    assert Contact.objects.get(pk=introduction.introducer_id).last_touch_on == day(1)


@pytest.mark.parametrize("fact", [NUDGED, AGREED])
def test_a_nudge_and_a_yes_move_the_last_touch_of_the_introducer(alice, fact):
    introduction = ask(alice)

    introduction.mark(fact, day(4))

    assert Contact.objects.get(pk=introduction.introducer_id).last_touch_on == day(4)


def test_whoever_is_named_only_now_was_in_touch_from_then_on(alice):
    person = ContactFactory(owner=alice)
    introduction = ask(alice, prospect=None)

    introduction.mark(MADE, day(1), prospect=person)

    assert Contact.objects.get(pk=person.pk).last_touch_on == day(1)


def test_remove_takes_its_touches_with_it(alice):
    introduction = ask(alice, made_on=day(1))
    introduction.mark(WRITTEN, day(4))
    introducer, prospect = introduction.introducer_id, introduction.prospect_id

    introduction.remove()

    assert not Introduction.objects.exists()
    touched = Contact.objects.filter(pk__in=[introducer, prospect], last_touch_on__isnull=False)
    assert not touched.exists()


def test_same_ask_twice_is_refused_while_the_first_is_open(alice):
    first = ask(alice)
    again = IntroductionFactory(
        owner=alice, introducer=first.introducer, prospect=first.prospect, pledged_on=DAY, write_by=day(9)
    )

    with pytest.raises(ValidationError, match="already asked"):
        again.mark(ASKED, day(1))

    first.close(day(1), Because.NO_ANSWER)
    again.mark(ASKED, day(1))
    assert again.status == "asked"


def test_phrases_sort_by_state(alice, bob):
    draft, asked = IntroductionFactory(owner=alice), ask(alice)
    made = ask(alice, made_on=DAY)
    kept = ask(alice, made_on=DAY, met_on=DAY, thanked_on=DAY, introducer_informed_on=DAY)
    declined = ask(alice, closed_on=DAY, closed_because="introducer_declined")
    ask(alice, closed_on=DAY, closed_because="no_answer")
    ask(bob)
    mine = Introduction.objects.owned_by(alice)

    assert set(mine.open()) == {asked, made}
    assert set(mine.with_courtesies_left()) == {asked, made, declined}
    assert list(mine.nearest_first())[:4] == [made, asked, draft, kept]
