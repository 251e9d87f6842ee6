"""Evidence at the moment of hesitation: one line, with its source, at most once a page, and only if wanted."""

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from mentoring.advice.evidence import FINDINGS
from mentoring.letters.kinds import LETTERS
from mentoring.models import LetterKind, User
from tests.factories import ContactFactory, IntroductionFactory

SETTINGS = reverse("account.settings")


def drawn(markup: str, **facts) -> str:
    request = RequestFactory().get("/")
    request.user = User(**facts)
    return Template("{% load waymark %}" + markup).render(Context({"request": request}))


@pytest.mark.parametrize("about", FINDINGS)
def test_finding_is_one_line_with_its_source(about):
    html = drawn(f'{{% evidence "{about}" %}}')

    assert str(FINDINGS[about].text) in html
    assert FINDINGS[about].source.replace("&", "&amp;") in html
    assert re.search(r" (19|20)\d\d, ", FINDINGS[about].source)
    assert len(str(FINDINGS[about].text)) <= 110


def test_page_shows_one_finding_at_the_most():
    html = drawn('{% evidence "asking" %}{% evidence "thanking" %}{% evidence "asking" %}')

    assert html.count("data-evidence") == 1
    assert "Flynn" in html


def test_unknown_moment_shows_nothing_and_leaves_room_for_another():
    html = drawn('{% evidence "" %}{% evidence "nonsense" %}{% evidence "thanking" %}')

    assert html.count("data-evidence") == 1
    assert "Kumar" in html


def test_finding_can_be_switched_off():
    assert "data-evidence" not in drawn('{% evidence "asking" %}', shows_evidence=False)


def test_letters_name_findings_that_exist():
    assert set(LETTERS) == set(LetterKind)
    # What is found about asking face to face stands beside what one could say, what is found about ties beside people.
    assert {letter.finding for letter in LETTERS.values()} == {"", *FINDINGS} - {
        "asking",
        "quiet",
        "weak_ties",
    }


@pytest.mark.django_db
def test_settings_switch_it_off_and_on(client_alice, alice):
    sent = {"block": "appearance", "theme": "device", "name": "Alice", "time_zone": ""}

    client_alice.post(SETTINGS, sent)
    alice.refresh_from_db()
    assert alice.shows_evidence is False

    client_alice.post(SETTINGS, sent | {"shows_evidence": "on"})
    alice.refresh_from_db()
    assert alice.shows_evidence is True


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("introductions.new", "Flynn &amp; Lake"),
        ("introductions.closed", "Ragins"),
        ("thanks", "Kumar"),
    ],
)
def test_finding_stands_where_somebody_would_hold_back(client_alice, alice, today, page, source):
    made = IntroductionFactory(
        owner=alice, introducer=ContactFactory(owner=alice), asked_on=today, made_on=today
    )
    addresses = {
        "introductions.new": reverse("introductions.new"),
        "introductions.closed": reverse("introductions.closed", args=[made.pk]),
        "thanks": reverse("letters.write", args=[made.pk, "thanks"]),
    }

    shown = client_alice.get(addresses[page]).content.decode()
    alice.shows_evidence = False
    alice.save()
    hidden = client_alice.get(addresses[page]).content.decode()

    assert shown.count("data-evidence") == 1
    assert source in shown
    assert "data-evidence" not in hidden


@pytest.mark.django_db
@pytest.mark.parametrize("channel", ["email", "linkedin", "text"])
def test_nothing_is_claimed_beside_what_is_written(client_alice, alice, channel):
    draft = IntroductionFactory(owner=alice, channel=channel)

    page = client_alice.get(reverse("introductions.edit", args=[draft.pk])).content.decode()

    assert "data-evidence" not in page
