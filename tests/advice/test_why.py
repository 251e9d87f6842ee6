"""Why Waymark says so: no number and no advice without a line, no line without a use, no line that says too much."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.urls import reverse

from mentoring.advice import clauses, prompts, suggestions
from mentoring.advice.evidence import FINDINGS, Grade
from mentoring.advice.why_together import TOPICS
from mentoring.forms import coach, composer, introductions, meetings, preparations, shared
from mentoring.letters import LETTERS, Ask, ask, check_ask, checks
from mentoring.models import Contact, Goal, GoalStep, User, closeness, courtesies
from mentoring.models import ties as tie
from mentoring.models.courtesies import Number
from mentoring.pages import ties
from mentoring.status import in_touch, stuck
from mentoring.status.stuck import finding
from tests.pages import html_of

LINES = [line for topic in TOPICS for line in topic.lines]
TEMPLATES = Path(__file__).parents[2] / "templates/mentoring"

# Where numbers of advice stand; a name of a place in the table begins with the word before them.
NUMBERS = {
    "courtesies": courtesies,
    "checks": checks,
    "ask": ask,
    "clauses": clauses,
    "stuck": finding,
    "preparations": preparations,
    "meetings": meetings,
    "composer": composer,
    "introductions": introductions,
    "coach": coach,
    "shared": shared,
    "ties": ties,
    "tie": tie,
    "closeness": closeness,
    "in_touch": in_touch,
}
# How much stands on a page or may be typed, and when a date is said in weeks: no advice.
NOT_ADVICE = {
    "checks.LONGEST_ABBREVIATION", "ask.LONGEST_SUBJECT", "ask.LONGEST_WHY", "ask._NAME_WORDS", "stuck.NAMES_SHOWN",
    "ties.ON_A_PAGE", "ties.ROWS", "in_touch.WEEKS_COUNTED", "coach.LONGEST_MONTHS", "shared.LONGEST_CLAUSE",
    "shared.LONGEST_PLACE", "preparations.LONGEST_SUBJECT", "preparations.LONGEST_AGENDA",
}  # fmt: skip
# A box beside a page that explains or shows, and advises nothing.
NO_TIPS = {
    "agreements/closed.html", "drafting/part.html", "agreements/running_aside.html", "letters/edit.html",
    "who/index.html",
}  # fmt: skip


def is_number(value) -> bool:
    """A number, or several of them, with or without their words."""
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        return bool(value) and all(is_number(one[0] if isinstance(one, tuple) else one) for one in value)
    return isinstance(value, int | Number) and not isinstance(value, bool)


def numbers() -> set[str]:
    return {
        f"{word}.{name}"
        for word, module in NUMBERS.items()
        for name, value in vars(module).items()
        if name.isupper() and is_number(value)
    } - NOT_ADVICE


def said() -> set[str]:
    """Every piece of advice the product gives, where it stands."""
    asked = {*check_ask("", Ask(User())), *check_ask("", Ask(User(), prospect=Contact(name="Ruth")))}
    tips = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if 'class="guide' in path.read_text()
    } - NO_TIPS
    return {
        *(f"finding.{key}" for key in FINDINGS),
        *(f"checks.{check.key}" for check in asked),
        *(f"letter.{row.kind}" for row in LETTERS.values() if row.advice),
        *(f"clause.{key}" for key in clauses.short_texts("Ana", "Ben") | clauses.further_texts("Ana", "Ben")),
        *(f"suggestions.{suggestion.kind}" for suggestion in suggestions.every()),
        *(f"quality.{quality.key}" for choice in suggestions.QUALITIES for quality in choice),
        *(f"start.{situation.key}" for situation in suggestions.SITUATIONS),
        *(f"prompts.{area}" for area in ("general", *prompts.BY_AREA)),
        *(f"goal.{check.key}" for check in checks_of_a_goal()),
        *(f"step.{field.name}" for field in GoalStep._meta.concrete_fields if field.name == "obstacle"),
        *(f"stuck.{rule.__name__}" for _when, rule in stuck.RULES),
        *(f"tip.{name}" for name in (*tips, "meetings/first_order.html")),
    }


def checks_of_a_goal():
    goal = Goal(title="Lead")
    goal.steps_all = 0
    return goal.checks(goal.target_on)


def test_every_number_and_every_advice_has_a_line_and_every_line_is_used():
    places = Counter(place for line in LINES for place in line.places)

    assert set(places) == numbers() | said()
    # A meeting has a length for a first talk and one for a session.
    assert {place for place, count in places.items() if count > 1} == {"meetings.MINUTES"}


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line.says))
def test_a_line_says_where_it_comes_from_and_no_more(line):
    says = f"{line.says} {line.found}"

    assert line.places
    assert bool(line.source) == (line.grade != Grade.OWN) or line.grade == Grade.REPEATED
    # A study has people it looked at, and a year unless it is many put together.
    is_study = line.grade in (Grade.MANY, Grade.ONE, Grade.SHAKY)
    assert bool(line.people) == is_study
    assert not is_study or re.search(r"\b(19|20)\d\d\b|52 experiments", str(line.source))
    assert str(line.says).endswith(".")
    assert str(line.found).endswith(".")
    # Never shown: promises of answer rates, of accountability, and what blogs make of goals.
    assert not re.search(r"\b(?:95|200|300) ?%|times more likely|proven|guarantee", says)


def test_a_finding_says_on_the_page_what_it_says_elsewhere():
    for key, found in FINDINGS.items():
        [line] = [one for one in LINES if one.key == key]
        assert str(line.found).startswith(str(found.text))
        assert line.source == found.source


def test_grades_say_what_they_mean():
    assert len({str(grade.means) for grade in Grade}) == len(Grade)
    assert {line.grade for line in LINES} == set(Grade)


@pytest.mark.django_db
def test_the_page_shows_every_line_and_is_linked_from_where_it_is_said(client_alice):
    page = html_of(client_alice.get(reverse("advice.index")))
    linked = {
        target
        for path in TEMPLATES.rglob("*.html")
        for target in re.findall(r'parts/why.html" with topic="(\w+)"', path.read_text())
    }

    for topic in TOPICS:
        assert f'id="{topic.key}"' in page
    assert page.count('class="tag"') == len(LINES)
    assert linked == {topic.key for topic in TOPICS}
    assert reverse("advice.index") in html_of(client_alice.get(reverse("account.settings")))
