"""Settings: safe without any variable, derived from a few, and a wrong value is one sentence."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from tests.conftest import ENVIRONMENT

PROJECT = Path(__file__).parent.parent
KEY = "kept-elsewhere-" * 5


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Read the settings afresh with just these variables; returns the module."""

    def read_settings(**variables):
        for name in ENVIRONMENT:
            if name != "DJANGO_SETTINGS_MODULE":
                monkeypatch.setenv(name, "")
        monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.find_spec("config.settings")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return read_settings


def run(*command, cwd=PROJECT, **variables):
    """Run Python in a process of its own with just these variables."""
    environment = dict.fromkeys(set(ENVIRONMENT) - {"DJANGO_SETTINGS_MODULE"}, "") | variables
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# Nothing set


def test_settings_need_no_variable(read, tmp_path):
    settings = read()

    assert settings.DEBUG is False
    assert settings.BASE_URL == "http://localhost:8000"
    assert settings.ALLOWED_HOSTS == ["localhost", "127.0.0.1", "[::1]"]
    assert settings.CSRF_TRUSTED_ORIGINS == ["http://localhost:8000"]
    assert settings.DATABASES["default"]["ENGINE"] == "config.sqlite3"
    assert settings.DATABASES["default"]["NAME"] == str(tmp_path / "data" / "waymark.sqlite3")
    assert settings.SIGNUP_OPEN is False
    assert settings.ADMIN_ENABLED is False
    assert settings.TRUSTED_PROXY_COUNT == settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    assert settings.MAIL_ENABLED is False
    assert settings.ACCOUNT_EMAIL_VERIFICATION == "none"
    assert settings.EMAIL_BACKEND == "django.core.mail.backends.dummy.EmailBackend"
    assert settings.DEFAULT_FROM_EMAIL == "Waymark <waymark@localhost>"
    assert (settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT) == (False, False)
    assert settings.SECURE_HSTS_SECONDS == 0
    assert settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN is True


def test_release_is_told_by_the_settings_and_the_command(read):
    release = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"]

    assert release == read().RELEASE
    assert run("manage.py", "--version").stdout == f"Waymark {release}\n"


def test_sqlite_queues_writers_and_keeps_the_last_commit(read):
    database = read().DATABASES["default"]

    assert database["CONN_MAX_AGE"] == 600
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON",
    }


def test_data_folder_is_made_for_its_owner_only(read, tmp_path):
    read()

    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


# The secret key


def test_secret_key_is_made_once_and_kept_private(read, tmp_path):
    first = read().SECRET_KEY
    second = read().SECRET_KEY

    kept = tmp_path / "data" / "secret.key"
    assert first == second == kept.read_text()
    assert len(first) >= 50
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret.key"]


def test_secret_key_is_the_same_for_workers_that_start_at_once(tmp_path):
    code = "from config import settings; print(settings.SECRET_KEY)"
    environment = dict.fromkeys(ENVIRONMENT, "") | {"DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"]}

    workers = [
        subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, env=environment, stdout=subprocess.PIPE)
        for _ in range(6)
    ]
    keys = {worker.communicate(timeout=60)[0] for worker in workers}

    assert keys == {(tmp_path / "secret.key").read_bytes() + b"\n"}


def test_secret_key_from_the_environment_is_not_written_down(read, tmp_path):
    assert read(SECRET_KEY=KEY).SECRET_KEY == KEY
    assert list((tmp_path / "data").iterdir()) == []


def test_secret_key_may_start_with_a_dollar_sign(read):
    assert read(SECRET_KEY="$" + KEY).SECRET_KEY == "$" + KEY


# What follows from what


def test_port_decides_the_address(read):
    settings = read(PORT="9000")

    assert (settings.PORT, settings.BASE_URL) == (9000, "http://localhost:9000")


@pytest.mark.parametrize(
    ("written", "meant", "answered"),
    [
        ("https://example.com:443/", "https://example.com", "example.com"),
        ("HTTPS://Example.com", "https://example.com", "example.com"),
        ("https://Example.com:8443", "https://example.com:8443", "example.com"),
        ("http://example.com.", "http://example.com", "example.com"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
        ("http://[2001:DB8::7]:8000", "http://[2001:db8::7]:8000", "[2001:db8::7]"),
    ],
)
def test_address_is_kept_as_browsers_send_it(read, written, meant, answered):
    settings = read(BASE_URL=written)

    kept = (settings.BASE_URL, settings.CSRF_TRUSTED_ORIGINS, settings.ALLOWED_HOSTS)
    assert kept == (meant, [meant], [answered])


def test_instances_on_one_host_keep_their_cookies_apart(read):
    names = {read(BASE_URL=f"https://example.com:{port}").SESSION_COOKIE_NAME for port in (443, 8443, 9443)}

    assert names == {"__Host-waymark_session", "__Host-waymark_8443_session", "__Host-waymark_9443_session"}
    assert read().CSRF_COOKIE_NAME == "waymark_8000_csrf"


@pytest.mark.parametrize(
    ("written", "listened"),
    [("", "127.0.0.1"), ("localhost", "127.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("[::]", "::"), ("::1", "::1")],
)
def test_host_is_where_is_listened(read, written, listened):
    assert listened == read(HOST=written).LISTEN_ON


def test_workers_are_as_many_as_are_said(read):
    assert (read().WORKERS, read(WORKERS="3").WORKERS) == (2, 3)


def test_sender_under_a_bare_number_is_an_address_all_the_same(read):
    for url in ("http://127.0.0.1:8000", "http://[::1]:8000"):
        assert read(BASE_URL=url).DEFAULT_FROM_EMAIL == "Waymark <waymark@localhost>"


def test_https_turns_on_everything_about_transport(read):
    settings = read(BASE_URL="https://Waymark.example.com/")

    assert settings.BASE_URL == "https://waymark.example.com"
    assert settings.ALLOWED_HOSTS == ["waymark.example.com"]
    assert settings.CSRF_TRUSTED_ORIGINS == ["https://waymark.example.com"]
    assert settings.SESSION_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE is True
    assert settings.SESSION_COOKIE_NAME == "__Host-waymark_session"
    assert settings.CSRF_COOKIE_NAME == "__Host-waymark_csrf"
    assert settings.SECURE_SSL_REDIRECT is True
    assert settings.SECURE_HSTS_SECONDS == 31_536_000
    assert settings.SECURE_PROXY_SSL_HEADER == ("HTTP_X_FORWARDED_PROTO", "https")
    assert settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL == "https"
    assert settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN is False
    assert settings.DEFAULT_FROM_EMAIL == "Waymark <waymark@waymark.example.com>"


def test_check_deploy_is_clean_behind_https(tmp_path):
    result = run(
        "manage.py", "check", "--deploy", DATA_DIR=str(tmp_path), BASE_URL="https://waymark.example.com"
    )

    assert result.stdout.startswith("System check identified no issues"), result.stderr
    assert result.returncode == 0


def test_postgres_keeps_connections_and_checks_them(read):
    database = read(DATABASE_URL="postgres://ann:s%40crt@db:5433/waymark").DATABASES["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("ann", "s@crt")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", 5433, "waymark")
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)
    assert database["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert database["OPTIONS"] == {"connect_timeout": 5, "tcp_user_timeout": 30_000}
    patient = read(DATABASE_URL="postgres://ann@db/waymark?connect_timeout=20").DATABASES["default"]
    assert patient["OPTIONS"]["connect_timeout"] == 20


def test_mail_turns_on_what_needs_mail(read):
    settings = read(
        EMAIL_URL="smtp+tls://ann:secret@mail.example.com:587", DEFAULT_FROM_EMAIL="Ann <ann@example.com>"
    )

    assert settings.MAIL_ENABLED is True
    assert settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory"
    assert (settings.EMAIL_HOST, settings.EMAIL_PORT) == ("mail.example.com", 587)
    assert settings.EMAIL_USE_TLS is True
    assert settings.EMAIL_TIMEOUT == 10
    assert settings.DEFAULT_FROM_EMAIL == settings.SERVER_EMAIL == "Ann <ann@example.com>"


@pytest.mark.parametrize("value", ["true", "True", "1", "yes", "on"])
def test_switches_turn_on(read, value):
    settings = read(SIGNUP_OPEN=value, ADMIN_ENABLED=value, DEBUG=value)

    assert (settings.SIGNUP_OPEN, settings.ADMIN_ENABLED, settings.DEBUG) == (True, True, True)


def test_env_file_is_read_and_the_environment_wins(tmp_path):
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    (tmp_path / ".env").write_text("PORT=9001\nTIME_ZONE=Asia/Tokyo\nSIGNUP_OPEN=true\n")
    code = (
        "import json; from config import settings as s; "
        "print(json.dumps([s.PORT, s.TIME_ZONE, s.SIGNUP_OPEN]))"
    )

    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PORT": "9002"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert json.loads(result.stdout) == [9002, "Asia/Tokyo", True]
    assert (tmp_path / "data" / "secret.key").exists()


# Where settings are written about


def test_settings_stand_in_readme_example_and_code_alike():
    """What each says of one: its name in all three, its default in the README and commented out in the example."""
    code = (PROJECT / "config" / "environment.py").read_text() + (
        PROJECT / "config" / "settings.py"
    ).read_text()
    read_from = set(re.findall(r'\b(?:text|flag|number|address)\(\s*"([A-Z_]+)"', code))
    example = re.findall(r"^#([A-Z_]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE)
    readme = re.findall(r"^\| `([A-Z_]+)` \|", (PROJECT / "README.md").read_text(), re.MULTILINE)

    assert sorted(example) == sorted(readme) == sorted(read_from)
    assert read_from == (set(ENVIRONMENT) | {"DATA_DIR"}) - {"DJANGO_SETTINGS_MODULE"}


@pytest.mark.parametrize(
    "line", re.findall(r"^#([A-Z_]+=.+)", (PROJECT / ".env.example").read_text(), re.MULTILINE)
)
def test_every_line_of_the_example_may_be_taken_as_it_is(read, line):
    name, _, value = line.partition("=")

    read(**{name: value})


# Wrong values

SWITCH = "must be true or false."
WRONG = {
    "SECRET_KEY must be 50 random characters or more; leave it out and one is made in DATA_DIR.": {
        "SECRET_KEY": ["short", "x" * 100, "abcd" * 20, "django-insecure-" + KEY],
    },
    "DATA_DIR must be a folder this program may write to, such as ./data.": {
        "DATA_DIR": ["/dev/null/data", "/dev/null", "/proc/data", __file__, "~nobody-here/data", "d" * 300, "file:///data",
                     "$HOME/data", "static", "static/data", "."],
    },
    "DATABASE_URL must be like postgres://user:password@host:5432/name "
    "or sqlite:////folder/waymark.sqlite3; leave it out for SQLite in DATA_DIR.": {
        "DATABASE_URL": ["waymark.db", "mysql://root@db/waymark", "postgres://db:x/waymark", "postgres://db",
                         "sqlite:////no/such/folder/waymark.sqlite3", "sqlite:////tmp", "sqlite://", "sqlite:///:memory:",
                         "sqlite:///waymark.sqlite3", f"sqlite:///{PROJECT}/static/waymark.sqlite3",
                         "sqlite:////dev/null", "postgres://db/waymark?sslmod=require", "postgres://db/way%00mark"],
    },
    "BASE_URL must be the address people type, such as https://waymark.example.com.": {
        "BASE_URL": ["waymark.example.com", "ftp://example.com", "https://", "https://example.com:port",
                     "https://ann@example.com", "https://exa mple.com", "https://exa_mple.com",
                     "https://example.com:0", "https://[::1", "https://[::1]x", "https://[::]", "http://0.0.0.0:8000",
                     "https://.example.com", "https://example..com", "https://-example.com", "https://999.1.1.1",
                     "https://" + "x" * 64 + ".com", "https://example.com:"],
    },
    "BASE_URL must end with the host or its port: Waymark needs a host name of its own, "
    "such as https://waymark.example.com, and cannot live below a path.": {
        "BASE_URL": ["https://example.com/waymark", "https://example.com/a/b/", "https://example.com?x=1",
                     "https://example.com#here"],
    },
    "BASE_URL must have its host name in plain letters: write it the way a browser copies it, "
    "such as https://xn--mnchen-3ya.example.": {
        "BASE_URL": ["https://straße.example", "https://σύλλογος.example", "https://a\u200db.example",
                     "https://" + "ü" * 70 + ".example"],
    },
    "HOST must be an address of this machine to listen on: 127.0.0.1, 0.0.0.0 for all, or :: for IPv6 too; "
    "what people type goes into BASE_URL.": {
        "HOST": ["waymark.example.com", "https://127.0.0.1", "127.0.0.1:8000", "256.0.0.1", "*"],
    },
    "PORT must be a whole number from 1 to 65535, such as 8000.": {
        "PORT": ["http", "0", "65536", "-1", "80.5", "٣", "9" * 5000],
    },
    "WORKERS must be a whole number from 1 to 64, such as 2.": {
        "WORKERS": ["0", "65", "auto", "1.5", "-2"],
    },
    "TRUSTED_PROXY_COUNT must be a whole number from 0 to 9, such as 0.": {
        "TRUSTED_PROXY_COUNT": ["one", "10", "-1", "0.5"],
    },
    **{
        f"{name} {SWITCH}": {name: ["maybe", "everybody", "2", "truee", "-"]}
        for name in ["DEBUG", "SIGNUP_OPEN", "ADMIN_ENABLED"]
    },
    "EMAIL_URL must be like smtp+tls://user:password@mail.example.com:587; leave it out to send no email.": {
        "EMAIL_URL": ["mail.example.com", "pop3://mail.example.com", "smtp://", "smtp://mail:port",
                      "smtp://mail:99999", "smtp+tls://ann:secret@", "smtp://mail:0", "smtp://the mail:25",
                      "dummymail://", "memorymail://", "smtps://mail"],
    },
    "DEFAULT_FROM_EMAIL must be like Waymark <waymark@example.com>.": {
        "DEFAULT_FROM_EMAIL": ["Waymark", "Waymark <waymark>", "waymark@", "@example.com",
                               "a@b.example\nBcc: c@d.example", "<a@b.example", "a@b.example>",
                               "a@b.example, c@d.example", "ü@b.example", "a@b..example",
                               "Waymark <a@b.example> x"],
    },
    "FIRST_ACCOUNT_EMAIL must be an email address such as you@example.org.": {
        "FIRST_ACCOUNT_EMAIL": ["leila", "leila@", "Leila <leila@example.org>", "a@example.org, b@example.org"],
    },
    "BACKUP_DIR must be a folder from which nobody is served, such as /var/backups/waymark.": {
        "BACKUP_DIR": ["manage.py", "manage.py/backups", "static", "static/vendor", "/dev/null/backups",
                       "~nobody-here/backups", "b" * 300, "file:///backups"],
    },
    "BACKUPS_KEPT must be a whole number from 1 to 1000, such as 14.": {
        "BACKUPS_KEPT": ["all", "0", "-1", "1001", "1.5"],
    },
    "TIME_ZONE must be a name such as Europe/Berlin, or left out.": {
        "TIME_ZONE": ["Europe/Atlantis", "../../etc/passwd", "+02:00", "Berlin"],
    },
    "LANGUAGE_CODE must be a language Waymark speaks: en-gb.": {
        "LANGUAGE_CODE": ["xx", "English", "../locale", "en-gb.UTF-8"],
    },
}  # fmt: skip
WRONG = [
    (name, value, sentence)
    for sentence, settings in WRONG.items()
    for name, values in settings.items()
    for value in values
]


def test_every_setting_is_tried_with_four_wrong_values():
    tried = Counter(name for name, _, _ in WRONG)

    assert set(tried) == (set(ENVIRONMENT) | {"DATA_DIR"}) - {"DJANGO_SETTINGS_MODULE"}
    assert min(tried.values()) >= 4


@pytest.mark.parametrize(
    ("name", "value", "sentence"), WRONG, ids=[f"{name}={value[:40]}" for name, value, _ in WRONG]
)
def test_wrong_value_is_one_sentence(read, name, value, sentence):
    with pytest.raises(ImproperlyConfigured) as caught:
        read(**{name: value})

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("PORT 8000", "Line 2 of .env must be like PORT=8000, or begin with #."),
        ("export", "Line 2 of .env must be like PORT=8000, or begin with #."),
        ("8000=PORT", "Line 2 of .env must be like PORT=8000, or begin with #."),
        ("PORT=8000\n=1", "Line 3 of .env must be like PORT=8000, or begin with #."),
        (b"PORT=\xff", ".env must be a text file in UTF-8 that this program may read."),
    ],
)
def test_file_of_settings_that_cannot_be_read_is_one_sentence(tmp_path, line, sentence):
    file = tmp_path / ".env"
    file.write_bytes(b"# Mine\n" + (line if isinstance(line, bytes) else line.encode()))

    with pytest.raises(ImproperlyConfigured) as caught:
        environment.read_file(file)

    assert str(caught.value) == sentence


def test_unusable_key_file_is_one_sentence(read, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret.key").write_text("")

    with pytest.raises(ImproperlyConfigured) as caught:
        read()

    assert str(caught.value) == (
        "SECRET_KEY is not set and secret.key in DATA_DIR cannot be used: "
        "write 50 random characters or more into one of them."
    )


@pytest.mark.parametrize("command", [["manage.py", "migrate"], ["-c", "import config.wsgi"]])
def test_start_stops_with_that_sentence_alone(tmp_path, command):
    result = run(*command, DATA_DIR=str(tmp_path), PORT="eighty")

    assert result.stderr == "PORT must be a whole number from 1 to 65535, such as 8000.\n"
    assert result.stdout == ""
    assert result.returncode == 1


def test_python_without_the_packages_is_one_sentence(tmp_path):
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path[0:0] = [{str(tmp_path)!r}]; import config",
    ]

    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert result.returncode == 1
    assert result.stderr.startswith("What Waymark is built on isn't installed for this Python (")
    assert result.stderr.endswith("Run: make clean, then make run.\n")
