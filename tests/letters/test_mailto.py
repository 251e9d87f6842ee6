"""The link to the mail program."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.letters import LONGEST_LINK, is_too_long, mailto


def opened(link: str) -> dict[str, str]:
    """What a mail program makes of a mailto link, by RFC 6068: every part decoded once, a plus stays a plus."""
    scheme, _colon, rest = link.partition(":")
    address, _mark, query = rest.partition("?")
    parts = dict(part.split("=", 1) for part in query.split("&")) if query else {}
    assert scheme == "mailto"
    return {"to": unquote(address)} | {name: unquote(text) for name, text in parts.items()}


def test_mailto_is_written_as_the_standard_asks():
    link = mailto("elena+work@example.org", "Füße & “Hände”?", "Hi Elena,\n\n100% + 50% = #1\n👋🏽")

    assert link == (
        "mailto:elena%2Bwork@example.org"
        "?subject=F%C3%BC%C3%9Fe%20%26%20%E2%80%9CH%C3%A4nde%E2%80%9D%3F"
        "&body=Hi%20Elena%2C%0D%0A%0D%0A100%25%20%2B%2050%25%20%3D%20%231%0D%0A%F0%9F%91%8B%F0%9F%8F%BD"
    )


@pytest.mark.parametrize(
    "body",
    [
        "one\ntwo",
        "one\r\ntwo",
        "one\rtwo",
    ],
)
def test_mailto_breaks_lines_with_crlf(body):
    assert mailto("", "", body) == "mailto:?body=one%0D%0Atwo"


@pytest.mark.parametrize(
    ("to", "address"),
    [
        ("", "mailto:"),
        ("o'hara@example.org", "mailto:o%27hara@example.org"),
        ('"a@b"@example.org', "mailto:%22a%40b%22@example.org"),
        ("a,b@example.org", "mailto:a%2Cb@example.org"),
        ("a?cc=b@example.org", "mailto:a%3Fcc%3Db@example.org"),
        ("anna@bücher.example", "mailto:anna@b%C3%BCcher.example"),
    ],
)
def test_mailto_address_stays_one_address(to, address):
    assert mailto(to, "", "") == address


def test_mailto_subject_is_one_line_and_adds_no_header():
    assert opened(mailto("", "Hello\r\nBcc: everybody@example.org", "")) == {
        "to": "",
        "subject": "Hello Bcc: everybody@example.org",
    }


@given(subject=st.text(max_size=60), body=st.text(max_size=300))
def test_mailto_loses_nothing(subject, body):
    link = mailto("elena@example.org", subject, body)

    assert re.fullmatch(r"mailto:elena@example\.org(\?[A-Za-z0-9%._~=&-]+)?", link)
    found = opened(link)
    assert found.get("subject", "") == " ".join(subject.split())
    lines = re.split(r"\r\n|\r|\n", body)
    assert found.get("body", "") == "\r\n".join(lines).encode("utf-8", "replace").decode()
    assert dict(parse_qsl(urlsplit(link).query, keep_blank_values=True)) == {
        name: text for name, text in found.items() if name != "to"
    }


def test_mailto_survives_half_an_emoji():
    assert mailto("", "", "\ud83d") == "mailto:?body=%3F"


def test_long_letters_are_copied_instead():
    prefix = len("mailto:?body=")

    assert not is_too_long(mailto("", "", "x" * (LONGEST_LINK - prefix)))
    assert is_too_long(mailto("", "", "x" * (LONGEST_LINK - prefix + 1)))
    # 120 words of a script that takes six signs a letter are no letter too long to read, but too long a link.
    assert is_too_long(mailto("", "", "помощь " * 120))
