"""In a language of longer words nothing is cut off: every page and state, in a small window and a wide one."""

import pytest

from tests import addresses, made_up_language
from tests.addresses import World
from tests.browser import eyes
from tests.test_languages import CODE, folder, made_up  # noqa: F401 the fixtures of that language

pytestmark = [pytest.mark.long, pytest.mark.any_database]

# Words that don't fit into what holds them and can't be scrolled to, but for what is cut on purpose with an ellipsis.
CUT_OFF = """() => [...document.querySelectorAll("main *, nav *, header *")]
    .filter(element => {
        const style = getComputedStyle(element);
        const hides = ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis";
        const says = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        const seen = element.checkVisibility() && element.clientWidth > 1 && !element.closest(".visually-hidden, svg");
        return says && seen && hides && element.scrollWidth > element.clientWidth + 1;
    })
    .map(element => element.outerHTML.slice(0, 160))"""
# Two controls whose words lie over each other.
OVERLAPS = """() => {
    const controls = [...document.querySelectorAll("main a.btn, main button, main h1, main h2, main label")]
        .filter(element => element.checkVisibility() && !element.closest("details:not([open])"));
    const boxes = controls.map(element => [element, element.getBoundingClientRect()]);
    const found = [];
    for (let at = 1; at < boxes.length; at++) {
        const [one, a] = boxes[at - 1], [two, b] = boxes[at];
        if (one.contains(two) || two.contains(one) || !a.width || !b.width) continue;
        const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
        if (over) found.push(`${one.textContent.trim().slice(0, 40)} | ${two.textContent.trim().slice(0, 40)}`);
    }
    return found;
}"""
PAGES = [name for name in addresses.pages() if name not in addresses.FILES]


@pytest.mark.parametrize("third", range(3))
def test_nothing_is_cut_off_in_longer_words(made_up, new_context, base_url, sign_in, alice, third):  # noqa: F811
    world = World(alice, "Name")
    page = new_context().new_page()
    page.set_extra_http_headers({"Accept-Language": "fr"})
    sign_in(page, alice)
    faults = []

    for name in PAGES[third::3]:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(base_url + world.address(name))
        assert page.locator("html").get_attribute("lang") == CODE, name
        eyes.unfold(page)
        for width, height in ((1280, 900), (320, 640)):
            page.set_viewport_size({"width": width, "height": height})
            found = [f"sticks out: {part}" for part in eyes.sticking_out(page, menus=True)]
            found += [f"cut off: {part}" for part in page.evaluate(CUT_OFF)]
            found += [f"over each other: {part}" for part in page.evaluate(OVERLAPS)]
            faults += [f"{name} at {width} {part}" for part in found]

    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


def test_made_up_words_are_longer():
    assert len(made_up_language.in_made_up("Ask for an introduction")) > 1.3 * len("Ask for an introduction")
