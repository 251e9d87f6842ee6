"""Somebody at their browser on one day after the other: at each stop their overview is what a diary says of it."""

import datetime as dt
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.walking import follow, press

PASSWORD = "four quiet morning words"

# The overview as lines: the sentence, each group with its rows, "(!)" before what is red, and the pill of the rail.
TOLD = """() => {
    const words = node => node ? node.textContent.replace(/\\s+/g, " ").trim() : "";
    const lines = [words(document.querySelector("main .eyebrow")), words(document.querySelector("h1"))];
    for (const none of document.querySelectorAll("#next p.pt-2")) lines.push(`Today: ${words(none)}`);
    for (const list of document.querySelectorAll("#next ul.next")) {
        const later = list.closest("details.next-rest");
        const name = later ? "Later" : words(document.getElementById(list.getAttribute("aria-labelledby")));
        for (const row of list.children) {
            const due = words(row.querySelector(".due")), red = row.querySelector(".due.is-late");
            const title = words(row.querySelector(".next-title"));
            lines.push(`${name.replace(/ \\d+$/, "")}: ${red ? "(!) " : ""}${title}${due ? `, ${due}` : ""}`);
        }
    }
    const pill = document.querySelector("#rail .pill");
    if (pill) lines.push(`Introductions: ${words(pill)}`);
    return lines;
}"""


class Walk:
    """One person who comes back on one day after the other, and the stops of their diary, each asserted as a whole."""

    def __init__(self, page: Page, base_url: str, clock, email: str, diary: str, folder: Path | None = None):
        self.page, self.base_url, self.clock, self.folder = page, base_url, clock, folder
        self.email = email
        self.stops = iter(enumerate(diary.strip().split("\n\n"), start=1))

    def come(self, year: int, month: int, day: int):
        """Open the product at nine on a day, sign in where that is asked for, and look at the overview."""
        self.clock(dt.datetime(year, month, day, 9, tzinfo=dt.UTC))
        self.page.goto(self.base_url)
        if self.page.get_by_role("main").get_by_role("link", name="Sign in").count():
            self.follow("Sign in")
            self.page.get_by_label("Email").fill(self.email)
            self.page.get_by_label("Password").fill(PASSWORD)
            self.page.get_by_label("Stay signed in here for 90 days").check()
            self.press("Sign in")
        self.look()

    def look(self):
        """The overview says what the diary says of this stop."""
        self.go("Overview")
        expect(self.page).to_have_title(re.compile("^Overview"))
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        number, stop = self.stop()
        self.picture(self.page, number)
        assert self.lines() == stop.split("\n"), f"stop {number}"

    def lines(self) -> list[str]:
        """The overview as it stands."""
        return self.page.evaluate(TOLD)

    def stop(self) -> tuple[int, str]:
        """The next stop of the diary, and the how-manieth it is."""
        return next(self.stops)

    def picture(self, page: Page, number: int):
        """Keep a picture of a stop, where a folder was named for them."""
        if self.folder:
            page.screenshot(path=self.folder / f"{number:03}.png", full_page=True, caret="initial")

    def go(self, name: str):
        """Go on by the rail."""
        rail = self.page.get_by_role("navigation", name="Your search")
        rail.get_by_role("link", name=re.compile("(^|: )" + re.escape(name))).click()

    def press(self, name: str, says: str = ""):
        """Press a button, and wait for what is said of it."""
        press(self.page, name)
        if says:
            expect(self.page.locator("#flash")).to_contain_text(says, ignore_case=True)

    def follow(self, name: str):
        """Follow a link of the page."""
        follow(self.page, name)

    def choose(self, label: str):
        """Choose a tile by its words."""
        self.page.locator("label").filter(has_text=label).first.click()

    def fill(self, label: str, text: str):
        """Fill a field."""
        self.page.get_by_role("textbox", name=label).first.fill(text)

    def done(self, title: str, says: str):
        """Record something of the list as done."""
        self.press(f"Record as done: {title}", says)

    def contact(self, name: str):
        """Open the page of a contact."""
        self.go("Contacts")
        self.follow(name)
