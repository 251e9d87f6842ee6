"""The letters of the demo story."""

import pytest

from mentoring.letters import count_words, offered
from mentoring.management import demo
from mentoring.models import Introduction
from tests.letters.asks import failed


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
