"""The person's own wording: kept, used and given back."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring import letters
from mentoring.forms.letters import OwnLetterForm
from mentoring.models import LetterKind, OwnLetter
from tests.factories import MentorCriterionFactory, OwnLetterFactory
from tests.pages import html_of
from tests.views.letters.writing import INDEX, MADE, edit_url, own, shown, typed, url

pytestmark = pytest.mark.django_db


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
