"""The cookies of our own: over https each has a name that only this host can set, over a safe connection."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

# Who signed in last on this device.
LAST_PERSON = f"{settings.COOKIE_PREFIX}person"
# The tokens of pages that person opened before the last sign-in.
EARLIER_TOKENS = f"{settings.COOKIE_PREFIX}pages"


class _FlashCookie(CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Flashes(FallbackStorage):
    """The sentences shown once: in a cookie, and in the session where they are too long for that."""

    storage_classes = (_FlashCookie, SessionStorage)
