"""Another language: no sentence stays English that people read, and with English alone nothing is looked up."""

import ast
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import chain

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from mentoring.advice.evidence import FINDINGS
from mentoring.advice.why_together import TOPICS
from tests import addresses, made_up_language
from tests.addresses import World
from tests.factories import UserFactory
from tests.made_up_language import CODE, SMALL
from tests.markup import forms_of, text_of

pytestmark = pytest.mark.any_database

# Attributes that are read out or shown.
SPOKEN = {
    "title", "aria-label", "aria-description", "placeholder", "alt", "data-copied", "data-said", "data-hint",
    "data-saving", "data-unreached", "data-clock", "data-keys",
}  # fmt: skip
# What is English in every language.
STAYS = re.compile(
    "|".join(
        (
            r"https?://\S+|\S+@\S+|\S+\.(?:com|org|net|md|json|csv|ics|vcf|zip|txt)\b",  # addresses and files
            r"Waymark|LinkedIn|localhost|CSV|vCard|iCalendar|JSON|PDF|UTC|GMT|Ctrl|Enter|Esc",  # names
            r"^(?:name|before|after)$",  # the second word of texts of World, where one is cut in two
            r"\{\w+\}",  # placeholders of letters, which the person types in English
        )
    )
)
WORD = re.compile(r"[A-Za-z]{2,}")


class Read(HTMLParser):
    """What a page says, piece by piece; nothing of scripts, styles and what stands for time zones and sources."""

    def __init__(self, html: str):
        super().__init__()
        self.pieces: list[str] = []
        self.silent = ""
        self.feed(html)

    def handle_starttag(self, tag, pairs):
        said = dict(pairs)
        if tag in ("script", "style") or (tag == "select" and "zone" in said.get("name", "")):
            self.silent = tag
        if "cite" in (said.get("class") or "").split() or tag == "cite":
            self.silent = tag
        if not self.silent:
            self.pieces += [value for name, value in pairs if value and name in SPOKEN]
        if tag == "meta" and said.get("name") == "description":
            self.pieces.append(said["content"])

    def handle_endtag(self, tag):
        if tag == self.silent:
            self.silent = ""

    def handle_data(self, data):
        if data.strip() and not self.silent:
            self.pieces.append(" ".join(data.split()))


def texts_in(value) -> set[str]:
    """Every text in a stored value, and each of its lines."""
    if isinstance(value, (bytes, memoryview)):
        return set(re.split(r"[;,\n]", bytes(value).decode(errors="replace")))
    if isinstance(value, str):
        return {value, *value.splitlines()}
    if isinstance(value, dict):
        value = value.values()
    return set(chain.from_iterable(map(texts_in, value))) if isinstance(value, Iterable) else set()


def stored() -> set[str]:
    """What people typed, in whatever language, but for a word that is one of the product's own values."""
    rows = chain.from_iterable(addresses.rows().values())
    texts = set(chain.from_iterable(texts_in(value) for row in rows for value in row.values()))
    fields = chain.from_iterable(
        model._meta.get_fields() for model in apps.get_app_config("mentoring").get_models()
    )
    return texts - {value for field in fields for value, _label in getattr(field, "choices", None) or ()}


def sources() -> set[str]:
    """Who found what the product says: names of people, journals and sites."""
    lines = chain.from_iterable(topic.lines for topic in TOPICS)
    found = {one.source for one in (*FINDINGS.values(), *lines)}
    return {source for source in found if isinstance(source, str)}


class Reader:
    """Takes pages and letters; keeps what in them is English, and what was made small that is no label any more."""

    def __init__(self):
        self.whole = stored()
        told = (text for text in self.whole | sources() if " " in text or text[:1].isupper())
        self.stays = re.compile("|".join(map(re.escape, sorted(told, key=len, reverse=True))), re.IGNORECASE)
        self.english: dict[str, str] = {}
        self.made_small: dict[str, str] = {}

    def take(self, where: str, pieces: list[str]) -> None:
        for piece in pieces:
            if piece not in self.whole and WORD.search(STAYS.sub("", self.stays.sub("", piece))):
                self.english.setdefault(piece, where)
            if SMALL in piece:
                self.made_small.setdefault(piece, where)

    def found_nothing(self) -> None:
        found = [f"{where}: {piece}" for piece, where in self.english.items()]
        found += [f"{where}, made small: {piece}" for piece, where in self.made_small.items()]
        assert not found, f"{len(found)} sentences\n" + "\n".join(found)

    def take_page(self, where: str, response) -> None:
        if response.get("Content-Type", "").startswith("text/html"):
            self.take(where, Read(text_of(response)).pieces)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of languages with the made-up one in it."""
    folder = tmp_path_factory.mktemp("locale")
    made_up_language.compile_into(folder)
    return folder


@pytest.fixture
def made_up(folder, settings):
    """The instance speaks the made-up language beside English, and reads it unless a browser asks for English."""
    speaks = override_settings(
        LOCALE_PATHS=[folder],
        USE_I18N=True,
        LANGUAGE_CODE=CODE,
        LANGUAGES=[("en-gb", "English"), (CODE, CODE)],
        MIDDLEWARE=["django.middleware.locale.LocaleMiddleware", *settings.MIDDLEWARE],
    )
    with speaks:
        forget()
        with translation.override(CODE):
            yield
    forget()


def forget():
    """What Django keeps of languages, and of whether there are any, for as long as the process runs."""
    translation._trans.__dict__.clear()
    trans_real._translations.clear()
    trans_real._default = None


@pytest.fixture
def ada(db):
    """Somebody whose name has no letter of English."""
    return UserFactory(name="Ȧḓȧ Ƶ", email="ada@example.org")


@pytest.fixture
def client_ada(ada):
    client = Client()
    client.force_login(ada)
    return client


def emptied(form) -> dict:
    """The form with nothing in what is typed, and a day that was never meant."""
    typed = {name: "" for name, field in form.fields.items() if field.is_typed}
    days = {name: "0001-01-01" for name, field in form.fields.items() if field.kind == "date"}
    return form.data(**typed, **days)


def test_no_page_and_no_mistake_stays_english(made_up, ada, client_ada):
    world = World(ada, "ŴŴ")
    reader, sent = Reader(), set()

    for name in addresses.pages():
        response = client_ada.get(world.address(name))
        if name in addresses.FILES:
            continue
        reader.take_page(name, response)
        for form in forms_of(response):
            key = (form.action.split("?")[0], *form.fields)
            if key in sent or not any(field.is_typed for field in form.fields.values()):
                continue
            sent.add(key)
            with transaction.atomic():
                reader.take_page(f"{name}, with mistakes", client_ada.post(form.action, emptied(form)))
                transaction.set_rollback(True)

    reader.found_nothing()


def test_every_browser_reads_the_language_it_asks_for(made_up, client_ada):
    path = reverse("goals.index")

    english = client_ada.get(path, headers={"accept-language": "en-US,en;q=0.9"})
    other = client_ada.get(path, headers={"accept-language": "fr"})

    assert ('lang="en-gb"' in text_of(english), "Goals" in text_of(english)) == (True, True)
    assert (f'lang="{CODE}"' in text_of(other), "Goals" in text_of(other)) == (True, False)


def test_no_sentence_is_marked_where_an_extractor_cannot_see_it():
    found = set(chain.from_iterable(texts_in(message.id) for message in made_up_language.own_sentences()))
    calls = (
        (name, node.args[0].value)
        for path in (made_up_language.ROOT / "mentoring").rglob("*.py")
        for name, node in ((path.name, node) for node in ast.walk(ast.parse(path.read_text())))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "gettext", "gettext_lazy"}
        if node.args and isinstance(node.args[0], ast.Constant)
    )

    assert [(name, text) for name, text in calls if not texts_in(text) <= found] == []
