"""What a mentor reads is a version of its own, and a link lasts as long as what happened to the agreement has it."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from mentoring.models import MentorAgreement, MentorAnswer, ShareLink
from mentoring.models.agreement_facts import ENDED, SHARED
from mentoring.models.answers import give_answer
from mentoring.status.records import Records
from tests.factories import MentorAgreementFactory, ShareLinkFactory
from tests.models.test_agreements import CONFIRMED, DAY, END, ready

pytestmark = pytest.mark.django_db

START = dt.datetime(2026, 3, 30, 9, tzinfo=dt.UTC)


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def say(link, kind, now=START):
    shown = ShareLink.objects.get(pk=link.pk).shown
    return give_answer(link, uuid.uuid4(), shown.fingerprint(), now, kind=kind, name="Margaret", note="")


def last_day_of(link) -> dt.date:
    return ShareLink.objects.get(pk=link.pk).expires_at.astimezone(link.owner.zone).date()


def refused(records, rule: str, **facts):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        records.update(**facts)


@pytest.fixture
def link(alice):
    """A link made on the first day of the term, for thirty days."""
    return ShareLink.objects.make(ready(alice, boundaries="As it was"), 30, START)


# Versions


def test_the_mentor_reads_what_was_shared_until_the_changes_are(alice, link):
    first = link.shown
    second = first.open_draft()
    second.record(boundaries="No calls")

    fresh = ShareLink.objects.get(pk=link.pk)
    assert (fresh.shown, second.number, second.first_version) == (first, 2, first)
    assert "As it was" in str(fresh.shown.words())
    assert first.open_draft() == second

    second.mark(SHARED, DAY + days(2))

    first.refresh_from_db()
    fresh = ShareLink.objects.get(pk=link.pk)
    assert fresh.shown == second
    assert "No calls" in str(fresh.shown.words())
    assert (first.status, first.replaced_on, first.is_draft) == ("replaced", DAY + days(2), False)

    second.forget(SHARED)

    assert ShareLink.objects.get(pk=link.pk).shown == first
    assert (second.status, second.shared_words, second.mentor_name) == ("draft", None, "")
    first.refresh_from_db()
    assert (first.status, first.replaced_on) == ("shared", None)


def test_a_change_that_is_not_shared_after_all_brings_back_nothing_older_than_what_runs(link):
    first = link.shown
    second = first.open_draft()
    second.mark(SHARED, DAY)
    second.confirm(DAY, "in_person")
    third = second.change()
    third.mark(SHARED, DAY)

    third.forget(SHARED)

    first.refresh_from_db()
    assert (first.status, first.replaced_on) == ("replaced", DAY)
    assert ShareLink.objects.get(pk=link.pk).shown == second


def test_one_link_takes_a_yes_to_each_version_and_confirms_what_was_shown(link):
    say(link, "yes")
    second = ShareLink.objects.get(pk=link.pk).agreed.change()
    second.record(boundaries="No calls")
    second.share(DAY + days(30))
    third = second.open_draft()
    third.record(boundaries="Nobody has read this")

    say(link, "yes", START + days(31))

    agreed = ShareLink.objects.get(pk=link.pk).agreed
    assert (agreed, agreed.boundaries, agreed.status) == (second, "No calls", "confirmed")
    assert "No calls" in str(agreed.confirmed_words)
    third.refresh_from_db()
    assert (third.status, third.boundaries) == ("draft", "Nobody has read this")
    assert list(MentorAnswer.objects.filter(link=link).values_list("kind", flat=True)) == ["yes", "yes"]


def test_what_was_shared_is_read_word_for_word_whatever_changes_elsewhere(link):
    agreement = link.shown
    before = agreement.words(), agreement.between
    agreement.goals.update(title="Of nobody’s business")
    agreement.mentor.record(name="Margaret, the slow one")

    fresh = ShareLink.objects.get(pk=link.pk).shown

    assert (fresh.words(), fresh.between) == before
    say(link, "yes")
    confirmed = MentorAgreement.objects.get()
    assert (confirmed.confirmed_words, confirmed.between) == before


@pytest.mark.parametrize("how", ["link", "in_person", "mail"])
def test_a_yes_is_to_what_was_read_and_the_changes_become_a_proposal(link, how):
    first = link.shown
    second = first.open_draft()
    second.record(boundaries="No calls")

    with pytest.raises(ValidationError, match="Share your changes first"):
        second.confirm(DAY, how)
    if how == "link":
        say(link, "yes")
    else:
        first.confirm(DAY, how)

    first, second = MentorAgreement.objects.order_by("number")
    assert (first.status, first.boundaries, first.confirmed_words) == (
        "confirmed",
        "As it was",
        first.shared_words,
    )
    assert (second.status, second.boundaries, second.open_draft()) == ("draft", "No calls", second)


def test_a_yes_stands_although_a_step_is_gone_since(link):
    link.shown.goals.get().steps.all().delete()

    say(link, "yes")

    assert MentorAgreement.objects.get().is_running


def test_sharing_is_refused_while_an_answer_is_unread_and_not_taken_back_once_there_is_one(link):
    first, answer = link.shown, say(link, "almost")
    second = first.open_draft()

    with pytest.raises(ValidationError, match="has answered in the meantime"):
        second.mark(SHARED, DAY)
    with pytest.raises(ValidationError, match="already answered"):
        first.forget(SHARED)

    answer.hear(DAY)
    second.mark(SHARED, DAY)
    assert second.status == "shared"
    with pytest.raises(ValidationError, match="already shared"):
        second.mark(SHARED, DAY)


def test_sharing_is_not_taken_back_under_changes(link):
    link.shown.open_draft()

    with pytest.raises(ValidationError, match="Share or delete your changes first"):
        link.shown.forget(SHARED)


def test_the_database_has_one_shared_and_one_unseen_draft_a_mentor(alice, link):
    second = link.shown.open_draft()

    for facts in ({}, {"shared_on": DAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MentorAgreementFactory(owner=alice, mentor=second.mentor, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorAgreement.objects.filter(pk=second.pk).update(shared_words=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorAgreement.objects.filter(pk=ready(alice).pk).update(replaced_on=DAY)


@pytest.mark.parametrize(
    "facts",
    [
        {"boundaries": "X"},
        {"where": "X"},
        {"purpose": "X"},
        {"is_long": True},
        {"ends_on": END + days(1)},
        {"minutes": 90},
        {"shared_words": []},
        {"mentor_name": "X"},
        {"number": 9},
    ],
)
def test_the_database_keeps_what_was_shared(link, facts):
    refused(MentorAgreement.objects.all(), "agreement_shared_as_read", **facts)


def test_the_database_knows_no_yes_to_other_words_nor_to_a_version_replaced(link):
    first = link.shown
    refused(MentorAgreement.objects.filter(pk=first.pk), "agreement_confirmed_as_shared", **CONFIRMED)

    first.open_draft().mark(SHARED, DAY)

    kept = CONFIRMED | {"confirmed_words": first.shared_words}
    refused(MentorAgreement.objects.filter(pk=first.pk), "agreement_confirmed_as_shared", **kept)


# How long a link works


def test_the_chosen_days_hold_until_a_yes_and_then_the_term_and_ninety_days(link):
    assert last_day_of(link) == DAY + days(30)

    say(link, "almost")
    assert last_day_of(link) == DAY + days(30)

    say(link, "yes", START + days(3))
    assert last_day_of(link) == END + days(90)


@pytest.mark.parametrize("kind", ["no", "not_now"])
def test_after_a_no_it_works_for_thirty_days_more(link, kind):
    say(link, kind, START + days(20))

    assert last_day_of(link) == DAY + days(50)
    say(link, "yes", START + days(40))
    assert last_day_of(link) == END + days(90)


@pytest.mark.parametrize("kind", ["no", "not_now"])
def test_a_no_to_a_change_leaves_the_link_of_what_runs(link, kind):
    say(link, "yes")
    link.agreement.refresh_from_db()
    link.agreement.change().mark(SHARED, DAY + days(10))

    say(link, kind, START + days(11))

    assert last_day_of(link) == END + days(90)
    fresh = ShareLink.objects.get(pk=link.pk)
    assert (fresh.shown.number, fresh.agreed.number) == (2, 1)


def test_an_extension_moves_it_and_so_does_an_early_end(link, time_machine):
    time_machine.move_to(START)
    say(link, "yes")
    running = MentorAgreement.objects.get()
    longer = running.change(ends_on=END + days(60))
    assert last_day_of(link) == END + days(90)

    longer.confirm(DAY + days(5), "mail")
    assert last_day_of(link) == END + days(150)

    longer.end_early(DAY + days(100))
    assert last_day_of(link) == DAY + days(190)

    longer.forget(ENDED)
    assert last_day_of(link) == END + days(150)

    longer.complete(DAY + days(200))
    assert last_day_of(link) == END + days(150)


def test_a_change_proposed_before_the_end_is_over_with_it(alice, link):
    say(link, "yes")
    running = MentorAgreement.objects.get()
    change = running.change()
    change.mark(SHARED, DAY + days(5))
    running.end_early(DAY + days(10))

    fresh = ShareLink.objects.get(pk=link.pk)
    assert fresh.shown == running
    assert Records(alice, DAY + days(10)).drafts == []
    with pytest.raises(ValidationError, match="There’s nothing left to answer"):
        give_answer(fresh, uuid.uuid4(), change.fingerprint(), START, kind="yes", name="Margaret", note="")
    with pytest.raises(ValidationError, match="That agreement is over"):
        change.confirm(DAY + days(11), "in_person")

    running.forget(ENDED)
    assert ShareLink.objects.get(pk=link.pk).shown == change
    change.confirm(DAY + days(11), "in_person")
    assert MentorAgreement.objects.running().get() == change


def test_a_link_whose_day_has_passed_never_opens_again_and_a_new_one_is_made(alice, link, time_machine):
    time_machine.move_to(START + days(31))
    agreement = link.shown

    # Said on paper while the link still worked, and noted afterwards.
    agreement.confirm(DAY + days(20), "in_person")

    assert ShareLink.objects.get(pk=link.pk).is_over(START + days(31))
    new = ShareLink.objects.make(agreement, 7, START + days(31))
    assert (last_day_of(link), last_day_of(new)) == (DAY + days(30), END + days(90))
    assert new.shown == agreement


def test_a_link_is_switched_off_for_good(link):
    link.revoke(START)
    shown = link.shown

    shown.confirm(DAY, "in_person", now=START)

    assert last_day_of(link) == DAY + days(30)
    refused(ShareLink.objects.all(), "sharelink_shows_one_agreement", revoked_at=None)


def test_no_link_is_made_once_the_agreement_has_been_over_for_ninety_days(link):
    say(link, "yes")
    agreement = MentorAgreement.objects.get()

    late = dt.datetime.combine(END + days(91), dt.time(12), dt.UTC)
    with pytest.raises(ValidationError, match="ended too long ago"):
        ShareLink.objects.make(agreement, 30, late)
    assert ShareLink.objects.make(agreement, 30, late - days(2)).shown == agreement


@pytest.mark.parametrize("moved", [days(2), days(-1), days(60), days(300)])
def test_the_database_moves_no_day_of_a_link_by_itself(link, moved):
    links = ShareLink.objects.filter(pk=link.pk)
    now = START + days(1)

    refused(links, "sharelink_shows_one_agreement", expires_at=F("expires_at") + moved, updated_at=now)
    say(link, "yes")
    refused(links, "sharelink_shows_one_agreement", expires_at=F("expires_at") + moved, updated_at=now)


def test_the_database_opens_no_link_whose_day_has_passed_or_that_was_switched_off(alice, link):
    agreement = link.shown
    late = START + days(31)
    agreement.confirm(DAY, "mail", now=late)
    day = dt.datetime.combine(END + days(90), dt.time(12), dt.UTC)
    links = ShareLink.objects.filter(pk=link.pk)

    refused(links, "sharelink_shows_one_agreement", expires_at=day, updated_at=late)
    link.revoke(START)
    refused(links, "sharelink_shows_one_agreement", expires_at=day, updated_at=START)


def test_a_link_of_before_shows_its_own_version_until_its_own_day(alice):
    agreement = ready(alice, shared_on=DAY)
    old = ShareLinkFactory(
        owner=alice, agreement=agreement, shows_one_version=True, expires_at=START + days(30)
    )
    agreement.open_draft().mark(SHARED, DAY)
    agreement.refresh_from_db()
    newest = agreement.siblings.last()
    newest.confirm(DAY, "mail", now=START)

    assert ShareLink.objects.get(pk=old.pk).shown == agreement
    assert last_day_of(old) == DAY + days(30)
    day = dt.datetime.combine(END + days(90), dt.time(12), dt.UTC)
    links = ShareLink.objects.filter(pk=old.pk)
    refused(links, "sharelink_shows_one_agreement", expires_at=day, updated_at=START)
    refused(links, "sharelink_shows_one_agreement", shows_one_version=False)


def test_the_database_makes_new_links_to_the_first_version_only(alice, link):
    second = link.shown.open_draft()
    second.mark(SHARED, DAY)

    assert ShareLink.objects.make(second, 7, START).agreement_id == link.agreement_id
    with pytest.raises(IntegrityError, match="sharelink_of_all_versions"), transaction.atomic():
        ShareLinkFactory(owner=alice, agreement=second)


def test_an_answer_is_to_the_version_that_was_shown(link):
    first = link.shown
    say(link, "almost").hear(DAY)
    second = first.open_draft()
    second.record(boundaries="No calls")
    second.mark(SHARED, DAY)

    with pytest.raises(ValidationError) as refusal:
        give_answer(link, uuid.uuid4(), first.fingerprint(), START, kind="yes", name="Margaret", note="")

    assert refusal.value.code == "changed"
    say(link, "yes")
    assert list(MentorAnswer.objects.order_by("pk").values_list("agreement__number", "kind")) == [
        (1, "almost"),
        (2, "yes"),
    ]
    assert list(MentorAnswer.objects.about(first)) == list(MentorAnswer.objects.order_by("-pk"))
