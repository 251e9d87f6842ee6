"""The pictures of README.md and docs/use.md, taken of the sample story as it is today: `make pictures`.

An instance of its own is started in a folder that goes again. Somebody signs up, which is the picture of the first
day; then the sample story is loaded into their account, and every page of PICTURES is taken in a window of the design.
"""

import base64
import os
import struct
import tempfile
import zlib
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from playwright.sync_api import Page, sync_playwright

from tests import serving
from tests.browser.chromium import launch_options
from tests.mailserver import free_port

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
WHO, PASSWORD = "leila@example.org", "a-picture-of-the-first-day"
WIDTH = 1280
FIRST_DAY = "first-goal.png"
# Where each is to be seen, or what to follow from there, and how much of the page is shown.
PICTURES = {
    "dashboard.png": ("/", [], 1640),
    "goal.png": ("/goals/", ["Settle into leading people"], 620),
    "criteria.png": ("/criteria/", [], 960),
    "trade-offs.png": ("/trade-offs/", [], 1280),
    "ask.png": ("/introductions/", ["Ask for an introduction"], 1000),
    "introductions.png": ("/introductions/", [], 1320),
    "prepare.png": ("/meetings/", ["Prepare"], 1000),
    "agreement.png": ("/agreements/", ["Margaret"], 1000),
}
# The picture with its 256 commonest colours; every other is drawn as the nearest of them.
IN_FEW_COLOURS = """async source => {
    const image = await createImageBitmap(await (await fetch(source)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const points = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
    const counts = new Map();
    for (const point of points) counts.set(point, (counts.get(point) || 0) + 1);
    const parts = colour => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
    const palette = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 256).map(parts);
    const nearest = new Map();
    for (const colour of counts.keys()) {
        const wanted = parts(colour);
        const far = palette.map(one => one.reduce((sum, part, at) => sum + (part - wanted[at]) ** 2, 0));
        nearest.set(colour, far.indexOf(Math.min(...far)));
    }
    const bytes = Uint8Array.from(points, point => nearest.get(point));
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return [image.width, image.height, palette.flat(), btoa(text)];
}"""


def chunk(kind: bytes, body: bytes) -> bytes:
    """A part of a PNG file."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def small(png: bytes, drawer: Page) -> bytes:
    """The same picture with 256 colours, for a third of the bytes."""
    source = "data:image/png;base64," + base64.b64encode(png).decode()
    width, height, palette, points = drawer.evaluate(IN_FEW_COLOURS, source)
    drawn = base64.b64decode(points)
    lines = b"".join(b"\0" + drawn[at : at + width] for at in range(0, width * height, width))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            chunk(b"PLTE", bytes(palette)),
            chunk(b"IDAT", zlib.compress(lines, 9)),
            chunk(b"IEND", b""),
        )
    )


def show(page: Page, address: str, follow: list[str]) -> None:
    """Open a page as a person gets there."""
    page.goto(address)
    for name in follow:
        page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state("networkidle")


def sign_up(page: Page, address: str) -> None:
    """Make the first account; the page of the first day comes after it."""
    page.goto(f"{address}/accounts/signup/")
    for field, typed in (("name", "Leila Haddad"), ("email", WHO), ("password1", PASSWORD)):
        page.locator(f"input[name={field}]").fill(typed)
    page.get_by_role("button", name="Create account").click()
    page.wait_for_load_state("networkidle")


def take(page: Page, drawer: Page, name: str, most: int) -> None:
    """Write what the page shows, down to its end or so many lines."""
    page.evaluate("document.activeElement.blur()")
    png = page.screenshot(
        full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": min(most, height(page))}
    )
    (IMAGES / name).write_bytes(small(png, drawer))
    print(f"{name}: {(IMAGES / name).stat().st_size // 1024} KB")  # noqa: T201 a command that says what it did


def height(page: Page) -> int:
    """How long the page is."""
    return page.evaluate("document.documentElement.scrollHeight")


def main() -> None:
    """Take all of them."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = free_port()
        address = f"http://localhost:{port}"
        env = serving.environment(port, Path(folder)) | {"BASE_URL": address, "TIME_ZONE": "Europe/London"}
        serving.manage("migrate --verbosity 0", env)
        server = serving.start(env)
        browser = playwright.chromium.launch(**launch_options())
        window = browser.new_context(viewport={"width": WIDTH, "height": 800}, locale="en-GB")
        page, drawer = window.new_page(), browser.new_page()
        try:
            serving.wait_for(f"{address}/readyz")
            sign_up(page, address)
            take(page, drawer, FIRST_DAY, 760)
            serving.manage(f"load_demo {WHO}", env)
            for name, (path, follow, most) in PICTURES.items():
                show(page, address + path, follow)
                take(page, drawer, name, most)
        finally:
            browser.close()
            server.terminate()
            server.communicate()


if __name__ == "__main__":
    main()
