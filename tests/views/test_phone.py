"""On the phone: the product can be put among the apps, and a talk is written down with one thumb."""

import re
import struct
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from mentoring.models import Contact, Interaction
from tests import factories as make

pytestmark = pytest.mark.django_db

STATIC = Path(__file__).resolve().parent.parent.parent / "static"


def pixels(path: str) -> tuple[int, int]:
    """The width and height of a PNG, from its header."""
    head = Path(finders.find(path.removeprefix("/static/"))).read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


def test_manifest_names_icons_that_are_there_and_pages_that_open(client_alice, alice):
    make.ContactFactory(owner=alice)

    answer = Client().get("/manifest.webmanifest")
    told = answer.json()

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert (told["name"], told["display"], told["start_url"], told["scope"]) == (
        "Waymark",
        "standalone",
        "/",
        "/",
    )
    sizes = {(icon["sizes"], icon["purpose"]) for icon in told["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in told["icons"]:
        assert "{}x{}".format(*pixels(icon["src"])) == icon["sizes"]
    for shortcut in told["shortcuts"]:
        assert client_alice.get(shortcut["url"]).status_code == 200


def test_pages_name_manifest_icon_and_colours_of_the_theme(client_alice, alice, client):
    tokens = (STATIC / "mentoring/css/02-tokens.css").read_text()
    light, dark = re.findall(r"--c-page:(#\w+)", tokens)[:2]

    def colours(client):
        return re.findall(r'name="theme-color" content="(#\w+)"', client.get("/").content.decode())

    page = client.get("/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    [touch] = re.findall(r'rel="apple-touch-icon" href="([^"]*)"', page)
    assert pixels(touch) == (180, 180)
    assert colours(client) == colours(client_alice) == [light, dark]
    assert Client().get("/manifest.webmanifest").json()["theme_color"] == light
    for theme, colour in (("light", light), ("dark", dark)):
        alice.theme = theme
        alice.save()
        assert colours(client_alice) == [colour]


def test_icon_for_whoever_asks_without_reading_a_page(client):
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer.url) == (302, "/static/mentoring/img/favicon.ico")
    assert Path(finders.find("mentoring/img/favicon.ico")).read_bytes()[:4] == b"\0\0\1\0"


def test_there_is_no_service_worker_that_would_keep_private_pages():
    scripts = "".join(path.read_text() for path in (STATIC / "mentoring/js").glob("*.js"))

    assert "serviceWorker" not in scripts


# We talked


def test_talk_is_written_down_from_anywhere(client_alice, alice, today):
    priya = make.ContactFactory(owner=alice, name="Priya Raman", may_introduce=True)
    make.ContactFactory(owner=alice, name="Gone", archived_on=today)
    page = client_alice.get("/notes/new/").content.decode()

    sent = {
        "contact": priya.pk,
        "kind": "talked",
        "text": "The new warehouse",
        "on": today.isoformat(),
        "next": "/",
    }
    key = {"form_key": "0b5a8f6e-5d2b-4a39-9d0e-3c3d7e0f7a11"}
    answer = client_alice.post("/notes/new/", sent | key)
    client_alice.post("/notes/new/", sent | key)

    assert "Priya Raman" in page
    assert "Gone" not in page
    assert (answer.status_code, answer.url) == (302, "/")
    note = Interaction.objects.get()
    assert (note.owner, note.contact, note.kind, note.text, note.on) == (
        alice,
        priya,
        "talked",
        "The new warehouse",
        today,
    )
    priya.refresh_from_db()
    assert priya.last_touch_on == today


def test_talk_with_nobody_or_somebody_elses_contact_is_no_talk(client_alice, alice, bob, today):
    his = make.ContactFactory(owner=bob)
    make.ContactFactory(owner=alice)

    for contact in ("", his.pk, "x\0", "9" * 30):
        sent = {"contact": contact, "kind": "talked", "text": "Kept words", "on": today.isoformat()}
        answer = client_alice.post("/notes/new/", sent)

        assert answer.status_code == 422
        assert "Kept words" in answer.content.decode()
    assert not Interaction.objects.exists()


def test_without_contacts_the_page_says_whom_to_add_first(client_alice):
    assert 'href="/contacts/new/"' in client_alice.get("/notes/new/").content.decode().partition("<main")[2]


RUTH = "https://www.linkedin.com/in/ruth-a"
TEAM = "https://calder.example/team?p=1"
ELSEWHERE = "https://linkedin.com.evil.example/in/ruth"


@pytest.mark.parametrize(
    ("title", "url", "filled"),
    [
        ("Ruth Abernethy | LinkedIn", f"{RUTH}/?trk=x", ["Ruth Abernethy", RUTH, ""]),
        (
            "(3) Ruth A - Director - Calder | LinkedIn",
            "https://de.linkedin.com/in/ruth-a",
            ["Ruth A", RUTH, ""],
        ),
        ("Jean-Luc O’Brien – Team", TEAM, ["Jean-Luc O’Brien", "", TEAM]),
        ("", "", ["", "", ""]),
        ("<script>alert(1)</script>\0\u202e", "javascript:alert(1)", ["<script>alert(1)</script>", "", ""]),
        ("x" * 5000, "https://" + "y" * 5000, ["x" * 120, "", "https://" + "y" * 1992]),
        ("{{ 1 }}", ELSEWHERE, ["{{ 1 }}", "", ELSEWHERE]),
    ],
)
def test_a_page_that_is_shared_fills_the_form_and_saves_nothing(client_alice, alice, title, url, filled):
    told = Client().get("/manifest.webmanifest").json()["share_target"]
    assert (told["action"], told["method"]) == ("/contacts/new/", "GET")
    assert told["params"] == {"title": "title", "url": "url"}

    answer = client_alice.get(told["action"], {"title": title, "url": url})

    form = answer.context["form"]
    assert answer.status_code == 200
    assert [form[name].value() or "" for name in ("name", "linkedin", "notes")] == filled
    assert "<script>alert(1)" not in answer.content.decode()
    assert not Contact.objects.owned_by(alice).exists()


def test_the_bookmark_opens_the_same_form_and_is_only_to_be_dragged(client_alice):
    answer = client_alice.get("/contacts/import/")

    [address] = re.findall(r'href="(javascript:[^"]*)"', answer.content.decode())
    assert unescape(address).startswith(
        'javascript:void open("http://localhost:8000/contacts/new/?title="+encodeURIComponent'
    )
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert "Here, pressing it does nothing." in answer.content.decode()
