"""How a person gets about in the browser: by the buttons and links they see."""

import re

from playwright.sync_api import Page


def press(page: Page, name: str) -> None:
    """Press the first button whose name begins like this."""
    page.get_by_role("button", name=re.compile("^" + re.escape(name))).first.click()


def follow(page: Page, name: str) -> None:
    """Follow the first link of the page whose name begins like this."""
    page.get_by_role("main").get_by_role("link", name=re.compile("^" + re.escape(name))).first.click()
