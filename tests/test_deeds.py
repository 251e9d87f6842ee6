"""One verb, one deed: buttons and links that say the same do the same, on whichever page they stand."""

import re
from collections import defaultdict
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from mentoring.models import Contact, Introduction, Meeting
from tests import addresses
from tests.addresses import World

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# What these do is said by the page or the row they stand on; the last two are there with a script alone.
OF_THEIR_PAGE = {
    "Save", "Cancel", "Edit", "Delete…", "Delete", "Delete this draft…", "Undo", "Change", "Next", "Previous", "More",
    "Close", "Keep it", "Save, finish later", "Not needed", "Goals", "Meetings", "Copy", "Print",
}  # fmt: skip
# What the buttons over a list of contacts do to several; one that is pressed already is taken back.
ONE_BY_ONE = {"archived", "marked_prospect", "unmarked_prospect", "marked_introducer", "unmarked_introducer"}
# The ask is a letter too.
LETTERS = {"introductions.new", "introductions.direct", "introductions.edit"}


class Deeds(HTMLParser):
    """The buttons and links of a page's main part: words, method and address of each."""

    def __init__(self, page: str):
        super().__init__()
        self.page, self.forms, self.open, self.hidden, self.found = page, [], None, 0, []

    def handle_starttag(self, tag, attributes):
        """A form begins, or something to press."""
        attributes = dict(attributes)
        if tag == "form":
            self.forms.append((attributes.get("method", "get"), attributes.get("action") or self.page))
        elif tag in ("a", "button") and self.open is None:
            method, action = self.forms[-1] if self.forms else ("get", self.page)
            address = attributes.get("href") if tag == "a" else attributes.get("formaction") or action
            self.open = ["get" if tag == "a" else method, address or "", attributes.get("name", ""), ""]
        elif self.open and "visually-hidden" in (attributes.get("class") or ""):
            self.hidden += 1

    def handle_endtag(self, tag):
        """What was open ends."""
        if tag == "form" and self.forms:
            self.forms.pop()
        elif tag in ("a", "button") and self.open:
            method, address, name, words = self.open
            self.found.append((" ".join(words.split()), method, address, name))
            self.open, self.hidden = None, 0
        elif tag == "span" and self.hidden:
            self.hidden -= 1

    def handle_data(self, data):
        """What is seen of it."""
        if self.open and not self.hidden:
            self.open[3] += data


def deed_of(method: str, address: str, name: str) -> str:
    """What is done: a page of some kind is opened, or something is recorded; a letter is the same at every moment."""
    path = urlsplit(address).path
    try:
        view = resolve(path).view_name if path else "here"
    except Resolver404:
        view = "elsewhere"
    noun, _dot, verb = view.partition(".")
    if noun in ("letters", "term_letters") or (view in LETTERS and method == "post" and name):
        return f"{method} a letter {name}"
    if noun == "imports":  # one that stopped half-way goes on, or goes back, from where it stands
        return f"{method} an import"
    if noun == "several" or (noun == "marks" and verb in ONE_BY_ONE):
        return f"{method} a mark"  # on one or on several
    # The form of a new record and of one that is there are one deed.
    return f"{method} {noun} {verb if verb not in ('new', 'edit', 'log') else 'form'}"


def without_names(words: str, names: list[str]) -> str:
    """The words with a blank for every name."""
    for name in names:
        words = re.sub(rf"\b{re.escape(name)}\b", "…", words)
    return words


def test_what_is_called_the_same_does_the_same(client_alice, alice, still_rail):
    world = World(alice, "Quillwort")
    people = Contact.objects.owned_by(alice)
    for number, contact in enumerate(people):
        Contact.objects.filter(pk=contact.pk).update(name=f"Person{number} Somebody{number}")
    names = sorted({part for one in people for part in (one.name, one.first_name)}, key=len, reverse=True)
    texts = [str(one) for kind in (Introduction, Meeting) for one in kind.objects.owned_by(alice)]
    done = defaultdict(set)
    for name in addresses.pages():
        if name in addresses.FILES:
            continue
        address = world.address(name)
        response = client_alice.get(address)
        if response.status_code != 200:
            continue
        html = response.content.decode()
        deeds = Deeds(urlsplit(address).path)
        deeds.feed(html[html.find("<main") :])
        for words, method, there, button in deeds.found:
            said = without_names(words, [*texts, *names])
            is_name = not re.sub(r"[\W\d]|Person|Somebody|to", "", said) or said.startswith("… ")
            is_own = "Quillwort" in said or is_name or said in OF_THEIR_PAGE
            if not is_own and not there.startswith(("#", "mailto:", "tel:", "http")):
                done[said].add(deed_of(method, there, button))

    assert len(done) > 100
    assert {words: sorted(deeds) for words, deeds in done.items() if len(deeds) > 1} == {}
