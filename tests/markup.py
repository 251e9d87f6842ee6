"""The forms of a page as a browser would send them: read from its HTML, changed field by field."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    """One named field: what kind it is, what it holds now, and what it offers."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        """Whether a person types into it."""
        return self.kind in {"text", "textarea", "email", "tel", "url", "search", "password"}


@dataclass
class Form:
    """One form: where it goes and what it holds."""

    action: str
    method: str = "get"
    fields: dict[str, Field] = field(default_factory=dict)
    # The buttons that send it here, by name and value; those that send it elsewhere are not among them.
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def data(self, **changes) -> dict[str, list[str]]:
        """What is sent when nothing is touched but these fields, by a button without a name if there is one."""
        sent = {name: found.values for name, found in self.fields.items() if found.values}
        if self.buttons and not any(name == "" for name, _value in self.buttons):
            name, value = self.buttons[-1]
            sent[name] = [value]
        return sent | {name: value if isinstance(value, list) else [value] for name, value in changes.items()}


class _Reader(HTMLParser):
    def __init__(self, address):
        super().__init__()
        self.address = address
        self.forms = []
        self.select = self.area = None

    def take(self, name, kind) -> Field:
        if not self.forms or not name:
            return Field("", kind)  # a search box outside, a button without a name
        return self.forms[-1].fields.setdefault(name, Field(name, kind))

    def handle_starttag(self, tag, pairs):
        said = dict(pairs)
        name, value = said.get("name"), said.get("value") or ""
        if tag == "form":
            self.forms.append(Form(said.get("action") or self.address, said.get("method", "get").lower()))
        elif tag == "select":
            self.select = self.take(name, "select")
        elif tag == "option" and self.select:
            self.select.offers.append(value)
            if "selected" in said:
                self.select.values.append(value)
        elif tag == "textarea":
            self.area = self.take(name, "textarea")
            self.area.values = [""]
        elif tag == "input":
            self.take_input(name, said.get("type", "text"), value, "checked" in said)
        elif tag == "button" and said.get("type", "submit") == "submit" and "formaction" not in said:
            for form in self.forms[-1:]:
                form.buttons.append((name or "", value))

    def take_input(self, name, kind, value, checked):
        found = self.take(name, kind)
        if kind in {"radio", "checkbox"}:
            found.offers.append(value or "on")
            found.values += [value or "on"] if checked else []
        elif kind == "hidden":
            found.values.append(value)
        else:
            found.values = [value]

    def handle_data(self, data):
        if self.area:
            self.area.values[0] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            # The first end of a line in it is none of its own.
            self.area.values[0] = self.area.values[0].removeprefix("\n")
            self.area = None


def text_of(response) -> str:
    """What an answer says, also where it is sent while it is written."""
    return b"".join(response).decode()


def words_on(page) -> str:
    """What can be read on the page, on one line."""
    main = page.content.decode().partition("<main")[2]
    return html.unescape(" ".join(re.sub("<[^>]*>", " ", main).split())).replace(" :", ":")


def forms_of(response) -> list[Form]:
    """Every form of a page that posts, but those whose every button leads elsewhere."""
    reader = _Reader(response.request["PATH_INFO"])
    reader.feed(text_of(response))
    return [form for form in reader.forms if form.method == "post" and form.buttons]
