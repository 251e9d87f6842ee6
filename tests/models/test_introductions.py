"""Step 3: what each verb of an introduction means, which courtesies follow, and that no order of clicks breaks it."""

import contextlib
import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.models import Contact, Introduction
from mentoring.models.introductions import FACTS, Courtesy
from tests.factories import ContactFactory, IntroductionFactory, ProspectFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
Because = Introduction.ClosedBecause


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def ask(owner, **facts) -> Introduction:
    """An introduction asked for on day 0, to be written to by day 30."""
    return IntroductionFactory(owner=owner, **{"asked_on": DAY} | facts)


def owed(introduction, owner) -> list[tuple[str, dt.date]]:
    return [(duty.courtesy, duty.due_on) for duty in introduction.duties(owner)]


# Verbs


def test_ask_needs_the_pledge(alice):
    draft = IntroductionFactory(owner=alice)

    with pytest.raises(ValidationError, match="tick the pledge"):
        draft.mark_asked(DAY)

    draft.refresh_from_db()
    assert (draft.asked_on, draft.status) == (None, "draft")


def test_ask_records_the_day_and_an_introducer(alice):
    draft = IntroductionFactory(owner=alice, pledged_on=DAY, write_by=day(9))

    draft.mark_asked(day(1))

    draft.refresh_from_db()
    assert (draft.asked_on, draft.status) == (day(1), "asked")
    introducer = Contact.objects.get(pk=draft.introducer_id)
    assert (introducer.may_introduce, introducer.last_touch_on) == (True, day(1))


def test_ask_takes_no_for_an_answer(alice):
    prospect = ProspectFactory(owner=alice, name="Ruth Abernethy", closed_on=DAY, closed_because="said_no")
    draft = IntroductionFactory(owner=alice, prospect=prospect, pledged_on=DAY, write_by=day(9))

    with pytest.raises(ValidationError, match="Ruth said no"):
        draft.mark_asked(DAY)


def test_day_of_the_ask_can_be_corrected_after_a_no(alice):
    introduction = ask(alice)
    introduction.prospect.close(day(1), Contact.ClosedBecause.SAID_NO)

    introduction.mark_asked(day(-1))

    assert introduction.asked_on == day(-1)


def test_nudge_is_given_once(alice):
    introduction = ask(alice)

    introduction.mark_nudged(day(3))

    with pytest.raises(ValidationError, match="One nudge is enough"):
        introduction.mark_nudged(day(4))
    introduction.refresh_from_db()
    assert introduction.nudged_on == day(3)


def test_nudge_waits_for_no_answer_once_introduced(alice):
    introduction = ask(alice, made_on=day(1))

    with pytest.raises(ValidationError, match="no answer to wait for"):
        introduction.mark_nudged(day(3))


def test_verbs_lead_from_asked_to_kept(alice):
    introduction = ask(alice)
    states = [introduction.status]

    for verb in ("agreed", "made", "written", "met", "thanked", "told"):
        getattr(introduction, f"mark_{verb}")(day(len(states)))
        states.append(introduction.status)

    assert states == ["asked", "agreed", "made", "in_touch", "met", "met", "kept"]
    introduction.refresh_from_db()
    assert (introduction.agreed_on, introduction.told_on) == (day(1), day(6))


def test_made_for_anyone_needs_a_person(alice):
    introduction = ask(alice, prospect=None)

    with pytest.raises(ValidationError, match="whom you were introduced to"):
        introduction.mark_made(day(1))

    person = ContactFactory(owner=alice)
    introduction.mark_made(day(1), person)
    person.refresh_from_db()
    assert (introduction.status, introduction.prospect, person.prospect_on) == ("made", person, day(1))


def test_made_takes_up_a_prospect_again_but_not_after_a_no(alice):
    not_now = ProspectFactory(owner=alice, closed_on=DAY, closed_because="not_now")
    said_no = ProspectFactory(owner=alice, closed_on=DAY, closed_because="said_no")

    ask(alice, prospect=not_now).mark_made(day(1))
    ask(alice, prospect=said_no).mark_made(day(1))

    not_now.refresh_from_db()
    said_no.refresh_from_db()
    assert (not_now.is_prospect, said_no.is_prospect) == (True, False)


def test_facts_out_of_order_change_nothing(alice):
    introduction = ask(alice, made_on=day(5))

    for verb, on in (("written", 4), ("met", 4), ("agreed", 6), ("told", 6), ("thanked", 4)):
        with pytest.raises(ValidationError):
            getattr(introduction, f"mark_{verb}")(day(on))

    assert introduction.written_on is None
    introduction.refresh_from_db()
    told = {name: getattr(introduction, name) for name in FACTS if getattr(introduction, name)}
    assert told == {"asked_on": DAY, "made_on": day(5)}


def test_closed_introduction_takes_only_thanks_and_the_outcome(alice):
    introduction = ask(alice, closed_on=day(5), closed_because="no_answer")

    with pytest.raises(ValidationError, match="closed"):
        introduction.mark_made(day(5))
    introduction.mark_thanked(day(6))

    assert (introduction.status, introduction.thanked_on) == ("closed", day(6))


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({}, {"no_answer", "introducer_declined", "prospect_declined", "withdrawn"}),
        ({"prospect": None}, {"no_answer", "introducer_declined", "withdrawn"}),
        ({"made_on": DAY}, {"no_answer", "prospect_declined", "withdrawn"}),
        ({"made_on": DAY, "met_on": DAY}, {"prospect_declined", "withdrawn"}),
        ({"made_on": DAY, "met_on": DAY, "thanked_on": DAY, "told_on": DAY}, set()),
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
    introduction.mark_made(day(1), ContactFactory(owner=alice))

    introduction.forget("made_on", to_anyone=True)

    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.status) == (None, "asked")


def test_facts_keep_the_last_touch_of_both_people(alice):
    introduction = ask(alice, made_on=day(1))

    introduction.mark_written(day(4))
    assert Contact.objects.get(pk=introduction.prospect_id).last_touch_on == day(4)

    introduction.forget("written_on")
    assert Contact.objects.get(pk=introduction.prospect_id).last_touch_on == day(1)
    assert Contact.objects.get(pk=introduction.introducer_id).last_touch_on == day(1)


def test_remove_takes_its_touches_with_it(alice):
    introduction = ask(alice, made_on=day(1))
    introduction.mark_written(day(4))
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
        again.mark_asked(day(1))

    first.close(day(1), Because.NO_ANSWER)
    again.mark_asked(day(1))
    assert again.status == "asked"


# Courtesies


def test_draft_owes_nothing(alice):
    assert owed(IntroductionFactory(owner=alice), alice) == []


def test_asked_is_nudged_once_and_then_given_up(alice):
    introduction = ask(alice)
    assert owed(introduction, alice) == [(Courtesy.NUDGE, day(10))]

    introduction.mark_nudged(day(11))
    assert owed(introduction, alice) == [(Courtesy.GIVE_UP, day(18))]


def test_yes_starts_the_waiting_anew(alice):
    assert owed(ask(alice, agreed_on=day(4)), alice) == [(Courtesy.NUDGE, day(14))]


def test_introduced_owes_a_letter_then_thanks(alice):
    introduction = ask(alice, made_on=day(3))

    assert owed(introduction, alice) == [(Courtesy.WRITE, day(5)), (Courtesy.THANK, day(8))]


def test_promised_day_to_write_comes_first_when_it_is_nearer(alice):
    nearer = ask(alice, write_by=day(4), made_on=day(3))
    passed = ask(alice, write_by=day(2), made_on=day(3))

    assert owed(nearer, alice)[0] == (Courtesy.WRITE, day(4))
    assert owed(passed, alice)[0] == (Courtesy.WRITE, day(3))


def test_numbers_of_the_person_count(alice):
    alice.write_within, alice.thank_within, alice.nudge_after, alice.report_within = 3, 2, 7, 14

    assert owed(ask(alice), alice) == [(Courtesy.NUDGE, day(7))]
    assert owed(ask(alice, made_on=DAY), alice) == [(Courtesy.THANK, day(2)), (Courtesy.WRITE, day(3))]
    met = ask(alice, made_on=DAY, thanked_on=DAY, met_on=day(1))
    assert owed(met, alice) == [(Courtesy.TELL, day(15))]


def test_met_owes_the_outcome_and_no_letter(alice):
    introduction = ask(alice, made_on=DAY, met_on=day(6))

    assert owed(introduction, alice) == [(Courtesy.THANK, day(5)), (Courtesy.TELL, day(13))]
    introduction.mark_thanked(day(6))
    introduction.mark_told(day(6))
    assert (owed(introduction, alice), introduction.next_duty(alice)) == ([], None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"closed_because": "no_answer"}, []),
        ({"closed_because": "withdrawn"}, []),
        ({"closed_because": "introducer_declined"}, [(Courtesy.THANK, day(6))]),
        (
            {"closed_because": "prospect_declined", "made_on": day(1)},
            [(Courtesy.THANK, day(6)), (Courtesy.TELL, day(12))],
        ),
        (
            {"closed_because": "no_answer", "made_on": day(1), "thanked_on": day(2)},
            [(Courtesy.TELL, day(12))],
        ),
    ],
)
def test_closed_owes_a_word_to_whoever_helped(alice, facts, expected):
    introduction = ask(alice, closed_on=day(5), **facts)

    assert owed(introduction, alice) == expected


def test_duty_is_late_after_its_day(alice):
    duty = ask(alice).next_duty(alice)

    assert [duty.is_late(day(number)) for number in (9, 10, 11)] == [False, False, True]


# Phrases


def test_phrases_sort_by_state(alice, bob):
    draft, asked = IntroductionFactory(owner=alice), ask(alice)
    made = ask(alice, made_on=DAY)
    kept = ask(alice, made_on=DAY, met_on=DAY, thanked_on=DAY, told_on=DAY)
    declined = ask(alice, closed_on=DAY, closed_because="introducer_declined")
    silent = ask(alice, closed_on=DAY, closed_because="no_answer")
    ask(bob)
    mine = Introduction.objects.owned_by(alice)

    assert list(mine.drafts()) == [draft]
    assert set(mine.open()) == {asked, made}
    assert set(mine.unused()) == {made}
    assert set(mine.over()) == {kept, declined, silent}
    assert set(mine.with_courtesies_left()) == {asked, made, declined}
    assert list(mine.nearest_first())[:4] == [made, asked, draft, kept]


# Any clicks in any order

VERBS = ("nudged", "agreed", "made", "written", "thanked", "met", "told", "asked")
ASKED, MADE = [("asked", 0)], [("asked", 0), ("made", 0)]
BEGINNINGS = (ASKED, MADE, [*MADE, ("written", 0)], [*MADE, ("met", 0)], [])
told = st.tuples(st.sampled_from(VERBS), st.integers(0, 2))
clicks = st.one_of(
    told,
    told,
    told,
    told,
    st.tuples(st.sampled_from(VERBS), st.integers(-3, 2)),
    st.tuples(st.just("forget"), st.sampled_from([*FACTS, "nonsense"]), st.booleans()),
    st.tuples(st.just("close"), st.integers(-3, 2), st.sampled_from([*Because, "nonsense"])),
)


def status_of(introduction) -> str:
    """The state as the facts say it, told apart from the database's own words."""
    if introduction.closed_on:
        return "closed"
    if introduction.met_on:
        return "kept" if introduction.told_on and introduction.thanked_on else "met"
    for fact, status in (("written_on", "in_touch"), ("made_on", "made"), ("agreed_on", "agreed")):
        if getattr(introduction, fact):
            return status
    return "asked" if introduction.asked_on else "draft"


@settings(max_examples=20)
@given(
    is_named=st.booleans(),
    begun=st.sampled_from(BEGINNINGS),
    clicked=st.lists(clicks, min_size=6, max_size=14),
)
def test_no_order_of_clicks_breaks_an_introduction(alice, is_named, begun, clicked):
    with transaction.atomic():
        somebody = ContactFactory(owner=alice)
        prospect = {} if is_named else {"prospect": None}
        introduction = IntroductionFactory(owner=alice, pledged_on=DAY, write_by=day(20), **prospect)

        for at, (verb, first, *others) in enumerate([*begun, *clicked]):
            # The days go on, with slips to both sides, so that many facts hold and some are refused.
            with contextlib.suppress(ValidationError):
                if verb == "made":
                    introduction.mark_made(day(at + first), None if introduction.prospect else somebody)
                elif verb == "close":
                    introduction.close(day(at + first), *others)
                elif verb == "forget":
                    introduction.forget(first, *others)
                else:
                    getattr(introduction, f"mark_{verb}")(day(at + first))
            stands = Introduction.objects.get(pk=introduction.pk)
            assert {name: getattr(stands, name) for name in FACTS} == {
                name: getattr(introduction, name) for name in FACTS
            }
            assert introduction.status == stands.status == status_of(stands)
            duties = introduction.duties(alice)
            assert introduction.next_duty(alice) in ([None] if not duties else duties[:1])
            assert len({duty.courtesy for duty in duties}) == len(duties)
        transaction.set_rollback(True)
