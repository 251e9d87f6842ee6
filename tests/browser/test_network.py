"""The network in a browser: how far each line is, for all eyes and small screens."""

import datetime as dt

import pytest

from tests.factories import ContactFactory, IntroductionFactory, ProspectFactory

ASKED = dt.date(2026, 3, 3)
NAMES = [
    "Ben Whitlock", "WWWWWWWWWW MMMMMMMMMM WWWWWWWWWW", "山田太郎" * 8, "Łukasz Wiśniewski-Żółkiewski-Ćwikliński",
    "illi fillij tilly jill litt illi fillij tilly jill litt", "Maximiliane von und zu Hohenlohe-Langenburg", "🙂" * 40,
]  # fmt: skip
STATES = [
    {}, {"asked_on": ASKED}, {"asked_on": ASKED, "agreed_on": ASKED}, {"asked_on": ASKED, "made_on": ASKED},
    {"asked_on": ASKED, "made_on": ASKED, "written_on": ASKED},
    {"asked_on": ASKED, "made_on": ASKED, "met_on": ASKED, "thanked_on": ASKED, "introducer_informed_on": ASKED},
    {"asked_on": ASKED, "closed_on": ASKED, "closed_because": "introducer_declined"},
]  # fmt: skip
# Every line begins at the introducer, ends at the person, and its mark stands the further along the further it is.
MARKS = """() => [...document.querySelectorAll(".net-way > span")].map((way) => {
    const line = way.getBoundingClientRect(), mark = way.firstChild.getBoundingClientRect();
    return (mark.left - line.left) / (line.width - mark.width);
})"""


@pytest.fixture
def network(alice):
    """An introduction in every state, between people with names of every width."""
    for name, facts in zip(NAMES, STATES, strict=True):
        introducer = ContactFactory(owner=alice, name=name)
        IntroductionFactory(
            owner=alice, introducer=introducer, prospect=ProspectFactory(owner=alice, name=name), **facts
        )


def test_mark_stands_as_far_along_its_line_as_the_introduction_is(page, base_url, sign_in, alice, network):
    sign_in(page, alice)

    page.goto(f"{base_url}/network/")

    words = page.locator(".net-state").all_inner_texts()
    marks = dict(zip(words, page.evaluate(MARKS), strict=True))
    in_order = ["Draft", "Asked", "Agreed to introduce", "Introduced", "In touch", "All done"]
    found = [marks[word] for word in in_order]
    assert found == sorted(set(found))
    assert found[0] < 0.1 < 0.9 < found[-1]
    assert page.locator(".net a").count() == 3 * len(NAMES)


def test_network_is_for_all_eyes_and_small_screens(
    page, base_url, sign_in, axe, no_sideways_scroll, alice, network, in_theme
):
    sign_in(page, alice)
    page.goto(f"{base_url}/network/")

    for width in (1280, 390, 320):
        in_theme(page)
        page.set_viewport_size({"width": width, "height": 640})
        axe(page)
        no_sideways_scroll(page)


def test_paths_are_for_all_eyes_and_small_screens(page, base_url, sign_in, axe, no_sideways_scroll, alice):
    daniel = ProspectFactory(owner=alice, name="Daniel Osei", company="Kestrel Cold Chain")
    for name in NAMES:
        ContactFactory(
            owner=alice, name=name, company="Kestrel Cold Chain", notes="Knows Daniel Osei " + "x" * 200
        )
    sign_in(page, alice)

    for address in (f"/contacts/{daniel.pk}/", f"/introductions/new/?to={daniel.pk}"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{base_url}{address}")
        page.get_by_text("Show more people").click()
        axe(page)
        page.set_viewport_size({"width": 320, "height": 640})
        no_sideways_scroll(page)
