"""A no is a no, and what a record decided about a contact is taken back exactly."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Introduction, Meeting, MentorAgreement, ShareLink
from mentoring.models.answers import give_answer
from mentoring.models.introduction_facts import ASKED, MADE
from mentoring.status import next_actions
from mentoring.status.fits import ranked
from mentoring.status.records import Records
from tests.factories import (
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    ProspectFactory,
)

pytestmark = pytest.mark.django_db


def day(number: int) -> dt.date:
    return dt.date(2026, 3, number)


@pytest.fixture
def ruth(alice, freeze):
    freeze(day(20))
    return ProspectFactory(owner=alice, name="Ruth", prospect_on=day(1))


def fresh(record):
    """The record as it stands in the database."""
    return type(record).objects.get(pk=record.pk)


def decided(contact) -> tuple:
    """Whether somebody may become the mentor, and why not."""
    contact = fresh(contact)
    return contact.prospect_on, contact.closed_on, contact.closed_because, contact.may_introduce


def waits(contact) -> tuple:
    """Since when it isn't the time, and from when on they may be asked again."""
    contact = fresh(contact)
    return contact.not_now_on, contact.ask_again_on


def introduced(ruth, **facts) -> Introduction:
    """An introduction to Ruth that was made and used."""
    about = {"asked_on": day(1), "made_on": day(2), "written_on": day(3)}
    return IntroductionFactory(owner=ruth.owner, prospect=ruth, **about | facts)


def met(ruth, on: dt.date, outcome: str, **facts) -> Meeting:
    """A first meeting that ended so."""
    moment = dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)
    meeting = MeetingFactory(owner=ruth.owner, contact=fresh(ruth), starts_at=moment, **facts)
    meeting.write_down(on, outcome=outcome)
    return meeting


def corrected(meeting, outcome: str) -> None:
    """The outcome is another one after all."""
    fresh(meeting).write_down(day(20), outcome=outcome)


def forgotten(introduction, fact: str, **how) -> None:
    fresh(introduction).forget(fact, **how)


# A no is a no


def no_to_the_introducer(ruth):
    fresh(introduced(ruth)).close(day(15), "prospect_declined")


def no_on_the_same_day(ruth):
    fresh(introduced(ruth)).close(day(10), "prospect_declined")


def no_on_the_contact(ruth):
    fresh(ruth).close(day(15), "said_no")


def no_at_another_meeting(ruth):
    met(ruth, day(12), "said_no")


@pytest.mark.parametrize(
    "no", [no_to_the_introducer, no_on_the_same_day, no_on_the_contact, no_at_another_meeting]
)
@pytest.mark.parametrize("before", ["not_a_fit", "said_no", "undecided"])
@pytest.mark.parametrize("after", ["undecided", "talk_again", "good_fit", "not_a_fit"])
@pytest.mark.any_database
def test_a_no_stands_when_the_outcome_of_a_meeting_is_corrected(ruth, no, before, after):
    meeting = met(ruth, day(10), before)
    no(ruth)

    corrected(meeting, after)

    assert fresh(ruth).said_no or (no is no_on_the_contact and before == "said_no")


def test_a_no_said_before_a_meeting_stands(ruth):
    fresh(ruth).close(day(4), "said_no")

    meeting = met(ruth, day(10), "said_no")
    corrected(meeting, "undecided")

    assert decided(ruth) == (day(1), day(4), "said_no", False)


def test_the_meeting_that_was_no_fit_after_all_leaves_the_one_that_is(ruth):
    one, other = met(ruth, day(5), "not_a_fit"), met(ruth, day(8), "said_no")

    corrected(one, "good_fit")
    assert fresh(ruth).said_no
    corrected(other, "undecided")
    assert fresh(ruth).is_prospect


def a_draft_to_read(mentor) -> tuple[MentorAgreement, ShareLink]:
    goal = GoalFactory(owner=mentor.owner)
    GoalStepFactory(goal=goal)
    agreement = MentorAgreementFactory(
        owner=mentor.owner, mentor=mentor, goals=[goal], confidentiality="Ours."
    )
    return agreement, ShareLink.objects.make(agreement, 30, timezone.now())


def answer(link, kind, **more):
    shown = fresh(link).agreement.fingerprint()
    return give_answer(link, uuid.uuid4(), shown, timezone.now(), kind=kind, name="Ruth", **more)


def test_whoever_said_no_to_the_agreement_is_not_suggested_again(alice, ruth):
    met(ruth, day(5), "good_fit")
    agreement, link = a_draft_to_read(ruth)

    answer(link, "no")
    records = Records(alice, day(20))

    assert fresh(ruth).said_no
    assert (ranked(records), records.drafts) == ([], [])
    actions = [one.key.rule for one in next_actions.gather(records) if ruth.pk in one.people]
    assert actions == ["meeting.thanked", "answer.heard"]
    agreement.delete()
    assert fresh(ruth).said_no


@pytest.mark.parametrize("kind", ["almost", "yes"])
def test_a_mentor_may_think_again(ruth, kind):
    agreement, link = a_draft_to_read(ruth)
    before = decided(ruth)

    for said in ("no", "no", kind):
        answer(link, said)

    assert decided(ruth) == before
    assert fresh(agreement).is_running == (kind == "yes")


def test_a_no_to_a_change_leaves_the_mentor_who_is_one(ruth):
    agreement, _link = a_draft_to_read(ruth)
    agreement.confirm(timezone.localdate(), "in_person")
    link = ShareLink.objects.make(fresh(agreement).change(), 30, timezone.now())

    answer(link, "no")

    assert fresh(ruth).is_prospect


# A mistaken one


def test_a_mistaken_no_can_be_taken_back_once_no_record_says_so(client_alice, ruth):
    meeting = met(ruth, day(10), "said_no")
    address = reverse("marks.no_withdrawn", args=[ruth.pk])

    page = client_alice.post(address, follow=True).content.decode()
    assert "“First meeting with Ruth” says so. Change it there." in page
    assert fresh(ruth).said_no

    client_alice.post(reverse("meetings.delete", args=[meeting.pk]))
    assert fresh(ruth).said_no
    assert (
        "Ruth didn’t say no" in client_alice.get(reverse("contacts.detail", args=[ruth.pk])).content.decode()
    )
    page = client_alice.post(address, follow=True)
    assert "Ruth didn’t say no, and is a prospect again." in page.content.decode()
    assert decided(ruth) == (day(1), None, "", False)
    assert "Ruth hasn’t said no." in client_alice.post(address, follow=True).content.decode()

    client_alice.post(reverse("marks.said_no", args=[ruth.pk]) + "?on=2026-03-10")
    assert decided(ruth) == (day(1), day(10), "said_no", False)


# Undo is exact


@pytest.mark.parametrize("because", ["", "not_a_fit", "a “not now”", "a meeting"])
def test_undo_of_a_no_leaves_what_was_decided_before(ruth, because):
    introduction = introduced(ruth)
    if because == "a meeting":
        met(ruth, day(5), "not_a_fit")
    elif because == "a “not now”":
        fresh(ruth).say_not_now(day(5), None)
    elif because:
        fresh(ruth).close(day(5), because)
    before = decided(ruth)

    fresh(introduction).close(day(15), "prospect_declined")
    fresh(introduction).correct(closed_on=day(16))
    assert fresh(ruth).closed_on == day(16)
    forgotten(introduction, "closed_on")

    assert decided(ruth) == before


def test_undo_of_one_no_of_two_leaves_the_other(ruth):
    one, other = introduced(ruth), introduced(ruth)
    before = decided(ruth)
    fresh(one).close(day(14), "prospect_declined")
    fresh(other).close(day(15), "prospect_declined")

    forgotten(one, "closed_on")
    assert fresh(ruth).said_no
    forgotten(other, "closed_on")
    assert decided(ruth) == before


def test_a_no_from_before_such_things_were_kept_is_undone_too(ruth):
    introduction = introduced(ruth)
    fresh(introduction).close(day(15), "prospect_declined")
    Introduction.objects.update(decided={})

    forgotten(introduction, "closed_on")

    assert decided(ruth) == (day(1), None, "", False)


def named(introduction, ruth):
    introduction.name_person(day(5), ruth)


def introduced_at_once(introduction, ruth):
    introduction.mark(MADE, day(5), prospect=ruth)


@pytest.mark.parametrize(("verb", "fact"), [(named, "agreed_on"), (introduced_at_once, "made_on")])
@pytest.mark.parametrize("before", [{}, {"prospect_on": day(1)}, {"prospect_on": day(1), "closed_on": day(2),
                                                                "closed_because": "not_a_fit"}])  # fmt: skip
def test_undo_of_naming_somebody_leaves_them_as_they_were(alice, verb, fact, before):
    ruth = ContactFactory(owner=alice, **before)
    introduction = IntroductionFactory(owner=alice, prospect=None, asked_on=day(2))
    stood = decided(ruth)

    verb(fresh(introduction), fresh(ruth))
    assert fresh(ruth).is_prospect
    forgotten(introduction, fact, to_anyone=True)

    assert decided(ruth) == stood
    with pytest.raises(ValidationError, match="nothing to undo"):
        forgotten(introduction, fact, to_anyone=True)


@pytest.mark.parametrize(("outcome", "stays"), [("good_fit", True), ("", False)])
def test_whoever_was_named_and_was_met_since_stays_a_prospect(alice, freeze, outcome, stays):
    freeze(day(5))
    ruth = ContactFactory(owner=alice)
    introduction = IntroductionFactory(owner=alice, prospect=None, asked_on=day(2))
    planned = MeetingFactory(owner=alice, contact=ruth)
    named(introduction, ruth)
    freeze(day(6))
    planned.record(where="Mill Street Café")
    if outcome:
        met(ruth, day(6), outcome)

    forgotten(introduction, "agreed_on", to_anyone=True)

    assert fresh(ruth).is_prospect == stays


def no_of_the_prospect(introduction):
    introduction.close(day(5), "prospect_declined")
    return lambda: forgotten(introduction, "closed_on")


def not_now_of_the_prospect(introduction):
    introduction.say_not_now(day(5), None)
    return lambda: fresh(introduction).take_not_now_back()


@pytest.mark.parametrize("say", [no_of_the_prospect, not_now_of_the_prospect])
@pytest.mark.any_database
def test_no_meeting_that_is_planned_or_changed_rests_on_a_decision(alice, freeze, say):
    freeze(day(4))
    ruth = ContactFactory(owner=alice)
    introduction = introduced(ruth)
    freeze(day(5))
    planned = MeetingFactory(owner=alice, contact=ruth)
    before = decided(ruth)

    take_back = say(fresh(introduction))
    assert fresh(ruth).prospect_on == day(5)
    freeze(day(6))
    planned.record(where="Mill Street Café")
    MeetingFactory(owner=alice, contact=ruth).cancel(day(6))
    take_back()
    assert (decided(ruth), before[0]) == (before, None)

    # One that was held and written down makes a prospect by itself.
    take_back = say(fresh(introduction))
    freeze(day(7))
    met(ruth, day(7), "good_fit")
    take_back()
    assert decided(ruth) == (day(5), *before[1:])


@pytest.mark.parametrize("say", [no_of_the_prospect, not_now_of_the_prospect])
@pytest.mark.parametrize(
    "before", [{}, {"prospect_on": day(1), "closed_on": day(2), "closed_because": "not_a_fit"}]
)
def test_whoever_is_introduced_after_a_decision_stays_a_prospect_without_it(alice, freeze, say, before):
    freeze(day(5))
    ruth = ContactFactory(owner=alice, **before)
    introduction, other = introduced(ruth), IntroductionFactory(owner=alice, prospect=ruth, asked_on=day(2))
    take_back = say(fresh(introduction))

    freeze(day(7))
    Introduction.objects.filter(pk=other.pk).update(made_on=day(7))
    take_back()

    assert fresh(ruth).is_prospect


@pytest.mark.parametrize("is_begun_between", [False, True])
def test_whoever_overruled_a_decision_remembers_since_when(alice, is_begun_between):
    ruth = ContactFactory(owner=alice)
    one, other, _draft = introduced(ruth), introduced(ruth), IntroductionFactory(owner=alice, prospect=ruth)
    take_back = not_now_of_the_prospect(fresh(one))
    if is_begun_between:
        IntroductionFactory(owner=alice, prospect=ruth)
    take_their_no_back = no_of_the_prospect(fresh(other))

    take_back()
    assert fresh(ruth).said_no
    take_their_no_back()

    assert (decided(ruth)[0], waits(ruth)) == (day(5) if is_begun_between else None, (None, None))


def test_a_draft_from_before_a_decision_rests_on_it_once_it_is_used(alice):
    ruth = ContactFactory(owner=alice)
    introduction = introduced(ruth)
    draft = IntroductionFactory(owner=alice, prospect=ruth, pledged_on=day(2), write_by=day(9))
    take_back = not_now_of_the_prospect(fresh(introduction))

    fresh(draft).mark(ASKED, day(6))
    take_back()

    assert (decided(ruth)[0], waits(ruth)) == (day(5), (None, None))


def test_what_was_decided_before_its_moment_was_kept_is_undone_too(alice):
    ruth = ContactFactory(owner=alice)
    introduction = introduced(ruth)
    IntroductionFactory(owner=alice, prospect=ruth)
    take_back = not_now_of_the_prospect(fresh(introduction))
    kept = fresh(introduction).decided
    del kept["not_now"]["decided_at"]
    Introduction.objects.filter(pk=introduction.pk).update(decided=kept)

    take_back()

    assert (decided(ruth)[0], waits(ruth)) == (day(5), (None, None))


def test_undo_of_a_further_introduction_leaves_no_prospect(alice):
    ruth, first = ContactFactory(owner=alice), introduced(ProspectFactory(owner=alice))

    fresh(first.lead_to(day(6), ruth)).take_back()

    assert decided(ruth) == (None, None, "", False)


def test_undo_of_an_ask_leaves_whoever_was_asked_as_they_were(alice):
    sam = ContactFactory(owner=alice)
    drafts = [
        IntroductionFactory(owner=alice, introducer=sam, prospect=None, pledged_on=day(2), write_by=day(9))
        for _number in range(2)
    ]
    for draft in drafts:
        fresh(draft).mark(ASKED, day(2))

    forgotten(drafts[0], "asked_on")
    assert fresh(sam).may_introduce  # the other one is still asked
    fresh(drafts[0]).mark(ASKED, day(3))
    forgotten(drafts[1], "asked_on")

    assert decided(sam) == (None, None, "", True)


# Not now


AGAIN = dt.date(2026, 9, 5)


def not_now_at_a_meeting(ruth):
    meeting = met(ruth, day(5), "undecided")
    fresh(meeting).write_down(day(6), AGAIN, outcome="not_now")
    return lambda: corrected(meeting, "undecided")


def not_now_on_an_introduction(ruth):
    introduction = introduced(ruth)
    fresh(introduction).say_not_now(day(5), AGAIN)
    return lambda: fresh(introduction).take_not_now_back()


def not_now_of_the_mentor(ruth):
    _agreement, link = a_draft_to_read(ruth)
    answer(link, "not_now", ask_again_on=AGAIN)
    return lambda: answer(link, "almost")


SAID = [not_now_at_a_meeting, not_now_on_an_introduction, not_now_of_the_mentor]


@pytest.mark.parametrize("say", SAID)
def test_not_now_leaves_an_open_prospect_and_is_taken_back_exactly(ruth, say):
    before = decided(ruth)

    take_back = say(ruth)
    assert (decided(ruth), waits(ruth)[1]) == (before, AGAIN)
    take_back()

    assert (decided(ruth), waits(ruth)) == (before, (None, None))


@pytest.mark.parametrize("say", SAID)
def test_a_day_chosen_before_is_there_again(ruth, say):
    fresh(ruth).say_not_now(day(4), day(30))

    say(ruth)()

    # Whoever was met since is asked again by that.
    assert waits(ruth) == ((None, None) if say is not_now_at_a_meeting else (day(4), day(30)))


def test_two_records_that_say_not_now_on_a_day_are_two_reasons(ruth):
    fresh(introduced(ruth)).say_not_now(day(5), AGAIN)
    one = Introduction.objects.get()
    meeting = met(ruth, day(5), "not_now")
    corrected(meeting, "not_now")
    fresh(meeting).write_down(day(20), AGAIN, outcome="not_now")

    fresh(one).take_not_now_back()
    assert waits(ruth) == (day(5), AGAIN)
    corrected(meeting, "talk_again")

    assert waits(ruth) == (None, None)


def test_another_day_of_the_same_outcome_moves_the_day_and_nothing_else_does(ruth):
    meeting = met(ruth, day(5), "not_now")
    fresh(meeting).write_down(day(6), AGAIN, outcome="not_now")
    assert (waits(ruth), fresh(meeting).ask_again_on) == ((day(5), AGAIN), AGAIN)

    fresh(ruth).ask_again()
    fresh(meeting).write_down(day(7), AGAIN, outcome="not_now", notes="Corrected")

    assert waits(ruth) == (None, None)


@pytest.mark.parametrize("no", [no_to_the_introducer, no_on_the_contact, no_at_another_meeting])
@pytest.mark.parametrize("say", SAID)
def test_a_no_is_not_softened_by_a_not_now(ruth, no, say):
    no(ruth)

    if say is not_now_on_an_introduction:
        with pytest.raises(ValidationError, match="not now"):
            say(ruth)
    else:
        say(ruth)

    assert (fresh(ruth).said_no, waits(ruth)) == (True, (None, None))


def test_a_no_ends_a_not_now_until_it_is_taken_back(ruth):
    fresh(ruth).say_not_now(day(5), AGAIN)
    no_to_the_introducer(ruth)
    assert (fresh(ruth).said_no, waits(ruth)) == (True, (None, None))

    forgotten(Introduction.objects.get(), "closed_on")

    assert waits(ruth) == (day(5), AGAIN)


def test_an_ask_about_somebody_asks_them_again_and_its_undo_does_not(ruth):
    fresh(ruth).say_not_now(day(4), AGAIN)
    draft = IntroductionFactory(owner=ruth.owner, prospect=ruth, pledged_on=day(5), write_by=day(9))

    fresh(draft).mark(ASKED, day(5))
    assert waits(ruth) == (None, None)
    forgotten(draft, "asked_on")

    assert waits(ruth) == (day(4), AGAIN)


def test_a_yes_of_the_mentor_ends_a_not_now(ruth):
    agreement, link = a_draft_to_read(ruth)
    fresh(ruth).say_not_now(day(5), AGAIN)

    answer(link, "yes")

    assert (fresh(agreement).is_running, waits(ruth)) == (True, (None, None))


@pytest.mark.parametrize("say", SAID)
def test_nobody_is_suggested_between_a_not_now_and_its_day(alice, ruth, freeze, say):
    say(ruth)
    owed = {"introduction.thanked", "meeting.thanked", "answer.heard"}

    def rules() -> set[str]:
        records = Records(alice, timezone.localdate())
        return {one.key.rule for one in next_actions.gather(records) if ruth.pk in one.people}

    for today in (day(20), dt.date(2026, 9, 4)):
        freeze(today)
        records = Records(alice, today)
        assert rules() <= owed
        assert (ranked(records), records.drafts, records.prospects) == ([], [], [fresh(ruth)])
    freeze(AGAIN)
    assert rules() - owed == {"contact.ask_again-2026-09-05"}
    fresh(ruth).ask_again()
    assert "contact.ask_again-2026-09-05" not in rules()


def test_not_now_is_said_of_an_introduction_on_its_way_alone(ruth):
    closed = introduced(ruth, closed_on=day(9), closed_because="withdrawn")
    draft = IntroductionFactory(owner=ruth.owner, prospect=ruth)
    unnamed = IntroductionFactory(owner=ruth.owner, prospect=None, asked_on=day(2))

    for introduction in (closed, draft, unnamed):
        with pytest.raises(ValidationError, match="not now"):
            fresh(introduction).say_not_now(day(10), AGAIN)
        with pytest.raises(ValidationError, match="nothing to undo"):
            fresh(introduction).take_not_now_back()

    assert waits(ruth) == (None, None)
