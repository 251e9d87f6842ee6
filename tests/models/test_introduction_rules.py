"""Step 3: the rules of an introduction's facts, in Python and in the database; what is left to do, on every page."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.models import Contact, Introduction, Mailing
from mentoring.models.introduction_facts import CLOSED, COLUMNS, FACTS
from mentoring.notifications.mail.composing import actions_for, compose
from mentoring.status import next_actions
from tests.chance import examples
from tests.factories import DirectFactory, IntroductionFactory
from tests.machines.holding import assert_pages_agree, status_of

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
Because = Introduction.ClosedBecause
VERBS = {fact.verb: fact for fact in FACTS if fact != CLOSED}


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


@st.composite
def histories(draw) -> dict:
    """Facts as they may follow each other, and then a slip or two in half of all cases."""
    told, at = {}, 0

    def perhaps(*names):
        nonlocal at
        for name in names:
            if draw(st.booleans()):
                at += draw(st.sampled_from([0, 0, 1, 3, 9]))
                told[name] = at

    told["is_direct"] = is_direct = draw(st.integers(0, 2)) == 0
    if not is_direct:
        told["asked_on"] = at
        perhaps("nudged_on", "agreed_on", "checked_on")
    if is_direct or draw(st.integers(0, 3)):
        if not is_direct:
            told["made_on"] = at = at + draw(st.integers(0, 3))
        perhaps("written_on")
        if "written_on" in told:
            perhaps("followed_up_on")
            if "followed_up_on" in told:
                perhaps("followed_up_again_on")
        perhaps(*([] if is_direct else ["thanked_on"]), "answered_on", "met_on")
        if "met_on" in told and not is_direct:
            perhaps("introducer_informed_on")
    if draw(st.integers(0, 2)) == 0:
        perhaps("closed_on")
    if "closed_on" in told and not is_direct:
        perhaps("thanked_on", *(["introducer_informed_on"] if "made_on" in told else []))
    for name in draw(
        st.sampled_from([[], [], [draw(st.sampled_from(COLUMNS))], draw(st.permutations(COLUMNS))[:2]])
    ):
        told[name] = draw(st.none() | st.integers(0, 12))
    return told


ANY_HISTORY = given(
    told=histories(),
    because=st.sampled_from([*Because, *Because, "", "rain"]),
    has_pledge=st.sampled_from([True] * 9 + [False]),
    whom=st.sampled_from(["somebody"] * 6 + ["nobody", "the introducer", "asked before"]),
    days_later=st.integers(5, 50),
)


@settings(max_examples=examples(70))
@ANY_HISTORY
def test_database_refuses_what_the_application_refuses(alice, **history):
    assert_refused_alike(alice, **history)


@pytest.mark.long
@settings(max_examples=1000)
@ANY_HISTORY
def test_database_refuses_in_a_thousand_histories_what_the_application_refuses(alice, **history):
    assert_refused_alike(alice, **history)


def assert_refused_alike(alice, told, because, has_pledge, whom, days_later):
    """Whatever the constraints say of facts in Python, the database says of them too."""
    if told.get("closed_on") is None and because in Because:
        because = ""
    is_direct = told["is_direct"]
    with transaction.atomic():
        record = IntroductionFactory(owner=alice)
        if whom == "asked before" and is_direct:
            DirectFactory(owner=alice, prospect=record.prospect)
        elif whom == "asked before":
            IntroductionFactory(
                owner=alice, introducer=record.introducer, prospect=record.prospect, asked_on=DAY
            )
        prospect = {"nobody": None, "the introducer": record.introducer_id}.get(whom, record.prospect_id)
        facts = {name: None if told.get(name) is None else day(told[name]) for name in COLUMNS}
        facts |= {"closed_because": because, "prospect_id": prospect, "write_by": day(4)}
        facts["pledged_on"] = DAY if has_pledge else None
        facts["introducer_id"] = None if is_direct else record.introducer_id

        thought = Introduction.objects.get(pk=record.pk)
        for name, value in facts.items():
            setattr(thought, name, value)
        try:
            thought.validate_constraints(exclude={"form_key"})
            is_fine = True
        except ValidationError:
            is_fine = False
        try:
            with transaction.atomic():
                Introduction.objects.filter(pk=record.pk).update(**facts)
            is_kept = True
        except IntegrityError:
            is_kept = False

        assert is_kept == is_fine
        if is_kept:
            stands = Introduction.objects.get(pk=record.pk)
            assert stands.status == status_of(stands)
            assert_pages_agree(alice, day(days_later))
        transaction.set_rollback(True)


def test_whoever_is_owed_a_word_after_the_end_is_never_forgotten(alice):
    closed = {"asked_on": DAY, "closed_on": day(2)}
    ends = [(because, made) for because in Because for made in (None, DAY)]
    for because, made_on in ends:
        if because == Because.INTRODUCER_DECLINED and made_on:
            continue  # the database knows that nobody declines what they did
        outcome = made_on or because == Because.INTRODUCER_DECLINED
        for thanked_on in (None, day(2)) if outcome else (None,):
            for introducer_informed_on in (None, day(2)) if made_on else (None,):
                words = {
                    "made_on": made_on,
                    "thanked_on": thanked_on,
                    "introducer_informed_on": introducer_informed_on,
                }
                IntroductionFactory(owner=alice, closed_because=because, **closed, **words)

    assert_pages_agree(alice, day(3))


# The pages as they are printed

REACHED = {
    "asked": ({"asked_on": -20}, "nudged"),
    "nudged": ({"asked_on": -40, "nudged_on": -20}, "closed"),
    "checked": ({"asked_on": -20, "checked_on": -15}, "nudged"),
    "made": ({"asked_on": -20, "made_on": -3}, "written"),
    "made, long ago": ({"asked_on": -60, "made_on": -50}, "written"),
    "written, not thanked": ({"asked_on": -20, "made_on": -8, "written_on": -2}, "thanked"),
    "silent": ({"asked_on": -40, "made_on": -30, "written_on": -20, "thanked_on": -20}, "followed_up"),
    "still silent": (
        {
            "asked_on": -60, "made_on": -50, "written_on": -40, "thanked_on": -40, "followed_up_on": -20,
        },
        "followed_up_again",
    ),
    "silent for good": (
        {
            "asked_on": -70, "made_on": -60, "written_on": -60, "thanked_on": -60, "followed_up_on": -40,
            "followed_up_again_on": -20,
        },
        "closed",
    ),
    "met": ({"asked_on": -40, "made_on": -30, "thanked_on": -30, "met_on": -9}, "introducer_informed"),
    "declined": ({"asked_on": -40, "closed_on": -3, "closed_because": "introducer_declined"}, "thanked"),
    "led nowhere": (
        {"asked_on": -40, "made_on": -30, "thanked_on": -30, "closed_on": -9, "closed_because": "no_answer"},
        "introducer_informed",
    ),
    "known, pledged": ({"pledged_on": -1}, "written"),
    "known, not written in time": ({"pledged_on": -30}, "written"),
    "known, silent": ({"pledged_on": -20, "written_on": -20}, "followed_up"),
    "known, silent for good": (
        {
            "pledged_on": -60, "written_on": -60, "followed_up_on": -40, "followed_up_again_on": -20,
        },
        "closed",
    ),
}  # fmt: skip


@pytest.mark.any_database
@pytest.mark.parametrize("name", REACHED)
def test_dashboard_list_and_contact_offer_the_same_button(client_alice, alice, today, name):
    told, verb = REACHED[name]
    told = {fact: today + dt.timedelta(days=at) if isinstance(at, int) else at for fact, at in told.items()}
    introduction = (DirectFactory if "pledged_on" in told else IntroductionFactory)(owner=alice, **told)
    button = f'action="{reverse(f"introductions.{verb}", args=[introduction.pk])}"'
    link = f'href="{reverse(f"introductions.{verb}", args=[introduction.pk])}"'

    alice.reminder_rhythm = "daily"
    due_on = introduction.next_courtesy(alice).due_on
    sent = compose(alice, actions_for(alice, max(today, due_on)), Mailing(owner=alice), max(today, due_on))
    [said] = [action for action in next_actions.for_user(alice, today) if verb in action.key]
    assert f"* {said.title}" in sent.body

    pages = {
        page: client_alice.get(page).content.decode()
        for page in (
            reverse("dashboard.index"),
            reverse("introductions.index") + "?show=all",
            reverse("introductions.detail", args=[introduction.pk]),
            *(reverse("contacts.detail", args=[person.pk]) for person in introduction.people),
        )
    }

    assert [page for page, html in pages.items() if button not in html and link not in html] == []
    assert Contact.objects.count() == len(introduction.people)
