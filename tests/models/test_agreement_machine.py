"""Two people clicking in any order: what was read stays, nobody answers what was not shown, all of it ends."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mentoring.advice import clauses
from mentoring.models import MentorAgreement, MentorAnswer, ShareLink, Suggestion
from mentoring.models.agreement_facts import SHARED
from mentoring.models.answers import give_answer
from tests.chance import examples
from tests.factories import ContactFactory, UserFactory
from tests.models.machines import Tallied, every_third_step
from tests.models.test_agreements import ready

READ = (
    "shared_words",
    "mentee_name",
    "mentor_name",
    "starts_on",
    "ends_on",
    "boundaries",
    "is_long",
    "number",
)
START = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
CONFIRMED = (
    "confirmed_words",
    "mentee_name",
    "mentor_name",
    "confirmed_on",
    "confirmed_how",
    "confirmed_by",
    "starts_on",
    "ends_on",
    "number",
)


class Pair(Tallied, RuleBasedStateMachine):
    """A mentee who writes, shares and changes, and a mentor who opens pages and answers, late or twice."""

    owner = None  # whose search it is, set by the test

    def __init__(self):
        super().__init__()
        self.now = START
        self.mentor = ContactFactory(owner=self.owner)
        self.pages = []  # what the mentor has open: link, fingerprint, words, form key
        self.confirmed = {}  # what each agreement said when it was confirmed
        self.read = {}  # and when it was shared
        self.days = {}  # until when each link works, and whether it is over
        self.write()

    def write(self):
        today = self.now.date()
        ready(self.owner, mentor=self.mentor, **clauses.term(today), boundaries="As it was")

    def draft(self):
        """What is written in: the changes that nobody has seen, else what the mentor reads."""
        drafts = MentorAgreement.objects.owned_by(self.owner).filter(mentor=self.mentor).drafts()
        return drafts.order_by("-number", "-pk").first()

    def on_offer(self):
        return MentorAgreement.objects.owned_by(self.owner).filter(mentor=self.mentor).on_offer().first()

    def running(self):
        return MentorAgreement.objects.owned_by(self.owner).filter(mentor=self.mentor).running().first()

    # The mentee

    @precondition(lambda self: self.draft() is None and self.running() is None)
    @rule()
    def start_anew(self):
        self.write()

    @precondition(lambda self: self.draft())
    @rule(text=st.sampled_from(["No calls", "No favours", "Nothing"]))
    def edit(self, text):
        self.draft().open_draft().record(boundaries=text)

    @precondition(lambda self: self.draft())
    @rule(is_long=st.booleans())
    def change_form(self, is_long):
        draft = self.draft().open_draft()
        if is_long:
            draft.lengthen(clauses.further_texts("Leila", "Margaret"))
        else:
            draft.shorten()

    @precondition(lambda self: self.draft())
    @rule(days=st.sampled_from([7, 30]))
    def share(self, days):
        try:
            ShareLink.objects.make(self.draft(), days, self.now)
        except ValidationError:
            assert self.on_offer().answers.unheard().exists()

    @precondition(lambda self: self.on_offer())
    @rule()
    def unshare(self):
        offered = self.on_offer()
        try:
            offered.forget(SHARED)
        except ValidationError:
            assert offered.answers.exists() or offered.siblings.unseen().exists()

    @precondition(lambda self: MentorAnswer.objects.filter(owner=self.owner).unheard().exists())
    @rule()
    def hear(self):
        MentorAnswer.objects.filter(owner=self.owner).unheard().first().hear(self.now.date())

    @precondition(lambda self: ShareLink.objects.owned_by(self.owner).live(self.now).exists())
    @rule()
    def revoke(self):
        ShareLink.objects.owned_by(self.owner).live(self.now).first().revoke(self.now)

    @precondition(lambda self: self.draft())
    @rule()
    def confirm_in_person(self):
        offered = self.on_offer()
        if offered and self.draft() != offered:
            with pytest.raises(ValidationError):
                self.draft().confirm(self.now.date(), "in_person")
        (offered or self.draft()).confirm(self.now.date(), "in_person", now=self.now)

    @precondition(lambda self: self.running() and not self.draft())
    @rule(later=st.integers(-10, 40))
    def change_or_extend(self, later):
        running = self.running()
        try:
            running.change(ends_on=running.ends_on + dt.timedelta(days=later) if later else None)
        except ValidationError:
            assert later < 0

    @precondition(lambda self: self.running())
    @rule(early=st.booleans())
    def end(self, early):
        running = self.running()
        (running.end_early if early else running.complete)(self.now.date())

    @precondition(
        lambda self: Suggestion.objects.filter(owner=self.owner, taken_on=None, declined_on=None).exists()
    )
    @rule(take=st.booleans())
    def decide(self, take):
        suggestion = Suggestion.objects.filter(owner=self.owner, taken_on=None, declined_on=None).first()
        try:
            (suggestion.take if take else suggestion.decline)(self.now.date())
        except ValidationError:
            assert not suggestion.answer.agreement.is_draft

    # The mentor

    @rule()
    def open_page(self):
        for link in ShareLink.objects.owned_by(self.owner):
            found = ShareLink.objects.of_token(link.token)
            assert (found is None) == (link.revoked_at is not None)
            agreement = found and found.shown
            if agreement and not found.is_over(self.now) and agreement.is_draft:
                self.pages.append((found, agreement.fingerprint(), agreement.words(), uuid.uuid4()))

    @precondition(lambda self: self.pages)
    @rule(data=st.data(), kind=st.sampled_from(MentorAnswer.Kind.values), twice=st.booleans())
    def answer(self, data, kind, twice):
        link, shown, words, key = data.draw(st.sampled_from(self.pages))
        suggestions = {"boundaries": "No calls at weekends"} if kind == "almost" else {}
        facts = {"kind": kind, "name": "Margaret", "note": "", "suggestions": suggestions}
        before = MentorAnswer.objects.count()
        for _time in range(2 if twice else 1):
            given, code = None, ""
            try:
                given = give_answer(link, key, shown, self.now, **facts)
            except ValidationError as refusal:
                code = refusal.code
            assert bool(given) != bool(code)
            assert given is None or given.words == words
            assert code in {"", "over", "settled", "changed"}
            assert MentorAnswer.objects.count() <= before + bool(given)

    @rule(days=st.sampled_from([1, 8, 31]))
    def wait(self, days):
        self.now += dt.timedelta(days=days)

    # What always holds

    @invariant()
    @every_third_step
    def what_was_shared_stays(self):
        for row in (
            MentorAgreement.objects.owned_by(self.owner).filter(shared_on__isnull=False).values("pk", *READ)
        ):
            assert self.read.setdefault(row["pk"], row) == row
        for pk in MentorAgreement.objects.owned_by(self.owner).unseen().values_list("pk", flat=True):
            self.read.pop(pk, None)  # taken back before anybody had answered

    @invariant()
    @every_third_step
    def a_link_ends_as_its_agreement_has_it(self):
        """Its day is never moved once it has passed, nor once it was switched off."""
        for link in ShareLink.objects.owned_by(self.owner):
            before, was_dead = self.days.get(link.pk, (link.expires_at, False))
            assert link.expires_at == before or not was_dead
            self.days[link.pk] = link.expires_at, link.revoked_at is not None or link.is_over(self.now)

    @invariant()
    @every_third_step
    def what_was_confirmed_stays(self):
        agreements = MentorAgreement.objects.owned_by(self.owner).filter(confirmed_on__isnull=False)
        for row in agreements.values("pk", *CONFIRMED):
            assert self.confirmed.setdefault(row["pk"], row) == row

    @invariant()
    @every_third_step
    def one_runs_at_most_and_all_of_them_end(self):
        mine = MentorAgreement.objects.owned_by(self.owner).filter(mentor=self.mentor)
        assert mine.running().count() <= 1
        assert mine.on_offer().count() <= 1
        assert mine.unseen().count() <= 1
        assert not mine.filter(ends_on__isnull=True).exists()

    @invariant()
    @every_third_step
    def every_answer_is_to_what_was_shown(self):
        shown = {(link.pk, fingerprint) for link, fingerprint, _words, _key in self.pages}
        for answer in MentorAnswer.objects.owned_by(self.owner).select_related("link", "agreement"):
            assert (answer.link_id, answer.fingerprint) in shown
            if answer.kind == "yes":
                assert answer.agreement.confirmed_words == answer.words == answer.agreement.shared_words

    @invariant()
    @every_third_step
    def a_yes_by_link_has_its_answer(self):
        for agreement in MentorAgreement.objects.owned_by(self.owner).filter(confirmed_how="link"):
            assert MentorAnswer.objects.filter(agreement=agreement, kind="yes").count() == 1


def walk_about(times):
    """So many pairs, each of whom does things in another order."""

    class Walk(Pair):
        def __init__(self):
            self.owner = UserFactory()
            super().__init__()

    walk = settings(
        max_examples=times,
        stateful_step_count=14,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Walk, settings=walk)


@pytest.mark.django_db
def test_whatever_the_two_do_they_keep_their_word():
    walk_about(examples(12))


@pytest.mark.long
@pytest.mark.django_db
def test_whatever_many_pairs_do_they_keep_their_word():
    walk_about(500)


# The database by itself


def refuses(queryset, **facts):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        queryset.update(**facts)
    return str(refusal.value)


@pytest.fixture
def answered(alice):
    """A link, and a confirmed agreement by it."""
    agreement = ready(alice, boundaries="As it was")
    link = ShareLink.objects.make(agreement, 30, START)
    give_answer(link, uuid.uuid4(), agreement.fingerprint(), START, kind="yes", name="Margaret", note="")
    return link


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"confirmed_words": []},
        {"mentor_name": "Maggie"},
        {"mentee_name": "Lee"},
        {"confirmed_words": None, "confirmed_on": None, "confirmed_how": ""},
        {"confirmed_on": dt.date(2030, 1, 1)},
        {"confirmed_how": "mail"},
        {"confirmed_by": "Somebody else"},
        {"ends_on": dt.date(2036, 1, 1)},
        {"minutes": 90},
        {"number": 7},
    ],
)
def test_the_database_keeps_what_was_confirmed(answered, facts):
    message = refuses(MentorAgreement.objects.filter(pk=answered.agreement_id), **facts)

    assert "agreement_confirmed_for_good" in message or "agreement_shared_as_read" in message


@pytest.mark.django_db
def test_the_database_knows_no_yes_that_was_not_given(alice):
    agreement = ready(alice)
    link = ShareLink.objects.make(agreement, 30, START)
    give_answer(
        link, uuid.uuid4(), agreement.fingerprint(), START,
        kind="almost", name="Margaret", note="", suggestions={"boundaries": "Other"},
    )  # fmt: skip
    facts = {"confirmed_on": START.date(), "confirmed_how": "link", "confirmed_words": agreement.words()}

    message = refuses(MentorAgreement.objects.filter(pk=agreement.pk), **facts)

    assert "agreement_confirmed_as_answered" in message


@pytest.mark.django_db
def test_the_database_keeps_answers_and_links_as_they_were(answered, alice):
    other = ready(alice)
    answers = MentorAnswer.objects.all()
    links = ShareLink.objects.filter(pk=answered.pk)
    answered.revoke(START)

    for facts in ({"kind": "no"}, {"words": []}, {"name": "X"}, {"note": "X"}, {"fingerprint": "1"}):
        assert "answer_stays_as_given" in refuses(answers, **facts)
    for facts in (
        {"agreement": other},
        {"revoked_at": None},
        {"expires_at": START + dt.timedelta(days=999)},
    ):
        assert "sharelink_shows_one_agreement" in refuses(links, **facts)


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{"answered_at": START + dt.timedelta(days=31)}, {"answered_at": START}])
def test_the_database_takes_no_answer_through_a_dead_link(alice, facts):
    link = ShareLink.objects.make(ready(alice), 30, START)
    link.revoke(START - dt.timedelta(seconds=1))
    answer = MentorAnswer(
        owner=alice,
        link=link,
        agreement=link.agreement,
        kind="no",
        name="M",
        number=1,
        words=[],
        fingerprint="f",
        **facts,
    )

    with pytest.raises(IntegrityError, match="answer_through_a_live_link"), transaction.atomic():
        answer.save()


@pytest.mark.django_db
def test_the_database_takes_no_answer_to_a_version_that_was_not_shown(alice):
    link = ShareLink.objects.make(ready(alice), 30, START)
    unseen = link.shown.change()
    other = ShareLink.objects.make(ready(alice), 30, START).agreement

    for agreement, number in ((link.agreement, 2), (unseen, 2), (other, 1)):
        answer = MentorAnswer(
            owner=alice, link=link, agreement=agreement, kind="yes", name="M", number=number, words=[],
            fingerprint="f", answered_at=START,
        )  # fmt: skip
        with pytest.raises(IntegrityError, match="answer_to_a_version_shown"), transaction.atomic():
            answer.save()
