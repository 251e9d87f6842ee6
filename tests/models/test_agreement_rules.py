"""Step 4: what was confirmed and answered stays, and nobody answers what was not shown: the database by itself."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from mentoring.models import MentorAgreement, MentorAnswer, ShareLink
from mentoring.models.answers import give_answer
from tests.models.test_agreements import ready

START = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


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
def test_a_yes_counts_from_the_day_on_which_the_last_version_was_confirmed_at_the_earliest(alice):
    """Somebody who travels noted it on a day that has not begun where they are now."""
    tomorrow = START.date() + dt.timedelta(days=1)
    first = ready(alice)
    first.confirm(tomorrow, "mail")
    other = ready(alice)
    other.confirm(tomorrow + dt.timedelta(days=30), "mail")
    link = ShareLink.objects.make(first, 30, START)
    first.change().share(START.date())

    give_answer(link, uuid.uuid4(), link.shown.fingerprint(), START, kind="yes", name="Margaret", note="")

    assert MentorAgreement.objects.get(number=2).confirmed_on == tomorrow


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
