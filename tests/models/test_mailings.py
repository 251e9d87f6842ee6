import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone

from mentoring.models import Mailing, ReminderRun
from tests.factories import MailingFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 12)
NOW = dt.datetime(2026, 3, 12, 7, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
DAYS = dt.timedelta(days=1)
# Told in numbers here, so that nobody changes them unseen.
STALE_AFTER, LONGEST_PAUSE, MOST_ATTEMPTS = 15 * MINUTE, 240 * MINUTE, 20


def test_claim_is_for_one_runner_and_one_person(alice, bob):
    mine = Mailing.claim(alice, DAY, NOW)

    assert (mine.owner, mine.slot_on, mine.claimed_at, mine.attempts) == (alice, DAY, NOW, 1)
    assert Mailing.claim(alice, DAY, NOW) is None
    assert Mailing.claim(alice, DAY, NOW + STALE_AFTER - MINUTE) is None
    assert Mailing.claim(bob, DAY, NOW).owner == bob
    assert Mailing.claim(alice, DAY + dt.timedelta(days=1), NOW).attempts == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_left_behind", [False, True])
def test_of_runners_at_once_only_one_gets_the_claim(is_left_behind):
    alice, now = UserFactory(), timezone.now()
    if is_left_behind:
        MailingFactory(owner=alice, slot_on=DAY, claimed_at=now - STALE_AFTER)
    at_once, claims = threading.Barrier(4, timeout=20), []

    def run():
        try:
            at_once.wait()
            claims.append(Mailing.claim(alice, DAY, now))
        finally:
            connection.close()

    runners = [threading.Thread(target=run) for _number in range(4)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join(30)

    [claim] = filter(None, claims)
    assert len(claims) == 4
    assert Mailing.objects.get() == claim
    assert claim.attempts == (2 if is_left_behind else 1)


def test_claim_left_behind_is_taken_over_and_its_first_holder_changes_nothing_more(alice):
    dead = Mailing.claim(alice, DAY, NOW)

    taken = Mailing.claim(alice, DAY, NOW + STALE_AFTER)
    dead.mark_failed(NOW + STALE_AFTER, "too late")
    dead.settle(NOW + STALE_AFTER)
    taken.mark_sent(NOW + STALE_AFTER, "3 things to do", 3)

    stands = Mailing.objects.get()
    assert (stands.attempts, stands.last_error, stands.actions) == (2, "", 3)
    assert stands.sent_at == stands.finished_at == NOW + STALE_AFTER
    assert Mailing.claim(alice, DAY, NOW + dt.timedelta(days=9)) is None


def test_pauses_grow_and_end(alice):
    mailing, now, pauses = Mailing.claim(alice, DAY, NOW), NOW, []

    while mailing:
        mailing.mark_failed(now, "SMTPServerDisconnected:\nconnection\tclosed")
        if mailing.retry_at is None:
            break
        pauses.append(mailing.retry_at - now)
        assert Mailing.claim(alice, DAY, mailing.retry_at - MINUTE) is None
        now = mailing.retry_at
        mailing = Mailing.claim(alice, DAY, now)

    assert pauses[:5] == [15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE, LONGEST_PAUSE]
    assert (len(pauses), set(pauses[5:])) == (MOST_ATTEMPTS - 1, {LONGEST_PAUSE})
    stands = Mailing.objects.get()
    assert (stands.finished_at, stands.sent_at, stands.has_failed) == (now, None, True)
    assert stands.last_error == "SMTPServerDisconnected: connection closed"
    assert Mailing.claim(alice, DAY, now + dt.timedelta(days=1)) is None


@pytest.mark.parametrize(("before", "error"), [("", "interrupted"), ("refused", "refused")])
def test_claims_left_behind_too_often_are_given_up(alice, before, error):
    MailingFactory(owner=alice, slot_on=DAY, claimed_at=NOW, attempts=MOST_ATTEMPTS, last_error=before)

    assert Mailing.claim(alice, DAY, NOW + STALE_AFTER) is None
    stands = Mailing.objects.get()
    assert (stands.finished_at, stands.sent_at, stands.last_error) == (NOW + STALE_AFTER, None, error)


def test_mail_that_is_sent_or_settled_forgets_its_failure(alice):
    sent, settled = (MailingFactory(owner=alice, slot_on=DAY + n * DAYS, last_error="no") for n in range(2))

    sent.mark_sent(NOW, "1 thing to do", 1)
    settled.settle(NOW)

    assert [(one.finished_at, one.has_failed) for one in Mailing.objects.all()] == [(NOW, False)] * 2


@pytest.mark.parametrize(("error", "kept"), [(" \n", "unknown"), ("e" * 301, "e" * 300), ("a\n b", "a b")])
def test_failure_is_kept_on_one_line(alice, error, kept):
    Mailing.claim(alice, DAY, NOW).mark_failed(NOW, error)

    assert Mailing.objects.get().last_error == kept


def test_later_mail_overtakes_what_never_went_out(alice, bob):
    waiting = MailingFactory(owner=alice, slot_on=DAY - dt.timedelta(days=1), retry_at=NOW, last_error="no")
    theirs = MailingFactory(owner=bob, slot_on=DAY - dt.timedelta(days=1), retry_at=NOW)

    Mailing.claim(alice, DAY, NOW).overtake(NOW)

    waiting.refresh_from_db()
    theirs.refresh_from_db()
    assert (waiting.finished_at, waiting.retry_at, waiting.has_failed) == (NOW, None, True)
    assert (theirs.finished_at, theirs.retry_at) == (None, NOW)
    assert (str(waiting), str(MailingFactory(owner=alice, subject="2 things"))) == ("2026-03-11", "2 things")


def test_last_run_is_one_row(db):
    assert ReminderRun.last() is None

    ReminderRun.note(NOW, sent=2)
    ReminderRun.note(NOW + MINUTE, failed=1)

    run = ReminderRun.objects.get()
    assert (ReminderRun.last(), run.ran_at, run.sent, run.failed) == (run, NOW + MINUTE, 0, 1)
    assert str(run) == "2026-03-12 07:01"
    ReminderRun.note(NOW)
    assert ReminderRun.objects.values_list("sent", "failed").get() == (0, 0)
