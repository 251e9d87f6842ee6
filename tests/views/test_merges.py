"""Two contacts that are one person: found, told apart, put together and taken apart to the letter."""

import datetime as dt

import hypothesis
import hypothesis.strategies as st
import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.exchange.merging import merge, references, take_apart
from mentoring.exchange.merging.duplicates import lookalikes, others_like
from mentoring.identity.fields import NAMES
from mentoring.models import Contact, Distinction, Merge
from tests import addresses
from tests import factories as make
from tests.addresses import World
from tests.chance import examples

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]
DAY = dt.timedelta(days=1)


def pairs(user):
    return sorted((alike.twin, alike.pk, alike.level) for alike in lookalikes(user))


def test_the_ladder_of_duplicates(alice, bob):
    def contact(name, owner=alice, **facts):
        return make.ContactFactory(owner=owner, name=name, **facts).pk

    dana, lee = contact("Dana Lee", email="Dana@example.org"), contact("D. Lee", email="dana@EXAMPLE.org")
    eva = contact("Eva Ros", linkedin="https://de.linkedin.com/in/Eva/?trk=1")
    ros = contact("Dr. Eva M. Ros", linkedin="linkedin.com/in/eva")
    kim, mik = contact("Kim Vega", company="Acme GmbH"), contact("vega KIM", company="acme")
    sam, mas = contact("Sam Holm"), contact("Sam Hólm", company="Mercer")
    contact("Ola Nord", linkedin="https://www.linkedin.com/in/ola-1")
    contact("Ola Nord", linkedin="https://www.linkedin.com/in/ola-2")
    contact("Ida Ek"), contact("Ida Ek", owner=bob), contact("Una Rae"), contact("Una Rae")
    Contact.objects.filter(name="Una Rae").order_by("pk")[:1].get().archive(dt.date(2026, 3, 1))

    assert pairs(alice) == [(dana, lee, 2), (eva, ros, 3), (kim, mik, 2), (sam, mas, 2)]
    assert pairs(bob) == []
    assert [pair.second.pk for pair in others_like(Contact.objects.get(pk=lee))] == [dana]


def test_of_many_with_one_name_the_likeliest_are_paired(alice):
    first, acme, _other, again = [
        make.ContactFactory(owner=alice, name="Ada Berg", company=company).pk
        for company in ("Mercer", "Acme", "Tallow", "ACME Inc")
    ]

    assert (acme, again, 2) in pairs(alice)
    Distinction.objects.create(owner=alice, first_id=acme, second_id=again)

    assert (first, again, 1) in pairs(alice)
    assert len(pairs(alice)) == 3


def test_the_page_of_duplicates_takes_as_many_queries_for_many(client_alice, alice):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            answer = client_alice.get(reverse("duplicates.index"))
        return answer, len(queries)

    first, _second = make.ContactFactory.create_batch(2, owner=alice, name="Ada Berg")
    one, number = counted()
    first.record(place="leeds")
    make.ContactFactory.create_batch(30, owner=alice, name="Ada Berg", place="Leeds")
    many, number_of_many = counted()

    assert number == number_of_many
    assert "Same name, nothing else" in one.content.decode()
    assert (
        "Same name, same place" in client_alice.get(reverse("duplicates.index"), {"page": 2}).content.decode()
    )
    assert "1 to 20 of 31" in many.content.decode()
    assert "Possible duplicates" in client_alice.get(reverse("contacts.index")).content.decode()


def test_two_people_are_not_asked_about_again(client_alice, client_bob, alice):
    one, other = make.ContactFactory.create_batch(2, owner=alice, name="Ada Berg")
    apart = reverse("duplicates.told_apart", args=[other.pk, one.pk])
    alike = reverse("duplicates.told_alike", args=[other.pk, one.pk])

    assert client_bob.post(apart).status_code == 404
    for _time in range(2):
        client_alice.post(apart)
    assert (pairs(alice), others_like(one), Distinction.objects.count()) == ([], [], 1)
    assert client_bob.post(alike).status_code == 404
    client_alice.post(alike)
    assert len(pairs(alice)) == 1
    assert client_alice.post(reverse("duplicates.told_apart", args=[one.pk, one.pk])).status_code == 404


def test_a_merge_moves_everything_and_its_undo_leaves_no_trace(client_alice, alice, today):
    world = World(alice, "Quillwort")
    kept, other = world.unmarked, world.mentor
    make.InteractionFactory(contact=other, on=today)
    shared = make.TagFactory(owner=alice)
    kept.tags.add(shared)
    other.tags.add(shared, world.tag)
    make.ReminderFactory(contact=other)
    for person, answer in ((kept, "unknown"), (other, "meets")):
        make.AssessmentFactory(contact=person, criterion=world.nice, answer=answer, on=today)
    make.AssessmentFactory(contact=other, criterion=world.criterion, answer="unknown", on=today)
    make.AssessmentFactory(contact=kept, criterion=world.criterion, answer="does_not", on=today - DAY)
    third = make.ContactFactory(owner=alice)
    Distinction.objects.create(owner=alice, first=other, second=third)
    make.IntroductionFactory(owner=alice, introducer=other, prospect=None)
    make.ImportRowFactory(batch=world.waiting, kind="known", choice="fill", contact=other)
    kept.record(email="", company="Mercer")
    other.record(email="m@example.org", phone="+44 20 7946 0000")
    for person in Contact.objects.all():
        person.refresh_last_touch()
    before = addresses.rows()
    moving = {
        f"{model.__name__}.{field.name}": set(
            model._default_manager.filter(**{field.name: other.pk}).values_list("pk", flat=True)
        )
        for model, field in references()
    }

    url = reverse("merges.new", args=[kept.pk, other.pk])
    page = client_alice.get(url)
    form = page.context["form"]
    assert set(form.fields) == {"seen", "company"}
    data = {"seen": form.initial["seen"], "company": "other"}
    answers = [client_alice.post(url, data) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    [merged] = Merge.objects.filter(removed_key=other.pk)
    kept.refresh_from_db()
    assert not Contact.objects.filter(pk=other.pk).exists()
    assert (kept.email, kept.company, kept.phone) == ("m@example.org", other.company, "+44 20 7946 0000")
    assert {tag.pk for tag in kept.tags.all()} == {shared.pk, world.tag.pk}
    assert kept.assessments.get(criterion=world.nice).answer == "meets"
    assert kept.assessments.get(criterion=world.criterion).answer == "does_not"
    assert Distinction.objects.between(kept.pk, third.pk).exists()
    for model, field in references():
        name = f"{model.__name__}.{field.name}"
        assert not model._default_manager.filter(**{f"{field.name}_id": other.pk}).exists(), name
        if name not in {"Assessment.contact", "ImportRow.contact", "Distinction.first", "Distinction.second"}:
            gone = {
                change["pk"]
                for change in merged.undo
                if (change["kind"], change["model"]) == ("removed", model._meta.model_name)
            }
            still = set(model._default_manager.filter(**{field.name: kept.pk}).values_list("pk", flat=True))
            assert moving[name] - gone <= still, name

    client_alice.post(reverse("merges.taken_back", args=[merged.pk]))

    assert addresses.rows() == before


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
FACTS = st.fixed_dictionaries(
    {"name": WORDS},
    optional=dict.fromkeys(("role", "company", "place", "phone", "how_known", "greeting", "notes"), WORDS)
    | {"may_introduce": st.booleans(), "prospect_on": st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1))},
)


@hypothesis.settings(max_examples=examples(12))
@hypothesis.given(st.tuples(FACTS, FACTS), st.sets(st.integers(0, 5)), st.booleans())
def test_any_two_contacts_come_apart_as_they_were(facts, shared, closed):
    with transaction.atomic():
        owner = make.UserFactory()
        one, other = (make.ContactFactory(owner=owner, **given) for given in facts)
        for number in shared:
            tag = make.TagFactory(owner=owner)
            (one if number % 2 else other).tags.add(tag)
            if number > 3:
                other.tags.add(tag)
        make.InteractionFactory(contact=other)
        other.refresh_last_touch()
        if closed:
            other.close(dt.date(2026, 2, 1), "said_no")
        before = addresses.rows()

        merged = merge(one, other)
        one.refresh_from_db()
        assert one.said_no == closed
        take_apart(merged)

        assert addresses.rows() == before
        transaction.set_rollback(True)


def test_what_was_written_since_the_merge_stays(alice):
    kept = make.ContactFactory(owner=alice, name="Ada Berg", role="Baker")
    other = make.ContactFactory(owner=alice, name="A. Berg", role="Baker", company="Mercer")
    note = make.InteractionFactory(contact=other)
    merged = merge(kept, other)
    kept.refresh_from_db()
    kept.record(role="Miller")
    later = make.InteractionFactory(contact=kept)

    take_apart(merged)

    for record in (kept, note, later):
        record.refresh_from_db()
    assert (kept.role, kept.company, kept.revision) == ("Miller", "", 4)
    assert (note.contact_id, later.contact_id) == (other.pk, kept.pk)
    assert Contact.objects.owned_by(alice).search("mercer").get() == other


def test_merges_of_merges_are_undone_in_their_order(alice):
    first, second, third = make.ContactFactory.create_batch(3, owner=alice, name="Ada Berg")
    one = merge(second, third)
    other = merge(first, second)

    with pytest.raises(ValidationError):
        take_apart(one)
    take_apart(other)
    one.refresh_from_db()
    take_apart(one)

    assert Contact.objects.owned_by(alice).count() == 3


def test_a_rule_of_the_search_stands_in_the_way(client_alice, alice, today):
    def two(**facts):
        return make.ContactFactory.create_batch(2, owner=alice, name="Ada Berg", **facts)

    introduced = two()
    make.IntroductionFactory(owner=alice, introducer=introduced[0], prospect=introduced[1])
    drafts = two(prospect_on=today)
    for mentor in drafts:
        make.MentorAgreementFactory(owner=alice, mentor=mentor)
    asked = two()
    target = make.ProspectFactory(owner=alice)
    for introducer in asked:
        make.IntroductionFactory(owner=alice, introducer=introducer, prospect=target, asked_on=today)
    reasons = (
        "so they’re two people",
        "an agreement or a draft with both",
        "asked for the same introduction with both",
    )
    before = addresses.rows()

    for (kept, other), reason in zip((introduced, drafts, asked), reasons, strict=True):
        answer = client_alice.post(reverse("merges.new", args=[kept.pk, other.pk]), {})
        assert answer.status_code == 422
        assert reason in answer.content.decode()
        assert addresses.rows() == before


def test_a_merge_is_ones_own_and_not_blind(client_alice, client_bob, alice, bob):
    kept = make.ContactFactory(owner=alice, name="Ada Berg", company="Mercer")
    other = make.ContactFactory(owner=alice, name="Ada Berg", company="Tallow")
    bobs = make.ContactFactory(owner=bob)
    url = reverse("merges.new", args=[kept.pk, other.pk])

    for client, keys in (
        (client_bob, [kept.pk, other.pk]),
        (client_alice, [kept.pk, bobs.pk]),
        (client_alice, [bobs.pk, kept.pk]),
        (client_alice, [kept.pk, kept.pk]),
    ):
        for method in (client.get, client.post):
            assert method(reverse("merges.new", args=keys)).status_code == 404
    seen = client_alice.get(url).context["form"].initial["seen"]
    other.record(company="Northgate")
    answer = client_alice.post(url, {"seen": seen, "company": "other"})
    assert answer.status_code == 422
    assert "changed in another window" in answer.content.decode()
    assert client_alice.post(url, {"company": "rain"}).status_code == 422
    merged = merge(kept, other)
    assert client_bob.post(reverse("merges.taken_back", args=[merged.pk])).status_code == 404
    assert Merge.objects.filter(pk=merged.pk).exists()


def test_a_contact_that_is_gone_by_now_is_not_merged(alice):
    kept, other = make.ContactFactory.create_batch(2, owner=alice, name="Ada Berg")
    Contact.objects.get(pk=other.pk).delete()

    with pytest.raises(ValidationError, match="no longer among your contacts"):
        merge(kept, other)


def test_the_page_of_a_merge_counts_what_moves_along(client_alice, alice, today):
    kept, other = make.ContactFactory.create_batch(2, owner=alice, name="Ada Berg")
    for contact in (kept, other, other):
        make.InteractionFactory(contact=contact, on=today)
    make.ReminderFactory(contact=other)

    page = client_alice.get(reverse("merges.new", args=[kept.pk, other.pk]))

    assert page.context["moves"] == [("notes", 2), ("reminders", 1)]


def test_a_merge_proposes_what_the_kept_contact_says_and_the_notes_of_both(client_alice, alice):
    kept, other = [
        make.ContactFactory(owner=alice, name="Ada Berg", company=company, notes=f"Met at {company}")
        for company in ("Mercer", "Tallow")
    ]

    form = client_alice.get(reverse("merges.new", args=[kept.pk, other.pk])).context["form"]

    assert {pick.name: pick.initial for pick in form.picks()} == {"company": "kept", "notes": "both"}
    assert [value for value, _label in form.fields["company"].choices] == ["kept", "other"]
    assert [value for value, _label in form.fields["notes"].choices] == ["kept", "other", "both"]


def test_of_what_both_say_the_kept_contact_wins_unless_the_other_is_chosen(alice):
    def two():
        facts = [{name: f"{side} {name}" for name in NAMES} for side in ("kept", "other")]
        return [make.ContactFactory(owner=alice, **one) for one in facts]

    kept, other = two()
    merge(kept, other)
    kept.refresh_from_db()
    assert [getattr(kept, name) for name in NAMES] == [f"kept {name}" for name in NAMES]

    kept, other = two()
    merge(kept, other, dict.fromkeys(NAMES, "other") | {"notes": "both"})
    kept.refresh_from_db()
    assert [getattr(kept, name) for name in NAMES[:-1]] == [f"other {name}" for name in NAMES[:-1]]
    assert kept.notes == "kept notes\n\nother notes"


def test_a_pair_that_is_only_a_maybe_is_drawn_faint(client_alice, alice):
    for name, company in (
        ("Ada Berg", "Mercer"),
        ("Ada Berg", "Acme"),
        ("Ole Nord", "Acme"),
        ("Ole Nord", "Acme"),
    ):
        make.ContactFactory(owner=alice, name=name, company=company)

    page = client_alice.get(reverse("duplicates.index"))

    assert [pair.is_weak for pair in page.context["page"]] == [False, True]
    assert page.content.decode().count('class="t-wide faint"') == 1
    assert page.content.decode().count('class="btn btn-secondary btn-sm"') == 1


def test_colleagues_with_similar_names_are_found_on_both_pages(alice):
    daniel, dan, other = [
        make.ContactFactory(owner=alice, name=name, company=company)
        for name, company in (("Daniel Osei", "Acme"), ("Dan Osei", "ACME Ltd"), ("Dan Osei", "Borg"))
    ]

    assert pairs(alice) == [(daniel.pk, dan.pk, 1), (dan.pk, other.pk, 1)]
    assert [pair.why for pair in others_like(daniel)] == ["Similar name, same company"]
