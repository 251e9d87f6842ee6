"""What a look at a page finds: breaches of accessibility rules, and what sticks out of the window."""

import re
import zlib

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

THEMES = ("light", "dark")
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

RUN_AXE = """([rules, apart]) => axe.run(apart ? {exclude: [[apart]]} : document, {
    runOnly: rules, rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"], elementRef: false, preload: false,
}).then(found => found.violations.flatMap(broken => broken.nodes.map(node =>
    `${broken.id}: ${node.target.join(" ")} ${node.html.slice(0, 160)}` +
    [...node.any, ...node.all, ...node.none].map(check => `; ${check.message}`).join(""))))"""

STICKS_OUT = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const sticksOut = element => element.getBoundingClientRect().right > width + 1;
    return [...document.querySelectorAll("body *")]
        .filter(element => sticksOut(element) && ![...element.children].some(sticksOut))
        .map(element => element.outerHTML.slice(0, 160));
}"""

# Every menu is opened in turn; what is folded away is unfolded.
STICKS_OUT_WITH_MENUS = f"""() => {{
    const sticksOut = {STICKS_OUT};
    const found = new Set(sticksOut());
    for (const menu of document.querySelectorAll("details.menu")) {{
        menu.open = true;
        sticksOut().forEach(element => found.add(element));
        menu.open = false;
    }}
    return [...found];
}}"""

UNFOLD = """() => document.querySelectorAll("details:not(.menu)").forEach(part => { part.open = true })"""


def breaches(page: Page, apart: str = "") -> list[str]:
    """What axe finds on the page as it stands, but for the part apart. Needs a page with JavaScript."""
    page.wait_for_load_state()
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
        # The pages to come bring it along: so it is compiled once, and not for each of them.
        page.add_init_script(AXE_SCRIPT)
    return page.evaluate(RUN_AXE, [RULES, apart])


def sticking_out(page: Page, menus: bool = False) -> list[str]:
    """The elements that make the page scroll sideways; with `menus`, each of them opened in turn as well."""
    return page.evaluate(STICKS_OUT_WITH_MENUS if menus else STICKS_OUT)


def unfold(page: Page) -> None:
    """Open what is folded away, menus excepted."""
    page.evaluate(UNFOLD)


def sheets(page: Page) -> int:
    """How many sheets of paper the page fills."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


LIGHT_ON_DARK = """() => {
    const bright = ([red, green, blue]) => 0.3 * red + 0.6 * green + 0.1 * blue;
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const under = element => {
        for (; element; element = element.parentElement) {
            const found = parts(getComputedStyle(element).backgroundColor);
            if (found.length < 4 || found[3]) return found;
        }
        return [255, 255, 255];
    };
    const says = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    return [...document.querySelectorAll("body *")]
        .filter(element => says(element) && element.checkVisibility() && !element.closest("a.btn, button, script"))
        .filter(element => bright(parts(getComputedStyle(element).color)) > 128 || bright(under(element)) < 200)
        .map(element => element.outerHTML.slice(0, 160));
}"""


def letters_on_sheets(page: Page, **size: str) -> list[int]:
    """How many letters each sheet of paper holds, in order."""
    pdf = page.pdf(**size)
    numbered = {
        int(number): body for number, body in re.findall(rb"(?s)(?:^|\n)(\d+) 0 obj\b(.*?)\nendobj", pdf)
    }
    sheets = [body for body in numbered.values() if re.search(rb"/Type\s*/Page\b", body)]
    streams = (numbered[int(re.search(rb"/Contents (\d+) 0 R", body)[1])] for body in sheets)
    drawn = (
        zlib.decompress(body.partition(b"stream\n")[2].rpartition(b"\nendstream")[0]) for body in streams
    )
    return [len(re.findall(rb"\bT[jJ]\b", text)) for text in drawn]
