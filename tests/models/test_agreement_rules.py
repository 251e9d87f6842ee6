"""Step 4: what was confirmed and answered stays, and nobody answers what was not shown: the database by itself."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentoring.models import MentorAgreement, MentorAnswer, ShareLink
from mentoring.models.answers import give_answer
from mentoring.models.mentor_messages import send_message
from tests.factories import ImportFactory, ShareLinkFactory
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
def test_a_link_to_what_was_agreed_on_lasts_as_long_as_the_term_has_it(alice):
    agreement = ready(alice)
    agreement.confirm(START.date(), "mail")
    end = agreement.ends_on + dt.timedelta(days=90)

    link = ShareLink.objects.make(agreement, 7, START)
    assert (link.expires_at.date(), agreement.shared_on) == (end, None)

    on_the_last_day = ShareLink.objects.make(
        agreement, 7, START.replace(year=end.year, month=end.month, day=end.day)
    )
    assert on_the_last_day.expires_at.date() == end
    with pytest.raises(ValidationError, match="too long ago"):
        ShareLink.objects.make(agreement, 7, on_the_last_day.expires_at + dt.timedelta(days=1))


@pytest.mark.django_db
def test_a_link_to_a_draft_that_was_declined_long_ago_lasts_its_days(alice):
    link = ShareLink.objects.make(ready(alice), 30, START)
    fingerprint = link.shown.fingerprint()
    give_answer(link, uuid.uuid4(), fingerprint, START, kind="no", name="Margaret", note="")
    later = START + dt.timedelta(days=31)

    assert ShareLink.objects.get().expires_at.date() == START.date() + dt.timedelta(days=30)
    assert ShareLink.objects.make(link.shown, 7, later).expires_at == later + dt.timedelta(days=7)


@pytest.mark.parametrize(
    ("revoked_at", "now", "is_over", "works", "is_lost"),
    [
        (None, -1, False, True, False),
        (None, 0, True, False, True),
        (-9, -1, False, False, False),
        (-9, 1, True, False, False),
        (0, -1, False, False, True),
    ],
)
def test_a_link_works_until_it_is_over_or_switched_off(revoked_at, now, is_over, works, is_lost):
    def moment(number):
        return START + dt.timedelta(seconds=number)

    link = ShareLink(expires_at=START, revoked_at=None if revoked_at is None else moment(revoked_at))

    found = (link.is_over(moment(now)), link.works(moment(now)), link.is_lost(moment(now)))
    assert found == (is_over, works, is_lost)


@pytest.mark.django_db
def test_a_link_of_earlier_releases_shows_the_one_version_it_names(alice):
    first = ready(alice)
    first.confirm(START.date(), "mail")
    link = ShareLinkFactory(owner=alice, agreement=first, shows_one_version=True)
    other = ready(alice)
    other.confirm(START.date(), "mail")

    assert (link.shown, link.agreed) == (first, first)
    first.change().confirm(START.date(), "mail")

    link = ShareLink.objects.get()
    assert (link.shown, link.agreed) == (first, None)


@pytest.mark.django_db
def test_an_answer_that_was_heard_stays_so_while_its_suggestions_are_decided(alice):
    agreement = ready(alice)
    link = ShareLink.objects.make(agreement, 30, START)
    give_answer(
        link, uuid.uuid4(), link.shown.fingerprint(), START,
        kind="almost", name="Margaret", note="", suggestions={"boundaries": "Other", "scope": "All"},
    )  # fmt: skip
    answer = MentorAnswer.objects.get()
    first, second = answer.suggestions.all()

    first.decline(START.date())
    assert MentorAnswer.objects.get().heard_on is None
    answer.hear(START.date())
    second.refresh_from_db()
    second.decline(START.date() + dt.timedelta(days=1))

    assert MentorAnswer.objects.get().heard_on == START.date()


@pytest.mark.django_db
def test_what_comes_through_a_link_waits_for_the_other_window(alice, person_first):
    link = ShareLink.objects.make(ready(alice), 30, START)
    fingerprint = link.shown.fingerprint()
    with person_first():
        give_answer(link, uuid.uuid4(), fingerprint, START, kind="yes", name="Margaret", note="")
    agreement = MentorAgreement.objects.get()

    with person_first():
        send_message(link, agreement, uuid.uuid4(), "point", "The budget", "", START)
    with person_first():
        ImportFactory(owner=alice).locked()


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
