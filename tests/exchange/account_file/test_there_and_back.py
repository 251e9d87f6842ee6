"""A whole account out of one database and into an empty one, to the letter."""

import datetime as dt
import json
import random
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mentoring.exchange.account_file.read import bring_back
from mentoring.exchange.account_file.schema import kinds
from mentoring.exchange.account_file.versions import VERSION
from mentoring.models import Assessment, Contact, Introduction, MentorAgreement, MentorAnswer, ShareLink, User
from mentoring.models.answers import give_answer
from mentoring.status import stuck
from mentoring.status.records import Records
from tests.addresses import World
from tests.chance import examples
from tests.exchange.account_file.files import pieces, whole
from tests.exchange.accounts import awkward_account
from tests.exchange.lives import Life, asked_of
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    PostponementFactory,
    ProspectFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ANY_CHANCE = given(chance=st.integers(0, 2**32).map(random.Random))


@settings(max_examples=examples(2), phases=[Phase.generate])
@ANY_CHANCE
def test_a_whole_account_comes_back_to_the_letter(alice, chance):
    assert_comes_back(alice, chance)


@pytest.mark.long
@settings(max_examples=60, phases=[Phase.generate])
@ANY_CHANCE
def test_sixty_whole_accounts_come_back_to_the_letter(alice, chance):
    assert_comes_back(alice, chance)


def assert_comes_back(alice, chance):
    """An account filled by chance, written and read into a new one, is the same one."""
    with transaction.atomic():
        awkward_account(alice, chance.choice)
        before = whole(alice)
        new = UserFactory()

        outcome = bring_back(new, pieces(before))

        assert whole(new).splitlines() == before.splitlines()
        assert whole(alice) == before
        assert (outcome.into_empty, outcome.left_out, outcome.here.total()) == (True, [], 0)
        transaction.set_rollback(True)


@settings(max_examples=examples(1), phases=[Phase.generate])
@given(seed=st.integers(0, 2**32))
def test_a_life_comes_back_and_goes_into_another(seed):
    assert_a_life_comes_back(seed)


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
@settings(max_examples=30, phases=[Phase.generate])
@given(seed=st.integers(0, 2**32))
def test_three_hundred_lives_come_back_and_go_into_another(part, seed):
    assert_a_life_comes_back(part + 10 * seed)


def assert_a_life_comes_back(seed):
    """An account of the product's own verbs: written, deleted, read, written again, and read into a used one."""
    with transaction.atomic():
        owner = UserFactory()
        Life(owner, seed)
        before, asks = whole(owner), asked_of(owner)
        people = Contact.objects.owned_by(owner).count()
        owner.delete()
        new = UserFactory()

        outcome = bring_back(new, pieces(before))

        assert whole(new).splitlines() == before.splitlines()
        assert (outcome.left_out_count, outcome.here.total()) == (0, 0)
        assert asked_of(new) == asks

        used = UserFactory()
        Life(used, seed + 1)
        stood = {kind.name: kind.owned_by(used).count() for kind in kinds()}
        outcome = bring_back(used, pieces(before))

        assert outcome.added["contact"] + outcome.here["contact"] == people
        now = {kind.name: kind.owned_by(used).count() for kind in kinds()}
        assert {name: number + outcome.added[name] for name, number in stood.items()} == now
        once = whole(used)
        outcome = bring_back(used, pieces(before))
        assert (outcome.added["contact"], Contact.objects.owned_by(used).count()) == (0, now["contact"])
        another = UserFactory()
        bring_back(another, pieces(once))
        assert whole(another).splitlines() == once.splitlines()
        transaction.set_rollback(True)


def agreement_with_a_link(owner) -> tuple[MentorAgreement, ShareLink]:
    """A draft in which nothing is missing, and the link at which its mentor reads it."""
    goal = GoalFactory(owner=owner)
    GoalStepFactory(goal=goal)
    agreement = MentorAgreementFactory(
        owner=owner,
        goals=[goal],
        confidentiality="All of it stays between us.",
        boundaries="No calls at night.",
        mentor_commits="Half an hour of reading\nOne honest word",
    )
    return agreement, ShareLink.objects.make(agreement, 30, timezone.now())


def test_the_words_of_a_confirmed_agreement_come_back_as_they_were(alice):
    agreement, _link = agreement_with_a_link(alice)
    agreement.confirm(timezone.localdate(), "in_person")
    before, new = whole(alice), UserFactory()

    outcome = bring_back(new, pieces(before))

    assert MentorAgreement.objects.get(owner=new).confirmed_words == agreement.confirmed_words
    assert outcome.left_out == []
    assert whole(new) == before


@pytest.mark.parametrize("kind", ["yes", "almost", "no"])
def test_an_answer_of_a_mentor_comes_back_with_the_words_it_was_given_to(alice, kind):
    agreement, link = agreement_with_a_link(alice)
    words, shown = agreement.words(), agreement.fingerprint()
    give_answer(link, uuid.uuid4(), shown, timezone.now(), kind=kind, name="Margaret", note="Shorter, please")
    before, new = whole(alice), UserFactory()

    outcome = bring_back(new, pieces(before))

    answer = MentorAnswer.objects.get(owner=new)
    assert (answer.kind, answer.words, answer.fingerprint) == (kind, words, shown)
    assert outcome.left_out == []
    assert whole(new) == before


def test_a_private_link_comes_back_switched_off_and_a_new_one_is_offered(
    alice, client_alice, bob, client_bob, settings
):
    settings.HOST, settings.BASE_URL = "mentors.example.org", "https://mentors.example.org"
    agreement, link = agreement_with_a_link(alice)
    shown = agreement.fingerprint()
    give_answer(link, uuid.uuid4(), shown, timezone.now(), kind="yes", name="Margaret", note="Gladly")
    before = whole(alice)

    bring_back(bob, pieces(before))

    [here] = ShareLink.objects.owned_by(bob)
    assert not here.works(timezone.now())
    assert MentorAnswer.objects.get(owner=bob).link == here
    assert "revoked_at" not in json.loads(before)["records"]["sharelink"][0]
    assert whole(bob) == before
    assert Client().get(reverse("shared.detail", args=[here.token])).status_code == 404
    # Whoever shared it still has it; whoever brought it back is offered a new one.
    offer = "The private link no longer works. Make a new one and send it to"
    pages = [reverse("agreements.detail", args=[one]) for one in (agreement.pk, here.agreement_id)]
    said = [
        client.get(page).content.decode()
        for client, page in zip((client_alice, client_bob), pages, strict=True)
    ]
    assert [offer in page for page in said] == [False, True]
    made = client_bob.post(reverse("share_links.made", args=[here.agreement_id]), {"next": pages[1]})
    new = ShareLink.objects.owned_by(bob).first()
    assert (made.url, new.works(timezone.now())) == (pages[1], True)
    look = client_bob.get(reverse("mentor_messages.look", args=[here.agreement_id])).content.decode()
    assert new.token in look
    assert "Email the link" in look
    # The same file again changes nothing of what is here.
    bring_back(bob, pieces(before))
    assert [one.works(timezone.now()) for one in ShareLink.objects.owned_by(bob)] == [True, False]


@pytest.mark.every_database
def test_answers_to_every_version_of_an_agreement_come_back(alice):
    _agreement, link = agreement_with_a_link(alice)
    for number, kind in enumerate(("almost", "yes", "almost", "yes")):
        version = ShareLink.objects.get(pk=link.pk).shown
        now = timezone.now() + dt.timedelta(seconds=number)
        answer = give_answer(
            link, uuid.uuid4(), version.fingerprint(), now, kind=kind, name="Margaret", note="Shorter, please",
            suggestions={"boundaries": f"Not after {number}"} if kind == "almost" else {},
        )  # fmt: skip
        answer.hear(timezone.localdate())
        version.refresh_from_db()
        change = version.open_draft()
        change.record(boundaries=f"Not after {20 + number}.")
        change.share(timezone.localdate())
    before, new = whole(alice), UserFactory()

    bring_back(new, pieces(before))

    assert MentorAnswer.objects.filter(owner=new).values("agreement").distinct().count() == 4
    assert whole(new) == before


@pytest.mark.any_database
def test_the_accounts_of_that_test_have_something_in_every_field():
    filled, named = set(), set()
    # What is drawn depends on how many fields there are, so it may take a few accounts more or less.
    for seed in range(12):
        if seed and named == filled:
            break
        owner = UserFactory()
        awkward_account(owner, random.Random(seed).choice)
        for kind, records in json.loads(whole(owner))["records"].items():
            assert records, kind
            named |= {f"{kind}.{name}" for name in records[0]}
            filled |= {
                f"{kind}.{name}"
                for record in records
                for name, value in record.items()
                if value not in (None, "", [])
            }

    assert named - filled == set()


def test_the_file_is_json_with_each_record_after_those_it_names(alice):
    world = World(alice, "Quillwort")

    said = json.loads(whole(alice))

    assert (said["format"], said["version"]) == ("waymark", VERSION)
    assert list(said["records"]) == [kind.name for kind in kinds()]
    contact = next(one for one in said["records"]["contact"] if one["name"] == world.contact.name)
    assert contact["tags"] == [1]
    assert contact["form_key"] == str(world.contact.form_key)
    put_off = said["records"]["postponement"][0]
    number = int(put_off["action"].partition(":")[2])
    assert said["records"]["introduction"][number - 1]["form_key"] == str(world.asked.form_key)


def test_the_file_holds_no_secret_and_nothing_of_others(alice, bob):
    World(alice, "Quillwort")
    World(bob, "Sedgewick")

    text = whole(alice)

    assert "Sedgewick" not in text
    assert alice.email not in text
    assert alice.calendar_salt not in text
    assert alice.password not in text


def test_a_postponement_of_something_that_is_gone_stays_behind(alice):
    world = World(alice, "Quillwort")
    world.asked.delete()

    assert json.loads(whole(alice))["records"]["postponement"] == []


@pytest.mark.parametrize("word", ["Ökonomie", "ŁÓDŹ", "Électricité"])
def test_the_same_word_is_one_whatever_its_letters(alice, bob, word):
    contact = ContactFactory(owner=alice)
    contact.tags.add(TagFactory(owner=alice, name=word))
    AssessmentFactory(contact=contact, criterion=MentorCriterionFactory(owner=alice, text=word))
    TagFactory(owner=bob, name=word)
    MentorCriterionFactory(owner=bob, text=word)

    outcome = bring_back(bob, pieces(whole(alice)))

    assert outcome.left_out == []
    assert [tag.name for tag in Contact.objects.get(owner=bob).tags.all()] == [word]
    assert Assessment.objects.get(owner=bob).criterion.text == word


def test_an_introduction_between_two_who_are_both_like_one_here_comes_in(alice, bob):
    by_email = ContactFactory(owner=alice, name="Priya Raman", email="p@example.org")
    profile = "https://www.linkedin.com/in/priya"
    by_profile = ContactFactory(owner=alice, name="Priya Raman", linkedin=profile)
    IntroductionFactory(owner=alice, introducer=by_email, prospect=by_profile)
    ContactFactory(owner=alice, name="Somebody else")
    ContactFactory(owner=bob, name="Priya Raman", email="p@example.org", linkedin=profile)

    outcome = bring_back(bob, pieces(whole(alice)))

    assert Contact.objects.owned_by(bob).count() == 3
    assert (outcome.left_out, outcome.beside) == (
        [],
        ["Priya Raman, alongside Priya Raman: same LinkedIn profile"],
    )
    assert Introduction.objects.owned_by(bob).count() == 1


def test_a_finding_that_was_put_aside_stays_so_in_another_database(alice):
    today = timezone.localdate()
    criterion = MentorCriterionFactory(owner=alice, importance="must")
    for _number in range(3):
        AssessmentFactory(contact=ProspectFactory(owner=alice), criterion=criterion, answer="does_not")
    keys = [one.key for one in stuck.found(Records(alice, today))]
    for key in keys:
        PostponementFactory(owner=alice, action=key)
    MentorCriterionFactory(owner=UserFactory())  # so that keys differ
    new = UserFactory()

    bring_back(new, pieces(whole(alice)))

    assert keys
    assert stuck.found(Records(User.objects.get(pk=new.pk), today)) == []


def test_a_file_of_before_names_were_kept_has_those_that_stand_in_it(alice):
    agreement, _link = agreement_with_a_link(alice)
    agreement.confirm(timezone.localdate(), "in_person")
    said = json.loads(whole(alice))
    for name in ("mentee_name", "mentor_name"):
        said["records"]["mentoragreement"][0].pop(name)
    new = UserFactory()

    bring_back(new, [json.dumps(said)])

    brought = MentorAgreement.objects.get(owner=new)
    assert (brought.mentee_name, brought.mentor_name) == (alice.name, agreement.mentor.name)
