"""Reads the environment: each value checked, a wrong one refused with a sentence that says what to write."""

import contextlib
import ipaddress
import os
import re
import secrets
import tempfile
import warnings
import zoneinfo
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.http.request import host_validation_re

env = environ.Env()


def text(name: str, default: str = "") -> str:
    """The value of a variable; an empty one counts as not set, as compose files write it."""
    return os.environ.get(name, "").strip() or default


def read_file(path: Path) -> None:
    """Let the lines of a file such as .env count as the environment's, where that doesn't say otherwise."""
    if not path.exists():
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ImproperlyConfigured(
            f"{path.name} must be a text file in UTF-8 that this program may read."
        ) from None
    for count, line in enumerate(map(str.strip, lines), 1):
        if line and not line.startswith("#") and not re.match(r"(export )?[A-Za-z_]\w*\s*=", line):
            raise ImproperlyConfigured(
                f"Line {count} of {path.name} must be like PORT=8000, or begin with #."
            )
    env.read_env(path)


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


def release(base: Path) -> str:
    """Which release this is, as pyproject.toml says it."""
    project = base / "pyproject.toml"
    found = re.search(r'^version = "(.+)"$', project.read_text() if project.is_file() else "", re.MULTILINE)
    return found[1] if found else "of unknown release"


def data_dir(default: Path) -> Path:
    """The folder of everything that must survive an update; made, for its owner only, when missing."""
    folder = Path(text("DATA_DIR", str(default))).expanduser().absolute()
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)):
        raise ImproperlyConfigured("DATA_DIR must be a folder this program may write to, such as ./data.")
    return folder


def backup_dir(served: list[Path]) -> Path | None:
    """The folder where the timer keeps backups, if any; whether it is there and can be written is seen then."""
    value = text("BACKUP_DIR")
    folder = Path(value).expanduser().absolute()
    if not value:
        return None
    there = next(part for part in (folder, *folder.parents) if part.exists())
    if not there.is_dir() or any(folder.resolve().is_relative_to(one) for one in served):
        raise ImproperlyConfigured(
            "BACKUP_DIR must be a folder from which nobody is served, such as /var/backups/waymark."
        )
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
            "SECRET_KEY is not set and secret.key in DATA_DIR cannot be used: "
            "write 50 random characters or more into one of them."
        )
    return kept


def listen_on() -> str:
    """The address of this machine that is listened on: a number of either kind, as a socket takes it."""
    given = text("HOST", "127.0.0.1")
    try:
        return str(ipaddress.ip_address("127.0.0.1" if given == "localhost" else given.strip("[]")))
    except ValueError:
        raise ImproperlyConfigured(
            "HOST must be an address of this machine to listen on: 127.0.0.1, 0.0.0.0 for all, or :: for IPv6 too; "
            "what people type goes into BASE_URL."
        ) from None


def base_url(port: int) -> str:
    """The address people type, without a slash at its end; without the port its kind has anyway."""
    advice = "BASE_URL must be the address people type, such as https://waymark.example.com."
    url = text("BASE_URL", f"http://localhost:{port}").rstrip("/")
    try:
        parts = urlsplit(url)
        host, own_port = parts.hostname or "", parts.port
    except ValueError:
        raise ImproperlyConfigured(advice) from None
    if parts.scheme not in ("http", "https") or not host or "@" in url or any(map(str.isspace, url)):
        raise ImproperlyConfigured(advice)
    if url != f"{parts.scheme}://{parts.netloc}":
        raise ImproperlyConfigured(
            "BASE_URL must end with the host or its port: Waymark needs a host name of its own, "
            "such as https://waymark.example.com, and cannot live below a path."
        )
    name = f"[{host}]" if ":" in host else _in_letters_of_dns(host.rstrip("."))
    if own_port == 0 or not host_validation_re.match(name):
        raise ImproperlyConfigured(advice)
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{name}" + (f":{own_port}" if own_port not in (None, usual) else "")


def _in_letters_of_dns(host: str) -> str:
    """A name such as münchen.example as browsers send it; refused where they differ about that."""
    if host.isascii():
        return host
    try:
        known = host.encode("idna").decode()
    except UnicodeError:
        known = ""
    if known.encode().decode("idna") != host:
        raise ImproperlyConfigured(
            "BASE_URL must have its host name in plain letters: write it the way a browser copies it, "
            "such as https://xn--mnchen-3ya.example."
        )
    return known


def database(folder: Path) -> dict:
    """SQLite in the data folder, or whatever DATABASE_URL names."""
    advice = (
        "DATABASE_URL must be like postgres://user:password@host:5432/name "
        "or sqlite:////folder/waymark.sqlite3; leave it out for SQLite in DATA_DIR."
    )
    url = text("DATABASE_URL", f"sqlite:///{folder / 'waymark.sqlite3'}")
    if url.partition("://")[0] not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(advice)
    try:
        with warnings.catch_warnings(action="error"):
            config = env.db_url_config(url)
    except (ValueError, UserWarning):
        raise ImproperlyConfigured(advice) from None
    sqlite = config["ENGINE"].endswith("sqlite3")
    in_no_folder = sqlite and (not Path(config["NAME"]).parent.is_dir() or Path(config["NAME"]).is_dir())
    if not config["NAME"] or in_no_folder:
        raise ImproperlyConfigured(advice)
    if sqlite:
        # Writers queue instead of failing, readers never wait. FULL keeps the last commit through a power
        # cut; one person writes seldom enough not to notice. Foreign keys are switched on by Django.
        return config | {
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # What is erased is overwritten.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON",
            },
        }
    return config | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Behind a pooler the second half of a cursor would be asked of another connection.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        # What was sent to a machine that is gone is given up, and what the address itself says counts.
        "OPTIONS": {"connect_timeout": 5, "tcp_user_timeout": 30_000} | config.get("OPTIONS", {}),
    }


def mail() -> dict:
    """Django's EMAIL_ settings from EMAIL_URL; without it nothing that needs mail is offered."""
    url = text("EMAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        config = env.email_url_config(url)
        if url.startswith("smtp") and not (
            config["EMAIL_HOST"] and 0 < int(config["EMAIL_PORT"] or 25) < 65536
        ):
            raise ValueError("no host, or no such port")
    except (ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(
            "EMAIL_URL must be like smtp+tls://user:password@mail.example.com:587; "
            "leave it out to send no email."
        ) from None
    if config["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
        config["EMAIL_BACKEND"] = "mentoring.notifications.mail.smtp.EmailBackend"
    return config | {"EMAIL_TIMEOUT": 10}


def sender(host: str) -> str:
    """The address mails come from."""
    is_number = host.strip("[]").replace(".", "").isdigit() or ":" in host
    address = text("DEFAULT_FROM_EMAIL", f"Waymark <waymark@{'localhost' if is_number else host}>")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(address)[1]) or len(address.splitlines()) > 1:
        raise ImproperlyConfigured("DEFAULT_FROM_EMAIL must be like Waymark <waymark@example.com>.")
    return address


def address(name: str, example: str) -> str:
    """An email address, or nothing."""
    value = text(name)
    if value:
        try:
            validate_email(value)
        except ValidationError:
            raise ImproperlyConfigured(f"{name} must be an email address such as {example}.") from None
    return value.lower()


def time_zone() -> str:
    """The zone of people who chose none: TIME_ZONE, else the machine's own, else UTC."""
    here = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    zone = text("TIME_ZONE", here if here in zoneinfo.available_timezones() else "UTC")
    if zone not in zoneinfo.available_timezones():
        raise ImproperlyConfigured("TIME_ZONE must be a name such as Europe/Berlin, or left out.")
    return zone


def language(locale: Path) -> str:
    """The language of the instance: the one it is written in, or one whose words lie in the folder of languages."""
    spoken = ["en-gb", *sorted(file.parts[-3].lower() for file in locale.glob("*/LC_MESSAGES/django.mo"))]
    code = text("LANGUAGE_CODE", "en-gb").lower().replace("_", "-")
    if code not in spoken:
        raise ImproperlyConfigured(f"LANGUAGE_CODE must be a language Waymark speaks: {', '.join(spoken)}.")
    return code
