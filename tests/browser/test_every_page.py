"""Every page for all eyes: both themes, three widths, the sample story, every state it lacks, and mistakes."""

from itertools import count, cycle

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.management.demo import Story
from mentoring.models import Goal, Interaction, Introduction, Meeting, MentorAgreement, Tag
from mentoring.models.agreement_facts import SHARED
from tests import addresses
from tests import factories as make
from tests.addresses import STANDS_BEHIND, World
from tests.browser import eyes

# What somebody sees who has just come.
EMPTY = [
    "dashboard.index", "goals.index", "criteria.index", "contacts.index", "tags.index", "assessments.index",
    "introductions.index", "introductions.new", "meetings.index", "agreements.index", "agreements.new",
]  # fmt: skip

# A word that cannot be broken, as long as they come: what holds it holds every name.
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän"

# All pages that people look at.
PAGES = [name for name in addresses.pages() if name not in addresses.FILES]

WIDE, PHONE, SMALL = (1280, 900), (390, 844), (320, 640)
# Either theme at either width. Two in a row have both themes and both widths between them.
EYES = (("light", WIDE), ("dark", PHONE), ("dark", WIDE), ("light", PHONE))
# The rail is the same beside every page: so many looks of a test take it in, in `make long` all of them.
RAILS = 3 * len(EYES)

# Empties and unticks the form around a button, and writes a day that was never meant.
SPOIL = """button => {
    for (const field of button.form.elements) {
        if (field.type === "checkbox" || field.type === "radio") field.checked = false;
        else if (field.type === "date") field.value = "0001-01-01";
        else if (["text", "textarea", "email", "url", "number", "datetime-local", "password"].includes(field.type))
            field.value = "";
        else if (field.tagName === "SELECT") field.value = "";
        field.required = false;
    }
}"""


class Sample(World):
    """The sample story under the names by which addresses ask for records."""

    def __init__(self, owner):
        story = Story(owner, timezone.localdate())
        story.load()
        self.owner, self.people = owner, story.contacts
        self.goal, self.loose = story.goals[0], story.goals[2]
        self.step = self.goal.steps.first()
        self.criterion, self.nice = story.criteria[0], story.criteria[-1]
        self.contact, self.unmarked = story.contacts["Daniel Osei"], story.contacts["Aisha Bello"]
        self.prospect = story.contacts["Ruth Abernethy"]
        self.note, self.tag = Interaction.objects.first(), Tag.objects.first()
        self.asked = Introduction.objects.get(status="asked")
        self.draft = Introduction.objects.get(status="draft")
        self.made = Introduction.objects.get(status="made")
        self.planned = Meeting.objects.get(held_on=None)
        self.passed = self.held = Meeting.objects.exclude(held_on=None).get()
        self.written = MentorAgreement.objects.get()
        self.written.mark(SHARED, timezone.localdate())
        self.changes = self.written.change()
        make.OwnLetterFactory(owner=owner, kind="thanks")

    def more_of_the_same(self) -> list[str]:
        """Pages like others that are looked at, of further records: introductions, and the parts of a draft."""
        others = Introduction.objects.exclude(status="asked")
        found = [reverse("introductions.detail", args=[introduction.pk]) for introduction in others]
        return found + [
            reverse("drafting.part", args=[self.changes.pk, part]) for part in MentorAgreement.Part.values
        ]

    def pages(self) -> list[str]:
        """Every page with a record of the story behind it, and what else the story has to show."""
        names = [name for name in PAGES if all(map(self.has, STANDS_BEHIND[name].split()))]
        found = [self.address(name) for name in names]
        for name in ("Margaret Lindqvist", "Priya Raman", "Aisha Bello"):
            found.append(reverse("contacts.detail", args=[self.people[name].pk]))
        found.append(reverse("agreements.detail", args=[self.changes.pk]))
        cell = f"{self.prospect.pk}-{self.criterion.pk}"
        return found + [
            reverse(name) + query
            for name, query in (
                ("search.index", "?q=margaret"), ("search.index", "?q=e&in=contacts"),
                ("criteria.index", "?suggest=near"), ("contacts.index", "?page=2"),
                ("contacts.index", "?q=finance"), ("contacts.index", "?q=xyz"), ("contacts.index", "?who=archived"),
                ("assessments.index", f"?edit={cell}"), ("assessments.index", f"?without={self.criterion.pk}"),
                ("introductions.index", "?show=closed"), ("introductions.new", f"?to={self.prospect.pk}"),
                ("introductions.new", f"?from={self.people['Priya Raman'].pk}"),
            )
        ]  # fmt: skip

    def has(self, part: str) -> bool:
        """Whether the story has what stands in an address; words of an address it always has."""
        return hasattr(self, part) or part in {"goals", "nudge", "after-meeting", "thanks"}


class States(World):
    """At least one record in every state, all of them with a word that cannot be broken."""

    def __init__(self, owner):
        super().__init__(owner, LONG_WORD)

    def pages(self) -> list[str]:
        """Every page with one of these records behind it."""
        return [self.address(name) for name in PAGES]

    def unlike_the_story(self) -> list[str]:
        """The states that have no address of their own, and which the story lacks."""
        return [
            reverse("dashboard.index"),
            reverse("goals.detail", args=[self.parked.pk]),
            reverse("contacts.detail", args=[self.away.pk]),
            reverse("contacts.index") + "?who=archived",
            reverse("search.index") + f"?q={LONG_WORD[:9]}",
            *(self.address(f"introductions.{fact}") for fact in ("named", "checked", "made")),
            *(
                reverse("introductions.detail", args=[way.pk])
                for way in (self.closed, self.met, self.open, self.silent, self.still_silent, self.further)
            ),
            reverse("meetings.index"),
            reverse("meetings.prepare", args=[self.cancelled.pk]),
            *(reverse("meetings.record", args=[one.pk]) for one in (self.planned, self.cancelled, self.held)),
            reverse("agreements.detail", args=[self.running.pk]),
            *(reverse(name, args=[self.running.pk]) for name in ("agreements.completed", "agreements.ended")),
            reverse("meetings.prepare", args=[self.session.pk]),
            reverse("agreements.detail", args=[self.over.pk]),
        ]

    def mistakes(self) -> list[tuple[str, str]]:
        """Each form of the product, and the button that sends it."""
        written, draft = self.written.pk, self.draft.pk
        forms = {
            "goals.new": ([], "Add goal"),
            "goals.edit": ([self.goal.pk], "Save"),
            "steps.new": ([self.goal.pk], "Add step"),
            "steps.edit": ([self.step.pk], "Save"),
            "criteria.new": ([], "Add criterion"),
            "criteria.edit": ([self.criterion.pk], "Save"),
            "contacts.new": ([], "Add contact"),
            "contacts.edit": ([self.contact.pk], "Save"),
            "interactions.log": ([], "Save note"),
            "interactions.edit": ([self.note.pk], "Save note"),
            "reminders.new": ([self.contact.pk], "Save reminder"),
            "next_actions.later": ([self.row], "Remind me then"),
            "tags.edit": ([self.tag.pk], "Save"),
            "introductions.new": ([], "I’ve asked them"),
            "introductions.edit": ([draft], "I’ve sent it"),
            "introductions.direct": ([self.unmarked.pk], "I’ve asked"),
            "introductions.named": ([self.open.pk], f"{LONG_WORD} came up with them"),
            "introductions.checked": ([self.open.pk], f"{LONG_WORD} checked with them"),
            "introductions.made": ([self.open.pk], f"{LONG_WORD} introduced you to them"),
            "introductions.further": ([self.made.pk], f"{LONG_WORD} introduced you to them, too"),
            "introductions.dates": ([self.asked.pk], "Save the days"),
            "letters.edit": (["thanks"], "Save this wording"),
            "introductions.closed": ([self.asked.pk], "Close the introduction"),
            "meetings.new": ([], "Plan the meeting"),
            "meetings.edit": ([self.planned.pk], "Save"),
            "meetings.record": ([self.passed.pk], "Save"),
            "agreements.new": ([], "Start the draft"),
            "agreements.detail": ([written], "Mark as confirmed"),
            "agreements.completed": ([self.running.pk], "Complete the agreement"),
            "reviews.edit": ([self.running.pk, "trial"], "Save"),
            "sessions.new": ([self.running.pk], "Plan these sessions"),
            "account.delete": ([], "Delete"),
            "account.settings": ([], "Save appearance"),
        }
        parts = [
            (reverse("drafting.part", args=[self.changes.pk, part]), "Save") for part in MentorAgreement.Part
        ]
        return [(reverse(name, args=args), button) for name, (args, button) in forms.items()] + parts


@pytest.fixture
def leila(db):
    """The person of the sample story."""
    return make.UserFactory(name="Leila Haddad", email="leila@example.org")


@pytest.fixture
def page(new_context):
    """A window."""
    return new_context().new_page()


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.long)], ids=["in turn", "all eyes"])
def look(request, base_url, page):
    """Look at a page: `look(path)` opens it, `look()` takes it as it stands; gives the faults found.

    For accessibility in one theme at one width: pages take turns, in `make long` each has all four. In the smallest
    width for what sticks out; `known` pages, of which another record was looked at already, only for that, and `alike`
    ones more closely in `make long` alone.
    """
    turns, looks = cycle(EYES), count()

    def see(path=None, status=200, known=False, alike=False):
        faults, times = [], len(EYES) if request.param else int(not alike)
        if path:
            answered = page.goto(base_url + path).status
            faults += [f"{path} answered {answered}"] if answered != status else []
        eyes.unfold(page)
        for _time in range(0 if known else times):
            scheme, (width, height) = next(turns)
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, 0)")  # nothing lies behind what stays at the top
            is_known = next(looks) >= RAILS and not request.param and page.query_selector(".rail")
            found = eyes.breaches(page, apart=".rail" if is_known else "")
            faults += [f"{page.url} {scheme} at {width}: {breach}" for breach in found]
        page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
        faults += [f"{page.url} scrolls sideways: {part}" for part in eyes.sticking_out(page, menus=True)]
        return faults

    return see


def none_of(faults: list[list[str]]):
    """No page has a fault; all that were found are told at once."""
    found = [fault for of_page in faults for fault in of_page]
    assert not found, f"{len(found)} faults\n" + "\n".join(found)


@pytest.mark.parametrize("third", range(3))  # so that several workers share the longest of these tests
def test_sample_story_is_for_all_eyes(page, look, sign_in, leila, third):
    sample = Sample(leila)
    sign_in(page, leila)

    alike = [look(path, alike=True) for path in sample.more_of_the_same()[third::3]]
    none_of(alike + [look(path) for path in sample.pages()[third::3]])


def test_every_state_is_for_all_eyes(page, look, sign_in, alice):
    states = States(alice)
    sign_in(page, alice)

    known = [look(path, known=True) for path in states.pages()]
    none_of(known + [look(path) for path in states.unlike_the_story()])


def test_first_day_is_for_all_eyes(page, look, sign_in, alice, settings):
    settings.SIGNUP_OPEN = True
    faults = [look(path) for path in ("/", "/accounts/login/", "/accounts/signup/")]
    settings.SIGNUP_OPEN = False
    faults += [look("/accounts/signup/"), look("/nowhere/", 404)]
    sign_in(page, alice)

    faults += [look(reverse(name)) for name in EMPTY]

    none_of(faults)


def test_mistakes_are_for_all_eyes(page, look, sign_in, alice, base_url):
    states = States(alice)
    sign_in(page, alice)
    faults = []

    for number, (path, name) in enumerate(states.mistakes()):
        page.goto(base_url + path)
        button = page.get_by_role("main").get_by_role("button", name=name).first
        button.evaluate(SPOIL)
        with page.expect_navigation() as answer:
            button.click()
        if answer.value.status != 422:
            faults.append([f"{path} answered {answer.value.status} to an empty form"])
        # What is said of a mistake, and where, is the same part of every form.
        faults.append(look(alike=bool(number % 3)))

    none_of(faults)


def test_second_thoughts_are_for_all_eyes(page, look, sign_in, alice, base_url):
    states = States(alice)
    sign_in(page, alice)

    prospect = make.ProspectFactory(owner=alice)
    page.goto(base_url + states.address("introductions.edit"))
    with page.expect_response(
        lambda answer: answer.request.method == "POST"
    ):  # the letter follows the choice
        page.get_by_label("Who do you hope to meet?").select_option(str(prospect.pk))
    page.get_by_role("checkbox", name=f"I promise, if {LONG_WORD} introduces us").check()
    page.get_by_role("button", name="I’ve sent it").click()
    expect(page.get_by_role("alert")).to_contain_text("under way")
    faults = [look()]

    page.goto(base_url + states.address("goals.edit"))
    Goal.objects.filter(pk=states.goal.pk).update(revision=2, title=f"{LONG_WORD} again")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{LONG_WORD} again")
    faults.append(look())

    none_of(faults)


# Everything a menu offers is in the window, and nothing lies over it.
OUT_OF_SIGHT = """menu => {
    const { left, right, top, bottom } = menu.querySelector(".menu-list").getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const isInside = left >= 0 && top >= 0 && right <= clientWidth && bottom <= clientHeight;
    const isOnTop = [top + 4, bottom - 4].every(y => menu.contains(document.elementFromPoint(left + 8, y)));
    return isInside && isOnTop ? "" : `${menu.textContent.trim().slice(0, 30)}: ${left} ${top} ${right} ${bottom}`;
}"""


@pytest.mark.parametrize(("width", "height"), [(640, 450), (320, 640)])
def test_menus_stay_on_screen_at_twice_the_size(page, sign_in, alice, base_url, width, height):
    states = States(alice)
    sign_in(page, alice)
    page.set_viewport_size({"width": width, "height": height})
    faults = {}

    for name in (
        "dashboard.index",
        "goals.detail",
        "contacts.detail",
        "introductions.detail",
        "assessments.index",
    ):
        page.goto(base_url + states.address(name))
        menus = page.locator("details.menu >> visible=true")
        assert menus.count(), name
        for at in range(menus.count()):
            menus.nth(at).locator("summary").click()
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            if found := menus.nth(at).evaluate(OUT_OF_SIGHT):
                faults[f"{name} {at}"] = found
            page.keyboard.press("Escape")

    assert faults == {}
