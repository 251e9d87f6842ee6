"""The files in deploy/ know what the product knows: its secret addresses, its large files, its commands."""

import re
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse

from mentoring.middleware.bodies import MOST_OF_A_FILE, TAKE_FILES
from tests.addresses import BY_SECRET

PROJECT = Path(__file__).parent.parent
DEPLOY = PROJECT / "deploy"
SECRET = {
    "calendar.feed": ["k" * 43],
    "mailings.unsubscribe": ["k" * 43],
    "shared.detail": ["k" * 43],
    "shared.answered": ["k" * 43],
    "shared.messaged": ["k" * 43],
    "invitations.detail": ["k" * 43],
    "account_confirm_email": ["k" * 43],
    "account_reset_password_from_key": ["1", "set-password"],
}


def test_every_address_that_lets_in_is_tried():
    assert set(SECRET) >= BY_SECRET


@pytest.mark.parametrize("name", SECRET)
@pytest.mark.parametrize("file", ["nginx.conf", "Caddyfile"])
def test_proxies_do_not_write_down_what_lets_in(name, file):
    text = (DEPLOY / file).read_text()
    [pattern] = re.findall(r"\^\((?:\?<begin>)?(/\(\?:.+?\)/)\)", text)

    assert re.match(pattern, reverse(name, args=SECRET[name]))


@pytest.mark.parametrize("file", ["nginx.conf", "Caddyfile"])
def test_proxies_let_large_files_through_where_they_are_taken(file):
    text = (DEPLOY / file).read_text()

    for name, most in TAKE_FILES.items():
        path = reverse(name)
        named = path in text or re.search(r"\^/\(.*\b" + path.strip("/") + r"\b.*\)/\$", text)
        assert bool(named) == (most == MOST_OF_A_FILE)


@pytest.mark.parametrize("service", ["waymark.service", "waymark-timed.service"])
def test_units_and_image_start_what_there_is(service):
    [started] = re.findall(
        r"^ExecStart=/srv/waymark/\.venv/bin/python (.+)$", (DEPLOY / service).read_text(), re.MULTILINE
    )

    module = started.removeprefix("-m ").split()[0].replace(".", "/").replace("/py", ".py")
    assert (PROJECT / module).with_suffix(".py").exists()
    if service == "waymark.service":
        assert '"-m", "config.server"' in (DEPLOY / "Containerfile").read_text()


def test_commands_of_the_documentation_are_commands():
    text = (PROJECT / "docs" / "operate.md").read_text()
    blocks = re.findall(r"^```sh[^\n]*\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)

    assert len(blocks) >= 12
    for block in blocks:
        checked = subprocess.run(
            ["bash", "-n"], input=block.replace("<this repository>", "there"), text=True, check=False
        )
        assert checked.returncode == 0, block
    named = set(re.findall(r"manage\.py ([a-z_]+)", "".join(blocks)))
    ours = {path.stem for path in (PROJECT / "mentoring" / "management" / "commands").glob("[a-z]*.py")}
    assert named <= ours | {"dumpdata", "loaddata"}


def test_every_block_of_the_documentation_is_run():
    text = (PROJECT / "docs" / "operate.md").read_text()
    scripts = (DEPLOY / "try").read_text() + (DEPLOY / "try-scale").read_text()
    run = set(re.findall(r'blocks "?sh ([a-z ]+)"?', scripts))
    run |= set(re.findall(r'(?:block|follow \w+) "?([a-z0-9]+(?: [a-z]+)?)"?', scripts))
    marks = set(re.findall(r"^```sh (.+)$", text, re.MULTILINE))

    assert marks >= {"moving", "mail", "back", "rolling", "promote"}
    assert marks - run == set()
