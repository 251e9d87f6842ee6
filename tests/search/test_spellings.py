"""One rule of folding for every search box: accents, case and apostrophes make no difference, on either database."""

import re

import pytest

from mentoring.models import Contact, Goal
from mentoring.pages.site_search import search, sought_in
from mentoring.search.spellings import pattern_of
from mentoring.search.words import all_of, any_of, kept_words, words_without_apostrophes
from tests.factories import ContactFactory, GoalFactory

pytestmark = pytest.mark.django_db

ALIKE = [
    ("O’Brien", ["obrien", "o'brien", "O’BRIEN", "OʼBrien", "brien"]),
    ("O'Brien", ["obrien", "o’brien"]),
    ("Obrien", ["obrien", "o’brien"]),
    ("Margaret’s", ["margaret", "margarets", "margaret's"]),
    ("Émile", ["emile", "ÉMILE", "émil", "e\u0301mile"]),
    ("E\u0301mile", ["emile", "émile"]),
    ("Łukasz", ["lukasz", "ŁUKASZ"]),
    ("Straße", ["strasse", "STRASSE", "straße"]),
    ("Strasse", ["straße"]),
    ("Søren", ["soren"]),
    ("Aeble", ["æble"]),
    ("ছোট", ["ছোট"]),
    ("Андрей", ["андреи", "АНДРЕЙ"]),
    ("ÀḀ", ["aa"]),
]
TYPED = [(written, typed) for written, ways in ALIKE for typed in ways]


@pytest.mark.parametrize(("written", "typed"), TYPED)
def test_a_search_box_folds_as_every_other_does(alice, today, written, typed):
    ContactFactory(owner=alice, name=f"Ann {written} Lee")
    GoalFactory(owner=alice, title=f"Talk to {written} weekly")
    ContactFactory(owner=alice, name="Somebody Else")

    groups = search(alice, sought_in(typed), today)

    assert [group.kind.key for group in groups] == ["goals", "contacts"]
    assert "<mark>" in groups[0].hits[0].title
    assert [contact.name for contact in Contact.objects.owned_by(alice).search(typed)] == [
        f"Ann {written} Lee"
    ]


@pytest.mark.parametrize(
    "fragment", ["(", "[a", "a\\b", "100%", "^x$", "***:a", "a{2}", "’", "'", "", "x*", "-]"]
)
def test_a_fragment_is_no_pattern_of_its_own(alice, fragment):
    GoalFactory(owner=alice, title=f"Before {fragment or 'it'} after")
    GoalFactory(owner=alice, title="Something else")

    found = Goal.objects.owned_by(alice).filter(title__regex=pattern_of(fragment))

    assert len(found) == (1 if fragment else 2)


@pytest.mark.parametrize("text", ["[brien strass", "|brien strassa", "o]rien", "brien", "obrie"])
def test_a_fragment_finds_nothing_but_itself(text):
    for fragment in ("obrien", "strasse"):
        assert re.search(pattern_of(fragment), fragment.upper())
        assert not re.search(pattern_of(fragment), text)


def test_words_that_apostrophes_divide_are_one_each():
    one, other = words_without_apostrophes("O’Neil’s rock’n’roll, the dogs’ bones")

    assert (one.text, other.text) == ("oneils", "rocknroll")


def test_words_are_kept_as_they_are_looked_for():
    addresses = ["https://www.linkedin.com/in/m-lind", "+49 30 5550 1234", ""]

    kept = kept_words("Zoë O’Brien", ["Retired COO", "", "!", "Rock’n’roll in Leeds"], addresses)

    assert kept == (
        " @zoe @o @brien / @obrien / retired coo / rock n roll in leeds / rocknroll"
        " / @m @lind / @49 @30 @5550 @1234 / @5501234 / @55501234 "
    )


def test_criteria_know_apostrophes_too(alice):
    ContactFactory(owner=alice, name="Ann", notes="Acme’s plant, l’industrie du froid")

    for words in ("acme", "acmes", "industrie du froid", "l'industrie"):
        assert any_of(words).finds("Ann", ["Acme’s plant, l’industrie du froid"]), words
        assert Contact.objects.owned_by(alice).with_words(any_of(words)).count() == 1, words
    assert not any_of("l’industrie lourde").finds("Ann", ["l’industrie du froid"])
    assert any_of("l’industrie d’acier").finds("Ann", ["L'industrie d'acier"])


RUTH = {
    "name": "Ruth Adler",
    "email": "r.adler@harbour.example",
    "phone": "+49 (0)30 5550 1234 ext. 7",
    "linkedin": "https://www.linkedin.com/in/ruth-adler-77",
    "how_known": "Met at the cold-chain evening",
    "greeting": "Ruthie",
}


@pytest.mark.parametrize(
    "typed",
    [
        "r.adler@harbour.example", "harbour", "adler@harb", "030 5550 1234", "+49 30 55501234", "0049 30 5550-1234",
        "5550 1234", "5550", "https://linkedin.com/in/ruth-adler-77", "ruth-adler-77", "evening", "ruthie",
    ],
)  # fmt: skip
def test_somebody_is_found_by_whatever_leads_to_them(alice, typed):
    ruth = ContactFactory(owner=alice, **RUTH)
    ContactFactory(
        owner=alice,
        name="Linus",
        email="linus@mail.example",
        phone="030 7770999",
        linkedin="https://x.example/linus",
    )

    assert list(Contact.objects.owned_by(alice).search(typed)) == [ruth]


def test_an_address_is_found_by_no_criterion_and_a_name_by_no_everybodys_word(alice):
    ContactFactory(owner=alice, **RUTH)

    everyone = Contact.objects.owned_by(alice)

    assert not everyone.with_words(any_of("harbour, 55501234, ruthie")).exists()
    assert not everyone.with_words(all_of("lin")).exists()
    assert everyone.with_words(any_of("evening")).exists()


def test_names_stand_where_people_look_for_them(alice):
    names = [
        "Émile Zola",
        "Emil Berg",
        "Emma Hale",
        "Zoë Ant",
        "Ózd Kft",
        "O’Brien Pat",
        "Obrecht Jan",
        "emilia Rossi",
    ]
    for name in names:
        ContactFactory(owner=alice, name=name)

    assert [contact.name for contact in Contact.objects.owned_by(alice)] == [
        "Emil Berg", "Émile Zola", "emilia Rossi", "Emma Hale", "Obrecht Jan", "O’Brien Pat", "Ózd Kft", "Zoë Ant",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/contacts/", "/search/"])
def test_a_search_that_is_too_long_is_told(client_alice, alice, path):
    ContactFactory(owner=alice, name="Ann Lee", notes="a " * 120)

    said = "That’s too long to search for at once."

    assert said in client_alice.get(path, {"q": "a " * 120}).content.decode()
    assert "Ann" in client_alice.get("/contacts/", {"q": "a " * 60}).content.decode()
    assert said not in client_alice.get(path, {"q": "a b c"}).content.decode()
