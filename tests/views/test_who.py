"""Who in the network may meet a criterion: shown with the words, never with a score, and said when nobody does."""

import pytest
from django.urls import reverse

from tests.factories import ContactFactory, MentorCriterionFactory, ProspectFactory, TagFactory

pytestmark = pytest.mark.every_database

WHO = reverse("who.index")
CRITERIA = reverse("criteria.index")


def of(criterion, name="criterion"):
    return reverse(f"who.{name}", args=[criterion.pk])


def names(page) -> list[str]:
    return [match.contact.name for match in page.context["page"]]


@pytest.fixture
def bakers(alice, bob):
    """One for each place where words may stand, and several who are not meant."""
    ContactFactory(owner=alice, name="Role", role="Head <b>Baker</b>")
    ContactFactory(owner=alice, name="Company", company="Bakers & Sons")
    ContactFactory(owner=alice, name="Notes", notes="Once " * 40 + "a master baker in York")
    ProspectFactory(owner=alice, name="Tag").tags.add(TagFactory(owner=alice, name="baker"))
    ContactFactory(owner=alice, name="Josephine Baker", role="Dancer")
    ContactFactory(owner=alice, name="Away", role="Baker", archived_on="2026-03-01")
    ContactFactory(owner=bob, name="Bob’s", role="Baker")
    return MentorCriterionFactory(owner=alice, text="Has <i>baked</i>", search_words="baker*")


def test_a_criterion_shows_whom_it_finds_and_where_the_words_stand(client_alice, bakers):
    page = client_alice.get(of(bakers))
    text = page.content.decode()

    assert names(page) == ["Company", "Notes", "Role", "Tag"]
    assert "Head &lt;b&gt;<mark>Baker</mark>&lt;/b&gt;" in text
    assert "<mark>Bakers</mark> &amp; Sons" in text
    assert "a master <mark>baker</mark> in York" in text
    assert '<span class="tag"><mark>baker</mark></span>' in text
    assert "<h2>4 people</h2>" in text
    assert "Has &lt;i&gt;baked&lt;/i&gt;" in text


def test_criteria_say_how_many_they_find(client_alice, alice, bakers):
    MentorCriterionFactory(owner=alice, search_words="astronaut")
    MentorCriterionFactory(owner=alice, search_words="york")
    MentorCriterionFactory(owner=alice, search_words=" ,*")

    text = client_alice.get(CRITERIA).content.decode()

    assert text.count("Finds 4 people") == text.count("Finds 1 person") == text.count("Finds nobody yet") == 1
    assert text.count(f'href="{of(bakers)}"') == 2


def test_criteria_combine_to_any_or_every_one(client_alice, alice, bakers):
    york = MentorCriterionFactory(owner=alice, text="Lives near", search_words="york, leeds")
    ContactFactory(owner=alice, name="Leeds", place="Leeds")

    both = {"criterion": [bakers.pk, york.pk]}

    assert names(client_alice.get(WHO)) == ["Company", "Leeds", "Notes", "Role", "Tag"]
    assert names(client_alice.get(WHO, both)) == ["Company", "Leeds", "Notes", "Role", "Tag"]
    assert names(client_alice.get(WHO, {"criterion": york.pk})) == ["Leeds", "Notes"]
    page = client_alice.get(WHO, both | {"match": "all"})
    assert names(page) == ["Notes"]
    assert "May meet: Has &lt;i&gt;baked&lt;/i&gt;; Lives near" in page.content.decode()


@pytest.mark.parametrize(
    "asked", ["criterion=x", "criterion=" + "9" * 40, "criterion={bob}", "match=some", "page=x"]
)
def test_nonsense_in_the_address_counts_as_not_asked(client_alice, bob, bakers, asked):
    theirs = MentorCriterionFactory(owner=bob, search_words="dancer")

    page = client_alice.get(f"{WHO}?{asked.replace('{bob}', str(theirs.pk))}")

    assert names(page) == ["Company", "Notes", "Role", "Tag"]


def test_a_criterion_without_words_asks_for_them_right_there(client_alice, alice, bakers):
    bare = MentorCriterionFactory(owner=alice, search_words="")

    page = client_alice.get(of(bare))

    assert names(page) == []
    assert f'action="{of(bare, "words")}"' in page.content.decode()
    said = client_alice.post(of(bare, "words"), {"search_words": "dancer", "opened_at": 1}, follow=True)
    assert said.redirect_chain == [(of(bare), 302)]
    assert names(said) == ["Josephine Baker"]


def test_too_many_words_come_back_with_the_reason(client_alice, bakers):
    page = client_alice.post(of(bakers, "words"), {"search_words": "x" * 201, "opened_at": 1})

    assert page.status_code == 422
    assert "x" * 201 in page.content.decode()
    bakers.refresh_from_db()
    assert bakers.search_words == "baker*"


def test_nobody_is_said_plainly_with_the_one_thing_to_do(client_alice, alice):
    assert "First say what your mentor should have" in client_alice.get(WHO).content.decode()

    criterion = MentorCriterionFactory(owner=alice, search_words="<astronaut>")
    assert "There’s no one to look through yet" in client_alice.get(of(criterion)).content.decode()

    ContactFactory(owner=alice)
    assert "Nobody matches “&lt;astronaut&gt;”" in client_alice.get(of(criterion)).content.decode()
    assert "Nobody matches" in client_alice.get(WHO).content.decode()


def test_pages_keep_what_was_asked(client_alice, alice):
    criterion = MentorCriterionFactory(owner=alice, search_words="baker")
    ContactFactory.create_batch(21, owner=alice, role="Baker")

    page = client_alice.get(WHO, {"criterion": criterion.pk, "match": "all"})

    assert len(names(page)) == 20
    assert f"?criterion={criterion.pk}&amp;match=all&amp;page=2" in page.content.decode()
    assert "All 21</label>" in page.content.decode()


def test_who_is_found_is_nobody_elses_business(client_bob, bakers):
    assert client_bob.get(of(bakers)).status_code == 404
    assert client_bob.post(of(bakers, "words"), {"search_words": "x"}).status_code == 404
    assert "Head" not in client_bob.get(WHO, {"criterion": bakers.pk}).content.decode()
