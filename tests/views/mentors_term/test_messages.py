"""The three small messages that a mentor sends."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from mentoring.models import MentorMessage
from mentoring.models.agreement_facts import COMPLETED
from mentoring.models.mentor_messages import send_message, sign_of
from mentoring.status import next_actions
from mentoring.status.records import Records
from mentoring.status.stuck import between
from tests import addresses
from tests.factories import InteractionFactory, MeetingFactory
from tests.markup import forms_of, text_of, words_on
from tests.models.test_agreements import ready
from tests.views.mentors_term.mentors_page import DAY, actions_of, form_on, page_of, press, text_on

pytestmark = pytest.mark.django_db


@pytest.mark.every_database
def test_that_works_is_kept_and_changes_nothing_else(client, client_alice, link, session, alice, today):
    before = addresses.rows()

    answer = press(client, link, "works")

    changed = {name for name, rows in addresses.rows().items() if rows != before[name]}
    [message] = MentorMessage.objects.all()
    assert answer.url == reverse("shared.detail", args=[link.token])
    assert changed == {"MentorMessage"}
    assert (message.kind, message.text, message.meeting, message.session_at) == (
        "works",
        "",
        session,
        session.starts_at,
    )
    assert (message.sent_on, message.number, message.opened_on) == (today, 1, None)
    assert "You said the day works, on" in text_on(client, link)
    assert [form.data()["kind"] for form in forms_of(page_of(client, link))] == [["point"]]
    assert len(forms_of(page_of(client, link, again="day"))) == 3
    assert actions_of(alice, today) == {"message.opened": "Read what Margaret says about the day"}
    assert "“That works”" in words_on(
        client_alice.get(reverse("agreements.detail", args=[message.agreement_id]))
    )

    client_alice.post(reverse("mentor_messages.noticed", args=[message.pk]))

    message.refresh_from_db()
    assert message.opened_on == today
    assert actions_of(alice, today) == {}


@pytest.mark.every_database
def test_a_later_one_replaces_what_nobody_opened(client, client_alice, link, session, alice, today):
    press(client, link, "works")
    press(client, link, "other_time", "Tuesday at nine?", again="day")
    press(client, link, "other_time", "Wednesday at ten?", again="day")
    press(client, link, "point", "Bring the split.")
    first = press(client, link, "point", "Bring the split by depot.", again="point")
    stand = list(MentorMessage.objects.unopened().values_list("kind", "text"))
    point = MentorMessage.objects.unopened().get(kind="point")
    client_alice.post(reverse("mentor_messages.noticed", args=[point.pk]))
    press(client, link, "point", "And the budget.")

    assert first.status_code == 302
    assert sorted(stand) == [("other_time", "Wednesday at ten?"), ("point", "Bring the split by depot.")]
    assert MentorMessage.objects.filter(replaced_at__isnull=False).count() == 3
    assert not MentorMessage.objects.filter(replaced_at__isnull=False).exclude(text="").exists()
    assert list(
        MentorMessage.objects.filter(kind="point", replaced_at=None).values_list("text", flat=True)
    ) == [
        "And the budget.",
        "Bring the split by depot.",
    ]
    page = words_on(client_alice.get(reverse("meetings.prepare", args=[session.pk])))
    assert "Bring the split by depot." in page
    assert "And the budget." in page
    # The one is answered where the session is prepared, the other on the page of the agreement.
    actions = [one for one in next_actions.for_user(alice, today) if one.key.kind == "message"]
    assert [(one.title, "/prepare/" in one.url) for one in actions] == [
        ("See which other time suits Margaret", False),
        ("Read what Margaret wants to talk about", True),
    ]


@pytest.mark.every_database
def test_a_later_one_replaces_what_was_sent_under_an_earlier_version(
    client, link, running, session, alice, today
):
    press(client, link, "point", "Bring the split.")
    press(client, link, "works")
    change = running.change(ends_on=running.ends_on + 20 * DAY)
    change.share(today)
    change.confirm(today, "in_person")
    press(client, link, "point", "Bring the budget.", again="point")
    press(client, link, "other_time", "Tuesday at nine?", again="day")

    stand = MentorMessage.objects.filter(replaced_at=None).order_by("kind")
    assert [(one.text, one.agreement_id) for one in stand] == [
        ("Tuesday at nine?", change.pk),
        ("Bring the budget.", change.pk),
    ]
    assert "Bring the split." not in text_on(client, link)
    told = [one.title for one in next_actions.for_user(alice, today) if one.key.kind == "message"]
    assert sorted(told) == ["Read what Margaret wants to talk about", "See which other time suits Margaret"]


@pytest.mark.every_database
def test_what_was_said_under_an_earlier_agreement_stays_with_that_one(
    client, client_alice, link, running, session, alice, today
):
    press(client, link, "point", "Bring the split.")
    session.delete()
    running.refresh_from_db()
    running.mark(COMPLETED, today)
    anew = ready(alice, mentor=running.mentor, starts_on=today + DAY, ends_on=today + 150 * DAY)
    anew.confirm(today, "in_person")
    coming = MeetingFactory(
        owner=alice, contact=running.mentor, kind="session", starts_at=timezone.now() + 2 * DAY
    )

    pages = [("agreements.detail", anew), ("meetings.prepare", coming), ("mentor_messages.look", anew)]
    said = [words_on(client_alice.get(reverse(name, args=[one.pk]))) for name, one in pages]

    assert ["Bring the split." in page for page in said] == [False] * 3
    assert actions_of(alice, today) == {}


def test_another_time_for_an_hour_that_has_passed_asks_for_no_move(
    client, client_alice, link, running, session, alice, today, freeze
):
    press(client, link, "other_time", "Tuesday at nine?")
    address = reverse("agreements.detail", args=[running.pk])
    move = reverse("meetings.edit", args=[session.pk])

    def asked():
        found = next_actions.for_user(alice, timezone.localdate())
        [action] = [one for one in found if one.key.kind == "message"]
        page = client_alice.get(address)
        links = text_of(page).partition("Tuesday at nine?")[2].partition("</div>")[0]
        return action.title, action.why, move in links, "Tuesday at nine?" in words_on(page)

    before = asked()
    freeze(session.starts_at)
    after = asked()

    title, why = "See which other time suits Margaret", "Nothing changes until you move the session."
    assert before == (title, why, True, True)
    title, why = (
        "Read what Margaret says about the day",
        "That session isn’t coming up any more, so there’s nothing to move.",
    )
    assert after == (title, why, False, True)


def test_that_works_is_said_of_a_day_and_not_of_the_one_it_was_moved_to(client, link, session):
    form = form_on(client, link, "works")
    press(client, link, "works", form=form)
    session.record(starts_at=session.starts_at + DAY)

    moved = text_on(client, link)
    again = client.post(form.action, form.data(form_key="1" * 32))

    assert "You said the day works" not in moved
    assert again.status_code == 422
    assert "changed the day while you were reading" in words_on(again)
    assert MentorMessage.objects.count() == 1


def test_nothing_hides_in_what_one_person_types_and_another_reads(client, client_alice, link, running):
    press(client, link, "point", "Bring\u202e the\u202c spl\u200bit.")
    change = running.change()
    part = reverse("drafting.part", args=[change.pk, "boundaries"])
    form = client_alice.get(part).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    typed |= {"opened_as": form["opened_as"].value(), "boundaries": "No calls\u202e in August."}
    client_alice.post(part, typed)

    change.refresh_from_db()
    assert MentorMessage.objects.get().text == "Bring the split."
    assert change.boundaries == "No calls in August."


def test_that_works_is_said_of_the_day_and_not_of_another_place(
    client, client_alice, link, running, session, today
):
    press(client, link, "works")
    MentorMessage.objects.get().open(today)
    session.record(where="Margaret’s office")

    seen = text_on(client, link)
    mine = words_on(client_alice.get(reverse("agreements.detail", args=[running.pk])))

    assert "Margaret’s office" in seen
    assert "You said the day works, on" in seen
    assert "Margaret said the day works." in mine


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("point", {"text": ""}),
        ("point", {"text": " \u200b "}),
        ("point", {"text": "x" * 1001}),
        ("point", {"text": "a\x00b"}),
        ("other_time", {"text": "x" * 201}),
        ("point", {"form_key": "x"}),
        ("point", {"kind": "shout"}),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(client, link, session, kind, typed):
    form = form_on(client, link, kind)
    before = addresses.rows()

    answer = client.post(form.action, form.data(**({"text": "Dear <you>"} | typed)))

    assert answer.status_code == 422
    assert "Dear &lt;you&gt;" in answer.content.decode() or "text" in typed
    assert addresses.rows() == before


@pytest.mark.every_database
def test_a_message_counts_as_an_answer_to_what_was_written(link, alice, running, today, freeze):
    for later in (3, 6, 9):
        InteractionFactory(contact=running.mentor, kind="wrote", on=today + later * DAY)
    freeze(timezone.now() + 12 * DAY)
    fading = [stuck_with(alice)]
    send_message(link, running, link.form_key, kind="point", text="Hello", shown="", now=timezone.now())
    fading.append(stuck_with(alice))

    assert fading == ["unanswered", ""]


def stuck_with(alice) -> str:
    """Which of the rules about fading speaks of the one agreement that runs."""
    records = Records(alice, timezone.localdate())
    return between.fading(records, records.running[0])[0]


def test_whoever_writes_too_often_has_the_words_still_before_them(client, link, session):
    for _time in range(12):
        client.post(reverse("shared.messaged", args=[link.token]), {"kind": "point"})

    sent = (
        press(client, link, "point", "Who speaks first?"),
        press(client, link, "other_time", "Friday at ten"),
    )

    for answer, (kind, words) in zip(
        sent, (("point", "Who speaks first?"), ("other_time", "Friday at ten")), strict=True
    ):
        assert answer.status_code == 429
        assert "leave this page open and send it again in an hour." in answer.content.decode()
        [again] = [form for form in forms_of(answer) if form.data().get("text") == [words]]
        assert again.data()["kind"] == [kind]
    assert not MentorMessage.objects.exists()
    cache.clear()  # an hour later
    assert client.post(again.action, again.data()).status_code == 302
    assert MentorMessage.objects.get().text == "Friday at ten"


def test_another_time_is_not_lost_with_its_session(client, alice, link, session, today):
    form = form_on(client, link, "other_time")
    session.cancel(today)

    answer = press(client, link, "other_time", "Friday at ten", form)

    assert answer.status_code == 422
    assert "Friday at ten" in [form.data().get("text", [""])[0] for form in forms_of(answer)]


def test_that_works_of_a_session_that_fell_through_is_not_said_of_the_next(
    client, client_alice, link, running, session
):
    press(client, link, "works")
    there = reverse("agreements.detail", args=[running.pk])
    message = MentorMessage.objects.get()
    message.open(timezone.localdate())
    said = words_on(client_alice.get(there))
    MeetingFactory(
        owner=running.owner, contact=running.mentor, kind="session", starts_at=session.starts_at + 30 * DAY
    )
    session.record(cancelled_on=timezone.localdate())

    assert ["Margaret said the day works" in page for page in (said, words_on(client_alice.get(there)))] == [
        True,
        False,
    ]


def test_sign_of_no_session_is_empty():
    assert sign_of(None) == ""


@pytest.mark.parametrize(("kind", "text"), [("works", ""), ("other_time", "Tuesday at nine?")])
@pytest.mark.parametrize("how", ["held", "passed"])
def test_what_is_about_a_day_asks_for_nothing_once_that_is_over_and_can_still_be_read(
    client, client_alice, link, session, alice, today, freeze, kind, text, how
):
    press(client, link, kind, text)
    press(client, link, "point", "The budget.")
    if how == "held":
        session.record(held_on=today, starts_at=timezone.now(), recorded_on=today)
    later = today if how == "held" else session.day + DAY

    found = next_actions.for_user(alice, later)

    titles = [action.title for action in found if action.key.kind == "message"]
    assert titles == ["Read what Margaret wants to talk about"]
    page = words_on(client_alice.get(reverse("agreements.detail", args=[link.agreement_id])))
    assert (text or "“That works”") in page
