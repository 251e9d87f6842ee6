"""Another language: no sentence stays English that people read, and with English alone nothing is looked up."""

import ast
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import chain, product
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.template import Context, loader
from django.template.base import TextNode
from django.template.utils import get_app_template_dirs
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone, translation
from django.utils.translation import trans_real

from mentoring.advice.evidence import FINDINGS
from mentoring.advice.why_together import TOPICS
from mentoring.letters import Ask, Direct, example, offered, slug
from mentoring.models import Goal, Introduction, LetterKind, MentorCriterion, User
from mentoring.notifications.answers import tell_answer
from tests import addresses, made_up_language
from tests import factories as make
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
            r"^(?:Sam|Ruth)$",  # invented people
            r"^(?:name|before|after)$",  # the second word of texts of World, where one is cut in two
            r"\{\w+\}",  # placeholders of letters, which the person types in English
        )
    )
)
WORD = re.compile(r"[A-Za-z]{2,}")


class Read(HTMLParser):
    """What a page says, piece by piece; nothing of scripts and styles, nor names of zones, languages and sources."""

    def __init__(self, html: str):
        super().__init__()
        self.pieces: list[str] = []
        self.silent = ""
        self.feed(html)

    def handle_starttag(self, tag, pairs):
        said = dict(pairs)
        if tag in ("script", "style") or (tag == "select" and re.search("zone|language", said["name"])):
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
    middleware = settings.MIDDLEWARE
    after_person = middleware.index("mentoring.middleware.answers.PersonsTimeZone") + 1
    settings.LOCALE_PATHS, settings.USE_I18N, settings.LANGUAGE_CODE = [folder], True, CODE
    settings.LANGUAGES = [("en-gb", "English"), (CODE, CODE)]
    settings.MIDDLEWARE = [
        "django.middleware.locale.LocaleMiddleware",
        *middleware[:after_person],
        "mentoring.middleware.answers.PersonsLanguage",
        *middleware[after_person:],
    ]
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


def test_no_first_day_stays_english(made_up, client_ada):
    reader = Reader()

    for name in addresses.pages():
        if not addresses.STANDS_BEHIND[name]:
            reader.take_page(name, client_ada.get(reverse(name)))

    reader.found_nothing()


# Letters and emails


class Filled(dict):
    """Whatever a text asks for is there."""

    def __contains__(self, name):
        return True

    def __missing__(self, name):
        return 3  # which may be counted, compared and printed


def spoken_parts(name: str) -> Iterator[str]:
    """Every sentence of a template, those of branches that exclude each other as well."""
    template, context = loader.get_template(name).template, Context(Filled(), autoescape=False)
    with context.bind_template(template):
        for node in template.nodelist.get_nodes_by_type((TextNode, TranslateNode, BlockTranslateNode)):
            yield node.render(context)


def in_folder(folder: str) -> list[str]:
    """The templates of one folder, ours and those of the packages."""
    found = {
        f"{folder}/{path.name}"
        for home in (made_up_language.ROOT / "templates", *map(Path, get_app_template_dirs("templates")))
        for path in (home / folder).glob("*.txt")
    }
    return sorted(found)


@pytest.mark.parametrize(
    "kind", ["mentoring/letters", "mentoring/email", "account/email", "mfa/email", "account/messages"]
)
def test_no_branch_of_a_letter_or_an_email_stays_english(made_up, db, kind):
    reader = Reader()

    for name in in_folder(kind):
        reader.take(name, list(spoken_parts(name)))

    assert in_folder(kind)
    reader.found_nothing()


def test_no_letter_stays_english_whatever_is_known(made_up, ada):
    world = World(ada, "ŴŴ")
    reader, today = Reader(), timezone.localdate()
    goal, criteria = Goal(title="ȧḓȧ", why="ȧḓȧ"), [MentorCriterion(text="ȧḓȧ")] * 2

    for prospect, about, count, day in product(
        (None, world.prospect), (None, goal), range(3), (None, today + dt.timedelta(days=9))
    ):
        ask = Ask(ada, world.contact, prospect, about, criteria[:count], "ȧḓȧ", day, today)
        reader.take("ask", [*ask.letter().message.splitlines(), ask.letter().subject, ask.spoken])
    for about, known, purpose in product((None, goal), ("", "ȧḓȧ"), ("", "ȧḓȧ")):
        direct = Direct(ada, world.contact, about, known, purpose)
        reader.take("direct", [*direct.letter().message.splitlines(), direct.letter().subject, direct.spoken])
    for kind in LetterKind:
        for owner in (ada, UserFactory(name="ȧḓȧ")):
            reader.take(f"example of {kind}", list(example(owner, kind, today).values()))

    reader.found_nothing()


def test_every_letter_that_is_offered_is_in_the_language(made_up, ada, client_ada):
    World(ada, "ŴŴ")
    reader = Reader()

    for way in Introduction.objects.all():
        for kind in offered(way):
            address = reverse("letters.write", args=[way.pk, slug(kind)])
            reader.take_page(address, client_ada.get(address))

    reader.found_nothing()


def lines_of(message) -> list[str]:
    """What an email says, in its subject, its text and its HTML."""
    html = [piece for body, _kind in getattr(message, "alternatives", ()) for piece in Read(body).pieces]
    return [message.subject, *message.body.splitlines(), *html]


@pytest.mark.parametrize("rhythm", ["daily", "weekly"])
def test_emails_are_in_the_language_a_person_chose(made_up, ada, settings, rhythm):
    settings.MAIL_ENABLED = True
    World(ada, "ŴŴ")
    bob = UserFactory(name="Bob", language="en-gb")
    World(bob, "ŴŴ")
    chosen = {
        "reminder_rhythm": rhythm,
        "reminder_hour": 0,
        "reminder_weekday": timezone.localdate().weekday(),
    }
    User.objects.update(**chosen)
    reader = Reader()

    with translation.override("en-gb"):
        call_command("send_reminders")

    sent = {message.to[0]: lines_of(message) for message in mail.outbox}
    reader.take(f"{rhythm} reminder", sent[ada.email])
    reader.found_nothing()
    assert re.match(r"\d+ things to do: ", sent[bob.email][0])


def test_mentors_answer_is_told_in_the_language_of_whom_it_is_told(made_up, ada, settings):
    settings.MAIL_ENABLED = True
    link = make.ShareLinkFactory(agreement__owner=ada, owner=ada)
    reader = Reader()

    with translation.override("en-gb"):
        tell_answer(make.MentorAnswerFactory(owner=ada, link=link))

    reader.take("answer", lines_of(mail.outbox[0]))
    reader.found_nothing()


# Accounts


def test_no_page_about_an_account_stays_english(made_up, ada, client_ada, settings):
    settings.MAIL_ENABLED = settings.SIGNUP_OPEN = True
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    ada.set_password("three random words")
    ada.save()
    named = (name for name in get_resolver().reverse_dict if isinstance(name, str))
    names = sorted(name for name in named if name.split("_")[0] in ("account", "mfa", "usersessions"))
    reader, seen = Reader(), set()

    client_ada.post(reverse("account_login"), {"login": ada.email, "password": "three random words"})
    for who, client in (("a stranger", Client()), ("somebody signed in", client_ada)):
        for name in names:
            try:
                address = reverse(name)
            except NoReverseMatch:
                continue
            response = client.get(address, follow=True)
            seen.add(name) if response.status_code == 200 else None
            reader.take_page(f"{name}, {who}", response)
            for form in forms_of(response):
                if any(field.is_typed for field in form.fields.values()):
                    with transaction.atomic():
                        reader.take_page(f"{name}, with mistakes", client.post(form.action, emptied(form)))
                        transaction.set_rollback(True)

    reader.found_nothing()
    assert len(seen) > 15


# Whose language it is


def test_person_reads_the_language_they_chose(made_up, ada, client_ada):
    settings_page = reverse("account.settings")
    form = {"block": "you", "name": ada.name, "time_zone": "", "language": "en-gb"}

    assert 'name="language"' in text_of(client_ada.get(settings_page))
    assert client_ada.post(settings_page, form | {"language": "xx"}).status_code == 422
    client_ada.post(settings_page, form)

    chosen = client_ada.get(settings_page, headers={"accept-language": "fr"})
    assert ('lang="en-gb"' in text_of(chosen), chosen.headers["Content-Language"]) == (True, "en-gb")
    User.objects.update(language="xx")  # of another instance
    assert f'lang="{CODE}"' in text_of(client_ada.get(settings_page, headers={"accept-language": "fr"}))


def test_nobody_is_offered_a_choice_of_one(client_alice, alice):
    address = reverse("account.settings")

    assert 'name="language"' not in text_of(client_alice.get(address))
    client_alice.post(address, {"block": "you", "name": "Ada", "time_zone": "", "language": "fr"})

    alice.refresh_from_db()
    assert (alice.name, alice.language) == ("Ada", "")


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


# What a number counts has a form for one and for more, since other languages have up to six. These count nothing:
# the place in a row, a bound that is always the same number, and a number that another one of the sentence goes with.
COUNTS = re.compile(r"%\((?:n|count|words|minutes|seconds|weeks|months|more|total)\)[sd] (?!of )[a-z]")
COUNT_NOTHING = {
    "Choose a longer password: %(count)d characters or more",
    "At least %(count)d characters. Three or four random words work well.",
    "%(reached)s of %(total)s rows of %(file)s are in.",
    "%(reached)s of %(total)s changes from %(file)s are undone.",
    "%(read)s of %(total)s rows of %(file)s. Nothing is saved yet.",
}


def test_what_is_counted_has_a_form_for_one_and_for_more():
    single = {message.id for message in made_up_language.own_sentences() if isinstance(message.id, str)}

    assert {sentence for sentence in single if COUNTS.search(sentence)} - COUNT_NOTHING == set()
    assert COUNT_NOTHING - single == set()
