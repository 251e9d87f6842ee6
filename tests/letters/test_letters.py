"""The ask: right in grammar whatever is chosen, short enough to be said or passed on, and checked by plain rules."""

import datetime as dt
import re
from itertools import combinations
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from mentoring.advice import prompts, suggestions
from mentoring.letters import (
    LETTERS,
    LONGEST_LINK,
    MOST_SPOKEN,
    Ask,
    Check,
    Direct,
    Letter,
    as_clauses,
    check_ask,
    check_direct,
    check_wording,
    count_words,
    describe,
    fill,
    is_too_long,
    mailto,
    offered,
    original,
    purpose_of,
    reason,
    seconds_to_say,
    unfill,
    why_of,
)
from mentoring.management import demo
from mentoring.models import Contact, Goal, Introduction, LetterKind, MentorCriterion, OwnLetter, User

LEILA = User(name="Leila Haddad", email="leila@example.org")
ELENA = Contact(name="Elena Petrova", company="Kestrel")
RUTH = Contact(name="Ruth Abernethy")
GOAL = Goal(title="Read the balance sheet and explain how each unit contributes.")
OPERATIONS = "Has run operations for a team of 30 or more"
YEARS = "At least 20 years post-degree"
READS = "Reads a balance sheet, and can teach it"


TODAY = dt.date(2026, 11, 18)
IN_TIME = {
    "why": "I now sign off spending, and can’t see what my team does in it.",
    "answer_by": dt.date(2026, 11, 27),
    "today": TODAY,
}


def compose_ask(*said, own=None, **more) -> Letter:
    return Ask(*said, **more).letter(own)


def must(*texts: str) -> list[MentorCriterion]:
    return [MentorCriterion(text=text, importance="must") for text in texts]


def checked(message: str, criteria=(), **more) -> list[Check]:
    return check_ask(message, Ask(LEILA, ELENA, criteria=criteria, **more))


def failed(message: str, criteria=(), **more) -> set[str]:
    return {check.key for check in checked(message, criteria, **more) if not check.passed}


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


def test_describe_is_one_sentence():
    assert describe(must(OPERATIONS, YEARS)) == (
        "Has run operations for a team of 30 or more, and is at least 20 years post-degree."
    )
    assert describe(must("Operations experience", YEARS)) == f"Operations experience and {YEARS}"
    assert describe([]) == ""


# Every ask the product suggests reads as a sentence and stays short

SUGGESTED = sorted(
    {str(suggestion.text) for suggestion in suggestions.every()}
    | {facts[0] for facts, _answers in demo.CRITERIA}
)
TITLES = [goal["title"] for goal in demo.GOALS] + [str(one.example) for one in prompts.BY_AREA.values()]


@pytest.mark.parametrize("text", SUGGESTED)
def test_every_suggestion_follows_anyone_who(text):
    assert as_clauses(must(text)) != []


def read(letter, clauses, prospect) -> None:
    """What holds for every ask: one question about the criteria where anyone is meant, no gap, no doubled sign."""
    message = letter.message
    assert 40 <= letter.words <= 120
    assert not re.search(r"  |\n\n\n|[,.?!:;]{2}| [,.?!]|\{|\}|None", message.replace("\n- ", "\n"))
    lines = [line for line in message.splitlines() if line.startswith("- ")]
    if prospect:
        assert lines == []
        assert f"you know {prospect}, and" in message
    elif len(clauses) == 1:
        assert f"anyone who {clauses[0]}?" in message
    else:
        marks = [*[","] * (len(clauses) - 2), ", and", "?"]
        assert lines == [f"- {clause}{mark}" for clause, mark in zip(clauses, marks, strict=True)]
        assert re.search(r"anyone who:\n\n- ", message)
    assert [text.rstrip() for text in message.splitlines()] == message.splitlines()


@pytest.mark.parametrize("prospect", [None, RUTH])
@pytest.mark.parametrize("title", TITLES)
def test_demo_asks_read_as_a_person_would_write_them(title, prospect):
    texts = [facts[0] for facts, _answers in demo.CRITERIA]
    for number in (1, 2, 3):
        for chosen in combinations(texts, number):
            criteria = must(*chosen)

            letter = compose_ask(LEILA, ELENA, prospect, Goal(title=title), criteria, **IN_TIME)

            read(letter, as_clauses(criteria), prospect)
            assert failed(letter.message, criteria, prospect=prospect, **IN_TIME) == set()


@given(
    texts=st.lists(st.sampled_from(SUGGESTED), min_size=1, max_size=3, unique=True),
    title=st.sampled_from([None, *TITLES]),
    prospect=st.sampled_from([None, RUTH]),
)
def test_any_choice_of_suggestions_reads_well(texts, title, prospect):
    criteria = must(*texts)
    goal = Goal(title=title) if title else None

    letter = compose_ask(LEILA, ELENA, prospect, goal, criteria, **IN_TIME)

    read(letter, as_clauses(criteria), prospect)
    assert failed(letter.message, criteria, prospect=prospect, **IN_TIME) == set()


# The ask as it is said


def test_spoken_ask_is_what_one_would_say():
    named = Ask(LEILA, Contact(name="Sam Kowalski"), RUTH, GOAL, must(OPERATIONS), **IN_TIME).spoken
    anyone = Ask(LEILA, None, None, GOAL, **IN_TIME).spoken

    assert named == (
        "Sam, may I ask you something? I want to read the balance sheet and explain how each unit contributes, "
        "and I think Ruth Abernethy could help. Could you ask Ruth if half an hour over coffee would be all right? "
        "An answer by Friday the 27th would be great. And no is fine."
    )
    assert (count_words(named), seconds_to_say(53)) == (53, 20)
    assert anyone == (
        "May I ask you something? I want to read the balance sheet and explain how each unit contributes. "
        "Do you know anyone who could help? Half an hour over coffee is all I’d ask. "
        "An answer by Friday the 27th would be great. And no is fine."
    )
    assert (count_words(anyone), seconds_to_say(47)) == (47, 20)


def test_spoken_ask_has_a_criterion_where_there_is_room():
    short, long = Goal(title="Lead a team"), Goal(title=f"Lead {'and lead ' * 12}a team")

    assert (
        " Ideally someone who has run operations" in Ask(LEILA, ELENA, None, short, must(OPERATIONS)).spoken
    )
    assert "Ideally" not in Ask(LEILA, ELENA, None, long, must(OPERATIONS)).spoken
    assert long.title[5:] in Ask(LEILA, ELENA, None, long, must(OPERATIONS)).spoken


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 12, 1), "Tuesday the 1st"),
        (dt.date(2026, 12, 11), "Friday the 11th"),
        (dt.date(2026, 12, 22), "Tuesday the 22nd of December"),
        (dt.date(2027, 1, 3), "Sunday the 3rd of January 2027"),
    ],
)
def test_a_day_is_said_as_one_says_it(day, said):
    assert f"An answer by {said} would be great." in Ask(LEILA, ELENA, answer_by=day, today=TODAY).spoken


# What people type in a hurry: one word or sixty, capitals, half sentences, dots in the middle.
ODD = st.one_of(
    st.sampled_from(
        ["Lead", "LEARN EXCEL", "Public speaking", "To read, and teach it. Then lead!", "??", "a " * 90]
    ),
    st.lists(
        st.sampled_from(["lead", "a", "team.", "and", "I", "(2)", "half-way", "£5,", "–"]), max_size=60
    ).map(" ".join),
    st.text(alphabet="abc XYZ-’é1", max_size=120),
)


DAY = r"(?: An answer by [A-Z][a-z]+day the \d\d?(?:st|nd|rd|th)(?: of [A-Z][a-z]+(?: 20\d\d)?)? would be great\.)?"
SPOKEN = re.compile(
    r"(?:\S.*, m|M)ay I ask you something\? "
    r"I(?: want to \S.*|’ve set myself a goal: \S.*|’m looking for someone to learn from)"
    r"(?:(?:, and|\.) I think \S.* could help\. Could you ask \S.* if half an hour over coffee would be all right\?"
    r"|\. Do(?: you know anyone who could help|es anyone come to mind)\?(?: Ideally someone who \S.*\.)?"
    rf" Half an hour over coffee is all I’d ask\.){DAY} And no is fine\."
)


@given(
    title=st.none() | ODD,
    texts=st.lists(ODD | st.sampled_from(SUGGESTED), max_size=2),
    names=st.tuples(st.none() | ODD, st.none() | ODD),
    answer_by=st.none() | st.dates(TODAY, dt.date(2028, 1, 1)),
)
def test_whatever_is_typed_it_is_said_in_sixty_words_of_english(title, texts, names, answer_by):
    introducer, prospect = (Contact(name=name[:120]) if name and name.strip() else None for name in names)
    goal = Goal(title=title[:200]) if title else None

    said = Ask(LEILA, introducer, prospect, goal, must(*texts), answer_by=answer_by, today=TODAY).spoken

    assert count_words(said) <= MOST_SPOKEN
    assert said == " ".join(said.split())
    assert SPOKEN.fullmatch(said), said
    assert ("Could you ask" in said) is bool(prospect)


# The link to the mail program


def opened(link: str) -> dict[str, str]:
    """What a mail program makes of a mailto link, by RFC 6068: every part decoded once, a plus stays a plus."""
    scheme, _colon, rest = link.partition(":")
    address, _mark, query = rest.partition("?")
    parts = dict(part.split("=", 1) for part in query.split("&")) if query else {}
    assert scheme == "mailto"
    return {"to": unquote(address)} | {name: unquote(text) for name, text in parts.items()}


def test_mailto_is_written_as_the_standard_asks():
    link = mailto("elena+work@example.org", "Füße & “Hände”?", "Hi Elena,\n\n100% + 50% = #1\n👋🏽")

    assert link == (
        "mailto:elena%2Bwork@example.org"
        "?subject=F%C3%BC%C3%9Fe%20%26%20%E2%80%9CH%C3%A4nde%E2%80%9D%3F"
        "&body=Hi%20Elena%2C%0D%0A%0D%0A100%25%20%2B%2050%25%20%3D%20%231%0D%0A%F0%9F%91%8B%F0%9F%8F%BD"
    )


@pytest.mark.parametrize(
    "body",
    [
        "one\ntwo",
        "one\r\ntwo",
        "one\rtwo",
    ],
)
def test_mailto_breaks_lines_with_crlf(body):
    assert mailto("", "", body) == "mailto:?body=one%0D%0Atwo"


@pytest.mark.parametrize(
    ("to", "address"),
    [
        ("", "mailto:"),
        ("o'hara@example.org", "mailto:o%27hara@example.org"),
        ('"a@b"@example.org', "mailto:%22a%40b%22@example.org"),
        ("a,b@example.org", "mailto:a%2Cb@example.org"),
        ("a?cc=b@example.org", "mailto:a%3Fcc%3Db@example.org"),
        ("anna@bücher.example", "mailto:anna@b%C3%BCcher.example"),
    ],
)
def test_mailto_address_stays_one_address(to, address):
    assert mailto(to, "", "") == address


def test_mailto_subject_is_one_line_and_adds_no_header():
    assert opened(mailto("", "Hello\r\nBcc: everybody@example.org", "")) == {
        "to": "",
        "subject": "Hello Bcc: everybody@example.org",
    }


@given(subject=st.text(max_size=60), body=st.text(max_size=300))
def test_mailto_loses_nothing(subject, body):
    link = mailto("elena@example.org", subject, body)

    assert re.fullmatch(r"mailto:elena@example\.org(\?[A-Za-z0-9%._~=&-]+)?", link)
    found = opened(link)
    assert found.get("subject", "") == " ".join(subject.split())
    lines = re.split(r"\r\n|\r|\n", body)
    assert found.get("body", "") == "\r\n".join(lines).encode("utf-8", "replace").decode()
    assert dict(parse_qsl(urlsplit(link).query, keep_blank_values=True)) == {
        name: text for name, text in found.items() if name != "to"
    }


def test_mailto_survives_half_an_emoji():
    assert mailto("", "", "\ud83d") == "mailto:?body=%3F"


def test_long_letters_are_copied_instead():
    prefix = len("mailto:?body=")

    assert not is_too_long(mailto("", "", "x" * (LONGEST_LINK - prefix)))
    assert is_too_long(mailto("", "", "x" * (LONGEST_LINK - prefix + 1)))
    # 120 words of a script that takes six signs a letter are no letter too long to read, but too long a link.
    assert is_too_long(mailto("", "", "помощь " * 120))


# Own wordings


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


# The demo story


@pytest.mark.django_db
def test_asks_of_the_demo_story_are_as_a_person_would_write_them(alice, today):
    alice.name = "Leila Haddad"
    demo.Story(alice, today).load()
    asks = {str(row.introducer): row for row in Introduction.objects.with_people() if row.introducer}

    assert {name: row.subject for name, row in asks.items()} == {
        "Grace Mbeki": "Would you introduce me to Margaret Lindqvist?",
        "Priya Raman": "Would you introduce me to Tomás Ferreira?",
        "Ben Whitlock": "Would you introduce me to Daniel Osei?",
        "Sam Kowalski": "Would you introduce me to Ruth Abernethy?",
        "Elena Petrova": "Do you know someone I could learn from?",
        "Hannah Clarke": "Do you know someone I could learn from?",
    }
    assert asks["Sam Kowalski"].message.startswith(
        "Hi Sam,\n\n"
        "I want to read the balance sheet and explain how each unit contributes. I now sign off spending, and I "
        "can’t yet see how what my team does shows up in the numbers.\n\n"
        "I believe you know Ruth Abernethy, and I think I could learn a lot from Ruth.\n\n"
        "I’d ask for half an hour over coffee. Would you ask Ruth first whether I may write? An answer by "
    )
    for row in asks.values():
        said = {"prospect": row.prospect, "why": row.goal.why, "answer_by": row.answer_by}
        assert 60 <= count_words(row.message) <= 120
        assert failed(row.message, list(row.criteria.all()), **said) == set()


@pytest.mark.django_db
def test_demo_story_offers_the_letters_its_people_wait_for(alice, today):
    demo.Story(alice, today).load()

    offered_to = {
        str(row.introducer or row): sorted(offered(row)) for row in Introduction.objects.with_people()
    }

    assert offered_to == {
        "Grace Mbeki": ["outcome"],
        "Priya Raman": ["thanks"],
        "Ben Whitlock": ["first", "thanks"],
        "Sam Kowalski": ["forward", "nudge"],
        "Elena Petrova": [],
        "Hannah Clarke": [],
        "Kofi Mensah": ["direct_again"],
    }
