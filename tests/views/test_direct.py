"""Step 3: somebody the person knows is written to without an introduction, from the first message to an agreement."""

import datetime as dt
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mentoring.dates.days import plain_day
from mentoring.exchange.account_file.read import bring_back
from mentoring.exchange.account_file.write import archive_of
from mentoring.exchange.merging.merge import merge
from mentoring.identity.likeness import connected_on
from mentoring.models import Contact, Interaction, Introduction, Meeting, MentorAgreement
from mentoring.models.introduction_facts import ANSWERED, FOLLOWED_UP, WRITTEN
from mentoring.models.known import known_directly
from mentoring.status import next_actions, stuck
from mentoring.status.records import Records
from tests import addresses
from tests.addresses import World
from tests.factories import (
    ContactFactory,
    DirectFactory,
    GoalFactory,
    InteractionFactory,
    IntroductionFactory,
    ProspectFactory,
    TieFactory,
    UserFactory,
)
from tests.pages import html_of

NO_MESSAGE = {"sent": 0, "received": 0, "days": 0, "first_on": None, "last_on": None}
pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def kofi(alice):
    return ProspectFactory(
        owner=alice, name="Kofi Mensah", company="Tallow & Finch", email="kofi@example.com"
    )


def page_of(contact) -> str:
    return reverse("contacts.detail", args=[contact.pk])


def letter_to(contact) -> str:
    return reverse("introductions.direct", args=[contact.pk])


def pledge(today, **more) -> dict:
    return {
        "channel": "email",
        "subject": "Half an hour",
        "message": "Hi Kofi, half an hour?",
        "purpose": "read a quarter on one page",
        "write_by": (today + 14 * DAY).isoformat(),
        "pledge": "on",
        **more,
    }


def test_somebody_known_is_walked_from_the_first_message_to_an_agreement(client_alice, alice, kofi, today):
    GoalFactory(owner=alice, title="Learn to read a quarter on one page")
    TieFactory(contact=kofi)

    html = html_of(client_alice.get(page_of(kofi)))
    assert "You know Kofi yourself" in html
    assert "You wrote to each other 14 times, last in May." in html
    assert f'href="{letter_to(kofi)}"' in html
    assert "leads to Kofi" not in html

    html = html_of(client_alice.get(letter_to(kofi)))
    assert "I want to learn to read a quarter on one page, and I thought of you." in html
    assert "Could I have half an hour" in html
    refused = client_alice.post(letter_to(kofi), pledge(today, sent="1", purpose="", write_by="", pledge=""))
    assert refused.status_code == 422
    assert "Tick the promise, or save this for later" in html_of(refused)
    assert "Hi Kofi, half an hour?" in html_of(refused)
    assert not Introduction.objects.exists()
    client_alice.post(letter_to(kofi), pledge(today, sent="1", known="We shared an office."))

    direct = Introduction.objects.get()
    assert (direct.introducer, direct.prospect, direct.status) == (None, kofi, "in_touch")
    assert (direct.pledged_on, direct.written_on) == (today, today)
    kofi.refresh_from_db()
    assert (kofi.how_known, kofi.last_touch_on) == ("We shared an office.", today)
    html = html_of(client_alice.get(reverse("introductions.index")))
    detail = reverse("introductions.detail", args=[direct.pk])
    assert re.search(rf'href="{detail}">\s*Kofi Mensah\s*</a>', html)
    assert "Waiting for them" in html
    assert "You know Kofi yourself" not in html_of(client_alice.get(page_of(kofi)))

    client_alice.post(reverse("introductions.answered", args=[direct.pk]))
    starts = f"{today}T00:00"
    planned = {"contact": kofi.pk, "kind": "first", "starts_at": starts, "minutes": "30", "place": "coffee"}
    client_alice.post(reverse("meetings.new") + f"?introduction={direct.pk}", planned)
    meeting = Meeting.objects.get()
    assert meeting.introduction == direct
    assert "introduced us" not in html_of(client_alice.get(reverse("meetings.prepare", args=[meeting.pk])))
    client_alice.post(reverse("meetings.record", args=[meeting.pk]), {"outcome": "good_fit"})
    direct.refresh_from_db()
    assert (direct.met_on, direct.status) == (today, "kept")
    client_alice.post(reverse("letters.after_meeting", args=[meeting.pk, "after-meeting"]), {"sent": "1"})
    html = html_of(client_alice.get(reverse("introductions.detail", args=[direct.pk])))
    dots = [html.index(dot) for dot in ("<b>Wrote", "<b>Answered", "<b>Met", "<b>Thanked")]
    assert dots == sorted(dots)
    client_alice.post(reverse("agreements.new"), {"mentor": kofi.pk})
    assert MentorAgreement.objects.get().mentor == kofi


def test_a_message_pledged_for_later_is_owed_by_its_day_and_written_on(client_alice, alice, kofi, today):
    client_alice.post(letter_to(kofi), pledge(today, draft="1"))

    direct = Introduction.objects.get()
    assert (direct.status, direct.written_on) == ("made", None)
    [action] = next_actions.for_user(alice, today)
    edit = reverse("introductions.edit", args=[direct.pk])
    assert (action.title, action.url, action.due_on) == ("Write to Kofi", edit, today + 14 * DAY)
    assert client_alice.get(letter_to(kofi)).url == edit
    assert "Hi Kofi, half an hour?" in html_of(client_alice.get(edit))
    client_alice.post(edit, pledge(today, sent="1", opened_at=direct.revision))
    direct.refresh_from_db()
    assert direct.written_on == today
    assert client_alice.get(edit).url == reverse("introductions.detail", args=[direct.pk])


def test_without_the_pledge_it_is_a_draft_and_there_is_one_at_most(client_alice, alice, kofi, today):
    client_alice.post(letter_to(kofi), pledge(today, draft="1", pledge=""))
    again = client_alice.post(letter_to(kofi), pledge(today, draft="1", pledge=""))

    assert Introduction.objects.get().is_draft
    assert again.status_code == 422
    assert "You’ve already begun to write to this person" in html_of(again)


@pytest.mark.parametrize(
    ("says_so", "words"),
    [
        (lambda kofi: TieFactory(contact=kofi), "You wrote to each other 14 times"),
        (
            lambda kofi: TieFactory(contact=kofi, **NO_MESSAGE, recommended_me_on=dt.date(2024, 5, 5)),
            "Kofi recommended you in 2024.",
        ),
        (lambda kofi: InteractionFactory(contact=kofi, kind="talked"), "You talked today."),
        (lambda kofi: kofi.record(how_known="we shared an office"), "We shared an office."),
    ],
    ids=["messages", "vouched", "talk", "words"],
)  # fmt: skip
def test_whoever_is_known_by_any_tie_can_be_written_to(client_alice, kofi, says_so, words):
    says_so(kofi)

    html = html_of(client_alice.get(page_of(kofi)))

    assert "You know Kofi yourself" in html
    assert words in html
    assert "No one you know leads to" not in html
    found = html_of(client_alice.get(reverse("search.index"), {"q": "kofi"}))
    assert f'href="{letter_to(kofi)}"' in found


@pytest.mark.parametrize(
    "tie",
    [NO_MESSAGE, {"sent": 4, "received": 0}, {"sent": 1, "received": 1}, NO_MESSAGE | {"endorsed_me": 1}],
    ids=["connection", "no answer", "two messages", "a click"],
)
def test_a_connection_alone_is_not_somebody_known(client_alice, alice, kofi, tie):
    since = dt.date(2015, 5, 5)
    TieFactory(contact=kofi, **{"connected_on": since} | tie)
    kofi.record(how_known=connected_on("5 May 2015"))

    html = html_of(client_alice.get(page_of(kofi)))

    assert "You know Kofi yourself" not in html
    assert (
        "Connected on LinkedIn since 2015. You can write yourself, or find someone to introduce you." in html
    )
    assert "Find an introducer" in html
    assert f'href="{letter_to(kofi)}"' in html
    assert not Contact.objects.annotate(known_directly=known_directly()).get(pk=kofi.pk).known_directly
    letter = html_of(client_alice.get(letter_to(kofi)))
    assert "Connected on LinkedIn since" not in letter
    assert "No one you know leads to Kofi yet" in html


def test_whoever_is_not_known_needs_an_introducer(client_alice, kofi):
    InteractionFactory(contact=kofi, kind="note", text="Seen on a panel")

    html = html_of(client_alice.get(page_of(kofi)))

    assert "You know Kofi yourself" not in html
    assert "Find an introducer" in html
    assert letter_to(kofi) not in html


def test_nobody_is_written_to_who_said_no_or_is_somebody_elses(client_alice, client_bob, kofi, today):
    assert client_bob.get(letter_to(kofi)).status_code == 404
    assert client_bob.post(letter_to(kofi), pledge(today, sent="1")).status_code == 404
    kofi.close(today, "said_no")

    assert "Take no for an answer" in html_of(client_alice.get(letter_to(kofi)))
    assert client_alice.post(letter_to(kofi), pledge(today, sent="1")).status_code == 422
    assert not Introduction.objects.exists()


def test_two_ways_to_one_person_at_once_are_pointed_out(client_alice, alice, kofi, today):
    sam = ContactFactory(owner=alice, name="Sam Kowalski")
    IntroductionFactory(owner=alice, introducer=sam, prospect=kofi, asked_on=today - 3 * DAY)

    warned = client_alice.post(letter_to(kofi), pledge(today, sent="1"))

    assert warned.status_code == 422
    assert "You asked Sam about Kofi on" in html_of(warned)
    client_alice.post(letter_to(kofi), pledge(today, sent="1", overrule="on"))
    assert Introduction.objects.filter(introducer=None, written_on=today).exists()


def test_writing_takes_up_whoever_said_not_now_and_undo_puts_it_back(alice, kofi, today):
    kofi.say_not_now(today - 9 * DAY, today + 90 * DAY)
    direct = DirectFactory(owner=alice, prospect=kofi)

    direct.mark(WRITTEN, today)
    kofi.refresh_from_db()
    assert not kofi.said_not_now
    direct.forget(WRITTEN.column)
    kofi.refresh_from_db()
    assert kofi.ask_again_on == today + 90 * DAY


def test_an_answer_needs_no_introduction_and_a_no_is_thanked(client_alice, alice, kofi, today):
    direct = DirectFactory(owner=alice, prospect=kofi, written_on=today - 2 * DAY)

    direct.mark(ANSWERED, today)
    assert direct.made_on is None
    direct.forget(ANSWERED.column)
    client_alice.post(reverse("introductions.closed", args=[direct.pk]), {"because": "prospect_declined"})
    kofi.refresh_from_db()
    assert kofi.said_no
    assert "Thank Kofi anyway" in [action.title for action in next_actions.for_user(alice, today)]
    html = html_of(client_alice.get(reverse("introductions.detail", args=[direct.pk])))
    assert "Kofi said no" in html
    assert "The introducer said no" not in html


def test_a_no_of_which_no_introduction_speaks_is_thanked_for_too(client_alice, kofi, today):
    thanks = reverse("letters.taken_no", args=[kofi.pk])
    client_alice.post(reverse("marks.said_no", args=[kofi.pk]))

    assert f'href="{thanks}"' in html_of(client_alice.get(page_of(kofi)))
    client_alice.post(thanks, {"sent": "1"})

    assert Interaction.objects.get(contact=kofi).kind == "wrote"
    assert thanks not in html_of(client_alice.get(page_of(kofi)))


@pytest.mark.parametrize("is_direct", [False, True])
def test_asking_again_keeps_the_promise_to_write_and_undo_takes_both_back(
    client_alice, alice, kofi, today, is_direct
):
    facts = {"owner": alice, "prospect": kofi}
    if is_direct:
        waiting = DirectFactory(**facts, pledged_on=today - 60 * DAY)
    else:
        waiting = IntroductionFactory(**facts, asked_on=today - 60 * DAY, made_on=today - 50 * DAY)
    kofi.say_not_now(today - 40 * DAY, today)

    asked = client_alice.post(reverse("not_now.asked_again", args=[kofi.pk]), follow=True)

    waiting.refresh_from_db()
    assert waiting.written_on == today
    assert "promised" not in html_of(client_alice.get(page_of(kofi)))
    [undo] = {part for part in html_of(asked).split('"') if "as-before" in part}
    client_alice.post(undo.replace("&amp;", "&"))
    waiting.refresh_from_db()
    kofi.refresh_from_db()
    assert (waiting.written_on, kofi.said_not_now) == (None, True)
    assert not kofi.interactions.exists()


def test_asking_again_lets_the_introducer_be_for_a_while(alice, kofi, today):
    asked = IntroductionFactory(owner=alice, prospect=kofi, asked_on=today - 60 * DAY)
    kofi.note_asking_again(today, "Asked again")
    asked.refresh_from_db()

    assert asked.next_courtesy(alice).due_on > today + 6 * DAY


def test_two_contacts_who_are_both_written_to_are_not_merged(alice, kofi):
    other = ProspectFactory(owner=alice, name="Kofi A. Mensah")
    for person in (kofi, other):
        DirectFactory(owner=alice, prospect=person)

    with pytest.raises(ValidationError, match="You’re writing to both of them yourself"):
        merge(kofi, other)
    assert Introduction.objects.filter(prospect=other).exists()


def test_a_search_that_stands_still_never_says_that_nobody_leads_to_somebody_known(alice, kofi, today):
    TieFactory(contact=kofi)
    type(kofi).objects.update(prospect_on=today - 60 * DAY, created_at=timezone.now() - 60 * DAY)

    [found] = [one for one in stuck.found(Records(alice, today)) if one.key.startswith("stuck.state")]

    assert (found.advice, found.url) == ("Write to Kofi", letter_to(kofi))


STATES = {
    "draft": {"pledged_on": None},
    "pledged": {"pledged_on": -3},
    "late": {"pledged_on": -30},
    "silent": {"pledged_on": -40, "written_on": -40},
    "given up": {"pledged_on": -60, "written_on": -60, "followed_up_on": -40, "followed_up_again_on": -20},
    "answered": {"pledged_on": -20, "written_on": -20, "answered_on": -18},
    "met": {"pledged_on": -20, "written_on": -20, "answered_on": -18, "met_on": -10},
    "closed": {"pledged_on": -60, "written_on": -60, "closed_on": -30, "closed_because": "no_answer"},
    "refused": {"pledged_on": -9, "written_on": -9, "closed_on": -3, "closed_because": "prospect_declined"},
}


def state(alice, today, name) -> Introduction:
    days = {fact: today + at * DAY if isinstance(at, int) else at for fact, at in STATES[name].items()}
    person = ProspectFactory(owner=alice, name=f"Kofi {name.title()}")
    return DirectFactory(owner=alice, prospect=person, **days)


def test_every_page_shows_such_introductions_without_a_gap(client_alice, alice, today):
    world = World(alice, "Quillwort")
    directs = [state(alice, today, name) for name in STATES]
    own = [
        reverse(name, args=[record.pk])
        for one in directs
        for name, record in (
            ("introductions.detail", one),
            ("introductions.edit", one),
            ("introductions.dates", one),
            ("introductions.closed", one),
            ("introductions.delete", one),
            ("contacts.detail", one.prospect),
        )
    ]
    own += [
        reverse("letters.write", args=[one.pk, kind])
        for one in directs
        for kind in ("direct", "direct-again", "take-no", "nudge", "thanks")
    ]
    shared = [world.address(name) for name in addresses.STANDS_BEHIND]
    gaps = []
    for address in [*own, *shared]:
        answer = client_alice.get(address)
        if answer.status_code in (302, 405) or "html" not in answer.get("Content-Type", ""):
            continue
        html = html_of(answer)
        assert answer.status_code == 200 or address not in own
        gaps += [(address, word) for word in ("None", "undefined", "to  ", "%(") if f" {word}" in html]
    assert gaps == []


def test_the_account_file_holds_every_state_of_it(alice, today):
    for name in STATES:
        state(alice, today, name)
    written = list(archive_of(alice))
    columns = (
        "purpose",
        "write_by",
        "pledged_on",
        "written_on",
        "answered_on",
        "met_on",
        "closed_on",
        "status",
    )

    carol = UserFactory()
    bring_back(carol, written)

    theirs, hers = (
        set(Introduction.objects.filter(owner=owner, introducer=None).values_list("prospect__name", *columns))
        for owner in (carol, alice)
    )
    assert theirs == hers
    assert len(hers) == len(STATES)
    said = json.loads("".join(written))
    assert '"introducer": null' in json.dumps(said)


def meet(client, direct) -> Meeting:
    """Meet the person of a direct introduction today, and write it down."""
    planned = {"contact": direct.prospect_id, "kind": "first", "minutes": "30", "place": "coffee"}
    starts = f"{timezone.localdate()}T00:00"
    client.post(reverse("meetings.new") + f"?introduction={direct.pk}", planned | {"starts_at": starts})
    meeting = Meeting.objects.get(introduction=direct)
    client.post(reverse("meetings.record", args=[meeting.pk]), {"outcome": "good_fit"})
    return meeting


def test_thanks_for_a_meeting_are_due_on_the_page_of_the_message_too(client_alice, alice, kofi, today):
    direct = DirectFactory(owner=alice, prospect=kofi, written_on=today - 2 * DAY)
    detail = reverse("introductions.detail", args=[direct.pk])
    meeting = meet(client_alice, direct)
    thanks = reverse("letters.after_meeting", args=[meeting.pk, "after-meeting"])

    html = html_of(client_alice.get(detail))
    assert "Thank Kofi for meeting you, by tomorrow" in html
    assert f'href="{thanks}"' in html
    assert "All done" not in html
    client_alice.post(thanks, {"sent": "1"})
    html = html_of(client_alice.get(detail))
    assert "Nothing due here" in html
    assert "Thank Kofi for meeting you" not in html


def test_a_no_is_told_once_and_its_thanks_are_due_on_its_page(client_alice, alice, kofi, today):
    direct = DirectFactory(owner=alice, prospect=kofi, written_on=today - 2 * DAY)
    client_alice.post(reverse("introductions.closed", args=[direct.pk]), {"because": "prospect_declined"})

    html = html_of(client_alice.get(reverse("introductions.detail", args=[direct.pk])))
    assert "Thank Kofi anyway, by tomorrow" in html
    assert "Nothing due here" not in html
    assert html_of(client_alice.get(page_of(kofi))).count("Kofi said no.") == 1


def test_whoever_was_met_without_a_message_has_met_once_on_the_track(client_alice, alice, kofi, today):
    direct = DirectFactory(owner=alice, prospect=kofi)
    client_alice.post(reverse("introductions.met", args=[direct.pk]))

    html = html_of(client_alice.get(reverse("introductions.detail", args=[direct.pk])))
    assert html.partition("track-now")[0].count("<b>Met") == 1
    assert "<b>Thanked" not in html


def test_whoever_is_asked_by_word_of_mouth_is_never_said_to_be_written_to(client_alice, alice, kofi, today):
    html = html_of(client_alice.post(letter_to(kofi), {"channel": "in_person", "update": "1"}))
    assert "I’ll ask Kofi by" in html
    assert "Write to Kofi" not in html
    client_alice.post(letter_to(kofi), pledge(today, channel="in_person", draft="1"))
    direct = Introduction.objects.get()
    detail = reverse("introductions.detail", args=[direct.pk])
    assert [one.title for one in next_actions.for_user(alice, today)] == ["Ask Kofi"]
    assert "I’ve asked Kofi" in html_of(client_alice.get(detail))

    sent = pledge(today, channel="in_person", sent="1", opened_at=direct.revision)
    noted = client_alice.post(reverse("introductions.edit", args=[direct.pk]), sent, follow=True)
    assert "Noted: you asked Kofi today." in html_of(noted)
    assert "You’ve asked Kofi yourself." in html_of(client_alice.get(reverse("dashboard.index")))
    planned = {"contact": kofi.pk, "kind": "first", "minutes": "30", "place": "coffee"}
    starts = f"{today + DAY}T00:00"
    client_alice.post(reverse("meetings.new") + f"?introduction={direct.pk}", planned | {"starts_at": starts})
    prepare = reverse("meetings.prepare", args=[Meeting.objects.get().pk])
    for address in (detail, page_of(kofi), reverse("introductions.index"), prepare):
        html = html_of(client_alice.get(address))
        assert not re.search(r"[Yy]ou wrote|Wrote<|See the message", html), address
    assert "See what you said" in html_of(client_alice.get(page_of(kofi)))


def test_the_second_message_to_whoever_was_asked_says_so(client_alice, alice, kofi, today):
    direct = DirectFactory(owner=alice, prospect=kofi, channel="in_person", written_on=today - 20 * DAY)

    [action] = next_actions.for_user(alice, today)
    assert action.why == f"You asked on {plain_day(direct.written_on, today)}. A short message is fine."
    assert "I asked you" in html_of(
        client_alice.get(reverse("letters.write", args=[direct.pk, "direct-again"]))
    )


def test_a_message_that_was_begun_stays_in_sight_on_their_page(client_alice, alice, kofi, today):
    TieFactory(contact=kofi)
    client_alice.post(letter_to(kofi), pledge(today, draft="1", pledge=""))

    html = html_of(client_alice.get(page_of(kofi)))
    assert "You’ve started a message to Kofi" in html
    assert f'href="{reverse("introductions.edit", args=[Introduction.objects.get().pk])}"' in html
    assert 'id="way-h">You know Kofi' not in html


def test_a_message_of_last_week_is_noted_with_its_own_day(client_alice, alice, kofi, today):
    client_alice.post(letter_to(kofi), pledge(today, sent="1"))
    direct = Introduction.objects.get()
    correct = reverse("introductions.dates", args=[direct.pk])

    client_alice.post(correct, {"written_on": today - 7 * DAY, "opened_at": direct.revision})
    direct.refresh_from_db()
    kofi.refresh_from_db()
    assert (direct.written_on, direct.pledged_on) == (today - 7 * DAY, today - 7 * DAY)
    assert kofi.last_touch_on == today - 7 * DAY
    assert FOLLOWED_UP.due(direct, alice) < today + 7 * DAY


def test_whoever_was_met_before_the_pledge_was_noted_is_noted_so(client_alice, alice, kofi, today):
    direct = DirectFactory(owner=alice, prospect=kofi, pledged_on=today)

    client_alice.post(reverse("introductions.met", args=[direct.pk]), {"on": today - 3 * DAY})
    direct.refresh_from_db()
    assert (direct.met_on, direct.pledged_on) == (today - 3 * DAY, today - 3 * DAY)


def test_the_purpose_is_the_one_thing_the_letter_names(client_alice, alice, kofi, today):
    new = letter_to(kofi)
    asked = {"update": "1", "channel": "email", "purpose": "read a balance sheet."}
    html = html_of(client_alice.post(new, asked))
    assert "I want to read a balance sheet, and I thought of you." in html
    assert "Names one thing" in html
    html = html_of(client_alice.post(new, asked | {"purpose": "your first year as head"}))
    assert "It’s about one thing: your first year as head. I thought of you." in html
    goal = GoalFactory(owner=alice, title="Delegate more")
    html = html_of(client_alice.post(new, asked | {"purpose": "delegate more", "goal": goal.pk}))
    assert "I want to delegate more, and I thought of you." in html
    html = html_of(client_alice.post(new, asked | {"purpose": "hand over a budget", "goal": goal.pk}))
    assert "I want to hand over a budget, and I thought of you." in html


def test_network_and_closing_page_speak_of_nobody_who_introduces(client_alice, alice, kofi, today):
    direct = DirectFactory(owner=alice, prospect=kofi, written_on=today)

    html = html_of(client_alice.get(reverse("network.index")))
    assert "1 person you know yourself." in html
    assert "0 introducers" not in html
    html = html_of(client_alice.get(reverse("introductions.closed", args=[direct.pk])))
    assert "Leave it there with Kofi" in html
    assert "tried to help" not in html
    gone = client_alice.get(reverse("introductions.delete", args=[direct.pk]))
    assert "Delete what you asked Kofi?" in html_of(gone)
    assert "Keep the introduction" not in html_of(gone)
    IntroductionFactory(owner=alice, asked_on=today)
    html = html_of(client_alice.get(reverse("network.index")))
    assert "1 introduction, through 1 introducer; and 1 person you know yourself." in html
