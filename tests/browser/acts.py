"""What a person does for a task, counted: one press, one field filled or one choice made is one act."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page


@dataclass(frozen=True)
class Most:
    """How many acts a task may take, on how many pages, and how many of them may be fields and choices."""

    acts: int
    pages: int = 1
    fields: int = 99


@dataclass
class Person:
    """Somebody at a page: they press, fill and choose only what they see; whatever is folded away is not seen."""

    page: Page
    presses: int = 0
    fields: int = 0
    choices: int = 0
    places: set[str] = field(default_factory=set)

    @property
    def acts(self) -> int:
        """All of them together."""
        return self.presses + self.fields + self.choices

    def press(self, name: str, within: str = "") -> None:
        """Press the first button or link whose name begins like this; `within` chooses a part of the page."""
        named = re.compile("^" + re.escape(name))
        part = self._part(within)
        self._seen(part.get_by_role("button", name=named).or_(part.get_by_role("link", name=named))).click()
        self.presses += 1

    def open(self, name: str, within: str = "") -> None:
        """Unfold what is folded away under this name, which is a press."""
        self._seen(self._part(within).locator("summary").filter(has_text=name)).click()
        self._note()
        self.presses += 1

    def fill(self, label: str, text: str, within: str = "") -> None:
        """Write into the field with this label."""
        self._seen(self._part(within).get_by_label(label)).fill(text)
        self.fields += 1

    def bring(self, label: str, name: str, data: bytes) -> None:
        """Choose a file of one's own in the field with this label."""
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        self._seen(self._part("").get_by_label(label)).set_input_files(file)
        self.fields += 1

    def choose(self, label: str, option: str = "", within: str = "") -> None:
        """Choose the tile or box with this label, or an option of the list with this label."""
        part = self._part(within)
        if option:
            self._seen(part.get_by_label(label)).select_option(option)
        else:
            # What is seen of a tile is its label; the round button itself may be drawn away, or lie unseen over it.
            tile = self._seen(part.locator("label").filter(has_text=label))
            tile.click(force=True)
            if tile.evaluate("({ control }) => control?.type === 'radio' && !control.checked"):
                tile.click(force=True)  # the page had moved under the pointer
        self.choices += 1

    def type_enter(self, text: str) -> None:
        """Write into the field that has the focus, and press Enter."""
        self._note()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.fields += 1
        self.presses += 1

    def _part(self, within: str) -> Locator:
        return self.page.locator(within or "body")

    def _seen(self, found: Locator) -> Locator:
        seen = found.filter(visible=True).first
        seen.wait_for()
        self.page.wait_for_load_state()  # what the page does by script it does from then on
        self._note()
        return seen

    def _note(self) -> None:
        self.places.add(urlsplit(self.page.url).path)


def say_a_goal(person: Person) -> None:
    """A first goal, specific after five answers."""
    person.fill("What do you want to be able to do?", "Run a weekly meeting people find useful")
    person.press("Start")
    person.choose("Learn a skill")
    person.press("Save and go on")
    person.fill("How could someone else tell that you got there?", "We end on time.", within="form")
    person.press("Save and go on")
    person.choose("In 6 months")
    person.press("Save and go on")
    person.fill("What’s one small thing you can do this week?", "Ask Beth what to drop", within="form")
    person.press("Save and go on")
