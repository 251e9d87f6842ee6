"""What is said of a letter before it is sent: what holds, what is missing, and how long it is."""

import pytest

from mentoring.letters import Direct, check_direct, count_words
from mentoring.models import MentorCriterion
from tests.letters.asks import (
    ELENA,
    GOAL,
    IN_TIME,
    LEILA,
    OPERATIONS,
    RUTH,
    YEARS,
    checked,
    compose_ask,
    failed,
    must,
)


def test_checks_say_what_holds_and_keep_quiet_about_what_goes_without_saying():
    letter = compose_ask(LEILA, ELENA, None, GOAL, must(OPERATIONS, YEARS), **IN_TIME)
    named = compose_ask(LEILA, ELENA, RUTH, GOAL, **IN_TIME)

    texts = [check.text for check in checked(letter.message, must(OPERATIONS, YEARS), **IN_TIME)]

    assert texts == ["Names two must-haves", "Says why and by when", "", "Leaves room for no", "", "91 words"]
    assert checked(named.message, prospect=RUTH, **IN_TIME)[0].text == "Names Ruth"


def test_checks_find_what_is_missing():
    message = "Hi Elena, will you be my mentor?"

    missing = [check for check in checked(message, must(OPERATIONS)) if not check.passed]

    assert [check.key for check in missing] == ["criteria", "why", "time", "no", "outright"]
    assert [check.text for check in missing] == [
        "Name one or two must-haves",
        "Say why it matters to you, and when you’d like an answer",
        "Say how much time you ask for first",
        "Leave room for no",
        "Ask for an introduction first, not for a mentor",
    ]
    assert all(check.why for check in missing)
    assert checked(message, prospect=RUTH)[0].text == "Say that it’s about Ruth"


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("Because it helps, by Friday 4 March", "Says why and by when"),
        ("It matters to me. Could you say before the end of May?", "Says why and by when"),
        ("An answer by Monday would be great.", "Say why it matters to you"),
        ("That would help me a lot, bye now", "Say when you’d like an answer"),
    ],
)
def test_why_and_by_when_are_found_in_words_of_ones_own(message, text):
    assert checked(message)[1].text == text


@pytest.mark.parametrize(
    ("criterion", "message", "is_named"),
    [
        ("HR", "I got through a lot last year.", False),
        ("HR", "Somebody in HR would be ideal.", True),
        ("IT", "Would it work for you?", False),
        ("tax", "Tax is what I’d like to learn.", True),
        ("LEAN", "I lean on others too much.", False),
        ("SALES", "Somebody who ran sales would be ideal.", True),
        ("Knows lean", "Somebody who knows  lean", True),
    ],
)
def test_a_criterion_is_named_by_words_of_its_own(criterion, message, is_named):
    assert ("criteria" not in failed(message, must(criterion))) is is_named


def test_looking_for_a_mentor_is_no_outright_request():
    assert "outright" not in failed("I’m looking for a mentor.")
    assert "outright" in failed("Would you mentor me?")


def test_too_long_and_too_many_criteria_are_told():
    texts = ["Reads one", "Reads two", "Reads three", "Reads four"]
    message = " ".join(["word"] * 115 + texts)

    checks = {check.key: check.text for check in checked(message, must(*texts)) if not check.passed}

    assert checks["length"] == "123 words: cut it to 120"
    assert checks["criteria"] == "Names four criteria: two or three are plenty"


@pytest.mark.parametrize(("words", "is_short"), [(0, True), (119, True), (120, True), (121, False)])
def test_letter_is_short_up_to_120_words(words, is_short):
    assert ("length" not in failed("word " * words)) is is_short


@pytest.mark.parametrize(("number", "are_few"), [(2, True), (3, True), (4, False)])
def test_three_criteria_are_few_enough(number, are_few):
    texts = ["Reads one", "Reads two", "Reads three", "Reads four"][:number]

    assert ("criteria" not in failed(" ".join(texts), must(*texts))) is are_few


def test_nice_to_haves_alone_are_too_little():
    nice = [MentorCriterion(text=OPERATIONS, importance="nice")]

    check = checked(f"somebody who {OPERATIONS.lower()}", nice)[0]

    assert (check.passed, check.text) == (False, "Names no must-have yet: add one")


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        ("Could we have coffee?", True),
        ("Half an hour would do.", True),
        ("Could I have 20 minutes?", True),
        ("A short call is enough.", True),
        ("It would be about an hour a month for six months.", False),
        ("Could I pick your brain over lunch?", False),
    ],
)
def test_size_of_the_first_ask_is_looked_for(words, is_said):
    assert ("time" not in failed(words)) is is_said


def test_first_message_to_somebody_known_passes_its_own_checks():
    direct = Direct(LEILA, RUTH, GOAL, known="We worked at Kestrel for three years.")

    checks = check_direct(direct.letter().message, direct)

    assert all(check.passed for check in checks)
    assert [check.text for check in checks[:2]] == ["Says who you are to Ruth", "Names one thing"]


def test_first_message_is_told_what_it_lacks():
    checks = check_direct("Hi Ruth, will you be my mentor?", Direct(LEILA, RUTH, GOAL))

    missing = {check.key: check.text for check in checks if not check.passed}

    assert missing == {
        "who": "Say who you are to Ruth",
        "thing": "Name the one thing it’s about",
        "time": "Say how much time you ask for first",
        "no": "Leave room for no",
        "outright": "Ask for half an hour first, not for a mentor",
        "length": "7 words: 60 say enough",
    }
    assert all(check.why for check in checks if not check.passed)


@pytest.mark.parametrize(
    ("known", "message", "is_said"),
    [
        ("I sat beside Ruth at Kestrel", "Hi Ruth. I sat beside Ruth at Kestrel. Coffee?", True),
        ("I sat beside Ruth at Kestrel", "Hi Ruth. Coffee?", False),
        ("I sat beside Ruth at Kestrel", "Hi Ruth, you taught me all I know.", True),
        ("", "Hi Ruth, we met in Leeds.", True),
        ("", "Hi Ruth. Coffee?", False),
    ],
)
def test_first_message_says_how_the_two_know_each_other(known, message, is_said):
    check = check_direct(message, Direct(LEILA, RUTH, GOAL, known=known))[0]

    assert (check.key, check.passed) == ("who", is_said)


@pytest.mark.parametrize(
    ("goal", "purpose", "message", "is_named"),
    [
        (None, "Your first year as head", "It’s about your first year as head.", True),
        (GOAL, "", f"My goal: {GOAL.title}", True),
        (GOAL, "", "I’d love to talk about anything.", False),
        (None, "", "I’d love to talk about anything.", False),  # nothing to name yet
    ],
)
def test_first_message_names_one_thing(goal, purpose, message, is_named):
    check = check_direct(message, Direct(LEILA, RUTH, goal, purpose=purpose))[1]

    assert (check.key, check.passed) == ("thing", is_named)


@pytest.mark.parametrize(("words", "is_enough"), [(59, False), (60, True), (120, True), (121, False)])
def test_first_message_has_60_to_120_words(words, is_enough):
    check = check_direct("word " * words, Direct(LEILA, RUTH, GOAL))[-1]

    assert (check.key, check.passed) == ("length", is_enough)


def test_words_are_counted_without_dashes():
    assert count_words("- has run, and\n- is at least 20 years post-degree?") == 9
    assert count_words("") == 0
