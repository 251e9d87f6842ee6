"""A first visit is light: what a browser fetches of the product as it is served, and how little moves meanwhile."""

import shutil

import pytest
from django.conf import settings

from tests import migrated, serving
from tests.mailserver import free_port

KB = 1024
# The most bytes on their way, headers and all, and the most requests. A later page has 8 KB, its headers, and a
# picture that it may be the first to show.
LANDING, DASHBOARD, LATER = (45 * KB, 5), (60 * KB, 5), (9 * KB, 2)
PAGES = [
    "/contacts/",
    "/trade-offs/",
    "/introductions/",
    "/meetings/",
    "/goals/",
    "/criteria/",
    "/search/?q=ruth",
]
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 100);
})"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of an instance with the sample story, and the password of its person."""
    port, folder = free_port(), tmp_path_factory.mktemp("served")
    env = serving.environment(port, folder)
    shutil.copy(settings.DATA_DIR / migrated.FILE, folder / "waymark.sqlite3")
    password = serving.manage("load_demo ann@example.org", env).splitlines()[0].rpartition(" ")[2]
    server = serving.start(env)
    serving.wait_for(f"http://localhost:{port}/healthz")
    yield f"http://localhost:{port}", password
    server.terminate()
    server.communicate()


@pytest.fixture
def phone(new_context):
    """A phone with nothing kept from before: `phone(cookies)`."""

    def open_page(cookies=()):
        context = new_context()
        context.add_cookies(list(cookies))
        page = context.new_page()
        page.set_viewport_size({"width": 412, "height": 823})
        return page

    return open_page


def fetched(page, url):
    """How many bytes come over the wire for a page, in how many requests, and how far its parts are moved."""
    wire, session = [], page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: wire.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    moved = page.evaluate(SHIFTS)
    session.detach()
    # What comes from the browser's own store has no bytes on their way.
    return sum(wire), len([size for size in wire if size]), moved


def test_pages_are_light_from_the_first_visit_on(served, phone):
    address, password = served
    landing = fetched(phone(), f"{address}/")
    page = phone()
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("Email").fill("ann@example.org")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{address}/")
    page = phone(page.context.cookies())

    found = {"landing": landing, "dashboard": fetched(page, f"{address}/")}
    found |= {path: fetched(page, f"{address}{path}") for path in ["/", *PAGES]}

    most = {name: {"landing": LANDING, "dashboard": DASHBOARD}.get(name, LATER) for name in found}
    heavy = {name: one for name, one in found.items() if one[0] > most[name][0] or one[1] > most[name][1]}
    assert heavy == {}
    assert {name: one[2] for name, one in found.items() if one[2]} == {}
