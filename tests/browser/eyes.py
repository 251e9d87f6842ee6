"""What a look at a page finds: breaches of accessibility rules, and what sticks out of the window."""

import re

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

RUN_AXE = """rules => axe.run(document, {
    runOnly: rules, resultTypes: ["violations"], elementRef: false, preload: false,
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


def breaches(page: Page) -> list[str]:
    """What axe finds on the page as it stands. Needs a page with JavaScript."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN_AXE, RULES)


def sticking_out(page: Page, menus: bool = False) -> list[str]:
    """The elements that make the page scroll sideways; with `menus`, each of them opened in turn as well."""
    return page.evaluate(STICKS_OUT_WITH_MENUS if menus else STICKS_OUT)


def unfold(page: Page) -> None:
    """Open what is folded away, menus excepted."""
    page.evaluate(UNFOLD)


def sheets(page: Page) -> int:
    """How many sheets of paper the page fills."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
