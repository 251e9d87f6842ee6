"""What happens to an introduction, one fact after the other, and what may happen next."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.models import Contact, Introduction
from mentoring.models.introduction_facts import (
    ASKED,
    BY_COLUMN,
    CHECKED,
    COLUMNS,
    FOLLOWED_UP,
    FOLLOWED_UP_AGAIN,
    MADE,
    NUDGED,
    THANKED,
    WRITTEN,
)
from tests.factories import (
    ContactFactory,
    DirectFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.models.introductions.asks import DAY, Because, ask, day

pytestmark = pytest.mark.django_db


def test_ask_needs_the_pledge(alice):
    draft = IntroductionFactory(owner=alice)

    with pytest.raises(ValidationError, match="tick the pledge"):
        draft.mark(ASKED, DAY)

    draft.refresh_from_db()
    assert (draft.asked_on, draft.status) == (None, "draft")


def test_ask_records_the_day_and_an_introducer(alice):
    draft = IntroductionFactory(owner=alice, pledged_on=DAY, write_by=day(9))

    draft.mark(ASKED, day(1))

    draft.refresh_from_db()
    assert (draft.asked_on, draft.status) == (day(1), "asked")
    introducer = Contact.objects.get(pk=draft.introducer_id)
    assert (introducer.may_introduce, introducer.last_touch_on) == (True, day(1))


def test_ask_takes_no_for_an_answer(alice):
    prospect = ProspectFactory(owner=alice, name="Ruth Abernethy", closed_on=DAY, closed_because="said_no")
    draft = IntroductionFactory(owner=alice, prospect=prospect, pledged_on=DAY, write_by=day(9))

    with pytest.raises(ValidationError, match="Ruth said no"):
        draft.mark(ASKED, DAY)


def test_ask_for_anyone_takes_no_from_nobody(alice):
    draft = IntroductionFactory(owner=alice, prospect=None, pledged_on=DAY, write_by=day(30))

    draft.mark(ASKED, DAY)

    assert draft.asked_on == DAY


def test_day_of_the_ask_can_be_corrected_after_a_no(alice):
    introduction = ask(alice)
    introduction.prospect.close(day(1), Contact.ClosedBecause.SAID_NO)

    introduction.mark(ASKED, day(-1))

    assert introduction.asked_on == day(-1)


def test_nudge_is_given_once(alice):
    introduction = ask(alice)

    introduction.mark(NUDGED, day(3))

    with pytest.raises(ValidationError, match="One nudge is enough"):
        introduction.mark(NUDGED, day(4))
    introduction.refresh_from_db()
    assert introduction.nudged_on == day(3)


def test_nudge_waits_for_no_answer_once_introduced(alice):
    introduction = ask(alice, made_on=day(1))

    with pytest.raises(ValidationError, match="no answer to wait for"):
        introduction.mark(NUDGED, day(3))


def test_verbs_lead_from_asked_to_kept(alice):
    introduction = ask(alice)
    states = [introduction.status]

    for verb in ("agreed", "made", "written", "met", "thanked", "introducer_informed"):
        introduction.mark(BY_COLUMN[f"{verb}_on"], day(len(states)))
        states.append(introduction.status)

    assert states == ["asked", "agreed", "made", "in_touch", "met", "met", "kept"]
    introduction.refresh_from_db()
    assert (introduction.agreed_on, introduction.introducer_informed_on) == (day(1), day(6))


def test_made_for_anyone_needs_a_person(alice):
    introduction = ask(alice, prospect=None)

    with pytest.raises(ValidationError, match="who you were introduced to"):
        introduction.mark(MADE, day(1))

    person = ContactFactory(owner=alice)
    introduction.mark(MADE, day(1), prospect=person)
    person.refresh_from_db()
    assert (introduction.status, introduction.prospect, person.prospect_on) == ("made", person, day(1))


def test_follow_ups_are_sent_once_each_and_in_order(alice):
    introduction = ask(alice, made_on=DAY, written_on=day(1))

    with pytest.raises(ValidationError, match="follow-up comes after"):
        introduction.mark(FOLLOWED_UP_AGAIN, day(3))
    introduction.mark(FOLLOWED_UP, day(3))
    with pytest.raises(ValidationError, match="three messages are enough"):
        introduction.mark(FOLLOWED_UP, day(4))
    introduction.mark(FOLLOWED_UP_AGAIN, day(5))
    with pytest.raises(ValidationError, match="three messages are enough"):
        introduction.mark(FOLLOWED_UP_AGAIN, day(6))

    introduction.refresh_from_db()
    assert (introduction.followed_up_on, introduction.followed_up_again_on) == (day(3), day(5))


def test_checked_names_the_person_and_changes_no_state(alice):
    introduction = ask(alice, prospect=None)
    with pytest.raises(ValidationError, match="who they checked with"):
        introduction.mark(CHECKED, day(1))
    person = ContactFactory(owner=alice)

    introduction.mark(CHECKED, day(1), prospect=person)

    person.refresh_from_db()
    assert (introduction.status, introduction.prospect, person.prospect_on) == ("asked", person, day(1))
    introduction.forget("checked_on", to_anyone=True)
    assert (introduction.checked_on, introduction.prospect) == (None, None)


def test_introducer_comes_up_with_somebody(alice):
    introduction = ask(alice, prospect=None)
    person = ContactFactory(owner=alice)

    introduction.name_person(day(2), person)

    introduction.refresh_from_db()
    assert (introduction.status, introduction.agreed_on, introduction.prospect) == ("agreed", day(2), person)
    with pytest.raises(ValidationError, match="already know"):
        introduction.name_person(day(3), ContactFactory(owner=alice))
    introduction.forget("prospect")
    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.agreed_on) == (None, day(2))


def test_nobody_who_said_no_is_written_to_and_the_day_of_a_message_is_set_right(alice, freeze):
    freeze(day(9))
    prospect = ProspectFactory(owner=alice, name="Ruth Abernethy", closed_on=DAY, closed_because="said_no")
    meant = DirectFactory(owner=alice, prospect=prospect, pledged_on=DAY)

    with pytest.raises(ValidationError, match="Ruth said no"):
        meant.mark(WRITTEN, day(1))

    meant.record(written_on=day(2))
    meant.correct(written_on=day(1))
    assert meant.written_on == day(1)


def test_writing_by_oneself_asks_again_whoever_said_not_now(alice):
    prospect = ProspectFactory(owner=alice, not_now_on=DAY, ask_again_on=day(90))
    direct = DirectFactory(owner=alice, prospect=prospect, pledged_on=DAY)

    direct.mark(WRITTEN, day(1))

    prospect.refresh_from_db()
    assert (prospect.said_not_now, prospect.ask_again_on) == (False, None)


def test_asking_somebody_to_introduce_one_asks_again_whoever_said_not_now(alice):
    prospect = ProspectFactory(owner=alice, not_now_on=DAY, ask_again_on=day(90))
    meant = ask(alice, prospect=prospect, asked_on=None, pledged_on=DAY, write_by=day(30))

    meant.mark(ASKED, day(1))

    prospect.refresh_from_db()
    assert (prospect.said_not_now, prospect.ask_again_on) == (False, None)


def test_introducer_may_not_come_up_with_somebody_who_said_no(alice):
    introduction = ask(alice, prospect=None)
    person = ProspectFactory(owner=alice, name="Ruth Abernethy", closed_on=DAY, closed_because="said_no")

    with pytest.raises(ValidationError, match="Ruth said no"):
        introduction.name_person(day(2), person)

    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.agreed_on) == (None, None)


def test_person_stays_named_once_they_were_checked_with(alice):
    introduction = ask(alice, checked_on=day(1))

    with pytest.raises(ValidationError, match="First undo what came after it: checked"):
        introduction.forget("prospect")


def test_several_people_come_of_one_ask(alice):
    first = ask(alice, made_on=day(3), written_on=day(3), message="Dear Sam", channel="text")
    criterion = MentorCriterionFactory(owner=alice)
    first.criteria.add(criterion)
    person = ContactFactory(owner=alice)

    second = first.lead_to(day(4), person)
    third = second.lead_to(day(5), ContactFactory(owner=alice))

    second.refresh_from_db()
    person.refresh_from_db()
    assert (second.status, second.made_on, second.written_on, second.prospect) == (
        "made",
        day(4),
        None,
        person,
    )
    same = ("introducer", "goal", "purpose", "message", "channel", "asked_on", "write_by", "pledged_on")
    assert [getattr(second, name) for name in same] == [getattr(first, name) for name in same]
    assert list(second.criteria.all()) == [criterion]
    assert (second.came_from, third.came_from, person.prospect_on) == (first, first, day(4))
    assert set(first.led_to.all()) == {second, third}


def test_same_person_comes_of_an_ask_only_once(alice):
    first = ask(alice, made_on=day(3))

    with pytest.raises(ValidationError, match="already asked"):
        first.lead_to(day(4), first.prospect)
    with pytest.raises(ValidationError, match="to themselves"):
        first.lead_to(day(4), first.introducer)
    with pytest.raises(ValidationError, match="The introduction comes after the ask"):
        first.lead_to(day(-1), ContactFactory(owner=alice))
    with pytest.raises(ValidationError, match="First say"):
        ask(alice).lead_to(day(4), ContactFactory(owner=alice))

    assert Introduction.objects.filter(came_from__isnull=False).count() == 0


def test_further_introduction_is_taken_back_until_something_follows(alice):
    first = ask(alice, made_on=day(3))
    second, third = (first.lead_to(day(4), ContactFactory(owner=alice)) for _number in range(2))
    third.mark(WRITTEN, day(5))

    second.take_back()
    for introduction in (first, third):
        with pytest.raises(ValidationError, match="already come"):
            introduction.take_back()

    assert set(Introduction.objects.all()) == {first, third}


def test_made_takes_up_a_prospect_again_but_not_after_a_no(alice):
    no_fit = ProspectFactory(owner=alice, closed_on=DAY, closed_because="not_a_fit")
    said_no = ProspectFactory(owner=alice, closed_on=DAY, closed_because="said_no")

    ask(alice, prospect=no_fit).mark(MADE, day(1))
    ask(alice, prospect=said_no).mark(MADE, day(1))

    no_fit.refresh_from_db()
    said_no.refresh_from_db()
    assert (no_fit.is_prospect, said_no.is_prospect) == (True, False)


def test_facts_out_of_order_change_nothing(alice):
    introduction = ask(alice, made_on=day(5))

    for verb, on in (("written", 4), ("met", 4), ("agreed", 6), ("introducer_informed", 6), ("thanked", 4)):
        with pytest.raises(ValidationError):
            introduction.mark(BY_COLUMN[f"{verb}_on"], day(on))

    assert introduction.written_on is None
    introduction.refresh_from_db()
    told = {name: getattr(introduction, name) for name in COLUMNS if getattr(introduction, name)}
    assert told == {"asked_on": DAY, "made_on": day(5)}


def test_closed_introduction_takes_only_thanks_and_the_outcome(alice):
    introduction = ask(alice, closed_on=day(5), closed_because="no_answer")

    with pytest.raises(ValidationError, match="closed"):
        introduction.mark(MADE, day(5))
    introduction.mark(THANKED, day(6))

    assert (introduction.status, introduction.thanked_on) == ("closed", day(6))


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({}, {"no_answer", "introducer_declined", "prospect_declined", "withdrawn"}),
        ({"prospect": None}, {"no_answer", "introducer_declined", "withdrawn"}),
        ({"made_on": DAY}, {"no_answer", "prospect_declined", "withdrawn"}),
        ({"made_on": DAY, "answered_on": DAY}, {"prospect_declined", "withdrawn"}),
        ({"made_on": DAY, "met_on": DAY}, {"prospect_declined", "withdrawn"}),
        ({"made_on": DAY, "met_on": DAY, "thanked_on": DAY, "introducer_informed_on": DAY}, set()),
        ({"asked_on": None}, set()),
    ],
)
def test_reasons_to_close_fit_how_far_it_came(alice, facts, reasons):
    introduction = ask(alice, **facts)

    assert set(introduction.reasons_to_close) == reasons
    for because in set(Because) - reasons:
        with pytest.raises(ValidationError):
            introduction.close(day(1), because)


def test_no_of_the_person_closes_the_prospect_and_undo_opens_it(alice):
    introduction = ask(alice, made_on=day(1))

    introduction.close(day(3), Because.PROSPECT_DECLINED)
    prospect = Contact.objects.get(pk=introduction.prospect_id)
    assert (introduction.status, prospect.said_no, prospect.closed_on) == ("closed", True, day(3))

    introduction.forget("closed_on")
    prospect.refresh_from_db()
    assert (introduction.status, introduction.closed_because, prospect.is_prospect) == ("made", "", True)


def test_closed_is_closed_once(alice):
    introduction = ask(alice, closed_on=day(5), closed_because="no_answer")

    assert introduction.reasons_to_close == []
    with pytest.raises(ValidationError, match="is closed"):
        introduction.close(day(6), Because.WITHDRAWN)


def test_undo_of_a_no_leaves_the_no_of_a_meeting(alice):
    introduction = ask(alice, made_on=day(1))
    introduction.close(day(3), Because.PROSPECT_DECLINED)
    MeetingFactory(
        owner=alice,
        contact=introduction.prospect,
        held_on=day(3),
        recorded_on=day(3),
        outcome="said_no",
    )

    introduction.forget("closed_on")

    assert Contact.objects.get(pk=introduction.prospect_id).said_no


def test_reopening_beside_a_second_ask_says_why_it_cannot_be(alice):
    first = ask(alice, closed_on=day(2), closed_because="no_answer")
    ask(alice, introducer=first.introducer, prospect=first.prospect, asked_on=day(3))

    with pytest.raises(ValidationError, match="already asked"):
        first.forget("closed_on")


TO_ANSWER = {"nudged", "agreed", "checked", "made", "closed"}
TO_MEET = {"written", "answered", "met", "closed", "thanked"}
SENT = {"made_on": DAY, "written_on": DAY}


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        ({"asked_on": None}, {"asked"}),
        ({}, TO_ANSWER),
        ({"agreed_on": DAY}, TO_ANSWER),
        ({"made_on": DAY}, TO_MEET),
        (SENT, TO_MEET | {"followed_up"}),
        (SENT | {"followed_up_on": DAY}, TO_MEET | {"followed_up", "followed_up_again"}),
        (SENT | {"answered_on": DAY}, TO_MEET),
        (SENT | {"met_on": DAY}, {"closed", "thanked", "introducer_informed"}),
        (
            SENT | {"met_on": DAY, "thanked_on": DAY, "introducer_informed_on": DAY},
            {"thanked", "introducer_informed"},
        ),
        ({"closed_on": DAY, "closed_because": "no_answer"}, {"thanked"}),
        (
            {"made_on": DAY, "closed_on": DAY, "closed_because": "no_answer"},
            {"thanked", "introducer_informed"},
        ),
    ],
)
def test_what_may_happen_next_follows_from_what_happened(alice, facts, may):
    introduction = ask(alice, **facts)

    assert {fact.verb for fact in BY_COLUMN.values() if fact.may(introduction)} == may
