"""Step 3: no order of clicks, repeats, days or undo leads an introduction into a contradiction, on either database."""

import contextlib
import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mentoring import next_actions, tracks
from mentoring.models import Contact, Introduction, Meeting
from mentoring.models.duties import Courtesy
from mentoring.models.introduction_facts import FACTS
from tests.factories import ContactFactory, IntroductionFactory, MeetingFactory, ProspectFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
Because = Introduction.ClosedBecause
VERBS = [name.removesuffix("_on") for name in FACTS if name != "closed_on"]
# What leads to each state worth beginning in: most orders of clicks are refused early.
ROADS = [
    [],
    ["asked"],
    ["asked", "checked"],
    ["asked", "made"],
    ["asked", "made", "written"],
    ["asked", "made", "written", "followed_up", "followed_up_again"],
    ["asked", "agreed", "made", "written", "thanked", "answered", "met"],
]


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def facts_of(introduction) -> dict:
    return {name: getattr(introduction, name) for name in (*FACTS, "closed_because", "prospect_id", "status")}


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


def courtesies_of(introduction, actions) -> list:
    """The courtesies of one introduction among next actions, with the day of each."""
    keys = {f"introduction.{courtesy.value}:{introduction.pk}": courtesy for courtesy in Courtesy}
    return [(keys[action.key], action.due_on) for action in actions if action.key in keys]


class Search(RuleBasedStateMachine):
    """Somebody clicks about in one ask and whatever came of it, with slips, repeats and second thoughts."""

    owner = None  # whose search it is, set by the test
    slips = st.integers(-4, 6)

    def __init__(self):
        super().__init__()
        self.held = transaction.atomic()
        self.held.__enter__()
        self.at = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.held.__exit__(None, None, None)

    @initialize(is_named=st.booleans(), road=st.sampled_from(ROADS))
    def begin(self, is_named, road):
        introducer = ContactFactory(owner=self.owner, name="Sam")
        self.people = [introducer, *(ContactFactory(owner=self.owner) for _number in range(2))]
        somebody = {"prospect": ProspectFactory(owner=self.owner, name="Ruth") if is_named else None}
        first = IntroductionFactory(
            owner=self.owner, introducer=introducer, pledged_on=DAY, write_by=day(9), **somebody
        )
        self.introductions = [first]
        for verb in road:
            self.at += 1
            self.told(first, verb, self.at, self.people[1])

    def attempt(self, deed):
        """Do it; only a ValidationError may refuse, and then nothing has changed."""
        before = list(Introduction.objects.order_by("pk").values())
        reasons = None
        try:
            with transaction.atomic():
                deed()
        except ValidationError as refusal:
            reasons = refusal.messages
        if reasons is not None:
            assert "" not in [reason.rpartition(": ")[2] for reason in reasons]
            assert list(Introduction.objects.order_by("pk").values()) == before
        self.introductions = list(Introduction.objects.owned_by(self.owner).with_people().order_by("pk"))

    @staticmethod
    def told(introduction, verb, on, somebody):
        if verb in ("checked", "made"):
            getattr(introduction, f"mark_{verb}")(day(on), None if introduction.prospect else somebody)
        else:
            getattr(introduction, f"mark_{verb}")(day(on))

    def pick(self, which):
        return self.introductions[which % len(self.introductions)]

    which = st.integers(0, 5)

    @rule(which=which, verb=st.sampled_from(VERBS), slip=slips, person=st.integers(0, 2))
    def something_happens(self, which, verb, slip, person):
        self.at += 1
        introduction = self.pick(which)
        self.attempt(lambda: self.told(introduction, verb, self.at + slip, self.people[person]))

    @rule(which=which, slip=st.integers(0, 2))
    def the_next_courtesy_is_kept(self, which, slip):
        introduction = self.pick(which)
        duty = introduction.next_duty(self.owner)
        if duty is None:
            return
        self.at = max(self.at, (duty.due_on - DAY).days) + slip
        if duty.courtesy == Courtesy.GIVE_UP:
            introduction.close(day(self.at), Because.NO_ANSWER)
        else:
            # What good manners ask for is never refused.
            getattr(introduction, f"mark_{duty.courtesy.value}")(day(self.at))
        assert duty.courtesy not in [left.courtesy for left in introduction.duties(self.owner)]
        self.attempt(lambda: None)

    @rule(which=which, slip=slips, person=st.integers(0, 2))
    def the_introducer_comes_up_with_somebody(self, which, slip, person):
        introduction = self.pick(which)
        self.attempt(lambda: introduction.name_person(day(self.at + slip), self.people[person]))

    @precondition(lambda self: len(self.introductions) < 4)
    @rule(which=which, slip=slips, person=st.integers(0, 2))
    def somebody_else_comes_of_it(self, which, slip, person):
        introduction = self.pick(which)
        self.attempt(lambda: introduction.lead_to(day(self.at + slip), self.people[person]))

    @precondition(lambda self: len(self.introductions) > 1)
    @rule(which=which)
    def it_is_taken_back(self, which):
        self.attempt(self.pick(which).take_back)

    @rule(which=which, slip=slips, because=st.sampled_from([*Because, "nonsense"]))
    def it_is_over(self, which, slip, because):
        self.attempt(lambda: self.pick(which).close(day(self.at + slip), because))

    @rule(which=which, fact=st.sampled_from([*FACTS, "prospect", "nonsense"]), to_anyone=st.booleans())
    def it_is_undone(self, which, fact, to_anyone):
        self.attempt(lambda: self.pick(which).forget(fact, to_anyone))

    @rule(which=which, fact=st.sampled_from(FACTS))
    def it_is_done_and_undone(self, which, fact):
        introduction = self.pick(which)
        before = facts_of(introduction)
        if fact == "closed_on" or before[fact] or not introduction.prospect_id:
            return
        with contextlib.suppress(ValidationError):
            self.told(introduction, fact.removesuffix("_on"), self.at, None)
            introduction.forget(fact)
            assert facts_of(introduction) == before
        self.attempt(lambda: None)

    @rule(which=which, days=st.dictionaries(st.sampled_from(FACTS), st.integers(-2, 12), max_size=4))
    def days_are_corrected(self, which, days):
        introduction = self.pick(which)
        known = {name: day(number) for name, number in days.items() if getattr(introduction, name)}
        self.attempt(lambda: introduction.correct(**known))

    @rule(which=which, ahead=st.integers(-3, 5))
    def a_meeting_is_planned(self, which, ahead):
        introduction = self.pick(which)
        if not introduction.made_on:
            return
        starts_at = dt.datetime.combine(day(self.at + ahead), dt.time(12), tzinfo=dt.UTC)
        meeting = MeetingFactory(
            owner=self.owner, contact=introduction.prospect, introduction=introduction, starts_at=starts_at
        )
        meeting.note_answer(day(self.at))
        assert not any(other.awaits_reply for other in introduction.prospect.introductions_to.all())
        self.attempt(lambda: None)

    @rule(outcome=st.sampled_from(list(Meeting.Outcome)))
    def a_meeting_is_written_down(self, outcome):
        meeting = Meeting.objects.owned_by(self.owner).planned().first()
        if meeting:
            self.attempt(lambda: meeting.write_down(day(self.at), outcome=outcome))

    @invariant()
    def facts_do_not_contradict_each_other(self):
        rows = Introduction.objects.in_bulk()
        for introduction in getattr(self, "introductions", ()):
            stands = rows[introduction.pk]
            assert facts_of(stands) == facts_of(introduction)
            assert stands.status == status_of(stands)

    @invariant()
    def there_is_one_next_courtesy_or_none(self):
        left = set(Introduction.objects.with_courtesies_left().values_list("pk", flat=True))
        for introduction in getattr(self, "introductions", ()):
            duties = introduction.duties(self.owner)
            assert introduction.next_duty(self.owner) in ([None] if not duties else duties[:1])
            assert len({duty.courtesy for duty in duties}) == len(duties)
            assert introduction.pk in left or not duties
            assert not (duties and introduction.status in ("draft", "kept"))

    @invariant()
    def every_page_names_the_same_courtesy(self):
        if not getattr(self, "introductions", ()):
            return
        today = day(self.at)
        dashboard = next_actions.for_user(self.owner, today)
        rows = (
            Introduction.objects.owned_by(self.owner).with_people().prefetch_related("meetings", "criteria")
        )
        for introduction in rows:
            duty = introduction.next_duty(self.owner)
            expected = [(duty.courtesy, duty.due_on)] if duty else []
            assert courtesies_of(introduction, dashboard) == expected
            line = tracks.line(introduction, self.owner, today)
            assert bool(line.now) == bool(duty)
            if duty:
                assert line.now.label == tracks.courtesy_name(introduction, duty.courtesy)
                assert (line.now.state == "late") == duty.is_late(today)
            urls = {
                reverse(f"introductions.{courtesy.value}", args=[introduction.pk]) for courtesy in Courtesy
            }
            primary = [deed for deed in line.deeds if deed.is_primary]
            assert len(primary) == bool(duty and duty.due_on <= today)
            assert all(deed.url in urls for deed in primary)

    @invariant()
    def people_have_it_on_their_page(self):
        for introduction in getattr(self, "introductions", ())[-1:]:
            duty = introduction.next_duty(self.owner)
            people = (introduction.introducer, introduction.prospect or introduction.introducer)
            theirs = next_actions.for_contact(self.owner, day(self.at), people[self.at % 2])
            assert courtesies_of(introduction, theirs) == ([(duty.courtesy, duty.due_on)] if duty else [])


def test_no_order_of_clicks_leads_to_a_contradiction(alice):
    class AlicesSearch(Search):
        owner = alice

    run_state_machine_as_test(AlicesSearch, settings=settings(max_examples=20, stateful_step_count=12))


# The database by itself

HARDLY_ANY = st.none() | st.none() | st.integers(0, 5)


@st.composite
def in_order_with_slips(draw) -> dict:
    """Facts that follow each other, but for a slip or two: many hold, many hardly fail."""
    told, at = {}, 0
    for name in FACTS:
        if draw(st.booleans()):
            at += draw(st.integers(0, 1))
            told[name] = at
    for name in draw(st.lists(st.sampled_from(FACTS), max_size=2)):
        told[name] = draw(st.none() | st.integers(0, 6))
    return told


any_facts = st.one_of(
    in_order_with_slips(), in_order_with_slips(), st.fixed_dictionaries(dict.fromkeys(FACTS, HARDLY_ANY))
)


@settings(max_examples=150)
@given(
    told=any_facts,
    because=st.sampled_from(["", "", *Because, "rain"]),
    has_pledge=st.sampled_from([True, True, True, False]),
    whom=st.sampled_from(["somebody", "somebody", "nobody", "the introducer", "asked before"]),
)
def test_database_refuses_what_the_application_refuses(alice, told, because, has_pledge, whom):
    if told.get("closed_on") is not None and because == "":
        because = "withdrawn"
    with transaction.atomic():
        record = IntroductionFactory(owner=alice)
        if whom == "asked before":
            IntroductionFactory(
                owner=alice, introducer=record.introducer, prospect=record.prospect, asked_on=DAY
            )
        prospect = {"nobody": None, "the introducer": record.introducer_id}.get(whom, record.prospect_id)
        facts = {name: None if told.get(name) is None else day(told[name]) for name in FACTS}
        facts |= {"closed_because": because, "prospect_id": prospect, "write_by": day(4)}
        facts["pledged_on"] = DAY if has_pledge else None

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
            duties = stands.duties(alice)
            assert len({duty.courtesy for duty in duties}) == len(duties)
        transaction.set_rollback(True)


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
    "met": ({"asked_on": -40, "made_on": -30, "thanked_on": -30, "met_on": -9}, "told"),
    "declined": ({"asked_on": -40, "closed_on": -3, "closed_because": "introducer_declined"}, "thanked"),
    "led nowhere": (
        {"asked_on": -40, "made_on": -30, "thanked_on": -30, "closed_on": -9, "closed_because": "no_answer"},
        "told",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REACHED)
def test_dashboard_list_and_contact_offer_the_same_button(client_alice, alice, today, name):
    told, verb = REACHED[name]
    told = {fact: today + dt.timedelta(days=at) if isinstance(at, int) else at for fact, at in told.items()}
    introduction = IntroductionFactory(owner=alice, **told)
    button = f'action="{reverse(f"introductions.{verb}", args=[introduction.pk])}"'
    link = f'href="{reverse(f"introductions.{verb}", args=[introduction.pk])}"'

    pages = {
        page: client_alice.get(page).content.decode()
        for page in (
            reverse("dashboard.index"),
            reverse("introductions.index") + "?show=all",
            reverse("introductions.detail", args=[introduction.pk]),
            reverse("contacts.detail", args=[introduction.introducer_id]),
            reverse("contacts.detail", args=[introduction.prospect_id]),
        )
    }

    assert [page for page, html in pages.items() if button not in html and link not in html] == []
    assert Contact.objects.count() == 2
