"""A letter for every moment: right for the state it is offered in, sent with one click, worded as one likes."""

import datetime as dt
import re
import uuid
from html import unescape
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring import letters
from mentoring.forms.letters import OwnLetterForm
from mentoring.models import Contact, Interaction, Introduction, LetterKind, Meeting, OwnLetter
from tests.factories import (
    ContactFactory,
    GoalFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    OwnLetterFactory,
    ProspectFactory,
)
from tests.pages import html_of

pytestmark = pytest.mark.django_db

INDEX = reverse("letters.index")
TODAY = dt.date(2026, 3, 12)


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def url(introduction, kind: str) -> str:
    return reverse("letters.write", args=[introduction.pk, kind])


def edit_url(kind: str) -> str:
    return reverse("letters.edit", args=[kind])


def shown(response) -> tuple[str, str]:
    """The subject and the text of a letter page."""
    form = response.context["form"]
    return form["subject"].value(), form["message"].value()


def typed(response, **more) -> dict:
    """What a browser would send from a letter page."""
    form = response.context["form"]
    names = [name for name in form.fields if form[name].value() is not None]
    return {name: form[name].value() for name in names} | more


def undo_of(client) -> str:
    """The address behind the Undo of the flash."""
    page = html_of(client.get(reverse("account.settings")))
    found = re.search(r'<div id="flash" role="status">.*?action="([^"]+)"', page)
    return unescape(found[1])


@pytest.fixture(autouse=True)
def clock(freeze):
    freeze(TODAY)


@pytest.fixture
def ben(alice):
    return ContactFactory(owner=alice, name="Ben Whitlock", email="ben@example.org")


@pytest.fixture
def daniel(alice):
    return ProspectFactory(owner=alice, name="Daniel Osei", email="daniel@example.org")


@pytest.fixture
def ask(alice, ben, daniel):
    """An introduction of Ben to Daniel with these facts."""

    def made(**facts) -> Introduction:
        goal = GoalFactory(owner=alice, title="Settle into leading people who were my peers.")
        people = {"introducer": ben, "prospect": daniel, "goal": goal}
        return IntroductionFactory(owner=alice, **{"asked_on": day(3, 2), **people, **facts})

    return made


MADE = {"made_on": day(3, 6)}
WRITTEN = {**MADE, "written_on": day(3, 7)}
MET = {**WRITTEN, "met_on": day(3, 11)}

# The state, the kind, to whom, the subject, and the text without greeting and signature.
LETTERS = {
    "first": (
        MADE,
        "first",
        "Daniel Osei",
        "Ben introduced us: half an hour of your time?",
        "Hi Daniel,\n\nBen was kind enough to introduce us. I want to settle into leading people who "
        "were my peers. I think I could learn a lot from you.\n\nCould I ask you for half an hour, "
        "over coffee near you or by video? I’d bring two or three questions. Is there a day in the "
        "next two weeks that suits you?\n\nIf this isn’t a good time, I’ll understand.\n\nThank "
        "you,\nAlice",
    ),
    "forward": (
        {},
        "forward",
        "Ben Whitlock",
        "To pass on to Daniel: half an hour of advice?",
        "Hi Ben,\n\n"
        "Here’s a note you could pass on to Daniel as it is.\n\n"
        "I’m Alice Adler. I want to settle into leading people who were my peers. I’m looking for a mentor.\n\n"
        "I’d ask for half an hour first, over coffee or by video, on a day that suits. "
        "I’d bring two or three questions, and I’d understand a no.\n\n"
        "Thank you,\nAlice",
    ),
    "nudge": (
        {},
        "nudge",
        "Ben Whitlock",
        "One reminder: an introduction to Daniel",
        "Hi Ben,\n\nI know weeks fill up, so just one reminder. I asked you on 2 March about an "
        "introduction to Daniel.\n\nIf it doesn’t suit you, a short no is just as welcome.\n\nThank "
        "you,\nAlice",
    ),
    "nudge after a yes": (
        {"agreed_on": day(3, 3)},
        "nudge",
        "Ben Whitlock",
        "One reminder: an introduction to Daniel",
        "Hi Ben,\n\nThank you again for offering to introduce me to Daniel. I know weeks fill up, so "
        "just one reminder.\n\nIs there anything I could send you that would make it easier? And if it "
        "doesn’t suit you any more, that’s fine too.\n\nThank you,\nAlice",
    ),
    "nudge for anyone": (
        {"prospect": None},
        "nudge",
        "Ben Whitlock",
        "One reminder: someone I could learn from",
        "Hi Ben,\n\nI know weeks fill up, so just one reminder. I asked you on 2 March whether you "
        "know someone I could learn from.\n\nIf it doesn’t suit you, a short no is just as "
        "welcome.\n\nThank you,\nAlice",
    ),
    "follow up": (
        WRITTEN,
        "follow-up",
        "Daniel Osei",
        "Half an hour, if it suits you",
        "Hi Daniel,\n\nBen introduced us, and I wrote to you on 7 March. I know weeks fill up, so I’m "
        "asking once more: could I have half an hour, over coffee or by video, on a day that suits "
        "you?\n\nIf this isn’t a good time, a short no is just as welcome.\n\nThank you,\nAlice",
    ),
    "follow up again": (
        {**WRITTEN, "followed_up_on": day(3, 10)},
        "follow-up",
        "Daniel Osei",
        "Half an hour, if it ever suits you",
        "Hi Daniel,\n\nBen introduced us a while ago. This is the last time I’ll write, as I don’t "
        "want to pester you.\n\nIf half an hour ever suits you, I’d still be glad to meet. If not, "
        "there’s no need to answer, and I wish you well.\n\nThank you,\nAlice",
    ),
    "thanks": (
        MADE,
        "thanks",
        "Ben Whitlock",
        "Thank you for introducing Daniel",
        "Hi Ben,\n\nThank you for introducing me to Daniel. You opened a door I couldn’t have opened "
        "myself.\n\nI’ll write within two days, and let you know how it goes.\n\nAll the best,\nAlice",
    ),
    "thanks after writing": (
        WRITTEN,
        "thanks",
        "Ben Whitlock",
        "Thank you for introducing Daniel",
        "Hi Ben,\n\nThank you for introducing me to Daniel. You opened a door I couldn’t have opened "
        "myself.\n\nI wrote on 7 March. I’ll let you know how it goes.\n\nAll the best,\nAlice",
    ),
    "thanks after meeting": (
        MET,
        "thanks",
        "Ben Whitlock",
        "Thank you for introducing Daniel",
        "Hi Ben,\n\nThank you for introducing me to Daniel. You opened a door I couldn’t have opened "
        "myself.\n\nWe met yesterday. I’ll let you know how it goes.\n\nAll the best,\nAlice",
    ),
    "thanks after all": (
        {**WRITTEN, "closed_on": TODAY, "closed_because": "no_answer"},
        "thanks",
        "Ben Whitlock",
        "Thank you for introducing Daniel",
        "Hi Ben,\n\nThank you for introducing me to Daniel. You opened a door I couldn’t have opened "
        "myself.\n\nNothing came of it this time, but I’m just as grateful.\n\nAll the best,\nAlice",
    ),
    "no of the introducer": (
        {"closed_on": TODAY, "closed_because": "introducer_declined"},
        "take-no",
        "Ben Whitlock",
        "Thank you for your answer",
        "Hi Ben,\n\nThank you for thinking about it, and for a clear answer. I understand, and I’ll "
        "leave it at that.\n\nIf I can ever return the favour, please let me know.\n\nAll the best,\nAlice",
    ),
    "no of the person": (
        {**WRITTEN, "closed_on": TODAY, "closed_because": "prospect_declined"},
        "take-no",
        "Daniel Osei",
        "Thank you for your answer",
        "Hi Daniel,\n\nThank you for thinking about it, and for a clear answer. I understand, and I’ll "
        "leave it at that.\n\nIf I can ever return the favour, please let me know.\n\nAll the best,\nAlice",
    ),
}


@pytest.mark.parametrize("moment", LETTERS)
def test_letter_is_right_for_its_moment(client_alice, ask, moment):
    facts, kind, to, subject, text = LETTERS[moment]
    introduction = ask(**facts)

    page = client_alice.get(url(introduction, kind))

    assert page.status_code == 200
    assert shown(page) == (subject, text)
    assert page.context["moment"].to.name == to
    link = unescape(re.search(r'href="(mailto:[^"]+)"', html_of(page))[1])
    assert link == letters.mailto(page.context["moment"].to.email, subject, text)
    assert unquote(link).endswith(text.replace("\n", "\r\n"))
    assert not re.search(r"\b(he|she|his|her|him|hers)\b|!", subject + text)


def told(introducer_text: str) -> str:
    return (
        f"Hi Ben,\n\n{introducer_text}\n\n"
        "Thank you for introducing me to Daniel. It meant a lot that you opened that door.\n\n"
        "All the best,\nAlice"
    )


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("", "It was a good talk."),
        ("good_fit", "It went well, and I’d like to go on."),
        ("talk_again", "It went well, and we’ll talk again."),
        ("undecided", "I’m still thinking about what comes next, and I’ll let you know when I’ve decided."),
        ("not_a_fit", "It won’t become mentoring, but I’m glad we talked."),
        ("said_no", "The answer was no, which I understand, and I’m glad we talked."),
    ],
)
def test_outcome_is_told_as_it_was(client_alice, alice, ask, outcome, words):
    introduction = ask(**MET)
    if outcome:
        MeetingFactory(
            owner=alice, contact=introduction.prospect, introduction=introduction,
            starts_at=timezone.now() - dt.timedelta(days=1),
            held_on=day(3, 11), recorded_on=day(3, 11), outcome=outcome,
        )  # fmt: skip

    page = client_alice.get(url(introduction, "outcome"))

    assert shown(page) == (
        "How it went with Daniel",
        told(f"Daniel and I met yesterday, thanks to you. {words}"),
    )


def test_outcome_names_the_agreement(client_alice, alice, ask):
    introduction = ask(**MET)
    MentorAgreementFactory(
        owner=alice, mentor=introduction.prospect, starts_on=day(3, 12), ends_on=day(9, 30),
        shared_on=day(3, 12), confirmed_on=day(3, 12), confirmed_how="in_person", confirmed_words=[],
    )  # fmt: skip

    page = client_alice.get(url(introduction, "outcome"))

    words = "Daniel and I met yesterday, thanks to you. We’ve agreed to work together until 30 September."
    assert shown(page)[1] == told(words)


@pytest.mark.parametrize(
    ("because", "words"),
    [
        ("no_answer", "I wrote to Daniel and heard nothing back, which happens. I’ll leave it at that."),
        ("prospect_declined", "Daniel said no, which is fine. I said thank you, and I’ll leave it at that."),
        ("withdrawn", "I decided not to take it any further, so Daniel and I didn’t meet."),
    ],
)
def test_outcome_is_told_when_nothing_came_of_it(client_alice, ask, because, words):
    introduction = ask(**WRITTEN, closed_on=TODAY, closed_because=because)

    assert shown(client_alice.get(url(introduction, "outcome")))[1] == told(words)


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({"asked_on": None}, []),
        ({}, ["forward", "nudge"]),
        ({"nudged_on": day(3, 11)}, ["forward"]),
        ({"agreed_on": day(3, 3)}, ["forward", "nudge"]),
        (MADE, ["first", "thanks"]),
        ({**MADE, "thanked_on": day(3, 6)}, ["first"]),
        (WRITTEN, ["follow_up", "thanks"]),
        ({**WRITTEN, "answered_on": day(3, 8)}, ["thanks"]),
        ({**WRITTEN, "followed_up_on": day(3, 9), "followed_up_again_on": day(3, 11)}, ["thanks"]),
        (MET, ["outcome", "thanks"]),
        ({**MET, "thanked_on": day(3, 8), "introducer_informed_on": TODAY}, []),
        ({"closed_on": TODAY, "closed_because": "introducer_declined"}, ["take_no"]),
        ({"closed_on": TODAY, "closed_because": "introducer_declined", "thanked_on": TODAY}, []),
        ({"closed_on": TODAY, "closed_because": "no_answer"}, []),
        ({**MADE, "closed_on": TODAY, "closed_because": "withdrawn"}, ["outcome", "thanks"]),
        (
            {**WRITTEN, "closed_on": TODAY, "closed_because": "prospect_declined"},
            ["outcome", "take_no", "thanks"],
        ),
    ],
)
def test_only_what_suits_the_state_is_offered(client_alice, ask, facts, kinds):
    introduction = ask(**facts)

    detail = html_of(client_alice.get(reverse("introductions.detail", args=[introduction.pk])))

    assert sorted(letters.offered(introduction)) == kinds
    for kind in LetterKind:
        page = client_alice.get(url(introduction, letters.slug(kind)))
        assert page.status_code == (200 if kind in kinds else 302), kind
        assert (f'href="{url(introduction, letters.slug(kind))}"' in detail) is (kind in kinds)


def test_nothing_is_asked_of_somebody_who_said_no(ask, daniel, today):
    daniel.close(today, Contact.ClosedBecause.SAID_NO)

    assert sorted(letters.offered(ask(**MADE))) == ["thanks"]


def test_ask_is_written_on_its_own_page(client_alice, ask):
    draft = ask(asked_on=None)

    page = client_alice.get(url(draft, "ask"))

    assert page.url == reverse("introductions.edit", args=[draft.pk])


# Sent: one click


@pytest.mark.parametrize(
    ("facts", "kind", "fact"),
    [
        ({}, "nudge", "nudged_on"),
        (MADE, "first", "written_on"),
        (WRITTEN, "follow-up", "followed_up_on"),
        ({**WRITTEN, "followed_up_on": day(3, 10)}, "follow-up", "followed_up_again_on"),
        (MADE, "thanks", "thanked_on"),
        (MET, "outcome", "introducer_informed_on"),
        ({"closed_on": TODAY, "closed_because": "introducer_declined"}, "take-no", "thanked_on"),
    ],
)
def test_sent_records_the_fact_and_undo_takes_it_back(client_alice, ask, facts, kind, fact):
    introduction = ask(**facts)
    form = typed(client_alice.get(url(introduction, kind)), sent="1")

    answer = client_alice.post(url(introduction, kind), form)

    introduction.refresh_from_db()
    assert answer.url == reverse("introductions.detail", args=[introduction.pk])
    assert getattr(introduction, fact) == TODAY
    undo = undo_of(client_alice)
    assert undo == reverse("introductions.forgotten", args=[introduction.pk, fact])
    client_alice.post(undo)
    introduction.refresh_from_db()
    assert getattr(introduction, fact) is None


def test_sent_on_another_day(client_alice, ask):
    introduction = ask(**MADE)

    client_alice.post(url(introduction, "thanks"), {"sent": "1", "on": "2026-03-08"})

    introduction.refresh_from_db()
    assert introduction.thanked_on == day(3, 8)


def test_sent_twice_moves_no_day_and_says_so(client_alice, ask):
    introduction = ask(**MADE, thanked_on=day(3, 8))

    answer = client_alice.post(url(introduction, "thanks"), {"sent": "1", "message": "My own words"})

    introduction.refresh_from_db()
    assert answer.status_code == 422
    assert "That’s already noted" in html_of(answer)
    assert "My own words" in html_of(answer)
    assert introduction.thanked_on == day(3, 8)


@pytest.mark.parametrize("on", ["2026-03-13", "2026-03-05", "0001-01-01", "9999-12-31", "junk", "\x00"])
def test_impossible_day_is_refused_and_nothing_typed_is_lost(client_alice, ask, on):
    introduction = ask(**MADE)

    answer = client_alice.post(
        url(introduction, "thanks"), {"sent": "1", "on": on, "subject": "Mine", "message": "My own words"}
    )

    introduction.refresh_from_db()
    assert answer.status_code == 422
    assert shown(answer) == ("Mine", "My own words")
    assert introduction.thanked_on is None


def test_note_to_pass_on_is_noted_with_the_introducer(client_alice, alice, ask, ben):
    introduction = ask()
    form = typed(client_alice.get(url(introduction, "forward")), sent="1")

    for _again in range(2):
        client_alice.post(url(introduction, "forward"), form)

    note = Interaction.objects.get()
    assert (note.contact, note.kind, note.on, note.text) == (ben, "wrote", TODAY, "A note to pass on")
    ben.refresh_from_db()
    assert ben.last_touch_on == TODAY
    client_alice.post(undo_of(client_alice))
    assert not Interaction.objects.exists()
    ben.refresh_from_db()
    assert ben.last_touch_on != TODAY


def test_typed_text_is_not_stored(client_alice, ask):
    introduction = ask(**MADE)

    client_alice.post(url(introduction, "thanks"), {"sent": "1", "subject": "S", "message": "Secret words"})

    introduction.refresh_from_db()
    assert introduction.message == ""
    assert not OwnLetter.objects.exists()
    assert not Interaction.objects.exists()


def test_person_comes_back_to_where_they_were(client_alice, ask):
    introduction = ask(**MADE)

    there = client_alice.post(url(introduction, "thanks"), {"sent": "1", "next": "/goals/"})
    assert there.url == "/goals/"

    elsewhere = client_alice.post(url(introduction, "first"), {"sent": "1", "next": "https://evil.example/"})
    assert elsewhere.url == reverse("introductions.detail", args=[introduction.pk])


# The buttons


def test_without_an_address_copying_comes_first(client_alice, ask, ben):
    ben.record(email="")

    page = html_of(client_alice.get(url(ask(**MADE), "thanks")))

    assert "mailto:" not in page
    assert re.search(r"<button[^>]*btn-primary[^>]*>.*?Copy", page)


def test_too_long_for_a_link_offers_copying(client_alice, ask):
    long = "ж" * 400  # 2,400 signs in a link

    page = client_alice.post(url(ask(**MADE), "thanks"), {"update": "link", "message": long})

    text = html_of(page)
    assert page.status_code == 200
    assert shown(page)[1] == long
    assert "Open in email" not in text
    assert '<p class="form-text" id="too-long" role="status">' in text


def test_link_takes_what_was_typed_without_script(client_alice, ask):
    page = client_alice.post(
        url(ask(**MADE), "thanks"), {"update": "link", "subject": "A & B", "message": "Grüße 👋\r\n“done”"}
    )

    link = unescape(re.search(r'href="(mailto:[^"]+)"', html_of(page))[1])
    assert link == letters.mailto("ben@example.org", "A & B", "Grüße 👋\n“done”")
    assert shown(page) == ("A & B", "Grüße 👋\r\n“done”")


def test_ask_that_is_too_long_offers_copying(client_alice, alice, ben):
    draft = IntroductionFactory(owner=alice, introducer=ben, prospect=None, message="ж" * 400)

    text = html_of(client_alice.get(reverse("introductions.edit", args=[draft.pk])))

    assert "Open in email" not in text
    assert re.search(r"<button[^>]*btn-primary[^>]*>.*?Copy", text)
    assert '<p class="form-text" id="too-long" role="status">' in text


def test_ask_shows_one_finding_beside_its_buttons(client_alice, alice, ben):
    page = html_of(client_alice.get(reverse("introductions.new") + f"?from={ben.pk}"))

    assert page.count("data-evidence") == 1
    assert "Flynn &amp; Lake 2008" in page


# After a meeting


@pytest.fixture
def meeting(alice, daniel):
    """A meeting with Daniel yesterday."""

    def held(**facts):
        yesterday = {"held_on": day(3, 11), "recorded_on": day(3, 11), "outcome": "undecided"}
        started = timezone.now() - dt.timedelta(days=1)
        return MeetingFactory(owner=alice, contact=daniel, starts_at=started, **yesterday | facts)

    return held


def meeting_url(meeting, kind: str = "after-meeting") -> str:
    return reverse("letters.after_meeting", args=[meeting.pk, kind])


@pytest.mark.parametrize(
    ("facts", "subject", "words"),
    [
        (
            {},
            "Thank you for meeting me",
            "Thank you for meeting me yesterday. I got a lot out of it, and I’ll let you know what I "
            "do with it.",
        ),
        (
            {"outcome": "good_fit"},
            "Thank you for meeting me",
            "Thank you for meeting me yesterday. I got a lot out of it, and I’ll let you know what I "
            "do with it.\n\nI’d be glad to talk again, if you would too.",
        ),
        (
            {"kind": Meeting.Kind.SESSION, "outcome": ""},
            "Thank you for our session",
            "Thank you for our session yesterday. I got a lot out of it, and I’ll let you know what "
            "I do with it.",
        ),
    ],
)
def test_thanks_after_a_meeting(client_alice, meeting, facts, subject, words):
    page = client_alice.get(meeting_url(meeting(**facts)))

    assert shown(page) == (subject, f"Hi Daniel,\n\n{words}\n\nAll the best,\nAlice")


def test_no_after_a_meeting_is_taken(client_alice, meeting):
    page = client_alice.get(meeting_url(meeting(outcome="said_no"), "take-no"))

    assert shown(page) == (
        "Thank you for your answer",
        "Hi Daniel,\n\nThank you for meeting me yesterday, and for a clear answer. I understand, and "
        "I’ll leave it at that.\n\nI got a lot out of our talk. If I can ever return the favour, "
        "please let me know.\n\nAll the best,\nAlice",
    )
    assert "Ragins, Cotton" in html_of(page)


def test_one_thing_goes_into_the_letter(client_alice, meeting):
    there = meeting_url(meeting())
    form = typed(client_alice.get(there), update="1", one_thing=" stopping the Monday round. ")

    page = client_alice.post(there, form)

    assert page.status_code == 200
    assert (
        "The one thing I’m taking away: stopping the Monday round. I’ll let you know how it goes."
        in shown(page)[1]
    )


def test_one_thing_never_replaces_own_words_unasked(client_alice, meeting):
    there = meeting_url(meeting())
    form = typed(client_alice.get(there), one_thing="less talk", message="My own words")

    asked = client_alice.post(there, form | {"update": "1"})
    replaced = client_alice.post(there, form | {"update": "replace"})

    assert shown(asked)[1] == "My own words"
    assert "Replace your edits?" in html_of(asked)
    assert "The one thing I’m taking away: less talk." in shown(replaced)[1]


def test_thanks_for_a_meeting_are_recorded(client_alice, meeting):
    held = meeting()
    there = meeting_url(held)

    answer = client_alice.post(there, typed(client_alice.get(there), sent="1"))

    held.refresh_from_db()
    assert answer.url == reverse("meetings.index")
    assert held.thanked_on == TODAY
    again = client_alice.post(there, {"sent": "1", "message": "Mine"})
    assert again.status_code == 422
    client_alice.post(reverse("meetings.thanks_forgotten", args=[held.pk]))
    held.refresh_from_db()
    assert held.thanked_on is None


def test_meeting_that_was_not_held_has_no_letter(client_alice, alice, daniel, meeting):
    ahead = MeetingFactory(owner=alice, contact=daniel)
    thanked = meeting(thanked_on=TODAY)

    for record in (ahead, thanked):
        assert client_alice.get(meeting_url(record)).url == reverse("meetings.record", args=[record.pk])
    refused = client_alice.post(meeting_url(ahead), {"sent": "1"})
    assert refused.status_code == 422
    assert client_alice.get(meeting_url(thanked, "take-no")).status_code == 404
    assert client_alice.get(meeting_url(thanked, "first")).status_code == 404


# A word after months


def test_word_after_months(client_alice, alice, daniel):
    GoalFactory(owner=alice, title="Run a weekly meeting.")
    there = reverse("letters.keep_in_touch", args=[daniel.pk])

    page = client_alice.get(there)

    assert shown(page) == (
        "Hello from Alice",
        "Hi Daniel,\n\nIt’s been a while, and I wanted to tell you how things are going.\n\nWhat I’m "
        "working on: Run a weekly meeting.\n\nHow are you? If there’s anything I can do for you, just "
        "say.\n\nAll the best,\nAlice",
    )
    client_alice.post(there, typed(page, sent="1"))
    assert Interaction.objects.get().text == "Keeping in touch"


def test_word_to_a_former_mentor(client_alice, alice, daniel):
    MentorAgreementFactory(
        owner=alice, mentor=daniel, starts_on=day(1, 1), ends_on=day(3, 1), touch_after_months=1,
        shared_on=day(1, 1), confirmed_on=day(1, 1), confirmed_how="in_person", confirmed_words=[],
        completed_on=day(2, 2),
    )  # fmt: skip

    page = client_alice.get(reverse("letters.keep_in_touch", args=[daniel.pk]))

    assert "It’s been a while since we worked together, and I still use what I learned." in shown(page)[1]


# The person's own wording


def test_index_shows_every_kind_with_both_wordings(client_alice, alice, bob):
    OwnLetterFactory(owner=alice, kind="thanks", subject="Cheers", text="Hi {introducer}, cheers.")
    OwnLetterFactory(owner=bob, kind="nudge", text="Bob’s own nudge")

    page = html_of(client_alice.get(INDEX))

    for kind in LetterKind:
        assert unescape(page).count(str(kind.label)) >= 1
        assert f'href="{edit_url(letters.slug(kind))}"' in page
    assert "Hi {introducer}, cheers." in page
    assert "In your words since 12 March" in page
    assert "Bob’s own" not in page


def test_index_costs_the_same_with_and_without_own_letters(client_alice, alice):
    client_alice.get(INDEX)
    with CaptureQueriesContext(connection) as without:
        client_alice.get(INDEX)
    for kind in ("thanks", "nudge", "first"):
        OwnLetterFactory(owner=alice, kind=kind)

    with CaptureQueriesContext(connection) as with_three:
        client_alice.get(INDEX)

    assert len(with_three) == len(without)


def own(client, kind: str, **more):
    form = typed(client.get(edit_url(kind)))
    return client.post(edit_url(kind), form | more)


def test_own_wording_is_kept_used_and_given_back(client_alice, ask):
    introduction = ask(**MADE)

    kept = own(
        client_alice, "thanks", subject="Cheers, {introducer}", text="Hi {introducer},\n\n{prospect}!\n{me}"
    )

    assert kept.url == INDEX
    page = client_alice.get(url(introduction, "thanks"))
    assert shown(page) == ("Cheers, Ben", "Hi Ben,\n\nDaniel!\nAlice")
    changed = own(client_alice, "thanks", text="Thanks, {introducer}")
    assert changed.status_code == 302
    assert OwnLetter.objects.get().revision == 2
    asked = client_alice.get(reverse("letters.delete", args=["thanks"]))
    assert asked.status_code == 200
    assert OwnLetter.objects.count() == 1
    client_alice.post(reverse("letters.delete", args=["thanks"]))
    assert not OwnLetter.objects.exists()
    assert shown(client_alice.get(url(introduction, "thanks")))[0] == "Thank you for introducing Daniel"
    assert client_alice.get(reverse("letters.delete", args=["thanks"])).status_code == 404


def test_own_wording_of_the_ask_is_used_by_the_composer(client_alice, alice, ben):
    must = MentorCriterionFactory(owner=alice, text="Reads a balance sheet", importance="must", kind="skill")
    OwnLetterFactory(
        owner=alice, kind="ask", subject="A favour", text="{introducer}:\n{criteria}\n{goal}\n{me}"
    )

    chosen = {"introducer": ben.pk, "channel": "email", "criteria": [must.pk], "update": "1"}
    page = client_alice.post(reverse("introductions.new"), chosen)

    form = page.context["form"]
    assert form["subject"].value() == "A favour"
    assert form["message"].value() == f"Ben:\n- {must.text}\nAlice"
    assert not form.has_own_words()


def test_names_are_never_read_as_placeholders(client_alice, alice, ask, ben):
    ben.record(name="{me} {0.__class__}")
    OwnLetterFactory(owner=alice, kind="thanks", subject="", text="Hi {introducer}, from {me}")

    page = client_alice.get(url(ask(**MADE), "thanks"))

    assert shown(page)[1] == "Hi {me}, from Alice"


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("text", "Hi {{me}}", "Write one brace on each side of a placeholder, not two"),
        ("text", "Hi {0.__class__}", "There’s no {0.__class__} in this letter."),
        ("text", "Hi {me!r}", "There’s no {me!r} in this letter."),
        ("text", "Hi {me:>9}", "There’s no {me:&gt;9} in this letter."),
        ("text", "Hi {criteria}", "There’s no {criteria} in this letter."),
        ("text", "Hi {me", "There’s a brace on its own. Close it, or leave it out."),
        ("text", "x" * 100_000, "Shorten this to 4000 characters"),
        ("text", "{me}" * 25_000, "Shorten this to 4000 characters"),
        ("text", "", "Write the letter, or go back to the original"),
        ("text", "\u200b \u2800", "Write something people can see"),
        ("text", "a\x00b", "can’t be saved"),
        ("subject", "{{ request }}", "Write one brace on each side of a placeholder, not two"),
        ("subject", "x" * 100_000, "Shorten this to 200 characters"),
        ("subject", "a\x00b", "can’t be saved"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"preview": "1"}])
def test_hostile_wording_is_refused_with_a_reason(client_alice, field, text, reason, button):
    answer = own(client_alice, "thanks", **{field: text}, **button)

    assert answer.status_code == 422
    assert reason in html_of(answer)
    assert not OwnLetter.objects.exists()


def test_subject_stays_one_line(client_alice):
    own(client_alice, "thanks", subject="Thanks\r\nBcc: all@example.org")

    assert OwnLetter.objects.get().subject == "Thanks Bcc: all@example.org"


def test_preview_keeps_nothing_and_uses_the_own_records(client_alice, ask):
    ask(**MADE)

    page = own(client_alice, "thanks", subject="For {prospect}", text="Dear {introducer}", preview="1")

    assert page.status_code == 200
    assert (page.context["preview"].subject, page.context["preview"].message) == ("For Daniel", "Dear Ben")
    assert 'value="For {prospect}"' in html_of(page)
    assert not OwnLetter.objects.exists()


@pytest.mark.parametrize("kind", [letters.slug(kind) for kind in LetterKind])
def test_preview_has_an_example_for_every_placeholder(client_alice, ask, kind):
    before = client_alice.get(edit_url(kind))
    ask(**MADE)
    after = client_alice.get(edit_url(kind))

    for page in (before, after):
        assert page.status_code == 200
        assert all(value for _name, value in page.context["placeholders"])
        assert not re.search(r"[{}]", page.context["preview"].message)


def test_letter_becomes_a_wording_once_it_was_looked_through(client_alice, ask):
    introduction = ask(**MADE)
    message = "Hi Ben,\r\n\r\nDaniel is a find.\r\n\r\nAlice"

    page = client_alice.post(
        url(introduction, "thanks"), {"keep": "1", "subject": "About Daniel", "message": message}
    )

    assert page.status_code == 200
    assert "mentoring/letters/edit.html" in [template.name for template in page.templates]
    form = page.context["form"]
    assert form["subject"].value() == "About {prospect}"
    assert form["text"].value() == "Hi {introducer},\n\n{prospect} is a find.\n\n{me}"
    assert not OwnLetter.objects.exists()
    introduction.refresh_from_db()
    assert introduction.thanked_on is None
    client_alice.post(edit_url("thanks"), typed(page))
    assert OwnLetter.objects.get().text == "Hi {introducer},\n\n{prospect} is a find.\n\n{me}"


def test_wording_kept_in_two_new_windows_is_one(client_alice):
    first = typed(client_alice.get(edit_url("nudge")))
    second = typed(client_alice.get(edit_url("nudge")))

    for _twice in range(2):
        assert client_alice.post(edit_url("nudge"), first | {"text": "One"}).status_code == 302
    answer = client_alice.post(edit_url("nudge"), second | {"text": "Another"})

    assert answer.status_code == 422
    assert "Another" in html_of(answer)
    assert OwnLetter.objects.get().text == "One"
    client_alice.post(edit_url("nudge"), typed(answer))
    assert OwnLetter.objects.get().text == "Another"


def test_wording_kept_in_two_windows_at_the_same_moment_is_one(alice):
    forms = [
        OwnLetterForm({"text": "Mine"}, instance=OwnLetter(kind="nudge"), owner=alice) for _window in range(2)
    ]

    saved = [form.try_save() for form in forms]

    assert [record is not None for record in saved] == [True, False]
    assert "You’ve saved your wording in another window." in str(forms[1].errors)


# Where the letters are found


def test_links_lead_to_the_letter_and_one_click_stays(client_alice, ask):
    introduction = ask(**MADE)

    dashboard = html_of(client_alice.get("/"))
    row = html_of(client_alice.get(reverse("introductions.index")))
    detail = html_of(client_alice.get(reverse("introductions.detail", args=[introduction.pk])))
    contact = html_of(client_alice.get(reverse("contacts.detail", args=[introduction.prospect_id])))

    written = reverse("introductions.written", args=[introduction.pk])
    for page in (dashboard, row, detail, contact):
        assert f'href="{url(introduction, "first")}"' in page
        assert f'action="{written}"' in page


def test_meetings_lead_to_the_thanks(client_alice, meeting):
    held = meeting()

    for address in ("/", reverse("meetings.index")):
        assert f'href="{meeting_url(held)}"' in html_of(client_alice.get(address))


def test_settings_and_contacts_lead_to_letters(client_alice, daniel):
    assert f'href="{INDEX}"' in html_of(client_alice.get(reverse("account.settings")))
    contact = html_of(client_alice.get(reverse("contacts.detail", args=[daniel.pk])))
    assert f'href="{reverse("letters.keep_in_touch", args=[daniel.pk])}"' in contact


# Nobody else, and no nonsense


def test_bob_is_refused(client_bob, alice, ask, meeting, daniel):
    introduction, held = ask(**MADE), meeting()
    OwnLetterFactory(owner=alice, kind="thanks", text="Alice’s own words")
    addresses = [
        url(introduction, "thanks"),
        meeting_url(held),
        reverse("letters.keep_in_touch", args=[daniel.pk]),
        reverse("letters.delete", args=["thanks"]),
    ]

    for address in addresses:
        assert client_bob.get(address).status_code == 404, address
        assert client_bob.post(address, {"sent": "1"}).status_code == 404, address
    assert "Alice’s own words" not in html_of(client_bob.get(edit_url("thanks")))
    assert "Alice’s own words" not in html_of(client_bob.get(INDEX))
    own(client_bob, "thanks", text="Bob’s own words")
    assert OwnLetter.objects.get(owner=alice).text == "Alice’s own words"
    note = Interaction.objects.create(owner=alice, contact=daniel, kind="wrote", on=TODAY)
    assert client_bob.post(reverse("interactions.taken_back", args=[note.pk])).status_code == 404
    introduction.refresh_from_db()
    assert introduction.thanked_on is None


def test_note_of_somebody_else_is_no_note_of_mine(client_bob, bob, alice, daniel):
    """A form key that was guessed finds nothing of another person's."""
    key = uuid.uuid4()
    Interaction.objects.create(owner=alice, contact=daniel, kind="wrote", on=TODAY, form_key=key)
    theirs = ContactFactory(owner=bob)

    client_bob.post(reverse("letters.keep_in_touch", args=[theirs.pk]), {"sent": "1", "form_key": str(key)})

    assert Interaction.objects.get(owner=bob).contact == theirs


@pytest.mark.parametrize(
    "kind", ["nonsense", "FIRST", "follow_up", "0", "-", "x" * 300, "ask%00", "__class__"]
)
def test_unknown_kinds_are_not_found(client_alice, ask, meeting, kind):
    addresses = [
        f"/introductions/{ask(**MADE).pk}/letters/{kind}/",
        f"/meetings/{meeting().pk}/letters/{kind}/",
        f"/letters/{kind}/edit/",
        f"/letters/{kind}/delete/",
    ]

    for address in addresses:
        assert client_alice.get(address).status_code == 404
        assert client_alice.post(address, {"sent": "1"}).status_code == 404


@pytest.mark.parametrize(
    "junk",
    [
        {"message": "x" * 100_000},
        {"subject": "x" * 100_000},
        {"message": "a\x00b"},
        {"subject": "a\x00b"},
        {"form_key": "junk"},
        {"composed": "x" * 1000},
    ],
)
@pytest.mark.parametrize("button", ["sent", "update", "keep"])
def test_junk_never_fails(client_alice, ask, junk, button):
    introduction = ask()

    answer = client_alice.post(url(introduction, "forward"), {button: "1", **junk})

    assert answer.status_code == 422
    assert not Interaction.objects.exists()


@pytest.mark.parametrize("one_thing", ["x" * 100_000, "a\x00b", "\u200b"])
def test_junk_for_the_one_thing_never_fails(client_alice, meeting, one_thing):
    there = meeting_url(meeting())

    for button in ("sent", "update", "keep"):
        answer = client_alice.post(there, {button: "1", "one_thing": one_thing})
        assert answer.status_code == 422
    assert Meeting.objects.get().thanked_on is None


def test_looking_writes_nothing(client_alice, ask):
    introduction = ask(**MADE)
    before = Introduction.objects.values().get()

    client_alice.get(url(introduction, "thanks") + "?sent=1&keep=1")
    client_alice.get(edit_url("thanks") + "?preview=1")

    assert Introduction.objects.values().get() == before
    assert not OwnLetter.objects.exists()
    assert client_alice.get(reverse("interactions.taken_back", args=[1])).status_code == 405
