"""Settings: safe as they are, changed by environment variables or a .env file beside manage.py.

No variable is needed on one's own machine. A wrong value stops the start with one sentence.
"""

import os
import secrets
import tempfile
import warnings
import zoneinfo
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")


# Reading the environment


def text(name: str, default: str = "") -> str:
    """The value of a variable; an empty one counts as not set, as compose files write it."""
    return env.str(name, default="").strip() or default


def flag(name: str) -> bool:
    """A switch that is off unless turned on."""
    value = text(name, "false").lower()
    if value not in ("true", "1", "yes", "on", "false", "0", "no", "off"):
        raise ImproperlyConfigured(f"{name} must be true or false.")
    return value in ("true", "1", "yes", "on")


def number(name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number within bounds."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {lowest} to {highest}, such as {default}."
        )
    return int(value)


def data_dir() -> Path:
    """The folder of everything that must survive an update; made, for its owner only, when missing."""
    folder = Path(text("DATA_DIR", str(BASE_DIR / "data"))).expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        pass
    if not (folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)):
        raise ImproperlyConfigured("DATA_DIR must be a folder this program may write to, such as ./data.")
    return folder


def secret_key(folder: Path) -> str:
    """The key from the environment, or the one kept in the data folder, generated at the first start.

    Several workers may start at once: each writes a file of its own and links it into place, which
    only the first can; all then read the same key.
    """
    given = text("SECRET_KEY")
    if given:
        if len(given) < 50 or len(set(given)) < 5 or given.startswith("django-insecure-"):
            raise ImproperlyConfigured(
                "SECRET_KEY must be 50 random characters or more; leave it out and one is made in DATA_DIR."
            )
        return given
    path = folder / "secret.key"
    try:
        if not path.exists():
            descriptor, draft = tempfile.mkstemp(dir=folder, prefix=".secret-")  # opened with mode 600
            try:
                with os.fdopen(descriptor, "w") as file:
                    file.write(secrets.token_urlsafe(64))
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                os.unlink(draft)
        kept = path.read_text().strip()
    except (OSError, UnicodeDecodeError):
        kept = ""
    if len(kept) < 50:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set and DATA_DIR/secret.key cannot be used: write 50 random characters into either."
        )
    return kept


def base_url(port: int) -> str:
    """The address people type, without a slash at its end."""
    advice = "BASE_URL must be the address people type, such as https://waymark.example.com."
    url = text("BASE_URL", f"http://localhost:{port}").rstrip("/")
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        raise ImproperlyConfigured(advice) from None
    if not known or url != f"{parts.scheme}://{parts.netloc}" or "@" in url or any(map(str.isspace, url)):
        raise ImproperlyConfigured(advice)
    return url.lower()


def database(folder: Path) -> dict:
    """SQLite in the data folder, or whatever DATABASE_URL names."""
    advice = (
        "DATABASE_URL must be like postgres://user:password@host:5432/name or sqlite:////folder/waymark.sqlite3; "
        "leave it out for SQLite in DATA_DIR."
    )
    url = text("DATABASE_URL", f"sqlite:///{folder / 'waymark.sqlite3'}")
    if url.partition("://")[0] not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(advice)
    try:
        with warnings.catch_warnings(action="error"):
            config = env.db_url_config(url)
    except (ValueError, UserWarning):
        raise ImproperlyConfigured(advice) from None
    if not config["NAME"] or (config["ENGINE"].endswith("sqlite3") and not Path(config["NAME"]).parent.is_dir()):
        raise ImproperlyConfigured(advice)
    if config["ENGINE"].endswith("sqlite3"):
        # Writers queue instead of failing, readers never wait. FULL keeps the last commit through a power
        # cut; one person writes seldom enough not to notice. Foreign keys are switched on by Django.
        return config | {
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
            },
        }
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def mail() -> dict:
    """Django's EMAIL_ settings from EMAIL_URL; without it nothing that needs mail is offered."""
    url = text("EMAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        config = env.email_url_config(url)
        if url.startswith("smtp") and not config["EMAIL_HOST"]:
            raise ValueError("no host")
    except (ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(
            "EMAIL_URL must be like smtp+tls://user:password@mail.example.com:587; leave it out to send no mail."
        ) from None
    return config | {"EMAIL_TIMEOUT": 10}


def sender(host: str) -> str:
    """The address mails come from."""
    address = text("DEFAULT_FROM_EMAIL", f"Waymark <waymark@{host}>")
    if "@" not in parseaddr(address)[1]:
        raise ImproperlyConfigured("DEFAULT_FROM_EMAIL must be like Waymark <waymark@example.com>.")
    return address


def time_zone() -> str:
    """The zone of people who chose none: TIME_ZONE, else the machine's own, else UTC."""
    here = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    zone = text("TIME_ZONE", here if here in zoneinfo.available_timezones() else "UTC")
    if zone not in zoneinfo.available_timezones():
        raise ImproperlyConfigured("TIME_ZONE must be a name of the time zone database, such as Europe/Berlin.")
    return zone


# Core

DEBUG = flag("DEBUG")
PORT = number("PORT", 8000, 1, 65535)
DATA_DIR = data_dir()
SECRET_KEY = secret_key(DATA_DIR)
BASE_URL = base_url(PORT)
HTTPS = BASE_URL.startswith("https://")
HOST = urlsplit(BASE_URL).hostname or ""
LOCAL = HOST in ("localhost", "127.0.0.1", "::1")
SIGNUP_OPEN = flag("SIGNUP_OPEN")
ADMIN_ENABLED = flag("ADMIN_ENABLED")
TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 0, 0, 9)

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if LOCAL else [HOST]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DATABASES = {"default": database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "mentoring",  # first, so that its templates win over those of the packages below
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # used by the pages of signed-in devices
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mentoring.middleware.PrivacyHeaders",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mentoring.middleware.SignInWall",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mentoring.middleware.PersonsTimeZone",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mentoring.accounts.offers",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# The limits on guessing are counted here; in the database they hold across workers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Language and time

LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = time_zone()
USE_TZ = True

# Static files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Mail

MAIL_ENABLED = bool(text("EMAIL_URL"))
globals().update(mail())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = sender(HOST)

# Accounts

AUTH_USER_MODEL = "mentoring.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["mentoring.accounts.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "mentoring.accounts.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "mentoring.accounts.NotWellKnown"},
    {"NAME": "mentoring.accounts.NotAboutYou", "OPTIONS": {"user_attributes": ("name", "email")}},
]

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
ACCOUNT_ADAPTER = "mentoring.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "mentoring.forms.account.SignupForm",
    "login": "mentoring.forms.account.LoginForm",
    "add_email": "mentoring.forms.account.EmailForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_ENABLED else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_ENABLED
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "mentoring.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = not MAIL_ENABLED  # without mail no address can be verified
MFA_TOTP_ISSUER = "Waymark"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL and not HTTPS

# Security: everything about cookies and transport follows from BASE_URL

SESSION_COOKIE_NAME = "waymark_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# TLS ends in front of us. Who forges this header on a direct line fools only themselves.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Other hosts below this one and browsers' preload lists are not this product's to decide about.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# same-origin and not no-referrer: browsers would send "Origin: null" with every form.
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: for the QR code of the authenticator app
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# To standard error, without what people write: Django's own messages name only paths and errors.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "none": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING", "propagate": True},
        "django.security.DisallowedHost": {"handlers": ["none"], "propagate": False},
    },
}
