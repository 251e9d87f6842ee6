"""Settings: safe as they are, changed by environment variables or a .env file beside manage.py.

No variable is needed on one's own machine. A wrong value stops the start with one sentence.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from . import environment, languages

BASE_DIR = Path(__file__).resolve().parent.parent

environment.read_file(BASE_DIR / ".env")

# Core

RELEASE = environment.release(BASE_DIR)
DEBUG = environment.flag("DEBUG")
LISTEN_ON = environment.listen_on()
PORT = environment.number("PORT", 8000, 1, 65535)
WORKERS = environment.number("WORKERS", 2, 1, 64)
STATICFILES_DIRS = [BASE_DIR / "static"]
DATA_DIR = environment.data_dir(BASE_DIR / "data", STATICFILES_DIRS)
STATIC_ROOT = DATA_DIR / "static"
SERVED = [STATIC_ROOT, *STATICFILES_DIRS]
SECRET_KEY = environment.secret_key(DATA_DIR)
BASE_URL = environment.base_url(PORT)
HTTPS = BASE_URL.startswith("https://")
HOST = urlsplit(BASE_URL).hostname or ""
LOCAL = HOST in ("localhost", "127.0.0.1", "::1")
SIGNUP_OPEN = environment.flag("SIGNUP_OPEN")
FIRST_ACCOUNT_EMAIL = environment.address("FIRST_ACCOUNT_EMAIL", "you@example.org")
ADMIN_ENABLED = environment.flag("ADMIN_ENABLED")
TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXY_COUNT", 0, 0, 9)

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if LOCAL else [f"[{HOST}]" if ":" in HOST else HOST]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DATABASES = {"default": environment.database(DATA_DIR, SERVED)}
# No page waits longer for one statement, on PostgreSQL.
STATEMENT_SECONDS = 60
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
    "mentoring.middleware.front.Health",
    "mentoring.middleware.front.WholeAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mentoring.middleware.answers.AfterTheAnswer",
    "mentoring.middleware.answers.PrivacyHeaders",
    "mentoring.middleware.answers.Compressed",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mentoring.middleware.bodies.BoundedBodies",
    "mentoring.middleware.sign_in.SignInWall",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mentoring.middleware.answers.PersonsTimeZone",
    "mentoring.middleware.answers.ButtonsHavePages",
    "mentoring.middleware.busy.Busy",
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
                "mentoring.accounts.adapter.offers",
            ],
            "builtins": ["mentoring.templatetags.page_addresses"],
        },
    }
]
FORM_RENDERER = "mentoring.forms.rendering.WidgetRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# The limits on guessing are counted here; in the database they hold across workers.
CACHES = {
    "default": {
        "BACKEND": "mentoring.accounts.limits.CountedInDatabase",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Language and time

LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGES = languages.spoken(BASE_DIR / "locale")
LANGUAGE_CODE = languages.of_instance(environment.text("LANGUAGE_CODE", languages.ENGLISH), LANGUAGES)
# Every sentence is English as it is written: looking each up in six catalogues would be a fifth of a page. With a
# second language people read the one they chose, else the one their browser asks for, else that of the instance.
USE_I18N = len(LANGUAGES) > 1
if USE_I18N:
    after_sessions = MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware") + 1
    MIDDLEWARE.insert(after_sessions, "django.middleware.locale.LocaleMiddleware")
    zones = MIDDLEWARE.index("mentoring.middleware.answers.PersonsTimeZone")
    MIDDLEWARE.insert(zones + 1, "mentoring.middleware.answers.PersonsLanguage")
TIME_ZONE = environment.time_zone()
USE_TZ = True

# Static files

STATIC_URL = "static/"
STATICFILES_FINDERS = [
    "config.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Backups that the timer makes

BACKUP_DIR = environment.backup_dir(SERVED)
BACKUPS_KEPT = environment.number("BACKUPS_KEPT", 14, 1, 1000)

# Mail

MAIL_ENABLED = bool(environment.text("EMAIL_URL"))
globals().update(environment.mail())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.sender(HOST)

# Accounts

AUTH_USER_MODEL = "mentoring.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "mentoring.accounts.adapter.Argon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "mentoring.accounts.adapter.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "mentoring.accounts.adapter.NotWellKnown"},
    {"NAME": "mentoring.accounts.adapter.NotAboutYou", "OPTIONS": {"user_attributes": ("name", "email")}},
]

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
ACCOUNT_ADAPTER = "mentoring.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "mentoring.forms.account.SignupForm",
    "login": "mentoring.forms.account.LoginForm",
    "add_email": "mentoring.forms.account.EmailForm",
    "change_password": "mentoring.forms.account.ChangePasswordForm",
    "set_password": "mentoring.forms.account.SetPasswordForm",
    "reset_password": "mentoring.forms.account.ResetPasswordForm",
    "reset_password_from_key": "mentoring.forms.account.ResetPasswordKeyForm",
    "reauthenticate": "mentoring.forms.account.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_ENABLED else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_ENABLED
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
# Only in the browser that signed up: whoever else gets hold of the link signs in by password.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "mentoring.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "mentoring.forms.second_steps.AuthenticateForm",
    "reauthenticate": "mentoring.forms.second_steps.MFAReauthenticateForm",
    "activate_totp": "mentoring.forms.second_steps.ActivateTOTPForm",
    "add_webauthn": "mentoring.forms.second_steps.AddPasskeyForm",
    "edit_webauthn": "mentoring.forms.second_steps.EditPasskeyForm",
    "login_webauthn": "mentoring.forms.second_steps.PasskeyAloneForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Without mail no address is ever verified; with mail nobody signs in without, and may still change theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Waymark"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL and not HTTPS

# Security: everything about cookies and transport follows from BASE_URL

# Behind TLS no other host and no plain connection can set a cookie of such a name. Cookies don't know of ports: the
# instance's own keeps apart what runs beside it on one host.
OWN_PORT = urlsplit(BASE_URL).port
COOKIE_PREFIX = ("__Host-" if HTTPS else "") + (f"waymark_{OWN_PORT}_" if OWN_PORT else "waymark_")
SESSION_ENGINE = "mentoring.accounts.sessions"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
MESSAGE_STORAGE = "mentoring.accounts.cookies.Flashes"
MESSAGE_TAGS = {22: "nudge", 23: "meeting"}  # the levels of views/offers.py
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# TLS ends in front of us. Who forges this header on a direct line fools only themselves.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Other hosts below this one and browsers' preload lists are not this product's to decide about; and Django's tags for
# sentences are replaced on purpose.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "templates.W003"]
# same-origin and not no-referrer: browsers would send "Origin: null" with every form.
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "mentoring.middleware.sign_in.token_refused"
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
    "filters": {"in_one_line": {"()": "config.logs.InOneLine"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["in_one_line"]},
        "none": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # a page not found or a form not valid is no news
        "django.security.DisallowedHost": {"handlers": ["none"], "propagate": False},
    },
}
