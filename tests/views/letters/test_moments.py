"""A letter for every moment of an introduction, and only for the moment it is in."""

import datetime as dt
import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import letters
from mentoring.models import Contact, LetterKind
from tests.factories import MeetingFactory, MentorAgreementFactory
from tests.pages import html_of
from tests.views.letters.writing import MADE, MET, TODAY, WRITTEN, day, shown, url

pytestmark = pytest.mark.django_db

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
