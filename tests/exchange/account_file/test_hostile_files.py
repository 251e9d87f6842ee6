"""Files that nobody should send, and those of an older Waymark."""

import json

import pytest
from django.db import transaction

from mentoring.exchange.account_file.parse import Refused
from mentoring.exchange.account_file.read import bring_back, preview
from mentoring.exchange.account_file.versions import VERSION
from mentoring.models import Contact
from tests.addresses import World, rows
from tests.exchange.account_file.files import pieces, whole
from tests.factories import ContactFactory

pytestmark = pytest.mark.django_db


def test_a_file_of_many_tiny_records_is_refused_before_it_costs_more_than_its_length_says(bob):
    names = [{"id": number, "name": f"t{number}"} for number in range(1, 1001)]
    start = f'{{"format": "waymark", "version": {VERSION}, "person": {{}}, "records": '
    read = []

    def pieces_read():
        for piece in pieces(start + json.dumps({"tag": names}) + "}"):
            read.append(piece)
            yield piece

    with pytest.raises(Refused, match="too many records"):
        preview(bob, pieces_read())

    assert len("".join(read)) < 20_000


def spoilt(text: str, change) -> str:
    said = json.loads(text)
    change(said)
    return json.dumps(said)


def set_at(*path, to):
    def change(said):
        for step in path[:-1]:
            said = said[step]
        said[path[-1]] = to

    return change


def words_with(line):
    """A change that puts this line into the words of an agreement."""
    sections = [{"key": "goals", "title": "What we’re working on", "lines": [line]}]
    return set_at("records", "mentoragreement", 0, "confirmed_words", to=sections)


RECORDS = ("records", "contact", 0)
SPOILT = {
    "a later version": set_at("version", to=VERSION + 1),
    "a version before the first": set_at("version", to=0),
    "a version that is true": set_at("version", to=True),
    "another format": set_at("format", to="monica"),
    "an unknown kind": set_at("records", "spies", to=[]),
    "an unknown field": set_at(*RECORDS, "is_staff", to=True),
    "an owner": set_at(*RECORDS, "owner", to=1),
    "a number as a name": set_at(*RECORDS, "name", to=7),
    "no name": set_at(*RECORDS, "name", to=""),
    "a name of spaces": set_at(*RECORDS, "name", to="\u200b\u3164"),
    "a name too long": set_at(*RECORDS, "name", to="x" * 121),
    "a zero byte": set_at(*RECORDS, "notes", to="a\0b"),
    "half a letter": set_at(*RECORDS, "notes", to="\ud800"),
    "a text too long": set_at(*RECORDS, "notes", to="x" * 100_001),
    "a script as an address": set_at(*RECORDS, "linkedin", to="javascript:alert(1)"),
    "a day that is none": set_at(*RECORDS, "prospect_on", to="2026-02-30"),
    "a day before all days": set_at(*RECORDS, "prospect_on", to="0001-01-01"),
    "a moment without a zone": set_at(*RECORDS, "created_at", to="2026-02-03T10:00:00"),
    "an unknown choice": set_at(*RECORDS, "closed_because", to="bored"),
    "facts out of order": set_at(*RECORDS, "closed_on", to="2026-02-03"),
    "a revision beyond numbers": set_at(*RECORDS, "revision", to=2**63),
    "a key that is none": set_at(*RECORDS, "form_key", to="7"),
    "the same key twice": lambda said: said["records"]["contact"][1].update(
        form_key=said["records"]["contact"][0]["form_key"]
    ),
    "the same number twice": set_at("records", "contact", 1, "id", to=1),
    "a number below one": set_at(*RECORDS, "id", to=0),
    "no number": set_at(*RECORDS, "id", to=None),
    "somebody else's record": set_at("records", "interaction", 0, "contact", to=999_999),
    "nobody's record": set_at("records", "interaction", 0, "contact", to=None),
    "a tag that is not there": set_at(*RECORDS, "tags", to=[77]),
    "tags that are none": set_at(*RECORDS, "tags", to={"1": 1}),
    "a tag twice": set_at(*RECORDS, "tags", to=[1, 1]),
    "an introduction from itself": set_at("records", "introduction", 0, "came_from", to=1),
    "introductions in a ring": lambda said: [
        said["records"]["introduction"][a].update(came_from=b + 1) for a, b in ((0, 1), (1, 2), (2, 0))
    ],
    "words that are no words": set_at("records", "mentoragreement", 0, "confirmed_words", to=5),
    "words that are an empty table": set_at("records", "mentoragreement", 0, "confirmed_words", to={}),
    "a line of words with more in it": words_with({"text": "a", "who": "b", "is_item": True, "url": "c"}),
    "a line of words with less in it": words_with({"text": "a", "who": "b"}),
    "a line of words that is neither": words_with({"text": "a", "who": "b", "is_item": "yes"}),
    "a line of words that is text": words_with("a"),
    "a postponement of nothing": set_at("records", "postponement", 0, "action", to="introduction.thanked:4711"),
    "a person that is a list": set_at("person", to=[]),
    "a theme that is none": set_at("person", "theme", to="pink"),
    "an operator": set_at("person", "is_superuser", to=True),
    "a record that is a word": set_at(*RECORDS, to="Ada"),
    "records that are a word": set_at("records", "contact", to="Ada"),
    "a file that is too deep": set_at(*RECORDS, "name", to=None),
}  # fmt: skip


@pytest.mark.any_database
def test_a_file_that_is_no_such_file_is_refused_with_one_sentence_and_nothing_is_written(alice, bob):
    World(alice, "Quillwort")
    text = whole(alice)
    files = {name: spoilt(text, change) for name, change in SPOILT.items()}
    files |= {
        "nothing": "",
        "a list": "[]",
        "half a file": text[: len(text) // 2],
        "a file and more": text + "{}",
        "a hundred thousand brackets": f'{{"format": "waymark", "version": {VERSION}, "person": '
        + "[" * 100_000,
        "brackets as a record": text.replace('"contact": [', '"contact": [' + "[" * 100_000, 1),
        "a number without end": text.replace(f'"version": {VERSION}', '"version": ' + "1" * 5_000, 1),
        "a record without end": text.replace('"contact": [', '"contact": ["' + "x" * 2_000_000, 1),
        "no number at all": text.replace(f'"version": {VERSION}', '"version": NaN', 1),
        "a field twice": text.replace('"person": {', '"person": {"theme": "dark", ', 1),
        "a comma too many": text.replace("\n]", ",\n]", 1),
    }
    before, refused = rows(), {}

    for name, file in files.items():
        try:
            with transaction.atomic():
                bring_back(bob, pieces(file))
        except Refused as refusal:
            refused[name] = str(refusal)

    assert set(files) - set(refused) == set()
    assert all(words.endswith(".") and len(words) < 200 for words in refused.values())
    assert "contact 1" in refused["a name too long"]
    assert "name" in refused["a name too long"]
    assert rows() == before


def test_a_file_of_an_older_waymark_leaves_new_fields_to_their_defaults(alice, bob):
    ContactFactory(owner=alice, name="Ada", place="Leeds")

    bring_back(bob, [spoilt(whole(alice), lambda said: said["records"]["contact"][0].pop("place"))])

    assert Contact.objects.owned_by(bob).get().place == ""
