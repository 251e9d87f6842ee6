"""A real browser before a real server: every message in its console fails the test."""

import os
import re
from itertools import cycle
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import expect

from tests.browser import eyes
from tests.browser.chromium import find_chromium, launch_options

# Playwright keeps an event loop in the thread of the test, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
# Milliseconds that a page may take on a machine that does other things as well.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
# htmx tells of a request that it gave up, because a newer one followed or the person went on.
GIVEN_UP = re.compile(r"htmx:(sendAbort|afterRequest), ")
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests of this folder, and skip them where there is no browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not find_chromium():
                item.add_marker(pytest.mark.skip(reason="Chromium was not found"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own Chromium."""
    return browser_type_launch_args | launch_options()


@pytest.fixture(scope="session")
def base_url(live_server):
    """A name, not a number: passkeys belong to a name."""
    return f"http://localhost:{live_server.thread.port}"


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """The window of the design, British English as in the product."""
    return browser_context_args | {
        "viewport": {"width": 1280, "height": 900},
        "locale": "en-GB",
        "timezone_id": "UTC",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session", autouse=True)
def connection_beside_playwright(django_db_setup, playwright):
    """Close the connection that only exists while Playwright's event loop runs.

    asgiref gives asynchronous code connections of its own. After Playwright has stopped nobody sees this
    one any more, and PostgreSQL would not drop a database that is still in use.
    """
    yield
    connections.close_all()


@pytest.fixture(autouse=True)
def uncounted(transactional_db):
    """Forget the limits on guessing between tests, which all come from one address."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def new_context(new_context):
    """Open another browser window with its own cookies; nothing in it may complain.

    A violated Content-Security-Policy, a script error and a missing file all show in the console. Only a
    page that was itself refused (a form with mistakes, a page that is not there) may say so.
    """
    contexts, troubles, pages = [], [], set()

    def note_page(response):
        if response.request.is_navigation_request() or response.request.resource_type == "xhr":
            pages.add(response.url)

    def note_message(message):
        if message.type in ("error", "warning") and not GIVEN_UP.match(message.text):
            troubles.append((message.text, message.location.get("url", "")))

    def open_window(**options):
        context = new_context(**options)
        context.on("response", note_page)
        context.on("console", note_message)
        context.on("weberror", lambda error: troubles.append((str(error.error), error.page.url)))
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield open_window
    for context in contexts:
        for page in context.pages:
            page.title()  # a round trip: messages on their way arrive before the answer
    complaints = [f"{text} ({url})" for text, url in troubles if not (REFUSED.match(text) and url in pages)]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page_bob(new_context):
    """A page in a second browser, for a second person."""
    return new_context().new_page()


@pytest.fixture
def page_plain(new_context):
    """A page in a browser with JavaScript turned off."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def sign_in(base_url):
    """Sign somebody in without the form: `sign_in(page, alice)`. For tests that are not about signing in."""
    from django.conf import settings
    from django.test import Client

    def enter(page, user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}])

    return enter


@pytest.fixture
def axe():
    """Check the accessibility of the page as it stands: `axe(page)` fails with what axe found.

    Not for `page_plain`: axe is a script itself.
    """

    def check(page):
        breaches = eyes.breaches(page)
        assert not breaches, f"{page.url}\n" + "\n".join(breaches)

    return check


@pytest.fixture(
    params=[None, *(pytest.param(theme, marks=pytest.mark.long) for theme in eyes.THEMES)],
    ids=["in turn", *eyes.THEMES],
)
def in_theme(request):
    """Put a page into a theme: `in_theme(page)`, before each look. The two take turns; `make long` has all in both."""
    turns = cycle([request.param] if request.param else eyes.THEMES)
    return lambda page: page.emulate_media(color_scheme=next(turns))


@pytest.fixture
def no_sideways_scroll():
    """Check that nothing is wider than the window: `no_sideways_scroll(page)` names what sticks out."""

    def check(page):
        wide = eyes.sticking_out(page)
        assert not wide, f"{page.url} scrolls sideways at {page.viewport_size}:\n" + "\n".join(wide)

    return check
