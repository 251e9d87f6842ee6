"""The file with everything: nothing is lost on the way, and nothing hostile gets in."""

import datetime as dt
import json
import random
import uuid
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mentoring.exchange.account_file import schema as archive_kinds
from mentoring.exchange.account_file.once import rules
from mentoring.exchange.account_file.parse import Refused
from mentoring.exchange.account_file.read import bring_back, preview
from mentoring.exchange.account_file.schema import (
    FIELDS_LEFT_OUT,
    KINDS_LEFT_OUT,
    kinds,
    person_fields,
)
from mentoring.exchange.account_file.versions import VERSION
from mentoring.exchange.account_file.write import archive_of
from mentoring.models import (
    Assessment,
    Contact,
    Goal,
    Introduction,
    MentorAgreement,
    MentorAnswer,
    MentorCriterion,
    ShareLink,
    Tag,
    User,
)
from mentoring.models.answers import give_answer
from mentoring.models.base import Owned
from mentoring.models.stored import (
    validate_closing_words,
    validate_decisions,
    validate_sections,
    validate_sent_words,
    validate_texts,
)
from mentoring.status import next_actions, stuck
from mentoring.status.records import Records
from tests.addresses import World, rows
from tests.chance import examples
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

DOCS = Path(__file__).resolve().parents[2] / "docs" / "account-file.md"


def whole(owner) -> str:
    return "".join(archive_of(User.objects.get(pk=owner.pk)))


def pieces(text: str) -> list[str]:
    """A file as it comes in: in pieces that end anywhere."""
    return [text[at : at + 997] for at in range(0, len(text), 997)]


# There and back


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


# What is in it


def test_every_kind_and_every_field_is_in_the_file_or_left_out_with_a_reason():
    owned = {m for m in apps.get_app_config("mentoring").get_models() if issubclass(m, Owned)}
    in_file = {kind.model: kind for kind in kinds()}

    assert set(in_file) | set(KINDS_LEFT_OUT) == owned
    for model, kind in in_file.items():
        fields = {field.name for field in [*kind.plain, *kind.references, *kind.several]}
        tables = {f.name for f in model._meta.many_to_many if not f.remote_field.through._meta.auto_created}
        computed = {field.name for field in model._meta.concrete_fields if field.generated}
        everything = {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
        assert (
            fields | {"id", "owner"} | tables | computed | set(FIELDS_LEFT_OUT.get(model, {})) == everything
        )
    person = {field.name for field in person_fields()}
    assert person | set(FIELDS_LEFT_OUT[User]) == {
        field.name for field in [*User._meta.concrete_fields, *User._meta.many_to_many]
    }


def test_nothing_that_sounds_like_a_secret_is_in_the_file():
    names = [field.name for kind in kinds() for field in kind.plain] + [f.name for f in person_fields()]

    assert {
        name for name in names if any(word in name for word in ("salt", "secret", "token", "password"))
    } == set()


def test_every_list_in_the_file_has_a_shape_that_is_checked():
    lists = [field for kind in kinds() for field in kind.plain if isinstance(field, models.JSONField)]

    shapes = (
        validate_texts, validate_sections, validate_decisions, validate_sent_words, validate_closing_words,
    )  # fmt: skip
    assert [str(field) for field in lists if not any(shape in field.validators for shape in shapes)] == []


def test_every_record_that_an_action_names_is_known(alice):
    World(alice, "Quillwort")

    actions = next_actions.for_user(alice, timezone.localdate())
    named = {action.key.partition(".")[0] for action in actions if ":" in action.key}

    assert named
    assert named <= set(archive_kinds.NAMED_BY_WORD)


def test_the_docs_list_every_field():
    lines = [line for line in DOCS.read_text().splitlines() if line.startswith("- **")]

    assert lines == list(archive_kinds.described())


# Into an account that is used


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


# Hostile files


def test_a_file_of_many_tiny_records_is_refused_before_it_costs_more_than_its_length_says(bob):
    names = [{"id": number, "name": f"t{number}"} for number in range(1, 1001)]
    start = f'{{"format": "waymark", "version": {VERSION}, "person": {{}}, "records": '
    read = []

    def pieces_read():
        for piece in pieces(start + json.dumps({"tag": names}) + "}"):
            read.append(piece)
            yield piece

    with pytest.raises(Refused, match="too many records"):
        preview(bob, pieces_read())

    assert len("".join(read)) < 20_000


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


def spoilt(text: str, change) -> str:
    said = json.loads(text)
    change(said)
    return json.dumps(said)


def set_at(*path, to):
    def change(said):
        for step in path[:-1]:
            said = said[step]
        said[path[-1]] = to

    return change


def words_with(line):
    """A change that puts this line into the words of an agreement."""
    sections = [{"key": "goals", "title": "What we’re working on", "lines": [line]}]
    return set_at("records", "mentoragreement", 0, "confirmed_words", to=sections)


RECORDS = ("records", "contact", 0)
SPOILT = {
    "a later version": set_at("version", to=VERSION + 1),
    "a version before the first": set_at("version", to=0),
    "a version that is true": set_at("version", to=True),
    "another format": set_at("format", to="monica"),
    "an unknown kind": set_at("records", "spies", to=[]),
    "an unknown field": set_at(*RECORDS, "is_staff", to=True),
    "an owner": set_at(*RECORDS, "owner", to=1),
    "a number as a name": set_at(*RECORDS, "name", to=7),
    "no name": set_at(*RECORDS, "name", to=""),
    "a name of spaces": set_at(*RECORDS, "name", to="\u200b\u3164"),
    "a name too long": set_at(*RECORDS, "name", to="x" * 121),
    "a zero byte": set_at(*RECORDS, "notes", to="a\0b"),
    "half a letter": set_at(*RECORDS, "notes", to="\ud800"),
    "a text too long": set_at(*RECORDS, "notes", to="x" * 100_001),
    "a script as an address": set_at(*RECORDS, "linkedin", to="javascript:alert(1)"),
    "a day that is none": set_at(*RECORDS, "prospect_on", to="2026-02-30"),
    "a day before all days": set_at(*RECORDS, "prospect_on", to="0001-01-01"),
    "a moment without a zone": set_at(*RECORDS, "created_at", to="2026-02-03T10:00:00"),
    "an unknown choice": set_at(*RECORDS, "closed_because", to="bored"),
    "facts out of order": set_at(*RECORDS, "closed_on", to="2026-02-03"),
    "a revision beyond numbers": set_at(*RECORDS, "revision", to=2**63),
    "a key that is none": set_at(*RECORDS, "form_key", to="7"),
    "the same key twice": lambda said: said["records"]["contact"][1].update(
        form_key=said["records"]["contact"][0]["form_key"]
    ),
    "the same number twice": set_at("records", "contact", 1, "id", to=1),
    "a number below one": set_at(*RECORDS, "id", to=0),
    "no number": set_at(*RECORDS, "id", to=None),
    "somebody else's record": set_at("records", "interaction", 0, "contact", to=999_999),
    "nobody's record": set_at("records", "interaction", 0, "contact", to=None),
    "a tag that is not there": set_at(*RECORDS, "tags", to=[77]),
    "tags that are none": set_at(*RECORDS, "tags", to={"1": 1}),
    "a tag twice": set_at(*RECORDS, "tags", to=[1, 1]),
    "an introduction from itself": set_at("records", "introduction", 0, "came_from", to=1),
    "introductions in a ring": lambda said: [
        said["records"]["introduction"][a].update(came_from=b + 1) for a, b in ((0, 1), (1, 2), (2, 0))
    ],
    "words that are no words": set_at("records", "mentoragreement", 0, "confirmed_words", to=5),
    "words that are an empty table": set_at("records", "mentoragreement", 0, "confirmed_words", to={}),
    "a line of words with more in it": words_with({"text": "a", "who": "b", "is_item": True, "url": "c"}),
    "a line of words with less in it": words_with({"text": "a", "who": "b"}),
    "a line of words that is neither": words_with({"text": "a", "who": "b", "is_item": "yes"}),
    "a line of words that is text": words_with("a"),
    "a postponement of nothing": set_at("records", "postponement", 0, "action", to="introduction.thanked:4711"),
    "a person that is a list": set_at("person", to=[]),
    "a theme that is none": set_at("person", "theme", to="pink"),
    "an operator": set_at("person", "is_superuser", to=True),
    "a record that is a word": set_at(*RECORDS, to="Ada"),
    "records that are a word": set_at("records", "contact", to="Ada"),
    "a file that is too deep": set_at(*RECORDS, "name", to=None),
}  # fmt: skip


@pytest.mark.any_database
def test_a_file_that_is_no_such_file_is_refused_with_one_sentence_and_nothing_is_written(alice, bob):
    World(alice, "Quillwort")
    text = whole(alice)
    files = {name: spoilt(text, change) for name, change in SPOILT.items()}
    files |= {
        "nothing": "",
        "a list": "[]",
        "half a file": text[: len(text) // 2],
        "a file and more": text + "{}",
        "a hundred thousand brackets": f'{{"format": "waymark", "version": {VERSION}, "person": '
        + "[" * 100_000,
        "brackets as a record": text.replace('"contact": [', '"contact": [' + "[" * 100_000, 1),
        "a number without end": text.replace(f'"version": {VERSION}', '"version": ' + "1" * 5_000, 1),
        "a record without end": text.replace('"contact": [', '"contact": ["' + "x" * 2_000_000, 1),
        "no number at all": text.replace(f'"version": {VERSION}', '"version": NaN', 1),
        "a field twice": text.replace('"person": {', '"person": {"theme": "dark", ', 1),
        "a comma too many": text.replace("\n]", ",\n]", 1),
    }
    before, refused = rows(), {}

    for name, file in files.items():
        try:
            with transaction.atomic():
                bring_back(bob, pieces(file))
        except Refused as refusal:
            refused[name] = str(refusal)

    assert set(files) - set(refused) == set()
    assert all(words.endswith(".") and len(words) < 200 for words in refused.values())
    assert "contact 1" in refused["a name too long"]
    assert "name" in refused["a name too long"]
    assert rows() == before


def test_a_file_of_an_older_waymark_leaves_new_fields_to_their_defaults(alice, bob):
    ContactFactory(owner=alice, name="Ada", place="Leeds")

    bring_back(bob, [spoilt(whole(alice), lambda said: said["records"]["contact"][0].pop("place"))])

    assert Contact.objects.owned_by(bob).get().place == ""
