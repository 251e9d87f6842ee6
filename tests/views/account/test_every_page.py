"""What holds of every page of an account."""

import re

import pytest

SIGNED_IN = [
    "/settings/",
    "/settings/delete/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/sessions/",
    "/accounts/logout/",
]


@pytest.mark.parametrize("path", SIGNED_IN)
def test_account_pages_are_the_persons_own(client_leila, client, path):
    assert client_leila.get(path).status_code == 200
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("path", [*SIGNED_IN, "/accounts/reauthenticate/"])
def test_account_pages_have_no_inline_script_or_style(client_leila, path):
    page = client_leila.get(path).content.decode()

    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", page))
