"""Whose page a form came from that was opened before the last sign-in on this device.

Signing in changes the token that every form carries. The tokens before it are remembered on the device for the person
who signs in again, so that what they typed meanwhile is known to be theirs. Nothing is ever done by such a token: the
form is only kept, and offered once more.
"""

from typing import Any

from django.conf import settings
from django.middleware import csrf

from .cookies import EARLIER_TOKENS, LAST_PERSON

MOST_TOKENS = 5


def remember_pages(request, response, user) -> None:
    """Note at a sign-in that pages opened so far are this person's, if they were the last to sign in here."""
    known, now = [], request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    if now and request.get_signed_cookie(LAST_PERSON, default="") == str(user.pk):
        known = [now, *(token for token in _tokens(request) if token != now)][:MOST_TOKENS]
    response.set_signed_cookie(
        EARLIER_TOKENS,
        " ".join(known),
        max_age=30 * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_from_earlier_page(request) -> bool:
    """Whether a form comes from a page that the last person to sign in here opened before that."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    checks: Any = csrf  # what tells one token from another has no public name
    try:
        checks._check_token_format(token)
    except csrf.InvalidTokenFormat:
        return False
    return any(checks._does_token_match(token, secret) for secret in _tokens(request))


def _tokens(request) -> list[str]:
    return request.get_signed_cookie(EARLIER_TOKENS, default="").split()
