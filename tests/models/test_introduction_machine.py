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

from mentoring.introductions import track
from mentoring.models import Contact, Introduction, Mailing, Meeting
from mentoring.models.introduction_facts import CLOSED, COLUMNS, COURTESIES, FACTS, LEFT, NOT_NOW
from mentoring.notifications.mail.composing import WEEK_AHEAD_DAYS, actions_for, compose, worth_a_mail
from mentoring.status import next_actions
from mentoring.status.records import Records
from tests.chance import examples
from tests.factories import (
    ContactFactory,
    DirectFactory,
    IntroductionFactory,
    MeetingFactory,
    ProspectFactory,
)
from tests.models.machines import Tallied, every_third_step

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
Because = Introduction.ClosedBecause
VERBS = {fact.verb: fact for fact in FACTS if fact != CLOSED}
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

DIRECT_ROADS = [
    [],
    ["written"],
    ["written", "followed_up", "followed_up_again"],
    ["written", "answered"],
    ["met"],
]


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def facts_of(introduction) -> dict:
    return {
        name: getattr(introduction, name) for name in (*COLUMNS, "closed_because", "prospect_id", "status")
    }


def status_of(introduction) -> str:
    """The state as the facts say it, told apart from the database's own words."""
    if introduction.closed_on:
        return "closed"
    if introduction.introducer_id is None:
        states = (("met_on", "kept"), ("written_on", "in_touch"), ("pledged_on", "made"))
        return next((status for fact, status in states if getattr(introduction, fact)), "draft")
    if introduction.met_on:
        return "kept" if introduction.introducer_informed_on and introduction.thanked_on else "met"
    for fact, status in (("written_on", "in_touch"), ("made_on", "made"), ("agreed_on", "agreed")):
        if getattr(introduction, fact):
            return status
    return "asked" if introduction.asked_on else "draft"


def courtesies_of(introduction, actions) -> list:
    """The courtesies of one introduction among next actions, with the day of each."""
    keys = {fact.key(introduction): fact for fact in COURTESIES}
    return [(keys[action.key], action.due_on) for action in actions if action.key in keys]


def assert_pages_agree(owner, today):
    """One next courtesy or none, and the dashboard, the mail, the list and the track all name that one."""
    dashboard = next_actions.for_user(owner, today)
    owner.reminder_rhythm = "weekly"
    mailed = worth_a_mail(owner, dashboard, today)
    mine = Introduction.objects.owned_by(owner)
    left = set(mine.with_courtesies_left().values_list("pk", flat=True))
    for introduction in mine.with_people().prefetch_related("meetings", "criteria"):
        owed, courtesy = introduction.owed(owner), introduction.next_courtesy(owner)
        assert [courtesy] == (owed[:1] or [None])
        assert len({one.fact for one in owed}) == len(owed)
        # Neither forgotten nor looked at in vain: what is left to do is what is open, and who is owed a word.
        is_open = introduction.status in Introduction.Status.open()
        assert (introduction.pk in left) == (is_open or bool(owed))
        assert not (owed and introduction.status in ("draft", "kept"))
        assert courtesies_of(introduction, dashboard) == (
            [(courtesy.fact, courtesy.due_on)] if courtesy else []
        )
        is_mailed = courtesy and courtesy.due_on < today + dt.timedelta(days=WEEK_AHEAD_DAYS)
        assert courtesies_of(introduction, mailed) == (
            [(courtesy.fact, courtesy.due_on)] if is_mailed else []
        )
        line = track.line(introduction, owner, today)
        assert bool(line.now) == bool(courtesy)
        if courtesy:
            assert line.now.label == courtesy.fact.courtesy_of(introduction)
            assert (line.now.state == "late") == courtesy.is_late(today)


class Search(Tallied, RuleBasedStateMachine):
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

    @initialize(is_direct=st.booleans(), is_named=st.booleans(), road=st.integers(0, 20))
    def begin(self, is_direct, is_named, road):
        self.people = [ContactFactory(owner=self.owner, name=name) for name in ("Sam", "Ann", "Tom")]
        road = (DIRECT_ROADS if is_direct else ROADS)[road % len(DIRECT_ROADS if is_direct else ROADS)]
        self.introductions = [first := (self.known if is_direct else self.asked)(is_named or bool(road))]
        for verb in road:
            self.at += 1
            self.told(first, verb, self.at, self.people[1])

    def known(self, is_pledged):
        """Somebody the person knows, to whom they pledge to write, or begin to."""
        self.people[0] = ProspectFactory(owner=self.owner, name="Ruth")
        days = {"pledged_on": DAY, "write_by": day(9)} if is_pledged else {"pledged_on": None}
        return DirectFactory(owner=self.owner, prospect=self.people[0], **days)

    def asked(self, is_named):
        """Somebody who may introduce, to somebody in particular or to anyone who fits."""
        somebody = {"prospect": ProspectFactory(owner=self.owner, name="Ruth") if is_named else None}
        pledge = {"pledged_on": DAY, "write_by": day(9)}
        return IntroductionFactory(owner=self.owner, introducer=self.people[0], **pledge, **somebody)

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
        fact = VERBS[verb]
        if fact.needs_person and not introduction.prospect:
            introduction.mark(fact, day(on), prospect=somebody)
        else:
            introduction.mark(fact, day(on))

    def pick(self, which):
        return self.introductions[which % len(self.introductions)]

    which = st.integers(0, 5)

    @rule(which=which, verb=st.sampled_from(sorted(VERBS)), slip=slips, person=st.integers(0, 2))
    def something_happens(self, which, verb, slip, person):
        self.at += 1
        introduction = self.pick(which)
        self.attempt(lambda: self.told(introduction, verb, self.at + slip, self.people[person]))

    @rule(which=which, slip=st.integers(0, 2))
    def the_next_courtesy_is_kept(self, which, slip):
        introduction = self.pick(which)
        courtesy = introduction.next_courtesy(self.owner)
        if courtesy is None:
            return
        self.at = max(self.at, (courtesy.due_on - DAY).days) + slip
        if courtesy.fact == CLOSED:
            introduction.close(day(self.at), Because.NO_ANSWER)
        else:
            # What good manners ask for is never refused.
            introduction.mark(courtesy.fact, day(self.at))
        assert courtesy.fact not in [left.fact for left in introduction.owed(self.owner)]
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

    @rule(which=which, slip=slips, ahead=st.none() | st.integers(0, 30))
    def it_is_not_the_time(self, which, slip, ahead):
        introduction, on = self.pick(which), day(self.at + slip)
        again_on = None if ahead is None else on + dt.timedelta(days=ahead)
        self.attempt(lambda: introduction.say_not_now(on, again_on))

    @rule(which=which)
    def it_is_the_time_after_all(self, which):
        self.attempt(self.pick(which).take_not_now_back)

    @rule(which=which, ahead=st.integers(0, 30))
    def not_now_is_said_and_taken_back(self, which, ahead):
        introduction = self.pick(which)
        if NOT_NOW in introduction.decided or not introduction.may_rest:
            return
        before = {name: getattr(introduction.prospect, name) for name in Contact.MENTOR}
        introduction.say_not_now(day(self.at), day(self.at + ahead))
        introduction.take_not_now_back()
        stands = Contact.objects.get(pk=introduction.prospect_id)
        assert {name: getattr(stands, name) for name in Contact.MENTOR} == before
        self.attempt(lambda: None)

    @rule(which=which, fact=st.sampled_from([*COLUMNS, "prospect", "nonsense"]), to_anyone=st.booleans())
    def it_is_undone(self, which, fact, to_anyone):
        self.attempt(lambda: self.pick(which).forget(fact, to_anyone))

    @rule(which=which, fact=st.sampled_from(COLUMNS))
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

    @rule(which=which, days=st.dictionaries(st.sampled_from(COLUMNS), st.integers(-2, 12), max_size=4))
    def days_are_corrected(self, which, days):
        introduction = self.pick(which)
        known = {name: day(number) for name, number in days.items() if getattr(introduction, name)}
        self.attempt(lambda: introduction.correct(**known))

    @rule(which=which, ahead=st.integers(-3, 5))
    def a_meeting_is_planned(self, which, ahead):
        introduction = self.pick(which)
        if not introduction.opened_on:
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
    def whoever_rests_is_owed_nothing_and_their_introducer_what_is_left(self):
        for introduction in getattr(self, "introductions", ()):
            if introduction.is_resting:
                assert introduction.prospect.is_prospect
                assert {one.fact for one in introduction.owed(self.owner)} <= set(LEFT)

    @invariant()
    @every_third_step
    def every_page_names_the_same_courtesy(self):
        if getattr(self, "introductions", ()):
            assert_pages_agree(self.owner, day(self.at))

    @invariant()
    @every_third_step
    def people_have_it_on_their_page(self):
        for introduction in getattr(self, "introductions", ())[-1:]:
            courtesy = introduction.next_courtesy(self.owner)
            people = (introduction.people[0], introduction.people[-1])
            theirs = next_actions.for_contact(Records(self.owner, day(self.at)), people[self.at % 2])
            assert courtesies_of(introduction, theirs) == (
                [(courtesy.fact, courtesy.due_on)] if courtesy else []
            )


def click_about(alice, times):
    """So many searches of Alice's, each in another order of clicks."""

    class AlicesSearch(Search):
        owner = alice

    run_state_machine_as_test(AlicesSearch, settings=settings(max_examples=times, stateful_step_count=12))


def test_no_order_of_clicks_leads_to_a_contradiction(alice):
    click_about(alice, examples(9))


@pytest.mark.long
def test_none_of_many_orders_of_clicks_leads_to_a_contradiction(alice):
    click_about(alice, 150)


# The database by itself


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
