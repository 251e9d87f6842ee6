"""The ask: right in grammar whatever is chosen, short enough to be passed on, and checked by plain rules."""

import pytest
from django.utils import translation

from mentoring.letters import as_clauses, check_ask, compose_ask, count_words, describe
from mentoring.models import Contact, Goal, MentorCriterion, User

LEILA = User(name="Leila Haddad", email="leila@example.org")
ELENA = Contact(name="Elena Petrova", company="Kestrel")
RUTH = Contact(name="Ruth Abernethy")
GOAL = Goal(title="Read the balance sheet and explain how each unit contributes.")
OPERATIONS = "Has run operations for a team of 30 or more"
YEARS = "At least 20 years post-degree"
READS = "Reads a balance sheet, and can teach it"


def must(*texts: str) -> list[MentorCriterion]:
    return [MentorCriterion(text=text, importance="must") for text in texts]


def failed(message: str, criteria=(), introducer=None) -> set[str]:
    return {check.key for check in check_ask(message, criteria, introducer) if not check.passed}


def test_ask_for_anyone_reads_like_a_letter():
    letter = compose_ask(LEILA, ELENA, None, GOAL, must(OPERATIONS, YEARS))

    assert letter.subject == "Do you know someone I could learn from?"
    assert letter.message == (
        "Hi Elena,\n\n"
        "I want to read the balance sheet and explain how each unit contributes.\n\n"
        "I’m looking for a mentor, and you know people I don’t. Is there anyone who:\n\n"
        "- has run operations for a team of 30 or more, and\n"
        "- is at least 20 years post-degree?\n\n"
        "I’d ask for half an hour over coffee first, then, if we get on, about an hour a month for six months. "
        "I’d write within two days of your introduction, and tell you how it went.\n\n"
        "If someone comes to mind, would you introduce us? If not, no trouble at all.\n\n"
        "Thank you,\nLeila"
    )


def test_ask_for_somebody_names_them_and_asks_them_first():
    letter = compose_ask(LEILA, ELENA, RUTH, None, must(OPERATIONS))

    assert letter.subject == "Would you introduce me to Ruth Abernethy?"
    assert "I believe you know Ruth Abernethy. I’d like to learn from someone who:" in letter.message
    assert "- has run operations for a team of 30 or more.\n" in letter.message
    assert "Would you ask Ruth whether an introduction is welcome?" in letter.message


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        ([OPERATIONS], ["- has run operations for a team of 30 or more?"]),
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
        (["At least 10 years of experience"], ["- has at least 10 years of experience?"]),
        # What cannot be turned into a clause is quoted as it stands, and no question mark dangles.
        (["Operations experience", OPERATIONS], ["- Operations experience", f"- {OPERATIONS}"]),
    ],
)
def test_criteria_are_right_in_grammar(texts, lines):
    letter = compose_ask(LEILA, ELENA, None, GOAL, must(*texts))

    assert [line for line in letter.message.splitlines() if line.startswith("- ")] == lines


def test_criteria_in_another_language_are_quoted():
    with translation.override("de"):
        assert as_clauses(must(OPERATIONS)) == []


def test_goal_that_names_no_deed_is_quoted():
    letter = compose_ask(LEILA, ELENA, None, Goal(title="Public speaking"), [])

    assert "I’ve set myself a goal: Public speaking." in letter.message


def test_nothing_chosen_leaves_no_gaps():
    letter = compose_ask(User(email="somebody@example.org"))

    assert letter.message.startswith("Hello,\n\nI’m looking for a mentor")
    assert letter.message.endswith("Thank you,")
    assert "\n\n\n" not in letter.message


def test_letters_are_plain_text():
    letter = compose_ask(LEILA, Contact(name="Tom & Jerry"), None, None, must("Knows P&L <by heart>"))

    assert "Hi Tom," in letter.message
    assert "- knows P&L <by heart>?" in letter.message


@pytest.mark.parametrize("prospect", [None, RUTH])
@pytest.mark.parametrize("goal", [None, GOAL])
@pytest.mark.parametrize("texts", [[OPERATIONS], [OPERATIONS, YEARS], [OPERATIONS, YEARS, READS]])
def test_ask_is_short_and_passes_its_own_checks(prospect, goal, texts):
    criteria = must(*texts)

    letter = compose_ask(LEILA, ELENA, prospect, goal, criteria)

    assert 60 <= letter.words <= 120
    assert failed(letter.message, criteria, ELENA) == set()


def test_checks_count_the_must_haves_that_are_named():
    letter = compose_ask(LEILA, ELENA, None, GOAL, must(OPERATIONS, YEARS))

    texts = [check.text for check in check_ask(letter.message, must(OPERATIONS, YEARS), ELENA)]

    assert texts[:4] == ["Names two must-haves", "Says how much time", "Leaves room for no", "Says why Elena"]


def test_checks_find_what_is_missing():
    message = "Hi Elena, will you be my mentor?"

    missing = [check for check in check_ask(message, must(OPERATIONS), ELENA) if not check.passed]

    assert [check.key for check in missing] == ["criteria", "time", "no", "why", "outright"]
    assert all(check.why for check in missing)


def test_looking_for_a_mentor_is_no_outright_request():
    assert "outright" not in failed("I’m looking for a mentor.")
    assert "outright" in failed("Would you mentor me?")


def test_too_long_and_too_many_criteria_are_told():
    texts = ["Reads one", "Reads two", "Reads three", "Reads four"]
    message = " ".join(["word"] * 115 + texts)

    checks = {check.key: check.text for check in check_ask(message, must(*texts)) if not check.passed}

    assert checks["length"] == "123 words: cut it to 120"
    assert checks["criteria"] == "Names four criteria: two or three are plenty"


def test_company_of_the_introducer_is_a_reason():
    assert "why" not in failed("Somebody at Kestrel, perhaps", introducer=ELENA)


def test_nice_to_haves_are_named_as_such():
    nice = [MentorCriterion(text=OPERATIONS, importance="nice")]

    assert check_ask(f"somebody who {OPERATIONS.lower()}", nice)[0].text == "Names one nice-to-have"


def test_words_are_counted_without_dashes():
    assert count_words("- has run, and\n- is at least 20 years post-degree?") == 9
    assert count_words("") == 0


def test_describe_is_one_sentence():
    assert describe(must(OPERATIONS, YEARS)) == (
        "Has run operations for a team of 30 or more, and is at least 20 years post-degree."
    )
    assert describe(must("Operations experience", YEARS)) == f"Operations experience and {YEARS}"
    assert describe([]) == ""
