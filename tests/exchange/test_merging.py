"""Two contacts that are one person: which are shown first, and what the one contact is made of."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.exchange.merging import merge, suggested_choices, take_apart, what_moves
from mentoring.exchange.merging.duplicates import Alike, lookalikes, others_like, pair, pairs
from mentoring.models import Contact, Distinction, Merge
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)


def contact(owner, name="Ada Berg", **facts) -> Contact:
    return make.ContactFactory(owner=owner, name=name, **facts)


def merged(kept, other, **choices) -> Contact:
    """What becomes of two contacts."""
    merge(kept, other, choices)
    kept.refresh_from_db()
    return kept


# Which pairs there are


def test_surest_pairs_come_first_then_by_name(alice):
    zoe, zoe_too = (contact(alice, "Zoe Ros", email="zoe@example.org") for _time in range(2))
    _sam, sam_too = (contact(alice, "Sam Holm", company=company) for company in ("Mercer", "Acme"))
    _ida, ida_too = (contact(alice, "Ida Ek", company=company) for company in ("Mercer", "Acme"))
    _bo, bo_too = (contact(alice, "Bo Ek", email="bo@example.org") for _time in range(2))

    found = lookalikes(alice)

    assert [one.pk for one in found] == [bo_too.pk, zoe_too.pk, ida_too.pk, sam_too.pk]
    assert (found[1].twin, found[1].pk) == (zoe.pk, zoe_too.pk)


def test_of_three_alike_the_later_two_are_paired_with_the_first(alice):
    first, second, third = (contact(alice, email="ada@example.org") for _time in range(3))

    assert [(one.twin, one.pk) for one in lookalikes(alice)] == [
        (first.pk, second.pk),
        (first.pk, third.pk),
    ]


def test_of_two_as_sure_the_one_with_the_same_profile_is_the_twin(alice):
    contact(alice, email="ada@example.org")
    profile = contact(alice, "Ada Berg", linkedin="linkedin.com/in/ada")
    both = contact(alice, email="ada@example.org", linkedin="linkedin.com/in/ada")

    assert (profile.pk, both.pk) in {(one.twin, one.pk) for one in lookalikes(alice)}


def test_pair_of_which_one_is_gone_is_not_shown(alice, bob):
    one, other = contact(alice), contact(alice)
    theirs = contact(bob)
    rows = lookalikes(alice)
    shown = pairs(alice, [*rows, Alike(one.pk, 0, 1), Alike(0, one.pk, 1), Alike(theirs.pk, one.pk, 1)])

    assert [(pair.first, pair.second) for pair in shown] == [(one, other)]


def test_others_like_somebody_are_three_at_most_the_surest_first(alice, bob):
    ada = contact(alice, email="ada@example.org", company="Mercer")
    others = [contact(alice, company=company) for company in ("Acme", "Borg", "Mercer Ltd", "Tallow")]
    sure = contact(alice, "A. Berg", email="ADA@example.org")
    contact(alice, archived_on=DAY)
    contact(bob)

    assert [pair.second for pair in others_like(ada)] == [others[2], sure, others[0]]
    assert [pair.second for pair in others_like(ada, most=1)] == [others[2]]
    assert {pair.first for pair in others_like(ada)} == {ada}


def test_others_like_somebody_are_told_apart_from_either_side(alice):
    first, second, third = (contact(alice) for _time in range(3))
    Distinction.objects.create(owner=alice, first=first, second=second)
    Distinction.objects.create(owner=alice, first=second, second=third)

    assert [pair.second for pair in others_like(second)] == []
    assert [pair.second for pair in others_like(first)] == [third]


@pytest.mark.parametrize("others", [0, 1])
def test_the_pair_itself_says_what_the_list_says(alice, others):
    """The only two of a name are told as such; where a third has it, told apart or not, they aren't."""
    first = contact(alice, company="Mill & Co", email="ada@mill.example")
    second = contact(alice)
    for _number in range(others):
        third = contact(alice, company="Elsewhere", email="ada@else.example")
        Distinction.objects.create(owner=alice, first=first, second=third)

    listed = [one for one in pairs(alice, lookalikes(alice)) if one.second == second]

    assert [one.verdict for one in listed] == [pair(first, second).verdict]
    assert next(one.verdict for one in others_like(second) if one.second == first) == listed[0].verdict


def test_a_title_in_the_notes_tells_two_of_one_name_apart(alice):
    him, her = (
        contact(alice, email="berg@example.org", notes=f"Tall\nTitle: {title}") for title in ("Mr", "Mrs")
    )
    reason = "Same email, another name"

    assert [pair.why for pair in pairs(alice, lookalikes(alice))] == [reason]
    assert [pair.why for pair in others_like(him)] == [pair(him, her).why] == [reason]


def test_contact_not_saved_yet_is_compared_too(alice):
    there = contact(alice, "Ada Berg", linkedin="linkedin.com/in/ada")

    assert [pair.second for pair in others_like(Contact(owner=alice, name="Ada Berg"))] == [there]
    unlike = Contact(owner=alice, name="Somebody Else", linkedin="https://www.linkedin.com/in/ada/")
    assert [pair.second for pair in others_like(unlike)] == [there]


def test_short_name_of_a_colleague_is_found_after_the_long_one(alice):
    ben, short = (contact(alice, name, company="Acme") for name in ("Ben Quast", "B. Quast"))

    assert [(one.twin, one.pk) for one in lookalikes(alice)] == [(ben.pk, short.pk)]


def test_somebody_typed_in_quickly_is_probably_the_only_one_of_the_name(alice):
    quick, known = contact(alice, "Sam Holm"), contact(alice, "Sam Hólm", company="Mercer")
    reason = "Same name, nothing else was known"

    assert [pair.why for pair in pairs(alice, lookalikes(alice))] == [reason]
    assert [pair.why for pair in others_like(quick)] == [pair.why for pair in others_like(known)] == [reason]
    contact(alice, "Sam Holm", company="Tallow")
    assert {pair.why for pair in others_like(quick)} == {"Same name, nothing else"}
    assert all(pair.is_weak for pair in others_like(quick))


# What the one contact is made of


def test_what_hangs_on_a_contact_is_counted_by_kind(alice):
    ada, other = contact(alice), contact(alice, "Ben Whitlock")
    assert what_moves(ada) == []

    make.IntroductionFactory(owner=alice, introducer=ada, prospect=None)
    make.IntroductionFactory(owner=alice, introducer=other, prospect=ada)
    make.ReminderFactory(contact=ada)
    ada.tags.add(make.TagFactory(owner=alice))
    Distinction.objects.create(owner=alice, first=ada, second=other)

    assert what_moves(ada) == [("introductions", 2), ("reminders", 1)]


def test_what_both_know_differently_is_asked_for(alice):
    ada = contact(alice, company="Mercer", place="Leeds", notes="Tall", role="Baker")
    other = contact(alice, company="Tallow", place="Leeds", notes="Kind", phone="1")

    assert suggested_choices(ada, other) == {"company": "kept", "notes": "both"}


def test_chosen_side_that_knows_nothing_leaves_what_the_other_knows(alice):
    ada, other = contact(alice, company="Mercer"), contact(alice, role="Baker", company="")

    one = merged(ada, other, company="other", role="kept")

    assert (one.company, one.role) == ("Mercer", "Baker")


def test_contact_that_is_gone_is_merged_with_nobody(alice):
    ada, other = contact(alice), contact(alice)
    Contact.objects.filter(pk=other.pk).delete()

    with pytest.raises(ValidationError, match="no longer among your contacts"):
        merge(ada, other)
    assert not Merge.objects.exists()


@pytest.mark.parametrize("lost", ["its time", "its way back"])
def test_merge_is_undone_for_thirty_days_and_with_its_way_back(alice, lost):
    done = merge(contact(alice), contact(alice))
    if lost == "its time":
        Merge.objects.update(created_at=timezone.now() - dt.timedelta(days=30, minutes=1))
    else:
        Merge.objects.update(undo=[])

    with pytest.raises(ValidationError, match="you had 30 days"):
        take_apart(done)


def test_merge_is_undone_once(alice):
    done = merge(contact(alice), contact(alice))
    take_apart(done)

    with pytest.raises(ValidationError, match="already been undone"):
        take_apart(done)


def test_last_touch_is_that_of_both(alice):
    ada, other = contact(alice), contact(alice)
    make.InteractionFactory(contact=other, on=DAY)

    assert merged(ada, other).last_touch_on == DAY


def test_merging_and_its_undo_wait_for_the_other_window(alice, person_first):
    ada, other = contact(alice), contact(alice)

    with person_first():
        done = merge(ada, other)
    with person_first():
        take_apart(done)


@pytest.mark.parametrize(
    ("mine", "theirs", "stays"),
    [
        (("meets", 0), ("does_not", 1), "does_not"),
        (("meets", 1), ("does_not", 0), "meets"),
        (("meets", 0), ("does_not", 0), "meets"),
        (("meets", 0), ("unknown", 1), "meets"),
        (("unknown", 1), ("meets", 0), "meets"),
    ],
)
@pytest.mark.any_database
def test_of_two_answers_the_newer_known_one_stays(alice, mine, theirs, stays):
    ada, other = contact(alice), contact(alice)
    criterion = make.MentorCriterionFactory(owner=alice)
    for person, (answer, days) in ((ada, mine), (other, theirs)):
        on = DAY + dt.timedelta(days=days)
        make.AssessmentFactory(contact=person, criterion=criterion, answer=answer, on=on)

    merge(ada, other)

    assert ada.assessments.get().answer == stays


def test_two_told_apart_from_a_third_are_so_once(alice):
    third, ada, other = contact(alice), contact(alice), contact(alice)
    last = contact(alice)
    Distinction.objects.create(owner=alice, first=third, second=ada)
    Distinction.objects.create(owner=alice, first=third, second=other)
    Distinction.objects.create(owner=alice, first=ada, second=other)
    Distinction.objects.create(owner=alice, first=other, second=last)

    merge(ada, other)

    said = Distinction.objects.order_by("first", "second").values_list("first", "second", "owner")
    assert list(said) == [(third.pk, ada.pk, alice.pk), (ada.pk, last.pk, alice.pk)]


@pytest.mark.parametrize(("mine", "theirs", "since"), [(0, 0, 0), (2, 1, 1), (1, 2, 1), (0, 2, 2), (2, 0, 2)])
@pytest.mark.any_database
def test_prospect_since_the_earlier_day(alice, mine, theirs, since):
    days = {0: None, 1: DAY, 2: DAY + dt.timedelta(days=1)}
    ada, other = (contact(alice, prospect_on=days[number]) for number in (mine, theirs))

    assert merged(ada, other).prospect_on == days[since]


@pytest.mark.parametrize(("mine", "theirs"), [(True, False), (False, True), (False, False)])
def test_either_may_introduce_and_both_are_archived(alice, mine, theirs):
    ada, other = (
        contact(alice, may_introduce=one, archived_on=DAY if one else None) for one in (mine, theirs)
    )

    one = merged(ada, other)

    assert (one.may_introduce, one.archived_on) == (mine or theirs, None)


def test_two_archived_contacts_are_one_archived_contact(alice):
    ada, other = contact(alice, archived_on=DAY), contact(alice, archived_on=DAY + dt.timedelta(days=1))

    assert merged(ada, other).archived_on == DAY


OPEN, NONE = {"prospect_on": DAY}, {}
SAID_NO = {"prospect_on": DAY, "closed_on": DAY, "closed_because": "said_no"}
NO_FIT = {"prospect_on": DAY, "closed_on": DAY, "closed_because": "not_a_fit"}


@pytest.mark.parametrize(
    ("mine", "theirs", "because"),
    [
        (SAID_NO, OPEN, "said_no"),
        (OPEN, SAID_NO, "said_no"),
        (NO_FIT, SAID_NO, "said_no"),
        (NO_FIT, OPEN, ""),
        (OPEN, NO_FIT, ""),
        (NONE, NO_FIT, "not_a_fit"),
        (NO_FIT, NONE, "not_a_fit"),
        (NONE, NONE, ""),
    ],
)
@pytest.mark.any_database
def test_a_no_stays_and_else_whoever_is_open_is_open(alice, mine, theirs, because):
    one = merged(contact(alice, **mine), contact(alice, **theirs))

    assert (one.closed_because, one.closed_on) == (because, DAY if because else None)


NOW, THEN, AGAIN = DAY, DAY - dt.timedelta(days=9), DAY + dt.timedelta(days=90)
NOT_NOW = OPEN | {"not_now_on": NOW, "ask_again_on": AGAIN}


@pytest.mark.parametrize(
    ("mine", "theirs", "days"),
    [
        (NOT_NOW, OPEN, (NOW, AGAIN)),
        (OPEN, NOT_NOW, (NOW, AGAIN)),
        (NONE, NOT_NOW, (NOW, AGAIN)),
        (NO_FIT, NOT_NOW, (NOW, AGAIN)),
        (OPEN | {"not_now_on": THEN}, NOT_NOW, (NOW, AGAIN)),
        (NOT_NOW, OPEN | {"not_now_on": THEN}, (NOW, AGAIN)),
        (SAID_NO, NOT_NOW, (None, None)),
        (OPEN, OPEN, (None, None)),
    ],
)
@pytest.mark.any_database
def test_the_last_not_now_stands_unless_they_said_no(alice, mine, theirs, days):
    one = merged(contact(alice, **mine), contact(alice, **theirs))

    assert (one.not_now_on, one.ask_again_on) == days


@pytest.mark.parametrize("said", [SAID_NO, NOT_NOW, NO_FIT])
@pytest.mark.parametrize("is_kept", [True, False])
def test_whoever_one_works_with_said_no_earlier(alice, said, is_kept):
    mentor, earlier = contact(alice, **OPEN), contact(alice, **said)
    step = make.GoalStepFactory(owner=alice)
    make.MentorAgreementFactory(owner=alice, mentor=mentor, goals=[step.goal]).confirm(DAY, "mail")
    mentor.refresh_from_db()

    one = merged(mentor, earlier) if is_kept else merged(earlier, mentor)

    assert (one.is_prospect, one.closed_on, one.not_now_on) == (True, None, None)


def test_a_merge_is_undone_beside_a_not_now_that_was_said_since(alice):
    ada, other = contact(alice, **NO_FIT), contact(alice, **OPEN)
    one = merged(ada, other)
    one.say_not_now(NOW, AGAIN)

    take_apart(Merge.objects.get())

    ada.refresh_from_db()
    other.refresh_from_db()
    assert (ada.not_now_on, ada.ask_again_on, ada.closed_on) == (NOW, AGAIN, None)
    assert (other.not_now_on, other.is_prospect) == (None, True)
