"""Reads the environment: each value checked, a wrong one refused with a sentence that says what to write."""

import contextlib
import ipaddress
import os
import re
import secrets
import tempfile
import warnings
import zoneinfo
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import EmailValidator, validate_email

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
    # int() itself refuses thousands of digits.
    if not (value.isascii() and value.isdigit() and len(value) < 10 and lowest <= int(value) <= highest):
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {lowest} to {highest}, such as {default}."
        )
    return int(value)


def release(base: Path) -> str:
    """Which release this is, as pyproject.toml says it."""
    project = base / "pyproject.toml"
    found = re.search(r'^version = "(.+)"$', project.read_text() if project.is_file() else "", re.MULTILINE)
    return found[1] if found else "of unknown release"


def folder_named(value: str) -> Path | None:
    """The folder somebody means, in full; None for what is the name of none, such as file:///data or $HOME/data."""
    if "://" in value or "$" in value:
        return None
    try:
        folder = Path(value).expanduser().absolute()
        there = next(part for part in (folder, *folder.parents) if part.exists())
        return folder if there.is_dir() else None
    except (OSError, RuntimeError, ValueError):  # too long, closed to us, or of nobody's home
        return None


def is_served(path: Path, served: list[Path]) -> bool:
    """Whether what lies there goes to everyone who asks."""
    return any(path.resolve().is_relative_to(one) for one in served)


def data_dir(default: Path, served: list[Path]) -> Path:
    """The folder of everything that must survive an update; made, for its owner only, when missing."""
    folder = folder_named(text("DATA_DIR", str(default)))
    if folder and not is_served(folder / "static", served):  # which is collected, and served as well
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            return folder
    raise ImproperlyConfigured("DATA_DIR must be a folder this program may write to, such as ./data.")


def backup_dir(served: list[Path]) -> Path | None:
    """The folder where the timer keeps backups, if any; whether it is there and can be written is seen then."""
    value = text("BACKUP_DIR")
    folder = folder_named(value)
    if value and (folder is None or is_served(folder, served)):
        raise ImproperlyConfigured(
            "BACKUP_DIR must be a folder from which nobody is served, such as /var/backups/waymark."
        )
    return folder if value else None


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
    kind, mark, rest = text("BASE_URL", f"http://localhost:{port}").rstrip("/").partition("://")
    url = f"{kind.lower()}{mark}{rest}"
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
    port_told = "" if own_port is None else f":{own_port}"
    if (
        not is_host(name)
        or own_port == 0
        or parts.netloc.lower() not in (f"{host}{port_told}", f"{name}{port_told}")
    ):
        raise ImproperlyConfigured(advice)
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{name}" + (f":{own_port}" if own_port not in (None, usual) else "")


def is_host(name: str) -> bool:
    """Whether browsers can ask for this name or number: in the letters of DNS, and the number of one machine."""
    number = name[1:-1] if name.startswith("[") else name
    if name.startswith("[") or number.rpartition(".")[2].isdigit():
        try:
            return "%" not in number and not ipaddress.ip_address(number).is_unspecified
        except ValueError:
            return False
    parts = name.split(".")
    return len(name) < 254 and all(re.fullmatch(r"(?!-)[a-z0-9-]{1,63}(?<!-)", part) for part in parts)


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


def fits_a_file(path: Path, served: list[Path]) -> bool:
    """Whether a file may be there: it is one already or its folder is there, and nobody is served from it."""
    try:
        return path.parent.is_dir() and (path.is_file() or not path.exists()) and not is_served(path, served)
    except OSError:
        return False


def database(folder: Path, served: list[Path]) -> dict:
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
    # A name without its folder would be another file wherever a command is run from.
    unfit = sqlite and not (Path(config["NAME"]).is_absolute() and fits_a_file(Path(config["NAME"]), served))
    if not config["NAME"] or "\0" in config["NAME"] or unfit:
        raise ImproperlyConfigured(advice)
    if sqlite:
        # Writers queue instead of failing, readers never wait. FULL keeps the last commit through a power
        # cut; one person writes seldom enough not to notice. Foreign keys are switched on by Django.
        return config | {
            "ENGINE": "config.sqlite3",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # What is erased is overwritten.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON",
            },
        }
    import psycopg  # only where it is needed: it takes a while

    try:
        psycopg.conninfo.make_conninfo(**config.get("OPTIONS", {}))
    except psycopg.Error:  # an option that there isn't
        raise ImproperlyConfigured(advice) from None
    return config | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Behind a pooler the second half of a cursor would be asked of another connection.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        # What was sent to a machine that is gone is given up, and what the address itself says counts.
        "OPTIONS": {"connect_timeout": 5, "tcp_user_timeout": 30_000} | config.get("OPTIONS", {}),
    }


# The last one is for whoever works on Waymark: it shows an email where the server was started.
MAIL_GOES_BY = ("smtp", "smtp+tls", "smtp+ssl", "consolemail")


def mail() -> dict:
    """Django's EMAIL_ settings from EMAIL_URL; without it nothing that needs mail is offered."""
    url = text("EMAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        config = env.email_url_config(url)
        host, port = config["EMAIL_HOST"] or "", config["EMAIL_PORT"]
        to_a_server = re.fullmatch(r"\S+", host) and (port is None or 0 < int(port) < 65536)
        if url.partition("://")[0] not in MAIL_GOES_BY or not (to_a_server or url == "consolemail://"):
            raise ValueError("no way, no host, or no such port")
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
    found = re.fullmatch(r"[^<>@\t\r\n]*<(\S+)>|(\S+)", address)
    plain = (found[1] or found[2]) if found else ""
    there = plain.rpartition("@")[2]
    try:
        EmailValidator(allowlist=[there] if is_host(there.lower()) else [])(
            plain
        )  # a host's name alone will do
    except ValidationError:
        raise ImproperlyConfigured("DEFAULT_FROM_EMAIL must be like Waymark <waymark@example.com>.") from None
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
