"""The box: who is meant by what was typed, what can be done with them now, and a note in the words after a name."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import Contact, Interaction
from tests import factories as make
from tests.addresses import World

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]

DAY = dt.timedelta(days=1)


def shown(client, typed: str, **query) -> str:
    """The list for these words, without markup."""
    page = client.get("/search/", {"q": typed, **query}).content.decode()
    section = page[page.index('<section id="found"') : page.index("</section>")]
    section = re.sub("</?mark>", "", section)
    return " ".join(unescape(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", section)).split())


def labels(client, typed: str, **query) -> list[str]:
    """What can be done, in its order, as the buttons and links say it."""
    page = client.get("/search/", {"q": typed, **query}).content.decode()
    lists = re.findall(r'<ul class="do" aria-label="What you can do.*?</ul>', page, re.DOTALL)
    return [unescape(label) for part in lists for label in re.findall(r"<b>(.*?)</b>", part)]


def press(client, typed: str, label: str, **query):
    """Send the form of a button of the list, with all that stands in it."""
    page = client.get("/search/", {"q": typed, **query}).content.decode()
    for action, fields in re.findall(r'<form method="post" action="([^"]*)">(.*?)</form>', page, re.DOTALL):
        if f"<b>{label}</b>" in unescape(fields):
            named = re.findall(r'name="([^"]*)" value="([^"]*)"', fields)
            return client.post(action, {name: unescape(value) for name, value in named}, follow=True)
    raise AssertionError(f"no button {label!r}")


@pytest.fixture
def ruth(alice):
    """A prospect with a role and a company."""
    return make.ProspectFactory(
        owner=alice, name="Ruth Abernethy", role="Operations Director", company="Calder Mutual"
    )


@pytest.fixture
def sam(alice):
    """Who could introduce her."""
    return make.ContactFactory(owner=alice, name="Sam Kowalski")


def asked(ruth, sam, today, **facts):
    """An introduction to Ruth, asked for four days ago."""
    return make.IntroductionFactory(
        owner=ruth.owner, introducer=sam, prospect=ruth, asked_on=today - 4 * DAY, **facts
    )


def test_what_can_be_done_follows_the_state_of_the_person(client_alice, alice, ruth, sam, today):
    assert labels(client_alice, "sam") == [
        "We talked", "Could be my mentor", "Ask Sam for an introduction", "Remind me",
    ]  # fmt: skip
    assert labels(client_alice, "ruth") == ["Ask for an introduction", "We talked", "Remind me"]

    ask = asked(ruth, sam, today)
    assert labels(client_alice, "ruth") == [
        "Sam introduced us",
        "We talked",
        "Plan a meeting",
        "Ruth answered",
    ]
    ask.record(made_on=today - 20 * DAY, asked_on=today - 30 * DAY)
    due = labels(client_alice, "ruth")
    assert "rite to Ruth" in due[0]
    assert due[-2:] == ["We talked", "Plan a meeting"]
    ask.record(written_on=today, thanked_on=today)
    assert labels(client_alice, "ruth")[-4:] == [
        "Ruth answered",
        "Ruth said no",
        "We talked",
        "Plan a meeting",
    ]
    ask.record(met_on=today)
    make.MeetingFactory(
        contact=ruth,
        introduction=ask,
        held_on=today,
        recorded_on=today,
        thanked_on=today,
        outcome="talk_again",
    )
    assert labels(client_alice, "ruth") == [
        "Tell Sam how it went with Ruth", "Plan a meeting", "Write the agreement", "We talked",
    ]  # fmt: skip

    make.MentorAgreementFactory(
        owner=alice,
        mentor=ruth,
        starts_on=today,
        confirmed_on=today,
        confirmed_how="mail",
        confirmed_words=[{"key": "goals", "title": "Goals", "lines": []}],
        goals=[make.GoalFactory(owner=alice)],
    )
    assert {"Plan a session", "We talked", "Open the agreement"} <= set(labels(client_alice, "ruth"))


def test_whoever_is_known_is_written_to_before_anybody_is_asked(client_alice, ruth):
    ruth.record(how_known="we shared an office")

    assert labels(client_alice, "ruth") == [
        "Write to Ruth", "Ask for an introduction", "We talked", "Remind me",
    ]  # fmt: skip


def test_whoever_said_not_now_is_left_alone_until_the_day(client_alice, ruth, sam, today):
    asked(ruth, sam, today).record(asked_on=today - 30 * DAY)
    ruth.refresh_from_db()
    ruth.say_not_now(today - 9 * DAY, today + 30 * DAY)
    assert labels(client_alice, "ruth") == ["We talked", "Choose when to ask again", "Remind me"]

    ruth.record(ask_again_on=today)
    assert labels(client_alice, "ruth")[0] == "Ask Ruth again"


def test_what_is_due_comes_first_and_at_most_four_are_shown(client_alice, ruth, sam, today):
    asked(ruth, sam, today).record(asked_on=today - 30 * DAY)

    found = labels(client_alice, "ruth")

    assert found[0].startswith("Nudge Sam about Ruth")
    assert found[1:] == ["Sam introduced us", "We talked", "Plan a meeting"]


def test_an_answer_before_the_introduction_was_noted_records_both_and_undo_takes_both_back(
    client_alice, ruth, sam, today
):
    ask = asked(ruth, sam, today)
    assert "Ruth answered Notes that Sam introduced you, too." in shown(client_alice, "ruth")

    page = press(client_alice, "ruth", "Ruth answered").content.decode()
    ask.refresh_from_db()
    assert (ask.made_on, ask.answered_on) == (today, today)

    [undo] = re.findall(r'action="(/introductions/\d+/forgotten/[^"]*)"', page)
    client_alice.post(unescape(undo))
    ask.refresh_from_db()
    assert (ask.made_on, ask.answered_on, ask.asked_on) == (None, None, today - 4 * DAY)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("ruth happy to talk in January", "happy to talk in January"),
        ("RUTH ABERNETHY: call on Monday", "call on Monday"),
        ("ru – 20 minutes & a <b>plan</b>", "20 minutes & a <b>plan</b>"),
        ("ruth " + "very " * 30 + "long", "very " * 30 + "long"),
    ],
)
@pytest.mark.any_database
def test_the_words_after_a_clear_name_are_the_note(client_alice, ruth, sam, today, typed, note):
    first, *_others = labels(client_alice, typed)
    assert first == f"We talked: “{note}”"
    assert "Saved as a note for today." in shown(client_alice, typed)

    page = press(client_alice, typed, first).content.decode()

    kept = Interaction.objects.get()
    assert (kept.contact, kept.text, kept.on, kept.kind) == (ruth, note, today, "talked")
    assert "Noted for Ruth." in page
    client_alice.post(reverse("interactions.taken_back", args=[kept.pk]))
    assert not Interaction.objects.exists()


def test_a_note_is_offered_first_only_when_it_can_be_meant_for_one(client_alice, alice, ruth):
    assert labels(client_alice, "ruth calder")[0] == "Ask for an introduction"  # a search that finds her
    other = make.ContactFactory(owner=alice, name="Ruth Baker")

    page = client_alice.get("/search/", {"q": "ruth likes tea"}).content.decode()
    assert labels(client_alice, "ruth likes tea") == ["We talked: “likes tea”"] * 2
    assert "is-first" not in page
    assert labels(client_alice, "ruth baker likes tea")[0] == "We talked: “likes tea”"
    assert "Ruth Baker" in shown(client_alice, "ruth", who=other.pk)
    assert "Abernethy" not in shown(client_alice, "ruth", who=other.pk)
    make.ContactFactory(owner=alice, name="Ruthie Cole")
    other.delete()
    assert (
        labels(client_alice, "ruth likes tea")[0] == "We talked: “likes tea”"
    )  # a whole word before a beginning


def test_people_are_found_by_beginnings_middles_accents_email_and_phone(client_alice, alice, ruth):
    make.ContactFactory(
        owner=alice, name="Łukasz O’Brien", email="lukasz@brien.example", phone="+44 20 7946 0958"
    )
    make.ContactFactory(owner=alice, name="Margaret Lindqvist", notes="Knows Ruth")

    assert shown(client_alice, "ruth").index("Abernethy") < shown(client_alice, "ruth").index("Margaret")
    for typed in ("lukasz", "ŁUK", "obrien", "o'brien", "020 7946 0958", "lukasz@brien.example", "kasz"):
        assert "ukasz O’Brien" in shown(client_alice, typed), typed
    assert "Abernethy" in shown(client_alice, "bernet")


def test_what_nobody_is_called_may_be_added_as_a_contact(client_alice, client_bob, alice):
    assert shown(client_alice, "xyzzy") == (
        "Found for “xyzzy” Nothing found for “xyzzy”. Add “Xyzzy” as a contact Enter"
    )
    press(client_alice, "xyzzy plugh", "Add “Xyzzy Plugh” as a contact")

    [added] = Contact.objects.owned_by(alice)
    assert added.name == "Xyzzy Plugh"

    undo, theirs = f"/contacts/{added.pk}/taken-back/", f"/contacts/{added.pk}/"
    assert client_bob.post(undo).status_code == 404
    note = make.InteractionFactory(contact=added)
    assert "so they stay" in client_alice.post(undo, follow=True).content.decode()
    note.delete()
    assert client_alice.post(undo, {"next": theirs}).url == "/contacts/"
    assert not Contact.objects.owned_by(alice).exists()
    assert "Undone" in client_alice.get("/").content.decode()
    assert client_alice.post(undo).status_code == 404


def test_without_words_stand_the_three_things_of_today(client_alice, ruth, sam, today):
    asked(ruth, sam, today).record(asked_on=today - 30 * DAY)
    shown_today = shown(client_alice, "")

    assert shown_today.startswith("Today Today Nudge Sam about Ruth")
    assert client_alice.get("/search/").content.decode().count("<li><a href") < 100


def test_nobody_elses_people_are_found_or_pointed_at(client_bob, alice, bob, ruth):
    World(alice, "Quillwort")

    assert "Nothing found" in shown(client_bob, "quillwort")
    assert "Abernethy" not in shown(client_bob, "ruth", who=ruth.pk)


def test_looking_writes_nothing(client_alice, ruth, sam, today):
    asked(ruth, sam, today)
    before = Contact.objects.get(pk=ruth.pk).revision

    for typed in ("", "ruth", "ruth a note"):
        client_alice.get("/search/", {"q": typed})

    assert Contact.objects.get(pk=ruth.pk).revision == before
    assert not Interaction.objects.exists()


def test_more_records_take_no_more_queries(client_alice, alice, ruth, sam, today):
    def asked_for(typed: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client_alice.get("/search/", {"q": typed})
        return len(queries)

    typed = ("", "ruth", "ruth likes tea")
    asked(ruth, sam, today)
    make.GoalFactory(owner=alice, title="Ruth")
    make.MentorCriterionFactory(owner=alice, text="Like Ruth")
    make.InteractionFactory(contact=ruth, text="Ruth")
    few = [asked_for(words) for words in typed]
    for number in range(3):
        another = make.ProspectFactory(owner=alice, name=f"Una Ruthven {number}")
        asked(another, sam, today)
        make.InteractionFactory(contact=ruth, text="Ruth")
        make.GoalFactory(owner=alice, title="Ruth")

    assert [asked_for(words) for words in typed] == few
