"""Two windows at once: what the database refuses in the second is told there, and nobody waits for ever."""

import contextlib
import threading
import uuid

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.exchange.importing import begin_import
from mentoring.exchange.merging import merge, take_apart
from mentoring.forms.base import OwnedModelForm
from mentoring.models import (
    Contact,
    ContactTally,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    MentorMessage,
    Merge,
    ShareLink,
    User,
    constraints,
)
from mentoring.models.answers import give_answer
from mentoring.models.mentor_messages import MOST_A_DAY, send_message
from mentoring.models.tally import Numbers, recount
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

ASKED_ALREADY = "You’ve already asked this introducer about this person"


def at_once(*deeds) -> list:
    """What each of these gives back, done in threads that begin together; whatever fails is given back instead."""
    start, found = threading.Barrier(len(deeds)), {}

    def run(number, deed):
        try:
            start.wait(10)
            found[number] = deed()
        except Exception as failure:
            found[number] = failure
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, name=str(pair[0])) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [found.get(number) for number in range(len(deeds))]


def post(owner, name, /, *args, **data):
    """A post from a window of its own."""
    client = Client()
    client.force_login(owner)
    return lambda: client.post(reverse(name, args=args), data)


def two_asks(owner) -> list[Introduction]:
    """Two drafts of one introducer for one person, each with its pledge."""
    today = timezone.localdate()
    first = make.IntroductionFactory(owner=owner, pledged_on=today, write_by=today)
    again = {"introducer": first.introducer, "prospect": first.prospect}
    return [first, make.IntroductionFactory(owner=owner, pledged_on=today, write_by=today, **again)]


def flashes(answer) -> list[str]:
    return [str(said) for said in get_messages(answer.wsgi_request)]


@pytest.fixture
def nobody_locks(monkeypatch):
    """As if the lock of the person were forgotten somewhere."""
    monkeypatch.setattr(User, "lock", lambda self: None)


def seen_too_late(monkeypatch, times: int) -> None:
    """The first `times` questions are asked before the other window's record can be seen."""
    ask, asked = constraints.broken, []

    def broken(*about):
        asked.append(about)
        return [] if len(asked) <= times else ask(*about)

    monkeypatch.setattr(constraints, "broken", broken)


def test_two_windows_ask_for_the_same_person(alice):
    first, second = two_asks(alice)

    answers = at_once(*(post(alice, "introductions.asked", ask.pk) for ask in (first, second)))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [said for answer in answers for said in flashes(answer)].count(ASKED_ALREADY) == 1
    assert Introduction.objects.filter(asked_on__isnull=False).count() == 1


def test_a_button_says_what_only_the_database_saw(alice, monkeypatch):
    first, second = two_asks(alice)
    post(alice, "introductions.asked", first.pk)()
    seen_too_late(monkeypatch, 1)

    answer = post(alice, "introductions.asked", second.pk)()

    assert (answer.status_code, flashes(answer)) == (302, [ASKED_ALREADY])
    second.refresh_from_db()
    assert second.asked_on is None


def test_a_button_says_that_something_changed_where_it_knows_no_more(alice, monkeypatch):
    first, second = two_asks(alice)
    post(alice, "introductions.asked", first.pk)()
    seen_too_late(monkeypatch, 2)

    answer = post(alice, "introductions.asked", second.pk)()

    assert flashes(answer) == [str(constraints.MEANWHILE)]


def test_two_windows_save_the_same_words(alice, nobody_locks, monkeypatch):
    """On PostgreSQL both have asked before either has saved; on SQLite the second waits with its question."""
    both, save = threading.Barrier(2), OwnedModelForm.save

    def save_together(form, commit=True):
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(1)
        return save(form, commit)

    monkeypatch.setattr(OwnedModelForm, "save", save_together)
    words = {"text": "Has led a team", "importance": "must", "kind": "skill"}

    answers = at_once(*(post(alice, "criteria.new", form_key=uuid.uuid4(), **words) for _ in range(2)))

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    [refused] = [answer.content.decode() for answer in answers if answer.status_code == 422]
    assert "Has led a team" in refused
    assert "You already have this criterion" in refused
    assert MentorCriterion.objects.count() == 1


def test_what_is_pressed_twice_at_once_happens_once(alice):
    kept, other = make.ContactFactory.create_batch(2, owner=alice)
    merged = merge(kept, other)
    ask = make.IntroductionFactory(owner=alice, asked_on=timezone.localdate(), made_on=timezone.localdate())
    somebody = {"name": "Daniel Osei", "form_key": uuid.uuid4()}

    undone = at_once(*(post(alice, "merges.taken_back", merged.pk) for _ in range(2)))
    further = at_once(*(post(alice, "introductions.further", ask.pk, **somebody) for _ in range(2)))

    assert {answer.status_code for answer in undone} <= {302, 404}
    assert Contact.objects.filter(pk=other.pk).exists()
    assert len({answer["Location"] for answer in further}) == 1
    assert (ask.led_to.count(), Contact.objects.filter(name="Daniel Osei").count()) == (1, 1)


def test_two_windows_change_what_is_counted(alice):
    """Each changes the numbers of one person again and again; on PostgreSQL they wait in one order."""
    people = make.ContactFactory.create_batch(4, owner=alice)
    deeds = ["marks.marked_prospect", "marks.marked_introducer", "marks.archived"]

    def window(mine):
        posts = [post(alice, deed, contact.pk) for contact in mine for deed in deeds[: 2 + contact.pk % 2]]
        posts += [
            post(alice, "contacts.new", name=f"Somebody {contact}", form_key=uuid.uuid4()) for contact in mine
        ]
        return lambda: [answer().status_code for answer in posts]

    answers = at_once(window(people[::2]), window(people[1::2]))

    archived = sum(contact.pk % 2 for contact in people)
    assert [set(codes) for codes in answers] == [{302}, {302}]
    assert tuple(Numbers(**ContactTally.objects.values(*Numbers._fields).get(owner=alice))) == (
        *(8 - archived, 4 - archived, 4 - archived),
    )
    assert recount() == {}


def test_an_import_pressed_twice_at_once_says_twice_what_it_did(alice):
    make.ContactFactory(owner=alice, name="Ann Lee", email="ann@a.example")
    cards = "".join(
        f"BEGIN:VCARD\nFN:{name}\nEMAIL:{name[:3].lower()}@a.example\nORG:Acme\nEND:VCARD\n"
        for name in ("Ann Lee", "Bob Stone", "Cyd Coe")
    )
    batch = begin_import(alice, "a.vcf", cards.encode())
    choices = {f"row-{row.pk}": "fill" for row in batch.rows.maybe_here()}

    answers = at_once(*(post(alice, "imports.confirmed", batch.pk, **choices) for _time in range(4)))

    assert [(answer.status_code, flashes(answer)) for answer in answers] == [
        (302, ["2 people added, 1 updated."])
    ] * 4
    assert Contact.objects.count() == 3


def test_a_merge_undone_meanwhile_is_told(alice):
    merged = merge(*make.ContactFactory.create_batch(2, owner=alice))
    take_apart(Merge.objects.get(pk=merged.pk))

    with pytest.raises(ValidationError, match="already been undone in another window"):
        take_apart(merged)


def test_what_was_deleted_while_it_was_written_on_is_told(client_alice, alice, monkeypatch):
    meeting = make.MeetingFactory(owner=alice)
    data = {"starts_at": "2026-03-14T10:00", "minutes": "30", "place": "lunch", "where": "Mill Street Café"}
    lock = User.lock

    def lock_too_late(self):
        Meeting.objects.all().delete()
        lock(self)

    monkeypatch.setattr(User, "lock", lock_too_late)
    answer = client_alice.post(reverse("meetings.edit", args=[meeting.pk]), data | {"opened_at": "1"})

    assert answer.status_code == 422
    assert "deleted in another window" in answer.content.decode()
    assert "Mill Street Café" in answer.content.decode()


def test_a_link_is_made_while_the_mentor_answers(alice, settings, monkeypatch):
    """Both lock the person first. Locked the other way round, the two would wait for each other."""
    settings.BASE_URL, settings.HOST = "https://waymark.example.org", "waymark.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    goal = make.GoalStepFactory(owner=alice, goal__owner=alice).goal
    agreement = make.MentorAgreementFactory(owner=alice, goals=[goal])
    link = ShareLink.objects.make(agreement, 30, timezone.now())
    link_is_on_its_way, mentor_has_person, lock = threading.Event(), threading.Event(), User.lock

    def lock_in_turn(user):
        if threading.current_thread().name == "0":
            link_is_on_its_way.set()
            mentor_has_person.wait(3)  # on SQLite the mentor waits for this window instead
            lock(user)
        else:
            link_is_on_its_way.wait(20)
            lock(user)
            mentor_has_person.set()

    monkeypatch.setattr(User, "lock", lock_in_turn)

    def answer():
        mine = ShareLink.objects.select_related("owner").get(pk=link.pk)
        shown, said = agreement.fingerprint(), {"name": "Margaret", "note": "Shorter"}
        return give_answer(mine, uuid.uuid4(), shown, timezone.now(), kind="almost", **said)

    made, given = at_once(post(alice, "share_links.made", agreement.pk, days="30"), answer)

    assert made.status_code == 302
    # Who comes second finds a new link, or one that is switched off.
    assert not isinstance(given, Exception) or given.code == "over"


def a_term(owner):
    """A link to an agreement that runs, and what every message through it says."""
    today = timezone.localdate()
    confirmed = {"confirmed_on": today, "confirmed_how": "mail", "confirmed_words": []}
    link = make.ShareLinkFactory(
        owner=owner, agreement__starts_on=today, **{f"agreement__{k}": v for k, v in confirmed.items()}
    )
    return link, {"kind": "point", "shown": "", "now": timezone.now()}


def test_messages_sent_at_once_leave_one_unopened(alice):
    link, facts = a_term(alice)

    at_once(
        *(
            lambda text=text: send_message(link, link.agreement, uuid.uuid4(), text=text, **facts)
            for text in "abcdefgh"
        )
    )

    assert MentorMessage.objects.count() == 8
    assert MentorMessage.objects.unopened().count() == 1
    assert sorted(MentorMessage.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_one_form_sent_from_many_windows_is_one_message(alice):
    link, facts = a_term(alice)
    key = uuid.uuid4()

    at_once(*(lambda: send_message(link, link.agreement, key, text="Once", **facts) for _time in range(8)))

    assert MentorMessage.objects.count() == 1


def test_no_more_than_twenty_a_day_whoever_is_faster(alice):
    link, facts = a_term(alice)
    for number in range(MOST_A_DAY - 3):
        send_message(link, link.agreement, uuid.uuid4(), text=f"Point {number}", **facts)

    found = at_once(
        *(
            lambda text=text: send_message(link, link.agreement, uuid.uuid4(), text=text, **facts)
            for text in "abcdefgh"
        )
    )

    assert sum(isinstance(one, ValidationError) for one in found) == 5
    assert MentorMessage.objects.count() == MOST_A_DAY


def test_without_the_lock_the_database_counts_to_twenty(alice, nobody_locks):
    link, facts = a_term(alice)
    for number in range(MOST_A_DAY - 1):
        send_message(link, link.agreement, uuid.uuid4(), text=f"Point {number}", **facts)

    at_once(
        *(
            lambda text=text: send_message(link, link.agreement, uuid.uuid4(), text=text, **facts)
            for text in "abcd"
        )
    )

    assert MentorMessage.objects.count() == MOST_A_DAY
    assert MentorMessage.objects.unopened().count() == 1


def test_a_link_that_is_switched_off_meanwhile_takes_nothing(alice):
    link, facts = a_term(alice)

    found = at_once(
        lambda: link.revoke(timezone.now()),
        *(
            lambda text=text: send_message(link, link.agreement, uuid.uuid4(), text=text, **facts)
            for text in "abc"
        ),
    )

    link.refresh_from_db()
    assert link.revoked_at is not None
    kept = sum(isinstance(one, MentorMessage) for one in found)
    assert MentorMessage.objects.count() == kept
    assert not MentorMessage.objects.filter(sent_at__gt=link.revoked_at).exists()


@pytest.mark.parametrize("first", ["mentor", "mentee"])
def test_a_yes_while_the_mentee_saves_a_part_is_to_what_was_read(alice, monkeypatch, first):
    """Both lock the person first, whoever comes first: the yes is to the shared row, the part is in the next one."""
    goal = make.GoalStepFactory(owner=alice, goal__owner=alice).goal
    agreement = make.MentorAgreementFactory(owner=alice, goals=[goal], boundaries="As it was")
    link = ShareLink.objects.make(agreement, 30, timezone.now())
    shown, turn, lock = agreement.fingerprint(), threading.Event(), User.lock
    hurries = "1" if first == "mentor" else "0"

    def lock_in_turn(user):
        if threading.current_thread().name != hurries:
            turn.wait(5)
        lock(user)
        turn.set()

    monkeypatch.setattr(User, "lock", lock_in_turn)

    def answer():
        mine = ShareLink.objects.select_related("owner").get(pk=link.pk)
        return give_answer(mine, uuid.uuid4(), shown, timezone.now(), kind="yes", name="Margaret", note="")

    typed = {"boundaries": "No calls", "opened_at": agreement.revision}
    saved, given = at_once(post(alice, "drafting.part", agreement.pk, "boundaries", **typed), answer)

    assert (saved.status_code, given.kind) == (302, "yes")
    read, proposed = MentorAgreement.objects.order_by("number")
    assert (read.status, read.boundaries, read.confirmed_words) == (
        "confirmed",
        "As it was",
        read.shared_words,
    )
    assert (proposed.status, proposed.boundaries) == ("draft", "No calls")


def test_two_tabs_change_what_the_mentor_reads_and_one_draft_is_made(alice):
    goal = make.GoalStepFactory(owner=alice, goal__owner=alice).goal
    agreement = make.MentorAgreementFactory(owner=alice, goals=[goal], shared_on=timezone.localdate())
    tab = [
        post(
            alice,
            "drafting.part",
            agreement.pk,
            "boundaries",
            boundaries=text,
            opened_at=agreement.revision,
        )
        for text in ("No calls", "No favours")
    ]

    answers = at_once(*tab)

    # Without what the page showed, the second is told what stands there; nothing is lost and nothing doubled.
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert MentorAgreement.objects.count() == 2
