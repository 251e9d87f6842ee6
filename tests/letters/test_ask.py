"""An ask as it is written: reads like a letter, right in grammar, and short."""

import datetime as dt

import pytest

from mentoring.letters import Ask, as_clauses, describe, purpose_of, reason, why_of
from mentoring.models import Contact, Goal, User
from tests.letters.asks import (
    ELENA,
    GOAL,
    IN_TIME,
    LEILA,
    OPERATIONS,
    RUTH,
    TODAY,
    YEARS,
    compose_ask,
    failed,
    must,
)

READS = "Reads a balance sheet, and can teach it"


def test_ask_for_anyone_reads_like_a_letter():
    letter = compose_ask(LEILA, ELENA, None, GOAL, must(OPERATIONS, READS), **IN_TIME)

    assert letter.subject == "Do you know someone who reads a balance sheet?"
    assert letter.message == (
        "Hi Elena,\n\n"
        "I want to read the balance sheet and explain how each unit contributes. "
        "I now sign off spending, and can’t see what my team does in it.\n\n"
        "Do you know anyone who:\n\n"
        "- has run operations for a team of 30 or more, and\n"
        "- reads a balance sheet, and can teach it?\n\n"
        "I’d ask for half an hour over coffee. If someone comes to mind, would you ask them first whether I may "
        "write? An answer by Friday 27 November would help most.\n\n"
        "If not, no trouble at all.\n\n"
        "Thank you,\nLeila"
    )


def test_ask_for_somebody_names_them_and_describes_nobody():
    letter = compose_ask(LEILA, ELENA, RUTH, None, must(OPERATIONS))

    assert letter.subject == "Would you introduce me to Ruth Abernethy?"
    assert (
        "I believe you know Ruth Abernethy, and I think I could learn a lot from Ruth.\n\n"
        "I’d ask for half an hour over coffee. Would you ask Ruth first whether I may write?\n\n"
    ) in letter.message
    assert "operations" not in letter.message


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("I now sign off spending", "I now sign off spending."),
        ("Because I now sign off spending.", "I now sign off spending."),
        ("my team has grown!", "My team has grown!"),
        ("So that I can lead", "That’s so that I can lead."),
        ("to sleep at night, at last;", "That’s to sleep at night, at last."),
        ("  Who else\n would do it?  ", "Who else would do it?"),
        ("", ""),
    ],
)
def test_why_it_matters_is_a_sentence_of_its_own(why, sentence):
    assert reason(why) == sentence
    assert f"I want to lead a team.{' ' if sentence else ''}{sentence}\n\n" in (
        compose_ask(LEILA, ELENA, None, Goal(title="Lead a team"), why=why).message
    )


@pytest.mark.parametrize("day", [None, TODAY, TODAY - dt.timedelta(days=1)])
def test_a_day_that_is_not_ahead_is_not_said(day):
    ask = Ask(LEILA, ELENA, answer_by=day, today=TODAY)

    assert "An answer by" not in ask.letter().message + ask.spoken


def test_why_is_filled_in_as_far_as_whole_sentences_fit():
    long = "I sign off spending. " * 20

    assert why_of(Goal(why="One\nreason.")) == "One reason."
    assert why_of(Goal(why=long)) == " ".join(["I sign off spending."] * 14)
    assert why_of(Goal(why="word " * 100)) == ""
    assert why_of(None) == ""


@pytest.mark.parametrize(
    ("title", "purpose"),
    [
        ("Read the balance sheet.", "read the balance sheet"),
        ("I want to delegate one project a month", "delegate one project a month"),
        ("Public speaking", "work on my goal: Public speaking"),
        ("", ""),
    ],
)
def test_the_purpose_follows_from_the_goal(title, purpose):
    assert purpose_of(Goal(title=title)) == purpose


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        (
            [READS, YEARS],
            ["- reads a balance sheet, and can teach it, and", "- is at least 20 years post-degree?"],
        ),
        (
            [OPERATIONS, YEARS, "Direct, and kind about it."],
            [
                "- has run operations for a team of 30 or more,",
                "- is at least 20 years post-degree, and",
                "- is direct, and kind about it?",
            ],
        ),
        (
            ["At least 10 years of experience", "Within 30 km"],
            ["- has at least 10 years of experience, and", "- is within 30 km?"],
        ),
        # What cannot be turned into a clause is quoted as it stands, and no question mark dangles.
        (["Operations experience", OPERATIONS], ["- Operations experience", f"- {OPERATIONS}"]),
    ],
)
def test_criteria_are_right_in_grammar(texts, lines):
    letter = compose_ask(LEILA, ELENA, None, GOAL, must(*texts))

    assert [line for line in letter.message.splitlines() if line.startswith("- ")] == lines


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (YEARS, "is at least 20 years post-degree"),
        ("At least 20 years since the degree", ""),
        ("Good listener", "is a good listener"),
        ("Senior manager in a family business", "is a senior manager in a family business"),
        ("Retired plant manager", "is a retired plant manager"),
        ("Local business owner", "is a local business owner"),
        ("Fluent German speaker", "is a fluent German speaker"),
        ("Practical experience of lean", "has practical experience of lean"),
        ("HR director", "is an HR director"),
        ("University professor", "is a university professor"),
        ("Honest adviser", "is an honest adviser"),
        ("Good, kind person", "is a good, kind person"),
        ("A good listener", "is a good listener"),
        ("Someone who listens", "listens"),
        ("Good with people", "is good with people"),
        ("Patient", "is patient"),
        # What may be a name, a noun or half a sentence is quoted.
        ("German speaker", ""),
        ("Good English", ""),
        ("Free Tuesdays", ""),
        ("Values", ""),
        ("Values similar to mine", ""),
        ("Works", "works"),
    ],
)
def test_a_criterion_of_any_shape_is_turned_rightly_or_quoted(text, clause):
    assert as_clauses(must(text)) == ([clause] if clause else [])


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Change management", "I’ve set myself a goal: Change management."),
        ("Lead generation", "I’ve set myself a goal: Lead generation."),
        ("Lead a team", "I want to lead a team."),
    ],
)
def test_a_goal_that_only_looks_like_a_deed_is_quoted(title, sentence):
    assert sentence in compose_ask(LEILA, ELENA, None, Goal(title=title)).message


@pytest.mark.parametrize(
    ("name", "own", "greeting"),
    [
        ("Dr. Ruth Adler", "", "Hi Ruth,"),
        ("Adler, Ruth", "", "Hi Ruth,"),
        ("Weiß", "Frau Weiß", "Hi Frau Weiß,"),
    ],
)
def test_a_letter_greets_as_the_person_does(name, own, greeting):
    assert compose_ask(LEILA, Contact(name=name, greeting=own)).message.startswith(greeting)


def test_one_criterion_stands_in_the_sentence():
    letter = compose_ask(LEILA, ELENA, None, GOAL, must(OPERATIONS))

    assert "Do you know anyone who has run operations for a team of 30 or more?" in letter.message
    assert "\n- " not in letter.message


def test_criteria_in_another_language_are_quoted(settings):
    settings.LANGUAGE_CODE = "de"

    assert as_clauses(must(OPERATIONS)) == []


def test_goal_that_names_no_deed_is_quoted():
    letter = compose_ask(LEILA, ELENA, None, Goal(title="Public speaking"), [])

    assert "I’ve set myself a goal: Public speaking." in letter.message


def test_nothing_chosen_leaves_no_gaps():
    letter = compose_ask(User(email="somebody@example.org"))

    assert letter.message.startswith(
        "Hello,\n\nI’m looking for someone to learn from.\n\nDoes anyone come to mind?\n\n"
    )
    assert letter.message.endswith("Thank you,")
    assert "\n\n\n" not in letter.message


def test_letters_are_plain_text():
    letter = compose_ask(LEILA, Contact(name="Tom & Jerry"), None, None, must("Knows P&L <by heart>"))

    assert "Hi Tom," in letter.message
    assert "anyone who knows P&L <by heart>?" in letter.message


@pytest.mark.parametrize("prospect", [None, RUTH])
@pytest.mark.parametrize("goal", [None, GOAL])
@pytest.mark.parametrize("texts", [[OPERATIONS], [OPERATIONS, YEARS], [OPERATIONS, YEARS, READS]])
def test_ask_is_short_and_passes_its_own_checks(prospect, goal, texts):
    criteria = must(*texts)

    letter = compose_ask(LEILA, ELENA, prospect, goal, criteria, **IN_TIME)

    assert letter.words <= 120
    assert failed(letter.message, criteria, prospect=prospect, **IN_TIME) == set()


def test_describe_is_one_sentence():
    assert describe(must(OPERATIONS, YEARS)) == (
        "Has run operations for a team of 30 or more, and is at least 20 years post-degree."
    )
    assert describe(must("Operations experience", YEARS)) == f"Operations experience and {YEARS}"
    assert describe([]) == ""
