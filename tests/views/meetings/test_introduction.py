"""The introduction that a meeting uses."""

from mentoring.models import Meeting
from tests.factories import IntroductionFactory, ProspectFactory
from tests.views.meetings.talks import DAY, NEW, days, made, plan


def test_first_meeting_finds_the_introduction_that_was_made(client_alice, alice, margaret):
    made(alice, margaret, closed_on=DAY, closed_because="withdrawn")
    made(alice, margaret, met_on=DAY)
    IntroductionFactory(owner=alice, prospect=margaret, asked_on=DAY)
    introduction = made(alice, margaret)

    client_alice.post(NEW, plan(contact=margaret.pk))

    assert Meeting.objects.get().introduction == introduction


def test_session_uses_no_introduction(client_alice, alice, margaret):
    made(alice, margaret)

    client_alice.post(NEW, plan(contact=margaret.pk, kind="session"))

    assert Meeting.objects.get().introduction is None


def test_meeting_from_an_introduction_is_filled_and_keeps_it(client_alice, alice, margaret):
    named = made(alice, margaret, made_on=DAY - days(15))
    made(alice, margaret)

    initial = client_alice.get(f"{NEW}?introduction={named.pk}").context["form"].initial
    client_alice.post(NEW, plan(contact=margaret.pk, introduction=named.pk))

    assert (initial["contact"], initial["introduction"]) == (margaret, named)
    assert Meeting.objects.get().introduction == named


def test_meeting_with_somebody_else_forgets_the_named_introduction(client_alice, alice, margaret):
    named = made(alice, margaret)
    other = ProspectFactory(owner=alice)

    client_alice.post(NEW, plan(contact=other.pk, introduction=named.pk))

    assert Meeting.objects.get().introduction is None
