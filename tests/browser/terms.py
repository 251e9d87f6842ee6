"""Two people through a term: the mentee at their desk, the mentor on a phone, by private link and without script."""

import datetime as dt
import re
from types import SimpleNamespace

from playwright.sync_api import Page

from mentoring.models import User
from tests.browser.overviews import PASSWORD, TOLD, Walk
from tests.factories import (
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.stories import NICES

# What the overview says below its list: where it is stuck, and with whom each goal is worked on.
BELOW = """() => {
    const words = node => node ? node.textContent.replace(/\\s+/g, " ").trim() : "";
    const lines = [];
    for (const title of document.querySelectorAll(".stuck > p:first-child")) lines.push(`Stuck: ${words(title)}`);
    for (const goal of document.querySelectorAll(".goal-line")) {
        const pill = goal.querySelector(".pill");
        if (pill) lines.push(`${words(goal.querySelector(".row-title"))}: ${words(pill)}`);
    }
    return lines;
}"""
# What is seen of the mentor's page, but for the agreement itself; of its foot only the day the link ends on.
SEEN = """() => {
    const main = document.querySelector("main"), words = [];
    const hidden = main.querySelectorAll("article, .site-foot");
    for (const part of hidden) part.style.display = "none";
    for (const line of main.innerText.split("\\n")) if (line.trim()) words.push(line.replace(/\\s+/g, " ").trim());
    for (const part of hidden) part.style.display = "";
    const foot = main.querySelector(".site-foot");
    if (foot) words.push(foot.textContent.replace(/\\s+/g, " ").match(/This \\w+ works until [^.;]+/)[0]);
    return words;
}"""
# What the mentee keeps to themselves: on no page of the mentor's, folded away or not.
OWN_NOTES = "She was tired, and kind all the same"
MARGARET = "Margaret Lindqvist"


class Mentee(Walk):
    """Leila at her browser."""

    def lines(self) -> list[str]:
        """All of the overview, from its day to the goals."""
        return self.page.evaluate(TOLD) + self.page.evaluate(BELOW)

    def later(self, title: str):
        """Follow or press what stands folded away under Later on the overview."""
        self.go("Overview")
        main, named = self.page.get_by_role("main"), re.compile("^" + re.escape(title))
        main.locator("summary").filter(has_text="Later").first.click()
        main.get_by_role("link", name=named).or_(main.get_by_role("button", name=named)).first.click()

    def part(self, key: str):
        """Change one part of a draft."""
        self.page.locator(f"#{key} .sec-head a").click()

    def term(self, first: str, last: str):
        """The first and the last day of a draft, saved."""
        self.page.get_by_label("First day").fill(first)
        self.page.get_by_label("Last day").fill(last)
        self.press("Save", "Saved")

    def link(self) -> str:
        """The private link that the page of a draft shows."""
        return self.page.get_by_label("Private link").input_value()

    def rate(self, group: str, number: str):
        """Answer one question on the scale."""
        self.page.get_by_role("group", name=group).get_by_label(number, exact=True).check()

    def write_down(self, **fields: str):
        """How a session went, notes and fields by their labels; then its summary is sent."""
        self.follow("Write down how it went with")
        self.fill("Notes", OWN_NOTES)
        for label, text in fields.items():
            self.page.get_by_label(label).first.fill(text)
        self.press("Save", "Saved")
        self.press("I’ve sent it", "has your summary")

    def look_back(self):
        """Three short answers together."""
        self.fill("What works", "We start on time.")
        self.page.get_by_role("group", name="What did you decide?").get_by_label("Carry on as it is").check()
        self.press("Save", "Saved the")

    def agreement(self, name: str):
        """Open the agreement with somebody."""
        self.page.goto(f"{self.base_url}/agreements/")
        self.follow(name)

    def change(self, name: str, how: str):
        """Begin to change an agreement that runs."""
        self.agreement(name)
        self.page.locator("summary").filter(has_text="Need a change").click()
        self.page.get_by_text(how, exact=True).click()


class Mentor:
    """Margaret on a phone, with nothing but the link she was sent."""

    def __init__(self, page: Page, mentee: Mentee):
        self.page, self.mentee = page, mentee
        page.set_viewport_size({"width": 390, "height": 844})
        self.address = ""

    def at(self, *moment: int):
        """Open the link at a moment."""
        self.mentee.clock(dt.datetime(*moment, tzinfo=dt.UTC))
        self.page.goto(self.address)

    def look(self, says: str = ""):
        """The page says what the diary says of this stop, and nothing that was not sent; it may say something more."""
        number, stop = self.mentee.stop()
        self.mentee.picture(self.page, number)
        assert [f"{MARGARET.split()[0]} reads", *self.page.evaluate(SEEN)] == stop.split("\n"), (
            f"stop {number}"
        )
        words = self.page.content()
        assert OWN_NOTES not in words
        assert says in words

    def press(self, name: str):
        """Press a button of the page."""
        self.page.get_by_role("button", name=name).first.click()

    def send(self, what: str, text: str):
        """Unfold one of the forms, fill it, and send it."""
        details = self.page.locator("details").filter(has=self.page.locator("summary", has_text=what))
        details.locator("summary").click()
        details.get_by_role("textbox").fill(text)
        details.get_by_role("button", name="Send it to Leila").click()

    def answer(self, label: str, again: str = ""):
        """One of the four answers to what was shared."""
        self.page.get_by_label(label).check()
        if again:
            self.page.get_by_label("Ask me again").select_option(label=again)
        self.page.get_by_label("Your name").fill(MARGARET)
        self.press("Send my answer")


def leila() -> SimpleNamespace:
    """Three goals, somebody who introduces, two prospects; with one of them a first talk that fits, yesterday."""
    owner = User.objects.create_user(name="Leila Haddad", email="leila@example.org", password=PASSWORD)
    goals = [
        GoalFactory(owner=owner, title=title, success=success, area=area, target_on=target_on)
        for title, success, area, target_on in (
            ("Run a weekly operations meeting people find useful", "Two colleagues say the hour was worth it.",
             "skill", dt.date(2026, 9, 11)),
            ("Read the balance sheet and explain how each unit contributes", "I explain it without notes.",
             "business", dt.date(2026, 6, 12)),
            ("Settle into leading people who were my peers", "Two of them bring me bad news early.",
             "role", dt.date(2026, 11, 30)),
        )
    ]  # fmt: skip
    for goal, step in zip(
        goals, ("Send the agenda a day before", "Read last year’s report", "Talk to Tom alone"), strict=True
    ):
        GoalStepFactory(owner=owner, goal=goal, text=step)
    must = MentorCriterionFactory(
        owner=owner, text="Has run operations for a team of 30 or more", importance="must"
    )
    practical = MentorCriterionFactory(owner=owner, text=NICES[-1])
    practical.record(kind="practicality")
    for criterion in (must, practical):
        criterion.goals.set(goals)
    ContactFactory(owner=owner, name="Daniel Osei")
    grace = ContactFactory(owner=owner, name="Grace Mbeki", may_introduce=True)
    margaret = ProspectFactory(
        owner=owner, name=MARGARET, email="margaret@example.org", prospect_on=dt.date(2025, 11, 3)
    )
    asked_on, made_on, met_on = dt.date(2025, 11, 10), dt.date(2025, 11, 14), dt.date(2025, 12, 2)
    introduction = IntroductionFactory(
        owner=owner, introducer=grace, prospect=margaret, goal=goals[0], asked_on=asked_on, made_on=made_on,
        written_on=made_on, thanked_on=made_on, answered_on=made_on, met_on=met_on, introducer_informed_on=met_on,
    )  # fmt: skip
    MeetingFactory(
        owner=owner, contact=margaret, introduction=introduction, outcome="good_fit", notes=OWN_NOTES,
        starts_at=dt.datetime(2025, 12, 2, 12, 30, tzinfo=dt.UTC),
        held_on=met_on, recorded_on=met_on, thanked_on=met_on,
    )  # fmt: skip
    return SimpleNamespace(owner=owner, goals=goals, grace=grace, margaret=margaret)
