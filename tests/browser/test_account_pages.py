"""The account's pages in a browser: passkeys and codes under the strict policy, for all eyes and small screens."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from mentoring.models import User
from tests.authenticator import totp

PASSWORD = "three random words"

STRANGERS = ["/accounts/login/", "/accounts/signup/", "/invitations/used-before/", "/nowhere"]
OWN = [
    "/settings/",
    "/settings/delete/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/instance/",
]


@pytest.fixture
def page(new_context):
    """A window whose device has a passkey keeper that always says yes."""
    page = new_context().new_page()
    keeper = page.context.new_cdp_session(page)
    keeper.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    keeper.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def sign_up(page, base_url):
    """Make the first account by the form."""
    page.goto(f"{base_url}/accounts/signup/")
    page.get_by_label("What should we call you?").fill("Leila Haddad")
    page.get_by_label("Email").fill("leila@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page).to_have_url(f"{base_url}/")


def sign_out(page, base_url):
    """Leave by the page that asks first."""
    page.goto(f"{base_url}/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You’re signed out.")).to_be_visible()


def confirm(page):
    """Give the password once more where it is asked."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_person_comes_in_by_password_code_and_passkey(page, base_url):
    sign_up(page, base_url)

    page.goto(f"{base_url}/accounts/2fa/totp/activate/")
    confirm(page)
    page.get_by_label("The code your app shows").fill(
        totp(page.get_by_label("Or type this key into the app").input_value())
    )
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_label("10 codes left")).to_be_visible()
    recovery_code = page.get_by_label("10 codes left").input_value().split()[0]

    page.goto(f"{base_url}/accounts/2fa/webauthn/add/")
    page.get_by_label("Name").fill("This computer")
    page.get_by_label("Sign in with it, without a password").check()
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_text("1 passkey can sign you in.")).to_be_visible()
    sign_out(page, base_url)

    page.goto(f"{base_url}/accounts/login/?next=/settings/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(f"^{base_url}/"))
    expect(page.get_by_text("Signed in as Leila Haddad").first).to_be_visible()
    sign_out(page, base_url)

    page.goto(f"{base_url}/accounts/login/?next=/settings/")
    page.get_by_label("Email").fill("leila@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(recovery_code)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{base_url}/settings/")
    expect(page.get_by_text("This computer")).to_be_visible()


def test_mistakes_are_read_first_and_lead_to_their_fields(page, base_url):
    page.goto(f"{base_url}/accounts/signup/")
    page.get_by_label("Email").fill("leila@example")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Create account").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Please check three things")
    summary.get_by_role("link", name="Enter your email as name@example.com").click()
    expect(page.get_by_label("Email")).to_be_focused()
    expect(page.get_by_label("Email")).to_have_value("leila@example")


def test_account_pages_are_for_all_eyes_and_small_screens(page, base_url, axe, no_sideways_scroll, in_theme):

    def look(path):
        in_theme(page)
        page.goto(f"{base_url}{path}")
        if page.url.startswith(f"{base_url}/accounts/reauthenticate/"):
            axe(page)
            confirm(page)
        axe(page)
        page.set_viewport_size({"width": 320, "height": 640})
        no_sideways_scroll(page)
        page.set_viewport_size({"width": 1280, "height": 900})

    for path in STRANGERS:
        look(path)
    sign_up(page, base_url)
    User.objects.update(is_staff=True)
    for path in OWN:
        look(path)


def test_theme_is_kept_on_the_server(page, base_url):
    sign_up(page, base_url)
    page.goto(f"{base_url}/settings/")

    page.get_by_label("Dark").check(force=True)
    page.get_by_role("button", name="Save appearance").click()

    expect(page.get_by_role("status")).to_contain_text("Saved.")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert User.objects.get().theme == "dark"


def test_form_sent_after_the_session_ended_comes_back(page, base_url, axe, no_sideways_scroll):
    sign_up(page, base_url)
    page.goto(f"{base_url}/goals/new/")
    page.get_by_label("What do you want to be able to do?").fill("Run a weekly meeting people find useful")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Add goal").click()

    expect(page.get_by_text("what you typed is still here")).to_be_visible()
    page.get_by_label("Email").fill("leila@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{base_url}/unsent/")
    axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    no_sideways_scroll(page)
    page.get_by_role("button", name="Save it now").click()

    expect(page.get_by_role("heading", name="Run a weekly meeting people find useful")).to_be_visible()
