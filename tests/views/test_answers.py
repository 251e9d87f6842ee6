"""The mentee reads what the mentor answered, takes wordings over or leaves them, and sends the next version."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Interaction, MentorAgreement, MentorAnswer, ShareLink, Suggestion
from mentoring.models.agreement_facts import COMPLETED
from mentoring.models.answers import give_answer
from mentoring.status import next_actions
from tests.factories import MentorAgreementFactory, ReviewFactory
from tests.markup import words_on
from tests.models.test_agreements import ready
from tests.pages import undo_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reachable(settings):
    """An instance that can be opened from outside."""
    settings.HOST, settings.BASE_URL = "mentors.example.org", "https://mentors.example.org"


@pytest.fixture
def link(alice, today):
    """A link to a draft in which nothing is missing."""
    agreement = ready(
        alice,
        mentor__name="Margaret Lindqvist",
        boundaries="No job references.",
        starts_on=today,
        ends_on=today + dt.timedelta(days=180),
    )
    return ShareLink.objects.make(agreement, 30, timezone.now())


def say(link, kind, **suggestions):
    shown = link.shown.fingerprint()
    facts = {"kind": kind, "name": "Margaret", "note": "", "suggestions": suggestions}
    return give_answer(link, uuid.uuid4(), shown, timezone.now(), **facts)


def detail(link):
    return reverse("agreements.detail", args=[link.agreement_id])


def titles(user, today):
    return [action.title for action in next_actions.for_user(user, today)]


def test_a_link_is_made_once_and_an_earlier_one_stops(client_alice, alice, link, reachable):
    client_alice.post(reverse("share_links.made", args=[link.agreement_id]), {"days": "7"})

    new = ShareLink.objects.exclude(pk=link.pk).get()
    link.refresh_from_db()
    assert link.revoked_at
    assert (new.owner, new.agreement) == (alice, link.agreement)
    assert dt.timedelta(days=6) < new.expires_at - timezone.now() <= dt.timedelta(days=7)
    page = client_alice.get(detail(link)).content.decode()
    assert f"https://mentors.example.org{reverse('shared.detail', args=[new.token])}" in page
    client_alice.post(reverse("share_links.revoked", args=[new.pk]))
    new.refresh_from_db()
    assert new.revoked_at
    assert new.token not in client_alice.get(detail(link)).content.decode()


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "::1", "nas.local", "192.168.1.5", "10.0.0.2", "box"]
)
def test_without_a_way_in_no_link_is_offered_and_the_page_says_why(client_alice, link, settings, host):
    settings.HOST = host
    link.revoke(timezone.now())

    page = client_alice.get(detail(link)).content.decode()
    client_alice.post(reverse("share_links.made", args=[link.agreement_id]), {"days": "30"})

    assert "Make a private link" not in page
    assert f"this Waymark runs at {host}, which nobody outside can open" in page
    assert "How did they confirm?" in page
    assert ShareLink.objects.count() == 1


def test_an_incomplete_draft_has_no_link(client_alice, alice, link, reachable):
    draft = MentorAgreementFactory(owner=alice)

    client_alice.post(reverse("share_links.made", args=[draft.pk]), {"days": "30"})

    assert list(ShareLink.objects.all()) == [link]
    assert MentorAgreement.objects.get(pk=draft.pk).shared_on is None


def test_taking_a_wording_over_makes_the_next_version(client_alice, alice, link, today):
    say(link, "almost", boundaries="No calls in August.", ending="Otherwise", time="Until June?")
    by_clause = {suggestion.clause: suggestion for suggestion in Suggestion.objects.all()}

    for clause, verb in (("boundaries", "taken"), ("ending", "declined"), ("time", "taken")):
        assert "Read what Margaret would like to change" in titles(alice, today)
        for _time in (1, 2):
            client_alice.post(reverse(f"answers.{verb}", args=[by_clause[clause].pk]))

    # Whoever decided about each has read the answer.
    assert "Read what Margaret would like to change" not in titles(alice, today)
    read, agreement = MentorAgreement.objects.order_by("number")
    assert (read.boundaries, read.number, read.status) == ("No job references.", 1, "shared")
    assert (agreement.boundaries, agreement.ending) == ("No calls in August.", "")
    assert (agreement.number, agreement.status) == (2, "draft")
    decided = Suggestion.objects.values_list("clause", "taken_on", "declined_on").order_by("clause")
    assert list(decided) == [("boundaries", today, None), ("ending", None, today), ("time", today, None)]
    history = client_alice.get(reverse("agreements.versions", args=[agreement.pk]))
    assert [version["number"] for version in history.context["versions"]] == [2, 1]
    assert [title for title, _pieces in history.context["versions"][0]["changes"]] == ["What’s out of bounds"]
    assert "No <del>job references.</del>" in history.content.decode()
    assert "<ins>calls in August.</ins>" in history.content.decode()


def test_a_wish_agreed_on_otherwise_is_read_and_becomes_a_change(client_alice, alice, link, today):
    say(link, "almost", boundaries="No calls in August.", time="Until June?", exceptions="Otherwise")
    link.agreement.confirm(today, "in_person")
    proposed = link.agreement.change()
    proposed.record(ending="By a word of either")
    proposed.share(today)
    wishes = (("taken", "boundaries"), ("taken", "time"), ("declined", "exceptions"))
    addresses = [
        reverse(f"answers.{verb}", args=[Suggestion.objects.get(clause=on).pk]) for verb, on in wishes
    ]

    assert "Read what Margaret would like to change" in titles(alice, today)
    page = client_alice.get(detail(link)).content.decode()
    assert "You’ve agreed since on the words as they stood." in page
    assert all(address in page for address in addresses)
    for address in addresses:
        client_alice.post(address)

    # What was agreed on stays; the change begins with what the mentor reads by now.
    runs, read, change = MentorAgreement.objects.order_by("number")
    assert (runs.boundaries, runs.status) == ("No job references.", "confirmed")
    assert (change.boundaries, change.ending) == ("No calls in August.", read.ending)
    assert "Read what Margaret would like to change" not in titles(alice, today)


def test_an_answer_is_read_once(client_alice, alice, link, today):
    answer = say(link, "yes")
    assert any("it’s a yes" in title for title in titles(alice, today))

    client_alice.post(reverse("answers.heard", args=[answer.pk]))

    answer.refresh_from_db()
    assert answer.heard_on == today
    assert not any("it’s a yes" in title for title in titles(alice, today))


def test_what_an_answer_asks_for_goes_with_the_end_and_comes_back_with_its_undo(
    client_alice, alice, link, today
):
    say(link, "yes")
    closed = client_alice.post(
        reverse("agreements.completed", args=[link.agreement_id]), letter_of_the_end(link)
    )

    over = titles(alice, today)
    client_alice.post(undo_of(closed))

    assert not any("it’s a yes" in title for title in over)
    assert "Read what Margaret wrote: it’s a yes" in titles(alice, today)


def letter_of_the_end(link):
    [goal] = link.agreement.agreement_goals.all()
    return {"goal-TOTAL_FORMS": "1", "goal-INITIAL_FORMS": "1", "goal-0-id": goal.pk}


def test_after_a_no_there_is_a_thank_you_and_nobody_is_asked_again(client_alice, alice, link, today):
    answer = say(link, "no")
    client_alice.post(reverse("answers.heard", args=[answer.pk]))

    for days in (0, 10, 60):
        found = titles(alice, today + dt.timedelta(days=days))
        assert not any(
            "Share" in title or "Ask Margaret" in title or "agreement with" in title for title in found
        )
    letter = client_alice.get(reverse("letters.after_answer", args=[link.agreement_id]))
    assert "Thank you for thinking about it" in letter.content.decode()
    client_alice.post(
        reverse("letters.after_answer", args=[link.agreement_id]),
        {"subject": "Thanks", "message": "Thank you.", "on": today},
    )
    assert Interaction.objects.get().contact == link.agreement.mentor
    assert MentorAgreement.objects.get().is_draft


def test_a_no_to_a_change_is_no_farewell_and_what_was_agreed_goes_on(client_alice, alice, link, today):
    say(link, "yes")
    running = MentorAgreement.objects.running().get()
    MentorAnswer.objects.get().hear(today)
    change = running.change()
    change.record(boundaries="No calls in August.")
    change.share(today)
    say(ShareLink.objects.get(), "no")

    todo = next(one for one in next_actions.for_user(alice, today) if one.key.verb == "heard")
    page = words_on(client_alice.get(todo.url))
    letter = client_alice.get(reverse("letters.after_answer", args=[change.pk]))

    assert todo.title == "Read what Margaret answered about the change"
    assert todo.why == "It’s a no to the change. What you agreed on goes on as it was."
    assert "A no is fine. What you agreed on goes on as it was" in page
    assert "thank-you" not in page
    assert letter["Location"] == reverse("agreements.detail", args=[change.pk])
    assert MentorAgreement.objects.running().get() == running


def test_a_not_now_to_a_change_is_asked_about_no_more(client_alice, alice, link, today):
    say(link, "yes")
    running = MentorAgreement.objects.running().get()
    MentorAnswer.objects.get().hear(today)
    change = running.change()
    change.record(boundaries="No calls in August.")
    change.share(today)
    answer = say(ShareLink.objects.get(), "not_now")

    todo = next(one for one in next_actions.for_user(alice, today) if one.key.verb == "heard")
    assert todo.why == "It’s a not now to the change. What you agreed on goes on as it was."
    page = words_on(client_alice.get(todo.url))
    assert "It isn’t a no. What you agreed on goes on as it was; this change waits here" in page

    client_alice.post(reverse("answers.heard", args=[answer.pk]))
    for days in (0, 8, 60):
        found = titles(alice, today + dt.timedelta(days=days))
        assert not any("about the agreement" in title or "Share the" in title for title in found)


def test_two_agreements_with_one_mentor_are_told_apart_and_a_refused_change_is_said_to_be(
    client_alice, alice, link, today
):
    say(link, "yes")
    first = MentorAgreement.objects.running().get()
    MentorAnswer.objects.get().hear(today)
    first.mark(COMPLETED, today)
    second = ready(alice, mentor=first.mentor, starts_on=today, ends_on=today + dt.timedelta(days=90))
    second.confirm(today, "in_person")
    change = second.change()
    change.record(boundaries="No calls in August.")
    change.share(today)
    say(ShareLink.objects.make(second, 30, timezone.now()), "no")

    page = words_on(client_alice.get(reverse("agreements.detail", args=[change.pk])))
    lists = [
        words_on(client_alice.get(reverse("agreements.index"))),
        words_on(client_alice.get(reverse("agreements.versions", args=[change.pk]))),
    ]
    contact = client_alice.get(reverse("contacts.detail", args=[first.mentor_id]))

    versions, others = page.split("Versions")[1].split("Also with Margaret")
    assert "Version 1 Confirmed Version 2 Said no What changed" in " ".join(versions.split())
    assert "Completed" in others
    assert ["Said no" in text for text in lists] == [True, True]
    assert ["Shared" in text for text in lists] == [False, False]
    assert "Completed" not in lists[1]
    assert contact.context["page"].agreement == second


def test_after_asking_again_the_draft_is_said_to_wait_for_an_answer(client_alice, alice, link, today):
    """Whether something reminds of it is said as it is: a day, nothing at all, or the answer that is awaited again."""
    silent, awaited = "nothing will remind you of it", "until Margaret answers again"
    answer = say(link, "not_now")
    mentor = MentorAgreement.objects.get().mentor
    client_alice.post(reverse("answers.heard", args=[answer.pk]))

    def said():
        page = client_alice.get(detail(link)).content.decode()
        return silent in page, awaited in page

    assert said() == (True, False)
    client_alice.post(
        reverse("not_now.edit", args=[mentor.pk]), {"ask_again_on": today + dt.timedelta(days=90)}
    )
    assert said() == (False, False)
    client_alice.post(reverse("not_now.asked_again", args=[mentor.pk]))
    assert said() == (False, True)
    assert "Ask Margaret about the agreement" in titles(alice, today + dt.timedelta(days=8))


def test_nobody_else_reads_or_decides(client_bob, link):
    say(link, "almost", boundaries="No calls.")
    answer, suggestion = MentorAnswer.objects.get(), Suggestion.objects.get()

    for name, pk in (
        ("answers.heard", answer.pk),
        ("answers.taken", suggestion.pk),
        ("answers.declined", suggestion.pk),
        ("share_links.revoked", link.pk),
        ("share_links.made", link.agreement_id),
    ):
        assert client_bob.post(reverse(name, args=[pk])).status_code == 404
    suggestion.refresh_from_db()
    assert suggestion.is_open
    assert MentorAnswer.objects.get().heard_on is None


# The long form, the preview and a longer time


def part(agreement, name):
    return reverse("drafting.part", args=[agreement.pk, name])


def test_the_long_form_comes_and_goes_and_loses_nothing(client_alice, alice):
    agreement = ready(alice, boundaries="Mine")

    def turn():
        client_alice.post(reverse("drafting.lengthened", args=[agreement.pk]))
        agreement.refresh_from_db()
        return len(agreement.words())

    def save(**typed):
        data = {"opened_at": agreement.revision, "boundaries": "Mine"} | typed
        client_alice.post(part(agreement, "boundaries"), data)
        agreement.refresh_from_db()

    assert turn() == 18
    save(feedback="Say it straight.")
    assert turn() == 7
    assert agreement.feedback == "Say it straight."
    assert turn() == 18
    save(feedback="")
    assert (agreement.feedback, agreement.is_long, len(agreement.words())) == ("", True, 17)


def test_the_days_within_the_term_are_said_before_they_are_saved(client_alice, alice):
    agreement = ready(
        alice, starts_on=dt.date(2026, 12, 15), ends_on=dt.date(2027, 6, 15),
        trial_on=dt.date(2027, 1, 14), review_on=dt.date(2027, 3, 15), last_session_on=dt.date(2027, 6, 1),
    )  # fmt: skip
    agreement.goals.update(title="Read the balance sheet", target_on=dt.date(2027, 4, 17))
    before = MentorAgreement.objects.values().get()
    typed = {
        "opened_at": agreement.revision, "starts_on": "2026-12-15", "ends_on": "2027-03-15", "cadence": "monthly",
        "minutes": "60", "trial_on": "2027-01-14", "review_on": "2027-03-15", "last_session_on": "2027-06-01",
    }  # fmt: skip

    page = client_alice.post(part(agreement, "time"), typed | {"preview": "1"}).content.decode()

    assert "Reviews on 14 January and 29 January, last session on 1 March" in page
    assert "“Read the balance sheet” is due on 17 April" in page
    assert MentorAgreement.objects.values().get() == before

    client_alice.post(part(agreement, "time"), typed | {"until": "2027-04-17"})

    agreement.refresh_from_db()
    assert agreement.ends_on == dt.date(2027, 4, 17)
    assert agreement.last_session_on.weekday() < 5


def test_untouched_reviews_move_along_with_the_term(client_alice, alice):
    agreement = ready(
        alice,
        starts_on=dt.date(2026, 3, 30),
        ends_on=dt.date(2026, 9, 30),
        trial_on=dt.date(2026, 4, 29),
        review_on=dt.date(2026, 6, 30),
        last_session_on=None,
    )
    typed = {
        "opened_at": agreement.revision, "starts_on": "2026-08-31", "ends_on": "2027-02-28", "cadence": "monthly",
        "minutes": "60", "trial_on": "2026-04-29", "review_on": "2026-12-24", "last_session_on": "",
    }  # fmt: skip

    client_alice.post(part(agreement, "time"), typed)

    agreement.refresh_from_db()
    assert agreement.trial_on == dt.date(2026, 9, 30)
    assert agreement.review_on == dt.date(2026, 12, 24)
    assert agreement.last_session_on is None


@pytest.mark.parametrize(("later", "status"), [(30, 302), (0, 422), (-1, 422), (900, 422)])
def test_a_longer_time_needs_a_fresh_last_day_and_a_new_yes(client_alice, alice, later, status):
    agreement = ready(alice, last_session_on=dt.date(2026, 9, 16))
    agreement.confirm(agreement.starts_on, "mail")
    ends_on = agreement.ends_on + dt.timedelta(days=later)

    answer = client_alice.post(reverse("agreements.extended", args=[agreement.pk]), {"ends_on": ends_on})

    assert answer.status_code == status
    new = MentorAgreement.objects.drafts().first()
    assert bool(new) == (status == 302)
    if new:
        assert (new.ends_on, new.number, new.status) == (ends_on, 2, "draft")
        assert new.last_session_on == dt.date(2026, 10, 16)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ends_on) == ("confirmed", dt.date(2026, 9, 30))


@pytest.mark.parametrize(
    ("review_on", "moved_to"),
    [
        (
            dt.date(2026, 6, 30),
            dt.date(2026, 8, 31),
        ),  # halfway from 31 March to 30 September, then to 31 January
        (dt.date(2026, 6, 25), dt.date(2026, 6, 25)),  # chosen by hand
        (None, None),
    ],
)
def test_halfway_stays_halfway_when_the_time_gets_longer(client_alice, alice, freeze, review_on, moved_to):
    freeze(dt.date(2026, 6, 20))
    agreement = ready(alice, review_on=review_on)
    agreement.confirm(agreement.starts_on, "mail")

    client_alice.post(reverse("agreements.extended", args=[agreement.pk]), {"ends_on": "2027-01-31"})

    assert MentorAgreement.objects.drafts().get().review_on == moved_to


def test_an_extension_promises_no_review_that_is_past(client_alice, alice, freeze):
    freeze(dt.date(2026, 6, 20))
    agreement = ready(alice, trial_on=dt.date(2026, 5, 1), review_on=dt.date(2026, 6, 20))
    agreement.confirm(agreement.starts_on, "mail")
    ReviewFactory(agreement=agreement, kind="trial", held_on=dt.date(2026, 5, 2))
    before = agreement.words()

    client_alice.post(reverse("agreements.extended", args=[agreement.pk]), {"ends_on": "2026-12-31"})
    new = MentorAgreement.objects.drafts().get()
    page = client_alice.get(reverse("agreements.detail", args=[new.pk])).content.decode()
    kept = MentorAgreement.objects.get(pk=agreement.pk)

    assert (new.trial_on, new.review_on) == (None, dt.date(2026, 6, 20))
    assert "decide whether to carry on" not in page
    assert "On 20 June we’ll ask each other whether it’s working" in page
    assert (kept.trial_on, kept.words()) == (dt.date(2026, 5, 1), before)
    new.confirm(dt.date(2026, 6, 20), "mail")
    running = client_alice.get(reverse("agreements.detail", args=[new.pk])).context
    assert [(stop.kind, stop.done_on) for stop in running["stops"]][:2] == [
        ("trial", dt.date(2026, 5, 2)),
        ("midpoint", None),
    ]


@pytest.mark.parametrize("typed", ["", "x", "9999-12-31", "0001-01-01", "2026-02-30"])
def test_a_longer_time_to_no_day_comes_back(client_alice, alice, typed):
    agreement = ready(alice)
    agreement.confirm(agreement.starts_on, "mail")

    assert (
        client_alice.post(reverse("agreements.extended", args=[agreement.pk]), {"ends_on": typed}).status_code
        == 422
    )
    assert MentorAgreement.objects.count() == 1
