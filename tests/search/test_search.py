"""What a search finds: on this database exactly what plain Python finds, whatever is typed, and only one's own."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mentoring.accounts.adapter import delete_account
from mentoring.models import Contact, Tag
from mentoring.models.full_text import contains_words
from mentoring.search import index
from mentoring.search.words import Sought, all_of, any_of, excerpt, marked, words_in
from tests.factories import ContactFactory, TagFactory, UserFactory

pytestmark = pytest.mark.django_db


def found(owner, sought) -> list[str]:
    return sorted(Contact.objects.owned_by(owner).with_words(sought).values_list("name", flat=True))


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Łukasz Wiśniewski", "lukasz wisniewski"),
        ("Straße, STRASSE", "strasse strasse"),
        ("O’Brien and O'Brien", "o brien and o brien"),
        ("cold-chain/logistics_lead", "cold chain logistics lead"),
        ("e\u0301cole École ÉCOLE", "ecole ecole ecole"),
        ("co\u00adoperate zero\u200bwidth", "cooperate zero width"),
        ("東京大学 カナ", "東 京 大 学 カ ナ"),
        ("Rocket🚀launch 👍🏽", "rocket 🚀 launch 👍"),
        ("שלום עולם", "שלום עולם"),
        ("مُدير", "مدير"),
        ("हिन्दी", "हिनदी"),
        ("ＡＢＣ ½ x²", "abc 1 2 x2"),
        ("NUL\x00here 100% \\ \" ' * OR NEAR(", "nul here 100 or near"),
        ("x" * 100, "x" * 60),
        ("!? …", ""),
    ],
)
def test_words_are_letters_alike_in_any_case_and_with_any_accent(text, words):
    assert " ".join(word.text for word in words_in(text)) == words


def test_words_know_where_they_stand():
    text = "<b>Zoë’s Straße</b>"

    assert [text[word.start : word.end] for word in words_in(text)] == ["b", "Zoë", "s", "Straße", "b"]


def test_marked_text_is_escaped_and_keeps_its_own_letters():
    shown = marked("<b>Straße</b> & Café", any_of("strasse, cafe"))

    assert shown == "&lt;b&gt;<mark>Straße</mark>&lt;/b&gt; &amp; <mark>Café</mark>"


def test_an_excerpt_shows_what_was_found_and_cuts_no_word():
    text = "Long before. " * 20 + "She ran <operations> for thirty people. " + "Long after. " * 20

    shown = excerpt(text, any_of("operations"))

    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "She ran &lt;<mark>operations</mark>&gt; for thirty people." in shown
    assert len(shown) < 250
    assert {word.text for word in words_in(shown)} <= {word.text for word in words_in(text)} | {
        "mark",
        "lt",
        "gt",
    }
    assert excerpt(text, any_of("finance")) == ""


def test_an_excerpt_stands_around_the_first_place_and_may_begin_with_it():
    text = "Pumps for dairies. " + "Long between. " * 20 + "More pumps."

    shown = excerpt(text, any_of("pumps"))

    assert shown.startswith("<mark>Pumps</mark> for dairies. Long between.")
    assert "More" not in shown


@pytest.mark.parametrize(("letters", "is_shown"), [(58, True), (59, False)])
def test_an_excerpt_begins_with_a_word_that_is_whole_within_sixty_letters(letters, is_shown):
    word = "a" * letters

    shown = excerpt(f"Far {word} pumps", any_of("pumps"))

    assert shown == (f"…{word} <mark>pumps</mark>" if is_shown else "…<mark>pumps</mark>")


# What is found


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("operations", ["Role"]),
        ("OPERATIONS", ["Role"]),
        ("operation", []),
        ("operation*", ["Role"]),
        ("manufactur*", ["Company", "Notes"]),
        ("plant manager", ["Notes"]),
        ("manager plant", []),
        ("plant manag*", ["Notes"]),
        ("pla* manager", ["Notes"]),
        ("finance, leeds\nplant manager", ["Notes", "Place"]),
        ("dairy one", ["Tagged"]),
        ("one two", []),
        ("cold chain", ["Company"]),
        ("director cold", []),
        ("role", []),
        ("", []),
        (" , ;*", []),
    ],
)
def test_a_criterion_finds_whole_words_anywhere_but_in_a_name(alice, words, names):
    ContactFactory(owner=alice, name="Role", role="Director of Operations")
    ContactFactory(owner=alice, name="Company", role="Director", company="Cold-Chain Manufacturing")
    ContactFactory(owner=alice, name="Place", place="LEEDS")
    ContactFactory(owner=alice, name="Notes", notes="Once a plant manager in manufacture.")
    tagged = ContactFactory(owner=alice, name="Tagged")
    tagged.tags.add(TagFactory(owner=alice, name="Dairy one"), TagFactory(owner=alice, name="two"))

    assert found(alice, any_of(words)) == names


def test_a_search_wants_every_word_and_finishes_only_the_last(alice):
    ContactFactory(owner=alice, name="Margaret Lindqvist", company="Aldergrove Dairies")

    for words in ("margaret", "marg", "dairies marg", "MARG*", "marg* lindqvist", "alder* lind"):
        assert found(alice, all_of(words)) == ["Margaret Lindqvist"], words
    for words in ("argaret", "marg lindqvist", "margaret kestrel", "marg ", "lindqvist-margaret"):
        assert found(alice, all_of(words)) == [], words


def test_a_search_knows_only_ones_own(alice, bob):
    for owner in (alice, bob):
        ContactFactory(owner=owner, name=f"Of {owner.name}", notes="manager")

    assert found(alice, any_of("manager")) == ["Of Alice Adler"]
    assert found(bob, all_of("of manager")) == ["Of Bob Brandt"]


def test_a_search_says_first_whose_contacts():
    with pytest.raises(ValueError, match="owned_by"):
        Contact.objects.search("margaret")


# What the index follows


def test_words_follow_texts_and_tags(alice):
    contact = ContactFactory(owner=alice, name="Cher", role="Singer")
    tag, other = TagFactory(owner=alice, name="Stage"), TagFactory(owner=alice, name="Singer")
    everybody = Contact.objects.owned_by(alice)

    def finds(words):
        return everybody.search(f"{words} ").exists()

    contact.tags.add(tag, other)
    assert finds("stage singer cher")
    contact.role = "Actor"
    contact.save()
    assert finds("actor singer stage")
    contact.tags.remove(other)
    assert not finds("singer")
    tag.name = "Screen"
    tag.save()
    assert finds("screen")
    assert not finds("stage")
    contact.record(notes="Moonstruck")
    assert finds("moonstruck screen")
    contact.tags.clear()
    assert not finds("screen")
    tag.contacts.add(contact)
    assert finds("screen")
    tag.contacts.clear()
    assert not finds("screen")
    tag.contacts.set([contact])
    tag.delete()
    assert not finds("screen")
    assert finds("moonstruck")
    contact.delete()
    assert not finds("cher")


def test_words_follow_many_at_once(alice):
    one, two = Contact.objects.bulk_create(
        Contact(owner=alice, name=name, role="Baker") for name in ("One", "Two")
    )
    assert found(alice, any_of("baker")) == ["One", "Two"]

    two.role = "Miller"
    Contact.objects.bulk_update([two], ["role"])
    assert (found(alice, any_of("baker")), found(alice, any_of("miller"))) == (["One"], ["Two"])

    tag = TagFactory(owner=alice, name="Mill")
    Contact.tags.through.objects.create(contact=one, tag=tag)
    Contact.objects.filter(pk=one.pk).update(place="Leeds")
    Contact.derive(Contact.objects.owned_by(alice).values_list("pk", flat=True))
    assert found(alice, any_of("mill, leeds")) == ["One"]

    Tag.objects.owned_by(alice).delete()
    assert found(alice, any_of("mill")) == []


def test_an_account_that_goes_leaves_nothing_in_the_index(alice, bob):
    for owner in (alice, bob):
        contact = ContactFactory(owner=owner, name="Cher", notes="moonstruck")
        contact.tags.add(TagFactory(owner=owner, name="Stage"))
    key = alice.pk

    delete_account(alice)

    assert found(bob, all_of("cher moonstruck stage")) == ["Cher"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            asked = "SELECT rowid FROM mentoring_contact_index WHERE mentoring_contact_index MATCH %s"
            assert cursor.execute(asked, [f'"{key}_moonstruck"']).fetchall() == []
            cursor.execute(
                "INSERT INTO mentoring_contact_index(mentoring_contact_index) VALUES ('integrity-check')"
            )


def test_the_index_comes_back_when_a_migration_remade_the_table(alice):
    if connection.vendor == "sqlite":  # PostgreSQL keeps an index with its table
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER mentoring_contact_index_added")
    contact = ContactFactory(owner=alice, name="Cher")
    assert found(alice, all_of("cher")) == ([] if connection.vendor == "sqlite" else ["Cher"])

    index.look_after("default")

    assert found(alice, all_of("cher")) == ["Cher"]
    contact.delete()
    assert found(alice, all_of("cher")) == []
    ContactFactory(owner=alice, name="Dana")
    assert found(alice, all_of("dana")) == ["Dana"]


@pytest.mark.any_database
def test_the_index_is_made_anew_only_where_a_trigger_is_lost(alice, django_assert_num_queries):
    ContactFactory(owner=alice, name="Cher")
    with django_assert_num_queries(1):
        index.look_after("default")

    index.drop(connection)
    index.look_after("default")

    there = connection.introspection.table_names()
    assert "mentoring_contact_index" not in there
    index.make(connection)
    assert found(alice, all_of("cher")) == ["Cher"]


def test_the_index_is_asked_and_not_the_table(alice):
    with connection.cursor() as cursor:
        if (
            connection.vendor == "postgresql"
        ):  # which reads so small a table as a whole, unless it is told not to
            cursor.execute("SET LOCAL enable_seqscan = off")

        plan = (
            Contact.objects.filter(contains_words(any_of("manager, plant*"), alice.pk)).order_by().explain()
        )

    assert ("VIRTUAL TABLE INDEX" if connection.vendor == "sqlite" else "contact_words") in plan


# The same as plain Python, for everything anybody types

AWKWARD = """
manager Manager managers MANAGER* man* plant Plänt Straße strasse ß ẞ ı İ O’Brien o'brien cold-chain C++ R&D
100% a_b \\ " "" ' '' * ** ( ) OR AND NOT NEAR NEAR( -x +x ^x a:b @x 17_x /1 <-> & | ! :* $$ ; , ؛ 🚀 👍🏽 👨‍👩‍👧
東京 東京大学 カナ がん עברית מנהל مُدير مدير ไทย हिन्दी é e\u0301 ﬁne ½ x² ﷺ {x} [x] %s %% \u200b \ufeff
"""
LONG = ["x" * 59, "x" * 60, "x" * 61, "\n", "\t", "\u2028"]
PIECES = st.sampled_from([*AWKWARD.split(), *LONG])
TYPED = st.lists(PIECES | st.text(max_size=6), max_size=5).map(" ".join)
TEXTS = TYPED.map(lambda text: text.replace("\x00", "").encode("utf-8", "ignore").decode()[:110])


class TestSameAsPython(TestCase):
    @settings(max_examples=20)
    @given(
        people=st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=4),
        typed=st.lists(TYPED, max_size=6),
    )
    def test_the_database_finds_what_python_finds(self, people, typed):
        owner, other = UserFactory(), UserFactory()
        texts = {}
        for number, (name, role, notes, tag) in enumerate(people):
            contact = ContactFactory(owner=owner, name=f"{name} n{number}"[:120], role=role, notes=notes)
            if tag[:40].strip():
                there = Tag.objects.owned_by(owner).filter(name__iexact=tag[:40]).first()
                contact.tags.add(there or TagFactory(owner=owner, name=tag[:40]))
            texts[contact.pk] = (contact.name, [role, notes, *(str(tag) for tag in contact.tags.all())])
            ContactFactory(owner=other, name=name[:120] or "x", role=role, notes=notes)
        for words in [*typed, *(text for person in people for text in person)]:
            for sought in (all_of(words), any_of(words), Sought(any_of(words).terms, True, True)):
                expected = {pk for pk, (name, told) in texts.items() if sought.finds(name, told)}
                assert (
                    set(Contact.objects.owned_by(owner).with_words(sought).values_list("pk", flat=True))
                    == expected
                )


@pytest.mark.parametrize(("number", "names"), [(50, []), (51, ["Priya Raman"])])
def test_of_a_long_search_fifty_words_count(alice, number, names):
    known = [f"w{at}" for at in range(60)]
    ContactFactory(owner=alice, name="Priya Raman", notes=" ".join(known))

    # The last word of the search is nowhere; as the fifty-first it is left out.
    assert found(alice, all_of(" ".join([*known[: number - 1], "nowhere"]))) == names


@pytest.mark.parametrize(
    "words", ["nul\x00here", "x" * 10_000, "a-" * 5000, "ab " * 5000, '"; DROP TABLE x; --', "%_\\"]
)
def test_a_hostile_search_finds_nobody_and_breaks_nothing(alice, words):
    ContactFactory(owner=alice, name="Priya Raman")

    assert found(alice, all_of(words)) == []
    assert found(alice, any_of(words)) == []
