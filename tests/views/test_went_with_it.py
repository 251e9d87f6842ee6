"""A change that was proposed or drafted when its agreement ended is over with it, wherever it is asked about."""

import datetime as dt

import pytest
from django.core import signing
from django.urls import reverse

from mentoring.exchange.account_file.read import bring_back
from mentoring.exchange.merging import merge, take_apart
from mentoring.models import MentorAgreement, ShareLink
from mentoring.models.agreement_facts import ENDED
from mentoring.status.counts import counts_of
from mentoring.status.records import Records
from tests import factories as make
from tests.exchange.account_file.files import pieces, whole
from tests.factories import MentorAnswerFactory, ShareLinkFactory
from tests.markup import forms_of, words_on
from tests.models.test_agreements import ready
from tests.pages import flashes, undo_of

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]


@pytest.fixture(params=["draft", "shared"])
def change(request, alice, today):
    """A change that nobody said yes to, of an agreement that ended today."""
    day = today - dt.timedelta(days=60)
    runs = ready(
        alice, mentor__name="Margaret Lindqvist", starts_on=day, ends_on=today + dt.timedelta(days=90)
    )
    runs.share(day)
    runs.confirm(day, "in_person")
    link = ShareLinkFactory(owner=alice, agreement=runs)
    change = runs.change()
    change.record(boundaries="No calls on Sundays")
    if request.param == "shared":
        change.share(today)
        MentorAnswerFactory(owner=alice, agreement=change, link=link, kind="almost")
    runs.refresh_from_db()
    runs.end_early(today)
    return MentorAgreement.objects.get(pk=change.pk)


def page(client, change):
    return client.get(reverse("agreements.detail", args=[change.pk]))


def test_nothing_counts_or_lists_it_as_being_written(client_alice, alice, change, today):
    records = Records(alice, today)
    counts = counts_of(alice, today)

    assert (change.is_draft, change.is_on_offer, change.status_word) == (False, False, "Over")
    assert (records.drafts, counts.drafts, counts.shared, counts.live_agreement) == ([], 0, 0, None)
    assert "Being written" not in words_on(client_alice.get(reverse("agreements.index")))
    aside = words_on(client_alice.get(reverse("contacts.detail", args=[change.mentor_id])))
    assert "Agreement Ended early" in aside
    rail = words_on(client_alice.get(reverse("dashboard.index")))
    assert "Read Margaret’s answer" not in rail


def test_its_own_page_says_so_and_offers_nothing_that_would_be_refused(client_alice, change):
    answer = page(client_alice, change)

    text = words_on(answer)
    assert "ended before this change was confirmed, so the change ended with it" in text
    assert "is reading" not in text
    assert "has had it to read" not in text
    for name in ("drafting.shared", "agreements.confirmed", "drafting.lengthened", "agreements.forgotten"):
        args = [change.pk, "shared_on"] if name == "agreements.forgotten" else [change.pk]
        assert reverse(name, args=args) not in answer.content.decode()
    assert f"{reverse('agreements.new')}?with={change.mentor_id}" in answer.content.decode()
    refused = client_alice.get(reverse("agreements.delete", args=[change.pk]), follow=True)
    assert "this change with it. It stays" in words_on(refused)
    assert page(client_alice, change.first_version).status_code == 200


def test_a_part_of_it_is_not_written_in_any_more(client_alice, change):
    part = reverse("drafting.part", args=[change.pk, "boundaries"])

    client_alice.post(part, {"boundaries": "Too late", "opened_at": change.revision})

    assert not MentorAgreement.objects.filter(boundaries="Too late").exists()
    assert MentorAgreement.objects.count() == 2


def test_a_new_agreement_with_the_same_mentor_begins_beside_it(client_alice, change, today):
    new = reverse("agreements.new")
    assert client_alice.get(f"{new}?with={change.mentor_id}").status_code == 200

    answer = client_alice.post(new, {"mentor": change.mentor_id})

    begun = MentorAgreement.objects.get(first_version=None, confirmed_on=None)
    assert answer.url == reverse("agreements.detail", args=[begun.pk])
    change.refresh_from_db()
    assert (change.status, change.replaced_on, change.boundaries) == (
        "replaced",
        today,
        "No calls on Sundays",
    )
    begun.record(confidentiality="Ours")
    begun.share(today)
    begun.confirm(today, "in_person")
    assert begun.status == "confirmed"
    assert page(client_alice, change).status_code == 200


def test_it_stands_again_when_the_end_is_taken_back(client_alice, change):
    before = "shared" if change.shared_on else "draft"

    change.first_version.forget(ENDED)

    again = MentorAgreement.objects.get(pk=change.pk)
    assert (again.is_draft, again.status) == (True, before)
    assert list(MentorAgreement.objects.drafts()) == [again]


def test_it_stands_again_too_where_a_new_draft_was_begun_and_deleted(client_alice, change):
    first = change.first_version
    end = reverse("agreements.forgotten", args=[first.pk, "ended_on"])
    client_alice.post(reverse("agreements.new"), {"mentor": change.mentor_id})
    assert "so the change ended with it" in words_on(page(client_alice, change))

    refused = client_alice.post(end)
    asks = client_alice.get(refused["Location"])
    [deletes] = {form.action for form in forms_of(asks) if "/delete/" in form.action}
    deleted = client_alice.post(deletes)
    undone = client_alice.post(undo_of(deleted))

    assert undo_of(deleted) == end
    assert flashes(undone)[-1] == "Undone."
    again = MentorAgreement.objects.get(pk=change.pk)
    assert (again.is_draft, again.replaced_on) == (True, None)
    assert list(MentorAgreement.objects.drafts()) == [again]


def test_what_newer_words_had_replaced_stays_replaced_when_an_end_is_taken_back(alice, today):
    first = ready(alice, starts_on=today - dt.timedelta(days=60), ends_on=today + dt.timedelta(days=90))
    first.share(today)
    second = first.open_draft()
    second.record(boundaries="No calls on Sundays")
    second.share(today)
    second.confirm(today, "in_person")
    second.end_early(today)

    second.forget(ENDED)

    first.refresh_from_db()
    assert (first.status, first.replaced_on) == ("replaced", today)


def test_it_comes_back_from_the_account_file_beside_a_new_draft(client_alice, alice, bob, change):
    client_alice.post(reverse("agreements.new"), {"mentor": change.mentor_id})
    before = list(
        MentorAgreement.objects.owned_by(alice).order_by("pk").values_list("number", "status", "boundaries")
    )

    bring_back(bob, pieces(whole(alice)))

    assert (
        list(
            MentorAgreement.objects.owned_by(bob).order_by("pk").values_list("number", "status", "boundaries")
        )
        == before
    )


def test_nobody_else_says_what_an_undo_does(client_alice, alice, change):
    """An address that somebody sends has no say in it, nor has one that was signed for somebody else."""
    somebody = make.ContactFactory(owner=alice)
    there = reverse("contacts.delete", args=[somebody.pk])
    signed = f"{there}:{signing.Signer(salt='mentoring.then_undo 0').signature(there)}"

    for then in (there, signed):
        client_alice.get(reverse("agreements.delete", args=[change.pk]), {"then": then})
        lifted = client_alice.post(f"{reverse('marks.archived', args=[somebody.pk])}?then={then}")
        assert undo_of(lifted) == reverse("marks.restored", args=[somebody.pk])


def test_it_stands_in_the_way_of_no_merge(client_alice, alice, change):
    twin = make.ProspectFactory(owner=alice, name="Margaret Lindqvist")
    draft = make.MentorAgreementFactory(owner=alice, mentor=twin)

    merged = merge(change.mentor, twin)

    draft.refresh_from_db()
    assert (draft.mentor, draft.is_draft) == (change.mentor, True)
    take_apart(merged)
    assert MentorAgreement.objects.get(pk=change.pk).replaced_on is None


def test_a_link_that_shows_nothing_but_the_change_says_that_it_is_over(client, change):
    if not change.shared_on:
        return
    link = ShareLink.objects.create(
        owner=change.owner, agreement=change, shows_one_version=True,
        expires_at=ShareLink.objects.get().expires_at,
    )  # fmt: skip

    text = words_on(client.get(reverse("shared.detail", args=[link.token])))

    assert "never confirmed, and ended with it" in text
    assert "None" not in text
