"""Into an account that is used: what is added, who is the same, and what stays out."""

import json
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from mentoring.exchange.account_file.once import rules
from mentoring.exchange.account_file.read import bring_back, preview
from mentoring.exchange.account_file.schema import kinds
from mentoring.models import Assessment, Contact, Goal, Introduction, MentorAgreement, MentorCriterion, Tag
from tests.addresses import World, rows
from tests.exchange.account_file.files import pieces, whole
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    GoalFactory,
    IntroductionFactory,
    MentorCriterionFactory,
    ProspectFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


def test_a_file_brought_back_where_it_came_from_changes_nothing(alice):
    World(alice, "Quillwort")
    before = rows()

    outcome = bring_back(alice, pieces(whole(alice)))

    assert rows() == before
    assert (outcome.added.total(), outcome.left_out) == (0, [])


def test_a_used_account_is_added_to_and_nothing_of_it_overwritten(alice, bob):
    tag, other_tag = TagFactory(owner=alice, name="Board"), TagFactory(owner=alice, name="Sailing")
    known = ContactFactory(
        owner=alice, name="Priya Raman", email="Priya@Example.org", role="Lead", place="Leeds"
    )
    known.tags.add(tag, other_tag)
    stranger = ContactFactory(owner=alice, name="Sam Kowalski")
    goal = GoalFactory(owner=alice)
    Introduction.objects.create(owner=alice, introducer=stranger, prospect=known, goal=goal)
    here_tag = TagFactory(owner=bob, name="board")
    here = ContactFactory(
        owner=bob, name="Priya Raman", email="priya@example.org", role="Chief", notes="Mine"
    )
    own_goal = GoalFactory(owner=bob, title="Sell a house in a strange town")

    outcome = bring_back(bob, pieces(whole(alice)))

    here.refresh_from_db()
    assert (here.name, here.role, here.place) == ("Priya Raman", "Chief", "Leeds")
    assert here.notes == "Mine\n\nRole: Lead"
    assert {one.name for one in here.tags.all()} == {"board", "Sailing"}
    assert list(Tag.objects.owned_by(bob).filter(name__iexact="board")) == [here_tag]
    brought = Introduction.objects.owned_by(bob).get()
    assert (brought.prospect, brought.introducer.name) == (here, "Sam Kowalski")
    assert set(Contact.objects.owned_by(bob).search("leeds sailing")) == {here}
    assert [one.number for one in Goal.objects.owned_by(bob)] == [own_goal.number, own_goal.number + 1]
    assert dict(outcome.here) == {"tag": 1, "contact": 1}
    assert outcome.added["contact"] == outcome.filled == 1
    assert outcome.filled_names == ["Priya Raman"]
    assert Contact.objects.owned_by(alice).count() == 2


def test_notes_that_find_no_room_are_told_and_the_rest_is_added(alice, bob):
    ContactFactory(owner=alice, name="Priya Raman", email="p@example.org", place="Leeds", notes="x" * 30_000)
    here = ContactFactory(owner=bob, name="Priya Raman", email="p@example.org", notes="y" * 30_000)

    outcome = bring_back(bob, pieces(whole(alice)))

    here.refresh_from_db()
    assert (here.place, here.notes) == ("Leeds", "y" * 30_000)
    assert outcome.left_out == ["Priya Raman: their notes don’t fit beside those you have"]
    assert outcome.filled_names == ["Priya Raman"]


def test_whoever_may_be_somebody_here_is_added_and_told(alice, bob):
    for name, email in (("Tom Bergson", "t@example.org"), ("Ann Lee", "a@example.org"), ("Ole Nord", "")):
        ContactFactory(owner=bob, name=name, email=email)
    for name, email in (("Lisa Berg", "t@example.org"), ("A. Lee", "A@example.org"), ("Ida Ek", "")):
        ContactFactory(owner=alice, name=name, email=email)

    outcome = bring_back(bob, pieces(whole(alice)))

    assert Contact.objects.owned_by(bob).count() == 6
    assert (outcome.filled, outcome.beside_count) == (0, 2)
    assert outcome.beside == [
        "Lisa Berg, alongside Tom Bergson: same email, another name",
        "A. Lee, alongside Ann Lee: same email, similar name",
    ]
    bring_back(bob, pieces(whole(alice)))
    assert Contact.objects.owned_by(bob).count() == 6


def test_who_goes_by_an_address_takes_nobodys_place_when_it_comes_once_more(alice, bob):
    """Three of a file share a profile; the one without a name is sure of each of them."""
    profile = "https://www.linkedin.com/in/ruth"
    ContactFactory(owner=alice, name="ann@example.org", linkedin=profile)
    ContactFactory(owner=alice, name="Emil Orsted", email="emil@example.org", linkedin=profile)
    ContactFactory(owner=bob, name="Emil Orsted", email="emil@example.org")
    ContactFactory(owner=bob, name="Ada Berg", linkedin=profile)
    text = whole(alice)
    bring_back(bob, pieces(text))
    once = set(Contact.objects.owned_by(bob).values_list("name", "linkedin", "notes"))

    outcome = bring_back(bob, pieces(text))

    assert outcome.added["contact"] == 0
    assert set(Contact.objects.owned_by(bob).values_list("name", "linkedin", "notes")) == once


def test_a_contact_changed_here_since_keeps_its_words_and_gets_those_of_the_file(alice):
    here = ContactFactory(owner=alice, name="Ada Berg", role="Baker")
    text = whole(alice)
    here.record(role="Miller", phone="+1 555 010 01")

    for _time in range(2):
        outcome = bring_back(alice, pieces(text))

    here.refresh_from_db()
    assert (here.role, here.phone, here.notes) == ("Miller", "+1 555 010 01", "Role: Baker")
    assert (outcome.added.total(), outcome.filled) == (0, 0)


def test_what_cannot_stand_beside_what_is_here_stays_out_with_all_that_hangs_on_it(alice, bob):
    for owner in (alice, bob):
        world = World(owner, "Quillwort")
        Contact.objects.filter(pk=world.mentor.pk).update(email="mentor@example.org")
    own = MentorAgreement.objects.owned_by(bob).count()

    outcome = bring_back(bob, pieces(whole(alice)))

    running = MentorAgreement.objects.owned_by(bob).filter(mentor__email="mentor@example.org")
    assert running.count() == 1
    assert MentorAgreement.objects.owned_by(bob).count() == own + outcome.added["mentoragreement"]
    assert any("running agreement with this mentor" in words for words in outcome.left_out)
    assert Assessment.objects.owned_by(bob).count() == 2
    assert MentorCriterion.objects.owned_by(bob).count() == 2


def test_a_preview_counts_and_changes_nothing(alice, bob):
    World(alice, "Quillwort")
    text, before = whole(alice), rows()

    outcome = preview(bob, pieces(text))

    assert rows() == before
    assert bring_back(bob, pieces(text)) == outcome


def test_a_preview_asks_the_database_once_a_kind_and_not_once_a_record(
    alice, bob, django_assert_max_num_queries
):
    prospect = ProspectFactory(owner=alice)
    for number in range(40):
        introducer = ContactFactory(owner=alice, name=f"Ada {number}", email=f"ada{number}@example.org")
        IntroductionFactory(owner=alice, introducer=introducer, prospect=prospect)
    criterion = MentorCriterionFactory(owner=alice)
    AssessmentFactory(contact=prospect, criterion=criterion)
    ContactFactory(owner=bob)
    text = whole(alice)

    with django_assert_max_num_queries(70):
        outcome = preview(bob, pieces(text))

    assert (outcome.added["contact"], outcome.added["introduction"]) == (41, 40)


@pytest.mark.django_db(transaction=True)
def test_a_preview_leaves_no_transaction_open_while_it_reads(alice, bob):
    World(alice, "Quillwort")
    open_ones = []

    def watched():
        for piece in pieces(whole(alice)):
            open_ones.append(connection.in_atomic_block)
            yield piece

    preview(bob, watched())

    assert set(open_ones) == {False}


def test_what_may_stand_once_is_left_out_with_its_sentence_also_within_the_file(alice, bob):
    introducer, prospect = (
        ContactFactory(owner=alice, name="Ida Ek"),
        ProspectFactory(owner=alice, name="Ole Nord"),
    )
    today = timezone.localdate()
    IntroductionFactory(owner=alice, introducer=introducer, prospect=prospect, asked_on=today)
    ContactFactory(owner=bob)
    said = json.loads(whole(alice))
    again = said["records"]["introduction"][0] | {"id": 2, "form_key": str(uuid.uuid4())}
    said["records"]["introduction"].append(again)

    for read in (preview, bring_back):
        outcome = read(bob, [json.dumps(said)])
        assert (outcome.added["introduction"], outcome.left_out_count) == (1, 1)
        assert "already asked this introducer" in outcome.left_out[0]


def test_conditions_of_what_may_stand_once_are_understood():
    conditions = [rule.condition for kind in kinds() for rule in rules(kind.model) if rule.condition]

    assert conditions
    for condition in conditions:
        assert (condition.connector, condition.negated) == ("AND", False)
        assert {name.partition("__")[2] for name, _value in condition.children} <= {"", "isnull"}


@pytest.mark.parametrize(
    ("here", "names", "beside"),
    [
        ("Ada Berg", ["Ada Berg"] * 3, ["Ada Berg", "Ada Berg"]),
        ("Paul Quast", ["Paul Quast jr.", "Paul Quast, Sr."], ["Paul Quast, Sr."]),
        ("Mr Smith", ["Mr Smith", "Mrs Smith"], ["Mrs Smith"]),
        ("이수진", ["이진수", "이수진"], ["이진수"]),
    ],
)
def test_two_people_of_a_file_are_never_one_here(alice, bob, here, names, beside):
    ContactFactory(owner=bob, name=here, email="one@example.org")
    for number, name in enumerate(names):
        ContactFactory(owner=alice, name=name, email="one@example.org", place=f"Town {number}")

    outcome = bring_back(bob, pieces(whole(alice)))

    assert outcome.beside_count == len(beside)
    assert [one.name for one in Contact.objects.owned_by(bob).order_by("pk")] == [here, *beside]
    bring_back(bob, pieces(whole(alice)))
    assert Contact.objects.owned_by(bob).count() == len(names)


def test_whoever_is_here_by_a_key_that_another_took_stands_beside(alice, bob):
    first = ContactFactory(owner=alice, name="Ada Berg", email="ada@example.org")
    second = ContactFactory(owner=alice, name="Ada Berg", email="ada@example.org")
    ContactFactory(owner=bob, name="Ada Berg", email="ada@example.org", form_key=second.form_key)

    for _time in range(2):
        outcome = bring_back(bob, pieces(whole(alice)))

    assert first.form_key != second.form_key
    assert (outcome.here["contact"], Contact.objects.owned_by(bob).count()) == (2, 2)


@pytest.mark.parametrize(
    ("told", "other"), [("Name: Paul Quast jr.", "Paul Quast, Sr."), ("Title: Mr", "Mrs Paul Quast")]
)
def test_a_name_or_a_title_that_an_earlier_file_told_is_known(told, other, alice, bob):
    ContactFactory(owner=bob, name="Paul Quast", email="q@example.org", notes=told)
    ContactFactory(owner=alice, name=other, email="q@example.org")

    assert bring_back(bob, pieces(whole(alice))).beside_count == 1
