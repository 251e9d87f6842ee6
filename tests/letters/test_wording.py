"""Own wordings: what may stand in them, and how they are filled in."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from mentoring.letters import LETTERS, check_wording, fill, original, unfill
from mentoring.models import Contact, LetterKind, OwnLetter
from tests.letters.asks import ELENA, GOAL, IN_TIME, LEILA, OPERATIONS, RUTH, compose_ask, must


@pytest.mark.parametrize("kind", LetterKind)
def test_original_of_every_kind_uses_its_own_placeholders(kind):
    letter = original(kind)

    check_wording(kind, letter.subject)
    check_wording(kind, letter.message)
    assert "{me}" in letter.message
    assert "\n\n\n" not in letter.message
    assert "  " not in letter.message
    assert len(letter.message) < 1000
    for name in LETTERS[kind].placeholders:
        assert f"{{{name}}}" in letter.subject + letter.message, name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Hi {{me}}", "Write one brace on each side of a placeholder, not two"),
        ("Hi {{ request.user }}", "Write one brace on each side of a placeholder, not two"),
        ("Hi {me}}", "Write one brace on each side of a placeholder, not two"),
        ("Hi {0.__class__}", "There’s no {0.__class__} in this letter."),
        ("Hi {me.__class__}", "There’s no {me.__class__} in this letter."),
        ("Hi {me!r}", "There’s no {me!r} in this letter."),
        ("Hi {me:>9}", "There’s no {me:>9} in this letter."),
        ("Hi {}", "There’s no {} in this letter."),
        ("Hi { me }", "There’s no { me } in this letter."),
        ("Hi {goal}", "There’s no {goal} in this letter."),
        ("Hi {Me}", "There’s no {Me} in this letter."),
        ("Hi {m\ne}", "There’s no {m\ne} in this letter."),
        ("Hi {me", "There’s a brace on its own."),
        ("Hi me}", "There’s a brace on its own."),
        ("Hi }me{", "There’s a brace on its own."),
        ("{" + "x" * 100_000 + "}", "There’s no {" + "x" * 40 + "} in this letter."),
        ("{" * 100_000, "Write one brace on each side of a placeholder, not two"),
        ("{ " * 50_000, "There’s a brace on its own."),
    ],
)
def test_hostile_wordings_are_refused(text, reason):
    with pytest.raises(ValidationError) as refusal:
        check_wording(LetterKind.NUDGE, text)

    assert refusal.value.messages[0].startswith(reason)


def test_percent_signs_and_template_tags_are_plain_text():
    text = "100% sure, %(me)s {% now 'Y' %}".replace("{% now 'Y' %}", "% now %")

    check_wording(LetterKind.NUDGE, text)

    assert fill(text, {"me": "Leila"}) == text


@given(st.text(alphabet="{}mex! \n.%", max_size=60))
def test_what_is_allowed_is_filled_completely(text):
    try:
        check_wording(LetterKind.NUDGE, text)
    except ValidationError:
        return

    assert not re.search(r"[{}]", fill(text, dict.fromkeys(LETTERS[LetterKind.NUDGE].placeholders, "Leila")))


def test_values_are_never_read_again():
    values = {"introducer": "{me}", "prospect": "{introducer}", "me": "{0.__class__}", "when": "\\1 \\g<0>"}

    assert fill("{introducer} {prospect} {me} {when}", values) == "{me} {introducer} {0.__class__} \\1 \\g<0>"


def test_line_without_anything_to_say_is_left_out():
    text = "Hi {name},\n\nThe one thing: {one_thing}.\n\nThanks,\n{me}"

    assert fill(text, {"name": "Ruth", "one_thing": "", "me": ""}) == "Hi Ruth,\n\nThanks,"


def test_ask_is_worded_as_the_person_likes():
    own = OwnLetter(
        kind="ask", subject="About {prospect}", text="{introducer}, for {goal}:\n{criteria}\n{me}"
    )

    named = compose_ask(LEILA, ELENA, RUTH, GOAL, must(OPERATIONS), own=own)
    anyone = compose_ask(LEILA, Contact(name="{me} {goal}"), None, None, must(OPERATIONS), own=own)

    assert named.subject == "About Ruth Abernethy"
    assert named.message == (
        "Elena, for Read the balance sheet and explain how each unit contributes:\nLeila"
    )
    assert anyone.subject == "About someone who fits"
    assert anyone.message == f"- {OPERATIONS}\nLeila"


def test_own_wording_has_a_reason_and_a_day_and_leads_to_nothing_that_is_missing():
    own = OwnLetter(
        kind="ask",
        text="{introducer}, hello. It’s for {goal}. {why}\n\nWhat counts:\n\n{criteria}\n\nBy {answer_by}? {me}",
    )

    full = compose_ask(LEILA, ELENA, None, GOAL, must(OPERATIONS), own=own, **IN_TIME).message
    bare = compose_ask(LEILA, ELENA, RUTH, own=own).message

    assert full == (
        "Elena, hello. It’s for Read the balance sheet and explain how each unit contributes. "
        "I now sign off spending, and can’t see what my team does in it.\n\n"
        f"What counts:\n\n- {OPERATIONS}\n\nBy Friday 27 November? Leila"
    )
    assert bare == "Elena, hello.\n\nLeila"


def test_own_wording_without_a_subject_keeps_ours():
    own = OwnLetter(kind="ask", subject="", text="Hi {introducer}")

    assert compose_ask(LEILA, Contact(name="{me}"), None, None, [], own=own) == type(original("ask"))(
        "Do you know someone I could learn from?", "Hi {me}"
    )


def test_letter_becomes_a_wording_by_whole_words():
    values = {"introducer": "Sam", "prospect": "Ruth", "when": "on 3 March", "me": "Leila", "goal": ""}

    text = unfill("Hi Sam,\r\n\r\nSamantha and Ruth met on 3 March.\r\nLeila", values)

    assert text == "Hi {introducer},\n\nSamantha and {prospect} met {when}.\n{me}"
