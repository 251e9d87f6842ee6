"""The house keeps its own rules: names, records, docstrings, templates, languages, walls and directions."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from factory.django import DjangoModelFactory

from mentoring.models import CommandRun, ContactTally, Invitation, ReminderRun, User
from mentoring.models.base import Owned
from mentoring.models.button_facts import ButtonFact
from mentoring.models.closing_reasons import Reason
from mentoring.models.facts import Fact
from tests import addresses, factories
from tests.addresses import World
from tests.tools.rooms import ROOMS, modules

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text()
    for path in sorted((ROOT / "mentoring").rglob("*.py"))
    if "migrations" not in path.parts
}
PAGES = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in sorted(TEMPLATES.rglob("*.*"))}
MODELS = list(apps.get_app_config("mentoring").get_models())


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax of every module of the product."""
    return {name: ast.parse(source) for name, source in MODULES.items()}


def found(pattern: str, texts: dict[str, str]) -> list[str]:
    """Where a pattern stands: "file:line what", for everything it matches."""
    return [
        f"{name}:{text[: match.start()].count(chr(10)) + 1} {' '.join(match[0].split())[:80]}"
        for name, text in texts.items()
        for match in re.finditer(pattern, text)
    ]


# Names


def place(name: str) -> tuple[str, str]:
    """The module and the function of the view behind an address."""
    view = addresses.product()[name].callback
    return view.__module__, view.__name__


def test_an_address_is_named_after_its_view():
    # The facts of a table have an address each, and one view that is told which fact it is.
    product = addresses.product().items()
    places = {name: ".".join(place(name)) for name, one in product if "fact" not in one.default_args}

    assert places == {name: f"mentoring.views.{name}" for name in places}


@pytest.mark.any_database
def test_a_page_is_a_template_of_the_same_name(client_alice, alice):
    world, answers = World(alice, "Quillwort"), {}

    for name in set(addresses.pages()) - addresses.FILES:
        answer = client_alice.get(world.address(name))
        if answer.status_code == 200:
            answers[name] = next(one.name for one in answer.templates if one.name.endswith(".html"))

    # One page asks before anything is deleted; only what shows more than words has a template that extends it.
    own = {name: f"mentoring/{name.replace('.', '/')}.html" for name in answers}
    asking = {name for name, page in own.items() if name.endswith(".delete") and page not in PAGES}
    assert answers == own | dict.fromkeys(asking, "mentoring/confirm.html")


def test_a_verb_has_no_page():
    assert [name for name in addresses.verbs() if f"mentoring/{name.replace('.', '/')}.html" in PAGES] == []


def test_every_template_is_used():
    sources = "\n".join([*PAGES.values(), *MODULES.values()])
    views = {f"mentoring/{name.replace('.', '/')}.html" for name in addresses.product()}
    ours = {name for name in PAGES if name.startswith("mentoring/") and name.endswith(".html")}

    # A view may name its template by the end of it, for two that share one way.
    unused = {name for name in ours - views if name not in sources}

    assert unused == set()


# Records


@pytest.mark.parametrize(
    "model", [model for model in MODELS if model is not ContactTally], ids=lambda model: model.__name__
)
def test_a_record_has_all_that_records_have(model):
    assert model._meta.ordering
    assert model.__str__ is not models.Model.__str__
    assert str(model._meta.verbose_name) not in {
        "",
        re.sub(r"(?<=.)(?=[A-Z])", " ", model.__name__).lower(),
    } or ("verbose_name" in model._meta.original_attrs)
    assert "verbose_name_plural" in model._meta.original_attrs
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")
    assert any(
        isinstance(kind, type) and issubclass(kind, DjangoModelFactory) and kind._meta.model is model
        for kind in vars(factories).values()
    )


# The person themselves, what is about the machine and nobody's record, what stands before there is an account, and
# what only triggers write.
NOBODYS = {User, CommandRun, ReminderRun, Invitation, ContactTally}


@pytest.mark.parametrize(
    "model", [model for model in MODELS if model not in NOBODYS], ids=lambda model: model.__name__
)
def test_a_record_belongs_to_one_person_and_goes_with_them(model):
    owner = model._meta.get_field("owner")

    assert issubclass(model, Owned)
    assert owner.related_model is User
    assert owner.remote_field.on_delete is models.CASCADE
    assert not owner.null
    assert not owner.editable


def test_no_record_of_a_person_keeps_their_account_from_going():
    kept = [
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.get_fields()
        if getattr(getattr(field, "remote_field", None), "on_delete", None) is models.PROTECT
    ]

    assert kept == []


# Words about the code

# What a row of a table says for itself: documented where the table says what a row is.
ROWS_SAY = {name for row in (ButtonFact, Fact, Reason) for name in vars(row) if not name.startswith("_")}


def undocumented(node, inside="") -> Iterator[str]:
    """The public classes, functions and methods without a docstring; what Django calls by its own name is known."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.ClassDef | ast.FunctionDef) or child.name.startswith("_"):
            continue
        if inside and isinstance(child, ast.ClassDef):
            continue  # Meta and the choices of a field
        if inside and child.name in ROWS_SAY:
            continue
        if not ast.get_docstring(child) and not child.name.endswith("QuerySet"):
            yield f"{child.lineno} {inside}{child.name}"
        if isinstance(child, ast.ClassDef):
            yield from undocumented(child, f"{child.name}.")


def test_every_module_opens_with_a_line_on_what_it_is():
    opening = {name: (ast.get_docstring(tree) or "").split("\n")[0] for name, tree in trees().items()}

    assert [name for name, line in opening.items() if MODULES[name] and not line.endswith((".", "?"))] == []


def test_everything_public_says_what_it_does():
    assert [f"{name}:{what}" for name, tree in trees().items() for what in undocumented(tree)] == []


# One noun whose facts, constraints and verbs belong together. None of these may grow further.
LONGER = {
    "mentoring/exchange/formats/cleaning.py": 325,
    "mentoring/models/agreements.py": 340,
    "mentoring/models/contacts.py": 335,
    "mentoring/forms/introductions.py": 330,
    "mentoring/models/introduction_facts.py": 600,  # a table, which is looked up and not read through
    "mentoring/models/introductions.py": 340,
    "mentoring/introductions/paths.py": 330,
    "mentoring/status/records.py": 335,
}


def test_every_module_stays_short_enough_to_read():
    lengths = {name: len(source.splitlines()) for name, source in MODULES.items()}

    assert {name: lines for name, lines in lengths.items() if lines > LONGER.get(name, 320)} == {}


# Directions


# Packages that few people need, read once somebody does: together they would take 12 MB of each worker.
WHEN_NEEDED = {
    "mentoring/accounts/adapter.py": {"cryptography.fernet.Fernet", "cryptography.fernet.InvalidToken"},
    "mentoring/exchange/formats/calendar_file.py": {"icalendar.timezone.windows_to_olson.WINDOWS_TO_OLSON"},
    "mentoring/exchange/formats/calendar_times.py": {"icalendar.Calendar", "recurring_ical_events"},
    "mentoring/exchange/formats/card_lines.py": {"vobject.icalendar.stringToTextValues"},
    "mentoring/management/backups/postgres.py": {"psycopg.pq"},
    "mentoring/notifications/calendar/writing.py": {"icalendar"},
}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_of_mutants_names_modules_and_tests_that_are_there(room):
    assert modules(ROOMS[room])


def test_nothing_is_imported_inside_a_function():
    inside = [
        f"{name}:{line.lineno} {function.name}"
        for name, tree in trees().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for line in ast.walk(function)
        if isinstance(line, ast.Import | ast.ImportFrom)
        and (name, function.name) != ("mentoring/apps.py", "ready")
        and not (imported(line) and imported(line) <= WHEN_NEEDED.get(name, set()))
    ]

    assert inside == []


# What opens a connection. Waymark asks nobody for anything: an address that a person typed is kept and shown, never
# fetched. What leaves is mail, and Django sends that.
CLIENTS = (
    "aiohttp", "asyncio", "ftplib", "http.client", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
)  # fmt: skip
# The name of what is raised where a mail is not taken; and the command that asks the instance's own address.
MAY_NAME = {"smtplib.SMTPException"}
ASKS_ITSELF = {"mentoring/management/doctor.py": {"http.client", "ssl", "urllib.request"}}


def imported(tree) -> set[str]:
    """The names of what a module imports from elsewhere, in full."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {f"{node.module}.{one.name}" for one in node.names}
    return names - MAY_NAME


def test_nothing_opens_a_connection_to_an_address():
    found = {
        name: {one for one in CLIENTS if any(f"{had}.".startswith(f"{one}.") for had in imported(tree))}
        - ASKS_ITSELF.get(name, set())
        for name, tree in trees().items()
        if name.startswith("mentoring/")
    }

    assert {name: clients for name, clients in found.items() if clients} == {}


def test_who_may_import_whom_is_a_contract_that_is_checked():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    check = (ROOT / "Makefile").read_text().split("\ncheck:")[1].split("\n\n")[0]

    layers = [" ".join(contract["layers"]).split() for contract in contracts if contract["type"] == "layers"]
    product = ["urls", "views", "forms", "pages", "status", "exchange", "models", "text"]
    search = ["agreements", "meetings", "introductions", "contacts", "criteria", "goals", "base"]
    for order, layer in zip((product, search), layers, strict=False):
        assert all(layer.index(upper) < layer.index(lower) for upper, lower in pairwise(order))
    assert all(contract.get("exhaustive") for contract in contracts if contract["type"] == "layers")
    assert {"config", "tests"} <= {
        one for contract in contracts for one in contract.get("forbidden_modules", [])
    }
    assert "lint-imports" in check
    assert re.search(r"^test: check\b", (ROOT / "Makefile").read_text(), re.MULTILINE)


# Walls

# Where a view may look at records without their owner, and why.
WITHOUT_OWNER = {
    "User.objects.get(pk=request.user.pk)": "the person who asks is the owner",
    "ShareLink.objects.of_token(token)": "the secret in the address is the right to what it opens",
    "Invitation.objects.of_key(key, timezone.now())": "whoever was given the secret has no account yet",
    "Authenticator.objects.filter(user=user)": "second factors belong to an account and are no Owned",
}


def statements(tree) -> Iterator[ast.AST]:
    """Every statement that holds no other statements, and the heads of those that do."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.While):
            yield node.test
        elif isinstance(node, ast.For):
            yield node.iter
        elif isinstance(node, ast.stmt) and not hasattr(node, "body"):
            yield node


def test_views_reach_records_through_their_owner():
    roads = re.compile(r"owned_by\(|owned_or_404\(|owner=request\.user|press\(")
    open_roads = []
    for name, tree in trees().items():
        if not name.startswith("mentoring/views/"):
            continue
        for statement in statements(tree):
            source = ast.unparse(statement)
            if not re.search(r"\b[A-Z]\w+\.objects\b", source) or roads.search(source):
                continue
            # A queryset with a name of its own that goes through the owner further down.
            there = re.match(r"(\w+)(?:: [^=]+)? = ", source)
            if there and re.search(rf"(owned_or_404|press)\(\s*request, {there[1]}\b", MODULES[name]):
                continue
            if not any(known in source for known in WITHOUT_OWNER):
                open_roads.append(f"{name}:{statement.lineno} {source[:100]}")

    assert open_roads == []


def test_verbs_read_nothing_from_an_address():
    # The button of an Undo has no fields: what stood there before stands in its address.
    undoing = {
        "assessments.answered", "introductions.forgotten", "next_actions.gathered", "not_now.as_before",
    }  # fmt: skip
    reading = []
    for name in addresses.verbs():
        module, function = place(name)
        tree = trees()[module.replace(".", "/") + ".py"]
        [view] = [node for node in tree.body if getattr(node, "name", "") == function]
        if re.search(r"\.GET\b", ast.unparse(view)) and name not in undoing:
            reading.append(name)

    assert reading == []


def test_every_form_that_posts_carries_the_token():
    forms = {
        f"{name}:{text[: start.start()].count(chr(10)) + 1}": text[
            start.start() : text.index("</form", start.end())
        ]
        for name, text in PAGES.items()
        for start in re.finditer(r"<form\b[^>]*method=.post", text)
    }

    # The mentor's page uses nothing of the browser's own, so there is nothing to forge with.
    without = {place.split(":")[0] for place, form in forms.items() if "csrf_token" not in form}
    assert forms
    assert without == {"mentoring/shared/form.html", "mentoring/shared/message_form.html"}


def test_every_form_that_posts_says_where_to():
    """Else it goes to the address with its fragment, which the page after saving then opens at."""
    nowhere = {
        name for name, text in PAGES.items() if re.search(r"<form\b(?![^>]*action=)[^>]*method=.post", text)
    }

    assert nowhere == set()


# Templates: no inline script or style, nothing from elsewhere

PARTS_OF_MAIL = {name for name in PAGES if "/email/" in name}
PRINTED = {name: text for name, text in PAGES.items() if name.endswith(".html") and name not in PARTS_OF_MAIL}


@pytest.mark.parametrize(
    "inline",
    [
        r"<[^>]*\sstyle\s*=",
        r"<style\b",
        r"<[^>]*\son[a-z]+\s*=",
        r"<script\b(?![^>]*(?:\bsrc=|type=.application/json))",  # data for a script is no script
        r"(?i)javascript:",
        r"\|\s*safe\b|\{%\s*autoescape\s+off",
        r"(?i)\b(?:src|href|action|formaction|srcset|content)\s*=\s*[\"']?\s*(?:https?:)?//",
        r"<base\b|<iframe\b|<object\b|<embed\b",
    ],
)
def test_no_template_holds(inline):
    assert found(inline, PRINTED) == []


@pytest.mark.parametrize("marked", [r"\bmark_safe\(", r"style=|<script|<style|javascript:"])
def test_no_module_writes_markup_past_the_templates(marked):
    # Icons are drawn from a table of paths of our own; a bookmark runs on pages elsewhere.
    allowed = {"mentoring/drawing/icons.py", "mentoring/drawing/drawings.py", "mentoring/links/bookmark.py"}

    assert found(marked, {name: text for name, text in MODULES.items() if name not in allowed}) == []


# The markup of forms has its own template pack, which is drawn by crispy.


def test_no_line_of_a_template_is_too_long_to_read():
    lines = [(name, line) for name, text in PRINTED.items() for line in text.splitlines()]

    assert [f"{name}: {line.strip()[:60]}" for name, line in lines if len(line) > 200] == []


# Languages

# Words that are the same in every language.
SAME_EVERYWHERE = {"Waymark", "LinkedIn", "svg", "PDF"}


def untranslated(text: str) -> list[str]:
    """What a reader sees of a template, without what is marked for translation: the words that are left."""
    text = re.sub(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(
        r"\{%\s*block \w+_(?:class|attributes|url)\s*%\}.*?endblock[^%]*%\}", " ", text, flags=re.DOTALL
    )
    text = re.sub(r"\{%\s*blocktrans.*?endblocktrans\w*\s*%\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "~", text, flags=re.DOTALL)
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    seen = re.findall(r"\b(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"", text)
    seen.append(re.sub(r"&\w+;", " ", re.sub(r"<[^>]*>", " ", text, flags=re.DOTALL)))
    return [
        word for part in seen for word in re.findall(r"[^\W\d_]{2,}", part) if word not in SAME_EVERYWHERE
    ]


def test_every_word_of_a_template_is_marked_for_translation():
    printed = {name: text for name, text in PAGES.items() if name.endswith(".html")}
    plain = {name: untranslated(text) for name, text in printed.items()}

    assert {name: words for name, words in plain.items() if words} == {}


# Arguments of Django that people read.
READ = {"label", "help_text", "verbose_name", "verbose_name_plural", "violation_error_message", "empty_label"}
SAID = {"say", "ValidationError", "success", "warning", "error", "info"}


def unmarked(tree) -> Iterator[str]:
    """Plain text where a call expects words that people read."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
        read = [word.value for word in call.keywords if word.arg in READ]
        if called in SAID and not ast.unparse(call.func).startswith("logger"):
            read += call.args[:2]
        for word in read:
            if isinstance(word, ast.JoinedStr) or (isinstance(word, ast.Constant) and word.value):
                yield f"{word.lineno} {ast.unparse(word)}"


def test_every_word_of_python_that_people_read_is_marked_for_translation():
    plain = [
        f"{name}:{where}"
        for name, tree in trees().items()
        if re.match(r"mentoring/(?:models|views|forms)/", name)
        for where in unmarked(tree)
    ]

    assert plain == []


# Nothing of the machine it was made on

FOREIGN = r"/(?:home|root|Users|work)/[\w.]|(?:extra-)?index-url|trusted-host|(?i:artifactory|nexus|devpi)"


def test_no_file_knows_the_machine_it_was_made_on():
    kinds = {
        ".py",
        ".html",
        ".txt",
        ".md",
        ".toml",
        ".css",
        ".js",
        ".yml",
        ".yaml",
        ".svg",
        ".service",
        ".timer",
        ".conf",
        ".example",
        "",
    }
    folders = [
        "config",
        "mentoring",
        "templates",
        "static/mentoring",
        "tests",
        "docs",
        "requirements",
        "deploy",
        ".ci",
        ".github",
    ]
    files = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    files += [*ROOT.glob("*"), *ROOT.glob(".env.example"), *ROOT.glob(".git*")]
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text()
        for path in files
        if path.is_file()
        and path.suffix in kinds
        and "__pycache__" not in path.parts
        and path != Path(__file__)
    }

    told = found(FOREIGN, texts)

    # How locks are made without an address in them, and where images keep their only user's home.
    assert [line for line in told if "--no-emit-index-url" not in texts[line.split(":")[0]]] == []
    assert found(r"https?://", {n: t for n, t in texts.items() if n.startswith("requirements/")}) == []
