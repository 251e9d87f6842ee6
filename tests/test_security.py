"""Security of every page: headers, the wall, what is never kept, secrets, limits on guessing, odd input."""

import datetime as dt
import importlib
import io
import logging
import re

import pytest
from allauth.mfa.adapter import get_adapter
from django.conf import settings as instance
from django.contrib import admin
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import clear_url_caches, reverse
from django.utils import timezone
from django.views.defaults import permission_denied, server_error

from mentoring.accounts.adapter import Argon2Hasher
from mentoring.accounts.cookies import LAST_PERSON
from mentoring.middleware.answers import SECRET_ROUTES, PersonsTimeZone, PrivacyHeaders
from mentoring.middleware.bodies import MOST_OF_A_FORM
from mentoring.models import Goal, UnsentForm, User
from tests import addresses
from tests.factories import GoalFactory, UserFactory
from tests.markup import forms_of

pytestmark = pytest.mark.any_database

PASSWORD = "three random words"
FORM_KEY = "0b5a8f6e-5d2b-4a39-9d0e-3c3d7e0f7a11"

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
}


# Headers


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/settings/", "/nowhere"])
def test_every_answer_carries_the_headers(client_alice, path):
    headers = client_alice.get(path).headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    )


def test_a_view_may_say_itself_what_is_kept():
    def view(request):
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    response = PrivacyHeaders(view)(RequestFactory().get("/"))

    assert response.headers["Cache-Control"] == "max-age=60"


def test_https_redirects_keeps_and_secures(db, settings, client):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()

    plain = client.get("/accounts/login/")
    behind_proxy = client.get("/accounts/login/", headers={"X-Forwarded-Proto": "https"})

    assert (plain.status_code, plain.url) == (301, "https://testserver/accounts/login/")
    assert client.get("/healthz").status_code == 200
    assert behind_proxy.status_code == 200
    assert behind_proxy.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert behind_proxy.cookies[instance.CSRF_COOKIE_NAME]["secure"] is True


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client, alice):
    alice.set_password(PASSWORD)
    alice.save()

    cookie = sign_in(client).cookies[instance.SESSION_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_undeclared_proxy_is_told_once(db, client, caplog):
    client = Client(headers={"X-Forwarded-For": "203.0.113.7"})

    with caplog.at_level(logging.WARNING, "mentoring"):
        client.get("/accounts/login/")
        client.get("/accounts/login/")

    assert [record.message for record in caplog.records if record.name == "mentoring.middleware.answers"] == [
        "Requests come through a proxy: set TRUSTED_PROXY_COUNT to how many there are."
    ]


# The wall


def test_stranger_is_sent_to_sign_in_and_back_to_the_page(db, client):
    response = client.get("/settings/?x=1")

    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/settings/%3Fx%3D1"


def test_form_sent_after_the_session_ended_leads_back_to_its_page(alice, client):
    goal = GoalFactory(owner=alice)

    response = client.post(
        reverse("goals.achieved", args=[goal.pk]),
        headers={"Referer": f"http://testserver/goals/{goal.pk}/?from=list"},
    )

    assert response.url == f"/accounts/login/?next=/goals/{goal.pk}/%3Ffrom%3Dlist"


@pytest.mark.parametrize("referer", ["", "https://evil.example/goals/", "http://testserver/nowhere", "//x"])
def test_form_from_nowhere_leads_back_to_the_first_page(alice, client, referer):
    goal = GoalFactory(owner=alice)

    response = client.post(reverse("goals.achieved", args=[goal.pk]), headers={"Referer": referer})

    assert response.url == "/accounts/login/?next=/"


def test_signing_in_never_leads_to_another_site(alice, client):
    alice.set_password(PASSWORD)
    alice.save()

    response = sign_in(client, next="https://evil.example/")

    assert response.url == "/"


def session_ends(client):
    """The session is over, as after two weeks; what else the browser keeps stays."""
    del client.cookies[instance.SESSION_COOKIE_NAME]


GOAL = {"title": "Run a weekly meeting", "area": "skill", "why": "So that\nall know", "form_key": FORM_KEY}


@pytest.fixture
def signed_out_alice(alice):
    """A browser in which Alice signed in by the form, and whose session ended."""
    alice.set_password(PASSWORD)
    alice.save()
    client = Client()
    sign_in(client)
    session_ends(client)
    return client


def test_form_sent_after_the_session_ended_comes_back_after_signing_in(signed_out_alice, alice):
    sent = signed_out_alice.post("/goals/new/", GOAL, headers={"Referer": "http://testserver/goals/"})
    back = sign_in(signed_out_alice, next="/unsent/")
    page = signed_out_alice.get(back.url)

    assert sent.url == "/accounts/login/?next=/unsent/"
    assert [str(message) for message in get_messages(sent.wsgi_request)] == [
        "You were signed out. Sign in again: what you typed is still here."
    ]
    assert back.url == "/unsent/"
    assert page.context["unsent"]["texts"] == ["Run a weekly meeting", "So that\nall know"]
    shown = page.content.decode()
    assert '<form method="post" action="/goals/new/">' in shown
    for name, value in GOAL.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in shown
    assert '<a class="btn btn-quiet" href="/goals/">' in shown

    signed_out_alice.post("/goals/new/", GOAL)
    assert [goal.title for goal in Goal.objects.owned_by(alice)] == ["Run a weekly meeting"]
    assert signed_out_alice.get("/unsent/").url == "/"


def test_somebody_else_at_the_same_screen_does_not_get_what_was_typed(signed_out_alice, bob):
    bob.set_password(PASSWORD)
    bob.save()
    signed_out_alice.post("/goals/new/", GOAL)

    back = sign_in(signed_out_alice, email="bob@example.org", next="/unsent/")

    assert signed_out_alice.get(back.url).url == "/"
    assert "unsent_form" not in signed_out_alice.session


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/goals/new/?" + "x" * 2000, {"title": "So long an address"}),
        ("/goals/new/", {f"{number:0100}": "long names" for number in range(600)}),
        ("/goals/new/", {"title": "A\0B"}),
        ("/goals/1/achieved/", {"next": "/goals/"}),
        ("/settings/", {"block": "appearance", "name": "Alice"}),
        ("/settings/delete/", {"password": PASSWORD}),
        ("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": PASSWORD}),
        ("/goals/new/", {"title": " "}),
        ("/goals/new/", {"title": "x" * 60_001}),
    ],
)
def test_nothing_empty_huge_or_secret_is_kept(signed_out_alice, path, typed):
    response = signed_out_alice.post(path, typed)

    assert response.url == "/accounts/login/?next=/"
    assert "unsent_form" not in signed_out_alice.session


def test_of_what_one_person_leaves_unsent_only_a_few_forms_are_kept(signed_out_alice, alice, freeze):
    for number in range(13):
        signed_out_alice.post("/goals/new/", GOAL | {"title": f"Goal {number}"})
    assert UnsentForm.objects.count() == 1

    for number in range(13):
        session_ends(signed_out_alice)
        signed_out_alice.post("/goals/new/", GOAL | {"title": f"Goal {number}"})
    assert UnsentForm.objects.owned_by(alice).count() == 10
    freeze(timezone.now() + dt.timedelta(days=15))
    call_command("clear_imports")
    assert not UnsentForm.objects.exists()
    assert not Session.objects.exists()


def test_nothing_a_stranger_sends_is_kept(db, client):
    assert client.post("/goals/new/", GOAL).url == "/accounts/login/?next=/"
    client.cookies[LAST_PERSON] = "1:forged"
    assert client.post("/goals/new/", GOAL).url == "/accounts/login/?next=/"
    assert "unsent_form" not in client.session
    assert not UnsentForm.objects.exists()


@pytest.fixture
def page_opened_before(alice):
    """A browser that checks tokens, the token of a page opened in it, and a way to sign in once more."""
    alice.set_password(PASSWORD)
    alice.save()
    client = Client(enforce_csrf_checks=True)

    def token(path):
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(path).content.decode())[1]

    def come_in(email="alice@example.org", ends=True):
        if ends:
            client.cookies.pop(instance.SESSION_COOKIE_NAME, None)
        return sign_in(client, email=email, csrfmiddlewaretoken=token("/accounts/login/"))

    come_in()
    return client, token("/goals/new/"), come_in


@pytest.mark.parametrize("times", [1, 3])
def test_form_of_a_tab_opened_before_a_new_sign_in_is_offered_again(page_opened_before, alice, times):
    client, token, come_in = page_opened_before
    for _again in range(times):
        come_in()

    sent = client.post("/goals/new/", GOAL | {"csrfmiddlewaretoken": token})
    page = client.get("/unsent/")
    [offered] = [form for form in forms_of(page) if form.action == "/goals/new/"]

    assert (sent.status_code, sent.url) == (302, "/unsent/")
    assert not Goal.objects.exists()
    assert {name: found.values for name, found in offered.fields.items() if name in GOAL} == {
        name: [value] for name, value in GOAL.items()
    }
    client.post(offered.action, offered.data())
    assert [goal.title for goal in Goal.objects.owned_by(alice)] == [GOAL["title"]]
    assert client.get("/unsent/").url == "/"


def test_form_of_an_old_tab_sent_while_signed_out_is_offered_after_signing_in(page_opened_before):
    client, token, come_in = page_opened_before
    come_in()
    session_ends(client)

    sent = client.post("/goals/new/", GOAL | {"csrfmiddlewaretoken": token})
    come_in(ends=False)

    assert sent.url == "/accounts/login/?next=/unsent/"
    assert "Run a weekly meeting" in client.get("/unsent/").content.decode()


def test_button_of_an_old_tab_does_nothing_and_says_so(page_opened_before, alice):
    client, token, come_in = page_opened_before
    goal = GoalFactory(owner=alice)
    come_in()

    path, back = f"/goals/{goal.pk}/achieved/", {"Referer": "http://testserver/goals/"}
    sent = client.post(path, {"csrfmiddlewaretoken": token}, headers=back)

    assert (sent.status_code, sent.url) == (302, "/goals/")
    assert "Please try again." in client.get("/goals/").content.decode()
    goal.refresh_from_db()
    assert goal.is_active


def test_form_of_an_old_tab_is_not_offered_to_somebody_else(page_opened_before, bob):
    client, token, come_in = page_opened_before
    bob.set_password(PASSWORD)
    bob.save()
    come_in("bob@example.org")

    sent = client.post("/goals/new/", GOAL | {"csrfmiddlewaretoken": token})
    come_in("alice@example.org")
    later = client.post("/goals/new/", GOAL | {"csrfmiddlewaretoken": token})

    assert (sent.status_code, later.status_code) == (403, 403)
    assert client.get("/unsent/").url == "/"


@pytest.mark.parametrize("token", ["", "x" * 64, "y" * 32, "\x00", "é" * 64])
def test_form_with_a_token_of_nobodys_page_is_refused_and_not_kept(page_opened_before, token):
    client, _token, come_in = page_opened_before
    come_in()

    sent = client.post("/goals/new/", GOAL | {"csrfmiddlewaretoken": token})

    assert sent.status_code == 403
    assert "This page was open too long" in sent.content.decode()
    assert client.get("/unsent/").url == "/"


def test_address_of_a_button_is_a_page_that_changes_nothing(client_alice, alice):
    # A mentor who answers is shown the way back to the agreement instead; tests of answers look at it.
    world, every = (
        addresses.World(alice, "Quillwort"),
        sorted({*addresses.verbs()} - {"shared.answered", "shared.messaged"}),
    )

    for name in every[:: len(every) // 12]:
        answer = client_alice.get(world.address(name))
        assert answer.status_code == 405, name
        assert "POST" in answer.headers["Allow"]
        assert "That’s a button, not a page" in answer.content.decode(), name
        assert int(answer.headers["Content-Length"]) == len(answer.content)


# Odd input


ODD = ["utf-16", "utf-7", "hex", "rot13", "idna", "no-such-charset"]


@pytest.mark.parametrize("charset", ODD)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("path", ["/accounts/login/", "/settings/", "/"])
def test_other_encodings_are_400(client_alice, path, kind, charset):
    response = client_alice.generic("POST", path, b"login=a&password=b", f"{kind}; charset={charset}")

    assert response.status_code == 400
    assert b"This didn" in response.content


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_utf8_is_read_however_it_is_written(db, client, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"

    response = client.generic("POST", "/accounts/login/", b"login=a", kind)

    assert response.status_code == 422


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a=b" for _ in range(1100)), "application/x-www-form-urlencoded"),
        (b"not multipart", "multipart/form-data"),
        (b"login=%00&password=%ff%fe", "application/x-www-form-urlencoded"),
        (b'{"login": 1}', "application/json"),
        (b"", "text/plain"),
    ],
    ids=["too much", "too many", "no boundary", "no text", "json", "empty"],
)
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/settings/", "/settings/delete/"])
def test_nothing_posted_gives_a_500(client_alice, path, body, kind):
    for client in (Client(raise_request_exception=False), client_alice):
        assert client.post(path, body, content_type=kind).status_code < 500


# Error pages


def test_missing_page(client_alice):
    response = client_alice.get("/nowhere")

    assert response.status_code == 404
    assert "There’s no path here" in response.content.decode()


def test_forbidden_page(db):
    response = permission_denied(RequestFactory().get("/"), PermissionDenied())

    assert response.status_code == 403
    assert "This isn’t yours to open" in response.content.decode()


def test_broken_page_renders_without_anything(db):
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Something broke here" in response.content.decode()
    assert "check whether it’s there before you send it again" in response.content.decode()


def test_form_without_token_is_told_kindly(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)

    response = client.post("/settings/", {"block": "appearance"})

    assert response.status_code == 403
    assert "This page was open too long" in response.content.decode()


# Time zones


def test_pages_go_by_the_persons_clock(alice):
    alice.time_zone = "Pacific/Auckland"
    request = RequestFactory().get("/")
    request.user = alice

    seen = PersonsTimeZone(lambda request: timezone.get_current_timezone_name())(request)

    assert seen == "Pacific/Auckland"
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize("zone", ["", "Europe/Atlantis", "../../etc/passwd", "a" * 64])
def test_pages_go_by_the_clock_of_the_instance_otherwise(alice, zone):
    alice.time_zone = zone
    request = RequestFactory().get("/")
    request.user = alice

    assert PersonsTimeZone(lambda request: timezone.get_current_timezone_name())(request) == "UTC"


# Secrets


def test_passwords_are_hashed_with_argon2_at_a_bearable_price():
    hashed = make_password(PASSWORD, hasher=Argon2Hasher())

    assert re.match(r"argon2\$argon2id\$v=19\$m=19456,t=2,p=1\$", hashed)
    assert instance.PASSWORD_HASHERS[-2] == "mentoring.accounts.adapter.Argon2Hasher"
    assert not Argon2Hasher().must_update(hashed)
    assert isinstance(identify_hasher(hashed), Argon2Hasher)


def test_secrets_of_second_factors_are_not_readable_in_the_database():
    adapter = get_adapter()

    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    assert adapter.encrypt("JBSWY3DPEHPK3PXP") != kept


def test_secret_kept_with_another_key_lets_nobody_in(settings, caplog):
    kept = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another " * 8

    first, second = get_adapter().decrypt(kept), get_adapter().decrypt(kept)

    assert len({first, second, "JBSWY3DPEHPK3PXP", ""}) == 4
    assert (
        caplog.messages
        == ["SECRET_KEY changed: authenticator codes kept with the old one cannot be checked."] * 2
    )


# Limits on guessing


def sign_in(client, email="alice@example.org", password=PASSWORD, **more):
    """Send the sign-in form."""
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def test_guessing_a_password_ends_after_five_tries_even_from_another_browser(alice):
    alice.set_password(PASSWORD)
    alice.save()
    for _ in range(5):
        assert "don’t match" in sign_in(Client(), password="wrong").content.decode()

    response = sign_in(Client())

    assert response.status_code == 422
    assert "Too many tries. Wait five minutes, then try again." in response.content.decode()


def test_limits_are_counted_in_the_database(alice):
    assert instance.CACHES["default"]["BACKEND"] == "mentoring.accounts.limits.CountedInDatabase"
    cache.clear()

    sign_in(Client(), password="wrong")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone()[0] > 0


def test_too_many_requests_have_a_page_of_their_own(db, client):
    for _ in range(30):
        client.get("/accounts/signup/")
        response = client.post("/accounts/signup/", {})
        if response.status_code == 429:
            break

    assert response.status_code == 429
    assert "That was a bit quick" in response.content.decode()


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_whoever_is_asked_to_wait_has_all_but_their_password_still_before_them(db, client, name, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip", "signup": "1/m/ip"}
    typed = {
        "login": "new@example.org",
        "email": "new@example.org",
        "name": "Nora New",
        "password1": PASSWORD,
    }
    here = f"{reverse(name)}?next=/goals/"
    client.post(here, {})

    response = client.post(here, typed | {"password": PASSWORD})

    page = response.content.decode()
    assert response.status_code == 429
    assert "except passwords. Leave this page open, and send it again in five minutes" in page
    assert "<li>new@example.org</li>" in page
    [form] = forms_of(response)
    kept = {"login": ["new@example.org"], "email": ["new@example.org"], "name": ["Nora New"]}
    assert (form.action, {key: form.data()[key] for key in kept}) == (here, kept)
    assert PASSWORD not in page


# Operators


def test_admin_is_not_there_unless_switched_on(client_alice):
    assert client_alice.get("/admin/").status_code == 404


@pytest.fixture
def admin_pages(settings):
    """The addresses as they are with ADMIN_ENABLED."""
    settings.ADMIN_ENABLED = True
    clear_url_caches()
    importlib.reload(importlib.import_module("config.urls"))
    yield
    settings.ADMIN_ENABLED = False
    clear_url_caches()
    importlib.reload(importlib.import_module("config.urls"))


def test_admin_sends_strangers_through_the_products_own_sign_in(db, client, admin_pages):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/?next=")


def test_admin_is_for_operators_only(client_alice, admin_pages):
    response = client_alice.get("/admin/login/")

    assert response.status_code == 403


def test_admin_shows_who_has_an_account_and_nothing_they_wrote(db, client, admin_pages):
    operator = User.objects.create_superuser("op@example.org", PASSWORD)
    client.force_login(operator)
    person = UserFactory(name="Leila Haddad", email="leila@example.org", password=PASSWORD)

    listed = client.get("/admin/mentoring/user/").content.decode()
    shown = client.get(f"/admin/mentoring/user/{person.pk}/change/").content.decode()

    assert [model for model in admin.site._registry if model._meta.app_label == "mentoring"] == [User]
    assert "leila@example.org" in listed
    assert person.password not in shown
    assert "Leila Haddad" not in re.sub(
        r"<h2>.*?</h2>|<title>.*?</title>|breadcrumb.*?</div>", "", shown, flags=re.S
    )
    assert client.get("/admin/mentoring/user/add/").status_code == 403


# Compressed on the way

# Too short to gain by it, or no more than the way to another page.
LEFT_AS_THEY_ARE = {"phone.favicon", "account.unsent", "agreements.confirmed"}


def test_pages_travel_compressed_but_where_a_secret_stands(client_alice, alice):
    world, product = addresses.World(alice, "Quillwort"), addresses.product()
    secret = {name for name in product if str(product[name].pattern).startswith(SECRET_ROUTES)}

    plain = {
        name
        for name in addresses.pages()
        if "Content-Encoding"
        not in client_alice.get(world.address(name), headers={"accept-encoding": "gzip"}).headers
    }

    assert {"account.settings", "agreements.detail", "shared.detail", "calendar.feed"} <= secret
    assert plain == (secret & set(addresses.pages())) | LEFT_AS_THEY_ARE


def test_what_strangers_and_allauth_show_is_never_compressed(db, client):
    for path in ("/accounts/login/", "/accounts/signup/", "/nowhere/"):
        assert "Content-Encoding" not in client.get(path, headers={"accept-encoding": "gzip"}).headers


# Bodies


def multipart(*fields: tuple[str, str], value=b"x") -> bytes:
    """A form as a browser sends it with files."""
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        % (name.encode(), b'; filename="%s"' % file.encode() if file else b"", value)
        for name, file in fields
    ]
    return b"".join([*parts, b"--x--\r\n"])


BEYOND = {
    "a long field": (multipart(("text", ""), value=b"x" * 2_700_000), 413),
    "many files": (multipart(*[(f"f{n}", "a.txt") for n in range(200)]), 400),
    "many fields": (multipart(*[(f"f{n}", "") for n in range(3000)]), 400),
    "more than a form": (multipart(("file", "a.csv"), value=b"x" * (MOST_OF_A_FORM + 1)), 413),
}


@pytest.mark.parametrize("what", BEYOND)
@pytest.mark.parametrize("path", ["/nowhere/", "/accounts/login/", "/goals/new/", "/data/"])
def test_what_is_beyond_a_form_is_refused_everywhere(db, caplog, path, what):
    client = Client(
        raise_request_exception=False, enforce_csrf_checks=True, headers={"X-CSRFToken": "t" * 32}
    )
    client.cookies[instance.CSRF_COOKIE_NAME] = "t" * 32
    body, status = BEYOND[what]

    answer = client.generic("POST", path, body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == status
    assert "nothing was changed" in answer.content.decode()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


class Sent(io.BytesIO):
    """A body of which it is known whether any of it was read."""

    was_read = False

    def read(self, *args):
        self.was_read = True
        return super().read(*args)


@pytest.mark.parametrize("path", ["/goals/new/", "/data/", "/contacts/import/"])
def test_only_people_signed_in_may_send_files_and_only_to_two_pages(client_alice, path):
    for client in (Client(), client_alice):
        body = Sent(b"--x--")
        sent = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(MOST_OF_A_FORM + 1)}
        answer = client.generic("POST", path, **sent, **{"wsgi.input": body})

        takes = client is client_alice and path != "/goals/new/"
        assert (answer.status_code, body.was_read) == ((422, True) if takes else (413, False))


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/healthz", "/nowhere/"])
def test_trace_is_refused(client_alice, path):
    for method in ("TRACE", "PUT", "CONNECT"):
        assert client_alice.generic(method, path).status_code == 405


@pytest.mark.parametrize("length", ["abc", "-5", "1e9"])
def test_a_length_that_is_no_number_is_refused(client_alice, length):
    assert client_alice.post("/goals/new/", {"title": "One"}, CONTENT_LENGTH=length).status_code == 400
